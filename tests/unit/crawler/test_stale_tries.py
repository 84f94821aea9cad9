"""A try on a kept connection that the server had closed is a record, and has no outcome of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive import Archive, Capture, Exchange, OutcomeKind, Purpose, Road, Visit
from dnusa_crawler.arrivals import Absorbed
from dnusa_crawler.capture import STALE_ERROR
from dnusa_crawler.intake import Intake
from dnusa_crawler.pages.values import SiteHints
from dnusa_crawler.tries import MAX_ATTEMPTS

URL = "https://koran.example/berita/1"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive", create=True) as opened:
        yield opened


def exchanges(run: str) -> list[Exchange]:
    """A stale try in a last attempt, and the one that followed by itself."""
    visit = Visit(run=run, site="koran.example", purpose=Purpose.PAGE, road=Road.FEED, attempt=MAX_ATTEMPTS)
    request = b"GET /berita/1 HTTP/1.1\r\nHost: koran.example\r\n\r\n"
    moment = datetime.now(UTC)
    gone = b"HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nno"
    return [
        Exchange(url=URL, visit=visit, started_at=moment, request=request, response=None, error=STALE_ERROR),
        Exchange(url=URL, visit=visit, started_at=moment, request=request, response=gone),
    ]


def intake(archive: Archive) -> Intake:
    return Intake(archive, site=SiteHints(name="koran.example"), in_scope=lambda _: True)


def take(archive: Archive, capture: Capture, exchange: Exchange) -> Absorbed:
    desk = intake(archive)
    return desk.absorb(desk.prepare(capture, exchange), None)


def test_a_stale_try_is_passed_over_even_in_the_last_attempt(archive: Archive) -> None:
    """No outcome, no wish to try again, and nothing left to judge; the exchange that followed has the outcome."""
    stale, again = exchanges(archive.begin_run(site="koran.example").id)
    first = archive.write(stale)
    absorbed = take(archive, first, stale)
    left = list(archive.unread("koran.example"))
    second = archive.write(again)
    take(archive, second, again)

    assert absorbed == Absorbed()
    assert left == []
    [outcome] = archive.outcomes()
    assert (outcome.outcome, outcome.reason) == (OutcomeKind.FAILED, "not found")
    assert outcome.warc == (second.warc_file, second.warc_offset)


def test_another_failure_in_the_last_attempt_is_an_outcome(archive: Archive) -> None:
    """Only the stale try is passed over: what else gave no answer is told."""
    stale, _ = exchanges(archive.begin_run(site="koran.example").id)
    failed = Exchange(
        url=URL, visit=stale.visit, started_at=stale.started_at, request=b"", response=None, error="closed"
    )
    take(archive, archive.write(failed), failed)

    assert [outcome.reason for outcome in archive.outcomes()] == ["closed"]


def test_what_a_crash_left_of_it_is_passed_over(tmp_path: Path) -> None:
    """Written and acknowledged, never judged: the next run marks it read and the URL has no outcome."""
    with Archive.open(tmp_path / "archive", create=True) as archive:
        archive.write(exchanges(archive.begin_run(site="koran.example").id)[0])
    with Archive.open(tmp_path / "archive") as again:
        (capture,) = again.unread("koran.example")
        assert take(again, capture, again.read(capture)) == Absorbed()
        again.commit()

        assert list(again.unread("koran.example")) == []
        assert list(again.outcomes()) == []


def test_a_rebuild_passes_over_it_too(tmp_path: Path) -> None:
    """The same outcomes come from the WARC files alone, and nothing is left to judge."""
    with Archive.open(tmp_path / "archive", create=True) as archive:
        for exchange in exchanges(archive.begin_run(site="koran.example").id):
            take(archive, archive.write(exchange), exchange)
        live = list(archive.outcomes())
    Archive.rebuild(tmp_path / "archive", take)
    with Archive.open(tmp_path / "archive", readonly=True) as rebuilt:
        assert list(rebuilt.outcomes()) == live
        assert list(rebuilt.unread("koran.example")) == []
        assert len(list(rebuilt.captures(url=URL))) == 2
