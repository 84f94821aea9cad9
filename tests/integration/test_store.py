"""One archive over a real SQLite file and a real PostgreSQL: writing, asking, and both at once."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import attrs
import pytest

from archive import (
    Archive,
    ArchiveError,
    Capture,
    KnownUrl,
    NotFoundError,
    Outcome,
    OutcomeKind,
    ProblemKind,
    Purpose,
    QueryError,
    Road,
    Verdict,
)
from archive.database import finding
from archive.database.session import Session
from tests.archives import WIB, Place, article, at, exchange

Captured = Callable[..., Capture]


def outcome(kind: OutcomeKind = OutcomeKind.ARTICLE, *, page: Capture | None = None, **facts: object) -> Outcome:
    values: dict[str, object] = {
        "time": at(0) if page is None else page.captured_at,
        "run": "r",
        "site": "kota.example",
        "road": Road.LISTING,
        "purpose": Purpose.PAGE,
        "url": "http://kota.example/a/" if page is None else page.url,
        "outcome": kind,
        "status": 200,
        "bytes": 123,
        "warc": None if page is None else (page.warc_file, page.warc_offset),
        **facts,
    }
    return Outcome(**values)  # type: ignore[arg-type]


def known(number: int, **facts: object) -> KnownUrl:
    url = f"http://kota.example/{number}"
    values = {
        "site": "kota.example",
        "canonical_url": url,
        "url": url,
        "purpose": Purpose.PAGE,
        "road": Road.FEED,
        **facts,
    }
    return KnownUrl(**values)  # type: ignore[arg-type]


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

    assert all(one.attempts == 1 for one in archive.known("kota.example"))


def test_what_was_learned_is_kept(archive: Archive) -> None:
    """The last snapshot of a site counts; any JSON value is one."""
    archive.store_learned("a.id", {"lines": ["Baca juga"]})
    archive.store_learned("a.id", {"lines": ["Baca juga", "GIPHY"]})
    archive.store_learned("b.id", "text")

    assert archive.learned("a.id") == {"lines": ["Baca juga", "GIPHY"]}
    assert archive.learned("b.id") == "text"
    assert archive.learned("c.id") is None


# Searching.


@pytest.fixture
def library(archive: Archive) -> Archive:
    """An archive with twelve articles on two sites, one a month in 2024."""
    for number in range(1, 13):
        site = "kota.example" if number % 2 else "desa.example"
        url = f"http://{site}/{number}"
        capture = archive.write(exchange(url, b"%d" % number, site=site, minute=number))
        text = (
            f"Berita bulan {number}. "
            + ("Banjir dan longsor. " if number % 3 == 0 else "Panen raya padi. ")
            + f"Nomor unik{number}."
        )
        archive.keep(
            article(
                url,
                title=f"Judul {number}" + (" banjir" if number == 6 else ""),
                text=text,
                authors=("Budi Santoso",) if number % 4 else ("Siti Aminah", "Budi Hartono"),
                published_at=datetime(2024, number, 1, 0, 30, tzinfo=WIB),
            ),
            capture=capture,
        )
    archive.commit()
    return archive


def months(archive: Archive, query: str, **filters: object) -> list[int]:
    return [hit.article.article.published_at.month for hit in archive.search(query, **filters).hits]  # type: ignore[union-attr,arg-type]


QUERIES: list[tuple[str, list[int]]] = [
    ("banjir", [3, 6, 9, 12]),
    ("banjir longsor", [3, 6, 9, 12]),
    ("banjir OR panen", list(range(1, 13))),
    ('"panen raya"', [1, 2, 4, 5, 7, 8, 10, 11]),
    ('"raya panen"', []),
    ("banjir -unik9", [3, 6, 12]),
    ("unik1*", [1, 10, 11, 12]),
    ("banjir site:kota.example", [3, 9]),
    ("site:kota.example site:desa.example banjir", [3, 6, 9, 12]),
    ("site:none.example", []),
    ("site:none.example banjir", []),
    ("banjir since:2024-06", [6, 9, 12]),
    ("banjir until:2024-06", [3, 6]),
    ("since:2024-06-01 until:2024-06-01", [6]),
    ('author:"Siti Aminah"', [4, 8, 12]),
    ("author:budi author:siti", [4, 8, 12]),
    ('author:"aminah budi"', []),
    ("author:hartono banjir", [12]),
    ('"6 berita"', []),
    ("judul", list(range(1, 13))),
    ("BULAN", list(range(1, 13))),
    ("NOT", []),
    ("AND", []),
    ("near", []),
    ('"berita" AND', []),
]


def test_a_query_finds_the_same_on_both_databases(library: Archive) -> None:
    """Words, phrases, filters and odd words give the same articles whatever the database; none runs as an operator."""
    assert {query: sorted(months(library, query)) for query, _ in QUERIES} == dict(QUERIES)


def test_a_headline_weighs_more(library: Archive) -> None:
    """The article that says it in its headline comes first."""
    assert months(library, "banjir")[0] == 6


def test_days_are_those_of_the_newsroom(library: Archive) -> None:
    """An article of half past midnight in Jakarta is of that day, although UTC was still on the day before."""
    assert months(library, "", since=date(2024, 6, 1), until=date(2024, 6, 1)) == [6]
    assert months(library, "", since=datetime(2024, 6, 1, tzinfo=UTC), until=datetime(2024, 7, 1, tzinfo=UTC)) == [7]
    assert months(
        library,
        "judul",
        since=datetime(2024, 5, 31, 17, 30, tzinfo=UTC),
        until=datetime(2024, 6, 30, 17, 30, tzinfo=UTC),
    ) == [6]


def test_pages_follow_each_other(library: Archive) -> None:
    """Page by page every hit comes once, in the order of one large page."""
    for query in ("judul", "", "author:budi", "site:kota.example"):
        whole = library.search(query, limit=200)
        ids, after = [], None
        while True:
            page = library.search(query, limit=5, after=after)
            ids += [hit.article.id for hit in page.hits]
            after = page.after
            if after is None:
                break

        assert ids == [hit.article.id for hit in whole.hits], query
        assert len(set(ids)) == whole.total == page.total, query


def test_without_words_the_newest_come_first(library: Archive) -> None:
    """A list of everything begins with today's paper."""
    page = library.search("")

    assert page.order == "newest"
    assert months(library, "") == list(range(12, 0, -1))


