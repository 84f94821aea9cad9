"""Say what stands above an element: how near the next ancestor is whose name or tag says something."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from dnusa_crawler.pages.blocks import Element

#: Words in names of classes and ids, by what they say of the place. General web vocabulary.
NAME_GROUPS: Final[dict[str, str]] = {
    "articlebody": r"article[_-]?(?:body|content|text|copy)|(?:entry|post|story|news|blog|single|page)[_-]?(?:content|body|text)|isi[_-]?berita|body[_-]?(?:text|copy|content)|content[_-]?body|articlebody",
    "article": r"article|artikel|story|news|berita|post|entry|blog",
    "body": r"body|content|konten|text|copy|prose|detail|paragraph|wysiwyg|rich",
    "comment": r"comment|disqus|respond|reply|replies|komentar|discussion|livefyre",
    "related": r"relat|terkait|similar|recommend|also|more|suggest|further|readnext|read-next",
    "share": r"share|sharing|social|follow|twitter|facebook|whatsapp|addtoany|sharedaddy",
    "side": r"sidebar|aside|rail|secondary|complementary|right|left",
    "promo": r"promo|sponsor|advert|\bads?\b|banner|dfp|outbrain|taboola|affiliate|commercial|partner|marketing|google",
    "signup": r"newsletter|subscri|signup|sign-up|paywall|regist|login|cta|donat|support|membership|join|piano",
    "foot": r"foot|bottom|copyright|colophon|legal|disclaim",
    "nav": r"nav|menu|breadcrumb|pagin|pager|toolbar|tab|skip",
    "list": r"list|feed|grid|archive|loop|carousel|slider|slick|swiper|item|collection|stream|river|row",
    "teaser": r"teaser|card|thumb|tile|preview|excerpt",
    "author": r"author|bio|byline|writer|penulis|profile|contributor|avatar|staff",
    "meta": r"meta|date|time|info|categor|kategori|posted|publish|stamp",
    "tag": r"tags?\b|topic|keyword|label|taxonom|term",
    "media": r"caption|credit|figure|image|img|photo|foto|media|galler|gambar|video|player|embed|picture|audio",
    "lead": r"lead|intro|summary|standfirst|deck|dek\b|subtitle|sub-title|subhead|abstract|description|stand-first|strap|kicker",
    "title": r"title|headline|heading|judul|header",
    "popular": r"popular|trend|most|latest|terbaru|recent|top|hot|breaking|ticker|live",
    "dialog": r"cookie|consent|gdpr|modal|popup|pop-up|overlay|lightbox|dialog|notice|alert|privacy",
    "quote": r"quote|pull|tweet|instagram",
    "main": r"main|primary|single|center|hentry",
    "note": r"note|reference|source|correction|update|editor|endmatter",
    "box": r"fact|infobox|toc|table-of|highlight|key|takeaway|bullet|box|inset|callout|panel|accordion|faq",
    "widget": r"widget|block|module|plugin|component|section|wp-block",
    "hidden": r"hidden|hide|sr-only|print|screen-reader",
    "tool": r"tool|button|btn|icon|action|vote|rating|feedback|poll|quiz|survey|form|search|print",
    "next": r"next|prev|adjacent|infinite|continue",
    "shop": r"product|price|shop|deal|job|event|weather|stock|market|score",
}  # fmt: skip
GROUPS: Final = tuple(NAME_GROUPS)
#: A plain word among the alternatives of a pattern: these are found by their first letters, many times faster.
_LITERAL: Final = re.compile(r"[a-z-]{3,}\Z")
_FIRST: Final = 3
#: Of patterns that are no plain words: what one of must stand in a name, or they are not tried.
_NEEDED: Final = {
    "articlebody": ("body", "content", "text", "copy", "berita"),
    "promo": ("ad",),
    "tag": ("tag",),
    "lead": ("dek",),
}


def _by_first() -> dict[str, list[tuple[str, int]]]:
    """Return the plain words of all groups, and their groups, by their first letters."""
    found: dict[str, list[tuple[str, int]]] = {}
    for index, pattern in enumerate(NAME_GROUPS.values()):
        for word in () if "(" in pattern else pattern.split("|"):
            if _LITERAL.match(word):
                found.setdefault(word[:_FIRST], []).append((word, index))
    return found


def _others() -> list[tuple[int, tuple[str, ...], re.Pattern[str]]]:
    """Return what is left of each group's pattern when its plain words are taken out, and what it cannot do without."""
    found = []
    for index, (group, pattern) in enumerate(NAME_GROUPS.items()):
        words = [pattern] if "(" in pattern else pattern.split("|")
        rest = "|".join(word for word in words if not _LITERAL.match(word))
        if rest:
            found.append((index, _NEEDED[group], re.compile(rest)))
    return found


_BY_FIRST: Final = _by_first()
_OTHERS: Final = _others()
TAGS: Final = (
    "article main section header footer nav aside form ul ol table figure blockquote p a div li".split()  # noqa: SIM905
)
_TAG_INDEX: Final = {tag: index for index, tag in enumerate(TAGS)}
#: Distance that stands for "nowhere above".
FAR: Final = 20
#: The distances of what stands nowhere.
NOTHING_NEAR: Final = bytes([FAR]) * (len(GROUPS) + len(TAGS))
_DIGITS: Final = re.compile(r"\d+")
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")


@lru_cache(maxsize=20_000)
def _groups(name: str) -> tuple[int, ...]:
    """Return which groups one class name or id belongs to."""
    low = _CAMEL.sub("-", name).lower()
    found = {
        index
        for at in range(len(low) - _FIRST + 1)
        if (words := _BY_FIRST.get(low[at : at + _FIRST])) is not None
        for word, index in words
        if low.startswith(word, at)
    }
    for index, needed, other in _OTHERS:
        for part in needed:
            if part in low:
                if other.search(low):
                    found.add(index)
                break
    return tuple(found)


#: One step further away, at most FAR: bytes are translated faster than numbers are added.
_FARTHER: Final = bytes(min(distance + 1, FAR) for distance in range(256))
#: Characters of an element's names that are read.
_MAX_NAMES: Final = 300


def nearness(above: bytes, element: Element) -> bytes:
    """Return the distances (groups, then tags), a byte each, of an element from those of the element around it."""
    get = element.get
    return _nearer(above, element.tag, get("class"), get("id"), get("itemprop"), get("role"))


@lru_cache(maxsize=10_000)
def _nearer(above: bytes, tag: str, *names: str | None) -> bytes:
    """Answer for an element by what it is called; the pages of a site have the same elements."""
    near = bytearray(above.translate(_FARTHER))
    # Name by name: each stands in many elements, and which number it bears says nothing.
    for name in " ".join(filter(None, names))[:_MAX_NAMES].split():
        for group in _groups(_DIGITS.sub("0", name)):
            near[group] = 0
    number = _TAG_INDEX.get(tag)
    if number is not None:
        near[len(GROUPS) + number] = 0
    return bytes(near)
