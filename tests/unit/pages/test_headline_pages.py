"""Headlines of whole pages: what else stands in headings and titles, and pages that have no heading."""

from __future__ import annotations

import pytest

from dnusa_crawler import pages
from dnusa_crawler.pages.values import PageSource, SiteHints

HEADLINE = "Ratusan Warga Mengungsi Setelah Sungai Meluap di Empat Desa"
TITLE = f"<title>{HEADLINE} - Kabar Alun</title>"
OG = f'<meta property="og:title" content="{HEADLINE}">'
LD = f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{HEADLINE}"}}</script>'
PROSE = (
    (
        "Warga di beberapa desa mengungsi ke tempat yang lebih tinggi karena air sungai meluap dan merendam rumah mereka sejak dini "
        "hari, kata kepala desa setempat kepada wartawan di lokasi pengungsian."
    ),
    (
        "Pemerintah kabupaten telah mengirim bantuan makanan dan selimut untuk para pengungsi yang menempati balai desa, sekolah, "
        "dan masjid di sekitar wilayah yang terdampak banjir tersebut."
    ),
    (
        "Hingga sore hari hujan masih turun dengan intensitas sedang dan petugas terus memantau tinggi muka air sungai di beberapa "
        "titik yang dianggap rawan oleh warga dan pemerintah desa."
    ),
)


def _title(heading, *, head=TITLE, above="", header='<a href="/">Kabar Alun</a>', after="", site="Kabar Alun"):
    named = f'<meta property="og:site_name" content="{site}">' if site else ""
    page = (
        f"<html lang='id'><head>{head}{named}</head><body><header class='site-header'>{header}</header><main><article>{above}"
        f"{heading}<div class='content'>{''.join(f'<p>{one}</p>' for one in PROSE)}</div>{after}</article></main>"
        "<aside class='sidebar'><h3>Terpopuler</h3><ul><li><a href='/a'>Pasar baru dibuka bulan depan oleh bupati</a></li></ul>"
        "</aside><footer>© 2024 Kabar Alun</footer></body></html>"
    )
    reading = pages.extract(
        PageSource(body=page.encode(), url="https://kabaralun.test/daerah/banjir"), site=SiteHints()
    )
    return reading.articles[0].title


@pytest.mark.parametrize(
    "heading",
    [
        f"<h1><span class='label'>Eksklusif</span>{HEADLINE}</h1>",
        f"<h1><span class='x1'>Banjir Wates</span><span class='x2'>{HEADLINE}</span></h1>",
        f"<h1><small>Banjir</small> {HEADLINE}</h1>",
        f"<h1>{HEADLINE} <a href='#comments'>12 komentar</a></h1>",
        f"<h1>{HEADLINE} <a href='/edit'>[Sunting]</a></h1>",
        f"<h1>{HEADLINE} <small>14 Juni 2024</small></h1>",
        f"<h1>{HEADLINE}<a class='headerlink' href='#x'>¶</a></h1>",
        f"<h1><span class='desktop'>{HEADLINE}</span><span class='mobile'>{HEADLINE}</span></h1>",
        f"<h1>{HEADLINE} - Kabar Alun</h1>",
        f"<h1>{HEADLINE} | Tajuk</h1>",
        f"<h1>{HEADLINE[:38]}...</h1>",
        f"<h1>{HEADLINE[:38]}…</h1>",
        "<h1><div>Ratusan Warga Mengungsi</div><div>Setelah Sungai Meluap di Empat Desa</div></h1>",
        "<h1>Ratusan Warga Mengungsi<br>Setelah Sungai Meluap<br/>di Empat Desa</h1>",
        f"<nav><h1>Banjir Wates Hari Ini: Ratusan Warga Mengungsi</h1></nav><h2>{HEADLINE}</h2>",
    ],
)
def test_a_heading_is_cut_down_to_the_headline_that_the_page_states(heading):
    """Kickers, badges, counters, dates, edit links, the paper's name and a second copy for small screens are no headline."""
    assert _title(heading) == HEADLINE


def test_a_kicker_stays_where_as_many_witnesses_have_it():
    """ "Banjir:" belongs to the headline where every statement begins with it, too."""
    whole = f"Banjir: {HEADLINE}"

    found = _title(
        f"<h1><span>Banjir:</span> <span>{HEADLINE}</span></h1>",
        head=f'<title>{whole} - Kabar Alun</title><meta property="og:title" content="{whole}">',
    )

    assert found == whole


