"""Estimate how likely each block is body text.

A first look at every block, and where that leaves doubt, another reader and a second look.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from dnusa_crawler.pages import context, model, witnesses

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from numpy.typing import NDArray

    from dnusa_crawler.pages.blocks import Block, Element
    from dnusa_crawler.pages.features import Measured

#: Above this share of doubtful words the other reader is asked. Of 1,375 pages, cross-fitted, 13 % ask at 0.025. F1 of
#: news differs by 0.0003 at most where between 13 and 40 % ask, and is 0.005 lower where none does.
DOUBT: Final = 0.025
#: A block so near to 0 or 1 is in no doubt. A long article has many such blocks: their small chances add up to a
#: doubt that no second look would settle, because none of them would change sides.
SURE: Final = 0.2
#: A block is likely body from this probability on.
LIKELY: Final = 0.5
#: On pages of more blocks the other reader, which needs seconds for them, is not asked.
MAX_ASKED: Final = 3_000
#: Where the other reader found less than this share of the words that the first look keeps, it has failed, and the
#: second look, which leans on it, counts no more than the first. Cross-fitted, 0.10, 0.15 and 0.20 gave about the same.
FAILED: Final = 0.15
#: Below this probability of the first look there is no second.
GIVEN_UP: Final = 0.02


def look(
    blocks: Sequence[Block],
    tree: Element,
    measured: Measured,
    clutter: Sequence[str | None],
    guests: Callable[[frozenset[int]], Collection[int]],
    *,
    headline: int = -1,
) -> tuple[NDArray[np.float64], str]:
    """Return the probability of each block, and the witness that decided: ``model``, or ``model+trafilatura``.

    What is *clutter*, the block of the *headline* (-1: none), or belongs to the further articles of the page (*guests*
    of what is kept), is left out of the body whatever the models say: doubt about it is no reason to ask.
    """
    models = model.shipped()
    p = models.first.predict(measured.matrix)
    open_ = measured.words * np.array([reason is None for reason in clutter])
    if headline >= 0:
        open_[headline] = 0
    if doubt(p, open_) <= DOUBT or len(blocks) > MAX_ASKED:
        return p, "model"
    further = guests(frozenset(np.flatnonzero((p > LIKELY) & (open_ > 0)).tolist()))
    if further:
        open_[list(further)] = 0
        if doubt(p, open_) <= DOUBT:
            return p, "model"
    shares = np.array(witnesses.shares(blocks, witnesses.trafilatura_text(tree)))
    second = second_look(models, blocks, measured, p, shares)
    if has_failed(p, shares, measured.words):
        second = (p + second) / 2
    return second, "model+trafilatura"


def has_failed(p: NDArray[np.float64], shares: NDArray[np.float64], words: NDArray[np.float64]) -> bool:
    """Say whether the other reader found next to nothing of what the first look keeps: it stopped at a wrong place."""
    return bool(words[shares > 0.5].sum() < FAILED * words[p > LIKELY].sum())


def doubt(p: NDArray[np.float64], words: NDArray[np.float64]) -> float:
    """Return the share of words whose blocks may be body or not, each by how near it is to even, of those it keeps."""
    even = np.maximum(0.0, np.minimum(p, 1 - p) - SURE)
    return float((words * even).sum() / max(20.0, float((words * p).sum())))


def second_rows(
    blocks: Sequence[Block], measured: Measured, p: NDArray[np.float64], shares: NDArray[np.float64]
) -> NDArray[np.float32]:
    """Return the numbers the second look sees."""
    return np.hstack([measured.matrix, context.context(blocks, measured, p), context.other_reader(measured, p, shares)])


def second_look(
    models: model.Models,
    blocks: Sequence[Block],
    measured: Measured,
    p: NDArray[np.float64],
    shares: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return the probabilities of the second look; blocks that the first gave up stay given up."""
    alive = np.flatnonzero(p > GIVEN_UP)
    found = np.zeros(len(p))
    if len(alive):
        found[alive] = models.second.predict(second_rows(blocks, measured, p, shares)[alive])
    return found
