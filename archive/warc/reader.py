"""WARC files to exchanges: every record of a file in order, or one exchange by its position."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import attrs

from ..errors import DigestMismatchError, RecordError
from ..messages import read_framing
from ..records import Capture, Exchange
from . import files
from .exchanges import Written, assemble, check_block
from .format import Record
from .members import Damage, Member, members, read_member

#: Target URIs of notes begin so.
NOTE_PREFIX = "urn:dnusa:"


@attrs.frozen(kw_only=True)
class Kept:
    """One exchange of a WARC file."""

    written: Written
    exchange: Exchange


@attrs.frozen(kw_only=True)
class Note:
    """One note of a WARC file: something no exchange proves."""

    written: Written
    uri: str
    noted_at: datetime
    content_type: str
    payload: bytes = attrs.field(repr=False)


@attrs.frozen(kw_only=True)
class Fault:
    """A place of a WARC file that cannot be used."""

    file: str
    offset: int
    message: str
    #: True when nothing whole follows: the file is cut off here.
    is_torn: bool = False
    #: True when the bytes are readable and not those that were written.
    is_mismatch: bool = False


class WarcReader:
    """Reads the WARC files of one directory; finished files and the one being written alike."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def names(self) -> list[str]:
        """Return the final names of all files, in the order they were written."""
        return files.names(self._directory)

    def records(self, file: str, *, start: int = 0) -> Iterator[Record | Fault]:
        """Yield every record of *file* from the offset *start* on, and every place that cannot be read.

        Raises:
            FileNotFoundError: If there is no such file.
        """
        with files.locate(self._directory, file).open("rb") as handle:
            for found in members(handle, start):
                yield _record_or_fault(file, found)

    def record(self, file: str, offset: int) -> Record:
        """Return the record at *offset* of *file*, its block compared with its digest.

        Raises:
            RecordError: If there is none, or it cannot be used.
        """
        return self._read(file, offset, 1)[0]

    def payload(self, file: str, offset: int) -> bytes:
        """Return the payload of the response record at *offset*: transfer-coding undone, content-coding kept.

        Raises:
            RecordError: If it is no response record or cannot be used.
        """
        record = self.record(file, offset)
        if record.kind != "response":
            raise RecordError(f"a {record.kind} record holds no payload", warc=file, offset=offset)
        return read_framing(record.block).payload

    def read_exchange(self, file: str, offset: int) -> Exchange:
        """Return the exchange whose first record (:attr:`Written.offset`) is at *offset*; a revisit with its payload.

        Raises:
            RecordError: If the records cannot be used.
            DigestMismatchError: If their bytes are not those that were written.
        """
        return self.read(file, offset).exchange

    def read(self, file: str, offset: int) -> Kept:
        """Return the exchange at *offset* with the facts of its row; errors as for :meth:`read_exchange`."""
        records = self._read(file, offset, 3)
        first = records[0]
        if first.kind in {"response", "revisit"} and len(records) == 3:
            return self._join(first, records[1], records[2])
        if first.kind == "request" and len(records) >= 2:
            return self._join(None, first, records[1])
        raise RecordError(f"no exchange begins here, but a {first.kind} record", warc=file, offset=offset)

    def read_capture(self, capture: Capture) -> Exchange:
        """Return the exchange that *capture* points at; errors as for :meth:`read_exchange`."""
        return self.read_exchange(capture.warc_file, capture.warc_offset)

    def entries(self, file: str, *, start: int = 0) -> Iterator[Kept | Note | Fault]:
        """Yield what *file* holds in order: exchanges, notes, and places that cannot be used.

        Args:
            file: Final name of the file.
            start: Where to begin: 0, a :attr:`Written.offset` or a :attr:`Written.end`.

        Raises:
            FileNotFoundError: If there is no such file.
        """
        group: list[Record] = []
        for found in self.records(file, start=start):
            if isinstance(found, Fault):
                yield from _left_over(group)
                yield found
                continue
            if found.kind == "warcinfo":
                continue
            if found.kind == "metadata" and found.uri.startswith(NOTE_PREFIX):
                yield from _left_over(group)
                yield _note(found)
                continue
            if found.kind in {"response", "revisit"} or (found.kind == "request" and not _awaits_request(group)):
                yield from _left_over(group)
            group.append(found)
            if found.kind == "metadata":
                yield self._entry(group)
                group.clear()
        yield from _left_over(group)

    def _entry(self, group: list[Record]) -> Kept | Fault:
        try:
            for record in group:
                check_block(record)
            if len(group) == 3:
                return self._join(group[0], group[1], group[2])
            if len(group) == 2:
                return self._join(None, group[0], group[1])
        except (RecordError, FileNotFoundError) as error:
            return Fault(
                file=group[0].file,
                offset=group[0].offset,
                message=str(error),
                is_mismatch=isinstance(error, DigestMismatchError),
            )
        return Fault(file=group[0].file, offset=group[0].offset, message="a metadata record without its request")

    def _join(self, response: Record | None, request: Record, metadata: Record) -> Kept:
        expected = (response or request).id
        kinds = (request.kind, metadata.kind)
        if kinds != ("request", "metadata") or metadata.field("WARC-Concurrent-To") != expected:
            main = response or request
            raise RecordError("the records that follow are of another exchange", warc=main.file, offset=main.offset)
        written, exchange = assemble(response, request, metadata, payload_of=self.payload)
        return Kept(written=written, exchange=exchange)

    def _read(self, file: str, offset: int, most: int) -> list[Record]:
        """Return up to *most* records from *offset* on, each compared with its digest."""
        try:
            path = files.locate(self._directory, file)
        except (FileNotFoundError, ValueError) as error:
            raise RecordError(f"the WARC file is missing: {error}", warc=file, offset=offset) from error
        records: list[Record] = []
        at = offset
        with path.open("rb") as handle:
            while len(records) < most and (found := read_member(handle, at)) is not None:
                record = _record_or_fault(file, found)
                if isinstance(record, Fault):
                    if records:
                        break
                    raise RecordError(record.message, warc=file, offset=offset)
                check_block(record)
                records.append(record)
                at += record.length
        if not records:
            raise RecordError("the file ends before this record", warc=file, offset=offset)
        return records


