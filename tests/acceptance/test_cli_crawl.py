"""``dnusa crawl`` and ``dnusa sites`` as typed, on a newsroom of the test's own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from archive import Archive
from dnusa_crawler.demo import Shape
from tests.acceptance.conftest import Command, environment
from tests.newsroom import Newsroom, hang_up, slow, status

#: Politeness off: the newsroom is on loopback.
FAST = ("--allow-address", "127.0.0.0/8", "--delay", "0", "--concurrency", "4")


def test_a_url_is_looked_at_drafted_and_crawled_in_one_go(dnusa: Command, tmp_path: Path) -> None:
    """The first crawl makes the archive and the site's file, and prints what it kept."""
    with Newsroom(8) as room:
        ran = dnusa("crawl", room.url, *FAST)

    assert ran.status == 0, ran.err
    head, row = ran.out.splitlines()
    assert head.split() == ["SITE", "STATE", "FOUND", "KEPT", "CHANGED", "SAME", "SKIPPED", "FAILED", "SECONDS"]
    assert row.split()[1:4] == ["finished", "8", "8"]
    assert len(list((tmp_path / "archive-data" / "sites").glob("*.toml"))) == 1
    assert "\x1b" not in ran.out + ran.err


def test_the_next_crawl_finds_what_is_new_and_what_has_changed(dnusa: Command) -> None:
    """By --all, as cron calls it; with --json one object an article and one a run."""
    with Newsroom(6) as room:
        assert dnusa("crawl", room.url, *FAST).status == 0
        new = room.publish(2)
        edited = room.edit(room.posts[3].slug, "Ralat: jumlah peserta yang benar adalah sembilan orang.")
        ran = dnusa("crawl", "--all", "--json", *FAST)

    assert ran.status == 0, ran.err
    events = [json.loads(line) for line in ran.out.splitlines()]
    told = {event["url"]: event["verdicts"] for event in events if event["event"] == "article"}
    assert told == {**{room.url_of(post): ["new"] for post in new}, room.url_of(edited): ["changed"]}
    assert [event["state"] for event in events if event["event"] == "run"] == ["finished"]
    shown = dnusa("diff", room.url_of(edited))
    assert "Ralat: jumlah peserta yang benar adalah sembilan orang.+}" in shown.out


def test_what_the_server_says_is_as_before_is_counted_as_the_same(dnusa: Command) -> None:
    """Each page that was looked at again is in one of the columns."""
    with Newsroom(6) as room:
        dnusa("crawl", room.url, *FAST)
        ran = dnusa("crawl", room.url, "--full", *FAST)

    assert ran.status == 0, ran.err
    assert ran.out.splitlines()[1].split()[2:8] == ["6", "0", "0", "6", "0", "0"]


def test_a_dry_run_names_pages_and_writes_nothing(dnusa: Command, tmp_path: Path) -> None:
    """Not even an archive."""
    with Newsroom(5) as room:
        ran = dnusa("crawl", room.url, "--dry-run", *FAST)

        assert ran.status == 0, ran.err
        assert set(ran.out.splitlines()) == {room.url_of(post) for post in room.posts}
        assert not any(f"/{post.slug}/" in room.counts() for post in room.posts)
    assert list(tmp_path.iterdir()) == []


def test_max_pages_is_kept(dnusa: Command) -> None:
    """N article pages, no more."""
    with Newsroom(9) as room:
        assert dnusa("crawl", room.url, "--max-pages", "3", *FAST).status == 0

        assert sum(f"/{post.slug}/" in room.counts() for post in room.posts) == 3


def test_pages_that_fail_make_exit_status_3(dnusa: Command) -> None:
    """The others are kept; the log says which failed and why."""
    with Newsroom(4) as room:
        room.misbehave(f"/{room.posts[1].slug}/", status(410))
        ran = dnusa("crawl", room.url, *FAST)

        assert ran.status == 3, ran.err
        failed = [json.loads(line) for line in dnusa("log", "--outcome", "failed", "--json").out.splitlines()]
        assert room.url_of(room.posts[1]) in {line["url"] for line in failed}
    assert len(dnusa("export", "jsonl").out.splitlines()) == 3


def test_a_site_that_does_not_answer_is_one_line(dnusa: Command) -> None:
    """It names the site and says what is wrong."""
    ran = dnusa("crawl", "http://127.0.0.1:9/", *FAST)

    assert ran.status == 3
    assert "127.0.0.1" in ran.err
    assert "Traceback" not in ran.err


