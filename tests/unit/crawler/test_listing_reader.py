"""Listing pages: their links with titles and places, and where the next page is."""

from __future__ import annotations

import time

import pytest

from dnusa_crawler.discovery import listing
from dnusa_crawler.discovery.pagination import where, with_number

URL = "https://koran.example/berita/"

PAGE = """<!doctype html><html lang="id-ID"><head><title>Berita - Koran</title></head><body>
<header><nav class="menu"><a href="/kategori/ekonomi/">Ekonomi</a></nav></header>
<main><article class="post-7 card"><a href="/2024/06/14/satu-dua-tiga/"><img src="x.jpg" alt="foto"></a>
 <h2><a href="/2024/06/14/satu-dua-tiga/">Satu Dua Tiga Empat</a></h2><time datetime="2024-06-14T10:30:00+07:00">14 Juni</time>
 <p>Teaser yang cukup panjang untuk dianggap sebagai cuplikan berita.</p><a href="/2024/06/14/satu-dua-tiga/">Selengkapnya</a></article>
<article class="post-8 card"><a href="/2024/06/13/lima-enam-tujuh/"><h3>Lima Enam Tujuh Delapan</h3></a></article></main>
<aside class="sidebar"><ul><li><a href="/2024/06/01/populer-sekali-ini/">Populer Sekali Ini Hari</a></li></ul></aside>
<footer><a href="/redaksi/">Redaksi</a></footer></body></html>"""


def test_links_carry_headline_time_teaser_and_place() -> None:
    """One link a target, with the best headline shown for it; furniture is marked."""
    found = listing.links(PAGE.encode(), url=URL)
    by_path = {link.url.removeprefix("https://koran.example"): link for link in found.links}

    first = by_path["/2024/06/14/satu-dua-tiga/"]
    assert first.hints["title"] == "Satu Dua Tiga Empat"
    assert first.hints["published"] == "2024-06-14T10:30:00+07:00"
    assert first.hints["excerpt"].startswith("Teaser yang cukup")
    assert by_path["/2024/06/13/lima-enam-tujuh/"].hints["title"] == "Lima Enam Tujuh Delapan"
    assert by_path["/2024/06/01/populer-sekali-ini/"].place.startswith("furniture>")
    assert by_path["/redaksi/"].place.startswith("furniture>")
    assert by_path["/kategori/ekonomi/"].place.startswith("furniture>")
    assert not first.place.startswith("furniture>")
    assert found.facts["title"] == "Berita - Koran"
    assert found.facts["language"] == "id-ID"


def test_articles_of_one_list_share_a_place() -> None:
    """Numbers in class names (post-7, post-8) do not tell places apart."""
    items = "".join(
        f'<div class="item-{n}"><h2 class="t{n}"><a href="/a{n}">Judul Berita Nomor {n}</a></h2></div>'
        for n in range(3)
    )

    found = listing.links(f"<html><body>{items}</body></html>".encode(), url=URL)

    assert len({link.place for link in found.links}) == 1


@pytest.mark.parametrize(
    ("url", "markup", "expected"),
    [
        (URL, '<link rel="next" href="/berita/page/2/">', "/berita/page/2/"),
        (URL, '<a rel="next" href="/berita/page/2/">x</a>', "/berita/page/2/"),
        (URL, '<a class="next page-numbers" href="/berita/page/2/"></a>', "/berita/page/2/"),
        (URL, '<a href="?halaman=2">Selanjutnya</a>', "/berita/?halaman=2"),
        (URL, '<a href="?page=2">Berikutnya &raquo;</a>', "/berita/?page=2"),
        (URL, '<a href="?page=2">Older Posts</a>', "/berita/?page=2"),
        (URL, '<ul class="pagination"><li><a href="?page=2">»</a></li></ul>', "/berita/?page=2"),
        (
            URL,
            '<div class=pages><a href="/berita/page/2/">2</a><a href="/berita/page/3/">3</a></div>',
            "/berita/page/2/",
        ),
        (URL, '<a href="/berita/page/23/">Halaman 23</a>', "/berita/page/2/"),
        (URL + "page/3/", '<a href="/berita/page/2/">Prev</a><a href="/berita/page/4/">4</a>', "/berita/page/4/"),
        (URL + "?page=3", '<a rel="prev" href="?page=2">«</a><a rel="next" href="?page=4">»</a>', "/berita/?page=4"),
        (
            URL,
            '<ul><li><a href="/berita/?start=10">2</a></li><li><a href="/berita/?start=20">3</a></li></ul>',
            "/berita/?start=10",
        ),
        (URL + "?start=10", '<a href="/berita/?start=0">1</a><a href="/berita/?start=20">3</a>', "/berita/?start=20"),
        (URL, '<button class="load-more" data-next-url="/berita/page/2/">Muat lagi</button>', "/berita/page/2/"),
        (
            "https://koran.example/",
            '<a class="blog-pager-older-link" href="/search?updated-max=2024-06-14&max-results=7">Postingan Lama</a>',
            "/search?updated-max=2024-06-14&max-results=7",
        ),
        ("https://koran.example/", '<div class="nav-previous"><a href="/page/2/">Pos-pos lama</a></div>', "/page/2/"),
    ],
)
def test_the_next_page_is_found(url: str, markup: str, expected: str) -> None:
    """By rel, class, word, sign, number, offset or button."""
    found = listing.links(f"<html><body>{markup}</body></html>".encode(), url=url)

    assert [link.url for link in found.next_links] == [f"https://koran.example{expected}"]


