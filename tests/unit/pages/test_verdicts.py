"""Pages that hold no article are named for what they are; pages that do are not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html

from dnusa_crawler.pages import structured, verdicts
from dnusa_crawler.pages.blocks import blocks

HEAD = "<title>Tanggul Konto Diperbaiki - Kabar</title>"
TEXT = (
    "<h1>Tanggul Konto Diperbaiki</h1><p>Rabu, 12 Februari 2025</p>"
    + "<p>Kalimat tentang perbaikan tanggul yang cukup panjang untuk sebuah paragraf berita.</p>" * 6
)


def judged(
    body: str, *, head: str = HEAD, classes: str = "", url: str = "https://kabar.example/2025/02/a/", articles: int = 1
) -> str | None:
    """Judge a page, all running paragraphs of which were kept."""
    tree = html.fromstring(f"<html><head>{head}</head><body class='{classes}'>{body}</body></html>")
    found = blocks(tree)
    kept = [
        block for block in found if block.link_chars * 2 < len(block.text) and block.level == 0 and len(block.text) > 30
    ]
    return verdicts.judge(
        tree=tree, blocks=found, body=kept, url=url, structured=structured.read(tree, url=url), articles=articles
    )


def test_an_article_is_one() -> None:
    """Nothing speaks against a headline, a date and six paragraphs."""
    assert judged(TEXT) is None


def test_every_reason_is_a_word_and_has_a_sentence() -> None:
    """Reasons are stored: short, lower case, explained, and in order."""
    assert list(verdicts.REASONS) == sorted(verdicts.REASONS)
    for word, sentence in verdicts.REASONS.items():
        assert re.fullmatch(r"[a-z0-9-]{4,14}", word)
        assert sentence[0].isupper()
        assert sentence.endswith(".")


def test_every_reason_that_is_given_is_documented() -> None:
    """The code returns no reason that the list lacks."""
    source = Path(verdicts.__file__).read_text(encoding="utf-8")
    given = set(re.findall(r'return "([a-z0-9-]{4,})"', source))

    assert given
    assert given <= set(verdicts.REASONS)


def test_a_long_article_about_an_error_is_an_article() -> None:
    """Words in a headline do not outweigh a text."""
    assert judged(TEXT, head="<title>404: Kisah Halaman Tidak Ditemukan - Kabar</title>") is None


def test_a_long_article_with_a_wall_in_its_side_bar_is_an_article() -> None:
    """A call to subscribe beside a whole text is no paywall."""
    assert judged(TEXT * 3 + "<div>Berlangganan untuk membaca semua artikel premium kami.</div>") is None


@pytest.mark.parametrize(
    ("classes", "reason"),
    [
        ("attachment attachment-template-default", "attachment"),
        ("error404", "soft-404"),
        ("search search-results", "search"),
        ("page page-id-7", "static-page"),
    ],
)
def test_a_theme_says_what_a_page_is(classes: str, reason: str) -> None:
    """WordPress names the kind of a page in the classes of its body."""
    assert (
        judged(
            "<h1>Judul</h1><p>Kalimat tentang sesuatu yang cukup panjang untuk paragraf.</p>",
            head="<title>Judul</title>",
            classes=classes,
        )
        == reason
    )


def test_several_articles_are_no_listing() -> None:
    """A front page that prints whole articles holds articles."""
    assert judged(TEXT, url="https://kabar.example/", articles=3) is None


def test_no_tree_is_no_page() -> None:
    """Bytes that gave no tree are named so."""
    assert verdicts.judge(tree=None, blocks=(), body=()) == "not-html"


def test_a_page_without_structured_data_can_be_judged() -> None:
    """The title is read from the tree then."""
    tree = html.fromstring(
        "<html><head><title>Page not found</title></head><body><h1>Page not found</h1></body></html>"
    )

    assert verdicts.judge(tree=tree, blocks=blocks(tree), body=()) == "soft-404"


def test_a_protected_article_is_none_whatever_stands_below_it() -> None:
    """The next article below the password form is not the protected one."""
    form = "<h1>Diproteksi: Notulen</h1><form class='post-password-form'><p>Konten ini diproteksi dengan kata sandi.</p></form>"

    assert judged(form + TEXT * 3) == "password"


@pytest.mark.parametrize("url", ["http://[bad", "", "https://kabar.example/?s=%ff&q"])
def test_a_bad_address_is_judged_like_any(url: str) -> None:
    """No address breaks the judge."""
    assert judged(TEXT, url=url) is None


def test_a_short_article_with_a_call_to_subscribe_is_an_article() -> None:
    """Papers advertise themselves below everything; only "to read on" is a wall."""
    short = (
        "<h1>Judul Berita</h1><p>Rabu, 12 Februari 2025</p>"
        + "<p>Kalimat tentang perbaikan tanggul yang cukup panjang untuk sebuah paragraf berita.</p>" * 4
    )

    assert judged(short + "<p>Langganan sekarang dan nikmati akses tanpa iklan.</p>") is None
    assert judged(short + "<p>Berlangganan untuk melanjutkan membaca.</p>") == "paywall"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("You have 2 free articles left this month.", None),
        ("3 articles remaining", None),
        ("Anda masih punya 3 artikel gratis tersisa.", None),
        ("You have no free articles left.", "paywall"),
        ("0 articles remaining", "paywall"),
        ("Sudah berlangganan? Masuk", "paywall"),
        ("Terima kasih sudah jadi pelanggan setia sejak 2021!", None),
    ],
)
def test_what_stops_nobody_is_no_wall(line: str, reason: str | None) -> None:
    """Whoever has articles left, or is thanked for paying, is shown this one whole."""
    short = "<h1>Judul Berita</h1><p>Rabu, 12 Februari 2025</p>" + f"<p>{LONG}</p>" * 4

    assert judged(f"{short}<p>{line}</p>") == reason


OTHERS = "".join(f"<p><a href='/2025/01/{n}/'>Judul berita lain nomor {n} dari arsip</a></p>" for n in range(8))
LONG = "Ratusan warga bantaran Sungai Konto menunggu perbaikan tanggul sejak banjir besar tahun lalu merusak sawah dan jalan desa mereka."


OWN = "<title>Tanggul Konto Mulai Diperbaiki Hari Ini - Kabar</title>"


@pytest.mark.parametrize(
    ("address", "head"),
    [("/2025/02/a/", "<title>Kabar</title>"), ("/?p=3", OWN)],
    ids=["it links to itself", "the title repeats it"],
)
def test_a_linked_headline_of_its_own_is_no_teaser(address: str, head: str) -> None:
    """Blogs link a post's headline to the post; what stands below it is its text, not an excerpt."""
    body = f"<h2><a href='{address}'>Tanggul Konto Mulai Diperbaiki Hari Ini</a></h2><p>{LONG}</p><p>{LONG} Pekan depan selesai.</p>"

    assert judged(body + OTHERS, head=head) is None
    assert judged(body.replace(address, "/2025/01/b/") + OTHERS, head="<title>Kabar</title>") == "listing"


def test_long_paragraphs_in_a_row_are_no_listing() -> None:
    """A theme that calls every page a blog, and links to other posts, does not make a story a list."""
    story = f"<h1>Tanggul Konto Mulai Diperbaiki Hari Ini</h1><p>Rabu, 12 Februari 2025</p><p>{LONG}</p><p>{LONG}</p><p>{LONG}</p>"

    assert judged(story + OTHERS, classes="blog") is None
    assert judged(OTHERS.replace("</p>", f"</p><p>{LONG}</p>"), classes="blog") == "listing"
