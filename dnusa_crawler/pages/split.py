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
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin, urlsplit

import attrs

from archive import PassageKind

from . import split_lines as lines

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from .blocks import Block

#: Characters of running text that make a whole article of a headline with an address of its own.
WHOLE_CHARS: Final = 280
#: Characters of running text that the first article has at least before a second can begin.
FIRST_CHARS: Final = 150
#: Blocks between a headline and its text: date, author, caption, share row.
MAX_BETWEEN: Final = 14
#: Articles of one page; what lies beyond is not read.
MAX_ARTICLES: Final = 200
_MAX_ANCESTORS: Final = 30

_ARTICLE_NAME: Final = re.compile(
    r"(?:^|\s)(?:hentry|h-entry|(?:[a-z]+[_-])*(?:article|artikel|berita|post|story)|blog-?post|(?:news|berita|article|post|live|ticker|feed)[_-]?(?:item|entry|post|article|single|detail)|type-post|status-publish|entry)(?:\s|$)",
    re.IGNORECASE,
)
_NOT_ARTICLE_PATH: Final = re.compile(
    r"/(?:category|kategori|tag|tags|author|penulis|topik|topic|page|rubrik|search|label|indeks|index|feed|wp-\w+)(?:/|$)|^/?$",
    re.IGNORECASE,
)


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


@attrs.define(slots=True)
class _Start:
    """A headline that begins an article."""

    index: int
    title: str
    url: str | None
    reason: str
    #: Index after the last block of its text.
    end: int = 0
    element: Any = None
    #: Set when the headline stands at the end of the block before: that block's text without it.
    before: str | None = None


@attrs.define(slots=True)
class _View:
    """A page as this module looks at it."""

    blocks: Sequence[Block]
    kept: Collection[int]
    reasons: Sequence[str | None]
    url: str
    own_urls: frozenset[str]
    agency: str | None = None
    has_dateline: bool = False
    #: Tag and classes of the page's first headline.
    signature: tuple[str, str] = ("", "")
    inside: dict[Any, tuple[int, int]] = attrs.field(factory=dict)


def bare_url(url: str) -> str:
    """Return an address as it is compared: no scheme, ``www.``, query of tracking, fragment or last slash."""
    parts = urlsplit(url.strip()[:2000])
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.").removeprefix("amp.")
    query = "&".join(sorted(pair for pair in parts.query.split("&") if pair and not pair.startswith("utm_")))
    path = re.sub(r"/(?:amp/?)?$", "", parts.path)
    return f"{host}{path}" + (f"?{query}" if query else "")


def _spans(blocks: Sequence[Block]) -> dict[Any, tuple[int, int]]:
    """Return for each element the first and last index of the blocks in it."""
    spans: dict[Any, tuple[int, int]] = {}
    for block in blocks:
        element = block.element
        for _ in range(_MAX_ANCESTORS):
            if element is None:
                break
            first, _last = spans.get(element, (block.index, 0))
            spans[element] = (first, block.index)
            element = element.getparent()
    return spans


def _own_link(block: Block, view: _View) -> str | None:
    """Return the address of a headline that is one link to an article of this site (not this page), or None."""
    if not block.links or block.link_chars < 0.7 * len(block.text):
        anchor = next((above for above in _ancestors(block.element, 3) if above.tag == "a"), None)
        href = anchor.get("href") if anchor is not None else None
    else:
        href = max(block.links, key=lambda link: len(link[1]))[0]
    if not href or href.startswith(("#", "javascript:", "mailto:")):
        return None
    try:
        target = urljoin(view.url, href)
        parts = urlsplit(target)
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or _NOT_ARTICLE_PATH.search(parts.path):
        return None
    home = urlsplit(view.url).hostname
    if home and parts.hostname and home.split(".")[-2:] != parts.hostname.split(".")[-2:]:
        return None
    return str(target).split("#", 1)[0]


def _ancestors(element: Any, limit: int) -> list[Any]:
    found: list[Any] = []
    while element is not None and len(found) < limit:
        found.append(element)
        element = element.getparent()
    return found


def _is_headline_like(block: Block, why: str | None) -> bool:
    """Say whether a block could be a headline: short, no sentence; a heading, bold, a link, or a plain short line."""
    text = block.text
    if block.kind not in {PassageKind.HEADING, PassageKind.PARAGRAPH, PassageKind.ITEM} or block.is_hidden:
        return False
    if why is not None and why != "link to another article":
        return False
    count = text.count(" ") + 1
    if not 3 <= count <= 32 or len(text) > 240 or lines.is_fact_line(text):
        return False
    if block.kind is PassageKind.HEADING:
        return True
    return not (text.endswith((".", ":", ";", ",", "”", '"', "…")) or lines.dateline(text))


