"""Parsing a page within bounds."""

from __future__ import annotations

import time

import pytest

from dnusa_crawler.pages import tree
from dnusa_crawler.pages.blocks import blocks


def _timed(text: str) -> float:
    start = time.process_time()
    tree.parse(text)
    return time.process_time() - start


@pytest.mark.parametrize(
    "text",
    [
        "<div " + " ".join(f"a{n}=1" for n in range(200_000)) + ">x</div>",
        "<div " + "".join(f'a{n}=">"' for n in range(100_000)) + ">x</div>",
        "<div " + "/".join(f"a{n}" for n in range(100_000)) + ">x</div>",
        '<a ="' * 200_000 + "'",
    ],
    ids=["plain", "quoted", "slashes", "open quotes"],
)
def test_a_flood_of_attributes_costs_no_quadratic_time(text: str) -> None:
    """libxml2 would need minutes for the first three; the element loses its attributes instead."""
    assert _timed(text) < 5


def test_few_attributes_are_kept_as_they_are() -> None:
    """Only an element beyond the limit loses its attributes, values with many words and slashes do not count."""
    value = "x/y " * 3000
    found = tree.parse(f'<p id="a" data-x="{value}">kata</p>')

    assert found.find("body/p").get("id") == "a"


def test_text_after_unclosed_elements_is_not_lost() -> None:
    """libxml2 stops at 256 open elements; a page of never-closed spans is read to its end all the same."""
    found = tree.parse("<span>" * 400 + "awal</span><p>akhir</p>")

    assert "akhir" in [block.text for block in blocks(found)]


def test_a_hundred_thousand_nested_elements_end_quickly() -> None:
    """Depth is bounded, and nothing recurses."""
    start = time.process_time()
    found = tree.parse("<p>awal</p>" + "<div>" * 100_000 + "x" + "</div>" * 100_000)

    assert "awal" in [block.text for block in blocks(found)]
    assert time.process_time() - start < 5


def test_nothing_is_no_tree() -> None:
    """White space and control characters are no page."""
    assert tree.parse(" \n\x00\x01 ") is None


@pytest.mark.parametrize(
    "body", [b"%PDF-1.7 ...", b"\x89PNG\r\n", b'{"a": 1}', b"<?xml version='1.0'?><rss><channel/></rss>"]
)
def test_other_kinds_of_files_are_no_pages(body: bytes) -> None:
    """Pictures, PDF, JSON and feeds are told from pages by their first bytes."""
    assert tree.is_no_page(body, "text/html")


def test_xhtml_is_a_page() -> None:
    """An XML declaration before a doctype of HTML does not make a feed."""
    body = b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "x"><html><body><p>kata</p></body></html>'

    assert not tree.is_no_page(body, "application/xhtml+xml")
