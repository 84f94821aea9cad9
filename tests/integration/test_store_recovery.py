"""After a crash: what reached the disk is taken in, what was acknowledged is there, nothing is twice."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from archive import (
    Archive,
    ArchiveError,
    ArchiveLockedError,
    NoSpaceError,
    OutcomeKind,
    Verdict,
)
from tests.archives import Place, article, exchange, outcome

#: Writes pages for ever and says after each commit how many are acknowledged.
ENDLESS = """
import sys
sys.path.insert(0, sys.argv[3])
from tests.archives import Place, article, exchange
from pathlib import Path
place = Place(Path(sys.argv[1]), sys.argv[2] or None)
archive = place.create()
run = archive.begin_run(site="kota.example")
first = sum(1 for _ in archive.captures())
for number in range(first, 1_000_000):
    capture = archive.write(exchange(f"http://kota.example/{number}", b"page %d" % number * 50, run=run.id, minute=number))
    archive.keep(article(f"http://kota.example/{number}", text=f"Isi nomor {number}"), capture=capture)
    if number % 3 == 0:
        archive.commit()
        print(number + 1, flush=True)
"""


def crash(archive: Archive) -> None:
    """Leave an archive as a killed process does: nothing committed, nothing closed, the lock given up."""
    archive._database.close()
    archive._directory.unlock()
    assert archive._writer is not None
    archive._writer.sync()
    archive._writer._descriptor = None


def test_records_without_rows_are_taken_in(place: Place) -> None:
    """What was written and not committed is there after the next opening, and waits to be read."""
    archive = place.create()
    run = archive.begin_run(site="kota.example")
    archive.write(exchange("http://kota.example/1", run=run.id))
    archive.commit()
    lost = [archive.write(exchange(f"http://kota.example/{number}", b"%d" % number, run=run.id)) for number in (2, 3)]
    crash(archive)

    with place.open() as again:
        captures = list(again.captures())
        assert [one.url for one in captures] == [f"http://kota.example/{number}" for number in (1, 2, 3)]
        assert captures[1:] == lost
        assert [one.url for one in again.unread("kota.example")] == [one.url for one in captures]
        assert [one.state for one in again.runs()] == ["interrupted"]
        assert again.problems == ()


def test_notes_without_rows_are_taken_in(place: Place) -> None:
    """Runs, outcomes without a capture and what was learned are read back from their notes, once."""
    archive = place.create()
    run = archive.begin_run(site="kota.example")
    skipped = outcome(OutcomeKind.SKIPPED, run=run.id, url="http://kota.example/private", reason="robots.txt")
    archive.record_outcome(skipped)
    archive.store_learned("kota.example", {"lines": [1]})
    archive._database.commit = lambda: (_ for _ in ()).throw(NoSpaceError("full"))  # type: ignore[method-assign]
    with pytest.raises(NoSpaceError):
        archive.commit()
    crash(archive)

    for _ in range(2):
        with place.open() as again:
            assert list(again.outcomes()) == [skipped]
            assert again.learned("kota.example") == {"lines": [1]}
            assert [one.id for one in again.runs()] == [run.id]


def test_a_torn_tail_is_cut_and_the_rest_is_there(place: Place) -> None:
    """Half a record at the end of the file is no capture and stops nothing."""
    archive = place.create()
    archive.write(exchange("http://kota.example/1"))
    archive.commit()
    archive.write(exchange("http://kota.example/2", b"lost" * 100))
    crash(archive)
    [path] = (place.path / "warc").glob("*.open")
    with path.open("r+b") as handle:
        handle.truncate(path.stat().st_size - 7)

    with place.open() as again:
        urls = [one.url for one in again.captures()]
        assert urls[:1] == ["http://kota.example/1"]
        assert all(again.read(one).response for one in again.captures())
        again.write(exchange("http://kota.example/3"))
    assert list((place.path / "warc").glob("*.open")) == []


def test_a_clean_archive_is_not_read_again(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Opening a large archive costs nothing: only what is not acknowledged is read."""
    with place.create() as archive:
        archive.write(exchange("http://kota.example/1"))
    monkeypatch.setattr("archive.archive.take_in", lambda *_, **__: pytest.fail("read"))

    place.open().close()


