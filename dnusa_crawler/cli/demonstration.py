"""``dnusa demo``: serve the site that dnusa ships, crawl it, and show what was kept."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

from . import failures
from .failures import UsageError
from .reading import print_hit
from .shared import JsonOption, reading
from .terminal import emit, fail, one_line, out, say, when

if TYPE_CHECKING:
    from archive import ArticleSummary

    from ..options import Progress

#: What the demo searches for at its end: a phrase that one of its articles holds.
QUERY = '"jembatan gantung"'
#: A widget message that stands in the body of three of its pages and in none of its articles.
CLUTTER = "GIPHY App Key not set"
SHOWN = 5


def demo(
    *,
    archive: Annotated[
        Path,
        typer.Option("--archive", metavar="DIR", show_default=False, help="Where to keep it (default: ./dnusa-demo)."),
    ] = Path("dnusa-demo"),
    as_json: JsonOption = False,
) -> int:
    """Serve a small news site, crawl it, search what was kept.

    The site comes with dnusa; nothing leaves this machine. Run again, it goes on with the same archive.

    Exit status: 0 done, 2 the directory is something else or the demo's port is taken, 3 some pages failed.
    """
    from ..crawling import crawl
    from ..demo import NewsSite, SiteServer, load_posts
    from ..options import CrawlOptions
    from .logs import logging_into
    from .progress import show_for

    begun = time.monotonic()
    try:
        server = SiteServer(port=_port_of(archive))
    except OSError as error:
        raise UsageError(
            f"port {_port_of(archive)} is taken; remove {archive} to begin anew ({error.strerror})"
        ) from error
    with server:
        posts = load_posts()
        server.respond = NewsSite(posts, base=server.base).answer
        say(f"dnusa: serving {len(posts)} posts at {server.base}/ and crawling them into {archive}")
        options = CrawlOptions(allow_addresses=("127.0.0.1/32",), delay_seconds=0.0, concurrency=4)
        failed = 0
        with logging_into(archive), show_for(as_json=as_json) as show:

            def follow(progress: Progress) -> None:
                nonlocal failed
                failed = progress.failed
                show(progress)

            report = crawl(archive, [f"{server.base}/"], options, follow)
    if report.is_interrupted:
        fail("interrupted; the archive is intact, and the next run goes on")
        return failures.INTERRUPTED
    for run in report.runs:
        if run.reason and run.state != "finished":
            fail(f"{run.site}: {run.reason}")
    _tell(archive, seconds=time.monotonic() - begun, as_json=as_json)
    is_whole = not failed and all(run.state == "finished" for run in report.runs)
    return failures.DONE if is_whole else failures.SOME_FAILED


def _port_of(archive: Path) -> int:
    """Return the port at which this archive knows the demo's site; 0 (any) for a new archive.

    Raises:
        UsageError: If the directory holds something else.
    """
    if not archive.exists():
        return 0
    from ..sites import list_sites, read_site

    for file in list_sites(archive / "sites") if (archive / "sites").is_dir() else []:
        home = urlsplit(read_site(file).home)
        if home.hostname == "127.0.0.1" and home.port:
            return home.port
    if (archive / "archive.json").exists() or not archive.is_dir() or any(archive.iterdir()):
        raise UsageError(f"{archive} is not an archive of the demo: remove it, or give --archive another directory")
    return 0


def _tell(archive: Path, *, seconds: float, as_json: bool) -> None:
    with reading(archive) as opened:
        articles = [hit.article for hit in opened.search(limit=200).hits]
        hits = opened.search(QUERY, limit=1).hits
    if as_json:
        emit({"event": "demo", "articles": len(articles), "seconds": round(seconds, 1), "archive": str(archive)})
        return
    out(f"Kept in {seconds:.1f} s: {len(articles)} articles in {archive}. The last {SHOWN} of them:")
    out()
    for summary in sorted(articles, key=_time_of, reverse=True)[:SHOWN]:
        out(f"  {when(summary.article.published_at)}  {one_line(summary.article.title)}")
    out()
    leaked = sum(CLUTTER in summary.article.text for summary in articles)
    out(f"The line “{CLUTTER}” stands on every page of the site, and in {leaked} of these articles.")
    out()
    out(f"dnusa search --archive {archive} '{QUERY}'")
    out()
    for hit in hits:
        print_hit(hit.article, hit.snippet)
    out()
    out("Now try:")
    out(f"  dnusa search --archive {archive} koperasi")
    if hits:
        out(f"  dnusa show --archive {archive} {hits[0].article.id}")
    out(f"  dnusa log --archive {archive} --outcome article")
    out(f"  dnusa export jsonl articles.jsonl --archive {archive}")


def _time_of(summary: ArticleSummary) -> float:
    return summary.article.published_at.timestamp() if summary.article.published_at else 0.0
