"""Where the rows live, and how to connect: a SQLite file in the archive's directory, or a schema in PostgreSQL."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from urllib.parse import quote

import attrs
import sqlalchemy as sa

from ..errors import ArchiveFormatError

#: How long SQLite waits for another connection's moment of exclusiveness (opening, checkpoint), in seconds. Writers
#: never wait for readers nor readers for writers (WAL), and there is one writer, so a wait is short; "database is
#: locked" would need one of a minute.
_BUSY_SECONDS = 60.0

#: Page cache of one connection, KiB, for the upper pages of the indexes.
_CACHE_KIB = 32_768


@attrs.frozen(kw_only=True)
class Location:
    """Where an archive's rows live."""

    #: The SQLite file; None when the rows live in PostgreSQL.
    file: Path | None = None
    #: SQLAlchemy URL of the PostgreSQL database without the schema.
    url: str | None = attrs.field(default=None, repr=False)
    #: The archive's own schema there.
    schema: str = "dnusa"

    @classmethod
    def parse(cls, url: str) -> Location:
        """Read ``postgresql://user@host/database?schema=NAME``; *schema* is ``dnusa`` unless given.

        Raises:
            ArchiveFormatError: If *url* is no such URL.
        """
        try:
            parsed = sa.make_url(url)
        except sa.exc.ArgumentError as error:
            raise ArchiveFormatError("the database URL cannot be read; write postgresql://USER@HOST/NAME") from error
        if parsed.get_backend_name() != "postgresql":
            raise ArchiveFormatError(
                f"no such database: {parsed.get_backend_name()}; write postgresql://USER@HOST/NAME"
            )
        query = dict(parsed.query)
        schema = query.pop("schema", "dnusa")
        if not isinstance(schema, str) or not schema.isidentifier() or not schema.isascii() or len(schema) > 40:
            raise ArchiveFormatError("the schema in the database URL must be one plain word")
        parsed = parsed.set(drivername="postgresql+psycopg", query=query)
        return cls(url=parsed.render_as_string(hide_password=False), schema=schema.lower())

    @property
    def is_sqlite(self) -> bool:
        """True for a SQLite file."""
        return self.file is not None

    def beside(self) -> Location:
        """Where a rebuild makes the new database before it takes this one's place."""
        if self.file is not None:
            return attrs.evolve(self, file=self.file.with_name(self.file.name + ".rebuilding"))
        return attrs.evolve(self, schema=f"{self.schema}_rebuilding")


def make_engine(location: Location, *, readonly: bool, create: bool = False) -> sa.Engine:
    """Return an engine whose connections commit only when told to, or each statement at once when *readonly*."""
    if location.file is not None:
        return _sqlite_engine(location.file, readonly=readonly, create=create)
    assert location.url is not None
    options = f"-c search_path={location.schema}"
    if readonly:
        options += " -c default_transaction_read_only=on"
    return sa.create_engine(
        location.url,
        poolclass=sa.NullPool,
        connect_args={"options": options, "autocommit": True, "connect_timeout": 10},
    )


def _sqlite_engine(file: Path, *, readonly: bool, create: bool) -> sa.Engine:
    # Readers open with mode=ro, not with query_only: a read-only connection cannot delete the WAL when it closes,
    # which would be the new database's WAL after a rebuild has put a new file in this one's place.
    mode = "ro" if readonly else "rwc" if create else "rw"
    uri = f"file:{quote(str(file.absolute()))}?mode={mode}"

    def connect() -> sqlite3.Connection:
        address = uri
        if readonly and not os.access(file.parent, os.W_OK) and not _has_log(file):
            # A read-only medium: SQLite could not make its shared memory there, and nobody else can write either.
            address += "&immutable=1"
        connection = sqlite3.connect(
            address,
            uri=True,
            timeout=_BUSY_SECONDS,
            isolation_level=None,
            cached_statements=256,
            check_same_thread=False,
        )
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        connection.execute("PRAGMA temp_store = MEMORY")
        if not readonly:
            connection.execute("PRAGMA journal_mode = WAL")
            # FULL: a commit that was acknowledged survives a power cut (sqlite.org/pragma.html#pragma_synchronous).
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            # A long reader lets the WAL grow; give the space back at the next checkpoint (64 MiB).
            connection.execute("PRAGMA journal_size_limit = 67108864")
        return connection

    return sa.create_engine("sqlite+pysqlite://", creator=connect, poolclass=sa.NullPool)


def _has_log(file: Path) -> bool:
    log = file.with_name(file.name + "-wal")
    return log.exists() and log.stat().st_size > 0
