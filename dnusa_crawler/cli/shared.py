"""Options that many commands share, and the archive they name."""

from __future__ import annotations

import calendar
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .failures import UsageError
from .terminal import fail

if TYPE_CHECKING:
    from archive import Archive

    from ..options import RoadCheck

DEFAULT_ARCHIVE = Path("archive-data")


class _Current:
    """The archive of this call: where a bug's traceback is written."""

    path: Path | None = None


def current_archive() -> Path | None:
    """Return the archive that this call names, None before its options are read."""
    return _Current.path


def _remember(path: Path) -> Path:
    _Current.path = path
    return path


ArchiveOption = Annotated[
    Path,
    typer.Option(
        "--archive",
        metavar="DIR",
        envvar="DNUSA_ARCHIVE",
        show_envvar=False,
        show_default=False,
        callback=_remember,
        help="The archive (default: $DNUSA_ARCHIVE or ./archive-data).",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")]
SiteOption = Annotated[str | None, typer.Option("--site", metavar="NAME", help="Only this site.")]


def day(text: str | None, *, option: str) -> datetime | None:
    """Read a day or time given on the command line.

    A day begins at midnight, a month and a year with their first day, and a time without a zone is local.

    Raises:
        UsageError: If *text* is no ISO 8601 day or time.
    """
    if text is None:
        return None
    stripped = text.strip()
    if re.fullmatch(r"[0-9]{4}(-[0-9]{2})?", stripped):
        stripped += "-01" if "-" in stripped else "-01-01"
    try:
        moment = datetime.fromisoformat(stripped)
    except ValueError:
        raise UsageError(f"{option} needs a day such as 2024-06-01, a month or a year, not {text[:40]!r}") from None
    try:
        return moment if moment.tzinfo else moment.astimezone()
    except (OverflowError, OSError):
        return moment.replace(tzinfo=UTC)


def day_or_moment(text: str | None, *, option: str, is_end: bool = False) -> date | datetime | None:
    """Read a day (as the article's own clock shows it) or a moment given on the command line.

    A month or a year is its first day, with *is_end* its last.

    Raises:
        UsageError: If *text* is neither.
    """
    if text is None:
        return None
    month = re.fullmatch(r"([0-9]{4})(?:-([0-9]{2}))?", text.strip())
    try:
        if month is None:
            return date.fromisoformat(text.strip())
        if not is_end:
            return date(int(month[1]), int(month[2] or 1), 1)
        number = int(month[2] or 12)
        return date(int(month[1]), number, calendar.monthrange(int(month[1]), number)[1])
    except ValueError:
        return day(text, option=option)


@contextmanager
def reading(path: Path, *, site: str | None = None) -> Iterator[Archive]:
    """Open the archive at *path* to read from it, perhaps of one *site* alone.

    Raises:
        ArchiveError: If there is none, or it cannot be read.
        UsageError: If the archive has neither a file nor a run of the site.
    """
    from archive import Archive

    with Archive.open(path, readonly=True) as opened:
        if site is not None and not _is_known(opened, site):
            raise UsageError(f"no site {site[:100]!r} in {path}: `dnusa sites list` shows them")
        yield opened


def _is_known(opened: Archive, site: str) -> bool:
    if any(run.site == site for run in opened.runs()):
        return True
    from ..sites import find
    from ..sites.site import NAME

    return NAME.match(site) is not None and find(site, [opened.sites_directory]) is not None


def address_ranges(given: list[str] | None) -> tuple[str, ...]:
    """Return the ranges of ``--allow-address``.

    Raises:
        UsageError: If one is no range of addresses.
    """
    import ipaddress

    for text in given or ():
        try:
            ipaddress.ip_network(text, strict=False)
        except ValueError:
            raise UsageError(f"--allow-address needs a range such as 127.0.0.0/8, not {text[:40]!r}") from None
    return tuple(given or ())


def default_contact(given: str | None) -> str | None:
    """Return the operator's contact: as given, else ``DNUSA_CONTACT``; None where neither says anything."""
    return (given or os.environ.get("DNUSA_CONTACT") or "").strip() or None


def tell_unanswered(roads: Iterable[RoadCheck]) -> None:
    """Say which roads of a site that was drafted gave no answer: its file is without them."""
    for road in roads:
        fail(f"{road.what} {road.url}: {road.message}; the site's file is without it, draft it again later")
