"""From an error to an exit status, one line, and where it is a bug a traceback in the log."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

import archive
from archive import Archive
from dnusa_crawler import errors
from dnusa_crawler.cli import entry, failures, logbook

CASES = [
    (KeyboardInterrupt(), 130),
    (archive.ArchiveLockedError("held by process 7"), 4),
    (archive.NoSpaceError("no room"), 5),
    (OSError(errno.ENOSPC, "No space left on device"), 5),
    (OSError(errno.EDQUOT, "Disk quota exceeded"), 5),
    (errors.SettingsError("no contact"), 6),
    (errors.SiteFileError("line 3"), 6),
    (errors.SiteUnusableError("no answer"), 3),
    (errors.AddressRefusedError("10.0.0.1"), 3),
    (archive.RecordError("cut", warc="a.warc.gz", offset=9), 3),
    (archive.ArchiveNotFoundError("none"), 2),
    (archive.ArchiveFormatError("newer"), 2),
    (archive.QueryError("quote"), 2),
    (archive.NotFoundError("none"), 2),
    (archive.UnknownExportError("parquet"), 2),
    (failures.UsageError("both"), 2),
    (PermissionError(errno.EACCES, "Permission denied", "x"), 2),
    (OSError(errno.ENAMETOOLONG, "File name too long", "x"), 2),
    (OSError(errno.EROFS, "Read-only file system", "x"), 2),
    (RuntimeError("a bug"), None),
    (OSError(errno.EIO, "Input/output error"), None),
]


@pytest.mark.parametrize(("error", "status"), CASES, ids=[type(error).__name__ for error, _ in CASES])
def test_each_error_has_the_documented_status(error: BaseException, status: int | None) -> None:
    """None is a bug: it becomes 1."""
    assert failures.status_of(error) == status


def test_every_status_is_documented() -> None:
    """The table is the one of the command line's contract."""
    assert set(failures.MEANINGS) == {0, 1, 2, 3, 4, 5, 6, 130}
    assert {failures.status_of(error) for error, _ in CASES} - {None} <= set(failures.MEANINGS)


def test_an_expected_error_is_one_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Whatever the message holds."""
    failures.report(archive.QueryError("a\nb\x1b[31mc"), archive=tmp_path)

    assert capsys.readouterr().err == "dnusa: a b[31mc\n"


def test_a_path_that_cannot_be_used_says_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    """The system's own words say what is wrong, not what to do next."""
    failures.report(OSError(errno.EROFS, "Read-only file system", "kept/archive.lock"), archive=None)

    said = "dnusa: Read-only file system: kept/archive.lock; give another path, or the right to use this one\n"
    assert capsys.readouterr().err == said


def test_a_bug_is_a_line_and_a_traceback_in_the_archive(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The person gets the name of the log, never the traceback itself."""
    path = tmp_path / "kept"
    with Archive.open(path, create=True):
        pass

    def broken(_: object, **__: object) -> None:
        raise ZeroDivisionError("boom")

    monkeypatch.setattr(logbook, "reading", broken)

    status = entry.run(["runs", "--archive", str(path)])

    err = capsys.readouterr().err
    log = next((path / "logs").glob("error-*.log"))
    assert status == 1
    assert "Traceback" not in err
    assert "unexpected error: ZeroDivisionError: boom" in err
    assert str(log) in err
    assert "Traceback" in log.read_text()


def test_a_bug_makes_no_archive(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Where there is no archive the traceback goes to the system's folder for such files."""
    monkeypatch.setattr(failures.tempfile, "gettempdir", lambda: str(tmp_path / "scratch"))
    (tmp_path / "scratch").mkdir()

    for path in ("none", "x" * 5000):
        assert failures.report(ZeroDivisionError("boom"), archive=tmp_path / path) == 1

    assert [one.name for one in tmp_path.iterdir()] == ["scratch"]
    assert list((tmp_path / "scratch").glob("error-*.log"))
