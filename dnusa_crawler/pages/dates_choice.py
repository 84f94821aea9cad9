"""Which of a page's many dates is the article's: witnesses in the order of their worth, and never a sidebar's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Final

import attrs

from . import dates
from .dates_shown import LABELS, PUBLISHED, UPDATED, Dated, Reader, lone_labelled, shown
from .surroundings import is_foreign_element

if TYPE_CHECKING:
    from .blocks import Block
    from .jsonld import ArticleNode
    from .places import Dateline
    from .structured import Structured, TimeElement
    from .surroundings import Surroundings

_DATE_CLASS: Final = re.compile(
    r"(?:publi(?:sh|c)\w*|post(?:ed)?|entry|article|blog|news|berita|artikel)[\w-]{0,12}(?:date|time|tanggal|meta)|tanggal|pubdate|datepub",
    re.IGNORECASE,
)
#: What names a writer before a date, which is the article's then.
_BY: Final = re.compile(r"\b(?:written\sby|by|oleh|von|par|por)\b", re.IGNORECASE)
_URL_DATE: Final = re.compile(r"(?<!\d)((?:19|20)\d{2})[/\-_]?(0[1-9]|1[0-2])[/\-_]?(0[1-9]|[12]\d|3[01])(?!\d)")
#: An article's number that begins with the minute it was made (``A2026012914320005196``), not a web archive's of its copy.
_URL_MINUTE: Final = re.compile(
    r"(?<!\d)(20\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d\d{0,9}(?!\d|(?:[a-z]{2}_)?/https?:)"
)
#: Hours from Greenwich of the farthest newsrooms.
_FARTHEST_WEST: Final = -10
_FARTHEST_EAST: Final = 14
#: Witnesses that outweigh the strongest one.
_MAJORITY: Final = 2
#: A line that is a date and nothing else.
_MAX_DATE_CHARS: Final = 50
#: A link of fewer words names a writer or a section.
_HEADLINE_SPACES: Final = 3


def choose_dates(
    *,
    structured: Structured | None,
    node: ArticleNode | None,
    times: Sequence[TimeElement],
    blocks: Sequence[Block],
    around: Surroundings,
    body_blocks: Sequence[Block],
    dateline: Dateline | None,
    url: str,
    hints: Mapping[str, str],
    base: datetime | None,
    language: str | None,
    month_first: bool,
    zone: tzinfo | None,
    has_zone: bool,
) -> tuple[Dated | None, Dated | None]:
    """Return when an article was published and last changed, each None when nothing says.

    Args:
        structured: What the page states to machines; None for an article that data is not about.
        node: The JSON-LD node of this article.
        times: The page's ``<time>`` elements; those beside the headline are witnesses.
        blocks: All blocks of the page.
        around: The blocks around the article.
        body_blocks: The body.
        dateline: The dateline of the body.
        url: Address of the page; a day in it is a weak witness.
        hints: What a feed or the REST interface said (``published``, ``modified``).
        base: When the page was captured.
        language: BCP 47 tag.
        month_first: Order of numbers on this page.
        zone: The newsroom's zone.
        has_zone: Whether *zone* is known rather than guessed.
    """
    reader = Reader(zone=zone, language=language, base=base, month_first=month_first)
    if not has_zone and (offset := _offset_of(structured, node, around, reader)) is not None:
        reader = attrs.evolve(reader, zone=offset)
    stated = list(_stated(structured, node, hints, reader, "published"))
    changed = list(_stated(structured, node, hints, reader, "modified"))
    in_url = _url_day(url, reader) if structured is not None else None
    reader = attrs.evolve(reader, year=_year(stated + changed, in_url, blocks, reader))
    beside, updated = shown(times, around, reader)
    published = _majority(stated, {one.at.date() for one in beside})
    if published is None:
        published = _from_text(
            beside=beside, updated=updated, dateline=dateline, body_blocks=body_blocks, around=around, in_url=in_url,
            structured=structured, blocks=blocks, reader=reader,
        )  # fmt: skip
        if published is None:
            published = _strange(structured, reader)
    elif not published.has_time:
        # A stamp without a time and a line beside the headline of the same day with one: the line says more. Midnight in
        # UTC looks like a stamp without a time, too; a line of that instant tells that it is one.
        midnight = published.at.replace(tzinfo=UTC)
        published = next(
            (
                one
                for one in beside
                if one.has_time
                and (one.at.date() == published.at.date() or abs(one.at - midnight) < timedelta(minutes=1))
            ),
            published,
        )
    if published is not None and reader.zone is None:
        published = _on_shown_day(published, {one.at.date() for one in beside})
    modified = next(iter(changed), None) or next(iter(updated), None)
    if modified is not None and published is not None and modified.at < published.at:
        modified = None
    return published, modified


def _on_shown_day(published: Dated, days: set[date]) -> Dated:
    """Return a stamp in UTC of a newsroom whose zone nothing tells, in the nearest zone that has the day readers are shown.

    The instant stays; which of the zones with that day it is, the page does not say.
    """
    at = published.at
    if not published.has_time or at.utcoffset() != timedelta(0) or at.date() in days or len(days) > 1:
        return published
    if at.date() - timedelta(days=1) in days and at.hour < -_FARTHEST_WEST:
        hours = -at.hour - 1
    elif at.date() + timedelta(days=1) in days and 24 - at.hour <= _FARTHEST_EAST:
        hours = 24 - at.hour
    else:
        return published
    return attrs.evolve(published, at=at.astimezone(dates.fixed_zone(60 * hours)))


def _strange(structured: Structured | None, reader: Reader) -> Dated | None:
    """Return what dateparser makes of a stated date that we could not read: the last resort, slow and rare."""
    for claim in structured.published[:1] if structured is not None else ():
        found = dates.read(claim.value, deep=True, **reader.options)
        if found is not None:
            return Dated(at=found.at, raw=claim.value, source=claim.source, confidence=0.5, has_time=found.has_time)
    return None


def _majority(stated: list[Dated], shown: set[date]) -> Dated | None:
    """Return the strongest statement, unless two other witnesses agree on another day against it alone.

    It is not alone where its day is among those *shown* beside the headline: the others say when the text was begun.
    """
    if not stated:
        return None
    first = stated[0]
    if first.at.date() in shown:
        return first
    days = Counter(one.at.date() for one in stated[1:])
    if days and not days[first.at.date()]:
        day, votes = days.most_common(1)[0]
        # Readers are shown a day, too.
        if votes + (day in shown) >= _MAJORITY and votes == len(stated) - 1:
            return next(one for one in stated if one.at.date() == day)
    return first


def _offset_of(
    structured: Structured | None, node: ArticleNode | None, around: Surroundings, reader: Reader
) -> tzinfo | None:
    """Return the offset from UTC the page itself uses: in its stamps, or in the clock time it shows for a stamp in UTC."""
    values = [node.published, node.modified] if node is not None else []
    if structured is not None:
        values += [claim.value for claim in (*structured.published[:4], *structured.modified[:2])]
    instant: datetime | None = None
    for value in dict.fromkeys(values):
        found = dates.read(value) if value else None
        if found is None or not found.had_zone:
            continue
        if found.at.utcoffset() != timedelta(0):
            return found.at.tzinfo
        instant = instant or found.at
    if instant is None:
        return None
    for at, has_clock, had_zone in _clocks(structured, around, reader):
        if had_zone:
            # The same instant, written with its own offset.
            if abs(at - instant) < timedelta(minutes=2):
                return at.tzinfo
        elif has_clock:
            shift = at.replace(tzinfo=UTC) - instant
            quarters = round(shift / timedelta(minutes=30))
            if -24 <= quarters <= 28 and abs(shift - quarters * timedelta(minutes=30)) < timedelta(seconds=61):
                return dates.fixed_zone(quarters * 30)
    return None


def _clocks(
    structured: Structured | None, around: Surroundings, reader: Reader
) -> Iterator[tuple[datetime, bool, bool]]:
    """Yield (time, whether a clock time is shown, whether a zone is) of the dates beside the headline."""
    bare = attrs.evolve(reader, zone=UTC)
    for block in around.near:
        if len(block.text) <= 120 and any(char.isdigit() for char in block.text):
            for one in dates.find_all(block.text, limit=2, **bare.options):
                yield one.at, one.has_time, one.had_zone
    for element in (structured.times if structured is not None else ())[:6]:
        found = dates.read(element.stamp) if "T" in element.stamp else None
        if found is None or not found.had_zone:
            continue
        if found.at.utcoffset() != timedelta(0):
            yield found.at, True, True
        elif element.text:
            # A stamp in UTC and its instant as readers see it: "11:00 pm EST".
            for one in dates.find_all(element.text, limit=1, **bare.options):
                yield one.at, one.has_time, one.had_zone


def _stated(
    structured: Structured | None, node: ArticleNode | None, hints: Mapping[str, str], reader: Reader, field: str
) -> list[Dated]:
    """Return what the page states to machines and what its road said, the strongest first."""
    found: list[Dated | None] = []
    if node is not None and (value := getattr(node, field)):
        found.append(reader.stamp(value, "json-ld", 0.95))
    claims = (structured.published if field == "published" else structured.modified) if structured is not None else ()
    # Facebook's article:… is written by the paper's own system for this page; microdata may be a teaser's.
    metas = [claim for claim in claims if claim.source == "meta"]
    found += [reader.stamp(claim.value, "meta", 0.9) for claim in metas if ":" in claim.key]
    if value := hints.get(field):
        found.append(reader.stamp(value, "hint", 0.9))
    found += [reader.stamp(claim.value, "microdata", 0.85) for claim in claims if claim.source == "microdata"]
    found += [reader.stamp(claim.value, "meta", 0.85) for claim in metas if ":" not in claim.key]
    return [one for one in found if one is not None]


def _url_day(url: str, reader: Reader) -> Dated | None:
    match = _URL_DATE.search(url) or _URL_MINUTE.search(url)
    if match is None:
        return None
    return reader.stamp("-".join(match.groups()), "url", 0.6)


def _year(stated: list[Dated], in_url: Dated | None, blocks: Sequence[Block], reader: Reader) -> int | None:
    """Return the year of dates without one: of another date of the page, else of the copyright line."""
    if stated:
        return stated[0].at.year
    if in_url is not None:
        return in_url.at.year
    for block in blocks[:80]:
        if len(block.text) < 120 and re.search(r"\d{4}", block.text):
            found = dates.find(block.text, **reader.options)
            if found is not None and found.has_year:
                return found.at.year
    if reader.base is not None:
        return None
    for block in reversed(blocks[-40:]):
        match = re.search(
            r"(?:©|\(c\)|copyright|hak cipta).{0,40}?((?:19|20)\d{2})(?:\s*-\s*((?:19|20)\d{2}))?",
            block.text,
            re.IGNORECASE,
        )
        if match:
            return int(match[2] or match[1])
    return None


def _from_text(
    *,
    beside: list[Dated],
    updated: list[Dated],
    dateline: Dateline | None,
    body_blocks: Sequence[Block],
    around: Surroundings,
    in_url: Dated | None,
    structured: Structured | None,
    blocks: Sequence[Block],
    reader: Reader,
) -> Dated | None:
    """Choose among what readers see, where nothing is stated to machines."""
    visits = [one for one in beside if one.is_visit]
    beside = [one for one in beside if not one.is_visit]
    if beside:
        same = [one for one in beside if in_url is not None and one.at.date() == in_url.at.date()]
        return (same or [one for one in beside if one.is_labelled] or beside)[0]
    below = _below(around, reader)
    if dateline is not None and dateline.date_text and (found := reader.line(dateline.date_text, "dateline", 0.75)):
        return below if below is not None and below.at.date() == found[0].at.date() else found[0]
    if in_url is not None:
        return in_url
    if below is not None and not visits:
        return below
    if in_text := _in_text(body_blocks, reader):
        return in_text
    if weak := _single_day(around.after[:8], reader) or below or _single_day(around.above, reader):
        return weak
    if structured is not None and (alone := _lone_time(structured, reader)):
        return alone
    if structured is not None and (alone := lone_labelled(blocks, reader)):
        return alone
    if visits or updated:
        return attrs.evolve((visits or updated)[0], confidence=0.5)
    return _lone_line(blocks, around, reader) if structured is not None else None


def _below(around: Surroundings, reader: Reader) -> Dated | None:
    """Return the date that stands alone in a line under the body, with its time; teasers have theirs beside a link."""
    for block in (*around.after[:3], *around.closing[:1]):
        if block.links or len(block.text) > 80 or not any(char.isdigit() for char in block.text):
            continue
        found = reader.line(block.text, "byline", 0.5)
        rest = block.text
        found = [one for one in found if not UPDATED.search(rest[max(0, rest.find(one.raw) - 40) : rest.find(one.raw)])]
        for one in found:
            rest = rest.replace(one.raw, " ")
        if found and found[0].has_time and len(re.findall(r"[^\W\d_]{2,}", LABELS.sub(" ", rest))) <= 1:
            return found[0]
    return None


def _in_text(body_blocks: Sequence[Block], reader: Reader) -> Dated | None:
    """Return the day the text reports on: "Jumat (14/6/2024)" as news writes it, else the first date of the lead."""
    plain: Dated | None = None
    for number, block in enumerate(body_blocks[:8]):
        for one in dates.find_all(block.text, limit=6, **reader.options):
            is_news_form = one.has_weekday or block.text[max(0, one.start - 1) : one.start + 1].startswith("(")
            found = Dated(at=one.at, raw=one.raw, source="text", confidence=0.6 if is_news_form else 0.4)
            if is_news_form:
                return _day(found)
            if plain is None and number < 2 and one.has_year:
                plain = _day(found)
    return plain


def _day(dated: Dated) -> Dated:
    """Return a date of running text without its time: that is the event's, not the publication's."""
    return attrs.evolve(dated, at=dated.at.replace(hour=0, minute=0, second=0), has_time=False)


def _single_day(lines: Sequence[Block], reader: Reader) -> Dated | None:
    """Return the date of short lines in another box than the headline's, where a label or the markup calls it the article's.

    None where several days stand: those are teasers'.
    """
    found: list[Dated] = []
    before = ""
    for block in lines:
        # "Written by Ana Silva" and the day in the line below.
        text, above, before = block.text, before, block.text
        if len(text) <= 120 and any(char.isdigit() for char in text):
            own = f"{above} {text}" if len(above) <= 120 and _BY.match(above) and not UPDATED.search(text) else text
            if PUBLISHED.search(text) or _BY.search(own) or _DATE_CLASS.search(block.place):
                found += reader.line(text, "byline", 0.45)
    return found[0] if len({one.at.date() for one in found}) == 1 else None


def _lone_time(structured: Structured, reader: Reader) -> Dated | None:
    """Return the day of the page's ``<time>`` elements outside sidebars, when all of them agree."""
    found = [
        one
        for element in structured.times[:40]
        if not is_foreign_element(element.element) and (one := reader.stamp(element.stamp or element.text, "time", 0.5))
    ]
    return found[0] if found and len({one.at.date() for one in found}) == 1 else None


def _lone_line(blocks: Sequence[Block], around: Surroundings, reader: Reader) -> Dated | None:
    """Return the day of the lines below the headline that are a date and nothing else, when all of them agree.

    Above the headline stands the day of the visit; in a sidebar or beside a linked headline, a teaser's.
    """
    if around.headline_index is None:
        return None
    days: dict[date, Dated] = {}
    for number in range(around.headline_index + 1, len(blocks)):
        text = blocks[number].text
        if not 6 <= len(text) <= _MAX_DATE_CHARS or not any(char.isdigit() for char in text):
            continue
        found = reader.line(text, "byline", 0.4)
        if not found or re.search(r"[^\W_]{2,}", LABELS.sub(" ", text.replace(found[0].raw, " "))):
            continue
        is_teasers = any(
            2 * one.link_chars > len(one.text) and one.text.count(" ") >= _HEADLINE_SPACES
            for one in blocks[number - 1 : number + 2]
        )
        if not is_teasers and not is_foreign_element(blocks[number].element):
            days.setdefault(found[0].at.date(), found[0])
        if len(days) > 1:
            return None
    return next(iter(days.values()), None)
