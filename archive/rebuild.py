"""WARC files to database: the rows that the records themselves prove, and what the notes between them say.

The same function takes in a record after a crash and at a rebuild, so both give the rows that the crawl gave. What a
page says is not known here: who reads it is given from outside (:meth:`archive.Archive.rebuild`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from . import notes
from .database import Database
from .records import Capture, Exchange, Problem, ProblemKind, RebuildReport
from .urls import canonical_url
from .warc import Fault, Note, WarcReader, Written

#: Captures between two commits; a rebuild that is interrupted is begun again, so only the size of the log counts.
_COMMIT_EVERY = 500


def capture_of(written: Written, exchange: Exchange, *, number: int) -> Capture:
    """Return the capture that a written exchange is."""
    return Capture(
        id=number,
        url=exchange.url,
        canonical_url=canonical_or_as_is(exchange.url),
        visit=exchange.visit,
        captured_at=exchange.started_at,
        status=written.status,
        content_type=written.content_type,
        warc_file=written.file,
        warc_offset=written.offset,
        warc_length=written.length,
        payload_digest=written.payload_digest,
        payload_bytes=written.payload_bytes,
        is_revisit=written.is_revisit,
        refers_to=written.refers_to,
        truncated=exchange.truncated,
        etag=written.etag,
        last_modified=written.last_modified,
        location=written.location,
        error=exchange.error,
    )


def canonical_or_as_is(url: str) -> str:
    """Return the canonical form of *url*; what is no web address is its own."""
    try:
        return canonical_url(url)
    except ValueError:
        return url


def take_in(
    database: Database, reader: WarcReader, file: str, *, start: int = 0
) -> Iterator[tuple[Capture, Exchange] | Problem]:
    """Insert the rows of the records of *file* from *start* on; yield each new capture, and each damaged place.

    Taking a capture in twice changes nothing. The caller commits.
    """
    end = start
    for entry in reader.entries(file, start=start):
        if isinstance(entry, Fault):
            yield _problem(entry)
            continue
        end = entry.written.end
        if isinstance(entry, Note):
            try:
                _take_note(database, entry)
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                yield Problem(
                    kind=ProblemKind.UNREADABLE,
                    warc_file=entry.written.file,
                    offset=entry.written.offset,
                    message=f"the note {entry.uri[:80]} cannot be understood: {error}",
                )
        elif database.captures.at(entry.written.file, entry.written.offset) is None:
            capture = capture_of(entry.written, entry.exchange, number=database.captures.next_id())
            database.captures.add(capture)
            yield capture, entry.exchange
    database.captures.acknowledge(file, end)


def fill(
    database: Database,
    reader: WarcReader,
    take: Callable[[Capture, Exchange], None],
    *,
    finish: Callable[[], None] | None = None,
    progress: Callable[[str, int], None] | None = None,
) -> RebuildReport:
    """Fill an empty database from all WARC files in the order they were written.

    Args:
        database: The new database.
        reader: The WARC files.
        take: Reads one capture and keeps what it says.
        finish: Called after the last capture.
        progress: Called now and then with the name of the file and the number of captures so far.
    """
    problems: list[Problem] = []
    files = reader.names()
    captures = 0
    database.begin()
    for file in files:
        for found in take_in(database, reader, file):
            if isinstance(found, Problem):
                problems.append(found)
                continue
            take(*found)
            captures += 1
            if captures % _COMMIT_EVERY == 0:
                database.commit()
                database.begin()
                if progress is not None:
                    progress(file, captures)
        if progress is not None:
            progress(file, captures)
    if finish is not None:
        finish()
    # What runs while nothing runs was cut off, and no note could say so.
    database.runs.interrupt_running()
    database.commit()
    runs, articles, outcomes = database.counts()
    return RebuildReport(
        files=len(files),
        captures=captures,
        runs=runs,
        articles=articles,
        outcomes=outcomes,
        problems=tuple(problems),
    )


def _take_note(database: Database, note: Note) -> None:
    if note.uri.startswith(notes.RUN):
        database.runs.put(notes.read_run(note.payload))
    elif note.uri == notes.OUTCOMES:
        for outcome in notes.read_outcomes(note.payload):
            database.runs.add_outcome(outcome)
    elif note.uri.startswith(notes.LEARNED):
        learned = notes.read_learned(note.payload)
        database.runs.learn(learned.site, learned.snapshot, learned.at)
    # A note of a later dnusa is left for it.


def _problem(fault: Fault) -> Problem:
    if fault.is_torn:
        kind = ProblemKind.TORN
    elif fault.is_mismatch:
        kind = ProblemKind.DIGEST
    else:
        kind = ProblemKind.UNREADABLE
    return Problem(kind=kind, warc_file=fault.file, offset=fault.offset, message=fault.message)