def test_what_calls_itself_a_kicker_is_none_of_the_headline():
    """The class says it where the statements have another kicker, or the headline alone beside the whole."""
    heading = f"<h1><span class='title__overline'>“Banjir Besar”</span><span> - </span><span>{HEADLINE}</span></h1>"

    assert _title(heading, head=f"<title>Hujan Deras: {HEADLINE}</title>") == HEADLINE
    assert _title(heading, head=f"<title>“Banjir Besar” - {HEADLINE}</title>{OG}") == HEADLINE


@pytest.mark.parametrize(
    "text",
    [
        "Ratusan Warga Mengungsi - dan Ribuan Lainnya Menunggu Bantuan di Rumah",
        "Ratusan Warga Mengungsi: Sungai Meluap di Empat Desa",
        "Ratusan Warga Mengungsi, Sungai Meluap di Empat Desa",
    ],
)
def test_a_short_statement_does_not_cut_a_headline_in_half(text):
    """A dash, colon or comma joins the halves of one headline: what og:title leaves out is no kicker."""
    head = '<meta property="og:title" content="Ratusan Warga Mengungsi">'

    assert _title(f"<h1>{text}</h1>", head=head) == text


@pytest.mark.parametrize(
    "title",
    [
        f"{HEADLINE} | Daerah | Kabar Alun",
        f"Kabar Alun › Daerah › {HEADLINE}",
        f"{HEADLINE} :: Kabar Alun",
        f"{HEADLINE}-Kabar Alun",
        f"{HEADLINE}_Kabar Alun",
        f"{HEADLINE} - Halaman 2 - Kabar Alun",
        f"{HEADLINE} Halaman all - Kabar Alun",
        f"{HEADLINE} - Kabar Alun Wates",
        f"{HEADLINE} | Kabar Alun – Suara Warga Wates",
        f"Kabar Alun: {HEADLINE}",
    ],
)
def test_sections_page_numbers_and_the_papers_name_are_no_part_of_a_title(title):
    """Where no heading shows it, the headline is what is left of <title>."""
    assert _title("", head=f"<title>{title}</title>") == HEADLINE


@pytest.mark.parametrize(
    "title",
    [
        "Banjir - Lalu Kebakaran - Melanda Empat Desa",
        "Kabar Alun Raih Penghargaan Surat Kabar Terbaik",
        "Lima Desa Banjir - Foto",
    ],
)
def test_dashes_and_the_papers_name_stay_in_a_headline(title):
    """Only what stands between the headline and the paper's name behind it may go."""
    assert _title("", head=f"<title>{title} - Kabar Alun</title>") == title


@pytest.mark.parametrize(
    "heading",
    [
        f"<div class='entry-title'>{HEADLINE}</div>",
        f"<div class='judul'><b>{HEADLINE}</b></div>",
        f"<p><font size='5'><b>{HEADLINE}</b></font></p>",
        f"<h3 class='title'>{HEADLINE}</h3>",
    ],
)
def test_a_line_is_the_headline_by_its_class_or_setting(heading):
    """Pages without a heading and without a title that says it show the headline all the same."""
    assert _title(heading, head="<title>Kabar Alun</title>") == HEADLINE


@pytest.mark.parametrize(
    ("heading", "head"),
    [
        (f"<h1>{HEADLINE}</h1>", "<title>Beranda</title>"),
        (f"<h1>{HEADLINE} |</h1>", TITLE),
        (f"<h1>{HEADLINE}<small>Sungai meluap sejak dini hari, kata petugas</small></h1>", TITLE),
        (f"<h2>Surat kabar warga sejak 1921</h2><h1>{HEADLINE}</h1>", TITLE),
        (f"<div style='display:none'><h1>Berlangganan buletin kami sekarang</h1></div><h1>{HEADLINE}</h1>", TITLE),
        (f"<h1>Opini dan Analisis</h1><h2>{HEADLINE}</h2>", OG),
    ],
)
def test_the_headline_is_found_among_other_headings(heading, head):
    """A template's one-word title, a motto, a standfirst and a box that nobody sees do not take its place."""
    assert _title(heading, head=head) == HEADLINE


def test_entities_that_were_escaped_twice_are_resolved():
    """Systems that escape what is escaped show "&amp;" to their readers."""
    assert (
        _title("<h1>Sari &amp;amp; Dewi Membuka Toko Buku di Empat Desa</h1>")
        == "Sari & Dewi Membuka Toko Buku di Empat Desa"
    )


def test_a_space_that_the_page_lost_comes_from_the_statement():
    """ "…Meluap"Kata Bupati": two elements without a space between them."""
    whole = "“Kami Kehilangan Semua” Kata Warga Empat Desa"

    found = _title(
        "<h1><span>“Kami Kehilangan Semua”</span><span>Kata Warga Empat Desa</span></h1>",
        head=f"<title>{whole}</title>",
    )

    assert found == whole
