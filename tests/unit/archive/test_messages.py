"""HTTP messages are read as far as they can be, and what is odd is named."""

from __future__ import annotations

import gzip
import zlib

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from archive.messages import head_end, read_framing, read_request, read_response, split_interim

PAGE = b"<html>" + b"kabar " * 500


def response(body: bytes, *head: bytes, status: bytes = b"HTTP/1.1 200 OK", end: bytes = b"\r\n") -> bytes:
    return end.join([status, *head, b"", body])


@pytest.mark.parametrize(
    ("line", "status", "reason", "version"),
    [
        (b"HTTP/1.1 200 OK", 200, "OK", "1.1"),
        (b"HTTP/1.1 200", 200, "", "1.1"),
        (b"HTTP/1.0 404 Tidak Ada Di Sini", 404, "Tidak Ada Di Sini", "1.0"),
        (b"http/1.1 200 ok", 200, "ok", "1.1"),
        (b"HTTP/2 200 ", 200, "", "2"),
        (b"HTTP/1.1  301  Moved", 301, "Moved", "1.1"),
        (b"HTTP/1.1 200 caf\xe9", 200, "café", "1.1"),
    ],
)
def test_status_lines(line: bytes, status: int, reason: str, version: str) -> None:
    """Status, reason and version are read from every form that servers send."""
    read = read_response(response(b"", status=line))

    assert (read.status, read.reason, read.version) == (status, reason, version)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"<html>an answer of HTTP/0.9</html>",
        b"HTTP/1.1 OK\r\n\r\n",
        b"\x16\x03\x01\x02\x00",
        b"ICY 200 OK\r\n\r\n",
    ],
)
def test_no_status_line_is_named(raw: bytes) -> None:
    """Garbage has no status; all of it is payload and body."""
    read = read_response(raw)

    assert read.status is None
    assert read.has_problem("no-status-line")
    assert read.payload == read.body == raw


def test_fields_keep_case_order_and_repeats() -> None:
    """The head is not tidied."""
    read = read_response(
        response(b"", b"Set-Cookie: a=1", b"sEt-cOOkie: b=2", b"X-Utf: \xc3\xa9", b"X-Latin: \xe9", b"Empty:")
    )

    assert read.headers == (
        ("Set-Cookie", "a=1"),
        ("sEt-cOOkie", "b=2"),
        ("X-Utf", "é"),
        ("X-Latin", "é"),
        ("Empty", ""),
    )
    assert read.header("SET-COOKIE") == "a=1"
    assert read.header_all("set-cookie") == ("a=1", "b=2")
    assert read.header("missing") is None


def test_odd_heads_are_read_and_named() -> None:
    """Bare LF, a folded line and a line without a colon cost nothing but a word."""
    read = read_response(response(b"body", b"A: 1", b"  and 2", b"no colon here", b"B: 3", end=b"\n"))

    assert read.headers == (("A", "1 and 2"), ("B", "3"))
    assert read.body == b"body"
    assert {problem.partition(":")[0] for problem in read.problems} == {"bare-lf", "folded-line", "no-colon"}


def test_shortcuts() -> None:
    """The fields everybody asks for have names."""
    read = read_response(response(b"", b"Location: /x", b"content-type: text/html; charset=x"))

    assert (read.location, read.content_type) == ("/x", "text/html; charset=x")


@pytest.mark.parametrize(
    ("framed", "payload"),
    [
        (b"5\r\nhello\r\n0\r\n\r\n", b"hello"),
        (b'5;a=b;c="d e"\r\nhello\r\n6 \r\n world\r\n0;x\r\nTrailer: y\r\nZ: w\r\n\r\n', b"hello world"),
        (b"5\nhello\n0\n\n", b"hello"),
        (b"0\r\n\r\n", b""),
        (b"A\r\n0123456789\r\n00000\r\n\r\n", b"0123456789"),
    ],
)
def test_chunks_are_undone(framed: bytes, payload: bytes) -> None:
    """Extensions and trailers included."""
    framing = read_framing(response(framed, b"Transfer-Encoding: chunked"))

    assert framing.payload == payload
    assert framing.is_complete
    assert framing.problems == ()


