"""The command as a person runs it: a process of its own, its status and what it printed."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import attrs
import pytest


@attrs.frozen
class Ran:
    """How a command ended."""

    status: int
    out: str
    err: str

    @property
    def complaint(self) -> str:
        """The one line of an expected error; fails when there is another one, or a traceback."""
        lines = self.err.splitlines()
        assert len(lines) == 1, self.err
        assert lines[0].startswith("dnusa: ")
        return lines[0]


Command = Callable[..., Ran]


def run_dnusa(
    *arguments: str, cwd: Path, stdin: str | None = None, env: Mapping[str, str] | None = None, seconds: float = 120
) -> Ran:
    """Run one command in *cwd*."""
    done = subprocess.run(
        [sys.executable, "-m", "dnusa_crawler.cli", *arguments],
        cwd=cwd,
        env=environment(env),
        input=stdin,
        stdin=subprocess.DEVNULL if stdin is None else None,
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return an environment without a person's own settings, in which this checkout is found."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DNUSA_")}
    root = str(Path(__file__).resolve().parents[2])
    return {**kept, "PYTHONPATH": root, **(extra or {})}


@pytest.fixture
def dnusa(tmp_path: Path) -> Command:
    """Return a function that runs ``dnusa`` in a directory of this test's own."""

    def run(*arguments: str, **facts: object) -> Ran:
        return run_dnusa(*arguments, **{"cwd": tmp_path, **facts})  # type: ignore[arg-type]

    return run


@attrs.frozen
class Demo:
    """A demo that was run once for all tests: nobody writes into it."""

    archive: Path
    out: str
    err: str
    status: int


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Demo:
    """Run ``dnusa demo`` once, also when the tests run in several processes."""
    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / "the-demo"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "status").exists():
            ran = run_dnusa("demo", cwd=folder)
            (folder / "out").write_text(ran.out)
            (folder / "err").write_text(ran.err)
            (folder / "status").write_text(str(ran.status))
    return Demo(
        archive=folder / "dnusa-demo",
        out=(folder / "out").read_text(),
        err=(folder / "err").read_text(),
        status=int((folder / "status").read_text()),
    )
