"""Walk one road: which of its documents to fetch next, and when to stop. One small state machine for each kind of road.

A walk never fetches. ``start`` and ``after`` return links: pages to fetch, and the walk's own next document, which
carries the walk's name in the hint ``walk`` so that its answer finds back.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

import attrs

from archive import Purpose, Road

from . import wordpress
from .classify import Kind, classify, page_key
from .judging import Judge, Mode, Standing
from .markup import as_instant
from .pagination import with_number
from .values import Document, Found, Link


class State(enum.StrEnum):
    """Where a walk stands."""

    WAITING = "waiting"
    WALKING = "walking"
    #: Ended as its stop rule says.
    ENDED = "ended"
    #: The road does not answer, or not as it should.
    DOWN = "down"


class Walk(Protocol):
    """What every walk offers to the plan."""

    name: str
    state: State
    reason: str

    def start(self) -> list[Link]:
        """Return the first document(s) to fetch."""

    def after(self, document: Document, found: Found) -> list[Link]:
        """Take in one answer; return pages to fetch and the next document, if any."""


_FRESH = frozenset({Standing.NEW, Standing.CHANGED})


@attrs.define
class _Base:
    """What the walks share."""

    name: str
    judge: Judge
    state: State = State.WAITING
    #: Why it ended, in a few words.
    reason: str = ""
    #: Documents read.
    documents: int = 0
    #: Every page it named, by page key.
    seen: set[str] = attrs.field(factory=set)
    _asked: set[str] = attrs.field(factory=set)

    def ask(
        self, url: str, purpose: Purpose, road: Road, reason: str, hints: dict[str, str] | None = None
    ) -> list[Link]:
        """Return the link of one more document of this walk; nothing when it was asked for before (loops end here)."""
        self.state = State.WALKING
        if url in self._asked:
            return []
        self._asked.add(url)
        return [Link(url=url, road=road, purpose=purpose, hints={**(hints or {}), "walk": self.name}, reason=reason)]

    def end(self, reason: str) -> list[Link]:
        """Finish the walk."""
        self.state, self.reason = State.ENDED, reason
        return []

    def fail(self, reason: str) -> list[Link]:
        """Give the road up: from the first document it is down, later it has ended early."""
        self.state = State.DOWN if self.documents == 0 else State.ENDED
        self.reason = reason
        return []

    def take(self, links: Iterable[Link]) -> tuple[list[Link], list[Standing], int]:
        """Judge what a trusted document named; return pages to fetch, every standing, and how many were new to this walk."""
        pages, standings, fresh = [], [], 0
        for link in links:
            try:
                key = page_key(link.url)
            except ValueError:
                continue
            fresh += key not in self.seen
            self.seen.add(key)
            standing, page = self.judge.consider(link)
            standings.append(standing)
            if page is not None:
                pages.append(page)
        return pages, standings, fresh


def _nothing_after(links: Iterable[Link], standings: list[Standing], now: datetime | None) -> bool:
    """Return whether a page in order of change says that all later pages are unchanged.

    Its last item is as we know it, and so was everything on it; posts with a time of change in the future stand in front
    of today's and prove nothing.
    """
    proof = [
        standing
        for link, standing in zip(links, standings, strict=True)
        if now is None or (moment := as_instant(link.hints.get("modified"))) is None or moment <= now
    ]
    return bool(proof) and proof[-1] in {Standing.SAME, Standing.OLD}


@attrs.define
class RestWalk(_Base):
    """The WordPress REST interface: by id to the end, or by time of change until nothing is new."""

    root: str = ""
    now: datetime | None = None
    #: Walk by id to the end instead of by time of change.
    is_whole: bool = False
    orderby: str = "modified"
    #: X-WP-Total as the last answer gave it.
    total: int | None = None
    _page: int = 1

    def start(self) -> list[Link]:
        """Return the first document(s) to fetch."""
        self.orderby = "id" if self.is_whole else self.orderby
        return self._ask(1)

    def _ask(self, page: int) -> list[Link]:
        self._page = page
        url = wordpress.posts_url(
            self.root, page=page, orderby=self.orderby, order="asc" if self.orderby == "id" else "desc"
        )
        return self.ask(url, Purpose.REST, Road.REST, f"REST by {self.orderby}, page {page}")

    def after(self, document: Document, found: Found) -> list[Link]:
        """Take in one answer; return pages to fetch and the next document, if any."""
        if not document.is_ok or found.facts.get("kind") != "posts":
            # rest_post_invalid_page_number: posts went while we walked, and the last page with them.
            if document.status == 400 and self.documents:
                return self.end("no more pages")
            return self.fail(f"status {document.status}: {'; '.join(found.problems)[:100]}")
        self.documents += 1
        if "total" in found.facts:
            self.total = int(found.facts["total"])
        last = int(found.facts.get("total_pages", "0")) or (
            self._page + 1 if len(found.links) >= wordpress.PER_PAGE else self._page
        )
        pages, standings, fresh = self.take(found.links)
        if not found.links or self._page >= last:
            self.end("the last page")
        elif not fresh:
            self.end("a page with nothing new to this walk")
        elif not self.is_whole and _nothing_after(found.links, standings, self.now):
            self.end("nothing new from here on")
        else:
            pages += self._ask(self._page + 1)
        return pages

    @property
    def is_complete(self) -> bool:
        """Whether it named every post the site says there is."""
        return (
            self.state is State.ENDED and self.is_whole and self.documents > 0 and len(self.seen) >= (self.total or 0)
        )


@attrs.define
class FeedWalk(_Base):
    """A feed: its first page, the pages it names, and the pages WordPress gives for ``?paged=N``."""

    url: str = ""
    mode: Mode = Mode.ORDINARY
    now: datetime | None = None
    #: WordPress, ordered by time of change.
    by_change: bool = False
    #: WordPress gives older pages of any feed for ``?paged=N``.
    is_wordpress: bool = False
    #: Items of a full page: the first page's.
    page_size: int = 0
    _page: int = 1
    _barren: int = 0

    def start(self) -> list[Link]:
        """Return the first document(s) to fetch."""
        url = wordpress.modified_feed_url(self.url) if self.by_change else self.url
        return self.ask(url, Purpose.FEED, Road.FEED, "feed by time of change" if self.by_change else "feed")

    def after(self, document: Document, found: Found) -> list[Link]:
        """Take in one answer; return pages to fetch and the next document, if any."""
        if not document.is_ok or "kind" not in found.facts:
            if document.is_unchanged and document.status == 304:
                self.documents += 1
                return self.end("unchanged")
            return self.fail(f"status {document.status}: {'; '.join(found.problems)[:100] or 'no feed'}")
        self.documents += 1
        self.page_size = self.page_size or len(found.links)
        self.is_wordpress = self.is_wordpress or "wordpress" in found.facts.get("generator", "").lower()
        links = found.links
        if self.by_change:
            links = tuple(attrs.evolve(link, hints={**link.hints, "by_change": "yes"}) for link in links)
        pages, standings, fresh = self.take(links)
        self._barren = 0 if fresh else self._barren + 1
        if not fresh:
            self.end("a page with nothing new to this walk")
        elif standings and all(standing is Standing.OLD for standing in standings):
            self.end("older than the day asked for")
        elif self.mode is Mode.ORDINARY and self._is_known_from_here(links, standings):
            self.end("nothing new from here on")
        else:
            pages += self._next(found)
        return pages

    def _is_known_from_here(self, links: tuple[Link, ...], standings: list[Standing]) -> bool:
        """Return whether a page names nothing new; ten items are few, so one known item at its end is not enough."""
        if _FRESH & set(standings):
            return False
        return _nothing_after(links, standings, self.now) if self.by_change else True

    def _next(self, found: Found) -> list[Link]:
        self._page += 1
        if found.next_links and self.judge.scope.contains(found.next_links[0].url):
            return self.ask(found.next_links[0].url, Purpose.FEED, Road.FEED, f"feed, page {self._page}") or self.end(
                "a loop"
            )
        if self.is_wordpress:
            base = wordpress.modified_feed_url(self.url) if self.by_change else self.url
            return self.ask(
                wordpress.paged_feed_url(base, self._page), Purpose.FEED, Road.FEED, f"feed, page {self._page}"
            )
        return self.end("it has one page")

    @property
    def is_complete(self) -> bool:
        """Whether it went through more pages than one to the end."""
        return (
            self.state is State.ENDED
            and self._page > 1
            and self.mode is not Mode.ORDINARY
            and (self.is_wordpress or self.documents > 1)
        )


#: Sitemaps of pages that are no articles, by the names WordPress, its plugins, Ghost and others give them.
_NO_ARTICLES = re.compile(
    r"(?:posts-page|page-sitemap|pages?|categor\w+|tags?|post_tag|authors?|users?|taxonom\w+|attachment|images?|kategori|topik|penulis|product\w*|misc|local|static)"
    r"(?:[-_.]?\w*)?(?:-sitemap)?[-_]?\d*\.xml(?:\.gz)?$",
    re.IGNORECASE,
)


@attrs.define
class SitemapWalk(_Base):
    """A tree of sitemaps: all of it, or what changed since the last time."""

    urls: tuple[str, ...] = ()
    mode: Mode = Mode.ORDINARY
    now: datetime | None = None
    #: Protocol limits bound one document; these bound the tree.
    most_documents: int = 5_000
    deepest: int = 5
    #: Whether an article came with a time of change.
    has_modified: bool = False
    #: Documents read whole, with the page keys each names: what vanished from one of them may be gone.
    listed: dict[str, set[str]] = attrs.field(factory=dict)
    _open: int = 0

    def start(self) -> list[Link]:
        """Return the first document(s) to fetch."""
        out = [link for url in self.urls for link in self._ask(url, 1, {})]
        return out or self.end("no sitemap")

    def _ask(self, url: str, depth: int, hints: dict[str, str]) -> list[Link]:
        if not self.judge.scope.contains(url) or len(self._asked) >= self.most_documents:
            return []
        out = self.ask(url, Purpose.SITEMAP, Road.SITEMAP, "sitemap", {**hints, "depth": str(depth)})
        self._open += len(out)
        return out

    def after(self, document: Document, found: Found) -> list[Link]:
        """Take in one answer; return pages to fetch and the next document, if any."""
        self._open = max(0, self._open - 1)
        pages: list[Link] = []
        if document.is_ok and "kind" in found.facts:
            self.documents += 1
            if found.facts["kind"] == "index":
                pages = self._children(document, found)
            else:
                pages = self._entries(document, found)
        if self._open == 0:
            if self.documents:
                self.end("all read")
            else:
                self.fail(f"status {document.status}: {'; '.join(found.problems)[:100] or 'no sitemap'}")
        return pages

    def _children(self, document: Document, found: Found) -> list[Link]:
        depth = int(document.hints.get("depth", "1"))
        if depth >= self.deepest:
            return []
        children = [link for link in found.links if not _NO_ARTICLES.search(link.url.rsplit("/", 1)[-1])] or list(
            found.links
        )
        if self.mode is Mode.ORDINARY:
            children = self._newer(children)
        return [link for child in children for link in self._ask(child.url, depth + 1, dict(child.hints))]

    def _newer(self, children: list[Link]) -> list[Link]:
        """Choose the sitemaps of an index that may name something new: by lastmod, else the first and last of each series."""
        chosen = []
        series: dict[str, list[Link]] = {}
        for child in children:
            row = self.judge.known.get(child.url)
            modified = child.hints.get("modified")
            if modified:
                seen = (row.seen_modified or row.hints.get("modified")) if row is not None else None
                if seen != modified:
                    chosen.append(child)
            else:
                series.setdefault(re.sub(r"\d+", "0", child.url), []).append(child)
        for same in series.values():
            ordered = sorted(same, key=lambda link: [int(n) for n in re.findall(r"\d{1,9}", link.url)])
            chosen += ordered if len(ordered) <= 2 else [ordered[0], ordered[-1]]
        return chosen

    def _entries(self, document: Document, found: Found) -> list[Link]:
        pages, _, _ = self.take(found.links)
        self.has_modified = self.has_modified or any("modified" in link.hints for link in found.links)
        if found.facts["kind"] == "urlset" and not found.problems:
            keys = set()
            for link in found.links:
                try:
                    keys.add(page_key(link.url))
                except ValueError:
                    continue
            self.listed[page_key(document.url)] = keys
        return pages


class Depth(enum.StrEnum):
    """How far a listing is walked."""

    #: To its end.
    END = "end"
    #: Page 1, and the last and the middle one: are they all known? Else to the end.
    SAMPLE = "sample"
    #: While pages name something new.
    FRESH = "fresh"


@attrs.define
class ListingWalk(_Base):
    """A listing and its next pages."""

    url: str = ""
    depth: Depth = Depth.END
    most_pages: int = 20_000
    #: A road that names every article was read in this run.
    covered: bool = False
    #: How many pages it says it has.
    last_page: int = 1
    #: The links of its first page, for finding sections.
    first: tuple[Link, ...] = ()
    has_next: bool = False
    _barren: int = 0
    _samples: list[str] = attrs.field(factory=list)
    _next: str | None = None
    #: Each page read, and the page it names as its next.
    _following: dict[str, str | None] = attrs.field(factory=dict)

    def start(self) -> list[Link]:
        """Return the first document(s) to fetch."""
        return self.ask(self.url, Purpose.LISTING, Road.LISTING, "listing")

    def after(self, document: Document, found: Found) -> list[Link]:
        """Take in one answer; return pages to fetch and the next document, if any."""
        if not document.is_ok:
            if document.status == 304:
                self.documents += 1
                return self.end("unchanged")
            return self.fail(f"status {document.status}")
        self.documents += 1
        if self.documents == 1:
            self.first = found.links
            self.has_next = bool(found.next_links)
        self.last_page = max(self.last_page, int(found.facts.get("last_page", "1")))
        self._following[document.url] = found.next_links[0].url if found.next_links else None
        judged = self.judge.consider_listing(found.links, covered=self.covered)
        pages = [page for _, page in judged if page is not None]
        standings = [standing for standing, _ in judged if standing is not Standing.REFUSED]
        new_here = self._note(found.links, judged)
        self._barren = 0 if new_here else self._barren + 1
        return pages + self._onward(found, standings)

    def _note(self, links: tuple[Link, ...], judged: list[tuple[Standing, Link | None]]) -> int:
        fresh = 0
        for link, (standing, _) in zip(links, judged, strict=True):
            if standing is Standing.REFUSED:
                continue
            key = page_key(link.url)
            fresh += key not in self.seen
            self.seen.add(key)
        return fresh

    def _onward(self, found: Found, standings: Sequence[Standing]) -> list[Link]:
        """Return the next page of the listing, or end the walk and say why."""
        unknown = bool(_FRESH & set(standings))
        if standings and all(standing is Standing.OLD for standing in standings):
            return self.end("older than the day asked for")
        if self.documents >= self.most_pages:
            return self.end(f"{self.most_pages} pages")
        if self.depth is Depth.SAMPLE:
            return self._sample(found, unknown=unknown)
        if self.depth is Depth.FRESH and not unknown:
            return self.end("a page with nothing new")
        # A page may repeat wholly when many articles came in while we walked: one such page is forgiven.
        if self._barren >= 2 or (self._barren == 1 and not standings):
            return self.end("pages with nothing new to this walk")
        return self._follow(found.next_links[0].url if found.next_links else None)

    def _follow(self, follow: str | None) -> list[Link]:
        """Ask for the next page; pages that were read as samples are stepped over."""
        stepped: set[str] = set()
        while follow is not None and follow in self._following and follow not in stepped:
            stepped.add(follow)
            follow = self._following[follow]
        if follow is None or not self._may(follow):
            return self.end("no next page")
        return self.ask(follow, Purpose.LISTING, Road.LISTING, f"listing, page {self.documents + 1}") or self.end(
            "a loop"
        )

    def _may(self, url: str) -> bool:
        verdict = classify(url, scope=self.judge.scope)
        return (
            verdict.kind not in {Kind.OUTSIDE, Kind.TRAP, Kind.ACTION, Kind.CALENDAR, Kind.ASSET}
            or verdict.reason == "search, share or another action"
        )

    def _sample(self, found: Found, *, unknown: bool) -> list[Link]:
        if self.documents == 1:
            template = found.facts.get("page_template")
            numbers = {self.last_page, (self.last_page + 1) // 2} - {1} if template else set()
            self._samples = [url for number in sorted(numbers) if (url := with_number(template or "", number))]
            self._next = found.next_links[0].url if found.next_links else None
        if unknown:
            # Something the complete roads did not name: from page 2 to the end, so that nothing else is missed.
            self.depth = Depth.END
            self._barren = 0
            return self._follow(self._next)
        while self._samples:
            if out := self.ask(self._samples.pop(), Purpose.LISTING, Road.LISTING, "listing: a sample of its pages"):
                return out
        return self.end("its samples name nothing unknown")

    @property
    def is_complete(self) -> bool:
        """Whether it was walked from its first page over several to its end."""
        return self.state is State.ENDED and self.depth is Depth.END and self.documents > 1
