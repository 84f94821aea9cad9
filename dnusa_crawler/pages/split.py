"""Find the articles that one page shows, each with its headline, its lines of facts and its blocks.

A page of one article, a front page that prints whole articles, a second article run into the first, articles appended
by endless scrolling, a ticker: what begins an article is a headline *and* what stands under it. A subheading is a
headline with nothing of its own beneath it: no address, no dateline, no date or author, no container. So a headline
begins an article when at least one of these follows or surrounds it, and a whole text besides:

- it links to an address of its own on the same site, and more than an excerpt stands below;
- the paragraph below begins with a dateline (``Tulungagung, (dNusa.id) –``);
- a line of date or author stands between it and the text;
- it is the first headline of an element that calls itself an article.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import attrs

from archive import PassageKind

from . import split_cohesion
from . import split_lines as lines
from .holders import holders
from .split_starts import bound, candidates, is_whole, leads, rebound, signature
from .split_view import (
    FACT_REASONS,
    FIRST_CHARS,
    MAX_ARTICLES,
    WHOLE_CHARS,
    Start,
    View,
    bare_url,
    below,
    names_itself,
    running,
    text_chars,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from .blocks import Block
    from .holders import Holders


@attrs.frozen(kw_only=True)
class Segment:
    """One article of a page."""

    #: The headline's block; None when the headline stands only in the page's metadata.
    heading: Block | None = None
    #: The headline's text; None without a heading.
    title: str | None = None
    #: The article's own address, absolute; None when it has none besides the page's.
    url: str | None = None
    #: The blocks of the text in order, captions and embeds among them.
    body: tuple[Block, ...] = ()
    #: Lines of date, author, credits: what the facts are read from.
    facts: tuple[Block, ...] = ()
    #: Element that holds this article and no other; None when it shares one.
    element: Any = None
    #: Why it is an article of its own; empty for the page's first.
    reason: str = ""
    #: The page's own headline stands above it, with another text or a picture alone: what the page says of itself is
    #: not about this article.
    is_below_another: bool = False


def _segment(start: Start, view: View) -> Segment:
    """Make the segment of one start."""
    body: list[Block] = []
    facts: list[Block] = []
    begun = False
    for index in range(start.index + 1, start.end):
        block = view.blocks[index]
        why = view.reasons[index]
        if why in FACT_REASONS:
            facts.append(block)
        elif block.is_hidden or why is not None:
            continue
        elif not begun and (
            lines.is_fact_line(block.text)
            or (not view.running[index] and block.kind is PassageKind.PARAGRAPH and index not in view.kept)
        ):
            facts.append(block)
        elif index in view.kept or block.link_chars <= 0.5 * len(block.text):
            begun = begun or bool(view.running[index])
            body.append(block)
    while body and body[-1].kind is PassageKind.HEADING:
        body.pop()
    heading = view.blocks[start.index]
    if start.before is not None:
        heading = attrs.evolve(heading, text=start.title, link_chars=min(heading.link_chars, len(start.title)))
    return Segment(
        heading=heading, title=start.title, url=start.url, body=tuple(body), facts=tuple(facts),
        element=start.element, reason=start.reason,
    )  # fmt: skip


def split(
    blocks: Sequence[Block],
    kept: Collection[int],
    *,
    reasons: Sequence[str | None],
    above: Holders | None = None,
    url: str = "",
    own_urls: Collection[str] = (),
    headlines: Collection[str] = (),
    addresses: Mapping[str, str] | None = None,
    is_further_page: bool = False,
) -> list[Segment]:
    """Return the articles of a page in reading order; one when it shows one.

    Args:
        blocks: All blocks of the page.
        kept: Indices of the blocks that are the body as far as the rest of the reader knows.
        reasons: For each block why it is clutter, or None (:func:`.clutter.reasons`).
        above: The elements that hold the blocks, where they are known.
        url: The page's address; the base of its links.
        own_urls: Other addresses of the page itself (canonical, og:url).
        headlines: What the page's metadata give as its headline (JSON-LD, og:title, ``<title>``).
        addresses: Headline -> address, from JSON-LD, for headlines without a link.
        is_further_page: Whether this is page 2 or later of an article in several pages (:func:`.parts.is_further`).
    """
    held = holders(blocks) if above is None else above
    view = _view(blocks, kept, held, reasons=reasons, url=url, own_urls=own_urls, headlines=headlines)
    view.is_further_page = is_further_page
    first_kept = min(kept, default=None)
    found = bound(candidates(view), view)
    starts = [start for start in found if is_whole(start, view)]
    excerpts = {index for start in found if start not in starts and _is_excerpt(start, view) for index in _span(start)}
    starts = rebound(starts, view)[:MAX_ARTICLES]
    main = _main_start(starts, first_kept, headlines, view)
    if main is not None and _is_appended(main, headlines, view):
        main = None
    others = [start for start in starts if start is not main and (main is None or start.index > main.index)]
    others = [start for start in others if start.url is None or bare_url(start.url) not in view.own_urls]
    if main is None and first_kept is not None:
        others = [s for s in others if _has_text_before(s, first_kept, view) or _is_appended(s, headlines, view)]
    teasers = [start for start in others if _ends_in_story(start, main, headlines, view)]
    claimed = {index for start in others for index in _span(start)} | excerpts
    cut = {start.index: start.before for start in others if start.before is not None}
    first = _first_segment(main, claimed, cut, headlines, view)
    named = {key.casefold(): value for key, value in (addresses or {}).items()}
    if first is not None and first.url is None and first.title and others:
        # A front page prints whole articles: the first one's address is not the page's.
        first = attrs.evolve(first, url=named.get(first.title.casefold()))
    segments = [first] if first is not None else []
    for start in others:
        if start in teasers:
            continue
        start.url = start.url or named.get(start.title.casefold())
        segment = _segment(start, view)
        if segment.body:
            is_alone = not segments and _is_appended(start, headlines, view)
            segments.append(attrs.evolve(segment, is_below_another=is_alone))
    return segments


def _span(start: Start) -> range:
    """Return the indices of an article's blocks, without the block its headline shares with the text before."""
    return range(start.index + (start.before is not None), start.end)


