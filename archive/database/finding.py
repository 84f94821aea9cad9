"""Search and listing of articles: count first, rank within bounds, else newest first.

The cost of ranking grows with the number of hits (0.5 s at 200,000 hits on SQLite), everything else stays fast. So hits
are counted up to :data:`RANK_LIMIT`; up to there they are ranked, beyond it the newest come first, by the order of the
index itself. The choice travels in the cursor, so that the pages of one search are of one kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import attrs
import sqlalchemy as sa

from ..errors import QueryError
from ..records import ArticleSummary
from . import fulltext, rows
from .articles import SUMMARY
from .questions import Filters, Question
from .rows import NUMBER_BITS, stamp
from .schema import article, words
from .session import Session, Statement

#: Most hits that are ranked: some 10 ms on SQLite, 100 ms on PostgreSQL.
RANK_LIMIT = 5_000

_PAGE = 200

#: ``n`` and a sort key, or ``r``, a sort key and a score.
_CURSOR = re.compile(r"n-?\d{1,18}|r-?\d{1,18}:-?\d{1,6}(\.\d{1,20})?(e[-+]\d{1,3})?")

_SUMMARY_AT = Statement(SUMMARY.where(article.c.sort_key == sa.bindparam("key")))


@attrs.frozen(kw_only=True)
class Found:
    """One page of a search, before its snippets are made."""

    articles: tuple[tuple[ArticleSummary, float], ...]
    #: Number of hits, at most RANK_LIMIT + 1.
    counted: int
    is_ranked: bool
    #: Where the next page begins; None when this is the last.
    cursor: str | None


@attrs.frozen
class _Shape:
    """What a search's statements depend on; all else are values. One shape is compiled once (measured: 1 to 3 ms)."""

    is_sqlite: bool
    has_words: bool
    #: Whether the sites are compared, and with how many.
    sites: int
    #: Which of the filters of time there are.
    times: frozenset[str]


def find(session: Session, question: Question, *, limit: int, after: str | None) -> Found:
    """Return one page of the answer to *question*.

    Raises:
        QueryError: If *after* is no cursor of this search.
    """
    with session.snapshot():
        expression = _expression(session, question)
        shape, values = _shape(session, question, expression)
        counted = session.scalar(_counting(shape), **values, limit=RANK_LIMIT + 1)
        ranks, score, place = _read_cursor(after) if after else (counted <= RANK_LIMIT, None, None)
        ranks = ranks and question.words is not None
        behind = {"score": score, "place": place} if ranks else {"place": place}
        is_behind = None not in behind.values()
        paging = {"limit": limit + 1, **(behind if is_behind else {})}
        if ranks:
            page = [(row[0], row[1]) for row in session.rows(_ranked(shape, is_behind), **values, **paging)]
        else:
            page = [(row[0], 0.0) for row in session.rows(_newest(shape, is_behind), **values, **paging)]
        found = _summaries(session, page[:limit])
    cursor = None
    if len(page) > limit:
        last_key, last_score = page[limit - 1]
        cursor = f"r{last_key}:{last_score!r}" if ranks else f"n{last_key}"
    return Found(articles=tuple(found), counted=counted, is_ranked=ranks, cursor=cursor)


def export(session: Session, question: Question) -> Iterator[ArticleSummary]:
    """Yield every article that answers *question*, in the order site, time, id; all of one moment."""
    expression = _expression(session, question)
    shape, values = _shape(session, question, expression)
    narrowing = attrs.evolve(shape, sites=len(question.filters.sites))
    values |= _site_values(question.filters)
    asked = _narrowed(SUMMARY, narrowing)
    if expression:
        matching = _hits(shape)[0].subquery()
        asked = asked.where(article.c.sort_key.in_(sa.select(matching.c.rowid)))
    asked = asked.order_by(article.c.site, article.c.dated_at, article.c.id).limit(_PAGE)
    at = len(rows.SUMMARY_ARTICLE) - 1
    with session.snapshot():
        page = session.rows(asked, **values)
        while page:
            yield from map(rows.to_summary, page)
            last = sa.tuple_(sa.literal(page[-1][1]), sa.literal(page[-1][at]), sa.literal(page[-1][0]))
            behind = asked.where(sa.tuple_(article.c.site, article.c.dated_at, article.c.id) > last)
            page = session.rows(behind, **values)


def _expression(session: Session, question: Question) -> str:
    filters = question.filters
    if session.is_sqlite:
        # The site is a word of the index there; alone it is found faster by the article's own index.
        sites = filters.sites if question.words is not None or filters.authors else ()
        return fulltext.match_fts5(question.words, authors=filters.authors, sites=sites)
    return fulltext.match_tsquery(question.words, authors=filters.authors)


def _shape(session: Session, question: Question, expression: str) -> tuple[_Shape, dict[str, Any]]:
    """Return what the statements for a question depend on, and the values to run them with."""
    filters = question.filters
    low, high = _bounds(filters) if expression else (None, None)
    # The site is a word of the index on SQLite.
    compares_sites = bool(filters.sites) and not (expression and session.is_sqlite)
    times = {
        "first_day": filters.first_day.isoformat() if filters.first_day is not None else None,
        "last_day": filters.last_day.isoformat() if filters.last_day is not None else None,
        "since": stamp(filters.since) if filters.since is not None else None,
        "until": stamp(filters.until) if filters.until is not None else None,
        "low": low,
        "high": high,
    }
    times = {name: value for name, value in times.items() if value is not None}
    shape = _Shape(
        is_sqlite=session.is_sqlite,
        has_words=bool(expression),
        sites=len(filters.sites) if compares_sites else 0,
        times=frozenset(times),
    )
    values = {**times, **(_site_values(filters) if compares_sites else {})}
    return shape, {**values, "expression": expression} if expression else values


