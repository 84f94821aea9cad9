"""An exchange as records, and records as an exchange again: nothing the crawler knew of it is lost between the two."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from typing import Any

import attrs

from ..digests import sha1_digest
from ..errors import DigestMismatchError, RecordError
from ..messages import Framing, read_framing
from ..records import Exchange, Purpose, Road, Visit
from .format import IDENTICAL_PAYLOAD, NOT_MODIFIED, Record

#: Name of the field of our metadata records that holds everything, as JSON in one line.
_FIELD = b"dnusa-exchange: "

#: One encoder for all: ``json.dumps`` with settings makes a new one each time.
_encode = json.JSONEncoder(separators=(",", ":")).encode


@attrs.frozen(kw_only=True)
class Facts:
    """What an exchange's response says that the archive decides by."""

    #: HTTP status; None when there is no response, or none with a status line.
    status: int | None = None
    version: str = ""
    content_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    location: str | None = None
    #: ``sha1:BASE32`` of the payload; None when it is empty.
    payload_digest: str | None = None
    payload_bytes: int = 0
    #: Where the body begins in the response's bytes.
    body_start: int = 0
    #: Whether a content-coding (gzip, br …) packs the payload.
    is_packed: bool = False
    #: Odd things met, as in ``HttpResponse.problems``.
    problems: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Written:
    """Where one exchange or note was written, and the facts of its row."""

    #: Final name of the WARC file (while it is written, its name on disk ends in ``.open``).
    file: str
    #: Position and length of the response or revisit record; of the request record when no response came; of the
    #: metadata record for a note.
    offset: int
    length: int
    #: Position after the last record of this write: everything before it is whole.
    end: int
    status: int | None = None
    content_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    location: str | None = None
    payload_digest: str | None = None
    payload_bytes: int = 0
    is_revisit: bool = False
    #: (file, offset) of the record that holds the bytes of a revisit.
    refers_to: tuple[str, int] | None = None


def describe(exchange: Exchange) -> Facts:
    """Return what the response of *exchange* says; empty facts when there is none. Never raises on what it says."""
    if not exchange.response:
        return Facts()
    return facts_of(read_framing(exchange.response))


def facts_of(framing: Framing) -> Facts:
    """Return the facts of a response that was read already."""
    if framing.status is None:
        return Facts(problems=framing.problems)
    first: dict[str, str] = {}
    for name, value in framing.headers:
        first.setdefault(name.lower(), value)
    return Facts(
        status=framing.status,
        version=framing.version,
        content_type=first.get("content-type"),
        etag=first.get("etag"),
        last_modified=first.get("last-modified"),
        location=first.get("location"),
        payload_digest=sha1_digest(framing.payload) if framing.payload else None,
        payload_bytes=len(framing.payload),
        body_start=framing.body_start,
        is_packed=first.get("content-encoding", "identity").strip().lower() != "identity",
        problems=framing.problems,
    )


def metadata_block(exchange: Exchange, *, payload_bytes: int, refers_to: tuple[str, int] | None) -> bytes:
    """Return what stands beside the exchange: all of its visit, and what no other record can hold.

    The type is application/warc-fields, because indexers take any other metadata record for a page to replay. ``via``
    and ``fetchTimeMs`` are the names Heritrix gave; the rest is one line of JSON.
    """
    visit = exchange.visit
    fields: dict[str, Any] = {
        "run": visit.run,
        "site": visit.site,
        "purpose": visit.purpose.value,
        "road": visit.road.value,
        "via": visit.via,
        "attempt": visit.attempt,
        "hints": dict(visit.hints) or None,
        "error": exchange.error,
        "took_seconds": exchange.took_seconds,
        "interim": b64encode(exchange.interim).decode("ascii") or None,
        "trailing_bytes": exchange.trailing_bytes or None,
        "tls_version": exchange.tls_version,
        "tls_cipher": exchange.tls_cipher,
        "truncated": exchange.truncated,
        "payload_bytes": payload_bytes or None,
        "response_bytes": exchange.response_bytes if refers_to else None,
        "refers_to": list(refers_to) if refers_to else None,
    }
    present = {name: value for name, value in fields.items() if value is not None}
    # ASCII only: a lone surrogate in a title survives, and no line end can slip in.
    lines = [_FIELD + _encode(present).encode("ascii")]
    if visit.via and visit.via.isprintable():
        lines.append(f"via: {visit.via}".encode())
    if exchange.took_seconds is not None:
        lines.append(b"fetchTimeMs: %d" % round(exchange.took_seconds * 1000))
    return b"".join(line + b"\r\n" for line in lines)


