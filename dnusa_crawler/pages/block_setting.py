"""Say what the elements around a text make of it: a heading, a list item, a caption, hidden."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import attrs

from archive import PassageKind

if TYPE_CHECKING:
    from .blocks import Element

_LEVELS: Final = {f"h{n}": n for n in range(1, 7)}
#: Elements whose own tag says what the text in them is.
SHAPING: Final = frozenset(
    [*_LEVELS, "ul", "ol", "menu", "li", "blockquote", "pre", "figcaption", "caption", "tr", "figure"]
)
_CAPTION_CLASS: Final = re.compile(
    r"(?:^|[\s_-])(?:caption|figcaption|keterangan[_-]?(?:foto|gambar))(?:$|[\s_-])", re.IGNORECASE
)
_HIDDEN_STYLE: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HIDDEN_CLASS: Final = re.compile(
    r"(?:^|\s)(?:sr-only|screen-reader-text|visually-hidden|visuallyhidden)(?:\s|$)", re.IGNORECASE
)
#: What a class name must hold to say anything of the text (:func:`set_by_class`).
TELLING_CLASS: Final = re.compile("aption|eterangan|reader|hidden|sr-")


@attrs.define(slots=True)
class Setting:
    """What the elements around a text make of it."""

    kind: PassageKind = PassageKind.PARAGRAPH
    level: int = 0
    is_numbered: bool = False
    is_hidden: bool = False
    #: Depth of lists around it.
    lists: int = 0
    #: True inside a table row that is read as one line.
    in_row: bool = False
    figure: Element = None

    def copy(self) -> Setting:
        """Return another one like it; attrs.evolve takes ten times as long."""
        return Setting(
            self.kind, self.level, self.is_numbered, self.is_hidden, self.lists, self.in_row, self.figure
        )  # fmt: skip


def _is_data_row(row: Element) -> bool:
    """Tell a row of facts from a row that only lays out the page."""
    cells = [cell for cell in row if cell.tag in {"td", "th"}]
    if len(cells) < 2:
        return False
    inside = row.iter("table", "ul", "ol", "h1", "h2", "h3", "h4", "p", "div", "article", "form")
    for inner, element in enumerate(inside, 1):
        if element.tag not in {"p", "div"} or inner > 3 * len(cells):
            return False
    return all(sum(map(len, cell.itertext())) <= 300 for cell in cells)


def shape(setting: Setting, element: Element, tag: str) -> None:
    """Work out what an element's own tag makes of the text in it."""
    if tag in _LEVELS:
        setting.kind, setting.level = PassageKind.HEADING, _LEVELS[tag]
    elif tag in {"ul", "ol", "menu"}:
        setting.lists += 1
        setting.is_numbered = tag == "ol"
    elif tag == "li":
        setting.kind, setting.level = PassageKind.ITEM, max(1, setting.lists)
    elif tag == "blockquote":
        setting.kind, setting.level = PassageKind.QUOTE, 0
    elif tag == "pre":
        setting.kind = PassageKind.PREFORMATTED
    elif tag in {"figcaption", "caption"}:
        setting.kind, setting.level = PassageKind.CAPTION, 0
    elif tag == "tr" and not setting.in_row and _is_data_row(element):
        setting.kind, setting.in_row, setting.level = PassageKind.ROW, True, 0
    if tag == "figure":
        setting.figure = element


def set_by_class(setting: Setting, element: Element, tag: str, classes: str) -> None:
    """Work out what class names make of the text directly in an element."""
    if "aption" in classes or "eterangan" in classes:
        if _CAPTION_CLASS.search(classes) and tag in {"p", "div", "span", "dd", "figure"}:
            setting.figure = element if setting.figure is None else setting.figure
            setting.kind = PassageKind.CAPTION
    elif not setting.is_hidden:
        setting.is_hidden = _HIDDEN_CLASS.search(classes) is not None


def is_unshown(element: Element) -> bool:
    """Say whether an element's own attributes hide it."""
    style = element.get("style")
    return element.get("hidden") is not None or bool(style and _HIDDEN_STYLE.search(style))
