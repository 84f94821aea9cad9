"""The written forms of dates and times, as patterns over folded text, and the folding."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from .dates_words import NAMED_DAYS, SPANS, weekdays

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
        (r"(?<![\d.:])(?<!\d/)(?P<day>\d{1,2})(?:st\b|nd\b|rd\b|th\b|er\b|re\b|º|ª|°|\.)?[\s\-/.,]{0,3}(?:(?:de|of|del|di|den)\s+|d')?"
        rf"(?P<word>{_WORD}(?:\s(?:الثاني|الأول))?)(?:[\s\-/.,]{{0,4}}(?:(?:de|del|do|of|tahun|thn|năm|พ\.ศ\.)\s+)?{_YEAR})?"),
    ),
    (
        "mdy",
        (rf"(?<![^\W\d_])(?P<word>{_WORD})\s{{0,2}}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])"
        r"(?:(?:\s*,\s*|\s+|\s+(?:of|del?)\s+)(?P<year>\d{4})(?!\d))?"),
    ),
    (
        "mdty",  # "Fri Jun 14 10:30:00 WIB 2024"
        rf"(?<![^\W\d_])(?P<word>{_WORD})\s+(?P<day>\d{{1,2}})\s+(?=\d{{1,2}}:\d\d(?::\d\d)?\s+(?:[a-z+\d:]{{1,6}}\s+)?(?P<year>\d{{4}})(?!\d))",
    ),
    # "2024 m. birželio 14 d." and "2024. gada 14. jūnijs" are the Baltic forms, "2024ko ekainaren 14a" is the Basque one.
    ("ymd", rf"(?<!\d)(?P<year>\d{{4}})(?:[.,/\-]|\sm\.|ko\b)?\s{{0,2}}(?P<word>{_WORD})\s{{0,2}}-?(?P<day>\d{{1,2}})(?!\d)"),
    ("ydm", rf"(?<!\d)(?P<year>\d{{4}})\.?\sgada\s(?P<day>\d{{1,2}})\.?\s(?P<word>{_WORD})"),
    (
        "num",
        r"(?<![\d.,/\-:$€])(?P<first>\d{1,2})\s?(?P<sep>[/.\-])\s?(?P<second>\d{1,2})\s?(?P=sep)\s?(?P<year>\d{4}|\d{2})(?![\d/])(?!\.\d)",
    ),
    ("ynum", r"(?<![\d/])(?P<year>(?:1[89]|2\d)\d{2})\s?(?P<sep>[/.\-])\s?(?P<month>\d{1,2})\s?(?P=sep)\s?(?P<day>\d{1,2})(?![\d/])"),
    ("cjk", r"(?:(?:(?P<year>\d{4})|令和(?P<reign>\d{1,2}|元))\s*[年년]\s*)?(?<!\d)(?P<month>\d{1,2})\s*[月월]\s*(?P<day>\d{1,2})\s*[日일号號]"),
    ("viet", r"(?<!\d)(?P<day>\d{1,2})\s+(?:tháng|thg)\s+(?P<month>\d{1,2})(?:\s*,|\s+năm)?\s+(?P<year>\d{4})(?!\d)"),
    ("short", r"(?P<open>[(,]?)\s?(?<![\d.,/\-:])(?P<first>\d{1,2})(?P<sep>[/.\-])(?P<second>\d{1,2})(?P<close>\)?)(?![\d/.%])"),
)  # fmt: skip

_TIME: Final = (
    r"(?:(?P<half>上午|下午|午前|午後|오전|오후)\s*)?(?P<hour>\d{1,2})"
    r"(?:\s?(?:[:.h]|時|时|시|点|點)\s?(?P<minute>\d{2})(?:\s?(?:分|분))?(?::(?P<second>\d{2})(?:\.\d{1,9})?|\.(?P<second2>\d{2})(?!\d))?)?"
    r"(?![\d%])(?:\s*(?P<ampm>[ap]\.?\s?m\b\.?|uhr\b|h\b|sa\b|ch\b|pagi\b|siang\b|sore\b|malam\b|petang\b))?"
    r"(?:\s*[(\[]?\s*(?P<zone>waktu indonesia (?:barat|tengah|timur)|(?:[a-zа-я]{1,7}(?![a-zа-я'])(?:\s?time)?)?(?:\s?[+-]\d{1,2}(?::?\d{2})?(?!\d))?))?"
)
_LEAD: Final = (
    r"(?:\s*(?:m|masehi)\b|\s*[rdгр]\.)?(?:\s*/?\s*\(?\d{1,2}\s+[^\d|:]{3,22}\s+1[34]\d\d\s*h?\b\)?)?"  # a Hijri date between
    r"[\s,|·•\-()/:@;\]\[.»▪*~]{0,8}(?P<clock>(?:t(?=\d)|(?:t|pukul|pukl|pkl|pk|jam|at|um|às|à|a\slas|as|alle\sore|alle|ore|ora|kl|klo|ve|v|om|о|в|об|saat|lúc|los|o|u|ob|godz|"
    r"updated|published|last\supdated)\b)\.?\s*:?\s*)?"
)
_PASARAN: Final = r"(?:kliwon|legi|manis|pahing|paing|pon|wage)"


@cache
def compiled() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the forms of dates, compiled on first use: compiling costs 20 ms."""
    return tuple((name, re.compile(pattern)) for name, pattern in _PATTERNS)


