"""The schema made at once and the schema made by migrations are one; old archives are brought up to date."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive import ArchiveFormatError
from archive.database import Location, making
from archive.database.engine import make_engine
from archive.database.session import Session
from tests.archives import POSTGRESQL, Place, article, drop_schema, exchange, new_schema, postgresql_trouble, sql


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def locations(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Location, Location]]:
    """Two empty places for a database, on each kind."""
    if request.param == "sqlite":
        yield Location(file=tmp_path / "at_once.db"), Location(file=tmp_path / "by_steps.db")
        return
    if (trouble := postgresql_trouble()) is not None:
        pytest.skip(trouble)
    names = new_schema(), new_schema()
    yield tuple(Location.parse(f"{POSTGRESQL}?schema={name}") for name in names)  # type: ignore[misc]
    for name in names:
        drop_schema(name)


def shape(location: Location) -> list[tuple[object, ...]]:
    """Return all that a database says of its own form."""
    if location.file is not None:
        session = Session(make_engine(location, readonly=True), readonly=True)
        found = session.ask(
            "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY 1, 2"
        )
        session.close()
        return [
            (kind, name, table, " ".join((text or "").split()).replace("( ", "(").replace(" )", ")"))
            for kind, name, table, text in found
        ]
    name = location.schema
    columns = sql(
        "SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attcollation, "
        "col_description(c.oid, a.attnum), obj_description(c.oid) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
        f"WHERE c.relnamespace = '{name}'::regnamespace AND a.attnum > 0 AND c.relkind IN ('r', 'v') ORDER BY 1, a.attnum"
    )
    indexes = sql(
        f"SELECT indexname, replace(indexdef, '{name}.', '') FROM pg_indexes WHERE schemaname = '{name}' ORDER BY 1"
    )
    constraints = sql(
        f"SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = '{name}'::regnamespace ORDER BY 1"
    )
    views = sql(
        f"SELECT viewname, replace(definition, '{name}.', '') FROM pg_views WHERE schemaname = '{name}' ORDER BY 1"
    )
    return [*columns, *indexes, *[(one, text.replace(f"{name}.", "")) for one, text in constraints], *views]


def test_both_ways_to_a_schema_are_one(locations: tuple[Location, Location]) -> None:
    """Tables, columns, comments, indexes, constraints and views are equal to the letter."""
    at_once, by_steps = locations
    session = Session(make_engine(at_once, readonly=False, create=True))
    making.make(session, at_once)
    settings = session.ask("SELECT name, value FROM setting")
    session.close()
    making.upgrade(by_steps)
    session = Session(make_engine(by_steps, readonly=False))

    assert shape(by_steps) == shape(at_once)
    assert len(shape(at_once)) > 40
    assert session.ask("SELECT name, value FROM setting") == settings
    assert making.revision_of(session, by_steps) == making.HEAD
    session.close()


def test_the_head_is_the_last_migration() -> None:
    """The number the program knows is that of the newest file."""
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(making.__file__).with_name("migrations")))

    assert ScriptDirectory.from_config(config).get_heads() == [making.HEAD]


def test_an_archive_made_by_the_first_revision_opens(place: Place) -> None:
    """An archive whose schema is revision 0001 is brought up to date by the first writer and keeps its rows."""
    with place.create() as archive:
        archive.keep(article(), capture=archive.write(exchange("http://kota.example/a/")))
    change(place, "DROP TABLE evidence")
    change(place, "UPDATE alembic_version SET version_num = '0001'")

    with place.open() as archive:
        assert archive.search("ngrowo").total == 1
    assert place.rows("SELECT version_num FROM alembic_version") == [(making.HEAD,)]


def test_a_newer_schema_is_refused(place: Place) -> None:
    """A program that does not know the schema does not touch it, and says what to do."""
    place.create().close()
    change(place, "UPDATE alembic_version SET version_num = '9999'")
    try:
        for settings in ({"readonly": True}, {"create": True}, {}):
            with pytest.raises(ArchiveFormatError, match=r"newer dnusa \(schema 9999\); upgrade"):
                place.open(**settings)
    finally:
        change(place, f"UPDATE alembic_version SET version_num = '{making.HEAD}'")


def test_words_split_another_way_are_indexed_again(place: Place) -> None:
    """After an upgrade that folds words differently the first writer makes the full-text index again."""
    with place.create() as archive:
        for number in range(3):
            url = f"http://kota.example/{number}"
            archive.keep(article(url, text=f"Isi nomor{number}"), capture=archive.write(exchange(url)))
    change(place, "UPDATE setting SET value = '0'")
    change(
        place,
        "DELETE FROM article_words"
        if not place.is_sqlite
        else "INSERT INTO article_words(article_words) VALUES ('delete-all')",
    )
    with place.open(readonly=True) as reader:
        assert reader.search("ngrowo").total == 0

    with place.open() as archive:
        assert archive.search("ngrowo").total == 3
        assert archive.search("nomor1 author:budi").total == 1
    assert place.rows("SELECT value FROM setting") == [("1",)]


def change(place: Place, statement: str) -> None:
    if place.database is None:
        import sqlite3

        connection = sqlite3.connect(place.path / "archive.db")
        connection.execute(statement)
        connection.commit()
        connection.close()
    else:
        name = place.database.partition("schema=")[2]
        sql(f"SET search_path = {name}; {statement}")