def _is_excerpt(start: Start, view: View) -> bool:
    """Say whether a headline and the little text below it, in an element of their own, lead to another article."""
    if start.element is None or start.url is None or bare_url(start.url) in view.own_urls:
        return False
    chars, count, cut = text_chars(start.index + 1, start.end, view)
    return chars < WHOLE_CHARS and count <= 2 and (cut or names_itself(start.element))


def _view(
    blocks: Sequence[Block], kept: Collection[int], held: Holders, *, reasons: Sequence[str | None], url: str,
    own_urls: Collection[str], headlines: Collection[str],
) -> View:  # fmt: skip
    """Look at the page: what opens its first article, and how its first headline is set."""
    mine = frozenset(bare_url(address) for address in (url, *own_urls) if address)
    view = View(blocks=blocks, kept=kept, inside=held, reasons=reasons, url=url, own_urls=mine)
    lead_texts = [blocks[index].text for index in leads(kept, view)]
    datelined = [text for text in lead_texts if lines.dateline(text)]
    view.has_dateline = bool(datelined)
    view.agency = next((lines.agency(text) for text in datelined), None)
    view.opening = frozenset().union(*(lines.opening(text) for text in lead_texts))
    headings = [block for block in blocks if block.kind is PassageKind.HEADING]
    first = next((block for block in headings if any(_same(block.text, text) for text in headlines)), None)
    first = first or next((block for block in headings if block.level == 1), None)
    view.signature = signature(first) if first is not None else ("", "")
    return view


def _ends_in_story(start: Start, main: Start | None, headlines: Collection[str], view: View) -> bool:
    """End a second headline's text where the first article goes on; return whether only a teaser is left of it."""
    if start.element is not None or start.before is not None or below(start.index, view)[1]:
        # Its own element, or a line of date or author of its own: no teaser has these and the story behind it.
        return False
    begin = main.index if main is not None else -1
    story = [main.title if main is not None else next(iter(headlines), "")]
    story += [view.blocks[index].text for index in sorted(view.kept) if begin < index < start.index]
    below_it = [
        index for index in range(start.index + 1, start.end) if view.running[index] and view.reasons[index] is None
    ]
    texts = [lines.without_opening(view.blocks[index].text) for index in below_it]
    found = split_cohesion.resumes_at([lines.without_opening(text) for text in story], [start.title, *texts])
    if found is None:
        return False
    start.end = below_it[found - 1]
    return found - 1 < 2


def _has_text_before(start: Start, first_kept: int, view: View) -> bool:
    """Say whether enough of a first article stands above a headline: a second one has a first before it."""
    before = sum(view.running[other] for other in view.kept if other < start.index)
    return start.index > first_kept and before >= FIRST_CHARS


