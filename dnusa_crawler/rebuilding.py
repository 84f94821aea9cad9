"""Make the database again from the WARC files: the intake of a crawl, fed from the records instead of the wire."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

import attrs

from archive import Archive, Capture, Exchange, RebuildReport

from .arrivals import Prepared
from .errors import ReaderUnusableError, SiteFileError
from .intake import READER_FAILURES, Intake
from .learning import Learning
from .pages.values import PageReading
from .sites import Site, read_site
from .sites.files import parse_site
from .targets import scope_of
from .workers import ReaderPool

#: Pages after which a reader can be judged.
LEAST_JUDGED = 10
#: Pages read ahead of the one that is taken in: keeps every reader busy, bounds memory.
READ_AHEAD = 24


def rebuild(
    archive_path: str | Path,
    *,
    on_progress: Callable[[str, int], None] | None = None,
    readers: int | None = None,
) -> RebuildReport:
    """Make the database of an archive again from its WARC files alone, with today's reader.

    The old database stays until the new one is whole.

    Args:
        archive_path: The archive's directory.
        on_progress: Called now and then with the WARC file's name and the number of captures taken in.
        readers: Reader processes; None: one less than there are cores.

    Raises:
        ArchiveError: If there is no archive, or another process writes it.
    """
    with ReaderPool(readers) as pool:
        rebuilding = Rebuilding(pool)
        return Archive.rebuild(archive_path, rebuilding.take, finish=rebuilding.finish, progress=on_progress)


@attrs.define(kw_only=True)
class _Desk:
    """One site's intake, and the run it is in."""

    intake: Intake
    learning: Learning
    run: str


class Rebuilding:
    """Takes captures in order; pages are read ahead in child processes."""

    def __init__(self, pool: ReaderPool) -> None:
        self._pool = pool
        self._desks: dict[str, _Desk] = {}
        self._waiting: deque[tuple[Intake, Prepared, Future[PageReading] | None]] = deque()
        self._pages = 0
        self._failures = 0

    def take(self, archive: Archive, capture: Capture, exchange: Exchange) -> None:
        """Take in one capture (see :meth:`archive.Archive.rebuild`)."""
        visit = capture.visit
        desk = self._desks.get(visit.site)
        if desk is None:
            desk = self._desks[visit.site] = self._desk(archive, capture)
        elif desk.run != visit.run:
            self._absorb_all()
            self._end_run(archive, desk)
            desk.run = visit.run
            desk.learning.obey()
            desk.intake.learned = desk.learning.learned
        prepared = desk.intake.prepare(capture, exchange)
        future = self._pool.submit(prepared.task) if prepared.task is not None else None
        self._waiting.append((desk.intake, prepared, future))
        while len(self._waiting) > READ_AHEAD:
            self._absorb_one()

    def finish(self, archive: Archive) -> None:
        """Take in what waits, and end every run.

        Raises:
            ReaderUnusableError: If the reader failed on most pages: a broken reader must not empty an archive.
        """
        self._absorb_all()
        if self._pages >= LEAST_JUDGED and 2 * self._failures > self._pages:
            raise ReaderUnusableError(
                f"the reader failed on {self._failures} of {self._pages} pages; the old database stays as it was: "
                "install dnusa anew and rebuild again"
            )
        for desk in self._desks.values():
            self._end_run(archive, desk)

    def _absorb_all(self) -> None:
        while self._waiting:
            self._absorb_one()

    def _absorb_one(self) -> None:
        intake, prepared, future = self._waiting.popleft()
        reading = future.result() if future is not None else None
        if reading is not None:
            self._pages += 1
            self._failures += reading.reason in READER_FAILURES
        intake.absorb(prepared, reading)

    @staticmethod
    def _end_run(archive: Archive, desk: _Desk) -> None:
        """Do what a run does at its end; one that was cut off did nothing, and the next went on with what it left."""
        run = archive.find_run(desk.run)
        if run is not None and run.state == "finished":
            desk.intake.flush()
            desk.learning.end(desk.intake)

    def _desk(self, archive: Archive, capture: Capture) -> _Desk:
        site = site_of(archive, capture)
        learning = Learning(archive, site.name, from_nothing=True)
        intake = Intake(
            archive,
            site=site.hints(),
            in_scope=scope_of(site).contains,
            learned=learning.learned,
            learn=learning.add,
            read=lambda task: self._pool.submit(task).result(),
        )
        return _Desk(intake=intake, learning=learning, run=capture.visit.run)


def site_of(archive: Archive, capture: Capture) -> Site:
    """Return the site of a capture: its file in the archive, else the one its run drafted, else what its URL says."""
    name = capture.visit.site
    try:
        return read_site(archive.sites_directory / f"{name}.toml")
    except SiteFileError:
        pass
    for run in archive.runs():
        if run.site == name and run.settings.get("site"):
            return parse_site(run.settings["site"], source=f"run {run.id}")
    return Site(name=name, home=capture.url)