def _record_or_fault(file: str, found: Member | Damage) -> Record | Fault:
    if isinstance(found, Damage):
        return Fault(file=file, offset=found.offset, message=found.message, is_torn=found.resumes_at is None)
    from .packing import parse  # noqa: PLC0415 - loading warcio takes 50 ms; a search reads no record

    try:
        return parse(found.octets, file=file, offset=found.offset, length=found.length)
    except ValueError as error:
        return Fault(file=file, offset=found.offset, message=str(error))


def _awaits_request(group: list[Record]) -> bool:
    return len(group) == 1 and group[0].kind in {"response", "revisit"}


def _left_over(group: list[Record]) -> Iterator[Fault]:
    """Report records that never became an exchange, and forget them."""
    if group:
        first = group[0]
        yield Fault(file=first.file, offset=first.offset, message=f"a {first.kind} record whose exchange is not whole")
        group.clear()


def _note(record: Record) -> Note | Fault:
    try:
        check_block(record)
        noted_at = record.date
    except (RecordError, ValueError) as error:
        return Fault(
            file=record.file,
            offset=record.offset,
            message=str(error),
            is_mismatch=isinstance(error, DigestMismatchError),
        )
    content_type = record.field("Content-Type") or ""
    return Note(
        written=Written(
            file=record.file,
            offset=record.offset,
            length=record.length,
            end=record.offset + record.length,
            content_type=content_type,
        ),
        uri=record.uri,
        noted_at=noted_at,
        content_type=content_type,
        payload=record.block,
    )
