"""Newsrooms of several kinds: what links to their articles, and how they set them, differs; all behave well."""

from __future__ import annotations

import attrs

from dnusa_crawler.demo import Block, Kind, Shape

from .newsroom import Newsroom
from .posts import make_posts

QUIET = Shape(crawl_delay=None)
LISTING = frozenset({"listing"})


def shaped(**facts: object) -> Shape:
    """A shape that does not say it is a WordPress."""
    return attrs.evolve(QUIET, generator=None, **facts)


def written(paragraphs: int, *, first_id: int, words: str) -> tuple[Block, ...]:
    """Paragraphs that stand in no other post."""
    return tuple(
        Block(
            kind=Kind.PARAGRAPH,
            text=f"{words} nomor {first_id + n} dicatat panitia setelah rapat yang ke-{n + 3} di balai desa.",
        )
        for n in range(paragraphs)
    )


def composed() -> list:
    """Posts of which one has three pages and one shows another's body below its own."""
    posts = make_posts(8, first_id=4001)
    pages = tuple(written(4, first_id=100 * n, words=f"Bagian {n} laporan panjang") for n in (1, 2, 3))
    posts[2] = attrs.evolve(posts[2], pages=pages)
    posts[4] = attrs.evolve(posts[4], followed_by=posts[6].slug)
    return posts


def well_behaved() -> dict[str, Newsroom]:
    """Return a room whose articles are found by every road, rooms with one road each, and one whose pages are odd."""
    return {
        "plain": Newsroom(14, shape=QUIET),
        "halaman": Newsroom(23, shape=shaped(roads=LISTING, per_page=5, pagination="?halaman={n}")),
        "feed": Newsroom(8, shape=shaped(roads=frozenset({"feed"}))),
        "sitemap": Newsroom(13, shape=shaped(roads=frozenset({"sitemap"}))),
        "composed": Newsroom(composed(), shape=QUIET),
    }
