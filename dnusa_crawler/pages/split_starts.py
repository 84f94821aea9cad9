"""Find the headlines of a page that begin an article, and where each article ends."""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from archive import PassageKind

from . import split_lines as lines
from .split_view import (
    MAX_ARTICLES,
    WHOLE_CHARS,
    Start,
    View,
    ancestors,
    below,
    home,
    is_headline_like,
    is_same_paper,
    names_itself,
    own_link,
    text_chars,
)

if TYPE_CHECKING:
    from collections.abc import Collection

    from .blocks import Block


def candidates(view: View) -> list[Start]:
    """Return the headlines with a text below and a sign that it is theirs."""
    found: list[Start] = []
    for block in view.blocks:
        if len(found) >= 2 * MAX_ARTICLES:
            break
        start = _candidate(block, view)
        if start is not None:
            found.append(start)
    return found


def _candidate(block: Block, view: View) -> Start | None:
    """Return the start at a block, or None when it is a subheading, a teaser or a line of the story."""
    following = view.blocks[block.index + 1] if block.index + 1 < len(view.blocks) else None
    if following is not None and block.index in view.kept and len(block.text) > 60:
        same = is_same_paper(following.text, view)
        tail = lines.headline_at_end(block, is_same_paper=same) if same or lines.dateline(following.text) else None
        if tail:
            before = block.text[: -len(tail)].rstrip()
            return Start(block.index, tail, _link_of(block, tail, view), "dateline", before=before)
    if not is_headline_like(block, view.reasons[block.index]):
        return None
    text_at, facts = below(block.index, view)
    if text_at is None:
        return None
    own = own_link(block, view)
    reason = _sign(block, text_at, facts, own, view)
    return Start(block.index, block.text, own, reason) if reason else None


def _sign(block: Block, text_at: int, facts: list[int], own: str | None, view: View) -> str:
    """Return what says that the text below a headline is an article of its own; empty when nothing does."""
    text = view.blocks[text_at].text
    is_heading = block.kind is PassageKind.HEADING
    alike = is_same_paper(text, view)
    if alike or lines.dateline(text):
        named = lines.agency(text)
        if (
            own
            or (is_heading and (view.has_dateline or (named is not None and lines.is_short_dateline(text))))
            or (
                alike
                and len(lines.opening(text)) + bool(named) > 1
                and (block.is_bold or text_at == block.index + 1 or bool(facts))
            )
        ):
            return "dateline"
    dated = any(lines.has_date(view.blocks[index].text) for index in facts)
    if own and (facts if is_heading or block.is_bold else dated):
        return "own address and date" if dated else "own address and author"
    if own and is_heading:
        return "own address"
    is_like_first = is_heading and signature(block) == view.signature
    if is_heading and dated and (is_like_first or _is_first_heading(block, view)):
        return "date line"
    if is_like_first and _is_first_heading(block, view):
        return "article element"
    return ""


def leads(kept: Collection[int], view: View) -> list[int]:
    """Return the first running paragraphs of what is kept."""
    return [
        index for index in sorted(kept) if view.running[index] and view.blocks[index].kind is PassageKind.PARAGRAPH
    ][:2]


def signature(block: Block) -> tuple[str, str]:
    """Return tag and classes of a headline: a theme sets all headlines of one rank alike."""
    return str(block.element.tag), block.element.get("class") or ""


def _link_of(block: Block, title: str, view: View) -> str | None:
    """Return the address of the link that is the headline at the end of a block."""
    for href, words in block.links:
        if words and words in title and len(words) > 0.6 * len(title):
            try:
                return urljoin(view.url, href).split("#", 1)[0]
            except ValueError:
                return None
    return None


def _is_first_heading(block: Block, view: View) -> bool:
    """Say whether a block is the first headline of an element that calls itself an article."""
    for element in ancestors(block.element, 8)[1:]:
        if element.tag in {"body", "html", "main"}:
            return False
        if names_itself(element):
            first, _ = view.inside.span(element)
            return all(
                not view.running[index] and view.blocks[index].kind is not PassageKind.HEADING
                for index in range(first, block.index)
            )
    return False


def bound(starts: list[Start], view: View) -> list[Start]:
    """Give each start its end and element; drop those whose text is an excerpt or nothing."""
    marks = {start.index for start in starts}
    kept: list[Start] = []
    told = [index for index, chars in enumerate(view.running) if chars and view.reasons[index] is None]
    for number, start in enumerate(starts):
        following = starts[number + 1].index if number + 1 < len(starts) else len(view.blocks)
        at = bisect.bisect_left(told, start.index) - 1
        before = start.index if start.before is not None else (told[at] if at >= 0 else -1)
        around = home(start.index, marks, before, view)
        end = following
        if around is not None:
            _, last = view.inside.span(around)
            chars, _, _ = text_chars(start.index + 1, last + 1, view)
            if chars:
                end, start.element = min(end, last + 1), around
        if start.element is None:
            holder = (around if around is not None else view.blocks[start.index].element).getparent()
            if holder is not None and holder in view.inside:
                end = min(end, view.inside.span(holder)[1] + 1)
        start.end = end
        kept.append(start)
    return kept


def is_whole(start: Start, view: View) -> bool:
    """Say whether a whole article, and not an excerpt or the story going on, stands under a headline."""
    chars, count, cut = text_chars(start.index + 1, start.end, view)
    if cut and count < 3:
        return False
    if start.reason == "dateline":
        return chars >= 120
    if start.element is None:
        # The story may simply go on below a linked headline: its facts must stand beside it, not in a card of their own.
        around = ancestors(view.blocks[start.index].element, 3)
        _, facts = below(start.index, view)
        flat = all(view.blocks[index].element.getparent() in around[1:] for index in facts)
        return bool(facts) and flat and start.reason != "own address" and count >= 2 and chars >= WHOLE_CHARS
    named = names_itself(start.element) or any(
        names_itself(inner)
        for inner in ancestors(view.blocks[start.index].element, 6)
        if inner in view.inside and view.inside.span(inner)[1] < start.end
    )
    if start.reason == "own address":
        return named and count >= 2 and chars >= WHOLE_CHARS
    return chars >= WHOLE_CHARS or (count >= 2 and chars >= 150)


def rebound(starts: list[Start], view: View) -> list[Start]:
    """Give the starts that are left their final ends: a dropped one no longer ends the text before it."""
    for start in starts:
        start.element, start.end = None, 0
    return bound(starts, view)
