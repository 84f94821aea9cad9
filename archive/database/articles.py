"""Articles, their addresses and versions: rows in, values out; what is new is decided in :mod:`archive.versions`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import attrs
import sqlalchemy as sa
from sqlalchemy import bindparam, select
from sqlalchemy.dialects import postgresql, sqlite

from ..records import Article, ArticleSummary, Capture, Version
from . import rows
from .fulltext import FullText, Indexed
from .rows import READING, SUMMARY_ARTICLE, key, stamp
from .schema import article, article_url, band, capture, sighting, version
from .session import Row, Session, Statement

#: Articles compared with a new one at most; the oldest first. A text that more than so many share is known anyway.
_MOST_CANDIDATES = 20
_PAGE = 200


@attrs.frozen(kw_only=True)
class Current:
    """An article as its rows have it, with its current version: what a new reading is compared with."""

    no: int
    id: str
    site: str
    url: str
    external_id: str | None
    version_id: int
    versions: int
    sort_key: int
    dated_at: str
    first_seen_at: datetime
    last_seen_at: datetime
    is_gone: bool
    cluster: str | None
    text_digest: str
    near_signature: bytes | None
    capture_id: int
    reading: Row

    @property
    def article(self) -> Article:
        """The current reading as a value."""
        return rows.to_article(self.url, self.external_id, self.reading)

    @property
    def title(self) -> str:
        """The current headline."""
        return str(self.reading[0])

    @property
    def extractor(self) -> str:
        """What read it."""
        return str(self.reading[-1])

    def is_read_as(self, article: Article) -> bool:
        """Tell whether *article* says the same in every field."""
        values = rows.reading_values(article)
        return tuple([values[name] for name in READING]) == tuple(self.reading)


_CURRENT = select(
    article.c.no,
    article.c.id,
    article.c.site,
    article.c.url,
    article.c.external_id,
    article.c.version_id,
    article.c.versions,
    article.c.sort_key,
    article.c.dated_at,
    article.c.first_seen_at,
    article.c.last_seen_at,
    article.c.gone_at,
    article.c.cluster,
    version.c.text_digest,
    version.c.near_signature,
    version.c.capture_id,
    *[version.c[name] for name in READING],
).join_from(article, version, version.c.id == article.c.version_id)
_PLAIN = 16  # columns before the reading

_BY_URL = Statement(
    _CURRENT.join(article_url, article_url.c.article_no == article.c.no).where(article_url.c.key == bindparam("key"))
)
_BY_ANY_SITE = Statement(
    _CURRENT.join(article_url, article_url.c.article_no == article.c.no)
    .where(article_url.c.url_key == bindparam("key"))
    .order_by(article.c.no)
    .limit(1)
)
_BY_EXTERNAL = Statement(_CURRENT.where(article.c.external_key == bindparam("key")).order_by(article.c.no).limit(1))
_BY_NO = Statement(_CURRENT.where(article.c.no == bindparam("row")))
_BY_ID = Statement(_CURRENT.where(article.c.id == bindparam("id")))
_SAME_TEXT = Statement(
    select(article.c.no, article.c.id, article.c.cluster)
    .join_from(version, article, sa.and_(article.c.no == version.c.article_no, article.c.version_id == version.c.id))
    .where(version.c.text_key == bindparam("key"), article.c.no != bindparam("own"))
    .order_by(article.c.no)
    .limit(1)
)
_CANDIDATES = Statement(
    select(band.c.article_no)
    .where(band.c.band.in_([bindparam(f"band{index}") for index in range(8)]), band.c.article_no != bindparam("own"))
    .distinct()
    .order_by(band.c.article_no)
    .limit(_MOST_CANDIDATES)
)
_ARTICLE_OF = Statement(select(version.c.article_no).where(version.c.id == bindparam("row")))
_TEXT = Statement(
    select(article.c.no, article.c.id, article.c.cluster, version.c.text)
    .join_from(article, version, version.c.id == article.c.version_id)
    .where(article.c.no == bindparam("no"))
)
_LAST_ARTICLE = Statement(select(sa.func.coalesce(sa.func.max(article.c.no), 0)))
_LAST_VERSION = Statement(select(sa.func.coalesce(sa.func.max(version.c.id), 0)))

_INSERT_ARTICLE = Statement(sa.insert(article))
_INSERT_URL = Statement(sa.insert(article_url))
_INSERT_VERSION = Statement(sa.insert(version))
_INSERT_BAND = Statement(sa.insert(band))
_DELETE_BANDS = Statement(
    sa.delete(band).where(band.c.band == bindparam("band_"), band.c.article_no == bindparam("article_no_"))
)
_INSERT_SIGHTING = {
    "sqlite": Statement(sqlite.insert(sighting).on_conflict_do_nothing()),
    "postgresql": Statement(postgresql.insert(sighting).on_conflict_do_nothing()),
}
_SIGHTINGS_OF = Statement(
    select(sighting.c.version_id, version.c.article_no, sighting.c.part)
    .join_from(sighting, version, version.c.id == sighting.c.version_id)
    .where(sighting.c.capture_id == bindparam("capture"))
    .order_by(sighting.c.version_id)
)
_UPDATE_ARTICLE = Statement(
    sa.update(article)
    .where(article.c.no == bindparam("row"))
    .values({name: bindparam(name) for name in (
        "url", "external_key", "external_id", "version_id", "versions", "sort_key", "dated_at", "dated_on",
        "gone_at", "cluster",
    )})
)  # fmt: skip
_SEEN_ARTICLE = Statement(
    sa.update(article)
    .where(article.c.no == bindparam("row"), article.c.last_seen_at < bindparam("seen"))
    .values(last_seen_at=bindparam("seen"))
)
_SEEN_VERSION = Statement(
    sa.update(version)
    .where(version.c.id == bindparam("row"), version.c.last_seen_at < bindparam("seen"))
    .values(last_seen_at=bindparam("seen"))
)
_UPDATE_VERSION = Statement(
    sa.update(version)
    .where(version.c.id == bindparam("row"))
    .values({name: bindparam(name) for name in (*READING, "text_digest", "text_key", "near_signature")})
)
_GONE = Statement(
    sa.update(article)
    .where(article.c.no == bindparam("row"), article.c.gone_at.is_(None))
    .values(gone_at=bindparam("at"))
)
_CLUSTER = Statement(sa.update(article).where(article.c.no == bindparam("row")).values(cluster=bindparam("head")))
_VERSIONS = Statement(
    select(
        article.c.id,
        *[version.c[name] for name in (
            "number", "title", "text", "text_digest", "published", "modified", "first_seen_at", "last_seen_at", "extractor",
        )],
        capture.c.warc_file,
        capture.c.warc_offset,
    )
    .select_from(version)
    .join(article, article.c.no == version.c.article_no)
    .join(capture, capture.c.id == version.c.capture_id)
    .where(version.c.article_no == bindparam("row"))
    .order_by(version.c.number)
)  # fmt: skip
_VERSION_ID = Statement(
    select(version.c.id, *[version.c[name] for name in READING]).where(
        version.c.article_no == bindparam("row"), version.c.number == bindparam("number")
    )
)
_ALIASES = Statement(
    select(article_url.c.url).where(article_url.c.article_no == bindparam("row")).order_by(article_url.c.url)
)

SUMMARY = (
    select(
        *[article.c[name] for name in SUMMARY_ARTICLE],
        *[version.c[name] for name in READING],
        version.c.text_digest,
        capture.c.warc_file,
        capture.c.warc_offset,
        capture.c.payload_digest,
    )
    .select_from(article)
    .join(version, version.c.id == article.c.version_id)
    .join(capture, capture.c.id == version.c.capture_id)
)
_SUMMARY_OF = Statement(SUMMARY.where(article.c.no == bindparam("row")))
_FOR_INDEX = Statement(
    select(article.c.no, article.c.sort_key, article.c.site, version.c.title, version.c.text, version.c.authors)
    .join_from(article, version, version.c.id == article.c.version_id)
    .where(article.c.no > bindparam("after"))
    .order_by(article.c.no)
    .limit(_PAGE)
)


class Articles:
    """The articles of one archive."""

    def __init__(self, session: Session, fulltext: FullText) -> None:
        self._session = session
        self._fulltext = fulltext
        self._last_article: int = session.scalar(_LAST_ARTICLE)
        self._last_version: int = session.scalar(_LAST_VERSION)

    # Finding.

    def by_url(self, site: str, url: str) -> Current | None:
        """Return the article of a site that has or had this canonical URL."""
        return _current(self._session.row(_BY_URL, key=key(site, url)))

    def by_external_id(self, site: str, external_id: str) -> Current | None:
        """Return the article to which the site gave this number."""
        return _current(self._session.row(_BY_EXTERNAL, key=key(site, external_id)))

    def by_no(self, number: int) -> Current | None:
        """Return the article with this row number."""
        return _current(self._session.row(_BY_NO, row=number))

    def by_url_or_id(self, url_or_id: str) -> Current | None:
        """Return the article with this id, or the first one with this canonical URL on any site."""
        found = self._session.row(_BY_ID, id=url_or_id)
        return _current(found or self._session.row(_BY_ANY_SITE, key=key(url_or_id)))

    def same_text(self, text_digest: str, *, own: int) -> tuple[int, str, str | None] | None:
        """Return (no, id, cluster) of the first other article that reads exactly so now."""
        found = self._session.row(_SAME_TEXT, key=text_key(text_digest), own=own)
        return (found[0], found[1], found[2]) if found else None

    def article_of(self, version_id: int) -> int:
        """Return the number of the article that has this version."""
        number: int = self._session.scalar(_ARTICLE_OF, row=version_id)
        return number

    def candidates(self, bands: Sequence[int], *, own: int) -> Iterator[tuple[int, str, str | None, str]]:
        """Yield (no, id, cluster, text) of other articles that share a band, the first known first."""
        asked = {f"band{index}": number for index, number in enumerate(bands)}
        for (number,) in self._session.rows(_CANDIDATES, own=own, **asked):
            found = self._session.row(_TEXT, no=number)
            if found is not None:
                yield found[0], found[1], found[2], found[3]

    def summary(self, number: int) -> ArticleSummary:
        """Return an article as it is now."""
        row = self._session.row(_SUMMARY_OF, row=number)
        assert row is not None
        return rows.to_summary(row)

    def versions(self, number: int) -> list[Version]:
        """Return the versions of an article, the first first."""
        return [rows.to_version(row) for row in self._session.rows(_VERSIONS, row=number)]

    def version_row(self, number: int, version_number: int) -> tuple[int, Row] | None:
        """Return the row number and the reading of one version."""
        row = self._session.row(_VERSION_ID, row=number, number=version_number)
        return (row[0], row[1:]) if row else None

    def addresses(self, number: int) -> list[str]:
        """Return all URLs of an article, sorted."""
        return [url for (url,) in self._session.rows(_ALIASES, row=number)]

    # Writing.

    def next_article(self) -> int:
        """Return the number for the next article."""
        self._last_article += 1
        return self._last_article

    def next_version(self) -> int:
        """Return the number for the next version."""
        self._last_version += 1
        return self._last_version

    def add_article(
        self,
        *,
        no: int,
        identity: str,
        site: str,
        reading: Article,
        version_id: int,
        seen: datetime,
        cluster: str | None,
    ) -> None:
        """Insert an article at its first sight."""
        self._session.run(
            _INSERT_ARTICLE,
            no=no,
            id=identity,
            site=rows.clean(site),
            url=rows.clean(reading.url),
            external_key=_external_key(site, reading.external_id),
            external_id=rows.optional_clean(reading.external_id),
            version_id=version_id,
            versions=1,
            **_dating(reading, seen, no),
            first_seen_at=stamp(seen),
            last_seen_at=stamp(seen),
            gone_at=None,
            cluster=cluster,
        )
        self.add_address(no, site, reading.url)

    def add_address(self, no: int, site: str, url: str) -> None:
        """Say that an article is found under *url* too."""
        self._session.run(_INSERT_URL, key=key(site, url), url_key=key(url), url=rows.clean(url), article_no=no)

    def add_version(
        self,
        *,
        row_id: int,
        article_no: int,
        number: int,
        reading: Article,
        digest: str,
        near: bytes | None,
        capture: Capture,
    ) -> None:
        """Insert a version."""
        seen = stamp(capture.captured_at)
        self._session.run(
            _INSERT_VERSION,
            id=row_id,
            article_no=article_no,
            number=number,
            **rows.reading_values(reading),
            text_digest=digest,
            text_key=text_key(digest),
            near_signature=near,
            first_seen_at=seen,
            last_seen_at=seen,
            capture_id=capture.id,
        )

    def update_article(
        self, current: Current, *, reading: Article, version_id: int, versions: int, cluster: str | None
    ) -> None:
        """Let an article point at a version, with the address and date of *reading*; it is there (again)."""
        # Dated by its publication; without one by the day it was first seen, which stays.
        external_id = reading.external_id or current.external_id
        self._session.run(
            _UPDATE_ARTICLE,
            row=current.no,
            url=rows.clean(reading.url),
            external_key=_external_key(current.site, external_id),
            external_id=rows.optional_clean(external_id),
            version_id=version_id,
            versions=versions,
            **_dating(reading, current.first_seen_at, current.no),
            gone_at=None,
            cluster=cluster,
        )

    def update_reading(self, version_id: int, reading: Article, *, digest: str, near: bytes | None) -> None:
        """Replace how a version is read; its number and its captures stay."""
        self._session.run(
            _UPDATE_VERSION,
            row=version_id,
            **rows.reading_values(reading),
            text_digest=digest,
            text_key=text_key(digest),
            near_signature=near,
        )

    def seen(self, number: int, version_id: int, when: datetime) -> None:
        """Move the last sight of an article and its version forward to *when*."""
        self._session.run(_SEEN_ARTICLE, row=number, seen=stamp(when))
        self._session.run(_SEEN_VERSION, row=version_id, seen=stamp(when))

    def add_sighting(self, capture_id: int, version_id: int, part: int) -> None:
        """Say that a capture shows a version; saying it twice changes nothing."""
        self._session.run(
            _INSERT_SIGHTING[self._session.dialect.name], capture_id=capture_id, version_id=version_id, part=part
        )

    def sightings_of(self, capture_id: int) -> list[tuple[int, int, int]]:
        """Return (version id, article number, part) for each version a capture shows."""
        return [(row[0], row[1], row[2]) for row in self._session.rows(_SIGHTINGS_OF, capture=capture_id)]

    def index(self, reading: Article, first_seen: datetime, number: int, indexed: Indexed) -> None:
        """Let searches find an article by its words."""
        self._fulltext.add(_sort_key(reading, first_seen, number), indexed)

    def unindex(self, current: Current, indexed: Indexed) -> None:
        """Take an article out of the full-text index; *indexed* is what it was indexed with."""
        self._fulltext.remove(current.sort_key, indexed)

    def set_bands(self, number: int, old: Sequence[int], new: Sequence[int]) -> None:
        """Replace the bands under which an article is found."""
        self._session.many(_DELETE_BANDS, [{"band_": one, "article_no_": number} for one in dict.fromkeys(old)])
        self._session.many(_INSERT_BAND, [{"band": one, "article_no": number} for one in dict.fromkeys(new)])

    def set_cluster(self, number: int, head: str | None) -> None:
        """Put an article into the cluster whose first article is *head*."""
        self._session.run(_CLUSTER, row=number, head=head)

    def mark_gone(self, number: int, at: datetime) -> None:
        """Say that the page of an article was found to be gone."""
        self._session.run(_GONE, row=number, at=stamp(at))

    def index_again(self) -> int:
        """Make the full-text index again from the rows; return the number of articles."""
        self._fulltext.clear()
        after = count = 0
        while page := self._session.rows(_FOR_INDEX, after=after):
            for number, sort_key, site, title, text, authors in page:
                names = rows.load_list(authors)
                self._fulltext.add(sort_key, Indexed.of(site=site, title=title, text=text, authors=names))
                after = number
            count += len(page)
            self._fulltext.flush()
        return count


def text_key(digest: str) -> bytes:
    """Return the first 16 bytes of a ``sha256:HEX`` digest."""
    return bytes.fromhex(digest.partition(":")[2][:32])


def _sort_key(reading: Article, first_seen: datetime, no: int) -> int:
    """Return by what an article sorts: its publication, or its first sight when the page has no date."""
    return rows.sort_key(reading.published_at or first_seen, no)


def _dating(reading: Article, first_seen: datetime, no: int) -> dict[str, str | int]:
    dated = reading.published_at or first_seen.astimezone(UTC)
    return {
        "sort_key": _sort_key(reading, first_seen, no),
        "dated_at": stamp(dated),
        "dated_on": dated.date().isoformat(),
    }


def _external_key(site: str, external_id: str | None) -> bytes | None:
    return None if external_id is None else key(site, external_id)


def _current(row: Row | None) -> Current | None:
    if row is None:
        return None
    return Current(
        no=row[0],
        id=row[1],
        site=row[2],
        url=row[3],
        external_id=row[4],
        version_id=row[5],
        versions=row[6],
        sort_key=row[7],
        dated_at=row[8],
        first_seen_at=rows.moment(row[9]),
        last_seen_at=rows.moment(row[10]),
        is_gone=row[11] is not None,
        cluster=row[12],
        text_digest=row[13],
        near_signature=row[14],
        capture_id=row[15],
        reading=row[_PLAIN:],
    )
