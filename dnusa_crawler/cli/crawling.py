"""``dnusa crawl``: visit sites and keep every article found."""

from __future__ import annotations

from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from . import failures
from .failures import UsageError
from .shared import DEFAULT_ARCHIVE, ArchiveOption, address_ranges, day, default_contact, reading, tell_unanswered
from .terminal import emit, fail, out, table

if TYPE_CHECKING:
    from ..options import CrawlReport, Progress, RunReport


class Entry(StrEnum):
    """What a given URL is."""

    LISTING = "listing"
    FEED = "feed"
    SITEMAP = "sitemap"
    PAGE = "page"


AllowOption = Annotated[
    list[str] | None,
    typer.Option(
        "--allow-address",
        metavar="CIDR",
        help="Admit these private or loopback addresses, which are refused otherwise (repeatable).",
    ),
]
ContactOption = Annotated[
    str | None,
    typer.Option(
        "--contact",
        metavar="TEXT",
        help="How a site can reach you: an e-mail address or a page (default: $DNUSA_CONTACT).",
    ),
]
DelayOption = Annotated[
    float | None,
    typer.Option(
        "--delay",
        metavar="SECONDS",
        min=0,
        max=3600,
        help="Seconds between two requests to one site (default: the site's, or 1). Overrules a site's Crawl-delay "
        "only at admitted addresses.",
    ),
]
ConcurrencyOption = Annotated[
    int | None,
    typer.Option("--concurrency", metavar="N", min=1, max=16, help="Connections per site (default: 1)."),
]


def crawl(
    targets: Annotated[
        list[str] | None, typer.Argument(metavar="SITE|URL", show_default=False, help="Names of sites, or URLs.")
    ] = None,
    *,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    every_site: Annotated[bool, typer.Option("--all", help="Crawl every site of the archive.")] = False,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DATE", help="Leave out articles published before DATE.")
    ] = None,
    max_pages: Annotated[
        int | None, typer.Option("--max-pages", metavar="N", min=1, help="Stop after N article pages per site.")
    ] = None,
    full: Annotated[
        bool, typer.Option("--full", help="Walk the whole history and look at every article again.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be fetched; write nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object per article kept.")] = False,
    entry: Annotated[Entry | None, typer.Option("--entry", help="What the given URL is (default: look).")] = None,
    allow_address: AllowOption = None,
    delay: DelayOption = None,
    concurrency: ConcurrencyOption = None,
    contact: ContactOption = None,
) -> int:
    """Visit each SITE (or URL) and keep every article found.

    A site that is known is gone on with: new articles, and those that changed. The archive is made by the first crawl.

    Exit status: 0 done, 3 some pages failed, 4 archive locked, 5 no space left, 6 settings invalid.

    Example: dnusa crawl dnusa.id --since 2024-06-01
    """
    from ..options import CrawlOptions

    options = CrawlOptions(
        is_full=full,
        since=day(since, option="--since"),
        max_pages=max_pages,
        is_dry_run=dry_run,
        entry=entry.value if entry else None,
        allow_addresses=address_ranges(allow_address),
        delay_seconds=delay,
        concurrency=concurrency,
        contact=default_contact(contact),
    )
    chosen = _targets(targets or [], archive, every_site=every_site)
    from ..crawling import crawl as crawl_sites
    from .logs import logging_into
    from .progress import show_for

    latest: dict[str, Progress] = {}
    with logging_into(archive), show_for(as_json=as_json) as show:

        def follow(progress: Progress) -> None:
            latest[progress.site] = progress
            show(progress)

        report = crawl_sites(archive, chosen, options, follow)
    _print_report(report, latest, as_json=as_json, is_dry_run=dry_run)
    return _status(report, latest)


def _targets(targets: list[str], archive: Path, *, every_site: bool) -> list[str]:
    from ..sites import list_sites, read_site

    if every_site and targets:
        raise UsageError("give names of sites or --all, not both")
    if targets:
        return targets
    if not every_site:
        raise UsageError(
            "say which site: `dnusa crawl URL`, `dnusa crawl NAME`, or --all for every site of the archive"
        )
    names = [read_site(file).name for file in list_sites(archive / "sites")] if (archive / "sites").is_dir() else []
    if not names:
        from archive import ArchiveNotFoundError

        # What is something else says so; what is not there yet may become an archive.
        with suppress(ArchiveNotFoundError), reading(archive):
            pass
        raise UsageError(f"{archive} has no sites yet: `dnusa sites add URL` adds one")
    return names


def _print_report(report: CrawlReport, latest: dict[str, Progress], *, as_json: bool, is_dry_run: bool) -> None:
    for run in report.runs:
        if as_json:
            emit(_run_object(run))
        elif is_dry_run:
            for url in run.would_fetch:
                out(url)
        tell_unanswered(run.checks)
        if run.reason and run.state != "finished":
            fail(f"{run.site}: {run.reason}")
    if not as_json and not is_dry_run and report.runs:
        heads = ["site", "state", "found", "kept", "changed", "same", "skipped", "failed", "seconds"]
        table(heads, [_row(run, latest.get(run.site)) for run in report.runs], right=range(2, 9))


def _run_object(run: RunReport) -> dict[str, object]:
    return {
        "event": "run",
        "site": run.site,
        "run": run.run,
        "state": run.state,
        "reason": run.reason,
        "counters": dict(run.counters),
        "would_fetch": list(run.would_fetch),
        "seconds": round(run.seconds, 1),
    }


def _row(run: RunReport, progress: Progress | None) -> list[str]:
    counts = ["-"] * 6
    if progress is not None:
        numbers = (progress.found, progress.kept, progress.changed, progress.same, progress.skipped, progress.failed)
        counts = [str(number) for number in numbers]
    return [run.site, run.state, *counts, f"{run.seconds:.1f}"]


def _status(report: CrawlReport, latest: dict[str, Progress]) -> int:
    if report.is_interrupted:
        fail("interrupted; the archive is intact, and the next run goes on")
        return failures.INTERRUPTED
    if any(run.state != "finished" for run in report.runs) or any(progress.failed for progress in latest.values()):
        return failures.SOME_FAILED
    return failures.DONE
