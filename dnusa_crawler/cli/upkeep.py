"""``dnusa rebuild`` and ``dnusa verify``: the database made again from the WARC files; every record read back."""

from __future__ import annotations

from typing import Annotated

import typer

from . import failures
from .shared import DEFAULT_ARCHIVE, ArchiveOption, JsonOption, reading
from .terminal import emit, one_line, out, say


def rebuild(*, archive: ArchiveOption = DEFAULT_ARCHIVE, as_json: JsonOption = False) -> int:
    """Make the database again from the WARC files alone.

    The old database stays in place until the new one is whole.

    Exit status: 0 done, 2 no archive, 3 some records could not be used, 4 archive locked, 5 no space left.
    """
    from ..rebuilding import rebuild as rebuild_archive
    from .logs import logging_into

    with logging_into(archive):
        report = rebuild_archive(archive)
    facts = {"captures": report.captures, "articles": report.articles, "outcomes": report.outcomes}
    problems = [
        one_line(f"{problem.kind.value}: {problem.warc_file} at {problem.offset}: {problem.message}")
        for problem in report.problems
    ]
    if as_json:
        emit({**facts, "problems": problems})
    else:
        out(f"{report.captures} captures, {report.articles} articles, {report.outcomes} outcomes")
        for problem in problems:
            say(f"dnusa: {problem}")
    return failures.SOME_FAILED if problems else failures.DONE


def verify(
    *,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    quick: Annotated[
        bool, typer.Option("--quick", help="Compare files, offsets and rows only; leave the digests.")
    ] = False,
    as_json: JsonOption = False,
) -> int:
    """Read every record back and compare digests and rows.

    Exit status: 0 all is well, 2 no archive, 3 something is wrong.
    """
    count = 0
    with reading(archive) as opened:
        for problem in opened.verify(deep=not quick):
            count += 1
            if as_json:
                from .values import problem_object

                emit(problem_object(problem))
            else:
                where = f"{one_line(problem.warc_file)} at {problem.offset}"
                out(f"{problem.kind.value}: {where}: {one_line(problem.message)}")
    if count:
        say(f"dnusa: {count} problem{'s' if count > 1 else ''} found")
        return failures.SOME_FAILED
    say("dnusa: every record, digest, offset and row is as it should be")
    return failures.DONE
