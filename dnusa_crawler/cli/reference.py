"""Write docs/reference/cli.md from the help texts: ``python -m dnusa_crawler.cli.reference``, in the checkout.

The page is never edited by hand; a test says when it is behind.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from .app import app
from .failures import MEANINGS

PAGE = Path("docs/reference/cli.md")
#: Columns of the help texts on the page.
WIDTH = 100

_HEAD = """# Commands

<!-- Written by `python -m dnusa_crawler.cli.reference`; do not edit by hand. -->

Results go to standard output, everything else to standard error. With `--json` a command prints one object a line.
`--archive DIR` (or `DNUSA_ARCHIVE`) names the archive; the first crawl makes it. No command asks a question.

| Exit status | Meaning |
|---|---|
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


def page() -> str:
    """Return the whole page."""
    rows = "".join(f"| {status} | {meaning} |\n" for status, meaning in MEANINGS.items())
    sections = "".join(f"\n## {name}\n\n```text\n{help_of(name, command)}\n```\n" for name, command in commands())
    return _HEAD + rows + sections


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"{PAGE} written\n")
