"""The public door of each package: these names and no others."""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

ARCHIVE = (
    "Archive ArchiveError ArchiveFormatError ArchiveLockedError ArchiveNotFoundError Article ArticleSummary "
    "Capture CrawlRun Credit Difference DigestMismatchError Edit EditKind Exchange Extraction Framing Hit HitPage "
    "HttpRequest HttpResponse KnownUrl NoSpaceError NotFoundError Outcome OutcomeKind Passage PassageKind "
    "Problem ProblemKind Purpose QueryError RebuildReport RecordError Road UnknownExportError Validators "
    "Verdict Version Visit __version__ canonical_url read_framing read_request read_response text_digest"
)


def test_the_door_of_the_archive_is_this_list() -> None:
    """A name more or less is a decision, and stands in the changelog."""
    import archive

    assert sorted(ARCHIVE.split()) == sorted(archive.__all__)


@pytest.mark.parametrize(
    "package", ["archive", "dnusa_crawler.pages", "dnusa_crawler.discovery", "dnusa_crawler.sites"]
)
def test_every_public_name_is_there_once(package: str) -> None:
    """What `__all__` promises can be imported."""
    door = import_module(package)
    names = list(getattr(door, "__all__", []))

    assert len(set(names)) == len(names)
    assert all(hasattr(door, name) for name in names)


def test_an_unknown_name_is_an_attribute_error() -> None:
    """The door that loads on first use answers like any module."""
    import archive

    with pytest.raises(AttributeError, match="no attribute 'Warehouse'"):
        _ = archive.Warehouse


def test_the_archive_works_under_another_name(repository: Path, tmp_path: Path) -> None:
    """Inside it there are relative imports only, so another package of that name cannot get between its parts."""
    shutil.copytree(repository / "archive", tmp_path / "kept", ignore=shutil.ignore_patterns("__pycache__"))
    program = (
        "import sys, kept; sys.modules['archive'] = None\n"
        "with kept.Archive.open('a', create=True) as archive: run = archive.begin_run(site='x.example')\n"
        "with kept.Archive.open('a', readonly=True) as archive: print(len(list(archive.runs())), kept.Archive.__module__)"
    )

    done = subprocess.run(
        [sys.executable, "-P", "-c", program],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout == "1 kept.archive\n", done.stderr
