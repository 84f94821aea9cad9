"""Read a page: bytes in, articles out.

1. decode the bytes (:mod:`.charset`) and parse them once (:mod:`.tree`);
2. list the blocks of the page (:mod:`.blocks`) and what the page says of itself (:mod:`.structured`);
3. find the clutter and the body among the blocks (:mod:`.clutter`, :mod:`.body`);
4. cut the page into its articles (:mod:`.split`), each with its fields.
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

from archive import Article, Passage
from dnusa_crawler.pages import blocks as page_blocks
from dnusa_crawler.pages import body, charset, clutter, rendering, structured, tree
from dnusa_crawler.pages.values import BlockDecision, PageReading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dnusa_crawler.pages.blocks import Block
    from dnusa_crawler.pages.values import Learned, PageSource, SiteHints

#: Name and version of this reader: raised whenever the same bytes may give another text.
EXTRACTOR: Final = "dnusa 1"

_log = logging.getLogger(__name__)


def extract(
    source: PageSource, *, site: SiteHints, learned: Learned | None = None, explain: bool = False
) -> PageReading:
    """Return what a page says; never raises.

    Args:
        source: The bytes and what is known about them.
        site: What is known of the site.
        learned: What the site is known to repeat.
        explain: Whether to give the decision on each block, too.
    """
    try:
        return _read(source, site=site, learned=learned, explain=explain)
    except Exception:  # noqa: BLE001
        # The door of the reader: pages are hostile, and one that finds a fault in it must not take others with it.
        _log.exception("a page could not be read", extra={"url": source.url})
        return PageReading(reason="unreadable")


def _read(
    source: PageSource,
    *,
    site: SiteHints,
    learned: Learned | None,
    explain: bool,
) -> PageReading:
    if len(source.body) > tree.MAX_PAGE_BYTES:
        return PageReading(reason="too-large")
    decoded = charset.decode(source.body, source.content_type)
    root = tree.parse(decoded.text)
    if root is None:
        return PageReading(reason="empty", charset=str(decoded))
    claims = structured.read(root, url=source.url)
    found = page_blocks.blocks(root)
    reasons = clutter.reasons(found, url=source.url)
    choices = body.choose(found, root, reasons)
    kept = [block.index for block, choice in zip(found, choices, strict=True) if choice.kept]
    title = claims.headlines[0].value if claims.headlines else claims.page_title or ""
    passages = _passages([found[index] for index in kept], source.url)
    text = rendering.text(passages)
    decisions: tuple[BlockDecision, ...] = ()
    if explain:
        decisions = tuple(
            BlockDecision(
                index=block.index, kept=choice.kept, witness=choice.witness, reason=choice.reason, place=block.place,
                text=block.text,
            )
            for block, choice in zip(found, choices, strict=True)
        )  # fmt: skip
    if not text:
        return PageReading(reason="no-text", charset=str(decoded), decisions=decisions)
    article = Article(url=source.url, title=title, text=text, passages=passages, extractor=EXTRACTOR)
    return PageReading(
        articles=(article,), canonical_hint=claims.canonical_url, charset=str(decoded), decisions=decisions
    )


def _passages(chosen: Sequence[Block], url: str) -> tuple[Passage, ...]:
    """Turn blocks into passages, addresses made absolute."""
    return tuple(
        Passage(
            kind=block.kind,
            text=block.text,
            level=block.level,
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
