"""Exchanges are read at once and side by side, and taken in strictly in the order of capture."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import UTC, datetime
from typing import Any

import attrs
import pytest

from archive import Capture, Exchange, Purpose, Road, Visit
from dnusa_crawler.arrivals import Absorbed, Prepared
from dnusa_crawler.capture import STALE_ERROR
from dnusa_crawler.line import Line
from dnusa_crawler.pages.values import PageReading, PageSource
from dnusa_crawler.workers import GROUP_BYTES, GROUP_PAGES, Task

#: Seconds that a page waits for company here.
GROUP_SECONDS = 0.05
MOMENT = datetime(2024, 6, 14, tzinfo=UTC)


def capture(number: int, visit: Visit | None = None) -> Capture:
    return Capture(
        id=number,
        url=f"https://koran.example/{number}",
        canonical_url=f"https://koran.example/{number}",
        visit=visit or Visit(run="r", site="koran.example", purpose=Purpose.PAGE, road=Road.FEED),
        captured_at=MOMENT,
        status=200,
        content_type=None,
        warc_file="w",
        warc_offset=number,
        warc_length=1,
        payload_digest=None,
    )


EXCHANGE = Exchange(url="https://koran.example/", visit=capture(1).visit, started_at=MOMENT, request=b"", response=b"")


@attrs.define
class Desk:
    """Plays intake and readers: notes the order of what is taken in."""

    taken: list[int] = attrs.field(factory=list)
    readings: list[Future[PageReading]] = attrs.field(factory=list)
    #: How many pages were sent to a reader together, each time.
    groups: list[int] = attrs.field(factory=list)
    failing: int | None = None
    #: The body of each page.
    body: bytes = b""
    has_readers: bool = True

    def prepare(self, one: Capture, _: Exchange) -> Prepared:
        source = PageSource(body=self.body, url=one.url)
        task = Task(sources=(source,)) if one.visit.purpose is Purpose.PAGE else None
        return Prepared(capture=one, response=None, task=task, error=None, truncated=None, wire_bytes=0)

    def passes_over(self, one: Capture) -> bool:
        return one.error == STALE_ERROR

    def absorb(self, prepared: Prepared, reading: PageReading | None) -> Absorbed:
        if prepared.capture.id == self.failing:
            raise OSError("no")
        self.taken.append(prepared.capture.id)
        return Absorbed()

    def submit_all(self, tasks: Sequence[Task]) -> list[Future[PageReading]]:
        if not self.has_readers:
            raise RuntimeError("can't start new thread")
        group: list[Future[PageReading]] = [Future() for _ in tasks]
        self.readings += group
        self.groups.append(len(group))
        return group


def run(play: Callable[[Desk, Line], Any], **facts: Any) -> Desk:
    """Play a scene on a loop of its own."""
    desk = Desk(**facts)

    async def scene() -> None:
        line = Line(desk, desk, asyncio.get_running_loop(), GROUP_SECONDS)  # type: ignore[arg-type]
        await play(desk, line)

    asyncio.run(scene())
    return desk


def test_a_slow_page_holds_up_those_behind_it() -> None:
    """The second page is read first and taken in second."""

    async def play(desk: Desk, line: Line) -> None:
        one, two = capture(1), capture(2)
        line.join(one)
        line.join(two)
        second, first = line.enter(two, EXCHANGE), line.enter(one, EXCHANGE)
        line.hurry()
        desk.readings[0].set_result(PageReading())
        await asyncio.sleep(0.01)
        assert desk.taken == []
        assert len(line) == 2
        desk.readings[1].set_result(PageReading())
        await asyncio.gather(first, second)
        assert len(line) == 0

    assert run(play).taken == [1, 2]


def test_a_document_that_needs_no_reader_waits_its_turn_too() -> None:
    """A feed behind a page is taken in after it, as a rebuild will."""

    async def play(desk: Desk, line: Line) -> None:
        feed = Visit(run="r", site="koran.example", purpose=Purpose.FEED, road=Road.FEED)
        one, two = capture(1), capture(2, feed)
        line.join(one)
        line.join(two)
        first, second = line.enter(one, EXCHANGE), line.enter(two, EXCHANGE)
        assert desk.groups == [1], "the page before it waits for company no longer"
        assert not second.done()
        desk.readings[0].set_result(PageReading())
        await asyncio.gather(first, second)

    assert run(play).taken == [1, 2]


def test_an_attempt_the_client_made_again_by_itself_has_no_say() -> None:
    """A stale connection gives two captures of one visit: the first waits for nothing, the second counts."""

    async def play(desk: Desk, line: Line) -> None:
        stale = attrs.evolve(capture(1), error=STALE_ERROR)
        again = capture(2, stale.visit)
        line.join(stale)
        assert len(line) == 0
        assert await line.enter(stale, EXCHANGE) == Absorbed()
        line.join(again)
        done = line.enter(again, EXCHANGE)
        line.hurry()
        desk.readings[0].set_result(PageReading())
        await done

    assert run(play).taken == [2]


def test_a_failure_is_told_to_the_one_who_waits_and_stops_nobody_else() -> None:
    """The line goes on behind it."""

    async def play(desk: Desk, line: Line) -> None:
        one, two = capture(1), capture(2)
        line.join(one)
        line.join(two)
        first, second = line.enter(one, EXCHANGE), line.enter(two, EXCHANGE)
        line.hurry()
        for reading in desk.readings:
            reading.set_result(PageReading())
        with pytest.raises(OSError, match="no"):
            await first
        assert await second == Absorbed()

    assert run(play, failing=1).taken == [2]


def test_a_closed_line_takes_nothing_in() -> None:
    """What waits gets None and is left for the next run."""

    async def play(desk: Desk, line: Line) -> None:
        one = capture(1)
        line.join(one)
        waiting = line.enter(one, EXCHANGE)
        line.hurry()
        line.close()
        assert await waiting is None
        desk.readings[0].set_result(PageReading())
        await asyncio.sleep(0.01)

    assert run(play).taken == []


def test_a_line_that_is_closed_sends_no_page_to_a_reader_any_more() -> None:
    """A page that waits for company when the crawl is ended waits for the next run."""

    async def play(desk: Desk, line: Line) -> None:
        line.join(capture(1))
        waiting = line.enter(capture(1), EXCHANGE)
        line.close()
        assert await waiting is None
        await asyncio.sleep(4 * GROUP_SECONDS)

    assert run(play).groups == []


def test_pages_that_come_close_upon_each_other_are_read_together() -> None:
    """A group goes when it is full; what is left of it waits a moment for company and goes all the same."""

    async def play(desk: Desk, line: Line) -> None:
        pages = [capture(number) for number in range(1, GROUP_PAGES + 4)]
        for page in pages:
            line.join(page)
        done = [line.enter(page, EXCHANGE) for page in pages]
        assert desk.groups == [GROUP_PAGES]
        await asyncio.sleep(4 * GROUP_SECONDS)
        assert desk.groups == [GROUP_PAGES, 3]
        for reading in desk.readings:
            reading.set_result(PageReading())
        await asyncio.gather(*done)

    assert run(play).taken == list(range(1, GROUP_PAGES + 4))


def test_a_group_of_large_pages_goes_before_it_is_full() -> None:
    """What crosses to a reader at once is bounded in bytes, too: a page may have twenty megabytes."""

    async def play(desk: Desk, line: Line) -> None:
        for number in range(1, 4):
            line.join(capture(number))
            line.enter(capture(number), EXCHANGE)
        line.close()

    assert run(play, body=b"x" * (GROUP_BYTES // 2)).groups == [2]


def test_pages_for_which_no_reader_is_to_be_had_say_so_to_the_one_who_waits() -> None:
    """Also when it turns out at the end of the wait for company, where nobody else would hear of it."""

    async def play(desk: Desk, line: Line) -> None:
        line.join(capture(1))
        with pytest.raises(RuntimeError, match="new thread"):
            await asyncio.wait_for(line.enter(capture(1), EXCHANGE), 10)

    assert run(play, has_readers=False).taken == []
