"""Headlines: the shown one, confirmed by the stated ones."""

from __future__ import annotations

import pytest
from lxml import html

from dnusa_crawler.pages import blocks as page_blocks
from dnusa_crawler.pages import headline, structured

SITE = frozenset({"kabaralun", "kabaraluntest"})


def _choose(head="", body="", *, heading=None, hint=None, is_front=False, is_main=True):
    tree = html.document_fromstring(f"<html><head>{head}</head><body>{body}</body></html>")
    claims = structured.read(tree, url="https://kabaralun.test/a/")
    found = page_blocks.blocks(tree)
    headings = [block for block in found if block.kind == "h"]
    return headline.choose(
        structured=claims if is_main else None,
        node=claims.main if is_main else None,
        headings=headings,
        heading=next((block for block in headings if heading and heading in block.text), None),
        site_names=SITE,
        hint=hint,
        is_front=is_front,
    )


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Banjir di Blitar - KabarAlun", "Banjir di Blitar"),
        ("Banjir di Blitar | KabarAlun.test", "Banjir di Blitar"),
        ("Banjir di Blitar – KabarAlun – Berita Blitar", "Banjir di Blitar"),
        (
            "KabarAlun: Banjir di Blitar Kemarin Merendam Ratusan Rumah",
            "Banjir di Blitar Kemarin Merendam Ratusan Rumah",
        ),
        ("KabarAlun: Banjir di Blitar Kemarin", "Banjir di Blitar Kemarin"),
        ("KabarAlun | Banjir di Blitar Kemarin", "Banjir di Blitar Kemarin"),
        ("Banjir di Blitar » KabarAlun", "Banjir di Blitar"),
        ("Banjir - Longsor di Blitar", "Banjir - Longsor di Blitar"),
        ("Skor 2-1 untuk Arema", "Skor 2-1 untuk Arema"),
        ("KabarAlun", "KabarAlun"),
    ],
)
def test_the_papers_name_is_taken_off(title, expected):
    """Only a part that is the paper's name goes, never a part of the headline."""
    assert headline.without_site(title, site_names=SITE) == expected


def test_a_beginning_that_is_a_headline_elsewhere_is_the_headline():
    """What follows the headline in <title> goes when another witness shows where it ends."""
    title = "Banjir di Blitar - Berita Jawa Timur Hari Ini"

    assert headline.without_site(title, site_names=SITE, others=["Banjir di Blitar"]) == "Banjir di Blitar"


def test_the_shown_headline_wins_over_the_one_for_search_engines():
    """og:title is often another wording; the reader sees the h1."""
    found = _choose(
        '<meta property="og:title" content="Blitar Banjir, Ini Penyebab Banjir Besar di Kota Blitar">',
        "<h1>Banjir Besar di Kota Blitar, Warga Mengungsi</h1>",
    )

    assert found.title == "Banjir Besar di Kota Blitar, Warga Mengungsi"
    assert found.source == "dom"


def test_a_logo_in_an_h1_is_no_headline():
    """The paper's name as h1, and headings unlike anything stated, give way to the stated headline."""
    found = _choose(
        "<title>Banjir Besar di Kota Blitar - KabarAlun</title>",
        "<h1>KabarAlun</h1><h2>Berita Terpopuler</h2><h2>Ikuti Kami</h2>",
    )

    assert found.title == "Banjir Besar di Kota Blitar"
    assert found.source == "meta"


def test_the_right_heading_of_several():
    """Among several headings the one that resembles what is stated."""
    found = _choose(
        '<meta property="og:title" content="Banjir Besar di Kota Blitar">',
        "<h1>Topik Hangat</h1><h1>Banjir Besar di Kota Blitar</h1><h2>Banjir Besar</h2>",
    )

    assert found.title == "Banjir Besar di Kota Blitar"


def test_a_headline_in_title_only():
    """Where the page shows no headline, <title> without the paper's name is it, not the next article's heading."""
    found = _choose(
        "<title>Pj Bupati Hadiri Diklat Koperasi - KabarAlun</title>",
        "<p>Isi.</p><h2>Cegah Narkoba, Pemkab Tes Urine Pejabat</h2>",
    )

    assert found.title == "Pj Bupati Hadiri Diklat Koperasi"


def test_on_a_front_page_the_articles_own_heading_counts():
    """What a front page states is about the paper."""
    found = _choose(
        "<title>KabarAlun - Portal Berita</title>",
        "<h2>Banjir Besar di Kota Blitar</h2>",
        heading="Banjir",
        is_front=True,
    )

    assert found.title == "Banjir Besar di Kota Blitar"


def test_a_second_article_has_its_own_heading():
    """What the page states is about its first article only."""
    found = _choose(
        "<title>Banjir - KabarAlun</title>", "<h1>Banjir</h1><h2>Tes Urine</h2>", heading="Tes Urine", is_main=False
    )

    assert found.title == "Tes Urine"


def test_a_kicker_in_the_heading_goes():
    """ "Banjir: Warga Kota Mengungsi …" where the page's data has the headline without the kicker."""
    found = _choose(
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Warga Kota Blitar Mengungsi"}</script>',
        "<h1><span>Banjir</span> Warga Kota Blitar Mengungsi</h1>",
    )

    assert found.title == "Warga Kota Blitar Mengungsi"


@pytest.mark.parametrize(
    ("shown", "stated", "expected"),
    [
        ("The Best Cameras for the Home", "Best Cameras for the Home", "The Best Cameras for the Home"),
        ("Demo KotaRibuan Warga Turun ke Jalan", "Demo Kota / Ribuan Warga Turun ke Jalan", "Demo Kota / Ribuan Warga Turun ke Jalan"),
        ("Harga iPhone dan McDonald Naik Lagi", "Harga iPhone dan McDonald Naik Lagi", "Harga iPhone dan McDonald Naik Lagi"),
    ],
)  # fmt: skip
def test_an_article_is_no_kicker_and_a_lost_space_comes_back(shown, stated, expected):
    """What is stated repairs what is shown where both are the same to the letter, and takes off no "The"."""
    found = _choose(
        f'<title>{stated.replace(" / ", " ")}</title><meta property="og:title" content="{stated}">'
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ribuan Warga Turun ke Jalan"}</script>',
        f"<h1>{shown}</h1>",
    )

    assert found.title == expected


def test_the_heading_that_is_the_articles_own_headline():
    """Papers show a wording for search engines in the h1 and the headline below it."""
    found = _choose(
        "<title>Banjir Blitar: Ini Fakta Terbaru dari Lokasi</title>"
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Sungai Meluap, Warga Mengungsi"}</script>',
        "<h1>Banjir Blitar: Ini Fakta Terbaru dari Lokasi</h1><h2>Sungai Meluap, Warga Mengungsi</h2><h2>Terpopuler</h2>",
    )

    assert found.title == "Sungai Meluap, Warga Mengungsi"


def test_nothing_at_all_is_none():
    """A page without any heading or title has no headline."""
    assert _choose(body="<p>Isi.</p>") is None


def test_a_feed_title_counts_where_the_page_has_none():
    """The road's word is a witness."""
    assert _choose(body="<p>Isi.</p>", hint="Banjir di Blitar").title == "Banjir di Blitar"