@pytest.mark.parametrize(
    ("url", "markup"),
    [
        (URL, '<a href="/agenda/2024/07/">Bulan berikutnya</a>'),
        (URL, '<a href="/2024/06/14/artikel-lain-lagi/">Selanjutnya</a>'),
        (URL, '<a class="next" href="/2024/06/14/artikel-lain-lagi/">Artikel lain</a>'),
        (URL + "page/3/", '<a rel="next" href="/berita/page/2/">Older</a>'),
        (URL + "page/3/", '<a rel="next" href="/berita/page/3/">Older</a>'),
        (URL, '<a rel="next" href="https://other.example/berita/page/2/">Older</a>'),
        (URL, '<a rel="next" href="/olahraga/page/2/">Older</a>'),
        (URL + "page/23/", '<a href="/berita/page/22/">22</a><a href="/berita/">1</a>'),
    ],
)
def test_what_is_no_next_page(url: str, markup: str) -> None:
    """Another listing, an article, a calendar, an earlier page or this very page is no next page."""
    assert listing.links(f"<html><body>{markup}</body></html>".encode(), url=url).next_links == ()


def test_the_number_of_pages_is_a_fact() -> None:
    """Where a theme shows the last page, it is noted with the form of its address."""
    found = listing.links(b'<a href="/berita/page/2/">2</a><a href="/berita/page/87/">87</a>', url=URL)

    assert found.facts["page"] == "1"
    assert found.facts["last_page"] == "87"
    assert with_number(found.facts["page_template"], 44) == "https://koran.example/berita/page/44/"


def test_where_and_with_number_agree() -> None:
    """A page address made from another names the same listing."""
    for address in (
        "https://koran.example/berita/page/2/",
        "https://koran.example/x?a=1&halaman=2",
        "https://koran.example/b/hal/2",
    ):
        made = with_number(address, 9)

        assert made is not None
        assert where(made).number == 9
        assert where(made).listing == where(address).listing


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "no-such-charset", ""])
def test_valid_utf_8_beats_the_label(charset: str) -> None:
    """A wrong label does not break headlines."""
    body = "<html><body><h2><a href='/a-b-c-d'>Jum’at – “Kota” café</a></h2></body></html>".encode()

    found = listing.links(body, url=URL, content_type=f"text/html; charset={charset}")

    assert found.links[0].text == "Jum’at – “Kota” café"


def test_base_href_is_followed() -> None:
    """Relative addresses are relative to the base element."""
    body = b"<html><head><base href='/lain/'></head><body><a href='a-b-c'>Satu dua tiga empat</a></body></html>"

    assert listing.links(body, url=URL).links[0].url == "https://koran.example/lain/a-b-c"


@pytest.mark.parametrize("body", [b"", b"   ", b"\x00\x00\x00", b"<", b"<!---->", b"\xff\xfe\xfa"])
def test_nonsense_gives_no_links(body: bytes) -> None:
    """Empty, binary and broken answers name nothing and raise nothing."""
    assert listing.links(body, url=URL).links == ()


def test_a_hundred_thousand_links_are_read_to_the_limit() -> None:
    """At most 20,000 links of a page are read, in seconds, and the rest is named a problem."""
    body = (
        "<html><body>"
        + "".join(f'<p><a href="/a-b-c-{n}">Satu dua tiga {n}</a></p>' for n in range(100_000))
        + "</body></html>"
    ).encode()
    began = time.process_time()

    found = listing.links(body, url=URL)

    assert len(found.links) == 20_000
    assert found.problems
    assert time.process_time() - began < 10


def test_deep_nesting_is_survived() -> None:
    """Ten thousand nested boxes end in links or none, never in a crash."""
    body = ("<div>" * 10_000 + '<a href="/satu-dua-tiga">Satu dua tiga empat</a>').encode()

    found = listing.links(b"<html><body>" + body, url=URL)

    assert len(found.links) <= 1
