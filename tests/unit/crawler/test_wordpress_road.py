"""WordPress: the REST interface found, asked and read; the feed by time of change; gaps found by rank."""

from __future__ import annotations

import json
import math
import random

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from archive import Purpose, Road
from dnusa_crawler.discovery import wordpress
from dnusa_crawler.discovery.missing import RankSearch

HOME = "https://koran.example/"
ROOT = "https://koran.example/wp-json/"


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ([("link", '<https://koran.example/wp-json/>; rel="https://api.w.org/"')], b""),
        ([("Link", '</x>; rel=preload, <https://koran.example/wp-json/>; rel="https://api.w.org/"')], b""),
        ([], b"<html><head><link rel='https://api.w.org/' href='/wp-json/' /></head>"),
        ([], b'<link href="https://koran.example/wp-json/" rel="https://api.w.org/">'),
    ],
)
def test_the_interface_is_found(headers: list[tuple[str, str]], body: bytes) -> None:
    """By the Link header or the link element, as WordPress documents."""
    assert wordpress.api_root(url=HOME, headers=headers, body=body) == ROOT


def test_no_interface_is_none() -> None:
    """A page without either names nothing."""
    assert (
        wordpress.api_root(url=HOME, headers=[("Link", "<x>; rel=next")], body=b"<link rel=stylesheet href=x>") is None
    )


def test_addresses_of_the_collection() -> None:
    """Both forms of the root give an address that asks for what discovery needs and no more."""
    assert wordpress.posts_url(ROOT, page=2, orderby="id", order="asc") == (
        "https://koran.example/wp-json/wp/v2/posts?per_page=100&page=2&orderby=id&order=asc&_fields=" + wordpress.FIELDS
    )
    assert wordpress.posts_url("https://koran.example/?rest_route=/").startswith(
        "https://koran.example/?rest_route=/wp/v2/posts&per_page=100&page=1"
    )
    assert (
        wordpress.modified_feed_url(HOME, page=3)
        == "https://koran.example/feed/atom/?orderby=modified+ID&order=DESC&paged=3"
    )
    assert wordpress.paged_feed_url("https://koran.example/feed/?paged=2", 3) == "https://koran.example/feed/?paged=3"


def test_posts_are_read_with_number_times_and_protection() -> None:
    """UTC times get their zone; protected posts are marked; what is not public is no article."""
    posts = [
        {
            "id": 5,
            "link": HOME + "a/",
            "date_gmt": "2024-06-14T03:30:00",
            "modified_gmt": "2024-06-15T00:00:00",
            "title": {"rendered": "A &#8211; <i>B</i>"},
            "content": {"protected": False},
        },
        {
            "id": 6,
            "link": HOME + "b/",
            "date_gmt": "0000-00-00T00:00:00",
            "title": {"rendered": ""},
            "content": {"protected": True},
        },
        {"id": 7, "link": HOME + "?p=7", "status": "draft"},
        {"id": "8", "link": HOME + "c/"},
        {"id": 9, "link": "javascript:x"},
        "nonsense",
    ]

    found = wordpress.links(
        json.dumps(posts).encode(), url=ROOT, headers=[("X-WP-Total", "158"), ("x-wp-totalpages", "2")]
    )

    first, second = found.links
    assert (first.url, first.road, first.purpose) == (HOME + "a/", Road.REST, Purpose.PAGE)
    assert first.hints == {
        "external_id": "wp:5",
        "title": "A – B",
        "published": "2024-06-14T03:30:00+00:00",
        "modified": "2024-06-15T00:00:00+00:00",
    }
    assert second.hints == {"external_id": "wp:6", "protected": "yes"}
    assert found.facts == {"kind": "posts", "total": "158", "total_pages": "2"}
    assert len(found.problems) == 4


def test_the_front_door_says_name_and_zone() -> None:
    """The root answer gives the site's name and its own time zone."""
    answer = {
        "name": "Koran",
        "timezone_string": "Asia/Jakarta",
        "gmt_offset": 7,
        "namespaces": ["oembed/1.0", "wp/v2"],
        "routes": {},
    }

    facts = wordpress.links(json.dumps(answer).encode(), url=ROOT).facts

    assert facts == {
        "kind": "root",
        "name": "Koran",
        "timezone_string": "Asia/Jakarta",
        "gmt_offset": "7",
        "namespaces": "oembed/1.0 wp/v2",
    }


