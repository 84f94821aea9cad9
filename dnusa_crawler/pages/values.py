"""What goes into the reader and what comes out: values only, so that reading is pure and can run anywhere."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

import attrs

from archive import Article

#: Name and version of this reader: raised whenever the same bytes may give another text.
EXTRACTOR: Final = "dnusa 1"


@attrs.frozen(kw_only=True)
class Selectors:
    """A person's rules for one site, CSS selectors, and the dates between which they hold."""

    #: Element(s) that hold the body; empty means: the reader finds it.
    body: tuple[str, ...] = ()
    headline: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    #: Elements that are taken out before reading.
    strip: tuple[str, ...] = ()
    #: Lines that are clutter: regular expressions, matched against the whole line.
    strip_lines: tuple[str, ...] = ()
    valid_from: datetime | None = None
    valid_until: datetime | None = None


@attrs.frozen(kw_only=True)
class SiteHints:
    """What is known of a site before its page is read."""

    #: e.g. ``dnusa.id``
    name: str = ""
    #: The paper's name as readers know it, e.g. ``dNusa.id``.
    title: str = ""
    home_url: str = ""
    #: IANA zone of the newsroom, e.g. ``Asia/Jakarta``; None when unknown (then the page's language decides).
    time_zone: str | None = None
    #: BCP 47 primary subtag.
    language: str | None = None
    selectors: tuple[Selectors, ...] = ()


@attrs.frozen(kw_only=True)
class Learned:
    """What a site is known to repeat: part of the identity of an extraction. Made by ``pages.learned``."""

    #: Lines (digits masked as 0, case folded) that are clutter.
    lines: frozenset[str] = frozenset()
    #: Beginnings of line families that are clutter, e.g. ``baca juga:`` (case folded).
    prefixes: frozenset[str] = frozenset()
    #: Places in the DOM (see Block.place) whose text is clutter.
    places: frozenset[str] = frozenset()
    #: Short digest of the three, ``""`` when nothing is learned; stands in ``Article.extractor``.
    digest: str = ""


@attrs.frozen(kw_only=True)
class PageSource:
    """The bytes of one page and what is known about them."""

    #: Body with transfer- and content-coding removed.
    body: bytes = attrs.field(repr=False)
    url: str
    content_type: str | None = None
    #: When the page was captured: base of relative dates ("2 jam yang lalu") and of "not in the future".
    captured_at: datetime | None = None
    #: What the road said (archive.Visit.hints): ``title``, ``published``, ``external_id``, ``part_of`` …
    hints: Mapping[str, str] = attrs.field(factory=dict)


@attrs.frozen(kw_only=True)
class BlockDecision:
    """Why one block of a page was kept or dropped; what ``dnusa explain`` shows."""

    index: int
    kept: bool
    #: Which witness decided, e.g. ``markup``, ``model``, ``trafilatura``, ``clutter``, ``learned``, ``split``.
    witness: str
    #: The reason in a few words.
    reason: str
    place: str
    text: str


@attrs.frozen(kw_only=True)
class PageReading:
    """What a page says."""

    #: In reading order; empty when *reason* is given.
    articles: tuple[Article, ...] = ()
    #: Why there is no article, one of ``pages.verdicts.REASONS``; None when there is one.
    reason: str | None = None
    #: Canonical URL the page claims (rel=canonical, og:url), absolute; a hint.
    canonical_hint: str | None = None
    #: Character encoding that was used, and the evidence for it, e.g. ``utf-8 (valid, header said latin-1)``.
    charset: str = ""
    #: The other pages of this article in order, absolute URLs, without this one.
    part_urls: tuple[str, ...] = ()
    #: A URL that shows the article whole (``?page=all``), if the page names one.
    whole_url: str | None = None
    #: What this page adds to what is learned of its site (JSON-able, small); see ``pages.learned``.
    evidence: Mapping[str, object] = attrs.field(factory=dict)
    #: Filled when asked for.
    decisions: tuple[BlockDecision, ...] = ()
