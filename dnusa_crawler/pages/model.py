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
#: Rows looked at together: what they need fits the processor's cache.
_ROWS: Final = 64


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
        found = [self._sums(rows[start : start + _ROWS]) for start in range(0, len(rows), _ROWS)]
        raw = np.concatenate(found) if found else np.zeros(0)
        probability: NDArray[np.float64] = 1 / (1 + np.exp(-raw))
        return probability

    def _sums(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return for each row the sum of the leaves it comes to."""
        count, width = rows.shape
        flat = np.ascontiguousarray(rows).ravel()
        starts = (np.arange(count, dtype=np.intp) * width)[:, None]
        at = np.repeat(self.roots.astype(np.intp)[None, :], count, axis=0)
        for _ in range(self.depth):
            goes_right = flat.take(self._columns.take(at) + starts) > self.threshold.take(at)
            at = self._children.take(2 * at + goes_right)
        sums: NDArray[np.float64] = self.value.take(at).sum(axis=1, dtype=np.float64)
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
