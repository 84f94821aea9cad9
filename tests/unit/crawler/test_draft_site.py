"""A site looked at: engine, name, language, zone and roads by evidence; unusable sites said so."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping

import attrs
import pytest

from archive import Purpose
from dnusa_crawler.discovery import Document, Entry, Link
from dnusa_crawler.errors import SiteUnusableError
from dnusa_crawler.sites import Engine
from dnusa_crawler.sites.draft import MOST_PROBES, Draft

HOME = "https://koran.example/"
#: status, headers, body
Answers = Mapping[str, tuple[int | None, Mapping[str, str], str]]
WORDS = (
    "<p>"
    + "Warga desa yang tinggal di tepi sungai dan kota ini akan dibantu dengan dana dari kabupaten untuk jembatan pada musim hujan. "
    * 4
    + "</p>"
)


def look(
    answers: Answers, url: str = HOME, entry: Entry | None = None, late: Collection[str] = ()
) -> tuple[Draft, list[str]]:
    """Fetch what the draft wants from *answers*, what is *late* after all else; everything else is 404."""
    draft = Draft(url=url, entry=entry)
    asked: list[str] = []
    under_way: list[Link] = []
    while under_way := [*under_way, *draft.wanted()]:
        link = min(under_way, key=lambda one: one.url in late)
        under_way.remove(link)
        asked.append(link.url)
        assert len(asked) <= MOST_PROBES + 10
        status, headers, body = answers.get(link.url, (404, {}, "<h1>404</h1>"))
        document = Document(
            url=link.url,
            purpose=link.purpose,
            road=link.road,
            status=status,
            headers=tuple(headers.items()),
            body=body.encode(),
            hints=link.hints,
        )
        under_way += draft.take(document)
    return draft, asked


def html(body: str, head: str = "", lang: str = "id") -> tuple[int, dict[str, str], str]:
    return 200, {"Content-Type": "text/html"}, f'<html lang="{lang}"><head>{head}</head><body>{body}</body></html>'


def rss(count: int = 3, offset: str = "+0000") -> tuple[int, dict[str, str], str]:
    items = "".join(
        f"<item><title>T{n}</title><link>{HOME}2024/06/1{n}/satu-dua-tiga-{n}/</link><pubDate>Fri, 14 Jun 2024 0{n}:30:00 {offset}</pubDate></item>"
        for n in range(count)
    )
    return 200, {}, f"<rss><channel><title>Koran &#187; Feed</title>{items}</channel></rss>"


def atom(days: list[int]) -> tuple[int, dict[str, str], str]:
    entries = "".join(
        f'<entry><title>T{n}</title><link href="{HOME}2024/06/{n:02}/satu-dua-{n}/"/><published>2024-06-{n:02}T00:00:00Z</published><updated>2024-06-{n:02}T01:00:00Z</updated></entry>'
        for n in days
    )
    return 200, {}, f'<feed xmlns="http://www.w3.org/2005/Atom"><title>K</title>{entries}</feed>'


ARTICLES = "".join(f'<h2><a href="/2024/06/1{n}/satu-dua-tiga-{n}/">Satu dua tiga empat {n}</a></h2>' for n in range(6))
WP_HEAD = (
    "<title>Koran Desa &#8211; Kabar dari Desa</title><meta name='generator' content='WordPress 6.5'>"
    "<link rel='alternate' type='application/rss+xml' title='Koran &raquo; Feed' href='/feed/'>"
    "<link rel='alternate' type='application/rss+xml' title='Koran &raquo; Umpan Komentar' href='/comments/feed/'>"
    "<link rel='https://api.w.org/' href='/wp-json/'>"
)
ROBOTS = (
    200,
    {},
    "User-agent: *\nDisallow: /wp-admin/\nSitemap: https://koran.example/wp-sitemap.xml\nSitemap: https://elsewhere.example/x.xml\n",
)
SITEMAP = (
    200,
    {},
    "<sitemapindex><sitemap><loc>https://koran.example/wp-sitemap-posts-post-1.xml</loc></sitemap></sitemapindex>",
)
POSTS_URL = "https://koran.example/wp-json/wp/v2/posts?per_page=100&page=1&orderby=modified&order=desc&_fields=id,link,date_gmt,modified_gmt,slug,title,status,sticky,type,content.protected"


def wordpress_with_rest() -> dict[str, tuple[int | None, Mapping[str, str], str]]:
    posts = [{"id": n, "link": f"{HOME}2024/06/1{n}/satu-dua-tiga-{n}/", "title": {"rendered": "T"}} for n in range(3)]
    return {
        HOME + "robots.txt": ROBOTS,
        HOME: html(ARTICLES + WORDS, WP_HEAD, lang="en-US"),
        HOME + "feed/": rss(),
        HOME + "wp-sitemap.xml": SITEMAP,
        HOME + "wp-json/": (
            200,
            {},
            json.dumps(
                {"name": "Koran Desa", "timezone_string": "Asia/Makassar", "gmt_offset": 8, "namespaces": ["wp/v2"]}
            ),
        ),
        POSTS_URL: (200, {"X-WP-Total": "3", "X-WP-TotalPages": "1"}, json.dumps(posts)),
    }


def test_a_wordpress_site_with_everything() -> None:
    """Six or so answers give name, language of the words (not of the theme), zone and four roads."""
    draft, asked = look(wordpress_with_rest())
    site = draft.site()

    assert (site.name, site.title, site.language, site.time_zone) == (
        "koran.example",
        "Koran Desa",
        "id",
        "Asia/Makassar",
    )
    assert site.engine is Engine.WORDPRESS
    assert site.roads.rest == HOME + "wp-json/"
    assert site.roads.feeds == (HOME + "feed/",)
    assert site.roads.sitemaps == (HOME + "wp-sitemap.xml",)
    assert len(draft.samples()) == 3
    assert len(asked) <= 7
    assert not any("elsewhere" in url or "comments" in url for url in asked)


def test_wordpress_without_rest_is_asked_for_feeds_in_order() -> None:
    """Where REST answers 403, a feed that obeys orderby takes its place."""
    answers = wordpress_with_rest()
    answers[HOME + "wp-json/"] = answers[HOME + "?rest_route=/"] = (403, {}, '{"code":"rest_off"}')
    answers[HOME + "feed/atom/?orderby=modified+ID&order=DESC&paged=1"] = atom([14, 12, 10])
    answers[HOME + "feed/atom/?orderby=date+ID&order=ASC&paged=1"] = atom([1, 3, 5])

    site = look(answers)[0].site()

    assert site.roads.rest is None
    assert site.roads.modified_feed


def test_a_feed_that_ignores_the_order_is_not_trusted() -> None:
    """A cache that answers every query alike would hide every change."""
    answers = wordpress_with_rest()
    answers[HOME + "wp-json/"] = (403, {}, '{"code":"rest_off"}')
    answers[HOME + "feed/atom/?orderby=modified+ID&order=DESC&paged=1"] = atom([14, 12, 10])
    answers[HOME + "feed/atom/?orderby=date+ID&order=ASC&paged=1"] = atom([14, 12, 10])

    assert not look(answers)[0].site().roads.modified_feed


@pytest.mark.parametrize("late", [{"wp-json/"}, {"wp-json/", "?rest_route=/"}, {"feed/"}, {"wp-sitemap.xml"}])
def test_a_road_that_answers_late_is_a_road(late: set[str]) -> None:
    """Nothing is guessed while what the page names is under way, and a guess takes nothing away."""
    answers = {**wordpress_with_rest(), HOME + "?rest_route=/": html(ARTICLES)}

    draft, asked = look(answers, late={HOME + path for path in late})

    assert draft.site().roads == look(answers)[0].site().roads
    assert len(asked) <= 7


@pytest.mark.parametrize(("url", "status"), [(HOME + "wp-json/", None), (POSTS_URL, None), (POSTS_URL, 503)])
def test_a_named_road_without_an_answer_is_told(url: str, status: int | None) -> None:
    """The file is without it, and the person can look again; a guess that comes to nothing is no news."""
    answers = {**wordpress_with_rest(), url: (status, {}, "")}

    draft, _ = look(answers)

    assert draft.site().roads.rest is None
    assert [document.url for document in draft.unanswered()] == [url]


def test_what_nobody_answers_is_not_waited_for() -> None:
    """A URL that the caller has already, or a redirect that it does not follow, ends no search."""
    draft = Draft(url=HOME)
    for link in draft.fresh(lambda _: False, is_quiet=True):
        status, headers, body = wordpress_with_rest()[link.url]
        document = Document(url=link.url, purpose=link.purpose, road=link.road, status=status, body=body.encode())
        draft.take(attrs.evolve(document, headers=tuple(headers.items())))

    assert {link.purpose for link in draft.fresh(lambda _: False, is_quiet=False)} == {
        Purpose.REST, Purpose.SITEMAP, Purpose.FEED,
    }  # fmt: skip
    assert draft.fresh(lambda _: False, is_quiet=False) == []
    assert draft.fresh(lambda _: False, is_quiet=True)


def test_rest_that_lists_no_posts_is_no_road() -> None:
    """The front door may be open and the collection shut."""
    answers = wordpress_with_rest()
    answers[POSTS_URL] = (401, {}, '{"code":"rest_cannot_access"}')

    assert look(answers)[0].site().roads.rest is None


@pytest.mark.parametrize(
    ("head", "headers", "engine"),
    [
        ("<meta name='generator' content='Ghost 5.8'>", {}, Engine.GHOST),
        ("<meta content='blogger' name='generator'/>", {}, Engine.BLOGGER),
        ('<meta name="generator" content="Joomla! - Open Source CMS">', {}, Engine.JOOMLA),
        ("", {"X-Generator": "Drupal 10"}, Engine.DRUPAL),
        ("", {"Link": '<https://koran.example/wp-json/>; rel="https://api.w.org/"'}, Engine.WORDPRESS),
        ("", {}, Engine.OTHER),
    ],
)
def test_engines_are_known_by_their_marks(head: str, headers: dict[str, str], engine: Engine) -> None:
    """By generator, headers and paths of assets."""
    status, kind, body = html(ARTICLES, head)

    assert look({HOME: (status, {**kind, **headers}, body)})[0].site().engine is engine


@pytest.mark.parametrize(
    ("body", "offset", "zone"),
    [
        ("<p>Jumat, 14 Juni 2024 10:30 WITA</p>", "+0000", "Asia/Makassar"),
        ("<p>14 Juni 2024 10:30 WIT</p><p>WIT</p>", "+0000", "Asia/Jayapura"),
        ("", "+0800", "Asia/Makassar"),
        (WORDS, "+0000", "Asia/Jakarta"),
    ],
)
def test_the_time_zone_by_evidence(body: str, offset: str, zone: str) -> None:
    """Letters on the page, offsets in the feed, else what the language suggests."""
    answers = {
        HOME: html(ARTICLES + body, "<link rel=alternate type='application/rss+xml' href='/umpan.xml'>"),
        HOME + "umpan.xml": rss(offset=offset),
    }

    assert look(answers)[0].site().time_zone == zone


def test_a_site_in_german_is_german() -> None:
    """Words decide the language, the country its zone."""
    words = (
        "<p>"
        + "Der Rat und die Stadt haben mit den Bürgern von der Brücke für das Dorf nicht ein Wort gesprochen. " * 5
        + "</p>"
    )

    site = look({"https://zeitung.de/": html(ARTICLES + words)}, url="https://zeitung.de/")[0].site()

    assert (site.language, site.time_zone) == ("de", "Europe/Berlin")


def test_a_moved_front_page_gives_the_new_home() -> None:
    """http to https with www: the site is what answers in the end."""
    answers = {
        "http://koran.example/": (301, {"Location": "https://www.koran.example/"}, ""),
        "https://www.koran.example/": html(ARTICLES),
    }

    site = look(answers, url="http://koran.example/")[0].site()

    assert site.home == "https://www.koran.example/"
    assert site.name == "koran.example"


def test_the_given_url_may_be_a_feed_or_a_sitemap() -> None:
    """A caller who does not know what the URL is need not know."""
    feed_draft, _ = look({HOME + "umpan.xml": rss(), HOME: html("")}, url=HOME + "umpan.xml")
    map_draft, _ = look({HOME + "peta.xml": SITEMAP}, url=HOME + "peta.xml")

    assert feed_draft.entry is Entry.FEED
    assert feed_draft.site().roads.feeds == (HOME + "umpan.xml",)
    assert map_draft.entry is Entry.SITEMAP


def test_any_page_of_the_site_may_be_given() -> None:
    """An article's address leads to the front page of its site; a section may be a site of its own."""
    article, _ = look({HOME: html(ARTICLES)}, url=HOME + "2024/06/14/satu-dua-tiga-empat/")
    section, _ = look({HOME + "desa/": html(ARTICLES)}, url=HOME + "desa/")

    assert article.site().home == HOME
    assert section.site().home == HOME + "desa/"


