"""Lines of blocks, as ``<br>`` sets them apart."""

from __future__ import annotations

import time

import pytest

from dnusa_crawler.pages import blocks as page_blocks
from dnusa_crawler.pages.block_lines import lines_of
from dnusa_crawler.pages.tree import parse


def _lines(markup: str, number: int = 0) -> list[str]:
    root = parse(f"<html><body>{markup}</body></html>")
    return [line.text for line in lines_of(page_blocks.blocks(root)[number])]


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<p>Satu</p>", ["Satu"]),
        ("<p>Satu<br>Dua</p>", ["Satu", "Dua"]),
        (
            "<td><font>Senin, 24/03/2025</font><br><b>Obat  Gratis</b><br>Laporan: <i>Vina</i> Amalia<p>Teks.</p></td>",
            ["Senin, 24/03/2025", "Obat Gratis", "Laporan: Vina Amalia"],
        ),
        ("<div>Satu<br><p>Dua</p></div>", ["Satu"]),
    ],
)
def test_a_block_is_cut_where_a_reader_sees_a_new_line(markup: str, lines: list[str]) -> None:
    """Inline markup and white space cut nothing; text of other blocks in the same element is not among the lines."""
    assert _lines(f"<table><tr>{markup}</tr></table>" if markup.startswith("<td") else markup) == lines


def test_links_go_to_their_line() -> None:
    """A writer's link is not the date's."""
    root = parse("<html><body><p>3 Juni 2024<br><a href='/penulis/sari'>Sari Dewi</a></p></body></html>")
    first, second = lines_of(page_blocks.blocks(root)[0])

    assert (first.links, second.links) == ((), (("/penulis/sari", "Sari Dewi"),))


def test_an_endless_element_costs_little() -> None:
    """What is beyond the limits stays one block."""
    root = parse("<html><body><div>" + "<b>x</b><br>" * 50_000 + "</div></body></html>")
    block = page_blocks.blocks(root)[0]
    began = time.process_time()
    lines = lines_of(block)

    assert time.process_time() - began < 0.5
    assert lines == [block]
