"""Making the rows again: from the WARC files alone, the same each time, and never half."""

from __future__ import annotations

import io
import threading
from pathlib import Path

import pytest

from archive import (
    Archive,
    ArchiveLockedError,
    ArchiveNotFoundError,
    Capture,
    Exchange,
    OutcomeKind,
)
from tests.archives import Place, article, exchange, outcome


def take(archive: Archive, capture: Capture, sent: Exchange) -> None:
    """Read a page as these tests do: its body is the text; every capture has its outcome."""
    assert sent.response is not None
    body = sent.response.partition(b"\r\n\r\n")[2].decode()
    verdict = archive.keep(
        article(capture.canonical_url, title=f"Judul {capture.canonical_url[-1]}", text=body), capture=capture
    )
    archive.record_outcome(outcome(page=capture, verdicts=(verdict,)))


def skip(archive: Archive, run: str, url: str) -> None:
    archive.record_outcome(outcome(OutcomeKind.SKIPPED, run=run, url=url, reason="robots.txt"))


@pytest.fixture
def crawled(place: Place) -> Place:
    """A place with an archive of two runs: ten articles, one of them changed, copies, skips, a lesson."""
    with place.create(max_warc_bytes=6_000) as archive:
        for turn in range(2):
            with archive.run(site="kota.example", settings={"turn": str(turn)}) as run:
                for number in range(10):
                    body = f"Isi artikel nomor {number} " * 30 + ("diubah" if turn and number == 3 else "")
                    sent = exchange(
                        f"http://kota.example/{number}", body.encode(), run=run.id, minute=100 * turn + number
                    )
                    take(archive, archive.write(sent), sent)
                    skip(archive, run.id, f"http://kota.example/private/{number}")
                archive.store_learned("kota.example", {"turn": turn})
    return place


def rows(place: Place) -> dict[str, list[tuple[object, ...]]]:
    """Return everything people can ask for, and what stands behind it."""
    tables = {
        "articles": "id",
        "versions": "article_id, number",
        "captures": "id",
        "runs": "id",
        "outcomes": "time, url, run",
        "learned": "id",
        "sighting": "capture_id, version_id",
        "article_url": "url",
        "band": "band, article_no",
        "warc_file": "name",
    }
    return {table: place.rows(f"SELECT * FROM {table} ORDER BY {order}") for table, order in tables.items()}


def export(place: Place) -> str:
    target = io.StringIO()
    with place.open(readonly=True) as archive:
        archive.export("jsonl", target)
    return target.getvalue()


def test_a_rebuild_gives_the_rows_of_the_crawl(crawled: Place) -> None:
    """Row for row: articles, versions, captures, runs, outcomes, what was learned, and the export."""
    before, exported = rows(crawled), export(crawled)
    assert len(before["articles"]) == 10
    assert len(before["versions"]) == 11
    assert len(before["outcomes"]) == 40

    for _ in range(2):
        report = Archive.rebuild(crawled.path, take, database=crawled.database)

        assert rows(crawled) == before
        assert export(crawled) == exported
        assert (report.captures, report.articles, report.outcomes, report.runs, report.problems) == (20, 10, 40, 2, ())
        assert report.files >= 2


def test_a_lost_database_is_made_again(crawled: Place) -> None:
    """``rm archive.db`` (or the schema) and rebuild: nothing is missing, and the archive can be written again."""
    before = rows(crawled)
    if crawled.is_sqlite:
        (crawled.path / "archive.db").unlink()
    else:
        from tests.archives import drop_schema

        assert crawled.database is not None
        drop_schema(crawled.database.partition("schema=")[2])
    Archive.rebuild(crawled.path, take, database=crawled.database)

    assert rows(crawled) == before
    with crawled.open() as archive:
        assert archive.search("nomor").total == 10
        archive.write(exchange("http://kota.example/new"))


@pytest.mark.parametrize("damage", [b"\x00nonsense" * 2_000, b"SQLite format 3\x00" + b"\xff" * 8_000, b""])
def test_a_damaged_database_is_made_again(crawled: Place, damage: bytes) -> None:
    """It is what a rebuild is for: the old file is not asked whether it can be read."""
    if not crawled.is_sqlite:
        pytest.skip("a SQLite file lies in one directory")
    before = rows(crawled)
    file = crawled.path / "archive.db"
    for suffix in ("-wal", "-shm"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)
    file.write_bytes(damage)

    Archive.rebuild(crawled.path, take)

    assert rows(crawled) == before
    assert not list(crawled.path.glob("archive.db.*"))


