"""The archive's words as types: what was exchanged, what was kept, what was understood.

Every value is frozen and keyword-only. Times are aware datetimes. "Nothing there" is ``None``.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import attrs


def _aware(_: object, attribute: attrs.Attribute[Any], value: datetime | None) -> None:
    """Refuse a naive time: it would be read differently on every machine."""
    if value is not None and value.tzinfo is None:
        raise ValueError(f"{attribute.name} needs a time zone")


class Purpose(enum.StrEnum):
    """Why a URL is fetched; decides who reads the answer."""

    ROBOTS = "robots"
    #: A site's front page looked at to draft its site file.
    HOME = "home"
    FEED = "feed"
    SITEMAP = "sitemap"
    LISTING = "listing"
    REST = "rest"
    #: A page believed to hold an article.
    PAGE = "page"
    #: Page 2, 3, … of an article in several pages.
    PART = "part"


class Road(enum.StrEnum):
    """How a URL was found."""

    SEED = "seed"
    ROBOTS = "robots"
    FEED = "feed"
    SITEMAP = "sitemap"
    LISTING = "listing"
    REST = "rest"
    #: Named by an article page (its other parts, its canonical URL, a redirect).
    PAGE = "page"


class OutcomeKind(enum.StrEnum):
    """What a URL came to; every URL of a run ends in exactly one row."""

    ARTICLE = "article"
    #: A discovery document was read: listing, feed, sitemap, REST answer, robots.txt.
    LISTING = "listing"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    FAILED = "failed"
    TRUNCATED = "truncated"


class Verdict(enum.StrEnum):
    """What keeping an article came to."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    #: New here, but its text (nearly) equals that of another article: the same cluster.
    COPY = "copy"


@attrs.frozen(kw_only=True)
class Visit:
    """Why one URL is fetched: written into the WARC beside the exchange, so that a rebuild knows it too."""

    #: Id of the crawl run.
    run: str
    #: Name of the site, e.g. ``dnusa.id``.
    site: str
    purpose: Purpose
    road: Road
    #: The URL that named this one.
    via: str | None = None
    #: Which try this is, from 1.
    attempt: int = 1
    #: What the road said of the page (JSON values): ``external_id``, ``modified``, ``title``, ``published``, ``part_of`` …
    hints: Mapping[str, str] = attrs.field(factory=dict)


@attrs.frozen(kw_only=True)
class Exchange:
    """One HTTP request and its response, exactly as they crossed the wire inside TLS."""

    #: As requested, without fragment.
    url: str
    visit: Visit
    #: When the request began, UTC.
    started_at: datetime = attrs.field(validator=_aware)
    #: The request's bytes: request line, head, body.
    request: bytes = attrs.field(repr=False)
    #: The response's bytes from its final status line on (head, framing, body); None when no byte came.
    response: bytes | None = attrs.field(repr=False)
    #: 1xx heads that came before the final one.
    interim: bytes = attrs.field(default=b"", repr=False)
    #: How many bytes came after the end of the message (not kept).
    trailing_bytes: int = 0
    #: Address the connection went to.
    ip: str | None = None
    #: ISO 28500 section 5.13: ``length``, ``time``, ``disconnect`` or ``unspecified``; None when whole.
    truncated: str | None = None
    #: e.g. ``TLSv1.3``; None on plain HTTP.
    tls_version: str | None = None
    tls_cipher: str | None = None
    #: Why there is no (whole) response, in one line.
    error: str | None = None
    #: Seconds from the first byte sent to the last byte received.
    took_seconds: float | None = None
    #: Bytes of the response as it came, where *response* was put together again from two records: the head of a revisit
    #: and the body of the capture it refers to, whose chunks may be cut otherwise. None: those of *response*.
    came_bytes: int | None = None

    @property
    def response_bytes(self) -> int:
        """Return how many bytes of the response crossed the wire; 0 when there was none."""
        return self.came_bytes if self.came_bytes is not None else len(self.response or b"")


@attrs.frozen(kw_only=True)
class Capture:
    """One fetch of one URL at one time, as kept: the row that points at its records."""

    #: Row id in this database (differs between rebuilds; the WARC position does not).
    id: int
    url: str
    #: Canonical URL of *url*.
    canonical_url: str
    visit: Visit
    captured_at: datetime = attrs.field(validator=_aware)
    #: HTTP status; None when no response came.
    status: int | None
    content_type: str | None
    #: Name of the WARC file below ``warc/``; position and length of the response (or revisit) record,
    #: or of the request record when no response came.
    warc_file: str
    warc_offset: int
    warc_length: int
    #: ``sha1:BASE32`` of the body, transfer-coding removed, content-coding kept; None when there is none.
    payload_digest: str | None
    #: Size of the payload in bytes.
    payload_bytes: int = 0
    #: True when the record is a revisit: the same bytes as *refers_to*, or not modified since it.
    is_revisit: bool = False
    #: (file, offset) of the response record that holds the bytes of a revisit.
    refers_to: tuple[str, int] | None = None
    truncated: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    #: Location header of a redirect, as sent.
    location: str | None = None
    error: str | None = None


