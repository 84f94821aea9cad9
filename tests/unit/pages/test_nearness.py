"""What names of classes say of a place is found by their first letters, and comes to what the patterns say."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dnusa_crawler.pages import nearness

_PIECES = sorted({word for pattern in nearness.NAME_GROUPS.values() for word in re.findall(r"[a-z-]{2,}", pattern)})


def _by_patterns(name: str) -> set[int]:
    """Return the groups of a name by trying every pattern."""
    low = nearness._CAMEL.sub("-", name).lower()
    return {index for index, pattern in enumerate(nearness.NAME_GROUPS.values()) if re.search(pattern, low)}


@given(st.lists(st.sampled_from([*_PIECES, "x", "css", "-", "_", "0", "AD", "Body", "é"]), max_size=5).map("".join))
def test_a_name_belongs_to_the_groups_whose_patterns_it_has(name: str) -> None:
    """Words that overlap, stand in the middle, or end in a number are found all the same."""
    assert set(nearness._groups(name)) == _by_patterns(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [("entry-content", "entry-content post-4711"), ("ads12", "ads7"), ("PostBody", "x PostBody")],
)
def test_names_are_read_one_by_one_and_without_their_numbers(one: str, other: str) -> None:
    """What a name says does not depend on which others stand beside it; more names can only add."""
    near, far = (nearness._nearer(nearness.NOTHING_NEAR, "div", names) for names in (one, other))

    assert all(b <= a for a, b in zip(near, far, strict=True))
