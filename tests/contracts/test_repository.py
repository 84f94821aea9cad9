"""What the checkout as a whole must be: readable, its pages in step, of no machine."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest

#: Paths that exist on one machine only.
MACHINE_PATHS = re.compile(r"(?<![\w.~/$}-])/(?:work|root|opt|home|Users|tmp)/[\w.-]+")
#: Public places of a Linux machine that docs and tests may name.
ALLOWED = re.compile(r"/home/(?:user|news|you|kabar|x)\b")
LONGEST_MODULE = 500


def tracked(repository: Path, *patterns: str) -> list[Path]:
    done = subprocess.run(
        ["git", "ls-files", "-z", *patterns], cwd=repository, capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.skip("this is no git checkout")
    return [repository / name for name in done.stdout.split("\0") if name and (repository / name).exists()]


def test_no_file_names_a_place_of_one_machine(repository: Path) -> None:
    """The project builds, tests and runs anywhere."""
    found = []
    for path in tracked(repository):
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if path.suffix in {".html", ".lock", ".json", ".gz"} or path == Path(__file__):
            continue
        found += [
            f"{path.relative_to(repository)}: {m[0]}" for m in MACHINE_PATHS.finditer(text) if not ALLOWED.match(m[0])
        ]

    assert found == []


def test_links_of_the_docs_lead_somewhere(repository: Path) -> None:
    """Every relative link of every page names a file that is there."""
    dead = []
    for page in tracked(repository, "*.md"):
        for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
            if "://" in target or target.startswith(("#", "mailto:")):
                continue
            file, _, anchor = unquote(target).partition("#")
            path = page.parent / file
            if not path.exists() or (anchor and anchor not in anchors(path)):
                dead.append(f"{page.relative_to(repository)}: {target}")

    assert dead == []


def anchors(page: Path) -> set[str]:
    heads = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}


def test_every_page_of_the_docs_is_reached_from_the_readme(repository: Path) -> None:
    """A page nobody links to is read by nobody."""
    reached, waiting = set(), [repository / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached or not page.is_file():
            continue
        reached.add(page)
        if page.suffix == ".md":
            for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
                if "://" not in target:
                    path = (page.parent / target).resolve()
                    waiting += sorted(path.glob("*.md")) if path.is_dir() else [path]

    assert [page for page in tracked(repository, "docs/*.md") if page.resolve() not in reached] == []


def test_the_reference_is_in_step_with_the_code(repository: Path) -> None:
    """`python docs/make_reference.py` was run after the last change to a help text, view, error or reason."""
    sys.path.insert(0, str(repository / "docs"))
    try:
        import make_reference
    finally:
        sys.path.remove(str(repository / "docs"))

    behind = [
        name
        for name, page in make_reference.PAGES.items()
        if (repository / "docs" / "reference" / name).read_text(encoding="utf-8") != page()
    ]

    assert behind == []


def test_settings_and_site_keys_are_on_their_page(repository: Path) -> None:
    """Every setting that is shipped, every key of a site file, every variable."""
    from dnusa_crawler import settings
    from dnusa_crawler.sites.site import Limits, Roads, ScopeRules, SelectorRules, Site

    page = (repository / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    names = {name for name in vars(settings) if name.isupper()}
    parts = {"roads": Roads, "scope": ScopeRules, "limits": Limits}
    keys = {key for key in Site.model_fields if key not in {*parts, "selectors"}}
    keys |= {f"{part}.{key}" for part, model in parts.items() for key in model.model_fields}
    keys |= {f".{key}" for key in SelectorRules.model_fields}

    assert {name for name in names if f"`{name}`" not in page} == set()
    assert {key for key in keys if f"{key}`" not in page} == set()


def test_export_fields_are_on_their_page(repository: Path) -> None:
    """Every column and key that a program may read."""
    from archive.exports.csv import COLUMNS

    page = (repository / "docs" / "reference" / "exports.md").read_text(encoding="utf-8")

    assert {column for column in COLUMNS if f"`{column}`" not in page} == set()


def test_reasons_that_the_crawl_gives_are_on_their_page(repository: Path) -> None:
    """Every fixed reason of intake and spider, so that a log line can be looked up."""
    page = (repository / "docs" / "reference" / "outcomes.md").read_text(encoding="utf-8")
    missing = set()
    for name in ("intake.py", "siterun.py", "workers.py"):
        tree = ast.parse((repository / "dnusa_crawler" / name).read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            reason = reason_of(node)
            if reason is not None and f"`{reason}`" not in page:
                missing.add(reason)

    assert missing == set()


def reason_of(node: ast.AST) -> str | None:
    """Return the fixed reason that a call ends a URL with: ``self._end(…, OutcomeKind.X, "reason")``."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or len(node.args) < 3:
        return None
    kind, reason = node.args[1], node.args[2]
    is_outcome = isinstance(kind, ast.Attribute) and isinstance(kind.value, ast.Name) and kind.value.id == "OutcomeKind"
    return reason.value if is_outcome and isinstance(reason, ast.Constant) and isinstance(reason.value, str) else None


