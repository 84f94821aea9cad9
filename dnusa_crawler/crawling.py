"""Crawl sites: the one place where archive, readers, site files and Scrapy meet."""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import ipaddress
import itertools
import logging
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import attrs

from archive import Archive, ArchiveError, ArchiveNotFoundError, ArticleSummary, read_response

from .errors import CrawlerError, SettingsError, SiteUnusableError
from .intake import MAX_BODY_BYTES
from .options import CrawlOptions, CrawlReport, Errand, Progress, RoadCheck, RunReport
from .pages.values import PageSource
from .sites import Site, list_sites, read_site
from .sites.saved import SavedPage, differences, expectation, load
from .targets import Target, agent, is_admitted, resolve, write_site
from .workers import ReaderPool, spare_what_is_loaded

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings, Settings

    from .siterun import SiteRun

#: So many sites are crawled side by side; each has its own delay, so politeness does not depend on it.
SITES_AT_ONCE = 16
#: Pages read before a drafted site is shown to the person.
PREVIEW_PAGES = 5


@attrs.frozen(kw_only=True)
class Draft:
    """A site file drafted from the live site, and what its first articles would be."""

    site: Site
    previews: tuple[ArticleSummary, ...]
    #: Their pages, to be saved as the site's proof.
    pages: tuple[SavedPage, ...]
    report: RunReport


def crawl(
    archive_path: str | Path,
    targets: Sequence[str],
    options: CrawlOptions,
    on_progress: Callable[[Progress], None] = lambda _: None,
) -> CrawlReport:
    """Crawl each target (a site's name or a URL) into the archive, side by side; make the archive if there is none.

    Ctrl-C ends the crawl cleanly: what is in flight is kept, and the next call goes on.

    Raises:
        ArchiveError: If the archive cannot be used.
        CrawlerError: If a target or setting is wrong.
    """
    path = Path(archive_path)
    if options.is_dry_run:
        with tempfile.TemporaryDirectory(prefix="dnusa-dry-run-") as scratch:
            _copy_sites(path, Path(scratch))
            with _knowledge_of(path) as knowledge:
                return _crawl(Path(scratch), path, targets, options, on_progress, knowledge=knowledge)
    return _crawl(path, path, targets, options, on_progress)


def draft_site(url: str, options: CrawlOptions, on_progress: Callable[[Progress], None] = lambda _: None) -> Draft:
    """Look at the live site of *url* and draft its file; nothing is written anywhere.

    Raises:
        SiteUnusableError: If the site does not answer, answers nonsense or has no articles.
    """
    options = attrs.evolve(options, max_pages=PREVIEW_PAGES, errand=Errand.PREVIEW)
    with tempfile.TemporaryDirectory(prefix="dnusa-draft-") as scratch:
        path = Path(scratch) / "archive"
        report = _crawl(path, path, [url], options, on_progress).runs[0]
        sites = [read_site(file) for file in list_sites(path / "sites")]
        if report.state == "failed" or not sites:
            raise SiteUnusableError(report.reason or f"{url}: no site could be drafted")
        with Archive.open(path, readonly=True) as archive:
            previews = tuple(itertools.islice(archive.articles(site=sites[0].name), PREVIEW_PAGES))
            pages = _saved_pages(archive, previews, sites[0], options)
        return Draft(site=sites[0], previews=previews, pages=pages, report=report)


def _saved_pages(
    archive: Archive, previews: Sequence[ArticleSummary], site: Site, options: CrawlOptions
) -> tuple[SavedPage, ...]:
    """Return the pages of some articles as the proof of their site: what each page gives by itself."""
    pages = []
    with ReaderPool(options.readers) as readers:
        for preview in previews:
            capture = archive.capture_at(preview.warc_file, preview.warc_offset)
            assert capture is not None
            body = read_response(archive.read(capture).response or b"", max_bytes=MAX_BODY_BYTES).body
            source = PageSource(
                body=body, url=capture.url, content_type=capture.content_type, captured_at=capture.captured_at
            )
            reading = readers.read([source], site=site.hints())
            expected = tuple(expectation(article) for article in reading.articles)
            pages.append(SavedPage(name=preview.id, source=source, expected=expected))
    return tuple(pages)


