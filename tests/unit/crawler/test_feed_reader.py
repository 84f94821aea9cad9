"""Feeds of many makes, whole, broken and hostile."""

from __future__ import annotations

import gzip
import json
import time
from pathlib import Path

import pytest

from archive import Purpose, Road
from dnusa_crawler.discovery import feed

URL = "https://koran.example/feed/"

WORDPRESS = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>Koran Desa</title><atom:link href="https://koran.example/feed/" rel="self" type="application/rss+xml" />
<link>https://koran.example</link><lastBuildDate>Fri, 14 Jun 2024 03:30:00 +0000</lastBuildDate><language>id</language>
<image><url>https://koran.example/i.png</url><title>Koran Desa</title><link>https://koran.example</link></image>
<generator>https://wordpress.org/?v=6.5</generator>
<item><title>Jembatan Ambruk &#8211; Warga Memutar</title><link>https://koran.example/2024/06/14/jembatan-ambruk/</link>
<comments>https://koran.example/2024/06/14/jembatan-ambruk/#comments</comments><dc:creator><![CDATA[Siti Aminah]]></dc:creator>
<pubDate>Fri, 14 Jun 2024 03:30:00 +0000</pubDate><category><![CDATA[Peristiwa]]></category><category>jembatan</category>
<guid isPermaLink="false">https://koran.example/?p=1234</guid><description><![CDATA[<p>Jembatan di <b>desa</b> ambruk.</p>]]></description>
<content:encoded><![CDATA[<p>PANJANG</p>]]></content:encoded></item>
<item><title>Kedua</title><link>/2024/06/13/kedua/?utm_source=rss#x</link></item></channel></rss>"""


def test_rss_of_wordpress_gives_link_title_time_author_section_and_number() -> None:
    """Everything the feed says of an article becomes a hint; the number comes from the guid."""
    found = feed.links(WORDPRESS.replace("PANJANG", "kata " * 400).encode(), url=URL)

    first, second = found.links
    assert (first.url, first.road, first.purpose) == (
        "https://koran.example/2024/06/14/jembatan-ambruk/",
        Road.FEED,
        Purpose.PAGE,
    )
    assert first.hints["title"] == "Jembatan Ambruk – Warga Memutar"
    assert first.hints["published"] == "2024-06-14T03:30:00+00:00"
    assert first.hints["author"] == "Siti Aminah"
    assert first.hints["section"] == "Peristiwa"
    assert first.hints["external_id"] == "wp:1234"
    assert first.hints["excerpt"] == "Jembatan di desa ambruk."
    assert first.hints["whole_text"] == "yes"
    assert second.url == "https://koran.example/2024/06/13/kedua/?utm_source=rss"
    assert found.facts["kind"] == "rss"
    assert found.facts["title"] == "Koran Desa"
    assert "wordpress" in found.facts["generator"]
    assert found.problems == ()


def test_atom_gives_the_time_of_change_and_the_next_page() -> None:
    """``updated`` is the hint ``modified``; rel=next is the next page; replies and self are no articles."""
    body = """<feed xmlns="http://www.w3.org/2005/Atom"><title>K</title><link rel="self" href="/feed"/><link rel="next" href="/feed?page=2"/>
    <entry><id>tag:blogger.com,1999:blog-12.post-345</id><link rel="replies" href="/c/1"/><link rel="edit" href="/e/1"/>
    <link rel="alternate" type="text/html" href="/2024/06/satu.html"/><title type="html">Satu &amp;amp; Dua</title>
    <published>2024-06-14T10:30:00+07:00</published><updated>2024-06-15T08:00:00Z</updated><author><name>Budi</name><email>x@y</email></author>
    <source><title>Bukan</title><updated>1999-01-01T00:00:00Z</updated></source></entry></feed>"""

    found = feed.links(body.encode(), url=URL)

    (link,) = found.links
    assert link.url == "https://koran.example/2024/06/satu.html"
    assert link.hints == {
        "title": "Satu & Dua",
        "published": "2024-06-14T10:30:00+07:00",
        "modified": "2024-06-15T08:00:00+00:00",
        "author": "Budi",
        "external_id": "blogger:345",
    }
    assert [onward.url for onward in found.next_links] == ["https://koran.example/feed?page=2"]


