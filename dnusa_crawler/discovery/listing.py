"""Read a listing page: which links it shows, where each stands, and where its next page is. lxml only, one parse."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import attrs
from lxml import etree, html

from archive import Purpose, Road

from .classify import tidy
from .markup import iso_time, one_line, text_of
from .pagination import Pager, next_pages
from .values import Found, Link, Site

if TYPE_CHECKING:
    from collections.abc import Iterator


#: A front page of a large paper is 2 MB; lxml's time grows with the square of hostile attributes, so there is an end.
_LARGEST_BYTES = 8 * 2**20
#: Links read from one page; a front page has 300, the largest index page seen 4,000.
_MOST_LINKS = 20_000
_DEEPEST = 200

_FURNITURE_TAGS = frozenset({"nav", "footer", "aside"})
_BOXES = frozenset({"div", "ul", "section", "p", "span", "form"})
_FURNITURE_WORDS = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|footer|foot|sidebar|widget|breadcrumbs?|share|social|sosmed|comments?|komentar|author-box|tags?|tagcloud"
    r"|copyright|topbar|cookie|login|search)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5"})
_CARD = re.compile(r"(?:^|[\s_-])(?:post|item|entry|article|card|news|berita|list|media|story|hentry)", re.IGNORECASE)
#: Words of links that lead to an article without being its headline.
_MORE = re.compile(
    r"^(?:selengkapnya|baca selengkapnya|baca lengkap|lanjutkan|lanjut baca|baca|read more|more|continue reading|lihat|detail|komentar|\d+ komentar)\b.{0,3}$",
    re.IGNORECASE,
)


@attrs.define
class _Seen:
    """One target while the page is read; several links may point at it."""

    text: str
    place: str
    position: int
    rank: int
    furniture: bool
    rel: str
    hints: dict[str, str] = attrs.field(factory=dict)


def parse(body: bytes, *, content_type: str = "") -> html.HtmlElement | None:
    """Return the root element of a web page, or None when there is none. Entities are not fetched, depth is bounded."""
    content = body[:_LARGEST_BYTES]
    if not content.strip(b"\x00 \t\r\n"):
        return None
    charset = re.search(r"charset=[\"']?([\w-]+)", content_type, re.IGNORECASE)
    encoding: str | None = charset[1] if charset else None
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        # Valid UTF-8 beats every label.
        encoding = "utf-8"
    for wanted in (encoding, None, "latin-1"):
        try:
            parser = html.HTMLParser(
                encoding=wanted, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
            )
            return html.document_fromstring(content, parser=parser)
        except (LookupError, etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
            continue
    return None


def _is_furniture(node: etree._Element, tag: str, classes: str) -> bool:
    """Return whether a box is a menu, a footer, a side bar or another part that every page of the site shows."""
    if tag in _FURNITURE_TAGS:
        return True
    if tag == "header":
        parent = node.getparent()
        return parent is not None and parent.tag == "body"
    return tag in _BOXES and bool(_FURNITURE_WORDS.search(classes))


def _place(element: etree._Element) -> tuple[str, bool]:
    """Return the way to *element* (four steps of tag and first class) and whether it stands in page furniture."""
    steps: list[str] = []
    furniture = False
    for depth, node in enumerate(element.iterancestors()):
        tag = node.tag
        if not isinstance(tag, str) or tag in {"body", "html"} or depth > _DEEPEST:
            break
        classes = node.get("class") or ""
        furniture = furniture or _is_furniture(node, tag, classes)
        if len(steps) < 4:
            first = re.sub(r"\d+", "0", classes.split()[0])[:40] if classes.split() else ""
            steps.append(f"{tag}.{first}" if first else str(tag))
    return ">".join(reversed(steps)), furniture


def _title_of(anchor: etree._Element) -> tuple[str, int]:
    """Return the headline that *anchor* shows and how surely it is one (3: in or around a heading)."""
    for node in anchor.iter(*_HEADINGS):
        if words := text_of(node, largest=500):
            return words, 3
    words = text_of(anchor, largest=500)
    for depth, node in enumerate(anchor.iterancestors()):
        if node.tag in _HEADINGS and words:
            return words, 3
        if depth >= 2:
            break
    if words and not _MORE.match(words):
        return words, 2 if len(words.split()) >= 4 else 1
    for attribute in ("title", "aria-label"):
        if spoken := one_line(anchor.get(attribute) or "", largest=500):
            return spoken, 1
    image = next(iter(anchor.iter("img")), None)
    return (one_line(image.get("alt") or "", largest=500), 1) if image is not None else ("", 0)


def _card_hints(anchor: etree._Element) -> dict[str, str]:
    """Return what the box around a headline says: time of publication, teaser."""
    for depth, node in enumerate(anchor.iterancestors()):
        tag = node.tag
        if depth > 5 or not isinstance(tag, str) or tag in {"body", "main"}:
            break
        if tag not in {"article", "li"} and not (tag in {"div", "section"} and _CARD.search(node.get("class") or "")):
            continue
        hints: dict[str, str] = {}
        times = [moment for moment in node.iter("time") if moment.get("datetime")]
        if len(times) in {1, 2} and (published := iso_time(times[0].get("datetime"))):
            hints["published"] = published
        teaser = next((text_of(p, largest=300) for p in node.iter("p") if len(text_of(p, largest=300)) > 40), "")
        if teaser:
            hints["excerpt"] = teaser
        if hints or tag in {"article", "li"}:
            return hints
    return {}


def _anchors(root: html.HtmlElement, base: str) -> Iterator[tuple[etree._Element, str]]:
    for count, anchor in enumerate(root.iter("a", "area")):
        if count >= _MOST_LINKS:
            return
        target = tidy(anchor.get("href") or "", base=base) if anchor.get("href") else None
        if target is not None:
            yield anchor, target


def _take(anchor: etree._Element, target: str, seen: dict[str, _Seen]) -> None:
    title, rank = _title_of(anchor)
    before = seen.get(target)
    if before is not None and (before.rank >= rank or not title):
        return
    place, furniture = _place(anchor)
    hints = _card_hints(anchor) if rank >= 2 and not furniture else {}
    if before is not None:
        before.text, before.rank, before.place = title, rank, place
        before.furniture = before.furniture and furniture
        before.hints = {**before.hints, **hints}
        return
    seen[target] = _Seen(
        text=title,
        place=place,
        position=len(seen),
        rank=rank,
        furniture=furniture,
        rel=(anchor.get("rel") or "").lower(),
        hints=hints,
    )


def links(body: bytes, *, url: str, site: Site | None = None, content_type: str = "") -> Found:  # noqa: ARG001
    """Return every link of the listing at *url*, in reading order, and its next page.

    Each link says where it stands (``place``; ``furniture>`` in front of menus, footers and side bars) and in ``hints`` the
    headline, time and teaser of its box. What is an article is for ``classify`` and the plan to judge. ``facts``: ``title``,
    ``language``, ``page`` (number of this page), ``last_page`` (highest page number linked), ``feeds`` and ``api``.
    """
    root = parse(body, content_type=content_type)
    if root is None:
        return Found(problems=("not a web page",))
    base = next((tidy(node.get("href") or "", base=url) for node in root.iter("base") if node.get("href")), None) or url
    seen: dict[str, _Seen] = {}
    pager = Pager(url=url)
    for node in root.iter("link"):
        if "next" in (node.get("rel") or "").lower().split() and (target := tidy(node.get("href") or "", base=base)):
            pager.add(target, text="", rel="next", classes="")
    count = 0
    for anchor, target in _anchors(root, base):
        count += 1
        pager.add(
            target, text=text_of(anchor, largest=60), rel=(anchor.get("rel") or ""), classes=_pager_classes(anchor)
        )
        if urlsplit(target)._replace(fragment="") != urlsplit(url):
            _take(anchor, target, seen)
    for button in root.iter("button", "div", "a", "span"):
        for attribute in ("data-next-url", "data-next", "data-url", "data-href", "data-next-page"):
            if (value := button.get(attribute)) and "/" in value and (target := tidy(value, base=base)):
                pager.add(target, text=text_of(button, largest=60), rel="", classes=button.get("class") or "")
    found = tuple(
        Link(
            url=target,
            road=Road.LISTING,
            purpose=Purpose.PAGE,
            hints={**({"title": item.text} if item.rank >= 2 else {}), **item.hints},
            via=url,
            text=item.text,
            place=f"furniture>{item.place}" if item.furniture else item.place,
            position=item.position,
            reason="link of a listing",
        )
        for target, item in seen.items()
    )
    problems = (f"more than {_MOST_LINKS} links: the rest is not read",) if count >= _MOST_LINKS - 1 else ()
    next_urls, facts = next_pages(pager)
    next_links = tuple(
        Link(url=target, road=Road.LISTING, purpose=Purpose.LISTING, via=url, reason=why) for target, why in next_urls
    )
    return Found(links=found, next_links=next_links, problems=problems, facts={**_page_facts(root), **facts})


def _pager_classes(anchor: etree._Element) -> str:
    """Return the classes and ids of *anchor* and its two nearest boxes, where themes mark their pagination."""
    words = [anchor.get("class") or "", anchor.get("id") or ""]
    for depth, node in enumerate(anchor.iterancestors()):
        if depth >= 3:
            break
        words += [node.get("class") or "", node.get("id") or "", node.get("aria-label") or ""]
    return " ".join(words)[:500].lower()


def _page_facts(root: html.HtmlElement) -> dict[str, str]:
    facts = {}
    title = next(iter(root.iter("title")), None)
    if title is not None and (words := text_of(title, largest=300)):
        facts["title"] = words
    if language := (root.get("lang") or "").strip():
        facts["language"] = language[:20]
    return facts
