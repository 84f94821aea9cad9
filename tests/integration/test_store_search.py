"""Asking an archive of twelve articles, in SQLite and in PostgreSQL: searches, single articles, exports and views."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

import pytest

from archive import Archive, NotFoundError, QueryError
from archive.database import finding
from archive.database.session import Session
from tests.archives import WIB, Place, article, exchange, outcome


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


# Searching.


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
