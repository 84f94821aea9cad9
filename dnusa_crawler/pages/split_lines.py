"""Recognise the lines that stand at the beginning of an article: datelines, lines of date and author.

This module only says that a line is one; what it says in detail is read by the modules for dates, places and bylines.
"""

from __future__ import annotations

import functools
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from . import clutter_credits

if TYPE_CHECKING:
    from .blocks import Block

_CITY: Final = r"(?:[A-ZÀ-Þ][\w.’'-]*(?:\s+(?:[A-ZÀ-Þ][\w.’'-]*|de|del|da|di|of|la|upon)){0,4})"
_AGENCY: Final = r"(?:\(\s*(?P<a>[\w][\w .&’'-]{1,38})\s*\)|(?<![\w-])(?P<b>[A-Z][\w-]*\.(?:com|id|co\.id|net|org|co|news|tv|info)\b|(?<=, )[A-Z]{4,})|\|\s*(?P<c>[\w .-]{2,30}))"
_DASH: Final = r"\s*(?:[–—-]{1,2}|―|(?<=[)a-z]):|\|)\s*"
#: ``City, (Agency) –``, ``City (AGENCY) -``, ``AGENCY.com, City -``, ``CITY – ``, ``CITY, AGENCY — ``.
_DATELINE: Final = re.compile(
    rf"^\W{{0,3}}(?:(?P<city>{_CITY})\s*[,/|]?\s*{_AGENCY}(?:\s*[,|]\s*{_CITY})?{_DASH}"
    rf"|(?P<site>[A-Z][\w-]{{1,30}}\.(?:com|id|co\.id|net|org|co|news|tv|info))\s*[,|]?\s*(?:{_CITY})?(?:\s*\([^)]{{2,40}}\))?{_DASH}"
    rf"|(?P<caps>[A-Z][A-Z .’'-]{{2,40}}[A-Z])(?:\s*,\s*(?:{_CITY}|\d[\d/. ]+|[\w ]{{3,20}}\d{{2,4}}))?\s*[–—-]{{1,2}}\s)"
    rf"(?=\S)"
)
_OPENING: Final = re.compile(r"^([^.!?–—]{3,40}(?:\.\w{2,4})?[^.!?–—]{0,40}?)\s*(?:[–—]{1,2}|\s-{1,2})\s+\S")
_MONTHS: Final = (
    r"jan(?:uari|uary|uar|vier|eiro)?|feb(?:ruari|ruary|ruar)?|peb(?:ruari)?|mar(?:et|ch|s|zo|ço)?|mrt|märz|apr(?:il)?|avril|abril|mei|may|mai|mayo|maio|juni?|june|juin|jul[iy]?|juillet|julho|agu(?:stus)?|agt|agst?|ags|aug(?:ust|ustus)?|août|agosto|"
    r"sep(?:t|tember|tembre|tiembre)?|setembro|o[kc]t(?:ober|obre|ubre)?|outubro|nov(?:ember|embre|iembre)?|nop(?:ember)?|de[sczk](?:ember|embre|iembre|embro)?|"
    r"января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
)
_DATE: Final = re.compile(
    # One word boundary before all of them: most places in a text have none, and are passed over at once.
    rf"\b(?:\d{{1,2}}\.?(?:st|nd|rd|th)?\s*(?:de\s+)?(?:{_MONTHS})\b\.?,?(?:\s*(?:de\s+)?\d{{2,4}})?|(?:{_MONTHS})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:\d{{4}}|\d{{2}})\b|\d{{4}}[-/.]\d{{2}}[-/.]\d{{2}}\b"
    rf"|\d+ (?:detik|menit|jam|hari|minggu|bulan|tahun|seconds?|minutes?|mins?|hours?|days?|weeks?|months?) (?:yang )?(?:lalu|ago)\b|(?:kemarin|yesterday|hari ini|today)\b[, ]+(?:pukul |jam |at )?\d{{1,2}}[:.]\d{{2}})|\d{{4}}年\d{{1,2}}月\d{{1,2}}日",
    re.IGNORECASE,
)
#: What every date and time of day has in it; looked for first, because it begins with a digit and is found fast.
_DATE_SIGN: Final = re.compile(
    rf"\d(?:[/.:-]\d|年|\.?(?:st|nd|rd|th)?\s*,?\s*(?:de\s+)?(?:{_MONTHS}|\d{{4}}))|\d (?:detik|menit|jam|hari|minggu|bulan|tahun|sec|min|hour|day|week|month)",
    re.IGNORECASE,
)
_TIME: Final = re.compile(
    r"\b(?:[01]?\d|2[0-3])[:.][0-5]\d(?:[:.][0-5]\d)?\s*(?:wib|wita|wit|am|pm|a\.m\.|p\.m\.|uhr|gmt|utc)?\b",
    re.IGNORECASE,
)
#: More words written small than this make a sentence, not a line of date and author.
_MOST_SMALL: Final = 12
_PRICE: Final = re.compile(r"[£$€¥%]|\bRp\b|\bUSD\b")
_FACT_WORDS: Final = re.compile(
    r"\b(?:wib|wita|wit|uhr|gmt|utc|pukul|pkl|jam|senin|selasa|rabu|kamis|jum.?at|sabtu|minggu|ahad|monday|tuesday|wednesday|thursday|friday|saturday|sunday|oleh|by|penulis|reporter|editor|redaksi|diterbitkan|dipublikasikan|terbit|tayang|diposting|diperbarui|published|posted|updated|last|modified|update|pada|tanggal|on|at|in|kategori|dibaca|views?|komentar|comments?|kliwon|legi|pahing|pon|wage|tim|admin)\b|\W",
    re.IGNORECASE,
)
_MORE: Final = re.compile(
    r"(?:\[?(?:…|\.\.\.)\]?|\b(?:selengkapnya|read more|continue reading|baca (?:selengkapnya|lebih lanjut|lagi|juga|lanjut\w*)|lanjut(?:kan)?(?: membaca| baca)?|more|weiterlesen|lire la suite|leer más|leia mais|mehr|lees meer))\W*$",
    re.IGNORECASE,
)
_SENTENCE: Final = re.compile(r"[.!?]['’\"”»)]*(?:\s*\w{2,14}nya\.?)?\s*")


