"""The reader as a filter: pages as JSON lines in, what they say out, for measuring and for other people's pipelines."""

from __future__ import annotations

import binascii
import json
import os
import queue
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from datetime import datetime
from functools import partial
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pybase64

from archive import Article

from .pages.values import PageReading, PageSource, SiteHints
from .workers import GROUP_BYTES, GROUP_PAGES, ReaderPool, Task

if TYPE_CHECKING:
    from .workers import ReaderPool as Pool

#: Longest line that is read, in bytes: a page of 50 MB in base64 and room for its name.
MAX_LINE_BYTES = 72 << 20
#: Pages in flight for each worker, and their bytes: enough that a group is read while the next one gathers, few enough
#: that memory stays small. A worker may always have one page, however large.
PAGES_A_WORKER = 2 * GROUP_PAGES
BYTES_A_WORKER = 2 * GROUP_BYTES


def answers(
    lines: Iterable[bytes], *, site: SiteHints, workers: int | None = None, learn: bool = False
) -> Iterator[dict[str, Any]]:
    """Yield one answer for each line: in any order, with *learn* in the order given.

    An answer comes as soon as its page is read, whether or not another line follows. With *learn* pages are read one
    after the other, each with what those before it have taught, so the answers are the same every time.
    """
    with ReaderPool(workers or _cores()) as pool:
        if learn:
            yield from _learning(lines, pool, site)
        else:
            yield from _as_they_come(lines, pool, site)


def bounded_lines(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield the lines of *stream*; of a line that is too long only as much as shows that it is."""
    while line := stream.readline(MAX_LINE_BYTES + 1):
        yield line
        while len(line) > MAX_LINE_BYTES and not line.endswith(b"\n"):
            line = stream.readline(MAX_LINE_BYTES + 1)
            if not line:
                return


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Room:
    """How many pages, and of what size, may be on their way to *workers* and back."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._pages = self._bytes = 0
        self._changed = threading.Condition()

    def enter(self, size: int) -> None:
        """Wait until there is room for a page of *size* bytes."""
        with self._changed:
            self._changed.wait_for(lambda: self._admits(size))
            self._pages += 1
            self._bytes += size

    def leave(self, size: int) -> None:
        """Make room again."""
        with self._changed:
            self._pages -= 1
            self._bytes -= size
            self._changed.notify()

    def _admits(self, size: int) -> bool:
        if self._pages < self._workers:
            return True
        return self._pages < PAGES_A_WORKER * self._workers and self._bytes + size <= BYTES_A_WORKER * self._workers


def _as_they_come(lines: Iterable[bytes], pool: Pool, site: SiteHints) -> Iterator[dict[str, Any]]:
    """Read pages side by side; a thread takes lines, so that waiting for one holds no answer back."""
    ready: queue.SimpleQueue[dict[str, Any] | int] = queue.SimpleQueue()
    room = _Room(pool.size)
    failures: list[BaseException] = []

    def landed(page_id: Any, size: int, future: Future[PageReading]) -> None:
        ready.put(answer(page_id, future.result()))
        room.leave(size)

    def take() -> None:
        taken = 0
        try:
            for line in lines:
                taken += 1
                page_id, source, reason = parse(line)
                if source is None:
                    ready.put(nothing(page_id, reason))
                    continue
                room.enter(len(source.body))
                future = pool.submit(Task(sources=(source,), site=site, articles_only=True))
                future.add_done_callback(partial(landed, page_id, len(source.body)))
        except BaseException as error:  # noqa: BLE001 - raised again where the answers are asked for
            failures.append(error)
        finally:
            ready.put(taken)

    threading.Thread(target=take, name="dnusa-lines", daemon=True).start()
    given, taken = 0, None
    while given != taken:
        one = ready.get()
        if isinstance(one, int):  # the lines have ended: so many were taken
            taken = one
            if failures:
                raise failures[0]
            continue
        given += 1
        yield one


def _learning(lines: Iterable[bytes], pool: Pool, site: SiteHints) -> Iterator[dict[str, Any]]:
    from .pages.learned import Learner  # noqa: PLC0415 - brings lxml

    learner = Learner()
    for line in lines:
        page_id, source, reason = parse(line)
        if source is None:
            yield nothing(page_id, reason)
            continue
        reading = pool.submit(Task(sources=(source,), site=site, learned=learner.learned())).result()
        learner.add(reading.evidence)
        yield answer(page_id, reading)


def parse(line: bytes) -> tuple[Any, PageSource | None, str | None]:
    """Return a line's id, its page, and why there is none."""
    if len(line) > MAX_LINE_BYTES:
        return None, None, "line-too-long"
    try:
        row = json.loads(line, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return None, None, "bad-line"
    if not isinstance(row, dict):
        return None, None, "bad-line"
    page_id, encoded = row.get("id"), row.get("html_b64")
    if not isinstance(encoded, str):
        return page_id, None, "bad-line"
    try:
        body = _decoded(encoded)
    except (binascii.Error, ValueError):
        return page_id, None, "bad-line"
    return page_id, PageSource(body=body, url=_address(row.get("url"))), None


def _address(url: object) -> str:
    """Return a page's URL; nothing for one that cannot be taken apart (``http://[x``), which says nothing of the page."""
    try:
        return url if isinstance(url, str) and urlsplit(url) else ""
    except ValueError:
        return ""


def _decoded(encoded: str) -> bytes:
    """Return what is written in base64 (RFC 4648 section 4), which may be broken into lines as in mail."""
    try:
        return pybase64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        return pybase64.b64decode("".join(encoded.split()), validate=True)


def _refuse(constant: str) -> None:
    """Refuse what is no JSON (RFC 8259 section 6), though Python reads it: it could not be answered in JSON."""
    raise ValueError(constant)


def nothing(page_id: Any, reason: str | None) -> dict[str, Any]:
    """Return the answer for a line or page without an article."""
    return answer(page_id, PageReading(reason=reason or "no-article"))


def answer(page_id: Any, reading: PageReading) -> dict[str, Any]:
    """Return what a page says as the object that the filter writes."""
    articles = [_fields(article) for article in reading.articles]
    first = articles[0] if articles else _fields(None)
    reason = None if articles else reading.reason or "no-article"
    return {"id": page_id, **first, "reason": reason, "articles": articles}


def _fields(article: Article | None) -> dict[str, Any]:
    def iso(moment: datetime | None) -> str | None:
        return moment.isoformat() if moment else None

    if article is None:
        empty: dict[str, Any] = dict.fromkeys(("url", "title", "date", "modified", "place", "language"))
        return {**empty, "text": "", "authors": [], "credits": [], "sources": {}}
    return {
        "url": article.url or None,
        "text": article.text,
        "title": article.title,
        "authors": list(article.authors),
        "credits": [{"name": credit.name, "role": credit.role} for credit in article.credits],
        "date": iso(article.published_at),
        "modified": iso(article.modified_at),
        "place": article.place,
        "language": article.language,
        "sources": dict(article.sources),
    }
