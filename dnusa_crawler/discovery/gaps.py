"""Walks that look for what a site no longer lists: by rank in REST or in a WordPress feed, or in its sitemaps."""

from __future__ import annotations

import attrs

from archive import KnownUrl, Purpose, Road

from . import wordpress
from .classify import page_key
from .judging import Judge, Standing
from .markup import as_instant
from .missing import RankSearch
from .values import Document, Found, Link
from .walks import RestWalk, SitemapWalk, State, _Base

#: A sitemap that dropped more than this share of what is known of it (and more than this many) is a window, not a list.
_WINDOW_SHARE, _WINDOW_COUNT = 0.2, 20


def missing_link(row: KnownUrl) -> Link:
    """Return the link that looks whether the known page *row* is still there."""
    return Link(
        url=row.url,
        road=row.road,
        purpose=Purpose.PAGE,
        hints={**row.hints, "revisit": "missing"},
        reason="no longer listed: is it gone?",
    )


@attrs.define
class GapWalk(_Base):
    """Ask single pages of the ordered collection of posts until every gap is found."""

    #: REST root, or the home address for the feed.
    base: str = ""
    is_rest: bool = True
    search: RankSearch = attrs.field(factory=lambda: RankSearch(expected=[]))
    #: What stands behind each identity of the search.
    rows: dict[str, KnownUrl] = attrs.field(factory=dict)
    _page: int = 0

    def start(self) -> list[Link]:
        """Return the first page to ask for; nothing when nothing can be missing."""
        return self._ask_next()

    def _ask_next(self) -> list[Link]:
        page = self.search.next_page()
        if page is None:
            found = self.search.missing()
            self.end(f"{len(found)} missing, {len(self.search.unknown)} unknown")
            return [missing_link(self.rows[item]) for item in found if item in self.rows]
        self._page = page
        if self.is_rest:
            url = wordpress.posts_url(self.base, page=page, orderby="id", order="asc")
            return self.ask(url, Purpose.REST, Road.REST, f"REST by id, page {page}: looking for a gap")
        url = wordpress.ordered_feed_url(self.base, page=page, orderby="date ID", order="ASC")
        return self.ask(url, Purpose.FEED, Road.FEED, f"feed by date, page {page}: looking for a gap")

    def after(self, document: Document, found: Found) -> list[Link]:
        """Take in one page of the collection; return unknown posts, missing ones and the next page to ask for."""
        is_past_end = document.status in {400, 404, 410} or (document.is_ok and not found.links)
        if not (document.is_ok or is_past_end):
            return self.fail(f"status {document.status}")
        self.documents += 1
        pages: list[Link] = []
        items: list[str] = []
        for link in found.links if document.is_ok else ():
            items.append(link.hints.get("external_id", "") if self.is_rest else page_key(link.url))
            standing, page = self.judge.consider(attrs.evolve(link, hints={**link.hints, "by_change": "yes"}))
            if page is not None and standing in {Standing.NEW, Standing.CHANGED}:
                pages.append(page)
        self.search.take(self._page, items)
        return pages + self._ask_next()


def _number(row: KnownUrl) -> int:
    return int(row.hints["external_id"].removeprefix("wp:"))


def rest_gaps(walk: RestWalk, judge: Judge) -> GapWalk | None:
    """Return the walk that explains why REST counts another number of posts than we know; None when the numbers agree."""
    if walk.total is None or walk.state is not State.ENDED:
        return None
    rows: dict[str, KnownUrl] = {}
    for row in judge.known.pages():
        number = row.hints.get("external_id", "")
        if (
            number.startswith("wp:")
            and number[3:].isdigit()
            and not row.is_gone
            and row.hints.get("revisit") != "missing"
        ):
            rows[number] = row
    named = {
        link.hints["external_id"]
        for link in judge.named.values()
        if link.hints.get("external_id", "").startswith("wp:")
    }
    expected = sorted(rows.keys() | named, key=lambda number: int(number[3:]))
    if not rows or len(expected) == walk.total:
        return None
    search = RankSearch(expected=expected, page_size=wordpress.PER_PAGE, total=walk.total)
    return GapWalk(name="rest-gaps", judge=judge, base=walk.root, is_rest=True, search=search, rows=rows)


def feed_gaps(home: str, page_size: int, judge: Judge) -> GapWalk | None:
    """Return the walk that finds what a WordPress feed no longer names; None when too little is known of it."""
    rows: dict[str, KnownUrl] = {}
    moved = {link.hints["moved_from"] for link in judge.named.values() if "moved_from" in link.hints}
    times: dict[str, float] = {}
    for row in judge.known.pages():
        moment = as_instant(row.hints.get("published"))
        if moment is None or row.is_gone or row.url in moved or row.hints.get("revisit") == "missing":
            continue
        if row.hints.get("by_change") != "yes":
            continue
        rows[page_key(row.url)] = row
        times[page_key(row.url)] = moment.timestamp()
    for key, link in judge.named.items():
        moment = as_instant(link.hints.get("published"))
        if link.hints.get("by_change") == "yes" and moment is not None:
            times[key] = moment.timestamp()
    if not rows or page_size < 2:
        return None
    expected = sorted(times, key=lambda key: times[key])
    search = RankSearch(expected=expected, page_size=page_size, total=None)
    return GapWalk(name="feed-gaps", judge=judge, base=home, is_rest=False, search=search, rows=rows)


def vanished(walk: SitemapWalk, judge: Judge) -> list[Link]:
    """Return known pages that a sitemap named once and, read whole in this run, names no more."""
    if not walk.listed:
        return []
    every = set().union(*walk.listed.values())
    gone: list[KnownUrl] = []
    known = 0
    for row in judge.known.pages():
        if row.via is None or row.is_gone or row.road is not Road.SITEMAP or row.hints.get("revisit") == "missing":
            continue
        try:
            source, key = page_key(row.via), page_key(row.url)
        except ValueError:
            continue
        if source in walk.listed:
            known += 1
            if key not in every and key not in judge.named:
                gone.append(row)
    if len(gone) > _WINDOW_COUNT and len(gone) > known * _WINDOW_SHARE:
        return []
    return [missing_link(row) for row in gone]
