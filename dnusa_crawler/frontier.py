"""The frontier of one run of one site: what is due, in which order, and what was already asked for.

It lives in the archive's database: every URL added is remembered as due there, in the same transaction as the outcome
of the document that named it, so a crash leaves either both or neither. Here is only the order of the present run.
"""

from __future__ import annotations

import heapq
import itertools
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import attrs

from archive import Capture, KnownUrl, Outcome, OutcomeKind, Purpose, Road, canonical_url

from .discovery.values import Link
from .redirects import is_respelling

if TYPE_CHECKING:
    from archive import Archive

#: Discovery first, so that a page found by four roads is fetched once with what all four said of it.
_RANKS = {
    Purpose.ROBOTS: 0,
    Purpose.HOME: 1,
    Purpose.REST: 2,
    Purpose.SITEMAP: 3,
    Purpose.FEED: 4,
    Purpose.LISTING: 5,
    Purpose.PART: 6,
    Purpose.PAGE: 7,
}


@attrs.define(kw_only=True, eq=False)
class Entry:
    """One URL of this run."""

    canonical_url: str
    link: Link
    attempt: int = 1
    is_done: bool = False


class Frontier:
    """The URLs of one run, by rank and order of finding."""

    def __init__(self, archive: Archive, site: str) -> None:
        self._archive = archive
        self._site = site
        self._entries: dict[str, Entry] = {}
        self._heap: list[tuple[int, int, Entry]] = []
        self._later: list[tuple[float, int, Entry]] = []
        self._numbers = itertools.count()
        self._in_flight: set[Entry] = set()
        #: Entries that wait for the rules of their origin.
        self._held: list[Entry] = []
        #: Whether the archive had no URL of the site when the run began: then it has only those that this run added.
        self.is_new = False
        #: No request before this monotonic time: the server asked for it.
        self.paused_until = 0.0

    def add(self, link: Link, *, remember: bool = True) -> bool:
        """Queue *link* unless this run has it already; return whether it was queued.

        A URL found again while it waits only adds what the new road says of it.
        """
        try:
            canonical = canonical_url(link.url)
        except ValueError:
            return False
        entry = self._entries.get(canonical)
        if entry is not None and not (entry.is_done and is_respelling(link, canonical)):
            if not entry.is_done and entry not in self._in_flight:
                entry.link = attrs.evolve(entry.link, hints={**link.hints, **entry.link.hints})
            return False
        may_be_known = entry is not None or not self.is_new
        entry = Entry(canonical_url=canonical, link=link)
        self._entries[canonical] = entry
        self._push(entry)
        if remember:
            self._archive.remember([self._due(entry, may_be_known=may_be_known)])
        return True

    def hold(self, capture: Capture) -> None:
        """Ask for no page in this run that an earlier one has kept, and that waits for the other pages of its article."""
        link = Link(url=capture.url, road=capture.visit.road, purpose=capture.visit.purpose)
        self._entries[capture.canonical_url] = Entry(canonical_url=capture.canonical_url, link=link, is_done=True)

    def has(self, url: str) -> bool:
        """Whether this run has *url* (waiting, in flight or done)."""
        try:
            return canonical_url(url) in self._entries
        except ValueError:
            return False

    def next(self, now: float) -> Entry | None:
        """Return the entry to fetch now, or None when nothing is due at the monotonic time *now*."""
        if now < self.paused_until:
            return None
        while self._later and self._later[0][0] <= now:
            self._push(heapq.heappop(self._later)[2])
        if not self._heap:
            return None
        entry = heapq.heappop(self._heap)[2]
        self._in_flight.add(entry)
        return entry

    def next_moment(self) -> float | None:
        """Return the monotonic time at which something may become due, or None when nothing waits."""
        if self._heap:
            return self.paused_until
        return max(self._later[0][0], self.paused_until) if self._later else None

    def postpone(self, entry: Entry, until: float) -> None:
        """Try *entry* again at the monotonic time *until*."""
        self._in_flight.discard(entry)
        entry.attempt += 1
        heapq.heappush(self._later, (until, next(self._numbers), entry))

    def defer(self, entry: Entry) -> None:
        """Put *entry* behind what is due now and has a better rank; no try is counted."""
        self._in_flight.discard(entry)
        self._held.append(entry)

    def release(self) -> None:
        """Let what was deferred wait like the rest again."""
        held, self._held = self._held, []
        for entry in held:
            self._push(entry)

    def done(self, entry: Entry) -> None:
        """Note that *entry* has its outcome."""
        self._in_flight.discard(entry)
        entry.is_done = True

    def settle(self, entry: Entry, outcome: Outcome) -> None:
        """Note that *entry* came to *outcome* without any capture."""
        self.done(entry)
        known = attrs.evolve(
            self._due(entry),
            due_at=None,
            attempts=entry.attempt,
            last_outcome=outcome.outcome,
            last_reason=outcome.reason,
        )
        self._archive.remember([known])

    def drop_waiting(self) -> list[Entry]:
        """Take everything that waits out of this run; it stays due in the archive."""
        waiting = [item[2] for item in (*self._heap, *self._later)] + self._held
        self._heap.clear()
        self._later.clear()
        self._held.clear()
        return waiting

    @property
    def waiting(self) -> int:
        """How many entries wait."""
        return len(self._heap) + len(self._later) + len(self._held)

    @property
    def is_quiet(self) -> bool:
        """Whether nothing waits and nothing is in flight."""
        return not (self._heap or self._later or self._held or self._in_flight)

    def resume(self) -> int:
        """Queue the pages that the last run left due; return how many. Discovery documents the plan asks for anew."""
        pages = {Purpose.PAGE, Purpose.PART}
        left = [one for one in self._archive.known(self._site) if one.due_at is not None and one.purpose in pages]
        for known in left:
            link = Link(url=known.url, road=known.road, purpose=known.purpose, hints=known.hints, via=known.via)
            self.add(link, remember=False)
        return len(left)

    def _push(self, entry: Entry) -> None:
        heapq.heappush(self._heap, (_RANKS[entry.link.purpose], next(self._numbers), entry))

    def _due(self, entry: Entry, *, may_be_known: bool = True) -> KnownUrl:
        link = entry.link
        known = self._archive.known_url(self._site, entry.canonical_url) if may_be_known else None
        fresh = KnownUrl(
            site=self._site,
            canonical_url=entry.canonical_url,
            url=link.url,
            purpose=link.purpose,
            road=link.road if link.road in Road else Road.PAGE,
            via=link.via,
            due_at=datetime.now(UTC),
            hints=link.hints,
        )
        if known is None:
            return fresh
        return attrs.evolve(
            known, url=link.url, purpose=link.purpose, due_at=fresh.due_at, hints={**known.hints, **link.hints}
        )


def known_after(capture: Capture, outcome: Outcome, *, is_gone: bool) -> KnownUrl:
    """Return the frontier's row of a URL after its outcome."""
    visit = capture.visit
    failed = outcome.outcome in {OutcomeKind.FAILED, OutcomeKind.TRUNCATED}
    return KnownUrl(
        site=visit.site,
        canonical_url=capture.canonical_url,
        url=capture.url,
        purpose=visit.purpose,
        road=visit.road,
        via=visit.via,
        due_at=None,
        attempts=visit.attempt,
        hints=visit.hints,
        seen_modified=None if failed else visit.hints.get("modified"),
        last_outcome=outcome.outcome,
        last_reason=outcome.reason,
        last_fetched_at=capture.captured_at,
        is_gone=is_gone,
    )
