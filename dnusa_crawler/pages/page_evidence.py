"""What one page tells of the lines, beginnings of lines and places that its site repeats.

A crawl has this from each page, carries it from one process to another and keeps it until it is learned, so each place
is written once and what follows from another is left out (:func:`evidence`); :func:`unpacked` puts it back.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Any, Final

import attrs

from archive import PassageKind

from . import clutter_credits, split_lines

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from .blocks import Block

#: Version of the evidence; that of another version is ignored.
FORMAT: Final = 2
#: Characters of a masked line that count.
MAX_LINE_CHARS: Final = 200
#: Lines and places that are noted of one page; places and what is around them that are learned from.
MAX_PAGE_LINES: Final = 120
MAX_NOTED_PLACES: Final = 120
MAX_PAGE_PLACES: Final = 60
#: A place that holds this share of a page's body on some page is a place of the story.
STORY_PLACE_SHARE: Final = 0.2
#: Places of the story of one page.
_STORY_PLACES: Final = 8
#: What the rows of places and of lines are made of; a share of nothing is written as 0.
_PLACE_TYPES: Final = (str, int, int, int, int)
_LINE_TYPES: Final = frozenset({(str, int, str, share, int) for share in (int, float)})

_DIGITS: Final = re.compile(r"\d+")
#: Characters of a link from which on it is a headline, not "here".
_LEAST_LINK: Final = 12
_MARK: Final = re.compile(r"^(?P<start>[^:：|»›→▶>]{2,40}?\s?(?:[:：|»›→▶>]|\s[–—-]\s))")


@attrs.frozen(slots=True)
class PageEvidence:
    """The evidence of one page, put back to its full form."""

    #: By masked line: its place, its beginning (or nothing), the share of its characters in links, and whether it is a
    #: heading, list item or row.
    lines: dict[str, tuple[str, str, float, int]]
    #: By place: blocks, characters, characters in links, characters that are kept.
    places: dict[str, list[int]]
    #: Places of the story.
    story: tuple[str, ...]


def mask(text: str) -> str:
    """Return a line as it is compared: case folded, white space folded, each run of digits as ``0``, cut.

    >>> mask("Dibaca  1.234 kali")
    'dibaca 0.0 kali'
    """
    return _DIGITS.sub("0", " ".join(text.casefold().split()))[:MAX_LINE_CHARS].rstrip()


def beginning(line: str, text: str, links: Sequence[tuple[str, str]]) -> str | None:
    """Return the beginning of a line that may be one of a family: up to a mark, or what stands before its first link of some length.

    Args:
        line: The line, masked.
        text: The line as it is shown.
        links: Address and text of its links.

    >>> beginning("sorotan redaksi: jalan desa rusak lagi", "Sorotan redaksi: Jalan desa rusak lagi", [])
    'sorotan redaksi:'
    """
    match = _MARK.match(line)
    if match and match.end() < len(line):
        return match.group("start").strip()
    # Before a line that is nothing but its link stands nothing.
    if links and not (links[0][1] == text and len(line) >= _LEAST_LINK):
        words = next((masked for _, words in links if len(masked := mask(words)) >= _LEAST_LINK), None)
        at = line.find(words) if words is not None else -1
        if 2 <= at <= 40:
            return line[:at].strip() or None
    return None


@functools.lru_cache(maxsize=2048)
def parent(place: str) -> str:
    """Return the key of everything directly in the element around a place."""
    return place.rsplit(">", 1)[0] + ">*"


def is_fact(text: str) -> bool:
    """Say whether a line is date, byline, credit, sign-off or dateline: a field, not clutter."""
    return (
        split_lines.is_fact_line(text)
        or bool(clutter_credits.credit_line(text))
        or clutter_credits.byline(text) is not None
        or clutter_credits.sign_off(text) is not None
        or split_lines.dateline(text)
    )


@functools.lru_cache(maxsize=2048)
def _masked(text: str) -> str | None:
    """Return a line as it is compared; None where it is a fact. Lines repeat from page to page of a site."""
    return None if is_fact(text) else mask(text)


def evidence(blocks: Sequence[Block], kept: Collection[int], *, foreign: Collection[int] = ()) -> dict[str, Any]:
    """Return what one page adds to what is known of its site, as JSON values.

    ``chars`` are the characters that are kept. ``places`` are lists of a place of the markup and its blocks, characters,
    characters in links and characters kept. ``lines`` are lists of a masked line, the number of its place (from 0), its
    beginning, the share of its characters in links, and 1 for a heading, list item or row.

    Args:
        blocks: All blocks of the page.
        kept: Indices of the blocks that would be kept if nothing were learned.
        foreign: Indices of the blocks of further articles below the first: they stand on a page of their own, too, and
            would be counted twice.
    """
    if not kept:
        return {}
    first, last = min(kept), max(kept)
    lines: dict[str, list[Any]] = {}
    places: dict[str, list[Any]] = {}
    numbers: dict[str, int] = {}
    lead = next((index for index in sorted(kept) if len(blocks[index].text) > 60), first)
    for block in blocks[max(0, first - 4) : last + 25]:
        text = block.text
        if block.is_hidden or not text or block.kind is PassageKind.EMBED or block.index in foreign:
            continue
        chars, place = len(text), block.place
        row = places.get(place)
        if row is None:
            if len(places) >= MAX_NOTED_PLACES:
                continue
            numbers[place] = len(places)
            row = places[place] = [place, 0, 0, 0, 0]
        row[1] += 1
        row[2] += chars
        row[3] += block.link_chars
        if block.index in kept:
            row[4] += chars
        if block.index == lead or chars > 600 or len(lines) >= MAX_PAGE_LINES:
            continue
        line = _masked(text)
        if line is not None and len(line) >= 3 and line not in lines:
            lines[line] = [
                line,
                numbers[place],
                beginning(line, text, block.links) or "",
                round(block.link_chars / chars, 2) if block.link_chars else 0,
                int(block.kind is not PassageKind.PARAGRAPH),
            ]
    return {
        "v": FORMAT,
        "chars": sum(len(blocks[index].text) for index in kept),
        "places": list(places.values()),
        "lines": list(lines.values()),
    }


def unpacked(page: Mapping[str, Any]) -> PageEvidence | None:
    """Return the full form of what :func:`evidence` gave; None for nothing, for another version and for anything else."""
    noted, lines, total = page.get("places"), page.get("lines"), page.get("chars")
    if page.get("v") != FORMAT or not isinstance(noted, list) or not isinstance(lines, list) or type(total) is not int:
        return None
    noted = noted[:MAX_NOTED_PLACES]
    places: dict[str, list[int]] = {}
    for row in noted:
        if type(row) is not list or tuple(map(type, row)) != _PLACE_TYPES:
            return None
        name, blocks, chars, link_chars, kept = row
        for place in (name, parent(name)):
            sums = places.get(place)
            if sums is None:
                places[place] = row[1:]
            else:
                sums[0] += blocks
                sums[1] += chars
                sums[2] += link_chars
                sums[3] += kept
    found: dict[str, tuple[str, str, float, int]] = {}
    for row in lines[:MAX_PAGE_LINES]:
        if type(row) is not list or tuple(map(type, row)) not in _LINE_TYPES:
            return None
        line, number, start, share, is_structure = row
        if not 0 <= number < len(noted):
            return None
        found[line] = (noted[number][0], start, share, is_structure)
    least = STORY_PLACE_SHARE * (total or 1)
    story = sorted(place for place, row in places.items() if row[3] >= least and row[2] <= 0.4 * row[1])
    if len(places) > MAX_PAGE_PLACES:
        chosen = sorted(places, key=lambda place: (-places[place][3], place))[:MAX_PAGE_PLACES]
        places = {place: places[place] for place in chosen}
    return PageEvidence(lines=found, places=places, story=tuple(story[:_STORY_PLACES]))
