"""Measure where the blocks of a page stand: from its ends, its headline, its densest text, and among their like.

Each number is a column named in :data:`AROUND`, in the order the models learned them.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import accumulate
from typing import TYPE_CHECKING, Final

import attrs
import numpy as np
from numpy.typing import NDArray

from archive import PassageKind
from dnusa_crawler.pages import witnesses

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dnusa_crawler.pages.blocks import Block, Element


@attrs.frozen(kw_only=True)
class Hints:
    """What other parts of the reader know of a page before its body is chosen."""

    #: Headlines the page claims.
    headlines: tuple[str, ...] = ()
    description: str | None = None
    article_body: str | None = None


def is_running(block: Block) -> bool:
    """Say whether a block is running text: long enough, not linked, a sentence."""
    plain = len(block.text) - block.link_chars
    return (
        plain >= 70
        and block.link_chars * 3 < len(block.text)
        and not block.is_hidden
        and block.kind not in {PassageKind.CAPTION, PassageKind.EMBED, PassageKind.HEADING}
    )


@attrs.define(slots=True)
class Sums:
    """Text below one element."""

    running: float = 0
    plain: float = 0
    linked: float = 0
    blocks: int = 0
    first: int = -1
    last: int = -1


def text_below(
    blocks: Sequence[Block], running: list[bool], outer: dict[Element, Element | None]
) -> dict[Element, Sums]:  # fmt: skip
    """Return the text below every element that holds a block; *outer* as :attr:`Surroundings.outer`."""
    sums: dict[Element, Sums] = {}
    for block, runs in zip(blocks, running, strict=True):
        plain = len(block.text) - block.link_chars
        entry = sums.get(block.element)
        if entry is None:
            entry = sums[block.element] = Sums(first=block.index)
        entry.blocks += 1
        entry.plain += plain
        entry.linked += block.link_chars
        entry.last = block.index
        if runs:
            entry.running += plain
    for element in reversed(outer):
        entry, above = sums[element], outer[element]
        if above is None:
            continue
        whole = sums.get(above)
        if whole is None:
            sums[above] = Sums(entry.running, entry.plain, entry.linked, entry.blocks, entry.first, entry.last)
            continue
        whole.blocks += entry.blocks
        whole.plain += entry.plain
        whole.linked += entry.linked
        whole.running += entry.running
        whole.first = min(whole.first, entry.first)
        whole.last = max(whole.last, entry.last)
    return sums


def core(sums: dict[Element, Sums], root: Element, share: float) -> Element:
    """Return the deepest element that still holds *share* of the running text of its parent, all the way down."""
    at = root
    while True:
        need = share * sums[at].running if at in sums else 0
        inner = [child for child in at if child in sums and sums[child].running >= need > 0]
        if len(inner) != 1:
            return at
        at = inner[0]


def _dense_run(blocks: Sequence[Block], running: list[bool]) -> tuple[int, int]:
    """Return first and last index of the run of blocks with the most running text, gaps counted against it."""
    best = (0.0, 0, -1)
    total, start = 0.0, 0
    for block, runs in zip(blocks, running, strict=True):
        if total <= 0:
            total, start = 0.0, block.index
        if runs:
            total += min(1000, len(block.text) - block.link_chars)
        elif block.kind is not PassageKind.EMBED:
            total -= 40 + min(200, block.link_chars) * 0.8
        if total > best[0]:
            best = (total, start, block.index)
    return best[1], best[2]


def same_words(one: str, other: str) -> bool:
    """Say whether two headlines are the same but for marks, case and a short ending."""
    a, b = (re.sub(r"\W+", "", text).casefold() for text in (one, other))
    return bool(a) and (a == b or (len(a) > 20 and (b.startswith(a) or a.startswith(b)) and abs(len(a) - len(b)) < 40))


def headline_index(blocks: Sequence[Block], hints: Hints) -> int:
    """Return the index of the block that shows the headline; -1 when none does."""
    first_h1 = -1
    for block in blocks:
        if block.kind is PassageKind.HEADING or block.level == 1:
            if any(same_words(block.text, headline) for headline in hints.headlines):
                return block.index
            if first_h1 < 0 and block.level == 1 and len(block.text) > 15:
                first_h1 = block.index
    return first_h1


def _foreign(pieces: list[list[tuple[str, ...]]], text: str | None) -> list[float]:
    """Return for each block the share of its words' runs that stand in another text; -1 without one."""
    known = set(witnesses.runs(witnesses.words(text[:200_000]))) if text else set()
    if not known:
        return [-1.0] * len(pieces)
    return [sum(map(known.__contains__, own)) / len(own) if own else 0.0 for own in pieces]