@pytest.mark.parametrize(
    ("framed", "payload", "problem"),
    [
        (b"5\r\nhel", b"hel", "cut-chunks"),
        (b"5\r\nhello\r\n", b"hello", "cut-chunks"),
        (b"5\r\nhello\r\n0\r\n", b"hello", "cut-trailers"),
        (b"5\r\nhello\r\n3", b"hello", "cut-chunks"),
        (b"plain bytes\nof a liar", b"plain bytes\nof a liar", "bad-chunk"),
        (b"", b"", "cut-chunks"),
        (b"FFFFFFFFFFFFFFF\r\nabc", b"abc", "cut-chunks"),
        (b"-5\r\nhello", b"-5\r\nhello", "bad-chunk"),
    ],
)
def test_cut_chunks_give_what_came(framed: bytes, payload: bytes, problem: str) -> None:
    """A cut or false framing gives its bytes and a name."""
    framing = read_framing(response(framed, b"Transfer-Encoding: chunked"))

    assert framing.payload == payload
    assert not framing.is_complete
    assert any(found.startswith(problem) for found in framing.problems)


def test_a_body_of_tiny_chunks_is_read_in_bounds() -> None:
    """A million chunks of a byte are an attack on time: the first 200 000 are read, and it is named."""
    framing = read_framing(response(b"1\r\nx\r\n" * 300_000, b"Transfer-Encoding: chunked"))

    assert framing.payload == b"x" * 200_000
    assert framing.problems == ("cut-chunks: more than 200000",)


def test_length_rules() -> None:
    """A length ends the message; less is named, more is behind the end; equal repeats are one length."""
    exact = read_framing(response(b"hello", b"Content-Length: 5", b"content-length: 5"))
    short = read_framing(response(b"hel", b"Content-Length: 5"))
    more = read_framing(response(b"hello, world", b"Content-Length: 5"))

    assert (exact.payload, exact.is_complete, exact.problems) == (b"hello", True, ())
    assert (short.payload, short.is_complete) == (b"hel", False)
    assert short.problems == ("short-body: 3 of 5 bytes",)
    assert (more.payload, more.is_complete) == (b"hello", True)
    assert more.problems == ("trailing-bytes: 7 after the end of the message",)


@pytest.mark.parametrize(
    "lengths",
    [
        [b"Content-Length: 3", b"Content-Length: 4"],
        [b"Content-Length: 3x"],
        [b"Content-Length: -1"],
        [b"Content-Length: 1e2"],
    ],
)
def test_useless_lengths_are_named(lengths: list[bytes]) -> None:
    """A length that is none leaves the body to the end of the connection."""
    framing = read_framing(response(b"hello", *lengths))

    assert framing.payload == b"hello"
    assert not framing.is_delimited
    assert framing.problems[0].startswith("content-length")


@pytest.mark.parametrize("status", [b"HTTP/1.1 204 No Content", b"HTTP/1.1 304 Not Modified"])
def test_bodyless_statuses(status: bytes) -> None:
    """204 and 304 have no body, whatever their length says."""
    framing = read_framing(response(b"", b"Content-Length: 99", status=status))

    assert (framing.payload, framing.is_complete) == (b"", True)


CODED = {
    "gzip": gzip.compress(PAGE),
    "x-gzip": gzip.compress(PAGE[:10]) + gzip.compress(PAGE[10:]),
    "deflate": zlib.compress(PAGE),
    "br": brotli.compress(PAGE),
    "zstd": zstandard.compress(PAGE[:10]) + zstandard.compress(PAGE[10:]),
}


@pytest.mark.parametrize("name", CODED)
def test_codings_are_undone(name: str) -> None:
    """Whole streams give the page, several members included."""
    read = read_response(response(CODED[name], b"Content-Encoding: " + name.encode()))

    assert (read.body, read.payload, read.problems) == (PAGE, CODED[name], ())


def test_raw_deflate_is_undone() -> None:
    """What many servers call deflate is deflate."""
    read = read_response(response(zlib.compress(PAGE)[2:-4], b"Content-Encoding: deflate"))

    assert (read.body, read.problems) == (PAGE, ())


def test_two_codings_are_undone_in_order() -> None:
    """The last one applied is undone first."""
    read = read_response(
        response(gzip.compress(brotli.compress(PAGE)), b"Content-Encoding: br", b"Content-Encoding: gzip")
    )

    assert read.body == PAGE


