"""Which characters the bytes of a page stand for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dnusa_crawler.pages.charset import decode

TEXT = "<p>Jum’at, “kata” – café</p>"


def test_valid_utf8_beats_a_latin_1_label() -> None:
    """Servers label everything Latin-1; bytes that are valid UTF-8 are UTF-8, and the lie is recorded."""
    found = decode(TEXT.encode(), "text/html; charset=ISO-8859-1")

    assert found.text == TEXT
    assert str(found) == "utf-8 (valid, header said cp1252)"


def test_a_byte_order_mark_decides_and_is_no_text() -> None:
    """A mark is stronger than every label and does not stand in the text."""
    assert decode(TEXT.encode("utf-8-sig"), "text/html; charset=latin-1").text == TEXT
    assert decode(b"\xff\xfe" + TEXT.encode("utf-16-le")).text == TEXT


def test_utf16_without_a_mark_is_seen_by_its_zero_bytes() -> None:
    """Every second byte of markup in UTF-16 is zero."""
    assert decode(("<html>" + TEXT).encode("utf-16-le")).text == "<html>" + TEXT


def test_one_stray_byte_does_not_spoil_a_utf8_page() -> None:
    """A quotation mark pasted as cp1252 is read as such; the rest stays UTF-8."""
    found = decode("<p>Jum’at kata-kata “penting”".encode() + b" \x93kutipan\x94</p>", "text/html; charset=utf-8")

    assert found.text == "<p>Jum’at kata-kata “penting” “kutipan”</p>"
    assert found.encoding == "utf-8"


def test_what_is_no_utf8_and_unlabelled_is_cp1252() -> None:
    """cp1252 is what such pages are in nearly all cases."""
    assert decode("<p>café – “déjà vu”</p>".encode("cp1252")).text == "<p>café – “déjà vu”</p>"


@pytest.mark.parametrize(
    ("label", "text"), [("windows-1251", "Привет, мир"), ("gb2312", "中文新闻"), ("shift_jis", "日本語")]
)
def test_a_label_is_followed_where_the_bytes_agree(label: str, text: str) -> None:
    """Meta labels of other scripts are true more often than not."""
    body = f'<meta charset="{label}"><p>{text}</p>'.encode("gb18030" if label == "gb2312" else label)

    assert text in decode(body).text


def test_an_unknown_label_is_no_label() -> None:
    """A label that no codec has is passed over."""
    assert decode(TEXT.encode(), "text/html; charset=utf-nonsense").text == TEXT


@given(st.binary(max_size=3000), st.sampled_from([None, "text/html; charset=big5", "charset=utf-7", "charset=x"]))
def test_no_bytes_raise(body: bytes, content_type: str | None) -> None:
    """Whatever the bytes and the label: text comes out."""
    assert isinstance(decode(body, content_type).text, str)
