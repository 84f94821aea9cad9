"""Digests: the same for the same, different for the different, on every machine."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.digests import normalised_text, sha1_digest, sha256_digest, text_digest

STORY = (
    "Bupati Tulungagung meninjau jembatan yang rusak akibat banjir pada Jumat pagi bersama kepala dinas pekerjaan umum. "
    "Ia berjanji perbaikan selesai sebelum musim hujan tiba karena warga dua desa bergantung pada jembatan itu setiap hari. "
    "Anggaran perbaikan diambil dari dana darurat daerah dan akan dilelang bulan depan menurut keterangan panitia."
)


def test_known_values() -> None:
    """The forms are those of other tools."""
    assert sha1_digest(b"hello") == "sha1:VL2MMHO4YXUKFWV63YHTWSBM3GXKSQ2N"
    assert sha256_digest(b"").startswith("sha256:e3b0c442")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jum’at", "Jum'at"),
        ("“kata”", '"kata"'),
        ("a – b — c", "a - b - c"),
        ("satu  dua\n\ntiga\u00a0", " satu dua tiga"),
        ("e\u0301", "é"),
        ("tung\u00adgu\u200b", "tunggu"),
        ("lalu…", "lalu..."),
    ],
)
def test_typography_is_no_new_version(one: str, other: str) -> None:
    """Curly or straight, wide or narrow, composed or not: the same text."""
    assert text_digest(one) == text_digest(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Rp1.000", "Rp1.500"), ("jumat", "Jumat"), ("kata", "kata."), ("a b", "ab")]
)
def test_a_correction_is_a_new_version(one: str, other: str) -> None:
    """One letter, one digit, one stop count."""
    assert text_digest(one) != text_digest(other)


@given(st.text())
def test_normal_form_is_stable(text: str) -> None:
    """Normalising twice changes nothing, and no text makes it raise."""
    once = normalised_text(text)

    assert normalised_text(once) == once
    assert text_digest(text) == text_digest(once)
