"""Decide which blocks of a page are the body of its article.

A first look at every block by itself and where it stands; where that leaves doubt, another reader is asked and a second
look taken that sees both. Then come the rules that need no model: known clutter, text said twice, comments.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from typing import TYPE_CHECKING, Final

import attrs
import numpy as np

from archive import PassageKind
from dnusa_crawler.pages import appeals, beside, features, likelihood, sources, strangers, witnesses
from dnusa_crawler.pages.around import Hints, headline_index, same_words

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from dnusa_crawler.pages.blocks import Block, Element
    from dnusa_crawler.pages.features import Measured
    from dnusa_crawler.pages.holders import Holders

__all__ = ["Choice", "Hints", "choose", "drop_repetitions", "homes", "open_boxes", "repetitions"]

#: A block is body from this probability on.
KEEP: Final = likelihood.LIKELY
#: A block is said twice when so much of it stands in other kept blocks.
TWICE: Final = 0.9
_TWICE_WORDS: Final = 8
#: No block of which so little stands elsewhere on the page, counting each of its runs, is said twice.
_OFTEN: Final = 0.5
_LIKELY: Final = tuple(f"{percent}% likely" for percent in range(101))
#: So many times makes a refrain.
_LEAST_REFRAIN: Final = 3
_ASIDE: Final = frozenset({PassageKind.CAPTION, PassageKind.EMBED})
#: Rows of a table that must be kept for the rest to follow.
_LEAST_ROWS: Final = 3
#: Words of body that must be left when comments are taken out.
_LEAST_WORDS: Final = 40
#: A caption or embed this many blocks before the body's first block is its own (the lead picture).
_BEFORE_BODY: Final = 4


@attrs.define(slots=True)
class Choice:
    """The decision on one block."""

    kept: bool
    witness: str
    reason: str
    #: How likely the block is body, 0 to 1; 1 where nobody estimated it.
    chance: float = 1.0
    #: Share of its runs of words that stand in another kept block, at most; -1 for a few words, 1 where nobody counted.
    repeated: float = 1.0


def choose(
    blocks: Sequence[Block],
    tree: Element,
    *,
    hints: Hints,
    clutter: Sequence[str | None],
    scope: frozenset[int] | None = None,
    above: Holders | None = None,
    guests: Callable[[frozenset[int]], Collection[int]] = lambda _: (),
    url: str = "",
    names: frozenset[str] = frozenset(),
) -> list[Choice]:
    """Return the decision on each block, in order.

    Args:
        blocks: All blocks of the page.
        tree: The page's tree, unchanged since the blocks were read from it.
        hints: What the page says of itself.
        clutter: For each block why it is clutter, or None.
        scope: The only blocks that may be body, where a person's rule says so.
        above: The elements that hold the blocks, where they are known.
        guests: Says which blocks belong to further articles of the page when these blocks are kept.
        url: The page's address.
        names: What the site calls itself, case folded.
    """
    if not blocks:
        return []
    if scope is not None:
        choices = [
            Choice(
                kept=block.index in scope and reason is None,
                witness="site file",
                reason=reason or "body of the site file",
            )
            for block, reason in zip(blocks, clutter, strict=True)
        ]
    else:
        choices = _modelled(blocks, tree, hints, clutter, above=above, guests=guests, url=url, names=names)
    _asides(blocks, choices, clutter)
    return choices


def _modelled(
    blocks: Sequence[Block],
    tree: Element,
    hints: Hints,
    clutter: Sequence[str | None],
    *,
    above: Holders | None,
    guests: Callable[[frozenset[int]], Collection[int]],
    url: str,
    names: frozenset[str],
) -> list[Choice]:
    measured = features.measure(blocks, hints=hints, clutter=clutter, above=above)
    headline = headline_index(blocks, hints)
    p, witness = likelihood.look(blocks, tree, measured, clutter, guests, headline=headline)
    choices = []
    for block, chance, reason in zip(blocks, p.tolist(), clutter, strict=True):
        if block.kind in _ASIDE:
            choices.append(Choice(kept=False, witness="place", reason="outside the body"))
        elif reason is not None and chance > KEEP:
            choices.append(Choice(kept=False, witness="clutter", reason=reason, chance=chance))
        else:
            choices.append(Choice(chance > KEEP, witness, _LIKELY[round(100 * chance)], chance))
    open_boxes(choices)
    _whole_tables(blocks, choices, clutter)
    for index in sources.sources(blocks, p.tolist(), [choice.kept for choice in choices], clutter, url):
        choices[index] = attrs.evolve(
            choices[index], kept=True, witness="place", reason="in a list of the story's sources"
        )
    _beside(blocks, choices, measured, clutter, headline=headline, url=url, names=names)
    if headline >= 0:
        choices[headline] = Choice(kept=False, witness="place", reason="headline")
        _next_articles(blocks, choices, measured, headline)
    _count_repeated(choices, measured)
    return choices


def open_boxes(choices: Sequence[Choice]) -> None:
    """Keep what the models take for the story in boxes beside it, where there is no story that they are beside.

    Names of boxes mislead: a program that lays out pages may call every part of one a widget or a view.
    """
    if any(choice.kept for choice in choices):
        return
    for choice in choices:
        if choice.chance > KEEP and choice.reason.startswith("box: "):
            choice.kept, choice.reason = True, f"{choice.reason}, but nothing stands outside of boxes"


def _count_repeated(choices: Sequence[Choice], measured: Measured) -> None:
    """Note of each kept block how much of it stands in another; fewer may be kept in the end, but not more."""
    kept = np.array([choice.kept for choice in choices]) & (measured.words >= _TWICE_WORDS)
    # What stands nowhere else on the page stands in no other kept block; most pages have nothing else.
    shares = np.where(kept, measured.column("repeated"), -1)
    if (shares >= _OFTEN).any():
        shares = np.where(kept, measured.runs.repeated_among(kept), -1)
    for choice, share in zip(choices, shares.tolist(), strict=True):
        choice.repeated = share


def _whole_tables(blocks: Sequence[Block], choices: list[Choice], clutter: Sequence[str | None]) -> None:
    """Keep a table whole where most of its rows are kept: the row of its heads is short and looks like nothing."""
    for kind, run in itertools.groupby(blocks, key=lambda block: block.kind):
        if kind is not PassageKind.ROW:
            continue
        for _, rows in itertools.groupby(run, key=lambda row: next(row.element.iterancestors("table"), None)):
            indices = [row.index for row in rows]
            kept = [index for index in indices if choices[index].kept]
            if len(kept) < _LEAST_ROWS or 2 * len(kept) <= len(indices):
                continue
            for index in indices:
                if not choices[index].kept and clutter[index] is None:
                    choices[index] = Choice(kept=True, witness="place", reason="row of a table that is kept")


def _beside(
    blocks: Sequence[Block],
    choices: list[Choice],
    measured: Measured,
    clutter: Sequence[str | None],
    *,
    headline: int,
    url: str,
    names: frozenset[str],
) -> None:
    """Take out what stands beside the story, where a body is left without it."""
    kept = [index for index, choice in enumerate(choices) if choice.kept]
    for name, inside in (
        ("inside comments", beside.comments(blocks, kept, headline)),
        ("inside an appeal for money", appeals.appeals(blocks, kept)),
        ("caption", beside.captions(blocks, kept)),
        ("note on commissions", beside.notices(blocks, kept)),
        ("teaser of another article", beside.teasers(blocks, {index: choices[index].chance for index in kept}, url)),
        ("about the site, not the story", strangers.strangers(blocks, kept, clutter, names=names, url=url)),
    ):
        if inside and sum(measured.words[index] for index in kept if index not in inside) >= _LEAST_WORDS:
            for index in inside:
                choices[index] = Choice(kept=False, witness="clutter", reason=name)
            kept = [index for index in kept if index not in inside]


def _home(block: Block) -> Element | None:
    """Return the article element around a block."""
    if block.container is None:
        return None
    return block.container if block.container.tag == "article" else next(block.container.iterancestors("article"), None)


def _style(block: Block) -> str:
    """Return the class of a block's element without digits: they number what looks alike."""
    return re.sub(r"\d+", "", block.element.get("class") or "")