def test_a_named_entry_works_without_a_front_page() -> None:
    """When the caller names the entry, a missing front page only costs facts."""
    site = look({}, url=HOME + "berita/satu", entry=Entry.PAGE)[0].site()

    assert site.home == HOME


def test_index_pages_become_listings() -> None:
    """Indonesian papers list everything by date on a page called indeks."""
    site = look({HOME: html(ARTICLES + '<a href="/indeks/">Indeks</a>')})[0].site()

    assert site.roads.listings == (HOME + "indeks/",)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({HOME: (None, {}, "")}, "no answer; check the address"),
        ({HOME: (503, {}, "")}, "status 503"),
        ({HOME: (404, {}, "")}, "status 404"),
        ({HOME: (200, {"Content-Type": "application/pdf"}, "%PDF-1.4")}, "no links on the page (application/pdf)"),
        ({HOME: (200, {}, "")}, "no links on the page"),
        (
            {HOME: html('<a href="/login">Masuk</a><a href="https://other.example/a-b-c-d">Lain</a>')},
            "no articles found",
        ),
        ({HOME: html(ARTICLES), HOME + "robots.txt": (503, {}, "")}, "robots.txt: status 503"),
        ({HOME: (302, {"Location": HOME}, "")}, "check the address"),
    ],
)
def test_an_unusable_site_is_said_in_one_line(answers: Answers, expected: str) -> None:
    """The message says what is wrong and what to do."""
    draft, _ = look(answers)

    with pytest.raises(SiteUnusableError) as caught:
        draft.site()

    assert expected in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("url", ["", "koran", "ftp://koran.example/", "https://", "https://[::1", "javascript:x"])
def test_what_is_no_address_is_refused_at_once(url: str) -> None:
    """Before anything is fetched."""
    with pytest.raises(SiteUnusableError, match="no web address"):
        Draft(url=url)


def test_endless_redirects_end() -> None:
    """A front page that redirects forever is no site."""
    answers = {f"{HOME}{n or ''}": (302, {"Location": f"/{n + 1}"}, "") for n in range(50)}

    draft, asked = look(answers)

    assert len(asked) < 15
    with pytest.raises(SiteUnusableError):
        draft.site()


def test_robots_is_asked_first() -> None:
    """The rules come before the first page."""
    assert Draft(url=HOME).wanted()[0].purpose is Purpose.ROBOTS
