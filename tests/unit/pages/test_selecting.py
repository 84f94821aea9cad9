"""A person's selectors: CSS as browsers know it, and elements named by their text."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from dnusa_crawler.pages import selecting
from dnusa_crawler.pages.tree import parse
from dnusa_crawler.pages.values import Selectors
from dnusa_crawler.sites.site import SelectorRules

PAGE = """<html><head><title>T</title></head><body><div class="isi">
<p>Pertama.</p><p>Ikuti kami di Telegram</p>ekor<p class="a">Kedua.</p><p class="b">Ketiga.</p><p lang="ID">Keempat</p>
<figure><img src="x"></figure><figure>tanpa gambar</figure></div></body></html>"""


@pytest.mark.parametrize(
    ("selector", "found"),
    [
        ("p.a", ["Kedua."]),
        ("div.isi > p:nth-of-type(2)", ["Ikuti kami di Telegram"]),
        ('p:-soup-contains("Ikuti kami di")', ["Ikuti kami di Telegram"]),
        ('p:-soup-contains-own("Ikuti"), p.b', ["Ikuti kami di Telegram", "Ketiga."]),
        ("p[class]:not(.a, .c)", ["Ketiga."]),
        ("p[lang=id i]", ["Keempat"]),
        ("figure:not(:has(img))", ["tanpa gambar"]),
        ("p:no-such-thing", []),
        ("p[", []),
    ],
)
def test_what_a_selector_finds(selector: str, found: list[str]) -> None:
    """Elements of the very tree that the reader uses, in its order, whoever knows the selector."""
    tree = parse(PAGE)
    assert tree is not None
    elements = list(selecting.elements(tree, [selector]))

    assert [one.text_content() for one in elements] == found
    assert all(one.getroottree().getroot() is tree for one in elements)
    assert b"data-dnusa" not in selecting.etree.tostring(tree)


def test_what_is_named_by_its_text_is_stripped() -> None:
    """The element goes, the text behind it stays."""
    tree = parse(PAGE)
    assert tree is not None
    selecting.strip(tree, [Selectors(strip=('p:-soup-contains("Ikuti kami di")',))])

    assert "Ikuti" not in tree.text_content()
    assert "ekor" in tree.text_content()


def test_plain_css_needs_no_soup(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages of sites with ordinary rules are read at the speed of lxml."""
    monkeypatch.setattr(selecting, "_asked_of_soup", lambda *_: pytest.fail("asked"))
    tree = parse(PAGE)
    assert tree is not None

    assert len(list(selecting.elements(tree, ["p", "div.isi p.a", "figure > img", "p:first-child", "[lang]"]))) == 9


def test_an_endless_page_is_not_made_a_soup() -> None:
    """Beyond the limit such a selector finds nothing, and the page is read without it."""
    tree = parse("<html><body>" + "<p>x</p>" * 21_000 + "</body></html>")
    assert tree is not None

    assert list(selecting.elements(tree, ['p:-soup-contains("x")'])) == []


def test_a_site_file_may_name_elements_by_their_text() -> None:
    """What is no selector is refused there, in one line."""
    rules = SelectorRules(strip=('p:-soup-contains("Ikuti kami di")', "p:not(.a, .b)"))

    assert len(rules.strip) == 2
    with pytest.raises(ValidationError, match="is no CSS selector: ':no-such-thing'"):
        SelectorRules(strip=("p:no-such-thing",))
