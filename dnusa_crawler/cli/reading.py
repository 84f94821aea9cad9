"""``dnusa search``, ``show`` and ``export``: questions to an archive; no crawler is loaded."""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from . import failures
from .failures import UsageError
from .shared import DEFAULT_ARCHIVE, ArchiveOption, JsonOption, SiteOption, day_or_moment, reading
from .terminal import clean, emit, marked, one_line, out, say, size, when

if TYPE_CHECKING:
    from archive import Archive, ArticleSummary, Capture, Version

#: Captures and versions listed by ``show`` before it says how many more there are.
LISTED = 20

SinceOption = Annotated[
    str | None, typer.Option("--since", metavar="DATE", help="Only articles published on or after DATE.")
]
UntilOption = Annotated[
    str | None, typer.Option("--until", metavar="DATE", help="Only articles published on or before DATE.")
]


def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS", show_default=False, help="What to look for.")],
    *,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    site: SiteOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, max=200, help="Results at most.")] = 10,
    as_json: JsonOption = False,
) -> int:
    """Find articles that hold all WORDS, best first.

    WORDS may hold a "phrase in quotes", -word to leave out, site:NAME, author:NAME, since:DATE and until:DATE. Put them
    between single quotes: the shell would take the others away, and -word for an option.

    Exit status: 0 done (also when nothing was found), 2 the query cannot be read or there is no such archive
    or site.

    Example: dnusa search '"jembatan gantung" since:2024-06-01'
    """
    with reading(archive, site=site) as opened:
        found = opened.search(
            " ".join(words),
            site=site,
            since=day_or_moment(since, option="--since"),
            until=day_or_moment(until, option="--until", is_end=True),
            limit=limit,
        )
    hits = found.hits
    if as_json:
        from .values import hit_object

        for hit in hits:
            emit(hit_object(hit))
        return failures.DONE
    for number, hit in enumerate(hits):
        if number:
            out()
        print_hit(hit.article, hit.snippet)
    if not hits:
        say("dnusa: nothing found")
    elif found.after is not None:
        say(f"dnusa: {len(hits)} of {'' if found.is_counted_up else 'more than '}{found.total} are shown; see --limit")
    return failures.DONE


def print_hit(summary: ArticleSummary, snippet: str) -> None:
    """Print one search result: headline, where and when, the words around the hit, and its id."""
    article = summary.article
    out(one_line(article.title))
    out(f"  {when(article.published_at)}  {one_line(summary.site)}  {one_line(', '.join(article.authors)) or '-'}")
    out(f"  {marked(snippet)}")
    out(f"  {one_line(article.url)}  [{summary.id}]")


def show(
    what: Annotated[str, typer.Argument(metavar="URL|ID", show_default=False, help="URL or id of an article.")],
    *,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    as_json: JsonOption = False,
    version: Annotated[
        int | None, typer.Option("--version", metavar="N", min=1, help="Show the text of this version.")
    ] = None,
) -> int:
    """Show an article: text, facts, versions, captures.

    Each fact says where it came from, each version and capture in which file and at which byte it lies.

    Exit status: 0 done, 2 no such article or no archive.

    Example: dnusa show https://dnusa.id/diklat-skkni-koperasi/
    """
    with reading(archive) as opened:
        summary = opened.article(what)
        versions = opened.versions(what)
        captures = opened.captures_of(what)
    if as_json:
        from .values import capture_object, passages_object, summary_object, version_object

        emit(
            {
                **summary_object(summary, with_text=True),
                "passages": passages_object(summary.article.passages),
                "version_list": [version_object(one) for one in versions],
                "captures": [capture_object(capture) for capture in captures],
            }
        )
        return failures.DONE
    if version is not None:
        _print_version(versions, version)
        return failures.DONE
    _print_article(summary)
    _print_versions(versions)
    _print_captures(captures)
    return failures.DONE


def _print_version(versions: Sequence[Version], number: int) -> None:
    chosen = next((one for one in versions if one.number == number), None)
    if chosen is None:
        raise UsageError(f"there is no version {number}; the article has {len(versions)}")
    out(one_line(chosen.title))
    out()
    out(clean(chosen.text))


