"""The blocks of a page: every visible text once, in order, with what it is."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from archive import PassageKind
from dnusa_crawler.pages.blocks import Block, blocks


def _of(markup: str) -> list[Block]:
    return blocks(html.document_fromstring(f"<html><body>{markup}</body></html>"))


def _pairs(markup: str) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in _of(markup)]


def test_kinds_follow_the_markup() -> None:
    """Paragraphs, headings, items, quotations, rows, captions and preformatted text are told apart."""
    found = _pairs(
        "<h2>Judul</h2><p>Satu</p><ul><li>a<ul><li>b</li></ul></li></ul><blockquote><p>Kutip</p></blockquote>"
        "<table><tr><th>Nama</th><td>Budi</td></tr></table><figure><img src=x><figcaption>Foto</figcaption></figure>"
        "<pre>a\n b</pre>"
    )

    assert found == [
        ("h", "Judul"), ("p", "Satu"), ("li", "a"), ("li", "b"), ("quote", "Kutip"), ("row", "Nama | Budi"),
        ("caption", "Foto"), ("pre", "a\n b"),
    ]  # fmt: skip


def test_double_line_breaks_end_a_paragraph_and_single_ones_do_not() -> None:
    """Old markup writes paragraphs with two line breaks."""
    assert _pairs("<div>Satu<br>dua<br> <br>tiga</div>") == [("p", "Satu dua"), ("p", "tiga")]


def test_text_beside_elements_is_not_lost() -> None:
    """Text directly in a div, before, between and after elements, makes blocks of its own."""
    assert [text for _, text in _pairs("<div>awal<p>isi</p>tengah<script>x</script> masih<div>akhir</div>ekor</div>")] == [
        "awal", "isi", "tengah masih", "akhir", "ekor",
    ]  # fmt: skip


def test_a_control_that_was_never_closed_is_entered() -> None:
    """Parsers put the rest of the page into an open button; it is text all the same."""
    found = _pairs("<button><p>a</p><p>b</p><p>c</p><p>d</p><p>e</p>")

    assert [text for _, text in found] == ["a", "b", "c", "d", "e"]


def test_links_are_counted_in_characters() -> None:
    """Link density is what tells menus from sentences."""
    block = _of('<p>Baca <a href="/x">berita lain</a> ini</p>')[0]

    assert block.links == (("/x", "berita lain"),)
    assert block.link_chars == len("berita lain")


def test_layout_tables_are_no_rows() -> None:
    """A table that holds paragraphs only lays out the page."""
    found = _pairs(
        "<table><tr><td><p>a</p><p>b</p><p>c</p></td><td><div><p>d</p><p>e</p><p>f</p></div><h2>g</h2></td></tr></table>"
    )

    assert "row" not in {kind for kind, _ in found}


def test_places_name_tags_and_classes_without_digits() -> None:
    """Posts differ in their numbers, not in their place."""
    block = _of('<div class="post-123 entry-content"><p>a</p></div>')[0]

    assert block.place == "body>div.post-.entry-content>p"


def test_embeds_are_references() -> None:
    """A frame is a block without text that knows its address."""
    block = _of('<iframe src="https://video.example/1" title="Video"></iframe>')[0]

    assert (block.kind, block.url, block.text) == (PassageKind.EMBED, "https://video.example/1", "Video")


def test_hidden_text_is_marked() -> None:
    """It is listed, and known to be hidden."""
    assert [block.is_hidden for block in _of('<p style="display: none">a</p><p>b</p><p hidden>c</p>')] == [
        True,
        False,
        True,
    ]


_WORDS = st.text(st.characters(whitelist_categories=["Lu", "Ll"]), min_size=1, max_size=8)
_TAGS = st.sampled_from(["p", "div", "span", "li", "b", "a", "blockquote", "td", "h2", "em"])


@given(st.lists(st.tuples(_TAGS, _WORDS), min_size=1, max_size=30))
def test_every_visible_word_appears_exactly_once_and_in_order(pieces: list[tuple[str, str]]) -> None:
    """Whatever the nesting, no text is lost, doubled or moved."""
    root = html.Element("body")
    at = root
    for number, (tag, word) in enumerate(pieces):
        child = html.Element(tag)
        child.text = f" {word}{number} "
        child.tail = f" t{number} "
        (at if number % 3 else root).append(child)
        at = child
    expected = " ".join("".join(root.itertext()).split())

    assert " ".join(block.text for block in blocks(root)).replace(" | ", " ") == unicodedata.normalize("NFC", expected)