def dateline(text: str) -> bool:
    """Say whether a paragraph begins with a dateline and goes on behind it.

    >>> dateline("Tulungagung, (dNusa.id) – Puluhan pejabat menjalani tes urine.")
    True
    >>> dateline("Jakarta - Bandung ditempuh dalam 40 menit.")
    False
    """
    match = _dateline(text[:140])
    return match is not None and len(text) - match.end() >= 25


@functools.lru_cache(maxsize=4096)
def _dateline(head: str) -> re.Match[str] | None:
    """Match the beginning of a paragraph; several parts of the reader ask about the same one."""
    return _DATELINE.match(head) if any(mark in head for mark in "–—-―:|") else None


def agency(text: str) -> str | None:
    """Return the agency or paper of a paragraph's dateline, case folded."""
    match = _dateline(text[:140])
    if match is None:
        return None
    return next(
        (
            group.casefold()
            for group in (match.group("a"), match.group("b"), match.group("c"), match.group("site"))
            if group
        ),
        None,
    )


def opening(text: str) -> frozenset[str]:
    """Return the parts of what stands before a dash at the beginning of a paragraph, when all of it are names.

    Papers open their articles alike: what two paragraphs share here (``warta pesisir``) shows that both open one.
    """
    return _opening(text[:200])


@functools.lru_cache(maxsize=4096)
def _opening(start: str) -> frozenset[str]:
    """Answer for the beginning of a paragraph."""
    head = start[:95]
    match = _OPENING.match(start) if "–" in head or "—" in head or " -" in head else None
    if match is None:
        return frozenset()
    words = [word for word in re.split(r"[\s,()|/:]+", match.group(1)) if word]
    if not words or len(words) > 8 or any(word[0].islower() and "." not in word for word in words):
        return frozenset()
    return frozenset(part.strip().casefold() for part in re.split(r"[,()|/:]", match.group(1)) if len(part.strip()) > 2)


