"""Sites of many kinds crawled side by side by one command: each is found whole, and each fault has its outcome."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest

from archive import Archive, Capture, Outcome, OutcomeKind, Purpose
from dnusa_crawler.demo import Answer
from tests import crawls
from tests.newsroom import Newsroom, busy, cut, hang_up, not_news, redirect, redirect_loop, status
from tests.newsroom.rooms import LISTING, QUIET, shaped, well_behaved


@attrs.define
class Field:
    """The newsrooms, and the archive after one crawl of all of them."""

    rooms: dict[str, Newsroom]
    archive: Path
    ran: crawls.Ran | None = None
    #: Captures and outcomes by site, read once.
    captures: dict[str, list[Capture]] = attrs.field(factory=dict)
    outcomes: dict[str, list[Outcome]] = attrs.field(factory=dict)
    other: Newsroom | None = None

    def urls(self, name: str) -> list[str]:
        """The addresses of the posts of a room, sorted."""
        room = self.rooms[name]
        return sorted(room.url_of(post) for post in room.posts)

    def kept(self, name: str) -> list[str]:
        """The addresses of the articles that were kept of a room, sorted."""
        return sorted(summary.article.url for summary in crawls.articles(self.archive, self.rooms[name].url))

    def outcome(self, name: str, path: str) -> Outcome:
        """The outcome of one URL; fails when there are several."""
        url = self.rooms[name].url.rstrip("/") + path
        (found,) = [outcome for outcome in self.outcomes[name] if outcome.url == url]
        return found


def rooms_of(other: Newsroom) -> dict[str, Newsroom]:
    """Every kind of site; *other* is a machine that nobody may be led to."""
    rooms = {
        **well_behaved(),
        "disallow": Newsroom(6),
        "robots-503": Newsroom(3),
        "robots-hangs-up": Newsroom(3),
        "robots-moved": Newsroom(4),
        "robots-to-home": Newsroom(4),
        "home-moved": Newsroom(7, shape=QUIET),
        "busy": Newsroom(6, shape=QUIET),
        "redirects": Newsroom(9, shape=QUIET),
        "respelled": Newsroom(5, shape=shaped(roads=frozenset({"feed"}))),
        "soft-404": Newsroom(6, shape=QUIET),
        "calendar": Newsroom(12, shape=shaped(roads=LISTING), has_calendar=True),
        "broken": Newsroom(9, shape=QUIET),
    }
    slug = {name: [post.slug for post in room.posts] for name, room in rooms.items()}
    disallowed = f"User-agent: *\nDisallow: /{slug['disallow'][1]}/\nDisallow: /feed/\n"
    rooms["disallow"].misbehave(
        "/robots.txt", status(200, body=disallowed.encode(), headers=(("Content-Type", "text/plain"),))
    )
    rooms["robots-503"].misbehave("/robots.txt", status(503))
    rooms["robots-hangs-up"].misbehave("/robots.txt", hang_up())
    rooms["busy"].misbehave(f"/{slug['busy'][0]}/", busy("2"), times=1)
    rooms["busy"].misbehave(f"/{slug['busy'][1]}/", status(503), times=1)
    rooms["robots-moved"].misbehave("/robots.txt", redirect("/aturan/robots.txt", 302))
    rules = f"User-agent: *\nDisallow: /{slug['robots-moved'][1]}/\n".encode()
    rooms["robots-moved"].misbehave("/aturan/robots.txt", status(200, body=rules))
    rooms["robots-to-home"].misbehave("/robots.txt", redirect("/", 302))
    moved_home = rooms["home-moved"]
    moved_home.misbehave("/", redirect("/beranda/"))
    moved_home.misbehave("/beranda/", lambda _target, _answer: moved_home.site.answer("/"))
    respelled = rooms["respelled"]

    def tracked(_target: str, answer: Answer) -> Answer:
        body = respelled.site.answer("/feed/").body.replace(b"/</link><dc:", b"/?utm_source=rss</link><dc:")
        return attrs.evolve(answer, headers=(("Content-Type", "application/rss+xml"),), body=body)

    respelled.misbehave("/feed/", tracked)
    for post in respelled.posts:
        respelled.misbehave(f"/{post.slug}/?utm_source=rss", redirect(f"/{post.slug}/"))
    redirects = rooms["redirects"]
    redirects.misbehave(f"/{slug['redirects'][0]}/", redirect(f"/pindah/{slug['redirects'][0]}/"))
    moved = redirects.posts[0]

    def at_new_address(_target: str, _answer: Answer) -> Answer:
        return redirects.site.answer(f"/{moved.slug}/")

    redirects.misbehave(f"/pindah/{moved.slug}/", at_new_address)
    redirects.misbehave(f"/{slug['redirects'][1]}/", redirect_loop())
    redirects.misbehave(f"/{slug['redirects'][2]}/", redirect(other.url))
    redirects.misbehave(f"/{slug['redirects'][3]}/", redirect("http://169.254.169.254/latest/meta-data/"))
    redirects.misbehave(f"/{slug['redirects'][4]}/", redirect("http://[::ffff:127.0.0.1]:9/"))
    redirects.misbehave(f"/{slug['redirects'][5]}/", redirect("file:///etc/passwd"))
    soft = rooms["soft-404"]
    soft.misbehave(
        f"/{slug['soft-404'][2]}/", lambda _target, _answer: attrs.evolve(soft.site.answer("/tidak-ada/"), status=200)
    )
    broken = slug["broken"]
    rooms["broken"].misbehave(f"/{broken[0]}/", cut(700))
    rooms["broken"].misbehave(f"/{broken[1]}/", hang_up())
    rooms["broken"].misbehave(f"/{broken[2]}/", not_news(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40))
    rooms["broken"].misbehave(f"/{broken[3]}/", status(500))
    rooms["broken"].misbehave(f"/{broken[4]}/", status(403))
    rooms["broken"].misbehave("/feed/", not_news(content_type="application/rss+xml"))
    rooms["broken"].misbehave("/wp-sitemap-posts-page-1.xml", status(500))
    return rooms


@pytest.fixture(scope="module")
def field(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Field]:
    """Crawl all rooms once; tests only read what came of it."""
    archive = tmp_path_factory.mktemp("field") / "archive"
    with contextlib.ExitStack() as stack:
        other = stack.enter_context(Newsroom(2))
        rooms = rooms_of(other)
        for room in rooms.values():
            stack.enter_context(room)
        ran = crawls.crawl(archive, *(room.url for room in rooms.values()), "http://127.0.0.1:9/")
        made = Field(rooms=rooms, archive=archive, ran=ran, other=other)
        with Archive.open(archive, readonly=True) as opened:
            for name, room in rooms.items():
                site = crawls.site_name(room.url)
                made.captures[name] = list(opened.captures(site=site))
                made.outcomes[name] = list(opened.outcomes(site=site))
        yield made


# ------------------------------------------------------------ every article, by every road


@pytest.mark.parametrize(
    "name",
    [
        *("plain", "halaman", "feed", "sitemap", "busy", "composed", "calendar"),
        *("robots-to-home", "home-moved", "respelled"),
    ],
)
def test_every_article_is_kept_once(field: Field, name: str) -> None:
    """By listings alone, by a feed alone, by a sitemap alone or by all roads: each post is one article of one version."""
    assert field.kept(name) == field.urls(name)
    summaries = crawls.articles(field.archive, field.rooms[name].url)
    assert {summary.versions for summary in summaries} == {1}


@pytest.mark.parametrize("name", ["plain", "halaman", "feed", "sitemap", "calendar"])
def test_no_page_is_fetched_twice(field: Field, name: str) -> None:
    """A URL that four roads name costs the site one request."""
    assert crawls.twice(request.target for request in field.rooms[name].requests) == {}


def test_an_endless_calendar_does_not_run_on(field: Field) -> None:
    """Every page of the agenda links to a next month; the crawl ends after a few of them."""
    agenda = [target for target in field.rooms["calendar"].counts() if target.startswith("/agenda/")]

    assert len(agenda) <= 12


def test_pages_of_one_article_are_joined(field: Field) -> None:
    """An article in three pages is one article with the text of all three in order."""
    room = field.rooms["composed"]
    post = next(post for post in room.posts if len(post.pages) == 3)
    (summary,) = [one for one in crawls.articles(field.archive, room.url) if one.article.url == room.url_of(post)]
    places = [summary.article.text.find(f"Bagian {n} laporan panjang nomor {100 * n + 3}") for n in (1, 2, 3)]

    assert -1 not in places
    assert places == sorted(places)
    parts = [outcome for outcome in field.outcomes["composed"] if outcome.purpose is Purpose.PART]
    assert [outcome.reason for outcome in parts] == ["part", "part"]


def test_a_body_below_another_is_not_part_of_it(field: Field) -> None:
    """The page that shows a second article keeps its own text; the second one is kept from its own page."""
    room = field.rooms["composed"]
    host = next(post for post in room.posts if post.followed_by)
    guest = next(post for post in room.posts if post.slug == host.followed_by)
    texts = {one.article.url: one.article.text for one in crawls.articles(field.archive, room.url)}

    assert guest.blocks[0].text not in texts[room.url_of(host)]
    assert host.blocks[0].text in texts[room.url_of(host)]
    assert guest.blocks[0].text in texts[room.url_of(guest)]


# ------------------------------------------------------------ the rules of a site


def test_what_robots_txt_forbids_is_not_asked_for_and_says_so(field: Field) -> None:
    """A forbidden article and a forbidden feed are skipped outcomes without a capture."""
    room = field.rooms["disallow"]
    path = f"/{room.posts[1].slug}/"

    assert path not in room.counts()
    assert not [target for target in room.counts() if target.startswith("/feed/")]
    outcome = field.outcome("disallow", path)
    assert (outcome.outcome, outcome.reason, outcome.warc) == (OutcomeKind.SKIPPED, "robots.txt", None)
    assert field.kept("disallow") == sorted(set(field.urls("disallow")) - {room.url_of(room.posts[1])})


@pytest.mark.parametrize("name", ["robots-503", "robots-hangs-up"])
def test_without_rules_nothing_is_fetched(field: Field, name: str) -> None:
    """A robots.txt that fails or never comes means a complete disallow (RFC 9309 section 2.3.1.4)."""
    assert set(field.rooms[name].counts()) == {"/robots.txt"}
    assert {outcome.outcome for outcome in field.outcomes[name]} == {OutcomeKind.FAILED}
    assert field.ran is not None
    (line,) = [
        line for line in field.ran.err.splitlines() if f"dnusa: {crawls.site_name(field.rooms[name].url)}" in line
    ]
    assert "robots.txt" in line


def test_rules_that_moved_are_rules(field: Field) -> None:
    """robots.txt is followed to where it is (RFC 9309 section 2.3.1.2); each hop has its outcome."""
    room = field.rooms["robots-moved"]

    assert [outcome.reason for outcome in field.outcomes["robots-moved"][:2]] == ["redirect", "robots"]
    assert f"/{room.posts[1].slug}/" not in room.counts()
    assert field.kept("robots-moved") == sorted(set(field.urls("robots-moved")) - {room.url_of(room.posts[1])})


def test_a_server_that_asks_for_patience_is_left_alone(field: Field) -> None:
    """Retry-After: 2 holds for the whole site, not only for the page that said it."""
    room = field.rooms["busy"]
    path = f"/{room.posts[0].slug}/"
    first, second = [request for request in room.requests if request.target == path]
    between = [
        request.target
        for request in room.requests
        # Requests that were on their way when the answer came may still arrive.
        if first.at_seconds + 0.5 < request.at_seconds < first.at_seconds + 1.9
    ]

    assert (first.status, second.status) == (503, 200)
    assert second.at_seconds - first.at_seconds >= 1.99
    assert between == []


def test_a_page_that_fails_once_is_tried_again(field: Field) -> None:
    """503, then 200: two captures, one outcome, one article."""
    room = field.rooms["busy"]
    path = f"/{room.posts[1].slug}/"
    url = room.url_of(room.posts[1])

    assert [request.status for request in room.requests if request.target == path] == [503, 200]
    assert [capture.visit.attempt for capture in field.captures["busy"] if capture.url == url] == [1, 2]
    assert field.outcome("busy", path).outcome is OutcomeKind.ARTICLE


# ------------------------------------------------------------ redirects, and where they may not lead


def test_each_hop_is_an_outcome_and_the_old_address_an_alias(field: Field) -> None:
    """A moved article is one article, found under both of its addresses."""
    room = field.rooms["redirects"]
    post = room.posts[0]

    assert field.outcome("redirects", f"/{post.slug}/").reason == "redirect"
    assert field.outcome("redirects", f"/pindah/{post.slug}/").outcome is OutcomeKind.ARTICLE
    with Archive.open(field.archive, readonly=True) as opened:
        by_old = opened.article(room.url_of(post))
        by_new = opened.article(f"{room.url}pindah/{post.slug}/")
    assert by_old.id == by_new.id


def test_a_redirect_to_another_spelling_is_followed(field: Field) -> None:
    """A feed with tracking parameters, a server that takes them away: asked for as the server spells it, once."""
    room = field.rooms["respelled"]
    counts = room.counts()

    for post in room.posts:
        assert counts[f"/{post.slug}/?utm_source=rss"] == 1
        assert counts[f"/{post.slug}/"] == 1


def test_a_loop_of_redirects_ends(field: Field) -> None:
    """Always another address: ten hops at the most, each with its outcome."""
    room = field.rooms["redirects"]
    loop = f"/{room.posts[1].slug}/"
    hops = [target for target in room.counts() if target.partition("?")[0] == loop]

    assert 2 <= len(hops) <= 10
    last = field.outcome("redirects", hops[-1])
    assert last.outcome is OutcomeKind.FAILED
    assert last.reason == "redirect loop"


@pytest.mark.parametrize("number", [2, 3, 4, 5])
def test_a_redirect_to_a_forbidden_place_is_not_followed(field: Field, number: int) -> None:
    """Another port, the metadata address of clouds, a mapped loopback address, a file: recorded, never asked."""
    room = field.rooms["redirects"]
    assert field.other is not None

    assert field.outcome("redirects", f"/{room.posts[number].slug}/").reason == "redirect leaves the site"
    assert field.other.requests == []
    asked = {capture.url for capture in field.captures["redirects"]}
    assert not [url for url in asked if not url.startswith(room.url)]


# ------------------------------------------------------------ pages that are none


def test_a_soft_404_is_no_article(field: Field) -> None:
    """A page that says 'not found' with status 200 is skipped, and says why."""
    room = field.rooms["soft-404"]
    missing = room.url_of(room.posts[2])

    outcome = field.outcome("soft-404", f"/{room.posts[2].slug}/")
    assert (outcome.outcome, outcome.reason) == (OutcomeKind.SKIPPED, "soft-404")
    assert field.kept("soft-404") == sorted(set(field.urls("soft-404")) - {missing})


@pytest.mark.parametrize(
    ("number", "kind", "reason"),
    [
        (0, OutcomeKind.TRUNCATED, "disconnect"),
        (1, OutcomeKind.FAILED, None),
        (3, OutcomeKind.FAILED, "status 500"),
        (4, OutcomeKind.FAILED, "status 403"),
    ],
)
def test_a_page_that_fails_has_one_outcome_that_says_why(
    field: Field, number: int, kind: OutcomeKind, reason: str | None
) -> None:
    """Cut off, hung up on, an error for ever, refused."""
    outcome = field.outcome("broken", f"/{field.rooms['broken'].posts[number].slug}/")

    assert outcome.outcome is kind
    assert outcome.reason
    assert reason in {None, outcome.reason}


def test_bytes_that_are_no_page_are_no_article(field: Field) -> None:
    """They are kept as they came, and no article is made of them."""
    outcome = field.outcome("broken", f"/{field.rooms['broken'].posts[2].slug}/")

    assert outcome.outcome in {OutcomeKind.SKIPPED, OutcomeKind.FAILED}
    assert outcome.warc is not None


def test_one_broken_road_does_not_close_the_others(field: Field) -> None:
    """The feed is nonsense and a sitemap fails: the articles that answer are all kept."""
    room = field.rooms["broken"]

    assert field.kept("broken") == sorted(room.url_of(post) for post in room.posts[5:])


# ------------------------------------------------------------ laws over all of them


def test_every_url_that_was_asked_for_ends_in_exactly_one_outcome(field: Field) -> None:
    """What a server saw is in the log, once, whatever became of it."""
    for name, room in field.rooms.items():
        base = room.url.rstrip("/")
        asked = {base + target for target in room.counts()}
        logged = [outcome.url for outcome in field.outcomes[name]]

        assert asked - set(logged) == set(), name
        assert crawls.twice(logged) == {}, name


def test_every_request_is_a_capture(field: Field) -> None:
    """Feeds, sitemaps, listings and robots.txt are records like pages; the first capture of a site is its robots.txt."""
    for name, room in field.rooms.items():
        base = room.url.rstrip("/")
        seen = room.counts()
        captured = crawls.Counter(capture.url.removeprefix(base) for capture in field.captures[name])

        assert captured == seen, name
        assert field.captures[name][0].visit.purpose is Purpose.ROBOTS, name


def test_the_archive_is_whole(field: Field) -> None:
    """Every record is read back and agrees with its row."""
    ran = crawls.dnusa("verify", "--archive", field.archive)

    assert ran.status == 0, ran.err


def test_the_call_says_what_failed_in_one_line_a_site(field: Field) -> None:
    """Exit status 3; a line for each site that could not be crawled, the refused port among them."""
    assert field.ran is not None
    lines = [line for line in field.ran.err.splitlines() if line.startswith("dnusa: ")]

    assert field.ran.status == 3
    assert "Traceback" not in field.ran.err
    assert len(lines) == 3, field.ran.err
    (refused,) = [line for line in lines if line.startswith("dnusa: 127.0.0.1-9:")]
    assert "connection refused" in refused
