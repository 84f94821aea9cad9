"""Is the archive still what was written? Every record, digest and offset, every row that points at one, every index line.

Other checkers miss what matters here: a file cut by 30 bytes passes ``warcio check``, and both warcio and FastWARC take
the chunk framing into the payload digest, so that a correct record fails (docs/explanation/exact-bytes.md).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from .digests import sha1_digest
from .records import Capture, Exchange, Problem, ProblemKind
from .warc import Fault, Kept, WarcReader, Written, describe
from .warc.cdxj import index_name, line
from .warc.files import locate
from .warc.format import OPEN_SUFFIX

#: Wrong index lines that are named one by one; more of them mean that the index is another one.
_MOST_LINES = 5


def verify(
    directory: Path,
    index_directory: Path,
    *,
    rows_of: Callable[[str], Iterable[Capture]],
    row_files: Iterable[str],
    deep: bool = True,
) -> Iterator[Problem]:
    """Yield what is wrong with an archive's WARC files, their indexes and the rows that point at them.

    Args:
        directory: The WARC files.
        index_directory: Their CDXJ indexes.
        rows_of: Gives the capture rows of one WARC file, in any order.
        row_files: The files that rows name.
        deep: Read every record; if not, only compare rows with the sizes of files and with the index lines.
    """
    reader = WarcReader(directory)
    present = reader.names()
    for file in sorted(set(row_files) - set(present)):
        count = sum(1 for _ in rows_of(file))
        yield Problem(
            kind=ProblemKind.MISSING_FILE,
            warc_file=file,
            offset=0,
            message=f"the file is not there; {count} captures point at it",
        )
    for file in present:
        rows = {row.warc_offset: row for row in rows_of(file)}
        if deep:
            yield from _verify_file(reader, directory, index_directory, file, rows)
        else:
            yield from _verify_rows(directory, index_directory, file, rows)


def _verify_file(
    reader: WarcReader, directory: Path, index_directory: Path, file: str, rows: dict[int, Capture]
) -> Iterator[Problem]:
    """Read one file from end to end.

    Of a file that is being written, what stands behind its last row may be half a record, or one not acknowledged yet.
    """
    is_open = locate(directory, file).name.endswith(OPEN_SUFFIX)
    horizon = max(rows, default=0) if is_open else sys.maxsize
    yield from _verify_info(reader, file)
    lines: list[bytes] = []
    for entry in reader.entries(file):
        if (entry.offset if isinstance(entry, Fault) else entry.written.offset) > horizon:
            break
        if isinstance(entry, Fault):
            yield _problem_of(entry)
            rows.pop(entry.offset, None)
        elif isinstance(entry, Kept):
            written, exchange = entry.written, entry.exchange
            yield from _verify_digest(written, exchange)
            yield from _verify_row(written, exchange, rows.pop(written.offset, None))
            if exchange.response is not None:
                lines.append(line(written, url=exchange.url, captured_at=exchange.started_at))
    for offset, row in sorted(rows.items()):
        yield Problem(
            kind=ProblemKind.MISSING_RECORD,
            warc_file=file,
            offset=offset,
            message=f"no capture of {row.url} begins here",
        )
    if not is_open:
        yield from _verify_index(index_directory, file, lines)


def _verify_info(reader: WarcReader, file: str) -> Iterator[Problem]:
    """The first record must be the warcinfo record of this very file: record ids are made from its name."""
    first = next(iter(reader.records(file)), None)
    if first is None:
        yield Problem(kind=ProblemKind.TORN, warc_file=file, offset=0, message="the file is empty")
    elif not isinstance(first, Fault) and (first.kind != "warcinfo" or first.field("WARC-Filename") != file):
        message = (
            f"the file does not begin with its warcinfo record, but with {first.field('WARC-Filename') or first.kind}"
        )
        yield Problem(kind=ProblemKind.UNREADABLE, warc_file=file, offset=0, message=message)


def _problem_of(fault: Fault) -> Problem:
    if fault.is_torn:
        kind = ProblemKind.TORN
    else:
        kind = ProblemKind.DIGEST if fault.is_mismatch else ProblemKind.UNREADABLE
    return Problem(kind=kind, warc_file=fault.file, offset=fault.offset, message=fault.message)


def _verify_digest(written: Written, exchange: Exchange) -> Iterator[Problem]:
    """Compare the payload digest a response record names with its payload (the block digest was compared already)."""
    if written.is_revisit or exchange.response is None:
        return
    facts = describe(exchange)
    if written.payload_digest == facts.payload_digest:
        return
    if written.payload_digest == sha1_digest(exchange.response[facts.body_start :]):
        message = "the payload digest is over the chunk framing (as warcio reads the standard); ours is without it"
    else:
        message = f"the payload digest says {written.payload_digest}, the payload has {facts.payload_digest}"
    yield Problem(kind=ProblemKind.DIGEST, warc_file=written.file, offset=written.offset, message=message)


def _verify_row(written: Written, exchange: Exchange, row: Capture | None) -> Iterator[Problem]:
    """Compare a record with the row that points at it."""
    if row is None:
        yield Problem(
            kind=ProblemKind.MISSING_ROW,
            warc_file=written.file,
            offset=written.offset,
            message=f"no row points at this capture of {exchange.url}; rebuild takes it in",
        )
        return
    pairs = {
        "url": (row.url, exchange.url),
        "length": (row.warc_length, written.length),
        "status": (row.status, written.status),
        "payload digest": (row.payload_digest, written.payload_digest),
        "revisit": (row.is_revisit, written.is_revisit),
        "time": (row.captured_at, exchange.started_at),
    }
    differing = [f"{name} {said!r}, record {found!r}" for name, (said, found) in pairs.items() if said != found]
    if differing:
        kind = ProblemKind.DIGEST if row.payload_digest != written.payload_digest else ProblemKind.MISSING_RECORD
        yield Problem(
            kind=kind,
            warc_file=written.file,
            offset=written.offset,
            message=f"the row of {exchange.url} says another {'; '.join(differing)}",
        )


def _verify_index(index_directory: Path, file: str, expected: list[bytes]) -> Iterator[Problem]:
    """Compare the index of a finished file, line for line, with what its records give."""
    path = index_directory / index_name(file)
    if not path.is_file():
        yield Problem(kind=ProblemKind.INDEX, warc_file=file, offset=0, message=f"the index {path.name} is not there")
        return
    with path.open("rb") as handle:
        found = list(handle)
    wanted = sorted(expected)
    if found == wanted:
        return
    lacking, foreign = sorted(set(wanted) - set(found)), sorted(set(found) - set(wanted))
    for number, (what, wrong) in enumerate([("lacks", each) for each in lacking] + [("has", each) for each in foreign]):
        if number == _MOST_LINES:
            break
        message = f"the index {path.name} {what} the line {wrong[:200].decode('utf-8', 'replace').strip()}"
        yield Problem(kind=ProblemKind.INDEX, warc_file=file, offset=0, message=message)
    if not lacking and not foreign:
        message = f"the index {path.name} is not sorted, or has a line twice"
        yield Problem(kind=ProblemKind.INDEX, warc_file=file, offset=0, message=message)


def _verify_rows(directory: Path, index_directory: Path, file: str, rows: dict[int, Capture]) -> Iterator[Problem]:
    """Compare rows with the size of their file and the offsets its index names, without reading records."""
    path = locate(directory, file)
    size = path.stat().st_size
    for offset, row in sorted(rows.items()):
        if offset + row.warc_length > size:
            message = f"the file ends at {size}, before the end of this capture of {row.url}"
            yield Problem(kind=ProblemKind.TORN, warc_file=file, offset=offset, message=message)
    if path.name.endswith(OPEN_SUFFIX):
        return
    index = index_directory / index_name(file)
    if not index.is_file():
        yield Problem(kind=ProblemKind.INDEX, warc_file=file, offset=0, message=f"the index {index.name} is not there")
        return
    expected = sorted(_line_of(row) for row in rows.values() if row.status is not None)
    with index.open("rb") as handle:
        indexed = [each for each in handle if b'"status"' in each]
    if indexed != expected:
        message = f"the index {index.name} has {len(indexed)} lines with a status, and the rows give {len(expected)}"
        yield Problem(kind=ProblemKind.INDEX, warc_file=file, offset=0, message=f"{message}: they are not the same")


def _line_of(row: Capture) -> bytes:
    written = Written(
        file=row.warc_file,
        offset=row.warc_offset,
        length=row.warc_length,
        end=row.warc_offset + row.warc_length,
        status=row.status,
        content_type=row.content_type,
        payload_digest=row.payload_digest,
        is_revisit=row.is_revisit,
    )
    return line(written, url=row.url, captured_at=row.captured_at)
