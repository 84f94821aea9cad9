"""kill -9 in the middle of a crawl, and a disk that fills up: nothing acknowledged is lost, nothing is there twice."""

from __future__ import annotations

import random
import re
import resource
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest

from archive import Archive, Capture, Purpose
from tests import crashes, crawls
from tests.newsroom import Newsroom, make_posts, slow

KILLS = 4
#: More than four runs come to before each is killed.
POSTS = 48


@pytest.fixture(scope="module")
def room() -> Iterator[Newsroom]:
    """A newsroom that takes its time, so that there is a middle to be killed in; each third post has two pages."""
    posts = [
        attrs.evolve(post, pages=(post.pages[0][:3], post.pages[0][3:])) if number % 3 == 0 else post
        for number, post in enumerate(make_posts(POSTS, seed=7))
    ]
    with Newsroom(posts) as room:
        room.misbehave("*", slow(0.2))
        yield room


@pytest.fixture(scope="module")
def undisturbed(room: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A crawl that nothing happened to."""
    archive = tmp_path_factory.mktemp("undisturbed") / "archive"
    ran = crashes.finish(room, archive)
    assert ran.status == 0, ran.err
    assert len(crawls.articles(archive)) == POSTS
    return archive


def test_kill_9_loses_nothing_acknowledged_and_keeps_nothing_twice(
    room: Newsroom, undisturbed: Path, tmp_path: Path
) -> None:
    """Killed four times at random; each next run goes on, the last one finishes the site as if nothing had happened."""
    archive = tmp_path / "archive"
    chance = random.Random(20241124)
    acknowledged, asked = [], []
    for _ in range(KILLS):
        seen = crashes.crawl_and_kill(room, archive, chance, most_requests=10, most_seconds=1.2)
        assert seen is not None, "the crawl ended before it was killed"
        acknowledged.append(seen)
        asked.append({room.url.rstrip("/") + target for target in room.counts()})
    ran = crashes.finish(room, archive)
    asked.append({room.url.rstrip("/") + target for target in room.counts()})

    assert ran.status == 0, ran.err
    after = crashes.rows(archive)
    assert [seen.lost_in(after) for seen in acknowledged] == [[]] * KILLS
    assert crashes.broken_laws(archive) == []
    assert crashes.readings(archive) == crashes.readings(undisturbed)
    assert acknowledged[-1].articles, "no page was acknowledged before any kill: the test proves little"
    assert [seen.articles & later for seen, later in zip(acknowledged, asked[1:], strict=True)] == [set()] * KILLS
    with Archive.open(archive, readonly=True) as opened:
        states = [run.state for run in opened.runs()]
    assert states[0] == "finished"
    assert set(states) <= {"finished", "interrupted"}
    log = (archive / "logs" / "dnusa.log").read_text()
    # The last run went on at least after the pages that were acknowledged before the last kill, and read none again. A
    # run may have been killed when it had just finished: what its pages said is learned, and none is taken up.
    if "finished" not in states[1:]:
        taken_up = re.findall(r"A run that was cut off is taken up .*pages=(\d+)", log)
        assert int(taken_up[-1]) >= len(acknowledged[-1].articles)
    assert set(re.findall(r"It is taken up .*read_again=(\d+)", log)) == {"0"}


def test_an_article_whose_other_page_was_to_come_is_whole_after_the_next_run(
    room: Newsroom, undisturbed: Path, tmp_path: Path
) -> None:
    """Killed while it waited for page 2: page 1 is judged again and not asked for again, and nothing of it is missing."""
    archive = tmp_path / "archive"
    slug = next(post.slug for post in room.posts if len(post.pages) == 2)
    room.misbehave(f"/{slug}/2/", slow(60))
    room.forget_requests()
    process = crawls.start(archive, room.url, *crawls.FAST)
    try:
        until = time.monotonic() + 60
        while not room.counts()[f"/{slug}/2/"]:
            assert time.monotonic() < until, "the second page was never asked for"
            time.sleep(0.05)
        # Rows are committed a second later at the latest.
        time.sleep(1.5)
    finally:
        crawls.kill(process)
        room.behave(f"/{slug}/2/")
    ran = crashes.finish(room, archive)

    assert ran.status == 0, ran.err
    assert room.counts()[f"/{slug}/"] == 0
    assert room.counts()[f"/{slug}/2/"] == 1
    assert crashes.readings(archive) == crashes.readings(undisturbed)


def test_a_damaged_record_that_nobody_has_judged_is_fetched_again(
    room: Newsroom, undisturbed: Path, tmp_path: Path
) -> None:
    """A disk that lost some bytes of it must not end every crawl of the site from then on; nothing refers to it later."""
    archive = tmp_path / "archive"
    chance = random.Random(20261128)
    unread: list[Capture] = []
    for _ in range(5):
        crashes.crawl_and_kill(room, archive, chance, most_requests=14, most_seconds=2.0)
        with Archive.open(archive) as opened:
            unread = [one for one in opened.unread(next(iter(opened.runs())).site) if one.visit.purpose is Purpose.PAGE]
        if unread:
            break
    assert unread, "every kill found all captures judged"
    damaged = unread[0]
    with (archive / "warc" / damaged.warc_file).open("r+b") as file:
        file.seek(damaged.warc_offset + damaged.warc_length // 2)
        file.write(b"\0" * 40)
    ran = crashes.finish(room, archive)

    assert ran.status == 0, ran.err
    assert crashes.readings(archive) == crashes.readings(undisturbed)
    assert "A record cannot be used and is passed over" in (archive / "logs" / "dnusa.log").read_text()
    with Archive.open(archive, readonly=True) as opened:
        again = list(opened.captures(url=damaged.canonical_url))
        assert (damaged.warc_file, damaged.warc_offset) not in {(one.warc_file, one.warc_offset) for one in again}
        assert b"200" in (opened.read(again[-1]).response or b"")[:20]
    assert crawls.dnusa("verify", "--archive", archive).status != 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 900 kB, where this user may make one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=900k", "dnusa-test", folder], capture_output=True, check=False
    )
    if made.returncode != 0:
        pytest.skip("only root may make a small file system")
    yield folder
    subprocess.run(["umount", folder], check=True)


def enlarge(folder: Path) -> None:
    """Give a small disk room."""
    subprocess.run(["mount", "-o", "remount,size=50m", folder], check=True)


def test_a_full_disk_is_exit_status_5_and_one_line(room: Newsroom, undisturbed: Path, small_disk: Path) -> None:
    """The disk fills up in the middle: the archive stays whole, and with room again the next crawl finishes."""
    archive = small_disk / "archive"
    ran = crawls.crawl(archive, room.url)
    seen = crashes.rows(archive)

    assert ran.status == 5, ran.err
    assert "no space left" in ran.complaint
    assert "Traceback" not in ran.err
    enlarge(small_disk)
    last = crashes.finish(room, archive)
    assert last.status == 0, last.err
    assert seen.lost_in(crashes.rows(archive)) == []
    assert crashes.broken_laws(archive) == []
    assert crashes.readings(archive) == crashes.readings(undisturbed)


def test_a_file_that_may_not_grow_is_exit_status_5(room: Newsroom, tmp_path: Path) -> None:
    """A quota or a limit on file sizes is a full disk by another name; what was kept before is whole."""
    archive = tmp_path / "archive"
    # The write-ahead log of thirty articles is larger than this.
    limit = 200_000
    Archive.open(archive, create=True).close()
    ran = crawls.crawl(archive, room.url, preexec=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))

    assert ran.status == 5, ran.err
    assert "no space left" in ran.complaint
    assert "Traceback" not in ran.err
    # What reached the disk without its row is taken in when the archive is next opened for writing.
    Archive.open(archive).close()
    assert crawls.dnusa("verify", "--archive", archive).status == 0