@cache
def _weekday_names() -> str:
    """Return the names of weekdays as one alternative of a pattern, the longest first."""
    return "|".join(sorted((re.escape(name) for name in weekdays()), key=len, reverse=True))


@cache
def time_after() -> re.Pattern[str]:
    """Return the form of a time behind a date."""
    # "2024. jún. 14., péntek 10:30", "2024年6月14日(金) 10:30": a weekday may stand between.
    return re.compile(
        rf"(?:[\s,.]{{0,3}}[(（]?(?=[^\W\d_])(?:{_weekday_names()})[.)）]{{0,2}}(?![^\W\d_]))?{_LEAD}{_TIME}"
    )


@cache
def time_before() -> re.Pattern[str]:
    """Return the form of a time before a date: "10:30 WIB, Jumat …"."""
    return re.compile(
        r"(?<![\d.:])"
        + _TIME
        + r"(?:[\s,|·•\-()/]|\b(?:on|pada|el|le|am|em|den|hari|del|de)\b){0,6}(?:(?:thứ\s|chủ\s)?[^\W\d_']{2,12}(?:'[^\W\d_]+)?[\s,(]{0,3}"
        rf"(?:{_PASARAN}[\s,]*)?)?$"
    )


@cache
def weekday_before() -> re.Pattern[str]:
    """Return the form of a weekday, perhaps with a market day and a Hijri date, right before a date."""
    return re.compile(
        rf"(?<![^\W\d_])(?=[^\W\d_])(?P<name>{_weekday_names()})\.?(?![^\W\d_])[\s,(/]*(?:(?:den|the|le|el|dia|día|malam|siang|sore|pagi|petang|tanggal|tgl\.?)[\s,(/\-]+)?(?:{_PASARAN})?[\s,(/\-]*"
        r"(?:\d{1,2}\s+[^\d|:]{3,22}\s+1[34]\d\d\s*h?\b[\s,/()-]*)?$"
    )


@cache
def spans() -> re.Pattern[str]:
    """Return the forms of spans and named days: "2 jam yang lalu", "kemarin"."""
    words = "|".join(sorted((re.escape(word.replace("_", " ")) for word in SPANS), key=len, reverse=True))
    named = "|".join(sorted((re.escape(word) for word in NAMED_DAYS), key=len, reverse=True))
    numbers = r"\d{1,3}|satu|se|a|an|one|un|una|une|um|uma|ein|einer|einem|een|dua|two|tiga|three"
    return re.compile(
        rf"(?<![^\W_])(?:(?P<before>vor|hace|há|il y a|fa)\s+)?(?P<number>{numbers})\s*(?P<word>{words})(?![^\W\d_])"
        rf"(?:\s*(?P<after>yang lalu|yg lalu|lalu|lepas|kepungkur|ago|atrás|fa|geleden|sedan|siden|önce|назад|trước|yang silam|silam))?"
        rf"|(?<![^\W\d_])(?P<named>{named})(?![^\W\d_])"
    )


NUMBER_WORDS: Final = {"dua": 2, "two": 2, "tiga": 3, "three": 3}
