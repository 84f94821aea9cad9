"""The reader, bytes to articles."""

from __future__ import annotations

import time
import zlib
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive import Article, PassageKind
from dnusa_crawler.pages import EXTRACTOR, PageReading, PageSource, Selectors, SiteHints, extract
from dnusa_crawler.pages.page_evidence import mask, unpacked
from dnusa_crawler.pages.verdicts import REASONS

URL = "https://berita.example/2024/06/banjir-tulungagung/"
PARAGRAPHS = [
    "TULUNGAGUNG – Hujan deras yang turun sejak Kamis malam membuat tiga desa di Kecamatan Gondang terendam banjir.",
    "Kepala Desa Sukorejo, Budi Santoso, mengatakan air mulai naik sekitar pukul 21.00 WIB dan merendam 120 rumah warga.",
    "“Kami sudah mengungsikan warga lanjut usia dan anak-anak ke balai desa,” kata Budi pada Jumat pagi.",
    "Badan Penanggulangan Bencana Daerah mengirim dua perahu karet dan mendirikan dapur umum di lapangan kecamatan.",
    "Hingga Jumat siang air berangsur surut, tetapi warga diminta tetap waspada karena hujan diperkirakan turun lagi.",
]
MENU = (
    "<nav class='menu'><ul>" + "".join(f"<li><a href='/k/{n}'>Kategori {n}</a></li>" for n in range(12)) + "</ul></nav>"
)
RELATED = (
    "<div class='related-posts'><h3>Berita terkait</h3><ul>"
    + "".join(f"<li><a href='/b/{n}/'>Judul berita lain nomor {n} yang cukup panjang</a></li>" for n in range(6))
    + "</ul></div>"
)


def _page(body: str, *, wrap: str = "entry-content") -> bytes:
    return (
        "<!doctype html><html lang='id'><head><meta charset='utf-8'><title>Banjir rendam tiga desa - Berita</title>"
        "<meta property='og:title' content='Banjir rendam tiga desa'><meta property='article:published_time' "
        "content='2024-06-14T10:00:00+07:00'></head><body>"
        f"{MENU}<main><article class='post'><h1 class='entry-title'>Banjir rendam tiga desa</h1>"
        f"<div class='{wrap}'>{body}</div></article>{RELATED}</main>"
        "<footer class='site-footer'><p>Hak cipta © 2024 Berita. Semua hak dilindungi.</p></footer></body></html>"
    ).encode()


def _read(body: bytes, **more: object):
    return extract(PageSource(body=body, url=URL), site=SiteHints(name="berita.example"), **more)


def _lines_of(reading: PageReading) -> set[str]:
    """Return the masked lines that a page tells of its site."""
    page = unpacked(reading.evidence)
    assert page is not None
    return set(page.lines)


