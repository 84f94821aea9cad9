"""The directory of WARC files: names that sort by time, durable creation and renaming."""

from __future__ import annotations

import errno
import os
import re
import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ..errors import ArchiveError, NoSpaceError
from .format import OPEN_SUFFIX, SUFFIX

#: What the operating system says when there is no room: disk, quota, file size limit.
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})

_STAMP = re.compile(r"-(\d{17})-[0-9a-f]{8}\.warc\.gz$")
_STAMP_FORMAT = "%Y%m%d%H%M%S%f"


def names(directory: Path) -> list[str]:
    """Return the final names of all WARC files below *directory*, those being written included, in the order written."""
    if not directory.is_dir():
        return []
    found = {path.name.removesuffix(OPEN_SUFFIX) for path in directory.iterdir() if path.is_file()}
    return sorted((name for name in found if name.endswith(SUFFIX)), key=_order)


def locate(directory: Path, name: str) -> Path:
    """Return where the file of that final name is now: finished, or still open.

    Raises:
        FileNotFoundError: If there is neither.
        ValueError: If *name* is not a plain file name.
    """
    if Path(name).name != name:
        raise ValueError(f"not a file name: {name[:80]!r}")
    for path in (directory / name, directory / (name + OPEN_SUFFIX), directory / name):
        # Looked for twice, because it may be renamed between the first look and the second.
        if path.is_file():
            return path
    raise FileNotFoundError(f"no WARC file {name} in {directory}")


def new_name(prefix: str, existing: list[str], *, now: datetime | None = None) -> str:
    """Return a file name that is unique and sorts after *existing*, whatever the clock says.

    ``PREFIX-YYYYMMDDHHMMSSmmm-RANDOM.warc.gz``, UTC. When the clock went back, the time of the last file plus a
    millisecond is taken: the order of names is the order of captures, and a rebuild follows it.
    """
    moment = now or datetime.now(UTC)
    stamp = _stamp(moment)
    last = max((found[1] for name in existing if (found := _STAMP.search(name))), default="")
    if stamp <= last:
        try:
            stamp = _stamp(
                datetime.strptime(last + "000", _STAMP_FORMAT).replace(tzinfo=UTC) + timedelta(milliseconds=1)
            )
        except (ValueError, OverflowError):
            # Somebody else's file with a number that is no time: sort after it all the same.
            stamp = f"{min(int(last) + 1, 10**17 - 1):017d}"
    return f"{prefix}-{stamp}-{secrets.token_hex(4)}{SUFFIX}"


def sync_directory(directory: Path) -> None:
    """Make creations and renames in *directory* durable."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_file(path: Path) -> None:
    """Make what was written to *path* durable, by whomever."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def failure(error: OSError, path: Path) -> ArchiveError:
    """Return the archive's error for what the operating system says about *path*."""
    if error.errno in _NO_ROOM:
        return NoSpaceError(f"no space left to write {path}: free some and run again; nothing acknowledged is lost")
    return ArchiveError(f"cannot write {path}: {error.strerror or error}")


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime(_STAMP_FORMAT)[:17]


def _order(name: str) -> tuple[str, str]:
    """Sort by time first: files of several prefixes may lie side by side."""
    found = _STAMP.search(name)
    return (found[1] if found else "", name)
