"""What an HTTP/1.x message says, read from its bytes: status, fields, payload, body.

The reader is tolerant, because the bytes are kept as they came and must be read years later: bare LF, folded lines,
lines without a colon, raw UTF-8 or Latin-1 in fields, no reason phrase, cut framing and cut compression all give what
can be read, and each departure from RFC 9112 is named in ``problems``. Everything is bounded: heads, lines, chunks,
codings and the unpacked size.
"""

from __future__ import annotations

import re

import attrs

from .codings import decode_content

#: Unpacked bodies above this are refused (a news page is under 1 MB; this is what protects the reader).
DEFAULT_MAX_BYTES = 20 * 1024 * 1024
#: Heads beyond this are cut: 64 kB is eight times what common servers send at most.
MAX_HEAD_BYTES = 64 * 1024
#: Chunks read of one body. Servers send some kB in each; a body of one-byte chunks would take seconds to read.
_MOST_CHUNKS = 200_000
#: Statuses whose responses never have a body (RFC 9112 section 6.3).
_BODYLESS = frozenset({204, 304})

_STATUS_LINE = re.compile(rb"HTTP/(\d+(?:\.\d+)?)[ \t]+(\d{3})(?:[ \t](.*))?$", re.IGNORECASE)
_REQUEST_LINE = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+)[ \t]+(\S+)(?:[ \t]+(HTTP/\d+(?:\.\d+)?))?[ \t]*$")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_CHUNK_SIZE = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,15})[ \t]*(?:;.*)?$")


class _Fields:
    """What requests and responses share: looking up header fields by name."""

    __slots__ = ()
    headers: tuple[tuple[str, str], ...]

    def header(self, name: str) -> str | None:
        """Return the first value of the field *name*, in any case; None when there is none."""
        wanted = name.lower()
        return next((value for found, value in self.headers if found.lower() == wanted), None)

    def header_all(self, name: str) -> tuple[str, ...]:
        """Return every value of the field *name*, in the order sent."""
        wanted = name.lower()
        return tuple(value for found, value in self.headers if found.lower() == wanted)

    @property
    def content_type(self) -> str | None:
        """The Content-Type field as sent, parameters included."""
        return self.header("content-type")


@attrs.frozen(kw_only=True)
class HttpResponse(_Fields):
    """One HTTP response, understood."""

    #: HTTP status; None when the bytes do not begin with a status line.
    status: int | None
    #: Reason phrase as sent; empty when there is none.
    reason: str
    #: ``1.1``, ``1.0``; empty when there is no status line.
    version: str
    #: Name and value of each field, in order, case and repeats kept.
    headers: tuple[tuple[str, str], ...]
    #: Body with transfer-coding undone, content-coding kept: what the payload digest is over.
    payload: bytes = attrs.field(repr=False)
    #: Body with content-coding undone as well; empty when it was refused (see *problems*).
    body: bytes = attrs.field(repr=False)
    #: Departures from the standard and what was not understood, each ``name: detail``; see docs/explanation/exact-bytes.
    problems: tuple[str, ...] = ()

    @property
    def location(self) -> str | None:
        """The Location field as sent."""
        return self.header("location")

    def has_problem(self, name: str) -> bool:
        """Tell whether a problem of this name was met, e.g. ``too-large``."""
        return any(problem.partition(":")[0] == name for problem in self.problems)


@attrs.frozen(kw_only=True)
class HttpRequest(_Fields):
    """One HTTP request, understood."""

    #: Empty when the bytes do not begin with a request line.
    method: str
    #: Request target as sent: path and query, usually.
    target: str
    version: str
    headers: tuple[tuple[str, str], ...]
    body: bytes = attrs.field(repr=False)
    problems: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Framing:
    """Where a response's parts are: offsets into its bytes."""

    status: int | None
    headers: tuple[tuple[str, str], ...]
    #: Offset of the first byte of the body.
    body_start: int
    #: Offset after the last byte of the message; bytes behind it belong to no message.
    end: int
    #: Body with transfer-coding undone.
    payload: bytes = attrs.field(repr=False)
    #: Whether the message is whole: the length or the last chunk was reached, or it ends with the connection.
    is_complete: bool
    #: Whether the body's size was told (length or chunks); if not, the end of the connection ends it.
    is_delimited: bool
    reason: str = ""
    version: str = ""
    problems: tuple[str, ...] = ()