def _next_articles(blocks: Sequence[Block], choices: list[Choice], measured: Measured, headline: int) -> None:
    """End the body where another article begins: an article element of its own, with a headline set like the first.

    Pages load the next story below the one that was asked for. What follows is for :mod:`.split` to tell apart.
    """
    first, mine = blocks[headline], _home(blocks[headline])
    style = _style(first)
    if mine is None or not style:
        return
    for block in blocks[headline + 1 :]:
        if block.kind is not PassageKind.HEADING or block.level != first.level or _style(block) != style:
            continue
        home = _home(block)
        if home is None or home is mine or mine in home.iterancestors() or same_words(block.text, first.text):
            continue
        number = measured.holders.numbers.get(home)
        start = block.index if number is None else int(measured.holders.first[number])
        kept = [index for index in range(start) if choices[index].kept]
        if sum(measured.words[index] for index in kept) >= _LEAST_WORDS:
            for index in range(start, len(blocks)):
                choices[index] = Choice(kept=False, witness="split", reason="after the headline of another article")
            return


def homes(articles: Sequence[Sequence[Block]]) -> dict[int, int]:
    """Return the number of the article of each block; a second copy of an article counts as that article."""
    found: dict[int, int] = {}
    known: list[set[tuple[str, ...]]] = []
    for number, article in enumerate(articles):
        own = {piece for block in article for piece in witnesses.runs(witnesses.words(block.text))}
        copied = next((n for n, other in enumerate(known) if own and len(own & other) >= TWICE * len(own)), number)
        known.append(own)
        found.update((block.index, copied) for block in article if block.index not in found)
    return found


