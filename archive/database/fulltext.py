"""The full-text index: the same words on FTS5 and on a tsvector, so that both databases answer with the same articles.

SQLite: FTS5 without content of its own (the texts stand in ``version``; snippets are ours), the ``ascii`` tokenizer,
which splits our words where we put blanks and nowhere else. PostgreSQL: a ``tsvector`` written by us, weight A for the
headline, B for the text, C for the authors. Limits of PostgreSQL that SQLite does not have, for phrases only: position
16,383 (a text of 40 pages) and the 255th occurrence of a word.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from ..words import words
from . import schema
from .questions import AllOf, AnyOf, Node, Phrase
from .session import Session, Statement

#: Stands between names, so that no phrase reaches from one author to the next. No word of ours holds it.
_BETWEEN = "·"
#: PostgreSQL refuses a vector of 1 MiB; long texts are indexed up to this many bytes of distinct words.
_MAX_VECTOR_BYTES = 600_000

_fts = sa.table("article_words", *[sa.column(name) for name in ("rowid", "title", "text", "authors", "site")])
_fts_command = sa.table(
    "article_words", *[sa.column(name) for name in ("article_words", "rowid", "title", "text", "authors", "site")]
)

FTS5_DDL = "CREATE VIRTUAL TABLE article_words USING fts5(title, text, authors, site, content='', tokenize='ascii')"

_ADD_SQLITE = Statement(sa.insert(_fts))
_REMOVE_SQLITE = Statement(
    sa.insert(_fts_command).values(
        article_words="delete", **{name: sa.bindparam(name) for name in ("rowid", "title", "text", "authors", "site")}
    )
)
_CLEAR_SQLITE = "INSERT INTO article_words(article_words) VALUES ('delete-all')"
_ADD_POSTGRESQL = Statement(
    sa.insert(schema.words).values(
        rowid=sa.bindparam("rowid"), words=sa.cast(sa.bindparam("words", type_=sa.Text), postgresql.TSVECTOR)
    )
)
_REMOVE_POSTGRESQL = Statement(sa.delete(schema.words).where(schema.words.c.rowid == sa.bindparam("rowid_")))
_CLEAR_POSTGRESQL = "DELETE FROM article_words"


@attrs.frozen(kw_only=True)
class Indexed:
    """The words of one article, as they are indexed."""

    title: Sequence[str]
    text: Sequence[str]
    #: One list of words an author.
    authors: Sequence[Sequence[str]]
    site: str

    @classmethod
    def of(cls, *, site: str, title: str, text: str, authors: Sequence[str]) -> Indexed:
        """Split and fold one article."""
        return cls(title=words(title), text=words(text), authors=[words(author) for author in authors], site=site)


class FullText:
    """The index over the current version of every article; rows are found by the article's sort key.

    Changes wait until :meth:`flush`, because FTS5 writes a segment at every savepoint, and each article is kept under
    one: indexed at once an article costs 0.5 ms more, and the index falls into thousands of pieces.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._waiting: list[tuple[bool, int, Indexed]] = []

    def add(self, rowid: int, indexed: Indexed) -> None:
        """Index an article."""
        self._waiting.append((True, rowid, indexed))

    def remove(self, rowid: int, indexed: Indexed) -> None:
        """Take an article out; *indexed* must be what was added, because FTS5 keeps no copy."""
        self._waiting.append((False, rowid, indexed))

    @property
    def waiting(self) -> int:
        """How many changes wait."""
        return len(self._waiting)

    def forget_after(self, count: int) -> None:
        """Drop the changes that came after the first *count* waiting ones."""
        del self._waiting[count:]

    def flush(self) -> None:
        """Write the changes that wait, in order; before a commit, and before the writer itself searches."""
        waiting, self._waiting = self._waiting, []
        for is_added, rowid, indexed in waiting:
            if self._session.is_sqlite:
                self._session.run(_ADD_SQLITE if is_added else _REMOVE_SQLITE, rowid=rowid, **_columns(indexed))
            elif is_added:
                self._session.run(_ADD_POSTGRESQL, rowid=rowid, words=vector(indexed))
            else:
                self._session.run(_REMOVE_POSTGRESQL, rowid_=rowid)

    def clear(self) -> None:
        """Take everything out."""
        self._waiting.clear()
        self._session.ddl(_CLEAR_SQLITE if self._session.is_sqlite else _CLEAR_POSTGRESQL)


