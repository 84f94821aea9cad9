"""A writer's name without a label: a line of nothing but a name, a date, the paper.

"Citra Lestari | Rabu, 16 April 2025, 13.05 WIB", "Kamis, 15 Februari 2024 06:45 WIB - Kartika Dewanti", "Budi Santoso - detikJatim".
Sections and places beside dates have the same form ("Hukum Kriminal | 3 Juni 2024"), so what names one is no person.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import attrs

from . import dates
from .names import is_nobody, letters, looks_like_name, people
from .names_words import AGENCIES, TITLE_WORDS, words
from .places_words import is_known

if TYPE_CHECKING:
    from collections.abc import Callable, Container

#: A line with one of these is a picture's.
CAPTION: Final = re.compile(
    r"\b(?:photo|photos|foto|image|images|credit|getty|picture|gambar|bild|courtesy|via|copyright)\b|©|\(c\)",
    re.IGNORECASE,
)
READING_TIME: Final = re.compile(
    r"\b\d{1,3}\s?(?:[-+]\s?)?(?:min(?:ute)?s?|menit|minuten|perc)\b\.?(?:\s?(?:read|baca|lesezeit|of reading))?|\breading time\b|\bmin read\b",
    re.IGNORECASE,
)
_COUNTS: Final = re.compile(
    r"\b(?:dibaca|dilihat|views?|hits?|kali|komentar|comments?|waktu baca|wib|wita|wit|pukul|jam)\b[:\s]*|\b\d[\d.,]*\s?(?:x|k)?\b|"
    r"\b(?:diterbitkan|dipublikasikan|diperbarui|terbit|tayang|published|posted|updated)(?:\s(?:pada|on|at))?\b:?",
    re.IGNORECASE,
)
_SPLIT: Final = re.compile(r"\s?[|•·⋅●‧∙&]\s?|\s[-–—/]{1,2}\s|,\s+|\s(?:dan|avec|mit|con|com|with|dengan)\s")
_EDGES: Final = " -–—|•·⋅●,/:()[]*"
#: Words of sections: a name has none of them.
SECTION_WORDS: Final = words(
    """
    nasional daerah regional internasional dunia peristiwa hukum kriminal politik pemerintahan ekonomi bisnis keuangan pendidikan
    kesehatan olahraga sepak bola sport sports hiburan budaya seni wisata kuliner opini opinion advertorial video foto indeks terkini
    utama umum sosial agama religi teknologi tekno otomotif gaya hidup lifestyle lingkungan pertanian desa kota kabupaten jatim
    jateng jabar jawa nusantara metro metropolitan headline headlines kabar berita warta info news local lokal pemilu pilkada
    ragam sorotan khas feature features kolom editorial tajuk rilis parlemen tni polri life style health business politics world
    technology entertainment culture travel food fashion education science
    """
)


@attrs.frozen(kw_only=True)
class Bare:
    """Names that stand alone in their line."""

    names: tuple[str, ...]
    #: Whether an occupation stands beside it.
    has_title: bool = False
    #: Whether a date, or the paper's own name, stands in the same line.
    has_field: bool = False


def bare(
    text: str, *, beside_date: Callable[[], bool], site_names: frozenset[str], topics: Container[str]
) -> Bare | None:
    """Return the name of a line of nothing but a name, a title, a date; None when there is none.

    Args:
        text: The line.
        beside_date: Tells whether a line of a date stands beside it; without a date in it or beside it a name is none.
        site_names: Names of the paper, as :func:`names.letters` gives them.
        topics: Sections, tags and entries of menus, as :func:`names.letters` gives them: no names of people.
    """
    if len(text) > 110 or CAPTION.search(text):
        return None
    rest, has_date = text, False
    if any(char.isdigit() for char in text):
        for one in dates.find_all(text, limit=2):
            rest = rest.replace(one.raw, " | ")
            has_date = True
    rest = " ".join(_COUNTS.sub(" ", READING_TIME.sub(" ", rest)).split())
    fields = [field for part in _SPLIT.split(rest) if (field := part.strip(_EDGES))]
    has_title = len(fields) == 2 and bool(TITLE_WORDS.intersection(fields[1].casefold().split()))
    own = [
        field
        for field in fields
        if not is_nobody(field, site_names=site_names)
        and not _is_paper(field, site_names)
        and field.casefold() not in AGENCIES
    ]
    own = fields[:1] if has_title else own
    if not 1 <= len(own) <= 3 or not all(_can_be(field, topics) for field in own):
        return None
    found = [name for field in own for name in people(field, site_names=site_names)[:1]]
    # Two names need their date in the same line: menus have two entries.
    if len(found) < len(own) or not (has_date or (len(own) == 1 and beside_date())):
        return None
    return Bare(names=tuple(found), has_title=has_title, has_field=has_date or len(own) < len(fields))


def _can_be(field: str, topics: Container[str]) -> bool:
    """Tell whether a field can be a person's whole name and names neither a section nor a place."""
    return (
        2 <= len(field.split()) <= 4
        and looks_like_name(field)
        # Where a script has no capitals, a name looks like any other words.
        and field[0].isupper()
        and not has_short_form(field)
        and letters(field) not in topics
        and not is_known(field)
        and SECTION_WORDS.isdisjoint(field.casefold().split())
    )


def has_short_form(text: str) -> bool:
    """Tell whether the short form of an office or a thing stands among other words.

    >>> has_short_form("BPBD Blitar"), has_short_form("RSS Feeds"), has_short_form("SARI DEWI")
    (True, True, False)
    """
    return not text.isupper() and any(len(token) > 2 and token.isupper() for token in text.split())


def _is_paper(field: str, site_names: frozenset[str]) -> bool:
    """Tell whether a field of a byline is the paper or an edition of it: "detikJatim" of detik.com, "CNN Indonesia"."""
    key = letters(field)
    return any(len(site) >= 4 and (site in key or key in site) for site in site_names) or " " not in field