def read_response(raw: bytes, *, max_bytes: int = DEFAULT_MAX_BYTES) -> HttpResponse:
    r"""Read a response from its bytes, from the (final) status line on. Never raises on what the bytes say.

    Args:
        raw: The message as it crossed the wire; bytes after its end are named as a problem and ignored.
        max_bytes: Largest unpacked body, in bytes; a larger one is refused: ``body`` is empty, ``too-large`` is named.

    >>> read_response(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi").body
    b'hi'
    """
    framing = read_framing(raw)
    problems = list(framing.problems)
    codings = [value for name, value in framing.headers if name.lower() == "content-encoding"]
    body = decode_content(framing.payload, codings, max_bytes=max_bytes, problems=problems)
    return HttpResponse(
        status=framing.status,
        reason=framing.reason,
        version=framing.version,
        headers=framing.headers,
        payload=framing.payload,
        body=body,
        problems=tuple(problems),
    )


def read_framing(raw: bytes) -> Framing:
    """Read the head of a response and undo its transfer-coding; the content-coding stays."""
    first, headers, body_start, problems = _read_head(raw)
    match = _STATUS_LINE.match(first)
    if match is None:
        problems.insert(0, f"no-status-line: begins with {raw[:40]!r}")
        return Framing(
            status=None,
            headers=(),
            body_start=0,
            end=len(raw),
            payload=raw,
            is_complete=False,
            is_delimited=False,
            problems=tuple(problems),
        )
    status = int(match[2])
    payload, end, complete, delimited = _undo_transfer(raw, body_start, status, headers, problems)
    if end < len(raw):
        problems.append(f"trailing-bytes: {len(raw) - end} after the end of the message")
    return Framing(
        status=status,
        headers=headers,
        body_start=body_start,
        end=end,
        payload=payload,
        is_complete=complete,
        is_delimited=delimited,
        reason=_text(match[3] or b"").strip(),
        version=match[1].decode("ascii"),
        problems=tuple(problems),
    )


def read_request(raw: bytes) -> HttpRequest:
    """Read a request from its bytes. Never raises on what the bytes say."""
    first, headers, body_start, problems = _read_head(raw)
    match = _REQUEST_LINE.match(first)
    if match is None:
        problems.insert(0, f"no-request-line: begins with {raw[:40]!r}")
    return HttpRequest(
        method=match[1].decode("ascii") if match else "",
        target=_text(match[2]) if match else "",
        version=(match[3] or b"").decode("ascii").partition("/")[2] if match else "",
        headers=headers if match else (),
        body=raw[body_start:] if match else raw,
        problems=tuple(problems),
    )


def split_interim(raw: bytes) -> tuple[bytes, bytes]:
    r"""Split leading 1xx heads (100 Continue, 103 Early Hints) from the final response.

    They are no part of the response record: replay and indexers take the first status line they see. 101 stays: after
    it another protocol speaks.

    >>> split_interim(b"HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\n\r\n")
    (b'HTTP/1.1 103 Early Hints\r\n\r\n', b'HTTP/1.1 200 OK\r\n\r\n')
    """
    start = 0
    while match := re.compile(rb"HTTP/\d+\.\d+[ \t]+1(?!01)\d\d\b[^\n]*\n", re.IGNORECASE).match(raw, start):
        # The head may be its status line alone: the blank line that ends it follows at once.
        end = _HEAD_END.search(raw, max(start, match.end() - 2))
        if end is None:
            break
        start = end.end()
    return raw[:start], raw[start:]


def head_end(raw: bytes | bytearray) -> int | None:
    """Return the offset of the first byte after the blank line that ends the head; None when it has not come."""
    found = _HEAD_END.search(raw)
    return found.end() if found else None


def _read_head(raw: bytes) -> tuple[bytes, tuple[tuple[str, str], ...], int, list[str]]:
    """Return the first line, the fields, the offset of the body and what was odd."""
    problems: list[str] = []
    found = _HEAD_END.search(raw, 0, MAX_HEAD_BYTES + 4)
    if found is not None:
        head, body_start = raw[: found.start()], found.end()
    elif len(raw) > MAX_HEAD_BYTES:
        problems.append(f"long-head: more than {MAX_HEAD_BYTES} bytes")
        head, body_start = raw[:MAX_HEAD_BYTES], len(raw)
    else:
        problems.append("cut-head: no blank line ends it")
        head, body_start = raw, len(raw)
    if b"\n" in head.replace(b"\r\n", b""):
        problems.append("bare-lf: lines end without CR")
    lines = [line.removesuffix(b"\r") for line in head.split(b"\n")]
    fields: list[list[bytes]] = []
    for line in lines[1:]:
        if line[:1] in (b" ", b"\t") and fields:
            fields[-1][1] += b" " + line.strip()
            problems.append("folded-line: a field goes on in the next line")
            continue
        name, colon, value = line.partition(b":")
        if not colon:
            if line.strip():
                problems.append(f"no-colon: {line[:60]!r}")
            continue
        fields.append([name.strip(), value.strip()])
    return lines[0], tuple((_text(name), _text(value)) for name, value in fields), body_start, problems


