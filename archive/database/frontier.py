"""The frontier: every URL known of each site, and what is to become of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import bindparam, select
from sqlalchemy.dialects import postgresql, sqlite

from ..records import KnownUrl
from .rows import KNOWN, key, known_values, stamp, to_known
from .schema import known_url
from .session import Session, Statement

_PAGE = 1_000
_COLUMNS = [known_url.c[name] for name in KNOWN]
_CHANGING = [name for name in KNOWN if name not in {"site", "canonical_url"}]

_LAST_ID = Statement(select(sa.func.coalesce(sa.func.max(known_url.c.id), 0)))
_BY_KEY = Statement(select(*_COLUMNS).where(known_url.c.key == bindparam("key")))
_OF_SITE = Statement(
    select(known_url.c.id, *_COLUMNS)
    .where(known_url.c.site == bindparam("site"), known_url.c.id > bindparam("after"))
    .order_by(known_url.c.id)
    .limit(_PAGE)
)
_DUE = Statement(
    select(known_url.c.id, *_COLUMNS)
    .where(
        known_url.c.site == bindparam("site"),
        known_url.c.due_at <= bindparam("due_by"),
        known_url.c.id > bindparam("after"),
    )
    .order_by(known_url.c.id)
    .limit(_PAGE)
)
_GONE = Statement(
    sa.update(known_url).where(known_url.c.key == bindparam("known_key")).values(is_gone=True, due_at=sa.null())
)


def _upsert(dialect: str) -> Statement:
    insert = sqlite.insert(known_url) if dialect == "sqlite" else postgresql.insert(known_url)
    return Statement(
        insert.on_conflict_do_update(
            index_elements=[known_url.c.key], set_={name: insert.excluded[name] for name in _CHANGING}
        )
    )


_UPSERT = {dialect: _upsert(dialect) for dialect in ("sqlite", "postgresql")}


class Frontier:
    """The known URLs of one archive."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._last_id: int = session.scalar(_LAST_ID)

    def remember(self, urls: Iterable[KnownUrl]) -> None:
        """Write rows: new ones are added, known ones take the given state whole."""
        batch = []
        for url in urls:
            self._last_id += 1
            batch.append({"id": self._last_id, **known_values(url)})
        self._session.many(_UPSERT[self._session.dialect.name], batch)

    def one(self, site: str, canonical_url: str) -> KnownUrl | None:
        """Return the row of one URL."""
        row = self._session.row(_BY_KEY, key=key(site, canonical_url))
        return to_known(row) if row else None

    def of_site(self, site: str, *, due_by: datetime | None = None) -> Iterator[KnownUrl]:
        """Yield the URLs of a site in order of discovery; with *due_by* only those due then."""
        after = 0
        asked = {"site": site} if due_by is None else {"site": site, "due_by": stamp(due_by)}
        statement = _OF_SITE if due_by is None else _DUE
        while page := self._session.rows(statement, after=after, **asked):
            for row in page:
                yield to_known(row[1:])
            after = page[-1][0]

    def mark_gone(self, site: str, canonical_url: str) -> None:
        """Say that a URL is gone and not to be fetched again by itself."""
        self._session.run(_GONE, known_key=key(site, canonical_url))
