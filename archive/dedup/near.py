"""Nearly the same text: a signature that finds candidates cheaply, and a comparison that decides.

A text is the set of its 3-word shingles. MinHash keeps 32 minima of it (128 bytes); eight *bands* of four minima each
are hashed, and two texts that share a band are compared exactly. With Jaccard similarity *s* a pair shares a band with
probability 1 - (1 - s^4)^8: 0.5 % at 0.15, 40 % at 0.5, 89 % at 0.7, 98.5 % at 0.8, 99.98 % at 0.9.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

#: Two texts are copies from this Jaccard similarity of their shingles on. An agency text with its first and last
#: sentence rewritten keeps about 0.75; two match reports with the same frame stay under 0.4.
NEAR = 0.7

#: Shorter texts say too little: "breaking news" lines of two sentences look alike. They are copies only when equal.
MIN_WORDS = 40

#: Words compared; a longer text is known by its beginning.
MAX_WORDS = 5_000

_MINIMA = 32
_BANDS = 8

#: Words whose checksum is remembered.
_REMEMBERED = 200_000

Hashes = NDArray[np.uint64]


class _Checksums(dict[str, int]):
    """CRC-32 of words; each is computed once."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _REMEMBERED:
            self.clear()
        checksum = self[word] = zlib.crc32(word.encode("utf-8", "surrogatepass"))
        return checksum


_checksums = _Checksums()


def shingles(words: Sequence[str]) -> Hashes:
    """Return the hashes of all runs of three words, in order; empty when there are fewer than :data:`MIN_WORDS`."""
    if len(words) < MIN_WORDS:
        return np.empty(0, dtype=np.uint64)
    single = np.fromiter(map(_checksums.__getitem__, words[:MAX_WORDS]), dtype=np.uint64)
    # A polynomial over three words, then a mixer (the finaliser of splitmix64), because CRC-32 alone is linear.
    mixed = (single[:-2] * np.uint64(0x9E3779B97F4A7C15)) ^ (single[1:-1] * np.uint64(0xC2B2AE3D27D4EB4F))
    mixed ^= single[2:] * np.uint64(0x165667B19E3779F9)
    return _mix(mixed)


def signature(hashes: Hashes) -> bytes | None:
    """Return the 32 minima of *hashes*, little-endian 4 bytes each; None for an empty set."""
    if not len(hashes):
        return None
    # In steps of 512 shingles, so that a long text needs no more memory than a short one.
    minima = np.full(_MINIMA, 0xFFFF_FFFF, dtype=np.uint64)
    for start in range(0, len(hashes), 512):
        hashed = np.multiply.outer(_multipliers(), hashes[start : start + 512]) >> np.uint64(32)
        np.minimum(minima, hashed.min(axis=1), out=minima)
    return minima.astype("<u4").tobytes()


def bands(minima: bytes) -> list[int]:
    """Return the eight numbers (64 bits, signed) under which a signature is found."""
    halves = struct.unpack(f"<{2 * _BANDS}Q", minima)
    found = []
    for index in range(_BANDS):
        number = halves[2 * index] * 0x9E3779B97F4A7C15 ^ halves[2 * index + 1]
        number = (number * 0xC2B2AE3D27D4EB4F + index) & 0xFFFF_FFFF_FFFF_FFFF
        found.append(number - (1 << 64) if number >> 63 else number)
    return found


def similarity(one: Hashes, other: Hashes) -> float:
    """Return the Jaccard similarity of the sets of two texts' shingles, 0 to 1; 0 when either is empty."""
    if not len(one) or not len(other):
        return 0.0
    one, other = np.unique(one), np.unique(other)
    common = len(np.intersect1d(one, other, assume_unique=True))
    return common / (len(one) + len(other) - common)


def _mix(values: Hashes) -> Hashes:
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed: Hashes = values ^ (values >> np.uint64(31))
    return mixed


@cache
def _multipliers() -> Hashes:
    """Return the odd multipliers of the 32 hash functions (multiply-shift)."""
    seeds = np.arange(1, _MINIMA + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    odd: Hashes = _mix(seeds) | np.uint64(1)
    return odd