@pytest.mark.parametrize("name", ["gzip", "deflate", "br", "zstd"])
def test_cut_streams_give_what_came(name: str) -> None:
    """A cut stream gives a beginning of the page and is named; it does not pass for whole."""
    noise = "".join(chr(33 + (i * i * 7919) % 90) for i in range(400_000)).encode()
    packed = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress, "zstd": zstandard.compress}[name](
        noise
    )
    read = read_response(response(packed[: len(packed) * 3 // 4], b"Content-Encoding: " + name.encode()))

    assert noise.startswith(read.body)
    assert read.has_problem("cut-coding")
    assert 0 < len(read.body) < len(noise)


@pytest.mark.parametrize("name", ["gzip", "deflate", "br", "zstd"])
def test_a_lie_about_the_coding_costs_nothing(name: str) -> None:
    """Plain bytes labelled as packed are the body."""
    read = read_response(response(PAGE, b"Content-Encoding: " + name.encode()))

    assert read.body == PAGE
    assert read.has_problem("bad-coding")


def test_damage_inside_gzip_gives_what_stands_before() -> None:
    """Bytes before the damage are text; bytes after it are nobody's."""
    packed = bytearray(gzip.compress(bytes(i * i % 251 for i in range(60_000)), compresslevel=1))
    packed[len(packed) // 2] ^= 0xFF
    packed[len(packed) // 2 + 1] ^= 0xFF
    read = read_response(response(bytes(packed), b"Content-Encoding: gzip"))

    assert read.has_problem("bad-coding")
    assert len(read.body) > 0


def test_unknown_codings_are_named() -> None:
    """What cannot be undone stays as it is."""
    read = read_response(response(PAGE, b"Content-Encoding: compress"))

    assert read.body == PAGE
    assert read.has_problem("unknown-coding")


@pytest.mark.parametrize("name", ["gzip", "deflate", "br", "zstd"])
def test_bombs_are_refused(name: str) -> None:
    """What unpacks beyond the limit gives no body, within bounds of time and memory."""
    zeros = bytes(30_000_000)
    pack = {
        "gzip": lambda: gzip.compress(zeros, 1),
        "deflate": lambda: zlib.compress(zeros, 1),
        "br": lambda: brotli.compress(zeros, quality=1),
        "zstd": lambda: zstandard.compress(zeros),
    }[name]
    read = read_response(response(pack(), b"Content-Encoding: " + name.encode()), max_bytes=1_000_000)

    assert read.body == b""
    assert read.has_problem("too-large")
    assert read.payload


def test_five_codings_are_refused() -> None:
    """A chain of codings is an attack on time."""
    read = read_response(response(PAGE, b"Content-Encoding: gzip, gzip, gzip, gzip, gzip"))

    assert read.has_problem("unknown-coding")


def test_an_endless_head_is_cut() -> None:
    """Nothing is searched or kept beyond the limit."""
    read = read_response(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 20_000)

    assert read.status == 200
    assert read.has_problem("long-head")


@given(st.binary(max_size=300))
def test_any_bytes_can_be_read(raw: bytes) -> None:
    """No bytes make the reader raise, and nothing is invented."""
    for whole in (raw, b"HTTP/1.1 200 OK\r\n" + raw, b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + raw):
        framing = read_framing(whole)

        assert framing.end <= len(whole)
        assert len(framing.payload) <= len(whole)
        read_response(whole)
        read_request(whole)
        interim, rest = split_interim(whole)
        assert interim + rest == whole


@given(st.sampled_from(["gzip", "deflate", "br", "zstd"]), st.binary(max_size=200))
def test_any_bytes_can_be_decoded(name: str, raw: bytes) -> None:
    """No stream makes a decoder raise."""
    read_response(response(raw, b"Content-Encoding: " + name.encode()))


@given(st.lists(st.binary(min_size=1, max_size=50), max_size=8))
def test_chunking_and_back(pieces: list[bytes]) -> None:
    """Undoing chunks gives the pieces joined."""
    framed = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"
    framing = read_framing(response(framed + b"next", b"Transfer-Encoding: chunked"))

    assert framing.payload == b"".join(pieces)
    assert framing.end == len(response(framed, b"Transfer-Encoding: chunked"))


def test_interim_heads_are_split() -> None:
    """100, 102 and 103 stand before the message; 101 is the message."""
    interim = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
    final = b"HTTP/1.1 200 OK\r\n\r\n"
    switch = b"HTTP/1.1 101 Switching Protocols\r\n\r\n"

    assert split_interim(interim + final) == (interim, final)
    assert split_interim(switch) == (b"", switch)
    assert split_interim(b"HTTP/1.1 103 Early Hints\r\nLink") == (b"", b"HTTP/1.1 103 Early Hints\r\nLink")


def test_where_the_head_ends() -> None:
    """After the blank line, once it has come."""
    assert head_end(b"HTTP/1.1 200 OK\r\nA: b\r\n\r\nbody") == 25
    assert head_end(b"HTTP/1.1 200 OK\r\nA: b\r\n") is None


def test_requests_are_read() -> None:
    """Method, target, fields, body."""
    read = read_request(b"POST /cari?q=1 HTTP/1.1\r\nHost: a.example\r\nContent-Length: 2\r\n\r\nab")

    assert (read.method, read.target, read.version) == ("POST", "/cari?q=1", "1.1")
    assert read.header("host") == "a.example"
    assert read.body == b"ab"
    assert read_request(b"\x00\x01").problems[0].startswith("no-request-line")