def check_site(archive_path: str | Path, site: Site, options: CrawlOptions) -> list[RoadCheck]:
    """Ask every road of *site* once and read every saved page again; nothing is written to the archive.

    Raises:
        CrawlerError: If a setting is wrong.
    """
    with tempfile.TemporaryDirectory(prefix="dnusa-check-") as scratch:
        path = Path(scratch) / "archive"
        write_site(site, path / "sites")
        report = _crawl(path, path, [site.name], attrs.evolve(options, errand=Errand.CHECK), lambda _: None).runs[0]
    checks = list(report.checks)
    if report.state == "failed":
        checks.append(RoadCheck(what="site", url=site.home, is_ok=False, message=report.reason or "no answer"))
    with ReaderPool(options.readers) as readers:
        for page in load(Path(archive_path) / "sites" / site.name):
            differs = differences(page, readers.read([page.source], site=site.hints()))
            message = differs or f"gives {len(page.expected)} as expected"
            checks.append(RoadCheck(what="saved page", url=page.source.url, is_ok=differs is None, message=message))
    return checks


def _crawl(
    path: Path,
    sites_path: Path,
    targets: Sequence[str],
    options: CrawlOptions,
    on_progress: Callable[[Progress], None],
    *,
    knowledge: Archive | None = None,
) -> CrawlReport:
    resolved = [resolve(target, sites_path / "sites") for target in dict.fromkeys(targets)]
    resolved = list({target.site.name: target for target in resolved}.values())
    user_agent = agent(options, [target.start_url for target in resolved])
    with (
        Archive.open(path, create=True, operator=options.contact or "", user_agent=user_agent) as archive,
        ReaderPool(options.readers) as readers,
    ):
        crawls = _Crawls(archive, readers, options, user_agent, on_progress, knowledge=knowledge)
        runs = [crawls.prepare(target) for target in resolved]
        interrupted = crawls.start(runs)
        for run in runs:
            # What stops one site because the archive cannot be written stops all of them: no space left, most often.
            if isinstance(run.error, ArchiveError):
                raise run.error
        reports = tuple(run.report for run in runs if run.report is not None)
        return CrawlReport(runs=reports, is_interrupted=interrupted, reader_cpu_seconds=readers.cpu_seconds)


class _Crawls:
    """The crawls of one call: one Scrapy process, one archive, one set of readers."""

    def __init__(
        self,
        archive: Archive,
        readers: ReaderPool,
        options: CrawlOptions,
        user_agent: str,
        on_progress: Callable[[Progress], None],
        *,
        knowledge: Archive | None = None,
    ) -> None:
        self._archive = archive
        self._knowledge = knowledge
        self._readers = readers
        self._options = options
        self._user_agent = user_agent
        self._on_progress = on_progress
        self._turns: asyncio.Semaphore | None = None

    def prepare(self, target: Target) -> SiteRun:
        """Make the run of one site."""
        from .siterun import SiteRun  # noqa: PLC0415 - discovery is not needed to open an archive

        return SiteRun(
            self._archive,
            self._readers,
            site=target.site,
            is_drafted=target.is_drafted,
            start_url=target.start_url,
            options=self._options,
            user_agent=self._user_agent,
            turn=self._turn,
            on_progress=self._on_progress,
            may_hurry=is_admitted(target.start_url, self._options.allow_addresses),
            save_site=self._save,
            knowledge=self._knowledge,
        )

    def _save(self, site: Site) -> None:
        write_site(site, self._archive.sites_directory)

    def start(self, runs: Sequence[SiteRun]) -> bool:
        """Crawl; return whether a person interrupted it."""
        from scrapy import signals  # noqa: PLC0415 - Scrapy is imported for crawling only
        from scrapy.crawler import AsyncCrawlerProcess  # noqa: PLC0415

        # Scrapy would load them deep inside its engine. Both look at every frame of the stack, and each import that led to
        # them would be five more (measured: a quarter of a second, and two thirds of that so).
        for name in ("tls", "contextfactory"):
            importlib.import_module(f"scrapy.core.downloader.{name}")
        from .capture import handler  # noqa: F401, PLC0415
        from .spiders.news import NewsSpider  # noqa: PLC0415

        interrupted = False
        process = AsyncCrawlerProcess(settings=scrapy_settings(self._options))
        # Scrapy says a line of every request; the crawl log has them all.
        logging.getLogger("scrapy").setLevel(logging.WARNING)

        def closed(spider: Any, reason: str) -> None:  # noqa: ARG001 - Scrapy passes by name
            nonlocal interrupted
            interrupted = interrupted or reason == "shutdown"
            self._release()

        for run in runs:
            crawler = process.create_crawler(NewsSpider)
            crawler.signals.connect(closed, signal=signals.spider_closed, weak=False)
            for key, value in site_settings(run.site, run_options=self._options, start_url=run.start_url).items():
                crawler.settings.set(key, value, priority="cmdline")
            process.crawl(crawler, run=run)
        spare_what_is_loaded()
        process.start(stop_after_crawl=True)
        return interrupted

    async def _turn(self) -> None:
        if self._turns is None:
            self._turns = asyncio.Semaphore(SITES_AT_ONCE)
        await self._turns.acquire()

    def _release(self) -> None:
        if self._turns is not None:
            self._turns.release()


