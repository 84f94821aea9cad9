"""Who signs a text at its end: "(Sari Dewi)", "*** (Sari Dewi/red)", a bold name alone, a name set to the right.

A name in brackets in mid-text explains something; so it signs only in a line of its own or behind the last sentence.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from .bylines_bare import SECTION_WORDS, has_short_form
from .names import is_nobody, letters, looks_like_name, people
from .names_words import DESK_WORDS, FIRM_WORDS, TITLE_WORDS
from .places_words import is_known

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .blocks import Block
    from .surroundings import Surroundings

#: "*) Sari Dewi adalah dosen di Blitar", "Ana Silva is a reporter at the Herald", "*Penulis adalah Sari Dewi, dosen".
_TOLD: Final = re.compile(
    r"^(?P<mark>[\s*)(\[]{0,4})(?:(?:penulis|the author|l'auteur|der autor|die autorin|el autor|la autora)\s(?:adalah|ialah|is|est|ist|es)\s(?P<behind>[^,.;]{3,50})|"
    r"(?P<name>[^\W\d_][^\s,]*(?:\s[^\s,]+){1,3}?),?\s(?:is|adalah|ialah|merupakan|est|ist|es|è|é)\s(?P<what>.{3,60}))",
    re.IGNORECASE,
)
_IS: Final = (" is ", " adalah ", " ialah ", " merupakan ", " est ", " ist ", " es ", " è ", " é ")
#: What people are who write.
_WRITING: Final = re.compile(
    r"\b(?:reporter|writer|journalist|columnist|correspondent|editor|freelancer?|wartawan|jurnalis|penulis|kontributor|kolumnis|"
    r"journaliste|journalistin|reporterin|redakteur(?:in)?|autor(?:in)?|periodista|jornalista|giornalista|redactora?|columnista)\b",
    re.IGNORECASE,
)
_ALONE: Final = re.compile(r"^[\s*~#\-–—.]{0,6}[(\[](?P<marks>[^()\[\]]{3,80})[)\]][\s*.]{0,4}$")
_BEHIND: Final = re.compile(r"[.!?”\"’*]\s*[(\[](?P<marks>[^()\[\]]{3,60})[)\]][\s*.]{0,4}$")
_TILDES: Final = re.compile(r"^[~*–—\-]{1,3}\s?(?P<marks>[^\W\d_][^~*]{3,40}?)\s?[~*–—\-]{1,3}$")
#: "***Sari Dewi".
_STARS: Final = re.compile(r"^\*{2,4}\s?(?P<marks>[^\W\d_][^~*]{3,40})$")
_LABEL: Final = re.compile(r"^(?:laporan|oleh|penulis|reporter|wartawan|pewarta|kontributor|by)\b[\s:]*", re.IGNORECASE)
#: Blocks at the end of the body, and behind it, that may be a signature.
_CLOSING: Final = 2
_AFTER: Final = 3
#: Characters of the longest signature: a bold paragraph is none, and names are slow to look for in one without spaces.
_MAX_SIGNED_CHARS: Final = 200
#: Characters of the longest line about a writer.
_MAX_TOLD_CHARS: Final = 400
#: Characters of the short form of a name: "(Sari Dewi/sd)".
_MAX_SHORT_FORM: Final = 6


def signed(around: Surroundings, *, site_names: frozenset[str]) -> tuple[tuple[str, ...], str | None]:
    """Return the names that sign an article and the line they stand in; ``((), None)`` when none does."""
    for block, marks in _marks(around):
        parts = [part.strip() for part in re.split(r"\s?[/,&|]\s?|\s[-–]\s|\sdan\s", _LABEL.sub("", marks))]
        whole = [part for part in parts if is_person(part, site_names=site_names)]
        # A signature is names, short forms and desks, and nothing else.
        if any(
            len(part) > _MAX_SHORT_FORM and part not in whole and not is_nobody(part, site_names=site_names)
            for part in parts
        ):
            continue
        names = [name for part in whole for name in people(part, site_names=site_names)]
        if names:
            return tuple(dict.fromkeys(names)), block.text[-200:]
    return (), None


def told(around: Surroundings, *, site_names: frozenset[str]) -> tuple[tuple[str, ...], str | None]:
    """Return whom the last lines call a writer, or a footnote tells about, and the line; ``((), None)`` when none does."""
    for block in (*around.closing[:_CLOSING], *around.after[:_AFTER]):
        is_short = len(block.text) <= _MAX_TOLD_CHARS and any(word in block.text[:80] for word in _IS)
        match = _TOLD.match(block.text) if is_short else None
        if match is None:
            continue
        if not match["behind"] and "*" not in match["mark"] and not _WRITING.search(match["what"]):
            continue
        name = (match["behind"] or match["name"]).strip()
        if is_person(name, site_names=site_names) and (names := people(name, site_names=site_names)):
            return names, block.text[:200]
    return (), None


def _marks(around: Surroundings) -> Iterator[tuple[Block, str]]:
    """Yield (block, what may be a signature), the nearest to the end of the body first."""
    for number, block in enumerate((*around.closing[:_CLOSING], *around.after[:_AFTER])):
        text = block.text
        match = _ALONE.match(text) or _TILDES.match(text) or _STARS.match(text)
        if match is None and number == 0:
            match = _BEHIND.search(text[-90:])
        if match is not None:
            yield block, match["marks"]
        elif (
            len(text) <= _MAX_SIGNED_CHARS
            and (number == 0 or block in around.after[:1])
            and (_is_right(block) or (block.is_bold and block in around.closing))
        ):
            yield block, text


def _is_right(block: Block) -> bool:
    """Tell whether a block is set to the right, as a signature is."""
    element = block.element
    marks = "".join(
        f"{element.get('style') or ''} {element.get('align') or ''} {element.get('class') or ''}".lower().split()
    )
    return "text-align:right" in marks or marks.startswith("right") or "text-right" in marks


def is_person(text: str, *, site_names: frozenset[str]) -> bool:
    """Tell whether *text* is a whole name of a person rather than a place, an office, a section, the paper.

    >>> is_person("Sari Dewi", site_names=frozenset()), is_person("BPBD Blitar", site_names=frozenset())
    (True, False)
    """
    tokens = text.split()
    plain = {token.strip(".,").casefold() for token in tokens}
    if (
        not 2 <= len(tokens) <= 4
        or not text[0].isupper()
        or not looks_like_name(text)
        or is_known(text)
        or letters(text) in site_names
    ):
        return False
    if plain & (FIRM_WORDS | TITLE_WORDS | SECTION_WORDS | DESK_WORDS) or is_nobody(text, site_names=site_names):
        return False
    return not has_short_form(text)
