"""Where the command begins and ends: arguments in, exit status out, no traceback for a person."""

from __future__ import annotations

import atexit
import contextlib
import gc
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, NoReturn, cast

from .failures import DONE, INTERRUPTED, USAGE, UsageError, report
from .terminal import fail, say

if TYPE_CHECKING:
    import io

#: New objects between two looks for garbage in circles. Python's own 700 has it look through everything a dozen times
#: while the libraries load, which make no garbage (measured: a tenth of a second).
_OBJECTS_BETWEEN_COLLECTIONS = 100_000


def run(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command and return its exit status."""
    import typer

    from .app import app
    from .shared import current_archive

    given = list(sys.argv[1:] if arguments is None else arguments)
    command = typer.main.get_command(app)
    # typer brings its own copy of click, or (before 0.21) click's: the class is reached by what typer exports.
    usage_error = cast("type[Exception]", typer.BadParameter.__mro__[1])
    try:
        result = command.main(args=given, prog_name="dnusa", standalone_mode=False)
        # What is still to be written may meet a full disk, or nobody who reads it.
        sys.stdout.flush()
    except usage_error as error:
        return _usage(error)
    except typer.Exit as exit_:
        return exit_.exit_code
    except (KeyboardInterrupt, typer.Abort):
        return report(KeyboardInterrupt(), archive=current_archive())
    except (BrokenPipeError, SystemExit):
        # typer turns a closed pipe into an exit of its own, with status 1; nothing else here exits.
        return _reader_left()
    except UnicodeEncodeError as error:
        # The name of a file may be any bytes (PEP 383), but nothing else that is asked for.
        odd = next((one for one in given if any("\ud800" <= character <= "\udfff" for character in one)), None)
        return report(error if odd is None else UsageError(f"{odd!r} is not UTF-8"), archive=current_archive())
    except Exception as error:  # noqa: BLE001 - the boundary of the process: a bug becomes one line and a log
        return report(error, archive=current_archive())
    return result if isinstance(result, int) else DONE


def _usage(error: Exception) -> int:
    """Print a mistake in the arguments as one line that says where help is."""
    if type(error).__name__ == "NoArgsIsHelpError":
        say(str(getattr(error, "message", error)))
        return USAGE
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "dnusa"
    message = error.format_message() if hasattr(error, "format_message") else str(error)
    message = message.replace("Value error, ", "")
    fail(f"{message.rstrip('.')}. Try '{path} --help'.")
    return USAGE


def _reader_left() -> int:
    """End quietly when the program that reads our output has enough (``dnusa log | head``)."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return DONE


def main() -> None:
    """Run the command as a program."""
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    _open_what_was_closed()
    # UTF-8 whatever the terminal prefers, as JSON is; of half a surrogate pair, which has no UTF-8, JSON's own escape.
    cast("io.TextIOWrapper", sys.stdout).reconfigure(encoding="utf-8", errors="backslashreplace")
    status = INTERRUPTED
    try:
        status = run()
    except KeyboardInterrupt:
        # While the command was being loaded, or at its very end: nothing is open.
        fail("interrupted")
    _leave(status)


def _open_what_was_closed() -> None:
    """Give each standard stream that was closed (``>&-``) the null device.

    Its number would go to the next file opened, the database perhaps, and what a library prints would be written there.
    """
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode, encoding="utf-8"))


def _leave(status: int) -> NoReturn:
    """End the process at once: the interpreter would take apart each object and module before it ended (measured: 0.1 s).

    What must be closed was closed by the command; what libraries registered for the end is called.
    """
    atexit._run_exitfuncs()  # noqa: SLF001 - the only way to what os._exit leaves out
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    os._exit(status)
