"""Everything of an article that is not its body, each field with the witness it came from.

The page's statements to machines come first, checked against what it shows; what stands beside the headline and in the
dateline comes next; what stands elsewhere on the page (sidebar, teasers, comments) is no witness.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit

import attrs

from archive import Credit, PassageKind

from . import bylines, dates, headline, language, places, surroundings
from .bylines_labels import labelled
from .bylines_signed import is_person
from .dates_choice import choose_dates
from .dates_shown import Dated
from .dates_zones import home_zone, month_first
from .names import distinct, letters, people
from .places_words import is_known
from .structured import Structured

if TYPE_CHECKING:
    from .blocks import Block
    from .jsonld import ArticleNode
    from .selecting import Named
    from .values import PageSource, SiteHints


#: A line of fewer words may be the paper's name or motto.
_HEADLINE_SPACES: Final = 3
#: A first paragraph has more characters; labels and names before it have fewer.
_PROSE_CHARS: Final = 40
_PAPERS_AS_PERSONS: Final = frozenset({"id", "ms", "jv", "su"})


@attrs.frozen(kw_only=True)
class Fields:
    """What is known of one article beside its body. Names as in :class:`archive.Article`."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    credits: tuple[Credit, ...] = ()
    published_at: datetime | None = None
    published_raw: str | None = None
    modified_at: datetime | None = None
    modified_raw: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    language: str | None = None
    image_url: str | None = None
    place: str | None = None
    agency: str | None = None
    #: The dateline as written, dash included; it stays part of the text.
    dateline: str | None = None
    sources: Mapping[str, str] = attrs.field(factory=dict)
    confidence: Mapping[str, float] = attrs.field(factory=dict)