def read_metadata(record: Record) -> dict[str, Any]:
    """Return what a metadata record of ours says.

    Raises:
        RecordError: If it is not one.
    """
    line = record.block.partition(b"\r\n")[0]
    if not line.startswith(_FIELD):
        raise RecordError("the metadata is not of an exchange", warc=record.file, offset=record.offset)
    try:
        fields = json.loads(line.removeprefix(_FIELD))
    except (ValueError, RecursionError) as error:
        raise RecordError(f"the metadata cannot be read: {error}", warc=record.file, offset=record.offset) from error
    if not isinstance(fields, dict):
        raise RecordError("the metadata is not of an exchange", warc=record.file, offset=record.offset)
    return fields


def check_block(record: Record) -> None:
    """Compare a record's block with its digest.

    Raises:
        DigestMismatchError: If they differ.
    """
    said = record.field("WARC-Block-Digest")
    if said is not None and said != sha1_digest(record.block):
        raise DigestMismatchError(
            f"the {record.kind} record is not what was written", warc=record.file, offset=record.offset
        )


def assemble(
    response: Record | None, request: Record, metadata: Record, *, payload_of: Callable[[str, int], bytes]
) -> tuple[Written, Exchange]:
    """Join the records of one exchange.

    Args:
        response: The response or revisit record; None when no response came.
        request: The request record.
        metadata: The metadata record.
        payload_of: Gives the payload of the response record at (file, offset), for a revisit.

    Raises:
        RecordError: If the records cannot be joined.
    """
    fields = read_metadata(metadata)
    main = response or request
    refers_to = _position(fields.get("refers_to"))
    answer = None if response is None else _response_bytes(response, refers_to, payload_of)
    try:
        exchange = _exchange_of(main, fields, request=request.block, response=answer)
        payload_bytes = int(fields.get("payload_bytes", 0))
    except (KeyError, TypeError, ValueError) as error:
        raise RecordError(
            f"the metadata lacks or garbles {error}", warc=metadata.file, offset=metadata.offset
        ) from error
    facts = describe(exchange)
    written = Written(
        file=main.file,
        offset=main.offset,
        length=main.length,
        end=metadata.offset + metadata.length,
        status=facts.status,
        content_type=facts.content_type,
        etag=facts.etag,
        last_modified=facts.last_modified,
        location=facts.location,
        payload_digest=main.field("WARC-Payload-Digest"),
        payload_bytes=payload_bytes,
        is_revisit=main.kind == "revisit",
        refers_to=refers_to,
    )
    return written, exchange


def _exchange_of(main: Record, fields: dict[str, Any], *, request: bytes, response: bytes | None) -> Exchange:
    """Return the exchange that *fields*, the metadata beside the record *main*, tell of.

    Raises:
        KeyError, TypeError, ValueError: If something is missing or not what it must be.
    """
    visit = Visit(
        run=fields["run"],
        site=fields["site"],
        purpose=Purpose(fields["purpose"]),
        road=Road(fields["road"]),
        via=fields.get("via"),
        attempt=fields.get("attempt", 1),
        hints=fields.get("hints", {}),
    )
    return Exchange(
        url=main.uri,
        visit=visit,
        started_at=main.date,
        request=request,
        response=response,
        interim=b64decode(fields.get("interim", "")),
        trailing_bytes=fields.get("trailing_bytes", 0),
        ip=main.field("WARC-IP-Address"),
        truncated=fields.get("truncated"),
        tls_version=fields.get("tls_version"),
        tls_cipher=fields.get("tls_cipher"),
        error=fields.get("error"),
        took_seconds=fields.get("took_seconds"),
        came_bytes=_other_count(fields.get("response_bytes"), len(response or b"")),
    )


def _other_count(value: object, known: int) -> int | None:
    return value if isinstance(value, int) and value >= 0 and value != known else None


def _position(value: object) -> tuple[str, int] | None:
    if isinstance(value, list) and len(value) == 2 and isinstance(value[0], str) and isinstance(value[1], int):
        return value[0], value[1]
    return None


def _response_bytes(
    record: Record, refers_to: tuple[str, int] | None, payload_of: Callable[[str, int], bytes]
) -> bytes:
    """Return the bytes of a response; for a revisit its own head with the payload it refers to.

    A revisit record keeps the head and not the framing of the body, so a chunked one is framed as one chunk: status,
    fields, payload and body read from it are those of the wire.
    """
    profile = record.field("WARC-Profile")
    if record.kind != "revisit" or profile == NOT_MODIFIED:
        return record.block
    if profile != IDENTICAL_PAYLOAD or refers_to is None:
        raise RecordError("the revisit names no record it refers to", warc=record.file, offset=record.offset)
    payload = payload_of(*refers_to)
    if sha1_digest(payload) != record.field("WARC-Payload-Digest"):
        raise DigestMismatchError("the payload referred to is another one", warc=record.file, offset=record.offset)
    if any(name.lower() == "transfer-encoding" for name, _ in read_framing(record.block).headers):
        return record.block + b"%x\r\n" % len(payload) + payload + b"\r\n0\r\n\r\n"
    return record.block + payload
