"""Who: people's names out of byline strings; who is nobody ("admin", "Redaksi", the paper itself)."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Final

from .dates_words import months
from .names_words import (
    AGENCIES,
    CREDENTIALS,
    DESK_WORDS,
    FIRM_WORDS,
    OCCUPATIONS,
    PARTICLES,
    TITLE_WORDS,
    UI_WORDS,
    words,
)
from .places_words import is_known

MAX_BYLINE_CHARS: Final = 400
MAX_NAMES: Final = 12
#: Languages of people who may have one name only.
_MONONYMS: Final = frozenset({"id", "ms", "jv", "su", "my", "ta", ""})

#: Indonesian degrees: "S.Pd", "M.Si.", "S.H.", "S.I.Kom", "Drs".
_DEGREE: Final = re.compile(
    r"^(?:[SMD]r?[st]?\.?\s?(?:[A-Z][a-zA-Z]{0,4}\.?){1,3}|[A-Z]{1,2}[a-z]{0,2}\.(?:[A-Z][a-z]{0,4}\.?)+|[A-Z]\.[A-Z]\.?|A\.?Md\.?)$"
)
_STOP_STARTS: Final = re.compile(
    r"^(?:publié|publicado|veröffentlicht|pubblicato|modifié|published|updated|posted|last|read|share|follow|more|view|see|click|comment|subscribe|sign|about|advertisement|"
    r"diterbitkan|dipublikasikan|baca|bagikan|ikuti|foto|photo|image|copyright|january|february|home|menu|search|copy|"
    r"reviewed|fact|edited|medically|minutes?|min|mins|ago|this|that|these|if|when|how|why|what|\d)\b",
    re.IGNORECASE,
)
_LEADING: Final = re.compile(
    r"^\s*(?:(?:written|words|text|story|posted|reported|reporting|article|published|created|geschrieben|ditulis|dilaporkan|"
    r"escrito|publicado|rédigé|scritto|texte?|texto|testo|tekst|report|review|analysis|opinion|commentary|column|an?\s\w+)\s+)?"
    r"(?:by|von|par|por|oleh|door|par\s?:|di(?=\s[A-Z])|af|av|autor(?:in|a|es)?\s?:|auteure?s?\s?:|autore\s?:|texte?\s?:|texto\s?:|written\s?:)\b\s*:?\s+|"
    r"^\s*(?:penulis|reporter|pewarta|wartawan|jurnalis|laporan(?:\swartawan)?|kontributor|authors?|autor(?:in|a|es)?|auteure?s?|autore|"
    r"text|texte|texto|testo|writer|journalist|by)\s*[:：]\s*|^\s*by(?=[A-Z])",
    re.IGNORECASE,
)
_SPLIT: Final = re.compile(
    r"\s*(?:[;|•·⋅●▪◦‧∙＆&\n\t]|\s/\s|(?<=[^\W\d_]{3})/(?=[^\W\d_]{3})|\s\+\s|,\s*(?:and|und|dan|et|y|e)\s|"
    r"\s(?:and|und|dan|et|og|och|en|with|dengan|serta|και|и)\s|,)\s*",
    re.IGNORECASE,
)
#: Conjunctions of one letter join only whole names: "Ana Silva e Rui Costa", not "Ortega y Gasset".
_SHORT_JOIN: Final = re.compile(r"(?<=\w\w)\s(?:y|e|i|és)\s(?=[^\W\d_a-z]\w+\s)")
#: Parts of a byline that name somebody for other work.
_OTHER_WORK: Final = re.compile(
    r"\b(?:updated|edited|reviewed|provided|photographs?|photos?|illustrat\w+|translated|design|code|produced|foto|bild|fact.checked)\b\s*(?:by|:|provided)|"
    r"\bby\b\s+\w+\s+\w+\s+\bby\b|^\s*(?:photo|photos|foto|bild|image|video)\b",
    re.IGNORECASE,
)
#: Words that begin the next field where a name runs into it.
_RUN_ON: Final = words("updated published posted in on at last follow share modified")
#: Labels that stand behind a name when the date they belong to is gone.
_LABELS_AFTER: Final = words("updated published posted modified diperbarui diterbitkan tayang")
_PARENTHESES: Final = re.compile(r"\s*[(\[][^()\[\]]{0,80}[)\]]\s*")
_URL: Final = re.compile(r"https?://|www\.|\S+@\S+\.\S+|^/|\.(?:html?|php)\b", re.IGNORECASE)
#: An address or account beside a name: "Ana Silva ana@herald.test", "Ana Silva @ana".
_ADDRESS: Final = re.compile(r"\S*@\S+")
_DOMAIN: Final = re.compile(r"(?<![\w@])[\w-]+\.(?:com|co\.id|id|net|org|test|tv|news|info)\b,?", re.IGNORECASE)
_CUT: Final = re.compile(
    r"\s*(?:\b(?:on|published|updated|posted|last updated|diterbitkan|am|le|el|at|pada)\s+(?=\w{0,12}\.?,?\s?\d)|\d{1,2}[./:]\d|\d{4}|\s[-–—|]\s|"
    r"©|\(c\)\s|\bcopyright\b|\bhak cipta\b|\s(?:is|was|has|covers|writes)\s(?:an?|the|about)\b|\bfor\s(?:the|[A-Z])|\bin\s+[A-Z]|\bdari\s+[A-Z]|\breporting\b|\bvia\b|\bfollow\b|\bview\b|\bmore by\b|\bmore from\b).*$",
    re.IGNORECASE | re.DOTALL,
)


@lru_cache(maxsize=4096)
def letters(text: str) -> str:
    """Return the letters and digits of *text* in lower case, without accents: for comparing names.

    >>> letters("dNusa.id ") == letters("DNUSA ID")
    True
    """
    folded = text.casefold() if text.isascii() else unicodedata.normalize("NFKD", text).casefold()
    return "".join(filter(str.isalnum, folded))


def is_nobody(name: str, *, site_names: frozenset[str] = frozenset()) -> bool:
    """Tell whether a name is a desk, an account or the paper itself.

    Args:
        name: One name as written.
        site_names: The paper's names as :func:`letters` gives them.

    >>> is_nobody("Tim Redaksi"), is_nobody("Admin dNusa", site_names=frozenset({"dnusaid", "dnusa"})), is_nobody("Sari Dewi")
    (True, True, False)
    """
    key = letters(name)
    if len(key) < 2 or key.isdigit() or key in site_names or _URL.search(name):
        return True
    if key in ("by", "writtenby", "byline", "author", "von", "oleh", "par", "penulis", "text"):
        return True
    words = [word for word in re.split(r"[\s,.:;/|()\-_]+", name.casefold()) if word]
    rest = [word for word in words if word.rstrip("0123456789") not in DESK_WORDS and not word.isdigit()]
    # "Facebook company", "KabarAlun redaksi": no name of a person ends in a desk's word in small letters.
    if not rest or (name[-1].islower() and name.rsplit(maxsplit=1)[-1] in DESK_WORDS):
        return True
    # "wpadmin", "adminblitar": an account in one word of small letters.
    if len(words) == 1 and name.islower() and (key.startswith("admin") or key.endswith("admin")):
        return True
    joined = letters(" ".join(rest))
    # "q_admin", "admin dnusa", "dNusa Team", "Berita Blitar": what is left beside the desk is the paper, or its town.
    return len(rest) < len(words) and (
        is_known(" ".join(rest)) or any(joined == site or (len(joined) >= 4 and joined in site) for site in site_names)
    )


@cache
def _is_word(token: str) -> bool:
    return re.fullmatch(r"[^\W\d_](?:[^\W\d_]|['’.\-‐ʼ]|\u0301)*", token) is not None


def looks_like_name(text: str) -> bool:
    """Tell whether *text* can be a person's name: one to six words, capitals where the script has them, no digits."""
    tokens = text.split()
    if len(tokens) == 1 and text.casefold().rstrip(".") in months():
        return False
    if not 1 <= len(tokens) <= 6 or len(text) > 60 or _STOP_STARTS.match(text):
        return False
    capitals = 0
    for token in tokens:
        if token.casefold() in TITLE_WORDS or token.casefold() in UI_WORDS:
            return False
        if not _is_word(token):
            return False
        if token[0].isupper() or not (token[0].islower() or token[0].isupper()):
            capitals += 1
        elif token.casefold() not in PARTICLES and not token.startswith(("d'", "d’", "al-", "el-")):
            return False
    return capitals > 0


