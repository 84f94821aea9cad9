"""Exchanges and captures for tests of WARC files."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from archive.records import Capture, Exchange, Purpose, Road, Visit
from archive.warc import WarcWriter, Written

STARTED = datetime(2024, 6, 14, 2, 0, 0, 123456, tzinfo=UTC)
PAGE = "<html><title>Berita</title><p>Jum’at Kliwon".encode() * 30


def visit(**changes) -> Visit:
    return Visit(**{"run": "r1", "site": "a.example", "purpose": Purpose.PAGE, "road": Road.FEED, **changes})


def http(body: bytes = PAGE, *head: bytes, status: bytes = b"HTTP/1.1 200 OK") -> bytes:
    lines = [status, b"Content-Type: text/html; charset=utf-8", *head, b"Content-Length: %d" % len(body), b"", body]
    return b"\r\n".join(lines)


def exchange(number: int = 1, **changes) -> Exchange:
    url = changes.pop("url", f"https://a.example/berita/{number}")
    fields = {
        "url": url,
        "visit": visit(via="https://a.example/feed", hints={"title": f"Judul {number}", "modified": "2024"}),
        "started_at": STARTED + timedelta(seconds=number),
        "request": b"GET /berita/%d HTTP/1.1\r\nHost: a.example\r\n\r\n" % number,
        "response": http(PAGE + b"%d" % number),
        "ip": "192.0.2.1",
        "took_seconds": 0.25,
        **changes,
    }
    return Exchange(**fields)


def capture(written: Written, kept: Exchange, number: int = 1) -> Capture:
    return Capture(
        id=number,
        url=kept.url,
        canonical_url=kept.url,
        visit=kept.visit,
        captured_at=kept.started_at,
        status=written.status,
        content_type=written.content_type,
        warc_file=written.file,
        warc_offset=written.offset,
        warc_length=written.length,
        payload_digest=written.payload_digest,
        payload_bytes=written.payload_bytes,
        is_revisit=written.is_revisit,
        refers_to=written.refers_to,
        truncated=kept.truncated,
    )


def writer(directory: Path, **changes) -> WarcWriter:
    return WarcWriter(
        directory / "warc", directory / "index", software="dnusa/test", operator="Arsip <a@b.example>", **changes
    )
