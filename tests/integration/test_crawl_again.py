"""Sites crawled again and again: what is quiet costs little, what is new is found, what was changed is a new version."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from archive import Archive, Verdict
from tests import crawls
from tests.newsroom.rooms import well_behaved


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleNamespace]:
    """Crawl some rooms, crawl them again, change them, crawl them in the ordinary way, and then whole."""
    archive = tmp_path_factory.mktemp("later") / "archive"
    rooms = well_behaved()
    with contextlib.ExitStack() as stack:
        for room in rooms.values():
            stack.enter_context(room)
        urls = [room.url for room in rooms.values()]
        crawls.crawl(archive, *urls)
        for room in rooms.values():
            room.forget_requests()
        quiet = crawls.crawl(archive, *urls)
        quiet_counts = {name: room.counts() for name, room in rooms.items()}
        fresh, edited = {}, {}
        for name, room in rooms.items():
            fresh[name] = room.publish(2)
            edited[name] = room.edit(room.posts[4].slug, "Ralat: jumlah peserta yang benar adalah sembilan orang.")
        busy_day = crawls.crawl(archive, *urls)
        before = {name: crawls.articles(archive, room.url) for name, room in rooms.items()}
        whole = crawls.crawl(archive, *urls, "--full")
        after = {name: crawls.articles(archive, room.url) for name, room in rooms.items()}
        yield SimpleNamespace(
            rooms=rooms,
            archive=archive,
            quiet=quiet,
            quiet_counts=quiet_counts,
            fresh=fresh,
            edited=edited,
            busy_day=busy_day,
            before=before,
            whole=whole,
            after=after,
        )


def test_a_quiet_site_costs_a_few_requests(later: SimpleNamespace) -> None:
    """Nothing new: the roads are looked at, and no page."""
    assert later.quiet.status == 0, later.quiet.err
    for name in later.rooms:
        paths = {f"/{post.slug}/" for post in later.rooms[name].posts}
        pages = {target for target in later.quiet_counts[name] if target in paths}

        assert pages == set(), name
        assert sum(later.quiet_counts[name].values()) <= 8, (name, later.quiet_counts[name])


def test_what_is_new_is_found_by_every_road(later: SimpleNamespace) -> None:
    """Two new posts are two new articles."""
    assert later.busy_day.status == 0, later.busy_day.err
    for name in later.rooms:
        kept = {summary.article.url for summary in later.before[name]}

        assert {later.rooms[name].url_of(post) for post in later.fresh[name]} <= kept, name
        assert len(kept) == len(later.rooms[name].posts), name


@pytest.mark.parametrize("name", ["plain", "sitemap"])
def test_what_has_changed_is_a_new_version(later: SimpleNamespace, name: str) -> None:
    """Where the site says when a post was changed, a correction is found without looking at every page again."""
    versions = {summary.article.url: summary.versions for summary in later.before[name]}

    assert versions.pop(later.rooms[name].url_of(later.edited[name])) == 2
    assert set(versions.values()) == {1}


def test_a_full_crawl_finds_every_change_and_invents_none(later: SimpleNamespace) -> None:
    """One edited post a site is a second version; every other page, asked again, is the same article as before."""
    assert later.whole.status == 0, later.whole.err
    for name in later.rooms:
        versions = {summary.article.url: summary.versions for summary in later.after[name]}

        assert versions.pop(later.rooms[name].url_of(later.edited[name])) == 2, name
        assert set(versions.values()) == {1}, name
        assert [one.id for one in later.before[name]] == [one.id for one in later.after[name]], name


def test_a_crawl_again_keeps_nothing_twice(later: SimpleNamespace) -> None:
    """Ids, addresses and positions of records are each there once after four crawls."""
    assert later.whole.status == 0
    with Archive.open(later.archive, readonly=True) as opened:
        every = list(opened.articles())
        captures = list(opened.captures())
        log = list(opened.outcomes())

    assert crawls.twice(one.id for one in every) == {}
    assert crawls.twice(one.article.url for one in every) == {}
    assert crawls.twice((one.warc_file, one.warc_offset) for one in captures) == {}
    assert crawls.twice((one.run, one.url) for one in log) == {}
    changed = [one for one in log if Verdict.CHANGED in one.verdicts]
    assert len(changed) == len(later.rooms)
