"""The frontier of one run: what is due next, once, and what the archive remembers of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import attrs
import pytest

from archive import Archive, KnownUrl, Outcome, OutcomeKind, Purpose, Road
from dnusa_crawler.discovery.values import Link
from dnusa_crawler.frontier import Frontier

SITE = "koran.example"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive", create=True) as opened:
        yield opened


def link(path: str, purpose: Purpose = Purpose.PAGE, **hints: str) -> Link:
    return Link(url=f"https://koran.example{path}", road=Road.FEED, purpose=purpose, hints=hints)


def take_all(frontier: Frontier, now: float = 0.0) -> list[str]:
    """Take everything that is due."""
    taken = []
    while (entry := frontier.next(now)) is not None:
        taken.append(entry.link.url.removeprefix("https://koran.example"))
        frontier.done(entry)
    return taken


def test_rules_come_first_and_pages_last(archive: Archive) -> None:
    """Discovery before pages, so that a page is fetched with what all roads said of it; else in order of finding."""
    frontier = Frontier(archive, SITE)
    for path, purpose in [
        ("/b", Purpose.PAGE),
        ("/a", Purpose.PAGE),
        ("/2", Purpose.PART),
        ("/list", Purpose.LISTING),
        ("/feed", Purpose.FEED),
        ("/map.xml", Purpose.SITEMAP),
        ("/rest", Purpose.REST),
        ("/robots.txt", Purpose.ROBOTS),
    ]:
        assert frontier.add(link(path, purpose))

    assert take_all(frontier) == ["/robots.txt", "/rest", "/map.xml", "/feed", "/list", "/2", "/b", "/a"]
    assert frontier.is_quiet


def test_a_url_is_queued_once_however_it_is_spelled(archive: Archive) -> None:
    """The second road only adds what it knows; the first one's word stands."""
    frontier = Frontier(archive, SITE)

    assert frontier.add(link("/a?utm_source=x", title="Satu"))
    assert not frontier.add(link("/a", title="Dua", modified="2024-06-14"))
    entry = frontier.next(0.0)
    assert entry is not None
    assert entry.link.hints == {"title": "Satu", "modified": "2024-06-14"}
    assert frontier.next(0.0) is None


def test_what_is_done_is_not_queued_again(archive: Archive) -> None:
    """Not in this run, by whatever road."""
    frontier = Frontier(archive, SITE)
    frontier.add(link("/a"))
    take_all(frontier)

    assert not frontier.add(link("/a"))
    assert frontier.has("https://koran.example/a")


def test_the_other_spelling_a_redirect_asks_for_is_queued(archive: Archive) -> None:
    """It is the same article under the same identity, and the server gives it under this spelling only."""
    frontier = Frontier(archive, SITE)
    frontier.add(link("/a?utm_source=x"))
    take_all(frontier)

    assert frontier.add(link("/a", redirected_from="https://koran.example/a"))
    assert take_all(frontier) == ["/a"]


def test_no_url_is_no_entry(archive: Archive) -> None:
    """What names no web page is refused quietly: sites link to anything."""
    frontier = Frontier(archive, SITE)

    assert not frontier.add(attrs.evolve(link("/a"), url="mailto:redaksi@koran.example"))
    assert not frontier.has("mailto:redaksi@koran.example")


def test_an_entry_waits_for_its_next_try(archive: Archive) -> None:
    """A postponed entry is not due before its moment, and says when that is."""
    frontier = Frontier(archive, SITE)
    frontier.add(link("/a"))
    entry = frontier.next(0.0)
    assert entry is not None
    frontier.postpone(entry, 5.0)

    assert frontier.next(4.9) is None
    assert frontier.next_moment() == 5.0
    again = frontier.next(5.0)
    assert again is entry
    assert again.attempt == 2


def test_nothing_is_asked_for_while_the_server_wants_to_be_left_alone(archive: Archive) -> None:
    """A pause holds for every URL of the site."""
    frontier = Frontier(archive, SITE)
    frontier.add(link("/a"))
    frontier.paused_until = 30.0

    assert frontier.next(29.9) is None
    assert frontier.next_moment() == 30.0
    assert frontier.next(30.0) is not None


def test_what_was_added_is_due_in_the_archive_until_it_is_settled(archive: Archive) -> None:
    """The next run queues what this one left, with what the road said of it."""
    frontier = Frontier(archive, SITE)
    frontier.add(link("/a", title="Satu"))
    frontier.add(link("/b"))
    entry = frontier.next(0.0)
    assert entry is not None
    frontier.settle(
        entry,
        Outcome(
            time=datetime.now(UTC),
            run="r",
            site=SITE,
            road=Road.FEED,
            purpose=Purpose.PAGE,
            url=entry.link.url,
            outcome=OutcomeKind.SKIPPED,
            reason="robots.txt",
        ),
    )
    later = Frontier(archive, SITE)

    assert later.resume() == 1
    assert take_all(later) == ["/b"]
    known = archive.known_url(SITE, "https://koran.example/a")
    assert known is not None
    assert (known.due_at, known.last_reason, known.hints["title"]) == (None, "robots.txt", "Satu")


def test_what_is_known_of_a_url_is_kept_when_it_is_queued_again(archive: Archive) -> None:
    """Its last outcome stays; its hints grow."""
    archive.remember(
        [
            KnownUrl(
                site=SITE,
                canonical_url="https://koran.example/a",
                url="https://koran.example/a",
                purpose=Purpose.PAGE,
                road=Road.SITEMAP,
                hints={"title": "Satu"},
                last_outcome=OutcomeKind.ARTICLE,
            )
        ]
    )
    frontier = Frontier(archive, SITE)
    frontier.add(link("/a", modified="2024-06-14"))

    known = archive.known_url(SITE, "https://koran.example/a")
    assert known is not None
    assert known.last_outcome is OutcomeKind.ARTICLE
    assert known.hints == {"title": "Satu", "modified": "2024-06-14"}
    assert known.due_at is not None


def test_what_waits_can_be_dropped_from_a_run_and_stays_due(archive: Archive) -> None:
    """A site whose rules cannot be had is left for the next run."""
    frontier = Frontier(archive, SITE)
    frontier.add(link("/a"))
    frontier.drop_waiting()

    assert frontier.is_quiet
    assert frontier.waiting == 0
    assert Frontier(archive, SITE).resume() == 1
