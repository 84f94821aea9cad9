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
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Any, Final

import attrs

from .dates_words import NAMED_DAYS, SPANS, months, weekdays
from .dates_zones import abbreviation, home_zone, offset, zone

#: Longer strings are cut: a date line is short, and a first paragraph rarely longer.
MAX_CHARS: Final = 3_000
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
class _Setting:
    """What is known around the string."""

    zone: tzinfo | None
    language: str
    base: datetime | None
    month_first: bool
    year: int | None


_TRANSLATE: Final[dict[int, str]] = {
    **{ord(char): "'" for char in "’‘`´ʼʻ′＇ʾʿ"},
    **{ord(char): "-" for char in "‐‑‒–—―−－"},
    **{ord(char): " " for char in "\u00a0\u2007\u2009\u200a\u202f\u3000\t\n\r\u200b\u200e\u200f\u202a\u202c\ufeff\u00ad"},
    ord("："): ":", ord("／"): "/", ord("．"): ".", ord("，"): ",", ord("（"): "(", ord("）"): ")", ord("İ"): "i", ord("،"): ",",
}  # fmt: skip


@cache
def _digits() -> dict[int, str]:
    zeros = (0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0xFF10, 0xBE6, 0x1040, 0xA66, 0xAE6)
    return _TRANSLATE | {first + n: str(n) for first in zeros for n in range(10)}


def fold(text: str) -> str:
    """Return *text* with digits, dashes, apostrophes and spaces in their ASCII form and in lower case, of the same length."""
    if text.isascii():
        return text.translate(_TRANSLATE).lower()
    folded = text.translate(_digits())
    lower = folded.lower()
    if len(lower) != len(folded):
        lower = "".join(char.lower() if len(char.lower()) == 1 else char for char in folded)
    return lower


_WORD: Final = r"[^\W\d_][^\s\d,/()|:;\-]{0,18}"
_YEAR: Final = r"(?P<year>\d{4}|'?\d{2}(?=\s*(?:$|[,|)(\-/·•@\]]|\d{1,2}[:.]\d\d|pukul|pkl|jam\b|at\b)))(?!\d)"
_PATTERNS: Final[tuple[tuple[str, str], ...]] = (
    ("iso", r"(?<!\d)(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)"),
    (
        "dmy",
        r"(?<![\d.:/])(?P<day>\d{1,2})(?:st\b|nd\b|rd\b|th\b|er\b|re\b|º|ª|°|\.)?[\s\-/.,]{0,3}(?:(?:de|of|del|di|den)\s+)?"
        rf"(?P<word>{_WORD}(?:\s(?:الثاني|الأول))?)(?:[\s\-/.,]{{0,4}}(?:(?:de|del|do|of|tahun|thn|năm)\s+)?{_YEAR})?",
    ),
    (
        "mdy",
        rf"(?<![^\W\d_])(?P<word>{_WORD})\s{{0,2}}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])"
        r"(?:(?:\s*,\s*|\s+|\s+of\s+)(?P<year>\d{4})(?!\d))?",
    ),
    (
        "mdty",  # "Fri Jun 14 10:30:00 WIB 2024"
        rf"(?<![^\W\d_])(?P<word>{_WORD})\s+(?P<day>\d{{1,2}})\s+(?=\d{{1,2}}:\d\d(?::\d\d)?\s+(?:[a-z+\d:]{{1,6}}\s+)?(?P<year>\d{{4}})(?!\d))",
    ),
    ("ymd", rf"(?<!\d)(?P<year>\d{{4}})[.,/\-]?\s{{0,2}}(?P<word>{_WORD})\s{{0,2}}-?(?P<day>\d{{1,2}})(?!\d)"),
    (
        "num",
        r"(?<![\d.,/\-:$€])(?P<first>\d{1,2})\s?(?P<sep>[/.\-])\s?(?P<second>\d{1,2})\s?(?P=sep)\s?(?P<year>\d{4}|\d{2})(?![\d/])(?!\.\d)",
    ),
    ("ynum", r"(?<![\d/])(?P<year>(?:1[89]|2\d)\d{2})\s?(?P<sep>[/.\-])\s?(?P<month>\d{1,2})\s?(?P=sep)\s?(?P<day>\d{1,2})(?![\d/])"),
    ("cjk", r"(?:(?P<year>\d{4})\s*[年년]\s*)?(?<!\d)(?P<month>\d{1,2})\s*[月월]\s*(?P<day>\d{1,2})\s*[日일号號]"),
    ("viet", r"(?<!\d)(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})(?:\s*,|\s+năm)?\s+(?P<year>\d{4})(?!\d)"),
    ("short", r"(?P<open>[(,]?)\s?(?<![\d.,/\-:])(?P<first>\d{1,2})(?P<sep>[/.\-])(?P<second>\d{1,2})(?P<close>\)?)(?![\d/.%])"),
)  # fmt: skip

