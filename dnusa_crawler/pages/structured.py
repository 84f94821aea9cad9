"""What a page says of itself to machines: JSON-LD, microdata, meta tags, ``<time>``, ``<link>``, ``<title>``.

Everything here is a claim of the page, not yet a fact: :mod:`dnusa_crawler.pages.metadata` weighs the claims. The tree must
be the page's tree before any cleaning (scripts still in it). Cost: a few passes of lxml's own tag filter, no second parse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any
from urllib.parse import urljoin, urlsplit

import attrs

from .jsonld import ArticleNode, article_nodes, breadcrumbs, clean_text, load_scripts, objects_of, persons
from .microdata import read_microdata, text_of

#: Limits against hostile pages; a news page has some 60 metas and 30 times.
MAX_METAS = 400
MAX_TIMES = 80
MAX_VALUE_CHARS = 4_000

_HEADLINE_METAS = (
    "og:title",
    "twitter:title",
    "parsely-title",
    "sailthru.title",
    "dc.title",
    "dcterms.title",
    "headline",
)
_AUTHOR_METAS = (
    "author", "article:author", "article:author_name", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator",
    "dc.author", "byl", "byline", "content_author", "cxenseparse:author", "og:article:author", "citation_author",
    "mediator_author", "dable:author", "authors", "article.author", "vr:author",
)  # fmt: skip
_PUBLISHED_METAS = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "parsely-pub-date",
    "sailthru.date", "publishdate", "pubdate", "publish-date", "publish_date", "publication_date", "publication-date",
    "published_time", "published-date", "published_at", "content_publishdate", "content_published_date",
    "cxenseparse:recs:publishtime", "dc.date.issued", "dcterms.issued", "dc.date.created", "dcterms.created", "dcterms.date",
    "dc.date", "rnews:datepublished", "bt:pubdate", "originalpublicationdate", "article_date_original", "date", "og:pubdate",
    "citation_publication_date", "article.published", "datecreated", "ptime", "dable:published_time", "created",
    "og:release_date", "article:create_at", "last-published", "thedate", "displaydate", "article.created",
)  # fmt: skip
#: Names of other systems for the same: "published", "article_publish_datetime", "og:publish_date"; no "publisher", no "updated".
_PUBLISHED_NAME = re.compile(
    r"(?:^|[^a-z])(?:pub|publi(?:sh|shed|cation)?|posted|issued)(?:[^a-z]*(?:on|at|date|day|time|datetime))?$"
)
_MODIFIED_METAS = (
    "article:modified_time", "og:updated_time", "og:article:modified_time", "datemodified", "lastmod", "last-modified",
    "dc.date.modified", "dcterms.modified", "revision_date", "modified_time", "article.updated", "updated_time", "utime",
)  # fmt: skip
_SECTION_METAS = (
    "article:section", "og:article:section", "parsely-section", "section", "articlesection", "cxenseparse:category",
    "dable:item:category", "content_category",
)  # fmt: skip
_TAG_METAS = ("article:tag", "og:article:tag", "news_keywords", "parsely-tags", "keywords")
_IMAGE_METAS = (
    "og:image",
    "og:image:url",
    "og:image:secure_url",
    "twitter:image",
    "twitter:image:src",
    "thumbnail",
    "parsely-image-url",
)
#: Shorter headlines (letters) are not compared: they may be a section's or the paper's name.
_MIN_HEADLINE = 8
_LANGUAGE_METAS = ("og:locale", "content-language", "language", "dc.language", "dcterms.language")


@attrs.frozen(kw_only=True)
class Claim:
    """One value the page states, and where it states it."""

    value: str
    #: ``json-ld``, ``meta``, ``microdata`` or ``time``.
    source: str
    #: The key it stood under, e.g. ``article:published_time``.
    key: str


@attrs.frozen(kw_only=True)
class TimeElement:
    """One ``<time>`` element."""

    stamp: str
    text: str
    element: Any = attrs.field(repr=False)


@attrs.frozen(kw_only=True)
class Structured:
    """Everything a page says of itself to machines."""

    #: All article nodes of the JSON-LD, in the page's order.
    articles: tuple[ArticleNode, ...] = ()
    #: The node that describes this page's main article.
    main: ArticleNode | None = None
    #: What the microdata says of the page's article.
    microdata: ArticleNode | None = None
    #: Lower-case names of ``<meta>`` (name, property, itemprop or http-equiv) to their values.
    metas: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict, repr=False)
    #: Text of ``<title>``.
    page_title: str | None = None
    #: rel=canonical, absolute; else og:url.
    canonical_url: str | None = None
    #: ``lang`` of the ``<html>`` element, as written.
    html_language: str | None = None
    #: Names of the page's path through the site, outermost first.
    breadcrumbs: tuple[str, ...] = ()
    times: tuple[TimeElement, ...] = attrs.field(default=(), repr=False)
    #: Names of the paper: og:site_name, application-name, publisher and WebSite nodes.
    site_names: tuple[str, ...] = ()
    #: Names that the JSON-LD calls a person's and nothing else's.
    persons: tuple[str, ...] = ()

    def meta(self, *names: str) -> str | None:
        """Return the first value of the first of *names* that has one."""
        for name in names:
            for value in self.metas.get(name, ()):
                if value:
                    return value
        return None

    def _nodes(self) -> Iterator[tuple[ArticleNode, str]]:
        if self.main is not None:
            yield self.main, "json-ld"
        if self.microdata is not None:
            yield self.microdata, "microdata"

    def _claims(self, field: str, names: tuple[str, ...]) -> tuple[Claim, ...]:
        found = [
            Claim(value=str(value), source=source, key=field)
            for node, source in self._nodes()
            if (value := getattr(node, field))
        ]
        for name in names:
            found += [Claim(value=value, source="meta", key=name) for value in self.metas.get(name, ()) if value]
        return tuple(found)

    @cached_property
    def headlines(self) -> tuple[Claim, ...]:
        """Headlines claimed, without ``<title>``."""
        return self._claims("headline", _HEADLINE_METAS)

    @cached_property
    def published(self) -> tuple[Claim, ...]:
        """Dates of publication claimed, strongest witness first."""
        others = [
            name
            for name in self.metas
            if ("pub" in name or "posted" in name or "issued" in name)
            and name not in _PUBLISHED_METAS
            and _PUBLISHED_NAME.search(name)
        ]
        return self._claims("published", (*_PUBLISHED_METAS, *others))

    @cached_property
    def modified(self) -> tuple[Claim, ...]:
        """Dates of the last change claimed, strongest witness first."""
        return self._claims("modified", _MODIFIED_METAS)

    @property
    def author_metas(self) -> tuple[Claim, ...]:
        """Writers named in meta tags."""
        return tuple(
            Claim(value=value, source="meta", key=name)
            for name in _AUTHOR_METAS
            for value in self.metas.get(name, ())
            if value
        )

    @cached_property
    def section(self) -> Claim | None:
        """Section of the paper: as stated, else the last step of the page's path that is not the article itself."""
        for claim in self._claims("section", _SECTION_METAS):
            return claim
        own = {_letters(claim.value) for claim in self.headlines}
        steps = [step for step in self.breadcrumbs[1:] if len(step) < 40 and _letters(step) not in own]
        return Claim(value=steps[-1], source="json-ld", key="breadcrumb") if steps else None

    @cached_property
    def tags(self) -> tuple[str, ...]:
        """Keywords, the first witness that has any."""
        for node, _ in self._nodes():
            if node.tags:
                return node.tags
        for name in _TAG_METAS:
            values = self.metas.get(name, ())
            found = [tag.strip() for value in values for tag in value.split(",") if tag.strip()]
            if found:
                return tuple(dict.fromkeys(found))[:50]
        return ()

    @property
    def image(self) -> str | None:
        """Address of the lead picture."""
        if value := self.meta(*_IMAGE_METAS):
            return value
        return next((node.image for node, _ in self._nodes() if node.image), None)

    @property
    def description(self) -> str | None:
        """The short text for search engines and shares."""
        if value := self.meta("og:description", "description", "twitter:description"):
            return value
        return next((node.description for node, _ in self._nodes() if node.description), None)

    @property
    def article_body(self) -> str | None:
        """The whole text as the page gives it to machines."""
        return next((node.body for node, _ in self._nodes() if node.body), None)

    @property
    def type(self) -> str | None:
        """What the page says it is: the JSON-LD type, else og:type."""
        return self.main.type if self.main is not None else self.meta("og:type")

    @property
    def is_accessible_for_free(self) -> bool | None:
        """False when the page says its text is for subscribers."""
        return next((node.is_free for node, _ in self._nodes() if node.is_free is not None), None)

    @property
    def languages(self) -> tuple[Claim, ...]:
        """Languages claimed, as written."""
        found = [Claim(value=self.html_language, source="dom", key="lang")] if self.html_language else []
        return (*found, *self._claims("language", _LANGUAGE_METAS))


