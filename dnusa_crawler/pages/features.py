"""Measure the blocks of a page: numbers from which a model can tell body from the rest.

Nothing here knows a site or a language. The numbers say what a block looks like, what the names around it say, how
much running text its places hold, what stands before and after it, and what other witnesses in the page itself say.
"""

from __future__ import annotations

import re
from array import array
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import attrs
import numpy as np
from numpy.typing import NDArray

from archive import PassageKind
from dnusa_crawler.pages import witnesses
from dnusa_crawler.pages.around import AROUND, Hints, Page, around, is_running
from dnusa_crawler.pages.holders import Holders, holders
from dnusa_crawler.pages.nearness import GROUPS, TAGS
from dnusa_crawler.pages.runs import Runs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dnusa_crawler.pages.blocks import Block

Matrix = NDArray[np.float32]

_NO_TEXT: Final = frozenset({PassageKind.CAPTION, PassageKind.EMBED})
_KINDS: Final = {kind: number for number, kind in enumerate(PassageKind)}
_SENTENCE_END: Final = re.compile(r"[.!?…。！？।॥؟۔։](?:[\"'”’»)\]\s]|\[\d+\])*$")
#: Texts up to this length are remembered between pages.
_SHORT_CHARS: Final = 600
_DIGIT: Final = re.compile(r"\d")
_DATE: Final = re.compile(r"\b(?:(?:19|20)\d\d|\d{1,2}[:.]\d\d)\b")


def _names(text: str) -> list[str]:
    """Return the column names of a list written as one string."""
    return text.split()


@attrs.frozen(slots=True)
class _Words:
    """What can be said of a text without its block."""

    tokens: list[str]
    #: The columns from ``sentence`` on, as C floats.
    looks: bytes


def _read_words(text: str) -> _Words:
    """Read a text; lines repeat from page to page of a site, and so do paragraphs: the next article stands below this one."""
    return _read_short(text) if len(text) <= _SHORT_CHARS else _read_text(text)


def _read_text(text: str) -> _Words:
    tokens = witnesses.words(text)
    return _Words(tokens, array("f", _text_looks(text, tokens)).tobytes())


_read_short = lru_cache(maxsize=2048)(_read_text)


def _text_looks(text: str, tokens: list[str]) -> tuple[float, ...]:
    """Return what a text looks like by itself."""
    count = max(1, len(tokens))
    lengths = list(map(len, tokens))
    first = text[:1]
    return (
        bool(_SENTENCE_END.search(text[-8:])),
        text.endswith(":"),
        first.islower(),
        first.isdigit(),
        first in "\"'“‘«„「『",
        (text.count(",") + text.count("、") + text.count("،")) / count,
        (text.count(". ") + text.count("? ") + text.count("! ") + text.count("。")),
        sum(map(str.isupper, [token[0] for token in tokens])) / count,
        sum(map(str.isdigit, tokens)) / count,
        sum(lengths) / count,
        sum(map((4).__gt__, lengths)) / count,
        text.isupper(),
        "@" in text or "http" in text or "www." in text,
        "©" in text or "(c)" in text.lower(),
        text.endswith("?"),
        len(_DATE.findall(text[:400])) if _DIGIT.search(text) else 0,
        text.count("|") + text.count("•") + text.count("·") + text.count("»") + text.count("/"),
        text.count('"') + text.count("“") + text.count("„") + text.count("«"),
    )


def _looks(blocks: Sequence[Block], texts: Sequence[_Words]) -> Matrix:
    """Return what each block looks like by itself."""
    own = [
        (
            _KINDS[block.kind],
            block.level,
            len(words.tokens),
            len(block.text),
            block.link_chars,
            len(block.links),
            block.is_bold,
            block.is_hidden,
        )
        for block, words in zip(blocks, texts, strict=True)
    ]
    text = np.frombuffer(b"".join([words.looks for words in texts]), np.float32)
    found = np.hstack([np.array(own, np.float32), text.reshape(len(blocks), -1)])
    found[:, 4] /= np.maximum(1, found[:, 3])
    return found


LOOKS: Final = _names(
    "kind level words chars link_density links bold hidden sentence colon lower digit_first quote_first commas "
    "sentences upper_words digit_words word_chars short_words all_upper address copyright question dates bars "
    "quotes"
)


