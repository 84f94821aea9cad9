"""``dnusa diff``: what changed from one version of an article to another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from . import failures
from .failures import UsageError
from .shared import DEFAULT_ARCHIVE, ArchiveOption, JsonOption, reading
from .terminal import clean, emit, is_terminal, out

if TYPE_CHECKING:
    from archive import Edit


def diff(
    what: Annotated[str, typer.Argument(metavar="URL|ID", show_default=False, help="URL or id of an article.")],
    older: Annotated[
        int | None,
        typer.Argument(metavar="OLDER", show_default=False, help="Number of a version (default: the last but one)."),
    ] = None,
    newer: Annotated[
        int | None, typer.Argument(metavar="NEWER", show_default=False, help="Number of a version (default: the last).")
    ] = None,
    *,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    as_json: JsonOption = False,
) -> int:
    """Show what changed between two versions of an article.

    Words taken out stand between [- and -], words put in between {+ and +}; on a terminal they are struck and coloured.

    Exit status: 0 done, 2 no such article or version.

    Example: dnusa diff https://dnusa.id/diklat-skkni-koperasi/ 1 2
    """
    with reading(archive) as opened:
        count = len(opened.versions(what))
        if count == 1 and older is None:
            raise UsageError("the article has one version; there is nothing to compare")
        found = opened.diff(what, older or count - 1, newer or count)
    if as_json:
        emit(
            {
                "older": found.older,
                "newer": found.newer,
                "title": [{"kind": edit.kind.value, "text": edit.text} for edit in found.title],
                "text": [{"kind": edit.kind.value, "text": edit.text} for edit in found.text],
            }
        )
    else:
        out(_marked(found.title))
        out()
        out(_marked(found.text))
    return failures.DONE


def _marked(edits: Iterable[Edit]) -> str:
    marks = {"removed": ("[-", "-]"), "added": ("{+", "+}")}
    if is_terminal():
        marks = {"removed": ("\x1b[9;31m", "\x1b[0m"), "added": ("\x1b[32m", "\x1b[0m")}
    pieces = []
    for edit in edits:
        words = clean(edit.text)
        body = words.rstrip()
        opening, closing = marks.get(edit.kind.value, ("", ""))
        pieces.append(f"{opening}{body}{closing}{words[len(body) :]}" if body else words)
    return "".join(pieces)
