"""Show each block what was first thought of the blocks around it.

An article is nearly one run of blocks in one place. The first look at a block cannot know where the run is; the second
look is given the first one's probabilities: of its neighbours, its place, its containers, and of the best run of the page,
and, on the pages where the first look was unsure, what another reader found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dnusa_crawler.pages.blocks import Block
    from dnusa_crawler.pages.features import Matrix, Measured

Numbers = NDArray[np.float64]

_OFFSETS: Final = (-4, -3, -2, -1, 1, 2, 3, 4)
_WINDOWS: Final = (2, 5, 10)
_OTHER_OFFSETS: Final = (-2, -1, 1, 2)
_OTHER_WINDOWS: Final = (3, 8)


def _sums(values: Numbers) -> Numbers:
    return np.concatenate([[0.0], np.cumsum(values)])


def _shifted(values: Numbers, offsets: Sequence[int]) -> list[Numbers]:
    """Return the values of the neighbours at each offset; 0 beyond the ends."""
    reach = max(map(abs, offsets))
    padded = np.concatenate([np.zeros(reach), values, np.zeros(reach)])
    return [padded[reach + offset : reach + offset + len(values)] for offset in offsets]


def _window(count: int, width: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    index = np.arange(count)
    return np.maximum(index - width, 0), np.minimum(index + width + 1, count)


def best_run(p: Numbers, words: Numbers, is_text: NDArray[np.bool_]) -> tuple[int, int]:
    """Return first and last index of the run that gains most: likely words count for it, unlikely ones against it."""
    gain = np.where(
        p > 0.5,
        np.minimum(words, 150) * (2 * p - 1),
        -np.where(is_text, 3 + np.minimum(words, 30) * (1 - 2 * p), 0.5),
    )
    best, total, start = (0.0, 0, -1), 0.0, 0
    for index, value in enumerate(gain.tolist()):
        if total <= 0:
            total, start = 0.0, index
        total += value
        if total > best[0]:
            best = (total, start, index)
    return best[1], best[2]


def _own_run(p: Numbers, mass: Numbers, is_text: NDArray[np.bool_]) -> Numbers:
    """Return for each likely block the mass of the unbroken run of likely blocks it is in."""
    likely = (p > 0.4).tolist()
    passed = (~is_text).tolist()
    found = np.zeros(len(p))
    at, count = 0, len(p)
    while at < count:
        if not likely[at]:
            at += 1
            continue
        end = at
        while end < count and (likely[end] or passed[end]):
            end += 1
        found[at:end] = mass[at:end].sum()
        at = end
    return found


def context(blocks: Sequence[Block], measured: Measured, p: Numbers) -> Matrix:
    """Return the numbers of the second look, one row for each block, from the probabilities of the first."""
    count = len(p)
    words, is_text = measured.words, measured.is_text
    mass = words * p
    sum_mass, sum_words = _sums(mass), _sums(words)
    total = max(float(sum_mass[-1]), 1.0)
    columns: list[Numbers] = [p, *_shifted(p, _OFFSETS)]
    for width in _WINDOWS:
        low, high = _window(count, width)
        columns.append(
            (sum_mass[high] - sum_mass[low] - mass) / np.maximum(1, sum_words[high] - sum_words[low] - words)
        )
    columns += [
        sum_mass[:-1] / total,
        (total - sum_mass[1:]) / total,
        np.full(count, total),
        sum_words[:-1] - sum_mass[:-1],
    ]
    columns += _places(blocks, mass, words, total)
    columns += _containers(measured, sum_mass, sum_words, total=total)
    first, last = best_run(p, words, is_text)
    index = np.arange(count)
    inside = ((index >= first) & (index <= last)).astype(np.float64)
    columns += [(index - first).astype(np.float64), (index - last).astype(np.float64), inside]
    columns.append(np.full(count, (sum_mass[last + 1] - sum_mass[first]) / total))
    unlikely = _sums(words * (1 - p))
    after = unlikely[index] - unlikely[last + 1]
    before = unlikely[first] - unlikely[np.minimum(index + 1, count)]
    columns.append(np.where(index > last, after, np.where(index < first, before, 0.0)))
    columns.append(_own_run(p, mass, is_text) / total)
    return np.column_stack(columns).astype(np.float32)


def _places(blocks: Sequence[Block], mass: Numbers, words: Numbers, total: float) -> list[Numbers]:
    """Return the mean probability of each block's place, and the share of all mass that stands there."""
    numbers: dict[str, int] = {}
    place = np.array([numbers.setdefault(block.place, len(numbers)) for block in blocks], np.intp)
    mass_of = np.bincount(place, mass, len(numbers))
    words_of = np.bincount(place, words, len(numbers))
    return [((mass_of + 0.3) / (words_of + 1))[place], (mass_of / total)[place]]


def _containers(
    measured: Measured, sum_mass: Numbers, sum_words: Numbers, *, total: float
) -> list[Numbers]:  # fmt: skip
    """Return share of all mass, and mean probability, in the three elements around each block."""
    holders = measured.holders
    at = holders.of_block
    columns = []
    for _ in range(3):
        above = holders.outer[at]
        at = np.where((at == holders.root) | (above < 0), at, above)
        first, last = holders.first[at], holders.last[at] + 1
        inside = sum_mass[last] - sum_mass[first]
        columns += [inside / total, inside / np.maximum(1, sum_words[last] - sum_words[first])]
    return columns


def other_reader(measured: Measured, p: Numbers, shares: Numbers) -> Matrix:
    """Return what another reader found (*shares* of each block's words), and how far the first look agrees with it."""
    count = len(p)
    words = measured.words
    mass = words * shares
    total = max(1.0, float(mass.sum()))
    mine = words * p * (p > 0.5)
    both = float(np.minimum(mass, mine).sum())
    sum_mass, sum_words = _sums(mass), _sums(words)
    columns: list[Numbers] = [shares, *_shifted(shares, _OTHER_OFFSETS)]
    columns += [sum_mass[:-1] / total, 1 - sum_mass[1:] / total, np.full(count, total)]
    columns += [np.full(count, both / max(1.0, float(mine.sum()))), np.full(count, both / total)]
    for width in _OTHER_WINDOWS:
        low, high = _window(count, width)
        columns.append((sum_mass[high] - sum_mass[low]) / np.maximum(1, sum_words[high] - sum_words[low]))
    return np.column_stack(columns).astype(np.float32)
