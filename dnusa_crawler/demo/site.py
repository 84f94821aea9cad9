"""A news site without a network: a request's path and head in, an answer out.

It plays a WordPress of a local paper: front page and sections with pagination, feed, sitemaps, REST, robots.txt,
posts in several pages, redirects from ``?p=ID``, conditional requests. ``Shape`` says which of these a site has, so
that tests can play sites with fewer roads.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping, Sequence
from email.utils import format_datetime
from html import escape
from urllib.parse import parse_qs, urlsplit

import attrs

from . import markup, rest
from .answers import Answer, html_answer, picture_answer, text_answer, xml_answer
from .content import Post

#: All the ways a site can name its articles.
ALL_ROADS = frozenset({"listing", "feed", "sitemap", "rest"})

_ABOUT = (
    "<p>Serat Ngrowo adalah surat kabar rekaan yang dikirim bersama perangkat lunak dnusa. Semua orang dan peristiwa "
    "di dalamnya dikarang untuk mencoba perangkat lunak itu.</p>"
)
_GUIDELINES = (
    "<p>Setiap berita melalui verifikasi. Berita yang dapat merugikan pihak lain memerlukan verifikasi pada berita "
    "yang sama.</p>"
)
#: Pages that are no articles: address, headline, content.
_STATIC = {
    "/tentang-kami/": ("Tentang Kami", _ABOUT),
    "/pedoman-media-siber/": ("Pedoman Media Siber", _GUIDELINES),
}


@attrs.frozen(kw_only=True)
class Shape:
    """What a site offers and how it numbers the pages of a listing."""

    title: str = "Serat Ngrowo"
    roads: frozenset[str] = ALL_ROADS
    per_page: int = 10
    feed_items: int = 10
    #: ``{n}`` is the number; appended to the listing's path.
    pagination: str = "page/{n}/"
    #: Seconds for robots.txt's Crawl-delay; None leaves the line out.
    crawl_delay: float | None = 1.0
    #: What the page says it was made with; None leaves the line out.
    generator: str | None = "WordPress 6.5.4"
    #: robots.txt as it is sent; None: the one of the theme.
    robots: str | None = None


class NewsSite:
    """The site at one base URL; its posts may change between two requests."""

    def __init__(self, posts: Sequence[Post], *, base: str, shape: Shape | None = None) -> None:
        self.base = base.rstrip("/")
        self.shape = shape or Shape()
        self._posts: dict[str, Post] = {post.slug: post for post in posts}

    @property
    def title(self) -> str:
        """The paper's name."""
        return self.shape.title

    @property
    def posts(self) -> list[Post]:
        """Its posts, newest first."""
        return sorted(self._posts.values(), key=lambda post: (post.published_at, post.id), reverse=True)

    def put(self, post: Post) -> None:
        """Publish *post*, or put it in the place of the one with its slug."""
        self._posts[post.slug] = post

    def remove(self, slug: str) -> None:
        """Take a post down; its address answers 404 from now on."""
        del self._posts[slug]

    def url(self, post: Post) -> str:
        """Return the address of a post."""
        return f"{self.base}/{post.slug}/"

    def answer(self, target: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Answer a GET of *target* (path and query).

        Args:
            target: As on the request line.
            headers: The request's head, names in lower case.
        """
        asked = headers or {}
        answer = self._route(target)
        if answer.status != 200:
            return answer
        tag = '"' + hashlib.sha256(answer.body).hexdigest()[:20] + '"'
        if asked.get("if-none-match") == tag:
            return Answer(status=304, headers=(("ETag", tag),))
        body, extra = answer.body, [("ETag", tag), ("Vary", "Accept-Encoding")]
        if "gzip" in asked.get("accept-encoding", "") and len(body) > 500:
            body = gzip.compress(body, mtime=0)
            extra.append(("Content-Encoding", "gzip"))
        return attrs.evolve(answer, headers=(*answer.headers, *extra), body=body)

    # ------------------------------------------------------------ routing

    def _route(self, target: str) -> Answer:
        parts = urlsplit(target)
        query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        path, roads = parts.path, self.shape.roads
        if path == "/robots.txt":
            return text_answer(self._robots())
        if path == "/feed/" and "feed" in roads:
            return self._feed()
        if path.startswith("/wp-sitemap") and path.endswith(".xml") and "sitemap" in roads:
            return self._sitemap(path)
        if path.startswith("/wp-json") and "rest" in roads:
            return rest.answer(self, path, query)
        if path.startswith("/wp-content/uploads/") and path.endswith(".png"):
            return picture_answer(path)
        if path in _STATIC:
            title, content = _STATIC[path]
            return self._page(
                title=title, body_class="page", main=f'<article class="page"><h1>{title}</h1>{content}</article>'
            )
        if path == "/" and query.get("p"):
            return self._by_number(query["p"])
        return self._listing_or_post(path, query)

    def _listing_or_post(self, path: str, query: Mapping[str, str]) -> Answer:
        words = [word for word in path.split("/") if word]
        number = next((query[name] for name in ("page", "halaman") if name in query), "1")
        if len(words) >= 2 and words[-2] == "page":
            number, words = words[-1], words[:-2]
        if not number.isascii() or not number.isdigit():
            return self._not_found()
        if not words:
            return self._listing("Terkini", self.posts, "/", int(number))
        if len(words) == 2 and words[0] in {"category", "tag", "author"}:
            return self._archive_of(words[0], words[1], int(number))
        post = self._posts.get(words[0])
        if post is not None and len(words) == 1 and path.endswith("/"):
            return self._post(post, 1)
        if post is not None and len(words) == 1:
            return Answer(status=301, headers=(("Location", self.url(post)),))
        if post is not None and len(words) == 2 and words[1].isdigit() and 2 <= int(words[1]) <= len(post.pages):
            return self._post(post, int(words[1]))
        return self._not_found()

    def _by_number(self, number: str) -> Answer:
        post = next((post for post in self._posts.values() if str(post.id) == number), None)
        if post is None:
            return self._not_found()
        return Answer(status=301, headers=(("Location", self.url(post)), ("Content-Type", "text/html; charset=UTF-8")))

    def _not_found(self) -> Answer:
        main = "<h1>Halaman tidak ditemukan</h1><p>Silakan kembali ke halaman depan.</p>"
        return attrs.evolve(self._page(title="Halaman tidak ditemukan", body_class="error404", main=main), status=404)

    # ------------------------------------------------------------ pages

    def _page(self, *, title: str, body_class: str, main: str, head: str = "") -> Answer:
        sections = sorted({post.section for post in self._posts.values()})
        menu = markup.links_html((f"/category/{markup.slugify(name)}/", name) for name in sections)
        popular = markup.links_html((self.url(post), post.title) for post in self.posts[3:8])
        links: tuple[tuple[str, str], ...] = ()
        if "rest" in self.shape.roads:
            head = f'<link rel="https://api.w.org/" href="{self.base}/wp-json/">\n{head}'
            links = (("Link", f'<{self.base}/wp-json/>; rel="https://api.w.org/"'),)
        if "feed" in self.shape.roads:
            feed = f'href="{self.base}/feed/" title="{escape(self.shape.title)} &raquo; Feed"'
            head = f'<link rel="alternate" type="application/rss+xml" {feed}>\n{head}'
        if self.shape.generator:
            head = f'<meta name="generator" content="{escape(self.shape.generator)}">\n{head}'
        page = markup.page_html(
            title=f"{title} - {self.shape.title}",
            head=head,
            body_class=body_class,
            main=main,
            menu=menu,
            aside=popular,
            site_title=self.shape.title,
        )
        return html_answer(page, headers=links)

    def _archive_of(self, taxonomy: str, slug: str, number: int) -> Answer:
        def belongs(post: Post) -> bool:
            names = {"category": (post.section,), "tag": post.tags, "author": (post.author,)}[taxonomy]
            return slug in {markup.slugify(name) for name in names}

        posts = [post for post in self.posts if belongs(post)]
        if not posts:
            return self._not_found()
        return self._listing(slug.replace("-", " ").title(), posts, f"/{taxonomy}/{slug}/", number)

    def _listing(self, title: str, posts: Sequence[Post], path: str, number: int) -> Answer:
        if "listing" not in self.shape.roads:
            main = f"<h1>{escape(self.shape.title)}</h1><p>Selamat datang.</p>"
            return self._page(title=title, body_class="home", main=main)
        size = self.shape.per_page
        shown = posts[(number - 1) * size : number * size]
        if not shown:
            return self._not_found()
        last = (len(posts) + size - 1) // size
        teasers = "\n".join(markup.teaser_html(post, url=self.url(post)) for post in shown)
        main = f'<h1 class="page-title">{escape(title)}</h1>\n{teasers}\n{self._pager(path, number, last)}'
        return self._page(title=title, body_class="home blog" if path == "/" else "archive category", main=main)

    def _pager(self, path: str, number: int, last: int) -> str:
        def address(page: int) -> str:
            return path if page == 1 else path + self.shape.pagination.format(n=page)

        numbers = "".join(
            f'<span class="page-numbers current">{page}</span>'
            if page == number
            else f'<a class="page-numbers" href="{escape(address(page))}">{page}</a>'
            for page in range(1, last + 1)
        )
        following = (
            f'<a class="next page-numbers" href="{escape(address(number + 1))}">Berikutnya</a>' if number < last else ""
        )
        return f'<nav class="navigation pagination"><div class="nav-links">{numbers}{following}</div></nav>'

    def _link(self, slug: str) -> tuple[str, str] | None:
        post = self._posts.get(slug)
        return (self.url(post), post.title) if post else None

    def content_html(self, post: Post, page: int | None = None) -> str:
        """Return the body of a post, or of one page of it, as WordPress renders it."""
        blocks = post.blocks if page is None else post.pages[page - 1]
        return markup.body_html(blocks, link=self._link)

    def _post(self, post: Post, page: int) -> Answer:
        content = self.content_html(post, page)
        following = self._posts.get(post.followed_by or "")
        if following is not None:
            headline = f'<a href="{self.url(following)}">{escape(following.title, quote=False)}</a>'
            content += f'\n<h2 class="entry-title">{headline}</h2>\n{self.content_html(following)}'
        neighbours = [other for other in self.posts if other.section == post.section and other.slug != post.slug][:3]
        tags = ", ".join(f'<a href="/tag/{markup.slugify(tag)}/" rel="tag">{escape(tag)}</a>' for tag in post.tags)
        section_url = f"{self.base}/category/{markup.slugify(post.section)}/"
        author_url = f"{self.base}/author/{markup.slugify(post.author)}/"
        main = markup.post_html(
            post,
            content=content,
            byline=markup.byline_html(post, author_url=author_url, section_url=section_url),
            related=markup.links_html((self.url(other), other.title) for other in neighbours),
            tags=tags,
            page_links=self._page_links(post, page),
        )
        url = self.url(post) if page == 1 else f"{self.url(post)}{page}/"
        head = markup.post_head(post, url=url, site_title=self.shape.title, base=self.base)
        return self._page(title=post.title, body_class=f"single single-post postid-{post.id}", main=main, head=head)

    def _page_links(self, post: Post, current: int) -> str:
        if len(post.pages) == 1:
            return ""

        def one(page: int) -> str:
            if page == current:
                return f'<span class="post-page-numbers current">{page}</span>'
            url = self.url(post) + (f"{page}/" if page > 1 else "")
            return f'<a href="{url}" class="post-page-numbers">{page}</a>'

        numbers = " ".join(one(page) for page in range(1, len(post.pages) + 1))
        return f'<div class="page-links">Halaman: {numbers}</div>\n'

    # ------------------------------------------------------------ documents for machines

    def _robots(self) -> str:
        if self.shape.robots is not None:
            return self.shape.robots
        lines = ["User-agent: *", "Disallow: /wp-admin/", "Disallow: /?s="]
        if self.shape.crawl_delay is not None:
            lines.append(f"Crawl-delay: {self.shape.crawl_delay:g}")
        if "sitemap" in self.shape.roads:
            lines += ["", f"Sitemap: {self.base}/wp-sitemap.xml"]
        return "\n".join(lines) + "\n"

    def _feed(self) -> Answer:
        items = "".join(
            f"<item><title>{escape(post.title)}</title><link>{self.url(post)}</link>"
            f"<dc:creator>{escape(post.author)}</dc:creator><pubDate>{format_datetime(post.published_at)}</pubDate>"
            f"<category>{escape(post.section)}</category>"
            f'<guid isPermaLink="false">{self.base}/?p={post.id}</guid>'
            f"<description>{escape(markup.excerpt(post))}</description></item>"
            for post in self.posts[: self.shape.feed_items]
        )
        body = (
            '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<channel><title>{escape(self.shape.title)}</title><link>{self.base}/</link><language>id</language>"
            f"<generator>https://wordpress.org/?v=6.5.4</generator>{items}</channel></rss>\n"
        )
        return Answer(headers=(("Content-Type", "application/rss+xml; charset=UTF-8"),), body=body.encode())

    def _sitemap(self, path: str) -> Answer:
        if path == "/wp-sitemap.xml":
            names = ("posts-post-1", "posts-page-1", "taxonomies-category-1")
            inner = "".join(f"<sitemap><loc>{self.base}/wp-sitemap-{name}.xml</loc></sitemap>" for name in names)
            return xml_answer("sitemapindex", inner)
        if path == "/wp-sitemap-posts-post-1.xml":
            rows = [(self.url(post), post.changed_at.isoformat()) for post in self.posts]
            inner = "".join(f"<url><loc>{url}</loc><lastmod>{changed}</lastmod></url>" for url, changed in rows)
            return xml_answer("urlset", inner)
        if path == "/wp-sitemap-posts-page-1.xml":
            return xml_answer("urlset", "".join(f"<url><loc>{self.base}{page}</loc></url>" for page in _STATIC))
        if path == "/wp-sitemap-taxonomies-category-1.xml":
            slugs = sorted({markup.slugify(post.section) for post in self._posts.values()})
            return xml_answer(
                "urlset", "".join(f"<url><loc>{self.base}/category/{slug}/</loc></url>" for slug in slugs)
            )
        return self._not_found()
