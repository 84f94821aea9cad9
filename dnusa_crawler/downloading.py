"""Scrapy's downloader for one site: it waits the delay, has the request fetched, and gives the answer to the spider.

The frontier gives out one request after the other, so there is no queue for each host here, and no middlewares and no
listeners are told of each step. What came is kept before the download ends; Scrapy's scraper would only carry the answer
to a callback, in four tasks and seven rounds of the event loop. So the engine gets the request back, which our scheduler
takes for what it is: the word that there may be more to do.
"""

from __future__ import annotations

import asyncio
import math
import time
from typing import TYPE_CHECKING, Any

from scrapy.core.downloader import Downloader
from scrapy.utils.defer import deferred_from_coro

if TYPE_CHECKING:
    from scrapy import Request, Spider
    from scrapy.crawler import Crawler
    from twisted.internet.defer import Deferred


class SiteDownloader(Downloader):
    """Starts one request after the other, each *delay* seconds after the one before at the earliest."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        #: Seconds between two starts; the spider sets it when it knows the site's rules.
        self.delay: float = crawler.settings.getfloat("DOWNLOAD_DELAY")
        self._started = -math.inf

    def fetch(self, request: Request, spider: Spider | None = None) -> Deferred[Any]:  # noqa: ARG002
        """Fetch *request* when it is its turn; the engine asks for no more than CONCURRENT_REQUESTS at once."""
        self.active.add(request)
        return deferred_from_coro(self._fetch(request))

    async def _fetch(self, request: Request) -> Request:
        error: Exception | None = None
        try:
            # Asked anew after each wait: another request may have started, and the site's rules may ask for more.
            while (wait := self._started + self.delay - time.monotonic()) > 0:  # noqa: ASYNC110 - no event tells of it
                await asyncio.sleep(wait)
            self._started = time.monotonic()
            await self.handlers.download_request_async(request)
        except Exception as failed:  # noqa: BLE001 - the spider says what it comes to
            error = failed
        finally:
            self.active.remove(request)
        spider: Any = self.crawler.spider
        spider.take(request, error)
        return request
