"""Crawl runs, their outcomes, and what was learned of a site, or is about to be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam, select
from sqlalchemy.dialects import postgresql, sqlite

from ..records import CrawlRun, Outcome, OutcomeKind
from .rows import OUTCOME, RUN, clean, optional_stamp, outcome_values, run_values, stamp, to_outcome, to_run
from .schema import evidence, learned, outcome, run
from .session import Session, Statement

_PAGE = 500

_RUN_COLUMNS = [run.c[name] for name in RUN]
_OUTCOME_COLUMNS = [outcome.c[name] for name in OUTCOME]

_RUN = Statement(select(*_RUN_COLUMNS).where(run.c.id == bindparam("run")))
_RUNS = Statement(select(*_RUN_COLUMNS).where(run.c.id < bindparam("before")).order_by(run.c.id.desc()).limit(_PAGE))
_INTERRUPT = Statement(sa.update(run).where(run.c.state == "running").values(state="interrupted"))
_LAST_OUTCOME = Statement(select(sa.func.coalesce(sa.func.max(outcome.c.id), 0)))
_LAST_LEARNED = Statement(select(sa.func.coalesce(sa.func.max(learned.c.id), 0)))
_LEARN = Statement(sa.insert(learned))
_LEARNED = Statement(
    select(learned.c.snapshot).where(learned.c.site == bindparam("site")).order_by(learned.c.id.desc()).limit(1)
)

_EVIDENCE = Statement(select(evidence.c.page).where(evidence.c.capture_id == bindparam("capture")))
_FORGET_EVIDENCE_OF = Statement(sa.delete(evidence).where(evidence.c.capture_id == bindparam("capture")))
_FORGET_EVIDENCE = Statement(sa.delete(evidence).where(evidence.c.site == bindparam("of_site")))
_ADD_EVIDENCE = Statement(sa.insert(evidence))


def _upsert_run(dialect: str) -> Statement:
    insert = sqlite.insert(run) if dialect == "sqlite" else postgresql.insert(run)
    return Statement(
        insert.on_conflict_do_update(
            index_elements=[run.c.id], set_={name: insert.excluded[name] for name in RUN if name != "id"}
        )
    )


def _upsert_outcome(dialect: str) -> Statement:
    insert = sqlite.insert(outcome) if dialect == "sqlite" else postgresql.insert(outcome)
    return Statement(
        insert.on_conflict_do_update(
            index_elements=[outcome.c.warc_file, outcome.c.warc_offset],
            set_={name: insert.excluded[name] for name in OUTCOME},
        )
    )


_UPSERT_RUN = {dialect: _upsert_run(dialect) for dialect in ("sqlite", "postgresql")}
_UPSERT_OUTCOME = {dialect: _upsert_outcome(dialect) for dialect in ("sqlite", "postgresql")}


class Runs:
    """The runs and the crawl log of one archive."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._last_outcome: int = session.scalar(_LAST_OUTCOME)
        self._last_learned: int = session.scalar(_LAST_LEARNED)

    def put(self, row: CrawlRun) -> None:
        """Write a run: new, or its new state."""
        self._session.run(_UPSERT_RUN[self._session.dialect.name], **run_values(row))

    def one(self, run_id: str) -> CrawlRun | None:
        """Return the run with that id."""
        row = self._session.row(_RUN, run=run_id)
        return to_run(row) if row else None

    def all(self) -> Iterator[CrawlRun]:
        """Yield all runs, the last first."""
        before = "~"  # sorts after every id
        while page := self._session.rows(_RUNS, before=before):
            for row in page:
                yield to_run(row)
            before = page[-1][0]

    def interrupt_running(self) -> int:
        """Say of every run that is still ``running`` that it was interrupted; return how many."""
        return self._session.run(_INTERRUPT)

    def add_outcome(self, row: Outcome) -> None:
        """Write a line of the crawl log; a second one for the same capture replaces the first."""
        self._last_outcome += 1
        self._session.run(_UPSERT_OUTCOME[self._session.dialect.name], id=self._last_outcome, **outcome_values(row))

    def outcomes(
        self,
        *,
        run_id: str | None,
        site: str | None,
        kinds: Iterable[OutcomeKind],
        since: datetime | None,
        after: int,
    ) -> Iterator[tuple[int, Outcome]]:
        """Yield lines of the crawl log with their numbers, in order of writing, from the number *after* on."""
        asked = select(outcome.c.id, *_OUTCOME_COLUMNS)
        if run_id is not None:
            asked = asked.where(outcome.c.run == run_id)
        if site is not None:
            asked = asked.where(outcome.c.site == site)
        if wanted := [kind.value for kind in kinds]:
            asked = asked.where(outcome.c.outcome.in_(wanted))
        if (moment := optional_stamp(since)) is not None:
            asked = asked.where(outcome.c.time >= moment)
        page_after = Statement(
            asked.where(outcome.c.id > bindparam("after", required=False)).order_by(outcome.c.id).limit(_PAGE)
        )
        while page := self._session.rows(page_after, after=after):
            for row in page:
                yield row[0], to_outcome(row[1:])
            after = page[-1][0]

    def learn(self, site: str, snapshot: str, at: datetime) -> None:
        """Keep what was learned of a site, as JSON text."""
        self._last_learned += 1
        self._session.run(_LEARN, id=self._last_learned, site=clean(site), at=stamp(at), snapshot=clean(snapshot))

    def learned(self, site: str) -> str | None:
        """Return what was last learned of a site, as JSON text."""
        found: str | None = self._session.scalar(_LEARNED, site=site)
        return found

    def keep_evidence(self, capture_id: int, site: str, page: bytes) -> None:
        """Keep what one page says of its site, in the place of what it said before."""
        self._session.run(_FORGET_EVIDENCE_OF, capture=capture_id)
        self._session.run(_ADD_EVIDENCE, capture_id=capture_id, site=clean(site), page=page)

    def evidence(self, capture_id: int) -> bytes | None:
        """Return what one page said of its site."""
        found: bytes | None = self._session.scalar(_EVIDENCE, capture=capture_id)
        return found

    def forget_evidence(self, site: str) -> None:
        """Delete what the pages of a site said."""
        self._session.run(_FORGET_EVIDENCE, of_site=clean(site))
