"""What a crawl costs beside the stock build: processor seconds an article and peak memory, on one WordPress, in turn.

    python tests/benchmarks/cost_of_a_crawl.py http://127.0.0.1:8080/ [--rounds 2]

Each crawl is a process of its own into a directory of its own; stock build and dnusa take turns (A B A B), so that a
machine that grows busier slows both. Processor seconds are user and system time of the whole process tree, children
included, and do not count the server. Memory is sampled ten times a second over the tree: RSS counts shared pages once
a process, PSS shares them out (where /proc gives it).
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SAMPLE_SECONDS = 0.1


@dataclass(frozen=True)
class Cost:
    """What one crawl cost."""

    articles: int
    cpu_seconds: float
    wall_seconds: float
    rss_mb: float
    pss_mb: float | None

    @property
    def cpu_ms_per_article(self) -> float:
        """Milliseconds of processor time an article."""
        return 1000 * self.cpu_seconds / max(1, self.articles)


def measure(command: list[str], count: Callable[[], int]) -> Cost:
    """Run *command* to its end and measure its process tree; *count* says afterwards how many articles it kept."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    # An installed program has its byte code at hand; without it, compiling would be counted for an article's cost.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    began = time.monotonic()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    rss_kb = pss_kb = 0
    # WNOWAIT leaves the process to be reaped by wait4, which alone gives the usage of this child and its own.
    while os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        tree = tree_of(process.pid)
        rss_kb = max(rss_kb, sum(value_of(pid, "status", "VmRSS:") for pid in tree))
        pss_kb = max(pss_kb, sum(value_of(pid, "smaps_rollup", "Pss:") for pid in tree))
        time.sleep(SAMPLE_SECONDS)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in {0, 3}:
        raise SystemExit(f"{command[:4]} ended with {process.returncode}")
    return Cost(
        articles=count(),
        cpu_seconds=usage.ru_utime + usage.ru_stime,
        wall_seconds=time.monotonic() - began,
        rss_mb=rss_kb / 1024,
        pss_mb=pss_kb / 1024 if pss_kb else None,
    )


def tree_of(pid: int) -> list[int]:
    """Return a process and all that descend from it."""
    found = [pid]
    for parent in found:
        try:
            tasks = list(Path(f"/proc/{parent}/task").iterdir())
        except OSError:
            continue
        for task in tasks:
            try:
                found += [int(word) for word in (task / "children").read_text().split()]
            except OSError:
                continue
    return found


def value_of(pid: int, file: str, key: str) -> int:
    """Return a number of kilobytes from a file of /proc; 0 where it cannot be read."""
    try:
        lines = Path(f"/proc/{pid}/{file}").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(key)), 0)


def stock(url: str, folder: Path) -> Cost:
    """Crawl with the stock build."""
    command = [sys.executable, str(Path(__file__).with_name("stock_build.py")), url, str(folder)]
    return measure(command, lambda: lines_in(folder / "export.jsonl"))


def dnusa(url: str, folder: Path) -> Cost:
    """Crawl with dnusa, politeness off as the stock build's is."""
    command = [sys.executable, "-m", "dnusa_crawler.cli", "crawl", url, "--archive", str(folder)]
    command += ["--allow-address", "127.0.0.0/8", "--delay", "0", "--concurrency", "1"]

    def count() -> int:
        export = [sys.executable, "-m", "dnusa_crawler.cli", "export", "jsonl", "--archive", str(folder)]
        done = subprocess.run(export, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, check=True)
        return sum(1 for line in done.stdout.splitlines() if json.loads(line)["text"])

    return measure(command, count)


def lines_in(path: Path) -> int:
    """Count the lines of a file."""
    with path.open("rb") as file:
        return sum(1 for _ in file)


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> int:
    """Measure in turn and print each crawl, the medians and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url", help="the front page of a WordPress with some hundred posts")
    parser.add_argument("--rounds", type=int, default=2, help="crawls of each (default 2)")
    options = parser.parse_args()
    costs: dict[str, list[Cost]] = {"stock": [], "dnusa": []}
    say(f"load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    say("build  articles  cpu s  cpu ms/article  wall s  peak RSS MB  peak PSS MB")
    for number in range(options.rounds):
        for name, crawl in (("stock", stock), ("dnusa", dnusa)):
            with tempfile.TemporaryDirectory(prefix=f"cost-{name}-{number}-") as scratch:
                cost = crawl(options.url, Path(scratch) / "out")
            costs[name].append(cost)
            pss = f"{cost.pss_mb:.0f}" if cost.pss_mb is not None else "-"
            say(
                f"{name}  {cost.articles:8}  {cost.cpu_seconds:5.1f}  {cost.cpu_ms_per_article:14.1f}  "
                f"{cost.wall_seconds:6.1f}  {cost.rss_mb:11.0f}  {pss:>11}"
            )
    medians = {name: statistics.median(cost.cpu_ms_per_article for cost in found) for name, found in costs.items()}
    say(f"median cpu ms/article: stock {medians['stock']:.1f}, dnusa {medians['dnusa']:.1f}")
    say(f"dnusa / stock: {medians['dnusa'] / medians['stock']:.2f}")
    say(f"peak memory of dnusa's process tree: {max(cost.rss_mb for cost in costs['dnusa']):.0f} MB RSS")
    return 0


if __name__ == "__main__":
    sys.exit(main())
