"""What the demo's newsroom has written: posts from TOML files, as blocks.

A body is written the way a person types it, one block between blank lines:

=====================  =====================================================================
``text``               a paragraph
``## text``            a heading
``> text``             a quotation
``- text``             items of a list, one a line; ``1. text`` for a numbered one
``| a | b``            rows of a table, one a line; the first is its head
``!file | text``       a picture with its caption
``~ text``             a line that stands in the body of the page and is no part of the article
``~baca slug``         the same: a "Baca juga" line that links to another post
``--- halaman ---``    here the next page of the article begins
=====================  =====================================================================
"""

from __future__ import annotations

import enum
import re
import tomllib
from datetime import datetime
from importlib.resources import files
from typing import Any

import attrs


class Kind(enum.StrEnum):
    """What a block is."""

    PARAGRAPH = "p"
    HEADING = "h"
    QUOTE = "quote"
    ITEM = "li"
    NUMBERED_ITEM = "oli"
    ROW = "row"
    PICTURE = "picture"
    CLUTTER = "clutter"
    READ_ALSO = "read-also"


#: Blocks that are the text of the article; captions, clutter and links to other posts are not.
TEXT_KINDS = frozenset({Kind.PARAGRAPH, Kind.HEADING, Kind.QUOTE, Kind.ITEM, Kind.NUMBERED_ITEM, Kind.ROW})

#: What a block's first line begins with, and what it then is. The order decides.
_MARKS: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (re.compile(r"## "), Kind.HEADING),
    (re.compile(r"> "), Kind.QUOTE),
    (re.compile(r"- "), Kind.ITEM),
    (re.compile(r"\d+\. "), Kind.NUMBERED_ITEM),
    (re.compile(r"\| "), Kind.ROW),
    (re.compile(r"!"), Kind.PICTURE),
    (re.compile(r"~baca "), Kind.READ_ALSO),
    (re.compile(r"~ "), Kind.CLUTTER),
)

_PAGE_BREAK = "--- halaman ---"


@attrs.frozen(kw_only=True)
class Block:
    """One block of a post."""

    kind: Kind
    #: Its words; the slug of the other post for a "Baca juga" line.
    text: str
    #: Cells of a table row.
    cells: tuple[str, ...] = ()
    #: File name of a picture.
    file: str | None = None


@attrs.frozen(kw_only=True)
class Post:
    """One post of a newsroom, as it was written."""

    #: The number WordPress gives it.
    id: int
    slug: str
    title: str
    author: str
    section: str
    place: str
    published_at: datetime
    #: Its pages in order, each a row of blocks; most posts have one.
    pages: tuple[tuple[Block, ...], ...]
    modified_at: datetime | None = None
    editor: str | None = None
    tags: tuple[str, ...] = ()
    #: Slug of the post whose body a careless theme prints below this one's.
    followed_by: str | None = None

    @property
    def changed_at(self) -> datetime:
        """When it was last touched."""
        return self.modified_at or self.published_at

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks of all its pages in order."""
        return tuple(block for page in self.pages for block in page)


def parse_body(body: str) -> tuple[tuple[Block, ...], ...]:
    r"""Return the pages of a body written as the module's head describes.

    >>> parse_body("Satu.\n\n--- halaman ---\n\n- dua\n- tiga")[1][1].text
    'tiga'
    """
    pages: list[list[Block]] = [[]]
    for part in re.split(r"\n\s*\n", body.strip()):
        if part.strip() == _PAGE_BREAK:
            pages.append([])
        else:
            pages[-1].extend(_blocks(part.strip()))
    return tuple(tuple(page) for page in pages)


def _blocks(part: str) -> list[Block]:
    for mark, kind in _MARKS:
        if mark.match(part):
            lines = part.splitlines() if kind in {Kind.ITEM, Kind.NUMBERED_ITEM, Kind.ROW} else [" ".join(part.split())]
            return [_block(kind, mark.sub("", line.strip(), count=1)) for line in lines]
    return [Block(kind=Kind.PARAGRAPH, text=" ".join(part.split()))]


def _block(kind: Kind, words: str) -> Block:
    if kind is Kind.ROW:
        cells = tuple(cell.strip() for cell in words.split("|"))
        return Block(kind=kind, text=" ".join(cells), cells=cells)
    if kind is Kind.PICTURE:
        file, _, caption = words.partition("|")
        return Block(kind=kind, text=caption.strip(), file=file.strip())
    return Block(kind=kind, text=words.strip())


def read_posts(toml: str) -> list[Post]:
    """Return the posts of one TOML document.

    Raises:
        KeyError: If a post lacks a field it must have.
        ValueError: If the document is no TOML.
    """
    return [_post(row) for row in tomllib.loads(toml)["post"]]


def _post(row: dict[str, Any]) -> Post:
    return Post(
        id=row["id"],
        slug=row["slug"],
        title=row["title"],
        author=row["author"],
        editor=row.get("editor"),
        section=row["section"],
        tags=tuple(row.get("tags", ())),
        place=row["place"],
        published_at=row["published"],
        modified_at=row.get("modified"),
        followed_by=row.get("followed_by"),
        pages=parse_body(row["body"]),
    )


def load_posts() -> list[Post]:
    """Return the posts that dnusa ships, newest first."""
    posts: list[Post] = []
    for entry in sorted(files(__package__).joinpath("articles").iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".toml"):
            posts += read_posts(entry.read_text(encoding="utf-8"))
    return sorted(posts, key=lambda post: (post.published_at, post.id), reverse=True)
