"""Say which blocks of text a page shows.

One walk over the parsed tree gives every visible piece of text of its content exactly once, in document order, as a
:class:`Block`: a paragraph, heading, list item, quotation, table row, caption, or the reference of an embedded thing.
Menus and sidebars are left out (:mod:`.chrome`). What is body and what is clutter is decided elsewhere; this module
only says what stands there and where.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import attrs

from archive import PassageKind

from .block_setting import SHAPING, TELLING_CLASS, Setting, is_unshown, set_by_class, shape
from .chrome import around_content, is_chrome, may_be_chrome

if TYPE_CHECKING:
    from collections.abc import Iterator

#: An element of the tree. lxml has no types of its own that mypy could use here.
Element = Any

#: No more blocks than this are read; the longest of 1,375 measured pages has 2,238.
MAX_BLOCKS: Final = 6_000
#: Characters of one block; the rest is dropped. The longest true paragraph of 1,375 measured pages has 9,000.
MAX_BLOCK_CHARS: Final = 60_000
MAX_LINKS: Final = 60
#: Elements of a page that are asked whether they are its menus and sidebars.
MAX_QUESTIONS: Final = 100
#: Ancestors that a place names, and characters it may have.
PLACE_ANCESTORS: Final = 4
MAX_PLACE_CHARS: Final = 200


def _words(text: str) -> frozenset[str]:
    """Return the words of a list written as one string."""
    return frozenset(text.split())


#: Elements whose content a reader never sees, or sees as a control and not as text.
UNSEEN: Final = _words(
    "script style noscript template head title meta link svg canvas math select option textarea input button "
    "datalist map area applet frameset noframes xml"
)
#: Things shown by another document: they become references.
EMBEDS: Final = _words("iframe video audio embed object amp-youtube amp-iframe amp-video amp-twitter")
#: Elements that begin a new line; a paragraph ends where one begins or ends.
BREAKING: Final = _words(
    "html body p div section article main aside header footer nav form fieldset address details summary dialog "
    "center h1 h2 h3 h4 h5 h6 ul ol li dl dt dd menu blockquote pre figure figcaption table caption thead tbody tfoot tr "
    "td th hr hgroup legend video audio iframe amp-img amp-carousel noindex"
)
#: Elements that are containers of blocks rather than blocks themselves.
CONTAINERS: Final = _words(
    "html body div section article main aside header footer nav form td th center figure dialog details fieldset"
)
BOLD: Final = frozenset({"b", "strong"})
#: Kinds of blocks that are no running text, whatever they say.
NEVER_RUNNING: Final = frozenset({PassageKind.CAPTION, PassageKind.EMBED, PassageKind.HEADING})
#: Characters that show nothing and split words for whoever searches them: soft hyphen, zero width space, BOM.
_INVISIBLE: Final = ("\u00ad", "\u200b", "\u2060", "\ufeff")
_DIGITS: Final = re.compile(r"\d+")
_BREAKS: Final = re.compile(r"\x00(?:[\s\x00]*\x00)")
#: Characters of class names that are looked up as they are.
_MAX_CLASSES: Final = 500
#: Marks among the collected text: a line break, the border of two cells.
_BREAK: Final = "\x00"
_CELL: Final = " | "
_MARKS: Final = frozenset({_BREAK, _CELL})
#: The part an element plays in the walk; those up to _BREAKS_LINE are entered.
_INLINE, _BREAKS_LINES, _LINKS, _SETS_BOLD, _BREAKS_LINE, _NOT_SHOWN, _EMBEDS = range(7)
_PARTS: Final = {
    **dict.fromkeys(BREAKING, _BREAKS_LINES),
    **dict.fromkeys(BOLD, _SETS_BOLD),
    "a": _LINKS,
    "br": _BREAKS_LINE,
    **dict.fromkeys(UNSEEN, _NOT_SHOWN),
    **dict.fromkeys(EMBEDS, _EMBEDS),
}


@attrs.define(slots=True, eq=False, kw_only=True)
class Block:
    """One piece of visible text and where it stands."""

    #: Position among the blocks of the page, from 0.
    index: int
    kind: PassageKind
    #: NFC, white space folded (kept in preformatted text); cells of a row are joined by ``" | "``. May be empty
    #: only for an embed.
    text: str
    #: The innermost element that breaks lines and holds the text.
    element: Element
    #: Heading level 1 to 6, list depth from 1; 0 elsewhere.
    level: int = 0
    #: Characters of *text* that stand in links.
    link_chars: int = 0
    #: (address, text) of the links, addresses as written.
    links: tuple[tuple[str, str], ...] = ()
    #: True when all of the text is set bold.
    is_bold: bool = False
    #: Where it stands: tags and class names of the innermost ancestors, digits removed, ``div.entry-content>p``.
    place: str = ""
    #: The nearest element around it that can hold several blocks.
    container: Element = None
    #: Address of an embed, or of the picture a caption belongs to, as written.
    url: str | None = None
    #: For list items: whether the list is numbered.
    is_numbered: bool = False
    #: True when markup says that it is not shown (``display:none``, ``hidden``, for screen readers only).
    is_hidden: bool = False


def fold(text: str) -> str:
    """Return *text* in NFC with white space folded to single spaces and without invisible characters."""
    if not text.isascii():
        for sign in _INVISIBLE:
            if sign in text:
                text = text.replace(sign, "")
        text = unicodedata.normalize("NFC", text)
    return " ".join(text.split())


#: An open element that breaks lines, its name in places (``div.entry-content``), the nearest element around that can
#: hold several blocks, and what is made of the text in it; most elements share that with the one around them.
_Frame = tuple[Element, str, Element, Setting]


def _name(element: Element) -> str:
    """Return tag and classes (or, without classes, the id) of an element, digits removed."""
    classes = element.get("class") or ""
    identity = "" if classes and not classes.isspace() else element.get("id") or ""
    if len(classes) + len(identity) > _MAX_CLASSES:
        classes, identity = " ".join(classes.split()[:6]), " ".join(identity.split()[:1])
    return _named(element.tag, classes, identity)


@lru_cache(maxsize=4096)
def _named(tag: str, classes: str, identity: str) -> str:
    """Name a place; pages repeat their class names."""
    words = classes.split()[:6]
    mark = "." if words else "#"
    words = words or identity.split()[:1]
    kept = [word for word in (_DIGITS.sub("", word)[:40] for word in words) if word.strip("-_")]
    return str(tag) + "".join(mark + word for word in kept)


class _Walk:
    """The state of one walk: open elements, the text since the last line break, the blocks so far."""

    def __init__(self, root: Element) -> None:
        self.blocks: list[Block] = []
        self.frames: list[_Frame] = [(root, _name(root), root, Setting())]
        self.parts: list[str] = []
        self.links: list[tuple[str, int, int]] = []
        #: Where the open link began (index in parts), and its address.
        self.link_start: int | None = None
        self.link_href = ""
        #: Open elements that set bold, and which parts they hold.
        self.bold = 0
        self.bold_parts: list[int] = []
        #: Elements that may still be asked whether they are chrome: the answer costs a look at all that is in them.
        self.questions = MAX_QUESTIONS
        #: What was left out: how many blocks stand before it, and the element.
        self.left_out: list[tuple[int, Element]] = []
        self.root = root
        #: What holds content; None until somebody asks.
        self.content: frozenset[Element] | None = None

    def part(self, element: Element) -> int:
        """Return the part an element plays."""
        part = _PARTS.get(element.tag, _INLINE)
        if part == _BREAKS_LINES:
            if not may_be_chrome(element) or not self.questions:
                return part
            self.questions -= 1
            if self.content is None:
                self.content = around_content(self.root)
            if not is_chrome(element, self.content):
                return part
            self.left_out.append((len(self.blocks), element))
            return _NOT_SHOWN
        if part == _NOT_SHOWN:
            return _INLINE if _holds_page(element, element.tag) else part
        return _NOT_SHOWN if part == _INLINE and not isinstance(element.tag, str) else part

    def open(self, element: Element, tag: str) -> None:
        """Enter an element that breaks lines."""
        _, _, container, setting = self.frames[-1]
        if setting.in_row:
            if tag in {"td", "th"} and any(part.strip() for part in self.parts):
                self.parts.append(_CELL)
            else:
                self.parts.append(" ")
        elif self.parts or self.links:
            self.flush()
        classes = element.get("class")
        if tag in SHAPING:
            setting = setting.copy()
            shape(setting, element, tag)
        if classes and TELLING_CLASS.search(classes):
            setting = setting.copy()
            set_by_class(setting, element, tag, classes)
        if not setting.is_hidden and is_unshown(element):
            setting = setting.copy()
            setting.is_hidden = True
        is_named = classes and len(classes) <= _MAX_CLASSES and not classes.isspace()
        name = _named(tag, classes, "") if is_named else _name(element)
        self.frames.append((element, name, element if tag in CONTAINERS else container, setting))

    def close(self) -> None:
        """Leave an element that breaks lines."""
        frames = self.frames
        if self.parts or self.links:
            if frames[-1][3].in_row and len(frames) > 1 and frames[-2][3].in_row:
                self.parts.append(" ")
            else:
                self.flush()
        frames.pop()

    def open_link(self, element: Element) -> None:
        """Begin to count link text."""
        if self.link_start is None:
            self.link_start, self.link_href = len(self.parts), element.get("href") or ""

    def close_link(self) -> None:
        """End a link."""
        if self.link_start is not None:
            self.links.append((self.link_href, self.link_start, len(self.parts)))
            self.link_start = None

    def text(self, piece: str) -> None:
        """Take in a piece of running text."""
        if not self.parts and piece.isspace() and self.frames[-1][3].kind is not PassageKind.PREFORMATTED:
            return
        if self.bold:
            self.bold_parts.append(len(self.parts))
        self.parts.append(piece)

    def flush(self) -> None:
        """Make a block (or several, at double line breaks) of the text since the last line break."""
        if self.parts:
            if self.link_start is not None:
                self.links.append((self.link_href, self.link_start, len(self.parts)))
            raw = "".join(self.parts)
            if not raw.isspace():
                self._emit(raw)
            self.parts.clear()
            self.bold_parts.clear()
        # Links without text (pictures, icons) are no links of the text that follows.
        self.links.clear()
        if self.link_start is not None:
            self.link_start = 0

    def _is_bold(self) -> bool:
        """Say whether all text since the last line break is set bold."""
        if not self.bold_parts:
            return False
        bold = set(self.bold_parts)
        texts = [number for number, part in enumerate(self.parts) if part not in _MARKS and not part.isspace()]
        return bool(texts) and bold.issuperset(texts)

    def _emit(self, raw: str) -> None:
        """Append the blocks of the collected parts, which together are *raw*."""
        is_bold = self._is_bold()
        is_pre = self.frames[-1][3].kind is PassageKind.PREFORMATTED
        pieces = _BREAKS.split(raw) if "\x00" in raw and not is_pre else [raw]
        if len(pieces) == 1:
            self._append(raw, self.links, is_bold=is_bold)
            return
        at = 0
        offsets = [0]
        for part in self.parts:
            offsets.append(offsets[-1] + len(part))
        for piece in pieces:
            start = raw.index(piece, at)
            at = start + len(piece)
            inside = [
                link
                for link in self.links
                if offsets[link[1]] >= start - 1 and offsets[link[2]] <= at + 1 and link[1] < link[2]
            ]
            self._append(piece, inside, is_bold=is_bold)

    def _append(self, raw: str, links: list[tuple[str, int, int]], *, is_bold: bool) -> None:
        """Append one block, unless it is empty."""
        element, _, container, setting = self.frames[-1]
        kind, index = setting.kind, len(self.blocks)
        if kind is PassageKind.PREFORMATTED:
            lines = (line.rstrip() for line in raw.replace("\x00", "\n").expandtabs(4).split("\n"))
            text = unicodedata.normalize("NFC", "\n".join(lines)).strip("\n")
        else:
            text = fold(raw.replace("\x00", " "))
        if index >= MAX_BLOCKS or not text.strip(" |"):
            return
        if setting.in_row:
            text = text[:MAX_BLOCK_CHARS].strip(" |")
        elif len(text) > MAX_BLOCK_CHARS:
            text = text[:MAX_BLOCK_CHARS]
        link_chars = 0
        named: tuple[tuple[str, str], ...] = ()
        if links:
            parts = self.parts
            found = [(href, fold("".join(parts[a:b]).replace("\x00", " "))) for href, a, b in links[:MAX_LINKS]]
            link_chars = min(len(text), sum([len(words) for _, words in found]))
            named = tuple([pair for pair in found if pair[0] or pair[1]])
        self.blocks.append(
            Block(
                index=index, kind=kind, text=text, element=element, level=setting.level, link_chars=link_chars,
                links=named, is_bold=is_bold, place=self.place(), container=container,
                is_numbered=kind is PassageKind.ITEM and setting.is_numbered, is_hidden=setting.is_hidden,
                url=_picture(setting.figure) if kind is PassageKind.CAPTION else None,
            )
        )  # fmt: skip

    def embed(self, element: Element) -> None:
        """Append the reference of an embedded thing."""
        url = element.get("src") or element.get("data-src") or element.get("data") or element.get("data-videoid")
        if url is None:
            source = element.find("source")
            url = source.get("src") if source is not None else None
        if url and len(self.blocks) < MAX_BLOCKS and not url.startswith(("about:", "data:", "javascript:")):
            _, _, container, setting = self.frames[-1]
            if not setting.in_row:
                self.flush()
            self.blocks.append(
                Block(
                    index=len(self.blocks), kind=PassageKind.EMBED, text=fold(element.get("title") or "")[:300],
                    element=element, url=url[:2000], place=self.place(), container=container,
                    is_hidden=setting.is_hidden,
                )
            )  # fmt: skip

    def place(self) -> str:
        """Return the key of the place that is open now."""
        return ">".join([frame[1] for frame in self.frames[-PLACE_ANCESTORS:]])[-MAX_PLACE_CHARS:]


def _picture(figure: Element) -> str | None:
    """Return the address of the picture in a figure, as written."""
    if figure is None:
        return None
    parent = figure.getparent() if figure.tag != "figure" else figure
    for image in (figure if parent is None else parent).iter("img", "amp-img"):
        for name in ("data-src", "data-lazy-src", "src"):
            url = image.get(name)
            if url and not url.startswith("data:"):
                return str(url)[:2000]
        return None
    return None


def _holds_page(element: Element, tag: str) -> bool:
    """Tell a control that was never closed, so that the parser put the rest of the page into it."""
    if tag in {"script", "style", "template", "title", "link", "meta", "input"} or len(element) == 0:
        return False
    return sum(1 for _ in zip(element.iter("p"), range(5), strict=False)) == 5


def blocks(tree: Element) -> list[Block]:
    """Return the blocks of a page in document order.

    The walk is iterative, changes nothing in the tree, and gives at most :data:`MAX_BLOCKS` blocks. Embeds are blocks
    of kind ``EMBED``, most of them without text.

    >>> from lxml import html
    >>> [block.text for block in blocks(html.fromstring("<div><p>One <b>two</b></p>three<br><br>four</div>"))]
    ['One two', 'three', 'four']
    """
    return _walk(tree).blocks


def left_out(tree: Element) -> list[tuple[int, list[Block]]]:
    """Return the blocks of the menus and sidebars that :func:`blocks` leaves out, after how many blocks each stands."""
    return [(position, _walk(element, is_content=True).blocks) for position, element in _walk(tree).left_out]


def _walk(tree: Element, *, is_content: bool = False) -> _Walk:
    """Walk over a tree; *is_content* where nothing of it is to be left out."""
    body = tree if tree.tag != "html" else tree.find("body")
    walk = _Walk(tree if body is None else body)
    if body is None:
        return walk
    if is_content:
        walk.questions = 0
    if body.text:
        walk.text(body.text)
    # The elements entered and not left: children not yet seen, the element, its part.
    entered: list[tuple[Iterator[Element], Element, int]] = []
    children = iter(body)
    while len(walk.blocks) < MAX_BLOCKS:
        element = next(children, None)
        if element is not None:
            part = walk.part(element)
            if part <= _BREAKS_LINE:
                if part == _BREAKS_LINES:
                    walk.open(element, element.tag)
                elif part == _LINKS:
                    walk.open_link(element)
                elif part == _SETS_BOLD:
                    walk.bold += 1
                elif part == _BREAKS_LINE:
                    walk.parts.append(_BREAK)
                if piece := element.text:
                    walk.text(piece)
                if len(element):
                    entered.append((children, element, part))
                    children = iter(element)
                    continue
            elif part == _EMBEDS:
                walk.embed(element)
        elif entered:
            children, element, part = entered.pop()
        else:
            break
        if part == _BREAKS_LINES:
            walk.close()
        elif part == _LINKS:
            walk.close_link()
        elif part == _SETS_BOLD:
            walk.bold -= 1
        if piece := element.tail:
            walk.text(piece)
    walk.flush()
    return walk
