"""The pages of one article are found and joined; links to anything else are not taken for them."""

from __future__ import annotations

import pytest
from lxml import html

from archive import Article, Credit, Passage, PassageKind
from dnusa_crawler.pages import parts
from dnusa_crawler.pages.values import PageReading

URL = "https://kabar.example/2025/02/judul-berita/"


def find(markup: str, url: str = URL, **more: object) -> tuple[tuple[str, ...], str | None]:
    """Find the parts named by some markup."""
    return parts.find(html.fromstring(f"<html><body>{markup}</body></html>"), url, **more)  # type: ignore[arg-type]


def test_page_numbers_of_wordpress() -> None:
    """``<!--nextpage-->`` gives /2/, /3/ in an element of its own."""
    row = '<div class="page-links">Halaman: <span>1</span> <a class="post-page-numbers" href="2/">2</a> <a class="post-page-numbers" href="3/">3</a></div>'

    assert find(row) == ((URL + "2/", URL + "3/"), None)


def test_the_second_page_names_the_first_and_third() -> None:
    """From any page, the others are found, this one left out."""
    assert find(f'<a href="{URL}">1</a> 2 <a href="{URL}3/">3</a>', URL + "2/") == ((URL, URL + "3/"), None)


@pytest.mark.parametrize(
    ("markup", "expected", "whole"),
    [
        ('<a href="?page=2">2</a> <a href="?page=all">Tampilkan semua</a>', ("?page=2",), "?page=all"),
        ('<a href="?halaman=2">Halaman selanjutnya</a>', ("?halaman=2",), None),
        ('<a href="?page=3">3</a><a href="?page=2">2</a>', ("?page=2", "?page=3"), None),
        ('<a href="?single=1">Lihat semua</a>', (), "?single=1"),
        ('<link rel="next" href="?page=2">', ("?page=2",), None),
        ('<a href="?page=2&utm_source=x">2</a>', ("?page=2&utm_source=x",), None),
    ],
)
def test_query_fields(markup: str, expected: tuple[str, ...], whole: str | None) -> None:
    """Numbers of pages in the query, and the page that shows all."""
    assert find(markup) == (tuple(URL + query for query in expected), URL + whole if whole else None)


def test_numbered_file_names() -> None:
    """``judul-2.html`` is page two of ``judul.html``."""
    assert find('<a href="judul-2.html">2</a>', "https://kabar.example/a/judul.html") == (
        ("https://kabar.example/a/judul-2.html",),
        None,
    )


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="/2025/02/berita-lain/2/">2</a>',
        '<a href="/2025/02/berita-lain/?page=2">2</a>',
        '<a href="/category/daerah/page/2/">2</a>',
        '<a href="https://lain.example/2025/02/judul-berita/2/">2</a>',
        '<a href="#2">2</a><a href="javascript:next()">Next</a>',
        '<a href="2/">Bupati Kediri meninjau lokasi banjir dan menyerahkan bantuan kepada warga</a>',
        '<a href="http://[bad">2</a>',
    ],
)
def test_other_links_are_no_parts(markup: str) -> None:
    """Other articles, listings, other hosts, anchors and sentences are not taken."""
    assert find(markup) == ((), None)


@pytest.mark.parametrize(
    ("url", "markup", "expected"),
    [
        (URL + "3/", f'<a href="{URL}">1</a> <a href="{URL}2/">2</a> 3', True),
        (URL + "?halaman=2", f'<a href="{URL}">1</a> 2', True),
        (URL, '1 <a href="2/">2</a>', False),
        ("https://kabar.example/berita/23/", f'<a href="{URL}">1</a>', False),
    ],
)
def test_a_further_page_has_a_number_and_links_to_the_others(url: str, markup: str, expected: bool) -> None:
    """The first page is none, and a number alone may be the article's own."""
    assert parts.is_further(html.fromstring(f"<html><body>{markup}</body></html>"), url) is expected


def test_a_million_pages_are_no_article() -> None:
    """More pages than an article has are not followed."""
    most = parts.MAX_PARTS

    def row(last: int) -> str:
        return "".join(f'<a href="?page={n}">{n}</a>' for n in range(2, last + 1))

    assert len(find(row(most))[0]) == most - 1
    assert find(row(most + 1))[0] == ()


def article(*texts: str, title: str = "Judul Berita", authors: tuple[str, ...] = ()) -> Article:
    """Make one page's article."""
    passages = tuple(Passage(kind=PassageKind.PARAGRAPH, text=text) for text in texts)
    return Article(url=URL, title=title, text="\n\n".join(texts), passages=passages, authors=authors)


def test_pages_are_joined_in_order_without_what_they_repeat() -> None:
    """The lead and the headline that each page repeats stand once."""
    lead = "Ringkasan yang diulang di setiap halaman artikel ini oleh sistem."
    pages = [article(lead, "Satu."), article("Judul Berita", lead, "Dua.", authors=("Siti",)), article(lead, "Tiga.")]

    joined = parts.join_articles(pages)

    assert joined.text.split("\n\n") == [lead, "Satu.", "Dua.", "Tiga."]
    assert [passage.text for passage in joined.passages] == [lead, "Satu.", "Dua.", "Tiga."]
    assert joined.authors == ("Siti",)


def test_short_lines_may_stand_twice() -> None:
    """Only whole paragraphs are taken for repeated."""
    joined = parts.join_articles([article("Ya.", "Satu."), article("Ya.", "Dua.")])

    assert joined.text.split("\n\n") == ["Ya.", "Satu.", "Ya.", "Dua."]


def test_readings_are_joined_and_bad_pages_left_out() -> None:
    """A part that could not be read costs its text, not the article."""
    good = PageReading(articles=(article("Satu."),), charset="utf-8")
    other = PageReading(articles=(article("Dua."),))

    joined = parts.join([good, PageReading(reason="soft-404"), other])

    assert joined.articles[0].text == "Satu.\n\nDua."
    assert joined.charset == "utf-8"
    assert parts.join([PageReading(reason="soft-404")]).reason == "soft-404"


def test_nothing_cannot_be_joined() -> None:
    """An empty list is a mistake of the caller."""
    with pytest.raises(ValueError, match="nothing to join"):
        parts.join([])
    with pytest.raises(ValueError, match="at least one page"):
        parts.join_articles([])


def test_credits_of_all_pages_are_kept_once() -> None:
    """The editor named on the last page is the article's."""
    credit = Credit(name="Budi", role="editor")
    page = Article(url=URL, title="Judul", text="Satu.", credits=(credit,))

    assert parts.join_articles([page, page]).credits == (credit,)