@pytest.mark.parametrize("body", [b"", b"<html>", b'{"code":"rest_off","message":"x"}', b"3", b"[" * 50_000, b'"x"'])
def test_what_is_no_answer_is_named_a_problem(body: bytes) -> None:
    """A refusal, a web page or nonsense gives no links and one line."""
    found = wordpress.links(body, url=ROOT)

    assert found.links == ()
    assert found.problems


def search(expected: list[str], there: list[str], size: int, *, total: bool) -> tuple[set[str], set[str], int]:
    """Run the rank search against a collection; return missing, unknown and the number of pages asked for."""
    ranks = RankSearch(expected=list(expected), page_size=size, total=len(there) if total else None)
    asked = 0
    while (page := ranks.next_page()) is not None:
        asked += 1
        assert asked <= 3 * (len(there) // size + 3), "the search runs on"
        ranks.take(page, there[size * (page - 1) : size * page])
    return set(ranks.missing()), set(ranks.unknown), asked


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 400), st.integers(2, 20), st.integers(0, 8), st.booleans(), st.randoms(use_true_random=False))
def test_every_post_that_was_taken_down_is_found(
    count: int, size: int, gone: int, total: bool, rng: random.Random
) -> None:
    """Whatever was taken down, the search names exactly that."""
    expected = [f"{number:05}" for number in range(count)]
    missing = set(rng.sample(expected, min(gone, count)))
    there = [item for item in expected if item not in missing]
    if count and not there:
        return

    found, unknown, _ = search(expected, there, size, total=total)

    assert found == missing
    assert unknown == set()


@settings(max_examples=300, deadline=None)
@given(
    count=st.integers(20, 400),
    size=st.integers(5, 20),
    gone=st.integers(0, 19),
    new=st.integers(0, 60),
    total=st.booleans(),
    of_the_newest=st.booleans(),
    rng=st.randoms(use_true_random=False),
)
@example(count=85, size=6, gone=0, new=12, total=False, of_the_newest=False, rng=random.Random(0))
@example(count=400, size=6, gone=19, new=60, total=False, of_the_newest=True, rng=random.Random(0))
def test_new_posts_at_the_end_do_not_hide_what_is_missing(
    *, count: int, size: int, gone: int, new: int, total: bool, of_the_newest: bool, rng: random.Random
) -> None:
    """Unknown posts at the end of the order, however many, and missing ones anywhere are both found."""
    # Where a total is given, as many that went as came in are no difference; with fewer that came in they may hide.
    assume(not total or new == 0 or new > gone)
    expected = [f"{number:05}" for number in range(count)]
    missing = set(expected[count - gone :] if of_the_newest else rng.sample(expected, gone))
    fresh = {f"{count + number:05}" for number in range(new)}
    there = [item for item in expected if item not in missing] + sorted(fresh)

    found, unknown, _ = search(expected, there, size, total=total)

    assert unknown == fresh
    assert found == missing


def test_new_posts_at_the_end_cost_one_page_each_page() -> None:
    """Where more are counted than known, the end is looked at first: one new post of ten thousand, two requests."""
    expected = [f"{number:06}" for number in range(10_000)]

    _, unknown, asked = search(expected, [*expected, "new"], 100, total=True)

    assert unknown == {"new"}
    assert asked <= 2


def test_a_post_out_of_its_order_hides_nothing() -> None:
    """The newest post was dated back by hand and is met among old ones: what was taken down is found, with few requests."""
    expected = [f"{number:06}" for number in range(10_000)]
    there = [item for item in expected if item not in {"004444", "009999"}]
    there.insert(4_950, "009999")

    found, unknown, asked = search(expected, there, 100, total=True)

    assert (found, unknown) == ({"004444"}, set())
    assert asked <= math.ceil(math.log2(100)) + 2


def test_the_search_is_cheap() -> None:
    """Two posts gone of ten thousand: about log2 of the pages for each, not the hundred pages."""
    expected = [f"{number:06}" for number in range(10_000)]
    there = [item for item in expected if item not in {"002222", "007777"}]

    found, _, asked = search(expected, there, 100, total=True)

    assert found == {"002222", "007777"}
    assert asked <= 2 * math.ceil(math.log2(100)) + 2


def test_another_order_says_nothing() -> None:
    """When the site ignores the order asked for, nothing is called missing."""
    expected = [f"{number:05}" for number in range(100)]

    found, _, _ = search(expected, list(reversed(expected))[:-3], 10, total=True)

    assert found == set()


def test_other_names_say_nothing() -> None:
    """When the collection holds other things than what is known, nothing is called missing."""
    found, _, _ = search([f"{n:05}" for n in range(100)], [f"x{n:05}" for n in range(90)], 10, total=True)

    assert found == set()
