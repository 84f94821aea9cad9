"""One connection: statements are written in SQLAlchemy Core, prepared once, and run straight on the driver.

SQLAlchemy's own execution costs 30 to 60 µs a statement; ten statements keep one article. A prepared statement costs
the driver's 3 to 10 µs. Rows come back as plain tuples and are made values in :mod:`.rows`; they do not travel.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from operator import itemgetter
from typing import Any

import attrs
import sqlalchemy as sa
from sqlalchemy.sql import Executable

from ..errors import ArchiveError, ArchiveFormatError, ArchiveLockedError, NoSpaceError

Row = tuple[Any, ...]

#: PostgreSQL's advisory lock of one archive: shared by readers for a snapshot, held alone to exchange the schema.
EXCHANGE_LOCK = "hashtext(current_schema())"
#: The one of its writer: two numbers, of which the first says whose lock it is.
WRITER_LOCK = "20240614, hashtext(current_schema())"


class LockedForNowError(ArchiveError):
    """Somebody else still uses what is to be removed; it does not leave this package."""


@attrs.frozen
class _Prepared:
    """A statement as the driver wants it."""

    sql: str
    #: Names in the order of the question marks; None where the driver takes names.
    order: tuple[str, ...] | None
    defaults: Mapping[str, Any]
    #: Takes the values out of a mapping in that order.
    pick: Callable[[Mapping[str, Any]], Any] | None

    def parameters(self, values: Mapping[str, Any]) -> Any:
        """Return *values* as the driver takes them."""
        merged = {**self.defaults, **values} if self.defaults else values
        return merged if self.pick is None else self.pick(merged)


class Statement:
    """A Core statement that is asked again and again: made once at import, prepared once for each connection."""

    __slots__ = ("core",)

    def __init__(self, core: Executable) -> None:
        self.core = core


#: What a session runs: a named statement, or one made for this question alone (search, export).
Question = Statement | Executable


class Session:
    """One connection to the database and its prepared statements."""

    def __init__(self, engine: sa.Engine, *, readonly: bool = False) -> None:
        self._is_readonly = readonly
        self.dialect = engine.dialect
        self.is_sqlite = engine.dialect.name == "sqlite"
        self._prepared: dict[Statement, _Prepared] = {}
        self._in_transaction = False
        try:
            self._pooled = engine.raw_connection()
        except ImportError as error:
            raise ArchiveError("PostgreSQL needs its driver: pip install 'dnusa[postgres]'") from error
        except Exception as error:  # every driver has its own tree
            raise _translated(getattr(error, "orig", None) or error) from error
        self._cursor = self._pooled.cursor()

    def close(self) -> None:
        """Close the connection; what was not committed is gone."""
        self.rollback()
        self._cursor.close()
        self._pooled.close()

    # Transactions. Both drivers run in autocommit mode, so that these three words are the only ones that matter.

    def begin(self) -> None:
        """Begin a transaction unless one is open."""
        if not self._in_transaction:
            self._driver("BEGIN IMMEDIATE" if self.is_sqlite else "BEGIN")
            self._in_transaction = True

    def commit(self) -> None:
        """Make everything since ``begin`` durable."""
        if self._in_transaction:
            self._driver("COMMIT")
            self._in_transaction = False

    def rollback(self) -> None:
        """Forget everything since ``begin``."""
        if self._in_transaction:
            is_open = self.is_open()
            self._in_transaction = False
            if is_open:
                self._driver("ROLLBACK")

    def is_open(self) -> bool:
        """Tell whether a transaction is open; SQLite ends one by itself when the disk is full."""
        if not self._in_transaction or not self.is_sqlite:
            return self._in_transaction
        connection = self._pooled.driver_connection
        assert isinstance(connection, sqlite3.Connection)
        return connection.in_transaction

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let all reads inside see one moment; does not block a writer.

        Only for a reader: a writer is alone, and what it writes meanwhile must not end with the snapshot.
        """
        if self._in_transaction or not self._is_readonly:
            yield
            return
        self._driver("BEGIN" if self.is_sqlite else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        self._in_transaction = True
        try:
            if not self.is_sqlite:
                # A rebuild exchanges the schema under this lock (making.swap), so that nobody sees half of each.
                self._driver(f"SELECT pg_advisory_xact_lock_shared({EXCHANGE_LOCK})")
            yield
        finally:
            self.rollback()

    def become_writer(self) -> None:
        """Be the one that writes this PostgreSQL schema, whatever directory it was opened from, until closed.

        A SQLite file has the lock of its directory.

        Raises:
            ArchiveLockedError: If another connection is.
        """
        if not self.is_sqlite and self.ask(f"SELECT pg_try_advisory_lock({WRITER_LOCK})") != [(True,)]:
            raise ArchiveLockedError("another process writes this archive's database; wait for it to end, or stop it")

    # Statements.

    def rows(self, statement: Question, **values: Any) -> list[Row]:
        """Run a query and return its rows."""
        self._run(statement, values)
        try:
            return self._cursor.fetchall()  # type: ignore[return-value]
        except sqlite3.Error as error:  # SQLite reads while it fetches
            raise _translated(error) from error

    def row(self, statement: Question, **values: Any) -> Row | None:
        """Run a query and return its first row, or None."""
        found = self.rows(statement, **values)
        return found[0] if found else None

    def scalar(self, statement: Question, **values: Any) -> Any:
        """Run a query and return the first column of its first row, or None."""
        found = self.row(statement, **values)
        return found[0] if found else None

    def run(self, statement: Question, **values: Any) -> int:
        """Run a statement and return how many rows it touched."""
        self._run(statement, values)
        return self._cursor.rowcount

    def many(self, statement: Question, batch: Sequence[Mapping[str, Any]]) -> None:
        """Run a statement once for each mapping of *batch*."""
        if not batch:
            return
        prepared = self._prepare(statement)
        rows = map(prepared.parameters, batch)
        try:
            self._cursor.executemany(prepared.sql, rows)  # type: ignore[arg-type]
        except Exception as error:  # every driver has its own tree
            raise _translated(error) from error

    def ddl(self, sql: str) -> None:
        """Run one statement as it stands: definitions of tables and pragmas."""
        self._driver(sql)

    def ask(self, sql: str) -> list[Row]:
        """Run one query as it stands: pragmas and catalogues."""
        self._driver(sql)
        return self._cursor.fetchall()  # type: ignore[return-value]

    def _run(self, statement: Question, values: Mapping[str, Any]) -> None:
        prepared = self._prepare(statement)
        try:
            self._cursor.execute(prepared.sql, prepared.parameters(values))
        except Exception as error:  # every driver has its own tree
            raise _translated(error) from error

    def _driver(self, sql: str) -> None:
        try:
            self._cursor.execute(sql)
        except Exception as error:  # every driver has its own tree
            raise _translated(error) from error

    def _prepare(self, statement: Question) -> _Prepared:
        if not isinstance(statement, Statement):
            return self._compile(statement)
        prepared = self._prepared.get(statement)
        if prepared is None:
            prepared = self._prepared[statement] = self._compile(statement.core)
        return prepared

    def _compile(self, core: Executable) -> _Prepared:
        compiled = core.compile(dialect=self.dialect, compile_kwargs={"render_postcompile": True})  # type: ignore[attr-defined]
        defaults = {name: value for name, value in compiled.params.items() if value is not None}
        order = tuple(compiled.positiontup or ()) if compiled.positional else None
        return _Prepared(compiled.string, order, defaults, None if order is None else _picker(order))


def _picker(order: tuple[str, ...]) -> Callable[[Mapping[str, Any]], Any]:
    """Return what makes a tuple of a mapping's values in that *order*."""
    if len(order) > 1:
        return itemgetter(*order)
    return lambda values: tuple([values[name] for name in order])


#: How the names of SQLite's errors begin when the system does not let it have the file.
_NO_ACCESS = ("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_PERM", "SQLITE_IOERR")


def _cannot_grow(error: BaseException) -> bool:
    """Whether SQLite could not make a file larger for another reason than a full disk: a quota, a limit on file sizes."""
    return getattr(error, "sqlite_errorname", "") in {"SQLITE_IOERR_WRITE", "SQLITE_IOERR_SHMSIZE"}


def _translated(error: BaseException) -> BaseException:
    """Return the archive's error for a driver's error, or the error itself when it is a mistake of ours."""
    message = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    name = type(error).__name__
    if name == "LockNotAvailable":
        return LockedForNowError(f"the database is used by others: {message}")
    if "disk is full" in message or name == "DiskFull" or "No space left" in message or _cannot_grow(error):
        return NoSpaceError(f"no space left for the database: {message}; free space and run again")
    if "not a database" in message or "malformed" in message or "disk image" in message:
        return ArchiveFormatError("archive.db is damaged; make it again from the WARC files: dnusa rebuild")
    if getattr(error, "sqlite_errorname", "").startswith(_NO_ACCESS):
        return ArchiveError(f"archive.db cannot be used ({message}): look whether it may be read and written")
    if name in {"OperationalError", "ConnectionTimeout"} and ("connect" in message or "password" in message):
        return ArchiveError(f"the database does not answer: {message}")
    return error
