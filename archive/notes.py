"""What no exchange proves, as notes between the records: runs, outcomes of URLs without a capture, what was learned.

A note is a WARC ``metadata`` record with a target URI of ours and JSON inside; a rebuild reads it back.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import attrs

from .records import CrawlRun, Outcome, OutcomeKind, Purpose, Road, Verdict

RUN = "urn:dnusa:run:"
OUTCOMES = "urn:dnusa:outcomes"
LEARNED = "urn:dnusa:learned:"
JSON = "application/json"
JSON_LINES = "application/jsonl"


@attrs.frozen
class Learned:
    """What a note says was learned of a site."""

    site: str
    at: datetime
    #: JSON text.
    snapshot: str


def write_run(run: CrawlRun) -> bytes:
    """Return a run as JSON."""
    return _json(
        {
            "id": run.id,
            "site": run.site,
            "started_at": _time(run.started_at),
            "finished_at": None if run.finished_at is None else _time(run.finished_at),
            "state": run.state,
            "settings": dict(run.settings),
            "counters": dict(run.counters),
        }
    )


def read_run(payload: bytes) -> CrawlRun:
    """Return the run that :func:`write_run` wrote.

    Raises:
        ValueError: If it is none.
    """
    fields = _fields(payload)
    finished = fields["finished_at"]
    return CrawlRun(
        id=_text(fields["id"]),
        site=_text(fields["site"]),
        started_at=datetime.fromisoformat(fields["started_at"]),
        finished_at=None if finished is None else datetime.fromisoformat(finished),
        state=_text(fields["state"]),
        settings={_text(name): _text(value) for name, value in fields["settings"].items()},
        counters={_text(name): int(value) for name, value in fields["counters"].items()},
    )


def write_outcomes(outcomes: Sequence[Outcome]) -> bytes:
    """Return outcomes as JSON lines."""
    return b"\n".join(
        _json(
            {
                "time": _time(outcome.time),
                "run": outcome.run,
                "site": outcome.site,
                "road": outcome.road.value,
                "purpose": outcome.purpose.value,
                "url": outcome.url,
                "outcome": outcome.outcome.value,
                "reason": outcome.reason,
                "status": outcome.status,
                "bytes": outcome.bytes,
                "verdicts": [verdict.value for verdict in outcome.verdicts],
            }
        )
        for outcome in outcomes
    )


def read_outcomes(payload: bytes) -> list[Outcome]:
    """Return the outcomes that :func:`write_outcomes` wrote.

    Raises:
        ValueError: If they are none.
    """
    return [_outcome(_fields(line)) for line in payload.split(b"\n") if line]


def write_learned(site: str, at: datetime, snapshot: object) -> bytes:
    """Return what was learned of a site as JSON; *snapshot* is any JSON value."""
    return _json({"site": site, "at": _time(at), "snapshot": snapshot})


def read_learned(payload: bytes) -> Learned:
    """Return what :func:`write_learned` wrote.

    Raises:
        ValueError: If it is nothing of that kind.
    """
    fields = _fields(payload)
    snapshot = _json(fields["snapshot"]).decode("utf-8", "surrogatepass")
    return Learned(_text(fields["site"]), datetime.fromisoformat(fields["at"]), snapshot)


def _outcome(fields: dict[str, Any]) -> Outcome:
    return Outcome(
        time=datetime.fromisoformat(fields["time"]),
        run=_text(fields["run"]),
        site=_text(fields["site"]),
        road=Road(fields["road"]),
        purpose=Purpose(fields["purpose"]),
        url=_text(fields["url"]),
        outcome=OutcomeKind(fields["outcome"]),
        reason=fields["reason"],
        status=fields["status"],
        bytes=int(fields["bytes"]),
        verdicts=tuple(Verdict(verdict) for verdict in fields["verdicts"]),
    )


def _json(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.encode("utf-8", "surrogatepass")


def _fields(payload: bytes) -> dict[str, Any]:
    """Return the JSON object of *payload*; a note that lacks a field is a ValueError like any other nonsense."""
    try:
        found = json.loads(payload.decode("utf-8", "surrogatepass"))
    except RecursionError as error:
        raise ValueError("too deeply nested") from error
    if not isinstance(found, dict):
        raise ValueError("not a JSON object")
    return found


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"not a text: {value!r:.40}")
    return value


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()