def site_word(site: str) -> str:
    """Return *site* as one word of the index: whatever FTS5 would split at becomes ``·``."""
    return "".join(sign if sign.isalnum() or not sign.isascii() else _BETWEEN for sign in site)


def _columns(indexed: Indexed) -> dict[str, str]:
    return {
        "title": " ".join(indexed.title),
        "text": " ".join(indexed.text),
        "authors": f" {_BETWEEN} ".join(map(" ".join, indexed.authors)),
        "site": site_word(indexed.site),
    }


def vector(indexed: Indexed) -> str:
    """Return the tsvector literal of an article: every word with its positions and weights."""
    positions: dict[str, list[str]] = {}
    at = 0
    size = 0
    runs = [(indexed.title, "A"), (indexed.text, "B"), *((author, "C") for author in indexed.authors)]
    for run, weight in runs:
        at += 1  # a gap, so that no phrase reaches from the headline into the text
        for word in run:
            at += 1
            known = positions.get(word)
            if known is None:
                size += len(word.encode())
                if size > _MAX_VECTOR_BYTES:
                    break
                known = positions[word] = []
            if len(known) < 255:
                known.append(f"{min(at, 16_383)}{weight}")
    return " ".join(f"'{word}':{','.join(found)}" for word, found in positions.items())


def match_fts5(node: Node | None, *, authors: Sequence[Sequence[str]], sites: Sequence[str]) -> str:
    """Return the FTS5 expression for words and filters."""
    parts = []
    if node is not None:
        parts.append(f"({{title text}} : ({_fts5(node)}))")
    parts += [f'(authors : "{" ".join(name)}")' for name in authors]
    if sites:
        names = " OR ".join(f'"{site_word(site)}"' for site in sites)
        parts.append(f"(site : ({names}))")
    return " AND ".join(parts)


def _fts5(node: Node) -> str:
    match node:
        case Phrase(found, is_prefix):
            return f'"{" ".join(found)}"{" *" if is_prefix else ""}'
        case AnyOf(choices):
            return "(" + " OR ".join(map(_fts5, choices)) + ")"
        case AllOf(wanted, unwanted):
            text = "(" + " AND ".join(map(_fts5, wanted)) + ")"
            for one in unwanted:
                text = f"({text} NOT {_fts5(one)})"
            return text


def match_tsquery(node: Node | None, *, authors: Sequence[Sequence[str]]) -> str:
    """Return the tsquery for words and authors."""
    parts = [] if node is None else [_tsquery(node)]
    parts += ["(" + " <-> ".join(f"'{word}':C" for word in name) + ")" for name in authors]
    return " & ".join(parts)


def _tsquery(node: Node) -> str:
    match node:
        case Phrase(found, is_prefix):
            last = "*AB" if is_prefix else "AB"
            marked = [f"'{word}':AB" for word in found[:-1]] + [f"'{found[-1]}':{last}"]
            return "(" + " <-> ".join(marked) + ")"
        case AnyOf(choices):
            return "(" + " | ".join(map(_tsquery, choices)) + ")"
        case AllOf(wanted, unwanted):
            return "(" + " & ".join([*map(_tsquery, wanted), *(f"!{_tsquery(one)}" for one in unwanted)]) + ")"


#: The expression that a search looks for, in every statement of :mod:`.finding`.
_EXPRESSION = sa.bindparam("expression", type_=sa.Text, required=True)


def match_clause(*, is_sqlite: bool) -> sa.ColumnElement[bool]:
    """Return the condition that a row of the index matches the value of ``expression``."""
    if is_sqlite:
        return sa.literal_column("article_words").op("MATCH")(_EXPRESSION)
    return schema.words.c.words.op("@@")(_as_tsquery())


def score_column(*, is_sqlite: bool) -> sa.ColumnElement[Any]:
    """Return how well a row matches; smaller is better. A word in the headline counts eight times one in the text."""
    if is_sqlite:
        return sa.literal_column("bm25(article_words, 8.0, 1.0, 2.0, 0.0)")
    # Weights in the order D, C, B, A; 1: long texts count less (divided by 1 + log of the length).
    weights: sa.ColumnClause[Any] = sa.literal_column("'{0, 0.25, 0.125, 1.0}'::float4[]")
    return sa.cast(-sa.func.ts_rank(weights, schema.words.c.words, _as_tsquery(), 1), sa.Double)


def _as_tsquery() -> sa.ColumnElement[Any]:
    return sa.cast(_EXPRESSION, postgresql.TSQUERY)
