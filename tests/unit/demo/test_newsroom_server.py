"""The news site that other tests crawl does what they believe it does."""

from __future__ import annotations

import json
import urllib.error
import urllib.request

import pytest

from dnusa_crawler.demo import Shape
from tests.newsroom import Newsroom, busy, cut, make_posts, redirect_loop


def get(url: str, **headers: str) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=10) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()


def test_every_post_is_named_by_every_road() -> None:
    """Listing, sitemap and REST name all posts, so that a crawl's coverage can be judged by any of them."""
    with Newsroom(12) as room:
        listing = get(room.url)[1] + get(f"{room.url}page/2/")[1]
        sitemap = get(f"{room.url}wp-sitemap-posts-post-1.xml")[1]
        rest = json.loads(get(f"{room.url}wp-json/wp/v2/posts?per_page=100")[1])

        for post in room.posts:
            assert room.url_of(post).encode() in listing
            assert room.url_of(post).encode() in sitemap
        assert {row["link"] for row in rest} == {room.url_of(post) for post in room.posts}


def test_a_site_has_only_the_roads_it_is_given() -> None:
    """A test of one road is not helped by another."""
    with Newsroom(25, shape=Shape(roads=frozenset({"listing"}), pagination="?halaman={n}", generator=None)) as room:
        assert get(f"{room.url}feed/")[0] == 404
        assert get(f"{room.url}wp-json/")[0] == 404
        assert b"Sitemap" not in get(f"{room.url}robots.txt")[1]
        assert b"?halaman=2" in get(room.url)[1]
        assert room.url_of(room.posts[15]).encode() in get(f"{room.url}?halaman=2")[1]


def test_misbehaviour_ends_after_the_given_times() -> None:
    """503 first, the page afterwards."""
    with Newsroom(2) as room:
        target = f"/{room.posts[0].slug}/"
        room.misbehave(target, busy(), times=1)

        assert [get(room.url_of(room.posts[0]))[0] for _ in range(2)] == [503, 200]
        assert room.counts()[target] == 2


def test_a_cut_body_is_shorter_than_announced() -> None:
    """The client can tell."""
    import http.client

    with Newsroom(1) as room:
        room.misbehave("/", cut(100))

        with pytest.raises(http.client.IncompleteRead):
            get(room.url)


def test_a_redirect_loop_never_comes_back_to_the_same_address() -> None:
    """A crawler that only remembers addresses does not notice."""
    with Newsroom(1) as room:
        room.misbehave("/", redirect_loop())
        answers = [room._respond("/", {}), room._respond("/?putaran=1", {})]

        assert [dict(answer.headers)["Location"] for answer in answers] == ["/?putaran=1", "/?putaran=2"]


def test_conditional_requests_are_answered_304_until_the_post_changes() -> None:
    """An ETag stands for the bytes."""
    with Newsroom(1) as room:
        post = room.posts[0]
        tag = dict(room._respond(f"/{post.slug}/", {}).headers)["ETag"]

        assert room._respond(f"/{post.slug}/", {"if-none-match": tag}).status == 304
        room.edit(post.slug, "Ralat: jumlahnya tujuh.")
        assert room._respond(f"/{post.slug}/", {"if-none-match": tag}).status == 200


def test_invented_posts_differ_in_their_text() -> None:
    """No two posts are near-duplicates by accident of the generator."""
    texts = [" ".join(block.text for block in post.blocks) for post in make_posts(60)]

    assert len(set(texts)) == 60
    assert make_posts(3) == make_posts(3)
