"""When: an aware datetime from the strings news pages show and stamp.

Read are stamps (ISO 8601, RFC 5322, Unix time), dates in words and numbers in some forty languages, dates beside a weekday, a
Javanese market day or a Hijri date, dates whose year stands elsewhere, and spans ("2 jam yang lalu"). The rules:

* The day is the day where the paper is: a stamp in UTC is turned into the newsroom's zone.
* A zone that is written wins; else the newsroom's; else UTC, and ``had_zone`` is False.
* Day before month, unless *month_first*; a weekday that fits only one order decides.
* What lies in the future of *base* or before 1800 is no date of a publication.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, tzinfo
from typing import Any, Final

from .dates_text import dates_in
from .dates_value import DateFound, Setting, made, placed, setting_of
from .dates_zones import offset, zone

__all__ = ["DateFound", "find", "find_all", "fixed_zone", "read"]


def fixed_zone(minutes: int) -> tzinfo | None:
    """Return the zone that many minutes east of Greenwich."""
    return offset(minutes)


def find(
    text: str,
    *,
    time_zone: str | tzinfo | None = None,
    language: str | None = None,
    base: datetime | None = None,
    month_first: bool | None = None,
    year: int | None = None,
) -> DateFound | None:
    """Return the first date in *text*, with its time and zone; None when there is none.

    Args:
        text: Any text; of more than 3,000 characters only the beginning is looked at.
        time_zone: Zone of the newsroom (IANA name or tzinfo), for times without one and for stamps in UTC.
        language: BCP 47 tag of the page, decides between month names and the order in numbers.
        base: When the page was captured: spans count from it, and nothing later is accepted. Aware.
        month_first: Whether 6/5/2024 is in June; by default so in American English only.
        year: The year of dates without one, where the page tells it elsewhere.

    >>> str(find("Jum’at (14/6/2024)", language="id").at)
    '2024-06-14 00:00:00+07:00'
    """
    setting = setting_of(time_zone=time_zone, language=language, base=base, month_first=month_first, year=year)
    return next(dates_in(text, setting), None)


def find_all(text: str, *, limit: int = 8, **setting: Any) -> list[DateFound]:
    """Return the first *limit* dates in *text*; arguments as for :func:`find`."""
    found: list[DateFound] = []
    keys = ("time_zone", "language", "base", "month_first", "year")
    for one in dates_in(text, setting_of(**{key: setting.get(key) for key in keys})):
        found.append(one)
        if len(found) >= limit:
            break
    return found


def read(
    text: str,
    *,
    time_zone: str | tzinfo | None = None,
    language: str | None = None,
    base: datetime | None = None,
    month_first: bool | None = None,
    year: int | None = None,
    deep: bool = False,
) -> DateFound | None:
    """Return the date that the whole of *text* states: a stamp of a machine or a date line.

    Args:
        text: Any text.
        time_zone: As for :func:`find`.
        language: As for :func:`find`.
        base: As for :func:`find`.
        month_first: As for :func:`find`.
        year: As for :func:`find`.
        deep: Ask the dateparser library where nothing was found; its first call costs a tenth of a second.
    """
    text = text.strip()
    if not text:
        return None
    setting = setting_of(time_zone=time_zone, language=language, base=base, month_first=month_first, year=year)
    if found := _stamp(text[:100], setting):
        return found
    if found := next(dates_in(text, setting), None):
        return found
    return _dateparser(text, setting) if deep and len(text) <= 80 else None


_ISO: Final = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})(?:[T\s]+(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,]\d{1,9})?)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?(?:\d{2})?)?$",
    re.IGNORECASE,
)


def _stamp(text: str, setting: Setting) -> DateFound | None:
    """Read what machines write: ISO 8601, seconds or milliseconds since 1970."""
    if text.isdigit() and len(text) in (10, 13) and text[0] == "1":
        at = datetime.fromtimestamp(int(text[:10]), UTC)
        return made(at, text, setting, has_time=True, had_zone=True, confidence=0.9)
    # "2024-06-14T10:30:00+0700[Asia/Jakarta]" is Java's way.
    if match := _ISO.match(re.sub(r"\[[^\]]*\]$", "", text).strip()):
        year, month, day, hour, minute, second, mark = match.groups()
        at_or_none = _datetime(*(int(part or 0) for part in (year, month, day, hour, minute, second)))
        if at_or_none is None:
            return None
        written = None
        if mark and hour:
            written = UTC if mark.upper() in ("Z", "UTC", "GMT") else zone(mark)
        return placed(at_or_none, written, text, setting, has_time=hour is not None, confidence=0.95)
    return None


def _datetime(*fields: int) -> datetime | None:
    """Return the naive time of year, month, day, hour, minute, second; None when there is none. A leap second is 59."""
    try:
        return datetime(*fields[:5], min(fields[5], 59))  # type: ignore[call-arg,arg-type]  # noqa: DTZ001 - placed() puts the zone on
    except ValueError:
        return None


def _dateparser(text: str, setting: Setting) -> DateFound | None:
    """Ask dateparser: it knows two hundred languages, and is slow."""
    if not any(char.isdigit() for char in text):
        return None
    import dateparser  # noqa: PLC0415 - its import costs more than reading a page

    languages = [setting.language] if setting.language else None
    options: dict[str, Any] = {"DATE_ORDER": "MDY" if setting.month_first else "DMY", "STRICT_PARSING": True}
    if setting.base is not None:
        options["RELATIVE_BASE"] = setting.base.replace(tzinfo=None)
    try:
        parsed = dateparser.parse(text, languages=languages, settings=options)
    except (ValueError, TypeError, OverflowError, RecursionError, AttributeError):
        return None
    if parsed is None:
        return None
    has_time = parsed.time() != time(0)
    return placed(parsed.replace(tzinfo=None), parsed.tzinfo, text, setting, has_time=has_time, confidence=0.5)
