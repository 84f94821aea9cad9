"""The reader as a filter: pages as JSON lines in, what they say out, for measuring and for other people's pipelines."""

from __future__ import annotations

import base64
import binascii
import json
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from datetime import datetime
from typing import IO, TYPE_CHECKING, Any

from archive import Article

from .pages.values import PageReading, PageSource, SiteHints
from .workers import ReaderPool, Task

if TYPE_CHECKING:
    from .workers import ReaderPool as Pool

#: Longest line that is read, in bytes: a page of 50 MB in base64 and room for its name.
MAX_LINE_BYTES = 72 << 20
#: Pages in flight for each worker: enough that none waits, few enough that memory stays small.
PAGES_A_WORKER = 4


def answers(
    lines: Iterable[bytes], *, site: SiteHints, workers: int | None = None, learn: bool = False
) -> Iterator[dict[str, Any]]:
    """Yield one answer for each line: in any order, with *learn* in the order given.

    With *learn* a page is read with what the pages before it have taught, except the last few, which are still being
    read: how many depends on the number of workers only, so the answers are the same every time.
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


def _as_they_come(lines: Iterable[bytes], pool: Pool, site: SiteHints) -> Iterator[dict[str, Any]]:
    flying: dict[Future[PageReading], Any] = {}
    for line in lines:
        page_id, source, reason = parse(line)
        if source is None:
            yield nothing(page_id, reason)
            continue
        flying[pool.submit(Task(sources=(source,), site=site))] = page_id
        while len(flying) >= pool.size * PAGES_A_WORKER:
            yield from _landed(flying)
    while flying:
        yield from _landed(flying)


def _landed(flying: dict[Future[PageReading], Any]) -> Iterator[dict[str, Any]]:
    done, _ = wait(flying, return_when=FIRST_COMPLETED)
    for future in done:
        yield answer(flying.pop(future), future.result())


def _learning(lines: Iterable[bytes], pool: Pool, site: SiteHints) -> Iterator[dict[str, Any]]:
    from .pages.learned import Learner  # noqa: PLC0415 - brings lxml

    learner = Learner()
    flying: deque[tuple[Any, Future[PageReading] | None, str | None]] = deque()

    def land() -> dict[str, Any]:
        page_id, future, reason = flying.popleft()
        if future is None:
            return nothing(page_id, reason)
        reading = future.result()
        learner.add(reading.evidence)
        return answer(page_id, reading)

    for line in lines:
        page_id, source, reason = parse(line)
        if len(flying) >= pool.size:
            yield land()
        task = Task(sources=(source,), site=site, learned=learner.learned()) if source is not None else None
        flying.append((page_id, pool.submit(task) if task else None, reason))
    while flying:
        yield land()


def parse(line: bytes) -> tuple[Any, PageSource | None, str | None]:
    """Return a line's id, its page, and why there is none."""
    if len(line) > MAX_LINE_BYTES:
        return None, None, "line-too-long"
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return None, None, "bad-line"
    if not isinstance(row, dict):
        return None, None, "bad-line"
    page_id, url, encoded = row.get("id"), row.get("url"), row.get("html_b64")
    if not isinstance(encoded, str):
        return page_id, None, "bad-line"
    try:
        body = base64.b64decode(encoded, validate=False)
    except (binascii.Error, ValueError):
        return page_id, None, "bad-line"
    return page_id, PageSource(body=body, url=url if isinstance(url, str) else ""), None


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
