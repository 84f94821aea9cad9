"""Every error the archive raises on purpose.

The tree is cut by what the caller can do::

    ArchiveError                  the base: one clear line for a person
    +-- ArchiveNotFoundError      no archive there: give another path, or let the first crawl make one
    +-- ArchiveLockedError        another process writes this archive: wait for it
    +-- ArchiveFormatError        not an archive, or made by a newer dnusa: upgrade
    +-- NoSpaceError              the disk is full: free space and run again; the archive is intact
    +-- NotFoundError             no such article, capture or run: look for another
    +-- QueryError                a search query that cannot be read: mend the query
    +-- UnknownExportError        no such export format: choose one that exists
    +-- RecordError               a record in a WARC file cannot be used: skip it, run verify
        +-- DigestMismatchError   its bytes are not the bytes that were written
"""

from __future__ import annotations


class ArchiveError(Exception):
    """An archive could not do what was asked; the message is one line for a person."""


class ArchiveNotFoundError(ArchiveError):
    """There is no archive at the given path."""


class ArchiveLockedError(ArchiveError):
    """Another process writes this archive."""


class ArchiveFormatError(ArchiveError):
    """The directory is not an archive, or a newer dnusa made it."""


class NoSpaceError(ArchiveError):
    """The disk that holds the archive is full; nothing acknowledged was lost."""


class NotFoundError(ArchiveError):
    """The archive holds no such article, capture or run."""


class QueryError(ArchiveError):
    """A search query that cannot be read."""


class UnknownExportError(ArchiveError):
    """No export format has that name."""


class RecordError(ArchiveError):
    """A record in a WARC file cannot be used."""

    def __init__(self, message: str, *, warc: str, offset: int) -> None:
        super().__init__(f"{message} ({warc} at byte {offset})")
        self.warc = warc
        self.offset = offset


class DigestMismatchError(RecordError):
    """A record's bytes are not the bytes that were written."""
