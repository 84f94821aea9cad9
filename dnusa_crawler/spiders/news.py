"""The one spider: it walks a site's roads, keeps every exchange, has its pages read, and takes the readings in.

A page's life, as this module sees it::

    frontier -> next_request -> capture handler -> keep_exchange (WARC + row) -> take -> line -> intake -> outcome
        ^                                                                                    |
        '----------------- plan: what a discovery document asks for <------------------------'
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from scrapy import Request, Spider

from archive import Capture, Exchange, Outcome, OutcomeKind, Purpose, RecordError, Verdict, Visit

from ..arrivals import Absorbed
from ..discovery.values import Document, Link
from ..errors import AddressRefusedError
from ..frontier import Entry
from ..tries import MAX_ATTEMPTS, RETRY_SECONDS

if TYPE_CHECKING:
    from ..siterun import SiteRun

#: Exchanges that wait for a reader before no more are fetched: bounds memory, keeps every reader busy.
MAX_WAITING = 24
#: So do more bytes than this: of pages of 20 MB each fewer wait than of usual ones.
MAX_WAITING_BYTES = 5 << 20
#: Rows become durable at the latest after this many captures or seconds: one fsync for all of them.
COMMIT_CAPTURES = 64
COMMIT_SECONDS = 1.0
#: A request does nothing but wake the engine up; the scheduler takes it out.
_WAKE = Request("http://wake.invalid/")

logger = logging.getLogger(__name__)


class NewsSpider(Spider):
    """Crawls one site: a run that was made for it (``crawling``; ``scrapy crawl`` makes one, too)."""

    name = "news"

    def __init__(self, run: SiteRun, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._run = run
        self._loop = asyncio.get_event_loop()
        self._commit_due: asyncio.TimerHandle | None = None
        self._uncommitted = 0
        self._wake_due: asyncio.TimerHandle | None = None
        self._active = 0
        self._waiting_bytes = 0
        #: Whether the engine asked for a request and got none: it asks again when it is woken up.
        self._is_asked = False
        self._is_stopping = False

    # ------------------------------------------------------------ what Scrapy asks

    async def start(self) -> AsyncIterator[Any]:
        """Begin the run, when it is this site's turn; requests come from the frontier, not from here."""
        try:
            await self._run.turn()
            await self._take_up()
            self._follow(self._run.begin(self))
        except Exception as error:  # noqa: BLE001 - ends this site, not the others; the traceback is logged
            # Scrapy would go on without a first request, and wait for one for ever.
            self._give_up(error, "the run could not begin")
        return
        yield  # an asynchronous generator without items

    def is_finished(self) -> bool:
        """Whether there is nothing left to fetch."""
        return self._is_stopping or (
            self._run.has_begun and self._run.frontier.is_quiet and self._active == 0 and not self._run.has_more()
        )

    def next_request(self) -> Request | None:
        """Return the next due request; None while nothing is due or the readers are behind."""
        try:
            request = self._next_request()
        except Exception as error:  # noqa: BLE001 - ends this site, not the others; the traceback is logged
            self._give_up(error, "the next request could not be made")
            request = None
        self._is_asked = request is None
        return request

    def _next_request(self) -> Request | None:
        run = self._run
        if not run.has_begun or self._is_stopping:
            return None
        if len(run.line) >= MAX_WAITING or self._waiting_bytes > MAX_WAITING_BYTES:
            run.line.hurry()
            return None
        while True:
            entry = run.frontier.next(time.monotonic())
            if entry is None:
                if self._active == 0 and run.frontier.is_quiet:
                    self._follow(run.next_links())
                    if not run.frontier.is_quiet:
                        continue
                run.line.hurry()
                self._wake_later()
                return None
            rules = run.missing_rules(entry)
            if rules is not None:
                run.frontier.defer(entry)
                run.frontier.add(rules)
                continue
            refusal = run.refusal(entry)
            if refusal is None:
                break
            self._without_capture(entry, OutcomeKind.SKIPPED, refusal)
        self._active += 1
        return self._request(entry)

    def keep_exchange(self, exchange: Exchange) -> Capture:
        """Keep what crossed the wire: the capture handler calls this when an exchange is complete, cut or failed."""
        capture = self._run.archive.write(exchange)
        self._run.line.join(capture)
        self._run.progress.requests += 1
        self._uncommitted += 1
        if self._uncommitted >= COMMIT_CAPTURES:
            self.commit()
        elif self._commit_due is None:
            self._commit_due = self._loop.call_later(COMMIT_SECONDS, self.commit)
        return capture

    # ------------------------------------------------------------ the way of one answer

    def take(self, request: Request, error: Exception | None) -> None:
        """Take in the answer to one request, or why there is none: the downloader calls this when it has ended."""
        entry: Entry = request.meta["entry"]
        capture, exchange = request.meta.get("capture"), request.meta.get("exchange")
        try:
            if capture is None or exchange is None:
                self._active -= 1
                self._failed_without_capture(entry, error)
                return
            size = len(exchange.response or b"")
            self._waiting_bytes += size
            self._run.line.enter(capture, exchange).add_done_callback(partial(self._taken, entry, size))
        except Exception as failed:  # noqa: BLE001 - ends this site, not the others; the traceback is logged
            self._give_up(failed, f"an answer could not be taken in url={request.url}")

    def _taken(self, entry: Entry, size: int, answer: asyncio.Future[Absorbed | None]) -> None:
        """Do what an answer asks for that is taken in; None when it is left for the next run."""
        self._active -= 1
        self._waiting_bytes -= size
        try:
            absorbed = answer.result()
            if absorbed is not None:
                self._absorbed(entry, absorbed)
        except Exception as error:  # noqa: BLE001 - ends this site, not the others; the traceback is logged
            self._give_up(error, f"an answer could not be taken in url={entry.link.url}")
        if self._is_asked or self._is_stopping:
            self._wake()

    def _absorbed(self, entry: Entry, absorbed: Absorbed) -> None:
        """Do what an absorbed exchange asks for."""
        run, now = self._run, time.monotonic()
        if absorbed.pause_seconds:
            run.frontier.paused_until = max(run.frontier.paused_until, now + absorbed.pause_seconds)
        if absorbed.retry_seconds is not None:
            run.frontier.postpone(entry, now + absorbed.retry_seconds)
            return
        run.frontier.done(entry)
        self._follow(absorbed.links)
        self._count(absorbed.outcomes)
        if absorbed.document is not None:
            self._follow(run.after(absorbed.document, self))
        if run.is_over:
            self.stop(run.over_reason)

    def _failed_without_capture(self, entry: Entry, error: Exception | None) -> None:
        """No byte crossed the wire: a name that does not resolve, an address that is refused, a closed port."""
        reason = _reason(error)
        if entry.attempt < MAX_ATTEMPTS and not isinstance(error, AddressRefusedError) and not self._is_stopping:
            wait = RETRY_SECONDS[min(entry.attempt, len(RETRY_SECONDS)) - 1]
            self._run.frontier.postpone(entry, time.monotonic() + wait)
            return
        self._without_capture(entry, OutcomeKind.FAILED, reason)
        if entry.link.purpose is Purpose.ROBOTS:
            self._follow(self._run.after_robots(None, self, url=entry.link.url, reason=reason))
            if self._run.is_over:
                self.stop(self._run.over_reason)

    def _without_capture(self, entry: Entry, kind: OutcomeKind, reason: str) -> None:
        """Record the outcome of a URL that was never exchanged."""
        run, link = self._run, entry.link
        outcome = Outcome(
            time=datetime.now(UTC),
            run=run.id,
            site=run.site.name,
            road=link.road,
            purpose=link.purpose,
            url=link.url,
            outcome=kind,
            reason=reason,
        )
        run.archive.record_outcome(outcome)
        run.frontier.settle(entry, outcome)
        absorbed = run.intake.fail(link.url, purpose=link.purpose, hints=dict(link.hints))
        self._count((outcome, *absorbed.outcomes))
        if link.purpose not in {Purpose.ROBOTS, Purpose.PAGE, Purpose.PART}:
            document = Document(url=link.url, purpose=link.purpose, road=link.road, status=None, hints=link.hints)
            self._follow(run.after(document, self))

    def _follow(self, links: Iterable[Link]) -> None:
        for link in links:
            if self._run.wants(link) and self._run.frontier.add(link):
                self._run.progress.found += link.purpose is Purpose.PAGE and not link.is_redirected
        self._run.progress.waiting = self._run.frontier.waiting

    def _count(self, outcomes: Iterable[Outcome]) -> None:
        run = self._run
        for outcome in outcomes:
            count(run.counters, run.progress, outcome)
            run.tell()

    def _request(self, entry: Entry) -> Request:
        run, link = self._run, entry.link
        visit = Visit(
            run=run.id,
            site=run.site.name,
            purpose=link.purpose,
            road=link.road,
            via=link.via,
            attempt=entry.attempt,
            hints=dict(link.hints),
        )
        return Request(
            link.url,
            headers=run.headers(entry),
            meta={"entry": entry, "visit": visit, "download_timeout": 60.0},
            dont_filter=True,
        )

    # ------------------------------------------------------------ beginning, waking, ending

    async def _take_up(self) -> None:
        """Take up what a run that was cut off left: what it had learned, and captures that were never judged."""
        run = self._run
        lost, unread = run.learning.lost(), list(run.archive.unread(run.site.name))
        run.progress.to_take_up = len(lost) + len(unread)
        if not run.progress.to_take_up:
            return
        logger.info("A run that was cut off is taken up site=%s pages=%d", run.site.name, run.progress.to_take_up)
        run.tell()
        read = 0
        for some in _in_groups(lost):
            read += await self._learn_from(some)
            run.progress.taken_up += len(some)
            run.tell()
        run.intake.learned = run.learning.learned
        links: list[Link] = []
        for some in _in_groups(unread):
            kept = [(capture, exchange) for capture in some if (exchange := self._kept(capture, is_unread=True))]
            run.progress.taken_up += len(some) - len(kept)
            for capture, _ in kept:
                run.line.join(capture)
            answers = [run.line.enter(capture, exchange) for capture, exchange in kept]
            run.line.hurry()
            for answer in answers:
                absorbed = await answer
                run.progress.taken_up += 1
                if absorbed is not None and absorbed.retry_seconds is None:
                    links += absorbed.links
                    self._count(absorbed.outcomes)
                run.tell()
        for capture in run.intake.waiting:
            run.frontier.hold(capture)
        # Only now: most of what a page names is among those behind it.
        self._follow(links)
        logger.info("It is taken up site=%s judged=%d read_again=%d", run.site.name, len(unread), read)

    def _kept(self, capture: Capture, *, is_unread: bool = False) -> Exchange | None:
        """Return what was kept of a capture; None when its record is damaged: what nobody has judged is fetched again."""
        try:
            return self._run.archive.read(capture)
        except RecordError as error:
            logger.warning("A record cannot be used and is passed over url=%s: %s", capture.url, error)
            if is_unread:
                self._run.archive.drop(capture)
            return None

    async def _learn_from(self, captures: Sequence[Capture]) -> int:
        """Learn from pages of a run that was cut off, in order; return how many had to be read again.

        What they say stands beside their rows, but for pages of an older reader, of a rebuild, or of a very long run.
        """
        run = self._run
        kept = {capture.id: run.learning.kept(capture) for capture in captures}
        tasks = {}
        for capture in captures:
            if kept[capture.id] is None and (exchange := self._kept(capture)) is not None:
                task = run.intake.prepare(capture, exchange).task
                if task is not None:
                    tasks[capture.id] = task
        readings = dict(zip(tasks, await run.read([*tasks.values()]), strict=True))
        for capture in captures:
            if (evidence := kept[capture.id]) is not None:
                run.learning.recall(capture, evidence)
            elif capture.id in readings:
                run.learning.add(capture, readings[capture.id])
        if readings:
            # So that not even this is done twice.
            self.commit()
        await asyncio.sleep(0)  # other sites go on
        return len(readings)

    def _wake_later(self) -> None:
        """Have the engine ask again when the next entry is due; Scrapy itself asks every five seconds only."""
        moment = self._run.frontier.next_moment()
        if moment is None or self._wake_due is not None:
            return
        wait = max(0.01, moment - time.monotonic())
        self._wake_due = self._loop.call_later(wait, self._wake)

    def _wake(self) -> None:
        self._wake_due = None
        engine = self.crawler.engine
        if engine is not None and engine.running and engine.spider is not None:
            engine.crawl(_WAKE)

    def set_delay(self, seconds: float) -> None:
        """Keep at least *seconds* between two requests from now on."""
        engine = self.crawler.engine
        assert engine is not None
        engine.downloader.delay = seconds  # type: ignore[attr-defined]

    def commit(self) -> None:
        """Make everything durable and acknowledged: the WARC file first, then the rows."""
        if self._commit_due is not None:
            self._commit_due.cancel()
            self._commit_due = None
        self._uncommitted = 0
        try:
            self._run.archive.commit()
        except Exception as error:  # noqa: BLE001 - ends this site, not the others; the traceback is logged
            self._give_up(error, "the archive could not be written")

    def _give_up(self, error: Exception, what: str) -> None:
        """End this site's crawl: *what* went wrong so that nothing can go on."""
        logger.error("The crawl stops: %s site=%s", what, self._run.site.name, exc_info=error)
        self._run.fail(error)
        self.stop(str(error))

    def stop(self, reason: str | None = None) -> None:
        """Ask for no further request; what is in flight is still taken in."""
        self._is_stopping = True
        if reason is not None and self._run.stop_reason is None:
            self._run.stop_reason = reason

    def closed(self, reason: str) -> None:
        """End the run: Scrapy calls this when the spider has closed, whatever the cause."""
        for timer in (self._commit_due, self._wake_due):
            if timer is not None:
                timer.cancel()
        self._commit_due = self._wake_due = None
        self._run.end(is_complete=reason == "finished" and self._run.frontier.is_quiet)


