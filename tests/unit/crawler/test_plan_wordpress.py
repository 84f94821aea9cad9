"""The plan over a WordPress desk in memory: complete at first, then few requests for what changed."""

from __future__ import annotations

import json
from collections import deque
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import attrs
import pytest

from archive import KnownUrl, OutcomeKind, Purpose, canonical_url
from dnusa_crawler.discovery import Document, KnownTable, Mode, Plan, page_key
from dnusa_crawler.sites import Site

HOME = "https://desa.example/"
NOW = datetime(2024, 6, 20, 12, tzinfo=UTC)


@attrs.define
class Post:
    number: int
    slug: str
    date: datetime
    modified: datetime
    protected: bool = False

    @property
    def url(self) -> str:
        return f"{HOME}{self.date:%Y/%m/%d}/{self.slug}/"

    @property
    def title(self) -> str:
        return f"Judul {self.number}"


@attrs.define
class Desk:
    """Answers like WordPress: REST (or 403), feeds with query variables, a front page, soft 404s."""

    has_rest: bool
    posts: list[Post] = attrs.field(factory=list)
    requests: int = 0
    broken: set[str] = attrs.field(factory=set)

    def seed(self, count: int) -> None:
        for number in range(1, count + 1):
            date = NOW - timedelta(hours=7 * (count - number) + 30)
            # Some were edited long ago, one "in the future", as on desks whose clock was once wrong.
            modified = date + timedelta(days=2) if number % 9 == 0 else date
            modified = NOW + timedelta(days=8) if number == count - 3 else modified
            self.posts.append(
                Post(number * 3, f"warga-desa-{number}-gelar-rapat", date, modified, protected=number % 40 == 0)
            )

    def fetch(self, url: str) -> tuple[int, tuple[tuple[str, str], ...], str]:
        self.requests += 1
        parts = urlsplit(url)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if url in self.broken:
            return 503, (), ""
        if parts.path.startswith("/wp-json/"):
            return self._rest(query)
        if parts.path in {"/feed/", "/feed/atom/"}:
            return self._feed(query)
        if parts.path == "/" or parts.path.startswith("/page/"):
            return self._front(int(parts.path.strip("/").rpartition("/")[2] or 1))
        for post in self.posts:
            if post.url == url:
                return 200, (), post.slug
        return 404, (), ""

    def _rest(self, query: dict[str, str]) -> tuple[int, tuple[tuple[str, str], ...], str]:
        if not self.has_rest:
            return 403, (), '{"code":"rest_off"}'
        key = {"id": lambda p: p.number, "modified": lambda p: (p.modified, p.number), "date": lambda p: p.date}[
            query["orderby"]
        ]
        ordered = sorted(self.posts, key=key, reverse=query["order"] == "desc")
        size, page = int(query["per_page"]), int(query["page"])
        answer = [
            {
                "id": p.number,
                "link": p.url,
                "date_gmt": f"{p.date:%Y-%m-%dT%H:%M:%S}",
                "modified_gmt": f"{p.modified:%Y-%m-%dT%H:%M:%S}",
                "title": {"rendered": p.title},
                "content": {"protected": p.protected},
            }
            for p in ordered[size * (page - 1) : size * page]
        ]
        if not answer:
            return 400, (), '{"code":"rest_post_invalid_page_number"}'
        return (
            200,
            (("X-WP-Total", str(len(ordered))), ("X-WP-TotalPages", str(-(-len(ordered) // size)))),
            json.dumps(answer),
        )

    def _feed(self, query: dict[str, str]) -> tuple[int, tuple[tuple[str, str], ...], str]:
        name = query.get("orderby", "date").split()[0]
        ordered = sorted(
            self.posts, key=lambda p: (getattr(p, name), p.number), reverse=query.get("order", "DESC") == "DESC"
        )
        page = int(query.get("paged", "1"))
        entries = "".join(
            f'<entry><title>{p.title}</title><link href="{p.url}"/><id>{p.url}</id><published>{p.date.isoformat()}</published><updated>{p.modified.isoformat()}</updated></entry>'
            for p in ordered[10 * (page - 1) : 10 * page]
        )
        if not entries:
            return 200, (), "<!doctype html><html>Halaman tidak ditemukan</html>"
        return (
            200,
            (),
            f'<feed xmlns="http://www.w3.org/2005/Atom"><title>D</title><generator>WordPress</generator>{entries}</feed>',
        )

    def _front(self, page: int) -> tuple[int, tuple[tuple[str, str], ...], str]:
        ordered = sorted(self.posts, key=lambda p: p.date, reverse=True)
        items = "".join(
            f'<article><h2><a href="{p.url}">{p.title} yang panjang</a></h2></article>'
            for p in ordered[8 * (page - 1) : 8 * page]
        )
        last = -(-len(ordered) // 8)
        onward = (
            f'<a class="next page-numbers" href="/page/{page + 1}/">Next</a><a class="page-numbers" href="/page/{last}/">{last}</a>'
            if page < last
            else ""
        )
        footer = '<footer><a href="/agenda/">Agenda kegiatan</a><a href="/berita-lama/17/">Arsip lama</a><a href="/kebijakan-privasi/">Kebijakan</a></footer>'
        return 200, (), f"<html><body><main>{items}</main><nav class='pagination'>{onward}</nav>{footer}</body></html>"


def site(desk: Desk) -> Site:
    roads = {"feeds": [HOME + "feed/"], "modified_feed": not desk.has_rest}
    if desk.has_rest:
        roads["rest"] = HOME + "wp-json/"
    return Site(name="desa.example", home=HOME, engine="wordpress", roads=roads)


def crawl(desk: Desk, mode: Mode, rows: dict[str, KnownUrl], at: datetime) -> tuple[dict[str, str], int]:
    """Run the plan; return the pages fetched with why, and the number of all requests."""
    desk.requests = 0
    plan = Plan(site(desk), mode=mode, known=KnownTable(rows.values()), now=at)
    queue, why = deque(plan.start()), {}
    while queue:
        assert desk.requests < 2000
        link = queue.popleft()
        if page_key(link.url) in why and link.purpose is Purpose.PAGE:
            continue
        status, headers, body = desk.fetch(link.url)
        if link.purpose is not Purpose.PAGE:
            document = Document(
                url=link.url,
                purpose=link.purpose,
                road=link.road,
                status=status,
                headers=headers,
                body=body.encode(),
                hints=link.hints,
            )
            queue.extend(plan.after(document))
            continue
        key = page_key(link.url)
        why[key] = link.hints.get("revisit", "new")
        before = rows.get(key)
        rows[key] = KnownUrl(
            site="desa.example",
            canonical_url=canonical_url(link.url),
            url=link.url,
            purpose=Purpose.PAGE,
            road=before.road if before else link.road,
            hints={**(before.hints if before else {}), **plan.hints_of(link.url), **link.hints},
            seen_modified=link.hints.get("modified"),
            last_outcome=OutcomeKind.SKIPPED
            if link.hints.get("protected")
            else OutcomeKind.ARTICLE
            if status == 200
            else OutcomeKind.FAILED,
            last_fetched_at=at,
            attempts=1,
            is_gone=status == 404,
        )
        if moved := link.hints.get("moved_from"):
            rows[page_key(moved)] = attrs.evolve(rows[page_key(moved)], is_gone=True)
    assert plan.is_done
    return why, desk.requests


@pytest.mark.parametrize("has_rest", [True, False])
def test_everything_is_found_at_first_and_nothing_twice(has_rest: bool) -> None:
    """250 posts, by REST or by the feed alone, with few index documents and no page of the footer."""
    desk = Desk(has_rest)
    desk.seed(250)

    why, requests = crawl(desk, Mode.NEW, {}, NOW)

    assert set(why) == {page_key(post.url) for post in desk.posts}
    assert requests - 250 <= (8 if has_rest else 32)


@pytest.mark.parametrize("has_rest", [True, False])
def test_when_nothing_happened_little_is_asked(has_rest: bool) -> None:
    """A quiet day costs three documents (one more when the last page of the feed is full) and no page."""
    desk, rows = Desk(has_rest), {}
    desk.seed(250)
    crawl(desk, Mode.NEW, rows, NOW)

    why, requests = crawl(desk, Mode.ORDINARY, rows, NOW + timedelta(hours=1))

    assert why == {}
    assert requests <= 4


def day_of_events(desk: Desk, at: datetime) -> int:
    """10 new, 6 edited, 2 taken down, 2 moved, 1 released; return how many events that is."""
    for number in range(10):
        desk.posts.append(
            Post(
                5000 + number,
                f"kabar-baru-{number}-dari-desa",
                at - timedelta(minutes=number),
                at - timedelta(minutes=number),
            )
        )
    desk.posts.append(Post(301, "tertunda-lama-akhirnya-terbit", at, at))
    for post in desk.posts[20:140:20]:
        post.modified = at
    desk.posts[51].slug, desk.posts[51].modified = "alamat-baru-yang-lain", at
    desk.posts[151].slug, desk.posts[151].modified = "alamat-baru-lagi-saja", at
    del desk.posts[77], desk.posts[160]
    return 21


@pytest.mark.parametrize("has_rest", [True, False])
def test_a_busy_day_costs_less_than_two_and_a_half_requests_an_event(has_rest: bool) -> None:
    """New, edited, moved and released posts are fetched, those taken down are looked at, and nothing else."""
    desk, rows = Desk(has_rest), {}
    desk.seed(250)
    crawl(desk, Mode.NEW, rows, NOW)
    before = {page_key(post.url) for post in desk.posts}
    later = NOW + timedelta(hours=20)
    events = day_of_events(desk, later)
    after = {page_key(post.url) for post in desk.posts}

    why, requests = crawl(desk, Mode.ORDINARY, rows, later + timedelta(minutes=1))

    assert {key for key, reason in why.items() if reason == "new"} == after - before
    assert sum(reason == "modified" for reason in why.values()) == 6
    missing = {key for key, reason in why.items() if reason == "missing"}
    assert missing == {key for key, row in rows.items() if row.is_gone and "moved" not in row.hints} - {
        page_key(row.hints["moved_from"]) for row in rows.values() if "moved_from" in row.hints
    }
    assert len(missing) == 2
    assert requests / events < 2.5
    again, quiet = crawl(desk, Mode.ORDINARY, rows, later + timedelta(minutes=9))
    assert again == {}
    assert quiet <= 4


def test_a_post_published_late_with_an_old_time_of_change_is_found() -> None:
    """WordPress's own scheduler publishes without touching the time of change; the total gives it away."""
    desk, rows = Desk(has_rest=True), {}
    desk.seed(250)
    crawl(desk, Mode.NEW, rows, NOW)
    old = NOW - timedelta(days=30)
    desk.posts.append(Post(400, "tersembunyi-lama-di-tengah", old, old))

    why, _ = crawl(desk, Mode.ORDINARY, rows, NOW + timedelta(hours=1))

    assert list(why) == [page_key(desk.posts[-1].url)]


def test_when_rest_goes_down_the_feed_takes_over() -> None:
    """A plugin switches REST off one day: new and edited posts are still found."""
    desk, rows = Desk(has_rest=True), {}
    desk.seed(100)
    crawl(desk, Mode.NEW, rows, NOW)
    later = NOW + timedelta(hours=3)
    desk.posts.append(Post(900, "kabar-baru-setelah-itu", later, later))
    desk.posts[40].modified = later
    wanted = {page_key(desk.posts[-1].url), page_key(desk.posts[40].url)}
    rest_site = site(desk)
    desk.has_rest = False

    plan = Plan(rest_site, mode=Mode.ORDINARY, known=KnownTable(rows.values()), now=later + timedelta(minutes=5))
    queue, pages = deque(plan.start()), set()
    while queue:
        link = queue.popleft()
        status, headers, body = desk.fetch(link.url)
        if link.purpose is Purpose.PAGE:
            pages.add(page_key(link.url))
        else:
            queue.extend(
                plan.after(
                    Document(
                        url=link.url,
                        purpose=link.purpose,
                        road=link.road,
                        status=status,
                        headers=headers,
                        body=body.encode(),
                        hints=link.hints,
                    )
                )
            )

    assert pages == wanted
    assert {road.name: str(road.state) for road in plan.report()}["rest"] == "down"


def test_protected_posts_are_marked() -> None:
    """They are counted by REST, so they must be known; the hint says that a password is asked for."""
    desk = Desk(has_rest=True)
    desk.seed(50)
    plan = Plan(site(desk), mode=Mode.NEW, known=KnownTable(), now=NOW)
    link = plan.start()[0]
    status, headers, body = desk.fetch(link.url)

    links = plan.after(
        Document(url=link.url, purpose=link.purpose, road=link.road, status=status, headers=headers, body=body.encode())
    )

    marked = [link.url for link in links if link.hints.get("protected") == "yes"]
    assert marked == [post.url for post in desk.posts if post.protected]


def test_answers_handed_in_before_the_start_are_used() -> None:
    """What a draft has fetched is not fetched again."""
    desk = Desk(has_rest=True)
    desk.seed(30)
    plan = Plan(site(desk), mode=Mode.NEW, known=KnownTable(), now=NOW)
    for url, purpose in ((HOME + "feed/", Purpose.FEED), (HOME, Purpose.HOME)):
        status, headers, body = desk.fetch(url)
        assert (
            plan.after(
                Document(url=url, purpose=purpose, road="seed", status=status, headers=headers, body=body.encode())
            )
            == []
        )

    asked = []
    queue = deque(plan.start())
    while queue:
        link = queue.popleft()
        if link.purpose is Purpose.PAGE:
            continue
        asked.append(link.url)
        status, headers, body = desk.fetch(link.url)
        queue.extend(
            plan.after(
                Document(
                    url=link.url,
                    purpose=link.purpose,
                    road=link.road,
                    status=status,
                    headers=headers,
                    body=body.encode(),
                    hints=link.hints,
                )
            )
        )

    assert plan.is_done
    assert HOME not in asked
    assert HOME + "feed/" not in asked


def test_giving_up_ends_a_plan_whose_answers_never_come() -> None:
    """When the queue is empty although documents are awaited, the plan goes on without them to its end."""
    desk = Desk(has_rest=True)
    desk.seed(30)
    plan = Plan(site(desk), mode=Mode.ORDINARY, known=KnownTable(), now=NOW)
    plan.start()

    rounds = 0
    while not plan.is_done:
        rounds += 1
        assert rounds < 20
        plan.give_up()

    assert {str(road.state) for road in plan.report()} == {"down"}
    assert plan.give_up() == []
