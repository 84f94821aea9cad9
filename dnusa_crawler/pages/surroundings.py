"""Which blocks stand around an article: beside its headline, at its end. Sidebars, teasers and comments are not among them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import attrs

from archive import PassageKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .blocks import Block

#: Blocks before the headline that may hold date or section.
BEFORE_HEADLINE: Final = 5
#: Elements around a headline that make one box with it.
HEADLINE_LEVELS: Final = 4
#: Blocks after it (menus of shares and pictures stand between).
AFTER_HEADLINE: Final = 22
#: How far inside the body a headline may stand (below a standfirst).
INSIDE_BODY: Final = 8
#: Blocks before the body where no headline is shown.
BEFORE_BODY: Final = 10
#: Blocks after the body that may hold "Penulis: …", initials, an author's box.
AFTER_BODY: Final = 14
#: Blocks at the end of the body that may be byline or initials.
CLOSING: Final = 5
#: Blocks after the body that are searched for a name only.
LATER: Final = 60
#: The second block of prose of so many characters ends the region below a headline.
_PROSE_CHARS: Final = 180
#: A line of the body that may be a byline is shorter and does not end as a sentence does.
_LINE_CHARS: Final = 100
_MAX_NEAR_CHARS: Final = 260
_MAX_ANCESTORS: Final = 200

_FOREIGN_TAGS: Final = frozenset({"aside", "nav", "footer"})
_FOREIGN: Final = re.compile(
    r"(?:^|[\s_-])(?:sidebar|side-bar|related|terkait|popular|populer|terpopuler|trending|recommend\w*|comments|komentar|teasers?|"
    r"newsletter|ticker|most-read|topbar|top-bar|masthead|site-header|navbar)(?:$|[\s_-])|"
    r"(?:^|\s)(?:widget|widget_\w+|(?:recent|latest|breaking)-(?:posts?|news|articles?|stories)\w*)(?:$|\s)",
    re.IGNORECASE,
)
#: An aside that is the article's own: who wrote it and when.
_OWN: Final = re.compile(r"author|byline|post-meta|entry-meta|article-meta", re.IGNORECASE)


@attrs.frozen(kw_only=True)
class Surroundings:
    """The blocks around one article."""

    #: Beside the headline: those below it first, then those above; not prose.
    near: tuple[Block, ...]
    #: Above the headline, but in another box: a weak witness, the page's top has the day of the visit.
    above: tuple[Block, ...]
    #: The last blocks of the body, the last first.
    closing: tuple[Block, ...]
    #: What follows the body, up to the next article or list.
    after: tuple[Block, ...]
    #: Number of the block that shows the headline; None when none does.
    headline_index: int | None = None
    #: Text of what stands below: authors' boxes repeat names.
    later: str = attrs.field(default="", repr=False)


def headings(blocks: Sequence[Block], body_blocks: Sequence[Block], heading: Block | None) -> list[Block]:
    """Return the headings up to the first blocks of the body."""
    last = body_blocks[0].index if body_blocks else (heading.index if heading else len(blocks))
    found = [block for block in blocks[: last + 1 + INSIDE_BODY] if block.kind is PassageKind.HEADING]
    return [block for block in found if is_seen(block, body_blocks)][-40:]


def is_seen(block: Block, body_blocks: Sequence[Block]) -> bool:
    """Tell whether readers see a block; what is streamed to them comes hidden, the article's text like all the rest."""
    return not block.is_hidden or (bool(body_blocks) and body_blocks[0].is_hidden)


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
    home = _Home(body_blocks[:1], headline)
    near: list[Block] = []
    above: list[Block] = []
    prose = 0
    for index in _region(len(blocks), body_blocks, headline, is_main=is_main):
        block = blocks[index]
        is_below = headline is None or index > headline.index
        if is_below and len(block.text) > _PROSE_CHARS and (index in kept or not kept):
            prose += 1
        if (
            (is_below and prose > 1)
            or block is headline
            or not is_seen(block, body_blocks)
            or len(block.text) > _MAX_NEAR_CHARS
        ):
            continue
        is_between = headline is not None and bool(body_blocks) and headline.index < index < body_blocks[0].index
        if home.is_foreign(block, is_between=is_between):
            continue
        if index in kept and (len(block.text) > _LINE_CHARS or block.text.endswith((".", "!", "?", "”", '"'))):
            continue
        (near if is_below or home.is_beside_headline(block) else above).append(block)
    last = body_blocks[-1].index if body_blocks else len(blocks)
    return Surroundings(
        near=tuple(near),
        headline_index=headline.index if headline is not None else None,
        above=tuple(above),
        closing=tuple(reversed(body_blocks[-CLOSING:])),
        after=_after(blocks, body_blocks, _Home(body_blocks[-1:], headline)),
        later="\n".join(block.text for block in (*body_blocks[-3:], *blocks[last + 1 : last + 1 + LATER])),
    )


