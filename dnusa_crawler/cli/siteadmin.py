"""``dnusa sites``: draft a site's file from the live site, list, show and check what the archive has."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from . import failures
from .crawling import AllowOption, ConcurrencyOption, ContactOption, DelayOption
from .failures import UsageError
from .shared import DEFAULT_ARCHIVE, ArchiveOption, JsonOption, address_ranges, default_contact, tell_unanswered
from .terminal import emit, one_line, out, say, table, when

if TYPE_CHECKING:
    from archive import ArticleSummary

    from ..sites import Site

app = typer.Typer(
    help="Draft, list, show and check the sites of an archive.", no_args_is_help=True, rich_markup_mode=None
)

#: Lines of a preview's text that are shown.
PREVIEW_LINES = 3


@app.command("add")
def add(
    url: Annotated[str, typer.Argument(metavar="URL", show_default=False, help="Any page of the site.")],
    *,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    as_json: JsonOption = False,
    replace: Annotated[bool, typer.Option("--replace", help="Write over the file the site already has.")] = False,
    allow_address: AllowOption = None,
    delay: DelayOption = None,
    concurrency: ConcurrencyOption = None,
    contact: ContactOption = None,
) -> int:
    """Look at the live site of URL, draft its file, and show five articles as they would be kept.

    The file is written to sites/NAME.toml of the archive; read it, correct it, then: dnusa crawl NAME. The five pages are
    saved below sites/NAME/ as its proof: `dnusa sites check` reads them again.

    Exit status: 0 done, 2 the site has a file already, 3 the site does not answer or has no articles, 6 settings
    invalid.

    Example: dnusa sites add https://dnusa.id/
    """
    from ..crawling import draft_site
    from ..options import CrawlOptions
    from ..sites import file_name, site_toml
    from ..sites.saved import save
    from ..targets import name_of, write_site
    from .progress import show_for

    options = CrawlOptions(
        allow_addresses=address_ranges(allow_address),
        delay_seconds=delay,
        concurrency=concurrency,
        contact=default_contact(contact),
    )
    is_made = _is_archive(archive)
    # A draft is named after the address that was given, wherever its front page leads: nothing has to be asked for.
    path = archive / "sites" / file_name(name_of(url))
    if path.exists() and not replace:
        raise UsageError(f"{path} is there already: edit it, or give --replace to draft it anew")
    with show_for(as_json=False) as show:
        draft = draft_site(url, options, show)
    if not is_made:
        _make_archive(archive)
    path = write_site(draft.site, archive / "sites")
    saved = save(archive / "sites" / draft.site.name, draft.pages)
    if as_json:
        from .values import summary_object

        previews = [summary_object(preview, with_text=True) for preview in draft.previews]
        unanswered = [{"what": road.what, "url": road.url, "message": road.message} for road in draft.report.checks]
        emit({**_site_object(draft.site, path), "previews": previews, "unanswered": unanswered})
        return failures.DONE
    out(site_toml(draft.site).rstrip())
    tell_unanswered(draft.report.checks)
    for preview in draft.previews:
        _print_preview(preview)
    say(f"dnusa: written to {path}, with {len(saved)} pages saved as its proof")
    say(f"dnusa: read them, then: dnusa crawl {draft.site.name}")
    return failures.DONE


def _is_archive(path: Path) -> bool:
    """Whether the archive is there; what is something else is refused before any site is asked.

    Raises:
        ArchiveFormatError: If the directory is no archive, or a newer dnusa made it.
    """
    from archive import Archive, ArchiveNotFoundError

    try:
        with Archive.open(path, readonly=True):
            return True
    except ArchiveNotFoundError:
        return False


def _make_archive(path: Path) -> None:
    """Make the archive that the site belongs to, so that ``--all`` finds it."""
    from archive import Archive

    with Archive.open(path, create=True):
        pass


def _print_preview(preview: ArticleSummary) -> None:
    article = preview.article
    out()
    out(f"# {one_line(article.title)}")
    out(f"# {one_line(article.url)}")
    out(
        f"# {when(article.published_at)}  {one_line(', '.join(article.authors)) or '-'}  {one_line(article.place or '-')}"
    )
    for paragraph in article.text.split("\n\n")[:PREVIEW_LINES]:
        out(f"#   {one_line(paragraph, width=110)}")


@app.command("list")
def list_(*, archive: ArchiveOption = DEFAULT_ARCHIVE, as_json: JsonOption = False) -> int:
    """List the sites of the archive.

    Exit status: 0 done, 2 no such archive, 6 a site file has a mistake.
    """
    from ..sites import list_sites, read_site

    files = list_sites(_sites_of(archive))
    sites = [(read_site(file), file) for file in files]
    if as_json:
        for site, file in sites:
            emit(_site_object(site, file))
    elif sites:
        table(["name", "title", "engine", "home"], [(s.name, s.title or "-", s.engine.value, s.home) for s, _ in sites])
    else:
        say("dnusa: no sites yet: `dnusa sites add URL` adds one")
    return failures.DONE


@app.command("show")
def show(
    name: Annotated[str, typer.Argument(metavar="NAME", show_default=False, help="Name of the site.")],
    *,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    as_json: JsonOption = False,
) -> int:
    """Print the file of one site.

    Exit status: 0 done, 2 no such site, 6 the file has a mistake.
    """
    site, file = _find(archive, name)
    if as_json:
        emit(_site_object(site, file))
    else:
        out(file.read_text(encoding="utf-8").rstrip())
        say(f"dnusa: {file}")
    return failures.DONE


@app.command("check")
def check(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="NAME", show_default=False, help="Names of sites (default: all)."),
    ] = None,
    *,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    as_json: JsonOption = False,
    allow_address: AllowOption = None,
    delay: DelayOption = None,
    contact: ContactOption = None,
) -> int:
    """Ask every road of the sites whether it still answers, and read every saved page again.

    Exit status: 0 all is well, 2 no such site, 3 something is not as it was, 6 settings invalid.
    """
    from ..crawling import check_site
    from ..options import CrawlOptions

    options = CrawlOptions(
        allow_addresses=address_ranges(allow_address), delay_seconds=delay, contact=default_contact(contact)
    )
    from ..sites import list_sites, read_site

    chosen = names or [read_site(file).name for file in list_sites(_sites_of(archive))]
    is_well = True
    for name in chosen:
        site, _ = _find(archive, name)
        rows = list(check_site(archive, site, options))
        is_well = is_well and all(row.is_ok for row in rows)
        if as_json:
            for row in rows:
                emit({"site": name, "what": row.what, "url": row.url, "ok": row.is_ok, "message": row.message})
        else:
            table(
                ["site", "what", "", "where", "message"],
                [(name, row.what, "ok" if row.is_ok else "NOT OK", row.url, row.message) for row in rows],
            )
    return failures.DONE if is_well else failures.SOME_FAILED


@app.command("learned")
def learned(
    name: Annotated[str, typer.Argument(metavar="NAME", show_default=False, help="Name of the site.")],
    *,
    archive: ArchiveOption = DEFAULT_ARCHIVE,
    forget: Annotated[
        list[str] | None, typer.Option("--forget", metavar="RULE", help="Never use this rule (repeatable).")
    ] = None,
    restore: Annotated[
        list[str] | None, typer.Option("--restore", metavar="RULE", help="Undo --forget (repeatable).")
    ] = None,
    as_json: JsonOption = False,
) -> int:
    """Show what the site is known to repeat, and the evidence.

    A rule is a line, a beginning of lines or a place in the page that is clutter. With --forget or --restore the next
    crawl reads pages by what is left.

    Exit status: 0 done, 2 no such site or rule, 4 archive locked.
    """
    from archive import Archive

    from ..pages.learned import Learner

    is_changing = bool(forget or restore)
    with Archive.open(archive, readonly=not is_changing) as opened:
        snapshot = opened.learned(name)
        if snapshot is None:
            raise UsageError(f"nothing is learned of {name!r}: a crawl does, and `dnusa sites list` shows the names")
        learner = Learner.from_json(snapshot)
        known = {row.rule for row in learner.explain()}
        for rule in [*(forget or ()), *(restore or ())]:
            if rule not in known:
                raise UsageError(f"no rule {rule[:60]!r}: `dnusa sites learned {name}` shows them")
        for rule in forget or ():
            learner.forget(rule)
        for rule in restore or ():
            learner.restore(rule)
        if is_changing:
            opened.store_learned(name, learner.to_json())
            opened.commit()
    for row in learner.explain():
        if as_json:
            emit(
                {
                    "rule": row.rule,
                    "pages": row.pages,
                    "of": row.of,
                    "examples": list(row.examples),
                    "forgotten": row.is_forgotten,
                }
            )
        else:
            mark = "  (forgotten)" if row.is_forgotten else ""
            out(f"{row.pages:5} of {row.of:5}  {one_line(row.rule, width=100)}{mark}")
    return failures.DONE


def _sites_of(archive: Path) -> Path:
    if not (archive / "sites").is_dir():
        from archive import Archive

        with Archive.open(archive, readonly=True):
            pass
    return archive / "sites"


def _find(archive: Path, name: str) -> tuple[Site, Path]:
    from ..sites import find, read_site
    from ..sites.site import NAME

    file = find(name, [_sites_of(archive)]) if NAME.match(name) else None
    if file is None:
        raise UsageError(f"no site {name!r} in {archive}: `dnusa sites list` shows them")
    return read_site(file), file


def _site_object(site: Site, file: Path) -> dict[str, object]:
    return {**site.model_dump(mode="json", exclude_none=True), "file": str(file)}
