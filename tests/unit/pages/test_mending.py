"""Pages that lxml gives up on are read all the same, and nothing is done twice for those that it reads."""

from __future__ import annotations

import time

import pytest
from bs4 import BeautifulSoup

from dnusa_crawler.pages import mending
from dnusa_crawler.pages.tree import parse

STORY = "<h1>Judul</h1>" + "".join(f"<p>Alinea <b>nomor</b> {number}.</p>" for number in range(30))
HEAD = '<head><meta charset="utf-8"><title>Judul - Koran</title></head>'


@pytest.mark.parametrize(
    "page",
    [
        f'<html lang="id">{HEAD}<body><!-- iklan {STORY}</body></html>',
        f'<html lang="id">{HEAD}<body><!-- iklan -- >{STORY}</body></html>',
    ],
    ids=["comment never closed", "comment closed wrongly"],
)
def test_what_lxml_loses_is_read(page: str) -> None:
    """Every paragraph, the title and the language are there."""
    tree = parse(page)

    assert tree is not None
    assert [one.text_content() for one in tree.iter("p")] == [f"Alinea nomor {number}." for number in range(30)]
    assert tree.findtext(".//title") == "Judul - Koran"
    assert tree.get("lang") == "id"
    assert tree.find("head/title") is not None


@pytest.mark.skipif(
    BeautifulSoup("<iframe><p>", "html.parser").p is None,
    reason="Python's parser follows the HTML standard since the security releases of 2025, and loses as much as lxml",
)
@pytest.mark.parametrize("start", ['<a href="/x>menu</a>', "<iframe src=/x>", "<textarea>", "<title>"])
def test_what_is_never_closed_is_read(start: str) -> None:
    """A quotation mark or an element of raw text that never ends."""
    tree = parse(f"<html>{HEAD}<body>{start}{STORY}</body></html>")

    assert tree is not None
    assert [one.text_content() for one in tree.iter("p")] == [f"Alinea nomor {number}." for number in range(30)]


@pytest.mark.parametrize("end", ["</body></html>", "</html>", "</body></html><html><head></head><body>"])
def test_what_stands_behind_the_end_is_in_the_page(end: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A template that ends the page in its menu loses no story, and BeautifulSoup is not needed for it."""
    monkeypatch.setattr(mending, "mended", lambda _: pytest.fail("mended"))
    tree = parse(f'<html lang="id">{HEAD}<body><div>menu</div>{end}Kalimat. {STORY}<p>Akhir</p></body></html>')

    assert tree is not None
    assert [one.text_content() for one in tree.iter("p")] == [
        "Kalimat. ",
        *(f"Alinea nomor {number}." for number in range(30)),
        "Akhir",
    ]
    assert len(tree.findall("body")) == 1


@pytest.mark.parametrize(
    "page",
    [
        f"<html>{HEAD}<body>{STORY}</body></html>",
        f"<html>{HEAD}<body>{STORY}<script>var x = '</div></div></div>';</script></body></html>",
        "<p>tidak ditutup<p>lagi",
    ],
)
def test_what_lxml_reads_is_not_mended(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """BeautifulSoup takes thirty times as long, so whole pages never meet it."""
    monkeypatch.setattr(mending, "mended", lambda _: pytest.fail("mended"))

    assert parse(page) is not None


def test_markup_in_a_comment_stays_out() -> None:
    """A page that holds much markup in a comment has it as little as before."""
    page = f"<html>{HEAD}<body><!-- {STORY * 3} --><p>Isi</p></body></html>"
    tree = parse(page)

    assert tree is not None
    assert [one.text for one in tree.iter("p")] == ["Isi"]


def test_too_large_a_page_is_left_as_it_is() -> None:
    """Mending has an end; the reader then has what lxml made of it."""
    assert mending.mended("<p>" * mending.MAX_CHARS) is None


@pytest.mark.parametrize(
    "piece",
    [
        "<!--",
        "</a ",
        "<a x='",
        '<a x="',
        "<a ",
        "<![",
        "<!a ",
        "<?",
        "<![CDATA[",
        "<script>",
        "&",
        "<b>",
        "<!DOCTYPE [",
    ],
)
def test_hostile_markup_takes_bounded_time(piece: str) -> None:
    """One construct, repeated and never closed, with and without an end to it."""
    for page in (piece * 20_000, piece * 20_000 + ">"):
        began = time.process_time()
        mending.mended(page)

        assert time.process_time() - began < 5
