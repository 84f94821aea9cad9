"""Scrapy's view of the frontier: it asks for the next request, and gets none while nothing is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.core.scheduler import BaseScheduler

if TYPE_CHECKING:
    from scrapy import Request, Spider

    from .spiders.news import NewsSpider


class FrontierScheduler(BaseScheduler):
    """Hands out what the spider's frontier says is due."""

    _spider: NewsSpider

    def open(self, spider: Spider) -> None:
        """Take the spider, whose frontier is asked."""
        self._spider = spider  # type: ignore[assignment]

    def has_pending_requests(self) -> bool:
        """Whether the crawl goes on."""
        return not self._spider.is_finished()

    def enqueue_request(self, request: Request) -> bool:  # noqa: ARG002
        """Take no request: the frontier has its own; the engine is only woken up."""
        return True

    def next_request(self) -> Request | None:
        """Return what is due now, or None."""
        return self._spider.next_request()