def _in_groups(captures: Iterable[Capture]) -> Iterator[list[Capture]]:
    """Yield as many captures at a time as may wait for a reader."""
    group: list[Capture] = []
    size = 0
    for capture in captures:
        if len(group) >= MAX_WAITING or size > MAX_WAITING_BYTES:
            yield group
            group, size = [], 0
        group.append(capture)
        size += capture.warc_length
    if group:
        yield group


def count(counters: dict[str, int], progress: Any, outcome: Outcome) -> None:
    """Add one outcome to the run's counters (``urls/KIND``, ``articles/VERDICT``) and its progress."""
    key = f"urls/{outcome.outcome}"
    counters[key] = counters.get(key, 0) + 1
    counters["bytes/received"] = counters.get("bytes/received", 0) + outcome.bytes
    for verdict in outcome.verdicts:
        counters[f"articles/{verdict}"] = counters.get(f"articles/{verdict}", 0) + 1
        progress.kept += verdict in {Verdict.NEW, Verdict.COPY}
        progress.changed += verdict is Verdict.CHANGED
        progress.same += verdict is Verdict.SAME
    if outcome.purpose in {Purpose.PAGE, Purpose.PART}:
        progress.failed += outcome.outcome in {OutcomeKind.FAILED, OutcomeKind.TRUNCATED}
        progress.skipped += outcome.outcome is OutcomeKind.SKIPPED
        # Not read again, because the server sent nothing new: there is no verdict to count.
        progress.same += outcome.outcome is OutcomeKind.UNCHANGED and not outcome.verdicts
    progress.last = outcome


def _reason(error: BaseException | None) -> str:
    """Say in a few words why no byte crossed the wire."""
    if isinstance(error, AddressRefusedError):
        return f"address refused: {error}"
    name = type(error).__name__ if error is not None else "no answer"
    return {
        "DNSLookupError": "no such host",
        "CannotResolveHostError": "no such host",
        "ConnectionRefusedError": "connection refused",
        "DownloadConnectionRefusedError": "connection refused",
        "TimeoutError": "time-out",
        "TCPTimedOutError": "time-out",
        "DownloadTimeoutError": "time-out",
    }.get(name, f"{name}: {error}"[:200])
