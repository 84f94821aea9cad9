"""What discovery is given and what it answers: values only, so that reading an index page can run anywhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Protocol

import attrs

from archive import KnownUrl, Purpose, Road

#: Keys of ``Link.hints`` and what they hold. Times are ISO 8601 with offset where the road gives one, else as written.
HINT_KEYS: Mapping[str, str] = {
    "title": "headline, as the road gives it",
    "published": "time of publication",
    "modified": "time of the last change; a different one than last time means: look again",
    "external_id": "the site's own number of the article, e.g. wp:1234",
    "author": "writer's name",
    "excerpt": "teaser",
    "section": "category",
    "language": "language of the article",
    "image": "address of a picture",
    "protected": "yes: the road says that a password is asked for",
    "whole_text": "yes: the feed carried the whole text",
    "canonical": "address of the article when the link is another one (feed proxies, AMP)",
    "moved_from": "address under which the archive knows the same external_id",
    "revisit": "why a known page is fetched again: modified, missing, back, age, full",
    "part_of": "canonical URL of the article of which this is a further page",
    "redirected_from": "canonical URLs of the redirects that led here, in order, separated by spaces",
    "by_change": "yes: named by the feed ordered by time of change, so that modified is the site's own word",
    "hops": "how many redirects led here",
    "depth": "how deep in a tree of sitemaps",
    "walk": "what a discovery page belongs to (plan's own note)",
}


@attrs.frozen(kw_only=True)
class Link:
    """One URL that a road named, or that the plan wants to be fetched."""

    #: Absolute, without fragment.
    url: str
    road: Road
    purpose: Purpose
    #: What the road said of it; keys in ``HINT_KEYS``.
    hints: Mapping[str, str] = attrs.field(factory=dict)
    #: The URL of the document that named it.
    via: str | None = None
    #: Words of the link on a listing.
    text: str = ""
    #: Where it stood on a listing: tags and classes of the way to it (``main>div.posts>article``).
    place: str = ""
    #: Number of the link in its document, from 0.
    position: int = 0
    #: Why it is fetched, in a few words.
    reason: str = ""

    @property
    def is_redirected(self) -> bool:
        """Whether a redirect led here: the next hop of a page that was asked for."""
        return "redirected_from" in self.hints


@attrs.frozen(kw_only=True)
class Document:
    """One fetched answer, as discovery sees it."""

    url: str
    purpose: Purpose
    road: Road
    #: HTTP status; None when no answer came.
    status: int | None
    #: Header lines in order, names as sent.
    headers: tuple[tuple[str, str], ...] = ()
    #: Body with transfer- and content-coding removed; empty for 304 and failures.
    body: bytes = attrs.field(default=b"", repr=False)
    #: The hints of the Link that led here.
    hints: Mapping[str, str] = attrs.field(factory=dict)
    #: When it was fetched: base of "newer than".
    captured_at: datetime | None = None
    #: True when the server said 304, or the body is byte for byte the one of the last visit.
    is_unchanged: bool = False

    def header(self, name: str) -> str | None:
        """Return the first header called *name* (case does not matter), or None."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)

    def header_values(self, name: str) -> tuple[str, ...]:
        """Return every header called *name*, in order."""
        wanted = name.lower()
        return tuple(value for key, value in self.headers if key.lower() == wanted)

    @property
    def content_type(self) -> str:
        """The media type in lower case without parameters; empty when there is none."""
        return (self.header("content-type") or "").partition(";")[0].strip().lower()

    @property
    def is_ok(self) -> bool:
        """Whether there is a body to read."""
        return self.status is not None and 200 <= self.status < 300


@attrs.frozen(kw_only=True)
class Found:
    """What one discovery document says."""

    #: In the document's order; articles and further discovery documents (a sitemap index names sitemaps).
    links: tuple[Link, ...] = ()
    #: The next page(s) of this same document, best first.
    next_links: tuple[Link, ...] = ()
    #: What is wrong with it, one line each.
    problems: tuple[str, ...] = ()
    #: What it says of itself and of the site: ``kind``, ``total``, ``total_pages``, ``title``, ``generator`` …
    facts: Mapping[str, str] = attrs.field(factory=dict)


class Known(Protocol):
    """What the archive knows of one site; the plan asks, it never writes."""

    def get(self, url: str) -> KnownUrl | None:
        """Return the row of *url* (any spelling of it), or None."""

    def by_external_id(self, external_id: str) -> KnownUrl | None:
        """Return the row that carries the site's own number *external_id*, or None."""

    def pages(self) -> Iterable[KnownUrl]:
        """Return every row whose purpose is PAGE."""


class RoadsOf(Protocol):
    """The roads of a site file, as far as discovery uses them."""

    @property
    def rest(self) -> str | None:
        """Address of the WordPress REST interface."""

    @property
    def modified_feed(self) -> bool:
        """Whether the Atom feed can be ordered by time of change."""

    @property
    def feeds(self) -> tuple[str, ...]:
        """Addresses of feeds."""

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """Addresses of sitemaps."""

    @property
    def listings(self) -> tuple[str, ...]:
        """Addresses of listing pages beside the front page."""


class ScopeOf(Protocol):
    """The scope of a site file."""

    @property
    def hosts(self) -> tuple[str, ...]:
        """Further hosts of the site."""

    @property
    def article(self) -> tuple[str, ...]:
        """Regular expressions of addresses that are articles."""

    @property
    def exclude(self) -> tuple[str, ...]:
        """Regular expressions of addresses that are never fetched."""


class LimitsOf(Protocol):
    """The limits of a site file."""

    @property
    def max_listing_pages(self) -> int:
        """Pages of one listing that are walked at most."""


class Site(Protocol):
    """What discovery needs to know of a site; ``dnusa_crawler.sites.Site`` is one.

    A protocol, so that the arrow points one way: ``sites`` drafts a site file with the help of ``discovery``.
    """

    @property
    def home(self) -> str:
        """Address of the front page."""

    @property
    def roads(self) -> RoadsOf:
        """The ways by which its articles are found."""

    @property
    def scope(self) -> ScopeOf:
        """Which addresses belong to it."""

    @property
    def limits(self) -> LimitsOf:
        """How much is fetched."""
