"""Microdata (``itemprop``) of the page's article; of comments and related items nothing."""

from __future__ import annotations

from itertools import islice
from typing import Any, Final
from urllib.parse import urljoin

from lxml import etree

from .jsonld import ArticleNode, Party, clean_text

MAX_ITEMS: Final = 400
MAX_ANCESTORS: Final = 60

_SKIPPED_TYPES: Final = (
    "comment",
    "listitem",
    "person",
    "organization",
    "imageobject",
    "website",
    "breadcrumb",
    "product",
    "offer",
    "rating",
    "videoobject",
)


#: Whether a page has microdata is asked first, at half the cost: most pages have none.
_HAS_PROPERTIES: Final = etree.XPath("boolean(//@itemprop)")
_PROPERTIES: Final = etree.XPath("//*[@itemprop]")


def _wanted(tree: Any) -> Any:
    return _PROPERTIES(tree) if _HAS_PROPERTIES(tree) else ()


def text_of(element: Any, limit: int = 4_000) -> str:
    """Return the text of an element, white space single, pieces set apart; no more of it is read than *limit* characters."""
    pieces: list[str] = []
    count = 0
    for piece in element.itertext():
        pieces.append(piece)
        count += len(piece)
        if count >= limit:
            break
    return " ".join(" ".join(pieces)[:limit].split())


def _owner_type(element: Any) -> tuple[Any, str]:
    """Return the nearest enclosing item and its type in lower case (``""`` when there is none)."""
    parent = element.getparent()
    for _ in range(MAX_ANCESTORS):
        if parent is None:
            break
        if parent.get("itemscope") is not None:
            return parent, (parent.get("itemtype") or "").rsplit("/", 1)[-1].lower()
        parent = parent.getparent()
    return None, ""


def _value(element: Any) -> str:
    # Blogger writes <abbr itemprop="datePublished" title="2024-04-26T12:30:00+07:00">12.30</abbr>.
    for attribute in ("content", "datetime", *(("title",) if element.tag == "abbr" else ())):
        if value := element.get(attribute):
            return clean_text(value[:4_000])
    return clean_text(text_of(element))


def read_microdata(tree: Any, *, url: str, people: dict[str, Party]) -> ArticleNode | None:
    """Return what the microdata says of the first article item, None when it says nothing.

    Items of comments, lists, people and so on are skipped, and so is a second article item (related stories).
    """
    found: dict[str, str] = {}
    authors: list[Party] = []
    owner: Any = None
    kind = "Article"
    for number, element in enumerate(_wanted(tree)):
        if number >= MAX_ITEMS:
            break
        for prop in element.get("itemprop").lower().split()[:4]:
            if prop not in (
                "headline",
                "author",
                "creator",
                "datepublished",
                "datecreated",
                "datemodified",
                "articlesection",
            ):
                continue
            holder, holder_type = _owner_type(element)
            if any(name in holder_type for name in _SKIPPED_TYPES):
                continue
            if owner is None and holder is not None:
                owner, kind = holder, holder_type or kind
            elif holder is not owner and holder is not None:
                continue
            if prop in ("author", "creator"):
                # Without an item around it a later name is a teaser's.
                if holder is not None or not authors:
                    authors += _party(element, people)
            elif value := _value(element):
                found.setdefault(prop, value)
    if not found and not authors:
        return None
    return ArticleNode(
        type=kind,
        urls=(urljoin(url, owner.get("itemid")),) if owner is not None and owner.get("itemid") else (),
        headline=found.get("headline"),
        authors=tuple(dict.fromkeys(authors)),
        published=found.get("datepublished") or found.get("datecreated"),
        modified=found.get("datemodified"),
        section=found.get("articlesection"),
    )


def _parts(element: Any) -> str:
    """Return the text with a bar between its elements: name, title and so on stand in their own; words of one name are joined."""
    parts = list(islice((part for piece in element.itertext() if (part := clean_text(piece[:400]))), 12))
    return (" " if all(" " not in part for part in parts) and len(parts) <= 3 else " | ").join(parts)[:400]


def _party(element: Any, people: dict[str, Party]) -> list[Party]:
    kind = (element.get("itemtype") or "").rsplit("/", 1)[-1].lower()
    kind = "organization" if "organization" in kind else "person" if "person" in kind else ""
    reference = element.get("itemid")
    if reference in people:
        return [people[reference]]
    names = (
        [_value(child) for child in element.iterfind(".//*[@itemprop='name']")]
        if element.get("itemscope") is not None
        else []
    )
    if not names:
        names = [element.get("content") or _parts(element)]
    return [Party(name=name[:200], kind=kind) for name in names[:8] if name]
