"""What is an archive, what is not, and who may write it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from archive import (
    Archive,
    ArchiveError,
    ArchiveFormatError,
    ArchiveLockedError,
    ArchiveNotFoundError,
    NoSpaceError,
    Verdict,
)
from tests.archives import Place, article, exchange


def test_nothing_there_is_said_so(tmp_path: Path) -> None:
    """Without create there must be an archive, also where the directory exists but is empty."""
    for path in (tmp_path, tmp_path / "no" / "where"):
        for readonly in (True, False):
            with pytest.raises(ArchiveNotFoundError, match="no archive at"):
                Archive.open(path, readonly=readonly)


def test_another_directory_is_refused(tmp_path: Path) -> None:
    """A crawl into somebody's home directory writes nothing there."""
    (tmp_path / "thesis.odt").write_text("x")

    with pytest.raises(ArchiveFormatError, match=r"thesis\.odt"):
        Archive.open(tmp_path, create=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["thesis.odt"]


def test_a_file_is_refused(tmp_path: Path) -> None:
    """A path to a file is no archive."""
    (tmp_path / "file").write_text("x")

    for create in (True, False):
        with pytest.raises(ArchiveFormatError, match="is a file"):
            Archive.open(tmp_path / "file", create=create)


def test_a_place_below_a_file_is_not_called_a_full_disk(tmp_path: Path) -> None:
    """Nobody can free space to mend it; the message names what is wrong."""
    (tmp_path / "file").write_text("x")

    with pytest.raises(ArchiveError, match="Not a directory") as caught:
        Archive.open(tmp_path / "file" / "kept", create=True)
    assert not isinstance(caught.value, NoSpaceError)


@pytest.mark.parametrize(
    ("marker", "says"),
    [
        ("{", "cannot be read"),
        ("[]", "names another format"),
        ('{"format": "zip", "version": 1}', "names another format"),
        ('{"format": "dnusa-archive"}', "no format version"),
        ('{"format": "dnusa-archive", "version": 2}', "newer dnusa"),
        ("[" * 100_000, "cannot be read"),
    ],
)
def test_a_wrong_marker_is_refused(tmp_path: Path, marker: str, says: str) -> None:
    """What is not ours, broken or newer is refused with one line and left alone."""
    (tmp_path / "archive.json").write_text(marker)

    for settings in ({"readonly": True}, {"create": True}):
        with pytest.raises(ArchiveFormatError, match=says):
            Archive.open(tmp_path, **settings)
    assert (tmp_path / "archive.json").read_text() == marker


def test_sites_may_be_there_before_the_archive(tmp_path: Path) -> None:
    """``sites add`` writes first, the first crawl makes the archive around it."""
    (tmp_path / "sites").mkdir()
    (tmp_path / "sites" / "a.toml").write_text("")

    with Archive.open(tmp_path, create=True) as archive:
        assert archive.sites_directory == tmp_path / "sites"
    assert json.loads((tmp_path / "archive.json").read_text()) == {"format": "dnusa-archive", "version": 1}


def test_one_writer_at_a_time(place: Place) -> None:
    """The second writer is told who the first is; readers come in; then it may."""
    with place.create():
        with pytest.raises(ArchiveLockedError, match=f"pid {os.getpid()}"):
            place.open()
        with place.open(readonly=True) as reader:
            assert reader.search().total == 0
    place.open().close()


def test_a_dead_writer_leaves_no_lock(tmp_path: Path) -> None:
    """A process that was killed while it wrote keeps nobody out."""
    program = (
        "import os, sys; from archive import Archive; a = Archive.open(sys.argv[1], create=True);"
        "a.begin_run(site='s'); a.commit(); os.kill(os.getpid(), 9)"
    )
    ended = subprocess.run([sys.executable, "-c", program, str(tmp_path / "a")], check=False)

    assert ended.returncode == -9
    with Archive.open(tmp_path / "a", readonly=True) as reader:
        assert [run.state for run in reader.runs()] == ["running"]
    with Archive.open(tmp_path / "a") as archive:
        assert [run.state for run in archive.runs()] == ["interrupted"]


def test_a_reader_does_not_write(place: Place) -> None:
    """Every writing method of a reader says so."""
    with place.create() as archive:
        capture = archive.write(exchange("http://kota.example/a/"))
    with place.open(readonly=True) as reader:
        assert reader.is_readonly
        for call in (
            lambda: reader.write(exchange("http://kota.example/a/")),
            lambda: reader.keep(article(), capture=capture),
            lambda: reader.begin_run(site="s"),
            lambda: reader.store_learned("s", {}),
            lambda: reader.remember([]),
            reader.commit,
        ):
            with pytest.raises(ArchiveError, match="for reading only"):
                call()


def test_a_missing_database_is_not_made_anew_over_records(tmp_path: Path) -> None:
    """Without its rows an archive is rebuilt, not begun again."""
    with Archive.open(tmp_path / "a", create=True) as archive:
        archive.write(exchange("http://kota.example/a/"))
    (tmp_path / "a" / "archive.db").unlink()

    for settings in ({"create": True}, {"readonly": True}, {}):
        with pytest.raises(ArchiveNotFoundError, match="dnusa rebuild"):
            Archive.open(tmp_path / "a", **settings)


def test_a_damaged_database_is_said_so(tmp_path: Path) -> None:
    """A database that is none leads to rebuild, not to a traceback."""
    Archive.open(tmp_path / "a", create=True).close()
    (tmp_path / "a" / "archive.db").write_bytes(b"not a database" * 100)

    for readonly in (True, False):
        with pytest.raises(ArchiveFormatError, match="dnusa rebuild"):
            Archive.open(tmp_path / "a", readonly=readonly)


@pytest.mark.parametrize("url", ["mysql://h/x", "nonsense", "postgresql://h/x?schema=a;b"])
def test_a_wrong_database_url_is_refused(tmp_path: Path, url: str) -> None:
    """A database setting that cannot be used is one clear line."""
    with pytest.raises(ArchiveFormatError):
        Archive.open(tmp_path / "a", create=True, database=url)


def test_a_database_that_does_not_answer_is_said_so(tmp_path: Path) -> None:
    """No server there: one line, and no half-made archive that locks others out."""
    with pytest.raises(ArchiveError, match="does not answer"):
        Archive.open(tmp_path / "a", create=True, database="postgresql://127.0.0.1:9/none")
    with pytest.raises(ArchiveError, match="does not answer"):
        Archive.open(tmp_path / "a")


def test_the_archive_remembers_its_database(place: Place) -> None:
    """Who opens it later need not know where the rows live."""
    with place.create() as archive:
        assert archive.keep(article(), capture=archive.write(exchange("http://kota.example/a/"))) is Verdict.NEW
    with Archive.open(place.path, readonly=True) as reader:
        assert reader.search().total == 1


def test_an_archive_on_a_read_only_medium_can_be_read(tmp_path: Path) -> None:
    """A copy on a disc, or one that belongs to somebody else, is searched as it is."""
    with Archive.open(tmp_path / "a", create=True) as archive:
        archive.keep(article(), capture=archive.write(exchange("http://kota.example/a/")))
    for path in [tmp_path / "a", *(tmp_path / "a").rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    # Root may write anywhere, so root becomes nobody, after an archive of its own has loaded all modules.
    program = (
        "import os, sys, tempfile; from archive import Archive;"
        "Archive.open(tempfile.mkdtemp() + '/x', create=True).search('x');"
        "os.getuid() or os.setuid(65534);"
        "print(Archive.open(sys.argv[1], readonly=True).search('ngrowo').total)"
    )
    for parent in tmp_path.parents:
        if parent.name.startswith(("pytest-", "popen-")):
            parent.chmod(0o755)
    tmp_path.chmod(0o755)
    asked = subprocess.run(
        [sys.executable, "-B", "-c", program, str(tmp_path / "a")], capture_output=True, text=True, check=False
    )
    for path in [tmp_path / "a", *(tmp_path / "a").rglob("*")]:
        path.chmod(0o755)

    assert asked.stdout.strip() == "1", asked.stderr
