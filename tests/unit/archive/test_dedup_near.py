"""Nearly the same text: signatures find it, the comparison decides."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.dedup import near
from archive.words import words

VOCABULARY = [f"kata{number}" for number in range(4_000)]


def sentences(seed: int, count: int = 300) -> list[str]:
    dice = random.Random(seed)
    return [dice.choice(VOCABULARY) for _ in range(count)]


def shares_a_band(one: list[str], other: list[str]) -> bool:
    signatures = [near.signature(near.shingles(text)) for text in (one, other)]
    first, second = (near.bands(signature) for signature in signatures if signature is not None)
    return bool(set(first) & set(second))


def test_an_edited_copy_is_found() -> None:
    """With a twentieth of the words at its end rewritten, at least 99 of 100 copies share a band and pass."""
    found = 0
    for seed in range(100):
        text = sentences(seed)
        copy = text[:285] + sentences(seed + 10_000, 15)
        similar = near.similarity(near.shingles(text), near.shingles(copy)) >= near.NEAR
        found += similar and shares_a_band(text, copy)

    assert found >= 99


def test_unrelated_texts_are_not_compared() -> None:
    """Of 1,000 pairs of texts over one vocabulary almost none shares a band."""
    assert sum(shares_a_band(sentences(seed), sentences(seed + 5_000)) for seed in range(1_000)) <= 2


def test_a_shared_frame_makes_no_copy() -> None:
    """Two reports with the same first and last third stay two articles."""
    first, last = sentences(1, 100), sentences(2, 100)
    one, other = first + sentences(3, 100) + last, first + sentences(4, 100) + last

    assert near.similarity(near.shingles(one), near.shingles(other)) < near.NEAR


def test_a_short_text_has_no_signature() -> None:
    """Two sentences of breaking news say too little."""
    assert near.signature(near.shingles(sentences(1, near.MIN_WORDS - 1))) is None


def test_signatures_do_not_change() -> None:
    """They are stored: the same words must give the same bytes on every machine and in every release."""
    signature = near.signature(near.shingles(sentences(1, 60)))

    assert signature is not None
    assert len(signature) == 128
    import hashlib

    assert hashlib.sha256(signature).hexdigest()[:16] == "a9a851bb03119bf1"
    assert near.bands(signature)[0] == 2255461209024078299


@given(st.lists(st.text(alphabet="abcdefg", min_size=1, max_size=3), min_size=40, max_size=80))
def test_a_text_is_like_itself(text: list[str]) -> None:
    """Similarity of a text with itself is 1, and its bands are eight 64-bit numbers."""
    shingles = near.shingles(text)
    signature = near.signature(shingles)

    assert near.similarity(shingles, shingles) == pytest.approx(1.0)
    assert signature is not None
    assert all(-(2**63) <= band < 2**63 for band in near.bands(signature))
    assert len(near.bands(signature)) == 8


def test_a_book_is_signed_within_bounds() -> None:
    """A hostile page of a million words costs no more than its first 5,000."""
    assert len(near.shingles(words("kata " * 1_000_000))) <= near.MAX_WORDS
