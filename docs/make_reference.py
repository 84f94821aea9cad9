"""Write the parts of the reference that the code itself says: ``python docs/make_reference.py``, in the checkout.

Commands from their help texts, views from the database, errors from their classes, settings from the site file's model.
The pages are never edited by hand; a test says when one is behind.
"""  # noqa: INP001 - a script, no package

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import typer

from archive import errors as archive_errors
from archive.database.views import ALL as VIEWS
from dnusa_crawler import errors as crawler_errors
from dnusa_crawler.cli.app import app
from dnusa_crawler.cli.failures import MEANINGS, status_of
from dnusa_crawler.pages.verdicts import REASONS

FOLDER = Path(__file__).resolve().parent / "reference"
#: Columns of the help texts on the page.
WIDTH = 100

_EXAMPLE = """```text
sqlite3 archive-data/archive.db "select title, published from articles where place = 'Tulungagung' order by published"
```"""
_NOTE = "<!-- Written by `python docs/make_reference.py`; do not edit by hand. -->\n"


def exit_status() -> str:
    """Return the page of exit statuses."""
    rows = "".join(f"| {status} | {meaning} |\n" for status, meaning in MEANINGS.items())
    return f"""# Exit status

{_NOTE}
The same for every command:

| Status | Meaning |
|---|---|
{rows}
An expected error is one line on standard error that begins with `dnusa:` and says what to do next. A bug is one line, too,
and a traceback in `logs/` of the archive. A program that stops reading (`dnusa log | head`) ends the command quietly, with
status 0; a crawl goes on unheard.

`dnusa crawl` answers 3 when the crawl ended and some article pages could not be fetched or read, or a site could not be used at
all; a probe for a road that a site does not have is no failure. `dnusa verify` answers 3 when it found something wrong, `dnusa
rebuild` when a record could not be used. `dnusa extract` answers 0 also where single pages failed.
"""


def commands() -> Iterator[tuple[str, Any]]:
    """Yield every command with its full name, in the order of the help text."""
    root: Any = typer.main.get_command(app)
    yield "dnusa", root
    for name, command in root.commands.items():
        yield f"dnusa {name}", command
        for child, grandchild in getattr(command, "commands", {}).items():
            yield f"dnusa {name} {child}", grandchild


def help_of(name: str, command: Any) -> str:
    """Return the help text of one command, the same on every terminal."""
    context = command.context_class(command, info_name=name, terminal_width=WIDTH, max_content_width=WIDTH)
    text: str = command.get_help(context)
    return "\n".join(line.rstrip() for line in text.splitlines())


def cli() -> str:
    """Return the page of commands."""
    sections = "".join(f"\n## {name}\n\n```text\n{help_of(name, command)}\n```\n" for name, command in commands())
    return f"""# Commands

{_NOTE}
Results go to standard output, everything else to standard error. With `--json` a command prints one object a line.
`--archive DIR` (or `DNUSA_ARCHIVE`) names the archive; the first crawl makes it. No command asks a question.
[Exit status](exit-status.md) is the same for all.
{sections}"""


def views() -> str:
    """Return the page of views."""
    sections = ""
    for view in VIEWS:
        rows = "".join(f"| `{name}` | {says} |\n" for name, _, says in view.columns)
        sections += f"\n## {view.name}\n\n{view.comment}\n\n| Column | What it says |\n|---|---|\n{rows}"
    return f"""# Views for SQL

{_NOTE}
For people who ask with SQL, the same on SQLite and PostgreSQL. Read-only; the tables behind them may change with any
release, these do not lose columns without a word in the changelog.

{_EXAMPLE}
{sections}"""


def errors() -> str:
    """Return the page of errors."""
    sections = ""
    for title, module in (("archive", archive_errors), ("dnusa_crawler", crawler_errors)):
        rows = ""
        for error in vars(module).values():
            if isinstance(error, type) and issubclass(error, Exception) and error.__module__ == module.__name__:
                first = (error.__doc__ or "").strip().splitlines()[0]
                rows += f"| `{error.__name__}` | `{error.__mro__[1].__name__}` | {first} | {_status(error)} |\n"
        sections += f"\n## {title}\n\n| Error | Is a | When | Exit status |\n|---|---|---|---|\n{rows}"
    return f"""# Errors

{_NOTE}
What the two packages raise on purpose. The trees are cut by what the caller can do, and drawn in `archive/errors.py` and
`dnusa_crawler/errors.py`. A duplicate, an unchanged page or a 404 is no error but an [outcome](outcomes.md).
{sections}"""


def _status(error: type[Exception]) -> int | None:
    return status_of(error.__new__(error))


def page_reasons() -> str:
    """Return the page of reasons why a page holds no article."""
    rows = "".join(f"| `{name}` | {says} |\n" for name, says in REASONS.items())
    return f"""# Why a page holds no article

{_NOTE}
What the reader of pages says of a page that it makes no article of; in the crawl log these stand behind `skipped`.

| Reason | Meaning |
|---|---|
{rows}"""


PAGES: dict[str, Callable[[], str]] = {
    "cli.md": cli,
    "exit-status.md": exit_status,
    "views.md": views,
    "errors.md": errors,
    "page-reasons.md": page_reasons,
}

if __name__ == "__main__":
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")
        sys.stdout.write(f"docs/reference/{name} written\n")
