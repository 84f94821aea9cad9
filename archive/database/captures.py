"""Captures: rows that point at records, and what is asked of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam, select

from ..records import Capture, Validators
from .rows import CAPTURE, capture_values, key, stamp, to_capture
from .schema import capture, sighting, version, warc_file
from .session import Session, Statement

#: Rows read at once by iterators: no cursor stays open while the caller writes.
_PAGE = 500

_COLUMNS = [capture.c[name] for name in CAPTURE]

_INSERT = Statement(sa.insert(capture))
_LAST_ID = Statement(select(sa.func.coalesce(sa.func.max(capture.c.id), 0)))
_AT = Statement(
    select(*_COLUMNS).where(capture.c.warc_file == bindparam("file"), capture.c.warc_offset == bindparam("offset"))
)
_BY_ID = Statement(select(*_COLUMNS).where(capture.c.id == bindparam("number")))
_ORIGINAL = Statement(
    select(*_COLUMNS)
    .where(capture.c.payload_digest == bindparam("digest"), ~capture.c.is_revisit, capture.c.truncated.is_(None))
    .order_by(capture.c.id)
    .limit(1)
)
_LAST_GOOD = Statement(
    select(*_COLUMNS)
    .where(
        capture.c.url_key == bindparam("key"),
        capture.c.status == 200,
        capture.c.truncated.is_(None),
        capture.c.payload_digest.is_not(None),
    )
    .order_by(capture.c.id.desc())
    .limit(1)
)
_MARK_READ = Statement(
    sa.update(capture)
    .where(capture.c.warc_file == bindparam("file"), capture.c.warc_offset == bindparam("offset"))
    .values(is_read=True)
)
_DROP = Statement(
    sa.delete(capture).where(
        capture.c.warc_file == bindparam("file"), capture.c.warc_offset == bindparam("offset"), ~capture.c.is_read
    )
)
_UNREAD = Statement(
    select(*_COLUMNS)
    .where(capture.c.site == bindparam("site"), ~capture.c.is_read, capture.c.id > bindparam("after"))
    .order_by(capture.c.id)
    .limit(_PAGE)
)
_OF_ARTICLE = Statement(
    select(*_COLUMNS)
    .distinct()
    .select_from(sighting)
    .join(version, version.c.id == sighting.c.version_id)
    .join(capture, capture.c.id == sighting.c.capture_id)
    .where(version.c.article_no == bindparam("article"))
    .order_by(capture.c.id)
)
_OF_FILE = Statement(
    select(*_COLUMNS)
    .where(capture.c.warc_file == bindparam("file"), capture.c.warc_offset > bindparam("after"))
    .order_by(capture.c.warc_offset)
    .limit(_PAGE)
)
_OFFSET = CAPTURE.index("warc_offset")
_CAPTURED_FILES = Statement(select(capture.c.warc_file).distinct().order_by(capture.c.warc_file))
_FILES = Statement(select(warc_file.c.name, warc_file.c.acknowledged_bytes))
_ACKNOWLEDGE = Statement(
    sa.update(warc_file).where(warc_file.c.name == bindparam("file")).values(acknowledged_bytes=bindparam("bytes"))
)
_NEW_FILE = Statement(sa.insert(warc_file))


class Captures:
    """The captures of one archive."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._last_id: int = session.scalar(_LAST_ID)

    def next_id(self) -> int:
        """Return the number for the next capture."""
        self._last_id += 1
        return self._last_id

    def add(self, row: Capture) -> None:
        """Insert a capture."""
        self._session.run(_INSERT, **capture_values(row))

    def at(self, file: str, offset: int) -> Capture | None:
        """Return the capture whose record is at *offset* of *file*."""
        row = self._session.row(_AT, file=file, offset=offset)
        return to_capture(row) if row else None

    def by_id(self, number: int) -> Capture | None:
        """Return the capture with that row number."""
        row = self._session.row(_BY_ID, number=number)
        return to_capture(row) if row else None

    def original(self, digest: str) -> Capture | None:
        """Return the first whole capture with this payload, whatever its URL."""
        row = self._session.row(_ORIGINAL, digest=digest)
        return to_capture(row) if row else None

    def last_good(self, canonical_url: str) -> Capture | None:
        """Return the last whole capture of a URL with status 200 and a body."""
        row = self._session.row(_LAST_GOOD, key=key(canonical_url))
        return to_capture(row) if row else None

    def validators(self, canonical_url: str) -> Validators | None:
        """Return what the last good capture of a URL offers for a conditional request."""
        last = self.last_good(canonical_url)
        if last is None:
            return None
        return Validators(
            etag=last.etag,
            last_modified=last.last_modified,
            payload_digest=last.payload_digest,
            captured_at=last.captured_at,
        )

    def mark_read(self, file: str, offset: int) -> None:
        """Say that the capture at this position has its outcome."""
        self._session.run(_MARK_READ, file=file, offset=offset)

    def drop(self, file: str, offset: int) -> None:
        """Take out the capture at this position, which has no outcome yet."""
        self._session.run(_DROP, file=file, offset=offset)

    def unread(self, site: str) -> Iterator[Capture]:
        """Yield the captures of a site that have no outcome yet, in order of writing."""
        after = 0
        while page := self._session.rows(_UNREAD, site=site, after=after):
            for row in page:
                yield to_capture(row)
            after = page[-1][0]

    def find(
        self, *, url: str | None, site: str | None, since: datetime | None, until: datetime | None
    ) -> Iterator[Capture]:
        """Yield captures in order of writing; *until* is not included."""
        asked = select(*_COLUMNS)
        if url is not None:
            asked = asked.where(capture.c.url_key == key(url))
        if site is not None:
            asked = asked.where(capture.c.site == site)
        if since is not None:
            asked = asked.where(capture.c.captured_at >= stamp(since))
        if until is not None:
            asked = asked.where(capture.c.captured_at < stamp(until))
        page_after = Statement(
            asked.where(capture.c.id > bindparam("after", required=False)).order_by(capture.c.id).limit(_PAGE)
        )
        after = 0
        while page := self._session.rows(page_after, after=after):
            for row in page:
                yield to_capture(row)
            after = page[-1][0]

    def of_article(self, number: int) -> list[Capture]:
        """Return the captures that showed an article, in order of writing."""
        return [to_capture(row) for row in self._session.rows(_OF_ARTICLE, article=number)]

    def of_file(self, file: str) -> Iterator[Capture]:
        """Yield the captures whose records lie in one WARC file, in order of offset."""
        after = -1
        while page := self._session.rows(_OF_FILE, file=file, after=after):
            for row in page:
                yield to_capture(row)
            after = page[-1][_OFFSET]

    def files(self) -> list[str]:
        """Return the WARC files that captures point at, sorted."""
        return [row[0] for row in self._session.rows(_CAPTURED_FILES)]

    def acknowledged(self) -> dict[str, int]:
        """Return, for each WARC file the database knows, the byte before which it knows every record."""
        return {row[0]: row[1] for row in self._session.rows(_FILES)}

    def acknowledge(self, file: str, end: int) -> None:
        """Say that every record of *file* before *end* has its row."""
        if not self._session.run(_ACKNOWLEDGE, file=file, bytes=end):
            self._session.run(_NEW_FILE, name=file, acknowledged_bytes=end)