def test_too_many_hits_come_newest_first(library: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the bound nothing is ranked, the count says "more than", and pages still follow each other."""
    monkeypatch.setattr("archive.database.finding.RANK_LIMIT", 5)
    monkeypatch.setattr("archive.search.RANK_LIMIT", 5)
    page = library.search("judul", limit=7)
    rest = library.search("judul", limit=7, after=page.after)

    assert (page.order, page.is_counted_up, page.total) == ("newest", False, 5)
    assert [hit.article.article.published_at.month for hit in (*page.hits, *rest.hits)] == list(range(12, 0, -1))  # type: ignore[union-attr]


def test_a_statement_that_is_remembered_holds_no_bound(library: Archive) -> None:
    """What was first asked under another bound is counted by the bound of today."""
    finding._counting.cache_clear()
    with pytest.MonkeyPatch.context() as lower:
        lower.setattr("archive.database.finding.RANK_LIMIT", 5)
        library.search("judul")

    assert library.search("judul").total == 12


def test_a_hit_says_why(library: Archive) -> None:
    """The snippet is of the stored text with the hit marked, and the score falls with the rank."""
    page = library.search("longsor unik3")

    assert page.hits[0].snippet == "Berita bulan 3. Banjir dan \2longsor\3. Nomor \2unik3\3."
    scores = [hit.score for hit in library.search("banjir").hits]
    assert scores == sorted(scores, reverse=True)


def test_a_wrong_cursor_or_limit_is_refused(library: Archive) -> None:
    """A cursor that no search returned and a limit outside 1 to 200 are one clear line."""
    for after in ("x", "r1", "n", "r1:x", "n" + "1" * 100, "r1:2:3", "r1:nan", "n99999999999999999999"):
        with pytest.raises(QueryError, match="begin the search again"):
            library.search("judul", after=after)
    for limit in (0, -1, 201):
        with pytest.raises(QueryError, match="between 1 and 200"):
            library.search("judul", limit=limit)


def test_no_word_of_the_query_languages_runs(library: Archive) -> None:
    """Quotes, stars, colons, parentheses and operators of FTS5 and tsquery in a query are text."""
    operators = [
        "a\\b",
        "title:banjir",
        "(banjir",
        "banjir)",
        "banjir:*",
        "{banjir}",
        "^banjir",
        "banjir'--",
        "a+b",
        "a<->b",
    ]
    for query in (*operators, "!a", "a & b | c", "x\0y", "\ud83d x", "x NEAR y", "x'; DROP TABLE article"):
        library.search(query)

    assert library.search("judul").total == 12


# Asking for one article.


def test_an_article_is_found_by_id_and_url(library: Archive) -> None:
    """By its id, by its URL as typed, and by no other."""
    found = library.article("http://kota.example/1")

    assert library.article(found.id) == library.article("HTTP://KOTA.example:80/1#top") == found
    for call in (library.article, library.versions, library.captures_of, library.addresses):
        with pytest.raises(NotFoundError, match="dnusa search"):
            call("http://kota.example/none")
    assert library.find_article("kota.example", "http://kota.example/none") is None
    assert library.current_reading("http://kota.example/none") is None


def test_differences_are_by_word(library: Archive) -> None:
    """Put together, kept and removed words are the older text, kept and added ones the newer."""
    url = "http://kota.example/1"
    older = library.versions(url)[0].text
    newer = older.replace("Panen raya", "Gagal panen") + "\n\nTambahan."
    library.keep(article(url, title="Judul 1", text=newer), capture=library.write(exchange(url, b"new")))
    found = library.diff(url, 1, 2)

    assert "".join(edit.text for edit in found.text if edit.kind != "added") == older
    assert "".join(edit.text for edit in found.text if edit.kind != "removed") == newer
    assert [edit.kind.value for edit in found.title] == ["kept"]
    with pytest.raises(NotFoundError, match="no version 3"):
        library.diff(url, 1, 3)


# Exports and views.


def test_a_search_of_a_known_shape_is_not_compiled_again(library: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other words, days and sites are other values of the same statements."""
    library.search("banjir site:kota.example since:2024-01")
    compiled = []
    monkeypatch.setattr(Session, "_compile", lambda _self, core: compiled.append(str(core)))
    found = library.search("panen site:desa.example since:2024-03")

    assert found.total == 3
    assert compiled == []


def test_an_export_is_narrowed_like_a_search(library: Archive) -> None:
    """Words and filters choose the rows; order is site, time, id."""
    target = io.StringIO()

    assert library.export("jsonl", target, query="banjir", site="kota.example") == 2
    assert library.export("csv", target, since=date(2024, 11, 1)) == 2
    assert library.export("csv", target, author="siti", until=date(2024, 4, 30)) == 1
    order = [(one.site, one.article.published_at) for one in library.articles()]
    assert order == sorted(order)
    assert len(list(library.articles(site="desa.example", limit=4))) == 4


def test_an_export_goes_over_page_borders(archive: Archive) -> None:
    """More articles than one query returns, many of one moment, come once each."""
    capture = archive.write(exchange("http://kota.example/"))
    for number in range(450):
        archive.keep(article(f"http://kota.example/{number}", text=f"Isi {number}"), capture=capture)

    assert len({one.id for one in archive.articles()}) == len(list(archive.articles())) == 450


def test_the_views_answer_people(library: Archive, place: Place) -> None:
    """The views the issue names have the columns it names, one row each."""
    library.record_outcome(outcome())
    with library.run(site="x.id"):
        pass

    assert place.rows("SELECT count(*) FROM articles") == [(12,)]
    assert place.rows("SELECT id, url, site, title, published, text_digest FROM articles WHERE title = 'Judul 1'") == [
        (
            library.article("http://kota.example/1").id,
            "http://kota.example/1",
            "kota.example",
            "Judul 1",
            "2024-01-01T00:30:00+07:00",
            library.article("http://kota.example/1").text_digest,
        )
    ]
    columns = "url, captured_at, status, warc_file, warc_offset, warc_length, payload_digest"
    assert len(place.rows(f"SELECT {columns} FROM captures")) == 12
    for view, count in (("versions", 12), ("runs", 1), ("outcomes", 1), ("clusters", 0)):
        assert place.rows(f"SELECT count(*) FROM {view}") == [(count,)], view


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
