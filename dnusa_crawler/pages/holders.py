"""Number the elements that hold the blocks of a page, and say which blocks each of them holds.

Blocks come in the order of the page, so those below one element are a run: two numbers say which, and any sum over them
is a difference of two sums from the page's beginning.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np
from numpy.typing import NDArray

from dnusa_crawler.pages.nearness import NOTHING_NEAR, nearness

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dnusa_crawler.pages.blocks import Block, Element

Numbers = NDArray[np.intp]


@attrs.frozen(kw_only=True, eq=False)
class Holders:
    """The elements that hold blocks, each under a number; those outside stand before those inside."""

    #: Number of the element of each block.
    of_block: Numbers
    #: Number of the element around each element; -1 for the outermost.
    outer: Numbers
    #: First and last block below each element.
    first: Numbers
    last: Numbers
    #: Number of the element that holds the page; -1 on a page without blocks.
    root: int
    #: Elements around each element, itself among them.
    depth: Numbers
    #: Distances of each element (:func:`.nearness.nearness`).
    near: tuple[bytes, ...] = ()
    #: The elements themselves, in the order of their numbers.
    numbers: dict[Element, int] = attrs.field(factory=dict, repr=False)

    def __contains__(self, element: object) -> bool:
        return element in self.numbers

    def span(self, element: Element) -> tuple[int, int]:
        """Return the first and last block below an element that holds one."""
        number = self.numbers[element]
        return int(self.first[number]), int(self.last[number])

    def below(self, counts: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the sum below each element of a number that each block has."""
        sums = np.concatenate([[0.0], np.cumsum(counts)])
        found: NDArray[np.float64] = sums[self.last + 1] - sums[self.first]
        return found


def holders(blocks: Sequence[Block]) -> Holders:
    """Return the elements that hold the blocks of a page."""
    numbers: dict[Element, int] = {}
    outer: list[int] = []
    first: list[int] = []
    last: list[int] = []
    depth: list[int] = []
    near: list[bytes] = []
    of_block: list[int] = []
    for index, block in enumerate(blocks):
        at = block.element
        number = numbers.get(at)
        if number is None:
            chain = []
            while at is not None and number is None:
                chain.append(at)
                at = at.getparent()
                number = numbers.get(at)
            above = -1 if number is None else number
            for one in reversed(chain):
                number = numbers[one] = len(outer)
                outer.append(above)
                first.append(index)
                last.append(index)
                depth.append(depth[above] + 1 if above >= 0 else 1)
                near.append(nearness(near[above] if above >= 0 else NOTHING_NEAR, one))
                above = number
        assert number is not None
        last[number] = index
        of_block.append(number)
    for number in range(len(outer) - 1, 0, -1):
        above = outer[number]
        if above >= 0 and last[above] < last[number]:
            last[above] = last[number]
    outermost = next(iter(numbers), None)
    # What stands above the page's body holds nothing more.
    root = -1 if outermost is None else int(outermost.tag == "html" and len(numbers) > 1)
    return Holders(
        of_block=np.array(of_block, np.intp), outer=np.array(outer, np.intp), first=np.array(first, np.intp),
        last=np.array(last, np.intp), root=root, depth=np.array(depth, np.intp), near=tuple(near),
        numbers=numbers,
    )  # fmt: skip
