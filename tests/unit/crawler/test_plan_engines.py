"""The plan over whole sites of several engines, served from memory: everything is found, few requests, always an end."""

from __future__ import annotations

import json
import re
from collections import Counter, deque
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import attrs
import pytest

from archive import KnownUrl, OutcomeKind, Purpose, canonical_url
from dnusa_crawler.discovery import Document, Entry, KnownTable, Mode, Plan, page_key
from dnusa_crawler.sites import Site
from dnusa_crawler.sites.draft import Draft
from tests.unit.crawler.papers import (
    HOME,
    NOW,
    PAPERS,
    Answer,
    Paper,
    Post,
    blogger_paper,
    feed_only_paper,
    page_of,
    php_paper,
    posts,
    rss,
    sitemap_only_paper,
)


def document(link: object, answer: Answer) -> Document:
    status, kind, body = answer
    return Document(
        url=link.url,
        purpose=link.purpose,
        road=link.road,
        status=None if status == 599 else status,
        headers=(("Content-Type", kind), *((("Location", body),) if status in {301, 302} else ())),
        body=body.encode(),
        hints=link.hints,
    )


@attrs.define
class Crawl:
    """What one run came to."""

    plan: Plan
    pages: list[str]
    documents: int
    dry_hints: dict[str, dict[str, str]]


def crawl(
    paper: Paper,
    site: Site,
    mode: Mode,
    rows: dict[str, KnownUrl],
    *,
    at: datetime = NOW,
    most: int = 5000,
    **more: object,
) -> Crawl:
    """Run the plan to its end, keep what a frontier keeps in *rows*."""
    plan = Plan(site, mode=mode, known=KnownTable(rows.values()), now=at, **more)
    queue = deque(plan.start())
    pages: list[str] = []
    visited: set[str] = set()
    documents = 0
    while queue:
        assert documents + len(pages) < most, "the plan runs on"
        link = queue.popleft()
        answer = paper.fetch(link.url)
        if link.purpose is not Purpose.PAGE:
            documents += 1
            queue.extend(plan.after(document(link, answer)))
            continue
        key = page_key(link.url)
        if key in visited:
            continue
        visited.add(key)
        pages.append(link.url)
        before = rows.get(key)
        rows[key] = KnownUrl(
            site=site.name,
            canonical_url=canonical_url(link.url),
            url=link.url,
            purpose=Purpose.PAGE,
            road=before.road if before else link.road,
            via=before.via if before else link.via,
            hints={**(before.hints if before else {}), **plan.hints_of(link.url), **link.hints},
            seen_modified=link.hints.get("modified"),
            last_outcome=OutcomeKind.ARTICLE if answer[0] == 200 else OutcomeKind.FAILED,
            last_fetched_at=at,
            attempts=1,
            is_gone=answer[0] in {404, 410},
        )
    assert plan.is_done
    return Crawl(plan, pages, documents, plan.late_hints())


def draft(paper: Paper, url: str = HOME) -> Site:
    sketch = Draft(url=url)
    while links := sketch.wanted():
        pending = list(links)
        while pending:
            link = pending.pop(0)
            pending += sketch.take(document(link, paper.fetch(link.url)))
    return sketch.site()


def paths(crawled: Crawl) -> set[str]:
    return {urlsplit(url).path for url in crawled.pages}


@pytest.mark.parametrize("engine", PAPERS)
def test_a_new_site_is_found_whole_and_nothing_else(engine: str) -> None:
    """Every article of a site never seen before is asked for once; static pages, tags and calendars are not."""
    paper = Paper(posts(61), PAPERS[engine])

    crawled = crawl(paper, draft(paper), Mode.NEW, {})

    assert paths(crawled) == {post.path for post in paper.articles}
    assert max(Counter(crawled.pages).values()) == 1
    assert crawled.documents < 40


def test_a_feed_is_enough() -> None:
    """A site whose pages link nothing is found by its feed."""
    paper = Paper(posts(30), feed_only_paper)

    crawled = crawl(paper, draft(paper), Mode.NEW, {})

    assert paths(crawled) == {post.path for post in paper.articles}


@pytest.mark.parametrize("engine", [*PAPERS, "feed only"])
def test_an_ordinary_run_finds_what_is_new_with_few_requests(engine: str) -> None:
    """Three new articles cost three pages and a handful of index documents; nothing known is fetched again."""
    paper = Paper(posts(61), PAPERS.get(engine, feed_only_paper))
    site, rows = draft(paper), {}
    crawl(paper, site, Mode.NEW, rows)
    later = NOW + timedelta(hours=2)
    new = [
        Post(70 + n, f"kabar-baru-nomor-{n}-dari-kota", later, later, f"Kabar Baru Nomor {n} dari Kota")
        for n in range(3)
    ]
    paper.articles[:0] = new

    crawled = crawl(paper, site, Mode.ORDINARY, rows, at=later + timedelta(minutes=5), revisits=0)

    assert paths(crawled) == {post.path for post in new}
    assert crawled.documents <= 6


