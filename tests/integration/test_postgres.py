"""Two databases, one archive: SQLite and PostgreSQL answer every query with the same articles."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive import Archive, Verdict
from archive.words import words
from tests.archives import POSTGRESQL, WIB, Place, article, empty_schema, exchange

pytestmark = pytest.mark.postgres

VOCABULARY = [
    "banjir",
    "Jum'at",
    "rapat",
    "DPRD",
    "kali",
    "naik",
    "turun",
    "Réunion",
    "14",
    "2024",
    "东京",
    "a1b2",
    "café",
    "kota",
]
WORD = st.sampled_from(VOCABULARY)


@pytest.fixture
def both(tmp_path: Path, schema: str) -> Iterator[tuple[Archive, Archive]]:
    """Two empty archives."""
    places = Place(tmp_path / "s", None), Place(tmp_path / "p", f"{POSTGRESQL}?schema={schema}")
    with places[0].create() as one, places[1].create() as other:
        yield one, other
    empty_schema(schema)


def fill(archive: Archive, count: int, seed: int) -> None:
    dice = random.Random(seed)
    for number in range(count):
        site = dice.choice(["kota.example", "desa.example"])
        url = f"http://{site}/{seed}/{number}"
        text = " ".join(dice.choice(VOCABULARY) for _ in range(dice.randint(0, 25)))
        kept = article(
            url,
            title=" ".join(dice.choice(VOCABULARY) for _ in range(dice.randint(0, 4))),
            text=text,
            authors=tuple(dice.sample(["Budi Santoso", "Siti Aminah", "Budi"], dice.randint(0, 2))),
            published_at=dice.choice([None, datetime(2024, 6, 14, tzinfo=WIB) + timedelta(hours=7 * number)]),
        )
        archive.keep(kept, capture=archive.write(exchange(url, b"%d %d" % (seed, number), site=site, minute=number)))


TERM = st.one_of(
    WORD,
    WORD.map(lambda word: f"-{word}"),
    st.lists(WORD, min_size=2, max_size=3).map(lambda found: f'"{" ".join(found)}"'),
    st.tuples(WORD, WORD).map(" OR ".join),
    st.sampled_from(
        [
            "ba*",
            "Jum*",
            "site:kota.example",
            "author:budi",
            'author:"budi santoso"',
            "since:2024-06-15",
            "until:2024-06-16",
        ]
    ),
)


def test_every_query_is_answered_alike(both: tuple[Archive, Archive]) -> None:
    """Any mixture of words, phrases, alternatives, exclusions and filters finds the same ids, page by page."""
    for archive in both:
        fill(archive, 120, 1)

    @settings(max_examples=120, deadline=None, database=None, suppress_health_check=[HealthCheck.filter_too_much])
    @given(WORD, st.lists(TERM, max_size=3), st.booleans())
    def alike(word: str, terms: list[str], has_words: bool) -> None:
        query = " ".join([word, *terms] if has_words else [term for term in terms if ":" in term])
        found = [archive.search(query, limit=200) for archive in both]

        assert {hit.article.id for hit in found[0].hits} == {hit.article.id for hit in found[1].hits}
        assert found[0].total == found[1].total == len(found[0].hits)
        assert {hit.article.id: hit.snippet for hit in found[0].hits} == {
            hit.article.id: hit.snippet for hit in found[1].hits
        }
        if found[0].order == "newest":
            assert [hit.article.id for hit in found[0].hits] == [hit.article.id for hit in found[1].hits]

    alike()


@settings(max_examples=25, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=200), title=st.text(max_size=40), number=st.integers(0, 10**9))
def test_what_was_kept_is_found(both: tuple[Archive, Archive], text: str, title: str, number: int) -> None:
    """Every word of whatever a page says finds its article, and a neighbouring pair finds it as a phrase; kept again it is the same."""
    url = f"http://kota.example/{number}"
    for archive in both:
        capture = archive.write(exchange(url, text.encode("utf-8", "surrogatepass") or b"x"))
        archive.keep(article(url, title=title, text=text), capture=capture)
        assert archive.keep(article(url, title=title, text=text), capture=capture) is Verdict.SAME
        found = words(text)
        for query in [
            *(f'"{word}"' for word in found[:5]),
            *(f'"{one} {two}"' for one, two in pairwise(found[:5])),
        ]:
            assert url in {hit.article.article.url for hit in archive.search(query, limit=200).hits}, query


def test_exports_are_equal(both: tuple[Archive, Archive]) -> None:
    """The same articles in the same order with the same fields, but for where the records lie."""
    for archive in both:
        fill(archive, 60, 2)

    one, other = (
        [(row.id, row.site, row.article, row.versions, row.cluster) for row in archive.articles()] for archive in both
    )
    assert one == other
    assert len(one) == 60
