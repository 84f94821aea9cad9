"""The schema is documented to the last column, in the database and in the reference."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from archive.database import views
from tests import database_reference
from tests.archives import Place, sql
from tests.database_reference import TABLES


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_has_a_comment(table: sa.Table) -> None:
    """Tables and columns say in a sentence what they hold."""
    assert table.comment
    for column in table.columns:
        assert column.comment, column.name
        assert column.comment.endswith("."), column.name


@pytest.mark.parametrize("view", views.ALL, ids=lambda view: view.name)
def test_every_column_of_a_view_has_a_sentence(view: views.View) -> None:
    """Views are what people use, so they are documented too."""
    assert view.comment.endswith(".")
    assert len({name for name, _, _ in view.columns}) == len(view.columns)
    assert all(comment.endswith(".") for _, _, comment in view.columns)


def test_tables_and_views_do_not_share_names() -> None:
    """Tables are singular, views plural."""
    assert not {table.name for table in TABLES} & {view.name for view in views.ALL}


def test_the_reference_is_up_to_date() -> None:
    """docs/reference/database.md says what the schema says; ``python -m tests.database_reference`` writes it anew."""
    page = database_reference.PAGE.read_text(encoding="utf-8")

    assert page[page.index(database_reference.BEGINNING) :] == database_reference.tables()


@pytest.mark.postgres
def test_postgresql_holds_the_comments(place: Place, schema: str) -> None:
    """There a person sees them with \\d+."""
    if place.is_sqlite:
        pytest.skip("SQLite has no comments; the reference has them")
    place.create().close()
    missing = sql(
        "SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
        f"WHERE c.relnamespace = '{schema}'::regnamespace AND c.relkind IN ('r', 'v') AND a.attnum > 0 "
        "AND c.relname <> 'alembic_version' AND col_description(c.oid, a.attnum) IS NULL"
    )

    assert missing == []