@attrs.frozen(kw_only=True)
class Validators:
    """What the last good capture of a URL offers for a conditional request."""

    etag: str | None
    last_modified: str | None
    payload_digest: str | None
    captured_at: datetime


@attrs.frozen(kw_only=True)
class Credit:
    """A person named for other work than writing: editor, photographer, contributor of pictures."""

    name: str
    #: ``editor``, ``photographer``, ``translator``, ``contributor`` …
    role: str


class PassageKind(enum.StrEnum):
    """What a passage of an article is."""

    PARAGRAPH = "p"
    HEADING = "h"
    ITEM = "li"
    QUOTE = "quote"
    ROW = "row"
    CAPTION = "caption"
    EMBED = "embed"
    PREFORMATTED = "pre"

    def __reduce_ex__(self, protocol: object) -> tuple[type[PassageKind], tuple[str]]:
        """Pickle by value: the first releases of Python 3.11 call for ``getattr``, which a careful reader of pickles refuses."""
        return PassageKind, (self.value,)


@attrs.frozen(kw_only=True)
class Passage:
    """One block of an article in reading order."""

    kind: PassageKind
    #: Clean text; for an embed its description or empty.
    text: str
    #: Heading level 1 to 6, list depth from 1; 0 elsewhere.
    level: int = 0
    #: Address of an embed or of the picture a caption belongs to.
    url: str | None = None
    #: For list items: whether the list is numbered.
    numbered: bool = False


@attrs.frozen(kw_only=True)
class Article:
    """One news article, as one capture showed it.

    The reader (``dnusa_crawler.pages``) makes it; the archive keeps it.
    """

    #: Canonical URL, the identity of the article across captures.
    url: str
    #: Headline, without the site's name.
    title: str
    #: Clean text: paragraphs joined by one blank line, NFC, no markup, without headline and captions.
    text: str = attrs.field(repr=False)
    #: The article's blocks, of which *text* is made; captions and embeds are only here.
    passages: tuple[Passage, ...] = attrs.field(default=(), repr=False)
    #: Writers' names in the page's order.
    authors: tuple[str, ...] = ()
    credits: tuple[Credit, ...] = ()
    #: When the site says it was published; None when the page does not say.
    published_at: datetime | None = attrs.field(default=None, validator=_aware)
    #: The string *published_at* was read from, as it stands on the page.
    published_raw: str | None = None
    modified_at: datetime | None = attrs.field(default=None, validator=_aware)
    modified_raw: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    #: BCP 47 primary language subtag, e.g. ``id``.
    language: str | None = None
    image_url: str | None = None
    #: Place of the dateline, e.g. ``Tulungagung``.
    place: str | None = None
    #: Agency or paper named in the dateline, e.g. ``ANTARA``.
    agency: str | None = None
    #: Where each field came from: ``json-ld``, ``meta``, ``dateline``, ``byline``, ``dom`` …
    sources: Mapping[str, str] = attrs.field(factory=dict)
    #: Confidence of each field, 0 to 1.
    confidence: Mapping[str, float] = attrs.field(factory=dict)
    #: Name and version of the reader, with the digest of what it had learned of the site.
    extractor: str = ""
    #: The site's own number of the article, e.g. ``wp:1234``; survives a change of its URL.
    external_id: str | None = None


@attrs.frozen(kw_only=True)
class KnownUrl:
    """One URL of the frontier: known, and not yet due, due, or done with."""

    site: str
    #: Canonical URL; with *site* the identity of the row.
    canonical_url: str
    #: The URL to fetch, as found.
    url: str
    purpose: Purpose
    road: Road
    via: str | None = None
    #: When it is due; None when nothing is to be fetched now.
    due_at: datetime | None = attrs.field(default=None, validator=_aware)
    attempts: int = 0
    #: What the road last said of it (see Visit.hints).
    hints: Mapping[str, str] = attrs.field(factory=dict)
    #: The hint ``modified`` at the last successful fetch: a different one now means "look again".
    seen_modified: str | None = None
    last_outcome: OutcomeKind | None = None
    last_reason: str | None = None
    last_fetched_at: datetime | None = attrs.field(default=None, validator=_aware)
    #: True when the page was found to be gone (404 or 410 after it was kept).
    is_gone: bool = False


