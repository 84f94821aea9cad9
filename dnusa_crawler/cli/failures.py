"""From an error to an exit status and one line; a bug to a traceback in the log.

======  ==========================================================
0       done
1       unexpected error (the traceback is in the log that is named)
2       wrong usage, or what was asked for does not exist
3       finished, but some pages or records failed
4       archive locked by another process
5       no space left
6       settings or a site file invalid
130     interrupted; the archive is intact
======  ==========================================================
"""

from __future__ import annotations

import errno
import os
import sys
import tempfile
import traceback
from datetime import UTC, datetime
from pathlib import Path

from archive import (
    ArchiveError,
    ArchiveLockedError,
    NoSpaceError,
    RecordError,
)

from ..errors import (
    AddressRefusedError,
    CrawlerError,
    SecureConnectionError,
    SettingsError,
    SiteFileError,
    SiteUnusableError,
)
from .terminal import fail, say

DONE = 0
UNEXPECTED = 1
USAGE = 2
SOME_FAILED = 3
LOCKED = 4
NO_SPACE = 5
SETTINGS = 6
INTERRUPTED = 130

#: Each status with its meaning, as help texts and the reference print it.
MEANINGS = {
    DONE: "done",
    UNEXPECTED: "unexpected error; the traceback is in the log that is named",
    USAGE: "wrong usage, or what was asked for does not exist",
    SOME_FAILED: "finished, but some pages or records failed",
    LOCKED: "archive locked by another process",
    NO_SPACE: "no space left",
    SETTINGS: "settings or a site file invalid",
    INTERRUPTED: "interrupted; the archive is intact",
}


#: What is wrong with a path that a person gave, where Python has no exception of its own.
_WRONG_PATHS = frozenset({errno.ENAMETOOLONG, errno.ELOOP, errno.EROFS})


class UsageError(CrawlerError):
    """The command was called in a way that cannot be carried out."""


def status_of(error: BaseException) -> int | None:
    """Return the exit status of an expected error, None for a bug."""
    if isinstance(error, KeyboardInterrupt):
        return INTERRUPTED
    if isinstance(error, ArchiveLockedError):
        return LOCKED
    if isinstance(error, NoSpaceError) or (isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}):
        return NO_SPACE
    if isinstance(error, (SettingsError, SiteFileError)):
        return SETTINGS
    if isinstance(error, (SiteUnusableError, AddressRefusedError, SecureConnectionError, RecordError)):
        return SOME_FAILED
    if isinstance(error, OSError) and error.errno in _WRONG_PATHS:
        return USAGE
    if isinstance(
        error, (ArchiveError, CrawlerError, PermissionError, FileNotFoundError, IsADirectoryError, NotADirectoryError)
    ):
        return USAGE
    return None


def report(error: BaseException, *, archive: Path | None) -> int:
    """Print what *error* means to a person and return the exit status."""
    status = status_of(error)
    if status == INTERRUPTED:
        fail("interrupted; the archive is intact, and the next run goes on")
    elif status == NO_SPACE:
        fail(
            f"no space left: free some and run the same command again; nothing acknowledged was lost ({_words(error)})"
        )
    elif status is not None:
        is_of_a_path = isinstance(error, OSError)
        fail(_words(error) + ("; give another path, or the right to use this one" if is_of_a_path else ""))
    else:
        status = UNEXPECTED
        log = _write_traceback(error, archive)
        fail(f"unexpected error: {type(error).__name__}: {_words(error)}")
        say(f"dnusa: this is a bug; please report it with the traceback in {log}")
    return status


def _words(error: BaseException) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"{error.strerror}: {error.filename}" if error.filename else error.strerror
    return str(error) or type(error).__name__


def _write_traceback(error: BaseException, archive: Path | None) -> str:
    """Write the traceback into the archive's logs, or where there is no archive into the system's folder for such."""
    name = f"error-{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{os.getpid()}.log"
    text = f"command: {sys.argv[1:]}\n" + "".join(traceback.format_exception(error))
    folders = [Path(tempfile.gettempdir())]
    if archive is not None and os.path.exists(archive / "archive.json"):  # noqa: PTH110 - Path.exists may raise
        folders.insert(0, archive / "logs")
    for folder in folders:
        try:
            folder.mkdir(exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8", errors="replace")
        except OSError:
            continue
        return str(folder / name)
    sys.stderr.write(text)
    return "the lines above"