def test_loopback_is_refused_unless_admitted(dnusa: Command) -> None:
    """No site can make the crawler ask a machine behind the operator's own wall."""
    with Newsroom(2) as room:
        ran = dnusa("crawl", room.url, "--contact", "a@example.org")

        assert ran.status == 3
        assert room.requests == []
        assert ran.err.splitlines()[-1].endswith(
            "address refused: 127.0.0.1 is not on the public internet: --allow-address admits machines of your own"
        )


def test_a_public_site_is_not_asked_without_a_contact(dnusa: Command, tmp_path: Path) -> None:
    """Exit status 6 and one line that says what to set; nothing is made."""
    ran = dnusa("crawl", "https://news.example/")

    assert ran.status == 6
    assert "DNUSA_CONTACT" in ran.complaint
    assert list(tmp_path.iterdir()) == []


def test_no_sites_are_looked_for_in_what_is_no_archive(dnusa: Command, tmp_path: Path) -> None:
    """A slip in the path is said, instead of advice to add a site there."""
    (tmp_path / "file").write_text("x")
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.jpg").write_bytes(b"x")

    assert "is a file" in dnusa("crawl", "--all", "--archive", "file").complaint
    assert "it holds 'a.jpg'" in dnusa("crawl", "--all", "--archive", "photos").complaint
    assert "`dnusa sites add URL`" in dnusa("crawl", "--all", "--archive", "nothing-here").complaint


def test_a_range_that_is_none_is_wrong_usage(dnusa: Command) -> None:
    """Before the first request."""
    ran = dnusa("crawl", "http://127.0.0.1:9/", "--allow-address", "loopback")

    assert ran.status == 2
    assert "loopback" in ran.complaint


def test_an_archive_that_is_being_written_is_exit_status_4(dnusa: Command, tmp_path: Path) -> None:
    """Readers may; a second writer says who holds it and stops."""
    with Newsroom(2) as room, Archive.open(tmp_path / "archive-data", create=True):
        ran = dnusa("crawl", room.url, *FAST)

        assert ran.status == 4
        assert "archive-data" in ran.complaint
        assert dnusa("rebuild").status == 4
        assert dnusa("runs").status == 0
        assert room.requests == []


def test_a_site_file_with_a_mistake_names_line_and_word(dnusa: Command, tmp_path: Path) -> None:
    """Exit status 6 before the first request."""
    with Newsroom(2) as room:
        assert dnusa("crawl", room.url, *FAST).status == 0
        file = next((tmp_path / "archive-data" / "sites").glob("*.toml"))
        file.write_text(file.read_text().replace("Asia/Jakarta", "Asia/Tulungagung"))
        room.forget_requests()
        ran = dnusa("crawl", "--all", *FAST)

        assert ran.status == 6
        assert file.name in ran.complaint
        assert "time_zone" in ran.complaint
        assert room.requests == []


def test_ctrl_c_ends_cleanly_and_the_next_run_goes_on(tmp_path: Path, dnusa: Command) -> None:
    """Exit status 130; what was kept stays, and the last run finishes the site, nothing twice."""
    with Newsroom(12) as room:
        room.misbehave("*", slow(0.15))
        command = [sys.executable, "-m", "dnusa_crawler.cli", "crawl", room.url, *FAST[:4]]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path, env=environment()
        ) as process:
            limit = time.monotonic() + 60
            while sum(f"/{post.slug}/" in room.counts() for post in room.posts) < 3 and time.monotonic() < limit:
                time.sleep(0.05)
            os.kill(process.pid, signal.SIGINT)
            _, err = process.communicate(timeout=60)
        assert process.returncode == 130, err
        assert "the archive is intact" in err
        assert "Traceback" not in err
        room.behave("*")
        kept = len(dnusa("export", "jsonl").out.splitlines())
        assert kept < 12

        assert dnusa("crawl", "--all", *FAST).status == 0
    exported = [json.loads(line)["url"] for line in dnusa("export", "jsonl").out.splitlines()]
    assert sorted(exported) == sorted(room.url_of(post) for post in room.posts)
    assert dnusa("verify").status == 0


def test_sites_add_drafts_a_file_that_check_tries_again(dnusa: Command, tmp_path: Path) -> None:
    """Five articles are shown and saved; a second time the file is not written over; a road that is closed is seen."""
    with Newsroom(9, shape=Shape(crawl_delay=None, title="Kabar Uji")) as room:
        ran = dnusa("sites", "add", room.url, *FAST)
        asked = len(room.requests)
        again = dnusa("sites", "add", room.url, *FAST)
        assert len(room.requests) == asked
        well = dnusa("sites", "check", "--json", *FAST[:4])
        room.misbehave("/feed/", status(404))
        ill = dnusa("sites", "check", *FAST[:4])

        assert ran.status == 0, ran.err
        assert 'title = "Kabar Uji"' in ran.out
        assert sum(line.startswith("# http") for line in ran.out.splitlines()) == 5
        assert again.status == 2
        assert "--replace" in again.err
        checks = [json.loads(line) for line in well.out.splitlines()]
        assert well.status == 0, well.out + well.err
        assert {check["what"] for check in checks} >= {"feed", "sitemap", "rest", "saved page"}
        assert sum(check["what"] == "saved page" for check in checks) == 5
        assert ill.status == 3
        assert any("feed" in line and "NOT OK" in line for line in ill.out.splitlines())
    file = next((tmp_path / "archive-data" / "sites").glob("*.toml"))
    assert 'engine = "wordpress"' in file.read_text()
    assert file.stem in dnusa("sites", "list").out