_TIME: Final = (
    r"(?:(?P<half>上午|下午|午前|午後|오전|오후)\s*)?(?P<hour>\d{1,2})"
    r"(?:\s?(?:[:.h]|時|时|시|点|點)\s?(?P<minute>\d{2})(?:\s?(?:分|분))?(?::(?P<second>\d{2})(?:\.\d{1,9})?|\.(?P<second2>\d{2})(?!\d))?)?"
    r"(?![\d%])(?:\s*(?P<ampm>[ap]\.?\s?m\b\.?|uhr\b|h\b|sa\b|ch\b))?"
    r"(?:\s*[(\[]?\s*(?P<zone>(?:[a-zа-я]{1,7}(?![a-zа-я'])(?:\s?time)?)?(?:\s?[+-]\d{1,2}(?::?\d{2})?(?!\d))?))?"
)
_LEAD: Final = (
    r"(?:\s*/?\s*\(?\d{1,2}\s+[^\d|:]{3,22}\s+1[34]\d\d\s*h?\b\)?)?"  # a Hijri date between
    r"[\s,|·•\-()/:@;\]\[.»▪*~]{0,8}(?P<clock>(?:t|pukul|pukl|pkl|pk|jam|at|um|às|à|a\slas|as|alle\sore|alle|ore|ora|kl|klo|om|о|в|об|saat|lúc|los|"
    r"updated|published|last\supdated)\b\.?\s*:?\s*)?"
)
_PASARAN: Final = r"(?:kliwon|legi|manis|pahing|paing|pon|wage)"


@cache
def _compiled() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(pattern)) for name, pattern in _PATTERNS)


@cache
def _time_after() -> re.Pattern[str]:
    return re.compile(_LEAD + _TIME)


@cache
def _time_before() -> re.Pattern[str]:
    return re.compile(
        r"(?<![\d.:])"
        + _TIME
        + r"(?:[\s,|·•\-()/]|\b(?:on|pada|el|le|am|em|den|hari|del|de)\b){0,6}(?:[^\W\d_']{2,12}(?:'[^\W\d_]+)?[\s,]{0,3}"
        rf"(?:{_PASARAN}[\s,]*)?)?$"
    )


@cache
def _weekday_before() -> re.Pattern[str]:
    names = "|".join(sorted((re.escape(name) for name in weekdays()), key=len, reverse=True))
    return re.compile(
        rf"(?<![^\W\d_])(?P<name>{names})\.?(?![^\W\d_])[\s,(/]*(?:(?:den|the|le|el|dia|día)\s+)?(?:{_PASARAN})?[\s,(/\-]*"
        r"(?:\d{1,2}\s+[^\d|:]{3,22}\s+1[34]\d\d\s*h?\b[\s,/()-]*)?$"
    )


@cache
def _spans() -> re.Pattern[str]:
    words = "|".join(sorted((re.escape(word.replace("_", " ")) for word in SPANS), key=len, reverse=True))
    named = "|".join(sorted((re.escape(word) for word in NAMED_DAYS), key=len, reverse=True))
    numbers = r"\d{1,3}|satu|se|a|an|one|un|una|une|um|uma|ein|einer|einem|een|dua|two|tiga|three"
    return re.compile(
        rf"(?<![^\W_])(?:(?P<before>vor|hace|há|il y a|fa)\s+)?(?P<number>{numbers})\s*(?P<word>{words})(?![^\W\d_])"
        rf"(?:\s*(?P<after>yang lalu|yg lalu|lalu|lepas|kepungkur|ago|atrás|fa|geleden|sedan|siden|önce|назад|trước|yang silam|silam))?"
        rf"|(?<![^\W\d_])(?P<named>{named})(?![^\W\d_])"
    )


_NUMBER_WORDS: Final = {"dua": 2, "two": 2, "tiga": 3, "three": 3}


def fixed_zone(minutes: int) -> tzinfo | None:
    """Return the zone that many minutes east of Greenwich."""
    return offset(minutes)


