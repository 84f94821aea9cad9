"""A site's proof: pages that were saved from it, and the articles they must give.

One folder a page below ``sites/NAME/``: ``page.html`` (the body as it came, codings removed), ``page.json`` (its URL,
content type and when it was captured) and ``articles.json`` (what a person approved). The reader may change; these not.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import attrs

from archive import Article
from dnusa_crawler.errors import SiteFileError
from dnusa_crawler.pages.values import PageReading, PageSource

#: Largest saved page; a page is bounded the same way when it is fetched.
_LARGEST_BYTES = 20 << 20


@attrs.frozen(kw_only=True)
class SavedPage:
    """One page of the proof."""

    #: Name of its folder.
    name: str
    source: PageSource
    #: What it must give: title, text, authors, published and place of each article.
    expected: tuple[dict[str, Any], ...]


def expectation(article: Article) -> dict[str, Any]:
    """Return what of *article* a saved page must give again."""
    return {
        "title": article.title,
        "text": article.text,
        "authors": list(article.authors),
        "published": article.published_at.isoformat() if article.published_at else None,
        "place": article.place,
    }


def save(folder: Path, pages: Iterable[SavedPage]) -> list[Path]:
    """Write *pages* below *folder*, one folder each; return the folders."""
    written = []
    for page in pages:
        place = folder / page.name
        place.mkdir(parents=True, exist_ok=True)
        about = {
            "url": page.source.url,
            "content_type": page.source.content_type,
            "captured_at": page.source.captured_at.isoformat() if page.source.captured_at else None,
        }
        (place / "page.html").write_bytes(page.source.body)
        (place / "page.json").write_text(_json(about), encoding="utf-8")
        (place / "articles.json").write_text(_json(list(page.expected)), encoding="utf-8")
        written.append(place)
    return written


def load(folder: Path) -> Iterator[SavedPage]:
    """Yield the saved pages below *folder* in order of name; an absent folder has none.

    Raises:
        SiteFileError: If a saved page cannot be read.
    """
    for place in sorted(path for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else ():
        try:
            if (place / "page.html").stat().st_size > _LARGEST_BYTES:
                raise SiteFileError(f"{place / 'page.html'}: larger than 20 MB: not a saved page")
            body = (place / "page.html").read_bytes()
            about = json.loads((place / "page.json").read_text(encoding="utf-8"))
            expected = json.loads((place / "articles.json").read_text(encoding="utf-8"))
            captured = about.get("captured_at")
            source = PageSource(
                body=body,
                url=str(about["url"]),
                content_type=about.get("content_type"),
                captured_at=datetime.fromisoformat(captured) if captured else None,
            )
            yield SavedPage(name=place.name, source=source, expected=tuple(dict(one) for one in expected))
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise SiteFileError(f"{place}: not a saved page ({error}); save it again or take the folder out") from error


def differences(page: SavedPage, reading: PageReading) -> str | None:
    """Say in one line how a new reading of a saved page differs from what is expected; None when it does not."""
    given = [expectation(article) for article in reading.articles]
    if len(given) != len(page.expected):
        why = f" ({reading.reason})" if reading.reason else ""
        return f"{len(given)} articles instead of {len(page.expected)}{why}"
    for number, (now, then) in enumerate(zip(given, page.expected, strict=True), start=1):
        fields = [name for name, value in then.items() if now.get(name) != value]
        if fields:
            return f"article {number}: other {', '.join(fields)}"
    return None


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