def _repeated(pieces: list[list[tuple[str, ...]]]) -> tuple[list[float], list[float]]:
    """Return for each block the share of its words' runs that stand elsewhere on the page, and before it."""
    sets = [set(own) for own in pieces]
    twice: set[tuple[str, ...]] = set()
    seen: set[tuple[str, ...]] = set()
    for own in sets:
        twice |= seen & own if len(seen) > len(own) else own & seen
        seen |= own
    seen = set()
    repeated, before = [], []
    for own, runs in zip(sets, pieces, strict=True):
        if own.isdisjoint(twice):
            repeated.append(0.0)
            before.append(0.0)
            continue
        repeated.append(sum(map(twice.__contains__, runs)) / len(runs))
        before.append(sum(map(seen.__contains__, runs)) / len(runs))
        # What stands once need not be remembered.
        seen |= own & twice
    return repeated, before


def _common(tokens: list[list[str]], running: list[bool]) -> list[float]:
    """Return for each block the share of its words that are among the commonest of the page's running text.

    These are the small words of the page's own language: sentences have them, lists of names and links do not.
    """
    counts: Counter[str] = Counter()
    for own, runs in zip(tokens, running, strict=True):
        if runs:
            counts.update(map(str.lower, own))
    small = {word for word, _ in counts.most_common(30) if word.isalpha()}
    return [sum(map(small.__contains__, own)) / max(1, len(own)) for own in tokens]


def _articles(blocks: Sequence[Block], headline: int) -> list[tuple[int, int, int]]:
    """Return for each block: headings of level 1 so far, number of its <article>, whether the headline shares it."""
    homes: dict[Element, Element | None] = {}
    order: dict[Element, int] = {}
    found = []
    levels = 0
    for block in blocks:
        if block.level == 1 and block.kind is PassageKind.HEADING:
            levels += 1
        if block.container not in homes:
            container = block.container
            own = container.tag == "article" if container is not None else False
            homes[container] = (
                container if own else None if container is None else next(container.iterancestors("article"), None)
            )
        home = homes[block.container]
        number = -1 if home is None else order.setdefault(home, len(order))
        found.append((levels, number))
    mine = found[headline][1] if headline >= 0 else -2
    return [(levels, number, int(number == mine)) for levels, number in found]


AROUND: Final = [
    "index",
    "position",
    "headline_distance",
    "after_headline",
    "run_start",
    "run_end",
    "in_run",
    "core50",
    "core80",
    "core50_depth",
    "core80_depth",
    "same_text",
    "same_place",
    "place_words",
    "place_links",
    "place_running",
    "place_share",
    "repeated",
    "description",
    "article_body",
    "c1_running",
    "c1_links",
    "c1_blocks",
    "c2_running",
    "c2_links",
    "c2_blocks",
    "c3_running",
    "c3_links",
    "c3_blocks",
    "depth",
    "clutter_box",
    "clutter_line",
    "page_blocks",
    "page_words",
    "page_running",
    "has_body",
    "words_before",
    "words_after",
    "running_before",
    "running_after",
    "run_words",
    "repeated_before",
    "common",
    "top_headings",
    "article_number",
    "headline_article",
]


@attrs.frozen(kw_only=True)
class Page:
    """What the numbers of a page's blocks are made from."""

    blocks: Sequence[Block]
    root: Element
    #: Words and runs of words of each block, whether it is running text, and how deep it stands.
    tokens: list[list[str]]
    pieces: list[list[tuple[str, ...]]]
    running: list[bool]
    depths: list[int]
    #: The element around each element; those outside stand before those inside.
    outer: dict[Element, Element | None]
    #: Text below each element that holds a block.
    sums: dict[Element, Sums]
    hints: Hints
    #: For each block why it is clutter, or None.
    clutter: Sequence[str | None]


Columns = dict[str, "Sequence[float]"]


def around(page: Page) -> NDArray[np.float32]:
    """Return where each block stands on its page; the columns are :data:`AROUND`."""
    total = max(1.0, page.sums[page.root].running if page.root in page.sums else 1.0)
    headline = headline_index(page.blocks, page.hints)
    columns = {
        **_positions(page, headline), **_cores(page), **_said_elsewhere(page), **_of_places(page),
        **_before_and_after(page), **_of_holders(page, total),
    }  # fmt: skip
    articles = _articles(page.blocks, headline)
    columns |= dict(
        zip(("top_headings", "article_number", "headline_article"), zip(*articles, strict=True), strict=True)
    )
    columns["page_running"] = [total] * len(page.blocks)
    return np.array([columns[name] for name in AROUND], np.float32).T