def clean_name(text: str) -> str:
    """Return one name without label, parentheses, date, title, stray signs; ``""`` when nothing is left."""
    text = " ".join(text.split())
    for _ in range(2):
        text = _LEADING.sub("", text)
    text = _PARENTHESES.sub(" ", text)
    text = _CUT.sub("", text)
    # Fields that stand in neighbouring elements come without a space: "Ana SilvaUpdated 3 June".
    if " " in text and (match := re.search(r"(?<=[a-zà-ÿ]{3})(?=[A-Z][a-z])", text)):
        rest = text[match.start() :].casefold().split()
        if rest[0] in _RUN_ON or TITLE_WORDS.intersection(rest):
            text = text[: match.start()]
    tokens = text.split()
    # "Ana Silva Updated 3 June" lost its date, "Ana Silva Ana Silva" is a picture's text and the name beside it.
    while len(tokens) > 2 and tokens[-1].casefold() in _LABELS_AFTER:
        tokens.pop()
    # The end of a sentence is no part of a name; of "Jr." and "S.Pd." the dot is one.
    if tokens and re.fullmatch(r"[^\W\d_]{4,}\.", tokens[-1]):
        tokens[-1] = tokens[-1][:-1]
    half = len(tokens) // 2
    if half > 1 and tokens[:half] == tokens[half:]:
        tokens = tokens[:half]
    return " ".join(tokens).strip(' "“”„|,;:–—-•·/*@#()[]')


