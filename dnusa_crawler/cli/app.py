"""The typer application: every command with its module, in the order in which a newcomer meets them."""

from __future__ import annotations

from typing import Annotated

import typer

from archive import __version__

from . import comparing, crawling, demonstration, extracting, logbook, reading, siteadmin, upkeep

app = typer.Typer(
    name="dnusa",
    help="Archive local news: find every article, keep the exact bytes, read the clean text, answer questions.",
    epilog="Exit status: 0 done, 1 unexpected error, 2 wrong usage, 3 some pages or records failed, 4 archive locked, "
    "5 no space left, 6 settings invalid, 130 interrupted.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dnusa {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Archive local news: find every article, keep the exact bytes, read the clean text, answer questions."""


app.command("demo")(demonstration.demo)
app.add_typer(siteadmin.app, name="sites")
app.command("crawl")(crawling.crawl)
app.command("search")(reading.search)
app.command("show")(reading.show)
app.command("diff")(comparing.diff)
app.command("export")(reading.export)
app.command("runs")(logbook.runs)
app.command("log")(logbook.log)
app.command("rebuild")(upkeep.rebuild)
app.command("verify")(upkeep.verify)
app.command("explain")(extracting.explain)
app.command("extract")(extracting.extract)
