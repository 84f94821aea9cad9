"""What is known of one site: the content of its site file as a value."""

from __future__ import annotations

import enum
import re
from datetime import UTC, date, datetime
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from dnusa_crawler.pages.values import Selectors, SiteHints

#: A site's name is also its file name and a folder name: no separators, no dots in front, nothing a shell reads.
NAME = re.compile(r"^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*\Z")


class Engine(enum.StrEnum):
    """The program that serves the site, as far as it matters for finding articles."""

    WORDPRESS = "wordpress"
    GHOST = "ghost"
    BLOGGER = "blogger"
    JOOMLA = "joomla"
    DRUPAL = "drupal"
    OTHER = "other"


def _a_name(value: str) -> str:
    if not NAME.match(value) or len(value) > 100:
        raise ValueError("must be lower-case letters, digits, dots and hyphens, for example dnusa.id")
    return value


def _a_url(value: str) -> str:
    try:
        parts = urlsplit(value)
        parts.port  # noqa: B018 - raises ValueError when it is no number
    except ValueError as error:
        raise ValueError(f"is no address: {error}") from error
    if parts.scheme not in {"http", "https"} or not parts.hostname or any(c.isspace() for c in value):
        raise ValueError("must be a whole address, for example https://dnusa.id/")
    return value


def _a_home(value: str) -> str:
    parts = urlsplit(_a_url(value))
    return value if parts.path else f"{value}/"


def _a_zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(
            "is no time zone of the IANA list; Indonesia has Asia/Jakarta, Asia/Makassar and Asia/Jayapura"
        ) from error
    return value


def _a_language(value: str) -> str:
    if not re.fullmatch(r"[a-z]{2,3}", value):
        raise ValueError("must be a two- or three-letter code, for example id")
    return value


def _a_pattern(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"is no regular expression: {error}") from error
    if len(value) > 500:
        raise ValueError("is longer than 500 characters")
    return value


def _a_selector(value: str) -> str:
    import soupsieve  # noqa: PLC0415 - few site files have selectors

    try:
        soupsieve.compile(value)
    except (soupsieve.SelectorSyntaxError, NotImplementedError) as error:
        raise ValueError(f"is no CSS selector: {str(error).splitlines()[0]}") from error
    return value


def _a_moment(value: Any) -> Any:
    """A bare date is the first moment of that day, UTC."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    return value


def _a_zoned(value: datetime) -> datetime:
    """A time without a zone is UTC: written down once, it means the same everywhere."""
    return value if value.tzinfo else value.replace(tzinfo=UTC)


Url = Annotated[str, AfterValidator(_a_url)]
Pattern = Annotated[str, AfterValidator(_a_pattern)]
Selector = Annotated[str, AfterValidator(_a_selector)]
Moment = Annotated[datetime, BeforeValidator(_a_moment), AfterValidator(_a_zoned)]


class _Part(BaseModel):
    """Frozen, and strict about words it does not know: a misspelt key must not be silently without effect."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Roads(_Part):
    """The ways by which the site's articles are found."""

    #: Address of the WordPress REST interface.
    rest: Url | None = None
    #: True when the Atom feed obeys ``?orderby=modified``: what REST would say of changes, where REST is switched off.
    modified_feed: bool = False
    feeds: tuple[Url, ...] = ()
    sitemaps: tuple[Url, ...] = ()
    #: Listing pages to walk; empty means the front page.
    listings: tuple[Url, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether no road but the front page is known."""
        return not (self.rest or self.modified_feed or self.feeds or self.sitemaps or self.listings)


class ScopeRules(_Part):
    """Which addresses belong to the site, and a person's own words on what they are."""

    #: Further hosts, e.g. ``jatim.example.id``; www is understood.
    hosts: tuple[str, ...] = ()
    #: Addresses that match are articles.
    article: tuple[Pattern, ...] = ()
    #: Addresses that match are never fetched.
    exclude: tuple[Pattern, ...] = ()


class Limits(_Part):
    """How much and how fast."""

    #: Seconds between two requests; the site's own Crawl-delay counts when it is longer.
    delay_seconds: float | None = Field(default=None, ge=0, le=3600)
    #: Pages fetched in one run at most.
    max_pages: int | None = Field(default=None, ge=1)
    #: Pages of one listing walked at most.
    max_listing_pages: int = Field(default=20_000, ge=1)


class SelectorRules(_Part):
    """A person's rules for reading the pages captured between two dates."""

    body: tuple[Selector, ...] = ()
    headline: tuple[Selector, ...] = ()
    author: tuple[Selector, ...] = ()
    published: tuple[Selector, ...] = ()
    strip: tuple[Selector, ...] = ()
    strip_lines: tuple[Pattern, ...] = ()
    valid_from: Moment | None = None
    valid_until: Moment | None = None


class Site(_Part):
    """One publisher's web presence."""

    #: Short name, also the file's name: ``dnusa.id``.
    name: Annotated[str, AfterValidator(_a_name)]
    #: Address of the front page.
    home: Annotated[str, AfterValidator(_a_home)]
    #: The paper's name as readers know it.
    title: str = ""
    language: Annotated[str, AfterValidator(_a_language)] | None = None
    time_zone: Annotated[str, AfterValidator(_a_zone)] | None = None
    engine: Engine = Engine.OTHER
    roads: Roads = Roads()
    scope: ScopeRules = ScopeRules()
    limits: Limits = Limits()
    selectors: tuple[SelectorRules, ...] = ()

    def hints(self) -> SiteHints:
        """Return what the reader of pages needs to know of this site."""
        return SiteHints(
            name=self.name,
            title=self.title,
            home_url=self.home,
            time_zone=self.time_zone,
            language=self.language,
            selectors=tuple(
                Selectors(
                    body=rule.body,
                    headline=rule.headline,
                    author=rule.author,
                    published=rule.published,
                    strip=rule.strip,
                    strip_lines=rule.strip_lines,
                    valid_from=rule.valid_from,
                    valid_until=rule.valid_until,
                )
                for rule in self.selectors
            ),
        )


def name_for(url: str) -> str:
    """Return a site name for a home address: the host without www, with the port where it is not the usual one.

    >>> name_for("https://www.dNusa.id/")
    'dnusa.id'
    >>> name_for("http://127.0.0.2:8300/")
    '127.0.0.2-8300'
    """
    parts = urlsplit(url)
    host = (parts.hostname or "").lower().rstrip(".").removeprefix("www.")
    try:
        host = host.encode("idna").decode("ascii") if not host.isascii() else host
    except UnicodeError:
        pass
    host = re.sub(r"[^a-z0-9.-]+", "-", host).strip("-.")
    port = f"-{parts.port}" if parts.port not in {None, 80, 443} else ""
    return f"{re.sub(r'-?[.]+-?', '.', host)}{port}"[:100].strip("-.") or "site"