def site_keys(*, structured: Structured, url: str, site: SiteHints) -> frozenset[str]:
    """Return the paper's names, letters only: from its site file, its own statements and its domain."""
    names = [site.name, site.title, *structured.site_names]
    try:
        host = (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        host = ""
    parts = host.split(".")
    names.append(host)
    if len(parts) >= 2:
        # "dnusa" of dnusa.id, "tribunnews" of jatim.tribunnews.com, "bbc" of bbc.co.uk.
        owner = parts[-3] if len(parts) >= 3 and len(parts[-2]) <= 3 and len(parts[-1]) == 2 else parts[-2]
        names += [owner, ".".join(parts[parts.index(owner) :])]
    return frozenset(key for name in names if name and len(key := letters(name)) >= 2)


def read(
    *,
    structured: Structured,
    blocks: Sequence[Block],
    body_blocks: Sequence[Block],
    heading: Block | None,
    source: PageSource,
    site: SiteHints,
    is_main: bool = True,
    named: Named | None = None,
) -> Fields:
    """Return the fields of one article of a page.

    Args:
        structured: What the page states to machines.
        blocks: All blocks of the page, in order.
        body_blocks: The kept ones of this article, in order.
        heading: The heading of this article, as the reader of the body found it.
        source: Where the page came from; its hints are witnesses.
        site: What is known of the site.
        is_main: False for a second article of the page: what the page states of itself is then not about it, unless a
            node carries its headline.
        named: What a person's selectors name; it wins over every witness.
    """
    names = site_keys(structured=structured, url=source.url, site=site)
    node = structured.main if is_main else _node_of(structured, heading)
    claims = structured if is_main else None
    hints = source.hints if is_main else {}
    text = "\n".join(block.text for block in body_blocks[:40])[: language.MAX_CHARS]
    spoken = language.read(text, structured=structured, hint=site.language)
    tag = spoken.tag if spoken else site.language
    title = headline.choose(
        structured=claims, node=node, headings=surroundings.headings(blocks, body_blocks, heading), heading=heading,
        lines=_lines_above(blocks, body_blocks), site_names=names, hint=hints.get("title"), is_front=not urlsplit(source.url).path.strip("/"),
    )  # fmt: skip
    if named is not None and named.headline:
        title = headline.Headline(
            title=named.headline[: headline.MAX_TITLE_CHARS], source="selector", confidence=1.0,
            block=next((one for one in blocks if letters(one.text) == letters(named.headline)), title.block if title else None),
        )  # fmt: skip
    first = body_blocks[0].index if body_blocks else 0
    headline_block = (
        (title.block if title else None) or heading or _shown_title(title, blocks[max(0, first - 15) : first + 1])
    )
    around = surroundings.around(blocks, body_blocks, headline_block, is_main=is_main)
    writers = bylines.read(
        structured=claims, node=node, around=around, language=tag, site_names=names - _own_names(structured, tag),
        hint=hints.get("author"),
        topics=_Topics(structured, blocks, headline_block or (body_blocks[0] if body_blocks else None)),
    )  # fmt: skip
    dateline = next(
        (
            line
            for block in [one for one in body_blocks[:8] if len(one.text) > _PROSE_CHARS][:3]
            if block.kind is not PassageKind.HEADING and (line := places.read(block.text, site_names=names))
        ),
        None,
    )
    published, modified = choose_dates(
        structured=claims, node=node, times=structured.times, blocks=blocks, around=around, body_blocks=body_blocks,
        dateline=dateline, url=source.url,
        hints=hints, base=source.captured_at, language=tag, month_first=month_first(source.url, tag),
        zone=home_zone(time_zone=site.time_zone, url=source.url, language=tag), has_zone=site.time_zone is not None,
    )  # fmt: skip
    if named is not None:
        writers = _writers_named(named, writers, language=tag, site_names=names)
        published = _day_named(named, source=source, site=site, language=tag) or published
        if modified is not None and published is not None and modified.at < published.at:
            modified = None
    section = (structured.section if is_main else None) or None
    return _fields(
        title=title, writers=writers, published=published, modified=modified, dateline=dateline, spoken=spoken,
        section=section.value if section else node.section if node else None, structured=structured, node=node,
        is_main=is_main, url=source.url,
    )  # fmt: skip


def _own_names(structured: Structured, language: str | None) -> frozenset[str]:
    """Return the names of people whose site this is, letters only: "Ana Silva" of anasilva.test writes what stands there.

    Indonesian papers have names of two words, too, and the templates of Blogger state them to be persons.
    """
    if (language or "").split("-")[0] in _PAPERS_AS_PERSONS:
        return frozenset()
    return frozenset(
        letters(name)
        for name in structured.persons
        if is_person(name, site_names=frozenset()) and not any(is_known(word) for word in name.split())
    )


def _lines_above(blocks: Sequence[Block], body_blocks: Sequence[Block]) -> list[Block]:
    """Return the lines before the body that can be a headline by their length."""
    first = body_blocks[0].index if body_blocks else 0
    return [
        block
        for block in blocks[max(0, first - 15) : first]
        if len(block.text) <= 200
        and block.text.count(" ") >= _HEADLINE_SPACES
        and surroundings.is_seen(block, body_blocks)
    ]


def _shown_title(title: headline.Headline | None, above: Sequence[Block]) -> Block | None:
    """Return the line before the body that says the headline without being a heading: ``<font size="5"><b>…``."""
    key = letters(title.title) if title is not None else ""
    return next((block for block in reversed(above) if key and letters(block.text) == key), None)


def _writers_named(
    named: Named, writers: bylines.Bylines, *, language: str | None, site_names: frozenset[str]
) -> bylines.Bylines:
    """Return the writers a person's selector names; nobody where it names a desk."""
    if named.authors is None:
        return writers
    found: list[str] = []
    others: list[Credit] = []
    for text in named.authors:
        pairs = labelled(text, language=language, site_names=site_names)
        found += [name for role, name in pairs if role == "writer"]
        others += [Credit(name=name, role=role) for role, name in pairs if role != "writer"]
        if not pairs:
            found += people(text, site_names=site_names, strict=False)
    authors = distinct(found)
    kept = [credit for credit in (*others, *writers.credits) if credit.name not in authors]
    return bylines.Bylines(
        authors=authors,
        credits=tuple(dict.fromkeys(kept)),
        source="selector",
        confidence=1.0,
        raw=" | ".join(named.authors),
    )


def _day_named(named: Named, *, source: PageSource, site: SiteHints, language: str | None) -> Dated | None:
    """Return the date a person's selector names; None where it cannot be read."""
    if named.published is None:
        return None
    found = dates.read(
        named.published, time_zone=home_zone(time_zone=site.time_zone, url=source.url, language=language),
        language=language, base=source.captured_at, month_first=month_first(source.url, language), deep=True,
    )  # fmt: skip
    if found is None:
        return None
    return Dated(at=found.at, raw=named.published[:200], source="selector", confidence=1.0, has_time=found.has_time)


def _fields(
    *,
    title: headline.Headline | None,
    writers: bylines.Bylines,
    published: Dated | None,
    modified: Dated | None,
    dateline: places.Dateline | None,
    spoken: language.LanguageFound | None,
    section: str | None,
    structured: Structured,
    node: ArticleNode | None,
    is_main: bool,
    url: str,
) -> Fields:
    """Put the fields together, each with its witness and how sure it is."""
    image = (structured.image if is_main else None) or (node.image if node else None)
    tags = structured.tags if is_main else node.tags if node else ()
    place = dateline.place if dateline else None
    agency = dateline.agency if dateline else None
    stated = (node.section, node.tags, node.image) if node is not None else ()
    line = dateline.confidence if dateline else 0.0
    found: list[tuple[str, object, str, float]] = [
        ("title", title, title.source if title else "", title.confidence if title else 0.0),
        ("authors", writers.authors, writers.source, writers.confidence),
        ("credits", writers.credits, "byline", 0.7),
        ("published_at", published, published.source if published else "", published.confidence if published else 0.0),
        ("modified_at", modified, modified.source if modified else "", modified.confidence if modified else 0.0),
        ("language", spoken, spoken.source if spoken else "", spoken.confidence if spoken else 0.0),
        ("place", place, "dateline", line),
        ("agency", agency, "dateline", line),
        *((name, value, "json-ld" if value in stated else "meta", 0.8)
          for name, value in (("section", section), ("tags", tags), ("image_url", image))),
    ]  # fmt: skip
    return Fields(
        title=title.title if title else None,
        authors=writers.authors,
        credits=writers.credits,
        published_at=published.at if published else None,
        published_raw=published.raw if published else None,
        modified_at=modified.at if modified else None,
        modified_raw=modified.raw if modified else None,
        section=section,
        tags=tags,
        language=spoken.language if spoken else None,
        image_url=_absolute(url, image),
        place=place,
        agency=agency,
        dateline=dateline.text if dateline else None,
        sources={name: source for name, value, source, _ in found if value},
        confidence={name: round(sure, 2) for name, value, _, sure in found if value},
    )


def _absolute(url: str, address: str | None) -> str | None:
    if not address:
        return None
    try:
        joined = urljoin(url, address)
    except ValueError:
        return None
    return joined if joined.startswith(("http://", "https://")) else None


def _node_of(structured: Structured, heading: Block | None) -> ArticleNode | None:
    """Return the JSON-LD node that carries the headline of a second article."""
    if heading is None:
        return None
    key = letters(heading.text)
    for node in structured.articles:
        if node is not structured.main and node.headline and key and letters(node.headline) == key:
            return node
    return None


class _Topics:
    """What names sections and entries of menus: the page's statements, and short links before the headline.

    Few names are asked for and menus are long: each is compared as :func:`names.letters` would, without making letters of all.
    """

    def __init__(self, structured: Structured, blocks: Sequence[Block], until: Block | None) -> None:
        self.structured = structured
        self.above = blocks[: until.index if until is not None else 0][:300]

    @cached_property
    def texts(self) -> list[str]:
        """Return the texts of topics as the page writes them."""
        section = self.structured.section
        links = [text for block in self.above for _, text in block.links[:20] if len(text) < 40]
        return [*self.structured.tags, section.value if section else "", *links, *self._menus()]

    def _menus(self) -> Iterator[str]:
        """Yield the entries of the page's menus, which are no blocks (:mod:`.chrome`)."""
        root = self.above[0].element.getroottree().getroot() if self.above else None
        for menu in islice(root.iter("nav") if root is not None else (), 10):
            for link in islice(menu.iter("a"), 100):
                words = (link.text or "") if len(link) == 0 else "".join(islice(link.itertext(), 10))
                text = " ".join(words.split())
                if len(text) < 40:
                    yield text

    def __contains__(self, key: object) -> bool:
        """Tell whether a name, as :func:`names.letters` gives it, is one of a topic."""
        if not isinstance(key, str):
            return False
        first = key[:1]
        for text in self.texts:
            if (
                text
                and (text[0].lower() == first or not (text.isascii() and text[0].isalnum()))
                and letters(text) == key
            ):
                return True
        return False
