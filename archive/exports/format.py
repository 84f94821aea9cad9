"""What an export format is, and the fields of one article that all formats share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import IO, Any

import attrs

from ..records import ArticleSummary


@attrs.frozen(kw_only=True)
class Format:
    """One output format."""

    #: What ``dnusa export`` calls it; also the usual ending of its files.
    name: str
    #: One line for the help text.
    summary: str
    #: Writes articles as they come, one at a time, and returns how many there were.
    write: Callable[[Iterable[ArticleSummary], IO[str]], int]


def fields(summary: ArticleSummary) -> dict[str, Any]:
    """Return one article as JSON values; docs/reference/exports.md says what each means."""
    article = summary.article
    return {
        "id": summary.id,
        "url": article.url,
        "site": summary.site,
        "title": article.title,
        "published": _own_time(article.published_at),
        "modified": _own_time(article.modified_at),
        "authors": list(article.authors),
        "credits": [{"name": credit.name, "role": credit.role} for credit in article.credits],
        "section": article.section,
        "tags": list(article.tags),
        "language": article.language,
        "place": article.place,
        "agency": article.agency,
        "image": article.image_url,
        "text": article.text,
        "versions": summary.versions,
        "gone": summary.is_gone,
        "first_seen": _utc(summary.first_seen_at),
        "last_seen": _utc(summary.last_seen_at),
        "cluster": summary.cluster,
        "external_id": article.external_id,
        "warc": {"file": summary.warc_file, "offset": summary.warc_offset},
        "payload_digest": summary.payload_digest,
        "text_digest": summary.text_digest,
        "extractor": article.extractor,
        "sources": dict(article.sources),
    }


def _own_time(moment: datetime | None) -> str | None:
    """Return a time as the article gives it: ISO 8601 with the article's own offset."""
    return None if moment is None else moment.isoformat()


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
