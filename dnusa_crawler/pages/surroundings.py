"""Which blocks stand around an article: beside its headline, at its end. Sidebars, teasers and comments are not among them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import attrs

from archive import PassageKind

if TYPE_CHECKING:
    from .blocks import Block

#: Blocks before the headline that may hold date or section.
BEFORE_HEADLINE: Final = 5
#: Blocks after it (menus of shares and pictures stand between).
AFTER_HEADLINE: Final = 22
#: Blocks before the body where no headline is shown.
BEFORE_BODY: Final = 10
#: Blocks after the body that may hold "Penulis: …", initials, an author's box.
AFTER_BODY: Final = 14
#: Blocks after the body that are searched for a name only.
LATER: Final = 60
#: Prose of so many characters ends the region below a headline, the second time.
_PROSE_CHARS: Final = 180


@attrs.frozen(kw_only=True)
class Surroundings:
    """The blocks around one article."""

    #: Beside the headline, in the page's order; not prose.
    near: tuple[Block, ...]
    #: The last blocks of the body, the last first.
    closing: tuple[Block, ...]
    #: What follows the body, up to the next article or list.
    after: tuple[Block, ...]
    #: Text of what stands below: authors' boxes repeat names.
    later: str = attrs.field(default="", repr=False)


def headings(blocks: Sequence[Block], body_blocks: Sequence[Block], heading: Block | None) -> list[Block]:
    """Return the headings up to the first paragraphs of the body."""
    last = body_blocks[0].index if body_blocks else (heading.index if heading else len(blocks))
    return [block for block in blocks[: last + 3] if block.kind is PassageKind.HEADING and not block.is_hidden][-40:]


def around(
    blocks: Sequence[Block], body_blocks: Sequence[Block], headline: Block | None, *, is_main: bool
) -> Surroundings:
    """Return the blocks around an article.

    Args:
        blocks: All blocks of the page.
        body_blocks: The article's own.
        headline: The block that shows its headline.
        is_main: False for a second article: nothing before its headline is its own.
    """
    kept = {block.index for block in body_blocks}
    first = body_blocks[0].index if body_blocks else None
    begin, end = 0, 0
    if headline is not None and (first is None or headline.index <= first + 3):
        begin = headline.index + 1 if not is_main else max(0, headline.index - BEFORE_HEADLINE)
        end = headline.index + 1 + AFTER_HEADLINE
        if first is not None and first < end:
            end = min(len(blocks), max(first + 10, headline.index + 6))
    elif first is not None:
        begin, end = max(0, first - BEFORE_BODY), first + 6
    spans = [range(begin, min(end, len(blocks)))]
    if first is not None and is_main and end and first > end:
        spans.append(range(max(end, first - BEFORE_BODY), min(first + 4, len(blocks))))
    near: list[Block] = []
    prose = 0
    for span in spans:
        for index in span:
            block = blocks[index]
            if len(block.text) > _PROSE_CHARS and (index in kept or not kept):
                prose += 1
                if prose > 1:
                    break
            if block is not headline and not block.is_hidden and len(block.text) <= 260:
                near.append(block)
    last = body_blocks[-1].index if body_blocks else len(blocks)
    return Surroundings(
        near=tuple(near),
        closing=tuple(reversed(body_blocks[-3:])),
        after=_after(blocks, body_blocks),
        later="\n".join(block.text for block in blocks[last + 1 : last + 1 + LATER]),
    )


def _after(blocks: Sequence[Block], body_blocks: Sequence[Block]) -> tuple[Block, ...]:
    if not body_blocks:
        return ()
    last = body_blocks[-1].index
    found: list[Block] = []
    for block in blocks[last + 1 : last + 1 + AFTER_BODY]:
        # A heading of some length begins the next article or a list of teasers; a short one may be an author's name.
        if block.kind is PassageKind.HEADING and len(block.text) > 40:
            break
        if not block.is_hidden:
            found.append(block)
    return tuple(found)
