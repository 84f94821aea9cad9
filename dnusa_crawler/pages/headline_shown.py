"""What of a shown heading is the headline: kickers, badges, counters, dates and edit links stand in headings, too.

What the page states to machines tells where the headline begins and ends; what is left over goes where it is an element
of its own, or set off as the paper's name is, and fewer witnesses have it than not.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from .microdata import text_of
from .names import letters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .blocks import Block, Element

#: (text, source, confidence) of a headline stated to machines.
Stated = tuple[str, str, float]

#: Letters of the shortest kicker that needs no element of its own; "The" is none.
_MIN_KICKER: Final = 4
#: Letters of the longest kicker, and of the longest rest of other kinds.
_MAX_KICKER: Final = 40
_MAX_REST: Final = 60
#: Spaces of the longest label behind a headline, and of the shortest headline before one.
_LABEL_SPACES: Final = 3
_HEADLINE_SPACES: Final = 3
#: Letters of the shortest headline that a longer heading is cut down to.
_MIN_CUT: Final = 15
#: Stands between a headline and what is set off from it. Dashes do not: they join the halves of one headline.
_SET_OFF: Final = re.compile(r"[|｜ㅣ»›]|::")
_KICKER_CLASS: Final = re.compile(
    r"kicker|over-?line|top-?line|roof-?line|eyebrow|dachzeile|spitzmarke|pre-?title|super-?title|surtitre|sobretitulo|antetitulo|occhiello",
    re.IGNORECASE,
)
_ELLIPSIS: Final = re.compile(r"(?:\.{3}|…)\W*$")
_HEADING: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_OPENING: Final = re.compile(r"[\"'„“”‘’«»‹›¿¡(\[#@]+\w")
#: Elements between a heading and the pieces of text in it that are looked at.
_MAX_PIECES: Final = 30


def without_label(text: str) -> str:
    """Return a headline without the label that a bar sets off behind it: "… | Editorial".

    >>> without_label("Biarkan Anak-anak Tetap Menjadi Anak-anak | Tajuk"), without_label("Liga 1 | Arema Kalah Lagi di Kandang")
    ('Biarkan Anak-anak Tetap Menjadi Anak-anak', 'Liga 1 | Arema Kalah Lagi di Kandang')
    """
    head, bar, label = text.rpartition(" | ")
    is_label = bool(bar) and label.count(" ") <= _LABEL_SPACES and head.count(" ") >= _HEADLINE_SPACES
    return head.strip() if is_label and len(label) < len(head) else text


def headline_of(text: str, block: Block, stated: Sequence[Stated], *, site_names: frozenset[str]) -> str:
    """Return the headline of a heading: its text, without what the statements show to be something else in it.

    Args:
        text: The heading's text, white space folded.
        block: The heading.
        stated: What the page states to machines; the paper's name is off.
        site_names: The paper's names (see :func:`names.letters`).
    """
    text = without_label(text)
    key = letters(text)
    keys = [letters(without_label(other)) for other, _, _ in stated]
    if key in keys:
        if len(block.element) == 0:
            return text
        # The kicker is part of the headline where as many witnesses have it.
        whole = keys.count(key)
    else:
        if longer := _unbroken(text, key, stated) or _joined(block, key, stated):
            return longer
        whole = 0
    kicker = _kicker(block, key)
    for (other, source, _), plain in zip(stated, keys, strict=True):
        rest = len(key) - len(plain)
        if len(plain) <= _MIN_CUT or rest <= 0:
            continue
        votes = keys.count(plain)
        if key.endswith(plain) and rest == kicker:
            return without_label(other)
        if votes <= whole or (rest >= _MAX_REST and plain * 2 != key):
            continue
        if key.endswith(plain):
            is_kicker = _MIN_KICKER <= rest < _MAX_KICKER and (votes >= 2 or source == "json-ld")
            is_rest = is_kicker or plain * 2 == key or _is_apart(text, block, rest, is_before=True)
        else:
            is_rest = key.startswith(plain) and (
                key[len(plain) :] in site_names or _is_apart(text, block, rest, is_before=False)
            )
        if is_rest:
            return without_label(other)
    # Microdata is the heading itself.
    if (
        kicker
        and len(key) - kicker > _MIN_CUT
        and not any(plain == key and source != "microdata" for (_, source, _), plain in zip(stated, keys, strict=True))
    ):
        return _after(text, kicker)
    return text


def _is_apart(text: str, block: Block, rest: int, *, is_before: bool) -> bool:
    """Tell whether the first or last *rest* letters of a heading are elements of their own, or set off by a sign."""
    if rest in _bounds(block, is_before=is_before):
        return True
    count = rest if is_before else len(letters(text)) - rest
    return _SET_OFF.search(_between(text, count)) is not None


def _kicker(block: Block, key: str) -> int:
    """Return how many letters at the beginning of a heading are an element that calls itself a kicker; 0 where none does."""
    for element in islice(_heading(block).iterdescendants(), _MAX_PIECES):
        if isinstance(element.tag, str) and _KICKER_CLASS.search(element.get("class") or ""):
            name = letters(text_of(element, 200))
            if name and key.startswith(name):
                return len(name)
    return 0


def _bounds(block: Block, *, is_before: bool) -> set[int]:
    """Return how many letters stand before (or behind) each place where one element of a heading ends."""
    pieces = [letters(piece) for piece in islice(_heading(block).itertext(), _MAX_PIECES)]
    found: set[int] = set()
    count = 0
    for piece in pieces if is_before else reversed(pieces):
        count += len(piece)
        found.add(count)
    return found


def _between(text: str, count: int) -> str:
    """Return the signs between the first *count* letters of a text and the rest."""
    rest = _after(text, count)
    before = text[: len(text) - len(rest)]
    return before[len(re.sub(r"[\W_]+$", "", before)) :]


def _after(text: str, count: int) -> str:
    """Return a text without its first *count* letters and the signs behind them; quotation marks open the rest."""
    seen = 0
    for place, char in enumerate(text):
        size = len(letters(char))
        if seen >= count and (size or _OPENING.match(text, place)):
            return text[place:]
        seen += size
    return ""


def _unbroken(text: str, key: str, stated: Sequence[Stated]) -> str | None:
    """Return the statement that goes on where the shown heading breaks off: "Hundreds Leave Homes as Ri…"."""
    if not _ELLIPSIS.search(text):
        return None
    return next(
        (other for other, _, _ in stated if letters(other).startswith(key) and not _ELLIPSIS.search(other)), None
    )


def _joined(block: Block, key: str, stated: Sequence[Stated]) -> str | None:
    """Return the statement that is the whole of a heading of which the block is one line."""
    element = _heading(block)
    if element is block.element:
        return None
    whole = letters(text_of(element, 500))
    return next((other for other, _, _ in stated if whole != key and letters(other) == whole), None)


def _heading(block: Block) -> Element:
    """Return the heading element that holds a block."""
    element = block.element
    for above in (element, *islice(element.iterancestors(), 4)):
        if above.tag in _HEADING:
            return above
    return element
