"""Parse a page into one tree that every witness shares, within bounds.

libxml2 needs quadratic time for the attributes of one element (20,000 take half a second, a million hours) and stops at
256 open elements; both are met here, before and after the parse.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from lxml import etree, html

if TYPE_CHECKING:
    from dnusa_crawler.pages.blocks import Element

#: Bytes of a page beyond which it is not read: the largest of 1,375 measured pages has 6 MB.
MAX_PAGE_BYTES: Final = 20_000_000
#: Attributes that an element keeps; with more it loses all of them.
MAX_ATTRIBUTES: Final = 400

#: Elements above the last one of a page that libxml2 gave up: it allows 2,048 with "huge".
_DEEPEST: Final = 2_040

_LONG_TAG: Final = re.compile(r"<[a-zA-Z][^>]{3000}")
_MANY_EQUALS: Final = 20_000
#: A script with its content, or one start tag, read as the HTML standard's tokenizer reads it; linear in time.
_TAG: Final = re.compile(
    r"<script\b[^<]*+(?:<(?!/script)[^<]*+)*+"
    r"|<([a-zA-Z][^\s/>]*+)(?:[\s/]++|[^\s\"'>/=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]*+)|[\"'])*+>?",
    re.IGNORECASE,
)
#: What pages are sent as; servers that do not know send text/plain or octets.
_PAGE_TYPES: Final = frozenset(
    {"text/html", "application/xhtml+xml", "application/xml", "text/xml", "text/plain", "application/octet-stream"}
)
_MAGICS: Final = (
    b"%PDF", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"PK\x03\x04", b"\x1f\x8b", b"RIFF", b"ID3", b"\x00\x00\x00\x18ftyp",
    b"\x00\x00\x00\x20ftyp", b"\xd0\xcf\x11\xe0", b"wOFF", b"wOF2", b"OggS", b"\x7fELF", b"BM\xf6", b"7z\xbc\xaf", b"Rar!",
)  # fmt: skip
_CONTROL_BYTES: Final = bytes(byte for byte in range(0x20) if byte not in b"\t\n\r")
#: Characters looked at, at the beginning and in the middle, to tell text from other bytes.
_SAMPLE_CHARS: Final = 4_000
#: Share of characters that no text has. Damaged text has one in a hundred, random bytes read as cp1252 thirteen.
_MOST_FOREIGN: Final = 0.05
_NO_TEXT: Final = frozenset({"Cc", "Cn", "Co", "Cs"})
_MARKUP: Final = re.compile(
    r"<(?:!doctype\s|/?(?:html|head|body|title|meta|script|link|div|p|a|span|table|td|font|br|h[1-6]|ul|li|article|section|img)[\s>/])",
    re.IGNORECASE,
)
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


def _bounded(tag: re.Match[str]) -> str:
    """Return a start tag without its attributes when it has too many."""
    whole = tag.group()
    if tag.group(1) is None or len(whole) < 2 * MAX_ATTRIBUTES:
        return whole
    # Every attribute but the first follows white space, a slash, a quote or a value; words bound the number from above
    # cheaply, and only then the attributes are counted.
    if len(whole.split(None, MAX_ATTRIBUTES)) + whole.count("=") + whole.count("/") <= MAX_ATTRIBUTES:
        return whole
    values_gone = re.sub(r"=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]*+)", " ", whole)
    return f"<{tag.group(1)[:60]}>" if len(values_gone.split()) + values_gone.count("/") > MAX_ATTRIBUTES else whole


def _without_floods(text: str) -> str:
    """Take the attributes from elements that have too many of them."""
    if _LONG_TAG.search(text) is None and text.count("=") < _MANY_EQUALS:
        return text
    return _TAG.sub(_bounded, text)


def is_no_page(body: bytes, content_type: str | None) -> bool:
    """Say whether the bytes are another kind of file: a picture, a PDF, a feed, JSON."""
    kind = (content_type or "").split(";")[0].strip().lower()
    if kind and kind not in _PAGE_TYPES and not kind.endswith("+html"):
        return True
    start = body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(_MAGICS):
        return True
    low = start[:600].lower()
    if low.startswith((b"<?xml", b"<rss", b"<feed", b"<urlset", b"<sitemapindex")):
        return b"<html" not in low and b"<!doctype html" not in low
    return low.startswith((b"{", b"[")) and b"<" not in body[:4096]


def is_binary(text: str) -> bool:
    r"""Say whether decoded bytes are no text: much of them control, private or unassigned characters, and no markup.

    >>> is_binary("\x00\xff" * 500), is_binary("Jum'at pagi hujan turun di Blitar.")
    (True, False)
    """
    sample = text[:_SAMPLE_CHARS] + text[len(text) // 2 :][:_SAMPLE_CHARS]
    if not sample or _MARKUP.search(sample) is not None:
        return False
    foreign = sum(
        1
        for char in sample
        if char == "\ufffd" or (char not in "\t\n\r\f\v" and unicodedata.category(char) in _NO_TEXT)
    )
    return foreign > _MOST_FOREIGN * len(sample)


def parse(text: str) -> Element | None:
    """Return the ``html`` element of a page, or None when it holds no markup at all.

    Comments and processing instructions are left out, entities are not looked up, the network is not used.

    >>> parse("<p>Dua <b>kata</b>").findtext("body/p/b")
    'kata'
    """
    text = _without_controls(text)
    if not text.strip():
        return None
    source = _without_floods(text).encode()
    parser = _parser(deep=False)
    tree = _parsed(source, parser)
    error = parser.error_log.last_error
    if error is not None and "depth" in (error.message or ""):
        # Never-closed inline elements; what follows the 256th would be lost. "Huge" means 2,048 to libxml2.
        tree = _parsed(source, _parser(deep=True))
    return _mended(source, tree) if _is_hopeless(source, tree) else tree


def is_cut_off(tree: Element) -> bool:
    """Say whether the page goes on where its elements are nested too deep: then libxml2 ends, and the last is deepest."""
    last = tree.xpath("(//*)[last()]")
    return bool(last) and sum(1 for _ in last[0].iterancestors()) >= _DEEPEST


def _without_controls(text: str) -> str:
    """Take out what no page may hold; whether there is anything to take out is seen fastest in bytes."""
    try:
        source = text.encode()
    except UnicodeEncodeError:
        return _CONTROLS.sub("", text)
    return text if len(source.translate(None, _CONTROL_BYTES)) == len(source) else _CONTROLS.sub("", text)


def _elements(tree: Element | None) -> int:
    return int(tree.xpath("count(//*)")) if tree is not None else 0


def _is_hopeless(source: bytes, tree: Element | None) -> bool:
    """Say whether most of a page did not come to be elements, by its end tags; scripts hold a few of their own."""
    return source.count(b"</") > 2 * _elements(tree) + 20


def _mended(source: bytes, tree: Element | None) -> Element | None:
    """Return the tree of the mended page where that has more of it."""
    from .mending import mended  # noqa: PLC0415 - few pages need it

    better = mended(source.decode())
    again = _parsed(better.encode(), _parser(deep=False)) if better is not None else None
    return again if _elements(again) > 2 * _elements(tree) else tree


def _parser(*, deep: bool) -> etree.HTMLParser:
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=deep, recover=True
    )
    # lxml.html asks a Python function for the class of each element it hands out; one class for all needs none.
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=html.HtmlElement))
    return parser


def _parsed(source: bytes, parser: etree.HTMLParser) -> Element | None:
    try:
        tree = html.document_fromstring(source, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    if tree.tag != "html":
        return None
    for rest in list(tree.itersiblings()):
        _gather(tree, rest)
    return tree


def _gather(tree: Element, rest: Element) -> None:
    """Bring what stands behind ``</html>`` into the page, as browsers do; libxml2 begins another root for it."""
    body = tree.find("body")
    home = tree if body is None else body
    for part in (rest, *rest.iterchildren("body")):
        if part.text and part.text.strip():
            # A text node of its own would join the last element's sentence.
            etree.SubElement(home, "p").text = part.text
        home.extend(one for one in list(part) if one.tag not in {"head", "body"})
