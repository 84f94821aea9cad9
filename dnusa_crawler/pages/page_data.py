"""Find the article in what a page brings along for its own program.

A page that a script fills shows nothing to who does not run it; but many carry the text as data: a string of markup in
the state of the program (Next.js, Nuxt, and what editors write by hand). It is asked only where a page shows no article,
and taken only where it speaks of what the page's own title says, so that no privacy notice becomes an article.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from lxml import etree

from .blocks import fold
from .tree import parse
from .witnesses import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .blocks import Element

#: The name of the element that holds what was found: it is seen in the places of its blocks (``dnusa explain``).
PLACE: Final = "page-data"
#: Bounds: characters of scripts that are looked through, strings that are looked into, strings that are parsed.
_MAX_SCRIPT_CHARS: Final = 6_000_000
_MAX_STRINGS: Final = 100_000
_MAX_PARSED: Final = 20
#: A string in double quotes, in JSON and in JavaScript. Short ones are found, too, or their ends would begin others.
_STRING: Final = re.compile(r'"(?:[^"\\]|\\.)*+"', re.DOTALL)
#: A paragraph, as markup writes it and as strings do.
_PARAGRAPH: Final = re.compile(r"(?:<|\\+u003c|\\+x3c)p[\s>\\/]", re.IGNORECASE)
#: Escapes that JavaScript has and JSON has not.
_HEX: Final = re.compile(r"(?<!\\)((?:\\\\)*)\\x([0-9a-fA-F]{2})")
_QUOTE: Final = re.compile(r"(?<!\\)((?:\\\\)*)\\'")
#: Characters of text from which a string may be an article.
_LEAST_CHARS: Final = 200
#: Share of the longer words of a title that its article says again.
_LEAST_SHARE: Final = 0.34
_LEAST_WORD: Final = 4


def fill(page: Element, titles: Sequence[str]) -> bool:
    """Put the article that a page carries as data into its body; return whether there was one.

    Args:
        page: The page's ``html`` element; it is changed.
        titles: What the page says of itself: headlines, its title.

    >>> from lxml import html
    >>> data = json.dumps({"body": "<p>Sungai Brantas meluap di Ngunut, " + "warga mengungsi. " * 20 + "</p>"})
    >>> page = html.fromstring(f"<html><body><div id=root></div><script>{data}</script></body></html>")
    >>> fill(page, ["Sungai Brantas Meluap"]), page.findtext("body/article/p")[:22]
    (True, 'Sungai Brantas meluap ')
    """
    body = page.find("body")
    found = sorted(_texts(page), key=lambda text: (-text.count("</p>"), -len(text)))[:_MAX_PARSED]
    best: Element = None
    most = _LEAST_CHARS - 1
    for markup in found:
        tree = parse(markup)
        inner = tree.find("body") if tree is not None else None
        if inner is None:
            continue
        text = fold(" ".join(" ".join(p.itertext()) for p in inner.iter("p")))
        if len(text) > most and _is_about(text, titles):
            best, most = inner, len(text)
    if body is None or best is None:
        return False
    article = etree.SubElement(body, "article", id=PLACE)
    article.text = best.text
    article.extend(list(best))
    return True


def _texts(page: Element) -> Iterator[str]:
    """Yield the strings of a page's scripts that hold paragraphs, as markup."""
    left = _MAX_SCRIPT_CHARS
    budget = [_MAX_STRINGS]
    for script in page.iter("script"):
        source = (script.text or "")[:left]
        left -= len(source)
        # JSON-LD has a reader of its own.
        if source and "ld+json" not in (script.get("type") or "") and _PARAGRAPH.search(source):
            yield from _strings(source, budget, is_inner=False)
        if left <= 0:
            return


def _strings(source: str, budget: list[int], *, is_inner: bool) -> Iterator[str]:
    for match in _STRING.finditer(source):
        budget[0] -= 1
        if budget[0] < 0:
            return
        literal = match.group()
        if len(literal) < _LEAST_CHARS or not _PARAGRAPH.search(literal):
            continue
        value = _value(literal)
        if not isinstance(value, str):
            continue
        # A program's data may stand in a string of its own (``JSON.parse("…")``), which holds strings.
        inner = [] if is_inner or '"' not in value else list(_strings(value, budget, is_inner=True))
        if inner:
            yield from inner
        elif "<p" in value:
            yield value


def _value(literal: str) -> Any:
    if "\\x" in literal or "\\'" in literal:
        literal = _QUOTE.sub(r"\1'", _HEX.sub(r"\1\\u00\2", literal))
    try:
        return json.loads(literal, strict=False)
    except ValueError:
        return None


def _is_about(text: str, titles: Sequence[str]) -> bool:
    """Say whether a text says again what one of the page's titles says."""
    folded = text.casefold()
    for title in titles:
        known = {word.casefold() for word in words(title)}
        # Scripts without spaces give single characters, which stand anywhere.
        telling = [word for word in known if len(word) >= _LEAST_WORD or not word.isascii()]
        telling = [word for word in telling if len(word) > 1] or _pairs(title)
        if telling and sum(word in folded for word in telling) >= max(1, _LEAST_SHARE * len(telling)):
            return True
    return False


def _pairs(title: str) -> list[str]:
    """Return the neighbouring characters of a title that is written without spaces."""
    letters = "".join(char for char in title.casefold() if char.isalnum())
    return [letters[at : at + 2] for at in range(len(letters) - 1)] if not letters.isascii() else []
