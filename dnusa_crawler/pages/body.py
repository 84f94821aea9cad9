"""Decide which blocks of a page are the body of its article."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from archive import PassageKind
from dnusa_crawler.pages import witnesses
from dnusa_crawler.pages.features import Hints

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dnusa_crawler.pages.blocks import Block, Element

__all__ = ["Choice", "Hints", "choose"]

#: A caption or embed this many blocks before the body's first block is its own (the lead picture).
_BEFORE_BODY = 4


@attrs.define(slots=True)
class Choice:
    """The decision on one block."""

    kept: bool
    witness: str
    reason: str


def choose(
    blocks: Sequence[Block],
    tree: Element,
    *,
    hints: Hints,
    clutter: Sequence[str | None],
    scope: frozenset[int] | None = None,
) -> list[Choice]:
    """Return the decision on each block, in order.

    Args:
        blocks: All blocks of the page.
        tree: The page's tree, unchanged since the blocks were read from it.
        hints: What the page says of itself.
        clutter: For each block why it is clutter, or None.
        scope: The only blocks that may be body, where a person's rule says so.
    """
    _ = hints
    shares = witnesses.shares(blocks, witnesses.trafilatura_text(tree))
    choices = []
    for block, share, reason in zip(blocks, shares, clutter, strict=True):
        if scope is not None:
            kept = block.index in scope and reason is None
            choices.append(Choice(kept=kept, witness="site file", reason="in the body the site file names"))
        elif reason is not None:
            choices.append(Choice(kept=False, witness="clutter", reason=reason))
        else:
            choices.append(Choice(kept=share > 0.5, witness="trafilatura", reason=f"{share:.0%} of its words found"))
    _asides(blocks, choices, clutter)
    return choices


def _asides(blocks: Sequence[Block], choices: list[Choice], clutter: Sequence[str | None]) -> None:
    """Keep captions and embeds where the body is, and only there."""
    kept = [
        block.index
        for block, choice in zip(blocks, choices, strict=True)
        if choice.kept and block.kind not in {PassageKind.CAPTION, PassageKind.EMBED}
    ]
    first, last = (kept[0] - _BEFORE_BODY, kept[-1]) if kept else (0, -1)
    for block, choice, reason in zip(blocks, choices, clutter, strict=True):
        if block.kind in {PassageKind.CAPTION, PassageKind.EMBED}:
            choice.kept = first <= block.index <= last and reason is None and not block.is_hidden
            choice.witness = "place"
            choice.reason = "inside the body" if choice.kept else reason or "outside the body"
