"""By what articles are read: asked of and written for many at once, without a look at what they say."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy import bindparam, select

from ..records import Extraction
from .rows import clean
from .schema import article, capture, version
from .session import Session, Statement

_OF_SITE = Statement(
    select(article.c.id, version.c.number, version.c.extractor, capture.c.warc_file, capture.c.warc_offset)
    .select_from(article)
    .join(version, version.c.id == article.c.version_id)
    .join(capture, capture.c.id == version.c.capture_id)
    .where(article.c.site == bindparam("site"))
    .order_by(article.c.dated_at, article.c.id)
)
_RENAME = Statement(
    sa.update(version)
    .where(
        version.c.article_no == select(article.c.no).where(article.c.id == bindparam("article")).scalar_subquery(),
        version.c.number == bindparam("version_number"),
    )
    .values(extractor=bindparam("new"))
)


class Extractions:
    """The extractors of one archive's articles."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of_site(self, site: str) -> list[Extraction]:
        """Return by what each article of a site is read now, in the order time, id."""
        return [
            Extraction(article_id=row[0], version=row[1], extractor=row[2], warc_file=row[3], warc_offset=row[4])
            for row in self._session.rows(_OF_SITE, site=site)
        ]

    def rename(self, renamed: Iterable[tuple[Extraction, str]]) -> None:
        """Replace the extractor of versions, and nothing else of their reading."""
        batch = [
            {"article": one.article_id, "version_number": one.version, "new": clean(extractor)}
            for one, extractor in renamed
        ]
        self._session.many(_RENAME, batch)