def _setting(
    time_zone: str | tzinfo | None,
    language: str | None,
    base: datetime | None,
    month_first: bool | None,
    year: int | None,
) -> _Setting:
    tag = (language or "").lower().replace("_", "-")
    home = zone(time_zone) if isinstance(time_zone, str) else time_zone
    if home is None:
        home = home_zone(time_zone=None, url="", language=tag)
    if month_first is None:
        month_first = tag in ("en", "en-us", "en-ph")
    return _Setting(zone=home, language=tag.split("-")[0], base=base, month_first=month_first, year=year)


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
    setting = _setting(time_zone, language, base, month_first, year)
    return next(_find_all(text, setting), None)


def find_all(text: str, *, limit: int = 8, **setting: Any) -> list[DateFound]:
    """Return the first *limit* dates in *text*; arguments as for :func:`find`."""
    found: list[DateFound] = []
    keys = ("time_zone", "language", "base", "month_first", "year")
    for one in _find_all(text, _setting(*(setting.get(key) for key in keys))):
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
    """Return the date that the whole of *text* states: a stamp of a machine or a date line; arguments as for :func:`find`.

    Args:
        deep: Ask the dateparser library where nothing was found; its first call costs a tenth of a second.
    """
    text = text.strip()
    if not text:
        return None
    setting = _setting(time_zone, language, base, month_first, year)
    if found := _stamp(text[:100], setting):
        return found
    if found := next(_find_all(text, setting), None):
        return found
    return _dateparser(text, setting) if deep and len(text) <= 80 else None


_ISO: Final = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})(?:[T\s]+(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,]\d{1,9})?)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?(?:\d{2})?)?$",
    re.IGNORECASE,
)


def _stamp(text: str, setting: _Setting) -> DateFound | None:
    """Read what machines write: ISO 8601, seconds or milliseconds since 1970, RFC 5322."""
    if text.isdigit() and len(text) in (10, 13) and text[0] == "1":
        at = datetime.fromtimestamp(int(text[:10]), UTC)
        return _made(at, text, setting, has_time=True, had_zone=True, confidence=0.9)
    # "2024-06-14T10:30:00+0700[Asia/Jakarta]" is Java's way.
    if match := _ISO.match(re.sub(r"\[[^\]]*\]$", "", text).strip()):
        year, month, day, hour, minute, second, mark = match.groups()
        at_or_none = _datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0))
        if at_or_none is None:
            return None
        written = None
        if mark and hour:
            written = UTC if mark.upper() in ("Z", "UTC", "GMT") else zone(mark)
        return _placed(at_or_none, written, text, setting, has_time=hour is not None, confidence=0.95)
    if text[:1].isalpha() and re.search(r"\d{2}:\d{2}:\d{2}\s+(?:[+-]\d{4}|GMT|UTC)$", text):
        try:
            parsed = parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
        naive = parsed.replace(tzinfo=None)
        return _placed(naive, parsed.tzinfo or UTC, text, setting, has_time=True, confidence=0.95)
    return None


def _datetime(year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0) -> datetime | None:
    try:
        return datetime(year, month, day, hour, minute, min(second, 59))  # noqa: DTZ001 - the zone is put on by _placed
    except ValueError:
        return None


