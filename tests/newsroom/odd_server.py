"""A server that answers as servers in the field do and no standard says: for each path one oddity, byte for byte.

It logs what it saw and what it sent, so that a test can compare records with the wire.
"""

from __future__ import annotations

import gzip
import socket
import ssl
import struct
import threading
import time
from dataclasses import dataclass, field
from typing import Self

PAGE = "<html><head><title>Berita</title></head><body><p>Jum’at Kliwon di Tulungagung</p></body></html>\n".encode() * 40
PACKED = gzip.compress(PAGE, mtime=0)


def chunked(payload: bytes, *sizes: int, extension: bytes = b"", trailer: bytes = b"") -> bytes:
    """Frame *payload* in chunks of the given sizes, the rest in one."""
    out = []
    for size in (*sizes, len(payload)):
        piece, payload = payload[:size], payload[size:]
        if piece:
            out.append(b"%x%s\r\n%s\r\n" % (len(piece), extension, piece))
    return b"".join([*out, b"0\r\n", trailer, b"\r\n"])


def plain(body: bytes, *head: bytes, status: bytes = b"HTTP/1.1 200 OK") -> bytes:
    """A response with a length."""
    return b"\r\n".join([status, *head, b"Content-Length: %d" % len(body), b"", body])


@dataclass
class Case:
    """One answer: what is sent, and what of it is the message."""

    #: The final message, whole, or as far as it goes.
    message: bytes
    interim: bytes = b""
    trailing: bytes = b""
    #: ``keep`` the connection, ``close`` it, ``hang`` (send nothing more), ``reset`` it.
    after: str = "keep"
    #: The reason the record must give for being cut.
    truncated: str | None = None
    status: int = 200
    #: Payload as it must be read; None: not compared.
    payload: bytes | None = PAGE
    body: bytes | None = PAGE
    #: Positions at which the answer is sent in pieces, a moment apart.
    cuts: tuple[int, ...] = ()
    #: Whether Scrapy gets a response, rather than an error.
    is_answered: bool = True


@dataclass
class Served:
    """One request and what was sent for it."""

    scheme: str
    path: str
    connection: int
    request: bytes
    sent: bytes
    case: Case | None


