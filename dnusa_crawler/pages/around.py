"""Measure where the blocks of a page stand: from its ends, its headline, its densest text, and among their like.

Each number is a column named in :data:`AROUND`, in the order the models learned them.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from itertools import chain, compress
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

import attrs
import numpy as np
from numpy.typing import NDArray

from archive import PassageKind
from dnusa_crawler.pages.blocks import NEVER_RUNNING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dnusa_crawler.pages.blocks import Block, Element
    from dnusa_crawler.pages.holders import Holders
    from dnusa_crawler.pages.runs import Runs

Numbers = NDArray[np.float64]

#: Characters of another text that are compared.
_MAX_FOREIGN: Final = 200_000
#: Words of running text that count as common.
_COMMONEST: Final = 30


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
        and block.kind not in NEVER_RUNNING
    )


def _core(holders: Holders, running: Numbers, share: float) -> int:
    """Return the deepest element that still holds *share* of the running text of its parent, all the way down."""
    at = holders.root
    while at >= 0 and (need := share * running[at]) > 0:
        inner = np.flatnonzero((holders.outer == at) & (running >= need))
        if len(inner) != 1:
            break
        at = int(inner[0])
    return at


def _dense_run(blocks: Sequence[Block], plain: list[float], running: list[bool]) -> tuple[int, int]:
    """Return first and last index of the run of blocks with the most running text, gaps counted against it."""
    best = (0.0, 0, -1)
    total, start = 0.0, 0
    for block, chars, runs in zip(blocks, plain, running, strict=True):
        if total <= 0:
            total, start = 0.0, block.index
        if runs:
            total += min(1000, chars)
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
        if block.kind is PassageKind.HEADING:
            if any(same_words(block.text, headline) for headline in hints.headlines):
                return block.index
            if first_h1 < 0 and block.level == 1 and len(block.text) > 15:
                first_h1 = block.index
    return first_h1


def _foreign(runs: Runs, text: str | None) -> Numbers:
    """Return for each block the share of its words' runs that stand in another text; -1 without one."""
    found = runs.within(text[:_MAX_FOREIGN]) if text else None
    return np.full(len(runs.words), -1.0) if found is None else found


def _common(page: Page) -> Numbers:
    """Return for each block the share of its words that are among the commonest of the page's running text.

    These are the small words of the page's own language: sentences have them, lists of names and links do not.
    """
    running = compress(page.tokens, page.running.tolist())
    counts = Counter(map(str.lower, chain.from_iterable(running)))
    most = sorted(counts.items(), key=itemgetter(1), reverse=True)[:_COMMONEST]
    return page.runs.among([word for word, _ in most if word.isalpha()])


def _articles(blocks: Sequence[Block], headline: int) -> Columns:
    """Return for each block: headings of level 1 so far, number of its <article>, whether the headline shares it."""
    homes: dict[Element, int] = {}
    order: dict[Element, int] = {}
    numbers, levels = [], []
    seen = 0
    for block in blocks:
        if block.level == 1 and block.kind is PassageKind.HEADING:
            seen += 1
        number = homes.get(block.container)
        if number is None:
            container = block.container
            own = container is not None and container.tag == "article"
            home = container if own or container is None else next(container.iterancestors("article"), None)
            number = homes[container] = -1 if home is None else order.setdefault(home, len(order))
        levels.append(seen)
        numbers.append(number)
    article = np.array(numbers)
    mine = article[headline] if headline >= 0 else -2
    return {"top_headings": np.array(levels), "article_number": article, "headline_article": article == mine}


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


@attrs.frozen(kw_only=True, eq=False)
class Page:
    """What the numbers of a page's blocks are made from."""

    blocks: Sequence[Block]
    #: Words of each block, and the runs of words of all of them.
    tokens: Sequence[Sequence[str]]
    runs: Runs
    #: Whether each block is running text.
    running: NDArray[np.bool_]
    #: The elements around the blocks.
    holders: Holders
    hints: Hints
    #: For each block why it is clutter, or None.
    clutter: Sequence[str | None]

    def __len__(self) -> int:
        return len(self.blocks)


#: A number for each block, or one for all of them.
Columns = dict[str, "NDArray[Any] | float"]


