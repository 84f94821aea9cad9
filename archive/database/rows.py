"""Between rows and values: nothing of the database's form leaves this package."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from ..records import (
    Article,
    ArticleSummary,
    Capture,
    CrawlRun,
    Credit,
    KnownUrl,
    Outcome,
    OutcomeKind,
    Passage,
    PassageKind,
    Purpose,
    Road,
    Verdict,
    Version,
    Visit,
)
from .session import Row

#: Bits of a sort key that hold the article's number; 268 million articles.
NUMBER_BITS = 28


#: One encoder for all: ``json.dumps`` with settings makes a new one each time, nine times an article.
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode


def stamp(moment: datetime) -> str:
    """Return *moment* in UTC as text of fixed width, which sorts as it reads."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def moment(text: str) -> datetime:
    """Return the aware time that :func:`stamp` wrote."""
    return datetime.fromisoformat(text)


def optional_stamp(when: datetime | None) -> str | None:
    """Return :func:`stamp` of *when*, None for None."""
    return None if when is None else stamp(when)


def optional_moment(text: str | None) -> datetime | None:
    """Return the time written by :func:`stamp` or ``isoformat``, None for None."""
    return None if text is None else datetime.fromisoformat(text)


def key(*parts: str) -> bytes:
    """Return the 16 bytes by which an index finds *parts*."""
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).digest()[:16]


def sort_key(when: datetime, number: int) -> int:
    """Return the number by which articles sort by time, to the minute, and no two are equal."""
    return (minutes(when) << NUMBER_BITS) | number


