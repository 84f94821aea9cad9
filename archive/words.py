"""What counts as one word, and when two spellings are the same word: one answer for both databases.

A word is a run of letters, digits and marks. It is compatibility-composed (NFKC) and case-folded, loses the accents of
Latin, Greek and Cyrillic letters, and loses apostrophes, so that ``Jum'at``, ``Jum’at`` and ``JUMAT`` are one word.
Neither SQLite's nor PostgreSQL's own splitting is used: they disagree (PostgreSQL makes ``jum``, ``at`` of ``Jum’at``).
Words are not stemmed; a stemmer would be one more step of :func:`fold` and a new :data:`FOLD_VERSION`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

#: Goes up with every change of what :func:`fold` answers; an archive indexed under another number is indexed again.
FOLD_VERSION = 1

#: A longer word (an encoded picture, a URL without its dots) is cut: nobody searches for its 65th letter.
MAX_WORD_CHARS = 64

#: An article's words beyond these are not searched: 100,000 words are a book.
MAX_WORDS = 100_000

#: All apostrophes and look-alikes that stand inside words: U+0027, U+0060, U+00B4, U+02B9, U+02BB, U+02BC, U+02BE,
#: U+02BF, U+2018, U+2019, U+201B, U+2032, U+FF07.
_APOSTROPHES = "'`´ʹʻʼʾʿ‘’‛′＇"

#: Combining marks that ``\w`` leaves out although words are spelled with them: Latin, Cyrillic, Hebrew, Arabic,
#: the scripts of South and South-East Asia (danda signs left out), Balinese, Sundanese, Javanese.
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1-\u05c2\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8"
    "\u0900-\u0963\u0971-\u0df3\u0e31-\u0e4e\u0eb1-\u0ece\u0f71-\u0f84\u102b-\u103e\u1712-\u1734\u17b4-\u17d3\u1a17-\u1a1b"
    "\u1b00-\u1b44\u1b80-\u1bad\ua980-\ua9c0"
)

_RAW = re.compile(rf"[\w{_MARKS}{_APOSTROPHES}]+")
_SEPARATOR = re.compile(rf"[^\w{_MARKS}]+|_+")
_ACCENTS = re.compile("[\u0300-\u036f]+")
#: Scripts written without spaces: each sign is a word, and a longer word is searched as a phrase of its signs.
_SIGNS = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_DROP_APOSTROPHES = dict.fromkeys(map(ord, _APOSTROPHES))


#: Forms that are remembered; a newspaper's vocabulary. When it is full it begins anew.
_REMEMBERED = 200_000


class _Folded(dict[str, str]):
    """What runs of word characters stand for, as words joined by blanks; each is worked out once."""

    def __missing__(self, raw: str) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        folded = " ".join(_fold(raw))
        if len(raw) <= MAX_WORD_CHARS:  # an encoded picture is not worth remembering
            self[raw] = folded
        return folded


_folded = _Folded()


def fold(raw: str) -> tuple[str, ...]:
    """Return the words that one run of word characters stands for: usually one, in the form that is compared.

    >>> fold("Jum’at"), fold("Réunion"), fold("東京")
    (('jumat',), ('reunion',), ('東', '京'))
    """
    return tuple(_folded[raw].split())


def _fold(raw: str) -> list[str]:
    if raw.isascii() and raw.isalnum():
        return [raw.lower()[:MAX_WORD_CHARS]]
    folded = unicodedata.normalize("NFKC", raw.translate(_DROP_APOSTROPHES)).casefold()
    folded = _ACCENTS.sub("", unicodedata.normalize("NFD", folded)).translate(_DROP_APOSTROPHES)
    folded = unicodedata.normalize("NFC", folded)
    if _SIGNS.search(folded):
        folded = _SIGNS.sub(r" \g<0> ", folded)
    return [word[:MAX_WORD_CHARS] for word in _SEPARATOR.split(folded) if word]


def words(text: str, *, limit: int = MAX_WORDS) -> list[str]:
    """Return the first *limit* words of *text* in order, folded.

    >>> words("Pada hari Jum'at (14/6), ANTARA")
    ['pada', 'hari', 'jumat', '14', '6', 'antara']
    """
    # One pass in C for each step: 300 words cost 60 µs, a fifth of a loop over them.
    return " ".join(map(_folded.__getitem__, _RAW.findall(text))).split()[:limit]


def spans(text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Yield where each run of word characters of *text* begins and ends, and the words it stands for."""
    for match in _RAW.finditer(text):
        yield match.start(), match.end(), fold(match[0])
