"""What is to be done with a link to a page: fetch it, fetch it again, leave it? One place decides for all roads."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from datetime import UTC, datetime

import attrs

from archive import KnownUrl, OutcomeKind, Purpose, Road

from .classify import Kind, Scope, Shapes, classify, page_key, shape
from .markup import as_instant
from .values import Known, Link

#: What even a feed or a sitemap cannot make an article.
_NEVER = frozenset(
    {Kind.OUTSIDE, Kind.TRAP, Kind.ASSET, Kind.ACTION, Kind.FEED, Kind.SITEMAP, Kind.ALTERNATE, Kind.HOME}
)
#: What a sitemap also names, beside articles.
_NOT_FROM_SITEMAP = _NEVER | {Kind.LISTING, Kind.STATIC, Kind.CALENDAR}


class Mode(enum.StrEnum):
    """How far a run goes."""

    #: Nothing is known yet: every road to its end.
    NEW = "new"
    #: What is new or changed since the last time, with few requests.
    ORDINARY = "ordinary"
    #: Every road to its end, and every known article again.
    FULL = "full"


class Standing(enum.StrEnum):
    """What a link is to us."""

    #: Never fetched.
    NEW = "new"
    #: Fetched before, and its road says that it changed.
    CHANGED = "changed"
    #: Fetched before, nothing says that it changed.
    SAME = "same"
    #: Named before in this run.
    AGAIN = "again"
    #: Published before the day asked for.
    OLD = "old"
    #: No article, by its address.
    REFUSED = "refused"


def _same_moment(new: str, seen: str) -> bool:
    """Return whether two times of change are the same, as far as the coarser of them tells."""
    a, b = as_instant(new), as_instant(seen)
    if a is None or b is None:
        return new == seen
    if "T" not in new or "T" not in seen:
        # A bare day has no zone: one day of tolerance on either side.
        return abs((a - b).total_seconds()) < 36 * 3600
    return a == b


def has_changed(link: Link, row: KnownUrl) -> bool:
    """Return whether the road of *link* says that the page changed after *row* was last fetched.

    REST and the feed ordered by change are the site's own word: any other time than last time is a change (also an
    earlier one: some posts carry times in the future until they are edited). A sitemap's ``lastmod`` may come from
    another clock, so there only a later time counts.
    """
    new = link.hints.get("modified")
    if not new:
        return False
    seen = row.seen_modified
    if not seen:
        moment = as_instant(new)
        return bool(moment and "T" in new and row.last_fetched_at and moment > row.last_fetched_at)
    if _same_moment(new, seen):
        return False
    if link.road is Road.REST or link.hints.get("by_change"):
        return True
    a, b = as_instant(new), as_instant(seen)
    return a is not None and b is not None and a > b


@attrs.define
class Judge:
    """Knows the site's scope, what its proven articles look like, what the archive has, and what this run already named."""

    scope: Scope
    known: Known
    mode: Mode
    since: datetime | None = None
    #: The caller said what the entry is, so links are trusted more than on a front page.
    generous: bool = False
    shapes: Shapes = attrs.field(factory=Shapes)
    #: Pages named in this run, by page key.
    named: dict[str, Link] = attrs.field(factory=dict)
    #: Those whose hints grew when a second road named them.
    enriched: dict[str, Link] = attrs.field(factory=dict)
    #: Page keys that were given out to be fetched.
    asked: set[str] = attrs.field(factory=set)
    refused: dict[str, int] = attrs.field(factory=dict)
    _twins: dict[tuple[str, str], KnownUrl] | None = attrs.field(default=None, init=False)

    def consider(self, link: Link) -> tuple[Standing, Link | None]:
        """Judge a link that a feed, a sitemap or REST named; return its standing and the link to fetch, if any."""
        url = self.scope.preferred(link.url)
        kind = classify(url, scope=self.scope).kind
        never = _NOT_FROM_SITEMAP if link.road is Road.SITEMAP else _NEVER
        if kind in never and not (kind is Kind.HOME and "?" in url):
            self.refused[kind] = self.refused.get(kind, 0) + 1
            return Standing.REFUSED, None
        self.shapes.learn(url)
        return self.stand(attrs.evolve(link, url=url))

    def stand(self, link: Link) -> tuple[Standing, Link | None]:
        """Return the standing of a link that is believed to lead to an article, and the link to fetch, if any."""
        try:
            key = page_key(link.url)
        except ValueError:
            return Standing.REFUSED, None
        if key in self.named:
            before = self.named[key]
            merged = attrs.evolve(before, hints={**link.hints, **before.hints})
            self.named[key] = merged
            if merged.hints != before.hints:
                self.enriched[key] = merged
            row = self.known.get(link.url)
            if key in self.asked:
                # Given out again with what the second road adds: the queue merges it while the page waits.
                return Standing.AGAIN, merged if merged.hints != before.hints else None
            if row is None or not has_changed(link, row):
                return Standing.AGAIN, None
            # An earlier road knew the page but not that it changed.
            self.asked.add(key)
            return Standing.CHANGED, _again(merged, "modified")
        if self._is_old(link):
            return Standing.OLD, None
        row = self.known.get(link.url)
        standing, link = self._against(link, row)
        self.named[key] = link
        if standing not in {Standing.NEW, Standing.CHANGED}:
            return standing, None
        self.asked.add(key)
        return standing, link

    def _is_old(self, link: Link) -> bool:
        if self.since is None:
            return False
        times = [as_instant(link.hints.get(name)) for name in ("published", "modified")]
        given = [moment for moment in times if moment is not None]
        return bool(given) and max(given) < self.since

    def _against(self, link: Link, row: KnownUrl | None) -> tuple[Standing, Link]:
        """Compare *link* with what the archive has of it."""
        if row is None:
            moved = self._moved_from(link)
            if moved is not None:
                link = attrs.evolve(
                    link, hints={**link.hints, "moved_from": moved.url}, reason="known under another address"
                )
            return Standing.NEW, link
        if row.purpose is not Purpose.PAGE or row.last_outcome is None:
            return Standing.NEW, link
        if self.mode is Mode.FULL:
            return Standing.CHANGED, _again(link, "full")
        if row.is_gone:
            return (Standing.CHANGED, _again(link, "back")) if link.road is not Road.LISTING else (Standing.SAME, link)
        if has_changed(link, row):
            return Standing.CHANGED, _again(link, "modified")
        if row.last_outcome in {OutcomeKind.FAILED, OutcomeKind.TRUNCATED} and row.attempts < 10:
            return Standing.NEW, link
        return Standing.SAME, link

    def _moved_from(self, link: Link) -> KnownUrl | None:
        """Return the known row of the same article under another address: by number, else by headline and second of publication."""
        number = link.hints.get("external_id")
        if number:
            return self.known.by_external_id(number)
        title, published = link.hints.get("title"), as_instant(link.hints.get("published"))
        if not title or published is None or link.road is not Road.FEED or self.mode is Mode.NEW:
            return None
        if self._twins is None:
            self._twins = {}
            for row in self.known.pages():
                moment = as_instant(row.hints.get("published"))
                if moment is not None and row.hints.get("title") and not row.is_gone:
                    self._twins[row.hints["title"], moment.astimezone(UTC).isoformat()] = row
        return self._twins.get((title, published.astimezone(UTC).isoformat()))

    def consider_listing(self, links: Iterable[Link], *, covered: bool) -> list[tuple[Standing, Link | None]]:
        """Judge the links of one listing page together.

        Args:
            links: As ``listing.links`` gives them.
            covered: A road that names every article (REST, a feed walked to its end) was read in this run: an address it did not
                name must then stand among ones it did name to be believed.
        """
        links = [attrs.evolve(link, url=self.scope.preferred(link.url)) for link in links]
        judged = [(link, classify(link.url, scope=self.scope, shapes=self.shapes)) for link in links]
        places = {link.place for link, _ in judged if self._is_proven(link)}
        out: list[tuple[Standing, Link | None]] = []
        for link, verdict in judged:
            if verdict.kind is Kind.ARTICLE:
                believed = link.place in places if covered and not self._is_proven(link) else self._is_believed(link)
            elif verdict.kind in {Kind.UNKNOWN, Kind.LISTING, Kind.STATIC} and not covered:
                believed = self._reads_like_headline(link) and verdict.reason in _SHAPE_REASONS
            else:
                believed = False
            if believed:
                out.append(self.stand(link))
            else:
                self.refused[verdict.kind] = self.refused.get(verdict.kind, 0) + 1
                out.append((Standing.REFUSED, None))
        return out

    def _is_proven(self, link: Link) -> bool:
        try:
            if page_key(link.url) in self.named:
                return True
        except ValueError:
            return False
        row = self.known.get(link.url)
        return row is not None and row.last_outcome in {OutcomeKind.ARTICLE, OutcomeKind.UNCHANGED}

    def _is_believed(self, link: Link) -> bool:
        """Return whether an address with the look of an article is one: in menus and footers only what feeds proved."""
        if not link.place.startswith("furniture>"):
            return True
        return self._is_proven(link) or (self.shapes.total > 0 and self.shapes.fits(link.url)) or _is_dated(link.url)

    def _reads_like_headline(self, link: Link) -> bool:
        words = len(link.text.split())
        return not link.place.startswith("furniture>") and (
            words >= 4 or (self.generous and words >= 1 and "title" in link.hints)
        )


#: Reasons of ``classify`` that rest on shape alone, so that the words of the link may overrule them.
_SHAPE_REASONS = frozenset({"looks like a section", "its shape says nothing", "a single file"})


def _is_dated(url: str) -> bool:
    return "/Y/D/" in shape(url)


def _again(link: Link, why: str) -> Link:
    return attrs.evolve(link, hints={**link.hints, "revisit": why}, reason=f"known; again: {why}")