def _running(block: Block) -> int:
    """Return the characters of running text of a block; 0 for links and short lines."""
    if block.kind in {PassageKind.CAPTION, PassageKind.EMBED, PassageKind.HEADING} or block.is_hidden:
        return 0
    plain = len(block.text) - block.link_chars
    return plain if plain >= 40 and block.link_chars <= 0.4 * len(block.text) else 0


def _below(at: int, view: _View) -> tuple[int | None, list[int]]:
    """Return the index of the first running paragraph below a headline, and the fact lines before it."""
    facts: list[int] = []
    for index in range(at + 1, min(len(view.blocks), at + 1 + MAX_BETWEEN)):
        block = view.blocks[index]
        if block.kind is PassageKind.HEADING:
            return None, facts
        if lines.is_fact_line(block.text) or view.reasons[index] == "credit line":
            facts.append(index)
        elif _running(block) and view.reasons[index] is None:
            return index, facts
        elif _is_headline_like(block, view.reasons[index]) and block.links and _own_link(block, view):
            return None, facts
    return None, facts


def _home(index: int, starts: set[int], body_before: int, view: _View) -> Any:
    """Return the largest element around a headline that holds no other headline and nothing of the text before."""
    best = None
    for element in _ancestors(view.blocks[index].element, _MAX_ANCESTORS):
        first, last = view.inside[element]
        if first <= body_before or any(first <= other <= last for other in starts if other != index):
            break
        if element.tag in {"body", "html", "main"}:
            break
        best = element
    return best


def _names_itself(element: Any) -> bool:
    return element is not None and (
        element.tag == "article"
        or bool(_ARTICLE_NAME.search(element.get("class") or ""))
        or "Article" in (element.get("itemtype") or "")
    )


def _text_chars(first: int, end: int, view: _View) -> tuple[int, int, bool]:
    """Return characters of running text, number of paragraphs, and whether it breaks off like an excerpt."""
    chars = count = 0
    cut = False
    for index in range(first, end):
        size = _running(view.blocks[index])
        if not size:
            if view.blocks[index].kind is PassageKind.HEADING and count:
                continue
            continue
        if view.reasons[index] is None or index in view.kept:
            chars += size
            count += 1
            cut = lines.breaks_off(view.blocks[index].text)
    return chars, count, cut


def _candidates(view: _View) -> list[_Start]:
    """Return the headlines with a text below and a sign that it is theirs."""
    found: list[_Start] = []
    for block in view.blocks:
        if len(found) >= 2 * MAX_ARTICLES:
            break
        start = _candidate(block, view)
        if start is not None:
            found.append(start)
    return found


def _candidate(block: Block, view: _View) -> _Start | None:
    """Return the start at a block, or None when it is a subheading, a teaser or a line of the story."""
    following = view.blocks[block.index + 1] if block.index + 1 < len(view.blocks) else None
    if following is not None and lines.dateline(following.text):
        tail = lines.headline_at_end(block, following.text, view.agency)
        if tail and block.index in view.kept:
            return _Start(
                block.index, tail, _link_of(block, tail, view), "dateline", before=block.text[: -len(tail)].rstrip()
            )
    if not _is_headline_like(block, view.reasons[block.index]):
        return None
    text_at, facts = _below(block.index, view)
    if text_at is None:
        return None
    own = _own_link(block, view)
    reason = _sign(block, text_at, facts, own, view)
    return _Start(block.index, block.text, own, reason) if reason else None


def _sign(block: Block, text_at: int, facts: list[int], own: str | None, view: _View) -> str:
    """Return what says that the text below a headline is an article of its own; empty when nothing does."""
    text = view.blocks[text_at].text
    is_heading = block.kind is PassageKind.HEADING
    if lines.dateline(text):
        named = lines.agency(text)
        same_paper = named is not None and named == view.agency
        if (
            own
            or (is_heading and (view.has_dateline or (named is not None and lines.is_short_dateline(text))))
            or (same_paper and (block.is_bold or text_at == block.index + 1))
        ):
            return "dateline"
    dated = any(lines.has_date(view.blocks[index].text) for index in facts)
    if own and facts and (is_heading or block.is_bold):
        return "own address and date" if dated else "own address and author"
    if own and is_heading:
        return "own address"
    is_like_first = is_heading and _signature(block) == view.signature
    if is_heading and dated and (is_like_first or _is_first_heading(block, view)):
        return "date line"
    if is_like_first and _is_first_heading(block, view):
        return "article element"
    return ""


