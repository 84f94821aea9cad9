"""One archive over a real SQLite file and a real PostgreSQL: captures, outcomes, the frontier, reading while writing."""

from __future__ import annotations

import io
import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import attrs
import pytest

from archive import (
    Archive,
    ArchiveError,
    KnownUrl,
    NotFoundError,
    OutcomeKind,
    ProblemKind,
    Purpose,
    Road,
    Verdict,
)
from tests.archives import Place, article, at, exchange, outcome


def known(number: int, **facts: Any) -> KnownUrl:
    url = f"http://kota.example/{number}"
    values: dict[str, Any] = {
        "site": "kota.example",
        "canonical_url": url,
        "url": url,
        "purpose": Purpose.PAGE,
        "road": Road.FEED,
        **facts,
    }
    return KnownUrl(**values)


# Captures.


def test_what_is_written_is_read_back(archive: Archive) -> None:
    """Before and after the commit, a capture gives the exact bytes, and its row says where they lie."""
    sent = exchange("http://kota.example/a/?utm_source=x", headers='ETag: "1"\r\nLast-Modified: Mon\r\n')
    capture = archive.write(sent)
    early = archive.read(capture)
    archive.commit()

    assert early == archive.read(capture) == sent
    assert list(archive.captures()) == [capture]
    assert capture.canonical_url == "http://kota.example/a/"
    assert archive.capture_at(capture.warc_file, capture.warc_offset) == capture
    validators = archive.validators("http://kota.example/a/")
    assert validators is not None
    assert (validators.etag, validators.last_modified) == ('"1"', "Mon")


def test_the_same_bytes_again_are_a_revisit(archive: Archive) -> None:
    """At the same or at another URL; an empty body never, and a failed fetch never."""
    first = archive.write(exchange("http://kota.example/a/", b"body"))
    again = archive.write(exchange("http://kota.example/a/", b"body", minute=1))
    elsewhere = archive.write(exchange("http://kota.example/b/", b"body", minute=2))
    empty = [archive.write(exchange("http://kota.example/e/", b"", minute=number)) for number in (3, 4)]
    failed = archive.write(exchange("http://kota.example/f/", None, minute=5))

    assert not first.is_revisit
    for capture in (again, elsewhere):
        assert capture.refers_to == (first.warc_file, first.warc_offset)
        assert archive.read(capture).response == archive.read(first).response
    assert not any(capture.is_revisit for capture in (*empty, failed))
    assert failed.status is None


def test_a_revisit_whose_chunks_are_cut_otherwise_says_how_long_it_was(archive: Archive) -> None:
    """The framing of its own body is not kept; what crossed the wire is counted all the same, also after a rebuild."""

    def chunked(*pieces: bytes) -> bytes:
        head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
        return head + b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in (*pieces, b""))

    whole, cut = chunked(b"body of the page"), chunked(b"body", b" of ", b"the page")
    made = exchange("http://kota.example/a/")
    first = archive.write(attrs.evolve(made, response=whole))
    again = archive.write(attrs.evolve(made, response=cut, started_at=at(1)))
    read = archive.read(again)

    assert again.refers_to == (first.warc_file, first.warc_offset)
    assert read.response == whole
    assert read.response_bytes == len(cut) > len(whole)
    assert archive.read(first).response_bytes == len(whole)


def test_not_modified_refers_to_the_bytes(archive: Archive) -> None:
    """A 304 points at the response it stands for, also when the last 200 was itself a revisit."""
    first = archive.write(exchange("http://kota.example/b/", b"body"))
    archive.write(exchange("http://kota.example/a/", b"body", minute=1))
    capture = archive.write(exchange("http://kota.example/a/", b"", status="304 Not Modified", minute=2))

    assert capture.is_revisit
    assert capture.refers_to == (first.warc_file, first.warc_offset)
    assert capture.payload_digest == first.payload_digest


def test_captures_are_found_by_url_site_and_time(archive: Archive) -> None:
    """Filters combine, until is not included, and more than a page of rows comes whole."""
    for number in range(1_050):
        archive.write(
            exchange(f"http://kota.example/{number % 3}", b"%d" % number, minute=number, site=f"s{number % 2}")
        )

    assert len(list(archive.captures())) == 1_050
    assert len(list(archive.captures(url="http://KOTA.example/1#x", site="s1"))) == 175
    assert [one.captured_at for one in archive.captures(since=at(5), until=at(7))] == [at(5), at(6)]