def _text(octets: bytes) -> str:
    """Decode header bytes: UTF-8 where valid, else Latin-1, which every byte string is."""
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError:
        return octets.decode("latin-1")


def _undo_transfer(
    raw: bytes, start: int, status: int, headers: tuple[tuple[str, str], ...], problems: list[str]
) -> tuple[bytes, int, bool, bool]:
    """Return payload, end of message, whether it is whole and whether its size was told (RFC 9112 section 6.3)."""
    if status in _BODYLESS or 100 <= status < 200:
        return b"", start, True, True
    codings = ",".join(value for name, value in headers if name.lower() == "transfer-encoding").lower()
    names = [name.strip() for name in codings.split(",") if name.strip() not in {"", "identity"}]
    if names:
        if names != ["chunked"]:
            problems.append(f"transfer-coding: {','.join(names)[:60]}")
        if names[-1] != "chunked":
            return raw[start:], len(raw), True, False
        payload, end, complete = _dechunk(raw, start, problems)
        inner = names[:-1]
        return (decode_content(payload, inner, problems=problems) if inner else payload), end, complete, True
    lengths = {
        value.strip() for name, values in headers if name.lower() == "content-length" for value in values.split(",")
    }
    if lengths:
        length = _length(lengths, problems)
        if length is not None:
            have = len(raw) - start
            if have < length:
                problems.append(f"short-body: {have} of {length} bytes")
            end = min(len(raw), start + length)
            return raw[start:end], end, have >= length, True
    return raw[start:], len(raw), True, False


def _length(values: set[str], problems: list[str]) -> int | None:
    """Return the one Content-Length that *values* agree on; None, and a problem, when there is none."""
    if len(values) == 1:
        [value] = values
        if re.fullmatch(r"[0-9]{1,15}", value):
            return int(value)
    problems.append(f"content-length: {', '.join(sorted(values))[:60]!r} cannot be used")
    return None


def _dechunk(raw: bytes, start: int, problems: list[str]) -> tuple[bytes, int, bool]:
    """Undo chunked coding (RFC 9112 section 7.1), extensions and trailers included; give what there is of a cut one."""
    parts: list[memoryview] = []
    view = memoryview(raw)
    at = start
    for _ in range(_MOST_CHUNKS):
        line_end = raw.find(b"\n", at, at + 4096)
        if line_end < 0:
            problems.append("cut-chunks: the last chunk did not come")
            return b"".join(parts), len(raw), False
        match = _CHUNK_SIZE.match(raw[at:line_end].removesuffix(b"\r"))
        if match is None:
            # A server that says "chunked" and sends plain bytes: everything is body.
            problems.append(f"bad-chunk: {raw[at : at + 20]!r} is no chunk size")
            rest = view[at:]
            return b"".join([*parts, rest]), len(raw), False
        size = int(match[1], 16)
        at = line_end + 1
        if size == 0:
            return b"".join(parts), *_skip_trailers(raw, at, problems)
        parts.append(view[at : at + size])
        if at + size > len(raw):
            problems.append(f"cut-chunks: {len(raw) - at} of {size} bytes of the last chunk")
            return b"".join(parts), len(raw), False
        at += size
        if raw[at : at + 2] == b"\r\n":
            at += 2
        elif raw[at : at + 1] == b"\n":
            at += 1
    problems.append(f"cut-chunks: more than {_MOST_CHUNKS}")
    return b"".join(parts), len(raw), False


def _skip_trailers(raw: bytes, at: int, problems: list[str]) -> tuple[int, bool]:
    """Return the offset after the trailer section, and whether its end came."""
    while True:
        line_end = raw.find(b"\n", at)
        if line_end < 0:
            problems.append("cut-trailers: the blank line after the last chunk did not come")
            return len(raw), False
        line = raw[at:line_end].removesuffix(b"\r")
        at = line_end + 1
        if not line:
            return at, True