def people(
    text: str, *, site_names: frozenset[str] = frozenset(), strict: bool = True, keep_case: bool = False
) -> tuple[str, ...]:
    """Return the names in a byline string.

    Args:
        text: e.g. ``By Ana Silva and John Smith, staff writers``.
        site_names: The paper's names as :func:`letters` gives them.
        strict: Only what looks like a person's name; False keeps agencies, pen names and firms too.
        keep_case: Keep names in capitals as they are; else ``BUDI SANTOSO`` is ``Budi Santoso``.

    >>> people("Oleh: Budi Santoso, S.Pd dan SITI AMINAH")
    ('Budi Santoso', 'Siti Aminah')
    """
    text = text[:MAX_BYLINE_CHARS]
    if " " in text.strip() and "@" in text:
        text = _ADDRESS.sub(" ", text)
    if _URL.match(text.strip()):
        return ()
    text = _DOMAIN.sub(" ", text) if strict else text
    for _ in range(2):
        text = _LEADING.sub("", text)
    text = _PARENTHESES.sub(" ", text)
    text = _SHORT_JOIN.sub("|", text)
    if not strict and (whole := _firm(text)):
        return () if is_nobody(whole, site_names=site_names) else (whole,)
    # "Ana Silva The Associated Press" lost a line break.
    text = re.sub(r"(?<=[^\W\d_]{2})\s(?=The\s[A-Z][a-z]+)", "|", text)
    found: list[str] = []
    for number, part in enumerate(_SPLIT.split(text)):
        if _OTHER_WORK.search(part):
            continue
        name = _without_credentials(clean_name(part))
        if not name or is_nobody(name, site_names=site_names):
            continue
        plain = name.casefold().replace(".", "")
        if plain in CREDENTIALS or (number and (_DEGREE.match(name) or len(name) < 3)):
            continue
        parts = {word.strip(".,").casefold() for word in name.split()}
        if (
            number
            and found
            and (
                parts & TITLE_WORDS
                or parts & OCCUPATIONS
                or parts & FIRM_WORDS
                or parts <= AGENCIES
                or name.startswith(("The ", "the "))
            )
        ):
            continue
        if parts & TITLE_WORDS and (short := _without_title(name)):
            name = short
        elif name.split()[-1].casefold() in TITLE_WORDS or (strict and not looks_like_name(name)):
            continue
        if not strict and (len(name) > 80 or len(name.split()) > 8):
            continue
        found.append(name if keep_case else _proper_case(name))
        if len(found) >= MAX_NAMES:
            break
    return distinct(found)


def distinct(names: list[str]) -> tuple[str, ...]:
    """Return names without repetitions and without the short form of another ("Ana" beside "Ana Silva")."""
    unique = dict.fromkeys(names)
    return tuple(name for name in unique if not any(other.startswith(name + " ") for other in unique))


def without_place(names: tuple[str, ...], text: str, language: str | None) -> tuple[str, ...]:
    """Return the names of "Eva Klein, Berlin" without the place: one word behind a whole name and a comma.

    Args:
        names: The names in *text*.
        text: As written.
        language: BCP 47 tag; where people may have one name only, the word may be another writer.
    """
    is_place = (
        len(names) == 2 and " " in names[0] and " " not in names[1] and text.rstrip(" .").endswith(f", {names[1]}")
    )
    return names[:1] if is_place and (language or "").split("-")[0] not in _MONONYMS else names


def _without_title(name: str) -> str:
    """Return "Ana Silva" of "Ana Silva Staff Writer": the words before the first that is a title."""
    kept: list[str] = []
    for word in name.split():
        if word.strip(".,").casefold() in TITLE_WORDS:
            break
        kept.append(word)
    short = " ".join(kept)
    enough = len(kept) >= 2 or (len(kept) == 1 and not short.isascii())
    return short if enough and len(kept) < len(name.split()) and looks_like_name(short) else ""


def _without_credentials(name: str) -> str:
    """Return "Ana Silva" of "Ana Silva MD"."""
    tokens = name.split()
    while (
        len(tokens) > 2
        and (tokens[-1].replace(".", "").casefold() in CREDENTIALS - {"jr", "sr", "ii", "iii", "iv"})
        and tokens[-1].isupper()
    ):
        tokens.pop()
    return " ".join(tokens)


def _firm(text: str) -> str:
    """Return the whole of a string that is one organisation's name ("Center for Drug Evaluation and Research")."""
    text = " ".join(text.split())
    if "," in text or "|" in text or ";" in text or len(text) > 80:
        return ""
    first = text.split()[:1]
    return text if first and first[0].casefold() in FIRM_WORDS else ""


def _proper_case(name: str) -> str:
    """Return a name set in capitals in its usual case; short ones (agencies, initials) stay."""
    if not name.isupper() or len(name) <= 5 or "." in name:
        return name
    return re.sub(r"[^\W\d_]+", lambda match: match[0][:1] + match[0][1:].lower(), name)
