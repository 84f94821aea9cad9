"""What a competent person builds in a day from the same libraries: the peer that dnusa's cost is measured against.

Scrapy's SitemapSpider and a listing spider, trafilatura with metadata, warcio's own writer, SQLite with FTS5, a hash for
duplicates, a version where the text differs. It is written to be fair: one transaction a page as most do, no waste on
purpose, the defaults of each library.

    python tests/benchmarks/stock_build.py http://127.0.0.2:8101/ OUT_DIR [--listing]
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import re
import sqlite3
import sys
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import scrapy
import trafilatura
from scrapy.crawler import CrawlerProcess
from scrapy.spiders import SitemapSpider
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

SCHEMA = """
create table if not exists article(id integer primary key, url text unique, title text, author text, date text, text text,
    digest text, versions integer default 1, first_seen text, last_seen text);
create table if not exists version(article integer, text text, digest text, seen text);
create virtual table if not exists article_fts using fts5(title, text, content='article', content_rowid='id');
"""


class Store:
    """The rows and the WARC file."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.db = sqlite3.connect(folder / "stock.db")
        self.db.executescript("pragma journal_mode=wal;" + SCHEMA)
        stamp = datetime.now(UTC).strftime("%Y%m%d%H%M%S")
        self.file = (folder / f"stock-{stamp}.warc.gz").open("wb")
        self.writer = WARCWriter(self.file, gzip=True)

    def record(self, response: scrapy.http.Response) -> None:
        """Write request and response records, as the tutorials do."""
        head = [(k.decode(), v.decode("latin-1")) for k, vs in response.headers.items() for v in vs]
        http = StatusAndHeaders(f"{response.status} OK", head, protocol="HTTP/1.1")
        self.writer.write_record(
            self.writer.create_warc_record(
                response.url, "response", payload=io.BytesIO(response.body), http_headers=http
            )
        )
        asked = [(k.decode(), v.decode("latin-1")) for k, vs in response.request.headers.items() for v in vs]
        line = StatusAndHeaders(f"GET {urlsplit(response.url).path} HTTP/1.1", asked, is_http_request=True)
        self.writer.write_record(self.writer.create_warc_record(response.url, "request", http_headers=line))

    def keep(self, url: str, page: trafilatura.settings.Document | None) -> None:
        """Insert the article, or a version where its text differs."""
        if page is None or not page.text:
            return
        digest = hashlib.sha256(page.text.encode()).hexdigest()
        now = datetime.now(UTC).isoformat()
        row = self.db.execute("select id, digest from article where url = ?", (url,)).fetchone()
        if row is None:
            cursor = self.db.execute(
                "insert into article(url, title, author, date, text, digest, first_seen, last_seen) values (?,?,?,?,?,?,?,?)",
                (url, page.title, page.author, page.date, page.text, digest, now, now),
            )
            self.db.execute(
                "insert into article_fts(rowid, title, text) values (?,?,?)", (cursor.lastrowid, page.title, page.text)
            )
        elif row[1] != digest:
            self.db.execute(
                "insert into version select id, text, digest, last_seen from article where id = ?", (row[0],)
            )
            self.db.execute(
                "update article set text = ?, title = ?, digest = ?, versions = versions + 1, last_seen = ? where id = ?",
                (page.text, page.title, digest, now, row[0]),
            )
        self.db.commit()

    def export(self, out: Path) -> None:
        """Write one JSON object an article."""
        with out.open("w") as file:
            for url, title, author, date, text, versions in self.db.execute(
                "select url, title, author, date, text, versions from article"
            ):
                row = {
                    "url": url,
                    "title": title,
                    "authors": author,
                    "published": date,
                    "text": text,
                    "versions": versions,
                }
                file.write(json.dumps(row, ensure_ascii=False) + "\n")


def take(store: Store, response: scrapy.http.Response) -> None:
    """Record a page, extract it and keep it."""
    store.record(response)
    store.keep(response.url, trafilatura.bare_extraction(response.text, url=response.url, with_metadata=True))


class ByMap(SitemapSpider):
    """Every post of the site's sitemap."""

    name = "bymap"

    def __init__(self, home: str, store: Store) -> None:
        self.sitemap_urls = [urljoin(home, "/robots.txt")]
        self.sitemap_follow = ["posts-post"]
        self.store = store
        super().__init__()

    def parse(self, response: scrapy.http.Response) -> None:
        take(self.store, response)


class ByListing(scrapy.Spider):
    """Every link of the listing pages that looks like a dated post."""

    name = "bylisting"

    def __init__(self, home: str, store: Store) -> None:
        self.start_urls = [home]
        self.store = store
        super().__init__()

    def parse(self, response: scrapy.http.Response):
        for href in response.css("h2 a::attr(href), h1 a::attr(href), h3 a::attr(href)").getall():
            if re.search(r"/\d{4}/\d\d/", href):
                yield response.follow(href, self.article)
        for href in response.css("a.next::attr(href), .nav-previous a::attr(href)").getall():
            yield response.follow(href, self.parse)

    def article(self, response: scrapy.http.Response) -> None:
        take(self.store, response)


def main() -> int:
    """Crawl, export, say what was done."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home")
    parser.add_argument("out", type=Path)
    parser.add_argument("--listing", action="store_true", help="walk the listing pages instead of the sitemap")
    options = parser.parse_args()
    store = Store(options.out)
    process = CrawlerProcess(
        {
            "ROBOTSTXT_OBEY": True,
            "DOWNLOAD_DELAY": 0,
            "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
            "LOG_LEVEL": "ERROR",
            "USER_AGENT": "stock-build",
            "TELNETCONSOLE_ENABLED": False,
        }
    )
    process.crawl(ByListing if options.listing else ByMap, home=options.home, store=store)
    process.start()
    store.file.close()
    store.export(options.out / "export.jsonl")
    return 0


if __name__ == "__main__":
    sys.exit(main())