def cases() -> dict[str, Case]:
    """All oddities by path."""
    html = b"Content-Type: text/html; charset=utf-8"
    found: dict[str, Case] = {}
    found["/plain"] = Case(plain(PAGE, html))
    found["/mixed-case"] = Case(
        plain(
            PAGE,
            b"sErVeR: Odd/1.0 (d\xc3\xa9sk)",
            b"CONTENT-TYPE: text/html",
            b"Set-Cookie: a=1; Path=/",
            b"set-cookie: b=2",
            b"SET-COOKIE: c=3; Expires=Thu, 01 Jan 2026 00:00:00 GMT",
            b"X-Latin: caf\xe9 \xff",
            b"X-Empty:",
            b"X-Spaces:    many   spaces  ",
            status=b"HTTP/1.1 200 Semua Beres, Kok",
        ),
        cuts=(3, 60, 200),
    )
    found["/chunked"] = Case(
        b"HTTP/1.1 200 OK\r\n" + html + b"\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked(PAGE, 1, 100, 7)
    )
    found["/chunked-gzip"] = Case(
        b"HTTP/1.1 200 OK\r\n"
        + html
        + b"\r\nContent-Encoding: gzip\r\ntransfer-encoding: Chunked\r\nTrailer: X-Sum\r\n\r\n"
        + chunked(PACKED, 10, 30, extension=b';name="a;b"', trailer=b"X-Sum: 1\r\nx-sum-2: zw\xc3\xb6lf\r\n"),
        payload=PACKED,
        cuts=(150, 180, 190, 215),
    )
    found["/gzip"] = Case(plain(PACKED, html, b"Content-Encoding: gzip"), payload=PACKED)
    found["/http10-close"] = Case(b"HTTP/1.0 200 OK\r\n" + html + b"\r\n\r\n" + PAGE, after="close", cuts=(50, 900))
    found["/http10-keep"] = Case(plain(PAGE, html, b"Connection: keep-alive", status=b"HTTP/1.0 200 OK"))
    found["/bare-lf"] = Case(b"HTTP/1.1 200 OK\n" + html + b"\nContent-Length: %d\n\n" % len(PAGE) + PAGE)
    found["/folded"] = Case(plain(PAGE, html, b"X-Long: begins here\r\n  and goes on\r\n\tand on"))
    found["/no-colon"] = Case(plain(PAGE, html, b"this line has no colon", b"X-After: yes"))
    found["/no-reason"] = Case(plain(PAGE, html, status=b"HTTP/1.1 200"))
    found["/redirect"] = Case(
        plain(b"moved", b"Location: /plain?from=redirect&x=%C3%A9", status=b"HTTP/1.1 302 Found"),
        status=302,
        payload=b"moved",
        body=b"moved",
    )
    found["/not-modified"] = Case(
        b'HTTP/1.1 304 Not Modified\r\nETag: "x"\r\nContent-Length: 99\r\n\r\n', status=304, payload=b"", body=b""
    )
    found["/no-content"] = Case(b"HTTP/1.1 204 No Content\r\nX-A: b\r\n\r\n", status=204, payload=b"", body=b"")
    found["/empty"] = Case(plain(b"", html), payload=b"", body=b"")
    found["/early-hints"] = Case(
        plain(PAGE, html),
        interim=b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n",
        cuts=(30, 80),
    )
    found["/trailing"] = Case(plain(PAGE, html), trailing=b"<!-- bytes after the end -->")
    found["/trailing-chunked"] = Case(
        b"HTTP/1.1 200 OK\r\n" + html + b"\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked(PAGE), trailing=b"\r\n\r\n"
    )
    found["/not-found"] = Case(
        plain(b"tidak ada", html, status=b"HTTP/1.1 404 Not Found"), status=404, payload=b"tidak ada", body=b"tidak ada"
    )
    short = plain(PAGE, html)[:-500]
    found["/short-body"] = Case(short, after="close", truncated="disconnect", payload=PAGE[:-500], body=PAGE[:-500])
    cut = b"HTTP/1.1 200 OK\r\n" + html + b"\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked(PAGE, 100)[:1500]
    found["/cut-chunks"] = Case(cut, after="close", truncated="disconnect", payload=None, body=None)
    found["/reset"] = Case(
        plain(PAGE, html)[:-500], after="reset", truncated="disconnect", payload=PAGE[:-500], body=PAGE[:-500]
    )
    found["/cut-head"] = Case(
        b"HTTP/1.1 200 OK\r\nContent-Ty",
        after="close",
        truncated="disconnect",
        payload=None,
        body=None,
        is_answered=False,
    )
    found["/timeout"] = Case(
        plain(PAGE, html)[:-100], after="hang", truncated="time", payload=PAGE[:-100], body=PAGE[:-100]
    )
    found["/silent"] = Case(b"", after="hang", payload=None, body=None, is_answered=False)
    found["/closed"] = Case(b"", after="close", payload=None, body=None, is_answered=False)
    found["/garbage"] = Case(
        b"<html>no head at all</html>\r\n\r\n",
        after="close",
        truncated="unspecified",
        payload=None,
        body=None,
        is_answered=False,
    )
    found["/long-line"] = Case(plain(PAGE, html, b"Content-Security-Policy: " + b"x" * 30_000))
    found["/big"] = Case(b"", payload=None, body=None, truncated="length")
    found["/endless-head"] = Case(b"", payload=None, body=None, truncated="length", is_answered=False)
    found["/lengths-differ"] = Case(
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhalloo",
        after="close",
        truncated="unspecified",
        payload=None,
        body=None,
    )
    return found