def test_files_of_strangers_are_taken_in(place: Place, tmp_path: Path) -> None:
    """A WARC file of another archive of ours laid into warc/ is part of the archive at the next opening."""
    with Archive.open(tmp_path / "other", create=True) as other:
        other.write(exchange("http://desa.example/", site="desa.example"))
    place.create().close()
    for file in (tmp_path / "other" / "warc").glob("*.warc.gz"):
        file.rename(place.path / "warc" / file.name)

    with place.open() as archive:
        assert [one.url for one in archive.captures()] == ["http://desa.example/"]
        assert len(list((place.path / "index").iterdir())) == 1


@pytest.mark.parametrize("rounds", [2])
def test_killed_while_writing(place: Place, rounds: int) -> None:
    """kill -9 in the middle, again and again: every acknowledged page is there once, readable, and kept once."""
    acknowledged = 0
    root = str(Path(__file__).resolve().parents[2])
    for _ in range(rounds):
        process = subprocess.Popen(
            [sys.executable, "-c", ENDLESS, str(place.path), place.database or "", root],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        for count, line in enumerate(process.stdout):
            acknowledged = int(line)
            if count >= 8:
                break
        process.kill()
        acknowledged = max([acknowledged, *(int(line) for line in process.stdout if line.endswith("\n"))])
        process.stdout.close()
        process.wait()

    with place.open() as archive:
        captures = list(archive.captures())
        urls = [one.url for one in captures]
        assert len(urls) >= acknowledged
        assert urls == [f"http://kota.example/{number}" for number in range(len(urls))]
        for one in captures:
            assert archive.read(one).response
        for one in archive.unread("kota.example"):
            number = one.url.rpartition("/")[2]
            archive.keep(article(one.url, text=f"Isi nomor {number}"), capture=one)
        assert len(list(archive.articles())) == len(urls)
        assert {one.versions for one in archive.articles()} == {1}
        assert {one.state for one in archive.runs()} == {"interrupted"}
        assert archive.keep(article(urls[0], text="Isi nomor 0"), capture=captures[0]) is Verdict.SAME


def test_lost_rows_are_not_acknowledged(place: Place) -> None:
    """When the rows of written records are lost, nothing more is written, and the next opening takes the records in."""
    with place.create() as archive:
        archive.write(exchange("http://kota.example/1"))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(archive._database, "commit", lambda: (_ for _ in ()).throw(NoSpaceError("full")))
            with pytest.raises(NoSpaceError):
                archive.commit()
        for call in (
            archive.commit,
            lambda: archive.write(exchange("http://kota.example/2")),
            lambda: archive.remember([]),
        ):
            with pytest.raises(ArchiveError, match="run again"):
                call()

    with place.open() as again:
        assert [one.url for one in again.captures()] == ["http://kota.example/1"]


def test_a_row_that_cannot_be_written_breaks_no_order(place: Place) -> None:
    """A capture whose row fails is in the WARC file and comes back as a row at the next opening."""
    with place.create() as archive:
        archive.write(exchange("http://kota.example/1"))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(archive._database.captures, "add", lambda _: (_ for _ in ()).throw(NoSpaceError("full")))
            with pytest.raises(NoSpaceError):
                archive.write(exchange("http://kota.example/2"))

    with place.open() as again:
        assert [one.url for one in again.captures()] == ["http://kota.example/1", "http://kota.example/2"]


def test_a_postgresql_schema_has_one_writer(place: Place, tmp_path: Path) -> None:
    """Two directories that name one schema do not write it at once."""
    if place.is_sqlite:
        pytest.skip("a SQLite file lies in one directory")
    with place.create(), pytest.raises(ArchiveLockedError, match="database"):
        Archive.open(tmp_path / "other", create=True, database=place.database)
