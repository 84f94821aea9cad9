"""Compare the texts of a page's blocks by their runs of four words.

Words become numbers and runs become keys of 64 bits, so that which run stands where is found by sorting, not by looking
at each run by itself. Two runs with one key by chance are as rare as once in ten thousand million pages.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import chain, count
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from dnusa_crawler.pages.witnesses import RUN_WORDS, words

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

Shares = NDArray[np.float64]
Keys = NDArray[np.uint64]

#: An odd number without a pattern: what it multiplies spreads over all bits.
_SPREAD: Final = np.uint64(0x9E3779B97F4A7C15)
#: Stands behind the words of a text that has fewer than four.
_NO_WORD: Final = 0


class Runs:
    """The words and runs of words of the blocks of one page."""

    def __init__(self, tokens: Sequence[Sequence[str]]) -> None:
        self._numbers: defaultdict[str, int] = defaultdict(count(1).__next__)
        #: Words of each block.
        self.words = np.fromiter(map(len, tokens), np.intp, len(tokens))
        number = self._numbers.__getitem__
        self._flat = np.fromiter(map(number, chain.from_iterable(tokens)), np.intp, int(self.words.sum()))
        self._keys, self._home = _keys(self._flat, self.words)
        #: Runs of each block.
        self.counts = np.bincount(self._home, minlength=len(tokens))

    def _share(self, is_counted: NDArray[np.bool_]) -> Shares:
        """Return the share of each block's runs that are counted."""
        found = np.bincount(self._home[is_counted], minlength=len(self.words))
        return found / np.maximum(1, self.counts)

    def repeated(self) -> tuple[Shares, Shares]:
        """Return for each block the share of its runs that stand in another block, and in one before it."""
        if not len(self._keys):
            none = np.zeros(len(self.words))
            return none, none
        unique, first, inverse = np.unique(self._keys, return_index=True, return_inverse=True)
        last = np.zeros(len(unique), np.intp)
        last[inverse] = self._home
        begun = self._home[first]
        return self._share((begun != last)[inverse]), self._share(begun[inverse] < self._home)

    def repeated_among(self, chosen: NDArray[np.bool_]) -> Shares:
        """Return the share of each chosen block's different runs that stand in another chosen block; else 0."""
        is_chosen = chosen[self._home]
        keys, home = self._keys[is_chosen], self._home[is_chosen]
        _, at = np.unique(keys * _SPREAD + home.astype(np.uint64), return_index=True)
        _, inverse, counts = np.unique(keys[at], return_inverse=True, return_counts=True)
        home = home[at]
        found = np.bincount(home[counts[inverse] > 1], minlength=len(self.words))
        return found / np.maximum(1, np.bincount(home, minlength=len(self.words)))

    def within(self, text: str) -> Shares | None:
        """Return for each block the share of its runs that stand in another text; None when that has no words."""
        tokens = words(text)
        if not tokens:
            return None
        numbers = np.fromiter(map(self._numbers.__getitem__, tokens), np.intp, len(tokens))
        keys, _ = _keys(numbers, np.array([len(tokens)]))
        return self._share(np.isin(self._keys, keys))

    def among(self, known: Collection[str]) -> Shares:
        """Return for each block the share of its words that are among *known*, as written."""
        numbers = [self._numbers[word] for word in known]
        is_known = np.zeros(len(self._numbers) + 1, np.bool_)
        is_known[numbers] = True
        home = np.repeat(np.arange(len(self.words)), self.words)
        found = np.bincount(home[is_known[self._flat]], minlength=len(self.words))
        return found / np.maximum(1, self.words)


def _keys(flat: NDArray[np.intp], lengths: NDArray[np.intp]) -> tuple[Keys, NDArray[np.intp]]:
    """Return the keys of all runs of texts whose words follow one another in *flat*, and the text of each run.

    A text of fewer words than a run has is one run.
    """
    padded = np.where(lengths > 0, np.maximum(lengths, RUN_WORDS), 0)
    runs = np.where(lengths > 0, padded - RUN_WORDS + 1, 0)
    home = np.repeat(np.arange(len(lengths)), runs)
    numbers = np.full(int(padded.sum()) + RUN_WORDS, _NO_WORD, np.uint64)
    starts, sources = np.cumsum(padded) - padded, np.cumsum(lengths) - lengths
    at = np.arange(len(flat)) + np.repeat(starts - sources, lengths)
    numbers[at] = flat.astype(np.uint64)
    begin = np.arange(len(home)) + np.repeat(starts - (np.cumsum(runs) - runs), runs)
    keys = numbers[begin]
    for offset in range(1, RUN_WORDS):
        keys = keys * _SPREAD + numbers[begin + offset]
    return keys, home
