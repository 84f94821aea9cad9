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
from urllib.parse import urljoin

import attrs

from archive import OutcomeKind, Purpose, Road
from dnusa_crawler import revisit

from .classify import Kind, Scope, classify, page_key, tidy
from .gaps import feed_gaps, rest_gaps, vanished
from .judging import Judge, Mode
from .markup import as_instant
from .reading import read
from .values import Document, Found, Known, Link, Site
from .walks import Depth, FeedWalk, ListingWalk, RestWalk, SitemapWalk, State, Walk

#: Sections of a front page that are walked at most.
_MOST_SECTIONS = 100
#: RFC 9309 asks for five redirects of robots.txt; discovery documents get as many.
_MOST_HOPS = 5
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

    def start(self) -> list[Link]:
        """Return the first links to fetch."""
        if self._entry is not None:
            links = self._start_entry(self._entry)
        else:
            self._phases = [
                self._start_other_roads,
                self._replace_roads_that_are_down,
                self._look_for_gaps,
                self._walk_listings,
                self._walk_sections,
                self._visit_known_again,
            ]
            links = self._start_roads()
        return links + self._settle()

    def after(self, document: Document, found: Found | None = None) -> list[Link]:
        """Take in the answer to a discovery document; return the links to fetch next.

        Every discovery document that was given out must come back here once, also when it failed (``status=None``), was
        redirected (its 3xx answer) or was refused by robots.txt. Pages need not.

        Args:
            document: The answer; its ``hints`` are those of the link that was given out.
            found: What ``read`` made of it, when that was done elsewhere; read here otherwise.
        """
        walk = self._walks.get(document.hints.get("walk", ""))
        if walk is None:
            return []
        if document.status in {301, 302, 303, 307, 308} and (onward := self._redirected(document)):
            return onward
        if found is None:
            found = read(document, site=self.site)
        return walk.after(document, found) + self._settle()

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

    def _settle(self) -> list[Link]:
        """Start the next phase when no walk waits for an answer."""
        links: list[Link] = []
        while self._phases and not self._is_walking():
            links += self._phases.pop(0)()
        return links

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
        for url in self._sections(front.first):
            links += self._add(self._listing(url, depth, covered=False))
        return links

    def _sections(self, first: tuple[Link, ...]) -> list[str]:
        """Return the addresses of sections that the front page links, index pages first; tags and authors are too many."""
        found: dict[str, str] = {}
        for link in first:
            url = self.scope.preferred(link.url)
            verdict = classify(url, scope=self.scope, shapes=self.judge.shapes)
            lowered = f"/{url.partition('//')[2].partition('/')[2].lower()}/"
            if verdict.kind is not Kind.LISTING or verdict.reason in {
                "page number in the path",
                "page number in the query",
                "archive by date",
            }:
                continue
            if any(
                word in lowered
                for word in (
                    "/tag/",
                    "/tags/",
                    "/topik/",
                    "/topic/",
                    "/author/",
                    "/penulis/",
                    "/label/",
                    "/user/",
                    "/profile/",
                )
            ):
                continue
            key = page_key(url)
            if key != page_key(self.site.home) and key not in self.judge.named:
                found.setdefault(key, url)
        ordered = sorted(
            found.values(),
            key=lambda url: (
                not any(word in url.lower() for word in ("indeks", "/index", "arsip", "archive", "terbaru", "terkini"))
            ),
        )
        return ordered[:_MOST_SECTIONS]

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


def home_of(url: str) -> str:
    """Return the front page of the site that *url* belongs to."""
    return urljoin(url, "/")
