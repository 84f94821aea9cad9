"""What the command prints: results on standard output, everything else on standard error.

Words from the web are shown without control and direction characters, so that no page can write on the terminal.
"""

from __future__ import annotations

import contextlib
import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

#: C0 and C1 controls but newline and tab; marks, overrides and isolates of direction; line and paragraph separators.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff]"
)


def clean(text: str) -> str:
    r"""Return *text* without characters that move the cursor, colour the terminal or turn the direction.

    >>> clean("Judul\x1b[31m merah\u202e")
    'Judul[31m merah'
    """
    return _UNSAFE.sub("", text)


def one_line(text: str, *, width: int | None = None) -> str:
    """Return *text* on one line, cut to *width* columns with an ellipsis."""
    line = " ".join(clean(text).split())
    if width is None or _columns(line) <= width:
        return line
    shown = ""
    for character in line:
        if _columns(shown) + _columns(character) > width - 1:
            break
        shown += character
    return shown.rstrip() + "…"


def _columns(text: str) -> int:
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def out(text: str = "") -> None:
    """Print one result."""
    print(text)


def say(text: str) -> None:
    """Print to the person: progress, warnings, errors; where nobody can be told, the work goes on and the status says it."""
    with contextlib.suppress(OSError):
        print(text, file=sys.stderr, flush=True)


def fail(message: str) -> None:
    """Print an expected error: one line."""
    say(f"dnusa: {one_line(message)}")


def emit(value: Mapping[str, Any], *, flush: bool = False) -> None:
    """Print *value* as one JSON object on one line."""
    # In one piece: print would write the end of the line by itself, and wake whoever reads a pipe twice.
    sys.stdout.write(json.dumps(value, ensure_ascii=False, default=_plain) + "\n")
    if flush:
        sys.stdout.flush()


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    if isinstance(value, Mapping):
        return dict(value)
    return str(value)


@lru_cache(maxsize=2)
def console(*, to_stderr: bool = False) -> Console:
    """Return rich's console for results, or for everything else."""
    from rich.console import Console

    return Console(stderr=to_stderr, highlight=False, soft_wrap=True, emoji=False, markup=False)


def is_terminal(*, stderr: bool = False) -> bool:
    """Return whether results (or, with *stderr*, everything else) go to a person's screen."""
    stream = sys.stderr if stderr else sys.stdout
    return stream.isatty()


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, right: Sequence[int] = ()) -> None:
    """Print rows in columns; *right* names the columns of numbers.

    On a terminal the last column gives way; elsewhere nothing is cut.
    """
    listed = [[one_line(cell) for cell in row] for row in rows]
    widths = [max([_columns(head), *(_columns(row[i]) for row in listed)]) for i, head in enumerate(heads)]
    room = console().width - sum(widths[:-1]) - 2 * (len(heads) - 1) if is_terminal() else None

    def line(cells: Sequence[str]) -> str:
        shown = []
        for i, cell in enumerate(cells):
            last = i == len(cells) - 1
            words = one_line(cell, width=max(10, room)) if last and room is not None else cell
            gap = " " * max(0, widths[i] - _columns(words))
            shown.append(gap + words if i in right else words if last else words + gap)
        return "  ".join(shown).rstrip()

    heading = line([head.upper() for head in heads])
    out(f"\x1b[2m{heading}\x1b[0m" if is_terminal() else heading)
    for row in listed:
        out(line(row))


def marked(snippet: str) -> str:
    """Return a snippet with its hits (between U+0002 and U+0003) in bold, or between asterisks where there is no bold."""
    opening, closing = ("\x1b[1m", "\x1b[0m") if is_terminal() else ("**", "**")
    pieces = re.split("([\x02\x03])", snippet)
    shown = [{"\x02": opening, "\x03": closing}.get(piece) or " ".join(clean(piece).split("\n")) for piece in pieces]
    return "".join(shown)


def when(moment: datetime | None) -> str:
    """Return a time for a person: day, minute and offset as they were stated; a dash where there is none."""
    if moment is None:
        return "-"
    offset = moment.strftime("%z")
    return f"{moment:%Y-%m-%d %H:%M} {offset[:3]}:{offset[3:5]}" if offset else f"{moment:%Y-%m-%d %H:%M}"


def size(count: int) -> str:
    """Return a number of bytes for a person.

    >>> size(2048)
    '2.0 KiB'
    """
    amount, unit = float(count), "B"
    for unit in ("B", "KiB", "MiB", "GiB"):
        if amount < 1024 or unit == "GiB":
            break
        amount /= 1024
    return f"{count} B" if unit == "B" else f"{amount:.1f} {unit}"
