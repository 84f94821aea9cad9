"""The plan of one run over one site: which discovery documents and pages to visit next, when to stop, and why.

A state machine without a network: ``start`` gives the first links, ``after`` takes each answer and gives more, and when both
give nothing and every discovery document was answered, the run is done. The order is:

1. the roads that name every article or every change: REST, the feed by time of change, sitemaps, feeds;
2. what replaces those that are down;
3. what is missing: posts that were taken down or came in unseen, found by rank (``missing``);
4. listings: a sample of their pages where a road of (1) was complete, to their end where none was;
5. sections of the front page, where the listings do not reach the end;
6. known articles again: all of them (full), or a few by age where the site gives no times of change (ordinary).
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from datetime import datetime

import attrs

from archive import OutcomeKind, Purpose, Road
from dnusa_crawler import revisit

from .classify import Scope, page_key, tidy
from .gaps import feed_gaps, rest_gaps, vanished
from .judging import Judge, Mode
from .markup import as_instant
from .reading import read
from .sections import sections
from .values import Document, Found, Known, Link, Site
from .walks import Depth, FeedWalk, ListingWalk, RestWalk, SitemapWalk, State, Walk

#: RFC 9309 asks for five redirects of robots.txt; discovery documents get as many.
_MOST_HOPS = 5
#: Answers that are kept for later; a draft has at most 25, a resumed run a handful.
_MOST_KEPT = 100
#: Known articles looked at again in an ordinary run of a site without times of change.
REVISITS_PER_RUN = 20


class Entry(enum.StrEnum):
    """What the caller says the given URL is."""

    LISTING = "listing"
    FEED = "feed"
    SITEMAP = "sitemap"
    PAGE = "page"


@attrs.frozen(kw_only=True)
class RoadReport:
    """What became of one road in this run."""

    name: str
    state: State
    reason: str
    #: Discovery documents read.
    documents: int
    #: Pages it named, each counted once.
    pages: int


class Plan:
    """Decides what to visit; see the module's text for the order.

    Args:
        site: The site file.
        mode: ``new``, ``ordinary`` or ``full`` (see ``Mode``).
        known: What the archive knows of the site.
        now: When the run began, aware.
        since: Articles published and changed before this are left out.
        entry: What *entry_url* is; then that road alone is walked.
        entry_url: The URL the caller gave.
        revisits: How many known articles an ordinary run looks at again on a site without times of change.
    """

    def __init__(
        self,
        site: Site,
        *,
        mode: Mode,
        known: Known,
        now: datetime,
        since: datetime | None = None,
        entry: Entry | None = None,
        entry_url: str | None = None,
        revisits: int = REVISITS_PER_RUN,
    ) -> None:
        self.site = site
        self.mode = mode
        self.now = now
        self._entry = entry
        self._entry_url = entry_url or site.home
        self._revisits = revisits
        self.scope = Scope(
            home=site.home, hosts=site.scope.hosts, article=site.scope.article, exclude=site.scope.exclude
        )
        self.judge = Judge(scope=self.scope, known=known, mode=mode, since=since, generous=entry is Entry.LISTING)
        self._walks: dict[str, Walk] = {}
        self._phases: list[Callable[[], list[Link]]] = []
        #: URLs of every discovery document a walk asked for.
        self._asked: set[str] = set()
        #: Discovery documents given out and not answered, by URL.
        self._awaited: dict[str, Link] = {}
        #: Documents given out ahead of the walk that will ask for them.
        self._ahead: set[str] = set()
        #: Answers that came before a walk asked for them, by URL.
        self._kept: dict[str, Document] = {}

    def start(self) -> list[Link]:
        """Return the first links to fetch."""
        if self._entry is not None:
            return self._give(self._start_entry(self._entry))
        self._phases = [
            self._start_other_roads,
            self._replace_roads_that_are_down,
            self._look_for_gaps,
            self._walk_listings,
            self._walk_sections,
            self._visit_known_again,
        ]
        return self._give(self._start_roads()) + self._needed_later()

    def after(self, document: Document, found: Found | None = None) -> list[Link]:
        """Take in the answer to a discovery document; return the links to fetch next.

        Every discovery document that was given out must come back here, also when it failed (``status=None``), was redirected
        (its 3xx answer) or was refused by robots.txt. Pages need not. A document that no walk asked for yet is kept, and
        used instead of a request when one does: so a draft's answers may be handed in before ``start``.

        Args:
            document: The answer.
            found: What ``read`` made of it, when that was done elsewhere; read here otherwise.
        """
        self._ahead.discard(document.url)
        asked = self._awaited.pop(document.url, None)
        if asked is not None:
            document = attrs.evolve(document, hints=asked.hints, purpose=asked.purpose, road=asked.road)
        walk = self._walks.get(document.hints.get("walk", "")) if asked is not None else None
        if walk is None:
            if document.purpose is not Purpose.PAGE and len(self._kept) < _MOST_KEPT:
                self._kept[document.url] = document
            return []
        if document.status in {301, 302, 303, 307, 308} and (onward := self._redirected(document)):
            return self._give(onward)
        return self._give(walk.after(document, found or read(document, site=self.site)))

    def give_up(self) -> list[Link]:
        """Return what comes next when nothing is under way although documents are awaited: they will not come any more.

        To be called when the queue has run empty; gives an empty list once the plan is done.
        """
        links: list[Link] = []
        for link in list(self._awaited.values()):
            lost = Document(url=link.url, purpose=link.purpose, road=link.road, status=None, hints=link.hints)
            links += self.after(lost)
        return links

    def _give(self, links: list[Link]) -> list[Link]:
        """Return *links* and what the next phases add; answers that are at hand already are used instead of asking."""
        out: list[Link] = []
        pending = list(links)
        while True:
            while pending:
                link = pending.pop(0)
                if "walk" not in link.hints:
                    out.append(link)
                elif link.url in self._asked:
                    # Two walks meet on one page (sections of a magazine): the second need not go on from there.
                    seen = Document(url=link.url, purpose=link.purpose, road=link.road, status=304, is_unchanged=True)
                    pending += self._walks[link.hints["walk"]].after(attrs.evolve(seen, hints=link.hints), Found())
                else:
                    self._asked.add(link.url)
                    self._awaited[link.url] = link
                    kept = self._kept.pop(link.url, None)
                    if kept is not None:
                        out += self.after(kept)
                    elif link.url not in self._ahead:
                        out.append(link)
            if self._is_walking() or not self._phases:
                return out
            pending += self._phases.pop(0)()

    def _needed_later(self) -> list[Link]:
        """Return the documents that later phases will ask for in any case, to be fetched along the way."""
        roads = self.site.roads
        knows_changes = bool(roads.rest or roads.modified_feed)
        later: list[tuple[str, Purpose, Road]] = []
        if not (self.mode is Mode.ORDINARY and knows_changes):
            later += [(url, Purpose.SITEMAP, Road.SITEMAP) for url in roads.sitemaps]
        if roads.rest or not roads.modified_feed:
            later += [(url, Purpose.FEED, Road.FEED) for url in (roads.feeds[:1] if roads.rest else roads.feeds)]
        later.append((self.site.home, Purpose.LISTING, Road.LISTING))
        links = [
            Link(url=url, road=road, purpose=purpose, reason="needed later")
            for url, purpose, road in later
            if url not in self._asked and url not in self._kept
        ]
        self._ahead.update(link.url for link in links)
        return links

    def hints_of(self, url: str) -> dict[str, str]:
        """Return everything the roads of this run have said of the page *url* so far: what to remember of it."""
        try:
            link = self.judge.named.get(page_key(url))
        except ValueError:
            return {}
        return dict(link.hints) if link is not None else {}

    def late_hints(self) -> dict[str, dict[str, str]]:
        """Return, by URL, the hints of pages that a road described after another had already given them out.

        To be remembered at the end of the run, so that the next one knows times and numbers of every page.
        """
        return {link.url: dict(link.hints) for link in self.judge.enriched.values()}

    @property
    def is_done(self) -> bool:
        """Whether every road has ended and nothing more will come."""
        return not self._phases and not self._is_walking()

    @property
    def has_whole_history(self) -> bool:
        """Whether this run went to the end of some road: from then on an ordinary run is enough."""
        return (
            self.mode is not Mode.ORDINARY
            and self.is_done
            and any(w.state is State.ENDED for w in self._walks.values())
        )

    def report(self) -> tuple[RoadReport, ...]:
        """Return what became of each road, for the crawl log and for ``sites check``."""
        return tuple(
            RoadReport(
                name=walk.name,
                state=walk.state,
                reason=walk.reason,
                documents=getattr(walk, "documents", 0),
                pages=len(getattr(walk, "seen", ())),
            )
            for walk in self._walks.values()
        )

    def _redirected(self, document: Document) -> list[Link]:
        hops = int(document.hints.get("hops", "0")) + 1
        target = tidy(document.header("location") or "", base=document.url) if document.header("location") else None
        if target is None or hops > _MOST_HOPS or not self.scope.contains(target) or target == document.url:
            return []
        hints = {**document.hints, "hops": str(hops)}
        return [
            Link(
                url=target,
                road=document.road,
                purpose=document.purpose,
                hints=hints,
                via=document.url,
                reason="redirect",
            )
        ]

    def _is_walking(self) -> bool:
        return any(walk.state is State.WALKING for walk in self._walks.values())

    def _add(self, walk: Walk) -> list[Link]:
        if walk.name in self._walks:
            return []
        self._walks[walk.name] = walk
        return walk.start()

    def _start_entry(self, entry: Entry) -> list[Link]:
        url = self._entry_url
        if entry is Entry.PAGE:
            return [Link(url=url, road=Road.SEED, purpose=Purpose.PAGE, reason="given by the caller")]
        if entry is Entry.FEED:
            return self._add(FeedWalk(name="feed 1", judge=self.judge, url=url, mode=self.mode, now=self.now))
        if entry is Entry.SITEMAP:
            return self._add(SitemapWalk(name="sitemaps", judge=self.judge, urls=(url,), mode=self.mode, now=self.now))
        return self._add(self._listing(url, Depth.FRESH if self.mode is Mode.ORDINARY else Depth.END, covered=False))

    # -- 1: the roads that name every article or every change

    def _start_roads(self) -> list[Link]:
        """Start the road that knows most first, so that what it says of a page is known when others name the page too."""
        roads = self.site.roads
        if roads.rest:
            is_whole = self.mode is not Mode.ORDINARY and self.judge.since is None
            return self._add(RestWalk(name="rest", judge=self.judge, root=roads.rest, now=self.now, is_whole=is_whole))
        return self._start_modified_feed() if roads.modified_feed else []

    def _start_other_roads(self) -> list[Link]:
        roads = self.site.roads
        knows_changes = bool(roads.rest or roads.modified_feed)
        links: list[Link] = []
        if not (self.mode is Mode.ORDINARY and knows_changes):
            links += self._start_sitemaps()
        if not roads.modified_feed or roads.rest:
            links += self._start_feeds(roads.feeds[:1] if roads.rest else roads.feeds, paged=not roads.rest)
        return links

    def _start_modified_feed(self) -> list[Link]:
        walk = FeedWalk(
            name="feed by change", judge=self.judge, url=self.site.home, mode=self.mode, now=self.now, by_change=True
        )
        return self._add(walk)

    def _start_sitemaps(self) -> list[Link]:
        if not self.site.roads.sitemaps:
            return []
        return self._add(
            SitemapWalk(name="sitemaps", judge=self.judge, urls=self.site.roads.sitemaps, mode=self.mode, now=self.now)
        )

    def _start_feeds(self, feeds: tuple[str, ...], *, paged: bool) -> list[Link]:
        links: list[Link] = []
        for number, url in enumerate(feeds, start=1):
            # A feed beside REST is only a glance at what is newest: one page.
            mode = self.mode if paged else Mode.ORDINARY
            links += self._add(FeedWalk(name=f"feed {number}", judge=self.judge, url=url, mode=mode, now=self.now))
        return links

    # -- 2: what replaces roads that are down

    def _replace_roads_that_are_down(self) -> list[Link]:
        rest, by_change = self._walks.get("rest"), self._walks.get("feed by change")
        links: list[Link] = []
        if rest is not None and rest.state is State.DOWN:
            links += self._start_modified_feed()
            links += self._start_sitemaps()
            self._phases.insert(0, self._replace_roads_that_are_down)
            if not links:
                self._phases.pop(0)
        if by_change is not None and by_change.state is State.DOWN:
            links += self._start_feeds(self.site.roads.feeds, paged=True)
            links += self._start_sitemaps()
        return links

    def _is_covered(self) -> bool:
        """Whether a road that names every article was read: listings then only confirm it."""
        for walk in self._walks.values():
            if walk.state is State.ENDED and isinstance(walk, RestWalk):
                return walk.is_complete or not walk.is_whole
            if walk.state is State.ENDED and isinstance(walk, FeedWalk) and walk.by_change:
                return walk.is_complete or self.mode is Mode.ORDINARY or self.judge.since is not None
        return False

    # -- 3: what is missing

    def _look_for_gaps(self) -> list[Link]:
        if self.mode is not Mode.ORDINARY or self.judge.since is not None:
            return []
        links: list[Link] = []
        for walk in list(self._walks.values()):
            gaps = None
            if isinstance(walk, RestWalk):
                gaps = rest_gaps(walk, self.judge)
            elif isinstance(walk, FeedWalk) and walk.by_change and walk.state is State.ENDED:
                gaps = feed_gaps(self.site.home, walk.page_size, self.judge)
            elif isinstance(walk, SitemapWalk) and walk.state is State.ENDED:
                links += vanished(walk, self.judge)
            if gaps is not None:
                links += self._add(gaps)
        return links

    # -- 4: listings

    def _listing(self, url: str, depth: Depth, *, covered: bool) -> ListingWalk:
        most = self.site.limits.max_listing_pages
        return ListingWalk(
            name=f"listing {url}", judge=self.judge, url=url, depth=depth, covered=covered, most_pages=most
        )

    def _walk_listings(self) -> list[Link]:
        covered = self._is_covered()
        depth = Depth.FRESH
        if self.mode is not Mode.ORDINARY:
            depth = Depth.SAMPLE if covered or self._has_named_many() else Depth.END
        links: list[Link] = []
        for url in dict.fromkeys((self.site.home, *self.site.roads.listings)):
            links += self._add(self._listing(url, depth, covered=covered))
        return links

    def _has_named_many(self) -> bool:
        """Whether sitemaps or a feed of several pages went to their end and named articles."""
        for walk in self._walks.values():
            if isinstance(walk, SitemapWalk) and walk.state is State.ENDED and len(walk.seen) >= 10:
                return True
            if isinstance(walk, FeedWalk) and walk.is_complete:
                return True
        return False

    # -- 5: sections

    def _walk_sections(self) -> list[Link]:
        front = self._walks.get(f"listing {self.site.home}")
        if not isinstance(front, ListingWalk) or self._is_covered():
            return []
        if self.mode is Mode.ORDINARY and (front.has_next or self.site.roads.feeds or self.site.roads.sitemaps):
            return []
        depth = Depth.FRESH
        if self.mode is not Mode.ORDINARY:
            depth = Depth.SAMPLE if front.is_complete or self._has_named_many() else Depth.END
        links: list[Link] = []
        for url in sections(front.first, self.judge):
            links += self._add(self._listing(url, depth, covered=False))
        return links

    # -- 6: known articles again

    def _visit_known_again(self) -> list[Link]:
        if self.judge.since is not None:
            return []
        if self.mode is Mode.FULL:
            return [
                link
                for row in self.judge.known.pages()
                if (link := self._again(row.url, row.hints, row.road, "full")) and not row.is_gone
            ]
        if self.mode is Mode.NEW or self._gives_times_of_change():
            return []
        due = []
        for row in self.judge.known.pages():
            if (
                row.is_gone
                or row.last_fetched_at is None
                or row.last_outcome not in {OutcomeKind.ARTICLE, OutcomeKind.UNCHANGED}
            ):
                continue
            named = self.judge.named.get(page_key(row.url))
            if named is not None and "modified" in named.hints:
                # A road of this very run said when it last changed.
                continue
            published = as_instant(row.hints.get("published"))
            visit = revisit.next_visit(
                last_visit=row.last_fetched_at, published=published, last_change=as_instant(row.seen_modified)
            )
            if visit is not None and visit <= self.now:
                due.append((visit, row))
        due.sort(key=lambda pair: (pair[1].last_fetched_at or self.now) - pair[0])
        links = [self._again(row.url, row.hints, row.road, "age") for _, row in due]
        return [link for link in links if link is not None][: self._revisits]

    def _gives_times_of_change(self) -> bool:
        for walk in self._walks.values():
            if walk.state is State.ENDED and (
                isinstance(walk, RestWalk) or (isinstance(walk, FeedWalk) and walk.by_change)
            ):
                return True
            if isinstance(walk, SitemapWalk) and walk.has_modified:
                return True
        return False

    def _again(self, url: str, hints: object, road: Road, why: str) -> Link | None:
        key = page_key(url)
        if key in self.judge.asked:
            return None
        self.judge.asked.add(key)
        kept = {**hints} if isinstance(hints, dict) else {}
        return Link(
            url=url, road=road, purpose=Purpose.PAGE, hints={**kept, "revisit": why}, reason=f"known; again: {why}"
        )
