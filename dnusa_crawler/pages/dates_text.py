"""Dates in text: every form of :mod:`.dates_forms` in order, each with the weekday before it and the time beside it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from .dates_forms import NUMBER_WORDS, compiled, fold, spans, time_after, time_before, weekday_before
from .dates_value import FUTURE_SLACK, DateFound, Setting, made, placed
from .dates_words import NAMED_DAYS, SPANS, months, weekdays
from .dates_zones import abbreviation, zone

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Longer strings are cut: a date line is short, and a first paragraph rarely longer.
MAX_CHARS: Final = 3_000


def dates_in(text: str, setting: Setting) -> Iterator[DateFound]:
    """Yield the dates of *text* in order, overlapping readings resolved in favour of the longer."""
    text = text[:MAX_CHARS]
    folded = fold(text)
    if not any(char.isdigit() for char in folded) and not (len(folded) < 200 and setting.base is not None):
        return
    spots = _spots(folded, setting.language)
    done = -1
    count = 0
    for place, (start, has_year, _, name, match) in enumerate(spots):
        if start < done:
            continue
        # A form without year gives way to one with a year that begins inside it ("June 14 | 14 Juni 2024" keeps both).
        if not has_year and any(other[1] and other[0] < match.end() for other in spots[place + 1 : place + 6]):
            continue
        if found := _dated(name, match, text, folded, setting, done=max(done, 0)):
            done = found.end
            count += 1
            yield found
    if not count and setting.base is not None and (found := _span(text, folded, setting)):
        yield found


#: Signs without one of which a form cannot stand in a text.
_SIGNS: Final[dict[str, tuple[str, ...]]] = {
    "iso": ("-",),
    "mdty": (":",),
    "num": ("/", ".", "-"),
    "ynum": ("/", ".", "-"),
    "short": ("/", ".", "-"),
    "cjk": ("月", "월"),
    "viet": ("tháng", "thg"),
    "ydm": ("gada",),
}
#: Numeric forms have no word that names a month.
_WORDLESS: Final = frozenset({"iso", "num", "ynum", "cjk", "viet", "short"})


# The lines around one headline are asked some five times: for the date, the clock, the byline beside it.
@lru_cache(maxsize=128)
def _spots(folded: str, language: str) -> tuple[tuple[int, bool, int, str, re.Match[str]], ...]:
    """Return (start, whether it has a year, rank of its form, form, match) of everything that has the form of a date, in order."""
    spots: list[tuple[int, bool, int, str, re.Match[str]]] = []
    for rank, (name, pattern) in enumerate(compiled()):
        signs = _SIGNS.get(name)
        if signs is not None and not any(sign in folded for sign in signs):
            continue
        for number, match in enumerate(pattern.finditer(folded)):
            if number >= 200:
                break
            if name not in _WORDLESS and _month(match["word"], language) is None:
                continue
            has_year = "year" in pattern.groupindex and match["year"] is not None
            spots.append((match.start(), has_year, rank, name, match))
    spots.sort(key=lambda spot: (spot[0], not spot[1], spot[2]))
    return tuple(spots)


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


def _dated(name: str, match: re.Match[str], text: str, folded: str, setting: Setting, *, done: int) -> DateFound | None:
    """Make a date of one match, with the weekday before it and the time beside it; what stands before *done* is another's."""
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
    year = groups.get("year")
    if reign := groups.get("reign"):
        # The first year of Reiwa is 2019.
        year = str(2018 + int(reign.replace("元", "1")))
    picked = _pick(days, year, weekday, setting)
    if picked is None:
        return None
    day, fits = picked
    has_year = year is not None
    moment, written, end, start = _clock(text, folded, match.start(), match.end(), weekday_start, done=done)
    start, end = _closed(text, start, end)
    confidence = 0.95 if fits else 0.6 if weekday is not None else 0.9 if "first" not in groups else 0.75
    if not has_year:
        confidence -= 0.25
    naive = datetime.combine(day, moment or time(0))
    return placed(
        naive,
        written if moment else None,
        text[start:end],
        setting,
        has_time=moment is not None,
        confidence=confidence,
        has_year=has_year,
        has_weekday=fits,
        start=start,
        end=end,
    )