def repetitions(
    blocks: Sequence[Block], choices: Sequence[Choice], home: Mapping[int, int] | None = None
) -> list[int]:  # fmt: skip
    """Return the kept blocks that stand a second time in the body: pull quotes, a second copy for phones.

    Of each pair it is the less likely one. With *home* (the article of each block), only blocks of one article are
    compared: what the next article below or a teaser says again stays where it is.
    """
    if not any(choice.kept and choice.repeated >= TWICE for choice in choices):
        return []
    pieces: dict[int, set[tuple[int, tuple[str, ...]]]] = {}
    # A second copy is less likely, or not, as a whole: one that lost only its doubtful paragraphs would leave a medley.
    copies: dict[Element, list[float]] = {}
    for block, choice in zip(blocks, choices, strict=True):
        if not choice.kept or choice.repeated < 0 or choice.witness == "site file" or block.kind in _ASIDE:
            continue
        # What stands nowhere else needs no comparing.
        words = witnesses.words(block.text) if choice.repeated else ()
        if len(words) >= _TWICE_WORDS:
            number = home.get(block.index, -1) if home is not None else 0
            pieces[block.index] = {(number, piece) for piece in witnesses.runs(words)}
        if block.index in pieces or not choice.repeated:
            copies.setdefault(block.element.getparent(), []).append(choice.chance)
    for index in _refrains(blocks, pieces):
        del pieces[index]
    counts = Counter(piece for own in pieces.values() for piece in own)
    mean = {element: round(sum(chances) / len(chances), 2) for element, chances in copies.items()}
    found = []
    for index in sorted(
        pieces, key=lambda index: (mean[blocks[index].element.getparent()], choices[index].chance, -index)
    ):
        own = pieces[index]
        if sum(counts[piece] > 1 for piece in own) >= TWICE * len(own) and not _is_echo(blocks, index, pieces):
            counts.subtract(own)
            found.append(index)
    return found


def _refrains(blocks: Sequence[Block], pieces: Mapping[int, set[tuple[int, tuple[str, ...]]]]) -> list[int]:
    """Return the blocks that say the same again and again, set alike, with other text between them.

    A question put to everybody who is interviewed, the line below each thing of a list: no copy is made three times.
    """
    order = {index: number for number, index in enumerate(sorted(pieces))}
    alike: dict[tuple[str, frozenset[tuple[int, tuple[str, ...]]]], list[int]] = {}
    for index in order:
        alike.setdefault((blocks[index].place, frozenset(pieces[index])), []).append(index)
    return [
        index
        for indices in alike.values()
        if len(indices) >= _LEAST_REFRAIN
        and all(order[later] - order[former] > 1 for former, later in itertools.pairwise(indices))
        for index in indices
    ]


def _is_echo(blocks: Sequence[Block], index: int, pieces: Mapping[int, set[tuple[int, tuple[str, ...]]]]) -> bool:
    """Say whether a paragraph says a part of another again that is set just like it, in the same element.

    A pull quote is set apart and a second copy stands in a place of its own. This is how the story was written.
    """
    block, own = blocks[index], pieces[index]
    if block.kind is not PassageKind.PARAGRAPH:
        return False
    return any(
        other != index
        and len(theirs) > len(own)
        and blocks[other].kind is PassageKind.PARAGRAPH
        and blocks[other].place == block.place
        and blocks[other].element is not block.element
        and blocks[other].element.getparent() is block.element.getparent()
        and len(own & theirs) >= TWICE * len(own)
        for other, theirs in pieces.items()
    )


def drop_repetitions(
    blocks: Sequence[Block], choices: list[Choice], home: Mapping[int, int], *, clutter: Sequence[str | None]
) -> None:
    """Take out of each article what it says twice."""
    for index in repetitions(blocks, choices, home):
        choices[index] = Choice(kept=False, witness="repetition", reason="stands elsewhere in the body")
    _asides(blocks, choices, clutter)


def _asides(blocks: Sequence[Block], choices: list[Choice], clutter: Sequence[str | None]) -> None:
    """Keep captions and embeds where the body is, and only there."""
    kept = [
        block.index for block, choice in zip(blocks, choices, strict=True) if choice.kept and block.kind not in _ASIDE
    ]
    first, last = (kept[0] - _BEFORE_BODY, kept[-1]) if kept else (0, -1)
    for block, choice, reason in zip(blocks, choices, clutter, strict=True):
        if block.kind in _ASIDE:
            choice.kept = first <= block.index <= last and reason is None and not block.is_hidden
            choice.witness = "place"
            choice.reason = "inside the body" if choice.kept else reason or "outside the body"
