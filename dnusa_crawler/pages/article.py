"""Read a page: bytes in, articles out.

1. decode the bytes (:mod:`.charset`) and parse them once (:mod:`.tree`);
2. read what the page says of itself (:mod:`.structured`) and list its blocks (:mod:`.blocks`);
3. find the clutter and the body among the blocks (:mod:`.clutter`, :mod:`.body`), with what was learned of the site
   (:mod:`.learned`) and a person's rules for it (:mod:`.selecting`);
4. cut the page into its articles (:mod:`.split`), or say why it has none (:mod:`.verdicts`);
5. give each article its fields (:mod:`.metadata`).
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit

from archive import Article, Passage, PassageKind
from dnusa_crawler.pages import blocks as page_blocks
from dnusa_crawler.pages import (
    body,
    charset,
    clutter,
    holders,
    learned,
    metadata,
    page_data,
    page_evidence,
    parts,
    rendering,
    selecting,
    split,
    structured,
    tree,
    verdicts,
)
from dnusa_crawler.pages.values import EXTRACTOR, BlockDecision, PageReading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dnusa_crawler.pages.blocks import Block, Element
    from dnusa_crawler.pages.body import Choice
    from dnusa_crawler.pages.holders import Holders
    from dnusa_crawler.pages.split import Segment
    from dnusa_crawler.pages.structured import Structured
    from dnusa_crawler.pages.values import Learned, PageSource, SiteHints

#: Articles of one page that get an address from structured data.
_MAX_NODES: Final = 50

#: Reasons that say that there is nothing; of a page that was cut off nobody knows.
_NOTHING_FOUND: Final = frozenset({"empty", "empty-shell", "no-article", "no-text"})

#: A sentence: some words and a sign that ends them. What has neither headline nor sentence is no article.
_SENTENCE: Final = re.compile(r"(?:\w+\W{1,3}){3,60}?\w+[”\"’)]?[.!?…؟।](?:\W|$)|\w{6,}[。！？]")

_log = logging.getLogger(__name__)


def extract(
    source: PageSource,
    *,
    site: SiteHints,
    learned: Learned | None = None,
    explain: bool = False,
    names_guests: bool = False,
    articles_only: bool = False,
) -> PageReading:
    """Return what a page says; never raises.

    Args:
        source: The bytes and what is known about them.
        site: What is known of the site.
        learned: What the site is known to repeat.
        explain: Whether to give the decision on each block, too.
        names_guests: Whether of a further article that has a page of its own on the site only address and headline are
            wanted: a crawl reads it there.
        articles_only: Whether nothing but the articles is wanted: neither what the page teaches of its site (evidence)
            nor where other pages of its article are.
    """
    try:
        reader = _Reader(source, site=site, known=learned, names_guests=names_guests)
        return reader.read(explain=explain, articles_only=articles_only)
    except Exception:  # noqa: BLE001
        # The door of the reader: pages are hostile, and one that finds a fault in it must not take others with it.
        _log.exception("a page could not be read", extra={"url": source.url})
        return PageReading(reason="unreadable")


class _Reader:
    """One page while it is read."""

    def __init__(self, source: PageSource, *, site: SiteHints, known: Learned | None, names_guests: bool) -> None:
        self.source = source
        self.names_guests = names_guests
        self.site = site
        self.known = known
        self.rules = selecting.valid(site.selectors, source.captured_at)
        self.named = selecting.Named()
        self.tree: Element = None
        self.claims: Structured = structured.Structured()
        self.blocks: list[Block] = []
        self.holders: Holders | None = None
        self.names: frozenset[str] = frozenset()
        self.clutter: list[str | None] = []

    def read(self, *, explain: bool, articles_only: bool) -> PageReading:
        source = self.source
        if len(source.body) > tree.MAX_PAGE_BYTES:
            return PageReading(reason="too-large")
        if not source.body or source.body.isspace():
            return PageReading(reason="empty")
        decoded = charset.decode(source.body, source.content_type)
        is_page = not (tree.is_no_page(source.body, source.content_type) or tree.is_binary(decoded.text))
        self.tree = tree.parse(decoded.text) if is_page else None
        if self.tree is None:
            return PageReading(reason="not-html", charset=str(decoded))
        reading = self._reading(decoded, explain=explain, articles_only=articles_only)
        titles = [claim.value for claim in self.claims.headlines] + [self.claims.page_title or ""]
        if reading.reason in _NOTHING_FOUND and page_data.fill(self.tree, titles):
            filled = self._reading(decoded, explain=explain, articles_only=articles_only)
            return filled if filled.articles else reading
        return reading

    def _reading(self, decoded: charset.Decoded, *, explain: bool, articles_only: bool) -> PageReading:
        """Read the tree as it stands."""
        source = self.source
        self.claims = structured.read(self.tree, url=source.url)
        self.named = selecting.named(self.tree, self.rules)
        selecting.strip(self.tree, self.rules)
        self.blocks = page_blocks.blocks(self.tree)
        self.holders = holders.holders(self.blocks)
        self.names = clutter.site_names(self.blocks)
        self.clutter = clutter.reasons(self.blocks, url=source.url, above=self.holders, names=self.names)
        choices = self._choices()
        plain = frozenset(index for index, choice in enumerate(choices) if choice.kept or choice.witness == "learned")
        kept = frozenset(index for index, choice in enumerate(choices) if choice.kept)
        segments = self._segments(kept)
        reason = self._reason(kept, segments)
        made = () if reason else (self._article(number, one) for number, one in enumerate(segments))
        articles = tuple(article for article in made if article.title or _SENTENCE.search(article.text))
        if not articles:
            reason = reason or "no-article"
        part_urls: tuple[str, ...] = ()
        whole_url: str | None = None
        evidence: dict[str, object] = {}
        if not reason and not articles_only:
            part_urls, whole_url = parts.find(self.tree, source.url, own_urls=self.own_urls)
            evidence = page_evidence.evidence(self.blocks, plain, foreign=_foreign(segments))
        return PageReading(
            articles=articles,
            reason=reason,
            canonical_hint=self.claims.canonical_url,
            charset=str(decoded),
            part_urls=part_urls,
            whole_url=whole_url,
            evidence=evidence,
            decisions=self._decisions(choices, segments) if explain else (),
        )

    @property
    def own_urls(self) -> list[str]:
        """Other addresses of the page, as it gives them itself."""
        return [self.claims.canonical_url] if self.claims.canonical_url else []

    def _choices(self) -> list[Choice]:
        """Decide on each block: the body first, then what is learned of the site, then a person's rules."""
        hints = body.Hints(
            headlines=tuple(claim.value for claim in self.claims.headlines),
            description=self.claims.description,
            article_body=self.claims.article_body,
        )
        scope = selecting.inside(self.blocks, self.tree, self.rules)
        choices = body.choose(
            self.blocks, self.tree, hints=hints, clutter=self.clutter, scope=scope, above=self.holders,
            guests=lambda kept: _foreign(self._segments(kept)),
            url=self.source.url, names=self.names,
        )  # fmt: skip
        if body.repetitions(self.blocks, choices):
            # Which article a block belongs to matters only here: most pages say nothing twice.
            kept = frozenset(index for index, choice in enumerate(choices) if choice.kept)
            home = body.homes([segment.body for segment in self._segments(kept)])
            body.drop_repetitions(self.blocks, choices, home, clutter=self.clutter)
        for block, choice in zip(self.blocks, choices, strict=True):
            if not choice.kept:
                continue
            reason = learned.reason(block, self.known) if self.known is not None else None
            if reason is not None:
                choice.kept, choice.witness, choice.reason = False, "learned", reason
            elif self.rules and selecting.is_stripped(block.text, self.rules):
                choice.kept, choice.witness, choice.reason = False, "site file", "a line the site file strips"
        return choices

    def _segments(self, kept: frozenset[int]) -> list[Segment]:
        """Cut the page into its articles."""
        claims = self.claims
        nodes = claims.articles[:_MAX_NODES]
        titles = [claim.value for claim in claims.headlines]
        if claims.page_title:
            titles.append(claims.page_title)
        return split.split(
            self.blocks, kept, reasons=self.clutter, above=self.holders, url=self.source.url,
            own_urls=self.own_urls, headlines=titles,
            addresses={node.headline: node.urls[0] for node in nodes if node.headline and node.urls},
            is_further_page=parts.is_further(self.tree, self.source.url, own_urls=self.own_urls),
        )  # fmt: skip

    def _reason(self, kept: frozenset[int], segments: Sequence[Segment]) -> str | None:
        """Return why the page holds no article, or None."""
        first = segments[0].body if segments else tuple(self.blocks[index] for index in sorted(kept))
        reason = verdicts.judge(
            tree=self.tree, blocks=self.blocks, body=first, url=self.source.url, structured=self.claims,
            articles=len(segments),
        )  # fmt: skip
        if reason is None and not any(block.text and block.kind not in rendering.ASIDE for block in first):
            reason = "no-text"
        return "too-complex" if reason in _NOTHING_FOUND and tree.is_cut_off(self.tree) else reason

    def _article(self, number: int, segment: Segment) -> Article:
        """Make one article of the page."""
        source = self.source
        if number and self.names_guests and segment.title and segment.url and _on_one_host(segment.url, source.url):
            return Article(url=segment.url, title=segment.title, text="")
        is_main = number == 0 and not segment.is_below_another
        fields = metadata.read(
            structured=self.claims, blocks=self.blocks, body_blocks=segment.body, heading=segment.heading,
            source=source, site=self.site, is_main=is_main, named=self.named if is_main else None,
        )  # fmt: skip
        title = fields.title or segment.title or ""
        passages = _passages(_without_headline(segment.body, title), source.url)
        extractor = f"{EXTRACTOR} {self.known.digest}" if self.known is not None and self.known.digest else EXTRACTOR
        return Article(
            url=segment.url or source.url, title=title, text=rendering.text(passages), passages=passages,
            authors=fields.authors, credits=fields.credits, published_at=fields.published_at,
            published_raw=fields.published_raw, modified_at=fields.modified_at, modified_raw=fields.modified_raw,
            section=fields.section, tags=fields.tags, language=fields.language, image_url=fields.image_url,
            place=fields.place, agency=fields.agency, sources=fields.sources, confidence=fields.confidence,
            extractor=extractor, external_id=source.hints.get("external_id") if is_main else None,
        )  # fmt: skip

    def _decisions(self, choices: Sequence[Choice], segments: Sequence[Segment]) -> tuple[BlockDecision, ...]:
        """Say for each block what became of it, and why."""
        homes = {block.index: number for number, segment in enumerate(segments) for block in segment.body}
        headings = {segment.heading.index for segment in segments if segment.heading is not None}
        found: list[BlockDecision] = []
        menus = page_blocks.left_out(self.tree)
        for block, choice in zip(self.blocks, choices, strict=True):
            while menus and menus[0][0] <= block.index:
                found += _left_out(menus.pop(0)[1], len(found))
            kept, witness, reason = choice.kept, choice.witness, choice.reason
            number = homes.get(block.index)
            if block.index in headings:
                kept, witness, reason = False, "split", "headline"
            elif number is not None and number > 0:
                kept, witness, reason = True, "split", f"text of article {number + 1}: {segments[number].reason}"
            elif number is None and kept:
                kept, witness, reason = False, "split", "belongs to no article"
            found.append(
                BlockDecision(
                    index=len(found), kept=kept, witness=witness, reason=reason, place=block.place, text=block.text
                )
            )
        for _, menu in menus:
            found += _left_out(menu, len(found))
        return tuple(found)


