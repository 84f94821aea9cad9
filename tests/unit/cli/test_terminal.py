"""What is printed: safe on a terminal, whole in a file."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dnusa_crawler.cli import terminal

_ESCAPES = [
    "\x1b[31m",
    "\x1b]0;owned\x07",
    "\x9b2J",
    "\u202e",
    "\u2066",
    "\u200f",
    "\r",
    "\b",
    "\x7f",
    "\u2028",
    "\ud800",
]


@pytest.mark.parametrize("escape", _ESCAPES)
def test_a_page_cannot_write_on_the_terminal(escape: str) -> None:
    """Headlines come from strangers: no escape sequence, no change of direction gets through."""
    shown = terminal.clean(f"Judul{escape} merah")

    assert escape[0] not in shown
    assert shown.startswith("Judul")


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    """And leaves nothing behind that a terminal obeys."""
    shown = terminal.clean(text)

    assert terminal.clean(shown) == shown
    assert "\x1b" not in shown
    assert not any(0x80 <= ord(character) < 0xA0 for character in shown)


@given(st.text(), st.integers(min_value=2, max_value=80))
def test_one_line_is_one_line_of_the_given_width(text: str, width: int) -> None:
    """Wide characters count twice, combining ones not at all."""
    shown = terminal.one_line(text, width=width)

    assert "\n" not in shown
    assert terminal._columns(shown) <= width


def test_words_that_are_safe_stay_as_they_are() -> None:
    """Typography, accents and other scripts are what a reader wants to see."""
    words = "“Jum’at” – Télé, 東京, ꦗꦮ, 👍"

    assert terminal.clean(words) == words


def test_a_hit_is_marked_without_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """Asterisks where there is no bold; what the page smuggled in is gone."""
    assert terminal.marked("di \x02jembatan\x03\x1b[5m gantung\nbaru") == "di **jembatan**[5m gantung baru"


def test_a_table_is_whole_where_no_terminal_is(capsys: pytest.CaptureFixture[str]) -> None:
    """A program that reads columns gets every character, numbers to the right."""
    terminal.table(["name", "count"], [("x" * 200, "7"), ("y", "12345")], right=[1])
    head, first, second = capsys.readouterr().out.splitlines()

    assert head.split() == ["NAME", "COUNT"]
    assert first == "x" * 200 + "      7"
    assert second.endswith("12345")
    assert len(first) == len(second)


def test_json_lines_are_utf_8_and_times_have_their_offset(capsys: pytest.CaptureFixture[str]) -> None:
    """One object a line, readable by people, too."""
    terminal.emit({"title": "Jum’at\n", "at": datetime(2024, 6, 14, 10, 30, tzinfo=timezone(timedelta(hours=7)))})
    out = capsys.readouterr().out

    assert out.count("\n") == 1
    assert "Jum’at" in out
    assert json.loads(out)["at"] == "2024-06-14T10:30:00+07:00"


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        (None, "-"),
        (datetime(2024, 6, 14, 3, 30, tzinfo=UTC), "2024-06-14 03:30 +00:00"),
        (datetime(2024, 6, 14, 10, 30, tzinfo=timezone(timedelta(hours=7))), "2024-06-14 10:30 +07:00"),
    ],
)
def test_a_time_is_shown_as_it_was_stated(moment: datetime | None, shown: str) -> None:
    """With its own offset: the day is the day there."""
    assert terminal.when(moment) == shown


@pytest.mark.parametrize(
    ("count", "shown"),
    [(0, "0 B"), (1023, "1023 B"), (2048, "2.0 KiB"), (3 << 30, "3.0 GiB"), (5 << 42, "20480.0 GiB")],
)
def test_sizes_are_for_people(count: int, shown: str) -> None:
    """Three figures and a unit."""
    assert terminal.size(count) == shown
