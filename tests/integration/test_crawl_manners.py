"""A crawl with the politeness on, since a day, with a limit: one command for two sites."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest

from archive import OutcomeKind
from dnusa_crawler.demo import Shape
from tests import crawls
from tests.newsroom import Newsroom

DELAY_SECONDS = 0.4
#: The newsroom's newest post is of 28 June, 17:00; there is one every seven hours.
SINCE = "2024-06-28"
NEWEST = 3


@attrs.frozen
class Polite:
    """Two sites after one polite crawl."""

    slow: Newsroom
    limited: Newsroom
    archive: Path
    ran: crawls.Ran
    #: Every request of that crawl, by site; a later crawl adds to what the rooms remember.
    requests: dict[str, list[Any]]


@pytest.fixture(scope="module")
def polite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Polite]:
    archive = tmp_path_factory.mktemp("polite") / "archive"
    roads = frozenset({"feed"})
    with (
        Newsroom(8, shape=Shape(crawl_delay=DELAY_SECONDS, generator=None, roads=roads)) as slow,
        Newsroom(8, shape=Shape(crawl_delay=DELAY_SECONDS / 4, generator=None, roads=roads)) as limited,
    ):
        admit = ("--allow-address", "127.0.0.0/8", "--since", SINCE, "--archive", archive)
        ran = crawls.dnusa("crawl", slow.url, limited.url, "--concurrency", "4", "--max-pages", "2", *admit)
        requests = {room.url: list(room.requests) for room in (slow, limited)}
        yield Polite(slow=slow, limited=limited, archive=archive, ran=ran, requests=requests)


def test_a_crawl_delay_is_kept_between_any_two_requests(polite: Polite) -> None:
    """Also where four connections are allowed; the first answer is robots.txt itself."""
    moments = [request.at_seconds for request in polite.requests[polite.slow.url][1:]]
    waits = [later - earlier for earlier, later in itertools.pairwise(moments)]

    assert polite.ran.status == 0, polite.ran.err
    assert len(waits) >= 3
    # The server notes a request when it has read it, which on a busy machine takes a moment.
    assert min(waits) > DELAY_SECONDS - 0.1


def test_each_site_has_its_own_delay(polite: Polite) -> None:
    """One site's patience does not slow another."""
    moments = [request.at_seconds for request in polite.requests[polite.limited.url][1:]]

    assert moments[-1] - moments[0] < DELAY_SECONDS * (len(moments) - 1)


def test_no_more_pages_than_asked_for_and_none_older(polite: Polite) -> None:
    """Two of the three posts of that day; the others wait."""
    for room in (polite.slow, polite.limited):
        paths = {request.target for request in polite.requests[room.url]}
        asked = [post for post in room.posts if f"/{post.slug}/" in paths]

        assert len(asked) == 2
        assert set(asked) <= set(room.posts[:NEWEST])
        assert len(crawls.articles(polite.archive, room.url)) == 2


def test_the_user_agent_is_honest_and_nothing_identifies_a_reader(polite: Polite) -> None:
    """Every request names the program; no cookie, no referrer."""
    for request in polite.slow.requests:
        assert request.headers["user-agent"].startswith("dnusa/")
        assert "cookie" not in request.headers
        assert "referer" not in request.headers


def test_the_next_crawl_fetches_what_was_left(polite: Polite, tmp_path: Path) -> None:
    """Without a limit and without a day the rest of the site comes, and nothing again."""
    before = {request.target for request in polite.requests[polite.limited.url]}
    archive = tmp_path / "archive"  # a copy: the other tests read what the first crawl left
    shutil.copytree(polite.archive, archive)
    ran = crawls.crawl(archive, polite.limited.url, "--full")

    assert ran.status == 0, ran.err
    assert len(crawls.articles(archive, polite.limited.url)) == len(polite.limited.posts)
    log = crawls.outcomes(archive, url=polite.limited.url)
    last = max(outcome.run for outcome in log)
    kept = {outcome.url for outcome in log if outcome.run == last and outcome.outcome is OutcomeKind.ARTICLE}
    assert {url.removeprefix(polite.limited.url.rstrip("/")) for url in kept} & before == set()
