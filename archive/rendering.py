"""An article's passages as Markdown and as clean HTML: both from one list, so that they cannot disagree."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from urllib.parse import urlsplit

from .records import Article, Passage, PassageKind

#: What Markdown would read as markup anywhere in a line.
_MARKUP = re.compile(r"([\\`*_\[\]<>])")
#: What it would read as markup at the beginning of one.
_AT_START = re.compile(r"^(\s*)(#{1,6}(?=\s)|[-+](?=\s)|\d{1,9}(?=[.)](?:\s|$))|>|={3,}|-{3,}|~{3,}|\|)")


def markdown(article: Article) -> str:
    """Return the body of *article* as CommonMark; without passages, its plain text."""
    blocks = []
    for kind, group in groupby(_passages(article), key=lambda passage: passage.kind):
        passages = list(group)
        if kind is PassageKind.ITEM:
            blocks.append("\n".join(_markdown_items(passages)))
        elif kind is PassageKind.ROW:
            blocks.append("\n".join(_markdown_rows(passages)))
        else:
            blocks += [text for passage in passages if (text := _markdown_block(passage))]
    return "\n\n".join(blocks)


def clean_html(article: Article) -> str:
    """Return the body of *article* as HTML without attributes but links to embeds: nothing in it can run."""
    blocks = []
    for kind, group in groupby(_passages(article), key=lambda passage: passage.kind):
        passages = list(group)
        if kind is PassageKind.ITEM:
            blocks.append("".join(_html_items(passages)))
        elif kind is PassageKind.ROW:
            rows = "".join(
                f"<tr>{''.join(f'<td>{_escape(cell)}</td>' for cell in _cells(row))}</tr>" for row in passages
            )
            blocks.append(f"<table>{rows}</table>")
        else:
            blocks += [text for passage in passages if (text := _html_block(passage))]
    return "\n".join(blocks)


def _passages(article: Article) -> Sequence[Passage]:
    if article.passages:
        return article.passages
    return [Passage(kind=PassageKind.PARAGRAPH, text=part) for part in article.text.split("\n\n") if part.strip()]


def _markdown_block(passage: Passage) -> str:
    text = passage.text.strip()
    match passage.kind:
        case PassageKind.HEADING:
            return f"{'#' * min(max(passage.level, 1), 6)} {_one_line(_inline(text))}" if text else ""
        case PassageKind.QUOTE:
            return "\n".join(f"> {_line(line)}".rstrip() for line in text.splitlines())
        case PassageKind.CAPTION:
            return f"*{_one_line(_inline(text))}*" if text else ""
        case PassageKind.EMBED:
            return _markdown_embed(text, passage.url)
        case PassageKind.PREFORMATTED:
            fence = "`" * max(3, 1 + max((len(run) for run in re.findall(r"`+", passage.text)), default=0))
            return f"{fence}\n{passage.text.rstrip()}\n{fence}" if text else ""
    return "\n".join(_line(line) for line in text.splitlines())


def _markdown_embed(text: str, url: str | None) -> str:
    if (address := _safe(url)) is None:
        return _one_line(_inline(text))
    return f"[{_one_line(_inline(text or address))}](<{address}>)"


def _markdown_items(passages: Sequence[Passage]) -> Iterator[str]:
    counters: dict[int, int] = {}
    for passage in passages:
        level = max(passage.level, 1)
        counters = {depth: count for depth, count in counters.items() if depth <= level}
        counters[level] = counters.get(level, 0) + 1
        mark = f"{counters[level]}." if passage.numbered else "-"
        yield f"{'   ' * (level - 1)}{mark} {_one_line(_line(passage.text.strip()))}"


def _markdown_rows(passages: Sequence[Passage]) -> Iterator[str]:
    width = max(len(_cells(passage)) for passage in passages)
    for number, passage in enumerate(passages):
        cells = [_one_line(_inline(cell)).replace("|", "\\|") for cell in _cells(passage)]
        yield "| " + " | ".join(cells + [""] * (width - len(cells))) + " |"
        if number == 0:
            yield "|" + " --- |" * width


def _html_block(passage: Passage) -> str:
    text = _escape(passage.text.strip())
    match passage.kind:
        case PassageKind.EMBED:
            address = _safe(passage.url)
            if address is None:
                return f"<p>{text}</p>" if text else ""
            return f'<p><a href="{html.escape(address)}" rel="noopener nofollow">{text or html.escape(address)}</a></p>'
        case PassageKind.HEADING:
            level = min(max(passage.level, 1), 6)
            tags = (f"<h{level}>", f"</h{level}>")
        case PassageKind.QUOTE:
            tags = ("<blockquote><p>", "</p></blockquote>")
        case PassageKind.CAPTION:
            tags = ("<figcaption>", "</figcaption>")
        case PassageKind.PREFORMATTED:
            return f"<pre>{html.escape(passage.text.rstrip())}</pre>" if text else ""
        case _:
            tags = ("<p>", "</p>")
    return text.join(tags) if text else ""


def _html_items(passages: Sequence[Passage]) -> Iterator[str]:
    """Yield nested lists; a step of several levels opens one list only, so that every list has an item."""
    opened: list[tuple[int, str]] = []
    for passage in passages:
        level, kind = max(passage.level, 1), "ol" if passage.numbered else "ul"
        while opened and (opened[-1][0] > level or (opened[-1][0] == level and opened[-1][1] != kind)):
            yield f"</li></{opened.pop()[1]}>"
        if opened and opened[-1][0] == level:
            yield "</li>"
        else:
            yield f"<{kind}>"
            opened.append((level, kind))
        yield f"<li>{_escape(passage.text.strip())}"
    while opened:
        yield f"</li></{opened.pop()[1]}>"


def _cells(passage: Passage) -> list[str]:
    """Return the cells of a table row, which its text joins with tabs or upright bars."""
    return [cell.strip() for cell in re.split(r"\t| \| ", passage.text)]


def _safe(url: str | None) -> str | None:
    """Return *url* when it is a web address that can stand in a link; never a script."""
    if url is None or re.search(r"[\s<>\"\\]", url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.netloc else None


def _escape(text: str) -> str:
    return html.escape(text).replace("\n", "<br>\n")


def _inline(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text.replace("&", "&amp;"))


def _line(line: str) -> str:
    """Escape one line of running text, so that it is neither markup within nor at its beginning."""
    line = _inline(line)
    if (match := _AT_START.match(line)) is None:
        return line
    if match[2][0].isdigit():
        at = match.end(2)
        return f"{line[:at]}\\{line[at:]}"
    return f"{match[1]}\\{line[len(match[1]) :]}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