def _positions(page: Page, headline: int) -> Columns:
    """Return where each block stands from the page's ends, its headline and its densest run of text."""
    count = len(page.blocks)
    start, end = _dense_run(page.blocks, page.running)
    words = sum(len(own) for own in page.tokens[start : end + 1])
    boxed = [reason is not None and reason.startswith("inside") for reason in page.clutter]
    return {
        "index": range(count),
        "position": [index / count for index in range(count)],
        "headline_distance": [index - headline if headline >= 0 else -999 for index in range(count)],
        "after_headline": [headline >= 0 and index > headline for index in range(count)],
        "run_start": range(-start, count - start),
        "run_end": range(-end, count - end),
        "in_run": [start <= index <= end for index in range(count)],
        "run_words": [words] * count,
        "depth": page.depths,
        "clutter_box": boxed,
        "clutter_line": [reason is not None and not in_box for reason, in_box in zip(page.clutter, boxed, strict=True)],
        "page_blocks": [count] * count,
    }


def _cores(page: Page) -> Columns:
    """Return whether each block is inside the elements that hold half and most of the running text, and how deep."""
    found: Columns = {}
    for name, share in (("core50", 0.5), ("core80", 0.8)):
        one = core(page.sums, page.root, share)
        first, last = (page.sums[one].first, page.sums[one].last) if one in page.sums else (0, -1)
        depth = sum(1 for _ in one.iterancestors())
        found[name] = [first <= index <= last for index in range(len(page.blocks))]
        found[f"{name}_depth"] = [
            own - depth if first <= index <= last else -1 for index, own in enumerate(page.depths)
        ]
    return found


def _said_elsewhere(page: Page) -> Columns:
    """Return how much of each block stands elsewhere on the page and in what the page says of itself."""
    same = Counter([block.text for block in page.blocks])
    repeated, before = _repeated(page.pieces)
    return {
        "same_text": [same[block.text] for block in page.blocks],
        "repeated": repeated,
        "repeated_before": before,
        "common": _common(page.tokens, page.running),
        "description": _foreign(page.pieces, page.hints.description),
        "article_body": _foreign(page.pieces, page.hints.article_body),
        "has_body": [len(page.hints.article_body or "") / 5] * len(page.blocks),
    }


def _of_places(page: Page) -> Columns:
    """Return what all blocks at the place of each block look like."""
    places: dict[str, list[float]] = {}
    for block, own, runs in zip(page.blocks, page.tokens, page.running, strict=True):
        place = places.setdefault(block.place, [0.0, 0.0, 0.0, 0.0, 0.0])
        place[0] += 1
        place[1] += len(own)
        place[2] += block.link_chars
        place[3] += runs
        place[4] += len(block.text)
    words = max(1, sum(map(len, page.tokens)))
    rows = [places[block.place] for block in page.blocks]
    return {
        "same_place": [place[0] for place in rows],
        "place_words": [place[1] / place[0] for place in rows],
        "place_links": [place[2] / max(1.0, place[4]) for place in rows],
        "place_running": [place[3] / place[0] for place in rows],
        "place_share": [place[1] / words for place in rows],
    }


def _before_and_after(page: Page) -> Columns:
    """Return how many words, and which share of the running words, stand before and after each block."""
    words = [len(own) for own in page.tokens]
    running = [own * runs for own, runs in zip(words, page.running, strict=True)]
    all_words, all_running = sum(words), max(1, sum(running))
    before, running_before = list(accumulate(words, initial=0)), list(accumulate(running, initial=0))
    return {
        "page_words": [all_words] * len(words),
        "words_before": before[:-1],
        "words_after": [all_words - done for done in before[1:]],
        "running_before": [done / all_running for done in running_before[:-1]],
        "running_after": [(running_before[-1] - done) / all_running for done in running_before[1:]],
    }


def _of_holders(page: Page, total: float) -> Columns:
    """Return what the three elements around each block hold."""
    holders, nowhere = _holders(page.sums, total), (0.0, 0.0, 0)
    at: list[Element | None] = [block.element for block in page.blocks]
    found: Columns = {}
    for number in (1, 2, 3):
        at = [one if one is page.root or one is None else page.outer[one] for one in at]
        held = [holders.get(one, nowhere) for one in at]
        for position, name in enumerate(("running", "links", "blocks")):
            found[f"c{number}_{name}"] = [row[position] for row in held]
    return found


def _holders(sums: dict[Element, Sums], total: float) -> dict[Element, tuple[float, float, int]]:
    """Return what each element holds: share of the running text, share of linked text, blocks."""
    return {
        element: (entry.running / total, entry.linked / max(1.0, entry.linked + entry.plain), entry.blocks)
        for element, entry in sums.items()
    }
