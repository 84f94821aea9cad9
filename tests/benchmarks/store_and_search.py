# ruff: noqa: T201
"""What keeping and searching cost: generated articles into an archive, then queries of several classes.

``python tests/benchmarks/store_and_search.py [ARTICLES] [--database URL]`` prints processor milliseconds per article and per
query. Texts are 300 words from a vocabulary with Zipf's law, so that words are common and rare as in a newspaper.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from itertools import accumulate
from pathlib import Path

from archive import Archive, Article, Capture, Exchange, Purpose, Road, Visit

WORDS_PER_ARTICLE = 300
VOCABULARY = 60_000
WIB = timezone(timedelta(hours=7))
START = datetime(2010, 1, 1, tzinfo=WIB)


def main() -> None:
    """Fill an archive and ask it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", nargs="?", type=int, default=100_000)
    parser.add_argument("--database", help="PostgreSQL URL for the rows")
    parser.add_argument("--queries", type=int, default=60)
    options = parser.parse_args()
    dice = random.Random(7)
    vocabulary = [_word(dice) for _ in range(VOCABULARY)]
    # Summed once: a hundred thousand drawings would sum sixty thousand weights each.
    weights = list(accumulate(1 / (rank + 2.7) for rank in range(VOCABULARY)))
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "archive"
        with Archive.open(path, create=True, database=options.database) as archive:
            _fill(archive, options.articles, dice, vocabulary, weights)
        size = sum(file.stat().st_size for file in path.glob("archive.db*"))
        print(f"database {size / 1e6:.0f} MB")
        with Archive.open(path, readonly=True, database=options.database) as archive:
            _ask(archive, options.queries, dice, vocabulary)


def _fill(archive: Archive, count: int, dice: random.Random, vocabulary: list[str], weights: list[float]) -> None:
    print(f"{count} articles of {WORDS_PER_ARTICLE} words, a commit every 100")
    spent = {"write": 0.0, "keep": 0.0, "keep again": 0.0, "commit": 0.0}
    wall = time.perf_counter()
    kept: list[tuple[Article, Capture]] = []
    for number in range(count):
        text = " ".join(dice.choices(vocabulary, cum_weights=weights, k=WORDS_PER_ARTICLE))
        article = _article(number, text, dice)
        exchange = _exchange(article.url, number)
        began = time.process_time()
        capture = archive.write(exchange)
        written = time.process_time()
        archive.keep(article, capture=capture)
        spent["write"] += written - began
        spent["keep"] += time.process_time() - written
        if number % 50 == 0:
            kept.append((article, capture))
        if number % 100 == 99:
            began = time.process_time()
            archive.commit()
            spent["commit"] += time.process_time() - began
    print(f"wall {time.perf_counter() - wall:.0f} s")
    began = time.process_time()
    for article, capture in kept:
        archive.keep(article, capture=capture)
    again = (time.process_time() - began) / len(kept)
    for name in ("write", "keep", "commit"):
        print(f"{name:12} {spent[name] / count * 1e3:.3f} ms processor an article")
    print(f"{'keep again':12} {again * 1e3:.3f} ms")


def _ask(archive: Archive, count: int, dice: random.Random, vocabulary: list[str]) -> None:
    common, middle, rare = vocabulary[:50], vocabulary[50:2_000], vocabulary[20_000:]
    classes: dict[str, Callable[[], str]] = {
        "one common word": lambda: dice.choice(common),
        "common, site and year": lambda: f"{dice.choice(common)} site:s3.example since:2010-03 until:2010-06",
        "one rare word": lambda: dice.choice(rare),
        "three words": lambda: " ".join(dice.sample(middle, 3)),
        "phrase of two": lambda: f'"{dice.choice(common)} {dice.choice(common)}"',
        "prefix": lambda: dice.choice(middle)[:4] + "*",
        "one author": lambda: f'author:"Penulis {dice.randrange(200)}"',
        "the newest of a site": lambda: "site:s5.example",
    }
    for name, make in classes.items():
        times, walls, total = [], [], 0
        for _ in range(count):
            query = make()
            began, wall = time.process_time(), time.perf_counter()
            total += archive.search(query, limit=10).total
            times.append((time.process_time() - began) * 1e3)
            walls.append((time.perf_counter() - wall) * 1e3)
        times.sort()
        walls.sort()
        at95 = int(len(times) * 0.95)
        print(
            f"{name:22} processor p50 {statistics.median(times):7.2f} p95 {times[at95]:7.2f} ms, "
            f"wall p50 {statistics.median(walls):7.2f} p95 {walls[at95]:7.2f} ms, {total // count} hits"
        )


def _word(dice: random.Random) -> str:
    return "".join(dice.choice("bcdghjklmnprst") + dice.choice("aiueo") for _ in range(dice.randint(1, 4)))


def _article(number: int, text: str, dice: random.Random) -> Article:
    return Article(
        url=f"https://s{number % 10}.example/{number}/",
        title=text[:60].title(),
        text=text,
        authors=(f"Penulis {dice.randrange(200)}",),
        published_at=START + timedelta(minutes=number * 7),
        section="Daerah",
        tags=("a", "b"),
        language="id",
        place="Tulungagung",
        sources={"title": "json-ld", "text": "dom"},
        confidence={"title": 0.9},
        extractor="benchmark/1",
    )


def _exchange(url: str, number: int) -> Exchange:
    body = b"%d" % number
    return Exchange(
        url=url,
        visit=Visit(run="r", site=f"s{number % 10}.example", purpose=Purpose.PAGE, road=Road.LISTING),
        started_at=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=number),
        request=b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
        response=b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(body) + body,
    )


if __name__ == "__main__":
    main()
