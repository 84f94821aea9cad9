"""No statement that a crawl runs for each page walks through a table: the millionth article costs what the first did."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive import Archive
from archive.database import articles, captures, database, finding, frontier, fulltext, runs
from archive.database.engine import Location, make_engine
from archive.database.session import Session, Statement

#: Asked once for a process or for a person, not for a page.
_WALKS = {"_COUNTS", "_CAPTURED_FILES", "_FILES"}


def statements() -> list[tuple[str, Statement]]:
    found = []
    for module in (articles, captures, database, finding, frontier, fulltext, runs):
        for name, value in vars(module).items():
            choices = value.get("sqlite") if isinstance(value, dict) else value
            if isinstance(choices, Statement) and name not in _WALKS and "POSTGRESQL" not in name:
                found.append((f"{module.__name__.rpartition('.')[2]}.{name}", choices))
    return found


def test_every_statement_uses_an_index(tmp_path: Path) -> None:
    """SQLite's own plan of each statement searches and does not scan."""
    Archive.open(tmp_path / "a", create=True).close()
    session = Session(make_engine(Location(file=tmp_path / "a" / "archive.db"), readonly=True), readonly=True)
    scans = {}
    for name, statement in statements():
        prepared = session._prepare(statement)
        session._cursor.execute(f"EXPLAIN QUERY PLAN {prepared.sql}", [None] * len(prepared.order or ()))
        plan = [str(row[3]) for row in session._cursor.fetchall()]
        if any(line.startswith("SCAN") and "USING" not in line for line in plan) or any(
            "AUTOMATIC" in line for line in plan
        ):
            scans[name] = plan
    session.close()

    assert len(statements()) > 50
    assert scans == {}


@pytest.mark.parametrize("count", [40])
def test_the_full_text_index_is_written_in_one_piece(tmp_path: Path, count: int) -> None:
    """Articles kept between two commits make one segment of the index, not one each."""
    from tests.archives import article, exchange

    with Archive.open(tmp_path / "a", create=True) as archive:
        for number in range(count):
            url = f"http://kota.example/{number}"
            archive.keep(article(url, text=f"Isi {number}"), capture=archive.write(exchange(url, b"%d" % number)))
        archive.commit()
        session = archive._database._session
        segments = session.ask("SELECT count(DISTINCT segid) FROM article_words_idx")

    assert segments == [(1,)]