def _placed(
    naive: datetime,
    written: tzinfo | None,
    raw: str,
    setting: _Setting,
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
    return _made(at, raw, setting, has_time=has_time, had_zone=written is not None, confidence=confidence, **more)


def _made(at: datetime, raw: str, setting: _Setting, **more: Any) -> DateFound | None:
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


def _find_all(text: str, setting: _Setting) -> Iterator[DateFound]:
    """Yield the dates of *text* in order, overlapping readings resolved in favour of the longer."""
    text = text[:MAX_CHARS]
    folded = fold(text)
    if not any(char.isdigit() for char in folded) and not (len(folded) < 200 and setting.base is not None):
        return
    spots: list[tuple[int, int, int, str, re.Match[str]]] = []
    for rank, (name, pattern) in enumerate(_compiled()):
        if name == "cjk" and not ("月" in folded or "월" in folded):
            continue
        for number, match in enumerate(pattern.finditer(folded)):
            if number >= 200:
                break
            if "word" in match.groupdict() and _month(match["word"], setting.language) is None:
                continue
            has_year = match.groupdict().get("year") is not None
            spots.append((match.start(), -int(has_year), rank, name, match))
    spots.sort(key=lambda spot: spot[:3])
    done = -1
    for place, (start, _, _, name, match) in enumerate(spots):
        if start < done:
            continue
        # A form without year gives way to one with a year that begins inside it ("June 14 | 14 Juni 2024" keeps both).
        if match.groupdict().get("year") is None and any(
            other[4].groupdict().get("year") is not None and other[0] < match.end()
            for other in spots[place + 1 : place + 6]
        ):
            continue
        if found := _dated(name, match, text, folded, setting):
            done = found.end
            yield found
    if not spots and setting.base is not None and (found := _span(text, folded, setting)):
        yield found


def _month(word: str, language: str) -> int | None:
    """Return the month of a name: of this language, else of most."""
    known = months()
    numbers = (
        known.get(word)
        or known.get(word.rstrip(".'"))
        or (known.get(word.split(maxsplit=1)[0].rstrip(".")) if " " in word else None)
    )
    if not numbers:
        return None
    if len(numbers) == 1:
        return next(iter(numbers))
    for number, languages in numbers.items():
        if language in languages:
            return number
    return max(numbers, key=lambda number: len(numbers[number]))


def _dated(name: str, match: re.Match[str], text: str, folded: str, setting: _Setting) -> DateFound | None:
    """Make a date of one match, with the weekday before it and the time beside it."""
    groups = match.groupdict()
    weekday, weekday_start = _weekday(folded, match.start())
    if name == "short" and weekday is None and not (groups["open"] == "(" and groups["close"] == ")"):
        return None
    if name == "short" and groups["sep"] != "/" and weekday is None:
        return None
    if groups.get("word"):
        month = _month(groups["word"], setting.language) or 0
        days = [(int(groups["day"]), month)]
    elif "first" in groups:
        first, second = int(groups["first"]), int(groups["second"])
        days = [(second, first), (first, second)] if setting.month_first else [(first, second), (second, first)]
        # Dots are European, whatever the language of the page.
        if groups["sep"] == "." and setting.month_first:
            days.reverse()
    else:
        days = [(int(groups["day"]), int(groups["month"]))]
    picked = _pick(days, groups.get("year"), weekday, setting)
    if picked is None:
        return None
    day, fits = picked
    has_year = groups.get("year") is not None
    moment, written, end, start = _clock(text, folded, match.start(), match.end(), weekday_start)
    confidence = 0.95 if fits else 0.6 if weekday is not None else 0.9 if "first" not in groups else 0.75
    if not has_year:
        confidence -= 0.25
    naive = datetime.combine(day, moment or time(0))
    return _placed(
        naive,
        written if moment else None,
        text[start:end].strip(" ,|(/-"),
        setting,
        has_time=moment is not None,
        confidence=confidence,
        has_year=has_year,
        has_weekday=fits,
        start=start,
        end=end,
    )


def _weekday(folded: str, start: int) -> tuple[int | None, int]:
    """Return the weekday written right before *start*, and where it begins."""
    window_start = max(0, start - 60)
    match = _weekday_before().search(folded, window_start, start)
    if match is None:
        return None, start
    return weekdays()[match["name"]], match.start()


def _pick(
    days: list[tuple[int, int]], year: str | None, weekday: int | None, setting: _Setting
) -> tuple[date, bool] | None:
    """Choose the reading that is a real day, fits the weekday and is not in the future."""
    candidates: list[date] = []
    for day, month in dict.fromkeys(days):
        for number in _years(year, setting):
            try:
                candidates.append(date(number, month, day))
            except ValueError:
                continue
    limit = (setting.base + FUTURE_SLACK).date() if setting.base is not None else None
    # A page that says nothing of its own time cannot be refused for it.
    past = [day for day in candidates if limit is None or day <= limit]
    if weekday is not None:
        for day in past:
            if day.weekday() == weekday:
                return day, True
    return (past[0], False) if past else None


def _years(year: str | None, setting: _Setting) -> list[int]:
    """Return the years a written (or missing) year may mean, most likely first."""
    if year is not None:
        number = int(year.strip("'"))
        if len(year.strip("'")) == 2:
            newest = setting.base.year if setting.base is not None else setting.year or 2050
            return [2000 + number if 2000 + number <= newest + 1 else 1900 + number]
        # Buddhist years stand on Thai pages, 543 ahead.
        return [number - 543] if 2400 <= number <= 2650 else [number]
    found: list[int] = []
    if setting.year is not None:
        found += [setting.year, setting.year - 1, setting.year + 1]
    if setting.base is not None:
        found += [setting.base.year - back for back in range(7)]
    return list(dict.fromkeys(found))


def _clock(
    text: str, folded: str, start: int, end: int, weekday_start: int
) -> tuple[time | None, tzinfo | None, int, int]:
    """Return time and zone written after or before a date, and the span of the whole."""
    match = _time_after().match(folded, end, min(len(folded), end + 90))
    if match and (moment := _moment(match, is_after=True)):
        written, length = _written_zone(match, text)
        stop = match.end() if length else match.start("zone") if match["zone"] else match.end()
        return moment, written, stop, weekday_start
    window = max(0, start - 60)
    if match := _time_before().search(folded, window, start):
        if moment := _moment(match, is_after=False):
            written, _ = _written_zone(match, text)
            return moment, written, end, match.start()
    return None, None, end, weekday_start


def _moment(match: re.Match[str], *, is_after: bool) -> time | None:
    hour = int(match["hour"])
    half = (match["ampm"] or "").replace(".", "").replace(" ", "")
    if match["minute"] is None:
        # A bare number is an hour only with a mark: "10 am", "pukul 19 WIB", "14 h".
        marked = half in ("am", "pm", "uhr") or (
            is_after and match["clock"] and match["zone"] in ("wib", "wita", "wit")
        )
        if not marked:
            return None
    elif (
        "." in match[0][match.start("hour") - match.start() : match.start("minute") - match.start()]
        and len(match["minute"]) != 2
    ):
        return None
    if half in ("pm", "ch") or match["half"] in ("下午", "午後", "오후"):
        hour += 12 if hour < 12 else 0
    elif hour == 12 and (half in ("am", "sa") or match["half"] in ("上午", "午前", "오전")):
        hour = 0
    minute = int(match["minute"] or 0)
    second = int(match["second"] or match["second2"] or 0)
    if hour == 24 and minute == 0:
        hour = 0
    try:
        return time(hour, minute, min(second, 59))
    except ValueError:
        return None


def _written_zone(match: re.Match[str], text: str) -> tuple[tzinfo | None, bool]:
    """Return the zone behind a time; an abbreviation counts in capitals only, save the Indonesian ones."""
    mark = match["zone"]
    if not mark:
        return None, False
    letters = re.match(r"[a-zа-я]*", mark)
    name = letters[0] if letters else ""
    shift = mark[len(name) :].replace("time", "").strip()
    start = match.start("zone")
    written = text[start : start + len(name)]
    if name and not (
        written.isupper() or name in ("wib", "wita", "wit", "eastern", "central", "pacific") or written == "Z"
    ):
        return None, False
    if shift and name in ("", "gmt", "utc", "z"):
        digits = shift[1:].replace(":", "")
        digits = digits.zfill(2) if len(digits) <= 2 else digits.zfill(4)
        found = zone(shift[0] + digits) if name or len(digits) == 4 else None
        return found, found is not None
    found = abbreviation(name) if name else None
    return found, found is not None


def _span(text: str, folded: str, setting: _Setting) -> DateFound | None:
    """Read "2 jam yang lalu" and "kemarin", counted from the capture."""
    base = setting.base
    if base is None or len(folded) > 200:
        return None
    home = setting.zone or base.tzinfo or UTC
    for match in _spans().finditer(folded):
        if match["named"]:
            day = (base.astimezone(home) + timedelta(days=NAMED_DAYS[match["named"]])).date()
            clock = _time_after().match(folded, match.end(), match.end() + 40)
            moment = _moment(clock, is_after=True) if clock else None
            written = _written_zone(clock, text)[0] if clock and moment else None
            end = clock.end() if clock and moment else match.end()
            return _placed(
                datetime.combine(day, moment or time(0)), written, text[match.start() : end].strip(), setting,
                has_time=moment is not None, confidence=0.6, has_year=False, start=match.start(), end=end,
            )  # fmt: skip
        if not (match["before"] or match["after"]):
            continue
        count = match["number"]
        number = int(count) if count.isdigit() else _NUMBER_WORDS.get(count, 1)
        seconds = number * SPANS[match["word"].replace(" ", "_")]
        at = (base - timedelta(seconds=seconds)).astimezone(home)
        exact = seconds < 2 * 86400 and SPANS[match["word"].replace(" ", "_")] <= 3600
        return _made(
            at.replace(microsecond=0), match[0].strip(), setting, has_time=exact, had_zone=False,
            confidence=0.6 if exact else 0.45, has_year=False, start=match.start(), end=match.end(),
        )  # fmt: skip
    return None


def _dateparser(text: str, setting: _Setting) -> DateFound | None:
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
    return _placed(parsed.replace(tzinfo=None), parsed.tzinfo, text, setting, has_time=has_time, confidence=0.5)
