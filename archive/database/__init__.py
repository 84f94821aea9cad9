"""The only place that speaks SQL: tables, statements, the full-text index, migrations, for SQLite and PostgreSQL.

Rows do not leave it: every question is answered in values of :mod:`archive.records` or of this package.
"""

from __future__ import annotations

from .articles import Articles, Current
from .captures import Captures
from .database import Database
from .engine import Location
from .finding import RANK_LIMIT, Found
from .frontier import Frontier
from .fulltext import Indexed
from .making import discard, swap
from .questions import AllOf, AnyOf, Filters, Node, Phrase, Question
from .rows import clean
from .runs import Runs

__all__ = [
    "RANK_LIMIT",
    "AllOf",
    "AnyOf",
    "Articles",
    "Captures",
    "Current",
    "Database",
    "Filters",
    "Found",
    "Frontier",
    "Indexed",
    "Location",
    "Node",
    "Phrase",
    "Question",
    "Runs",
    "clean",
    "discard",
    "swap",
]
