"""Read a feed: RSS, Atom, RDF or JSON Feed; bytes in, article links out.

lxml reads what is (nearly) XML in one pass; feedparser is asked only when that finds nothing, because it is slow on large
feeds and reads broken ones that no XML parser does.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import attrs
import feedparser
from lxml import etree

from archive import Purpose, Road

from .classify import tidy
from .markup import LARGEST_BYTES, MOST_LINKS, elements, iso_time, local, one_line, strip_tags, text_of, unpack
from .values import Found, Link, Site

#: feedparser takes seconds for a megabyte; a broken feed is read by it up to here.
_LARGEST_BROKEN_BYTES = 2 * 2**20
#: A feed that carries this much text in an item carries the whole article (a teaser is 55 words in WordPress).
_WHOLE_TEXT_CHARACTERS = 1500

_ITEM = frozenset({"item", "entry"})
_CHANNEL = frozenset({"title", "generator", "language", "lastbuilddate", "updated", "link", "description", "subtitle"})


@attrs.define
class _Reading:
    """A feed while it is read."""

    url: str
    links: dict[str, Link] = attrs.field(factory=dict)
    next_urls: list[str] = attrs.field(factory=list)
    problems: list[str] = attrs.field(factory=list)
    facts: dict[str, str] = attrs.field(factory=dict)

    def add(self, address: str | None, hints: Mapping[str, str]) -> None:
        url = tidy(address, base=self.url) if address else None
        if url is None:
            self.problem("an item without a usable link")
            return
        if url in self.links:
            return
        if len(self.links) >= MOST_LINKS:
            self.problem(f"more than {MOST_LINKS} items: the rest is not read")
            return
        kept = {key: value for key, value in hints.items() if value}
        self.links[url] = Link(
            url=url,
            road=Road.FEED,
            purpose=Purpose.PAGE,
            hints=kept,
            via=self.url,
            position=len(self.links),
            reason="item of a feed",
        )

    def problem(self, line: str) -> None:
        if line not in self.problems and len(self.problems) < 20:
            self.problems.append(line)

    def found(self) -> Found:
        next_links = tuple(
            Link(url=url, road=Road.FEED, purpose=Purpose.FEED, via=self.url, reason="next page of the feed")
            for url in dict.fromkeys(self.next_urls)
            if url != self.url
        )
        return Found(
            links=tuple(self.links.values()), next_links=next_links[:1], problems=tuple(self.problems), facts=self.facts
        )


def _external_id(guid: str) -> str:
    """Return the site's own number that *guid* carries: WordPress's ``?p=12``, Blogger's ``post-34``; else empty."""
    if match := re.search(r"[?&]p=(\d{1,12})$", guid):
        return f"wp:{match[1]}"
    if match := re.search(r"blog-\d+\.post-(\d{1,25})$", guid):
        return f"blogger:{match[1]}"
    return ""


