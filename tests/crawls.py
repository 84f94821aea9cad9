"""Crawls in a process of their own: a reactor runs once in a process, and a crash must have something to kill."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import attrs

from archive import Archive, ArticleSummary, Outcome

ROOT = Path(__file__).resolve().parent.parent
#: Politeness off: the newsroom is on loopback.
FAST = ("--allow-address", "127.0.0.0/8", "--delay", "0", "--concurrency", "4")


@attrs.frozen
class Ran:
    """How a command ended."""

    status: int
    out: str
    err: str

    @property
    def complaint(self) -> str:
        """The one line of standard error that begins with the program's name."""
        lines = [line for line in self.err.splitlines() if line.startswith("dnusa: ")]
        assert len(lines) == 1, self.err
        return lines[0]


def site_name(url: str) -> str:
    """Return the name under which a newsroom is kept."""
    return urlsplit(url).netloc.replace(":", "-")


def command(*arguments: str | Path) -> list[str]:
    """Return the command line of ``dnusa`` with *arguments*, from this checkout."""
    return [sys.executable, "-m", "dnusa_crawler.cli", *map(str, arguments)]


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return an environment without a person's own settings, in which this checkout is found."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DNUSA_")}
    return {**kept, "PYTHONPATH": str(ROOT), **(extra or {})}


def dnusa(*arguments: str | Path, seconds: float = 180, preexec: Any = None) -> Ran:
    """Run one command to its end."""
    done = subprocess.run(
        command(*arguments),
        env=environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
        preexec_fn=preexec,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def crawl(archive: Path, *arguments: str, seconds: float = 180, preexec: Any = None) -> Ran:
    """Run ``dnusa crawl`` into *archive*, without politeness."""
    return dnusa("crawl", *arguments, *FAST, "--archive", archive, seconds=seconds, preexec=preexec)


def start(archive: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """Begin a crawl at the head of a process group of its own, so that all of it can be killed at once.

    What it says goes to ``crawls.log`` beside the archive.
    """
    with archive.with_name("crawls.log").open("ab") as log:
        return subprocess.Popen(
            command("crawl", *arguments, "--archive", archive),
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=log,
            start_new_session=True,
        )


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kill a crawl and its readers without a chance to say anything, and wait until it is dead.

    Readers have sessions of their own (Ctrl-C is not for them); they end when their pipe does.
    """
    os.killpg(process.pid, signal.SIGKILL)
    process.wait(30)


def outcomes(archive: Path, *, url: str | None = None, run: str | None = None) -> list[Outcome]:
    """Return the crawl log, of one site where *url* is its front page."""
    with Archive.open(archive, readonly=True) as opened:
        return list(opened.outcomes(site=None if url is None else site_name(url), run=run))


def articles(archive: Path, url: str | None = None) -> list[ArticleSummary]:
    """Return the articles, of one site where *url* is its front page."""
    with Archive.open(archive, readonly=True) as opened:
        return list(opened.articles(site=None if url is None else site_name(url)))


def exported(archive: Path) -> list[dict[str, Any]]:
    """Return the JSONL export as it stands."""
    target = io.StringIO()
    with Archive.open(archive, readonly=True) as opened:
        opened.export("jsonl", target)
    return [json.loads(line) for line in target.getvalue().splitlines()]


def twice(values: Iterable[Any]) -> dict[Any, int]:
    """Return the values that are there more than once."""
    return {value: count for value, count in Counter(values).items() if count > 1}
