"""Score the reader on the pages this project ships, and hold the scores to their floors.

    python tests/pages/gate.py            # print scores beside floors
    python tests/pages/gate.py --raise    # write floors.json, each floor as high as the score reached; none is lowered
    python tests/pages/gate.py --lower NAME=VALUE   # a named decision; say why in the commit

Scores are shares between 0 and 1, higher is better, or counts of good things. Everything is deterministic.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"


def read(body: bytes, url: str, learned=None):
    """Read one page with nothing known of its site."""
    from dnusa_crawler import pages
    from dnusa_crawler.pages.values import PageSource, SiteHints

    return pages.extract(PageSource(body=body, url=url), site=SiteHints(), learned=learned)


def _same_day(shown: datetime | None, wanted: str | None) -> bool:
    """Say whether a date is right: the same instant where the truth has a time, else the same day."""
    if wanted is None or shown is None:
        return wanted is None and shown is None
    if "T" not in wanted:
        return shown.date().isoformat() == wanted
    return shown == datetime.fromisoformat(wanted)


def indonesian() -> dict[str, float]:
    """Score the annotated Indonesian pages."""
    folder = HERE / "indonesian"
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    count: Counter[str] = Counter()
    for row in truth:
        reading = read((folder / "pages" / f"{row['page']}.html").read_bytes(), row["url"])
        count["pages"] += 1
        count["pages right"] += len(reading.articles) == len(row["articles"])
        clean = len(reading.articles) == len(row["articles"])
        for number, wanted in enumerate(row["articles"]):
            count["articles"] += 1
            count["units"] += len(wanted["units"])
            if number >= len(reading.articles):
                continue
            article = reading.articles[number]
            shown = article.text.split("\n\n") if article.text else []
            found = sum(unit in shown for unit in wanted["units"])
            foreign = sum(line not in wanted["units"] for line in shown)
            count["units found"] += found
            count["lines"] += len(shown)
            count["lines true"] += len(shown) - foreign
            clean = clean and foreign == 0 and found == len(wanted["units"])
            count["titles"] += article.title == wanted["title"]
            count["authors"] += list(article.authors) == wanted["authors"]
            count["dates"] += _same_day(article.published_at, wanted["date"])
            count["places"] += article.place == wanted["place"]
            count["addresses"] += article.url == wanted["url"]
        count["pages clean"] += clean
    articles = count["articles"]
    return {
        "indonesian: number of articles right": count["pages right"] / count["pages"],
        "indonesian: paragraphs found": count["units found"] / count["units"],
        "indonesian: lines true": count["lines true"] / count["lines"],
        "indonesian: pages without a fault in the text": count["pages clean"] / count["pages"],
        **{f"indonesian: {name} right": count[name] / articles for name in ("titles", "authors", "dates", "places", "addresses")},
    }


def founding() -> dict[str, float]:
    """Score the pages of two articles run together."""
    from tests.pages import founding as module

    count: Counter[str] = Counter()
    for name, build in module.BUILDS.items():
        reading = read(build().encode(), module.address(name))
        pairs = list(zip(reading.articles, module.ARTICLES, strict=False))
        two = len(reading.articles) == 2
        count["texts"] += two and all(article.text.split("\n\n") == wanted["paragraphs"] for article, wanted in pairs)
        count["titles"] += two and all(article.title == wanted["title"] for article, wanted in pairs)
        count["facts"] += two and all(
            article.place == wanted["place"] and article.published_at is not None and article.published_at.isoformat().startswith(wanted["date"])
            and article.published_at.utcoffset().total_seconds() == 7 * 3600 and not article.authors
            for article, wanted in pairs
        )  # fmt: skip
        count["addresses"] += two and all(
            article.url == wanted["url"] or (number == 1 and name in module.WITHOUT_URL) for number, (article, wanted) in enumerate(pairs)
        )
    return {f"founding: {name} right": count[name] / len(module.BUILDS) for name in ("texts", "titles", "facts", "addresses")}


def pieces() -> dict[str, float]:
    """Score pieces of clutter in two positions, and true sentences that look like clutter."""
    from tests.pages import pieces as module

    scores: dict[str, float] = {}
    kept = tried = 0
    for name, kinds in (("listed", module.LISTED), ("unlisted", module.UNLISTED), ("blind", module.BLIND)):
        removed = 0
        for piece in kinds:
            for position in ("middle", "end"):
                reading = read(module.page(**{position: piece.html}).encode(), module.URL)
                text = reading.articles[0].text if reading.articles else ""
                tried += len(module.STORY)
                kept += sum(line in text for line in module.STORY)
                removed += bool(text) and piece.words not in text
        scores[f"clutter: {name} kinds removed"] = removed / (2 * len(kinds))
    scores["clutter: story kept around it"] = kept / tried
    traps = 0
    for sentence in module.TRAPS:
        reading = read(module.page(middle=f"<p>{sentence}</p>").encode(), module.URL)
        traps += bool(reading.articles) and sentence in reading.articles[0].text
    scores["clutter: true sentences kept"] = traps / len(module.TRAPS)
    return scores


def kinds() -> dict[str, float]:
    """Score kinds of clutter nobody thought of, and true paragraphs that look like them, in three builds."""
    from tests.pages import kinds as module

    scores: dict[str, float] = {}
    kept = tried = 0
    for name in ("FIRST", "SECOND", "THIRD", "TRUE"):
        removed = 0
        batch = getattr(module, name)
        for kind in batch:
            story = module.STORIES[kind.language]
            for build in module.BUILDS:
                for position in module.POSITIONS:
                    reading = read(module.page(build, kind, position).encode(), module.URLS[kind.language])
                    text = reading.articles[0].text if reading.articles else ""
                    removed += bool(text) and kind.words not in text
                    tried += len(story)
                    kept += sum(line in text for line in story)
        share = removed / (len(batch) * len(module.BUILDS) * len(module.POSITIONS))
        scores[f"kinds: {'true paragraphs kept' if name == 'TRUE' else f'{name.lower()} batch removed'}"] = 1 - share if name == "TRUE" else share
    scores["kinds: story kept around it"] = kept / tried
    return scores


def nothing() -> dict[str, float]:
    """Score pages that hold no article, and short ones that do."""
    from tests.pages import nothing as module

    refused = named = short = 0
    for markup, url, reasons in module.NOTHING.values():
        reading = read(markup.encode(), url)
        refused += not reading.articles
        named += not reading.articles and reading.reason in reasons
    for markup, url, words in module.SHORT.values():
        reading = read(markup.encode(), url)
        short += bool(reading.articles) and words in reading.articles[0].text
    return {
        "no article: refused": refused / len(module.NOTHING),
        "no article: reason right": named / len(module.NOTHING),
        "no article: short articles kept": short / len(module.SHORT),
    }


def learning() -> dict[str, float]:
    """Score what fifty pages of one site teach."""
    from dnusa_crawler.pages.learned import Learner
    from tests.pages import learning as site

    learner = Learner()
    leaks: list[int] = []
    lost = true = 0
    for page in site.pages():
        reading = read(page.html.encode(), page.url, learner.learned())
        text = reading.articles[0].text if reading.articles else ""
        leaks.append(sum(line in text for line in page.clutter))
        true += len(page.true)
        lost += sum(line not in text for line in page.true)
        learner.add(reading.evidence, key=page.url)
    late = leaks[20:]
    return {
        "learning: pages from the 21st without a leak": sum(count == 0 for count in late) / len(late),
        "learning: true lines kept": 1 - lost / true,
        "learning: pages before all is learned (50 minus)": COUNT_OF_PAGES - next((n for n in range(len(leaks), 0, -1) if leaks[n - 1]), 0),
        "learning: leaks of the first page (it is unknown)": min(1.0, float(leaks[0])),
    }


COUNT_OF_PAGES = 50
PARTS = {"indonesian": indonesian, "founding": founding, "clutter": pieces, "kinds": kinds, "no article": nothing, "learning": learning}


def floors() -> dict[str, float]:
    """Return the committed floors."""
    return json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}


def scores(*names: str) -> dict[str, float]:
    """Return all scores, or those of the named parts."""
    return {key: value for name in (names or PARTS) for key, value in PARTS[name]().items()}


def main() -> int:
    """Print scores; raise or lower floors when asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raise", dest="up", action="store_true")
    parser.add_argument("--lower", action="append", default=[], metavar="NAME=VALUE")
    chosen = parser.parse_args()
    sys.path.insert(0, str(HERE.parent.parent))
    found, held = scores(), floors()
    for name, value in sorted(found.items()):
        print(f"{value:8.4f}  floor {held.get(name, 0):8.4f}  {'BELOW ' if value < held.get(name, 0) - 1e-9 else ''}{name}")
    if chosen.up:
        held = {**held, **{name: max(held.get(name, 0.0), int(value * 10000 + 1e-6) / 10000) for name, value in found.items()}}
    for one in chosen.lower:
        name, value = one.rsplit("=", 1)
        held[name] = float(value)
    if chosen.up or chosen.lower:
        FLOORS.write_text(json.dumps(held, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0 if all(value >= held.get(name, 0) - 1e-9 for name, value in found.items()) else 1


if __name__ == "__main__":
    sys.exit(main())
