"""Where a crawl's log lines go: ``logs/dnusa.log`` of its archive, in the format of one event a line."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path

#: One log of an archive; the last three are kept.
LOG_BYTES = 5 << 20
LOGS_KEPT = 3
#: Lines held back until the archive exists.
MAX_WAITING = 1000

_FORMAT = "%(asctime)s %(levelname)s %(name)s[%(process)d] %(message)s"


class _LogFile(RotatingFileHandler):
    """A log that cannot be written says nothing: on a full disk the command itself says what is wrong, in one line."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        if not isinstance(sys.exception(), OSError):
            super().handleError(record)


class _ArchiveLog(logging.Handler):
    """Writes into the archive's ``logs`` once the archive is there: a crawl makes it, logging must not."""

    def __init__(self, archive: Path) -> None:
        super().__init__()
        self._archive = archive
        self._waiting: list[logging.LogRecord] = []
        self._file: _LogFile | None = None

    def emit(self, record: logging.LogRecord) -> None:
        if self._file is None and not self._open():
            if len(self._waiting) < MAX_WAITING:
                self._waiting.append(record)
            return
        assert self._file is not None
        self._file.emit(record)

    def _open(self) -> bool:
        if not (self._archive / "archive.json").exists():
            return False
        folder = self._archive / "logs"
        try:
            folder.mkdir(exist_ok=True)
            self._file = _LogFile(
                folder / "dnusa.log", maxBytes=LOG_BYTES, backupCount=LOGS_KEPT, encoding="utf-8", errors="replace"
            )
        except OSError:
            return False
        self._file.setFormatter(logging.Formatter(_FORMAT))
        waiting, self._waiting = self._waiting, []
        for record in waiting:
            self._file.emit(record)
        return True

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
        super().close()


@contextmanager
def logging_into(archive: Path) -> Iterator[None]:
    """Send log lines into the archive's log while the block runs; nothing of them goes to the terminal."""
    handler = _ArchiveLog(archive)
    root = logging.getLogger()
    level = root.level
    ours = [logging.getLogger(name) for name in ("archive", "dnusa_crawler")]
    levels = [logger.level for logger in ours]
    wanted = logging.DEBUG if os.environ.get("DNUSA_DEBUG") else logging.INFO
    root.addHandler(handler)
    root.setLevel(min(level or logging.WARNING, logging.WARNING))
    for logger in ours:
        logger.setLevel(wanted)
    try:
        yield
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
        for logger, before in zip(ours, levels, strict=True):
            logger.setLevel(before)
        handler.close()