@attrs.frozen(kw_only=True)
class Outcome:
    """One line of the crawl log: what one URL of one run came to."""

    time: datetime = attrs.field(validator=_aware)
    run: str
    site: str
    road: Road
    purpose: Purpose
    url: str
    outcome: OutcomeKind
    #: One word or short phrase from the documented list; None when nothing is to be said.
    reason: str | None = None
    status: int | None = None
    #: Bytes received, head and framing included.
    bytes: int = 0
    #: (file, offset) of the capture; None when nothing was captured.
    warc: tuple[str, int] | None = None
    #: Verdicts of the articles of the page.
    verdicts: tuple[Verdict, ...] = ()


@attrs.frozen(kw_only=True)
class CrawlRun:
    """One execution of a crawl over one site, from start to finish."""

    #: e.g. ``20241124T111500Z-dnusa.id-3f2a``; sorts by time.
    id: str
    site: str
    started_at: datetime = attrs.field(validator=_aware)
    finished_at: datetime | None = attrs.field(default=None, validator=_aware)
    #: ``running``, ``finished``, ``interrupted``, ``failed``.
    state: str = "running"
    #: Settings that decided what was fetched, for the record.
    settings: Mapping[str, str] = attrs.field(factory=dict)
    #: Counters ``area/what``.
    counters: Mapping[str, int] = attrs.field(factory=dict)


@attrs.frozen(kw_only=True)
class ArticleSummary:
    """An article as the archive holds it now: identity, current reading, where it came from."""

    #: Stable id: 16 hex digits of SHA-256 over site and first canonical URL; the same after a rebuild.
    id: str
    site: str
    article: Article
    #: Number of distinct texts.
    versions: int
    first_seen_at: datetime
    last_seen_at: datetime
    is_gone: bool
    warc_file: str
    warc_offset: int
    payload_digest: str | None
    #: ``sha256:HEX`` of the normalised text (see archive.digests.text_digest).
    text_digest: str
    cluster: str | None = None


@attrs.frozen(kw_only=True)
class Extraction:
    """By what the current version of an article was read, and from which capture: a summary without what it says."""

    article_id: str
    #: Number of the current version.
    version: int
    extractor: str
    warc_file: str
    warc_offset: int


@attrs.frozen(kw_only=True)
class Version:
    """One distinct text of an article."""

    article_id: str
    #: From 1, in order of capture.
    number: int
    title: str
    text: str = attrs.field(repr=False)
    text_digest: str
    published_at: datetime | None
    modified_at: datetime | None
    first_seen_at: datetime
    last_seen_at: datetime
    extractor: str
    warc_file: str
    warc_offset: int


@attrs.frozen(kw_only=True)
class Hit:
    """One search result."""

    article: ArticleSummary
    #: Part of the text around the hit; hits stand between U+0002 and U+0003, for the reader to mark as it can.
    snippet: str
    score: float


@attrs.frozen(kw_only=True)
class HitPage:
    """One page of search results."""

    hits: tuple[Hit, ...]
    #: How many articles match; when *is_counted_up* is False there are more than this.
    total: int
    is_counted_up: bool
    #: ``relevance``, or ``newest`` when there are too many hits to rank or nothing to rank by.
    order: str
    #: Give it as *after* to get the next page; None when this is the last.
    after: str | None


class EditKind(enum.StrEnum):
    """What happened to a stretch of text from one version to the next."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@attrs.frozen(kw_only=True)
class Edit:
    """A stretch of text in the difference between two versions."""

    kind: EditKind
    #: Words and the white space behind them, as they stand in the version.
    text: str


@attrs.frozen(kw_only=True)
class Difference:
    """What changed from one version of an article to another."""

    older: int
    newer: int
    #: Put together, kept and removed stretches give the older headline and text, kept and added ones the newer.
    title: tuple[Edit, ...]
    text: tuple[Edit, ...]


@attrs.frozen(kw_only=True)
class RebuildReport:
    """What a rebuild read and made."""

    files: int
    captures: int
    runs: int
    articles: int
    outcomes: int
    #: Places in the WARC files that could not be used.
    problems: tuple[Problem, ...] = ()


class ProblemKind(enum.StrEnum):
    """What verify can find."""

    UNREADABLE = "unreadable record"
    TORN = "torn tail"
    DIGEST = "digest differs"
    MISSING_FILE = "missing file"
    MISSING_ROW = "record without row"
    MISSING_RECORD = "row without record"
    INDEX = "index line wrong"


@attrs.frozen(kw_only=True)
class Problem:
    """One thing that verify found wrong."""

    kind: ProblemKind
    warc_file: str
    offset: int
    message: str