def read(tree: Any, *, url: str) -> Structured:
    """Read every claim a page makes to machines.

    Args:
        tree: Root element of the page as lxml parsed it, scripts included.
        url: Address of the page; relative addresses are resolved against it.
    """
    metas = _metas(tree)
    scripts, page_title, canonical = _head(tree, url)
    objects = objects_of(load_scripts(scripts))
    nodes, people, site_names = article_nodes(objects, url=url)
    og_url = _absolute(url, next(iter(metas.get("og:url", ())), None))
    page_urls = {same_page_key(address) for address in (url, canonical, og_url) if address}
    main = _main_node(nodes, page_urls=page_urls, titles=[page_title, *metas.get("og:title", ())])
    for name in (
        "og:site_name",
        "application-name",
        "twitter:app:name:iphone",
        "apple-mobile-web-app-title",
        "al:ios:app_name",
    ):
        site_names += metas.get(name, ())[:2]
    return Structured(
        articles=nodes,
        main=main,
        microdata=read_microdata(tree, url=url, people=people),
        metas=metas,
        breadcrumbs=breadcrumbs(objects),
        page_title=page_title,
        canonical_url=canonical or og_url,
        html_language=(tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip()[:20]
        or None,
        times=_times(tree),
        site_names=tuple(dict.fromkeys(name for name in site_names if name)),
        persons=persons(objects),
    )


def same_page_key(address: str) -> str:
    """Return *address* without what does not tell pages apart: scheme, www, slash at the end, fragment, query.

    >>> same_page_key("https://www.x.test/a/b/?utm=1#c") == same_page_key("http://x.test/a/b")
    True
    """
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return address
    host = (parts.netloc or "").lower().removeprefix("www.").removeprefix("m.").removeprefix("amp.")
    return host + parts.path.rstrip("/").removesuffix("/amp")


def _absolute(base: str, address: str | None) -> str | None:
    if not address:
        return None
    try:
        joined = urljoin(base, address.strip())
        return joined if urlsplit(joined).scheme in ("http", "https") else None
    except ValueError:
        return None


def _metas(tree: Any) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for number, element in enumerate(tree.iter("meta")):
        if number >= MAX_METAS:
            break
        value = element.get("content") or element.get("value")
        if not value or len(value) > MAX_VALUE_CHARS:
            continue
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = element.get(attribute)
            if name and len(name) < 80:
                # Some sites put two names into one attribute: "author,og:article:author".
                for single in name.lower().replace(",", " ").split()[:4]:
                    found.setdefault(single, []).append(clean_text(value))
                break
    return {name: tuple(dict.fromkeys(values)) for name, values in found.items()}


def _head(tree: Any, url: str) -> tuple[list[str], str | None, str | None]:
    """Return the JSON-LD scripts, the text of ``<title>`` and the canonical address."""
    scripts: list[str] = []
    titles: list[str] = []
    canonical: str | None = None
    for element in tree.iter("script", "title", "link"):
        tag = element.tag
        if tag == "script":
            if "ld+json" in (element.get("type") or "").lower() and element.text:
                scripts.append(element.text)
        elif tag == "title":
            parent = element.getparent()
            inside_picture = parent is not None and parent.tag in ("svg", "symbol", "g", "path")
            if not titles and not inside_picture and element.text:
                titles.append(clean_text(element.text)[:1000])
        elif canonical is None and "canonical" in (element.get("rel") or "").lower().split():
            canonical = _absolute(url, element.get("href"))
    return scripts, (titles[0] or None) if titles else None, canonical


def _times(tree: Any) -> tuple[TimeElement, ...]:
    found: list[TimeElement] = []
    for element in tree.iter("time", "relative-time", "local-time", "abbr"):
        if len(found) >= MAX_TIMES:
            break
        stamp = element.get("datetime") or ""
        if element.tag == "abbr":
            stamp = element.get("title") or ""
            if not re.match(r"\d{4}-\d\d-\d\d", stamp):
                continue
        text = text_of(element, 200)
        if stamp or text:
            found.append(TimeElement(stamp=stamp.strip()[:100], text=text, element=element))
    return tuple(found)


def _main_node(nodes: tuple[ArticleNode, ...], *, page_urls: set[str], titles: list[str | None]) -> ArticleNode | None:
    """Return the node that describes the page's main article: its address or headline is the page's own."""
    if not nodes:
        return None
    keys = [key for title in titles if title and len(key := _letters(title)) >= _MIN_HEADLINE]

    def weight(item: tuple[int, ArticleNode]) -> tuple[float, int]:
        number, node = item
        points = 0.0
        own = [same_page_key(address) for address in node.urls]
        if any(key in page_urls for key in own):
            points += 3
        elif own:
            points -= 1
        headline = _letters(node.headline or "")
        if len(headline) >= _MIN_HEADLINE and any(headline in key or key in headline for key in keys):
            points += 2
        elif own and points < 0 and len(nodes) > 1:
            # One of several, of another address and another headline: a related article.
            return -1.0, -number
        points += 1.0 if node.is_news else 0.0
        points += 0.5 * sum(bool(value) for value in (node.published, node.authors, node.body, node.headline))
        return points, -number

    best = max(enumerate(nodes), key=weight)
    return best[1] if weight(best)[0] > 0 else None


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
