"""Exchanges wait in line: pages are read soon and side by side, but taken in strictly in the order of capture.

The order is what a rebuild has too, so both give the same rows. Pages that come close upon each other go to a reader
together: a page waits two seconds for company, unless nothing more is to come.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING

import attrs

from archive import Capture, Exchange

from .arrivals import Absorbed, Prepared
from .intake import Intake
from .pages.values import PageReading
from .workers import GROUP_BYTES, GROUP_PAGES

if TYPE_CHECKING:
    from .workers import ReaderPool, Task


#: Seconds that a page waits for others to be read with: a server that needs a tenth of a second for each fills a group.
GROUP_SECONDS = 2.0


@attrs.define(kw_only=True, eq=False)
class _Place:
    """One capture's place in the line."""

    capture: Capture
    prepared: Prepared | None = None
    reading: Future[PageReading] | None = None
    done: asyncio.Future[Absorbed | None] | None = None

    @property
    def is_ready(self) -> bool:
        if self.prepared is None:
            return False
        return self.prepared.task is None or (self.reading is not None and self.reading.done())


class Line:
    """The line before one intake; a page waits *group_seconds* for others to be read with."""

    def __init__(
        self,
        intake: Intake,
        readers: ReaderPool,
        loop: asyncio.AbstractEventLoop,
        group_seconds: float = GROUP_SECONDS,
    ) -> None:
        self._intake = intake
        self._readers = readers
        self._loop = loop
        self._group_seconds = group_seconds
        self._places: deque[_Place] = deque()
        self._by_id: dict[int, _Place] = {}
        #: Pages that wait for company, and when they have waited long enough.
        self._group: list[tuple[_Place, Task]] = []
        self._group_due: asyncio.TimerHandle | None = None
        self._is_closed = False

    def __len__(self) -> int:
        return len(self._places)

    def join(self, capture: Capture) -> None:
        """Take a place for *capture*, in the order of calls; a stale try needs none."""
        if self._intake.passes_over(capture):
            return
        place = _Place(capture=capture)
        self._places.append(place)
        self._by_id[capture.id] = place

    def enter(self, capture: Capture, exchange: Exchange) -> asyncio.Future[Absorbed | None]:
        """Have *capture* read; the result comes when all before it are taken in."""
        place = self._by_id.get(capture.id)
        if place is None:
            passed = self._loop.create_future()
            passed.set_result(Absorbed())
            return passed
        place.prepared = self._intake.prepare(capture, exchange)
        place.done = self._loop.create_future()
        if place.prepared.task is None:
            # A document that names pages, or a server that asks for a pause: what it says must not wait for company.
            self.hurry()
        else:
            self._group.append((place, place.prepared.task))
            if len(self._group) >= GROUP_PAGES or sum(task.size_bytes for _, task in self._group) >= GROUP_BYTES:
                self.hurry()
            elif self._group_due is None:
                self._group_due = self._loop.call_later(self._group_seconds, self.hurry)
        self._advance()
        return place.done

    def hurry(self) -> None:
        """Have what has come so far read now: nothing more is to come soon."""
        if self._group_due is not None:
            self._group_due.cancel()
            self._group_due = None
        group, self._group = self._group, []
        if not group:
            return
        try:
            readings = self._readers.submit_all([task for _, task in group])
        except Exception as error:  # noqa: BLE001 - no thread to be had: those who wait raise it; nobody hears a timer
            for place, _ in group:
                if place.done is not None:
                    place.done.set_exception(error)
            return
        for (place, _), reading in zip(group, readings, strict=True):
            place.reading = reading
        # They are answered together: one call for all of them.
        readings[-1].add_done_callback(lambda _: self._wake())

    def close(self) -> None:
        """Take in nothing more; what waits is left for the next run."""
        self._is_closed = True
        self._group.clear()
        self.hurry()
        for place in self._places:
            if place.done is not None and not place.done.done():
                place.done.set_result(None)
        self._places.clear()
        self._by_id.clear()

    def _wake(self) -> None:
        try:
            self._loop.call_soon_threadsafe(self._advance)
        except RuntimeError:  # the loop is closed: the crawl was ended
            return

    def _advance(self) -> None:
        while self._places and self._places[0].is_ready and not self._is_closed:
            place = self._places.popleft()
            del self._by_id[place.capture.id]
            assert place.prepared is not None
            assert place.done is not None
            try:
                reading = place.reading.result() if place.reading is not None else None
                absorbed = self._intake.absorb(place.prepared, reading)
            except BaseException as error:  # noqa: BLE001 - the waiting callback raises it where it is handled
                if not place.done.done():
                    place.done.set_exception(error)
            else:
                if not place.done.done():
                    place.done.set_result(absorbed)


def absorb_at_once(intake: Intake, read: Callable[..., PageReading], capture: Capture, exchange: Exchange) -> Absorbed:
    """Take in one exchange now, for a rebuild and for what a crash left."""
    prepared = intake.prepare(capture, exchange)
    return intake.absorb(prepared, read(prepared.task) if prepared.task is not None else None)