def _marked(paragraphs: list[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in paragraphs)


@pytest.mark.parametrize(
    "wrap", ["entry-content", "td-post-content", "isi", "elementor-widget-theme-post-content", "x1 y2"]
)
def test_the_body_of_a_page_is_its_paragraphs_and_nothing_else(wrap: str) -> None:
    """Menu, headline, related links and footer stay out, whatever the theme calls the body."""
    reading = _read(_page(_marked(PARAGRAPHS), wrap=wrap))

    assert reading.reason is None
    assert reading.articles[0].text == "\n\n".join(PARAGRAPHS)
    assert reading.articles[0].title == "Banjir rendam tiga desa"
    assert reading.articles[0].extractor == EXTRACTOR


def test_paragraphs_written_with_line_breaks_are_paragraphs() -> None:
    """Old markup has no paragraph elements."""
    reading = _read(_page("<br><br>".join(PARAGRAPHS)))

    assert reading.articles[0].text == "\n\n".join(PARAGRAPHS)


def test_two_sentences_of_breaking_news_are_an_article() -> None:
    """A short article is no less one."""
    reading = _read(_page(_marked(PARAGRAPHS[:2])))

    assert reading.reason is None
    assert reading.articles[0].text == "\n\n".join(PARAGRAPHS[:2])


def test_text_is_made_of_the_passages_that_are_text() -> None:
    """Captions and embeds stand among the passages only, with absolute addresses."""
    figure = "<figure><img src='/foto.jpg'><figcaption>Warga mengungsi.</figcaption></figure>"
    article = _read(_page(_marked(PARAGRAPHS[:3]) + figure + _marked(PARAGRAPHS[3:]))).articles[0]
    captions = [one for one in article.passages if one.kind is PassageKind.CAPTION]

    assert [(one.text, one.url) for one in captions] == [("Warga mengungsi.", "https://berita.example/foto.jpg")]
    assert article.text == "\n\n".join(PARAGRAPHS)


def test_text_said_twice_is_kept_once() -> None:
    """A pull quote, or a second copy for phones, is no second text."""
    article = _read(_page(_marked(PARAGRAPHS) + f"<div class='mobile-copy'>{_marked(PARAGRAPHS)}</div>")).articles[0]

    assert article.text == "\n\n".join(PARAGRAPHS)


def test_a_paragraph_that_repeats_a_sentence_of_another_is_text() -> None:
    """Papers begin with a sentence and tell it again further down; only what is set apart is a pull quote."""
    echo = [PARAGRAPHS[0], PARAGRAPHS[1], PARAGRAPHS[2], f"{PARAGRAPHS[3]} {PARAGRAPHS[4]}", PARAGRAPHS[3]]

    assert _read(_page(_marked(echo))).articles[0].text == "\n\n".join(echo)


def test_a_caption_that_says_what_a_paragraph_says_leaves_the_paragraph() -> None:
    """A caption is no text: the sentence would be lost with the paragraph."""
    figure = f"<figure><img src='/foto.jpg'><figcaption>{PARAGRAPHS[3]}</figcaption></figure>"
    article = _read(_page(_marked(PARAGRAPHS[:3]) + figure + _marked(PARAGRAPHS[3:]))).articles[0]

    assert article.text == "\n\n".join(PARAGRAPHS)


def _two(second: str) -> bytes:
    """Return a page of two articles, each with its date line and address."""
    first = f"<p class='date'>Jumat, 14 Juni 2024 10.00 WIB</p>{_marked(PARAGRAPHS)}"
    return _page(
        f"{first}<article class='post'><h2 class='entry-title'><a href='/2024/06/pasar-baru/'>Pasar baru diresmikan</a>"
        f"</h2><p class='date'>Jumat, 14 Juni 2024 12.00 WIB</p>{second}</article>"
    )


MARKET = [
    "Bupati meresmikan pasar baru di pusat kota pada Rabu siang bersama para pedagang yang sudah lama menunggu.",
    "Pasar itu menampung empat ratus pedagang dan dibangun selama dua tahun dengan biaya dari anggaran daerah.",
    "Pedagang berharap harga sewa kios tidak naik sehingga pembeli tetap datang setiap hari ke tempat yang baru.",
]


@pytest.mark.parametrize("position", range(len(PARAGRAPHS)))
def test_what_the_next_article_repeats_stays_in_the_first(position: int) -> None:
    """Only within one article is text said twice a second copy: each keeps its own paragraphs."""
    second = [*MARKET, PARAGRAPHS[position]]
    articles = _read(_two(_marked(second))).articles

    assert [one.text for one in articles] == ["\n\n".join(PARAGRAPHS), "\n\n".join(second)]


def test_the_next_articles_text_is_no_evidence() -> None:
    """It stands on a page of its own and would be taken for what the site repeats."""
    reading = _read(_two(_marked(MARKET)))
    lines = _lines_of(reading)

    assert len(reading.articles) == 2
    assert mask(PARAGRAPHS[3]) in lines
    assert not {mask(text) for text in (*MARKET, "Pasar baru diresmikan")} & lines


def test_a_further_article_with_a_page_of_its_own_may_be_named_only() -> None:
    """A crawl reads it there; the page's own article and what is learned of the site stay as they are."""
    whole, named = _read(_two(_marked(MARKET))), _read(_two(_marked(MARKET)), names_guests=True)

    assert named.articles[0] == whole.articles[0]
    assert [(one.url, one.title, one.text) for one in named.articles[1:]] == [
        ("https://berita.example/2024/06/pasar-baru/", "Pasar baru diresmikan", "")
    ]
    assert named.evidence == whole.evidence


def test_where_only_articles_are_wanted_they_are_the_same_articles() -> None:
    """A filter asks neither what a page teaches of its site nor where the article's other pages are."""
    page = _page(_marked(PARAGRAPHS) + f"<p>Halaman: <a href='{URL}2/'>2</a></p>")
    whole, lean = _read(page), _read(page, articles_only=True)

    assert lean.articles == whole.articles
    assert whole.evidence
    assert whole.part_urls == (f"{URL}2/",)
    assert not lean.evidence
    assert not lean.part_urls


def test_a_further_page_of_one_picture_says_nothing_of_the_article_below_it() -> None:
    """Headline, date and number that the page gives are the first article's; the one below has its own."""
    row = f'<nav class="page-links"><a href="{URL}">1</a> <a href="{URL}2/">2</a> 3</nav>'
    second = (
        "<div class='next'><h2><a href='/2024/06/lomba/'>Lomba perahu naga di waduk Wonorejo diikuti 30 regu</a></h2>"
        f"<p>12 Juni 2024 - Rina Wati</p>{_marked(PARAGRAPHS)}</div>"
    )
    body = _page(f"<figure><img src='/a.jpg' alt=''></figure>{second}{row}")
    source = PageSource(body=body, url=URL + "3/", hints={"external_id": "wp:7"})
    reading = extract(source, site=SiteHints(name="berita.example", time_zone="Asia/Jakarta"))

    assert [one.url for one in reading.articles] == ["https://berita.example/2024/06/lomba/"]
    assert reading.articles[0].title == "Lomba perahu naga di waduk Wonorejo diikuti 30 regu"
    assert str(reading.articles[0].published_at)[:10] == "2024-06-12"
    assert reading.articles[0].external_id is None
    assert not {mask(text) for text in PARAGRAPHS} & _lines_of(reading)


def test_a_persons_rules_strip_elements_and_lines_and_name_the_body() -> None:
    """What a site file says is done."""
    page = _page("<p class='x'>Unduh aplikasi kami sekarang juga di ponsel Anda.</p>" + _marked(PARAGRAPHS))
    rules = Selectors(strip=(".x",), strip_lines=("Hingga Jumat siang.*",), body=(".entry-content",))
    reading = extract(PageSource(body=page, url=URL), site=SiteHints(selectors=(rules,)))

    assert reading.articles[0].text == "\n\n".join(PARAGRAPHS[:4])


def _read_with(page: bytes, rules: Selectors, *, captured_at: datetime | None = None) -> Article:
    source = PageSource(body=page, url=URL, captured_at=captured_at)
    return extract(source, site=SiteHints(selectors=(rules,), time_zone="Asia/Makassar")).articles[0]


FIELDS = (
    "<div class='kepala'><h3 class='judul'>Tiga desa kebanjiran</h3><i class='oleh'>Oleh: Sari Dewi | Editor: Joko Susilo</i>"
    "<i class='oleh'>Budi Santoso</i><b class='jam'>12/6/2024 pukul 21.15</b></div>"
)


def test_a_persons_selectors_win_over_every_witness() -> None:
    """Headline, writers and date come from where a person points, also where that is stripped from the body."""
    rules = Selectors(headline=(".judul",), author=(".oleh",), published=(".jam",), strip=(".kepala",))
    article = _read_with(_page(FIELDS + _marked(PARAGRAPHS)), rules)

    assert article.title == "Tiga desa kebanjiran"
    assert article.authors == ("Sari Dewi", "Budi Santoso")
    assert [(credit.name, credit.role) for credit in article.credits] == [("Joko Susilo", "editor")]
    assert article.published_at == datetime(2024, 6, 12, 21, 15, tzinfo=timezone(timedelta(hours=8)))
    assert {article.sources[name] for name in ("title", "authors", "published_at")} == {"selector"}
    assert {article.confidence[name] for name in ("title", "authors", "published_at")} == {1.0}


def test_selectors_may_name_meta_and_time_elements() -> None:
    """The value of a ``meta``, the stamp of a ``time``: what machines are told."""
    page = _page("<time class='w' datetime='2024-06-13T09:00:00+08:00'>kemarin</time>" + _marked(PARAGRAPHS))
    rules = Selectors(headline=("meta[property='og:title']",), published=("time.w",))
    article = _read_with(page, rules)

    assert (article.title, article.sources["title"]) == ("Banjir rendam tiga desa", "selector")
    assert article.published_at == datetime(2024, 6, 13, 9, 0, tzinfo=timezone(timedelta(hours=8)))


def test_a_selector_that_finds_nothing_readable_leaves_the_field_to_the_witnesses() -> None:
    """A theme changes; the page's own statements are still there."""
    rules = Selectors(headline=(".tidak-ada",), author=(".tidak-ada",), published=(".entry-title",))
    article = _read_with(_page(_marked(PARAGRAPHS)), rules)

    assert article.title == "Banjir rendam tiga desa"
    assert article.published_at == datetime(2024, 6, 14, 10, 0, tzinfo=timezone(timedelta(hours=7)))
    assert "selector" not in article.sources.values()


def test_an_author_selector_that_names_the_desk_names_nobody() -> None:
    """The person's word holds: no other witness is asked."""
    page = _page("<div>Penulis: Sari Dewi</div><p class='meja'>Redaksi</p>" + _marked(PARAGRAPHS))

    assert _read_with(page, Selectors(author=(".meja",))).authors == ()


@pytest.mark.parametrize(
    ("day", "title"), [(9, "Banjir rendam tiga desa"), (10, "Tiga desa kebanjiran"), (20, "Banjir rendam tiga desa")]
)
def test_selectors_hold_between_their_dates(day: int, title: str) -> None:
    """From the first moment on, up to and without the last."""
    rules = Selectors(
        headline=(".judul",),
        valid_from=datetime(2024, 7, 10, tzinfo=UTC),
        valid_until=datetime(2024, 7, 20, tzinfo=UTC),
    )
    article = _read_with(_page(FIELDS + _marked(PARAGRAPHS)), rules, captured_at=datetime(2024, 7, day, tzinfo=UTC))

    assert article.title == title


@pytest.mark.parametrize(
    "body",
    [
        b"\x00\xff" * 2000,
        b"\xff\x00" * 2000,
        bytes(range(256)) * 40,
        zlib.compress(bytes(number * number % 251 for number in range(60_000)), 9),
        b"\x7fXYZ" + b"\x00\x01\x02\x03abcd" * 500,
    ],
    ids=["zero and ff", "ff and zero", "all bytes", "compressed", "structures"],
)
def test_other_bytes_are_no_page(body: bytes) -> None:
    """Whatever they are decoded as: most of their characters are none, and there is no markup."""
    reading = _read(body)

    assert (reading.articles, reading.reason) == ((), "not-html")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_pages_of_every_encoding_are_no_binaries(encoding: str) -> None:
    """Zeros between the letters are UTF-16."""
    page = _page(_marked(PARAGRAPHS)).decode().replace("<meta charset='utf-8'>", "").encode(encoding)

    assert _read(page).articles[0].title == "Banjir rendam tiga desa"


def test_without_a_headline_and_a_sentence_there_is_no_article() -> None:
    """A heap of words is none; a text in sentences may lack its headline."""
    heap = "<html><body><p>" + "lorem ipsum kata " * 80 + "</p></body></html>"
    story = "<html><body>" + _marked(PARAGRAPHS) + "</body></html>"

    assert _read(heap.encode()).articles == ()
    assert len(_read(story.encode()).articles) == 1


def test_every_block_has_its_decision_when_asked() -> None:
    """Explaining names each block, whether it was kept, and by which witness."""
    reading = _read(_page(_marked(PARAGRAPHS)), explain=True)
    kept = [one.text for one in reading.decisions if one.kept]

    assert kept == PARAGRAPHS
    assert all(one.witness and one.reason for one in reading.decisions)
    assert any((one.text, one.witness) == ("Kategori 3", "markup") for one in reading.decisions)
    assert [one.index for one in reading.decisions] == list(range(len(reading.decisions)))


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"%PDF-1.7 x", "not-html"),
        (b"x" * 20_000_001, "too-large"),
    ],
    ids=["empty", "white", "pdf", "large"],
)
def test_what_is_no_page_has_a_reason(body: bytes, reason: str) -> None:
    """No article, one known reason."""
    assert _read(body).reason == reason


