"""What an archive answers: the part of :class:`archive.Archive` that never writes."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from typing import IO, Any

from . import exports, verify
from . import search as searching
from .database import Database
from .directory import Directory
from .errors import NotFoundError
from .rebuild import canonical_or_as_is
from .records import (
    Article,
    ArticleSummary,
    Capture,
    CrawlRun,
    Difference,
    Exchange,
    Extraction,
    HitPage,
    KnownUrl,
    Outcome,
    OutcomeKind,
    Problem,
    Validators,
    Version,
)
from .versions import difference
from .warc import WarcReader


class Answers:
    """The questions of a crawl and of a reader, over one database and the WARC files it describes."""

    def __init__(self, directory: Directory, database: Database) -> None:
        self._directory = directory
        self._database = database
        self._reader = WarcReader(directory.warc)

    # What a crawl asks.

    def known(self, site: str, *, due_by: datetime | None = None) -> Iterator[KnownUrl]:
        """Yield the URLs known of a site in order of discovery; with *due_by* only those due then."""
        return self._database.frontier.of_site(site, due_by=due_by)

    def known_url(self, site: str, canonical_url: str) -> KnownUrl | None:
        """Return what is known of one URL."""
        return self._database.frontier.one(site, canonical_url)

    def validators(self, url: str) -> Validators | None:
        """Return what the last good capture of *url* offers for a conditional request."""
        return self._database.captures.validators(canonical_or_as_is(url))

    def unread(self, site: str) -> Iterator[Capture]:
        """Yield the captures of a site without an outcome, in order: what a crash left to be read."""
        return self._database.captures.unread(site)

    def read(self, capture: Capture) -> Exchange:
        """Return the exchange of a capture from its WARC file; a revisit with the payload it refers to.

        Raises:
            RecordError: If the record cannot be used.
            DigestMismatchError: If its bytes are not those that were written.
        """
        return self._reader.read_capture(capture)

    def current_reading(self, url: str, *, site: str | None = None) -> Article | None:
        """Return how the article under a canonical URL reads now; None when there is none."""
        articles = self._database.articles
        current = articles.by_url_or_id(url) if site is None else articles.by_url(site, url)
        return None if current is None else current.article

    def has_article(self, site: str, url: str) -> bool:
        """Tell whether an article of a site has or had this canonical URL."""
        return self._database.articles.by_url(site, url) is not None

    def find_article(self, site: str, url: str) -> ArticleSummary | None:
        """Return the article of a site that has or had this canonical URL; None when there is none."""
        current = self._database.articles.by_url(site, url)
        return None if current is None else self._database.articles.summary(current.no)

    def capture_at(self, file: str, offset: int) -> Capture | None:
        """Return the capture whose record is at *offset* of a WARC file; None when there is none."""
        return self._database.captures.at(file, offset)

    def learned(self, site: str) -> Any:
        """Return the JSON value last given to :meth:`store_learned` for a site; None when there is none."""
        found = self._database.runs.learned(site)
        return None if found is None else json.loads(found)

    def evidence(self, capture: Capture) -> Any:
        """Return the JSON value given to :meth:`Archive.keep_evidence` for a page; None when there is none."""
        found = self._database.runs.evidence(capture.id)
        return None if found is None else json.loads(zlib.decompress(found))

    # What a reader asks.

    def search(
        self,
        query: str = "",
        *,
        site: str | Sequence[str] | None = None,
        since: date | datetime | None = None,
        until: date | datetime | None = None,
        author: str | None = None,
        limit: int = 20,
        after: str | None = None,
    ) -> HitPage:
        """Return a page of the articles that match *query* (see :mod:`archive.search`) and all filters.

        Args:
            query: Words, phrases, exclusions and filters; empty: everything, the newest first.
            site: One site or several.
            since: First day (by the article's own clock), or a moment.
            until: Last day, included; or a moment, not included.
            author: Name of an author.
            limit: Hits on a page, 1 to 200.
            after: ``HitPage.after`` of the page before.

        Raises:
            QueryError: If the query cannot be read.
        """
        asked = searching.question(query, site=site, since=since, until=until, author=author)
        return searching.search(self._database, asked, limit=limit, after=after)

    def article(self, url_or_id: str) -> ArticleSummary:
        """Return an article by its id or by any URL it has or had.

        Raises:
            NotFoundError: If there is none.
        """
        return self._database.articles.summary(self._find(url_or_id))

    def articles(
        self, *, site: str | Sequence[str] | None = None, limit: int | None = None
    ) -> Iterator[ArticleSummary]:
        """Yield articles in the order site, time, id."""
        return islice(self._database.export(searching.question("", site=site)), limit)

    def extractions(self, site: str) -> list[Extraction]:
        """Return by what each article of a site is read now, in the order time, id: far cheaper than its articles."""
        return self._database.extractions.of_site(site)

    def addresses(self, url_or_id: str) -> list[str]:
        """Return all canonical URLs of an article, today's and earlier ones."""
        return self._database.articles.addresses(self._find(url_or_id))

    def versions(self, url_or_id: str) -> list[Version]:
        """Return the versions of an article, the first first.

        Raises:
            NotFoundError: If there is no such article.
        """
        return self._database.articles.versions(self._find(url_or_id))

    def diff(self, url_or_id: str, older: int, newer: int) -> Difference:
        """Return what changed from one version of an article to another, word by word.

        Raises:
            NotFoundError: If there is no such article or version.
        """
        by_number = {version.number: version for version in self.versions(url_or_id)}
        for number in (older, newer):
            if number not in by_number:
                raise NotFoundError(f"{url_or_id} has no version {number}; it has {len(by_number)}")
        return difference(by_number[older], by_number[newer])

    def _find(self, url_or_id: str) -> int:
        for one in dict.fromkeys((url_or_id, canonical_or_as_is(url_or_id))):
            current = self._database.articles.by_url_or_id(one)
            if current is not None:
                return current.no
        raise NotFoundError(f"no article {url_or_id} in this archive; look for it with: dnusa search")

    def captures(
        self,
        *,
        url: str | None = None,
        site: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> Iterator[Capture]:
        """Yield captures in order of writing; *until* is not included."""
        canonical = None if url is None else canonical_or_as_is(url)
        return self._database.captures.find(url=canonical, site=site, since=since, until=until)

    def captures_of(self, url_or_id: str) -> list[Capture]:
        """Return the captures that showed an article, in order of writing."""
        return self._database.captures.of_article(self._find(url_or_id))

    def find_run(self, run_id: str) -> CrawlRun | None:
        """Return the crawl run with that id; None when there is none."""
        return self._database.runs.one(run_id)

    def runs(self) -> Iterator[CrawlRun]:
        """Yield the crawl runs, the last first."""
        return self._database.runs.all()

    def outcomes(
        self,
        *,
        run: str | None = None,
        site: str | None = None,
        outcome: OutcomeKind | Iterable[OutcomeKind] | None = None,
        since: datetime | None = None,
    ) -> Iterator[Outcome]:
        """Yield the crawl log in order of writing, narrowed as asked."""
        return (line for _, line in self.numbered_outcomes(run=run, site=site, outcome=outcome, since=since))

    def numbered_outcomes(
        self,
        *,
        run: str | None = None,
        site: str | None = None,
        outcome: OutcomeKind | Iterable[OutcomeKind] | None = None,
        since: datetime | None = None,
        after: int = 0,
    ) -> Iterator[tuple[int, Outcome]]:
        """Yield the crawl log with the number of each line; *after* goes on behind one, for following a run."""
        kinds = () if outcome is None else (outcome,) if isinstance(outcome, OutcomeKind) else tuple(outcome)
        return self._database.runs.outcomes(run_id=run, site=site, kinds=kinds, since=since, after=after)

    def verify(self, *, deep: bool = True) -> Iterator[Problem]:
        """Yield what is wrong with the WARC files, their indexes and the rows that point at them.

        Args:
            deep: Read every record and compare every digest; if not, only compare rows with sizes and index lines.
        """
        captures = self._database.captures
        return verify.verify(
            self._directory.warc, self._directory.index, rows_of=captures.of_file, row_files=captures.files(), deep=deep
        )

    def export(
        self,
        format: str,  # noqa: A002 - the word of the trade
        target: IO[str],
        *,
        query: str = "",
        site: str | Sequence[str] | None = None,
        since: date | datetime | None = None,
        until: date | datetime | None = None,
        author: str | None = None,
    ) -> int:
        """Write every article that matches, one row each, in the order site, time, id; return how many.

        Raises:
            UnknownExportError: If there is no such format.
            QueryError: If the query cannot be read.
        """
        export_format = exports.find(format)
        asked = searching.question(query, site=site, since=since, until=until, author=author)
        return export_format.write(self._database.export(asked), target)
