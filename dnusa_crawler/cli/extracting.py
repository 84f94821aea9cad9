"""``dnusa extract`` and ``dnusa explain``: the reader as a filter, and the reader's reasons."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Annotated, TextIO

import typer

from . import failures
from .shared import DEFAULT_ARCHIVE, ArchiveOption, JsonOption, reading
from .terminal import emit, one_line, out, say

#: Bytes read at once from standard input.
PIECE_BYTES = 1 << 20

if TYPE_CHECKING:
    from archive import Archive, Capture

    from ..pages.values import BlockDecision, PageReading, SiteHints


def extract(
    *,
    workers: Annotated[
        int | None,
        typer.Option("--workers", metavar="N", min=1, max=64, help="Reader processes (default: one a core)."),
    ] = None,
    learn: Annotated[
        bool, typer.Option("--learn", help="Learn what a site repeats from the pages as they pass.")
    ] = False,
    time_zone: Annotated[
        str | None, typer.Option("--time-zone", metavar="ZONE", help="IANA zone of pages that show none.")
    ] = None,
) -> int:
    """Read pages from standard input, write what they say.

    One JSON object a line on both sides.

    In: {"id": …, "url": …, "html_b64": …}. Out, in any order: id, text, title, authors, credits, date, modified, place,
    language, reason (why there is no article, else null), articles, sources. A page or line that cannot be read is
    answered with its reason.

    Exit status: 0 done, also where single pages failed; 2 wrong usage.

    Example: dnusa extract --workers 2 < pages.jsonl > articles.jsonl
    """
    import sys
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    from ..filtering import answers, bounded_lines
    from ..pages.values import SiteHints

    if time_zone is not None:
        try:
            ZoneInfo(time_zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise failures.UsageError(f"{time_zone!r} is no time zone of the IANA list, such as Asia/Jakarta") from None
    if sys.stdin.isatty():
        raise failures.UsageError("give pages on standard input: dnusa extract < pages.jsonl")
    site = SiteHints(time_zone=time_zone)
    for answer in answers(bounded_lines(_pages(sys.stdin)), site=site, workers=workers, learn=learn):
        emit(answer, flush=True)
    return failures.DONE


def _pages(stream: TextIO) -> IO[bytes]:
    """Return the bytes of a stream, which come in pieces of a page's size where it is a file or pipe."""
    import io
    import os

    from ..workers import widen

    try:
        pages = os.fdopen(os.dup(stream.fileno()), "rb", buffering=PIECE_BYTES)
    except io.UnsupportedOperation:
        return stream.buffer
    widen(pages)
    return pages


def explain(
    what: Annotated[
        str,
        typer.Argument(metavar="URL|ID", show_default=False, help="URL of a page of the archive, or id of an article."),
    ],
    *,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    dropped_only: Annotated[bool, typer.Option("--dropped", help="Only the blocks that were dropped.")] = False,
    as_json: JsonOption = False,
) -> int:
    """Show which blocks of a page were kept, and why.

    The page is the last capture of URL, or of the article's URL; each block is named with the witness that decided and its reason.

    Exit status: 0 done, 2 the archive has no such page.

    Example: dnusa explain https://dnusa.id/diklat-skkni-koperasi/
    """
    with reading(archive) as opened:
        capture = last_page(opened, what)
        page = _read_again(opened, capture, archive)
    decisions = [one for one in page.decisions if not (dropped_only and one.kept)]
    if as_json:
        for one in decisions:
            emit(_decision_object(one))
        return failures.DONE
    for one in decisions:
        _print_decision(one)
    count = len(page.articles)
    say(
        f"dnusa: {count} article{'' if count == 1 else 's'}{f' ({page.reason})' if page.reason else ''}, {page.charset}"
    )
    return failures.DONE


def last_page(opened: Archive, what: str) -> Capture:
    """Return the newest capture that has a page of a URL, or of the URL of an article with this id.

    Raises:
        NotFoundError: If there is none.
    """
    from archive import NotFoundError

    captures = _pages_of(opened, what)
    if not captures and (article := opened.current_reading(what)) is not None:
        # The second article of a page is named by the page's address and its number.
        captures = _pages_of(opened, article.url.partition("#")[0])
    if not captures:
        raise NotFoundError(f"no capture of {what!r}: `dnusa search` shows what there is")
    newest: Capture = max(captures, key=lambda one: (one.captured_at, one.id))
    return newest


def _pages_of(opened: Archive, url: str) -> list[Capture]:
    return [one for one in opened.captures(url=url) if one.status == 200 or one.is_revisit]


def _read_again(opened: Archive, capture: Capture, archive: object) -> PageReading:
    """Read the page of a capture in a child process, as the crawl does."""
    from archive import read_response

    from ..intake import MAX_BODY_BYTES
    from ..pages.learned import Learner
    from ..pages.values import PageSource
    from ..workers import ReaderPool

    exchange = opened.read(capture)
    response = read_response(exchange.response or b"", max_bytes=MAX_BODY_BYTES)
    source = PageSource(
        body=response.body,
        url=capture.url,
        content_type=capture.content_type,
        captured_at=capture.captured_at,
        hints=capture.visit.hints,
    )
    snapshot = opened.learned(capture.visit.site)
    learned = Learner.from_json(snapshot).learned() if snapshot else None
    with ReaderPool(1) as readers:
        return readers.read([source], site=_hints(archive, capture.visit.site), learned=learned, explain=True)


def _hints(archive: object, name: str) -> SiteHints:
    """Return what the archive's site file says; nothing where there is none."""
    from pathlib import Path

    from ..pages.values import SiteHints
    from ..sites import find, read_site

    file = find(name, [Path(str(archive)) / "sites"])
    return read_site(file).hints() if file else SiteHints(name=name)


def _decision_object(one: BlockDecision) -> dict[str, object]:
    return {
        "index": one.index,
        "kept": one.kept,
        "witness": one.witness,
        "reason": one.reason,
        "place": one.place,
        "text": one.text,
    }


def _print_decision(one: BlockDecision) -> None:
    mark = "kept   " if one.kept else "dropped"
    out(f"{one.index:4} {mark} {one_line(one.witness):12} {one_line(one.reason)}  [{one_line(one.place, width=60)}]")
    out(f"     {one_line(one.text, width=100)}")
