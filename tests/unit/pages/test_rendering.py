"""Passages as text, Markdown and HTML."""

from __future__ import annotations

from archive import Passage, PassageKind
from dnusa_crawler.pages import rendering

PASSAGES = (
    Passage(kind=PassageKind.PARAGRAPH, text="Tulungagung – Hujan <deras> * malam."),
    Passage(kind=PassageKind.HEADING, text="Kronologi", level=2),
    Passage(kind=PassageKind.ITEM, text="satu", level=1, numbered=True),
    Passage(kind=PassageKind.ITEM, text="dalam", level=2),
    Passage(kind=PassageKind.ITEM, text="dua", level=1, numbered=True),
    Passage(kind=PassageKind.QUOTE, text="Kami siap."),
    Passage(kind=PassageKind.ROW, text="Nama | Usia"),
    Passage(kind=PassageKind.ROW, text="Budi | 40"),
    Passage(kind=PassageKind.CAPTION, text="Foto: banjir", url="https://x.example/a.jpg"),
    Passage(kind=PassageKind.EMBED, text="", url="javascript:alert(1)"),
)


def test_text_is_the_passages_without_captions_and_embeds() -> None:
    """One blank line between passages; captions and embeds are no text."""
    assert rendering.text(PASSAGES).split("\n\n") == [
        "Tulungagung – Hujan <deras> * malam.", "Kronologi", "satu", "dalam", "dua", "Kami siap.", "Nama | Usia", "Budi | 40",
    ]  # fmt: skip


def test_markdown_keeps_structure_and_escapes_marks() -> None:
    """Lists are numbered and nested, tables are tables, and the text's own marks stay text."""
    assert rendering.markdown(PASSAGES) == (
        "Tulungagung – Hujan \\<deras> \\* malam.\n\n## Kronologi\n\n1. satu\n   - dalam\n2. dua\n\n> Kami siap.\n\n"
        "| Nama | Usia |\n| --- | --- |\n| Budi | 40 |\n\n*Foto: banjir*"
    )


def test_html_is_clean() -> None:
    """Everything is escaped, and only http(s) addresses survive."""
    found = rendering.html(PASSAGES)

    assert "<p>Tulungagung – Hujan &lt;deras&gt; * malam.</p>" in found
    assert "<ol><li>satu<ul><li>dalam</li></ul></li><li>dua</li></ol>" in found
    assert "<table><tr><td>Nama</td><td>Usia</td></tr><tr><td>Budi</td><td>40</td></tr></table>" in found
    assert "javascript" not in found
