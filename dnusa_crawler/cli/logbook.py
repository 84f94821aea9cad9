"""``dnusa runs`` and ``dnusa log``: what was crawled, and what each URL came to."""

from __future__ import annotations

import sys
import time
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer

from . import failures
from .shared import DEFAULT_ARCHIVE, ArchiveOption, JsonOption, SiteOption, reading
from .terminal import emit, one_line, out, say, table, when

if TYPE_CHECKING:
    from archive import Archive, CrawlRun, Outcome

#: Seconds between two looks for new lines with ``--follow``.
FOLLOW_SECONDS = 1.0


class OutcomeName(StrEnum):
    """What a URL can come to."""

    ARTICLE = "article"
    LISTING = "listing"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    FAILED = "failed"
    TRUNCATED = "truncated"


def runs(
    *,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    site: SiteOption = None,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, help="The last N runs.")] = 20,
    as_json: JsonOption = False,
) -> int:
    """List the crawl runs, newest last.

    Exit status: 0 done, 2 no such archive or site.
    """
    with reading(archive, site=site) as opened:
        chosen = (run for run in opened.runs() if site is None or run.site == site)
        found = list(islice(chosen, min(limit, sys.maxsize)))[::-1]
    if as_json:
        from .values import run_object

        for run in found:
            emit(run_object(run))
    elif found:
        heads = ["run", "site", "state", "began", "minutes", "urls", "new", "changed", "failed"]
        table(heads, [_run_row(run) for run in found], right=range(4, 9))
    else:
        say("dnusa: no runs yet: `dnusa crawl URL` makes one")
    return failures.DONE


def _run_row(run: CrawlRun) -> tuple[str, ...]:
    took = f"{(run.finished_at - run.started_at).total_seconds() / 60:.1f}" if run.finished_at else "-"
    urls = sum(count for name, count in run.counters.items() if name.startswith("urls/"))
    new = run.counters.get("articles/new", 0) + run.counters.get("articles/copy", 0)
    changed, failed = run.counters.get("articles/changed", 0), run.counters.get("urls/failed", 0)
    counted = [str(count) for count in (urls, new, changed, failed)]
    return (run.id, run.site, run.state, when(run.started_at), took, *counted)


def log(
    run: Annotated[
        str | None, typer.Argument(metavar="RUN", show_default=False, help="Id of a run, or `last` (default: all).")
    ] = None,
    *,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    site: SiteOption = None,
    outcome: Annotated[
        list[OutcomeName] | None, typer.Option("--outcome", help="Only URLs that came to this (repeatable).")
    ] = None,
    follow: Annotated[
        bool, typer.Option("--follow", "-f", help="Go on with new lines until Ctrl-C, or until RUN has ended.")
    ] = False,
    as_json: JsonOption = False,
) -> int:
    """Print the crawl log: what each URL came to, and why.

    One line for each URL of each run.

    Exit status: 0 done, 2 no such run, archive or site, 130 --follow was interrupted.

    Example: dnusa log last --outcome failed
    """
    from archive import OutcomeKind

    kinds = [OutcomeKind(name.value) for name in outcome or ()] or None

    def tell(line: Outcome) -> None:
        if as_json:
            from .values import outcome_object

            emit(outcome_object(line), flush=follow)
        else:
            _print_line(line)

    with reading(archive, site=site) as opened:
        chosen = _run_id(opened, run, site)
        last = 0
        while True:
            is_over = not follow or (chosen is not None and _is_over(opened, chosen))
            for number, line in opened.numbered_outcomes(run=chosen, site=site, outcome=kinds, after=last):
                tell(line)
                last = number
            if is_over:
                if not last and not as_json:
                    say("dnusa: no such line in the log")
                return failures.DONE
            time.sleep(FOLLOW_SECONDS)


def _is_over(opened: Archive, run: str) -> bool:
    return all(one.finished_at is not None for one in opened.runs() if one.id == run)


def _run_id(opened: Archive, run: str | None, site: str | None) -> str | None:
    """Return the id of the run that is meant; None for all."""
    if run is None:
        return None
    known: list[str] = [one.id for one in opened.runs() if site is None or one.site == site]
    if run == "last" and known:
        return known[0]
    if run not in known:
        from archive import NotFoundError

        raise NotFoundError(f"no run {run!r}: `dnusa runs` lists them")
    return run


def _print_line(line: Outcome) -> None:
    reason = f" ({one_line(line.reason)})" if line.reason else ""
    verdicts = f" {'+'.join(line.verdicts)}" if line.verdicts else ""
    status = line.status if line.status is not None else "-"
    out(
        f"{line.time:%Y-%m-%dT%H:%M:%SZ} {one_line(line.site)} {line.road.value:8} {status!s:>3} {line.bytes:>8} "
        f"{line.outcome.value}{verdicts}{reason} {one_line(line.url)}"
    )
