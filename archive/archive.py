"""Archive: the one object that ties the parts together.

One process writes an archive at a time, any number read. A writer works in one open transaction: what it writes is seen
by its own questions at once, by others and for good after :meth:`Archive.commit`, which makes the WARC file durable
first and then the rows that point into it.
"""

from __future__ import annotations

import json
import os
import secrets
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import attrs

from . import notes
from ._version import __version__
from .answers import Answers
from .database import Database, Location, discard, swap
from .directory import Directory
from .errors import ArchiveError, NotFoundError
from .rebuild import canonical_or_as_is, capture_of, fill, take_in
from .records import (
    Article,
    Capture,
    CrawlRun,
    Exchange,
    Extraction,
    KnownUrl,
    Outcome,
    Problem,
    RebuildReport,
    Verdict,
)
from .versions import Keeper, Reread
from .warc import WarcReader, WarcWriter, describe, recover
from .warc.writer import DEFAULT_MAX_BYTES

#: Names a PostgreSQL database for the rows of a new archive, and overrules the one an archive names.
DATABASE_VARIABLE = "DNUSA_DATABASE"

#: Reads one capture and keeps what it says, in the archive it is given.
Take = Callable[["Archive", Capture, Exchange], None]


class Archive(Answers):
    """One archive: a directory of WARC files and the rows that describe them. Made by :meth:`open`; a context manager.

    Not for several threads at once: each opens its own.
    """

    def __init__(
        self, directory: Directory, database: Database, *, writer: WarcWriter | None, is_rebuilding: bool = False
    ) -> None:
        """Tie the parts together; :meth:`open` is the way in."""
        super().__init__(directory, database)
        self._writer = writer
        self._is_rebuilding = is_rebuilding
        self._is_broken = False
        self._keeper = Keeper(database)
        #: Outcomes of URLs without a capture, for the note of the next commit.
        self._unproven: list[Outcome] = []
        #: End of the last write to each WARC file since the last commit.
        self._ends: dict[str, int] = {}
        #: What the last opening found damaged in the records it took in.
        self.problems: tuple[Problem, ...] = ()

    @classmethod
    def open(
        cls,
        path: str | Path,
        *,
        create: bool = False,
        readonly: bool = False,
        database: str | None = None,
        operator: str = "",
        user_agent: str = "",
        max_warc_bytes: int = DEFAULT_MAX_BYTES,
    ) -> Self:
        """Open the archive in the directory *path*; for writing, mend first what a crash left.

        Args:
            path: The directory.
            create: Make an archive when there is none.
            readonly: Only ask; any number of readers may, beside one writer.
            database: PostgreSQL URL for the rows (``postgresql://host/name?schema=word``); without it
                ``DNUSA_DATABASE``, then what the archive names, then SQLite in the directory.
            operator: Who archives and how to reach them, for the WARC files.
            user_agent: User-Agent of the requests, for the WARC files.
            max_warc_bytes: Size at which a WARC file is closed; 1 GiB unless given.

        Raises:
            ArchiveNotFoundError: If there is none.
            ArchiveFormatError: If the directory is something else, or a newer dnusa made it.
            ArchiveLockedError: If another process writes it.
        """
        directory = Directory(Path(path))
        asked = database or os.environ.get(DATABASE_VARIABLE) or None
        if create and not readonly:
            directory.make(asked)
        location = _location(directory, asked or directory.check())
        if readonly:
            directory.check()
            with directory.opening():
                return cls(directory, Database.open(location, readonly=True), writer=None)
        directory.lock()
        try:
            return cls._open_for_writing(
                directory,
                location,
                create=create,
                about={"operator": operator, "user_agent": user_agent},
                max_bytes=max_warc_bytes,
            )
        except BaseException:
            directory.unlock()
            raise

    @classmethod
    def _open_for_writing(
        cls, directory: Directory, location: Location, *, create: bool, about: Mapping[str, str], max_bytes: int
    ) -> Self:
        may_create = create and not WarcReader(directory.warc).names()
        with directory.opening():
            database = Database.create(location) if may_create else Database.open(location, readonly=False)
        writer = WarcWriter(
            directory.warc,
            directory.index,
            software=f"dnusa/{__version__}",
            operator=about["operator"],
            user_agent=about["user_agent"],
            max_bytes=max_bytes,
        )
        archive = cls(directory, database, writer=writer)
        try:
            archive._recover()
        except BaseException:
            database.close()
            raise
        return archive

    def _recover(self) -> None:
        """Cut torn tails, take in what the database has not acknowledged, and close the runs that were cut off."""
        acknowledged = self._database.captures.acknowledged()
        recover(self._directory.warc, self._directory.index, acknowledged=acknowledged)
        problems: list[Problem] = []
        self._database.begin()
        for file in self._reader.names():
            start = acknowledged.get(file, 0)
            size = (self._directory.warc / file).stat().st_size
            if size > start:
                found = take_in(self._database, self._reader, file, start=start)
                problems += [one for one in found if isinstance(one, Problem)]
                self._database.captures.acknowledge(file, size)
        self._database.runs.interrupt_running()
        self._database.commit()
        self.problems = tuple(problems)

    def close(self) -> None:
        """Commit what was written, finish the WARC file, and let another process write."""
        try:
            if self._writer is not None:
                if self._database.is_open and not self._is_broken:
                    self.commit()
                self._writer.close()
        finally:
            self._database.close()
            self._directory.unlock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    @property
    def path(self) -> Path:
        """The archive's directory."""
        return self._directory.path

    @property
    def sites_directory(self) -> Path:
        """Where the site files lie."""
        return self._directory.sites

    @property
    def is_readonly(self) -> bool:
        """Whether this is a reader."""
        return self._writer is None and not self._is_rebuilding

    # Runs.

    def begin_run(self, *, site: str, settings: Mapping[str, str] | None = None) -> CrawlRun:
        """Begin a crawl run of one site."""
        started = datetime.now(UTC)
        identity = f"{started:%Y%m%dT%H%M%SZ}-{site}-{secrets.token_hex(2)}"
        run = CrawlRun(id=identity, site=site, started_at=started, settings=dict(settings or {}))
        self._put_run(run)
        return run

    def end_run(self, run: CrawlRun, *, state: str = "finished", counters: Mapping[str, int] | None = None) -> CrawlRun:
        """End a run: ``finished``, ``interrupted`` or ``failed``, with what was counted."""
        # The row knows more of the settings than the value from the beginning, when note_site was called since.
        begun = self._database.runs.one(run.id) or run
        ended = attrs.evolve(begun, finished_at=datetime.now(UTC), state=state, counters=dict(counters or run.counters))
        self._put_run(ended)
        return ended

    def update_run(self, run: CrawlRun) -> CrawlRun:
        """Write what is known of a run by now, for example the site file that it drafted."""
        self._put_run(run)
        return run

    def note_site(self, run_id: str, site_file: str) -> None:
        """Say with which site file (TOML) a run goes on, as its setting ``site``: a rebuild reads pages by it.

        Raises:
            NotFoundError: If there is no such run.
        """
        run = self.find_run(run_id)
        if run is None:
            raise NotFoundError(f"no run {run_id} in this archive")
        self._put_run(attrs.evolve(run, settings={**run.settings, "site": site_file}))

    @contextmanager
    def run(self, *, site: str, settings: Mapping[str, str] | None = None) -> Iterator[CrawlRun]:
        """Begin a run and end it on the way out, however that comes; both are committed."""
        run = self.begin_run(site=site, settings=settings)
        self.commit()
        state = "failed"
        try:
            yield run
            state = "finished"
        except KeyboardInterrupt:
            state = "interrupted"
            raise
        finally:
            self.end_run(run, state=state)
            self.commit()

    def _put_run(self, run: CrawlRun) -> None:
        self._note(notes.RUN + run.id, notes.write_run(run), notes.JSON)
        self._database.runs.put(run)

    # Writing.

    def write(self, exchange: Exchange) -> Capture:
        """Append an exchange to the WARC file and insert its row; acknowledged when :meth:`commit` returns.

        The same payload again becomes a revisit record, and so does an answer 304.

        Raises:
            NoSpaceError: If there is no room; what was acknowledged is whole.
        """
        writer = self._writing()
        facts = describe(exchange)
        origin = None
        if facts.status == 304:
            origin = self._original_of(self._database.captures.last_good(canonical_or_as_is(exchange.url)))
        elif facts.payload_digest is not None and not exchange.truncated:
            origin = self._database.captures.original(facts.payload_digest)
        written = writer.write(exchange, facts=facts, revisit_of=origin)
        capture = capture_of(written, exchange, number=self._database.captures.next_id())
        with self._all_or_broken():
            self._database.begin()
            self._database.captures.add(capture)
        self._ends[written.file] = written.end
        return capture

    def _original_of(self, capture: Capture | None) -> Capture | None:
        if capture is None or capture.refers_to is None:
            return capture
        return self._database.captures.at(*capture.refers_to)

    def commit(self) -> None:
        """Make everything written so far durable: the WARC file first, then the rows.

        Raises:
            NoSpaceError: If there is no room. The rows since the last commit are gone; opening the archive again
                takes in those records that reached the disk.
        """
        if self._is_rebuilding:
            return
        writer = self._writing()
        if self._unproven:
            payload = notes.write_outcomes(self._unproven)
            self._note(notes.OUTCOMES, payload, notes.JSON_LINES)
            self._unproven.clear()
        writer.sync()
        with self._all_or_broken():
            self._database.begin()
            for file, end in self._ends.items():
                self._database.captures.acknowledge(file, end)
            self._database.commit()
        self._ends.clear()

    def keep(
        self,
        article: Article,
        *,
        capture: Capture,
        parts: Iterable[Capture] = (),
        aliases: Iterable[str] = (),
        reread: Reread | None = None,
    ) -> Verdict:
        """Keep an article as *capture* showed it, and say what that came to; keeping it twice is keeping it once.

        Args:
            article: What was read.
            capture: The capture it was read from.
            parts: Captures of the further pages of the same article.
            aliases: Other canonical URLs that led to this page (redirects, the URL asked for): the same article.
            reread: Reads the same article from an earlier capture with today's extractor. Asked when the current
                version was read by another extractor and seems to differ: a better reader makes no new version.
        """
        self._changing()
        with self._database.whole_or_not():
            return self._keeper.keep(article, capture=capture, parts=parts, aliases=aliases, reread=reread)

    def seen_again(self, capture: Capture) -> int:
        """Say that *capture*, a revisit, shows the articles of the capture it refers to; return how many."""
        self._changing()
        return self._keeper.seen_again(capture)

    def update_reading(self, article_id: str, number: int, article: Article) -> bool:
        """Replace how version *number* of an article is read, without making a version; False when there is none."""
        self._changing()
        with self._database.whole_or_not():
            return self._keeper.update_reading(article_id, number, article)

    def relabel(self, renamed: Iterable[tuple[Extraction, str]]) -> None:
        """Say of versions that another extractor reads them exactly as they stand: only its name is replaced."""
        self._changing()
        self._database.extractions.rename(renamed)

    def record_outcome(self, outcome: Outcome) -> None:
        """Write a line of the crawl log; a second one for the same capture replaces the first.

        During a rebuild, outcomes without a capture are those of the notes and are not written again.
        """
        self._changing()
        if outcome.warc is not None:
            self._database.captures.mark_read(*outcome.warc)
        elif self._is_rebuilding:
            return
        else:
            self._unproven.append(outcome)
        self._database.runs.add_outcome(outcome)

    def pass_over(self, capture: Capture) -> None:
        """Say that *capture* has no outcome of its own, because another capture of the same request has it."""
        self._changing()
        self._database.captures.mark_read(capture.warc_file, capture.warc_offset)

    def drop(self, capture: Capture) -> None:
        """Take out the row of a capture whose record cannot be used, as a rebuild would: nothing may refer to it."""
        self._changing()
        self._database.captures.drop(capture.warc_file, capture.warc_offset)

    def remember(self, urls: Iterable[KnownUrl]) -> None:
        """Write rows of the frontier: new URLs are added, known ones take the given state whole."""
        self._changing()
        self._database.frontier.remember(urls)

    def mark_gone(self, site: str, canonical_url: str, at: datetime) -> None:
        """Say that a URL, and the article under it, was found to be gone."""
        self._changing()
        self._database.frontier.mark_gone(site, canonical_url)
        current = self._database.articles.by_url(site, canonical_url)
        if current is not None:
            self._database.articles.mark_gone(current.no, at)

    def store_learned(self, site: str, snapshot: object) -> None:
        """Keep what was learned of a site: any JSON value. During a rebuild the notes say it, and this does nothing."""
        self._changing()
        if self._is_rebuilding:
            return
        payload = notes.write_learned(site, datetime.now(UTC), snapshot)
        self._note(notes.LEARNED + site, payload, notes.JSON)
        learned = notes.read_learned(payload)
        self._database.runs.learn(learned.site, learned.snapshot, learned.at)

    def keep_evidence(self, capture: Capture, page: object) -> None:
        """Keep what a page says of its site until that is learned: any JSON value. Commits with the page's other rows.

        It is a copy of what reading the page again would give, and only of use until the run ends.
        """
        self._changing()
        payload = json.dumps(page, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
        self._database.runs.keep_evidence(capture.id, capture.visit.site, zlib.compress(payload, 1))

    def forget_evidence(self, site: str) -> None:
        """Delete what the pages of a site said: it is learned."""
        self._changing()
        self._database.runs.forget_evidence(site)

    def _note(self, uri: str, payload: bytes, content_type: str) -> None:
        written = self._writing().note(uri, payload, content_type)
        self._ends[written.file] = written.end
        self._database.begin()

    @contextmanager
    def _all_or_broken(self) -> Iterator[None]:
        """Write nothing any more when rows that belong to written records were lost.

        A later commit would acknowledge the records without their rows; the next opening takes them in instead.
        """
        try:
            yield
        except BaseException:
            self._is_broken = True
            self._database.rollback()
            raise

    def _writing(self) -> WarcWriter:
        if self._writer is None:
            raise ArchiveError("the archive is open for reading only")
        if self._is_broken:
            raise ArchiveError(
                "the database failed, so nothing more is written; run again, and the archive mends itself"
            )
        return self._writer

    def _changing(self) -> None:
        if not self._is_rebuilding:
            self._writing()
            # A full disk ends a transaction by itself, and the rows of written records with it.
            if self._ends and not self._database.is_open:
                self._is_broken = True
                self._writing()
        self._database.begin()

    # Making the rows again.

    @classmethod
    def rebuild(
        cls,
        path: str | Path,
        take: Take,
        *,
        database: str | None = None,
        finish: Callable[[Archive], None] | None = None,
        progress: Callable[[str, int], None] | None = None,
    ) -> RebuildReport:
        """Make the database again from the WARC files alone and put it in the place of the old one.

        An interrupted rebuild leaves the old database as it was.

        Args:
            path: The archive's directory.
            take: Called for each capture in order; reads it and keeps what it says in the archive it is given.
            database: As for :meth:`open`.
            finish: Called at the end, before the database takes its place.
            progress: Called now and then with the name of the WARC file and the number of captures so far.

        Raises:
            ArchiveNotFoundError: If there is no archive.
            ArchiveLockedError: If another process writes it.
        """
        directory = Directory(Path(path))
        location = _location(directory, database or os.environ.get(DATABASE_VARIABLE) or directory.check())
        directory.check()
        directory.lock()
        try:
            recover(directory.warc, directory.index)
            beside = location.beside()
            discard(beside)
            archive = cls(directory, Database.create(beside), writer=None, is_rebuilding=True)
            try:
                report = fill(
                    archive._database,
                    archive._reader,
                    lambda capture, exchange: take(archive, capture, exchange),
                    finish=None if finish is None else lambda: finish(archive),
                    progress=progress,
                )
            except BaseException:
                archive._database.close()
                discard(beside)
                raise
            archive._database.close()
            with directory.swapping():
                swap(location, beside)
            return report
        finally:
            directory.unlock()


def _location(directory: Directory, url: str | None) -> Location:
    return Location(file=directory.database_file) if url is None else Location.parse(url)