#: Columns of the neighbours that a block is shown, and how far away they may stand.
_SEEN_OF_NEIGHBOURS: Final = ("kind", "words", "link_density", "sentence", "same_place")
_OFFSETS: Final = (-3, -2, -1, 1, 2, 3)
_WINDOWS: Final = (2, 5, 10)

NAMES: Final = (
    *LOOKS,
    *AROUND,
    *(f"near_{group}" for group in GROUPS),
    *(f"in_{tag}" for tag in TAGS),
    *(f"{name}{offset:+d}" for offset in _OFFSETS for name in _SEEN_OF_NEIGHBOURS),
    *(f"{name}_win{width}" for width in _WINDOWS for name in ("plain", "linked")),
    *(f"same_place{offset:+d}" for offset in (-1, 1)),
)

COLUMN: Final = {name: number for number, name in enumerate(NAMES)}


@attrs.frozen(kw_only=True)
class Measured:
    """The numbers of one page."""

    #: One row for each block; the columns are :data:`NAMES`.
    matrix: Matrix
    #: The elements that hold the blocks, and the runs of words of all of them.
    holders: Holders
    runs: Runs
    #: Words of each block; 0 for captions and embeds, which are no text.
    words: NDArray[np.float64]
    #: False for captions and embeds.
    is_text: NDArray[np.bool_]

    def column(self, name: str) -> NDArray[np.float32]:
        """Return one column."""
        column: NDArray[np.float32] = self.matrix[:, COLUMN[name]]
        return column


def measure(
    blocks: Sequence[Block], *, hints: Hints, clutter: Sequence[str | None], above: Holders | None = None
) -> Measured:
    """Measure every block of a page; *above* are the elements that hold them, where they are known."""
    texts = [_read_words(block.text) for block in blocks]
    above = holders(blocks) if above is None else above
    runs = Runs([words.tokens for words in texts])
    looks = _looks(blocks, texts)
    stands = around(
        Page(
            blocks=blocks, tokens=[words.tokens for words in texts], runs=runs, holders=above,
            running=np.array([is_running(block) for block in blocks]), hints=hints, clutter=clutter,
        )
    )  # fmt: skip
    near = np.frombuffer(b"".join([above.near[number] for number in above.of_block.tolist()]), np.int8)
    base = np.hstack([looks, stands, near.reshape(len(blocks), -1).astype(np.float32)])
    is_text = np.array([block.kind not in _NO_TEXT for block in blocks])
    return Measured(
        matrix=np.hstack([base, _neighbours(base, [block.place for block in blocks])]),
        holders=above,
        runs=runs,
        words=runs.words.astype(np.float64) * is_text,
        is_text=is_text,
    )


def _neighbours(base: Matrix, places: list[str]) -> Matrix:
    """Return what stands before and after each block."""
    count = len(base)
    names = (*LOOKS, *AROUND)
    columns = [names.index(name) for name in _SEEN_OF_NEIGHBOURS]
    wide, reach = len(columns), max(_OFFSETS)
    found = np.empty((count, wide * len(_OFFSETS) + 2 * len(_WINDOWS) + 2), np.float32)
    padded = np.full((count + 2 * reach, wide), -1, np.float32)
    padded[reach : reach + count] = base[:, columns]
    for number, offset in enumerate(_OFFSETS):
        found[:, wide * number : wide * (number + 1)] = padded[reach + offset : reach + offset + count]
    words, density = base[:, names.index("words")], base[:, names.index("link_density")]
    sums = np.zeros((count + 1, 2))
    np.cumsum(np.column_stack([words * (1 - density), words * density]), axis=0, out=sums[1:])
    index, at = np.arange(count), wide * len(_OFFSETS)
    for width in _WINDOWS:
        low, high = np.maximum(index - width, 0), np.minimum(index + width + 1, count)
        found[:, at : at + 2] = (sums[high] - sums[low]) / (2 * width + 1)
        at += 2
    same = np.array([0, *(one == other for one, other in pairwise(places)), 0], np.float32)
    found[:, at], found[:, at + 1] = same[:-1], same[1:]
    return found
