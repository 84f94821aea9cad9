"""The database of one archive: made, brought up to date, and its parts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

import sqlalchemy as sa
from sqlalchemy import bindparam, select

from ..errors import ArchiveFormatError, ArchiveNotFoundError
from ..records import ArticleSummary
from ..words import FOLD_VERSION
from . import finding, making, schema
from .articles import Articles
from .captures import Captures
from .engine import Location, make_engine
from .extractions import Extractions
from .finding import Found
from .frontier import Frontier
from .fulltext import FullText
from .questions import Question
from .runs import Runs
from .schema import setting
from .session import Session, Statement

_SETTING = Statement(select(setting.c.value).where(setting.c.name == bindparam("name_")))
_COUNTS = [
    Statement(select(sa.func.count()).select_from(table)) for table in (schema.run, schema.article, schema.outcome)
]
_SET = Statement(sa.update(setting).where(setting.c.name == bindparam("name_")).values(value=bindparam("new")))


class Database:
    """Rows of one archive over one connection. A writer keeps one transaction open from commit to commit."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.captures = Captures(session)
        self._fulltext = FullText(session)
        self.articles = Articles(session, self._fulltext)
        self.extractions = Extractions(session)
        self.frontier = Frontier(session)
        self.runs = Runs(session)

    @classmethod
    def create(cls, location: Location) -> Self:
        """Make an empty database and open it for writing; what is there already is brought up to date instead."""
        engine = make_engine(location, readonly=False, create=True)
        session = Session(engine)
        try:
            if making.revision_of(session, location) is None:
                making.make(session, location)
        finally:
            session.close()
        return cls.open(location, readonly=False)

    @classmethod
    def open(cls, location: Location, *, readonly: bool) -> Self:
        """Open the database; for writing, bring its schema and its full-text index up to date first.

        Raises:
            ArchiveNotFoundError: If there is none.
            ArchiveFormatError: If a newer dnusa made it, or it is of an older one and *readonly*.
            ArchiveLockedError: If another process writes it.
        """
        if location.file is not None and not location.file.exists():
            raise ArchiveNotFoundError(f"no database at {location.file}; make it from the WARC files: dnusa rebuild")
        if cls._is_behind(location, readonly=readonly):
            making.upgrade(location)
        session = Session(make_engine(location, readonly=readonly), readonly=readonly)
        try:
            if not readonly:
                session.become_writer()
            database = cls(session)
            if not readonly:
                database._index_again_if_needed()
        except BaseException:
            session.close()
            raise
        return database

    @staticmethod
    def _is_behind(location: Location, *, readonly: bool) -> bool:
        """Tell whether the schema is an older one that this program may bring up to date; refuse what it cannot use."""
        session = Session(make_engine(location, readonly=readonly), readonly=readonly)
        try:
            revision = making.revision_of(session, location)
        finally:
            session.close()
        if revision == making.HEAD:
            return False
        if revision is None:
            raise ArchiveNotFoundError("the database holds no archive; make it from the WARC files: dnusa rebuild")
        making.refuse_newer(revision)
        if readonly:
            raise ArchiveFormatError("an older dnusa made the archive; any command that writes brings it up to date")
        return True

    def _index_again_if_needed(self) -> None:
        if self._session.scalar(_SETTING, name_="fold_version") != str(FOLD_VERSION):
            self._session.begin()
            self.articles.index_again()
            self._session.run(_SET, name_="fold_version", new=str(FOLD_VERSION))
            self.commit()

    def begin(self) -> None:
        """Begin a transaction unless one is open."""
        self._session.begin()

    def commit(self) -> None:
        """Make everything since ``begin`` durable."""
        self._fulltext.flush()
        self._session.commit()

    def rollback(self) -> None:
        """Forget everything since ``begin``."""
        self._fulltext.forget_after(0)
        self._session.rollback()

    def find(self, question: Question, *, limit: int, after: str | None) -> Found:
        """Return one page of a search; see :func:`.finding.find`."""
        self._fulltext.flush()
        return finding.find(self._session, question, limit=limit, after=after)

    def export(self, question: Question) -> Iterator[ArticleSummary]:
        """Yield every article that answers *question*, in a stable order; see :func:`.finding.export`."""
        self._fulltext.flush()
        return finding.export(self._session, question)

    def counts(self) -> tuple[int, int, int]:
        """Return the numbers of runs, articles and outcomes."""
        runs, articles, outcomes = (self._session.scalar(statement) for statement in _COUNTS)
        return runs, articles, outcomes

    @contextmanager
    def whole_or_not(self) -> Iterator[None]:
        """Undo what is done inside when it fails, and nothing before it; inside an open transaction."""
        waiting = self._fulltext.waiting
        self._session.ddl("SAVEPOINT keeping")
        try:
            yield
        except BaseException:
            self._fulltext.forget_after(waiting)
            if self._session.is_open():
                self._session.ddl("ROLLBACK TO SAVEPOINT keeping")
                self._session.ddl("RELEASE SAVEPOINT keeping")
            raise
        self._session.ddl("RELEASE SAVEPOINT keeping")

    @property
    def is_open(self) -> bool:
        """Whether the transaction begun is still open: a full disk ends it."""
        return self._session.is_open()

    def close(self) -> None:
        """Close the connection; what was not committed is gone."""
        self._session.close()