def test_an_interrupted_rebuild_leaves_the_old_database(crawled: Place) -> None:
    """Ctrl-C in the middle: the archive is as it was, and the next rebuild works."""
    before = rows(crawled)
    seen: list[int] = []

    def interrupted(archive: Archive, capture: Capture, sent: Exchange) -> None:
        take(archive, capture, sent)
        seen.append(capture.id)
        if len(seen) == 7:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Archive.rebuild(crawled.path, interrupted, database=crawled.database)

    assert rows(crawled) == before
    if crawled.is_sqlite:
        assert list(crawled.path.glob("*.rebuilding*")) == []
    Archive.rebuild(crawled.path, take, database=crawled.database)
    assert rows(crawled) == before


def test_what_an_earlier_rebuild_left_is_no_part_of_the_next(crawled: Place) -> None:
    """A rebuild that was killed leaves a half-made database, which the next one throws away."""
    before = rows(crawled)

    def killed(archive: Archive, capture: Capture, sent: Exchange) -> None:
        archive._database.commit()
        raise SystemExit

    def quiet(*_: object, **__: object) -> None:
        """Do not tidy up, as a killed process does not."""

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("archive.archive.discard", quiet)
        with pytest.raises(SystemExit):
            Archive.rebuild(crawled.path, killed, database=crawled.database)
    Archive.rebuild(crawled.path, take, database=crawled.database)

    assert rows(crawled) == before


def test_a_damaged_record_is_reported_and_the_rest_is_there(crawled: Place) -> None:
    """One flipped byte costs one capture."""
    [damaged, *_] = crawled.rows("SELECT warc_file, warc_offset, warc_length FROM captures ORDER BY id")[2:3]
    path = crawled.path / "warc" / str(damaged[0])
    octets = bytearray(path.read_bytes())
    octets[damaged[1] + damaged[2] // 2] ^= 0xFF
    path.write_bytes(octets)
    report = Archive.rebuild(crawled.path, take, database=crawled.database)

    assert report.captures < 20
    assert report.problems
    assert report.problems[0].warc_file == damaged[0]
    with crawled.open(readonly=True) as archive:
        assert len(list(archive.captures())) == report.captures


def test_readers_live_through_a_rebuild(crawled: Place) -> None:
    """Readers that were there before, and readers that come while it happens, search on without an error."""
    errors: list[BaseException] = []
    stop = threading.Event()

    def read(reopens: bool) -> None:
        try:
            reader = crawled.open(readonly=True)
            while not stop.is_set():
                assert reader.search("nomor").total == 10
                if reopens:
                    reader.close()
                    reader = crawled.open(readonly=True)
            reader.close()
        except BaseException as error:  # noqa: BLE001 - handed to the test below
            errors.append(error)

    threads = [threading.Thread(target=read, args=(reopens,)) for reopens in (False, True)]
    for thread in threads:
        thread.start()
    for _ in range(4):
        Archive.rebuild(crawled.path, take, database=crawled.database)
    with crawled.open() as archive:
        archive.write(exchange("http://kota.example/new", b"something new"))
    stop.set()
    for thread in threads:
        thread.join()

    assert errors == []
    with crawled.open(readonly=True) as archive:
        assert len(list(archive.captures())) == 21


def test_a_rebuild_needs_the_archive_for_itself(crawled: Place) -> None:
    """While somebody writes, there is none; while there is one, nobody writes."""
    with crawled.open(), pytest.raises(ArchiveLockedError):
        Archive.rebuild(crawled.path, take, database=crawled.database)

    def tries_to_write(archive: Archive, capture: Capture, sent: Exchange) -> None:
        with pytest.raises(ArchiveLockedError):
            crawled.open()

    Archive.rebuild(crawled.path, tries_to_write, database=crawled.database)


def test_nothing_is_rebuilt_where_there_is_no_archive(tmp_path: Path) -> None:
    """A wrong path is a clear line and makes nothing."""
    with pytest.raises(ArchiveNotFoundError):
        Archive.rebuild(tmp_path / "none", take)

    assert list(tmp_path.iterdir()) == []


def test_outcomes_that_the_notes_prove_are_not_written_twice(crawled: Place) -> None:
    """The intake says again what it said during the crawl; the notes already hold it."""

    def zealous(archive: Archive, capture: Capture, sent: Exchange) -> None:
        take(archive, capture, sent)
        skip(archive, capture.visit.run, "http://kota.example/private/1")
        archive.store_learned("kota.example", {"turn": 99})
        archive.commit()

    before = rows(crawled)
    finished: list[int] = []
    reported: list[int] = []
    Archive.rebuild(
        crawled.path,
        zealous,
        database=crawled.database,
        finish=lambda archive: finished.append(len(list(archive.articles()))),
        progress=lambda _, count: reported.append(count),
    )

    assert rows(crawled) == before
    assert finished == [10]
    assert reported[-1] == 20