def minutes(when: datetime) -> int:
    """Return the whole minutes from 1970 to *when*; negative before."""
    return int((when - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds() // 60)


def clean(text: str) -> str:
    """Return *text* with what no database holds (NUL, halves of surrogate pairs) as U+FFFD."""
    if "\0" in text:
        text = text.replace("\0", "\ufffd")
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def optional_clean(text: str | None) -> str | None:
    """Return :func:`clean` of *text*, None for None."""
    return None if text is None else clean(text)


def dump(value: object) -> str:
    """Return *value* as JSON text: compact, keys sorted, so that equal values are equal text."""
    if not value and isinstance(value, list | dict):
        return "[]" if isinstance(value, list) else "{}"
    return clean(_encode(value))


def load_list(text: str) -> list[str]:
    """Return the list of strings that :func:`dump` wrote."""
    found: list[str] = json.loads(text)
    return found


def _strings(text: str) -> dict[str, str]:
    return json.loads(text) if text != "{}" else {}


# Captures. The order of CAPTURE is the order of the columns in every query that answers with captures.

CAPTURE = (
    "id", "url", "canonical_url", "run", "site", "purpose", "road", "via", "attempt", "hints", "captured_at", "status",
    "content_type", "warc_file", "warc_offset", "warc_length", "payload_digest", "payload_bytes", "is_revisit",
    "refers_to_file", "refers_to_offset", "truncated", "etag", "last_modified", "location", "error",
)  # fmt: skip


def capture_values(capture: Capture) -> dict[str, Any]:
    """Return the row of *capture*."""
    visit = capture.visit
    refers_to_file, refers_to_offset = capture.refers_to or (None, None)
    return {
        "id": capture.id,
        "url_key": key(capture.canonical_url),
        "url": clean(capture.url),
        "canonical_url": clean(capture.canonical_url),
        "run": clean(visit.run),
        "site": clean(visit.site),
        "purpose": visit.purpose.value,
        "road": visit.road.value,
        "via": optional_clean(visit.via),
        "attempt": visit.attempt,
        "hints": dump(dict(visit.hints)),
        "captured_at": stamp(capture.captured_at),
        "status": capture.status,
        "content_type": optional_clean(capture.content_type),
        "warc_file": capture.warc_file,
        "warc_offset": capture.warc_offset,
        "warc_length": capture.warc_length,
        "payload_digest": capture.payload_digest,
        "payload_bytes": capture.payload_bytes,
        "is_revisit": capture.is_revisit,
        "refers_to_file": refers_to_file,
        "refers_to_offset": refers_to_offset,
        "truncated": optional_clean(capture.truncated),
        "etag": optional_clean(capture.etag),
        "last_modified": optional_clean(capture.last_modified),
        "location": optional_clean(capture.location),
        "error": optional_clean(capture.error),
        "is_read": False,
    }


def to_capture(row: Row) -> Capture:
    """Return the capture of a row with the columns :data:`CAPTURE`."""
    visit = Visit(
        run=row[3], site=row[4], purpose=Purpose(row[5]), road=Road(row[6]), via=row[7], attempt=row[8], hints=_strings(row[9])
    )  # fmt: skip
    return Capture(
        id=row[0],
        url=row[1],
        canonical_url=row[2],
        visit=visit,
        captured_at=moment(row[10]),
        status=row[11],
        content_type=row[12],
        warc_file=row[13],
        warc_offset=row[14],
        warc_length=row[15],
        payload_digest=row[16],
        payload_bytes=row[17],
        is_revisit=bool(row[18]),
        refers_to=None if row[19] is None else (row[19], row[20]),
        truncated=row[21],
        etag=row[22],
        last_modified=row[23],
        location=row[24],
        error=row[25],
    )


# Readings: the columns of a version that an article's reader fills.

READING = (
    "title", "text", "passages", "authors", "credits", "published", "published_raw", "modified", "modified_raw", "section",
    "tags", "language", "image_url", "place", "agency", "sources", "confidence", "extractor",
)  # fmt: skip


def reading_values(article: Article) -> dict[str, Any]:
    """Return the columns :data:`READING` of *article*."""
    return {
        "title": clean(article.title),
        "text": clean(article.text),
        "passages": dump([[p.kind.value, p.text, p.level, p.url, p.numbered] for p in article.passages]),
        "authors": dump(article.authors),
        "credits": dump([[credit.name, credit.role] for credit in article.credits]),
        "published": None if article.published_at is None else article.published_at.isoformat(),
        "published_raw": optional_clean(article.published_raw),
        "modified": None if article.modified_at is None else article.modified_at.isoformat(),
        "modified_raw": optional_clean(article.modified_raw),
        "section": optional_clean(article.section),
        "tags": dump(article.tags),
        "language": optional_clean(article.language),
        "image_url": optional_clean(article.image_url),
        "place": optional_clean(article.place),
        "agency": optional_clean(article.agency),
        "sources": dump(dict(article.sources)),
        "confidence": dump(dict(article.confidence)),
        "extractor": clean(article.extractor),
    }


def to_article(url: str, external_id: str | None, row: Row) -> Article:
    """Return the article of a row with the columns :data:`READING`."""
    return Article(
        url=url,
        title=row[0],
        text=row[1],
        passages=tuple(
            Passage(kind=PassageKind(kind), text=text, level=level, url=address, numbered=numbered)
            for kind, text, level, address, numbered in json.loads(row[2])
        ),
        authors=tuple(json.loads(row[3])),
        credits=tuple(Credit(name=name, role=role) for name, role in json.loads(row[4])),
        published_at=optional_moment(row[5]),
        published_raw=row[6],
        modified_at=optional_moment(row[7]),
        modified_raw=row[8],
        section=row[9],
        tags=tuple(json.loads(row[10])),
        language=row[11],
        image_url=row[12],
        place=row[13],
        agency=row[14],
        sources=_strings(row[15]),
        confidence=json.loads(row[16]),
        extractor=row[17],
        external_id=external_id,
    )


#: Columns of ``article`` before, and of ``capture`` after the reading, in every query that answers with summaries.
SUMMARY_ARTICLE = (
    "id", "site", "url", "external_id", "versions", "first_seen_at", "last_seen_at", "gone_at", "cluster", "sort_key",
    "dated_at",
)  # fmt: skip


def to_summary(row: Row) -> ArticleSummary:
    """Return the summary of a row: SUMMARY_ARTICLE, READING, text_digest, warc_file, warc_offset, payload_digest."""
    after = len(SUMMARY_ARTICLE) + len(READING)
    return ArticleSummary(
        id=row[0],
        site=row[1],
        article=to_article(row[2], row[3], row[len(SUMMARY_ARTICLE) : after]),
        versions=row[4],
        first_seen_at=moment(row[5]),
        last_seen_at=moment(row[6]),
        is_gone=row[7] is not None,
        cluster=row[8],
        text_digest=row[after],
        warc_file=row[after + 1],
        warc_offset=row[after + 2],
        payload_digest=row[after + 3],
    )


def to_version(row: Row) -> Version:
    """Return the version of a row: article id, number, title, text, digest, published, modified, seen, seen, …."""
    return Version(
        article_id=row[0],
        number=row[1],
        title=row[2],
        text=row[3],
        text_digest=row[4],
        published_at=optional_moment(row[5]),
        modified_at=optional_moment(row[6]),
        first_seen_at=moment(row[7]),
        last_seen_at=moment(row[8]),
        extractor=row[9],
        warc_file=row[10],
        warc_offset=row[11],
    )


KNOWN = (
    "site", "canonical_url", "url", "purpose", "road", "via", "due_at", "attempts", "hints", "seen_modified", "last_outcome",
    "last_reason", "last_fetched_at", "is_gone",
)  # fmt: skip


def known_values(known: KnownUrl) -> dict[str, Any]:
    """Return the row of *known*, without its number."""
    return {
        "key": key(known.site, known.canonical_url),
        "site": clean(known.site),
        "canonical_url": clean(known.canonical_url),
        "url": clean(known.url),
        "purpose": known.purpose.value,
        "road": known.road.value,
        "via": optional_clean(known.via),
        "due_at": optional_stamp(known.due_at),
        "attempts": known.attempts,
        "hints": dump(dict(known.hints)),
        "seen_modified": optional_clean(known.seen_modified),
        "last_outcome": None if known.last_outcome is None else known.last_outcome.value,
        "last_reason": optional_clean(known.last_reason),
        "last_fetched_at": optional_stamp(known.last_fetched_at),
        "is_gone": known.is_gone,
    }


def to_known(row: Row) -> KnownUrl:
    """Return the known URL of a row with the columns :data:`KNOWN`."""
    return KnownUrl(
        site=row[0],
        canonical_url=row[1],
        url=row[2],
        purpose=Purpose(row[3]),
        road=Road(row[4]),
        via=row[5],
        due_at=optional_moment(row[6]),
        attempts=row[7],
        hints=_strings(row[8]),
        seen_modified=row[9],
        last_outcome=None if row[10] is None else OutcomeKind(row[10]),
        last_reason=row[11],
        last_fetched_at=optional_moment(row[12]),
        is_gone=bool(row[13]),
    )


OUTCOME = (
    "time", "run", "site", "road", "purpose", "url", "outcome", "reason", "status", "bytes", "warc_file", "warc_offset",
    "verdicts",
)  # fmt: skip


def outcome_values(outcome: Outcome) -> dict[str, Any]:
    """Return the row of *outcome*, without its number."""
    warc_file, warc_offset = outcome.warc or (None, None)
    return {
        "time": stamp(outcome.time),
        "run": clean(outcome.run),
        "site": clean(outcome.site),
        "road": outcome.road.value,
        "purpose": outcome.purpose.value,
        "url": clean(outcome.url),
        "outcome": outcome.outcome.value,
        "reason": optional_clean(outcome.reason),
        "status": outcome.status,
        "bytes": outcome.bytes,
        "warc_file": warc_file,
        "warc_offset": warc_offset,
        "verdicts": dump([verdict.value for verdict in outcome.verdicts]),
    }


def to_outcome(row: Row) -> Outcome:
    """Return the outcome of a row with the columns :data:`OUTCOME`."""
    return Outcome(
        time=moment(row[0]),
        run=row[1],
        site=row[2],
        road=Road(row[3]),
        purpose=Purpose(row[4]),
        url=row[5],
        outcome=OutcomeKind(row[6]),
        reason=row[7],
        status=row[8],
        bytes=row[9],
        warc=None if row[10] is None else (row[10], row[11]),
        verdicts=tuple(Verdict(verdict) for verdict in json.loads(row[12])),
    )


RUN = ("id", "site", "started_at", "finished_at", "state", "settings", "counters")


def run_values(run: CrawlRun) -> dict[str, Any]:
    """Return the row of *run*."""
    return {
        "id": run.id,
        "site": clean(run.site),
        "started_at": stamp(run.started_at),
        "finished_at": optional_stamp(run.finished_at),
        "state": run.state,
        "settings": dump(dict(run.settings)),
        "counters": dump(dict(run.counters)),
    }


def to_run(row: Row) -> CrawlRun:
    """Return the run of a row with the columns :data:`RUN`."""
    counters: Mapping[str, int] = json.loads(row[6])
    return CrawlRun(
        id=row[0],
        site=row[1],
        started_at=moment(row[2]),
        finished_at=optional_moment(row[3]),
        state=row[4],
        settings=_strings(row[5]),
        counters=counters,
    )
