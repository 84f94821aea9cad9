"""How a database comes to be and stays up to date: the schema at once for a new one, Alembic migrations for an old one.

A new database is made from the tables and views as they are (30 ms); an old one goes through the migrations. A test
holds both ways to the same result.
"""

from __future__ import annotations

import contextlib
import re
import time
from pathlib import Path

import attrs
import sqlalchemy as sa
from sqlalchemy.schema import CreateIndex, CreateTable, SetColumnComment, SetTableComment

from ..errors import ArchiveFormatError
from ..words import FOLD_VERSION
from . import schema, views
from .engine import Location, make_engine
from .fulltext import FTS5_DDL
from .session import EXCHANGE_LOCK, LockedForNowError, Session

#: The revision of the schema this program reads and writes: the newest file in ``migrations/versions``.
HEAD = "0002"

#: As Alembic makes it.
_VERSION_TABLE = (
    "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
    "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)

#: Half a minute; whoever looks at the old tables longer than that holds a transaction open by hand.
_DROP_ATTEMPTS = 75

_MIGRATIONS = Path(__file__).with_name("migrations")


def revision_of(session: Session, location: Location) -> str | None:
    """Return the schema's revision; None when there is no archive there."""
    if session.is_sqlite:
        known = session.ask("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'")
    else:
        known = session.ask(
            "SELECT 1 FROM information_schema.tables "  # noqa: S608 - the schema is one plain word (Location.parse)
            f"WHERE table_schema = '{location.schema}' AND table_name = 'alembic_version'"
        )
    if not known:
        return None
    found = session.ask("SELECT version_num FROM alembic_version")
    return str(found[0][0]) if found else None


def refuse_newer(revision: str) -> None:
    """Raise for a revision that is not one of ours.

    Raises:
        ArchiveFormatError: If a newer dnusa made the database.
    """
    if revision not in _known_revisions():
        raise ArchiveFormatError(f"the archive was made by a newer dnusa (schema {revision}); upgrade dnusa to open it")


def make(session: Session, location: Location) -> None:
    """Make all tables, indexes and views in an empty database."""
    session.begin()
    statements = definitions(session, location)
    # PostgreSQL takes them all in one message; one by one they would cost a round trip for each column's comment.
    for statement in statements if session.is_sqlite else [";\n".join(statements)]:
        session.ddl(statement)
    session.ddl(f"INSERT INTO setting(name, value) VALUES ('fold_version', '{FOLD_VERSION}')")  # noqa: S608 - a constant
    session.ddl(_VERSION_TABLE)
    session.ddl(f"INSERT INTO alembic_version(version_num) VALUES ('{HEAD}')")  # noqa: S608 - a constant
    session.commit()


def definitions(session: Session, location: Location) -> list[str]:
    """Return the statements that make the schema as it is now."""
    found: list[str] = [] if session.is_sqlite else [f"CREATE SCHEMA IF NOT EXISTS {location.schema}"]

    def compiled(element: sa.schema.ExecutableDDLElement) -> str:
        return str(element.compile(dialect=session.dialect)).strip()

    tables = list(schema.metadata.sorted_tables)
    if session.is_sqlite:
        found.append(FTS5_DDL)
    else:
        tables.append(schema.words)
    for table in tables:
        found.append(compiled(CreateTable(table)))
        found += [compiled(CreateIndex(index)) for index in sorted(table.indexes, key=lambda index: str(index.name))]
        if not session.is_sqlite:
            found.append(compiled(SetTableComment(table)))
            found += [compiled(SetColumnComment(column)) for column in table.columns]
    for view in views.ALL:
        found.append(view.sql)
        if not session.is_sqlite:
            found += view.comments
    return found


def upgrade(location: Location, *, revision: str = "head") -> None:
    """Run the migrations up to *revision*."""
    # Alembic is imported here, because only an old database needs it and it costs 0.2 s.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    engine = make_engine(location, readonly=False, create=True)
    with engine.connect() as connection:
        if location.file is None:
            connection.exec_driver_sql(f"CREATE SCHEMA IF NOT EXISTS {location.schema}")
        # Our connections commit each statement; this makes one transaction of all steps.
        connection.exec_driver_sql("BEGIN")
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        connection.commit()
    engine.dispose()


def swap(old: Location, new: Location) -> None:
    """Put the database *new* in the place of *old*, in one step; both are closed.

    The caller holds the archive's lock and keeps readers from opening for the moment this takes.
    """
    if old.file is not None and new.file is not None:
        # The new file is whole without its WAL (truncated below); the old one's WAL must not be read into the new one.
        # A damaged old database is no reason to keep it: it is what the rebuild was asked for.
        with contextlib.suppress(ArchiveFormatError):
            _empty_wal(old)
        _empty_wal(new)
        for suffix in ("-wal", "-shm"):
            old.file.with_name(old.file.name + suffix).unlink(missing_ok=True)
            new.file.with_name(new.file.name + suffix).unlink(missing_ok=True)
        new.file.replace(old.file)
        return
    session = Session(make_engine(old, readonly=False))
    away = attrs.evolve(old, schema=f"{old.schema}_replaced")
    discard(away)
    session.begin()
    if session.ask(f"SELECT 1 FROM pg_namespace WHERE nspname = '{old.schema}'"):  # noqa: S608 - one plain word
        session.ask(f"SELECT pg_advisory_xact_lock({EXCHANGE_LOCK})")
        session.ddl(f"ALTER SCHEMA {old.schema} RENAME TO {away.schema}")
    session.ddl(f"ALTER SCHEMA {new.schema} RENAME TO {old.schema}")
    session.commit()
    session.close()
    discard(away)


def _empty_wal(location: Location) -> None:
    """Write what stands in the WAL into the database file itself."""
    if location.file is None or not location.file.exists():
        return
    session = Session(make_engine(location, readonly=False))
    try:
        session.ddl("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        session.close()


def discard(location: Location) -> None:
    """Remove what an interrupted rebuild left."""
    if location.file is not None:
        for suffix in ("", "-wal", "-shm", "-journal"):
            location.file.with_name(location.file.name + suffix).unlink(missing_ok=True)
        return
    session = Session(make_engine(location, readonly=False))
    # Readers that still look at these tables end in a moment. Waiting less than a second for them, again and again,
    # keeps PostgreSQL from seeing a deadlock and ending one of them.
    session.ddl("SET lock_timeout = '300ms'")
    for attempt in range(_DROP_ATTEMPTS):
        try:
            session.ddl(f"DROP SCHEMA IF EXISTS {location.schema} CASCADE")
            break
        except LockedForNowError:
            if attempt == _DROP_ATTEMPTS - 1:
                raise
            time.sleep(0.1)
    session.close()


def _known_revisions() -> set[str]:
    """Return the revisions of our migrations, read from their file names."""
    found = (_MIGRATIONS / "versions").glob("*.py")
    return {match[1] for path in found if (match := re.match(r"(\d{4})_", path.name))}