def around(page: Page) -> NDArray[np.float32]:
    """Return where each block stands on its page; the columns are :data:`AROUND`."""
    headline = headline_index(page.blocks, page.hints)
    chars = np.array([len(block.text) for block in page.blocks], np.float64)
    linked = np.array([block.link_chars for block in page.blocks], np.float64)
    running = page.holders.below((chars - linked) * page.running)
    total = max(1.0, float(running[page.holders.root])) if page.holders.root >= 0 else 1.0
    columns = {
        **_positions(page, headline, chars - linked), **_cores(page, running), **_said_elsewhere(page),
        **_of_places(page, chars, linked), **_before_and_after(page),
        **_of_holders(page.holders, running / total, chars, linked), **_articles(page.blocks, headline),
        "page_running": total,
    }  # fmt: skip
    found = np.empty((len(page), len(AROUND)), np.float32)
    for number, name in enumerate(AROUND):
        found[:, number] = columns[name]
    return found


def _positions(page: Page, headline: int, plain: Numbers) -> Columns:
    """Return where each block stands from the page's ends, its headline and its densest run of text."""
    count = len(page)
    index = np.arange(count)
    start, end = _dense_run(page.blocks, plain.tolist(), page.running.tolist())
    boxed = [reason is not None and reason.startswith("inside") for reason in page.clutter]
    lines = [reason is not None and not in_box for reason, in_box in zip(page.clutter, boxed, strict=True)]
    return {
        "index": index,
        "position": index / count,
        "headline_distance": index - headline if headline >= 0 else -999,
        "after_headline": (index > headline) & (headline >= 0),
        "run_start": index - start,
        "run_end": index - end,
        "in_run": (start <= index) & (index <= end),
        "run_words": page.runs.words[start : end + 1].sum(),
        "depth": page.holders.depth[page.holders.of_block],
        "clutter_box": np.array(boxed),
        "clutter_line": np.array(lines),
        "page_blocks": count,
    }


def _cores(page: Page, running: Numbers) -> Columns:
    """Return whether each block is inside the elements that hold half and most of the running text, and how deep."""
    found: Columns = {}
    index = np.arange(len(page))
    holders = page.holders
    for name, share in (("core50", 0.5), ("core80", 0.8)):
        one = _core(holders, running, share)
        inside = (holders.first[one] <= index) & (index <= holders.last[one]) if one >= 0 else index < 0
        deeper = holders.depth[holders.of_block] - holders.depth[one] + 1
        found[name], found[f"{name}_depth"] = inside, np.where(inside, deeper, -1)
    return found


def _said_elsewhere(page: Page) -> Columns:
    """Return how much of each block stands elsewhere on the page and in what the page says of itself."""
    same = Counter([block.text for block in page.blocks])
    repeated, before = page.runs.repeated()
    return {
        "same_text": np.array([same[block.text] for block in page.blocks]),
        "repeated": repeated,
        "repeated_before": before,
        "common": _common(page),
        "description": _foreign(page.runs, page.hints.description),
        "article_body": _foreign(page.runs, page.hints.article_body),
        "has_body": len(page.hints.article_body or "") / 5,
    }


def _of_places(page: Page, chars: Numbers, linked: Numbers) -> Columns:
    """Return what all blocks at the place of each block look like."""
    numbers: defaultdict[str, int] = defaultdict(itertools.count().__next__)
    place = np.array([numbers[block.place] for block in page.blocks])
    words = page.runs.words
    blocks = np.bincount(place)
    own = np.bincount(place, words)
    return {
        "same_place": blocks[place],
        "place_words": (own / blocks)[place],
        "place_links": (np.bincount(place, linked) / np.maximum(1.0, np.bincount(place, chars)))[place],
        "place_running": (np.bincount(place, page.running) / blocks)[place],
        "place_share": (own / max(1, int(words.sum())))[place],
    }


def _before_and_after(page: Page) -> Columns:
    """Return how many words, and which share of the running words, stand before and after each block."""
    words = page.runs.words
    running = words * page.running
    before, running_before = np.cumsum(words), np.cumsum(running)
    all_running = max(1, int(running.sum()))
    return {
        "page_words": words.sum(),
        "words_before": before - words,
        "words_after": words.sum() - before,
        "running_before": (running_before - running) / all_running,
        "running_after": (running.sum() - running_before) / all_running,
    }


def _of_holders(holders: Holders, running: Numbers, chars: Numbers, linked: Numbers) -> Columns:
    """Return what the three elements around each block hold: shares of the running and the linked text, blocks."""
    links = holders.below(linked) / np.maximum(1.0, holders.below(chars))
    blocks = holders.last - holders.first + 1
    found: Columns = {}
    at = holders.of_block
    for number in (1, 2, 3):
        # Nothing is above the page itself; what stands outside of it ends at the outermost element.
        at = np.where((at == holders.root) | (at < 0), at, holders.outer[at])
        is_there = at >= 0
        for name, values in (("running", running), ("links", links), ("blocks", blocks)):
            found[f"c{number}_{name}"] = np.where(is_there, values[at], 0)
    return found
