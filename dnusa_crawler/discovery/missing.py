"""Find what a site no longer lists, with few requests: compare single pages of an ordered collection with what is known.

When the collection is in a stable order (by id, by date), page *p* must begin where the known order says it begins. Every
post that was taken down shifts all later ones by one place, so the place of the gap is found by halving, as in a binary
search: about log2(pages) requests for each, instead of walking every page.

::

    known         a b c d e f g h i j k          between c and i five are known, and the collection has four places:
    collection    a b c . . . . i j k x y        one of d to h was taken down, and the middle of them is asked for next.
                        `-----'       `-'        x and y came in unseen: their run is read to both its ends

Where the site says how many there are, posts that came in and as many that went between the same two neighbours cancel each
other out and are not found; where it does not say, the end is read in any case, and what came in there is seen.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import attrs

#: Pages without a known post after which the collection is looked at in other places, and then taken for another one.
_PAGES_BEFORE_DOUBT, _PAGES_BEFORE_GIVING_UP = 3, 6
#: A collection of which less than a fifth is known is another one, and so is a page with more than a fifth of its steps
#: backwards.
_SHARE = 5


@attrs.frozen
class _Gap:
    """What lies between two neighbours that both the collection and the known order hold."""

    #: Ranks in the collection, both not included.
    ranks: range
    #: Places in the known order, both not included.
    places: range


@attrs.define
class RankSearch:
    """The search for what is missing from, or unknown in, one ordered and paged collection."""

    #: What should be there, in the collection's order; each an identity (external id or page key).
    expected: Sequence[str]
    page_size: int = 100
    #: How many the site says there are; None when it does not say.
    total: int | None = None
    #: Requests after which the search gives up: what it has found until then stands.
    most_pages: int = 200
    _pages: dict[int, tuple[str, ...]] = attrs.field(factory=dict, init=False)
    _seen: set[str] = attrs.field(factory=set, init=False)
    #: Where each item stands in the expected order.
    _places: dict[str, int] = attrs.field(factory=dict, init=False)
    _stopped: bool = attrs.field(default=False, init=False)

    def __attrs_post_init__(self) -> None:
        self._places = {item: place for place, item in enumerate(self.expected)}

    def next_page(self) -> int | None:
        """Return the number (from 1) of the page to ask for next; None when nothing more is to be learned."""
        if self._stopped or len(self._pages) >= self.most_pages:
            return None
        if len(self._pages) >= _PAGES_BEFORE_DOUBT and (page := self._page_elsewhere()) is not None:
            return page
        if self.total is None:
            return self._page_near_the_end()
        gaps = [gap for gap in self._gaps() if self._is_uneven(gap)]
        last = -(-self.total // self.page_size)
        if gaps and self.total > len(self.expected) and last not in self._pages:
            # More came in than went, and what comes in mostly stands at the end.
            return last
        if (page := self._page_beside_the_unknown(last)) is not None:
            return page
        for gap in gaps:
            middle = (gap.ranks[0] + gap.ranks[-1]) // 2 // self.page_size + 1
            return min(self._unread(gap.ranks), key=lambda page: abs(page - middle))
        return None

    def take(self, page: int, items: Sequence[str]) -> None:
        """Take in what page number *page* holds, in its order; an empty page is one past the end."""
        self._pages[page] = tuple(items)
        self._seen.update(items)
        matched = [self._places[item] for item in items if item in self._places]
        steps_back = sum(later < place for place, later in pairwise(matched))
        if steps_back * _SHARE > len(matched) or self._is_another_collection():
            self._stopped = True
        elif self.total is None:
            self.total = self._length()
            # An empty first page is a road that is down, not a site without posts.
            self._stopped = self.total == 0

    @property
    def unknown(self) -> tuple[str, ...]:
        """What pages held that was not expected."""
        return tuple(dict.fromkeys(item for _, item in self._read() if item not in self._places))

    def missing(self) -> tuple[str, ...]:
        """Return what stands between two neighbours of the collection in the expected order, but not in the collection."""
        if self._stopped or self.total is None or self._last_known_rank() is None:
            return ()
        return tuple(
            self.expected[place]
            for gap in self._gaps()
            if not any(self._unread(gap.ranks))
            for place in self._not_seen(gap.places)
        )

    # -- what was read

    def _read(self) -> Iterator[tuple[int, str]]:
        """Yield the rank of each item read, and the item."""
        for page in sorted(self._pages):
            for offset, item in enumerate(self._pages[page]):
                yield (page - 1) * self.page_size + offset, item

    def _last_known_rank(self) -> int | None:
        return max((rank for rank, item in self._read() if item in self._places), default=None)

    def _length(self) -> int | None:
        """Return how long the collection is, if the pages read so far tell."""
        for page, items in self._pages.items():
            if 0 < len(items) < self.page_size:
                return (page - 1) * self.page_size + len(items)
            if not items and (page == 1 or len(self._pages.get(page - 1, ())) == self.page_size):
                return (page - 1) * self.page_size
        return None

    def _is_another_collection(self) -> bool:
        """Return whether what came is not the collection we know; then nothing is said rather than something false.

        What stands behind the last known post is new, however much it is; before it, most should be known.
        """
        last = self._last_known_rank()
        if last is None:
            return len(self._pages) >= _PAGES_BEFORE_GIVING_UP
        before = [item in self._places for rank, item in self._read() if rank <= last]
        return len(self._pages) >= _PAGES_BEFORE_DOUBT and sum(before) * _SHARE < len(before)

    # -- which page to ask for

    def _page_near_the_end(self) -> int | None:
        """Return the page that must be asked for to learn how long the collection is."""
        full = [page for page, items in self._pages.items() if len(items) >= self.page_size]
        empty = [page for page, items in self._pages.items() if not items]
        if not self._pages:
            return self._expected_last()
        low, high = max(full, default=0), min(empty, default=0)
        if not high:
            return low + 1
        if high - low <= 1:
            return None
        # Close to the guess first: a few posts were taken down far more often than half of them.
        return high - 1 if len(empty) <= 2 else (low + high) // 2

    def _expected_last(self) -> int:
        return max(1, -(-len(self.expected) // self.page_size))

    def _page_elsewhere(self) -> int | None:
        """Return a page far from those read while nothing known was met: many new posts, or another collection?"""
        if self._last_known_rank() is not None:
            return None
        last = self._expected_last()
        places = (1, last // 2, last // 4)
        return next((page for page in places if page > 0 and page not in self._pages), None)

    def _page_beside_the_unknown(self, last: int) -> int | None:
        """Return the neighbour of a page that begins or ends with something unknown, up to page *last*.

        What came in unseen comes in runs (the newest posts), and an unknown and a missing post between two pages would
        cancel each other out; so a run is read to both its ends.
        """
        for page, items in self._pages.items():
            if items and items[0] not in self._places and page > 1 and page - 1 not in self._pages:
                return page - 1
            if items and items[-1] not in self._places and page < last and page + 1 not in self._pages:
                return page + 1
        return None

    # -- gaps

    def _gaps(self) -> Iterator[_Gap]:
        """Yield what lies between neighbours, in order."""
        for (rank, place), (later_rank, later_place) in pairwise(self._anchors()):
            if later_rank - rank > 1 or later_place - place > 1:
                yield _Gap(range(rank + 1, later_rank), range(place + 1, later_place))

    def _anchors(self) -> list[tuple[int, int]]:
        """Return (rank in the collection, place in the expected order) of what both hold, rising in both.

        As many as there can be, so that one post whose date was changed does not hide all that are in order.
        """
        known = [(rank, self._places[item]) for rank, item in self._read() if item in self._places]
        # The longest rising sequence: the last of each length that ends lowest, and what stands before each.
        ends: list[int] = []
        lowest: list[int] = []
        before: list[int] = []
        for number, (_, place) in enumerate(known):
            length = bisect_left(lowest, place)
            before.append(ends[length - 1] if length else -1)
            ends[length : length + 1] = [number]
            lowest[length : length + 1] = [place]
        anchors = []
        number = ends[-1] if ends else -1
        while number >= 0:
            anchors.append(known[number])
            number = before[number]
        anchors.append((-1, -1))
        anchors.reverse()
        # Posts may have gone while we walked: then the total is less than what was read.
        end = max(self.total or 0, anchors[-1][0] + 1)
        return [*anchors, (end, len(self.expected))]

    def _is_uneven(self, gap: _Gap) -> bool:
        """Return whether a gap has places that were not read, and not as many as posts that should stand there."""
        unread = sum(
            min(page * self.page_size, gap.ranks.stop) - max((page - 1) * self.page_size, gap.ranks.start)
            for page in self._unread(gap.ranks)
        )
        return unread > 0 and unread != sum(1 for _ in self._not_seen(gap.places))

    def _unread(self, ranks: range) -> Iterable[int]:
        """Return the pages on which *ranks* lie and which were not read."""
        if not ranks:
            return ()
        pages = range(ranks[0] // self.page_size + 1, ranks[-1] // self.page_size + 2)
        return (page for page in pages if page not in self._pages)

    def _not_seen(self, places: range) -> Iterator[int]:
        """Yield those of *places* whose item was not read anywhere."""
        return (place for place in places if self.expected[place] not in self._seen)