def _closed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of a date with the bracket that closes one opened in it, and without signs at its ends."""
    while start < end and text[start] in " ,|/-(" and not (text[start] == "(" and ")" in text[start:end]):
        start += 1
    while end > start and text[end - 1] in " ,|/-(":
        end -= 1
    if text.count("(", start, end) > text.count(")", start, end):
        rest = text[end : end + 2]
        if rest.lstrip().startswith(")"):
            end += rest.index(")") + 1
    return start, end


def _weekday(folded: str, start: int) -> tuple[int | None, int]:
    """Return the weekday written right before *start*, and where it begins."""
    window_start = max(0, start - 60)
    match = weekday_before().search(folded, window_start, start)
    if match is None:
        return None, start
    return weekdays()[match["name"]], match.start()


def _pick(
    days: list[tuple[int, int]], year: str | None, weekday: int | None, setting: Setting
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
    past = [one for one in candidates if limit is None or one <= limit]
    if weekday is not None:
        for one in past:
            if one.weekday() == weekday:
                return one, True
    return (past[0], False) if past else None


def _years(year: str | None, setting: Setting) -> list[int]:
    """Return the years a written (or missing) year may mean, most likely first."""
    if year is not None:
        number = int(year.strip("'"))
        if len(year.strip("'")) == 2:
            # Thai pages count from the Buddha: 67 is 2567, which is 2024.
            if setting.language == "th" and number > _THAI_YEAR:
                return [1957 + number]
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
    text: str, folded: str, start: int, end: int, weekday_start: int, *, done: int
) -> tuple[time | None, tzinfo | None, int, int]:
    """Return time and zone written after or before a date, and the span of the whole."""
    match = time_after().match(folded, end, min(len(folded), end + 90))
    if match and (moment := _moment(match, is_after=True)):
        written, length = _written_zone(match, text)
        stop = match.end() if length else match.start("zone") if match["zone"] else match.end()
        return moment, written, stop, weekday_start
    window = max(done, start - 60)
    match = time_before().search(folded, window, start)
    if match and (moment := _moment(match, is_after=False)):
        written, _ = _written_zone(match, text)
        return moment, written, end, match.start()
    return None, None, end, weekday_start


#: Years of two digits up to this one are Christian on Thai pages, too.
_THAI_YEAR: Final = 43
#: Parts of the day behind an hour, and the hours they can mean in the afternoon.
_DAY_PARTS: Final = {"pagi": (99, 99), "siang": (13, 16), "sore": (14, 18), "petang": (13, 19), "malam": (18, 23)}


def _moment(match: re.Match[str], *, is_after: bool) -> time | None:
    hour = int(match["hour"])
    half = (match["ampm"] or "").replace(".", "").replace(" ", "")
    if match["minute"] is None:
        # A bare number is an hour only with a mark: "10 am", "pukul 19 WIB", "14 h".
        marked = (
            half in ("am", "pm", "uhr")
            or (is_after and match["clock"] and (half == "h" or half in _DAY_PARTS))
            or (is_after and match["clock"] and match["zone"] in ("wib", "wita", "wit"))
        )
        if not marked:
            return None
    if half in _DAY_PARTS:
        first, last = _DAY_PARTS[half]
        # "7.30 malam" is half past seven in the evening; "19.30 malam" says it already.
        hour = hour + 12 if first <= hour + 12 <= last else 0 if (half, hour) == ("malam", 12) else hour
    elif half in ("pm", "ch") or match["half"] in ("下午", "午後", "오후"):
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
    if mark.startswith("waktu"):
        return abbreviation({"barat": "wib", "tengah": "wita", "timur": "wit"}[mark.split()[-1]]), True
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


def _span(text: str, folded: str, setting: Setting) -> DateFound | None:
    """Read "2 jam yang lalu" and "kemarin", counted from the capture."""
    base = setting.base
    if base is None or len(folded) > 200:
        return None
    home = setting.zone or base.tzinfo or UTC
    for match in spans().finditer(folded):
        if match["named"]:
            day = (base.astimezone(home) + timedelta(days=NAMED_DAYS[match["named"]])).date()
            clock = time_after().match(folded, match.end(), match.end() + 40)
            moment = _moment(clock, is_after=True) if clock else None
            written = _written_zone(clock, text)[0] if clock and moment else None
            end = clock.end() if clock and moment else match.end()
            return placed(
                datetime.combine(day, moment or time(0)), written, text[match.start() : end].strip(), setting,
                has_time=moment is not None, confidence=0.6, has_year=False, start=match.start(), end=end,
            )  # fmt: skip
        if not (match["before"] or match["after"]):
            continue
        count = match["number"]
        number = int(count) if count.isdigit() else NUMBER_WORDS.get(count, 1)
        seconds = number * SPANS[match["word"].replace(" ", "_")]
        at = (base - timedelta(seconds=seconds)).astimezone(home)
        exact = seconds < 2 * 86400 and SPANS[match["word"].replace(" ", "_")] <= 3600
        return made(
            at.replace(microsecond=0), match[0].strip(), setting, has_time=exact, had_zone=False,
            confidence=0.6 if exact else 0.45, has_year=False, start=match.start(), end=match.end(),
        )  # fmt: skip
    return None
