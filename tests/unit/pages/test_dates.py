"""Dates as news pages write them."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dnusa_crawler.pages import dates
from dnusa_crawler.pages.dates_forms import fold
from dnusa_crawler.pages.dates_words import MONTH_TABLE

DATA = Path(__file__).parents[2] / "pages" / "dates"
INDONESIAN = json.loads((DATA / "indonesian.json").read_text(encoding="utf-8"))
WORLD = json.loads((DATA / "world.json").read_text(encoding="utf-8"))
WIB = timezone(timedelta(hours=7))
CAPTURED = datetime(2024, 6, 15, 16, 0, tzinfo=WIB)


def _pairs(name):
    return [pytest.param(one["text"], one["at"], id=one["text"]) for one in INDONESIAN[name]]


@pytest.mark.parametrize(("text", "at"), _pairs("named"))
def test_the_known_indonesian_forms_are_read_with_day_time_and_zone(text, at):
    """Every one of the 26 forms gives day, time and offset, with nothing known but the language."""
    found = dates.find(text, language="id")

    assert found is not None
    assert found.at == datetime.fromisoformat(at)
    assert found.at.utcoffset() == datetime.fromisoformat(at).utcoffset()
    assert found.has_time == ("T00:00" not in at or "00:0" in text)


@pytest.mark.parametrize(("text", "at"), _pairs("unseen"))
def test_other_indonesian_forms_are_read(text, at):
    """Old spellings, market days, Hijri dates beside, stamps in UTC: the local day, time and offset."""
    found = dates.read(text, language="id")

    assert found is not None
    assert found.at.isoformat() == datetime.fromisoformat(at).isoformat()


@pytest.mark.parametrize(("text", "at"), _pairs("from_2024_06_15_16_00_wib"))
def test_dates_without_a_year_and_spans_count_from_the_capture(text, at):
    """A year that is not written, and "… yang lalu", are worked out from when the page was captured."""
    found = dates.find(text, language="id", base=CAPTURED)

    assert found is not None
    assert found.at.isoformat() == datetime.fromisoformat(at).isoformat()
    assert not found.has_year


@pytest.mark.parametrize("text", INDONESIAN["no_dates"])
def test_what_is_no_date_is_none(text):
    """Numbers, prices, scores, impossible days and machine zeros are no dates."""
    assert dates.read(text, language="id", base=CAPTURED) is None


@pytest.mark.parametrize("one", WORLD, ids=[one["text"] for one in WORLD])
def test_the_forms_of_larger_languages_are_read(one):
    """Day, time and offset in the languages of the world's news."""
    found = dates.read(one["text"], language=one["language"])

    expected = datetime.fromisoformat(one["at"])
    assert found is not None
    assert found.at.replace(tzinfo=None) == expected.replace(tzinfo=None)
    if expected.tzinfo is not None:
        assert found.at.utcoffset() == expected.utcoffset()


def test_a_weekday_decides_the_order_of_day_and_month():
    """5/6/2024 is a Wednesday in June and a Monday in May: the weekday tells which is meant."""
    assert dates.find("Wednesday 5/6/2024", language="en-US").at.date() == date(2024, 6, 5)
    assert dates.find("Monday 5/6/2024", language="en-US").at.date() == date(2024, 5, 6)


def test_a_year_from_elsewhere_on_the_page_is_used():
    """Without a capture time, the page's other year makes "Jumat (14/6)" a date; the weekday corrects it by one year."""
    assert dates.find("Jumat (14/6)", language="id", year=2024).at.date() == date(2024, 6, 14)
    assert dates.find("Rabu (14/6)", language="id", year=2024).at.date() == date(2023, 6, 14)
    assert dates.find("Jumat (14/6)", language="id") is None


def test_a_date_after_the_capture_is_refused():
    """A page cannot have been published after it was captured, give or take the date line."""
    assert dates.find("20 Juni 2024", language="id", base=CAPTURED) is None
    assert dates.find("16 Juni 2024", language="id", base=CAPTURED) is not None


def test_midnight_in_utc_is_a_day_and_not_an_hour_west_of_greenwich():
    """A machine that knows only the day stamps it at midnight UTC; in New York that would be the day before."""
    found = dates.read("2024-06-14T00:00:00Z", time_zone="America/New_York")

    assert found.at.date() == date(2024, 6, 14)
    assert not found.has_time