def _left_out(menu: Sequence[Block], index: int) -> list[BlockDecision]:
    """Return the decisions on the blocks of a menu or sidebar, numbered from *index*."""
    return [
        BlockDecision(
            index=number, kept=False, witness="markup", reason="menu or sidebar", place=one.place, text=one.text
        )
        for number, one in enumerate(menu, index)
    ]


def _foreign(segments: Sequence[Segment]) -> frozenset[int]:
    """Return the blocks of further articles: they repeat because they are articles of pages of their own."""
    own = segments[:1] if segments and not segments[0].is_below_another else segments[:0]
    further = {
        block.index
        for segment in segments[len(own) :]
        for block in (*segment.body, *segment.facts, *((segment.heading,) if segment.heading is not None else ()))
    }
    return frozenset(further - {block.index for segment in own for block in segment.body})


def _on_one_host(one: str, other: str) -> bool:
    """Say whether two addresses have one host."""
    return urlsplit(one).netloc == urlsplit(other).netloc


def _without_headline(chosen: Sequence[Block], title: str) -> Sequence[Block]:
    """Leave out the headline where it stands at the beginning of the body: it is a field, not text."""
    wanted = re.sub(r"\W+", "", title).casefold()
    for position, block in enumerate(chosen[:3]):
        if wanted and re.sub(r"\W+", "", block.text).casefold() == wanted:
            return [*chosen[:position], *chosen[position + 1 :]]
    return chosen


def _passages(chosen: Sequence[Block], url: str) -> tuple[Passage, ...]:
    """Turn blocks into passages, addresses made absolute."""
    return tuple(
        Passage(
            kind=block.kind,
            text=block.text,
            level=block.level if block.kind in {PassageKind.HEADING, PassageKind.ITEM} else 0,
            url=_absolute(url, block.url),
            numbered=block.is_numbered,
        )
        for block in chosen
    )


def _absolute(base: str, url: str | None) -> str | None:
    if not url:
        return None
    try:
        return urljoin(base, re.sub(r"[\t\n\r]", "", url.strip()))
    except ValueError:
        return None
