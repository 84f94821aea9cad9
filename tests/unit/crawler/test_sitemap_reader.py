"""Sitemaps: every form of the protocol, and what pretends to be one."""

from __future__ import annotations

import gzip
import time
import zlib
from pathlib import Path

import pytest

from archive import Purpose, Road
from dnusa_crawler.discovery import sitemap
from dnusa_crawler.discovery.markup import LARGEST_BYTES, unpack

URL = "https://koran.example/sitemap.xml"
NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def test_an_index_names_sitemaps_with_their_times() -> None:
    """Entries of an index are sitemaps, with lastmod as the hint ``modified``."""
    body = f"""<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="x.xsl"?><sitemapindex {NS}>
    <sitemap><loc> https://koran.example/post-1.xml.gz </loc><lastmod>2024-06-14T10:30:00+07:00</lastmod></sitemap>
    <sitemap><loc>/post-2.xml</loc></sitemap></sitemapindex>"""

    found = sitemap.links(body.encode(), url=URL)

    assert [(link.url, link.purpose, link.road) for link in found.links] == [
        ("https://koran.example/post-1.xml.gz", Purpose.SITEMAP, Road.SITEMAP),
        ("https://koran.example/post-2.xml", Purpose.SITEMAP, Road.SITEMAP),
    ]
    assert found.links[0].hints == {"modified": "2024-06-14T10:30:00+07:00"}
    assert found.facts == {"kind": "index"}


def test_a_news_sitemap_gives_title_time_and_language() -> None:
    """The news and image extensions are read."""
    body = f"""<urlset {NS} xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
    <url><loc>https://koran.example/a</loc><news:news><news:publication><news:name>K</news:name><news:language>id</news:language></news:publication>
    <news:publication_date>2024-06-14T10:30+07:00</news:publication_date><news:title>Jembatan &amp; Jalan</news:title></news:news>
    <image:image><image:loc>https://koran.example/a.jpg</image:loc></image:image></url></urlset>"""

    found = sitemap.links(body.encode(), url=URL)

    assert found.facts == {"kind": "news"}
    assert found.links[0].hints == {
        "language": "id",
        "published": "2024-06-14T10:30:00+07:00",
        "title": "Jembatan & Jalan",
        "image": "https://koran.example/a.jpg",
    }


def test_without_namespace_packed_and_with_bom() -> None:
    """Hand-made sitemaps forget the namespace; .gz is told by its bytes."""
    body = "\ufeff<urlset><url><loc>https://koran.example/a</loc><lastmod>2024-06-14</lastmod></url></urlset>"

    found = sitemap.links(gzip.compress(body.encode()), url=URL)

    assert found.links[0].hints == {"modified": "2024-06-14"}


def test_a_text_sitemap_is_one_address_a_line() -> None:
    """The text form, with Windows line ends and an empty line."""
    found = sitemap.links(b"https://koran.example/a\r\n\r\nhttps://koran.example/b\r\n", url=URL)

    assert [link.url for link in found.links] == ["https://koran.example/a", "https://koran.example/b"]
    assert found.facts == {"kind": "text"}


def test_a_cut_or_broken_sitemap_is_read_as_far_as_it_goes() -> None:
    """What was complete before the damage counts."""
    body = f"<urlset {NS}><url><loc>https://koran.example/a?x=1&y=2</loc></url><url><loc>https://koran.ex"

    found = sitemap.links(body.encode(), url=URL)

    assert found.links[0].url.startswith("https://koran.example/a?x=1")


def test_a_gzip_bomb_is_unpacked_to_the_limit_only() -> None:
    """200 MB of zeros in 200 kB: at most 50 MB are made of it, and it is said."""
    packer = zlib.compressobj(9, wbits=31)
    bomb = b"".join(packer.compress(bytes(2**20)) for _ in range(200)) + packer.flush()

    content, wrong = unpack(bomb)

    assert len(content) == LARGEST_BYTES
    assert wrong is not None
    assert "more than" in wrong


def test_several_gzip_members_and_a_cut_one() -> None:
    """Members follow one another; a cut one gives what it had and is named."""
    packed = gzip.compress(b"satu ") + gzip.compress(b"dua")

    assert unpack(packed) == (b"satu dua", None)
    assert unpack(packed[:-9])[1] is not None


def test_a_hundred_thousand_entries_are_cut_at_fifty_thousand() -> None:
    """The protocol's own limit holds, in seconds."""
    body = (
        f"<urlset {NS}>"
        + "".join(f"<url><loc>https://koran.example/{n}</loc></url>" for n in range(100_000))
        + "</urlset>"
    )
    began = time.process_time()

    found = sitemap.links(body.encode(), url=URL)

    assert len(found.links) == 50_000
    assert any("more than 50000" in problem for problem in found.problems)
    assert time.process_time() - began < 10


def test_external_entities_are_not_fetched(tmp_path: Path) -> None:
    """XXE in a sitemap gives no text of this machine."""
    secret = tmp_path / "secret"
    secret.write_text("rahasia")
    body = f'<!DOCTYPE urlset [<!ENTITY x SYSTEM "{secret.as_uri()}">]><urlset {NS}><url><loc>https://koran.example/&x;</loc></url></urlset>'

    found = sitemap.links(body.encode(), url=URL)

    assert [link.url for link in found.links] == ["https://koran.example/&x"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<!doctype html><html></html>",
        b"<rss></rss>",
        b"words\nmore words\n",
        b"\x1f\x8b\x08broken",
        b"<a" * 50_000,
    ],
)
def test_what_is_no_sitemap_is_named_a_problem(body: bytes) -> None:
    """No link, no exception, one line that says what it was."""
    found = sitemap.links(body, url=URL)

    assert found.links == ()
    assert found.problems


def test_an_empty_urlset_is_a_sitemap_without_entries() -> None:
    """A new section has an empty sitemap: no fault of the road."""
    found = sitemap.links(f"<urlset {NS}></urlset>".encode(), url=URL)

    assert found.facts == {"kind": "urlset"}
    assert found.problems == ("a sitemap without entries",)
