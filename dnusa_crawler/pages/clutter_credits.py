"""Recognise the lines that name people instead of telling the story: credits, bylines, sign-offs.

Such a line is no paragraph, and no loss either: the reader takes the names from it. So these functions say what they
saw, and :mod:`.clutter` only uses that they saw something.
"""

from __future__ import annotations

import functools
import re
from typing import Final

#: Label -> role. Labels that announce the writer have the role ``author``.
ROLES: Final = {
    "author": (
        "penulis|reporter|pewarta|wartawan|wartawati|kontributor|jurnalis|laporan|oleh|ditulis oleh|peliput|koresponden|"
        "author|authors|writer|written by|words by|reported by|reporting by|story by|report by|text by|by|von|autor|autorin|autores|text|"
        "texto|por|par|auteur|texte|di|testo|auteurs|door|tekst|av|автор|текст"
    ),
    "editor": (
        "editor|penyunting|redaktur|redaktur pelaksana|penanggung jawab|diedit oleh|edited by|editing by|redaktion|redacteur|redaktør|"
        "edición|edição|redação|редактор|redactor"
    ),
    "photographer": (
        "foto|fotografer|pewarta foto|juru foto|photo|photos|photo by|photos by|pictures?|images?|fotos?|bild|bilder|photographer|photography|fotografo|"
        "fotografía|crédito|credit|dok|dokumentasi|фото"
    ),
    "translator": "penerjemah|alih bahasa|diterjemahkan oleh|translator|translated by|translation|übersetzung|traducción|traduction|перевод",
    "source": "sumber|sumber berita|sumber artikel|source|quelle|fuente|fonte|bron|kilde|källa|источник|zdroj|źródło",
    "contributor": "contributors?|additional reporting(?: by)?|kontribusi|dibantu oleh|mitarbeit|with reporting by",
    "copyright": "copyright|hak cipta|pewarta dan foto|copyright ©",
    "video": "videografer|video editor|kameramen|kamerawan|juru kamera|camera|produser|producer|produced by|desain(?:er)?|grafis|infografis|ilustrasi|ilustrator|illustration(?: by)?",
    "language": "koordinator liputan|korlip|uploader|pengunggah|publisher|diunggah oleh|admin",
}
#: A name or a short list of names: no sentence has so few words and no full stop inside.
_NAMES: Final = r"(?P<names>[^:：]{2,90}?)"
#: Dots and hyphens of the longest sign-off: each may part two names or be in one, in many ways.
_MAX_JOINTS: Final = 8
_INITIALS: Final = re.compile(
    r"[(\[{/]\s*(?P<inside>[\w*.'’#@~-]{1,16}(?:\s*[/|,;&+.–-]\s*[\w*.'’#@~-]{1,16}){0,5}|[\w.'’]{2,16} [\w.'’]{2,16}|\*+)\s*[)\]}/]\.?"
)


@functools.cache
def _labels() -> tuple[tuple[str, str], ...]:
    return tuple((role, labels) for role, labels in ROLES.items())


@functools.cache
def _label() -> re.Pattern[str]:
    """Return the pattern of one ``Label:`` with a group for each role."""
    groups = "|".join(rf"(?P<{role}>{labels})" for role, labels in _labels())
    return re.compile(
        rf"(?:^|(?<=[\s|,;/•·–—-]))(?:{groups})(?:\s*(?:/|&|dan|and|und|et|y|e)\s*\w{{3,14}})?\s*[:：]\s*",
        re.IGNORECASE,
    )


#: Bylines without a colon: "Oleh Budi Santoso", "By JANE DOE", "Laporan wartawan X, Budi Santoso".
_BYLINE: Final = re.compile(
    r"(?i:oleh|ditulis oleh|penulis|laporan(?: wartawan| reporter| kontributor)?|by|written by|von|par|por|di|door|av|af)\s+"
    r"(?P<names>[A-ZÀ-ÞĀ-Ž][\w.'’-]+(?:(?:\s+|,\s*|\s*(?:dan|and|und|et|y|e|&|/|\|)\s*)(?:[A-ZÀ-ÞĀ-Ž][\w.'’-]*|de|da|van|von|bin|binti|al|el|di)){0,9})\s*[.,|]?"
)
#: What a list of names does not have: these make a sentence of it.
_SENTENCE: Final = re.compile(
    r"[.!?]\s+\w{2,}\s+\w{2,}\s+\w|\b(?:yang|adalah|telah|akan|dengan|untuk|pada|is|are|was|were|has|that|which|will|the)\b",
    re.IGNORECASE,
)


def credit_line(text: str) -> tuple[tuple[str, str], ...]:
    """Return (role, names) for each label of a line that is nothing but credits; empty when it is something else.

    >>> credit_line("Penulis: Siti Aminah Editor: Budi Santoso")
    (('author', 'Siti Aminah'), ('editor', 'Budi Santoso'))
    >>> credit_line("Editor: seorang yang bekerja untuk koran itu adalah pilihan warga.")
    ()
    """
    if ":" not in text and "：" not in text:
        return ()
    line = text.strip(" *_|-–—()[]•·\t\n")
    if not 4 <= len(line) <= 240 or (":" not in line[:40] and "：" not in line[:40]):
        return ()
    return _credit_line(line)


@functools.lru_cache(maxsize=2048)
def _credit_line(line: str) -> tuple[tuple[str, str], ...]:
    """Answer for a line of bounded length."""
    found = list(_label().finditer(line))
    if not found or found[0].start() != 0 or len(found) > 8:
        return ()
    named: list[tuple[str, str]] = []
    for match, after in zip(found, [*found[1:], None], strict=True):
        names = line[match.end() : after.start() if after else len(line)].strip(" |,;/•·–—-\t")
        if not _are_names(names):
            return ()
        role = next(role for role, _ in _labels() if match.group(role) is not None)
        if names:
            named.append((role, names))
    return tuple(named)


def _are_names(names: str) -> bool:
    """Tell names (or nothing at all) from a sentence: few words, mostly beginning with capitals."""
    if not names:
        return True
    words = names.split()
    if len(names) > 90 or len(words) > 12 or _SENTENCE.search(names) or names[-1] in '!?”"':
        return False
    letters = [word for word in words if word[:1].isalpha()]
    capitals = sum(1 for word in letters if not word[0].islower())
    return not letters or capitals >= 0.6 * len(letters) or len(words) <= 2


def byline(text: str) -> str | None:
    """Return the names of a line that is nothing but a byline without a colon.

    >>> byline("Oleh Budi Santoso")
    'Budi Santoso'
    """
    line = text.strip(" *_|-–—()[]•·\t\n")
    if not 5 <= len(line) <= 110:
        return None
    match = _BYLINE.fullmatch(line)
    return match.group("names") if match else None


def sign_off(text: str) -> str | None:
    """Return the inside of a line that is nothing but initials in brackets, as desks sign: ``(red)``, ``(nds/krs)``.

    >>> sign_off("(red/ab)")
    'red/ab'
    """
    line = text.strip()
    if not 2 <= len(line) <= 48:
        return None
    if not line.strip("*#-–—_=~•· .…"):
        return line
    marks = line.strip("*-–— ")
    match = _INITIALS.fullmatch(marks) if marks.count(".") + marks.count("-") <= _MAX_JOINTS else None
    if match:
        return match.group("inside")
    return "…" if line in {"[…]", "[...]", "(...)", "(…)"} else None
