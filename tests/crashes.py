"""Crawls that are killed in the middle, and the laws that hold afterwards."""

from __future__ import annotations

import gzip
import random
import subprocess
import time
from pathlib import Path

import attrs

from archive import Archive
from archive.errors import ArchiveNotFoundError
from archive.warc import Fault, Note, WarcReader
from tests import crawls
from tests.newsroom import Newsroom


@attrs.frozen(kw_only=True)
class Rows:
    """What a reader sees of an archive at one moment."""

    #: File, offset and payload digest of every capture.
    captures: frozenset[tuple[str, int, str | None]]
    #: Run, URL and what it came to.
    outcomes: frozenset[tuple[str, str, str]]
    #: Article and number of every version. Its text may be read better later; it stays the same version.
    versions: frozenset[tuple[str, int]]

    @property
    def articles(self) -> set[str]:
        """The URLs whose outcome is an article."""
        return {url for _, url, outcome in self.outcomes if outcome == "article"}

    def lost_in(self, later: Rows) -> list[tuple[object, ...]]:
        """Return what *later* lacks."""
        return [
            *sorted(self.captures - later.captures, key=str),
            *sorted(self.outcomes - later.outcomes),
            *sorted(self.versions - later.versions),
        ]


NOTHING = Rows(captures=frozenset(), outcomes=frozenset(), versions=frozenset())


def rows(archive: Path) -> Rows:
    """Read the rows as any reader does: what it sees is acknowledged."""
    try:
        with Archive.open(archive, readonly=True) as opened:
            return Rows(
                captures=frozenset((one.warc_file, one.warc_offset, one.payload_digest) for one in opened.captures()),
                outcomes=frozenset((one.run, one.url, str(one.outcome)) for one in opened.outcomes()),
                versions=frozenset(
                    (one.article_id, one.number) for article in opened.articles() for one in opened.versions(article.id)
                ),
            )
    except ArchiveNotFoundError:
        return NOTHING


def wait_for_requests(room: Newsroom, process: subprocess.Popen[bytes], count: int, *, seconds: float = 90) -> bool:
    """Wait until the newsroom has had *count* requests; False when the crawl ended before."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        if len(room.requests) >= count:
            return True
        if process.poll() is not None:
            return False
        time.sleep(0.005)
    raise AssertionError(f"the crawl made {len(room.requests)} of {count} requests in {seconds} s")


def crawl_and_kill(
    room: Newsroom, archive: Path, chance: random.Random, *, most_requests: int, most_seconds: float = 1.5
) -> Rows | None:
    """Begin a crawl, kill it at a random moment; return what was acknowledged before, None when it ended by itself.

    Args:
        room: What is crawled.
        archive: Where to.
        chance: Decides the moment.
        most_requests: The moment is counted from a request between the first and this one,
        most_seconds: and lies at most so many seconds after it.
    """
    room.forget_requests()
    process = crawls.start(archive, room.url, *crawls.FAST)
    try:
        if not wait_for_requests(room, process, chance.randint(1, most_requests)):
            return None
        time.sleep(chance.random() * most_seconds)
        seen = rows(archive)
        if process.poll() is not None:
            return None
    finally:
        if process.poll() is None:
            crawls.kill(process)
    return seen


def finish(room: Newsroom, archive: Path) -> crawls.Ran:
    """Crawl undisturbed to the end."""
    room.forget_requests()
    return crawls.crawl(archive, room.url)


def broken_laws(archive: Path) -> list[str]:
    """Return what is wrong with an archive, one line each: records that cannot be read or have no row, rows twice."""
    wrong: list[str] = []
    reader = WarcReader(archive / "warc")
    records: set[tuple[str, int]] = set()
    for file in reader.names():
        for entry in reader.entries(file):
            if isinstance(entry, Fault):
                wrong.append(f"{entry.file} at {entry.offset}: {entry.message}")
            elif not isinstance(entry, Note):
                records.add((entry.written.file, entry.written.offset))
    for path in sorted((archive / "warc").iterdir()):
        if path.suffix != ".gz":
            wrong.append(f"{path.name} was left behind")
            continue
        with gzip.open(path) as unpacked:
            while unpacked.read(1 << 20):
                pass
    with Archive.open(archive, readonly=True) as opened:
        captures = [(one.warc_file, one.warc_offset) for one in opened.captures()]
        articles = list(opened.articles())
        log = [(one.run, one.url) for one in opened.outcomes()]
        texts = [(one.article_id, one.text_digest) for article in articles for one in opened.versions(article.id)]
        unread = [one.url for site in {run.site for run in opened.runs()} for one in opened.unread(site)]
    wrong += [f"record without a row: {one}" for one in sorted(records - set(captures))]
    wrong += [f"row without a record: {one}" for one in sorted(set(captures) - records)]
    wrong += [f"capture twice: {one}" for one in crawls.twice(captures)]
    wrong += [f"outcome twice: {one}" for one in crawls.twice(log)]
    wrong += [f"article twice: {one}" for one in crawls.twice(one.article.url for one in articles)]
    wrong += [f"article twice: {one}" for one in crawls.twice(one.id for one in articles)]
    wrong += [f"version twice: {one}" for one in crawls.twice(texts)]
    wrong += [f"capture never judged: {one}" for one in unread]
    return wrong


def readings(archive: Path) -> dict[str, tuple[str, int]]:
    """Return the text digest and the number of versions of every article."""
    return {one.article.url: (one.text_digest, one.versions) for one in crawls.articles(archive)}