@pytest.mark.parametrize("engine", ["sitemap only", "blogger"])
def test_a_changed_article_is_fetched_again(engine: str) -> None:
    """A road that gives times of change leads back to exactly the article that changed."""
    paper = Paper(posts(40), PAPERS[engine])
    site, rows = draft(paper), {}
    crawl(paper, site, Mode.NEW, rows)
    paper.articles[3].modified = NOW + timedelta(hours=1)

    crawled = crawl(paper, site, Mode.ORDINARY, rows, at=NOW + timedelta(hours=2))

    assert paths(crawled) == {paper.articles[3].path}


def test_what_a_sitemap_no_longer_names_is_looked_at() -> None:
    """A post that vanished from a sitemap that was read whole is fetched once, to see whether it is gone."""
    paper = Paper(posts(40), sitemap_only_paper)
    site, rows = draft(paper), {}
    crawl(paper, site, Mode.NEW, rows)
    gone = paper.articles.pop(7)
    paper.articles[0].modified = NOW + timedelta(hours=1)

    first = crawl(paper, site, Mode.ORDINARY, rows, at=NOW + timedelta(hours=2))
    second = crawl(paper, site, Mode.ORDINARY, rows, at=NOW + timedelta(hours=3))

    assert paths(first) == {gone.path, paper.articles[0].path}
    assert second.pages == []


def test_a_full_run_visits_every_known_article_again() -> None:
    """Full means full: also an article that no road names any more."""
    paper = Paper(posts(30), php_paper)
    site, rows = draft(paper), {}
    crawl(paper, site, Mode.NEW, rows)
    hidden = paper.articles.pop()

    crawled = crawl(paper, site, Mode.FULL, rows)

    assert hidden.path in paths(crawled)
    assert len(crawled.pages) == 30


def test_an_ordinary_run_looks_again_at_young_articles_where_nothing_tells_of_changes() -> None:
    """A listing gives no times of change, so articles are revisited by age, youngest need first, within the budget."""
    paper = Paper(posts(61), php_paper)
    site, rows = draft(paper), {}
    crawl(paper, site, Mode.NEW, rows)

    crawled = crawl(paper, site, Mode.ORDINARY, rows, at=NOW + timedelta(days=8), revisits=5)

    assert len(crawled.pages) == 5


def test_since_leaves_out_what_is_older() -> None:
    """With --since the walk stops at the day asked for."""
    paper = Paper(posts(61), blogger_paper)

    crawled = crawl(paper, draft(paper), Mode.NEW, {}, since=NOW - timedelta(days=3))

    wanted = {post.path for post in paper.articles if post.published >= NOW - timedelta(days=3)}
    assert wanted <= paths(crawled)
    assert len(crawled.pages) < 30


@pytest.mark.parametrize(
    ("entry", "url", "engine", "count"),
    [
        (Entry.LISTING, HOME, "php", 61),
        (Entry.FEED, HOME + "feeds/posts/default", "blogger", 61),
        (Entry.SITEMAP, HOME + "sitemap-posts.xml", "sitemap only", 61),
        (Entry.PAGE, HOME + "berita/5/warga-desa-5-gelar-kerja-bakti", "php", 1),
    ],
)
def test_an_entry_is_walked_alone(entry: Entry, url: str, engine: str, count: int) -> None:
    """The caller says what the URL is: that road is walked to its end, and no other."""
    paper = Paper(posts(61), PAPERS[engine])

    crawled = crawl(paper, Site(name="koran.example", home=HOME), Mode.NEW, {}, entry=entry, entry_url=url)

    assert len(crawled.pages) == count
    assert not any("robots" in request for request in paper.requests)


def test_a_listing_that_never_ends_is_left() -> None:
    """A listing that offers a next page forever, with the same articles, ends after two pages without news."""

    def endless(paper: Paper, path: str, query: dict[str, str]) -> Answer | None:
        number = int(query.get("page", "1"))
        return (
            page_of(paper.articles[:8], onward=f'<a rel="next" href="/?page={number + 1}">Selanjutnya</a>')
            if path == "/"
            else None
        )

    paper = Paper(posts(8), endless)

    crawled = crawl(paper, Site(name="koran.example", home=HOME), Mode.NEW, {}, most=60)

    assert len(crawled.pages) == 8
    assert crawled.documents < 10


