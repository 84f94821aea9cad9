"""The taped protocol: whatever a server sends, in whatever pieces, the tape holds it and is closed once."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from twisted.internet.error import ConnectionDone, ConnectionLost
from twisted.internet.testing import StringTransport
from twisted.python.failure import Failure
from twisted.web._newclient import Request
from twisted.web.http_headers import Headers

from archive import Purpose, Road, Visit
from dnusa_crawler.capture.tape import Limits, Tape
from dnusa_crawler.capture.tls import explain
from dnusa_crawler.capture.wire import TapedProtocol

VISIT = Visit(run="r", site="s", purpose=Purpose.PAGE, road=Road.FEED)
SENT = b"GET /x HTTP/1.1\r\nHost: a.example\r\n\r\n"


def talk(
    pieces: list[bytes], *, orderly: bool = True, limits: Limits | None = None
) -> tuple[list[Tape], StringTransport]:
    """Send one request over a taped protocol, feed it the pieces, end the connection; return the closed tapes."""
    closed: list[Tape] = []
    transport = StringTransport()
    protocol = TapedProtocol(lambda _: None)
    protocol.makeConnection(transport)
    protocol.use(Tape(limits or Limits(), closed=closed.append))
    answer = protocol.request(Request(b"GET", b"/x", Headers({b"Host": [b"a.example"]}), None, persistent=True))
    answer.addErrback(lambda _: None)
    for piece in pieces:
        if transport.disconnecting or getattr(transport, "aborting", False):
            break
        protocol.dataReceived(piece)
    protocol.connectionLost(Failure(ConnectionDone() if orderly else ConnectionLost()))
    return closed, transport


_ODD = st.sampled_from(
    [b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 103 E\r\n\r\n", b"Content-Length: 3\r\n", b"Transfer-Encoding: chunked\r\n", b"\r\n",
     b"3\r\nabc\r\n", b"0\r\n\r\n", b"abc", b"\n", b"\x00\xff", b"HTTP/1.0 304 N\n\n", b"Content-Length: x\r\n", b"Transfer-Encoding: gzip\r\n"]
)  # fmt: skip


@given(st.lists(_ODD | st.binary(max_size=20), max_size=12), st.booleans())
@example([b"HTTP/1.1 200 OK\r\n\r\n", b"abc"], True)
@example([b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcHTTP/1.1 500 X\r\n\r\n"], True)
def test_whatever_is_sent_is_held(pieces: list[bytes], orderly: bool) -> None:
    """One closed tape; request as written; response, interim heads and stray bytes are what was sent, in order."""
    closed, transport = talk(pieces, orderly=orderly)
    [tape] = closed
    kept = tape.exchange("http://a.example/x", VISIT)
    sent = b"".join(pieces)

    assert kept is not None
    assert kept.request == SENT == transport.value()
    assert sent.startswith(kept.interim + (kept.response or b""))
    assert (kept.truncated is None) == (kept.error is None) or not kept.response


@pytest.mark.parametrize(
    ("pieces", "orderly", "truncated"),
    [
        ([b"HTTP/1.1 200 OK\r\n\r\nabc"], True, None),
        ([b"HTTP/1.1 200 OK\r\n\r\nabc"], False, "disconnect"),
        ([b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nabc"], True, "disconnect"),
        ([b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc"], False, None),
        ([b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"], True, "disconnect"),
        ([b"HTTP/1.1 200 OK\r\nContent-"], True, "disconnect"),
    ],
)
def test_the_end_of_the_connection(pieces: list[bytes], orderly: bool, truncated: str | None) -> None:
    """It ends a message without a length, if it is orderly; else the message is cut."""
    [tape], _ = talk(pieces, orderly=orderly)

    assert tape.truncated == truncated


def test_stray_bytes_end_the_connection() -> None:
    """What could pass for the next answer closes the connection."""
    _, after_stray = talk([b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\naHTTP/1.1 200 OK\r\n\r\n"])
    _, after_whole = talk([b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na"])

    assert after_stray.disconnecting
    assert not after_whole.disconnecting


def test_a_limit_aborts_the_connection() -> None:
    """No further byte is read once the limit is reached."""
    [tape], transport = talk(
        [b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 50, b"y" * 60, b"z" * 60], limits=Limits(body_bytes=100)
    )

    assert transport.disconnecting or getattr(transport, "aborting", False)
    assert tape.truncated == "length"
    assert tape.response_bytes().endswith(b"x" * 50 + b"y" * 50)


def test_why_a_handshake_failed() -> None:
    """In words a person can act on, from what Twisted raises."""

    class ReasonsError(Exception):
        def __init__(self, *values: Exception) -> None:
            self.reasons = [Failure(value) for value in values]

    assert explain(ReasonsError(ValueError("certificate verify failed"))) == "the certificate is signed by nobody known"
    assert explain(ReasonsError(ValueError("certificate has expired"))) == "the certificate has expired"
    assert explain(ReasonsError(ValueError("x"), ValueError("DNSMismatch"))) == "the certificate is of another host"
    assert explain(ValueError("reset")) == "the handshake failed"