def test_sites_add_says_which_road_did_not_answer(dnusa: Command) -> None:
    """A file without the best road is no secret."""
    with Newsroom(6, shape=Shape(crawl_delay=None)) as room:
        room.misbehave("/wp-json/", hang_up())
        ran = dnusa("sites", "add", room.url, *FAST)

    assert ran.status == 0, ran.err
    assert "rest =" not in ran.out
    assert f"rest {room.url}wp-json/: no answer; the site's file is without it" in ran.err


def scrapy_crawl(folder: Path, *arguments: str, contact: str = "a@b.example") -> subprocess.CompletedProcess[str]:
    """Run ``scrapy crawl`` as who knows Scrapy would."""
    return subprocess.run(
        [sys.executable, "-m", "scrapy", "crawl", *arguments],
        cwd=folder,
        env=environment(
            {
                "SCRAPY_SETTINGS_MODULE": "dnusa_crawler.settings",
                "DNUSA_ARCHIVE": str(folder / "archive"),
                "DNUSA_CONTACT": contact,
            }
        ),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize(
    ("path", "answer", "status_", "said"),
    [
        ("/robots.txt", 200, 0, ""),
        ("/robots.txt", 503, 3, "robots.txt: status 503"),
        ("/{post}/", 403, 3, ""),
    ],
)
def test_scrapy_crawl_ends_with_the_status_of_the_run(
    tmp_path: Path, path: str, answer: int, status_: int, said: str
) -> None:
    """For people who know Scrapy, and for what starts them: a run that failed is no success, nor is one that lacks a page."""
    with Newsroom(2) as room:
        room.misbehave(path.format(post=room.posts[0].slug), status(answer))
        allowed = ("-s", "DNUSA_ALLOW_ADDRESSES=127.0.0.0/8")
        ran = scrapy_crawl(tmp_path, "news", "-a", f"site={room.url}", *allowed)

    assert ran.returncode == status_, ran.stderr
    assert [said in line for line in ran.stderr.splitlines()] == ([True] if said else [])


@pytest.mark.parametrize(
    ("arguments", "contact", "status_", "said"),
    [
        (("news", "-a", "site=UNKNOWN"), "a@b.example", 2, "`dnusa sites list` shows them"),
        (("news",), "a@b.example", 2, "say which site: scrapy crawl news -a site=NAME"),
        (("nwes", "-a", "site=x.example"), "a@b.example", 2, "there is one spider, called news"),
        (("news", "-a", "site=x.example", "-a", "mode=full"), "a@b.example", 2, "-a mode=... means nothing here"),
        (("news", "-a", "site=x.example"), "", 6, "set DNUSA_CONTACT"),
        (("news", "-a", "site=x.example", "-s", "DNUSA_ALLOW_ADDRESSES=all"), "", 6, "DNUSA_ALLOW_ADDRESSES all: not"),
    ],
)
def test_a_mistake_in_scrapy_crawl_is_one_line(
    tmp_path: Path, arguments: tuple[str, ...], contact: str, status_: int, said: str
) -> None:
    """What dnusa would say, with its status; no traceback, and no archive is made."""
    ran = scrapy_crawl(tmp_path, *arguments, contact=contact)

    (line,) = ran.stderr.splitlines()
    assert line.startswith("dnusa: ")
    assert said in line
    assert ran.returncode == status_
    assert not (tmp_path / "archive").exists()


@pytest.mark.parametrize("entry", ["feed", "listing"])
def test_entry_says_what_the_url_is(dnusa: Command, entry: str) -> None:
    """A caller that knows spares the crawler the looking."""
    with Newsroom(3) as room:
        paths = {"feed": "feed/", "listing": f"category/{room.posts[0].section.lower()}/"}
        url = room.url + paths[entry]
        ran = dnusa("crawl", url, "--entry", entry, *FAST)

        assert ran.status == 0, ran.err
    kept = {json.loads(line)["url"] for line in dnusa("export", "jsonl").out.splitlines()}
    assert room.url_of(room.posts[0]) in kept