def _signature(block: Block) -> tuple[str, str]:
    """Return tag and classes of a headline: a theme sets all headlines of one rank alike."""
    return str(block.element.tag), block.element.get("class") or ""


def _link_of(block: Block, title: str, view: _View) -> str | None:
    """Return the address of the link that is the headline at the end of a block."""
    for href, words in block.links:
        if words and words in title and len(words) > 0.6 * len(title):
            try:
                return urljoin(view.url, href).split("#", 1)[0]
            except ValueError:
                return None
    return None


def _is_first_heading(block: Block, view: _View) -> bool:
    """Say whether a block is the first headline of an element that calls itself an article."""
    for element in _ancestors(block.element, 8)[1:]:
        if element.tag in {"body", "html", "main"}:
            return False
        if _names_itself(element):
            first, _ = view.inside[element]
            return all(
                view.blocks[index].kind is not PassageKind.HEADING and not _running(view.blocks[index])
                for index in range(first, block.index)
            )
    return False


def _bound(starts: list[_Start], view: _View) -> list[_Start]:
    """Give each start its end and element; drop those whose text is an excerpt or nothing."""
    marks = {start.index for start in starts}
    kept: list[_Start] = []
    for number, start in enumerate(starts):
        following = starts[number + 1].index if number + 1 < len(starts) else len(view.blocks)
        before = (
            start.index
            if start.before is not None
            else max(
                (index for index in range(start.index) if _running(view.blocks[index]) and view.reasons[index] is None),
                default=-1,
            )
        )
        home = _home(start.index, marks, before, view)
        end = following
        if home is not None:
            _, last = view.inside[home]
            chars, _, _ = _text_chars(start.index + 1, last + 1, view)
            if chars:
                end, start.element = min(end, last + 1), home
        if start.element is None:
            holder = (home if home is not None else view.blocks[start.index].element).getparent()
            if holder is not None and holder in view.inside:
                end = min(end, view.inside[holder][1] + 1)
        start.end = end
        kept.append(start)
    return kept


def _is_whole(start: _Start, view: _View) -> bool:
    """Say whether a whole article, and not an excerpt or the story going on, stands under a headline."""
    chars, count, cut = _text_chars(start.index + 1, start.end, view)
    if cut and count < 3:
        return False
    if start.reason == "dateline":
        return chars >= 120
    if start.element is None:
        # The story may simply go on below a linked headline: its facts must stand beside it, not in a card of their own.
        home = view.blocks[start.index].element
        _, facts = _below(start.index, view)
        flat = all(view.blocks[index].element.getparent() is home.getparent() for index in facts)
        return bool(facts) and flat and start.reason != "own address" and count >= 2 and chars >= WHOLE_CHARS
    named = _names_itself(start.element) or any(
        _names_itself(inner)
        for inner in _ancestors(view.blocks[start.index].element, 6)
        if inner in view.inside and view.inside[inner][1] < start.end
    )
    if start.reason == "own address":
        return named and count >= 2 and chars >= WHOLE_CHARS
    return chars >= WHOLE_CHARS or (count >= 2 and chars >= 150)


def _segment(start: _Start, view: _View) -> Segment:
    """Make the segment of one start."""
    body: list[Block] = []
    facts: list[Block] = []
    begun = False
    for index in range(start.index + 1, start.end):
        block = view.blocks[index]
        why = view.reasons[index]
        if why in {"credit line", "sign-off"}:
            facts.append(block)
        elif block.is_hidden or why is not None:
            continue
        elif not begun and (
            lines.is_fact_line(block.text)
            or (not _running(block) and block.kind is PassageKind.PARAGRAPH and index not in view.kept)
        ):
            facts.append(block)
        elif index in view.kept or block.link_chars <= 0.5 * len(block.text):
            begun = begun or bool(_running(block))
            body.append(block)
    while body and body[-1].kind is PassageKind.HEADING:
        body.pop()
    return Segment(
        heading=view.blocks[start.index], title=start.title, url=start.url, body=tuple(body), facts=tuple(facts),
        element=start.element, reason=start.reason,
    )  # fmt: skip


