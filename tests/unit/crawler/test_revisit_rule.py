"""When to look again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dnusa_crawler.revisit import LONGEST_WAIT, RESTS_AFTER, SHORTEST_WAIT, next_visit

AT = datetime(2024, 6, 14, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("age", "wait"),
    [
        (timedelta(0), timedelta(minutes=15)),
        (timedelta(hours=1), timedelta(minutes=15)),
        (timedelta(hours=10), timedelta(hours=2)),
        (timedelta(days=5), timedelta(days=1)),
        (timedelta(days=300), timedelta(days=30)),
        (timedelta(days=-3), timedelta(minutes=15)),
    ],
)
def test_the_wait_is_a_fifth_of_the_age(age: timedelta, wait: timedelta) -> None:
    """Between a quarter of an hour and thirty days; days count as days."""
    assert next_visit(last_visit=AT, published=AT - age) == AT + wait


def test_an_old_article_rests() -> None:
    """After a year without change only full runs look."""
    assert next_visit(last_visit=AT, published=AT - RESTS_AFTER - timedelta(days=1)) is None


def test_a_change_makes_it_young_again() -> None:
    """What changed yesterday is looked at soon, however old it is."""
    changed = next_visit(last_visit=AT, published=AT - timedelta(days=3000), last_change=AT - timedelta(days=1))

    assert changed is not None
    assert changed < AT + timedelta(hours=5)


def test_without_any_age_it_waits_a_week() -> None:
    """Nothing known: neither often nor never."""
    assert next_visit(last_visit=AT) == AT + timedelta(days=7)


def test_a_time_without_zone_is_refused() -> None:
    """A naive time would be another moment on another machine."""
    with pytest.raises(ValueError, match="zone"):
        next_visit(last_visit=datetime(2024, 6, 14))


@given(st.timedeltas(min_value=timedelta(days=-400), max_value=timedelta(days=4000)))
def test_the_wait_stays_in_its_bounds(age: timedelta) -> None:
    """Whatever the age, the wait is between the limits, or there is none."""
    visit = next_visit(last_visit=AT, published=AT - age)

    assert visit is None or SHORTEST_WAIT <= visit - AT <= LONGEST_WAIT
