"""Which article a page is about, and which of its articles are only guests there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import urljoin, urlsplit

from archive import Article, Capture, Road, canonical_url

from .pages.values import PageReading

#: Guests that are remembered for one run; a page of a ticker may show hundreds.
MAX_GUESTS = 2000


def canonical_or_none(url: str | None, *, base: str | None = None) -> str | None:
    """Return the canonical form of *url* (relative to *base*), or None when it names no web page."""
    if not url:
        return None
    try:
        return canonical_url(urljoin(base, url) if base else url)
    except ValueError:
        return None


#: Roads that name articles by the address the site itself uses for them.
_NAMING_ROADS = frozenset({Road.REST, Road.FEED, Road.SITEMAP})
#: What follows an article's address on a further page of it or of its comments.
_PAGE_TAIL = re.compile(r"/(?:comment-page-|komentar-|page/|halaman/)?\d{1,3}$")
_AMP = re.compile(r"/amp$|[?&](?:amp|outputType=amp)\b", re.IGNORECASE)


def page_identity(capture: Capture, reading: PageReading, *, in_scope: Callable[[str], bool]) -> str:
    """Return the canonical URL of the article that the page shows.

    The page's own claim (``rel=canonical``) is a hint. It is followed where it can be true: another page of this site,
    not its front page, and not a further page of this very article (WordPress claims ``/comment-page-3/`` there). Where
    REST, a feed or a sitemap named the plain address, that is what the site calls the article, and no claim is needed.
    """
    claimed = canonical_or_none(reading.canonical_hint, base=capture.url)
    own = capture.canonical_url
    if claimed is None or claimed == own or not in_scope(claimed):
        return own
    parts, here = urlsplit(claimed), urlsplit(own)
    if parts.path in {"", "/"} and not parts.query:
        return own
    if capture.visit.road in _NAMING_ROADS and not here.query and not _AMP.search(own):
        return own
    stem = here.path.rstrip("/")
    if parts.path.rstrip("/").startswith(stem) and _PAGE_TAIL.fullmatch(parts.path.rstrip("/")[len(stem) :]):
        return own
    return claimed


def aliases_of(capture: Capture) -> set[str]:
    """Return other addresses of the article of a page: as it was asked for, redirected from, moved from."""
    hints = capture.visit.hints
    moved_from = canonical_or_none(hints.get("moved_from"))
    return {capture.canonical_url, *hints.get("redirected_from", "").split(), *([moved_from] if moved_from else ())}


class GuestList:
    """Articles seen on pages of other articles: kept from there only when their own page is never kept."""

    def __init__(self) -> None:
        self._guests: dict[str, tuple[Capture, Article]] = {}

    def add(self, url: str, capture: Capture, article: Article) -> None:
        """Remember *article* (of the canonical URL *url*), once, in bounds."""
        if url not in self._guests and len(self._guests) < MAX_GUESTS:
            self._guests[url] = (capture, article)

    def drain(self) -> Iterator[tuple[Capture, Article]]:
        """Yield what was remembered and forget it."""
        guests, self._guests = self._guests, {}
        yield from guests.values()
