"""Papers in memory: hand-made sites, a magazine, Blogger, Joomla, and two that only a feed or a sitemap tells of.

A paper is a list of posts and a function that answers a path with its query as the engine would.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import attrs

NOW = datetime(2024, 6, 20, 12, tzinfo=UTC)
HOME = "https://koran.example/"
Answer = tuple[int, str, str]
NOT_FOUND: Answer = (404, "text/html", "<h1>404</h1>")


@attrs.define
class Post:
    number: int
    slug: str
    published: datetime
    modified: datetime
    title: str

    @property
    def path(self) -> str:
        return f"/berita/{self.number}/{self.slug}"


def posts(count: int) -> list[Post]:
    """Newest first."""
    out = []
    for number in range(count, 0, -1):
        at = NOW - timedelta(hours=6 * (count - number) + 1)
        out.append(
            Post(number, f"warga-desa-{number}-gelar-kerja-bakti", at, at, f"Warga Desa {number} Gelar Kerja Bakti")
        )
    return out


@attrs.define
class Paper:
    """A site in memory: ``routes`` answers a path with its query."""

    articles: list[Post]
    routes: Callable[[Paper, str, dict[str, str]], Answer | None]
    requests: list[str] = attrs.field(factory=list)

    def fetch(self, url: str) -> Answer:
        self.requests.append(url)
        parts = urlsplit(url)
        if f"{parts.scheme}://{parts.netloc}/" != HOME:
            return (599, "", "")
        query = {name: values[0] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
        for post in self.articles:
            if parts.path.rstrip("/") == post.path and not query:
                return (
                    200,
                    "text/html",
                    f"<html><body><article><h1>{post.title}</h1><p>{post.slug}</p></article></body></html>",
                )
        if parts.path in {"/redaksi/", "/tentang-kami/", "/pedoman-media-siber/"}:
            return (200, "text/html", "<html><body><h1>Redaksi</h1></body></html>")
        return self.routes(self, parts.path, query) or NOT_FOUND


MENU = (
    '<nav><a href="/">Beranda</a><a href="/kategori/peristiwa/">Peristiwa</a><a href="/kategori/ekonomi/">Ekonomi</a></nav>'
    '<footer><a href="/redaksi/">Redaksi</a><a href="/tentang-kami/">Tentang Kami</a><a href="/pedoman-media-siber/">Pedoman</a>'
    '<a href="/agenda/2024/06/">Agenda</a><a href="/tag/desa/">desa</a><a href="/login">Masuk</a></footer>'
)


def page_of(items: list[Post], *, onward: str = "", head: str = "") -> Answer:
    cards = "".join(
        f'<div class="card"><h2><a href="{p.path}">{p.title}</a></h2><p>Kabar dari desa.</p></div>' for p in items
    )
    return (
        200,
        "text/html; charset=utf-8",
        f'<html lang="id"><head><title>Koran</title>{head}</head><body>{MENU}<main>{cards}</main>{onward}</body></html>',
    )


def php_paper(paper: Paper, path: str, query: dict[str, str]) -> Answer | None:
    """Hand-made: ``?halaman=N``, no feed, no sitemap; past the end it shows the last page again."""
    if path != "/":
        return None
    number = int(query.get("halaman", "1"))
    last = max(1, -(-len(paper.articles) // 8))
    number = min(number, last)
    numbers = "".join(f'<a href="/?halaman={n}">{n}</a>' for n in range(1, last + 1))
    return page_of(paper.articles[8 * (number - 1) : 8 * number], onward=f'<div class="pagination">{numbers}</div>')


def sections_paper(paper: Paper, path: str, query: dict[str, str]) -> Answer | None:
    """A magazine: the front page shows six articles and turns no pages; sections hold the rest (Berikutnya, ?page=N)."""
    if path == "/":
        return page_of(paper.articles[:6])
    if match := re.fullmatch(r"/kategori/(peristiwa|ekonomi)/", path):
        own = [p for p in paper.articles if p.number % 2 == (match[1] == "ekonomi")]
        number = int(query.get("page", "1"))
        items = own[5 * (number - 1) : 5 * number]
        onward = f'<a class="btn" href="{path}?page={number + 1}">Berikutnya »</a>' if len(own) > 5 * number else ""
        return page_of(items, onward=onward)
    return None


def rss(items: list[Post], *, extra: str = "") -> Answer:
    entries = "".join(
        f"<item><title>{p.title}</title><link>https://koran.example{p.path}</link><pubDate>{p.published:%a, %d %b %Y %H:%M:%S} +0000</pubDate></item>"
        for p in items
    )
    return (
        200,
        "application/rss+xml",
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>Koran</title>{extra}{entries}</channel></rss>',
    )


def feed_only_paper(paper: Paper, path: str, query: dict[str, str]) -> Answer | None:
    """A page of scripts with a feed behind it."""
    if path == "/":
        head = '<link rel="alternate" type="application/rss+xml" href="/umpan.xml">'
        return (
            200,
            "text/html",
            f"<html><head>{head}</head><body><div id=app></div><a href='/redaksi/'>Redaksi</a></body></html>",
        )
    return rss(paper.articles) if path == "/umpan.xml" else None


def sitemap_only_paper(paper: Paper, path: str, query: dict[str, str]) -> Answer | None:
    """Ghost-like: sitemap index with lastmod, one child for posts, one for pages."""
    if path == "/":
        return (
            200,
            "text/html",
            "<html><head><meta name='generator' content='Ghost 5'></head><body><a href='/redaksi/'>Redaksi</a></body></html>",
        )
    if path == "/sitemap.xml":
        last = max(p.modified for p in paper.articles).isoformat()
        children = "".join(
            f"<sitemap><loc>https://koran.example/sitemap-{name}.xml</loc><lastmod>{last}</lastmod></sitemap>"
            for name in ("posts", "pages", "tags")
        )
        return (
            200,
            "application/xml",
            f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{children}</sitemapindex>',
        )
    if path == "/sitemap-posts.xml":
        entries = "".join(
            f"<url><loc>https://koran.example{p.path}</loc><lastmod>{p.modified.isoformat()}</lastmod></url>"
            for p in paper.articles
        )
        return (
            200,
            "application/xml",
            f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>',
        )
    if path in {"/sitemap-pages.xml", "/sitemap-tags.xml"}:
        return (
            200,
            "application/xml",
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://koran.example/redaksi/</loc></url></urlset>',
        )
    return None


def blogger_paper(paper: Paper, path: str, query: dict[str, str]) -> Answer | None:
    """Blogger: an Atom feed with rel=next and start-index, a front page with older posts by updated-max."""
    if path == "/":
        head = "<meta content='blogger' name='generator'/><link rel='alternate' type='application/atom+xml' href='https://koran.example/feeds/posts/default'/>"
        return page_of(
            paper.articles[:7],
            head=head,
            onward="<a class='blog-pager-older-link' href='/search?updated-max=2024-06-14T10:00:00&max-results=7'>Postingan Lama</a>",
        )
    if path == "/feeds/posts/default":
        start = int(query.get("start-index", "1"))
        items = paper.articles[start - 1 : start + 24]
        onward = (
            f"<link rel='next' href='https://koran.example/feeds/posts/default?start-index={start + 25}'/>"
            if len(paper.articles) > start + 24
            else ""
        )
        entries = "".join(
            f"<entry><id>tag:blogger.com,1999:blog-77.post-{p.number}</id><published>{p.published.isoformat()}</published><updated>{p.modified.isoformat()}</updated>"
            f"<title type='text'>{p.title}</title><link rel='replies' href='https://koran.example/feeds/{p.number}/comments'/>"
            f"<link rel='alternate' type='text/html' href='https://koran.example{p.path}'/></entry>"
            for p in items
        )
        return (
            200,
            "application/atom+xml",
            f"<feed xmlns='http://www.w3.org/2005/Atom'><title>Koran</title><generator>Blogger</generator>{onward}{entries}</feed>",
        )
    return None


def joomla_paper(paper: Paper, path: str, query: dict[str, str]) -> Answer | None:
    """Joomla: ``?start=N`` offsets."""
    if path != "/":
        return None
    start = int(query.get("start", "0"))
    offsets = "".join(
        f'<li><a class="page-link" href="/?start={n}">{n // 10 + 1}</a></li>'
        for n in range(0, len(paper.articles), 10)
        if n
    )
    return page_of(
        paper.articles[start : start + 10],
        onward=f'<ul class="pagination">{offsets}</ul>',
        head='<meta name="generator" content="Joomla! - Open Source">',
    )


PAPERS = {
    "php": php_paper,
    "sections": sections_paper,
    "sitemap only": sitemap_only_paper,
    "blogger": blogger_paper,
    "joomla": joomla_paper,
}
