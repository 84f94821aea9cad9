"""The gzip members of a file: where each begins and ends, and where the file is torn.

No reading library notices a torn last record (measured with warcio and FastWARC: a file cut by 30 bytes is read without
an error), so the members are counted here.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import BinaryIO

import attrs

#: An unpacked record above this is refused: the largest we write holds a 20 MB body; 64 MB leaves room for notes.
MOST_RECORD_BYTES = 64 * 1024 * 1024
_READ_BYTES = 1 << 20
#: Input is fed in steps of this size, because what lies behind a member's end is copied.
_STEP_BYTES = 8192
_MAGIC = b"\x1f\x8b\x08"


@attrs.frozen(kw_only=True)
class Member:
    """One whole gzip member."""

    offset: int
    length: int
    octets: bytes = attrs.field(repr=False)


@attrs.frozen(kw_only=True)
class Damage:
    """A place where no member can be read."""

    offset: int
    #: Where the next whole member begins; None when none follows: the file is torn here.
    resumes_at: int | None
    message: str


def members(handle: BinaryIO, start: int = 0, *, most_bytes: int = MOST_RECORD_BYTES) -> Iterator[Member | Damage]:
    """Yield every gzip member of *handle* from the offset *start* on, and every damaged place.

    After a damaged place the search goes on at the next member that begins a WARC record; only a place with nothing
    whole behind it is a torn tail.
    """
    offset = start
    while True:
        found = read_member(handle, offset, most_bytes=most_bytes)
        if found is None:
            return
        yield found
        if isinstance(found, Member):
            offset += found.length
        elif found.resumes_at is None:
            return
        else:
            offset = found.resumes_at


def read_member(handle: BinaryIO, offset: int, *, most_bytes: int = MOST_RECORD_BYTES) -> Member | Damage | None:
    """Return the member at *offset*; None at the end of the file."""
    handle.seek(offset)
    decoder = zlib.decompressobj(31)
    parts: list[bytes] = []
    total = taken = 0
    message = "the last gzip member is cut off"
    try:
        while chunk := handle.read(_STEP_BYTES):
            taken += len(chunk)
            part = decoder.decompress(chunk, most_bytes - total + 1)
            parts.append(part)
            total += len(part)
            if total > most_bytes:
                message = f"the record unpacks to more than {most_bytes} bytes"
                break
            if decoder.eof:
                length = taken - len(decoder.unused_data)
                return Member(offset=offset, length=length, octets=b"".join(parts))
    except zlib.error as error:
        message = f"no gzip member here: {error}"
    if taken == 0:
        return None
    return Damage(offset=offset, resumes_at=_next_record(handle, offset + 1), message=message)


def _next_record(handle: BinaryIO, start: int) -> int | None:
    """Return the offset of the next member, whole or not, that begins a WARC record."""
    at = start
    while True:
        handle.seek(at)
        window = handle.read(_READ_BYTES)
        found = window.find(_MAGIC)
        while found >= 0:
            candidate = at + found
            handle.seek(candidate)
            try:
                head = zlib.decompressobj(31).decompress(handle.read(_STEP_BYTES), 5)
            except zlib.error:
                head = b""
            if head == b"WARC/" and _is_whole(handle, candidate):
                return candidate
            found = window.find(_MAGIC, found + 1)
        if len(window) < _READ_BYTES:
            return None
        at += len(window) - len(_MAGIC) + 1


def _is_whole(handle: BinaryIO, offset: int) -> bool:
    """Tell whether the member at *offset* can be unpacked to its end, within the limit."""
    handle.seek(offset)
    decoder = zlib.decompressobj(31)
    total = 0
    try:
        while not decoder.eof and total <= MOST_RECORD_BYTES and (chunk := handle.read(_STEP_BYTES)):
            total += len(decoder.decompress(chunk, MOST_RECORD_BYTES))
    except zlib.error:
        return False
    return decoder.eof