def test_rdf_is_read() -> None:
    """RSS 1.0 puts its items beside the channel."""
    body = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
    <channel rdf:about="x"><title>K</title></channel><item rdf:about="https://koran.example/a"><title>A</title><link>https://koran.example/a</link>
    <dc:date>2024-06-14T10:30+07:00</dc:date></item></rdf:RDF>"""

    found = feed.links(body.encode(), url=URL)

    assert [link.url for link in found.links] == ["https://koran.example/a"]
    assert found.links[0].hints["published"] == "2024-06-14T10:30:00+07:00"
    assert found.facts["kind"] == "rdf"


def test_json_feed_is_read() -> None:
    """JSON Feed 1.1: url or an id that is one, dates, authors, next_url."""
    body = json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "K",
            "next_url": "https://koran.example/feed.json?page=2",
            "items": [
                {
                    "id": "1",
                    "url": "https://koran.example/a",
                    "title": "A",
                    "date_modified": "2024-06-14T10:30:00+07:00",
                    "authors": [{"name": "B"}],
                },
                {"id": "https://koran.example/b", "content_html": "x" * 2000},
                {"id": "3"},
                "nonsense",
            ],
        }
    )

    found = feed.links(body.encode(), url=URL)

    assert [link.url for link in found.links] == ["https://koran.example/a", "https://koran.example/b"]
    assert found.links[0].hints["modified"] == "2024-06-14T10:30:00+07:00"
    assert found.links[1].hints["whole_text"] == "yes"
    assert found.next_links[0].url == "https://koran.example/feed.json?page=2"
    assert found.problems == ("an item without a usable link",)


@pytest.mark.parametrize(
    ("name", "body"),
    [
        (
            "bare ampersand",
            "<rss><channel><title>A & B</title><item><title>Satu & dua</title><link>https://koran.example/a</link></item></channel></rss>",
        ),
        (
            "unknown entity",
            "<rss><channel><item><title>A&nbsp;B</title><link>https://koran.example/a</link></item></channel></rss>",
        ),
        (
            "text before",
            "\n\n\ufeff <?xml version='1.0'?><rss><channel><item><link>https://koran.example/a</link></item></channel></rss>",
        ),
        ("cut off", "<rss><channel><item><title>A</title><link>https://koran.example/a</link></item><item><tit"),
        (
            "wrong end tags",
            "<rss><channel><item><title>A</titel><link>https://koran.example/a</link></item></chanel></rss>",
        ),
    ],
)
def test_broken_feeds_are_read_as_far_as_they_go(name: str, body: str) -> None:
    """Feeds of small papers are often not well-formed; their links still count."""
    found = feed.links(body.encode(), url=URL)

    assert [link.url for link in found.links] == ["https://koran.example/a"], name


def test_latin_1_and_gzip_are_read() -> None:
    """The XML declaration names the encoding; a packed feed is unpacked."""
    body = "<?xml version='1.0' encoding='iso-8859-1'?><rss><channel><item><title>Café</title><link>https://koran.example/a</link></item></channel></rss>"

    found = feed.links(gzip.compress(body.encode("latin-1")), url=URL)

    assert found.links[0].hints["title"] == "Café"


def test_indonesian_weekday_in_a_feed_date_is_read() -> None:
    """``Jum, 14 Jun 2024`` is no RFC 822 date, but only the day of the week is wrong."""
    body = "<rss><channel><item><link>https://koran.example/a</link><pubDate>Jum, 14 Jun 2024 10:30:00 +0700</pubDate></item></channel></rss>"

    assert feed.links(body.encode(), url=URL).links[0].hints["published"] == "2024-06-14T10:30:00+07:00"


def test_entities_from_outside_are_not_fetched_nor_expanded(tmp_path: Path) -> None:
    """XXE: a file of this machine never becomes text."""
    secret = tmp_path / "secret"
    secret.write_text("rahasia")
    body = f"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]>
    <rss><channel><item><title>&x;</title><link>https://koran.example/a</link></item></channel></rss>"""

    found = feed.links(body.encode(), url=URL)

    assert [link.url for link in found.links] == ["https://koran.example/a"]
    assert "rahasia" not in repr(found)


def test_a_billion_laughs_stay_a_few() -> None:
    """Entities of entities are not expanded."""
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    body = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">{levels}]><rss><channel><item><title>&l9;</title><link>https://koran.example/a</link></item></channel></rss>'
    began = time.process_time()

    found = feed.links(body.encode(), url=URL)

    assert time.process_time() - began < 2
    assert len(repr(found)) < 10_000


def test_an_endless_feed_is_cut() -> None:
    """At most 50,000 items are taken, in seconds, and the rest is named a problem."""
    item = "<item><link>https://koran.example/{}</link></item>"
    body = "<rss><channel>" + "".join(item.format(n) for n in range(50_500)) + "</channel></rss>"
    began = time.process_time()

    found = feed.links(body.encode(), url=URL)

    assert len(found.links) == 50_000
    assert any("more than 50000" in problem for problem in found.problems)
    assert time.process_time() - began < 10


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"   ",
        b"\x00\xff\xfe",
        b"<!doctype html><html><body>404</body></html>",
        b"{",
        b"[1,2]",
        b'{"a":1}',
        b"just words",
        b"[" * 100_000,
    ],
)
def test_what_is_no_feed_is_named_a_problem(body: bytes) -> None:
    """No link, no exception, one line that says what it was."""
    found = feed.links(body, url=URL)

    assert found.links == ()
    assert found.problems
    assert "kind" not in found.facts


def test_links_with_other_schemes_are_left_out() -> None:
    """javascript:, mailto: and ftp: lead nowhere we go."""
    body = (
        "<rss><channel>"
        + "".join(f"<item><link>{u}</link></item>" for u in ("javascript:x", "mailto:a@b", "ftp://x/y", "http://[bad"))
        + "</channel></rss>"
    )

    assert feed.links(body.encode(), url=URL).links == ()
