"""The hashes used as identity: of bytes (payload, block, file) and of what a text says.

*Payload digest*: of an HTTP body, transfer-coding removed, content-coding kept (ISO 28500 section 5.9, as clarified in
iipc/warc-specifications issue 22). *Block digest*: of a whole record block. Both are SHA-1 in base32, the form that
CDX tools and servers compare. *Text digest*: SHA-256 over a text with its typography unified, so that a curly quote
does not make a new version.
"""

from __future__ import annotations

import functools
import hashlib
import re
import unicodedata
from base64 import b32encode

#: One form for what typesetting varies: apostrophes, quotation marks, dashes, invisible characters.
_TYPOGRAPHY = (
    dict.fromkeys(map(ord, "\u2018\u2019\u201a\u201b\u02bc\u02bb\u2032\u00b4\u0060\uff07"), "'")
    | dict.fromkeys(map(ord, "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\uff02"), '"')
    | dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"), "-")
    | dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"), None)
    | {ord("\u2026"): "..."}
)


def sha1_digest(octets: bytes | memoryview) -> str:
    """Return the SHA-1 of *octets* as WARC and CDX tools write it.

    >>> sha1_digest(b"")
    'sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ'
    """
    return "sha1:" + b32encode(hashlib.sha1(octets, usedforsecurity=False).digest()).decode("ascii")


def sha256_digest(octets: bytes | memoryview) -> str:
    """Return the SHA-256 of *octets* as ``sha256:`` and 64 hex digits."""
    return "sha256:" + hashlib.sha256(octets).hexdigest()


def normalised_text(text: str) -> str:
    r"""Return *text* as it is compared: NFC, white space folded to single blanks, typography unified.

    Case, punctuation marks and every word stay: a correction of one letter is a new version.

    >>> normalised_text("\u201cJum\u2019at\u201d  \u2014 pukul\u00a009.00 ")
    '"Jum\'at" - pukul 09.00'
    """
    if _varied().search(text) is not None:
        text = _varied().sub(lambda run: run.group().translate(_TYPOGRAPHY), text)
    return " ".join(unicodedata.normalize("NFC", text).split())


@functools.cache
def _varied() -> re.Pattern[str]:
    """Find what typesetting varies; to translate only that takes a tenth of the time of translating whole texts."""
    return re.compile("[" + "".join(map(re.escape, map(chr, _TYPOGRAPHY))) + "]+")


def text_digest(text: str) -> str:
    """Return the identity of what *text* says: ``sha256:HEX`` over its normalised form.

    Lone surrogates, which no valid page holds but a JSON escape can make, count as themselves.
    """
    return sha256_digest(normalised_text(text).encode("utf-8", "surrogatepass"))
