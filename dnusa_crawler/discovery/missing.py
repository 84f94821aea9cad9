"""Find what a site no longer lists, with few requests: compare single pages of an ordered collection with what is known.

When the collection is in a stable order (by id, by date), page *p* must begin where the known order says it begins. Every
post that was taken down shifts all later ones by one place, so the place of the gap is found by halving, as in a binary
search: about log2(pages) requests for each, instead of walking every page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import attrs


@attrs.define
class RankSearch:
    """The search for what is missing from, or unknown in, one ordered and paged collection."""

    #: What should be there, in the collection's order; each an identity (external id or page key).
    expected: list[str]
    page_size: int = 100
    #: How many the site says there are; None when it does not say.
    total: int | None = None
    #: Requests after which the search gives up: what it has found until then stands.
    most_pages: int = 200
    _pages: dict[int, tuple[str, ...]] = attrs.field(factory=dict, init=False)
    _unknown: list[str] = attrs.field(factory=list, init=False)
    #: How many items of each page were known.
    _matched: dict[int, int] = attrs.field(factory=dict, init=False)
    _stopped: bool = attrs.field(default=False, init=False)

    def next_page(self) -> int | None:
        """Return the number (from 1) of the page to ask for next; None when nothing more is to be learned."""
        if self._stopped or len(self._pages) >= self.most_pages:
            return None
        if self.total is None:
            return self._page_near_the_end()
        if (page := self._beside_the_unknown()) is not None:
            return page
        anchors = self._anchors()
        for (rank, place), (later_rank, later_place) in pairwise(anchors):
            if later_rank - rank > 1 and later_place - place != later_rank - rank:
                page = (rank + 1 + later_rank - 1) // 2 // self.page_size + 1
                if page not in self._pages:
                    return page
                free = (p for p in self._pages_between(rank, later_rank) if p not in self._pages)
                return next(free, None)
        return None

    def take(self, page: int, items: Sequence[str]) -> None:
        """Take in what page number *page* holds, in its order; an empty page is one past the end."""
        self._pages[page] = tuple(dict.fromkeys(items))
        places = {item: place for place, item in enumerate(self.expected)}
        if self._is_another_order([places[item] for item in self._pages[page] if item in places], page):
            self._stopped = True
            return
        known = set(places)
        before: str | None = None
        for item in self._pages[page]:
            if item not in known:
                at = self.expected.index(before) + 1 if before is not None else self._place_before(page)
                self.expected.insert(at, item)
                self._unknown.append(item)
                known.add(item)
            before = item
        if self.total is None:
            self.total = self._length()
            # An empty first page is a road that is down, not a site without posts.
            self._stopped = self.total == 0

    def _length(self) -> int | None:
        """Return how long the collection is, if the pages read so far tell."""
        for page, items in self._pages.items():
            if 0 < len(items) < self.page_size:
                return (page - 1) * self.page_size + len(items)
            if not items and (page == 1 or len(self._pages.get(page - 1, ())) == self.page_size):
                return (page - 1) * self.page_size
        return None

    def _is_another_order(self, matched: list[int], page: int) -> bool:
        """Return whether what came is not the collection we know; then nothing is said rather than something false."""
        self._matched[page] = len(matched)
        if sum(later < place for place, later in pairwise(matched)) * 5 > len(matched):
            return True
        # What stands after the last known item is new; before it, most should be known.
        last = max((number for number, count in self._matched.items() if count), default=0)
        if not last:
            return len(self._pages) >= 6
        read = [number for number in self._pages if number <= last]
        received = sum(len(self._pages[number]) for number in read)
        return len(self._pages) >= 3 and sum(self._matched[number] for number in read) * 5 < received

    @property
    def unknown(self) -> tuple[str, ...]:
        """What pages held that was not expected."""
        return tuple(self._unknown)

    def missing(self) -> tuple[str, ...]:
        """Return what stands between two neighbours of the collection in the expected order, but not in the collection."""
        if self._stopped or self.total is None or not any(self._matched.values()):
            return ()
        seen = {item for items in self._pages.values() for item in items}
        anchors = self._anchors()
        out: list[str] = []
        for (rank, place), (later_rank, later_place) in pairwise(anchors):
            if later_rank - rank == 1:
                out.extend(item for item in self.expected[place + 1 : later_place] if item not in seen)
        return tuple(out)

    def _page_near_the_end(self) -> int | None:
        """Return the page that must be asked for to learn how long the collection is."""
        full = [page for page, items in self._pages.items() if len(items) >= self.page_size]
        empty = [page for page, items in self._pages.items() if not items]
        if not self._pages:
            return max(1, -(-len(self.expected) // self.page_size))
        low, high = max(full, default=0), min(empty, default=0)
        if not high:
            return low + 1
        if high - low <= 1:
            return None
        # Close to the guess first: a few posts were taken down far more often than half of them.
        return high - 1 if len(empty) <= 2 else (low + high) // 2

    def _beside_the_unknown(self) -> int | None:
        """Return the neighbour of a page that begins or ends with something unknown.

        What came in unseen comes in runs (the newest posts), and an unknown and a missing post between two pages would
        cancel each other out; so a run is read to both its ends.
        """
        unknown = set(self._unknown)
        last = -(-(self.total or 0) // self.page_size)
        for page, items in self._pages.items():
            if items and items[0] in unknown and page > 1 and page - 1 not in self._pages:
                return page - 1
            if items and items[-1] in unknown and page < last and page + 1 not in self._pages:
                return page + 1
        return None

    def _pages_between(self, rank: int, later_rank: int) -> Iterable[int]:
        return range((rank + 1) // self.page_size + 1, (later_rank - 1) // self.page_size + 2)

    def _place_before(self, page: int) -> int:
        """Return where in the expected order the first item of *page* belongs, when it is itself unknown."""
        places = {item: place for place, item in enumerate(self.expected)}
        following = [places[item] for item in self._pages[page] if item in places]
        if following:
            return min(following)
        # Nothing on it is known: on the last page these are the newest; elsewhere its rank is the best guess.
        return len(self.expected) if page >= max(self._pages) else min((page - 1) * self.page_size, len(self.expected))

    def _anchors(self) -> list[tuple[int, int]]:
        """Return (rank in the collection, place in the expected order) of what both hold, rising in both."""
        places = {item: place for place, item in enumerate(self.expected)}
        anchors = [(-1, -1)]
        for page in sorted(self._pages):
            for offset, item in enumerate(self._pages[page]):
                place = places[item]
                if place > anchors[-1][1]:
                    anchors.append(((page - 1) * self.page_size + offset, place))
        end = (self.total if self.total is not None else len(self.expected), len(self.expected))
        while len(anchors) > 1 and anchors[-1][0] >= end[0]:
            anchors.pop()
        anchors.append(end)
        return anchors
