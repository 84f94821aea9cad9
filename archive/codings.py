"""Content-codings undone, with a limit: gzip, deflate, br, zstd (RFC 9110 section 8.4.1).

A page of 1 kB can unpack to gigabytes. Every decoder here stops at the limit, and what would be larger is refused as a
whole; a stream that is cut gives what came.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable

import brotli
import zstandard

#: More codings one inside the other than this are refused; real servers send one, misconfigured ones two.
_MOST_CODINGS = 4
#: zstd frames may ask for a window of this many bytes (RFC 8878 section 3.1.1.1.2 recommends 8 MB at least).
_ZSTD_WINDOW_BYTES = 8 * 1024 * 1024

_NAMES = {"x-gzip": "gzip", "x-deflate": "deflate", "x-compress": "compress"}


class _TooLargeError(Exception):
    """The unpacked bytes would pass the limit."""


def decode_content(
    payload: bytes, codings: Iterable[str], *, max_bytes: int = 20 * 1024 * 1024, problems: list[str]
) -> bytes:
    """Undo *codings*, the values of the Content-Encoding fields in order, and return the body.

    What is odd is appended to *problems*: ``cut-coding`` (the stream ends early; what came is returned),
    ``bad-coding`` (damaged, or not that coding at all: the payload is returned as it is when nothing could be
    decoded), ``unknown-coding``, ``too-large`` (refused: the body is empty).
    """
    names = [_NAMES.get(name, name) for value in codings for name in value.lower().replace(" ", "").split(",")]
    names = [name for name in names if name not in {"", "identity", "none", "utf-8"}]
    body = payload
    if len(names) > _MOST_CODINGS:
        problems.append(f"unknown-coding: {len(names)} codings one inside the other")
        return body
    for name in reversed(names):
        decoder = _DECODERS.get(name)
        if decoder is None:
            problems.append(f"unknown-coding: {name[:40]}")
            return body
        if not body:
            return body
        try:
            body = decoder(body, max_bytes, problems)
        except _TooLargeError:
            problems.append(f"too-large: unpacks ({name}) to more than {max_bytes} bytes")
            return b""
    if len(body) > max_bytes:
        problems.append(f"too-large: {len(body)} of at most {max_bytes} bytes")
        return b""
    return body


def _gzip(payload: bytes, max_bytes: int, problems: list[str]) -> bytes:
    """Undo gzip, members one after the other; bytes behind the last one are ignored, as browsers do."""
    parts: list[bytes] = []
    total = 0
    rest = payload
    while rest:
        decoder = zlib.decompressobj(31)
        try:
            part = decoder.decompress(rest, max_bytes - total + 1)
        except zlib.error as error:
            what = f"gzip: {error}"
            left = max_bytes - total
            return _salvage(rest, parts=parts, window=31, max_bytes=left, instead=payload, what=what, problems=problems)
        parts.append(part)
        total += len(part)
        if total > max_bytes:
            raise _TooLargeError
        if not decoder.eof:
            problems.append("cut-coding: the gzip stream ends early")
            break
        rest = decoder.unused_data
        if rest[:2] != b"\x1f\x8b":
            if rest.strip(b"\0"):
                problems.append(f"bad-coding: {len(rest)} bytes after the gzip stream")
            break
    return b"".join(parts)


def _deflate(payload: bytes, max_bytes: int, problems: list[str]) -> bytes:
    """Undo "deflate": zlib format by the standard, raw deflate by what many servers send."""
    for window in (15, -15):
        decoder = zlib.decompressobj(window)
        try:
            body = decoder.decompress(payload, max_bytes + 1)
        except zlib.error:
            continue
        if len(body) > max_bytes:
            raise _TooLargeError
        if not decoder.eof:
            problems.append("cut-coding: the deflate stream ends early")
        return body
    # Neither reads to the end: take what the likelier one gives before the damage.
    window = 15 if payload[0] & 0x0F == 8 else -15
    return _salvage(
        payload,
        parts=[],
        window=window,
        max_bytes=max_bytes,
        instead=payload,
        what="deflate: damaged",
        problems=problems,
    )


def _salvage(
    rest: bytes, *, parts: list[bytes], window: int, max_bytes: int, instead: bytes, what: str, problems: list[str]
) -> bytes:
    """Give *parts* and what the damaged stream *rest* holds before the damage; *instead* when that is nothing."""
    problems.append(f"bad-coding: {what}")
    decoder = zlib.decompressobj(window)
    total = 0
    try:
        for start in range(0, len(rest), 256):
            part = decoder.decompress(rest[start : start + 256], max_bytes - total + 1)
            parts.append(part)
            total += len(part)
            if total > max_bytes:
                raise _TooLargeError
    except zlib.error:
        pass
    return b"".join(parts) or instead


def _brotli(payload: bytes, max_bytes: int, problems: list[str]) -> bytes:
    decoder = brotli.Decompressor()
    parts: list[bytes] = []
    total = 0
    pending = payload
    try:
        while not decoder.is_finished():
            part = decoder.process(pending, output_buffer_limit=1 << 16)
            pending = b""
            parts.append(part)
            total += len(part)
            if total > max_bytes:
                raise _TooLargeError
            if not part and decoder.can_accept_more_data():
                problems.append("cut-coding: the br stream ends early")
                break
    except brotli.error as error:
        problems.append(f"bad-coding: br: {error}")
        return b"".join(parts) or payload
    return b"".join(parts)


def _zstd(payload: bytes, max_bytes: int, problems: list[str]) -> bytes:
    parts: list[bytes] = []
    total = 0
    rest = payload
    try:
        while rest[:4] == b"\x28\xb5\x2f\xfd" or not parts:
            decoder = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW_BYTES).decompressobj()
            # Small steps bound what one call can give: a step of 1 kB unpacks to at most a few dozen blocks of 128 kB.
            for start in range(0, len(rest), 1024):
                part = decoder.decompress(rest[start : start + 1024])
                parts.append(part)
                total += len(part)
                if total > max_bytes:
                    raise _TooLargeError
                if decoder.eof:
                    rest = decoder.unused_data + rest[start + 1024 :]
                    break
            if not decoder.eof:
                problems.append("cut-coding: the zstd stream ends early")
                break
    except zstandard.ZstdError as error:
        problems.append(f"bad-coding: zstd: {error}")
        return b"".join(parts) or payload
    return b"".join(parts)


_DECODERS: dict[str, Callable[[bytes, int, list[str]], bytes]] = {
    "gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
