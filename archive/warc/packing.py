"""WARC/1.1 records (ISO 28500:2017) through warcio: from fields and a block to one gzip member, and back.

warcio writes the record and reads its head. Of what it does by itself three things are turned off, because the block of a
record is the bytes of the wire and its digests are the standard's: it is given no HTTP head to serialise again, it adds no
digest, and it does not deflate what is packed already.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any, BinaryIO

from warcio.recordloader import ArcWarcRecord, ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParser, StatusAndHeadersParserException
from warcio.warcwriter import GzippingWrapper, WARCWriter

from .format import Record

_VERSION = "WARC/1.1"
#: Measured on 60 news pages of 180 kB: level 4 takes 2.4 ms a page and leaves 24.0 % of it, level 6 3.7 ms and 23.1 %,
#: level 9, warcio's own, 5.4 ms and 22.9 %. Most servers send pages packed.
_LEVEL = 4
#: A body of this size that is packed already (gzip, br) is stored: trying to deflate it takes 0.3 ms and gains nothing
#: but some 500 bytes of the heads before it.
_STORED_BYTES = 8192
#: Record heads are some 700 bytes; a URL may be long, nothing may be endless.
_MOST_HEAD_BYTES = 64 * 1024
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class _Head(StatusAndHeaders):  # type: ignore[misc]
    """The head of an HTTP message as it was received.

    Of a revisit record warcio writes the HTTP head only; this one is not made anew from its parts.
    """

    def __init__(self, octets: bytes) -> None:
        super().__init__("as received", [])
        self.headers_buff = octets

    def compute_headers_buffer(self, header_filter: Callable[..., Any] | None = None) -> None:
        """Leave the bytes as they are."""


class _Member(GzippingWrapper):  # type: ignore[misc]
    """One gzip member (Annex D), by the deflater that suits the record."""

    def __init__(self, out: BinaryIO, *, size: int, is_packed: bool) -> None:
        # Not warcio's, which is always of level 9. A deflater for 32 kB windows takes 0.07 ms to set up, six times the
        # work of a small record.
        window, memory = (16 + 12, 5) if size <= 4096 else (16 + 15, 8)
        self.compressor = zlib.compressobj(0 if is_packed else _LEVEL, zlib.DEFLATED, window, memory)
        self.out = out


class _Writer(WARCWriter):  # type: ignore[misc]
    """warcio's writer, without digests of its own."""

    def ensure_digest(self, record: ArcWarcRecord, block: bool = True, payload: bool = True) -> None:
        """Add none: warcio's payload digest takes the chunk framing in, and it gives one to requests and metadata."""


def pack(fields: Iterable[tuple[str, str]], block: bytes, *, packed_bytes: int = 0) -> bytes:
    """Return one record as a gzip member.

    Args:
        fields: The record's fields in order, with its type and its digests; Content-Length is added.
        block: The block, written as it is.
        packed_bytes: How much of the block is packed already.

    Raises:
        ValueError: If a field holds a control character: a line feed in a URL would forge a field.
    """
    head = StatusAndHeaders("", list(fields), protocol=_VERSION)
    for name, value in head.headers:
        if _CONTROL.search(name) or _CONTROL.search(value):
            raise ValueError(f"a field of the record holds a control character: {f'{name}: {value}'[:80]!r}")
    kind = head.get_header("WARC-Type")
    # No content type: it stands in the fields already.
    if kind == "revisit":
        record = ArcWarcRecord("warc", kind, head, BytesIO(), _Head(block), None, len(block), payload_length=0)
    else:
        record = ArcWarcRecord("warc", kind, head, BytesIO(block), None, None, len(block))
    octets = BytesIO()
    member = _Member(octets, size=len(block), is_packed=packed_bytes >= _STORED_BYTES)
    _Writer(member, gzip=False, warc_version=_VERSION).write_record(record)
    return octets.getvalue()


def parse(octets: bytes, *, file: str, offset: int, length: int) -> Record:
    """Read one unpacked record.

    Raises:
        ValueError: If the bytes are no WARC record, or not exactly one.
    """
    end = octets.find(b"\r\n\r\n", 0, _MOST_HEAD_BYTES)
    if not octets.startswith(b"WARC/") or end < 0:
        raise ValueError(f"no WARC record: begins with {octets[:20]!r}")
    start = end + 4
    try:
        # Only its head parser: warcio's record loader changes spaces in a target URI, and takes a length that is no
        # number for 0.
        head = StatusAndHeadersParser(ArcWarcRecordLoader.WARC_TYPES).parse(BytesIO(octets[:start]))
    except StatusAndHeadersParserException as error:
        raise ValueError(f"no WARC record: {error}") from error
    if len(head.headers) != octets.count(b"\r\n", 0, end):
        # warcio passes over it, and a field would be missing.
        raise ValueError("a line of the record's head is no field")
    size = head.get_header("Content-Length", "")
    if not re.fullmatch("[0-9]{1,15}", size):
        raise ValueError(f"Content-Length cannot be used: {size[:40]!r}")
    block = octets[start : start + int(size)]
    if octets[start + len(block) :] != b"\r\n\r\n" or len(block) != int(size):
        raise ValueError(f"the block is not the {size} bytes its head says, or is not followed by two line ends")
    kind = head.get_header("WARC-Type", "")
    return Record(file=file, offset=offset, length=length, kind=kind, fields=tuple(head.headers), block=block)
