"""The lines of a block as a reader sees them: what ``<br>`` sets apart and the block's text joins.

"Senin, 24/03/2025<br><b>Headline</b><br>Laporan: Vina Amalia" is one block; its lines are a date, a headline and a byline.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import attrs

from .blocks import fold

if TYPE_CHECKING:
    from .blocks import Block

#: Limits against hostile pages; a block beside a headline has some five lines.
_MAX_LINES: Final = 40
_MAX_NODES: Final = 400
_INLINE: Final = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "dfn",
        "em",
        "font",
        "i",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "ins",
        "del",
    ]
)


def lines_of(block: Block) -> list[Block]:
    """Return the lines of a block, each as a block of its own; the block itself where it has but one.

    Links go to the line that holds their text.
    """
    element = block.element
    if element is None or next(element.iter("br"), None) is None:
        return [block]
    found = _lines(element)
    wanted = block.text
    for start in range(len(found)):
        joined = ""
        for stop in range(start, len(found)):
            joined = f"{joined} {found[stop]}" if joined else found[stop]
            if joined == wanted and stop > start:
                return [
                    attrs.evolve(block, text=line, links=tuple(link for link in block.links if link[1] in line))
                    for line in found[start : stop + 1]
                ]
            if not wanted.startswith(joined):
                break
    return [block]


def _lines(element: Any) -> list[str]:
    """Return the folded text of an element, cut at ``<br>`` and where an element that breaks lines begins or ends."""
    pieces: list[str] = []
    lines: list[str] = []
    count = 0

    def end() -> None:
        if line := fold("".join(pieces)):
            lines.append(line)
        pieces.clear()

    stack: list[tuple[Any, bool]] = [(element, False)]
    while stack and len(lines) < _MAX_LINES and count < _MAX_NODES:
        node, is_left = stack.pop()
        count += 1
        is_inline = node.tag in _INLINE or node is element
        if is_left:
            if not is_inline:
                end()
            if node is not element:
                pieces.append(node.tail or "")
            continue
        if not is_inline:
            end()
        stack.append((node, True))
        if isinstance(node.tag, str) and node.tag not in ("script", "style"):
            pieces.append(node.text or "")
            stack += [(child, False) for child in reversed(list(islice(node, _MAX_NODES)))]
    end()
    return lines
