"""Where log lines go: into the archive, once there is one, and not onto the terminal."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from dnusa_crawler.cli.logs import logging_into


def test_lines_wait_for_the_archive(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A crawl makes the directory; logging must not make it before."""
    logger = logging.getLogger("dnusa_crawler.test")
    with logging_into(tmp_path / "kept"):
        logger.info("Before site=%s", "x")
        assert not (tmp_path / "kept").exists()
        (tmp_path / "kept").mkdir()
        (tmp_path / "kept" / "archive.json").write_text("{}")
        logger.warning("After site=%s", "x")
    logger.warning("Later")
    lines = (tmp_path / "kept" / "logs" / "dnusa.log").read_text().splitlines()

    assert [line.split("] ", 1)[1] for line in lines] == ["Before site=x", "After site=x"]
    assert capsys.readouterr().out == ""


def test_levels_are_put_back() -> None:
    """A program that calls the command twice finds its logging as it was."""
    before = (logging.getLogger().level, logging.getLogger("archive").level, list(logging.getLogger().handlers))
    with logging_into(Path("nowhere")):
        pass

    assert (logging.getLogger().level, logging.getLogger("archive").level, list(logging.getLogger().handlers)) == before