def split(
    blocks: Sequence[Block],
    kept: Collection[int],
    *,
    reasons: Sequence[str | None],
    url: str = "",
    own_urls: Collection[str] = (),
    headlines: Collection[str] = (),
    addresses: Mapping[str, str] | None = None,
) -> list[Segment]:
    """Return the articles of a page in reading order; one when it shows one.

    Args:
        blocks: All blocks of the page.
        kept: Indices of the blocks that are the body as far as the rest of the reader knows.
        reasons: For each block why it is clutter, or None (:func:`.clutter.reasons`).
        url: The page's address; the base of its links.
        own_urls: Other addresses of the page itself (canonical, og:url).
        headlines: What the page's metadata give as its headline (JSON-LD, og:title, ``<title>``).
        addresses: Headline -> address, from JSON-LD, for headlines without a link.
    """
    mine = frozenset(bare_url(address) for address in (url, *own_urls) if address)
    view = _View(blocks=blocks, kept=kept, reasons=reasons, url=url, own_urls=mine, inside=_spans(blocks))
    first_kept = min(kept, default=None)
    view.agency = next(
        (lines.agency(blocks[index].text) for index in sorted(kept) if lines.dateline(blocks[index].text)), None
    )
    view.has_dateline = any(lines.dateline(blocks[index].text) for index in sorted(kept)[:3])
    main_heading = next(
        (
            block
            for block in blocks
            if block.kind is PassageKind.HEADING and any(_same(block.text, text) for text in headlines)
        ),
        None,
    )
    main_heading = main_heading or next(
        (block for block in blocks if block.level == 1 and block.kind is PassageKind.HEADING), None
    )
    view.signature = _signature(main_heading) if main_heading is not None else ("", "")
    starts = _bound(_candidates(view), view)
    starts = [start for start in starts if _is_whole(start, view)]
    starts = _rebound(starts, view)[:MAX_ARTICLES]
    main = _main_start(starts, first_kept, headlines, view)
    others = [start for start in starts if start is not main and (main is None or start.index > main.index)]
    others = [start for start in others if start.url is None or bare_url(start.url) not in mine]
    if main is None:
        others = [start for start in others if _text_before(start.index, view) >= FIRST_CHARS]
    if main is None and first_kept is not None:
        others = [start for start in others if start.index > first_kept]
    segments = []
    claimed = {index for start in others for index in range(start.index + (start.before is not None), start.end)}
    cut = {start.index: start.before for start in others if start.before is not None}
    first = _first_segment(main, claimed, cut, headlines, view)
    if first is not None:
        segments.append(first)
    named = {key.casefold(): value for key, value in (addresses or {}).items()}
    for start in others:
        if start.url is None:
            start.url = named.get(start.title.casefold())
        segment = _segment(start, view)
        if segment.body:
            segments.append(segment)
    return segments


def _text_before(index: int, view: _View) -> int:
    """Return the characters of the first article above a headline: a second one has a first before it."""
    return sum(_running(view.blocks[other]) for other in view.kept if other < index)


def _rebound(starts: list[_Start], view: _View) -> list[_Start]:
    """Give the starts that are left their final ends: a dropped one no longer ends the text before it."""
    for start in starts:
        start.element, start.end = None, 0
    return _bound(starts, view)


def _same(one: str, other: str) -> bool:
    """Say whether two headlines are the same but for case, marks and the site's name behind."""
    a, b = (re.sub(r"\W+", " ", text).strip().casefold() for text in (one, other))
    return bool(a) and bool(b) and (a == b or (len(a) > 20 and b.startswith(a)) or (len(b) > 20 and a.startswith(b)))


def _main_start(starts: list[_Start], first_kept: int | None, headlines: Collection[str], view: _View) -> _Start | None:
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


def _first_segment(
    main: _Start | None, claimed: set[int], cut: Mapping[int, str | None], headlines: Collection[str], view: _View
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
        body.append(attrs.evolve(block, text=text) if text is not None else block)
    begin = heading.index + 1 if heading is not None else 0
    stop = min((index for index in claimed), default=len(view.blocks))
    facts = tuple(
        view.blocks[index]
        for index in range(begin, stop)
        if index not in view.kept
        and (
            view.reasons[index] in {"credit line", "sign-off"}
            or (index < (indices[0] if indices else stop) and lines.is_fact_line(view.blocks[index].text))
        )
    )
    if not body:
        return None
    return Segment(
        heading=heading, title=heading.text if heading is not None else None, url=main.url if main else None,
        body=tuple(body), facts=facts, element=main.element if main else None,
    )  # fmt: skip
