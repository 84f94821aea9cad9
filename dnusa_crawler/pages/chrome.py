"""Tell the menus and sidebars of a page from its content, before anything is measured.

They are two fifths of the blocks of a page, repeat on every page of a site and hold no article: to list, weigh and
compare their lines is a third of a reader's work for nothing. Only what markup itself calls so is left out (``nav``,
``aside`` and the landmark roles of WAI-ARIA 1.2), where it stands outside of every article and is mostly links or hardly
any text. The foot of a page stays: it may be the only place that tells the year.
"""

from __future__ import annotations

import re
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Final

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Container

    from .blocks import Element

_TAGS: Final = frozenset({"nav", "aside"})
_ROLES: Final = frozenset({"navigation", "complementary"})
#: Names of what an article stands in: a box beside it there may be a part of it.
_CONTENT: Final = re.compile(
    r"(?:^|[\s_-])(?:h?entry|post|article|artikel|story|berita|news|single|content|konten)(?:$|[\s_-])", re.IGNORECASE
)
_CONTENT_TAGS: Final = ("article", "main", "h1")
#: Pieces of text in an element, those in links, and those that nobody sees.
_TEXT: Final = etree.XPath(".//text()", smart_strings=False)
_LINKED: Final = etree.XPath(".//a//text()", smart_strings=False)
_UNSEEN: Final = ("script", "style", "noscript", "template")
_UNSEEN_TEXT: Final = etree.XPath(f".//text()[{' or '.join(f'parent::{tag}' for tag in _UNSEEN)}]", smart_strings=False)
#: Characters outside links up to which an element says nothing.
_FEW_CHARS: Final = 350
#: Bounds against pages made to be slow: ancestors, pieces of text.
_MAX_ANCESTORS: Final = 40
_MAX_PIECES: Final = 4_000


def may_be_chrome(element: Element) -> bool:
    """Say whether an element calls itself a menu or a sidebar; a cheap question before :func:`is_chrome`."""
    return element.tag in _TAGS or element.get("role") in _ROLES


def around_content(page: Element) -> frozenset[Element]:
    """Return the elements that hold an article, the main part of a page or a headline of the first rank."""
    found: set[Element] = set()
    for content in page.iter(*_CONTENT_TAGS):
        for element in chain((content,), content.iterancestors()):
            if element in found:
                break
            found.add(element)
    return frozenset(found)


def is_chrome(element: Element, content: Container[Element]) -> bool:
    """Say whether an element that may be a menu or sidebar is one of the page, and holds no text to speak of.

    Args:
        element: An element for which :func:`may_be_chrome` holds.
        content: What :func:`around_content` gives for the page.

    >>> from lxml import html
    >>> page = html.fromstring("<div><nav><a href='/'>Beranda</a></nav><article><nav>Isi</nav></article></div>")
    >>> [is_chrome(one, around_content(page)) for one in page.iter("nav")]
    [True, False]
    """
    for above in islice(element.iterancestors(), _MAX_ANCESTORS):
        if above.tag in {"article", "main"} or (above.tag != "body" and _CONTENT.search(above.get("class") or "")):
            return False
    if element in content:
        return False
    chars = _chars(_TEXT(element))
    if next(element.iter(*_UNSEEN), None) is not None:
        chars -= _chars(_UNSEEN_TEXT(element))
    if chars <= _FEW_CHARS:
        return True
    linked = _chars(_LINKED(element))
    return 2 * linked >= chars


def _chars(pieces: Any) -> int:
    """Return the characters of some pieces of text without white space."""
    return len("".join("".join(pieces[:_MAX_PIECES]).split()))