def test_the_site_zone_wins_over_the_language():
    """A paper in Jayapura writes Indonesian and lives nine hours east."""
    found = dates.find("14 Juni 2024 10:30", time_zone="Asia/Jayapura", language="id")

    assert found.at.isoformat() == "2024-06-14T10:30:00+09:00"
    assert not found.had_zone


def test_the_raw_string_stands_in_the_text():
    """What is kept as raw is a piece of what was read."""
    text = "Diterbitkan pada Jumat, 14 Juni 2024 | 10:30 WIB oleh Sari"

    found = dates.find(text, language="id")

    assert found.raw == "Jumat, 14 Juni 2024 | 10:30 WIB"
    assert text[found.start : found.end] == found.raw


def test_all_dates_of_a_line_come_in_order():
    """A line with two dates gives both."""
    found = dates.find_all("Terbit 14 Juni 2024 10:30 WIB, diperbarui 15 Juni 2024 08:00 WIB", language="id")

    assert [one.at.day for one in found] == [14, 15]


def test_the_library_is_asked_only_on_request():
    """Forms outside our tables fall to dateparser, and only when asked."""
    text = "14 ივნისი 2024"

    assert dates.read(text, language="ka") is None
    assert dates.read(text, language="ka", deep=True).at.date() == date(2024, 6, 14)


@given(st.datetimes(datetime(1990, 1, 1), datetime(2035, 12, 31)), st.sampled_from([-8, -5, 0, 1, 7, 8, 9]))
def test_iso_stamps_survive(moment, hours):
    """An ISO stamp with an offset is read as exactly that instant."""
    stamp = moment.replace(microsecond=0, tzinfo=timezone(timedelta(hours=hours)))

    found = dates.read(stamp.isoformat())

    assert found is not None
    assert found.at == stamp


@given(
    st.dates(date(1971, 1, 1), date(2035, 12, 31)),
    st.times(),
    st.sampled_from(["", "WIB", "WITA", "WIT"]),
    st.sampled_from([":", "."]),
    st.sampled_from([", ", " | ", " - ", " pukul ", " "]),
)
def test_an_indonesian_date_line_survives(day, clock, mark, dot, between):
    """A date line written from a day, a time and a zone is read back as them."""
    weekday = ["Senin", "Selasa", "Rabu", "Kamis", "Jum’at", "Sabtu", "Minggu"][day.weekday()]
    month = MONTH_TABLE["id"].split()[day.month - 1].split("/")[0].title()
    line = f"{weekday}, {day.day} {month} {day.year}{between}{clock.hour:02}{dot}{clock.minute:02} {mark}".strip()

    found = dates.find(line, language="id")

    offset = {"": 7, "WIB": 7, "WITA": 8, "WIT": 9}[mark]
    assert found.at == datetime(
        day.year, day.month, day.day, clock.hour, clock.minute, tzinfo=timezone(timedelta(hours=offset))
    )
    assert found.had_zone == bool(mark)
    assert found.has_weekday


@given(st.text(max_size=300))
def test_any_text_is_read_without_harm(text):
    """Whatever stands in a line, reading it raises nothing and gives aware times only."""
    for one in dates.find_all(text, language="id", base=CAPTURED):
        assert one.at.tzinfo is not None
        assert one.at <= CAPTURED + timedelta(hours=36)
    dates.read(text, base=datetime.now(UTC))


@given(st.text(max_size=100))
def test_folding_keeps_positions(text):
    """Folding changes no length, so positions hold in the original."""
    assert len(fold(text)) == len(text)


def test_a_long_line_of_digits_takes_no_time():
    """Reading is linear: a hostile line is done in a blink."""
    import time

    began = time.process_time()
    for text in ("1/" * 50_000, "14 " * 50_000, "a" * 100_000 + "1", "1 jan" * 20_000, "(" * 50_000 + "1/1"):
        dates.find_all(text, base=CAPTURED)

    assert time.process_time() - began < 2.0


@pytest.mark.parametrize("text", [one["text"] for one in INDONESIAN["named"] + INDONESIAN["unseen"]])
def test_what_is_kept_as_raw_is_a_piece_of_the_page(text):
    """The raw string stands where it says it stands, brackets closed."""
    found = dates.find(text, language="id")

    if found is not None:
        assert text[found.start : found.end] == found.raw
        assert found.raw.count("(") == found.raw.count(")")
