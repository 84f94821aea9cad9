"""The tables as the schema documents them; ``python -m tests.database_reference`` writes them into the reference."""

from __future__ import annotations

from pathlib import Path

from archive.database import schema

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "database.md"
BEGINNING = "## Tables\n"
TABLES = sorted([*schema.metadata.sorted_tables, schema.words], key=lambda table: table.name)


def tables() -> str:
    """Return the end of the page, from its heading "Tables" on."""
    lines = [
        BEGINNING.strip(),
        "",
        "Written by `python -m tests.database_reference` from the schema; do not edit by hand.",
        "",
    ]
    for table in TABLES:
        lines += [f"### {table.name}", "", str(table.comment), "", "| Column | What it holds |", "|---|---|"]
        lines += [f"| `{column.name}` | {column.comment} |" for column in table.columns]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


if __name__ == "__main__":
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(page[: page.index(BEGINNING)] + tables(), encoding="utf-8")
