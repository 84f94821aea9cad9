"""The CDXJ index of a WARC file: one line a capture, sorted, as cdxj-indexer writes it and pywb reads it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from ..urls import surt_key
from .exchanges import Written

SUFFIX = ".cdxj"
#: What stands for a missing type, after cdxj-indexer's "unk" of CDX times.
_UNKNOWN_TYPE = "unk"


def index_name(file: str) -> str:
    """Return the name of the index of the WARC file *file*.

    >>> index_name("dnusa-1.warc.gz")
    'dnusa-1.cdxj'
    """
    return file.removesuffix(".warc.gz") + SUFFIX


def line(written: Written, *, url: str, captured_at: datetime) -> bytes:
    """Return the index line of one capture, with its line end."""
    stamp = captured_at.astimezone(UTC).strftime("%Y%m%d%H%M%S")
    kind = "warc/revisit" if written.is_revisit else (written.content_type or _UNKNOWN_TYPE).partition(";")[0].strip()
    fields: dict[str, str] = {"url": url, "mime": kind or _UNKNOWN_TYPE}
    if written.status is not None:
        fields["status"] = str(written.status)
    if written.payload_digest is not None:
        fields["digest"] = written.payload_digest
    fields |= {"length": str(written.length), "offset": str(written.offset), "filename": written.file}
    return f"{sort_key(url)} {stamp} {json.dumps(fields)}\n".encode()


def sort_key(url: str) -> str:
    """Return the SURT of *url*; the URL itself where it is no http(s) URL."""
    try:
        return surt_key(url)
    except ValueError:
        return url.replace(" ", "%20")


def write_index(directory: Path, file: str, lines: Iterable[bytes]) -> Path:
    """Write the sorted index of the WARC file *file*; it appears whole or not at all.

    Raises:
        OSError: If it cannot be written.
    """
    directory.mkdir(parents=True, exist_ok=True)
    path = directory / index_name(file)
    unfinished = path.with_name(path.name + ".new")
    with unfinished.open("wb") as handle:
        handle.writelines(sorted(lines))
        handle.flush()
        os.fsync(handle.fileno())
    unfinished.replace(path)
    return path
