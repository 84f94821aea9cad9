"""Search and listing of articles: count first, rank within bounds, else newest first.

The cost of ranking grows with the number of hits (0.5 s at 200,000 hits on SQLite), everything else stays fast. So hits
are counted up to :data:`RANK_LIMIT`; up to there they are ranked, beyond it the newest come first, by the order of the
index itself. The choice travels in the cursor, so that the pages of one search are of one kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
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


def find(session: Session, question: Question, *, limit: int, after: str | None) -> Found:
    """Return one page of the answer to *question*.

    Raises:
        QueryError: If *after* is no cursor of this search.
    """
    with session.snapshot():
        expression = _expression(session, question)
        hits, place_column = _hits(session, question, expression)
        counted = session.scalar(sa.select(sa.func.count()).select_from(hits.limit(RANK_LIMIT + 1).subquery()))
        ranks, score, place = _read_cursor(after) if after else (counted <= RANK_LIMIT, None, None)
        ranks = ranks and question.words is not None
        if ranks:
            page = _ranked(session, hits, expression, limit=limit + 1, behind=(score, place))
        else:
            newest = hits if place is None else hits.where(place_column < place)
            page = [(row[0], 0.0) for row in session.rows(newest.order_by(place_column.desc()).limit(limit + 1))]
        found = _summaries(session, page[:limit])
    cursor = None
    if len(page) > limit:
        last_key, last_score = page[limit - 1]
        cursor = f"r{last_key}:{last_score!r}" if ranks else f"n{last_key}"
    return Found(articles=tuple(found), counted=counted, is_ranked=ranks, cursor=cursor)


def export(session: Session, question: Question) -> Iterator[ArticleSummary]:
    """Yield every article that answers *question*, in the order site, time, id; all of one moment."""
    expression = _expression(session, question)
    asked = _narrowed(SUMMARY, question.filters, sites=True)
    if expression:
        matching = _hits(session, question, expression)[0].subquery()
        asked = asked.where(article.c.sort_key.in_(sa.select(matching.c.rowid)))
    asked = asked.order_by(article.c.site, article.c.dated_at, article.c.id).limit(_PAGE)
    at = len(rows.SUMMARY_ARTICLE) - 1
    with session.snapshot():
        page = session.rows(asked)
        while page:
            yield from map(rows.to_summary, page)
            last = sa.tuple_(sa.literal(page[-1][1]), sa.literal(page[-1][at]), sa.literal(page[-1][0]))
            page = session.rows(asked.where(sa.tuple_(article.c.site, article.c.dated_at, article.c.id) > last))


def _expression(session: Session, question: Question) -> str:
    filters = question.filters
    if session.is_sqlite:
        # The site is a word of the index there; alone it is found faster by the article's own index.
        sites = filters.sites if question.words is not None or filters.authors else ()
        return fulltext.match_fts5(question.words, authors=filters.authors, sites=sites)
    return fulltext.match_tsquery(question.words, authors=filters.authors)


def _hits(session: Session, question: Question, expression: str) -> tuple[sa.Select[Any], sa.ColumnElement[int]]:
    """Return the query for the sort keys of all hits, unordered, and the column that holds them."""
    filters = question.filters
    if not expression:
        return _narrowed(sa.select(article.c.sort_key.label("rowid")), filters, sites=True), article.c.sort_key
    hits = sa.select(words.c.rowid).where(fulltext.match_clause(session, expression))
    low, high = _bounds(filters)
    if low is not None:
        hits = hits.where(words.c.rowid >= low)
    if high is not None:
        hits = hits.where(words.c.rowid < high)
    needs_site = bool(filters.sites) and not session.is_sqlite
    if needs_site or low is not None or high is not None:
        hits = hits.join(article, article.c.sort_key == words.c.rowid)
        hits = _narrowed(hits, filters, sites=needs_site)
    return hits, words.c.rowid


def _narrowed(asked: sa.Select[Any], filters: Filters, *, sites: bool) -> sa.Select[Any]:
    if sites and filters.sites:
        asked = asked.where(article.c.site.in_(filters.sites))
    if filters.first_day is not None:
        asked = asked.where(article.c.dated_on >= filters.first_day.isoformat())
    if filters.last_day is not None:
        asked = asked.where(article.c.dated_on <= filters.last_day.isoformat())
    if filters.since is not None:
        asked = asked.where(article.c.dated_at >= stamp(filters.since))
    if filters.until is not None:
        asked = asked.where(article.c.dated_at < stamp(filters.until))
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


def _ranked(
    session: Session,
    hits: sa.Select[Any],
    expression: str,
    *,
    limit: int,
    behind: tuple[float | None, int | None],
) -> list[tuple[int, float]]:
    score, place = behind
    scored = hits.add_columns(fulltext.score_column(session, expression).label("score")).subquery()
    asked = sa.select(scored.c.rowid, scored.c.score)
    if score is not None and place is not None:
        asked = asked.where(sa.or_(scored.c.score > score, sa.and_(scored.c.score == score, scored.c.rowid < place)))
    found = session.rows(asked.order_by(scored.c.score, scored.c.rowid.desc()).limit(limit))
    return [(row[0], row[1]) for row in found]


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