def test_an_endless_calendar_is_not_walked() -> None:
    """Months that link months are no listing, whatever their links say."""

    def calendar(paper: Paper, path: str, query: dict[str, str]) -> Answer | None:
        if path == "/":
            return page_of(paper.articles[:5], onward='<a href="/agenda/">Agenda kegiatan warga bulan ini</a>')
        if match := re.fullmatch(r"/agenda/(?:(\d+)/(\d+)/)?", path):
            year, month = int(match[1] or 2024), int(match[2] or 6) % 12 + 1
            return (
                200,
                "text/html",
                f'<h1>Agenda</h1><a rel="next" href="/agenda/{year}/{month:02}/">Bulan berikutnya</a>',
            )
        return None

    paper = Paper(posts(5), calendar)

    crawled = crawl(paper, Site(name="koran.example", home=HOME), Mode.NEW, {}, most=40)

    assert paths(crawled) == {post.path for post in paper.articles}
    assert not any("/agenda/" in request for request in paper.requests)


def test_sitemaps_that_name_each_other_end() -> None:
    """A loop of sitemap indexes is read once each."""

    def loop(paper: Paper, path: str, query: dict[str, str]) -> Answer | None:
        other = "b" if path == "/a.xml" else "a"
        return (
            (
                200,
                "application/xml",
                f"<sitemapindex><sitemap><loc>https://koran.example/{other}.xml</loc></sitemap></sitemapindex>",
            )
            if path.endswith(".xml")
            else None
        )

    paper = Paper([], loop)

    crawled = crawl(
        paper,
        Site(name="koran.example", home=HOME),
        Mode.NEW,
        {},
        entry=Entry.SITEMAP,
        entry_url=HOME + "a.xml",
        most=20,
    )

    assert crawled.documents == 2


def test_redirected_documents_are_followed_within_the_site() -> None:
    """A feed that moved is read where it is now; one that moved to another site is a road that is down."""

    def moved(paper: Paper, path: str, query: dict[str, str]) -> Answer | None:
        if path == "/feed":
            return (301, "", "/umpan.xml")
        if path == "/lain":
            return (302, "", "https://other.example/feed")
        return rss(paper.articles) if path == "/umpan.xml" else None

    paper = Paper(posts(4), moved)
    site = Site(name="koran.example", home=HOME, roads={"feeds": [HOME + "feed", HOME + "lain"]})

    crawled = crawl(paper, site, Mode.NEW, {})

    assert len(crawled.pages) == 4
    assert {road.name: str(road.state) for road in crawled.plan.report()}["feed 2"] == "down"


def test_a_plan_survives_roads_that_do_not_answer() -> None:
    """When everything fails the plan ends and says so for each road."""
    paper = Paper([], lambda *_: (503, "text/html", "sibuk"))
    site = Site(
        name="koran.example",
        home=HOME,
        engine="wordpress",
        roads={"rest": HOME + "wp-json/", "feeds": [HOME + "feed/"], "sitemaps": [HOME + "sitemap.xml"]},
    )

    crawled = crawl(paper, site, Mode.NEW, {})

    assert crawled.pages == []
    assert {str(road.state) for road in crawled.plan.report()} == {"down"}
    assert not crawled.plan.has_whole_history


def test_hints_of_several_roads_are_merged() -> None:
    """One URL named by two roads is fetched once and remembered with what both said."""

    def two(paper: Paper, path: str, query: dict[str, str]) -> Answer | None:
        return sitemap_only_paper(paper, path, query) or (rss(paper.articles) if path == "/umpan.xml" else None)

    paper = Paper(posts(5), two)
    site = Site(
        name="koran.example", home=HOME, roads={"feeds": [HOME + "umpan.xml"], "sitemaps": [HOME + "sitemap.xml"]}
    )

    crawled = crawl(paper, site, Mode.NEW, {})

    assert len(crawled.pages) == 5
    merged = crawled.plan.hints_of(crawled.pages[0])
    assert {"title", "published", "modified"} <= merged.keys()


def test_json_feeds_are_a_road() -> None:
    """A JSON Feed with next_url is followed to its end."""

    def pages_of_json(paper: Paper, path: str, query: dict[str, str]) -> Answer | None:
        if path != "/feed.json":
            return None
        start = int(query.get("n", "0"))
        items = [
            {"id": str(p.number), "url": f"https://koran.example{p.path}", "title": p.title}
            for p in paper.articles[start : start + 10]
        ]
        feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Koran", "items": items}
        if start + 10 < len(paper.articles):
            feed["next_url"] = f"https://koran.example/feed.json?n={start + 10}"
        return (200, "application/feed+json", json.dumps(feed))

    paper = Paper(posts(25), pages_of_json)

    crawled = crawl(
        paper, Site(name="koran.example", home=HOME), Mode.NEW, {}, entry=Entry.FEED, entry_url=HOME + "feed.json"
    )

    assert len(crawled.pages) == 25
