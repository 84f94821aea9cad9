"""Look at a page the way splitting needs it: headlines, running text, what surrounds and follows them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin, urlsplit

import attrs

from archive import PassageKind

from . import hosts
from . import split_lines as lines
from .blocks import NEVER_RUNNING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from .blocks import Block
    from .holders import Holders

#: Reasons of :mod:`.clutter` that mark lines of facts and not noise.
FACT_REASONS: Final = frozenset({"credit line", "sign-off"})
#: Characters of running text that make a whole article of a headline with an address of its own.
WHOLE_CHARS: Final = 280
#: Characters of running text that the first article has at least before a second can begin.
FIRST_CHARS: Final = 150
#: Blocks between a headline and its text: date, author, caption, share row.
MAX_BETWEEN: Final = 14
#: Articles of one page; what lies beyond is not read.
MAX_ARTICLES: Final = 200
_MAX_ANCESTORS: Final = 30

_ARTICLE_NAME: Final = re.compile(
    r"(?:^|\s)(?:hentry|h-entry|(?:[a-z]+[_-])*(?:article|artikel|berita|post|story)|blog-?post|(?:news|berita|article|post|live|ticker|feed)[_-]?(?:item|entry|post|article|single|detail)|type-post|status-publish|entry)(?:\s|$)",
    re.IGNORECASE,
)
#: Kinds of blocks that can open an article.
_TELLING: Final = frozenset({PassageKind.PARAGRAPH, PassageKind.QUOTE})
#: Kinds of blocks that may be headlines.
_HEADLINE_KINDS: Final = frozenset({PassageKind.HEADING, PassageKind.PARAGRAPH, PassageKind.ITEM})
_NOT_ARTICLE_PATH: Final = re.compile(
    r"/(?:category|kategori|tag|tags|author|penulis|topik|topic|page|rubrik|search|label|indeks|index|feed|wp-\w+)(?:/|$)|^/?$",
    re.IGNORECASE,
)


@attrs.define(slots=True)
class Start:
    """A headline that begins an article."""

    index: int
    title: str
    url: str | None
    reason: str
    #: Index after the last block of its text.
    end: int = 0
    element: Any = None
    #: Set when the headline stands at the end of the block before: that block's text without it.
    before: str | None = None


@attrs.define(slots=True)
class View:
    """A page as this module looks at it."""

    blocks: Sequence[Block]
    kept: Collection[int]
    reasons: Sequence[str | None]
    #: The elements that hold the blocks.
    inside: Holders
    url: str
    own_urls: frozenset[str]
    #: Whether it is page 2 or later of an article in several pages.
    is_further_page: bool = False
    agency: str | None = None
    has_dateline: bool = False
    #: What the first article's first paragraphs open with (see split_lines.opening).
    opening: frozenset[str] = frozenset()
    #: Tag and classes of the page's first headline.
    signature: tuple[str, str] = ("", "")
    #: Characters of running text of each block.
    running: list[int] = attrs.field(init=False)

    @running.default
    def _measured(self) -> list[int]:
        return [running(block) for block in self.blocks]


def bare_url(url: str) -> str:
    """Return an address as it is compared: no scheme, ``www.``, query of tracking, fragment or last slash."""
    try:
        parts = urlsplit(url.strip()[:2000])
    except ValueError:
        return url
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.").removeprefix("amp.")
    query = "&".join(sorted(pair for pair in parts.query.split("&") if pair and not pair.startswith("utm_")))
    path = re.sub(r"/(?:amp/?)?$", "", parts.path)
    return f"{host}{path}" + (f"?{query}" if query else "")


def own_link(block: Block, view: View) -> str | None:
    """Return the address of a headline that is one link to an article of this site (not this page), or None."""
    if not block.links or block.link_chars < 0.7 * len(block.text):
        anchor = next((above for above in ancestors(block.element, 3) if above.tag == "a"), None)
        href = anchor.get("href") if anchor is not None else None
    else:
        href = max(block.links, key=lambda link: len(link[1]))[0]
    if not href or href.startswith(("#", "javascript:", "mailto:")):
        return None
    return _own_address(href, view.url)


# Each headline asks about the fourteen blocks below it.
@lru_cache(maxsize=256)
def _own_address(href: str, page: str) -> str | None:
    """Return the whole address of a link of a page to an article of the same site, or None."""
    try:
        target = urljoin(page, href)
        parts = urlsplit(target)
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or _NOT_ARTICLE_PATH.search(parts.path):
        return None
    if not hosts.leads_home(target, hosts.site(page)):
        return None
    return str(target).split("#", 1)[0]


def ancestors(element: Any, limit: int) -> list[Any]:
    """Return an element and what surrounds it, innermost first, at most *limit*."""
    found: list[Any] = []
    while element is not None and len(found) < limit:
        found.append(element)
        element = element.getparent()
    return found


def is_headline_like(block: Block, why: str | None) -> bool:
    """Say whether a block could be a headline: short, no sentence; a heading, bold, a link, or a plain short line."""
    text = block.text
    if block.kind not in _HEADLINE_KINDS or block.is_hidden:
        return False
    if why is not None and why != "link to another article":
        return False
    count = text.count(" ") + 1
    if not 3 <= count <= 32 or len(text) > 240 or lines.is_fact_line(text):
        return False
    if block.kind is PassageKind.HEADING:
        return True
    # A headline may end with a quotation; a paragraph that is one begins with its mark, too.
    return not (
        text.endswith((".", ":", ";", ",", "…")) or text.startswith(("“", '"', "«", "„")) or lines.dateline(text)
    )


def running(block: Block) -> int:
    """Return the characters of running text of a block; 0 for links and short lines."""
    if block.kind in NEVER_RUNNING or block.is_hidden:
        return 0
    plain = len(block.text) - block.link_chars
    return plain if plain >= 40 and block.link_chars <= 0.4 * len(block.text) else 0


def below(at: int, view: View) -> tuple[int | None, list[int]]:
    """Return the index of the first running paragraph below a headline, and the fact lines before it."""
    facts: list[int] = []
    for index in range(at + 1, min(len(view.blocks), at + 1 + MAX_BETWEEN)):
        block = view.blocks[index]
        if block.kind is PassageKind.HEADING:
            if index == at + 1 and _is_deck(block, view.blocks[at], view):
                continue
            return None, facts
        if lines.is_fact_line(block.text) or view.reasons[index] in FACT_REASONS:
            facts.append(index)
        elif block.kind in _TELLING and view.running[index] and view.reasons[index] is None:
            return index, facts
        elif block.links and is_headline_like(block, view.reasons[index]) and own_link(block, view):
            return None, facts
    return None, facts


def _is_deck(block: Block, headline: Block, view: View) -> bool:
    """Say whether a heading of lower rank is the second line of a headline that is set like the page's first."""
    alike = (str(headline.element.tag), headline.element.get("class") or "") == view.signature
    return alike and headline.kind is PassageKind.HEADING and block.level > headline.level > 0


