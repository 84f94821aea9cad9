"""Measure the blocks of a page: numbers from which a model can tell body from the rest.

Nothing here knows a site or a language. The numbers say what a block looks like, what the names around it say, how
much running text its places hold, what stands before and after it, and what other witnesses in the page itself say.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import attrs
import numpy as np
from numpy.typing import NDArray

from archive import PassageKind
from dnusa_crawler.pages import witnesses
from dnusa_crawler.pages.nearness import GROUPS, TAGS, Surroundings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dnusa_crawler.pages.blocks import Block, Element

Matrix = NDArray[np.float32]

_KINDS: Final = {kind: number for number, kind in enumerate(PassageKind)}
_SENTENCE_END: Final = re.compile(r"[.!?…。！？।॥؟۔։](?:[\"'”’»)\]\s]|\[\d+\])*$")
#: Texts up to this length are remembered between pages.
_SHORT_CHARS: Final = 120
_DIGIT: Final = re.compile(r"\d")
_DATE: Final = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[:.]\d\d\b")


def _names(text: str) -> list[str]:
    """Return the column names of a list written as one string."""
    return text.split()


@attrs.frozen(kw_only=True)
class Hints:
    """What other parts of the reader know of a page before its body is chosen."""

    #: Headlines the page claims.
    headlines: tuple[str, ...] = ()
    description: str | None = None
    article_body: str | None = None


@attrs.frozen(slots=True)
class _Words:
    """What can be said of a text without its block."""

    tokens: list[str]
    runs: list[tuple[str, ...]]
    #: The columns from ``sentence`` on.
    looks: tuple[float, ...]


def _read_words(text: str) -> _Words:
    """Read a text; short ones repeat from page to page of a site."""
    return _read_short(text) if len(text) <= _SHORT_CHARS else _read_text(text)


def _read_text(text: str) -> _Words:
    tokens = witnesses.words(text)
    return _Words(tokens, witnesses.runs(tokens), _text_looks(text, tokens))


_read_short = lru_cache(maxsize=2048)(_read_text)


def _text_looks(text: str, tokens: list[str]) -> tuple[float, ...]:
    """Return what a text looks like by itself."""
    count = max(1, len(tokens))
    first = text[:1]
    return (
        bool(_SENTENCE_END.search(text[-8:])),
        text.endswith(":"),
        first.islower(),
        first.isdigit(),
        first in "\"'“‘«„「『",
        (text.count(",") + text.count("、") + text.count("،")) / count,
        (text.count(". ") + text.count("? ") + text.count("! ") + text.count("。")),
        sum(map(str.isupper, [token[0] for token in tokens])) / count,
        sum(map(str.isdigit, tokens)) / count,
        sum(map(len, tokens)) / count,
        sum(map((4).__gt__, map(len, tokens))) / count,
        text.isupper(),
        "@" in text or "http" in text or "www." in text,
        "©" in text or "(c)" in text.lower(),
        text.endswith("?"),
        len(_DATE.findall(text[:400])) if _DIGIT.search(text) else 0,
        text.count("|") + text.count("•") + text.count("·") + text.count("»") + text.count("/"),
        text.count('"') + text.count("“") + text.count("„") + text.count("«"),
    )


def _looks(block: Block, words: _Words) -> tuple[float, ...]:
    """Return what a block looks like by itself."""
    chars = len(block.text)
    return (
        _KINDS[block.kind],
        block.level,
        len(words.tokens),
        chars,
        block.link_chars / max(1, chars),
        len(block.links),
        block.is_bold,
        block.is_hidden,
        *words.looks,
    )


LOOKS: Final = _names(
    "kind level words chars link_density links bold hidden sentence colon lower digit_first quote_first commas "
    "sentences upper_words digit_words word_chars short_words all_upper address copyright question dates bars "
    "quotes"
)


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


def _sums(
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


AROUND: Final = _names(
    "index position headline_distance after_headline run_start run_end in_run core50 core80 core50_depth "
    "core80_depth same_text same_place place_words place_links place_running place_share repeated description "
    "article_body c1_running c1_links c1_blocks c2_running c2_links c2_blocks c3_running c3_links c3_blocks depth "
    "clutter_box clutter_line page_blocks page_words page_running has_body words_before words_after "
    "running_before running_after run_words repeated_before common top_headings article_number headline_article"
)


def _around(
    blocks: Sequence[Block],
    texts: list[_Words],
    root: Element,
    *,
    hints: Hints,
    clutter: Sequence[str | None],
    depths: list[int],
    outer: dict[Element, Element | None],
    sums: dict[Element, Sums],
    running: list[bool],
) -> list[tuple[float, ...]]:
    """Return where each block stands on its page."""
    total = max(1.0, sums[root].running if root in sums else 1.0)
    cores = [core(sums, root, share) for share in (0.5, 0.8)]
    inside = [(sums[one].first, sums[one].last) if one in sums else (0, -1) for one in cores]
    core_depths = [sum(1 for _ in one.iterancestors()) for one in cores]
    run_start, run_end = _dense_run(blocks, running)
    headline = headline_index(blocks, hints)
    tokens, pieces = [words.tokens for words in texts], [words.runs for words in texts]
    same_text = Counter([block.text for block in blocks])
    places: dict[str, list[float]] = {}
    words_before, before = [], 0
    running_before, run_before = [], 0
    for block, own, runs in zip(blocks, tokens, running, strict=True):
        place = places.setdefault(block.place, [0.0, 0.0, 0.0, 0.0, 0.0])
        place[0] += 1
        place[1] += len(own)
        place[2] += block.link_chars
        place[3] += runs
        place[4] += len(block.text)
        words_before.append(before)
        before += len(own)
        running_before.append(run_before)
        run_before += len(own) * runs
    repeated, repeated_before = _repeated(pieces)
    common = _common(tokens, running)
    articles = _articles(blocks, headline)
    description = _foreign(pieces, hints.description)
    article_body = _foreign(pieces, hints.article_body)
    run_words = sum(len(own) for own in tokens[run_start : run_end + 1])
    has_body = len(hints.article_body or "") / 5
    count = len(blocks)
    holders = _holders(sums, total)
    nowhere = (0.0, 0.0, 0)
    (first50, last50), (first80, last80) = inside
    rows: list[tuple[float, ...]] = []
    for index, block in enumerate(blocks):
        words = len(tokens[index])
        place = places[block.place]
        one = outer[block.element] if block.element is not root else root
        two = outer[one] if one is not None and one is not root else one
        three = outer[two] if two is not None and two is not root else two
        reason = clutter[index]
        in_box = reason is not None and reason.startswith("inside")
        rows.append((
            index,
            index / count,
            index - headline if headline >= 0 else -999,
            headline >= 0 and index > headline,
            index - run_start,
            index - run_end,
            run_start <= index <= run_end,
            first50 <= index <= last50,
            first80 <= index <= last80,
            depths[index] - core_depths[0] if first50 <= index <= last50 else -1,
            depths[index] - core_depths[1] if first80 <= index <= last80 else -1,
            same_text[block.text],
            place[0],
            place[1] / place[0],
            place[2] / max(1.0, place[4]),
            place[3] / place[0],
            place[1] / max(1, before),
            repeated[index],
            description[index],
            article_body[index],
            *holders.get(one, nowhere),
            *holders.get(two, nowhere),
            *holders.get(three, nowhere),
            depths[index],
            in_box,
            reason is not None and not in_box,
            count,
            before,
            total,
            has_body,
            words_before[index],
            before - words_before[index] - words,
            running_before[index] / max(1, run_before),
            (run_before - running_before[index] - words * running[index]) / max(1, run_before),
            run_words,
            repeated_before[index],
            common[index],
            *articles[index],
        ))  # fmt: skip
    return rows


def _holders(sums: dict[Element, Sums], total: float) -> dict[Element, tuple[float, float, int]]:
    """Return what each element holds: share of the running text, share of linked text, blocks."""
    return {
        element: (entry.running / total, entry.linked / max(1.0, entry.linked + entry.plain), entry.blocks)
        for element, entry in sums.items()
    }


#: Columns of the neighbours that a block is shown, and how far away they may stand.
_SEEN_OF_NEIGHBOURS: Final = ("kind", "words", "link_density", "sentence", "same_place")
_OFFSETS: Final = (-3, -2, -1, 1, 2, 3)
_WINDOWS: Final = (2, 5, 10)

NAMES: Final = (
    *LOOKS,
    *AROUND,
    *(f"near_{group}" for group in GROUPS),
    *(f"in_{tag}" for tag in TAGS),
    *(f"{name}{offset:+d}" for offset in _OFFSETS for name in _SEEN_OF_NEIGHBOURS),
    *(f"{name}_win{width}" for width in _WINDOWS for name in ("plain", "linked")),
    *(f"same_place{offset:+d}" for offset in (-1, 1)),
)

COLUMN: Final = {name: number for number, name in enumerate(NAMES)}


@attrs.frozen(kw_only=True)
class Measured:
    """The numbers of one page."""

    #: One row for each block; the columns are :data:`NAMES`.
    matrix: Matrix
    #: Text below each element that holds a block.
    sums: dict[Element, Sums]
    root: Element
    #: Words of each block; 0 for captions and embeds, which are no text.
    words: NDArray[np.float64]
    #: False for captions and embeds.
    is_text: NDArray[np.bool_]

    def column(self, name: str) -> NDArray[np.float32]:
        """Return one column."""
        column: NDArray[np.float32] = self.matrix[:, COLUMN[name]]
        return column


def measure(blocks: Sequence[Block], root: Element, *, hints: Hints, clutter: Sequence[str | None]) -> Measured:
    """Measure every block of a page."""
    texts = [_read_words(block.text) for block in blocks]
    above = Surroundings()
    places = [above.of(block.element) for block in blocks]
    running = [is_running(block) for block in blocks]
    sums = _sums(blocks, running, above.outer)
    looks = np.array([_looks(block, words) for block, words in zip(blocks, texts, strict=True)], np.float32)
    around = np.array(
        _around(
            blocks, texts, root, hints=hints, clutter=clutter, depths=[depth for _, depth in places],
            outer=above.outer, sums=sums, running=running,
        ),
        np.float32,
    )  # fmt: skip
    near = np.frombuffer(b"".join([near for near, _ in places]), np.int8).reshape(len(blocks), -1)
    base = np.hstack([looks, around, near.astype(np.float32)])
    is_text = np.array([block.kind not in {PassageKind.CAPTION, PassageKind.EMBED} for block in blocks])
    return Measured(
        matrix=np.hstack([base, _neighbours(base, [block.place for block in blocks])]),
        sums=sums,
        root=root,
        words=np.array([len(words.tokens) for words in texts], np.float64) * is_text,
        is_text=is_text,
    )


def _neighbours(base: Matrix, places: list[str]) -> Matrix:
    """Return what stands before and after each block."""
    count = len(base)
    names = (*LOOKS, *AROUND)
    columns = [names.index(name) for name in _SEEN_OF_NEIGHBOURS]
    seen = base[:, columns]
    padded = np.vstack([np.full((3, len(columns)), -1, np.float32), seen, np.full((3, len(columns)), -1, np.float32)])
    parts = [padded[3 + offset : 3 + offset + count] for offset in _OFFSETS]
    words, density = base[:, names.index("words")], base[:, names.index("link_density")]
    for width in _WINDOWS:
        for values in (words * (1 - density), words * density):
            sums = np.concatenate([[0.0], np.cumsum(values)])
            low = np.maximum(np.arange(count) - width, 0)
            high = np.minimum(np.arange(count) + width + 1, count)
            parts.append(((sums[high] - sums[low]) / (2 * width + 1))[:, None].astype(np.float32))
    same = np.array([one == other for one, other in pairwise(places)], np.float32)
    parts.append(np.concatenate([[0.0], same])[:count, None].astype(np.float32))
    parts.append(np.concatenate([same, [0.0]])[:count, None].astype(np.float32))
    return np.hstack(parts)