def _print_article(summary: ArticleSummary) -> None:
    article = summary.article
    out(one_line(article.title))
    out()
    out(clean(article.text))
    out()
    credits_ = ", ".join(f"{credit.name} ({credit.role})" for credit in article.credits)
    facts = [
        ("url", article.url, ""),
        ("id", summary.id, ""),
        ("site", summary.site, ""),
        ("published", when(article.published_at), _source(article.sources.get("published_at"), article.published_raw)),
        ("modified", when(article.modified_at), _source(article.sources.get("modified_at"), article.modified_raw)),
        ("authors", ", ".join(article.authors) or "-", _source(article.sources.get("authors"))),
        ("credits", credits_ or "-", _source(article.sources.get("credits"))),
        ("place", article.place or "-", _source(article.sources.get("place"))),
        ("agency", article.agency or "-", _source(article.sources.get("agency"))),
        ("section", article.section or "-", _source(article.sources.get("section"))),
        ("tags", ", ".join(article.tags) or "-", _source(article.sources.get("tags"))),
        ("language", article.language or "-", _source(article.sources.get("language"))),
        ("image", article.image_url or "-", _source(article.sources.get("image_url"))),
        ("read by", article.extractor or "-", ""),
        ("gone", "yes" if summary.is_gone else "no", ""),
        ("cluster", summary.cluster or "-", ""),
    ]
    for name, value, source in facts:
        out(f"{name:10} {one_line(value)}{f'  ({one_line(source)})' if source else ''}")


def _source(name: str | None, raw: str | None = None) -> str:
    return ": ".join(part for part in (name, raw and f"“{raw}”") if part)


def _print_versions(versions: Sequence[Version]) -> None:
    out()
    out(f"versions   {len(versions)}")
    for one in versions[:LISTED]:
        seen = f"{when(one.first_seen_at)} to {when(one.last_seen_at)}"
        out(f"  {one.number:3}  {seen}  {len(one.text)} characters  {one.warc_file} at {one.warc_offset}")
    _more(len(versions))


def _print_captures(captures: Sequence[Capture]) -> None:
    out(f"captures   {len(captures)}")
    for capture in captures[:LISTED]:
        kind = "revisit" if capture.is_revisit else size(capture.payload_bytes)
        where = f"{capture.warc_file} at {capture.warc_offset}, {capture.warc_length} bytes"
        out(f"  {when(capture.captured_at)}  {capture.status or capture.error or '-'}  {kind}  {where}")
    _more(len(captures))


def _more(count: int) -> None:
    if count > LISTED:
        out(f"  … and {count - LISTED} more (--json shows all)")


def export(
    kind: Annotated[str, typer.Argument(metavar="FORMAT", show_default=False, help="jsonl or csv.")],
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", show_default=False, help="Where to write (default, and -: standard output)."),
    ] = None,
    *,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    site: SiteOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    query: Annotated[
        str, typer.Option("--query", metavar="WORDS", help="Only articles that match, as in search.")
    ] = "",
) -> int:
    """Write every article, one a row, as FORMAT.

    The file appears whole or not at all.

    Exit status: 0 done, 2 no such format, archive or site, 5 no space left.

    Example: dnusa export jsonl articles.jsonl --since 2024-06-01
    """
    with reading(archive, site=site) as opened:
        count = _write(
            opened,
            kind,
            file,
            query=query,
            site=site,
            since=day_or_moment(since, option="--since"),
            until=day_or_moment(until, option="--until", is_end=True),
        )
    if file is not None:
        say(f"dnusa: {count} articles written to {file}")
    return failures.DONE


def _write(opened: Archive, kind: str, file: Path | None, **filters: Any) -> int:
    if file is None or str(file) == "-":
        # The bytes are UTF-8 and lines end as the format says, whatever the terminal prefers.
        target = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="", write_through=False)
        try:
            count = opened.export(kind, target, **filters)
            target.flush()
        finally:
            # Left to itself the wrapper would close standard output with it.
            with contextlib.suppress(OSError):
                target.detach()
        return count
    if file.is_dir():
        raise UsageError(f"{file} is a directory; give the name of a file in it")
    if not file.parent.is_dir():
        raise UsageError(f"there is no directory {file.parent}; make it first, or give another FILE")
    if file.exists() and not file.is_file():
        # A pipe or a device is written to; a file beside it must not take its place.
        with file.open("w", encoding="utf-8", newline="") as target:
            return opened.export(kind, target, **filters)
    scratch = file.with_name(f".{file.name}.part")
    try:
        with scratch.open("w", encoding="utf-8", newline="") as target:
            count = opened.export(kind, target, **filters)
        scratch.replace(file)
    finally:
        scratch.unlink(missing_ok=True)
    return count