def test_a_run_ends_however_it_ends(archive: Archive) -> None:
    """Runs are rows from their first moment, with state and counters at the end, the last first."""
    with archive.run(site="a.id", settings={"mode": "full"}) as good:
        running = archive.find_run(good.id)
    with pytest.raises(ValueError, match="broke"), archive.run(site="a.id"):
        raise ValueError("broke")
    with pytest.raises(KeyboardInterrupt), archive.run(site="a.id"):
        raise KeyboardInterrupt
    run = archive.begin_run(site="b.id", settings={"mode": "x"})
    archive.note_site(run.id, "name = 'b.id'")
    archive.end_run(run, counters={"pages/kept": 3})

    assert running is not None
    assert running.state == "running"
    assert sorted(one.state for one in archive.runs()) == ["failed", "finished", "finished", "interrupted"]
    ended = archive.find_run(run.id)
    assert ended is not None
    assert ended.counters == {"pages/kept": 3}
    assert ended.settings == {"mode": "x", "site": "name = 'b.id'"}
    assert archive.find_run("none") is None
    with pytest.raises(NotFoundError):
        archive.note_site("none", "")


# Outcomes and the frontier.


def test_captures_wait_until_they_have_an_outcome(archive: Archive) -> None:
    """What was fetched and not judged is found again, in order, site by site."""
    pages = [archive.write(exchange(f"http://kota.example/{number}", b"%d" % number)) for number in range(3)]
    archive.write(exchange("http://desa.example/", site="desa.example"))
    archive.record_outcome(outcome(page=pages[1], verdicts=(Verdict.NEW, Verdict.COPY)))

    assert list(archive.unread("kota.example")) == [pages[0], pages[2]]
    [line] = archive.outcomes()
    assert line.verdicts == (Verdict.NEW, Verdict.COPY)
    assert line.warc == (pages[1].warc_file, pages[1].warc_offset)


def test_a_capture_has_one_outcome(archive: Archive) -> None:
    """Judged again after a crash, it has its last outcome and no second row."""
    page = archive.write(exchange("http://kota.example/a/"))
    archive.record_outcome(outcome(OutcomeKind.FAILED, page=page, reason="soft 404"))
    archive.record_outcome(outcome(page=page))

    assert [line.outcome for line in archive.outcomes()] == [OutcomeKind.ARTICLE]


def test_the_crawl_log_is_filtered_and_followed(archive: Archive) -> None:
    """By run, site, kind and time; a reader that has the number of its last line goes on behind it."""
    for number in range(1_200):
        kind = OutcomeKind.SKIPPED if number % 2 else OutcomeKind.FAILED
        archive.record_outcome(
            outcome(kind, run=f"r{number % 3}", time=at(number), url=f"http://kota.example/{number}")
        )
    numbers = [number for number, _ in archive.numbered_outcomes()]

    assert len(numbers) == 1_200
    assert len(list(archive.outcomes(run="r0"))) == 400
    assert len(list(archive.outcomes(outcome=OutcomeKind.SKIPPED))) == 600
    assert len(list(archive.outcomes(outcome=[OutcomeKind.SKIPPED, OutcomeKind.FAILED], site="kota.example"))) == 1_200
    assert [line.url for line in archive.outcomes(since=at(1_199))] == ["http://kota.example/1199"]
    assert len(list(archive.numbered_outcomes(after=numbers[-3]))) == 2


def test_the_frontier_remembers(archive: Archive) -> None:
    """Every field comes back, a URL known again takes its new state, and order is that of discovery."""
    full = known(
        1,
        via="http://kota.example/feed",
        due_at=at(3),
        attempts=2,
        hints={"external_id": "wp:1"},
        seen_modified="2024",
        last_outcome=OutcomeKind.FAILED,
        last_reason="timeout",
        last_fetched_at=at(1),
    )
    archive.remember([known(2), full, known(3)])
    archive.remember(known(number) for number in range(4, 2_500))
    archive.remember([attrs.evolve(full, attempts=3)])

    assert archive.known_url("kota.example", "http://kota.example/1") == attrs.evolve(full, attempts=3)
    assert archive.known_url("kota.example", "http://kota.example/x") is None
    urls = [one.canonical_url for one in archive.known("kota.example")]
    assert len(urls) == 2_499
    assert urls[:3] == ["http://kota.example/2", "http://kota.example/1", "http://kota.example/3"]
    assert [one.attempts for one in archive.known("kota.example", due_by=at(3))] == [3]
    assert list(archive.known("kota.example", due_by=at(2))) == []
    assert list(archive.known("desa.example")) == []


def test_gone_urls_are_not_due(archive: Archive) -> None:
    """A 404 after the article was kept ends its visits."""
    archive.remember([known(1, due_at=at(1))])
    archive.mark_gone("kota.example", "http://kota.example/1", at(2))

    found = archive.known_url("kota.example", "http://kota.example/1")
    assert found is not None
    assert (found.is_gone, found.due_at) == (True, None)


