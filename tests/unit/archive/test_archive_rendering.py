"""Markdown and HTML of an article: the structure kept, nothing of the page's own markup alive."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from archive import Article, Passage, PassageKind
from archive.rendering import clean_html, markdown
from tests.archives import article


def piece(kind: PassageKind, text: str, **more: object) -> Passage:
    return Passage(kind=kind, text=text, **more)  # type: ignore[arg-type]


FULL = (
    piece(PassageKind.PARAGRAPH, "Harga 2 * 3 < 7."),
    piece(PassageKind.HEADING, "Rincian # satu", level=2),
    piece(PassageKind.ITEM, "beras", level=1),
    piece(PassageKind.ITEM, "putih", level=2),
    piece(PassageKind.ITEM, "gula", level=1),
    piece(PassageKind.QUOTE, "Kami siap.\nSungguh."),
    piece(PassageKind.ROW, "Nama\tSkor"),
    piece(PassageKind.ROW, "A | 2"),
    piece(PassageKind.CAPTION, "Warga. Foto: AB"),
    piece(PassageKind.EMBED, "Video", url="https://v.example/1?a=1&b=2"),
    piece(PassageKind.PREFORMATTED, "a ``` b"),
    piece(PassageKind.PARAGRAPH, "1. Bukan daftar"),
)


def test_markdown_keeps_the_structure() -> None:
    """Headings, lists, quotes, tables, captions, embeds: each in its form, with a stranger's signs as text."""
    assert markdown(article(passages=FULL)) == (
        "Harga 2 \\* 3 \\< 7.\n\n"
        "## Rincian # satu\n\n"
        "- beras\n   - putih\n- gula\n\n"
        "> Kami siap.\n> Sungguh.\n\n"
        "| Nama | Skor |\n| --- | --- |\n| A | 2 |\n\n"
        "*Warga. Foto: AB*\n\n"
        "[Video](<https://v.example/1?a=1&b=2>)\n\n"
        "````\na ``` b\n````\n\n"
        "1\\. Bukan daftar"
    )


def test_html_keeps_the_structure() -> None:
    """The same passages in elements, escaped."""
    assert clean_html(article(passages=FULL)) == (
        "<p>Harga 2 * 3 &lt; 7.</p>\n"
        "<h2>Rincian # satu</h2>\n"
        "<ul><li>beras<ul><li>putih</li></ul></li><li>gula</li></ul>\n"
        "<blockquote><p>Kami siap.<br>\nSungguh.</p></blockquote>\n"
        "<table><tr><td>Nama</td><td>Skor</td></tr><tr><td>A</td><td>2</td></tr></table>\n"
        "<figcaption>Warga. Foto: AB</figcaption>\n"
        '<p><a href="https://v.example/1?a=1&amp;b=2" rel="noopener nofollow">Video</a></p>\n'
        "<pre>a ``` b</pre>\n"
        "<p>1. Bukan daftar</p>"
    )


def test_without_passages_the_text_is_used() -> None:
    """An article whose reader kept no structure has paragraphs."""
    plain = Article(url="http://x/", title="T", text="Satu.\n\nDua.")

    assert markdown(plain) == "Satu.\n\nDua."
    assert clean_html(plain) == "<p>Satu.</p>\n<p>Dua.</p>"


def test_numbered_lists_count() -> None:
    """Each list counts for itself, and an inner list begins again."""
    items = [("a", 1), ("b", 2), ("c", 2), ("d", 1), ("e", 2)]
    passages = tuple(piece(PassageKind.ITEM, text, level=level, numbered=True) for text, level in items)

    assert markdown(article(passages=passages)) == "1. a\n   1. b\n   2. c\n2. d\n   1. e"
    assert clean_html(article(passages=passages)).count("<ol>") == 3


def test_scripts_are_no_addresses() -> None:
    """Only web addresses become links."""
    for url in (
        "javascript:alert(1)",
        "data:text/html,x",
        "//x",
        "https://x.example/ onclick=1",
        'https://x"y',
        "https://[x",
    ):
        passages = (piece(PassageKind.EMBED, "Video", url=url),)
        assert "<a" not in clean_html(article(passages=passages))
        assert "](" not in markdown(article(passages=passages))


_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)


@given(
    st.lists(
        st.builds(
            Passage,
            kind=st.sampled_from(PassageKind),
            text=_TEXT,
            level=st.integers(0, 9),
            url=st.none() | _TEXT,
            numbered=st.booleans(),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_html_is_well_formed_whatever_it_holds(passages: list[Passage]) -> None:
    """Any passages give elements that open and close, of the few kinds that are ours, and all of the text."""
    found = clean_html(article(passages=tuple(passages))).replace("<br>", "<br/>")
    root = etree.fromstring(f"<div>{found}</div>")

    allowed = {"div", "p", "a", "ul", "ol", "li", "table", "tr", "td", "pre", "blockquote", "br", "figcaption"}
    assert {element.tag for element in root.iter()} <= allowed | {f"h{level}" for level in range(1, 7)}
    assert {name for element in root.iter() for name in element.attrib} <= {"href", "rel"}
