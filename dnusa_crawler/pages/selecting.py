"""Apply a person's rules for one site: what to strip, where the body stands, which lines are clutter, what the fields are."""

from __future__ import annotations

import copy
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import attrs
from lxml import etree
from lxml.cssselect import CSSSelector

from dnusa_crawler.pages.microdata import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from dnusa_crawler.pages.blocks import Block, Element
    from dnusa_crawler.pages.values import Selectors

#: Elements of a page beyond which a selector that only BeautifulSoup knows finds nothing: a second of work.
_MOST_ELEMENTS: Final = 20_000
#: What lxml's cssselect accepts and answers wrongly: ``figure:not(:has(img))`` finds every figure (1.3).
_RELATIONS: Final = re.compile(r":(?:has|is|where)\b", re.IGNORECASE)
#: Ties an element of the soup to its like in the tree.
_NUMBER: Final = "data-dnusa-number"
#: Limits for what a selector names.
_MOST_AUTHORS: Final = 12
_TEXT_CHARS: Final = 1_000
#: Characters of a line that a person's pattern is matched against; patterns may be slow on long lines.
_MATCHED_CHARS: Final = 500


@lru_cache(maxsize=500)
def _css(selector: str) -> CSSSelector | None:
    """Return a compiled selector; None for one that lxml does not know, or knows wrongly."""
    if _RELATIONS.search(selector):
        return None
    try:
        return CSSSelector(selector, translator="html")
    except (etree.XPathError, ValueError, SyntaxError, RuntimeError):
        return None


@lru_cache(maxsize=500)
def _pattern(pattern: str) -> re.Pattern[str] | None:
    try:
        return re.compile(pattern, re.IGNORECASE)
    except re.error:
        return None


def valid(rules: Iterable[Selectors], captured_at: datetime | None) -> tuple[Selectors, ...]:
    """Return the rules that hold for a page captured then; all undated ones when the time is unknown."""
    return tuple(
        rule
        for rule in rules
        if (captured_at is None and rule.valid_from is None and rule.valid_until is None)
        or (
            captured_at is not None
            and (rule.valid_from is None or rule.valid_from <= captured_at)
            and (rule.valid_until is None or captured_at < rule.valid_until)
        )
    )


def elements(tree: Element, selectors: Iterable[str]) -> Iterator[Element]:
    """Yield the elements that any of the selectors names, in the order of the selectors."""
    for selector in selectors:
        css = _css(selector)
        if css is None:
            yield from _asked_of_soup(tree, selector)
            continue
        found = css(tree)
        if isinstance(found, list):
            yield from (one for one in found if isinstance(one, etree._Element))  # noqa: SLF001


def _asked_of_soup(tree: Element, selector: str) -> list[Element]:
    """Return the elements that BeautifulSoup finds: by their text, ``:not()`` of several, and what else lxml lacks.

    A soup takes thirty times as long as a parse, so only pages of a site whose file has such a selector pay for it.
    Site files are checked where they are read; a selector that is none finds nothing.
    """
    import soupsieve  # noqa: PLC0415 - few sites need it
    from bs4 import BeautifulSoup  # noqa: PLC0415

    numbered = copy.deepcopy(tree)
    for number, element in enumerate(numbered.iter(etree.Element)):
        if number >= _MOST_ELEMENTS:
            return []
        element.set(_NUMBER, str(number))
    soup = BeautifulSoup(etree.tostring(numbered, encoding="unicode", method="html"), "lxml")
    try:
        wanted = {int(str(tag[_NUMBER])) for tag in soupsieve.select(selector, soup) if tag.has_attr(_NUMBER)}
    except (soupsieve.SelectorSyntaxError, NotImplementedError):
        return []
    return [element for number, element in enumerate(tree.iter(etree.Element)) if number in wanted]


def strip(tree: Element, rules: Sequence[Selectors]) -> None:
    """Take out of the tree what the rules strip; text that follows a stripped element stays."""
    for element in list(elements(tree, (selector for rule in rules for selector in rule.strip))):
        if element.getparent() is not None and element.tag not in {"html", "body"}:
            element.drop_tree()


def inside(blocks: Sequence[Block], tree: Element, rules: Sequence[Selectors]) -> frozenset[int] | None:
    """Return the indices of the blocks in the elements that hold the body; None when no rule says or none is found."""
    homes = set(elements(tree, (selector for rule in rules for selector in rule.body)))
    if not homes:
        return None
    return frozenset(
        block.index
        for block in blocks
        if block.element in homes or any(above in homes for above in block.element.iterancestors())
    )


def is_stripped(line: str, rules: Sequence[Selectors]) -> bool:
    """Say whether a person's rule calls this whole line clutter."""
    patterns = (_pattern(pattern) for rule in rules for pattern in rule.strip_lines)
    return any(pattern.fullmatch(line[:_MATCHED_CHARS]) is not None for pattern in patterns if pattern is not None)


@attrs.frozen(kw_only=True)
class Named:
    """What a person's selectors name on one page; None where no rule says or none of its elements is there."""

    headline: str | None = None
    #: One string for each element.
    authors: tuple[str, ...] | None = None
    #: A stamp where the element has one, else its text.
    published: str | None = None


def named(tree: Element, rules: Sequence[Selectors]) -> Named:
    """Return the headline, writers and date that the rules point at; to be called before anything is stripped."""
    headlines = _texts(tree, (one for rule in rules for one in rule.headline), limit=1)
    authors = _texts(tree, (one for rule in rules for one in rule.author), limit=_MOST_AUTHORS)
    published = _texts(tree, (one for rule in rules for one in rule.published), limit=1, stamps=True)
    return Named(
        headline=headlines[0] if headlines else None,
        authors=tuple(dict.fromkeys(authors)) or None,
        published=published[0] if published else None,
    )


def _texts(tree: Element, selectors: Iterable[str], *, limit: int, stamps: bool = False) -> list[str]:
    """Return what the first elements say: the value of a ``meta`` element, the stamp of a ``time``, else the text."""
    found: list[str] = []
    for element in elements(tree, selectors):
        value = element.get("content") if element.tag == "meta" else None
        if value is None and stamps:
            value = element.get("datetime") or (element.get("title") if element.tag == "abbr" else None)
        text = " ".join((value or text_of(element, _TEXT_CHARS)).split())[:_TEXT_CHARS]
        if text:
            found.append(text)
        if len(found) >= limit:
            break
    return found
