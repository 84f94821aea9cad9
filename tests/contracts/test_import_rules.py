"""The arrows between the packages, held by import-linter; and the proof that each rule can fail."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

#: A file, what is added to it, and the contract that must break.
VIOLATIONS = [
    ("archive/records.py", "import dnusa_crawler", "The archive keeps; it knows nothing of fetching"),
    ("archive/digests.py", "import trafilatura", "The archive keeps; it knows nothing of fetching"),
    ("dnusa_crawler/options.py", "from archive.urls import surt_key", "The crawler uses only the front door"),
    ("dnusa_crawler/pages/values.py", "import socket", "Understanding needs neither network nor disk"),
    ("archive/search.py", "import sqlite3", "SQL is spoken in one place"),
    ("dnusa_crawler/intake.py", "import sqlalchemy", "SQL is spoken in one place"),
    ("archive/verify.py", "import warcio", "WARC is spoken in one place"),
    ("archive/helpers.py", "", "Layers of the archive, every module named"),
    ("archive/urls.py", "from . import search", "Layers of the archive, every module named"),
    ("dnusa_crawler/utils.py", "", "Layers of the crawler, every module named"),
    ("dnusa_crawler/sites/site.py", "from dnusa_crawler import crawling", "Layers of the crawler, every module named"),
    ("dnusa_crawler/discovery/values.py", "from dnusa_crawler.discovery import feed", "No import cycles"),
]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(repository: Path, tmp_path: Path) -> Path:
    """Return a copy of the packages and of the rules."""
    shutil.copy(repository / ".importlinter", tmp_path)
    for package in ("archive", "dnusa_crawler"):
        shutil.copytree(repository / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def test_every_rule_is_kept(copy: Path) -> None:
    """`lint-imports` says so."""
    done = lint(copy)

    assert done.returncode == 0, done.stdout[-3000:]
    assert "0 broken" in done.stdout


@pytest.mark.parametrize(("file", "line", "contract"), VIOLATIONS, ids=[f"{v[0]}-{v[1][:30]}" for v in VIOLATIONS])
def test_a_violation_is_found(copy: Path, file: str, line: str, contract: str) -> None:
    """A rule that cannot fail holds nothing."""
    path = copy / file
    old = path.read_text(encoding="utf-8") if path.exists() else '"""A stray module."""\n'
    path.write_text(f"{old}\n{line}\n", encoding="utf-8")

    done = lint(copy)

    assert done.returncode != 0
    assert any(contract in row and "BROKEN" in row for row in done.stdout.splitlines()), done.stdout[-2000:]
