"""Which article a page is about, and which are only guests there."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from archive import Article, Capture, Purpose, Road, Visit, canonical_url
from dnusa_crawler.identity import MAX_GUESTS, GuestList, canonical_or_none, page_identity
from dnusa_crawler.pages.values import PageReading


def capture(url: str) -> Capture:
    return Capture(
        id=1,
        url=url,
        canonical_url=canonical_url(url),
        visit=Visit(run="r", site="koran.example", purpose=Purpose.PAGE, road=Road.FEED),
        captured_at=datetime(2024, 6, 14, tzinfo=UTC),
        status=200,
        content_type=None,
        warc_file="w",
        warc_offset=0,
        warc_length=1,
        payload_digest=None,
    )


@pytest.mark.parametrize(
    ("claimed", "identity"),
    [
        (None, "https://koran.example/berita?id=7"),
        ("", "https://koran.example/berita?id=7"),
        ("https://koran.example/", "https://koran.example/berita?id=7"),
        ("https://pusat.example/berita-7", "https://koran.example/berita?id=7"),
        ("mailto:redaksi@koran.example", "https://koran.example/berita?id=7"),
        ("http://[broken", "https://koran.example/berita?id=7"),
    ],
)
def test_a_claim_that_cannot_be_true_is_not_followed(claimed: str | None, identity: str) -> None:
    """None, the front page, another host, no page: the page is what its own address says."""
    found = page_identity(
        capture("https://koran.example/berita?id=7&utm_source=x"),
        PageReading(canonical_hint=claimed),
        in_scope=lambda url: url.startswith("https://koran.example/"),
    )

    assert found == identity


@pytest.mark.parametrize(
    ("url", "claimed", "is_followed"),
    [
        ("https://koran.example/berita?id=7", "https://koran.example/berita-7", True),
        ("https://koran.example/berita-7/amp", "https://koran.example/berita-7", True),
        ("https://koran.example/berita-7/", "https://koran.example/berita-7/comment-page-3/", False),
        ("https://koran.example/berita-7/", "https://koran.example/berita-7/2/", False),
        ("https://koran.example/berita-7/", "https://koran.example/berita-8/", False),
    ],
)
def test_a_claim_that_can_be_true_is_followed(url: str, claimed: str, is_followed: bool) -> None:
    """A query or an AMP page says where the article is; a feed's plain address is one already."""
    found = page_identity(capture(url), PageReading(canonical_hint=claimed), in_scope=lambda _: True)

    assert found == (claimed if is_followed else url)


def test_what_names_no_web_page_has_no_canonical_url() -> None:
    """None, never an error: sites link to anything."""
    assert canonical_or_none(None) is None
    assert canonical_or_none("tel:+62355") is None
    assert canonical_or_none("../b", base="https://koran.example/a/c") == "https://koran.example/b"
    assert canonical_or_none("https://koran.example:99999/") is None


def test_a_guest_is_remembered_once_and_in_bounds() -> None:
    """The first page that shows it counts; a ticker of thousands is cut."""
    guests = GuestList()
    first, second = capture("https://koran.example/1"), capture("https://koran.example/2")
    article = Article(url="https://koran.example/g", title="T", text="t")
    guests.add(article.url, first, article)
    guests.add(article.url, second, article)
    for number in range(MAX_GUESTS + 10):
        guests.add(f"https://koran.example/g{number}", first, article)
    drained = list(guests.drain())

    assert drained[0] == (first, article)
    assert len(drained) == MAX_GUESTS
    assert list(guests.drain()) == []
