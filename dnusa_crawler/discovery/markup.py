"""Parse what came from outside, safely: bounded unpacking, no entities, no network."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from lxml import etree

#: A sitemap or feed is read up to here (the sitemap protocol's own limit), unpacked.
LARGEST_BYTES = 50 * 2**20
#: ... and up to this many entries (the sitemap protocol's own limit).
MOST_LINKS = 50_000


def unpack(body: bytes, *, largest: int = LARGEST_BYTES) -> tuple[bytes, str | None]:
    """Return *body* with a gzip wrapping removed, at most *largest* bytes of it, and what was wrong (None: nothing).

    A ``.xml.gz`` sitemap is gzip inside the HTTP body; its magic number says so, whatever the headers say. Several
    members follow one another (RFC 1952, section 2.2).
    """
    if body[:2] != b"\x1f\x8b":
        return (
            (body[:largest], f"longer than {largest} bytes: the rest is not read")
            if len(body) > largest
            else (body, None)
        )
    out, rest = bytearray(), body
    while rest[:2] == b"\x1f\x8b" and len(out) < largest:
        inflater = zlib.decompressobj(wbits=31)
        try:
            out += inflater.decompress(rest, largest - len(out))
        except zlib.error as error:
            return bytes(out), f"gzip is damaged: {error}"
        if not inflater.eof:
            why = (
                "gzip is cut off"
                if len(out) < largest
                else f"unpacks to more than {largest} bytes: the rest is not read"
            )
            return bytes(out), why
        rest = inflater.unused_data
    return bytes(out), None


_DOCTYPE = re.compile(rb"<!DOCTYPE[^\[>]{0,1000}(?:\[.{0,200000}?\]\s{0,100})?>", re.IGNORECASE | re.DOTALL)


def _without_doctype(body: bytes) -> bytes:
    """Return *body* without its document type: entities of its own are of no use to us, and of much to an attacker.

    A billion laughs cost two seconds of libxml2 although nothing was expanded; without the declarations it costs nothing.
    """
    head = body[:4096]
    at = head.upper().find(b"<!DOCTYPE")
    if at < 0:
        return body
    match = _DOCTYPE.match(body, at)
    return body[:at] + body[match.end() :] if match else b""


def elements(body: bytes, names: frozenset[str], *, freed: frozenset[str]) -> Iterator[etree._Element]:
    """Yield the elements whose local name is in *names* as they end; those in *freed* give back their memory after use.

    Entities are not resolved and nothing is fetched (defused against XXE and billion laughs); broken XML is read as far
    as it goes.

    Raises:
        etree.XMLSyntaxError: If not even the recovering parser finds a document.
    """
    start = _without_doctype(body.lstrip(b"\xef\xbb\xbf \t\r\n"))
    if not start:
        return
    walker = etree.iterparse(
        io.BytesIO(start),
        events=("end",),
        tag=[f"{{*}}{name}" for name in sorted(names)],
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    for _, element in walker:
        yield element
        if local(element) not in freed:
            continue
        element.clear()
        parent = element.getparent()
        if parent is not None:
            while element.getprevious() is not None:
                del parent[0]


def local(element: etree._Element) -> str:
    """Return the name of *element* without its namespace, in lower case."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def text_of(element: etree._Element | None, *, largest: int = 2000) -> str:
    """Return the text of *element* in one line, at most *largest* characters."""
    if element is None:
        return ""
    if len(element) == 0:
        return one_line(element.text or "", largest=largest)
    return one_line("".join(str(piece) for piece in element.itertext()), largest=largest)


def one_line(text: str, *, largest: int = 2000) -> str:
    """Return *text* with runs of white space as one space, without control characters, cut to *largest* characters."""
    return re.sub(r"[\s\x00-\x1f\x7f]+", " ", text[: largest * 4]).strip()[:largest]


_TAGS = re.compile(r"<[^<>]{0,500}>")


def strip_tags(text: str, *, largest: int = 500) -> str:
    """Return *text* without tags and with the common entities read, in one line."""
    import html  # noqa: PLC0415 - named beside its only use

    return one_line(html.unescape(_TAGS.sub(" ", text[: largest * 8])), largest=largest)


def iso_time(text: str | None) -> str | None:
    """Return a feed's or sitemap's time as ISO 8601; a zone is kept, a missing one stays missing; None when unreadable.

    >>> iso_time("Fri, 14 Jun 2024 10:30:00 +0700")
    '2024-06-14T10:30:00+07:00'
    >>> iso_time("2024-06-14")
    '2024-06-14'
    """
    if not text:
        return None
    text = text.strip()[:64]
    if re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", text):
        return text
    try:
        return datetime.fromisoformat(text).isoformat()
    except ValueError:
        pass
    try:
        # Indonesian servers write "Jum, 14 Jun 2024": the day of the week says nothing, so it goes.
        return parsedate_to_datetime(re.sub(r"^[^\W\d]+\.?,\s*", "", text)).isoformat()
    except (ValueError, TypeError, IndexError):
        pass
    match = re.match(r"(\d{4}-\d\d-\d\d)[T ]+(\d\d:\d\d(?::\d\d)?)(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?", text)
    if match:
        zone = "+00:00" if match[3] == "Z" else (match[3] or "")
        try:
            return datetime.fromisoformat(f"{match[1]}T{match[2]}{zone}").isoformat()
        except ValueError:
            return None
    return None


def as_instant(text: str | None) -> datetime | None:
    """Return an ISO time as an aware datetime (without zone: UTC; a bare day: its first moment); None when unreadable."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text if len(text) >= 10 else f"{text}-01-01"[:10])
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
