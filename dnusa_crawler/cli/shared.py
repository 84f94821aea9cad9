"""Options that many commands share, and the archive they name."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .failures import UsageError

if TYPE_CHECKING:
    from archive import Archive

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
    """Read a day or time given on the command line; a day begins at midnight, and a time without a zone is local.

    Raises:
        UsageError: If *text* is no ISO 8601 day or time.
    """
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise UsageError(f"{option} needs a day such as 2024-06-01, not {text[:40]!r}") from None
    try:
        return moment if moment.tzinfo else moment.astimezone()
    except (OverflowError, OSError):
        return moment.replace(tzinfo=UTC)


def day_or_moment(text: str | None, *, option: str) -> date | datetime | None:
    """Read a day (as the article's own clock shows it) or a moment given on the command line.

    Raises:
        UsageError: If *text* is neither.
    """
    if text is None:
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return day(text, option=option)


@contextmanager
def reading(path: Path) -> Iterator[Archive]:
    """Open the archive at *path* to read from it.

    Raises:
        ArchiveError: If there is none, or it cannot be read.
    """
    from archive import Archive

    with Archive.open(path, readonly=True) as opened:
        yield opened


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
