"""What a person may say of a crawl, and what the crawl says back."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from datetime import datetime

import attrs

from archive import Outcome


class Errand(enum.StrEnum):
    """What a visit to a site is for."""

    CRAWL = "crawl"
    #: Draft the site's file and read a few of its articles.
    PREVIEW = "preview"
    #: Ask every road of the site file once.
    CHECK = "check"


@attrs.frozen(kw_only=True)
class RoadCheck:
    """What one road of a site, or one saved page, answered."""

    #: ``front page``, ``feed``, ``sitemap``, ``listing``, ``rest`` or ``saved page``.
    what: str
    url: str
    is_ok: bool
    message: str


@attrs.frozen(kw_only=True)
class CrawlOptions:
    """How to crawl; the same for every site of one call."""

    #: Walk every road to its end and look at every article again.
    is_full: bool = False
    #: Pages that a road dates before this are left out.
    since: datetime | None = None
    #: Stop a site after this many article pages.
    max_pages: int | None = None
    #: Fetch discovery documents only and say which pages would be fetched.
    is_dry_run: bool = False
    #: What the given URL is: ``listing``, ``feed``, ``sitemap`` or ``page``; None: look.
    entry: str | None = None
    #: CIDR ranges of addresses that are admitted although they are not public.
    allow_addresses: tuple[str, ...] = ()
    #: Seconds between two requests to one site; None: the site's, or one second.
    delay_seconds: float | None = None
    #: Connections per site; None: the site's, or one.
    concurrency: int | None = None
    #: How to reach the operator: an e-mail address or URL, part of the user agent.
    contact: str | None = None
    errand: Errand = Errand.CRAWL
    #: Reader processes; None: one less than there are cores.
    readers: int | None = None


@attrs.define(kw_only=True)
class Progress:
    """Where the crawl of one site stands; the same object all along."""

    site: str
    found: int = 0
    kept: int = 0
    changed: int = 0
    same: int = 0
    skipped: int = 0
    failed: int = 0
    requests: int = 0
    waiting: int = 0
    #: Pages of a run that was cut off: taken up before the first request, and how many there are to take up.
    taken_up: int = 0
    to_take_up: int = 0
    #: The last outcome, for a log line.
    last: Outcome | None = None


@attrs.frozen(kw_only=True)
class RunReport:
    """How the crawl of one site ended."""

    site: str
    run: str
    #: ``finished``, ``interrupted`` or ``failed``.
    state: str
    #: Why, where it did not finish.
    reason: str | None
    counters: Mapping[str, int]
    #: Pages that a dry run would have fetched.
    would_fetch: tuple[str, ...] = ()
    seconds: float = 0.0
    #: What the roads answered, when they were asked; of a site that was drafted, those that did not answer.
    checks: tuple[RoadCheck, ...] = ()


@attrs.frozen(kw_only=True)
class CrawlReport:
    """How a call of ``crawl`` ended."""

    runs: tuple[RunReport, ...]
    is_interrupted: bool = False
    #: Processor seconds of the reader processes.
    reader_cpu_seconds: float = 0.0
