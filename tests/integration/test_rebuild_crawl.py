"""The database made again from the WARC files alone: the same articles, ids, texts, versions and outcomes."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import attrs
import pytest

from archive import Archive
from dnusa_crawler.demo import Shape
from dnusa_crawler.demo.content import load_posts
from tests import crawls
from tests.newsroom import Newsroom, make_posts, redirect, status


@attrs.frozen
class Story:
    """An archive with a history, and what it said before its database was removed."""

    archive: Path
    before: dict[str, Any]
    after: dict[str, Any]
    again: dict[str, Any]


def told(archive: Path) -> dict[str, Any]:
    """Return everything that a rebuild must give again, by kind."""
    target = io.StringIO()
    with Archive.open(archive, readonly=True) as opened:
        opened.export("jsonl", target)
        versions = {one.id: opened.versions(one.id) for one in opened.articles()}
        return {
            "export": target.getvalue().splitlines(),
            "versions": versions,
            "addresses": {one: opened.addresses(one) for one in versions},
            "captures": [attrs.evolve(one, id=0) for one in opened.captures()],
            "shown": {one: [(c.warc_file, c.warc_offset) for c in opened.captures_of(one)] for one in versions},
            "runs": list(opened.runs()),
            "outcomes": sorted(opened.outcomes(), key=lambda one: (one.run, one.url, str(one.outcome))),
            "learned": [opened.learned(site) for site in sorted({run.site for run in opened.runs()})],
        }


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """Crawl two sites three times while they change, then rebuild twice."""
    archive = tmp_path_factory.mktemp("rebuild") / "archive"
    feed_only = Shape(crawl_delay=None, generator=None, roads=frozenset({"feed"}))
    with (
        Newsroom(load_posts(), shape=Shape(crawl_delay=None)) as demo,
        Newsroom(make_posts(9), shape=feed_only) as small,
    ):
        rules = f"User-agent: *\nDisallow: /{demo.posts[5].slug}/\n".encode()
        demo.misbehave("/robots.txt", status(200, body=rules))
        moved = demo.posts[7].slug
        demo.misbehave(f"/{moved}/", redirect(f"/pindah/{moved}/"))
        demo.misbehave(f"/pindah/{moved}/", lambda _target, _answer: demo.site.answer(f"/{moved}/"))
        demo.misbehave(f"/{demo.posts[9].slug}/", status(500), times=1)
        small.misbehave(f"/{small.posts[1].slug}/", status(403))
        assert crawls.crawl(archive, demo.url, small.url).status == 3
        for room in (demo, small):
            room.publish(2)
            room.edit(room.posts[4].slug, "Ralat: jumlah peserta yang benar adalah sembilan orang.")
        small.remove(small.posts[6].slug)
        assert crawls.crawl(archive, demo.url, small.url).status in {0, 3}
        assert crawls.crawl(archive, demo.url, small.url, "--full").status in {0, 3}
    before = told(archive)
    (archive / "archive.db").unlink()
    for rest in archive.glob("archive.db-*"):
        rest.unlink()
    first = crawls.dnusa("rebuild", "--archive", archive)
    assert first.status == 0, first.err
    after = told(archive)
    second = crawls.dnusa("rebuild", "--archive", archive)
    assert second.status == 0, second.err
    return Story(archive=archive, before=before, after=after, again=told(archive))


def test_the_story_has_all_that_a_rebuild_could_lose(story: Story) -> None:
    """Second versions, an alias, a gone article, parts, failures and outcomes without a capture are there to be lost."""
    assert any(len(versions) > 1 for versions in story.before["versions"].values())
    assert any(len(addresses) > 1 for addresses in story.before["addresses"].values())
    assert any('"gone": true' in line for line in story.before["export"])
    assert any(outcome.reason == "part" for outcome in story.before["outcomes"])
    assert any(outcome.warc is None for outcome in story.before["outcomes"])
    assert len({run.site for run in story.before["runs"]}) == 2


@pytest.mark.parametrize(
    "kind", ["export", "versions", "addresses", "captures", "shown", "runs", "outcomes", "learned"]
)
def test_a_rebuild_gives_the_same(story: Story, kind: str) -> None:
    """Nothing but the WARC files and the site files was read."""
    assert story.after[kind] == story.before[kind]


@pytest.mark.parametrize("kind", ["export", "versions", "addresses", "captures", "shown", "runs", "outcomes"])
def test_twice_gives_the_same(story: Story, kind: str) -> None:
    """A second rebuild changes nothing."""
    assert story.again[kind] == story.after[kind]


def test_the_next_crawl_goes_on_as_if_nothing_had_happened(story: Story, tmp_path: Path) -> None:
    """What is known of the site's URLs is there again: an ordinary crawl finds nothing to fetch but the roads."""
    with Archive.open(story.archive, readonly=True) as opened:
        site = next(opened.runs()).site
        pages = [known for known in opened.known(site) if str(known.purpose) == "page"]

    assert pages
    assert [known.url for known in pages if known.last_outcome is None] == []
    assert [known.url for known in pages if known.due_at is not None] == []
