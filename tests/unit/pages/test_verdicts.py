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
