"""The command ``dnusa``: every command is a thin call of one public function."""

from __future__ import annotations

import sys

__all__ = ["main"]


def main() -> None:
    """Run the command as a program; Ctrl-C ends it with a line and status 130 from the first import on."""
    try:
        from .entry import main as run

        run()
    except KeyboardInterrupt:
        sys.stderr.write("dnusa: interrupted\n")
        sys.exit(130)
