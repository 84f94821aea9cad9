"""An HTTP answer before it is sent, and the common ways to make one."""

from __future__ import annotations

import hashlib
import json
import struct
import zlib

import attrs


@attrs.frozen(kw_only=True)
class Answer:
    """An HTTP answer, before it is sent."""

    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = attrs.field(default=b"", repr=False)


def html_answer(page: str, *, status: int = 200, headers: tuple[tuple[str, str], ...] = ()) -> Answer:
    """Return *page* as an answer."""
    return Answer(status=status, headers=(("Content-Type", "text/html; charset=UTF-8"), *headers), body=page.encode())


def text_answer(text: str) -> Answer:
    """Return plain text as an answer."""
    return Answer(headers=(("Content-Type", "text/plain; charset=utf-8"),), body=text.encode())


def json_answer(value: object, *, status: int = 200, headers: tuple[tuple[str, str], ...] = ()) -> Answer:
    """Return *value* as JSON, as WordPress sends it."""
    body = json.dumps(value, ensure_ascii=False).encode()
    return Answer(status=status, headers=(("Content-Type", "application/json; charset=UTF-8"), *headers), body=body)


def xml_answer(root: str, inner: str) -> Answer:
    """Return a sitemap document."""
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {space}>{inner}</{root}>\n'
    return Answer(headers=(("Content-Type", "application/xml; charset=UTF-8"),), body=body.encode())


def picture_answer(path: str) -> Answer:
    """Return a small PNG in a colour of its own for *path*: a picture for a site that has no photographer."""
    colour = hashlib.sha256(path.encode()).digest()[:3]
    width, height = 16, 10
    rows = b"".join(b"\x00" + colour * width for _ in range(height))

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    body = b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return Answer(headers=(("Content-Type", "image/png"),), body=body)
