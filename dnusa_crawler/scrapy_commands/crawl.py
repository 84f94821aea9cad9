"""``scrapy crawl news -a site=NAME``: as Scrapy's own, with an exit status that says how the run ended."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from scrapy.commands import crawl
from scrapy.exceptions import UsageError

if TYPE_CHECKING:
    from ..options import RunReport

#: The statuses of ``dnusa crawl``.
_STATUS = {"finished": 0, "failed": 3, "interrupted": 130}


class Command(crawl.Command):
    """Scrapy ends with 0 whatever becomes of a spider that has begun; who schedules has to know."""

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Crawl one site to its end."""
        if len(args) != 1:
            raise UsageError("say which site: scrapy crawl news -a site=NAME")
        process = self.crawler_process
        assert process is not None
        crawler = process.create_crawler(args[0])
        process.crawl(crawler, **opts.spargs)
        process.start()
        report: RunReport | None = getattr(crawler.spider, "report", None)
        if report is None:
            # It did not even begin; Scrapy has said why.
            self.exitcode = 1
            return
        self.exitcode = _STATUS[report.state]
        if self.exitcode:
            sys.stderr.write(f"dnusa: {report.site}: {report.reason or report.state}\n")
