"""Writers behind a preposition: "July 13, 2024 by Ana Silva", "Ein Bericht von Eva Klein", "A cura di Marco Rossi".

Prose has prepositions, too: before one stands nothing, a date, another field of the line, or the kind of the piece.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from . import dates
from .bylines_bare import READING_TIME
from .dates_shown import PUBLISHED, UPDATED
from .names import people, without_place

_NOISE: Final = re.compile(
    r"\b(?:last|written|on|at|pukul|pkl|jam|hari|tanggal|dibaca|dilihat|pada|am|um|uhr|le|el|à|a\slas|às|alle|om|kl|klo|comments?|views?|"
    r"kali|share|estimated|est\.?|read|wib|wita|wit)\b|\d+",
    re.IGNORECASE,
)
#: Right before "by": somebody who did something else than write.
_OTHER_WORK: Final = re.compile(
    r"\b(?:updated|reviewed|edited|checked|verified|researched|translated|illustrated|photographed|produced|designed)$",
    re.IGNORECASE,
)
#: What a piece is called, or what its writer did, before the preposition.
_KINDS: Final = (
    "report reporting reported analysis opinion commentary comment column review essay feature interview profile story words text written "
    "posted published compiled|"
    "bericht analyse kommentar reportage kolumne glosse essay gastbeitrag gastkommentar porträt interview rezension text geschrieben "
    "verfasst zusammengestellt eingestellt|"
    "analyse enquête récit reportage chronique tribune entretien portrait critique texte rédigé écrit publié propos_recueillis "
    "recueilli recueillis|"
    "análisis opinión crónica columna reportaje entrevista crítica texto escrito publicado enviado redactado|"
    "análise opinião crônica coluna reportagem entrevista texto escrito publicado postado|"
    "analisi opinione intervista recensione testo scritto pubblicato inviato a_cura|"
    "verslag analyse column opinie recensie interview tekst geschreven geplaatst gepost|"
    "skrevet tekst skriven text publicerad publiceret publisert|scris postat publicat text|"
    "laporan catatan ulasan opini ditulis dilaporkan diposting dipublikasikan"
)
_KIND: Final = re.compile(
    r"^(?:(?:an?|eine?|une?|uma?|una|un|een|en|ett?)\s)?(?:guest\s)?(?:"
    + "|".join(
        sorted({kind.replace("_", r"\s") for part in _KINDS.split("|") for kind in part.split()}, key=len, reverse=True)
    )
    + r")\s?:?$",
    re.IGNORECASE,
)
#: "Aus Kiew berichtet Eva Klein".
_FROM: Final = re.compile(r"^aus\s[\w .-]{3,30}\sberichte(?:t|n)\s+(?=[^\W\d_])", re.IGNORECASE)
#: "Dal nostro inviato Marco Rossi", "De notre correspondante à Lyon, Jeanne Morel", "By our reporter Ana Silva".
_OUR: Final = re.compile(
    r"^(?:dal|dalla|de|del|van|von|vom|do|da|from|by)\s(?:nostr[oa]|notre|nuestr[oa]|onze?|unser(?:em|er)|noss[oa]|our)\s[^\W\d_][\w-]+"
    r"(?:\s(?:spécial|spéciale|especial|speciale|special))?(?:\s(?:correspondent|reporter))?"
    r"(?:\s(?:à|in|en|a|em|te|aus)\s[^,|]{2,25},)?,?\s(?=(?-i:[^\Wa-z\d_]))",
    re.IGNORECASE,
)
#: Prepositions that say more than "by": the languages in which they name a writer, and whether the piece must be named before.
_LANGUAGES: Final[dict[str, frozenset[str]]] = {
    "von": frozenset({"de", "lb", ""}),
    "par": frozenset({"fr", ""}),
    "por": frozenset({"es", "pt", "ca", "gl", ""}),
    "door": frozenset({"nl", "af", ""}),
    "di": frozenset({"it"}),
    "da": frozenset({"it"}),
    "de": frozenset({"ro", "pt", "es", "fr", "ca", "gl"}),
    "av": frozenset({"sv", "no", "nb", "nn"}),
    "af": frozenset({"da"}),
}
_NAMED_ONLY: Final[dict[str, frozenset[str]]] = {
    "da": frozenset({"it"}),
    "de": frozenset({"pt", "es", "fr", "ca", "gl"}),
}
_FIELD_ENDS: Final = ("|", "•", "·", "/", "-", "–", "—", "⋅")
_MAX_CHARS: Final = 160


@cache
def _inside() -> re.Pattern[str]:
    """Return the form of "July 13, 2024 by Ana Silva": a preposition inside a line."""
    words = "|".join(("by", "oleh", *_LANGUAGES))
    return re.compile(
        rf"(?:^|(?<=[\s|•·/(–—\-⋅]))(?P<word>(?i:{words}))\s?:?\s+(?=[^\W\d_])(?!(?i:la|las|los|el)\s)(?P<rest>.{{3,120}})$"
    )


def writers_behind(text: str, *, language: str | None, site_names: frozenset[str]) -> list[str]:
    """Return the names behind a preposition of a line; ``[]`` where it is no byline.

    >>> writers_behind("posted on 2023-12-19 by Ana Silva", language="en", site_names=frozenset())
    ['Ana Silva']
    """
    if len(text) > _MAX_CHARS:
        return []
    spoken = (language or "").split("-")[0]
    if spoken == "de" and (match := _FROM.match(text)):
        return list(people(text[match.end() :], site_names=site_names))
    if match := _OUR.match(text):
        return _names(text[match.end() :], language=language, site_names=site_names)
    for match in _inside().finditer(text):
        word = match["word"].lower()
        before = text[: match.start()].strip()
        if spoken not in _LANGUAGES.get(word, (spoken,)) or _OTHER_WORK.search(before):
            continue
        is_named = _KIND.match(re.split(r"[|•·⋅]", before)[-1].strip()) is not None
        if word in _NAMED_ONLY and spoken in _NAMED_ONLY[word] and not is_named:
            continue
        if before and not (is_named or is_field(before) or before.endswith(_FIELD_ENDS)):
            continue
        return _names(match["rest"], language=language, site_names=site_names)
    return []


def _names(rest: str, *, language: str | None, site_names: frozenset[str]) -> list[str]:
    """Return the names in what stands behind a preposition, up to a date or another field."""
    for one in dates.find_all(rest, limit=1, language=language):
        rest = rest[: one.start]
    rest = re.split(r"\s[|•·⋅]\s|\s{2,}", rest)[0]
    return list(without_place(people(rest, site_names=site_names), rest, language))


def is_field(text: str) -> bool:
    """Tell whether nothing but dates, times and labels stand in *text*."""
    for one in dates.find_all(text, limit=3):
        text = text.replace(one.raw, " ")
    if not any(char.isalpha() for char in text):
        return True
    text = PUBLISHED.sub(" ", UPDATED.sub(" ", READING_TIME.sub(" ", text)))
    return not re.search(r"[^\W\d_]{2,}", _NOISE.sub(" ", text).replace("Do", ""))
