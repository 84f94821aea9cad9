"""One site's run: what it knows, where it stands, and what comes after each document."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import attrs

from archive import CrawlRun, KnownUrl, OutcomeKind, Purpose, Road, canonical_url

from .discovery import robots
from .discovery.judging import Mode
from .discovery.known import KnownTable
from .discovery.plan import Entry as EntryKind
from .discovery.plan import Plan
from .discovery.values import Document, Link
from .errors import SiteUnusableError
from .frontier import Entry, Frontier
from .identity import canonical_or_none
from .intake import Intake
from .learning import Learning
from .line import Line
from .options import CrawlOptions, Errand, Progress, RoadCheck, RunReport
from .roads import judge_road, roads_of, robots_link
from .sites import Site, site_toml
from .sites.draft import Draft
from .targets import scope_of

if TYPE_CHECKING:
    from archive import Archive

    from .pages.values import PageReading
    from .spiders.news import NewsSpider
    from .workers import ReaderPool, Task

#: The product token that robots.txt rules are matched with (RFC 9309 section 2.2.1).
AGENT_TOKEN = "dnusa"  # noqa: S105 - a product name
#: Seconds between two requests where neither the site file nor robots.txt says more.
DEFAULT_DELAY_SECONDS = 1.0
#: Times that a plan is told that nothing more comes; each time ends at least one of its walks.
MOST_GIVEN_UP = 200
#: Pages that a dry run names at most: bounds memory.
MOST_NOTED = 1_000_000
#: Counter of a run that went to the end of a road of its site.
WHOLE_HISTORY = "plan/whole_history"

logger = logging.getLogger(__name__)


class SiteRun:
    """The crawl run of one site; the spider is its hands."""

    def __init__(
        self,
        archive: Archive,
        readers: ReaderPool,
        *,
        site: Site,
        is_drafted: bool,
        start_url: str,
        options: CrawlOptions,
        user_agent: str,
        turn: Callable[[], Awaitable[None]],
        on_progress: Callable[[Progress], None],
        may_hurry: bool = False,
        save_site: Callable[[Site], None] | None = None,
        knowledge: Archive | None = None,
    ) -> None:
        """Prepare a run.

        Args:
            archive: Open for writing.
            readers: Where pages are read.
            site: The site's file, or what is known from a URL alone.
            is_drafted: Whether *site* is a real site file; if not, the run drafts it first.
            start_url: The URL the person gave, or the site's home.
            options: What the person said.
            user_agent: Value of the User-Agent header.
            turn: Awaited before the first request: bounds how many sites are crawled at once.
            on_progress: Told after every outcome.
            may_hurry: Whether ``options.delay_seconds`` may go below the site's Crawl-delay (admitted addresses only).
            save_site: Called with the drafted site.
            knowledge: Where to look up what is known of the site; None: in *archive*. A dry run writes elsewhere.
        """
        self.archive = archive
        self.site = site
        self.options = options
        self.progress = Progress(site=site.name)
        self.counters: dict[str, int] = {}
        self.stop_reason: str | None = None
        self.over_reason: str | None = None
        #: Pages that a dry run does not fetch, by canonical URL.
        self.would_fetch: dict[str, str] = {}
        self.checks: list[RoadCheck] = []
        self._looked_at: list[Document] = []
        self.has_begun = False
        self.is_over = False
        self.id = ""
        self.report: RunReport | None = None
        self.start_url = start_url
        self._user_agent = user_agent
        self._turn = turn
        self._on_progress = on_progress
        self._may_hurry = may_hurry
        self._save_site = save_site
        self._knowledge = knowledge or archive
        self._readers = readers
        #: The rules of each origin met in this run; the first is that of the start URL.
        self._robots: dict[str, robots.Robots] = {}
        self._main_origin = origin(start_url)
        self._entry = EntryKind(options.entry) if options.entry else None
        self._draft: Draft | None = None if is_drafted else Draft(start_url, entry=self._entry)
        self._plan: Plan | None = None
        self._pages = 0
        #: Pages that the last run left due.
        self._resumed = 0
        self._began = time.monotonic()
        self._on_end = ExitStack()
        #: Why the run could not go on: the archive cannot be written, or a bug.
        self.error: BaseException | None = None
        self._scope = scope_of(site)
        self.known = KnownTable()
        self.frontier = Frontier(archive, site.name)
        self.learning = Learning(archive, site.name)
        self.intake = Intake(
            archive,
            site=site.hints(),
            in_scope=self.contains,
            learned=self.learning.learned,
            learn=self.learning.add,
            read=lambda task: readers.submit(task).result(),
        )
        self.line: Line
        self._run: CrawlRun

    # ------------------------------------------------------------ beginning and end

    async def turn(self) -> None:
        """Wait for this site's turn and open the run."""
        await self._turn()
        self._began = time.monotonic()
        settings = {
            "start_url": self.start_url,
            "mode": "full" if self.options.is_full else "ordinary",
            "entry": self.options.entry or "",
            "user_agent": self._user_agent,
            "site": site_toml(self.site) if self._draft is None else "",
        }
        self._run = self.archive.begin_run(site=self.site.name, settings=settings)
        self.id = self._run.id
        self.line = Line(self.intake, self._readers, asyncio.get_running_loop())

    def begin(self, spider: NewsSpider) -> list[Link]:
        """Return the first URL: robots.txt, before anything else is asked for."""
        self.has_begun = True
        self.known = KnownTable(self._knowledge.known(self.site.name))
        self.frontier.is_new = not len(self.known)
        spider.set_delay(self._delay_seconds())
        if not self.options.is_dry_run and self.options.errand is Errand.CRAWL:
            self._resumed = self.frontier.resume()
            self.progress.found += self._resumed
        elif self.options.is_dry_run:
            for known in self._knowledge.known(self.site.name):
                if known.due_at is not None and known.purpose is Purpose.PAGE:
                    self._note(known.url)
        return [robots_link(self._main_origin)]

    def end(self, *, is_complete: bool) -> None:
        """Close the run: take in what is complete, note how it ended, make it durable."""
        if not self.has_begun:
            state, reason = ("interrupted", None) if self.error is None else ("failed", str(self.error))
            if self.error is None and self.id:
                # Ended while it took in what the last run had left.
                self.line.close()
                self.archive.end_run(self._run, state=state, counters=self.counters)
                self.archive.commit()
            self.report = RunReport(site=self.site.name, run=self.id, state=state, reason=reason, counters={})
            self._on_end.close()
            return
        state, reason = "interrupted", self.stop_reason
        if self.error is not None:
            state, reason = "failed", str(self.error)
        elif self.is_over:
            state, reason = "failed", self.over_reason
        elif is_complete or reason is not None:
            state = "finished"
        self.line.close()
        if self.error is None:
            if state == "finished":
                from .spiders.news import count  # noqa: PLC0415 - the spider imports nothing of this module at run time

                for outcome in self.intake.flush().outcomes:
                    count(self.counters, self.progress, outcome)
                    self.tell()
                self.learning.end(self.intake)
            self._remember_late_hints()
            if state == "finished" and self._has_whole_history():
                self.counters[WHOLE_HISTORY] = 1
            self.archive.end_run(self._run, state=state, counters=self.counters)
            self.archive.commit()
        self.report = RunReport(
            site=self.site.name,
            run=self.id,
            state=state,
            reason=reason,
            counters=dict(self.counters),
            would_fetch=tuple(self.would_fetch.values()),
            seconds=time.monotonic() - self._began,
            checks=tuple(self.checks),
        )
        self.tell()
        self._on_end.close()

    def _has_whole_history(self) -> bool:
        """Whether this run went to the end of a road: until one has, every run walks all of them."""
        options = self.options
        is_partial = self._entry is not None or options.since is not None or options.max_pages is not None
        return not is_partial and self._plan is not None and self._plan.has_whole_history

    def _remember_late_hints(self) -> None:
        """Write down what a road said of a page after another had given it out."""
        if self._plan is None or self.options.errand is not Errand.CRAWL:
            return
        for url, hints in self._plan.late_hints().items():
            known = self.archive.known_url(self.site.name, canonical_url(url))
            if known is None:
                continue
            seen = known.seen_modified
            if known.last_fetched_at is not None and known.last_fetched_at >= self._run.started_at:
                seen = seen or hints.get("modified")
            self.archive.remember([attrs.evolve(known, hints={**known.hints, **hints}, seen_modified=seen)])

    def on_end(self, call: Callable[[], None]) -> None:
        """Have *call* called when the run has ended."""
        self._on_end.callback(call)

    async def read(self, tasks: Sequence[Task]) -> list[PageReading]:
        """Have pages read in a child process."""
        return await asyncio.gather(*map(asyncio.wrap_future, self._readers.submit_all(tasks)))

    def fail(self, error: BaseException) -> None:
        """Note why nothing can go on; what else fails because of it does not count."""
        self.error = self.error or error

    def tell(self) -> None:
        """Tell the person where the run stands."""
        self._on_progress(self.progress)

    # ------------------------------------------------------------ what may be fetched, and how

    def contains(self, url: str) -> bool:
        """Whether *url* belongs to the site, as far as it is known by now."""
        return self._scope.contains(url)

    def refusal(self, entry: Entry) -> str | None:
        """Return why *entry* is not fetched, or None when it may be."""
        link = entry.link
        if link.purpose is Purpose.ROBOTS:
            return None
        if (against := self._rules_against(link.url)) is not None:
            return against
        if link.purpose is Purpose.PAGE and not link.is_redirected:
            self._pages += entry.attempt == 1
            limit = self.options.max_pages
            if limit is not None and self._pages > limit:
                return "page limit"
        return None

    def _rules_against(self, url: str) -> str | None:
        rules = self._robots.get(origin(url))
        if rules is None or rules.allows(url, AGENT_TOKEN):
            return None
        return "robots.txt" if not rules.stops else "robots.txt unavailable"

    def missing_rules(self, entry: Entry) -> Link | None:
        """Return the robots.txt that has to be read before *entry* may be fetched; None when its rules are known."""
        at = origin(entry.link.url)
        return None if entry.link.purpose is Purpose.ROBOTS or at in self._robots else robots_link(at)

    def wants(self, link: Link) -> bool:
        """Whether *link* is followed at all; a dry run only notes pages."""
        if link.purpose in {Purpose.PAGE, Purpose.PART} and not self._scope.contains(link.url):
            return False
        if self.options.is_dry_run and link.purpose in {Purpose.PAGE, Purpose.PART}:
            self._note(link.url)
            return False
        if link.is_redirected:
            return True
        most = self.options.max_pages
        is_enough = most is not None and self.progress.found - self._resumed >= most
        if is_enough and link.purpose not in {Purpose.ROBOTS, Purpose.PART}:
            return self.frontier.has(link.url)
        if link.road is Road.PAGE and link.purpose is Purpose.PAGE:
            if self._entry is EntryKind.PAGE and self._is_kept(link.via):
                return False  # the one page that was asked for is there; its neighbours were not
            # A guest's own page: fetched once, not each time that a neighbour shows it.
            known = self.known_now(link.url)
            return known is None or known.last_outcome is None
        return link.purpose is not Purpose.PART or self.intake.waits_for(link)

    def _note(self, url: str) -> None:
        """Note a page that a run which is not dry would fetch: each once, and no more than asked for."""
        most = min(self.options.max_pages or MOST_NOTED, MOST_NOTED)
        if len(self.would_fetch) < most:
            before = len(self.would_fetch)
            self.would_fetch.setdefault(canonical_url(url), url)
            self.progress.found += len(self.would_fetch) - before

    def _is_kept(self, url: str | None) -> bool:
        """Whether the page *url* gave an article of its own."""
        known = self.known_now(url)
        return known is not None and known.last_outcome in {OutcomeKind.ARTICLE, OutcomeKind.UNCHANGED}

    def known_now(self, url: str | None) -> KnownUrl | None:
        """Return what the archive knows of *url* at this moment; None when it knows nothing."""
        canonical = canonical_or_none(url)
        return self.archive.known_url(self.site.name, canonical) if canonical is not None else None

    def headers(self, entry: Entry) -> dict[str, str]:
        """Return the headers of a request; conditional where the last answer offers validators."""
        headers = {
            "User-Agent": self._user_agent,
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Encoding": "gzip, deflate",
        }
        # Discovery documents are always asked for whole: WordPress, for one, takes a feed's validators from its newest
        # post, and a feed that changed behind a post of the future answers "not modified" (measured).
        if self.frontier.is_new or entry.link.purpose not in {Purpose.PAGE, Purpose.PART}:
            return headers
        validators = self.archive.validators(entry.link.url)
        if validators is not None and validators.etag:
            headers["If-None-Match"] = validators.etag
        if validators is not None and validators.last_modified:
            headers["If-Modified-Since"] = validators.last_modified
        return headers

    def _delay_seconds(self) -> float:
        asked = self.options.delay_seconds
        own = [self.site.limits.delay_seconds or 0.0]
        own.extend(rules.delay_seconds(AGENT_TOKEN) or 0.0 for rules in self._robots.values())
        if asked is not None and self._may_hurry:
            return asked
        if asked is not None:
            return max(asked, *own)
        return max(own) or DEFAULT_DELAY_SECONDS

    # ------------------------------------------------------------ what comes next

    def after(self, document: Document, spider: NewsSpider) -> Iterable[Link]:
        """Return what *document* asks for."""
        if document.purpose is Purpose.ROBOTS:
            return self.after_robots(document, spider)
        if self._draft is not None:
            self._looked_at.append(document)
            # Where a redirect leads comes first: until it has answered, nothing is known that could be drafted from.
            return self._draft.take(document) or self._draft_links()
        if self.options.errand is Errand.CHECK:
            self.checks.append(judge_road(document, self.site))
            return []
        return self._plan.after(document) if self._plan is not None else []

    def after_robots(
        self, document: Document | None, spider: NewsSpider, *, url: str | None = None, reason: str = ""
    ) -> Iterable[Link]:
        """Take an origin's rules; without those of the site itself nothing is fetched.

        Args:
            document: The answer to robots.txt; None when there was none.
            spider: Gets the delay that the rules ask for.
            url: Address of the robots.txt, where there is no document.
            reason: Why there was no answer.
        """
        status = document.status if document is not None else None
        rules = robots.read(status, document.body if document is not None else b"")
        at = self._asked_origin(document, url)
        self._robots[at] = rules
        self.frontier.release()
        if at != self._main_origin:
            spider.set_delay(self._delay_seconds())
            return []
        if rules.stops:
            self.is_over = True
            self.over_reason = f"{reason or rules.reason}: {_next_step(reason)}"
            self.frontier.drop_waiting()
            return []
        spider.set_delay(self._delay_seconds())
        if self._draft is not None:
            if document is not None:
                self._draft.take(document)
            return self._draft_links()
        return self._begin_plan() if self._plan is None else []

    def _asked_origin(self, document: Document | None, url: str | None) -> str:
        """Return the origin whose robots.txt was asked for: rules found behind a redirect are its own (RFC 9309 2.3.1.2)."""
        trail = (document.hints.get("redirected_from", "") if document is not None else "").split()
        if trail:
            return origin(trail[0])
        return origin(document.url if document is not None else url or self.start_url)

    def next_links(self) -> Iterable[Link]:
        """Return what is to be fetched when nothing waits and nothing is under way."""
        if self.is_over or self._main_origin not in self._robots:
            return []
        if self._draft is not None:
            return self._draft_links()
        # What was not answered will not be: a URL that robots.txt refused, or that another road had asked for.
        for _ in range(MOST_GIVEN_UP):
            if self._plan is None or self._plan.is_done:
                return []
            links = [link for link in self._plan.give_up() if self.wants(link) and not self.frontier.has(link.url)]
            if links:
                return links
        logger.warning("The plan does not come to an end site=%s run=%s", self.site.name, self.id)
        self._plan = None
        return []

    def has_more(self) -> bool:
        """Whether the run would go on although the frontier is empty."""
        if self.is_over:
            return False
        return self._draft is not None or (self._plan is not None and not self._plan.is_done)

    def _draft_links(self) -> list[Link]:
        """Go on drafting, or make the site and begin to crawl it."""
        draft = self._draft
        assert draft is not None
        wanted = draft.fresh(self.frontier.has, is_quiet=self.frontier.is_quiet)
        if wanted or not self.frontier.is_quiet:
            return wanted
        try:
            # The run began under this name; a redirect of the front page changes nothing of that.
            drafted = draft.site().model_copy(update={"name": self.site.name})
        except SiteUnusableError as error:
            self.is_over = True
            self.over_reason = str(error)
            return []
        self._draft = None
        self._entry = draft.entry
        silent = [one for one in draft.unanswered() if self._rules_against(one.url) is None]
        self.checks += [judge_road(document, drafted) for document in silent]
        self.site = drafted
        self._scope = scope_of(drafted)
        self.intake.site = drafted.hints()
        if self._save_site is not None:
            self._save_site(drafted)
        settings = {**self._run.settings, "site": site_toml(drafted)}
        self._run = self.archive.update_run(attrs.evolve(self._run, settings=settings))
        if self.options.errand is Errand.PREVIEW:
            return draft.samples(self.options.max_pages or 5)
        if origin(drafted.home) != self._main_origin:
            # The front page moved to another host, which has rules of its own.
            self._main_origin = origin(drafted.home)
            if self._main_origin not in self._robots:
                return [robots_link(self._main_origin)]
        return self._begin_plan()

    def _begin_plan(self) -> list[Link]:
        options = self.options
        if options.errand is Errand.CHECK:
            return roads_of(self.site)
        is_new = not any(
            run.site == self.site.name and run.counters.get(WHOLE_HISTORY) for run in self._knowledge.runs()
        )
        self._plan = Plan(
            self.site,
            mode=Mode.FULL if options.is_full else Mode.NEW if is_new else Mode.ORDINARY,
            known=self.known,
            now=datetime.now(UTC),
            since=options.since,
            entry=self._entry,
            entry_url=self.start_url,
        )
        links: list[Link] = []
        # What the draft looked at is not fetched again: the plan gets the answers that it asks for.
        for document in self._looked_at:
            links += self._plan.after(document)
        self._looked_at.clear()
        return links + self._plan.start()


def _next_step(reason: str) -> str:
    """Say what a person can do about a site whose robots.txt cannot be had, *reason* being why no byte came."""
    if reason.startswith("address refused"):
        return "--allow-address admits machines of your own"
    step = "check the address, or try again later" if reason else "try again later"
    return f"without the site's robots.txt nothing is fetched (RFC 9309); {step}"


def origin(url: str) -> str:
    """Return scheme, host and port of *url*: what one robots.txt holds for (RFC 9309 section 2.3)."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
