"""After a crash: cut off what is torn, keep it aside, finish the file, make its index again."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import attrs

from . import cdxj, files
from .format import OPEN_SUFFIX
from .reader import Fault, Kept, WarcReader

#: Directory, below that of the WARC files, of what was cut off.
TORN_DIRECTORY = "torn"


@attrs.frozen(kw_only=True)
class Recovered:
    """What was done to one file."""

    #: Final name.
    file: str
    #: Its size now, in bytes: everything before is whole.
    whole_bytes: int
    #: How many bytes were cut off, and where they lie now.
    torn_bytes: int = 0
    torn_path: Path | None = None
    #: Number of whole exchanges and notes in it.
    entries: int = 0
    #: Damage that was left in place, because whole records follow it or it was acknowledged.
    faults: tuple[Fault, ...] = ()
    #: True when only the index was missing.
    is_index_only: bool = False


@attrs.frozen(kw_only=True)
class RecoveryReport:
    """What recovery found and did, file by file; empty after a clean end."""

    files: tuple[Recovered, ...] = ()


def recover(directory: Path, index_directory: Path, *, acknowledged: Mapping[str, int] | None = None) -> RecoveryReport:
    """Finish the files that a crashed run left open, and make missing indexes.

    The caller holds the archive's lock. Records beyond what its database acknowledged are whole captures and stay;
    read them with ``WarcReader.entries(file, start=…)`` and take them in.

    Args:
        directory: The WARC files.
        index_directory: Their indexes.
        acknowledged: Per file, the offset before which the database has acknowledged everything; a cut is never made
            before it.

    Raises:
        NoSpaceError: If there is no room to keep a torn tail aside or to write an index.
    """
    done: list[Recovered] = []
    known = acknowledged or {}
    for name in files.names(directory):
        try:
            if not (directory / name).exists():
                done.append(_finish(directory, index_directory, name, known.get(name, 0)))
            elif not (index_directory / cdxj.index_name(name)).exists():
                make_index(directory, index_directory, name)
                size = (directory / name).stat().st_size
                done.append(Recovered(file=name, whole_bytes=size, is_index_only=True))
        except OSError as error:
            raise files.failure(error, directory / name) from error
    return RecoveryReport(files=tuple(done))


def make_index(directory: Path, index_directory: Path, file: str) -> Path:
    """Make the CDXJ index of *file* from its records.

    Raises:
        FileNotFoundError: If there is no such file.
    """
    entries = (entry for entry in WarcReader(directory).entries(file) if isinstance(entry, Kept))
    return cdxj.write_index(index_directory, file, (line for entry in entries for line in _lines_of(entry)))


def _lines_of(entry: Kept) -> list[bytes]:
    """Return the index line of an exchange, if it has one: a request without an answer is nothing to replay."""
    if entry.exchange.response is None:
        return []
    return [cdxj.line(entry.written, url=entry.exchange.url, captured_at=entry.exchange.started_at)]


def _finish(directory: Path, index_directory: Path, name: str, acknowledged: int) -> Recovered:
    """Cut the torn tail of an open file, give it its final name and write its index; an empty one is removed."""
    path = directory / (name + OPEN_SUFFIX)
    reader = WarcReader(directory)
    info = next(iter(reader.records(name)), None)
    end = 0 if info is None or isinstance(info, Fault) else info.length
    entries = 0
    faults: list[Fault] = []
    lines: list[bytes] = []
    for entry in reader.entries(name):
        if isinstance(entry, Fault):
            faults.append(entry)
            continue
        end = entry.written.end
        entries += 1
        if isinstance(entry, Kept):
            lines += _lines_of(entry)
    size = path.stat().st_size
    keep = max(end, min(acknowledged, size))
    torn_path = None
    if keep < size:
        torn_path = _put_aside(path, keep, directory / TORN_DIRECTORY / f"{name}.{keep}.torn")
        faults = [fault for fault in faults if fault.offset < keep]
    if keep == 0:
        path.unlink()
    else:
        files.sync_file(path)
        path.rename(directory / name)
    files.sync_directory(directory)
    if keep:
        cdxj.write_index(index_directory, name, lines)
    return Recovered(
        file=name,
        whole_bytes=keep,
        torn_bytes=size - keep,
        torn_path=torn_path,
        entries=entries,
        faults=tuple(faults),
    )


def _put_aside(path: Path, offset: int, target: Path) -> Path:
    """Move what stands after *offset* of *path* to *target*: copied and durable before it is cut."""
    target.parent.mkdir(exist_ok=True)
    with path.open("r+b") as source:
        source.seek(offset)
        with target.open("wb") as copy:
            shutil.copyfileobj(source, copy)
            copy.flush()
            os.fsync(copy.fileno())
        files.sync_directory(target.parent)
        source.truncate(offset)
        source.flush()
        os.fsync(source.fileno())
    return target
