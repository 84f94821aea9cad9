"""What a site's run may fetch, how fast, and what it says with each request."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from archive import Archive, Outcome, OutcomeKind, Purpose, Road, Verdict
from dnusa_crawler.arrivals import Absorbed
from dnusa_crawler.discovery import robots
from dnusa_crawler.discovery.values import Link
from dnusa_crawler.frontier import Entry
from dnusa_crawler.options import CrawlOptions
from dnusa_crawler.siterun import SiteRun, origin
from dnusa_crawler.sites import Site

HOME = "https://koran.example/"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive", create=True) as opened:
        yield opened


def run_of(archive: Archive, *, site: dict[str, Any] | None = None, may_hurry: bool = False, **options: Any) -> SiteRun:
    """A run that has not begun."""

    async def turn() -> None:
        return

    return SiteRun(
        archive,
        None,  # type: ignore[arg-type]
        site=Site.model_validate({"name": "koran.example", "home": HOME, **(site or {})}),
        is_drafted=True,
        start_url=HOME,
        options=CrawlOptions(**options),
        user_agent="dnusa/1 (+a@b.example)",
        turn=turn,
        on_progress=lambda _: None,
        may_hurry=may_hurry,
    )


def link(path: str, purpose: Purpose = Purpose.PAGE, **hints: str) -> Link:
    return Link(url=HOME + path, road=Road.FEED, purpose=purpose, hints=hints)


def entry(path: str, purpose: Purpose = Purpose.PAGE, **hints: str) -> Entry:
    return Entry(canonical_url=HOME + path, link=link(path, purpose, **hints))


def test_what_is_kept_only_at_the_end_is_told_too(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each article that waited for pages that never came, and not the last of them alone."""
    run = run_of(archive)
    asyncio.run(run.turn())
    run.has_begun = True
    late = tuple(
        Outcome(
            time=datetime(2024, 6, 14, tzinfo=UTC),
            run=run.id,
            site="koran.example",
            road=Road.FEED,
            purpose=Purpose.PAGE,
            url=HOME + path,
            outcome=OutcomeKind.ARTICLE,
            verdicts=(Verdict.NEW,),
        )
        for path in "ab"
    )
    monkeypatch.setattr(run.intake, "flush", lambda: Absorbed(outcomes=late))
    told: list[Outcome | None] = []
    monkeypatch.setattr(run, "_on_progress", lambda progress: told.append(progress.last))

    run.end(is_complete=True)

    assert list(dict.fromkeys(told)) == list(late)
    assert run.progress.kept == 2


@pytest.mark.parametrize(
    ("asked", "own", "crawl_delay", "may_hurry", "seconds"),
    [
        (None, None, None, False, 1.0),
        (None, None, 5, False, 5.0),
        (None, 3.0, 2, False, 3.0),
        (0.0, None, 5, False, 5.0),
        (0.0, 3.0, None, False, 3.0),
        (9.0, 3.0, 5, False, 9.0),
        (0.0, 3.0, 5, True, 0.0),
        (None, None, 5, True, 5.0),
    ],
)
def test_the_delay_is_the_longest_that_anybody_asks_for(
    archive: Archive,
    *,
    asked: float | None,
    own: float | None,
    crawl_delay: int | None,
    may_hurry: bool,
    seconds: float,
) -> None:
    """The command line may shorten it at admitted addresses only."""
    site = {"limits": {"delay_seconds": own}} if own is not None else None
    run = run_of(archive, site=site, may_hurry=may_hurry, delay_seconds=asked)
    rules = f"User-agent: *\nCrawl-delay: {crawl_delay}\n" if crawl_delay is not None else ""
    run._robots[origin(HOME)] = robots.read(200, rules.encode())

    assert run._delay_seconds() == seconds


def test_what_robots_txt_forbids_is_refused_but_never_robots_txt_itself(archive: Archive) -> None:
    """Pages, feeds and parts alike."""
    run = run_of(archive)
    run._robots[origin(HOME)] = robots.read(200, b"User-agent: *\nDisallow: /\n")

    assert run.refusal(entry("a")) == "robots.txt"
    assert run.refusal(entry("feed/", Purpose.FEED)) == "robots.txt"
    assert run.refusal(entry("robots.txt", Purpose.ROBOTS)) is None


def test_a_page_limit_counts_pages_not_their_redirects_tries_or_parts(archive: Archive) -> None:
    """N articles are N articles."""
    run = run_of(archive, max_pages=1)
    again = entry("a")
    again.attempt = 2

    assert run.refusal(entry("a")) is None
    assert run.refusal(again) is None
    assert run.refusal(entry("b", redirected_from=HOME + "a")) is None
    assert run.refusal(entry("a/2", Purpose.PART)) is None
    assert run.refusal(entry("c")) == "page limit"


def test_a_page_of_another_site_is_not_wanted(archive: Archive) -> None:
    """By whatever road, and also as the target of a redirect."""
    run = run_of(archive)
    elsewhere = Link(url="https://lain.example/a", road=Road.FEED, purpose=Purpose.PAGE)
    led = Link(
        url="https://lain.example/a", road=Road.FEED, purpose=Purpose.PAGE, hints={"redirected_from": HOME + "a"}
    )

    assert run.wants(link("a"))
    assert not run.wants(elsewhere)
    assert not run.wants(led)


def test_a_dry_run_notes_pages_and_wants_none(archive: Archive) -> None:
    """Each once, as many as were asked for; documents are fetched."""
    run = run_of(archive, is_dry_run=True, max_pages=2)

    assert run.wants(link("feed/", Purpose.FEED))
    assert not any(run.wants(link(path)) for path in ("a", "a", "b", "c"))
    assert list(run.would_fetch.values()) == [HOME + "a", HOME + "b"]
    assert run.progress.found == 2


def test_a_run_that_gave_up_says_the_first_reason(archive: Archive) -> None:
    """What fails afterwards fails because of it."""
    run = run_of(archive)
    run.fail(OSError("no space"))
    run.fail(ValueError("nonsense"))
    run.end(is_complete=False)

    assert run.report is not None
    assert (run.report.state, run.report.reason) == ("failed", "no space")