def _child_texts(item: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    for child in item.iterchildren():
        if isinstance(child.tag, str):
            yield local(child), child


def _take_item(item: etree._Element, reading: _Reading) -> None:
    hints: dict[str, str] = {}
    address = guid = canonical = ""
    longest = 0
    for name, child in _child_texts(item):
        if name == "link":
            href, rel = child.get("href"), (child.get("rel") or "alternate").lower()
            if href is None:
                address = address or text_of(child)
            elif rel == "alternate" and (not address or "html" in (child.get("type") or "html")):
                address = address or href
        elif name in {"guid", "id"}:
            guid = text_of(child)
            if name == "guid" and (child.get("isPermaLink") or "true").lower() != "false" and guid.startswith("http"):
                canonical = guid
        elif name == "title" and "title" not in hints:
            hints["title"] = strip_tags(text_of(child))
        elif name in {"pubdate", "published", "issued", "date", "created"}:
            hints.setdefault("published", iso_time(text_of(child)) or "")
        elif name in {"updated", "modified"}:
            hints["modified"] = iso_time(text_of(child)) or ""
        elif name in {"creator", "author"}:
            person = child.find("{*}name")
            hints.setdefault("author", text_of(person if person is not None else child, largest=200))
        elif name == "category" and "section" not in hints:
            hints["section"] = text_of(child, largest=100) or one_line(child.get("term") or "", largest=100)
        elif name == "origlink":
            address = text_of(child)
        elif name in {"description", "summary", "encoded", "content"}:
            words = "".join(str(piece) for piece in child.itertext())
            longest = max(longest, len(words))
            if name in {"description", "summary"}:
                hints.setdefault("excerpt", strip_tags(words, largest=300))
    about = item.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about")
    hints["external_id"] = _external_id(guid)
    if longest >= _WHOLE_TEXT_CHARACTERS:
        hints["whole_text"] = "yes"
    reading.add(address or canonical or about, hints)


def _read_xml(body: bytes, reading: _Reading) -> None:
    """Read RSS, RDF and Atom; items are taken as they end, what stands outside them belongs to the feed itself."""
    for element in elements(body, _ITEM | _CHANNEL, freed=_ITEM):
        name = local(element)
        if name in _ITEM:
            _take_item(element, reading)
            continue
        parent = element.getparent()
        if parent is None or local(parent) not in {"channel", "feed"}:
            continue
        if name == "link" and (element.get("rel") or "") == "next":
            if address := tidy(element.get("href") or "", base=reading.url):
                reading.next_urls.append(address)
        elif name != "link" and (words := text_of(element, largest=300)):
            reading.facts.setdefault("updated" if name == "lastbuilddate" else name, words)


def _feedparser_time(value: Any) -> str:
    """Return feedparser's UTC time tuple as ISO 8601."""
    try:
        return datetime(*value[:6]).replace(tzinfo=UTC).isoformat() if value else ""  # noqa: DTZ001 - UTC by definition
    except (TypeError, ValueError):
        return ""


def _read_broken(body: bytes, reading: _Reading) -> None:
    """Read a feed that is no XML, by feedparser's loose parser."""
    parsed = feedparser.parse(body[:_LARGEST_BROKEN_BYTES], sanitize_html=False, resolve_relative_uris=False)
    for entry in parsed.entries:
        hints = {
            "title": strip_tags(str(entry.get("title", ""))),
            "published": _feedparser_time(entry.get("published_parsed")),
            "modified": _feedparser_time(entry.get("updated_parsed")) if "published" in entry else "",
            "author": one_line(str(entry.get("author", "")), largest=200),
            "excerpt": strip_tags(str(entry.get("summary", "")), largest=300),
            "external_id": _external_id(str(entry.get("id", ""))),
        }
        reading.add(str(entry.get("link") or "") or None, hints)
    if parsed.entries:
        reading.problem("not well-formed XML: read loosely")
    for key in ("title", "generator", "language", "updated"):
        if parsed.feed.get(key):
            reading.facts.setdefault(key, one_line(str(parsed.feed[key]), largest=300))


def _read_json(body: bytes, reading: _Reading) -> bool:
    """Read a JSON Feed (jsonfeed.org, versions 1 and 1.1); return False when it is none."""
    try:
        feed = json.loads(body)
    except (ValueError, RecursionError) as error:
        reading.problem(f"not readable as JSON: {str(error)[:80]}")
        return False
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        reading.problem("JSON, but not a feed")
        return False
    for item in feed["items"][: MOST_LINKS + 1]:
        if not isinstance(item, dict):
            continue
        authors = item.get("authors") or [item.get("author")]
        first = authors[0] if isinstance(authors, list) and authors and isinstance(authors[0], dict) else {}
        words = {key: value for key, value in item.items() if isinstance(value, str)}
        hints = {
            "title": strip_tags(words.get("title", "")),
            "published": iso_time(words.get("date_published")) or "",
            "modified": iso_time(words.get("date_modified")) or "",
            "author": one_line(str(first.get("name") or ""), largest=200),
            "excerpt": strip_tags(words.get("summary", ""), largest=300),
            "language": words.get("language", "")[:20],
            "image": words.get("image", "")[:500],
            "external_id": _external_id(words.get("id", "")),
        }
        if len(words.get("content_html", "") or words.get("content_text", "")) >= _WHOLE_TEXT_CHARACTERS:
            hints["whole_text"] = "yes"
        identifier = words.get("id", "")
        reading.add(words.get("url") or (identifier if identifier.startswith("http") else None), hints)
    for key in ("title", "language", "description"):
        if isinstance(feed.get(key), str):
            reading.facts[key] = one_line(feed[key], largest=300)
    if isinstance(feed.get("next_url"), str) and (address := tidy(feed["next_url"], base=reading.url)):
        reading.next_urls.append(address)
    reading.facts["kind"] = "json"
    return True


def _kind(head: bytes) -> str:
    lowered = head[:4096].lower()
    if re.search(rb"<(?:\w+:)?rdf[\s>]", lowered):
        return "rdf"
    if b"<rss" in lowered:
        return "rss"
    if re.search(rb"<(?:\w+:)?feed[\s>]", lowered):
        return "atom"
    return ""


def looks_like_feed(body: bytes) -> bool:
    """Return whether *body* begins like a feed, whatever its Content-Type says."""
    head = body[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    return bool(_kind(head)) or (head.startswith(b"{") and b"jsonfeed.org" in head)


def links(body: bytes, *, url: str, site: Site | None = None) -> Found:  # noqa: ARG001 - every reader has this form
    """Return what the feed at *url* names; never raises for a bad feed, its faults are in ``Found.problems``.

    Hints: title, published, modified (Atom's ``updated``), author, section, excerpt, external_id, whole_text. Times keep
    the zone of the feed. At most 50,000 items of at most 50 MB are read.
    """
    reading = _Reading(url=url)
    content, wrong = unpack(body, largest=LARGEST_BYTES)
    if wrong:
        reading.problem(wrong)
    head = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not head:
        reading.problem("empty")
        return reading.found()
    if head[:1] in b"{[":
        _read_json(content, reading)
        return reading.found()
    kind = _kind(head)
    if not kind and re.match(rb"<!doctype html|<html", head, re.IGNORECASE):
        reading.problem("a web page instead of a feed")
        return reading.found()
    try:
        _read_xml(content, reading)
    except (etree.XMLSyntaxError, ValueError) as error:
        reading.problem(f"not readable as XML: {str(error)[:80]}")
    if not reading.links and b"<" in head:
        _read_broken(content, reading)
    if kind:
        reading.facts["kind"] = kind
    elif not reading.links:
        reading.problem("not a feed")
    else:
        reading.facts["kind"] = "feed"
    return reading.found()
