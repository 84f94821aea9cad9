"""Decide which characters the bytes of a page stand for, and keep the evidence.

Pages lie about their encoding in two common ways: UTF-8 under a Latin-1 label (the server's default), and one stray
cp1252 byte (a quotation mark pasted from a word processor) in a page that is otherwise UTF-8. So the bytes are asked
before the labels: valid UTF-8 with characters outside ASCII is UTF-8, whatever is claimed.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

import attrs
from w3lib.encoding import resolve_encoding

_META: Final = re.compile(rb"<meta\b[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.\-]{2,40})", re.IGNORECASE)
_XML: Final = re.compile(rb"^\s*<\?xml\b[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_:.\-]{2,40})", re.IGNORECASE)
_HEADER: Final = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.\-]{2,40})", re.IGNORECASE)
#: Labels stand in the first kilobyte by the standard (HTML, section 4.2.5); real pages are later than that.
_META_BYTES: Final = 8192
#: Bytes that are looked at where nothing is labelled.
_GUESS_BYTES: Final = 24_000
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MULTIBYTE: Final = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH: Final = re.compile(rb"[\x80-\xff]")
#: What an unlabelled page that is not UTF-8 may be, besides cp1252.
_GUESSES: Final = [
    "cp1252",
    "cp1251",
    "cp1250",
    "cp1256",
    "gb18030",
    "big5",
    "shift_jis",
    "euc_jp",
    "euc_kr",
    "tis_620",
]


@attrs.frozen(kw_only=True)
class Decoded:
    """Text of a page and how it was read."""

    text: str = attrs.field(repr=False)
    #: Python's name of the encoding, e.g. ``utf-8``.
    encoding: str
    #: In a few words, e.g. ``valid, header said cp1252``.
    evidence: str

    def __str__(self) -> str:
        return f"{self.encoding} ({self.evidence})"


def decode(body: bytes, content_type: str | None = None) -> Decoded:
    """Decode the bytes of a page; never raises.

    In this order: a byte order mark; valid UTF-8; the label of the header, then of the page, when the bytes agree with
    it; mostly valid UTF-8 with its stray bytes read as cp1252; a guess; cp1252.

    >>> str(decode("Jum’at".encode(), "text/html; charset=iso-8859-1"))
    'utf-8 (valid, header said cp1252)'
    """
    for bom, name in _BOMS:
        if body.startswith(bom):
            return Decoded(text=body[len(bom) :].decode(name, "replace"), encoding=name, evidence="byte order mark")
    labels = _labels(body, content_type)
    said = "".join(f", {who} said {name}" for who, name in labels if name != "utf-8")
    if body.isascii():
        utf16 = _bare_utf16(body)
        if utf16 is not None:
            return utf16
        if not any(name.startswith(("utf-7", "iso-2022", "iso2022", "hz")) for _, name in labels):
            return Decoded(text=body.decode("ascii"), encoding="utf-8", evidence="ascii" + said)
    try:
        return Decoded(text=body.decode("utf-8"), encoding="utf-8", evidence="valid" + said)
    except UnicodeDecodeError:
        pass
    return _bare_utf16(body) or _by_label(body, labels) or _mended(body, said) or _guessed(body)


def _labels(body: bytes, content_type: str | None) -> list[tuple[str, str]]:
    """Return (who, encoding) for each label that names an encoding Python knows."""
    found: list[tuple[str, str]] = []
    head = body[:_META_BYTES]
    header = _HEADER.search(content_type or "")
    xml = _XML.search(head)
    meta = _META.search(head)
    for who, label in (
        ("header", header.group(1) if header else None),
        ("meta", meta.group(1).decode("ascii") if meta else None),
        ("xml", xml.group(1).decode("ascii") if xml else None),
    ):
        name = resolve_encoding(label) if label else None
        if name and name not in {"utf-7", "idna", "punycode"}:
            found.append((who, name))
    return found


def _bare_utf16(body: bytes) -> Decoded | None:
    """Read UTF-16 that has no mark: markup then has a zero in nearly every second byte."""
    sample = body[:2048]
    if sample.count(0) * 3 < len(sample) or len(sample) < 8:
        return None
    name = "utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be"
    if "<" not in sample.decode(name, "replace"):
        return None  # other bytes with many zeros
    return Decoded(text=body.decode(name, "replace"), encoding=name, evidence="zero bytes")


def _by_label(body: bytes, labels: list[tuple[str, str]]) -> Decoded | None:
    """Take the first label, other than UTF-8, that the bytes agree with."""
    utf8_bytes = sum(map(len, _MULTIBYTE.findall(body)))
    high_bytes = len(_HIGH.findall(body))
    for who, name in labels:
        if name in {"utf-8", "ascii"}:
            continue
        if utf8_bytes >= 0.9 * high_bytes and name in {"cp1252", "latin-1", "iso8859-1", "iso8859-15"}:
            continue  # UTF-8 with a few stray bytes, under the server's default label
        try:
            return Decoded(text=body.decode(name), encoding=name, evidence=f"{who}, bytes agree")
        except (UnicodeDecodeError, LookupError):
            text = _lenient(body, name)
            if text is not None and text.count("\ufffd") * 50 < high_bytes:
                return Decoded(text=text, encoding=name, evidence=f"{who}, few bytes disagree")
    return None


def _lenient(body: bytes, name: str) -> str | None:
    try:
        return body.decode(name, "replace")
    except LookupError:
        return None


def _mended(body: bytes, said: str) -> Decoded | None:
    """Read mostly valid UTF-8, each stray byte as cp1252."""
    valid = len(_MULTIBYTE.findall(body))
    rest = _MULTIBYTE.sub(b"", body)
    stray = len(_HIGH.findall(rest))
    if valid < stray:
        return None
    pieces: list[str] = []
    at = 0
    for run in _MULTIBYTE.finditer(body):
        if run.start() > at:
            pieces.append(body[at : run.start()].decode("cp1252", "replace"))
        pieces.append(run.group().decode("utf-8", "replace"))
        at = run.end()
    pieces.append(body[at:].decode("cp1252", "replace"))
    return Decoded(text="".join(pieces), encoding="utf-8", evidence=f"{stray} stray bytes read as cp1252{said}")


def _guessed(body: bytes) -> Decoded:
    """Guess from the bytes around the first characters outside ASCII; cp1252 where nothing is sure."""
    first = _HIGH.search(body)
    start = max(0, first.start() - 200) if first else 0
    sample = body[start : start + _GUESS_BYTES]
    from charset_normalizer import from_bytes  # noqa: PLC0415 - slow to import, and seldom needed

    best = from_bytes(sample, cp_isolation=_GUESSES, steps=3, chunk_size=512, enable_fallback=False).best()
    if best is not None and best.chaos < 0.1 and best.coherence > 0.3 and best.encoding != "cp1252":
        text = _lenient(body, best.encoding)
        if text is not None:
            return Decoded(text=text, encoding=best.encoding, evidence="guessed, nothing labelled")
    return Decoded(text=body.decode("cp1252", "replace"), encoding="cp1252", evidence="not utf-8, nothing else fits")