def _is_appended(start: Start, headlines: Collection[str], view: View) -> bool:
    """Say whether the next article begins at a headline of a further page, whatever little stands above it.

    The page's own headline stands above; this one leads elsewhere, and has a date, author or dateline of its own. Only
    on page 2 and later: those may hold one sentence or a picture. On a first page the same look is that of a linked
    author, or of a video above the story.
    """
    if not view.is_further_page or start.url is None or bare_url(start.url) in view.own_urls:
        return False
    if start.element is None or start.reason == "own address":
        return False
    if view.blocks[start.index].kind is not PassageKind.HEADING or _is_own(start.title, headlines):
        return False
    return any(
        block.kind is PassageKind.HEADING and _is_own(block.text, headlines) for block in view.blocks[: start.index]
    )


def _is_own(title: str, headlines: Collection[str]) -> bool:
    """Say whether a headline is the one that the page gives itself."""
    return any(_same(title, headline) for headline in headlines)


def _same(one: str, other: str) -> bool:
    """Say whether two headlines are the same but for case, marks and the site's name behind."""
    a, b = (re.sub(r"\W+", " ", text).strip().casefold() for text in (one, other))
    return bool(a) and bool(b) and (a == b or (len(a) > 20 and b.startswith(a)) or (len(b) > 20 and a.startswith(b)))


def _main_start(starts: list[Start], first_kept: int | None, headlines: Collection[str], view: View) -> Start | None:
    """Return the start that is the page's first article, if a headline of it is among the starts."""
    for start in starts:
        if start.url is not None and bare_url(start.url) in view.own_urls:
            return start
        if any(_same(start.title, headline) for headline in headlines):
            return start
    if not starts or first_kept is None:
        return starts[0] if starts else None
    first = starts[0]
    # A headline above everything that is kept begins the first article.
    return first if first.index < first_kept else None


def _loose_facts(body: list[Block], headlines: Collection[str]) -> list[Block]:
    """Return the lines of date and author that were kept above the first or below the last running paragraph.

    A line that holds the headline itself (old layouts set date, headline and writer with single line breaks) is one.
    """
    titles = [re.split(r"\s+[|–—-]\s+", text)[0] for text in headlines]
    lead = [
        block
        for block in body[:2]
        if any(len(title) > 15 and title in block.text and len(block.text) < len(title) + 140 for title in titles)
    ]
    told = [
        number
        for number, block in enumerate(body)
        if running(block) and block not in lead and not lines.is_fact_line(block.text)
    ]
    if not told:
        return []
    outside = [*body[: told[0]], *body[told[-1] + 1 :]]
    return [
        block
        for block in outside
        if block in lead or (block.kind is not PassageKind.ROW and lines.is_fact_line(block.text))
    ]


def _first_segment(
    main: Start | None, claimed: set[int], cut: Mapping[int, str | None], headlines: Collection[str], view: View
) -> Segment | None:
    """Make the first article's segment: what is kept and belongs to no other."""
    indices = [index for index in sorted(view.kept) if index not in claimed]
    heading = view.blocks[main.index] if main else None
    if main is not None and main.element is not None and not any(main.index <= index < main.end for index in indices):
        return _segment(main, view)
    if heading is None:
        heading = next(
            (
                block
                for block in view.blocks
                if block.kind is PassageKind.HEADING and any(_same(block.text, text) for text in headlines)
            ),
            None,
        )
    body = []
    for index in indices:
        block = view.blocks[index]
        text = cut.get(index)
        if block is heading:
            continue
        body.append(attrs.evolve(block, text=text, link_chars=0, links=()) if text is not None else block)
    loose = _loose_facts(body, headlines)
    body = [block for block in body if block not in loose]
    begin = heading.index + 1 if heading is not None else 0
    stop = min((index for index in claimed if index > begin), default=len(view.blocks))
    first = indices[0] if indices else stop
    facts = [*loose]
    for index in range(begin, stop):
        block, why = view.blocks[index], view.reasons[index]
        if index not in view.kept and (why in FACT_REASONS or (index < first and lines.is_fact_line(block.text))):
            facts.append(block)
    if not body:
        return None
    return Segment(
        heading=heading, title=heading.text if heading is not None else None, url=main.url if main else None,
        body=tuple(body), facts=tuple(facts), element=main.element if main else None,
    )  # fmt: skip
