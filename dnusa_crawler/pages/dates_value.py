"""One date: how it was written, which zone it is in, and whether it can be a date of publication."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import Any, Final

import attrs

from .dates_zones import home_zone, offset, zone

#: A page may be stamped a little ahead of the clock of the crawler, or on the other side of the date line.
FUTURE_SLACK: Final = timedelta(hours=36)
FIRST_YEAR: Final = 1800
LAST_YEAR: Final = 2100


@attrs.frozen(kw_only=True)
class DateFound:
    """One date and how it was written."""

    #: Aware. Midnight in the zone when no time is written.
    at: datetime
    #: The part of the string that was read, as written.
    raw: str
    has_time: bool = False
    #: Whether a zone or offset was written.
    had_zone: bool = False
    #: Whether the year was written (else it was worked out).
    has_year: bool = True
    #: Whether a weekday stands beside it that fits.
    has_weekday: bool = False
    confidence: float = 0.8
    #: Where *raw* stands in the string.
    start: int = 0
    end: int = 0


@attrs.frozen(kw_only=True)
class Setting:
    """What is known around the string."""

    zone: tzinfo | None
    language: str
    base: datetime | None
    month_first: bool
    year: int | None


# One page asks for two or three settings, each some ten times.
@lru_cache(maxsize=32)
def setting_of(
    *,
    time_zone: str | tzinfo | None,
    language: str | None,
    base: datetime | None,
    month_first: bool | None,
    year: int | None,
) -> Setting:
    """Return the setting of these arguments; a zone that is not stated is that of the language, if it has one."""
    tag = (language or "").lower().replace("_", "-")
    home = zone(time_zone) if isinstance(time_zone, str) else time_zone
    if home is None:
        home = home_zone(time_zone=None, url="", language=tag)
    if month_first is None:
        month_first = tag in ("en", "en-us", "en-ph")
    return Setting(zone=home, language=tag.split("-")[0], base=base, month_first=month_first, year=year)


def placed(
    naive: datetime,
    written: tzinfo | None,
    raw: str,
    setting: Setting,
    *,
    has_time: bool,
    confidence: float,
    **more: Any,
) -> DateFound | None:
    """Put the zone on; turn UTC into the newsroom's zone, so that the day is the day there."""
    home = setting.zone
    if written is None or not has_time:
        at = naive.replace(tzinfo=home or UTC)
    elif home is not None and naive.replace(tzinfo=written).utcoffset() == timedelta(0):
        at = naive.replace(tzinfo=UTC).astimezone(home)
        shift = at.utcoffset()
        # Midnight in UTC sharp is a day without a time, written by a machine; west of Greenwich it would fall on the day before.
        if naive.time() == time(0) and shift is not None and shift < timedelta(0):
            at = naive.replace(tzinfo=home)
            has_time = False
    else:
        at = naive.replace(tzinfo=written)
    return made(at, raw, setting, has_time=has_time, had_zone=written is not None, confidence=confidence, **more)


def made(at: datetime, raw: str, setting: Setting, **more: Any) -> DateFound | None:
    """Build the value, unless the date cannot be one of publication."""
    if at.tzinfo is UTC and setting.zone is not None and more.get("had_zone") and more.get("has_time"):
        at = at.astimezone(setting.zone)
    if not FIRST_YEAR <= at.year <= LAST_YEAR or at.date() in (date(1970, 1, 1), date(1900, 1, 1)):
        return None
    # Fixed offsets, not named zones, so that the value prints and pickles as ISO 8601 and nothing else.
    shift = at.utcoffset() or timedelta(0)
    fixed = offset(round(shift.total_seconds() / 60))
    if fixed is None:
        return None
    at = at.replace(tzinfo=fixed)
    if setting.base is not None and at > setting.base + FUTURE_SLACK:
        return None
    return DateFound(at=at, raw=raw, **more)
