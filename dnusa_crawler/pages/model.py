"""Two small models of body text, evaluated with numpy alone.

They are gradient boosted trees, trained offline on pages with truth by ``tests/benchmarks/extraction_model.py`` and kept
as arrays in ``body_model.npz``. The library that trained them is not needed to use them.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Final

import attrs
import numpy as np
from numpy.typing import NDArray

_FILE: Final = "body_model.npz"
#: Leaves looked at together: what they need fits the processor's cache.
_LEAVES: Final = 16_000
#: After so many trees a row is given up when its sum is below the limit: two rows of three are, most of them menus. On
#: 1,375 pages none of them comes to more than 0.2 with all trees; twice the sum tells on average what they come to.
_FIRST_TREES: Final = 40
_HOPELESS: Final = -2.5


@attrs.frozen(kw_only=True, eq=False)
class Trees:
    """A forest as arrays; a leaf points at itself."""

    feature: NDArray[np.int32]
    threshold: NDArray[np.float32]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: NDArray[np.float32]
    roots: NDArray[np.int32]
    depth: int
    #: *feature* as numpy takes it without a cast, and left and right child by turns: one look-up instead of three.
    _columns: NDArray[np.intp] = attrs.field(init=False, repr=False)
    _children: NDArray[np.intp] = attrs.field(init=False, repr=False)

    @_columns.default
    def _make_columns(self) -> NDArray[np.intp]:
        return self.feature.astype(np.intp)

    @_children.default
    def _make_children(self) -> NDArray[np.intp]:
        return np.stack([self.left, self.right], axis=1).astype(np.intp).ravel()

    def predict(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return the probability of each row."""
        raw = self._sums(rows, 0, _FIRST_TREES)
        if len(self.roots) > _FIRST_TREES:
            alive = np.flatnonzero(raw >= _HOPELESS)
            rest = self._sums(rows[alive], _FIRST_TREES, len(self.roots))
            found = 2 * raw
            found[alive] = raw[alive] + rest
            raw = found
        probability: NDArray[np.float64] = 1 / (1 + np.exp(-raw))
        return probability

    def _sums(self, rows: NDArray[np.float32], first: int, last: int) -> NDArray[np.float64]:
        """Return for each row the sum of the leaves it comes to in some of the trees."""
        roots = self.roots[first:last].astype(np.intp)
        width = rows.shape[1]
        step = max(1, _LEAVES // max(1, len(roots)))
        sums = np.zeros(len(rows))
        for start in range(0, len(rows), step):
            part = np.ascontiguousarray(rows[start : start + step])
            flat, count = part.ravel(), len(part)
            starts = (np.arange(count, dtype=np.intp) * width)[:, None]
            at = np.repeat(roots[None, :], count, axis=0)
            for _ in range(self.depth):
                goes_right = flat.take(self._columns.take(at) + starts) > self.threshold.take(at)
                at = self._children.take(2 * at + goes_right)
            sums[start : start + step] = self.value.take(at).sum(axis=1, dtype=np.float64)
        return sums


@attrs.frozen(kw_only=True, eq=False)
class Models:
    """The first look, and the second one for pages where the first is unsure."""

    first: Trees
    second: Trees


def from_arrays(arrays: dict[str, NDArray[np.generic]]) -> Models:
    """Return the models from the arrays of the file."""

    def trees(name: str) -> Trees:
        part = {key: arrays[f"{name}_{key}"] for key in ("feature", "threshold", "left", "right", "value", "roots")}
        return Trees(
            feature=part["feature"].astype(np.int32), threshold=part["threshold"].astype(np.float32),
            left=part["left"].astype(np.int32), right=part["right"].astype(np.int32),
            value=part["value"].astype(np.float32), roots=part["roots"].astype(np.int32),
            depth=int(arrays[f"{name}_depth"]),
        )  # fmt: skip

    return Models(first=trees("first"), second=trees("second"))


@lru_cache(maxsize=1)
def shipped() -> Models:
    """Return the models that come with the package; read from its one file on first use."""
    with files(__package__).joinpath(_FILE).open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        return from_arrays(dict(arrays))