def scrapy_settings(options: CrawlOptions) -> Settings:
    """Return Scrapy's settings for this call.

    Raises:
        SettingsError: If a range of addresses cannot be read.
    """
    from scrapy.settings import Settings  # noqa: PLC0415

    check_ranges(options.allow_addresses, named="--allow-address")
    settings = Settings()
    settings.setmodule("dnusa_crawler.settings", priority="project")
    settings.set("DNUSA_ALLOW_ADDRESSES", list(options.allow_addresses), priority="cmdline")
    return settings


def check_ranges(ranges: Sequence[str], *, named: str) -> None:
    """See that each of *ranges* is one; the error calls them as they are *named* where they were given.

    Raises:
        SettingsError: If one cannot be read.
    """
    for text in ranges:
        try:
            ipaddress.ip_network(text, strict=False)
        except ValueError as error:
            raise SettingsError(f"{named} {text}: not a range of addresses (such as 127.0.0.0/8)") from error


def site_settings(site: Site, *, run_options: CrawlOptions, start_url: str) -> dict[str, Any]:
    """Return the Scrapy settings of one site's crawler."""
    ports = {80, 443}
    for url in (site.home, start_url):
        with contextlib.suppress(ValueError):
            ports.add(urlsplit(url).port or 443)
    concurrency = run_options.concurrency or 1
    return {
        "CONCURRENT_REQUESTS_PER_DOMAIN": concurrency,
        "CONCURRENT_REQUESTS": max(concurrency, 1),
        "DOWNLOAD_DELAY": 0.0,  # the run sets the slot's delay once it knows the site's rules
        "DNUSA_ALLOW_PORTS": sorted(ports),
    }


def archive_for_scrapy(settings: BaseSettings) -> Path:
    """Return the archive that ``scrapy crawl`` writes to: that of ``DNUSA_ARCHIVE``."""
    return Path(settings.get("DNUSA_ARCHIVE") or os.environ.get("DNUSA_ARCHIVE") or "archive-data")


def run_for_scrapy(settings: BaseSettings, site: str | None) -> SiteRun:
    """Make the run of ``scrapy crawl news -a site=NAME``, and set *settings* for it.

    Raises:
        ArchiveError: If the archive cannot be used.
        CrawlerError: If the site or a setting is wrong; nothing is open then.
    """
    if not site:
        raise CrawlerError("say which site: scrapy crawl news -a site=NAME")
    path = archive_for_scrapy(settings)
    ranges = tuple(settings.getlist("DNUSA_ALLOW_ADDRESSES"))
    options = CrawlOptions(
        contact=settings.get("DNUSA_CONTACT") or os.environ.get("DNUSA_CONTACT"), allow_addresses=ranges
    )
    check_ranges(ranges, named="DNUSA_ALLOW_ADDRESSES")
    target = resolve(site, path / "sites")
    user_agent = agent(options, [target.start_url])
    stack = contextlib.ExitStack()
    archive = stack.enter_context(Archive.open(path, create=True))
    readers = stack.enter_context(ReaderPool(options.readers))
    run = _Crawls(archive, readers, options, user_agent, lambda _: None).prepare(target)
    run.on_end(stack.close)
    # The port of a site that has one of its own, among others.
    for key, value in site_settings(run.site, run_options=options, start_url=run.start_url).items():
        settings.set(key, value, priority="cmdline")
    return run


@contextlib.contextmanager
def _knowledge_of(path: Path) -> Iterator[Archive | None]:
    """Open what a dry run asks what is known already; None where there is no archive yet."""
    try:
        archive = Archive.open(path, readonly=True)
    except ArchiveNotFoundError:
        yield None
        return
    with archive:
        yield archive


def _copy_sites(source: Path, target: Path) -> None:
    """Give a scratch archive the site files of the real one."""
    for file in sorted((source / "sites").glob("*.toml")) if (source / "sites").is_dir() else ():
        (target / "sites").mkdir(exist_ok=True)
        (target / "sites" / file.name).write_bytes(file.read_bytes())
