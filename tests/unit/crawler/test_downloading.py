"""Scrapy's downloader for one site: the delay is kept, and every request comes to the spider and back to the engine."""

from __future__ import annotations

import asyncio
import time

import pytest
from scrapy import Request

from dnusa_crawler.downloading import SiteDownloader


class Handlers:
    """Play the download handlers: note when a request began; fail where the URL says so."""

    def __init__(self) -> None:
        self.began: list[float] = []

    async def download_request_async(self, request: Request) -> None:
        self.began.append(time.monotonic())
        if "bad" in request.url:
            raise ConnectionRefusedError


class Spider:
    """Note what is given to it."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, str | None]] = []

    def take(self, request: Request, error: Exception | None) -> None:
        self.taken.append((request.url, None if error is None else type(error).__name__))


class Crawler:
    """Have a spider."""

    def __init__(self) -> None:
        self.spider = Spider()


@pytest.fixture
def downloader() -> SiteDownloader:
    made = SiteDownloader.__new__(SiteDownloader)
    made.crawler, made.handlers, made.active = Crawler(), Handlers(), set()
    made.delay, made._started = 0.0, float("-inf")
    return made


def fetch(downloader: SiteDownloader, *urls: str) -> list[Request]:
    async def all_at_once() -> list[Request]:
        requests = [Request(url) for url in urls]
        downloader.active.update(requests)
        return await asyncio.gather(*(downloader._fetch(request) for request in requests))

    return asyncio.run(all_at_once())


def test_requests_begin_a_delay_apart(downloader: SiteDownloader) -> None:
    """Also those that are asked for at the same moment."""
    downloader.delay = 0.1
    fetch(downloader, "http://a.example/1", "http://a.example/2", "http://a.example/3")
    first, second, third = downloader.handlers.began

    assert second - first >= 0.09
    assert third - second >= 0.09


def test_the_spider_gets_every_answer_and_the_engine_its_request(downloader: SiteDownloader) -> None:
    """A failure is an answer too, and nothing stays active."""
    back = fetch(downloader, "http://a.example/good", "http://a.example/bad")

    assert [request.url for request in back] == ["http://a.example/good", "http://a.example/bad"]
    assert downloader.crawler.spider.taken == [
        ("http://a.example/good", None),
        ("http://a.example/bad", "ConnectionRefusedError"),
    ]
    assert not downloader.active
