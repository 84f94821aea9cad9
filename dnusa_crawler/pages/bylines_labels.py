"""The words before names ("Penulis:", "By", "Foto:") and the signs behind texts ("(red/ab)")."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from . import dates
from .bylines_signed import is_person
from .names import distinct, people


def _phrases(text: str) -> frozenset[str]:
    """Return the phrases of a list written as one string."""
    return frozenset(text.split("|"))


#: A byline is short; longer lines are prose.
MAX_LINE_CHARS: Final = 220

#: Labels before names, as written in lower case, and the role they give. "writer" makes an author.
LABELS: Final[dict[str, str]] = {
    word: role
    for role, words in {
        "writer": "penulis|rep|koresponden|penulis naskah|laporan kontributor|laporan reporter|laporan jurnalis|ditulis oleh|posted by|submitted by|dikirim oleh|diposting oleh|diposkan oleh|dipostkan oleh|reporter|pewarta|wartawan|jurnalis|kontributor|laporan wartawan|laporan|dilaporkan oleh|oleh|author|"
        "authors|written by|words by|story by|reported by|reporting by|by|text by|text|texte|texto|testo|tekst|autor|autorin|autoren|"
        "autora|autores|auteur|auteurs|autrice|autore|di|von|par|por|door|af|av|escrito por|rédigé par|scritto da|geschrieben von|words|"
        "teks|naskah|penulis berita|автор|текст|yazan|haber|tác giả|رئيس|कॉपी",
        "editor": "editor|red|penyunting|redaktur|edited by|editing by|redigeret af|editora|editado por|sunting|disunting oleh|editor bahasa|"
        "redaktur pelaksana|redakteur|redactor|redacteur|gecorrigeerd door",
        "photographer": "foto|fotografer|photo|photos|photo by|photos by|photograph by|photographs by|photography by|pewarta foto|fotos|"
        "bilder|foto oleh|fotograf|pictures by|photographer|fotografo|fotógrafo|photographie",
        "videographer": "video|videografer|video by|kameramen|juru kamera",
        "translator": "penerjemah|alih bahasa|diterjemahkan oleh|translated by|übersetzt von|übersetzung|traduit par|traduzione di|traducción|translator",
        "illustrator": "ilustrasi|ilustrator|illustration by|illustrations by|illustration|grafis|infografis",
        "reviewer": "reviewed by|medically reviewed by|fact checked by|fact-checked by|diperiksa oleh",
        "contributor": "contributions from|contributions by|with contributions from",
        "publisher": "publisher|uploader|diunggah oleh|published by|diterbitkan oleh",
        "source": "sumber|source|quelle|fuente|fonte|bron",
    }.items()
    for word in words.split("|")
}
#: These need no colon, because nothing but a name follows them at the beginning of a short line.
_NO_COLON: Final = _phrases(
    "by|oleh|von|par|por|door|written by|words by|text by|story by|ditulis oleh|edited by|"
    "photos by|photo by|photographs by|photography by|translated by|reviewed by|"
    "medically reviewed by|fact checked by|fact-checked by|reporting by|editing by|laporan wartawan|laporan kontributor|laporan reporter|"
    "escrito por|rédigé par|scritto da|geschrieben von|di|af|av|reported by|published by|"
    "illustration by|illustrations by|video by|dilaporkan oleh|übersetzt von|traduit par|"
    "diterbitkan oleh|diposting oleh|diposkan oleh|dikirim oleh|submitted by|posted by|diunggah oleh"
)
#: Prepositions that are labels in these languages only.
_LANGUAGE_ONLY: Final[dict[str, frozenset[str]]] = {
    "di": frozenset({"it"}),
    "af": frozenset({"da", "af"}),
    "av": frozenset({"sv", "no", "nb", "nn"}),
    "door": frozenset({"nl"}),
    "haber": frozenset({"tr"}),
}
#: Without one of these no label stands before a name.
_COLON: Final = re.compile(r"[:：]|\s[-–]\s")
#: "Dikirim oleh Heri Kuncoro pada |": the word before a date that was taken out.
_BEFORE_DATE: Final = re.compile(r"\s(?:pada|on|at|am|le|el|tanggal|hari)\b[\s:,]*(?=\||$)", re.IGNORECASE)
#: Labels that papers set without a colon.
_BARE_LABEL: Final = re.compile(
    r"(?P<label>penulis|reporter|pewarta|wartawan|jurnalis|kontributor|editor|penyunting|redaktur|laporan)\s+(?=[^\W\d_])",
    re.IGNORECASE,
)
#: A row of a table: "Penulis | : | Sari Dewi".
_CELLS: Final = re.compile(r"^(\w[\w ]{2,20}?)\s?\|\s?:\s?(?:\|\s?)?")
_INITIALS: Final = re.compile(
    r"^\s*[(\[]\s*(?P<marks>(?:\*{1,3}|[a-z]{2,6}|[A-Z]{1,4}|[a-z]{2,5}\d{0,2})(?:\s*[/\-,&]\s*(?:\*{1,3}|[A-Za-z]{1,8}\d{0,2})){0,4})\s*[)\]]\s*\.?\s*$"
)
_INITIALS_END: Final = re.compile(
    r"[.!?”\"’)]\s*[(\[](?P<marks>[A-Za-z]{2,6}\d{0,2}(?:\s*/\s*[A-Za-z]{2,8}\d{0,2}){0,3}|\*{1,3})[)\]]\s*$"
)


@cache
def _label_pattern() -> re.Pattern[str]:
    words = "|".join(sorted((re.escape(word) for word in LABELS), key=len, reverse=True))
    return re.compile(
        rf"(?:(?<=^)|(?<=[\s|•·/,(;.)\-–]))(?P<label>{words}|biro\s\w{{3,20}})\s?(?P<colon>[:：]|\s[-–](?=\s))\s*",
        re.IGNORECASE,
    )


@cache
def _start_pattern() -> re.Pattern[str]:
    words = "|".join(sorted((re.escape(word) for word in _NO_COLON), key=len, reverse=True))
    return re.compile(rf"^\W{{0,3}}(?P<label>(?i:{words}))\s+(?=[^\Wa-z\d_])")


def labelled(
    text: str, *, language: str | None = None, site_names: frozenset[str] = frozenset()
) -> list[tuple[str, str]]:
    """Return (role, name) of a line of labelled names; ``[]`` when the line is none.

    >>> labelled("Penulis: Budi Santoso | Editor: Siti Aminah")
    [('writer', 'Budi Santoso'), ('editor', 'Siti Aminah')]
    """
    text = _CELLS.sub(r"\1: ", " ".join(text.split()))
    if not text or len(text) > MAX_LINE_CHARS:
        return []
    if plain := _without_colons(text, site_names=site_names):
        return plain
    spots = [
        (match["label"].lower(), match.start(), match.end())
        for match in (_label_pattern().finditer(text) if _COLON.search(text) else ())
        if _fits(match["label"].lower(), language)
    ]
    if not spots or spots[0][1] > 3:
        match = _start_pattern().match(text)
        if match and _fits(match["label"].lower(), language):
            spots.insert(0, (match["label"].lower(), match.start(), match.end()))
    if not spots or (spots[0][1] > 60 and len(spots) < 2):
        return []
    found: list[tuple[str, str]] = []
    for number, (label, _, end) in enumerate(spots):
        stop = spots[number + 1][1] if number + 1 < len(spots) else len(text)
        role = LABELS.get(label, "writer")
        if role == "source":
            continue
        named = text[end:stop]
        if any(char.isdigit() for char in named):
            # A date or a counter behind the name is no part of it.
            for one in dates.find_all(named, limit=3, language=language):
                named = named.replace(one.raw, "|")
            named = _BEFORE_DATE.sub("|", named)
            named = re.split(r"[\s|·•,(\-–]+\d", named, maxsplit=1)[0]
        # Fields of one line are set off by bars; the first that has a name is the byline.
        if label.startswith("laporan ") and "," in named:
            # "Laporan Wartawan Kabar Alun di Blitar, Sari Dewi": for whom stands before the name.
            named = named.partition(",")[2]
        fields = (_named(field, site_names) for field in re.split(r"[|•·⋅●]", named))
        found += [(role, name) for name in next((names for names in fields if names), ())]
    return found


def _named(field: str, site_names: frozenset[str]) -> tuple[str, ...]:
    """Return the names of one field: "Sari Dewi - Budi Santoso/Joko Susilo" are three, "Sari Dewi - Kabar Alun" is one."""
    first, *more = re.split(r"\s[-–—]\s", field)
    found = list(people(first, site_names=site_names))
    if found:
        parts = [part.strip() for rest in more for part in re.split(r"\s?[/,&]\s?", rest)]
        found += [
            name
            for part in parts
            if is_person(part, site_names=site_names)
            for name in people(part, site_names=site_names)
        ]
    return distinct(found) if found or not more else people(field, site_names=site_names)


def is_label(text: str) -> bool:
    """Tell whether a line is a label and nothing else.

    >>> is_label("Penulis :"), is_label("Penulis novel")
    (True, False)
    """
    return len(text) < 40 and text.rstrip(" :：").casefold() in LABELS


def _without_colons(text: str, *, site_names: frozenset[str]) -> list[tuple[str, str]]:
    """Return (role, name) of "Penulis Sari Dewi | Editor Budi Santoso"; ``[]`` unless every field is a label and a whole name."""
    found: list[tuple[str, str]] = []
    if len(text) > 120 or not _BARE_LABEL.match(text):
        return []
    for field in re.split(r"\s?[|•·⋅●/;]\s?", text):
        match = _BARE_LABEL.match(field)
        if match is None or not is_person(name := field[match.end() :].strip(" ."), site_names=site_names):
            return []
        found += [(LABELS[match["label"].lower()], one) for one in people(name, site_names=site_names)]
    return found


def _fits(label: str, language: str | None) -> bool:
    only = _LANGUAGE_ONLY.get(label)
    return only is None or (language or "").split("-")[0] in only


def initials(text: str) -> str | None:
    """Return the sign-off of a paragraph: ``red/ab`` of ``(red/ab)``, alone or behind the last sentence; None when there is none.

    >>> initials("(nds/krs)"), initials("demikian kata dia. (red)"), initials("Badan Narkotika (BNN)")
    ('nds/krs', 'red', None)
    """
    match = _INITIALS.match(text) or _INITIALS_END.search(text[-60:])
    return match["marks"].strip() if match else None
