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


@attrs.frozen(kw_only=True, eq=False)
class Trees:
    """A forest as arrays; a leaf points at itself."""

    feature: NDArray[np.int16]
    threshold: NDArray[np.float32]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: NDArray[np.float32]
    roots: NDArray[np.int32]
    depth: int

    def predict(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return the probability of each row."""
        if not len(rows):
            return np.zeros(0)
        count, width = rows.shape
        flat = np.ascontiguousarray(rows).ravel()
        starts = (np.arange(count, dtype=np.int32) * width)[:, None]
        at = np.broadcast_to(self.roots, (count, len(self.roots)))
        for _ in range(self.depth):
            goes_left = flat[starts + self.feature[at]] <= self.threshold[at]
            at = np.where(goes_left, self.left[at], self.right[at])
        raw = self.value[at].sum(axis=1, dtype=np.float64)
        probability: NDArray[np.float64] = 1 / (1 + np.exp(-raw))
        return probability


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
