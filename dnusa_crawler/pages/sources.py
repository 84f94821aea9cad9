"""Find the lists of links that belong to the story: its documents, sources and places, on other sites.

A list whose every line is a link looks like one of other articles, and no number that the models see tells where its
links lead. Lists of other articles lead to the site itself. A list right below a paragraph of the story whose lines
lead elsewhere, and of which the models are not sure, is the story's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from archive import PassageKind

from . import clutter_site, hosts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .blocks import Block, Element

#: Lines that make a list, and their mean chance of being body from which on it is kept.
LEAST_LINES: Final = 2
LEAST_CHANCE: Final = 0.2
#: Share of a line's characters that stand in links.
_LINKED: Final = 0.8


def sources(
    blocks: Sequence[Block], chances: Sequence[float], kept: Sequence[bool], clutter: Sequence[str | None], url: str
) -> list[int]:
    """Return the items of lists that are the story's, by where they lead.

    Args:
        blocks: All blocks of the page.
        chances: How likely each is body.
        kept: Whether each is taken for body so far.
        clutter: For each block why it is clutter, or None.
        url: The page's address; without one nobody knows which links lead elsewhere.
    """
    home = hosts.site(url)
    items = [block for block in blocks if block.kind is PassageKind.ITEM]
    if not home or not any(chances[block.index] >= LEAST_CHANCE and not kept[block.index] for block in items):
        return []
    lists: dict[Element, list[int]] = {}
    for block in items:
        lists.setdefault(block.element.getparent(), []).append(block.index)
    found: list[int] = []
    for lines in lists.values():
        before = lines[0] - 1
        if len(lines) < LEAST_LINES or before < 0 or not kept[before] or all(kept[index] for index in lines):
            continue
        if sum(chances[index] for index in lines) < LEAST_CHANCE * len(lines):
            continue
        if all(clutter[index] is None and _leads_away(blocks[index], home) for index in lines):
            found += lines
    return found


def _leads_away(block: Block, home: str) -> bool:
    """Say whether a line is links to other sites, none of them one of the services that every page links to."""
    if not block.links or block.link_chars < _LINKED * len(block.text):
        return False
    sites = [hosts.site(href) for href, _ in block.links]
    return all(site not in {"", home} and not clutter_site.platform().search(site) for site in sites)
