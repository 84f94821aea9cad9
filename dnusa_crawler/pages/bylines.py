"""By whom: writers, and others with their role, from what a page states to machines and shows to readers.

Most pages without a writer still name people: in the sidebar, in teasers, in comments. So a name counts only where an
article's own data names it, or where it stands as a byline beside the headline or at the end of the body.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Final

import attrs

from archive import Credit

from .names import is_nobody, letters, looks_like_name, people

if TYPE_CHECKING:
    from .blocks import Block
    from .jsonld import ArticleNode, Party
    from .structured import Structured

#: A byline is short; longer lines are prose.
MAX_LINE_CHARS: Final = 220

#: Labels before names, as written in lower case, and the role they give. "writer" makes an author.
LABELS: Final[dict[str, str]] = {
    word: role
    for role, words in {
        "writer": "penulis|ditulis oleh|reporter|pewarta|wartawan|jurnalis|kontributor|laporan wartawan|laporan|dilaporkan oleh|oleh|author|"
        "authors|written by|words by|story by|reported by|reporting by|by|text by|text|texte|texto|testo|tekst|autor|autorin|autoren|"
        "autora|autores|auteur|auteurs|autrice|autore|di|von|par|por|door|af|av|escrito por|rédigé par|scritto da|geschrieben von|words|"
        "teks|naskah|penulis berita|автор|текст|yazan|haber|tác giả|رئيس|कॉपी",
        "editor": "editor|penyunting|redaktur|edited by|editing by|redigeret af|editora|editado por|sunting|disunting oleh|editor bahasa|"
        "redaktur pelaksana|redakteur|redactor|redacteur|gecorrigeerd door",
        "photographer": "foto|fotografer|photo|photos|photo by|photos by|photograph by|photographs by|photography by|pewarta foto|fotos|"
        "bilder|foto oleh|fotograf|pictures by|photographer|fotografo|fotógrafo|photographie",
        "videographer": "video|videografer|video by|kameramen|juru kamera",
        "translator": "penerjemah|alih bahasa|diterjemahkan oleh|translated by|übersetzt von|übersetzung|traduit par|traduzione di|traducción|translator",
        "illustrator": "ilustrasi|ilustrator|illustration by|illustrations by|illustration|grafis|infografis",
        "reviewer": "reviewed by|medically reviewed by|fact checked by|fact-checked by|diperiksa oleh",
        "publisher": "publisher|uploader|diunggah oleh|published by|diposting oleh|diterbitkan oleh",
        "source": "sumber|source|quelle|fuente|fonte|bron",
    }.items()
    for word in words.split("|")
}
#: These need no colon, because nothing but a name follows them at the beginning of a short line.
_NO_COLON: Final = frozenset(
    ["by", "oleh", "von", "par", "por", "door", "written by", "words by", "text by", "story by", "ditulis oleh", "edited by", "photos by", "photo by", "photographs by", "photography by", "translated by", "reviewed by", "medically reviewed by", "fact checked by", "fact-checked by", "reporting by", "editing by", "laporan wartawan", "escrito por", "rédigé par", "scritto da", "geschrieben von", "di", "af", "av", "reported by", "published by", "illustration by", "illustrations by", "video by", "dilaporkan oleh", "übersetzt von", "traduit par", "diterbitkan oleh", "diposting oleh", "diunggah oleh"]
)
#: Prepositions that are labels in these languages only.
_LANGUAGE_ONLY: Final[dict[str, frozenset[str]]] = {
    "di": frozenset({"it"}),
    "af": frozenset({"da", "af"}),
    "av": frozenset({"sv", "no", "nb", "nn"}),
    "door": frozenset({"nl"}),
    "haber": frozenset({"tr"}),
}
_INITIALS: Final = re.compile(
    r"^\s*[(\[]\s*(?P<marks>(?:\*{1,3}|[a-z]{2,6}|[A-Z]{1,4}|[a-z]{2,5}\d{0,2})(?:\s*[/\-,&]\s*(?:\*{1,3}|[A-Za-z]{1,8}\d{0,2})){0,4})\s*[)\]]\s*\.?\s*$"
)
_INITIALS_END: Final = re.compile(
    r"[.!?”\"’)]\s*[(\[](?P<marks>[A-Za-z]{2,6}\d{0,2}(?:\s*/\s*[A-Za-z]{2,8}\d{0,2}){0,3}|\*{1,3})[)\]]\s*$"
)
_BYLINE_CLASS: Final = re.compile(
    r"(?:^|[\s_-])(?:by-?line|byline|author|authors|penulis|reporter|writer|autor|autore|auteur|contributor|wartawan|pewarta)"
    r"(?:s|[_-]?(?:name|names|link|info|meta|title|wrapper|text|byline|block|list|line|nama|item))*(?:$|[\s_-])",
    re.IGNORECASE,
)
_NOT_BYLINE_CLASS: Final = re.compile(
    r"comment|related|sidebar|bio|widget|popular|terkait|recommend|footer|teaser|card|avatar|share|social|follow",
    re.IGNORECASE,
)


@attrs.frozen(kw_only=True)
class Bylines:
    """Writers and others of one article."""

    authors: tuple[str, ...] = ()
    credits: tuple[Credit, ...] = ()
    #: ``json-ld``, ``microdata``, ``meta``, ``byline``, ``hint``; ``""`` when nobody is named.
    source: str = ""
    confidence: float = 0.0
    #: The string the writers were read from.
    raw: str | None = None


@cache
def _label_pattern() -> re.Pattern[str]:
    words = "|".join(sorted((re.escape(word) for word in LABELS), key=len, reverse=True))
    return re.compile(
        rf"(?:(?<=^)|(?<=[\s|•·/,(;.)\-–]))(?P<label>{words})\s?(?P<colon>[:：]|\s[-–](?=\s))\s*", re.IGNORECASE
    )


@cache
def _start_pattern() -> re.Pattern[str]:
    words = "|".join(sorted((re.escape(word) for word in _NO_COLON), key=len, reverse=True))
    return re.compile(rf"^\W{{0,3}}(?P<label>{words})\s+(?=[^\Wa-z\d_])", re.IGNORECASE)


def labelled(
    text: str, *, language: str | None = None, site_names: frozenset[str] = frozenset()
) -> list[tuple[str, str]]:
    """Return (role, name) of a line of labelled names; ``[]`` when the line is none.

    >>> labelled("Penulis: Budi Santoso | Editor: Siti Aminah")
    [('writer', 'Budi Santoso'), ('editor', 'Siti Aminah')]
    """
    text = " ".join(text.split())
    if not text or len(text) > MAX_LINE_CHARS:
        return []
    spots = [
        (match["label"].lower(), match.start(), match.end()) for match in _label_pattern().finditer(text)
        if _fits(match["label"].lower(), language)
    ]  # fmt: skip
    if not spots or spots[0][1] > 3:
        match = _start_pattern().match(text)
        if match and _fits(match["label"].lower(), language):
            spots.insert(0, (match["label"].lower(), match.start(), match.end()))
    if not spots or (spots[0][1] > 60 and len(spots) < 2):
        return []
    found: list[tuple[str, str]] = []
    for number, (label, _, end) in enumerate(spots):
        stop = spots[number + 1][1] if number + 1 < len(spots) else len(text)
        role = LABELS[label]
        if role == "source":
            continue
        found += [(role, name) for name in people(text[end:stop], site_names=site_names)]
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


def from_parties(parties: Iterable[Party], *, site_names: frozenset[str]) -> tuple[str, ...]:
    """Return the writers among the parties of a JSON-LD node or microdata item."""
    found: list[str] = []
    for party in parties:
        if party.kind == "organization" and is_nobody(party.name, site_names=site_names):
            continue
        found += people(party.name, site_names=site_names, strict=False)
    return tuple(dict.fromkeys(found))


def read(
    *,
    structured: Structured | None,
    node: ArticleNode | None,
    near: Sequence[Block],
    ending: Sequence[Block],
    language: str | None,
    site_names: frozenset[str],
    hint: str | None = None,
) -> Bylines:
    """Return who wrote an article.

    Args:
        structured: What the page states to machines; None for an article the page's data is not about.
        node: The JSON-LD node of this article.
        near: Blocks around the headline that are not body.
        ending: The last blocks of the body and the first after it.
        language: BCP 47 tag.
        site_names: Names of the paper, as :func:`names.letters` gives them.
        hint: Writers as a feed or the REST interface names them.
    """
    credits: list[Credit] = []
    if node is not None:
        for name, role in node.credits:
            credits += [Credit(name=one, role=role) for one in people(name, site_names=site_names)]
    shown = _shown(near, language=language, site_names=site_names)
    closing = _closing(ending, language=language, site_names=site_names)
    for role, name in (*shown.credits, *closing.credits):
        credits.append(Credit(name=name, role=role))
    for block in ending:
        if marks := initials(block.text):
            credits.append(Credit(name=marks, role="initials"))
            break
    authors, source, confidence, raw = _writers(
        structured=structured, node=node, shown=shown, closing=closing, site_names=site_names, hint=hint
    )
    others = {letters(name) for name in authors}
    unique = dict.fromkeys(credit for credit in credits if letters(credit.name) not in others)
    return Bylines(authors=authors, credits=tuple(unique), source=source, confidence=confidence, raw=raw)


@attrs.frozen(kw_only=True)
class _Shown:
    """What the page shows near the headline or at the end."""

    writers: tuple[str, ...] = ()
    raw: str | None = None
    #: True when a label or markup says that it is a byline.
    is_sure: bool = False
    credits: tuple[tuple[str, str], ...] = ()


def _shown(near: Sequence[Block], *, language: str | None, site_names: frozenset[str]) -> _Shown:
    writers: list[str] = []
    raw: str | None = None
    credits: list[tuple[str, str]] = []
    for block in near:
        if block.is_hidden or len(block.text) > MAX_LINE_CHARS:
            continue
        pairs = labelled(block.text, language=language, site_names=site_names)
        names = [name for role, name in pairs if role == "writer"]
        credits += [(role, name) for role, name in pairs if role != "writer"]
        if not pairs and _has_byline_markup(block):
            texts = (
                [text for _, text in block.links if text]
                if block.links and block.link_chars * 2 >= len(block.text)
                else [block.text]
            )
            names = [name for text in texts[:4] for name in people(text, site_names=site_names)]
        if names and not writers:
            raw = block.text
        writers += names
    return _Shown(writers=tuple(dict.fromkeys(writers)), raw=raw, is_sure=bool(writers), credits=tuple(credits))


def _has_byline_markup(block: Block) -> bool:
    """Tell whether the element of a block, or one of three around it, is marked as a byline."""
    element = block.element
    for _ in range(4):
        if element is None:
            return False
        marks = f"{element.get('class') or ''} {element.get('itemprop') or ''} {element.get('rel') or ''} {element.get('data-testid') or ''}"
        if _NOT_BYLINE_CLASS.search(marks):
            return False
        if _BYLINE_CLASS.search(marks[:400]):
            return True
        if element.tag in ("article", "main", "body", "section"):
            return False
        element = element.getparent()
    return False


def _closing(ending: Sequence[Block], *, language: str | None, site_names: frozenset[str]) -> _Shown:
    writers: list[str] = []
    raw: str | None = None
    credits: list[tuple[str, str]] = []
    for block in ending:
        if block.is_hidden or len(block.text) > MAX_LINE_CHARS:
            continue
        # "Foto: …" and "By …" at the end belong to pictures and teasers; a name behind a colon belongs to the article.
        if ":" not in block.text and "：" not in block.text:
            continue
        pairs = labelled(block.text, language=language, site_names=site_names)
        for role, name in pairs:
            if role == "writer":
                raw = raw or block.text
                writers.append(name)
            else:
                credits.append((role, name))
    return _Shown(writers=tuple(dict.fromkeys(writers)), raw=raw, is_sure=bool(writers), credits=tuple(credits))


def _writers(
    *,
    structured: Structured | None,
    node: ArticleNode | None,
    shown: _Shown,
    closing: _Shown,
    site_names: frozenset[str],
    hint: str | None,
) -> tuple[tuple[str, ...], str, float, str | None]:
    """Choose among the witnesses, the strongest first."""
    candidates: list[tuple[tuple[str, ...], str, float, str | None]] = []
    if node is not None:
        raw = ", ".join(party.name for party in node.authors)
        candidates.append((from_parties(node.authors, site_names=site_names), "json-ld", 0.9, raw))
    if hint:
        candidates.append((people(hint, site_names=site_names, strict=False), "hint", 0.85, hint))
    if structured is not None:
        if structured.microdata is not None:
            raw = ", ".join(party.name for party in structured.microdata.authors)
            candidates.append(
                (from_parties(structured.microdata.authors, site_names=site_names), "microdata", 0.85, raw)
            )
        for claim in structured.author_metas:
            candidates.append((people(claim.value, site_names=site_names, strict=False), "meta", 0.75, claim.value))
    candidates.append((shown.writers, "byline", 0.8, shown.raw))
    candidates.append((closing.writers, "byline", 0.75, closing.raw))
    shown_keys = {letters(name) for name in (*shown.writers, *closing.writers)}
    for names, source, confidence, raw in candidates:
        if not names:
            continue
        agree = {letters(name) for name in names} & shown_keys
        return names, source, min(0.97, confidence + (0.08 if agree and source != "byline" else 0)), raw
    return (), "", 0.0, None


def initials_of(name: str) -> bool:
    """Tell whether *name* is initials rather than a name ("ab", "nds")."""
    return len(name) <= 4 and not looks_like_name(name)
