"""The archive's values as JSON objects, with the keys that other programs rely on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from archive import Article, ArticleSummary, Capture, CrawlRun, Hit, Outcome, Passage, Problem, Version


def iso(moment: datetime | None) -> str | None:
    """Return a time in ISO 8601 with its offset."""
    return moment.isoformat() if moment else None


def place_object(place: tuple[str, int] | None) -> dict[str, Any] | None:
    """Return where a record lies."""
    return {"file": place[0], "offset": place[1]} if place else None


def outcome_object(outcome: Outcome) -> dict[str, Any]:
    """Return one line of the crawl log."""
    return {
        "time": iso(outcome.time),
        "run": outcome.run,
        "site": outcome.site,
        "road": outcome.road.value,
        "purpose": outcome.purpose.value,
        "url": outcome.url,
        "outcome": outcome.outcome.value,
        "reason": outcome.reason,
        "status": outcome.status,
        "bytes": outcome.bytes,
        "warc": place_object(outcome.warc),
        "verdicts": [verdict.value for verdict in outcome.verdicts],
    }


def facts_object(article: Article) -> dict[str, Any]:
    """Return what an article says of itself, without its text."""
    return {
        "url": article.url,
        "title": article.title,
        "published": iso(article.published_at),
        "published_raw": article.published_raw,
        "modified": iso(article.modified_at),
        "modified_raw": article.modified_raw,
        "authors": list(article.authors),
        "credits": [{"name": credit.name, "role": credit.role} for credit in article.credits],
        "section": article.section,
        "tags": list(article.tags),
        "language": article.language,
        "place": article.place,
        "agency": article.agency,
        "image": article.image_url,
        "external_id": article.external_id,
        "sources": dict(article.sources),
        "confidence": dict(article.confidence),
        "extractor": article.extractor,
    }


def summary_object(summary: ArticleSummary, *, with_text: bool) -> dict[str, Any]:
    """Return an article as the archive holds it."""
    return {
        "id": summary.id,
        "site": summary.site,
        **facts_object(summary.article),
        "versions": summary.versions,
        "gone": summary.is_gone,
        "first_seen": iso(summary.first_seen_at),
        "last_seen": iso(summary.last_seen_at),
        "cluster": summary.cluster,
        "warc": place_object((summary.warc_file, summary.warc_offset)),
        "payload_digest": summary.payload_digest,
        "text_digest": summary.text_digest,
        **({"text": summary.article.text} if with_text else {}),
    }


def hit_object(hit: Hit) -> dict[str, Any]:
    """Return one search result; hits in the snippet stand between asterisks."""
    snippet = hit.snippet.replace("\x02", "**").replace("\x03", "**")
    return {**summary_object(hit.article, with_text=False), "snippet": snippet, "score": hit.score}


def version_object(version: Version) -> dict[str, Any]:
    """Return one version of an article."""
    return {
        "number": version.number,
        "title": version.title,
        "text": version.text,
        "text_digest": version.text_digest,
        "published": iso(version.published_at),
        "modified": iso(version.modified_at),
        "first_seen": iso(version.first_seen_at),
        "last_seen": iso(version.last_seen_at),
        "extractor": version.extractor,
        "warc": place_object((version.warc_file, version.warc_offset)),
    }


def capture_object(capture: Capture) -> dict[str, Any]:
    """Return one capture."""
    return {
        "url": capture.url,
        "captured_at": iso(capture.captured_at),
        "run": capture.visit.run,
        "purpose": capture.visit.purpose.value,
        "status": capture.status,
        "content_type": capture.content_type,
        "payload_digest": capture.payload_digest,
        "payload_bytes": capture.payload_bytes,
        "revisit": capture.is_revisit,
        "refers_to": place_object(capture.refers_to),
        "truncated": capture.truncated,
        "error": capture.error,
        "warc": place_object((capture.warc_file, capture.warc_offset)),
        "warc_length": capture.warc_length,
    }


def run_object(run: CrawlRun) -> dict[str, Any]:
    """Return one crawl run."""
    return {
        "id": run.id,
        "site": run.site,
        "started": iso(run.started_at),
        "finished": iso(run.finished_at),
        "state": run.state,
        "settings": dict(run.settings),
        "counters": dict(run.counters),
    }


def problem_object(problem: Problem) -> dict[str, Any]:
    """Return one thing that verify found."""
    return {
        "kind": problem.kind.value,
        "warc": place_object((problem.warc_file, problem.offset)),
        "message": problem.message,
    }


def passages_object(passages: Iterable[Passage]) -> list[dict[str, Any]]:
    """Return the blocks of an article."""
    return [
        {"kind": passage.kind.value, "text": passage.text, "level": passage.level, "url": passage.url}
        for passage in passages
    ]
