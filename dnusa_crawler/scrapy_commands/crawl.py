"""``scrapy crawl news -a site=NAME``: as Scrapy's own, with the lines and the exit status of ``dnusa crawl NAME``."""

from __future__ import annotations

import argparse

from scrapy.commands import crawl

from archive import ArchiveError

from ..cli import failures
from ..cli.terminal import fail
from ..crawling import archive_for_scrapy, run_for_scrapy

_USAGE = "scrapy crawl news -a site=NAME"


class Command(crawl.Command):
    """Scrapy ends with 0 whatever becomes of a spider that has begun, and with a traceback where none could be made."""

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Crawl one site to its end."""
        assert self.settings is not None
        path = archive_for_scrapy(self.settings)
        try:
            self.exitcode = self._crawl(args, opts.spargs)
        except Exception as error:  # noqa: BLE001 - the boundary of the process: a bug becomes one line and a log
            self.exitcode = failures.report(error, archive=path)

    def _crawl(self, args: list[str], given: dict[str, str]) -> int:
        if args != ["news"]:
            raise failures.UsageError(f"there is one spider, called news: {_USAGE}")
        if wrong := sorted(given.keys() - {"site"}):
            raise failures.UsageError(f"-a {wrong[0]}=... means nothing here: {_USAGE}; `dnusa crawl` has options")
        process = self.crawler_process
        assert process is not None
        crawler = process.create_crawler("news")
        # Made here and not by the spider: of what goes wrong there, Scrapy prints the traceback.
        run = run_for_scrapy(crawler.settings, given.get("site"))
        process.crawl(crawler, run=run)
        process.start()
        if isinstance(run.error, ArchiveError):
            raise run.error
        report = run.report
        if report is None:
            # It did not even begin; Scrapy has said why.
            return failures.UNEXPECTED
        if report.state == "interrupted":
            return failures.report(KeyboardInterrupt(), archive=None)
        if report.state == "failed":
            fail(f"{report.site}: {report.reason or report.state}")
        return failures.SOME_FAILED if report.state == "failed" or run.progress.failed else failures.DONE
