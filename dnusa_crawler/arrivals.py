"""What an exchange is on its way in: prepared, waiting for its other pages, taken in."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs

from archive import Capture, HttpResponse, Outcome

from .discovery.values import Document, Link
from .identity import canonical_or_none
from .pages.parts import MAX_PARTS, join
from .pages.values import PageReading
from .workers import Task


@attrs.frozen(kw_only=True)
class Prepared:
    """An exchange on its way in."""

    capture: Capture
    response: HttpResponse | None
    #: What a child process has to read; None when there is no page to read.
    task: Task | None
    error: str | None
    truncated: str | None
    wire_bytes: int


@attrs.frozen(kw_only=True)
class Absorbed:
    """What an exchange came to."""

    #: Outcomes that were recorded, of this URL and of those that waited for it.
    outcomes: tuple[Outcome, ...] = ()
    #: URLs that the page names: parts of the article, redirect target, guests' own pages.
    links: tuple[Link, ...] = ()
    #: A discovery document for the plan.
    document: Document | None = None
    #: Seconds to wait before the next try; None when there is an outcome.
    retry_seconds: float | None = None
    #: Seconds for which the server asked to be left alone, all of it.
    pause_seconds: float | None = None


@attrs.define(kw_only=True)
class Pending:
    """An article whose other pages are still to come."""

    capture: Capture
    reading: PageReading
    wire_bytes: int
    #: Canonical URLs of the pages that are waited for, in order.
    wanted: tuple[str, ...]
    got: dict[str, tuple[Capture, PageReading]] = attrs.field(factory=dict)
    failed: set[str] = attrs.field(factory=set)

    @property
    def is_complete(self) -> bool:
        """Whether nothing is waited for any more."""
        return len(self.got) + len(self.failed) >= len(self.wanted)


def wanted_parts(capture: Capture, reading: PageReading, in_scope: Callable[[str], bool]) -> dict[str, str]:
    """Return the further pages of an article, canonical URL to URL; the whole one alone where there is one."""
    urls = (reading.whole_url,) if reading.whole_url else reading.part_urls
    wanted = {}  # bounded here, too: a child that has read hostile bytes may not keep to the reader's bound
    for url in urls[:MAX_PARTS]:
        canonical = canonical_or_none(url)
        if canonical and canonical != capture.canonical_url and in_scope(canonical):
            wanted[canonical] = url
    return wanted


def joined_reading(first: PageReading, others: Sequence[PageReading]) -> PageReading:
    """Return *first* with the text of all its pages: its facts stand on page 1, its text on all."""
    others = [one for one in others if one.articles]
    if not others:
        return first
    joined = others[0] if first.whole_url is not None else join([first, *others])
    body = joined.articles[0]
    article = attrs.evolve(first.articles[0], text=body.text, passages=body.passages)
    return attrs.evolve(first, articles=(article, *first.articles[1:]))
