"""Write the passages of an article as plain text, Markdown or HTML."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Final

from archive import PassageKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from archive import Passage

#: Kinds that are shown but are no text of the article.
ASIDE: Final = frozenset({PassageKind.CAPTION, PassageKind.EMBED})
_MARKS: Final = re.compile(r"([\\`*_\[\]<])")
_LINE_MARKS: Final = re.compile(r"^(\s*)([#>+\-]|\d+[.)])(?=\s|$)")
_SAFE_URL: Final = re.compile(r"https?://[^\s\"'<>()]+\Z", re.IGNORECASE)


def text(passages: Sequence[Passage]) -> str:
    """Return the article's text: its passages, without captions and embeds, joined by one blank line."""
    return "\n\n".join(passage.text for passage in passages if passage.kind not in ASIDE and passage.text)


def _runs(passages: Sequence[Passage], same: Callable[[Passage, Passage], bool]) -> Iterator[list[Passage]]:
    """Group neighbours that belong to one list, table or quotation."""
    run: list[Passage] = []
    for passage in passages:
        if run and not same(run[-1], passage):
            yield run
            run = []
        run.append(passage)
    if run:
        yield run


def _joined(one: Passage, other: Passage) -> bool:
    return one.kind is other.kind and one.kind in {PassageKind.ITEM, PassageKind.ROW, PassageKind.QUOTE}


def _marked_safe(words: str) -> str:
    """Escape what Markdown would read as a mark."""
    return _LINE_MARKS.sub(r"\1\\\2", _MARKS.sub(r"\\\1", words))


def markdown(passages: Sequence[Passage]) -> str:
    """Return the passages as CommonMark, tables as in GitHub's dialect; captions are set in italics.

    >>> from archive import Passage
    >>> markdown([Passage(kind=PassageKind.HEADING, text="Kronologi", level=2)])
    '## Kronologi'
    """
    return "\n\n".join(filter(None, map(_markdown_run, _runs(passages, _joined))))


def _markdown_run(run: list[Passage]) -> str:
    first = run[0]
    words = _marked_safe(first.text)
    if first.kind is PassageKind.HEADING:
        return "#" * min(6, max(1, first.level)) + " " + words
    if first.kind is PassageKind.ITEM:
        return "\n".join(_markdown_items(run))
    if first.kind is PassageKind.QUOTE:
        return "\n>\n".join("> " + _marked_safe(passage.text) for passage in run)
    if first.kind is PassageKind.ROW:
        return _markdown_table([passage.text.split(" | ") for passage in run])
    if first.kind is PassageKind.PREFORMATTED:
        fence = "`" * max(3, 1 + max(map(len, re.findall("`+", first.text)), default=0))
        return f"{fence}\n{first.text}\n{fence}"
    if first.kind is PassageKind.EMBED:
        return f"<{first.url}>" if first.url and _SAFE_URL.match(first.url) else ""
    return f"*{words}*" if first.kind is PassageKind.CAPTION else words


def _markdown_items(run: list[Passage]) -> Iterator[str]:
    numbers: dict[int, int] = {}
    for passage in run:
        depth = max(1, passage.level)
        numbers = {level: number for level, number in numbers.items() if level <= depth}
        numbers[depth] = numbers.get(depth, 0) + 1
        mark = f"{numbers[depth]}." if passage.numbered else "-"
        yield "   " * (depth - 1) + f"{mark} {_marked_safe(passage.text)}"


def _markdown_table(rows: list[list[str]]) -> str:
    width = max(map(len, rows))
    lines = []
    for number, row in enumerate(rows):
        cells = [_marked_safe(cell).replace("|", "\\|") for cell in row] + [""] * (width - len(row))
        lines.append("| " + " | ".join(cells) + " |")
        if number == 0:
            lines.append("|" + " --- |" * width)
    return "\n".join(lines)


def html(passages: Sequence[Passage]) -> str:
    """Return the passages as clean HTML: no attributes but the addresses of pictures and embeds, all text escaped."""
    return "\n".join(filter(None, map(_html_run, _runs(passages, _joined))))


def _html_run(run: list[Passage]) -> str:
    first = run[0]
    words = escape(first.text)
    url = escape(first.url) if first.url and _SAFE_URL.match(first.url) else None
    if first.kind is PassageKind.HEADING:
        level = min(6, max(1, first.level))
        return f"<h{level}>{words}</h{level}>"
    if first.kind is PassageKind.ITEM:
        return _html_list(run)
    if first.kind is PassageKind.QUOTE:
        return "<blockquote>" + "".join(f"<p>{escape(passage.text)}</p>" for passage in run) + "</blockquote>"
    if first.kind is PassageKind.ROW:
        rows = (passage.text.split(" | ") for passage in run)
        return (
            "<table>"
            + "".join(f"<tr>{''.join(f'<td>{escape(c)}</td>' for c in row)}</tr>" for row in rows)
            + "</table>"
        )
    if first.kind is PassageKind.PREFORMATTED:
        return f"<pre>{words}</pre>"
    if first.kind is PassageKind.EMBED:
        return f'<p><a href="{url}">{words or url}</a></p>' if url else ""
    if first.kind is PassageKind.CAPTION:
        picture = f'<img src="{url}" alt="">' if url else ""
        return f"<figure>{picture}<figcaption>{words}</figcaption></figure>"
    return f"<p>{words}</p>"


def _html_list(run: list[Passage]) -> str:
    """Nest the items of one list by their depth."""
    out: list[str] = []
    open_lists: list[str] = []
    for passage in run:
        depth = min(max(1, passage.level), len(open_lists) + 1)
        tag = "ol" if passage.numbered else "ul"
        while len(open_lists) > depth:
            out.append(f"</li></{open_lists.pop()}>")
        if len(open_lists) == depth:
            out.append("</li>")
        else:
            open_lists.append(tag)
            out.append(f"<{tag}>")
        out.append(f"<li>{escape(passage.text)}")
    out.extend(f"</li></{tag}>" for tag in reversed(open_lists))
    return "".join(out)
