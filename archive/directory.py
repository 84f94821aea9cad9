"""The directory that is an archive: what lies where, how it is recognised, who may write.

::

    archive.json     says that this is an archive, of which format, and where its rows live
    archive.db       the rows (SQLite); nothing here when they live in PostgreSQL
    archive.lock     held by the one process that writes; names it
    archive.swap     held while a rebuilt database takes the old one's place
    warc/            the records: the truth          index/   CDXJ
    sites/           one TOML file a site            logs/    of the program
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .errors import ArchiveFormatError, ArchiveLockedError, ArchiveNotFoundError
from .warc.files import failure

FORMAT = "dnusa-archive"
#: Goes up when a program that knows only the old number would do harm.
FORMAT_VERSION = 1

_MARKER = "archive.json"
_LOCK = "archive.lock"
_SWAP = "archive.swap"
#: What an archive may hold before it has its marker: ``sites add`` writes first.
_OURS = frozenset({"warc", "index", "sites", "logs", _MARKER, _LOCK, _SWAP})


class Directory:
    """One archive's directory."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.warc = path / "warc"
        self.index = path / "index"
        self.sites = path / "sites"
        self.logs = path / "logs"
        self.database_file = path / "archive.db"
        self._lock: int | None = None

    def check(self) -> str | None:
        """Make sure that this is an archive of ours; return the database URL it names, if any.

        Raises:
            ArchiveNotFoundError: If there is nothing.
            ArchiveFormatError: If it is something else, or a newer dnusa made it.
        """
        marker = self.path / _MARKER
        try:
            found = json.loads(marker.read_bytes()[:65_536])
        except FileNotFoundError:
            self._explain_absence()
        except NotADirectoryError as error:
            raise ArchiveFormatError(f"{self.path} is a file, not an archive directory") from error
        except (ValueError, RecursionError) as error:
            raise ArchiveFormatError(f"{marker} cannot be read; it should name the format {FORMAT}") from error
        if not isinstance(found, dict) or found.get("format") != FORMAT:
            raise ArchiveFormatError(f"{self.path} is not an archive of dnusa: {marker.name} names another format")
        version = found.get("version")
        if not isinstance(version, int) or version < 1:
            raise ArchiveFormatError(f"{marker} names no format version")
        if version > FORMAT_VERSION:
            raise ArchiveFormatError(
                f"the archive was made by a newer dnusa (format {version}); upgrade dnusa to open it"
            )
        url = found.get("database")
        return url if isinstance(url, str) else None

    def _explain_absence(self) -> None:
        strangers = self._strangers()
        if strangers:
            raise ArchiveFormatError(
                f"{self.path} is not an archive: it holds {strangers[0]!r}; give the path of an archive or a new one"
            )
        raise ArchiveNotFoundError(f"no archive at {self.path}; the first crawl makes one, or give another --archive")

    def _strangers(self) -> list[str]:
        if not self.path.is_dir():
            return []
        names = sorted(path.name for path in self.path.iterdir())
        return [name for name in names if name not in _OURS and not name.startswith("archive.db")]

    def make(self, database_url: str | None) -> None:
        """Make the directory and its marker; what is there already stays.

        Raises:
            ArchiveFormatError: If the directory holds other things.
            NoSpaceError: If the disk is full.
            ArchiveError: If it cannot be written for another reason.
        """
        if self.path.exists() and not self.path.is_dir():
            raise ArchiveFormatError(f"{self.path} is a file, not an archive directory")
        if self._strangers() and not (self.path / _MARKER).exists():
            self._explain_absence()
        try:
            for directory in (self.path, self.warc, self.index, self.sites, self.logs):
                directory.mkdir(parents=True, exist_ok=True)
            if not (self.path / _MARKER).exists():
                says = {"format": FORMAT, "version": FORMAT_VERSION}
                if database_url is not None:
                    says["database"] = database_url
                _write_whole(self.path / _MARKER, (json.dumps(says, indent=2) + "\n").encode())
        except OSError as error:
            raise failure(error, Path(error.filename or self.path)) from error

    def lock(self) -> None:
        """Become the one process that writes.

        Raises:
            ArchiveLockedError: If another one is.
        """
        descriptor = os.open(self.path / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.read(descriptor, 20).decode("ascii", "replace").strip() or "unknown"
            os.close(descriptor)
            raise ArchiveLockedError(
                f"another process (pid {holder}) writes the archive {self.path}; wait for it to end, or stop it"
            ) from error
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"{os.getpid()}\n".encode())
        self._lock = descriptor

    def unlock(self) -> None:
        """Let another process write."""
        if self._lock is not None:
            os.ftruncate(self._lock, 0)
            os.close(self._lock)
            self._lock = None

    @contextmanager
    def opening(self) -> Iterator[None]:
        """Keep a rebuild from exchanging the database while a connection to it is being made."""
        with self._swap_lock(fcntl.LOCK_SH):
            yield

    @contextmanager
    def swapping(self) -> Iterator[None]:
        """Keep readers from opening the database while it is exchanged; for milliseconds."""
        with self._swap_lock(fcntl.LOCK_EX):
            yield

    @contextmanager
    def _swap_lock(self, kind: int) -> Iterator[None]:
        try:
            descriptor = os.open(self.path / _SWAP, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError:
            # A read-only medium: nobody exchanges anything there.
            yield
            return
        try:
            fcntl.flock(descriptor, kind)
            yield
        finally:
            os.close(descriptor)


def _write_whole(path: Path, octets: bytes) -> None:
    """Write a file so that it is there whole or not at all, even after a power cut."""
    partial = path.with_name(path.name + ".new")
    with partial.open("wb") as handle:
        handle.write(octets)
        handle.flush()
        os.fsync(handle.fileno())
    partial.replace(path)
    descriptor = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
