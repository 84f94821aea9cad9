"""Decide which blocks of a page are the body of its article."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from archive import PassageKind
from dnusa_crawler.pages import witnesses

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dnusa_crawler.pages.blocks import Block, Element


@attrs.define(slots=True)
class Choice:
    """The decision on one block."""

    kept: bool
    witness: str
    reason: str


def choose(blocks: Sequence[Block], tree: Element, clutter: Sequence[str | None]) -> list[Choice]:
    """Return the decision on each block, in order."""
    shares = witnesses.shares(blocks, witnesses.trafilatura_text(tree))
    choices = []
    for block, share, reason in zip(blocks, shares, clutter, strict=True):
        if block.kind is PassageKind.EMBED:
            choices.append(Choice(kept=False, witness="model", reason="embed"))
        elif reason is not None:
            choices.append(Choice(kept=False, witness="clutter", reason=reason))
        else:
            choices.append(Choice(kept=share > 0.5, witness="trafilatura", reason=f"{share:.0%} of its words found"))
    return choices