def home(index: int, starts: set[int], body_before: int, view: View) -> Any:
    """Return the largest element around a headline that holds no other headline and nothing of the text before."""
    best = None
    for element in ancestors(view.blocks[index].element, _MAX_ANCESTORS):
        first, last = view.inside.span(element)
        if first <= body_before or any(first <= other <= last for other in starts if other != index):
            break
        if element.tag in {"body", "html", "main"}:
            break
        best = element
    return best


def names_itself(element: Any) -> bool:
    """Say whether an element calls itself an article."""
    return element is not None and (
        element.tag == "article"
        or bool(_ARTICLE_NAME.search(element.get("class") or ""))
        or "Article" in (element.get("itemtype") or "")
    )


def text_chars(first: int, end: int, view: View) -> tuple[int, int, bool]:
    """Return characters of running text, number of paragraphs, and whether it breaks off like an excerpt."""
    chars = count = 0
    cut = False
    for index in range(first, end):
        size = view.running[index]
        if size and (view.reasons[index] is None or index in view.kept):
            chars += size
            count += 1
            cut = lines.breaks_off(view.blocks[index].text)
    return chars, count, cut


def is_same_paper(text: str, view: View) -> bool:
    """Say whether a paragraph opens as the first article did: the same agency, or the same names before a dash."""
    named = lines.agency(text) if lines.dateline(text) else None
    return (named is not None and named == view.agency) or bool(lines.opening(text) & view.opening)
