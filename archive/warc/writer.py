"""Exchanges to WARC files: append, make durable, rotate; a failed write leaves the file as it was."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from ..digests import sha1_digest
from ..errors import ArchiveError
from ..records import Capture, Exchange
from . import cdxj, files
from . import format as warc
from .exchanges import Facts, Written, describe, metadata_block

#: A file is closed and a new one begun when it has grown past this: the size most archives and tools settled on.
DEFAULT_MAX_BYTES = 1 << 30


class WarcWriter:
    """Writes the WARC files of one archive. One at a time; the archive's lock sees to that.

    Files are made when the first record comes, end in ``.open`` while they are written, and get their final name and
    their index at rotation or :meth:`close`. Nothing is durable before :meth:`sync` returns.
    """

    def __init__(
        self,
        directory: Path,
        index_directory: Path,
        *,
        software: str,
        operator: str,
        user_agent: str = "",
        max_bytes: int = DEFAULT_MAX_BYTES,
        prefix: str = "dnusa",
    ) -> None:
        """Prepare a writer; nothing is opened yet.

        Args:
            directory: Where the WARC files go; made when needed.
            index_directory: Where their CDXJ files go.
            software: Name and version of the program, for the warcinfo record.
            operator: Who archives, and how to reach them.
            user_agent: The User-Agent of the requests.
            max_bytes: Size at which a file is closed, in bytes.
            prefix: Beginning of file names.
        """
        self._directory = directory
        self._index_directory = index_directory
        self._about = {"software": software, "operator": operator, "http-header-user-agent": user_agent}
        self._max_bytes = max_bytes
        self._prefix = prefix
        self._descriptor: int | None = None
        self._name = ""
        self._info_id = ""
        self._offset = 0
        self._synced = 0
        self._lines: list[bytes] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    @property
    def position(self) -> tuple[str, int] | None:
        """Final name and size of the file being written; None when none is open."""
        return (self._name, self._offset) if self._descriptor is not None else None

    def write(self, exchange: Exchange, *, facts: Facts | None = None, revisit_of: Capture | None = None) -> Written:
        """Append the records of one exchange: response or revisit, request, metadata.

        Args:
            exchange: What crossed the wire, and why.
            facts: The answer of :func:`describe` for this exchange, when it was asked already.
            revisit_of: The capture whose payload this one repeats. A revisit record is written when the payload
                digests are equal, or when the status is 304; otherwise it is ignored.

        Returns:
            Where the records are, and what the response says. Not durable yet.

        Raises:
            NoSpaceError: If there is no room; the file ends after the last whole write.
        """
        said = facts or describe(exchange)
        self._make_room()
        profile = _revisit_profile(exchange, said, revisit_of)
        origin = revisit_of if profile else None
        payload_bytes = origin.payload_bytes if origin and profile == warc.NOT_MODIFIED else said.payload_bytes
        refers_to = (origin.warc_file, origin.warc_offset) if origin else None
        metadata = metadata_block(exchange, payload_bytes=payload_bytes, refers_to=refers_to)
        start = self._offset
        members = self._members(exchange, said, metadata=metadata, profile=profile, origin=origin)
        self._append(b"".join(members))
        written = Written(
            file=self._name,
            offset=start,
            length=len(members[0]),
            end=self._offset,
            status=said.status,
            content_type=said.content_type,
            etag=said.etag,
            last_modified=said.last_modified,
            location=said.location,
            payload_digest=origin.payload_digest if origin else said.payload_digest,
            payload_bytes=payload_bytes,
            is_revisit=profile is not None,
            refers_to=refers_to,
        )
        if exchange.response:
            self._lines.append(cdxj.line(written, url=exchange.url, captured_at=exchange.started_at))
        return written

    def note(self, uri: str, payload: bytes, content_type: str, *, at: datetime | None = None) -> Written:
        """Append a metadata record about something no exchange proves, e.g. ``urn:dnusa:run:…``.

        Raises:
            NoSpaceError: If there is no room.
        """
        self._make_room()
        start = self._offset
        fields = [
            ("WARC-Date", warc.write_date(at or datetime.now(UTC))),
            ("WARC-Target-URI", uri),
            ("WARC-Warcinfo-ID", self._info_id),
        ]
        member = _member(
            "metadata", warc.record_id(self._name, start), fields, block=payload, content_type=content_type
        )
        self._append(member)
        return Written(file=self._name, offset=start, length=len(member), end=self._offset, content_type=content_type)

    def sync(self) -> None:
        """Make everything written so far durable.

        Raises:
            NoSpaceError: If the disk could not take it; the file is cut back to the last successful sync.
        """
        if self._descriptor is None or self._synced == self._offset:
            return
        try:
            os.fsync(self._descriptor)
            if self._synced == 0:
                files.sync_directory(self._directory)
        except OSError as error:
            self._cut(self._synced)
            raise self._failure(error) from error
        self._synced = self._offset

    def close(self) -> None:
        """Finish the current file: durable, renamed, indexed. A later write begins a new one.

        Raises:
            NoSpaceError: If there is no room; recovery finishes the file at the next start.
        """
        if self._descriptor is None:
            return
        try:
            self.sync()
        finally:
            os.close(self._descriptor)
            self._descriptor = None
        path = self._directory / self._name
        lines, self._lines = self._lines, []
        try:
            path.with_name(path.name + warc.OPEN_SUFFIX).rename(path)
            files.sync_directory(self._directory)
            cdxj.write_index(self._index_directory, self._name, lines)
        except OSError as error:
            raise self._failure(error) from error

    def _make_room(self) -> None:
        """Have a file open that may grow."""
        if self._descriptor is not None and self._offset >= self._max_bytes:
            self.close()
        if self._descriptor is None:
            self._open()

    def _open(self) -> None:
        self._directory.mkdir(parents=True, exist_ok=True)
        self._name = files.new_name(self._prefix, files.names(self._directory))
        path = self._directory / (self._name + warc.OPEN_SUFFIX)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | os.O_CLOEXEC
        try:
            self._descriptor = os.open(path, flags, 0o644)
            self._offset = self._synced = 0
            self._info_id = warc.record_id(self._name, 0)
            self._append(_info_member(self._name, self._info_id, self._about))
        except OSError as error:
            raise self._failure(error) from error
        except ArchiveError:
            # Not even its first record fits: leave no file behind.
            os.close(self._descriptor or 0)
            self._descriptor = None
            path.unlink()
            raise

    def _append(self, octets: bytes) -> None:
        assert self._descriptor is not None
        rest = memoryview(octets)
        try:
            while rest:
                rest = rest[os.write(self._descriptor, rest) :]
        except OSError as error:
            self._cut(self._offset)
            raise self._failure(error) from error
        self._offset += len(octets)

    def _cut(self, offset: int) -> None:
        """Take back what was written after *offset*."""
        assert self._descriptor is not None
        os.ftruncate(self._descriptor, offset)
        self._offset = offset
        self._lines = [line for line in self._lines if _offset_of(line) < offset]

    def _failure(self, error: OSError) -> ArchiveError:
        return files.failure(error, self._directory / self._name)

    def _members(
        self, exchange: Exchange, facts: Facts, *, metadata: bytes, profile: str | None, origin: Capture | None
    ) -> list[bytes]:
        """Return the packed records of an exchange: response or revisit if there is one, request, metadata."""
        shared = [
            ("WARC-Date", warc.write_date(exchange.started_at)),
            ("WARC-Target-URI", exchange.url),
            ("WARC-Warcinfo-ID", self._info_id),
        ]
        common = shared + _wire_fields(exchange, facts)
        at = self._offset
        identity = warc.record_id(self._name, at)
        relation = [("WARC-Concurrent-To", identity)]
        members = []
        if exchange.response:
            members.append(
                self._response_member(exchange, facts, common=common, identity=identity, profile=profile, origin=origin)
            )
            at += len(members[0])
        members.append(
            _member(
                "request",
                warc.record_id(self._name, at),
                common,
                block=exchange.request,
                content_type=warc.HTTP_REQUEST,
                extra=relation if exchange.response else None,
            )
        )
        at += len(members[-1])
        members.append(
            _member(
                "metadata",
                warc.record_id(self._name, at),
                shared,
                block=metadata,
                content_type=warc.WARC_FIELDS,
                extra=relation,
            )
        )
        return members

    def _response_member(
        self,
        exchange: Exchange,
        facts: Facts,
        *,
        common: list[tuple[str, str]],
        identity: str,
        profile: str | None,
        origin: Capture | None,
    ) -> bytes:
        assert exchange.response is not None
        extra: list[tuple[str, str]] = []
        if profile is not None and origin is not None:
            extra += [
                ("WARC-Profile", profile),
                ("WARC-Refers-To", warc.record_id(origin.warc_file, origin.warc_offset)),
                ("WARC-Refers-To-Target-URI", origin.url),
                ("WARC-Refers-To-Date", warc.write_date(origin.captured_at)),
            ]
        digest = origin.payload_digest if origin else facts.payload_digest
        if digest:
            extra.append(("WARC-Payload-Digest", digest))
        if exchange.truncated:
            extra.append(("WARC-Truncated", exchange.truncated))
        block = exchange.response[: facts.body_start] if profile else exchange.response
        packed = max(0, len(block) - facts.body_start) if facts.is_packed else 0
        kind = "revisit" if profile else "response"
        return _member(
            kind,
            identity,
            common,
            block=block,
            content_type=warc.HTTP_RESPONSE,
            extra=extra,
            packed_bytes=packed,
        )


def _wire_fields(exchange: Exchange, facts: Facts) -> list[tuple[str, str]]:
    """Return what the connection was like: address, protocols, cipher (the last two are proposed fields)."""
    fields = []
    if exchange.ip:
        fields.append(("WARC-IP-Address", exchange.ip))
    if facts.version:
        fields.append(("WARC-Protocol", f"http/{facts.version}"))
    if exchange.tls_version:
        fields.append(("WARC-Protocol", exchange.tls_version.lower().replace("tlsv", "tls/")))
    if exchange.tls_cipher:
        fields.append(("WARC-Cipher-Suite", exchange.tls_cipher))
    return fields


def _revisit_profile(exchange: Exchange, facts: Facts, origin: Capture | None) -> str | None:
    """Return the profile of the revisit record to write; None for a response record.

    Never for an empty payload (all empty bodies would be "the same"), a cut one, or an original that is a revisit.
    """
    if origin is None or origin.is_revisit or exchange.truncated or not exchange.response:
        return None
    if facts.status == 304:
        return warc.NOT_MODIFIED
    if facts.payload_digest is not None and facts.payload_digest == origin.payload_digest:
        return warc.IDENTICAL_PAYLOAD
    return None


def _member(
    kind: str,
    identity: str,
    common: list[tuple[str, str]],
    *,
    block: bytes,
    content_type: str,
    extra: list[tuple[str, str]] | None = None,
    packed_bytes: int = 0,
) -> bytes:
    """Return one packed record; *packed_bytes* at the end of its block are packed already."""
    from .packing import pack  # noqa: PLC0415 - loading warcio takes 50 ms; a search writes no record

    fields = [
        ("WARC-Type", kind),
        ("WARC-Record-ID", identity),
        *common,
        *(extra or ()),
        ("WARC-Block-Digest", sha1_digest(block)),
        ("Content-Type", content_type),
    ]
    return pack(fields, block, packed_bytes=packed_bytes)


def _info_member(name: str, identity: str, about: dict[str, str]) -> bytes:
    """Return the warcinfo record that opens the file *name*."""
    lines = {
        **about,
        "format": "WARC File Format 1.1",
        "conformsTo": warc.CONFORMS_TO,
        "robots": "obey (RFC 9309)",
        "description": "exact bytes of each exchange; payload digests without chunk framing",
    }
    # A line feed in an operator's name would forge a field.
    block = "".join(f"{key}: {' '.join(value.split())}\r\n" for key, value in lines.items() if value).encode()
    fields = [("WARC-Date", warc.write_date(datetime.now(UTC))), ("WARC-Filename", name)]
    return _member("warcinfo", identity, fields, block=block, content_type=warc.WARC_FIELDS)


def _offset_of(line: bytes) -> int:
    """Return the offset an index line of ours names."""
    return int(line.rpartition(b'"offset": "')[2].partition(b'"')[0])
