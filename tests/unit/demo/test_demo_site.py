"""The site that dnusa ships plays a WordPress: what it answers, without a network."""

from __future__ import annotations

import gzip
import json
import re
from typing import Any

import pytest

from dnusa_crawler.demo import Answer, Kind, NewsSite, Shape, load_posts, parse_body
from dnusa_crawler.demo.markup import plain_text

SITE = NewsSite(load_posts(), base="http://news.example")


def rest(query: str) -> tuple[Answer, Any]:
    answer = SITE.answer(f"/wp-json/wp/v2/posts?{query}")
    return answer, json.loads(answer.body)


def test_a_body_is_written_as_a_person_types_it() -> None:
    """Every mark becomes its kind of block; a page break begins a page."""
    body = """
Satu
baris.

## Judul

> kutipan

- a
- b

1. pertama

| Nama | Jumlah
| x | 2

!foto.png | Keterangan

~ SCROLL

~baca lain

--- halaman ---

Dua.
"""
    first, second = parse_body(body)

    assert [(block.kind, block.text) for block in first] == [
        (Kind.PARAGRAPH, "Satu baris."),
        (Kind.HEADING, "Judul"),
        (Kind.QUOTE, "kutipan"),
        (Kind.ITEM, "a"),
        (Kind.ITEM, "b"),
        (Kind.NUMBERED_ITEM, "pertama"),
        (Kind.ROW, "Nama Jumlah"),
        (Kind.ROW, "x 2"),
        (Kind.PICTURE, "Keterangan"),
        (Kind.CLUTTER, "SCROLL"),
        (Kind.READ_ALSO, "lain"),
    ]
    assert [block.text for block in second] == ["Dua."]


def test_the_demo_has_the_faults_of_the_founding_page() -> None:
    """Two articles in a page, the widget message among paragraphs, "Baca juga" lines, an article in pages, and more."""
    posts = load_posts()
    kinds = {block.kind for post in posts for block in post.blocks}

    assert len(posts) >= 30
    assert kinds == set(Kind)
    assert any(post.followed_by for post in posts)
    assert any(len(post.pages) == 3 for post in posts)
    giphy = [post for post in posts if any(block.text.startswith("GIPHY App Key not set") for block in post.blocks)]
    assert len(giphy) >= 3
    assert all("GIPHY" not in plain_text(post) for post in posts)


def test_rest_pages_say_how_many_there_are() -> None:
    """X-WP-Total, X-WP-TotalPages, a next link, and an error beyond the last page."""
    answer, rows = rest("per_page=30&page=1")
    last, rest_of_them = rest("per_page=30&page=2")
    beyond, error = rest("per_page=30&page=3")

    heads = dict(answer.headers)
    assert (heads["X-WP-Total"], heads["X-WP-TotalPages"]) == ("34", "2")
    assert 'rel="next"' in heads["Link"]
    assert "Link" not in dict(last.headers)
    assert len(rows) + len(rest_of_them) == 34
    assert (beyond.status, error["code"]) == (400, "rest_post_invalid_page_number")


def test_rest_sorts_and_filters_by_modification() -> None:
    """What a visitor asks who wants to know what has changed."""
    _, rows = rest("per_page=100&orderby=modified&order=desc&_fields=id,modified,modified_gmt")
    _, later = rest("per_page=100&modified_after=2024-06-20T00:00:00%2B07:00")

    assert [row["modified"] for row in rows] == sorted((row["modified"] for row in rows), reverse=True)
    assert set(rows[0]) == {"id", "modified", "modified_gmt"}
    assert {row["id"] for row in later} == {row["id"] for row in rows if row["modified"] > "2024-06-20"}


@pytest.mark.parametrize("query", ["per_page=0", "per_page=101", "page=x", "after=soon", "include=a"])
def test_rest_refuses_nonsense_as_wordpress_does(query: str) -> None:
    """400 with a code."""
    answer, error = rest(query)

    assert answer.status == 400
    assert error["code"].startswith("rest_")


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/", 200),
        ("/page/4/", 200),
        ("/page/5/", 404),
        ("/page/x/", 404),
        ("/category/budaya/", 200),
        ("/category/none/", 404),
        ("/menelusuri-jejak-trem-di-ngunut/3/", 200),
        ("/menelusuri-jejak-trem-di-ngunut/4/", 404),
        ("/menelusuri-jejak-trem-di-ngunut", 301),
        ("/?p=1121", 301),
        ("/?p=9", 404),
        ("/wp-json/wp/v2/nothing", 404),
        ("/wp-sitemap-posts-post-2.xml", 404),
        ("/%00", 404),
    ],
)
def test_addresses_are_answered_as_wordpress_does(target: str, status: int) -> None:
    """What is there, what has moved, what is not there."""
    assert SITE.answer(target).status == status


def test_bodies_are_compressed_for_those_who_ask() -> None:
    """And the tag stands for the page, not for its coding."""
    plain, packed = SITE.answer("/"), SITE.answer("/", {"accept-encoding": "gzip, deflate"})

    assert gzip.decompress(packed.body) == plain.body
    assert dict(packed.headers)["ETag"] == dict(plain.headers)["ETag"]


def test_a_shape_leaves_roads_and_marks_out() -> None:
    """Other sites than WordPress can be played."""
    site = NewsSite(load_posts(), base="http://x.example", shape=Shape(roads=frozenset({"listing"}), generator=None))
    page = site.answer("/").body.decode()

    assert not re.search("wp-json|generator|application/rss", page)
    assert site.answer("/wp-sitemap.xml").status == 404


def test_words_of_posts_are_escaped() -> None:
    """The theme is a template, not a hole."""
    (post, *_) = load_posts()
    site = NewsSite([post], base="http://x.example", shape=Shape(title='<b>"&'))

    assert b"<b>" not in site.answer("/").body
    assert b"&lt;b&gt;" in site.answer("/").body