@pytest.mark.parametrize(
    "body",
    [
        b"<p>" * 300_000,
        b"<div>" * 100_000 + b"x",
        b"<table><tr><td>" * 20_000,
        b"<a href=x>" * 50_000 + b"kata",
        "<p>ä </p>".encode() * 60_000,
        b"<script type='application/ld+json'>" + b"[" * 100_000 + b"</script><p>x</p>",
        b"<ul><li>" * 3_000 + b"x",
    ],
    ids=["paragraphs", "deep", "tables", "links", "many", "json", "lists"],
)
def test_hostile_pages_end_in_a_verdict_in_time(body: bytes) -> None:
    """Depth, number and nesting are bounded."""
    start = time.process_time()
    reading = _read(body)

    assert time.process_time() - start < 10
    assert reading.reason != "unreadable"
    assert reading.reason is None or reading.reason in REASONS


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<div>" * 100_000 + "x", "too-complex"),
        ("<ul><li>" * 3_000 + _marked(PARAGRAPHS), "too-complex"),
        ("<p>" * 300_000, "empty"),
    ],
    ids=["elements", "lists", "paragraphs that end one another"],
)
def test_a_page_nested_too_deep_is_not_called_empty(body: str, reason: str) -> None:
    """What stands below the depth that can be read is not seen; nobody can say that there is nothing."""
    assert _read(body.encode()).reason == reason


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=400), st.integers(0, 3000))
def test_no_bytes_raise(noise: bytes, at: int) -> None:
    """A page with noise anywhere in it is read or given a known reason."""
    page = _page(_marked(PARAGRAPHS))
    reading = _read(page[:at] + noise + page[at:])

    assert reading.reason != "unreadable"
    assert reading.reason is None or reading.reason in REASONS


@pytest.mark.parametrize(("menu", "authors"), [("", ("Suara Rakyat",)), ("Suara Rakyat", ())], ids=["name", "entry"])
def test_an_entry_of_the_menu_names_nobody(menu: str, authors: tuple[str, ...]) -> None:
    """Menus are no blocks, but what they list is a section, wherever it stands beside a date."""
    nav = f"<nav><ul><li><a href='/sr/'>{menu}</a></li><li><a href='/e/'>Ekonomi</a></li></ul></nav>"
    page = (
        f"<html lang='id'><body><div><a href='/'>Beranda</a></div>{nav}<main><h1>Jembatan bambu diperbaiki warga</h1>"
        "<div class='meta'><a href='/x'>Suara Rakyat</a> <span>14 Juni 2024 10:00 WIB</span></div>"
        f"<div class='entry-content'>{_marked(PARAGRAPHS)}</div></main></body></html>"
    )

    (article,) = _read(page.encode()).articles

    assert article.authors == authors