def _site_values(filters: Filters) -> dict[str, str]:
    return {f"site_{number}": site for number, site in enumerate(filters.sites)}


def _hits(shape: _Shape) -> tuple[sa.Select[Any], sa.ColumnElement[int]]:
    """Return the query for the sort keys of all hits, unordered, and the column that holds them."""
    if not shape.has_words:
        return _narrowed(sa.select(article.c.sort_key.label("rowid")), shape), article.c.sort_key
    hits = sa.select(words.c.rowid).where(fulltext.match_clause(is_sqlite=shape.is_sqlite))
    if "low" in shape.times:
        hits = hits.where(words.c.rowid >= sa.bindparam("low"))
    if "high" in shape.times:
        hits = hits.where(words.c.rowid < sa.bindparam("high"))
    if shape.sites or shape.times:
        hits = _narrowed(hits.join(article, article.c.sort_key == words.c.rowid), shape)
    return hits, words.c.rowid


def _narrowed(asked: sa.Select[Any], shape: _Shape) -> sa.Select[Any]:
    if shape.sites:
        asked = asked.where(article.c.site.in_([sa.bindparam(f"site_{number}") for number in range(shape.sites)]))
    if "first_day" in shape.times:
        asked = asked.where(article.c.dated_on >= sa.bindparam("first_day"))
    if "last_day" in shape.times:
        asked = asked.where(article.c.dated_on <= sa.bindparam("last_day"))
    if "since" in shape.times:
        asked = asked.where(article.c.dated_at >= sa.bindparam("since"))
    if "until" in shape.times:
        asked = asked.where(article.c.dated_at < sa.bindparam("until"))
    return asked


def _bounds(filters: Filters) -> tuple[int | None, int | None]:
    """Return sort keys between which all hits lie: days widened by one, because an offset is less than a day."""
    starts, ends = [], []
    if filters.first_day is not None:
        starts.append(_minutes_of_day(filters.first_day.toordinal() - 1))
    if filters.last_day is not None:
        ends.append(_minutes_of_day(filters.last_day.toordinal() + 2))
    if filters.since is not None:
        starts.append(rows.minutes(filters.since))
    if filters.until is not None:
        ends.append(rows.minutes(filters.until) + 1)
    low = max(starts) << NUMBER_BITS if starts else None
    high = min(ends) << NUMBER_BITS if ends else None
    return low, high


def _minutes_of_day(ordinal: int) -> int:
    return (ordinal - datetime(1970, 1, 1, tzinfo=UTC).toordinal()) * 1_440


#: Statements that are remembered, by shape; people ask in a dozen. What a statement holds is its shape and nothing else:
#: a bound that was compiled in would outlive its change, and be met by whoever asks next in that shape.
_SHAPES = 200
_LIMIT = sa.bindparam("limit", type_=sa.Integer)
_PLACE = sa.bindparam("place", type_=sa.BigInteger)
_SCORE = sa.bindparam("score", type_=sa.Double)


@lru_cache(maxsize=_SHAPES)
def _counting(shape: _Shape) -> Statement:
    """Count the hits up to a limit."""
    some = _hits(shape)[0].limit(_LIMIT).subquery()
    return Statement(sa.select(sa.func.count()).select_from(some))


@lru_cache(maxsize=_SHAPES)
def _newest(shape: _Shape, is_behind: bool) -> Statement:
    """Take the newest hits, those behind a place."""
    hits, place = _hits(shape)
    if is_behind:
        hits = hits.where(place < _PLACE)
    return Statement(hits.order_by(place.desc()).limit(_LIMIT))


@lru_cache(maxsize=_SHAPES)
def _ranked(shape: _Shape, is_behind: bool) -> Statement:
    """Take the best hits, those behind a score and a place."""
    score = fulltext.score_column(is_sqlite=shape.is_sqlite).label("score")
    scored = _hits(shape)[0].add_columns(score).subquery()
    asked = sa.select(scored.c.rowid, scored.c.score)
    if is_behind:
        asked = asked.where(sa.or_(scored.c.score > _SCORE, sa.and_(scored.c.score == _SCORE, scored.c.rowid < _PLACE)))
    return Statement(asked.order_by(scored.c.score, scored.c.rowid.desc()).limit(_LIMIT))


def _summaries(session: Session, page: list[tuple[int, float]]) -> list[tuple[ArticleSummary, float]]:
    found = ((session.row(_SUMMARY_AT, key=key), score) for key, score in page)
    return [(rows.to_summary(row), score) for row, score in found if row is not None]


def _read_cursor(cursor: str) -> tuple[bool, float | None, int]:
    """Return whether the search ranks, and the score and sort key of the last hit shown."""
    kind, rest = cursor[:1], cursor[1:]
    place, _, score = rest.partition(":")
    if _CURSOR.fullmatch(cursor):
        return kind == "r", float(score) if score else None, int(place)
    raise QueryError("the cursor is not one that a search returned; begin the search again")