def test_modules_are_short_enough_to_be_read(repository: Path) -> None:
    """A module answers one question; one over 500 lines answers two."""
    files = tracked(repository, "archive/*.py", "dnusa_crawler/*.py", "tests/*.py")
    long = {
        str(path.relative_to(repository)): count
        for path in files
        if (count := len(path.read_text().splitlines())) > LONGEST_MODULE
    }

    assert long == {}


def test_every_module_says_which_question_it_answers(repository: Path) -> None:
    """By the first line of its docstring."""
    silent = [
        str(path.relative_to(repository))
        for path in tracked(repository, "archive/*.py", "dnusa_crawler/*.py", "tests/*.py")
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]

    assert silent == []


def test_every_test_says_what_it_claims(repository: Path) -> None:
    """By its docstring."""
    silent = []
    for path in tracked(repository, "tests/*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and not ast.get_docstring(node):
                silent.append(f"{path.relative_to(repository)}:{node.lineno}")

    assert silent == []


def test_the_readme_begins_with_the_two_commands(repository: Path) -> None:
    """The first fenced sh block installs and runs the demo, the second installs and runs the tests."""
    blocks = re.findall(
        r"^```sh\n(.*?)^```$", (repository / "README.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )

    assert len(blocks) >= 2
    assert blocks[0].splitlines()[-1].endswith("dnusa demo")
    assert "pytest" in blocks[1].splitlines()[-1]
    assert all("venv" in block and "requirements.lock" in block for block in blocks[:2])


def test_the_lock_holds_every_dependency_within_its_range(repository: Path) -> None:
    """pyproject.toml says what may be, requirements.lock what was tested."""
    import tomllib

    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name

    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = (repository / "requirements.lock").read_text(encoding="utf-8").splitlines()
    locked = {
        canonicalize_name(name): version
        for name, _, version in (line.partition("==") for line in lines if "==" in line)
    }
    wanted = [*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)]
    wrong = [
        text
        for text in wanted
        if (asked := Requirement(text)).marker is None
        and not asked.specifier.contains(locked.get(canonicalize_name(asked.name), "0"), prereleases=True)
    ]

    assert wrong == []


def test_what_is_locked_runs_on_the_first_python_that_is_promised(repository: Path) -> None:
    """A release may ask for a later 3.11 than the one a machine has (Debian 12: 3.11.2), and nothing can be installed."""
    from importlib.metadata import PackageNotFoundError, distribution

    from packaging.specifiers import SpecifierSet

    lines = (repository / "requirements.lock").read_text(encoding="utf-8").splitlines()
    looked_at, refusing = 0, []
    for name, version in (line.split("==") for line in lines if "==" in line):
        try:
            found = distribution(name)
        except PackageNotFoundError:  # of an extra that is not installed here
            continue
        if found.version == version:
            looked_at += 1
            wanted = found.metadata.get("Requires-Python") or ""
            refusing += [] if SpecifierSet(wanted).contains("3.11.0") else [f"{name}=={version}: {wanted}"]

    assert looked_at > 0
    assert refusing == []
