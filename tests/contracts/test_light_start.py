"""What is loaded when: a question to an archive must not wait for a crawler."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

CRAWLER = {"scrapy", "twisted", "parsel", "trafilatura", "lxml", "bs4", "requests", "dateparser", "feedparser"}
STORE = {"sqlalchemy", "warcio", "alembic"}


def loaded_by(program: str, repository: Path) -> set[str]:
    """Return the top-level modules that are there after *program*."""
    done = subprocess.run(
        [sys.executable, "-c", f"{program}\nimport sys; print(' '.join({{m.split('.')[0] for m in sys.modules}}))"],
        cwd=repository,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize(
    ("program", "absent"),
    [
        ("import archive", CRAWLER | STORE),
        ("from archive import Archive", CRAWLER),
        ("import dnusa_crawler.pages.values", {"scrapy", "twisted", "requests"} | STORE),
        ("from dnusa_crawler.cli.entry import run; run(['--help'])", CRAWLER | STORE),
        ("from dnusa_crawler.cli.entry import run; run(['search', 'x', '--archive', 'nowhere'])", CRAWLER | {"warcio"}),
        ("from dnusa_crawler.cli.entry import run; run(['export', 'jsonl', '--archive', 'nowhere'])", CRAWLER),
        ("import dnusa_crawler.demo", CRAWLER | STORE),
    ],
)
def test_nothing_heavy_is_loaded_before_it_is_needed(repository: Path, program: str, absent: set[str]) -> None:
    """Scrapy is loaded to crawl, a parser to read, a database to ask."""
    assert loaded_by(program, repository) & absent == set()


@pytest.mark.parametrize("package", ["archive", "dnusa_crawler"])
def test_importing_every_module_does_nothing(repository: Path, tmp_path: Path, package: str) -> None:
    """No file is written, no connection made, no logging set up, no reactor installed at import."""
    program = f"""
import importlib, logging, pkgutil, socket, sys
import {package} as root
def refuse(*_, **__): raise SystemExit("a module connects at import")
socket.socket.connect = refuse
for found in pkgutil.walk_packages(root.__path__, root.__name__ + "."):
    if not found.name.endswith("__main__") and ".migrations" not in found.name: importlib.import_module(found.name)
assert not logging.getLogger().handlers, logging.getLogger().handlers
assert "twisted.internet.reactor" not in sys.modules
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={"PYTHONPATH": str(repository), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_command_ends_at_once(repository: Path) -> None:
    """What the libraries hold is given back with the process; to take it apart took longer than many a command."""
    program = (
        "import atexit, sys\n"
        "class Held:\n"
        "    def __del__(self): print('taken apart', flush=True)\n"
        "held = Held()\n"
        "atexit.register(print, 'what was registered for the end')\n"
        "sys.argv = ['dnusa', '--version']\n"
        "from dnusa_crawler.cli import main\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=repository, capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-1] == "what was registered for the end"
