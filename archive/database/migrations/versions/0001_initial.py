"""The first schema: the statements stand in the two SQL files beside this one, as dnusa 0.1.0 made them."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make all tables, indexes and views."""
    connection = op.get_bind()
    statements = Path(__file__).with_suffix(f".{connection.dialect.name}.sql").read_text(encoding="utf-8")
    for statement in statements.removesuffix(";\n").split(";\n\n"):
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql("INSERT INTO setting(name, value) VALUES ('fold_version', '1')")
