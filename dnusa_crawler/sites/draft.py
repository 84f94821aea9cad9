"""Look at a site and draft its file. Pure: says which URLs to fetch, takes the answers, makes a ``Site`` of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import attrs

from archive import Purpose, Road
from dnusa_crawler.discovery import (
    Document,
    Entry,
    Found,
    Kind,
    Link,
    Scope,
    classify,
    feed,
    read,
    robots,
    sitemap,
    tidy,
    wordpress,
)
from dnusa_crawler.discovery.markup import as_instant
from dnusa_crawler.errors import SiteUnusableError
from dnusa_crawler.tries import PASSING_STATUSES

from .evidence import engine_of, language_of, time_zone_of, title_of
from .front import FrontPage, Pointer
from .site import Engine, Roads, Site, name_for

if TYPE_CHECKING:
    from collections.abc import Callable

#: A draft is a short visit: this many answers at most.
MOST_PROBES = 25
_MOST_FEEDS = 5
_MOST_HOPS = 5
_FEED_TYPES = re.compile(r"application/(?:rss|atom|rdf|feed)\+(?:xml|json)|text/xml|application/json", re.IGNORECASE)
_COMMENT_FEED = re.compile(
    r"/comments?/|comments?[-_./]?(?:feed|default)|komentar|oembed|/wp-json|comments?$", re.IGNORECASE
)
#: Where feeds stand when no page names them, by engine.
_FEED_GUESSES: dict[Engine, tuple[str, ...]] = {
    Engine.WORDPRESS: ("feed/",),
    Engine.GHOST: ("rss/",),
    Engine.BLOGGER: ("feeds/posts/default",),
    Engine.JOOMLA: ("?format=feed&type=rss",),
    Engine.DRUPAL: ("rss.xml",),
    Engine.OTHER: ("feed/", "rss", "rss.xml", "feed.xml", "atom.xml"),
}
_SITEMAP_GUESSES: dict[Engine, tuple[str, ...]] = {
    Engine.WORDPRESS: ("wp-sitemap.xml", "sitemap_index.xml", "sitemap.xml"),
    Engine.OTHER: ("sitemap.xml", "sitemap_index.xml", "news-sitemap.xml"),
}


@attrs.define
class Draft:
    """A site while it is looked at.

    Ask ``wanted`` for URLs, give every answer to ``take`` (failed ones with ``status=None`` too), repeat until ``wanted`` is
    empty and nothing is under way; then ``site`` gives the file's content and ``samples`` a few articles for a preview.
    Answers may come in any order.
    """

    #: What the caller gave.
    url: str
    #: What the caller says it is.
    entry: Entry | None = None
    home: str = ""
    _asked: set[str] = attrs.field(factory=set, init=False)
    #: What is under way: asked for, and not answered yet.
    _open: dict[str, Purpose] = attrs.field(factory=dict, init=False)
    #: What the site itself names, and where posts should be by what it says.
    _named: set[str] = attrs.field(factory=set, init=False)
    _answers: dict[str, Document] = attrs.field(factory=dict, init=False)
    _robots: robots.Robots | None = attrs.field(default=None, init=False)
    _front: Document | None = attrs.field(default=None, init=False)
    _looks: FrontPage = attrs.field(factory=lambda: FrontPage(url=""), init=False)
    _page: Found = attrs.field(factory=Found, init=False)
    _engine: Engine = attrs.field(default=Engine.OTHER, init=False)
    _api: dict[str, str] = attrs.field(factory=dict, init=False)
    _rest: str | None = attrs.field(default=None, init=False)
    _posts: Found | None = attrs.field(default=None, init=False)
    #: Where posts were asked for, and where such a request was sent on to.
    _posts_urls: set[str] = attrs.field(factory=set, init=False)
    _feeds: dict[str, Found] = attrs.field(factory=dict, init=False)
    _sitemaps: dict[str, Found] = attrs.field(factory=dict, init=False)
    _by_change: Found | None = attrs.field(default=None, init=False)
    _by_date: Found | None = attrs.field(default=None, init=False)
    _front_failed: str = attrs.field(default="", init=False)

    def __attrs_post_init__(self) -> None:
        address = tidy(self.url)
        if address is None:
            raise SiteUnusableError(f"{self.url[:200]!r} is no web address; give one that begins with https://")
        self.url = address
        # Any page of the site may be given; an article is no front page.
        is_article = classify(address, scope=Scope(home=address)).kind is Kind.ARTICLE
        self.home = urljoin(address, "/") if self.entry is not None or is_article else address

    # -- what to fetch

    def wanted(self) -> list[Link]:
        """Return the URLs to fetch next; empty when enough is known."""
        if len(self._answers) >= MOST_PROBES:
            return []
        for step in (self._want_front, self._want_roads, self._want_guesses, self._want_wordpress):
            links = [link for link in step() if self._is_fresh(link)]
            if links:
                self._ask(links)
                return links
        return []

    def fresh(self, is_known: Callable[[str], bool], *, is_quiet: bool) -> list[Link]:
        """Return what ``wanted`` gives, without what the caller has asked for already.

        Args:
            is_known: Says whether the caller has a URL.
            is_quiet: Whether nothing is under way: what has no answer by now will not get one.
        """
        while True:
            if is_quiet:
                self._open.clear()
            wanted = self.wanted()
            fresh = [link for link in wanted if not is_known(link.url)]
            if fresh or not is_quiet or not wanted:
                return fresh

    def _ask(self, links: list[Link]) -> None:
        self._asked.update(link.url for link in links)
        self._open.update({link.url: link.purpose for link in links})

    def _waits_for(self, purpose: Purpose) -> bool:
        """Whether a road of this kind is still to answer: a guess beside it could only contradict it."""
        return purpose in self._open.values()

    def _is_fresh(self, link: Link) -> bool:
        return link.url not in self._asked

    def _want_front(self) -> list[Link]:
        return [
            Link(
                url=urljoin(self.home, "/robots.txt"),
                road=Road.SEED,
                purpose=Purpose.ROBOTS,
                reason="rules of the site",
            ),
            Link(url=self.home, road=Road.SEED, purpose=Purpose.HOME, reason="front page"),
        ]

    def _want_roads(self) -> list[Link]:
        """What the front page and robots.txt name."""
        if self._front is None:
            return []
        links: list[Link] = []
        if root := wordpress.api_root(url=self._front.url, headers=self._front.headers, body=self._front.body):
            links.append(Link(url=root, road=Road.REST, purpose=Purpose.REST, reason="named by the front page"))
        named = self._robots.sitemaps if self._robots else ()
        targets = [
            target
            for address in named[:10]
            if (target := tidy(address, base=self.home)) and self._scope().contains(target)
        ]
        links += [
            Link(url=target, road=Road.ROBOTS, purpose=Purpose.SITEMAP, reason="named by robots.txt")
            for target in targets
        ]
        links += [
            Link(url=url, road=Road.FEED, purpose=Purpose.FEED, reason="named by the front page")
            for url in self._linked_feeds()
        ]
        self._named.update(link.url for link in links)
        return links

    def _want_guesses(self) -> list[Link]:
        """Where roads usually stand, when nothing names them; one at a time, so that the first that answers ends the search."""
        if self._front is None:
            return []
        links: list[Link] = []
        if not self._feeds and not self._waits_for(Purpose.FEED):
            for path in _FEED_GUESSES[self._engine]:
                url = urljoin(self.home, path)
                if url not in self._asked:
                    links.append(Link(url=url, road=Road.FEED, purpose=Purpose.FEED, reason="usual place of a feed"))
                    break
        if not self._sitemaps and not self._waits_for(Purpose.SITEMAP):
            for path in _SITEMAP_GUESSES.get(self._engine, _SITEMAP_GUESSES[Engine.OTHER]):
                url = urljoin(self.home, f"/{path}")
                if url not in self._asked:
                    links.append(
                        Link(url=url, road=Road.SITEMAP, purpose=Purpose.SITEMAP, reason="usual place of a sitemap")
                    )
                    break
        return links

    def _want_wordpress(self) -> list[Link]:
        if self._front is None or self._engine is not Engine.WORDPRESS or self._waits_for(Purpose.REST):
            return []
        if self._rest is None and self._posts is None:
            guesses = [url for url in wordpress.guessed_roots(self.home) if url not in self._asked]
            if guesses and not self._api:
                return [
                    Link(
                        url=guesses[0], road=Road.REST, purpose=Purpose.REST, reason="usual place of the REST interface"
                    )
                ]
        if self._rest is not None and self._posts is None:
            url = wordpress.posts_url(self._rest)
            if url not in self._asked:
                self._posts_urls.add(url)
                return [Link(url=url, road=Road.REST, purpose=Purpose.REST, reason="does REST list posts?")]
        if self._posts is not None and self._posts.links:
            return []
        return [
            Link(url=url, road=Road.FEED, purpose=Purpose.FEED, reason="does the feed obey an order?")
            for url in (
                wordpress.modified_feed_url(self.home),
                wordpress.ordered_feed_url(self.home, page=1, orderby="date ID", order="ASC"),
            )
        ]

    def _scope(self) -> Scope:
        return Scope(home=self.home)

    def _linked_feeds(self) -> list[str]:
        found: dict[str, None] = {}
        for pointer in self._looks.pointers:
            target = self._feed_target(pointer)
            if target is not None:
                found.setdefault(target)
        return list(found)[:_MOST_FEEDS]

    def _feed_target(self, pointer: Pointer) -> str | None:
        if pointer.media_type is not None and not _FEED_TYPES.match(pointer.media_type):
            return None
        target = tidy(pointer.address, base=self.home)
        if target is None or not self._scope().contains(target):
            return None
        if pointer.media_type is None and classify(target, scope=self._scope()).kind is not Kind.FEED:
            return None
        return (
            None
            if _COMMENT_FEED.search(urlsplit(target).path)
            or re.search(r"comment|komentar", pointer.title, re.IGNORECASE)
            else target
        )

    # -- what came

    def take(self, document: Document) -> list[Link]:
        """Take in one answer; return where it redirects to, to be fetched like what ``wanted`` gives."""
        self._answers[document.url] = document
        self._open.pop(document.url, None)
        if document.status in {301, 302, 303, 307, 308}:
            return self._redirected(document)
        if document.purpose is Purpose.ROBOTS:
            self._robots = robots.read(document.status, document.body)
        elif document.purpose is Purpose.HOME:
            self._take_front(document)
        elif document.purpose is Purpose.REST:
            self._take_rest(document)
        elif document.purpose is Purpose.FEED:
            self._take_feed(document)
        elif document.purpose is Purpose.SITEMAP:
            found = read(document)
            if document.is_ok and "kind" in found.facts and found.links:
                self._sitemaps[document.url] = found
        return []

    def _redirected(self, document: Document) -> list[Link]:
        location = document.header("location")
        target = tidy(location, base=document.url) if location else None
        hops = int(document.hints.get("hops", "0")) + 1
        if target is None or hops > _MOST_HOPS or target in self._asked:
            self.take(attrs.evolve(document, status=None if document.purpose is Purpose.HOME else 404))
            return []
        if document.purpose is Purpose.HOME and self.entry is None:
            self.home = target
        elif document.purpose is not Purpose.ROBOTS and not self._scope().contains(target):
            return []
        for known in (self._named, self._posts_urls):
            if document.url in known:
                known.add(target)
        links = [
            Link(
                url=target,
                road=document.road,
                purpose=document.purpose,
                hints={**document.hints, "hops": str(hops)},
                via=document.url,
                reason="redirect",
            )
        ]
        self._ask(links)
        return links

    def _take_front(self, document: Document) -> None:
        if not document.is_ok:
            self._front_failed = "no answer" if document.status is None else f"status {document.status}"
            # The entry the caller named may work all the same.
            self._front = attrs.evolve(document, body=b"") if self.entry is not None else None
            return
        if self.entry is None and feed.looks_like_feed(document.body):
            self._become(Entry.FEED, document)
            return
        if self.entry is None and sitemap.looks_like_sitemap(document.body):
            self._become(Entry.SITEMAP, document)
            return
        self._front = document
        self._page = read(document)
        self._looks = FrontPage.of(document)
        self._engine = engine_of(document, self._looks)

    def _become(self, entry: Entry, document: Document) -> None:
        """The URL is itself a feed or a sitemap: its site's front page is looked at instead."""
        self.entry = entry
        self.url = document.url
        self.home = urljoin(document.url, "/")
        (self._feeds if entry is Entry.FEED else self._sitemaps)[document.url] = read(
            attrs.evolve(document, purpose=Purpose(entry.value))
        )

    def _take_rest(self, document: Document) -> None:
        found = read(document)
        kind = found.facts.get("kind") if document.is_ok else None
        if kind == "root":
            self._api = dict(found.facts)
            self._engine = Engine.WORDPRESS
            if "wp/v2" in found.facts.get("namespaces", "").split():
                self._rest = document.url
        elif kind == "posts":
            self._posts = found
        elif document.url in self._posts_urls:
            self._posts = Found()
            self._rest = None

    def _take_feed(self, document: Document) -> None:
        found = read(document)
        if not document.is_ok or "kind" not in found.facts:
            return
        if document.url == wordpress.modified_feed_url(self.home):
            self._by_change = found
        elif document.url == wordpress.ordered_feed_url(self.home, page=1, orderby="date ID", order="ASC"):
            self._by_date = found
        elif found.links and not _COMMENT_FEED.search(document.url):
            self._feeds[document.url] = found

    # -- what it comes to

    def unanswered(self) -> list[Document]:
        """Return the roads that the site names and that gave no answer, or one that may pass: they are not in its file."""
        asked = self._named | self._posts_urls
        return [
            document
            for url, document in self._answers.items()
            if url in asked and (document.status is None or document.status in PASSING_STATUSES)
        ]

    def _obeys_order(self) -> bool:
        """Whether the feed can be asked for another order: by date ascending rises, by change descending falls."""
        if self._by_change is None or self._by_date is None:
            return False
        rising = [moment for link in self._by_date.links if (moment := as_instant(link.hints.get("published")))]
        falling = [moment for link in self._by_change.links if (moment := as_instant(link.hints.get("modified")))]
        return (
            len(rising) >= 2
            and len(falling) >= 2
            and rising == sorted(rising)
            and rising[0] < rising[-1]
            and falling == sorted(falling, reverse=True)
        )

    def samples(self, count: int = 5) -> list[Link]:
        """Return up to *count* links that most surely are articles, newest first."""
        named = [*(self._posts.links if self._posts else ())]
        for found in (*self._feeds.values(), self._by_change or Found()):
            named += found.links
        named = [link for link in named if "protected" not in link.hints]
        if not named:
            scope = self._scope()
            named = [
                link
                for link in self._page.links
                if classify(link.url, scope=scope).kind is Kind.ARTICLE and self._stands_out(link)
            ]
        if not named:
            leaves = [found.links for found in self._sitemaps.values() if found.facts.get("kind") != "index"]
            named = [
                link
                for links in leaves
                for link in links
                if classify(link.url, scope=self._scope()).kind is Kind.ARTICLE
            ]
        return list({link.url: link for link in named}.values())[:count]

    @staticmethod
    def _stands_out(link: Link) -> bool:
        return not link.place.startswith("furniture>")

    def _has_anything(self) -> bool:
        if self.samples(1) or self.entry is not None:
            return True
        if any(found.facts.get("kind") == "index" for found in self._sitemaps.values()):
            return True
        scope = self._scope()
        kinds = [(link, classify(link.url, scope=scope).kind) for link in self._page.links]
        # Headlines with addresses of no known shape, or sections whose listings may hold articles.
        return any(
            kind in {Kind.UNKNOWN, Kind.LISTING} and (len(link.text.split()) >= 4 or kind is Kind.LISTING)
            for link, kind in kinds
        )

    def site(self) -> Site:
        """Return the content of the site file.

        Raises:
            SiteUnusableError: If the site does not answer, answers nonsense, forbids us or has no articles; the message
                says what to do.
        """
        if self._robots is not None and self._robots.stops:
            raise SiteUnusableError(
                f"{self.home}: {self._robots.reason}; nothing is fetched while that lasts, try again later"
            )
        if self._front is None:
            raise SiteUnusableError(
                f"{self.home}: {self._front_failed or 'no answer'}; check the address, or try again later"
            )
        if self.entry is None and not self._page.links and not self._feeds and not self._posts:
            shown = self._front.content_type or "nothing"
            raise SiteUnusableError(
                f"{self.home}: no links on the page ({shown}); give the address of a page that lists articles"
            )
        if not self._has_anything():
            raise SiteUnusableError(
                f"{self.home}: no articles found by REST, feed, sitemap or links; give the address of a page that lists them with --entry listing"
            )
        feeds = tuple(self._feeds.values())
        looks = attrs.evolve(self._looks, url=self._front.url)
        language = language_of(looks, self._page, feeds)
        return Site(
            name=name_for(self.home),
            home=self.home,
            title=title_of(looks, self._page, self._api, feeds),
            language=language,
            time_zone=time_zone_of(looks, self._api, feeds, language),
            engine=self._engine,
            roads=Roads(
                rest=self._rest if self._posts and self._posts.links else None,
                modified_feed=self._obeys_order(),
                feeds=tuple(self._feeds),
                sitemaps=tuple(self._sitemaps),
                listings=self._index_pages(),
            ),
        )

    def _index_pages(self) -> tuple[str, ...]:
        """Return the pages that list everything by date (Indonesian papers call them indeks)."""
        scope = self._scope()
        found: dict[str, None] = {}
        for link in self._page.links:
            path = urlsplit(link.url).path.lower().strip("/")
            if scope.contains(link.url) and re.fullmatch(
                r"(?:indeks|index)(?:-(?:berita|news|artikel))?|indeks/(?:berita|news)", path
            ):
                found.setdefault(scope.preferred(link.url))
        return tuple(found)[:3]
