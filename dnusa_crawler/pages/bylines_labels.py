"""The words before names ("Penulis:", "By", "Foto:") and the signs behind texts ("(red/ab)")."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from . import dates
from .bylines_signed import is_person
from .names import distinct, is_nobody, people, without_place

if TYPE_CHECKING:
    from collections.abc import Iterator


def _phrases(text: str) -> frozenset[str]:
    """Return the phrases of a list written as one string."""
    return frozenset(text.split("|"))


#: Characters of the longest byline of a desk.
_MAX_DESK_CHARS: Final = 60
#: Signs before the label of such a line.
_MAX_SIGNS: Final = 3
#: A byline is short; longer lines are prose.
MAX_LINE_CHARS: Final = 220

#: Labels before names, as written in lower case, and the role they give. "writer" makes an author.
LABELS: Final[dict[str, str]] = {
    word: role
    for role, words in {
        "writer": "penulis|rep|koresponden|penulis naskah|laporan kontributor|laporan reporter|laporan jurnalis|ditulis oleh|posted by|submitted by|dikirim oleh|diposting oleh|diposkan oleh|dipostkan oleh|reporter|pewarta|wartawan|jurnalis|kontributor|laporan wartawan|laporan|dilaporkan oleh|oleh|author|"
        "authors|written by|words by|story by|reported by|by|text by|text|texte|texto|testo|tekst|autor|autorin|autoren|"
        "autora|autores|auteur|auteurs|autrice|autore|di|von|par|por|door|af|av|escrito por|rédigé par|scritto da|geschrieben von|words|"
        "teks|naskah|penulis berita|penulis artikel|catatan|автор|авторка|текст|yazan|yazar|haber|tác giả|رئيس|कॉपी|"
        "oprac.|auteure|auteures|autorka|opracował|opracowała|autorzy|autoři|autori|forfatter|författare|skribent|journalist|journaliste|journalisten|periodista|"
        "giornalista|jornalista|dziennikarz|skrevet af|skrevet av|skriven av|scris de|geschreven door|tekst i zdjęcia|"
        "text und fotos|text und bilder|texto y fotos|texte et photos|testo e foto|teks dan foto|words and pictures|"
        # What Blogger calls the writer of a post, language by language.
        "publicado por|pubblicato da|publié par|eingestellt von|gepost door|dicatat oleh|lagt inn av|upplagd av|postat de|gönderen|"
        "opublikowane przez|отправлено|submitted|report by|report",
        "editor": "editor|red|penyunting|redaktur|edited by|editing by|redigeret af|editora|editado por|sunting|disunting oleh|editor bahasa|"
        "redaktur pelaksana|redakteur|redactor|redacteur|gecorrigeerd door|redaktør|redigering|redigerad av|redaksi",
        "photographer": "foto|fotografer|photo|photos|photo by|photos by|photograph by|photographs by|photography by|pewarta foto|fotos|"
        "bilder|foto oleh|fotograf|pictures by|photographer|fotografo|fotógrafo|photographie|"
        "pictures|images|images by|image|bild|beeld|billeder|zdjęcia|zdjęcie|fotografía|fotografia|fotoğraf|фото",
        "videographer": "video|videografer|video by|kameramen|juru kamera|kamera|камера",
        "translator": "penerjemah|alih bahasa|diterjemahkan oleh|translated by|übersetzt von|übersetzung|traduit par|traduzione di|traducción|translator",
        "illustrator": "ilustrasi|ilustrator|illustration by|illustrations by|illustration|grafis|infografis",
        "reviewer": "reviewed by|medically reviewed by|fact checked by|fact-checked by|diperiksa oleh",
        "contributor": "contributions from|contributions by|with contributions from|reporting by|additional reporting by|reporting",
        "publisher": "publisher|uploader|diunggah oleh|published by|diterbitkan oleh",
        "source": "sumber|source|quelle|fuente|fonte|bron",
    }.items()
    for word in words.split("|")
}
#: These need no colon, because nothing but a name follows them at the beginning of a short line.
_NO_COLON: Final = _phrases(
    "by|oleh|von|par|por|door|av|af|written by|words by|text by|story by|ditulis oleh|edited by|"
    "photos by|photo by|photographs by|photography by|translated by|reviewed by|"
    "medically reviewed by|fact checked by|fact-checked by|reporting by|editing by|laporan wartawan|laporan kontributor|laporan reporter|"
    "di|reported by|published by|"
    "illustration by|illustrations by|video by|dilaporkan oleh|übersetzt von|traduit par|"
    "skrevet af|skrevet av|skriven av|scris de|geschreven door|geschrieben von|escrito por|scritto da|rédigé par|publicado por|"
    "pubblicato da|publié par|eingestellt von|gepost door|dicatat oleh|lagt inn av|report by|additional reporting by|"
    "diterbitkan oleh|diposting oleh|diposkan oleh|dikirim oleh|submitted by|posted by|diunggah oleh"
)
#: Prepositions that are labels in these languages only.
_LANGUAGE_ONLY: Final[dict[str, frozenset[str]]] = {
    "di": frozenset({"it"}),
    "af": frozenset({"da", "af"}),
    "av": frozenset({"sv", "no", "nb", "nn"}),
    "report": frozenset({"en"}),
    "reporting": frozenset({"en"}),
    "door": frozenset({"nl"}),
    "haber": frozenset({"tr"}),
}
#: "Dikirim oleh Heri Kuncoro pada |": the word before a date that was taken out.
_BEFORE_DATE: Final = re.compile(r"\s(?:pada|on|at|am|le|el|tanggal|hari)\b[\s:,]*(?=\||$)", re.IGNORECASE)
#: Labels that papers set without a colon.
_BARE_WORDS: Final = (
    r"(?:penulis|reporter|pewarta|wartawan|jurnalis|kontributor|editor|penyunting|redaktur|laporan|author|autor|autorin|autora|"
    r"autore|auteure?|yazar|journaliste?|periodista|giornalista|oprac\.)"
)
_BARE_LABEL: Final = re.compile(rf"(?P<label>{_BARE_WORDS})\s+(?=[^\W\d_])", re.IGNORECASE)
_PLACED: Final = re.compile(
    r"^(?:kontributor|koresponden|reporter|wartawan|jurnalis|pewarta)\s(?P<place>[^\W\d_][\w .]{2,24}),\s(?P<name>[^,:|]{4,50})$",
    re.IGNORECASE,
)
#: What stands behind a label, before it, and between two fields of a line.
_MARK: Final = re.compile(r"\s?(?:[:：]|\s[-–](?=\s))\s*")
_BEFORE_LABEL: Final = frozenset(" |•·/(,;.)-–")
_SIGNS: Final = re.compile(r"\W{1,3}")
_FIELD: Final = re.compile(r"[|•·⋅●;—–]\s?|\s-\s|\.\s")
#: A word ends before a capital.
_LABEL_ENDS: Final = re.compile(r"(?:\s+|(?<=[a-z])(?=[A-Z]))(?=[^\Wa-z\d_])")
_MAX_LABEL_CHARS: Final = 30
#: "Biro Blitar: Sari Dewi".
_BUREAU: Final = re.compile(r"biro\s\w{3,20}")
#: A row of a table: "Penulis | : | Sari Dewi".
_CELLS: Final = re.compile(r"^(\w[\w ]{2,20}?)\s?\|\s?:\s?(?:\|\s?)?")
_INITIALS: Final = re.compile(
    r"^\s*[(\[]\s*(?P<marks>(?:\*{1,3}|[a-z]{2,6}|[A-Z]{1,4}|[a-z]{2,5}\d{0,2})(?:\s*[/\-,&]\s*(?:\*{1,3}|[A-Za-z]{1,8}\d{0,2})){0,4})\s*[)\]]\s*\.?\s*$"
)
_INITIALS_END: Final = re.compile(
    r"[.!?”\"’)]\s*[(\[](?P<marks>[A-Za-z]{2,6}\d{0,2}(?:\s*/\s*[A-Za-z]{2,8}\d{0,2}){0,3}|\*{1,3})[)\]]\s*$"
)


def labelled(
    text: str, *, language: str | None = None, site_names: frozenset[str] = frozenset()
) -> list[tuple[str, str]]:
    """Return (role, name) of a line of labelled names; ``[]`` when the line is none.

    >>> labelled("Penulis: Budi Santoso | Editor: Siti Aminah")
    [('writer', 'Budi Santoso'), ('editor', 'Siti Aminah')]
    """
    return list(_labelled(text, language, site_names)) if len(text) <= MAX_LINE_CHARS else []


# The lines around a headline are asked whether they are teasers', then for their names.
@lru_cache(maxsize=128)
def _labelled(text: str, language: str | None, site_names: frozenset[str]) -> tuple[tuple[str, str], ...]:
    text = _CELLS.sub(r"\1: ", " ".join(text.split()))
    if not text:
        return ()
    # "Kontributor Blitar, Sari Dewi": where she is stands between.
    if (match := _PLACED.match(text)) and is_person(match["name"], site_names=site_names):
        return tuple(("writer", name) for name in people(match["name"], site_names=site_names))
    if plain := _without_colons(text, site_names=site_names):
        return tuple(plain)
    spots = _spots(text, language)
    if not spots or (spots[0][1] > 60 and len(spots) < 2):
        return ()
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
        fields = (without_place(_named(field, site_names), field, language) for field in re.split(r"[|•·⋅●]", named))
        found += [(role, name) for name in next((names for names in fields if names), ())]
    return tuple(found)


def _spots(text: str, language: str | None) -> list[tuple[str, int, int]]:
    """Return (label, where it begins, where it ends) of the labels in a line, in order."""
    found: dict[int, tuple[str, int, int]] = {}
    for label, start, end in (*_before_colons(text), *_at_beginnings(text)):
        if start not in found and _fits(label, language):
            found[start] = (label, start, end)
    return [found[start] for start in sorted(found)]


def _before_colons(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield (label, where it begins, where it ends) of the labels before colons and dashes.

    They are looked up, not searched for: most lines with a colon have none, and there are two hundred labels.
    """
    for mark in _MARK.finditer(text):
        end = mark.start()
        for start in range(max(0, end - _MAX_LABEL_CHARS), end):
            if start and text[start - 1] not in _BEFORE_LABEL:
                continue
            label = text[start:end].lower()
            if label in LABELS or _BUREAU.fullmatch(label):
                yield label, start, mark.end()
                break


def _at_beginnings(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the same of the labels that need no colon: at the beginning, and behind a sign that begins another field.

    A space may be lost: "Written byEva Klein".
    """
    first = _SIGNS.match(text)
    for place in (first.end() if first else 0, *(sign.end() for sign in _FIELD.finditer(text))):
        for match in _LABEL_ENDS.finditer(text, place, place + _MAX_LABEL_CHARS):
            if (label := text[place : match.start()].lower()) in _NO_COLON:
                yield label, place, match.end()
                break


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


def names_desk(text: str, *, language: str | None, site_names: frozenset[str]) -> bool:
    """Tell whether a line is the byline of a desk or of the paper: "Oleh: Redaksi", "Par Les Echos".

    >>> names_desk("Oleh: Tim Redaksi", language="id", site_names=frozenset())
    True
    """
    if len(text) > _MAX_DESK_CHARS:
        return False
    return any(
        start <= _MAX_SIGNS
        and LABELS.get(label) == "writer"
        and is_nobody(text[end:].strip(" ."), site_names=site_names)
        for label, start, end in _spots(text, language)[:1]
    )


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
    for field in re.split(rf"\s?[|•·⋅●/;]\s?|,\s(?=(?i:{_BARE_WORDS})\s)", text):
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
