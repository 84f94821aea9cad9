"""Read a sitemap: urlset, index, news sitemap or a text file of addresses; told apart by content, not by name."""

from __future__ import annotations

import re

from lxml import etree

from archive import Purpose, Road

from .classify import tidy
from .markup import LARGEST_BYTES, MOST_LINKS, elements, iso_time, local, one_line, text_of, unpack
from .values import Found, Link, Site

_ENTRY = frozenset({"url", "sitemap"})


def looks_like_sitemap(body: bytes) -> bool:
    """Return whether *body* begins like an XML sitemap, packed or not."""
    content, _ = unpack(body, largest=65536)
    return bool(re.search(rb"<(?:\w+:)?(?:urlset|sitemapindex)[\s>]", content[:4096], re.IGNORECASE))


def _hints(entry: etree._Element) -> tuple[str | None, dict[str, str]]:
    """Return the address and the hints of one ``<url>`` or ``<sitemap>``."""
    address, hints = None, {}
    for child in entry.iterchildren():
        name = local(child)
        if name == "loc" and address is None:
            address = text_of(child)
        elif name == "lastmod":
            hints["modified"] = iso_time(text_of(child)) or ""
        elif name == "news":
            for part in child.iter():
                inner = local(part)
                if inner == "publication_date":
                    hints["published"] = iso_time(text_of(part)) or ""
                elif inner == "title":
                    hints["title"] = text_of(part, largest=500)
                elif inner == "language":
                    hints["language"] = text_of(part, largest=20)
        elif name == "image" and "image" not in hints:
            hints["image"] = text_of(child.find("{*}loc"), largest=500)
    return address, {key: value for key, value in hints.items() if value}


def _read_xml(content: bytes, url: str, problems: list[str]) -> tuple[list[Link], str]:
    found: dict[str, Link] = {}
    kind = ""
    is_news = False
    for entry in elements(content, _ENTRY, freed=_ENTRY):
        name = local(entry)
        address, hints = _hints(entry)
        kind = kind or ("index" if name == "sitemap" else "urlset")
        is_news = is_news or ("published" in hints and name == "url")
        target = tidy(address, base=url) if address else None
        if target is None:
            if len(problems) < 20:
                problems.append(f"an entry without a usable address: {one_line(address or '', largest=80)!r}")
            continue
        if target in found or target == url:
            continue
        if len(found) >= MOST_LINKS:
            problems.append(f"more than {MOST_LINKS} entries: the rest is not read")
            break
        purpose = Purpose.SITEMAP if name == "sitemap" else Purpose.PAGE
        reason = "named by a sitemap index" if name == "sitemap" else "entry of a sitemap"
        found[target] = Link(
            url=target, road=Road.SITEMAP, purpose=purpose, hints=hints, via=url, position=len(found), reason=reason
        )
    return list(found.values()), "news" if is_news else kind


def _read_text(content: bytes, url: str, problems: list[str]) -> list[Link]:
    """Read the text form: one absolute address a line."""
    found: dict[str, Link] = {}
    wrong = 0
    for line in content.splitlines():
        words = line.strip().decode("utf-8", errors="replace")
        if not words:
            continue
        target = tidy(words) if " " not in words else None
        if target is None:
            wrong += 1
            if wrong > 100 and not found:
                break
            continue
        if len(found) >= MOST_LINKS:
            problems.append(f"more than {MOST_LINKS} lines: the rest is not read")
            break
        found.setdefault(
            target,
            Link(
                url=target,
                road=Road.SITEMAP,
                purpose=Purpose.PAGE,
                via=url,
                position=len(found),
                reason="line of a text sitemap",
            ),
        )
    if wrong:
        problems.append(f"{wrong} lines that are no addresses")
    return list(found.values()) if wrong <= len(found) else []


def links(body: bytes, *, url: str, site: Site | None = None) -> Found:  # noqa: ARG001 - every reader has this form
    """Return what the sitemap at *url* names; its faults are in ``Found.problems``, never raised.

    Hints: modified (lastmod), published, title and language (news extension), image. Entries of an index have the purpose
    SITEMAP. ``facts["kind"]`` is ``index``, ``urlset``, ``news`` or ``text``. Limits are the protocol's own: 50 MB unpacked,
    50,000 entries (sitemaps.org).
    """
    problems: list[str] = []
    content, wrong = unpack(body, largest=LARGEST_BYTES)
    if wrong:
        problems.append(wrong)
    head = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not head:
        return Found(problems=(*problems, "empty"))
    if re.match(rb"<!doctype html|<html", head, re.IGNORECASE):
        return Found(problems=(*problems, "a web page instead of a sitemap"))
    if not head.startswith(b"<"):
        text_links = _read_text(content.lstrip(b"\xef\xbb\xbf"), url, problems)
        if not text_links:
            return Found(problems=(*problems, "not a sitemap"))
        return Found(links=tuple(text_links), problems=tuple(problems), facts={"kind": "text"})
    try:
        found, kind = _read_xml(content, url, problems)
    except (etree.XMLSyntaxError, ValueError) as error:
        return Found(problems=(*problems, f"not readable as XML: {str(error)[:80]}"))
    if not kind:
        if looks_like_sitemap(content):
            return Found(problems=(*problems, "a sitemap without entries"), facts={"kind": "urlset"})
        problems.append("not a sitemap")
    return Found(links=tuple(found), problems=tuple(problems), facts={"kind": kind} if kind else {})
