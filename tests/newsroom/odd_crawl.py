"""Fetch URLs with the exact download handler and keep them: ``odd_crawl.py CONFIG.json`` (a child process of tests)."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import scrapy
from scrapy.crawler import CrawlerProcess

from archive import Exchange, Purpose, Road, Visit, canonical_url
from archive.records import Capture
from archive.warc import WarcWriter


class OddSpider(scrapy.Spider):
    """Fetches a list of URLs one after the other and notes what Scrapy made of each."""

    name = "odd"

    async def start(self):
        self.writer = WarcWriter(
            Path(self.config["warc"]), Path(self.config["index"]), software="dnusa/test", operator="test <a@b.example>"
        )
        self.log = []
        self.kept = 0
        for number, (url, more) in enumerate(self.config["requests"]):
            visit = Visit(
                run="r1",
                site="odd",
                purpose=Purpose.PAGE,
                road=Road.FEED,
                via="http://odd.example/feed",
                attempt=1 + number % 3,
                hints={"title": "Jum’at \ud800", "external_id": str(number)},
            )
            meta = {"visit": visit, **more}
            yield scrapy.Request(
                url,
                meta=meta,
                callback=self.parse,
                errback=self.failed,
                dont_filter=True,
                priority=-number,
                headers={"X-Odd": "b\xe9".encode("latin-1")},
            )

    def keep_exchange(self, exchange: Exchange) -> Capture:
        if "sink-fails" in exchange.url:
            raise OSError("the disk is on fire")
        written = self.writer.write(exchange)
        self.kept += 1
        return Capture(
            id=self.kept,
            url=exchange.url,
            canonical_url=canonical_url(exchange.url),
            visit=exchange.visit,
            captured_at=exchange.started_at,
            status=written.status,
            content_type=written.content_type,
            warc_file=written.file,
            warc_offset=written.offset,
            warc_length=written.length,
            payload_digest=written.payload_digest,
        )

    def parse(self, response):
        self._note(response.request, status=response.status, flags=response.flags, size=len(response.body))

    def failed(self, failure):
        self._note(failure.request, error=f"{failure.type.__name__}: {failure.getErrorMessage()}")

    def _note(self, request, **facts):
        capture, exchange = request.meta.get("capture"), request.meta.get("exchange")
        self.log.append(
            {
                "url": request.url,
                "offset": capture and capture.warc_offset,
                "truncated": exchange and exchange.truncated,
                "exchange_error": exchange and exchange.error,
                "tls": exchange and exchange.tls_version,
                **facts,
            }
        )

    def closed(self, reason):
        self.writer.close()
        Path(self.config["log"]).write_text(json.dumps(self.log), encoding="utf-8")


def main() -> None:
    config = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    process = CrawlerProcess(
        {
            "DOWNLOAD_HANDLERS": dict.fromkeys(("http", "https"), "dnusa_crawler.capture.handler.ExactDownloadHandler"),
            "TWISTED_REACTOR": "twisted.internet.asyncioreactor.AsyncioSelectorReactor",
            "COMPRESSION_ENABLED": False,
            "ROBOTSTXT_OBEY": False,
            "REDIRECT_ENABLED": False,
            "RETRY_ENABLED": False,
            "HTTPERROR_ALLOW_ALL": True,
            "TELNETCONSOLE_ENABLED": False,
            "DOWNLOADER_MIDDLEWARES_BASE": {},
            # With no delay Scrapy 2.19 starts all that is queued for a domain at once; this limit holds.
            "CONCURRENT_REQUESTS": 1,
            "DOWNLOAD_DELAY": 0,
            "LOG_LEVEL": "WARNING",
            **config["settings"],
        }
    )
    process.crawl(OddSpider, config=config)
    process.start()


if __name__ == "__main__":
    main()
