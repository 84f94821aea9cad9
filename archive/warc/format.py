"""The words of the WARC format (ISO 28500:2017): a record as a value, its types, profiles, dates and ids."""

from __future__ import annotations

import hashlib
import uuid
from datetime import UTC, datetime

import attrs

CONFORMS_TO = "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"
IDENTICAL_PAYLOAD = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"

HTTP_RESPONSE = "application/http; msgtype=response"
HTTP_REQUEST = "application/http; msgtype=request"
WARC_FIELDS = "application/warc-fields"

#: Suffix of a file that is being written.
OPEN_SUFFIX = ".open"
SUFFIX = ".warc.gz"

#: Record ids are UUIDs (version 5) of file name and offset below this one, so that a position gives the id.
_NAMESPACE = uuid.UUID("6f0f9c0e-9a47-4a5e-9a55-6b7e5c1d7b1a")


@attrs.frozen(kw_only=True)
class Record:
    """One record of a WARC file."""

    #: Final name of the file, without directory.
    file: str
    #: Position and length of the record's gzip member, in bytes.
    offset: int
    length: int
    #: ``response``, ``request``, ``revisit``, ``metadata``, ``warcinfo`` …
    kind: str
    #: Fields in order, names as written.
    fields: tuple[tuple[str, str], ...] = attrs.field(repr=False)
    block: bytes = attrs.field(repr=False)

    def field(self, name: str) -> str | None:
        """Return the first value of the field *name*, in any case."""
        wanted = name.lower()
        return next((value for found, value in self.fields if found.lower() == wanted), None)

    @property
    def id(self) -> str:
        """The record id with its angle brackets; empty when the record has none."""
        return self.field("WARC-Record-ID") or ""

    @property
    def uri(self) -> str:
        """The target URI; empty for a warcinfo record."""
        return (self.field("WARC-Target-URI") or "").strip("<>")

    @property
    def date(self) -> datetime:
        """The record's date, UTC.

        Raises:
            ValueError: If it has none or one that cannot be read.
        """
        return read_date(self.field("WARC-Date") or "")


def record_id(file: str, offset: int) -> str:
    """Return the id of the record at *offset* of *file*, the final name: the same whenever it is asked.

    It is ``uuid.uuid5`` of *file* and *offset* below our namespace, written out because three are made for each page.
    """
    found = hashlib.sha1(_NAMESPACE.bytes + f"{file}@{offset}".encode(), usedforsecurity=False).hexdigest()
    variant = "89ab"[int(found[16], 16) & 3]
    return f"<urn:uuid:{found[:8]}-{found[8:12]}-5{found[13:16]}-{variant}{found[17:20]}-{found[20:32]}>"


def write_date(moment: datetime) -> str:
    """Return *moment* as a WARC/1.1 date, UTC, with microseconds (section 5.4).

    >>> write_date(datetime(2024, 6, 14, 9, 0, 0, 5000, tzinfo=UTC))
    '2024-06-14T09:00:00.005000Z'
    """
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def read_date(text: str) -> datetime:
    """Return the moment of a WARC date, with or without fractions of a second.

    Raises:
        ValueError: If *text* is no such date.
    """
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