@dataclass
class OddServer:
    """Serves every case over http and, given a TLS context, https; a context manager."""

    tls: ssl.SSLContext | None = None
    served: list[Served] = field(default_factory=list)

    def __enter__(self) -> Self:
        self._cases = cases()
        self._tries: dict[str, int] = {}
        self._lock = threading.Lock()
        self._over = threading.Event()
        self._listeners = [socket.create_server(("127.0.0.1", 0))]
        if self.tls is not None:
            self._listeners.append(socket.create_server(("127.0.0.1", 0)))
        for index, listener in enumerate(self._listeners):
            threading.Thread(target=self._accept, args=(listener, index == 1), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for listener in self._listeners:
            listener.close()

    @property
    def port(self) -> int:
        """Port of http."""
        return self._listeners[0].getsockname()[1]

    @property
    def tls_port(self) -> int:
        """Port of https."""
        return self._listeners[1].getsockname()[1]

    def _accept(self, listener: socket.socket, is_tls: bool) -> None:
        count = 0
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            count += 1
            threading.Thread(target=self._serve, args=(connection, is_tls, count), daemon=True).start()

    def _serve(self, connection: socket.socket, is_tls: bool, number: int) -> None:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            if is_tls:
                assert self.tls is not None
                connection = self.tls.wrap_socket(connection, server_side=True)
            served_here = 0
            while (request := _read_request(connection)) and self._answer(
                connection, request, "https" if is_tls else "http", number, served_here
            ):
                served_here += 1
        except (OSError, ssl.SSLError):
            pass
        finally:
            connection.close()

    def _answer(self, connection: socket.socket, request: bytes, scheme: str, number: int, before: int) -> bool:
        """Send one answer; tell whether the connection goes on."""
        path = request.split(b" ")[1].decode("latin-1")
        name = path.partition("?")[0]
        case = self._cases.get(name)
        with self._lock:
            tries = self._tries[name] = self._tries.get(name, 0) + 1
        if name == "/busy":
            case = Case(
                plain(b"sibuk", b"Retry-After: 0", status=b"HTTP/1.1 503 Service Unavailable"),
                status=503,
                payload=b"sibuk",
                body=b"sibuk",
            )
            case = case if tries == 1 else Case(plain(PAGE))
        if name == "/stale":
            # On a connection that was used before: close without a word. On a fresh one: answer.
            case = Case(b"", after="close") if before else Case(plain(PAGE))
        if name == "/echo":
            # Slower and faster answers by turns, so that exchanges overlap on several connections.
            time.sleep(0.01 * (tries % 4))
            body = path.encode("latin-1")
            case = Case(plain(body), payload=body, body=body)
        if name == "/big":
            head, more = plain(b"", b"X: y").replace(b"Content-Length: 0\r\n", b""), b"x" * 65536
            return self._send_endless(connection, Served(scheme, path, number, request, head, case), more)
        if name == "/endless-head":
            head, more = b"HTTP/1.1 200 OK\r\n", b"X-Filler: " + b"y" * 1000 + b"\r\n"
            return self._send_endless(connection, Served(scheme, path, number, request, head, case), more)
        if case is None:
            case = Case(plain(b"?", status=b"HTTP/1.1 404 Not Found"), status=404)
        sent = case.interim + case.message + case.trailing
        self.served.append(Served(scheme, path, number, request, sent, case))
        at = 0
        for cut in (*case.cuts, len(sent)):
            if sent[at:cut]:
                connection.sendall(sent[at:cut])
            at = max(at, cut)
            if case.cuts:
                time.sleep(0.01)
        if case.after == "hang":
            self._over.wait(30)
            return False
        if case.after == "reset":
            time.sleep(0.05)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            return False
        if case.after == "close" and isinstance(connection, ssl.SSLSocket):
            connection.unwrap()
        return case.after == "keep"

    def _send_endless(self, connection: socket.socket, served: Served, more: bytes) -> bool:
        """Send the head and then *more* again and again, until the other side has enough."""
        self.served.append(served)
        connection.sendall(served.sent)
        parts = [served.sent]
        try:
            for _ in range(1000):
                connection.sendall(more)
                parts.append(more)
        except OSError:
            pass
        served.sent = b"".join(parts)
        return False


def _read_request(connection: socket.socket) -> bytes:
    """Read one request without a body."""
    request = b""
    while not request.endswith(b"\r\n\r\n"):
        piece = connection.recv(65536)
        if not piece:
            return b""
        request += piece
    return request