def test_the_frontier_can_be_changed_while_it_is_read(archive: Archive) -> None:
    """A crawl writes rows while it walks them."""
    archive.remember(known(number) for number in range(1_500))
    for one in archive.known("kota.example"):
        archive.remember([attrs.evolve(one, attempts=1)])

    assert [one.attempts for one in archive.known("kota.example")] == [1] * 1_500


def test_what_was_learned_is_kept(archive: Archive) -> None:
    """The last snapshot of a site counts; any JSON value is one."""
    archive.store_learned("a.id", {"lines": ["Baca juga"]})
    archive.store_learned("a.id", {"lines": ["Baca juga", "GIPHY"]})
    archive.store_learned("b.id", "text")

    assert archive.learned("a.id") == {"lines": ["Baca juga", "GIPHY"]}
    assert archive.learned("b.id") == "text"
    assert archive.learned("c.id") is None


# Side by side.


def test_a_reader_sees_what_was_committed(place: Place) -> None:
    """Not before, and without waiting."""
    with place.create() as writer, place.open(readonly=True) as reader:
        capture = writer.write(exchange("http://kota.example/a/"))
        writer.keep(article(), capture=capture)
        before = reader.search("ngrowo").total
        writer.commit()

        assert (before, reader.search("ngrowo").total) == (0, 1)


def test_readers_and_the_writer_do_not_wait_for_each_other(place: Place) -> None:
    """While a writer commits as fast as it can, readers search and export as fast as they can; nobody sees an error."""
    errors: list[BaseException] = []
    stop = threading.Event()
    reads = [0, 0]

    def read(index: int) -> None:
        try:
            with place.open(readonly=True) as reader:
                while not stop.is_set():
                    page = reader.search("ngrowo")
                    count = reader.export("jsonl", io.StringIO())
                    assert count >= page.total
                    reads[index] += 1
        except BaseException as error:  # noqa: BLE001 - handed to the test below
            errors.append(error)

    with place.create() as writer:
        threads = [threading.Thread(target=read, args=(index,)) for index in (0, 1)]
        for thread in threads:
            thread.start()
        end = datetime.now(UTC) + timedelta(seconds=1.5)
        number = 0
        while datetime.now(UTC) < end or not all(reads):
            number += 1
            capture = writer.write(exchange(f"http://kota.example/{number}", b"%d" % number))
            writer.keep(article(f"http://kota.example/{number}"), capture=capture)
            writer.commit()
        stop.set()
        for thread in threads:
            thread.join()

    assert errors == []
    assert all(reads)


def test_an_unfinished_list_does_not_hold_the_archive(place: Place) -> None:
    """A caller that takes three rows of an export and goes away loses nothing and blocks nobody."""
    with place.create() as writer:
        capture = writer.write(exchange("http://kota.example/"))
        for number in range(300):
            writer.keep(article(f"http://kota.example/{number}", text=f"Isi {number}"), capture=capture)
        writer.commit()
        rows = writer.articles()
        next(rows)
        writer.keep(article("http://kota.example/new"), capture=capture)
        del rows
        writer.commit()
    with place.open(readonly=True) as reader:
        rows = reader.articles()
        next(rows)
        assert reader.search("rendam").total + reader.search("merendam").total == 1


def test_a_writer_that_ends_with_an_error_keeps_what_it_wrote(place: Place) -> None:
    """Leaving the archive with an exception commits: the records are whole and so are their rows."""

    def stopped() -> None:
        with place.create() as writer:
            writer.write(exchange("http://kota.example/a/"))
            raise ArchiveError("stop")

    with pytest.raises(ArchiveError, match="stop"):
        stopped()
    with place.open(readonly=True) as reader:
        assert len(list(reader.captures())) == 1


def test_a_whole_archive_verifies(place: Place) -> None:
    """Nothing is wrong with what was written, while it is written and after; one flipped bit is found."""
    with place.create() as archive:
        for number in range(3):
            archive.write(exchange(f"http://kota.example/{number}", b"same body" * 9))
        archive.commit()
        assert list(archive.verify()) == []
    with place.open(readonly=True) as reader:
        assert list(reader.verify()) == list(reader.verify(deep=False)) == []
        [path] = (place.path / "warc").glob("*.warc.gz")
        octets = bytearray(path.read_bytes())
        octets[len(octets) // 2] ^= 1
        path.write_bytes(octets)

        assert [problem.warc_file for problem in reader.verify()][:1] == [path.name]


def test_a_row_without_its_file_is_found(place: Place) -> None:
    """A WARC file that is not there any more is named."""
    with place.create() as archive:
        archive.write(exchange("http://kota.example/"))
    [path] = (place.path / "warc").glob("*.warc.gz")
    path.unlink()
    with place.open(readonly=True) as reader:
        assert [problem.kind for problem in reader.verify()] == [ProblemKind.MISSING_FILE]