def without_opening(text: str) -> str:
    """Return a paragraph without its dateline."""
    match = _dateline(text[:140]) or (_OPENING.match(text) if opening(text) else None)
    return text[match.end() - 1 :] if match else text


def is_short_dateline(text: str) -> bool:
    """Say whether a dateline's place has one or two words: more are rarely a town."""
    match = _dateline(text[:140])
    return match is not None and 0 < len((match.group("city") or "").split()) <= 2


def has_date(text: str) -> bool:
    """Say whether a date or a time of day stands in a line."""
    return _DATE_SIGN.search(text) is not None and bool(_DATE.search(text) or _TIME.search(text))


def is_fact_line(text: str) -> bool:
    """Say whether a line is nothing but date, time, author: what stands under a headline.

    >>> is_fact_line("Jumat, 14 Juni 2024 | 10:30 WIB")
    True
    >>> is_fact_line("Jumat malam itu warga Desa Ngantru turun ke jalan dan menutup pasar.")
    False
    """
    return bool(text) and len(text) <= 160 and _is_fact_line(text)


@lru_cache(maxsize=4096)
def _is_fact_line(text: str) -> bool:
    """Answer for a line that is short enough; several parts of the reader ask about the same line."""
    # The cheap questions first: most lines are sentences.
    if clutter_credits.credit_line(text) or clutter_credits.byline(text):
        return not _PRICE.search(text)
    if sum(map(str.islower, text.split())) > _MOST_SMALL or not has_date(text) or _PRICE.search(text):
        return False
    rest = _FACT_WORDS.sub(" ", _TIME.sub(" ", _DATE.sub(" ", text)))
    left = rest.split()
    capitals = sum(1 for word in left if word[:1].isupper())
    # A user's name may be written small.
    return len(left) <= 2 or (len(left) <= 6 and capitals >= len(left) - 1)


def breaks_off(text: str) -> bool:
    """Say whether a paragraph ends like an excerpt: with an ellipsis or "read more"."""
    return _breaks_off(text[-60:])


@lru_cache(maxsize=2048)
def _breaks_off(end: str) -> bool:
    """Answer for the end of a paragraph; it is asked for each headline above it."""
    return bool(_MORE.search(end))


def headline_at_end(block: Block, *, is_same_paper: bool) -> str | None:
    """Return the headline that stands at the end of a paragraph, run into it, before a second dateline.

    Markup that sets the end apart (a link, bold type) proves it; without markup the dateline below must be the same
    paper's as the first, and the end must look like a headline.
    """
    text = block.text
    for _, words in reversed(block.links):
        if len(words.split()) >= 4 and text.endswith(words) and len(words) < len(text) - 10:
            return words
    bold = next(
        (
            inner
            for inner in reversed(list(block.element.iter("b", "strong", "span", "big", "font", "em", "u")))
            if inner is not block.element
        ),
        None,
    )
    if bold is not None:
        words = " ".join("".join(bold.itertext()).split())
        if len(words.split()) >= 4 and text.endswith(words) and len(words) < len(text) - 10 and not words.endswith("."):
            return words
    ends = list(_SENTENCE.finditer(text))
    if not ends or not is_same_paper:
        return None
    tail = text[ends[-1].end() :].strip()
    count = tail.count(" ") + 1
    capitals = sum(1 for word in tail.split() if word[:1].isupper() or word[:1].isdigit())
    if 5 <= count <= 30 and len(tail) < 220 and capitals >= 0.6 * count and tail[0].isupper():
        return tail
    return None
