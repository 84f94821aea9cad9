"""Archives for tests: on a SQLite file and on PostgreSQL, with exchanges and articles to put in."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import pytest

from archive import Archive, Article, Capture, Exchange, Outcome, OutcomeKind, Purpose, Road, Visit

WIB = timezone(timedelta(hours=7))
#: Where tests expect a PostgreSQL that trusts them.
POSTGRESQL = os.environ.get("DNUSA_TEST_DATABASE", "postgresql://127.0.0.1:5432/test")

TEXT = (
    "TULUNGAGUNG - Hujan deras yang turun sejak Jum’at (14/6) sore membuat Kali Ngrowo meluap dan merendam tiga desa.\n\n"
    "Warga mengungsi ke balai desa sementara petugas menyiapkan perahu karet, dapur umum dan obat-obatan untuk anak.\n\n"
    "Bupati meminta semua pihak membersihkan saluran air sebelum musim hujan berikutnya datang pada bulan November."
)


@cache
def postgresql_trouble() -> str | None:
    """Return why there is no PostgreSQL to test on, None when there is one."""
    try:
        import psycopg

        psycopg.connect(POSTGRESQL, connect_timeout=3).close()
    except Exception as error:  # noqa: BLE001 - any reason is a reason to skip
        return f"no PostgreSQL at {POSTGRESQL}: {error}".splitlines()[0]
    return None


def sql(statement: str) -> list[tuple[Any, ...]]:
    """Run one statement on the PostgreSQL of the tests."""
    import psycopg

    with psycopg.connect(POSTGRESQL, autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


@attrs.frozen
class Place:
    """Where one test's archive lies."""

    path: Path
    #: PostgreSQL URL with a schema of its own; None for SQLite.
    database: str | None

    @property
    def is_sqlite(self) -> bool:
        return self.database is None

    def open(self, **settings: Any) -> Archive:
        return Archive.open(self.path, database=self.database, **settings)

    def create(self, **settings: Any) -> Archive:
        return self.open(create=True, operator="tests <tests@example.org>", **settings)

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """Ask the database as a person would, with SQL."""
        if self.database is None:
            import sqlite3

            connection = sqlite3.connect(f"file:{self.path / 'archive.db'}?mode=ro", uri=True)
            try:
                return connection.execute(statement).fetchall()
            finally:
                connection.close()
        import psycopg

        schema = self.database.partition("schema=")[2]
        with psycopg.connect(POSTGRESQL, options=f"-c search_path={schema}") as connection:
            return connection.execute(statement).fetchall()


def new_schema() -> str:
    return f"dnusa_test_{uuid.uuid4().hex[:12]}"


def drop_schema(schema: str) -> None:
    for name in (schema, f"{schema}_rebuilding", f"{schema}_replaced"):
        sql(f"DROP SCHEMA IF EXISTS {name} CASCADE")


@pytest.fixture(scope="session")
def schema() -> Iterator[str]:
    """One schema for the tests of one process, emptied after each: making one costs half a second on a busy machine."""
    if (trouble := postgresql_trouble()) is not None:
        pytest.skip(trouble)
    name = new_schema()
    yield name
    drop_schema(name)


def empty_schema(schema: str) -> None:
    """Delete all rows; TRUNCATE would cost half a second of new files for sixteen small tables."""
    from archive.database import schema as tables

    names = [table.name for table in reversed(tables.metadata.sorted_tables) if table.name != "setting"]
    if sql(f"SELECT 1 FROM pg_tables WHERE schemaname = '{schema}'"):
        sql("; ".join(f"DELETE FROM {schema}.{name}" for name in (*names, "article_words")))


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """A place for an archive, once with its rows in SQLite and once in PostgreSQL."""
    if request.param == "sqlite":
        yield Place(tmp_path / "archive", None)
        return
    schema = request.getfixturevalue("schema")
    yield Place(tmp_path / "archive", f"{POSTGRESQL}?schema={schema}")
    empty_schema(schema)


@pytest.fixture
def archive(place: Place) -> Iterator[Archive]:
    """An empty archive, open for writing."""
    with place.create() as opened:
        yield opened


def at(minute: int) -> datetime:
    """Return a moment of the tests' morning."""
    return datetime(2026, 3, 1, 8, tzinfo=UTC) + timedelta(minutes=minute)


def exchange(
    url: str,
    body: bytes | None = b"<p>x</p>",
    *,
    run: str = "r",
    site: str = "kota.example",
    minute: int = 0,
    status: str = "200 OK",
    headers: str = "",
    purpose: Purpose = Purpose.PAGE,
) -> Exchange:
    """Return an exchange; *body* None: no response came."""
    response = None
    if body is not None:
        length = "" if status.startswith("304") else f"Content-Length: {len(body)}\r\n"
        response = f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\n{length}{headers}\r\n".encode() + body
    return Exchange(
        url=url,
        visit=Visit(run=run, site=site, purpose=purpose, road=Road.LISTING, via=f"http://{site}/"),
        started_at=at(minute),
        request=b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
        response=response,
        error=None if body is not None else "connection refused",
    )


def article(url: str = "http://kota.example/a/", **changes: Any) -> Article:
    """Return an article with every usual field."""
    facts: dict[str, Any] = {
        "url": url,
        "title": "Kali Ngrowo Meluap, Tiga Desa Terendam",
        "text": TEXT,
        "authors": ("Budi Santoso", "Siti Aminah"),
        "published_at": datetime(2024, 6, 14, 19, 30, tzinfo=WIB),
        "published_raw": "Jum’at, 14 Juni 2024 19:30 WIB",
        "section": "Daerah",
        "tags": ("banjir", "Tulungagung"),
        "language": "id",
        "place": "Tulungagung",
        "extractor": "reader/1",
        **changes,
    }
    return Article(**facts)


def outcome(kind: OutcomeKind = OutcomeKind.ARTICLE, *, page: Capture | None = None, **changes: Any) -> Outcome:
    """Return what became of *page*; without it, of a URL that was not fetched."""
    facts: dict[str, Any] = {
        "time": at(0),
        "run": "r",
        "site": "kota.example",
        "road": Road.LISTING,
        "purpose": Purpose.PAGE,
        "url": "http://kota.example/a/",
    }
    if page is not None:
        facts = {
            "time": page.captured_at,
            "run": page.visit.run,
            "site": page.visit.site,
            "road": page.visit.road,
            "purpose": page.visit.purpose,
            "url": page.url,
            "status": page.status,
            "warc": (page.warc_file, page.warc_offset),
        }
    return Outcome(outcome=kind, **{**facts, **changes})


@pytest.fixture
def capture(archive: Archive) -> Callable[..., Capture]:
    """Return a function that captures a page of its own."""
    count = iter(range(1_000_000))

    def one(url: str = "http://kota.example/a/", *, body: bytes | None = None, **facts: Any) -> Capture:
        number = next(count)
        return archive.write(exchange(url, body or b"page %d" % number, **{"minute": number, **facts}))

    return one