def _region(count: int, body_blocks: Sequence[Block], headline: Block | None, *, is_main: bool) -> list[int]:
    """Return the numbers of the blocks beside the headline: those below it, then those above."""
    first = body_blocks[0].index if body_blocks else None
    if body_blocks:
        # Below a short article teasers follow at once.
        count = min(count, body_blocks[-1].index + 1)
    numbers: list[int] = []
    if headline is not None and (first is None or headline.index <= first + INSIDE_BODY):
        end = headline.index + 1 + AFTER_HEADLINE
        if first is not None and first < end:
            end = max(first + 10, headline.index + 6)
        numbers = list(range(headline.index + 1, min(end, count)))
        if first is not None and is_main and first > end:
            numbers += range(max(end, first - BEFORE_BODY), min(first + 4, count))
        if is_main:
            numbers += range(max(0, headline.index - BEFORE_HEADLINE), headline.index)
    if first is not None and is_main and (not numbers or (headline is not None and headline.index >= first)):
        numbers += range(max(0, first - BEFORE_BODY), min(first + 6, count))
    return list(dict.fromkeys(numbers))


class _Home:
    """The place of an article in the tree: what lies outside it in a sidebar or menu is foreign."""

    def __init__(self, body: Sequence[Block], headline: Block | None) -> None:
        self.own: set[Any] = set()
        self.has_headline = headline is not None
        self.known: dict[tuple[Any, bool], bool] = {}
        self.foreign: dict[Any, bool] = {}
        levels = _ancestors(headline.element)[: 1 + HEADLINE_LEVELS] if headline is not None else []
        self.box = {above for above in levels if above.tag not in ("body", "html", "main")}
        for block in (*body, *([headline] if headline is not None else [])):
            self.own.update(_ancestors(block.element))
        self.articles = {above for above in self.own if above.tag == "article"}

    def is_foreign(self, block: Block, *, is_between: bool = False) -> bool:
        """Tell whether a block stands in a sidebar, menu, list of teasers or comment outside the article.

        A head or foot between the headline and the body (*is_between*) is the article's.
        """
        container = block.container if block.container is not None else block.element
        known = self.known.get((container, is_between))
        if known is None:
            known = self.known[container, is_between] = self._judge(block.element, is_between=is_between)
        return known

    def is_beside_headline(self, block: Block) -> bool:
        """Tell whether a block above the headline stands in the same box; the day of the visit at the page's top does not."""
        return any(above in self.box for above in _ancestors(block.element)[:8])

    def _judge(self, element: Any, *, is_between: bool) -> bool:
        for above in _ancestors(element):
            # The head and the foot of the article's own element (Drupal sets who and when into its foot) are the article's.
            if above in self.own or (above.tag in ("header", "footer") and above.getparent() in self.articles):
                return False
            # The head of a page has the day of the visit; the head of an article has its headline in it.
            if self._is_marked(above) or (above.tag == "header" and not self.has_headline):
                return True
            if (
                above.tag in _FOREIGN_TAGS
                and not _OWN.search(_marks(above))
                and not (is_between and above.tag == "footer")
            ):
                return True
        return False

    def _is_marked(self, element: Any) -> bool:
        """Tell whether an element is named as a sidebar, menu and so on; many blocks stand in the same ones."""
        known = self.foreign.get(element)
        if known is None:
            marks = _marks(element)
            known = self.foreign[element] = marks != "" and _FOREIGN.search(marks) is not None
        return known


def _marks(element: Any) -> str:
    return " ".join([value for name in ("class", "id") if (value := element.get(name))])[:300]


def is_foreign_element(element: Any) -> bool:
    """Tell whether an element stands in a sidebar, menu or foot of the page, whatever the article is."""
    return any(
        above.tag in _FOREIGN_TAGS or _FOREIGN.search(_marks(above))
        for above in _ancestors(element)
        if above.tag not in ("body", "html")
    )


def _ancestors(element: Any) -> list[Any]:
    found: list[Any] = []
    while element is not None and len(found) < _MAX_ANCESTORS:
        found.append(element)
        element = element.getparent()
    return found


def _after(blocks: Sequence[Block], body_blocks: Sequence[Block], home: _Home) -> tuple[Block, ...]:
    if not body_blocks:
        return ()
    last = body_blocks[-1].index
    found: list[Block] = []
    for block in blocks[last + 1 : last + 1 + AFTER_BODY]:
        # A heading of some length begins the next article or a list of teasers; a short one may be an author's name.
        if block.kind is PassageKind.HEADING and len(block.text) > 40:
            break
        if is_seen(block, body_blocks) and not home.is_foreign(block):
            found.append(block)
    return tuple(found)
