"""Read and write site files, and say in one line what is wrong with one and how to mend it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import tomlkit
from pydantic import ValidationError
from tomlkit.items import Table

from dnusa_crawler.errors import SiteFileError

from .site import NAME, Site

#: A site file is a page or two; a larger one is something else.
_LARGEST_BYTES = 2**20

#: A comment above each key, for a reader who does not program.
_COMMENTS: Mapping[str, str] = {
    "name": "Short name of the site: what you type after `dnusa crawl`.",
    "home": "Address of the front page.",
    "title": "The paper's name as its readers know it.",
    "language": "Language of its articles (id = Indonesian).",
    "time_zone": "Where the newsroom's clock stands: Asia/Jakarta (WIB), Asia/Makassar (WITA), Asia/Jayapura (WIT).",
    "engine": "The program that serves the site: wordpress, ghost, blogger, joomla, drupal or other.",
    "roads": "The ways by which articles are found. Take one out to stop using it.",
    "roads.rest": "WordPress REST interface: names every article and when it was changed.",
    "roads.modified_feed": "The feed can be sorted by time of change (WordPress without REST).",
    "roads.feeds": "RSS or Atom feeds.",
    "roads.sitemaps": "Lists of addresses made for search engines.",
    "roads.listings": "Pages that list articles, newest first; dnusa turns their pages. Without any: the front page.",
    "scope": "Which addresses belong to the site.",
    "scope.hosts": "Further hosts of the same paper, e.g. jatim.example.id (www is understood).",
    "scope.article": "Addresses that are articles, as regular expressions; only where dnusa guesses wrong.",
    "scope.exclude": "Addresses never to be fetched, as regular expressions.",
    "limits": "How fast and how much.",
    "limits.delay_seconds": "Seconds between two requests; a longer Crawl-delay of the site counts.",
    "limits.max_pages": "Pages fetched in one run at most.",
    "limits.max_listing_pages": "Pages of one listing turned at most.",
    "selectors": "Rules for reading the pages, only where dnusa reads them wrong; old pages are read with the rules of their time.",
    "selectors.valid_from": "The rules hold for pages captured from this day on ...",
    "selectors.valid_until": "... until this day.",
    "selectors.body": "Where the article's text stands (CSS selectors).",
    "selectors.strip": "What is taken out before reading (CSS selectors).",
    "selectors.strip_lines": "Lines that are not the article's text (regular expressions over the whole line).",
}


def file_name(name: str) -> str:
    """Return the file name of the site *name*.

    Raises:
        SiteFileError: If *name* cannot be one (it is also a folder name; ``../x`` must stay impossible).
    """
    if not NAME.match(name) or len(name) > 100:
        raise SiteFileError(
            f"{name[:80]!r} is no site name: lower-case letters, digits, dots and hyphens, for example dnusa.id"
        )
    return f"{name}.toml"


def _line_of(text: str, path: tuple[int | str, ...]) -> int | None:
    """Return the line (from 1) on which the key *path* stands, as far as a search can tell."""
    keys = [str(part) for part in path if not isinstance(part, int)]
    if not keys:
        return None
    lines = text.splitlines()
    start = 0
    for key in keys[:-1]:
        pattern = re.compile(rf"^\s*\[+\s*(?:[\w-]+\s*\.\s*)*{re.escape(key)}\s*\]+")
        start = next((n for n in range(start, len(lines)) if pattern.match(lines[n])), start)
    last = re.compile(rf"^\s*(?:\[+\s*(?:[\w-]+\s*\.\s*)*)?[\"']?{re.escape(keys[-1])}[\"']?\s*(?:=|\])")
    return next((n + 1 for n in range(start, len(lines)) if last.match(lines[n])), None)


def _mend(error: Mapping[str, Any], text: str) -> str:
    """Return one line that names the place of a mistake and the mend."""
    path = tuple(error["loc"])
    key = ".".join(str(part) if not isinstance(part, int) else f"{part + 1}" for part in path) or "the file"
    line = _line_of(text, path)
    where = f"line {line}, {key}" if line else key
    kind, message = str(error["type"]), str(error["msg"]).removeprefix("Value error, ")
    if kind == "extra_forbidden":
        return f"{where}: no such setting; take the line out or correct its spelling (docs/reference/site-file.md lists all)"
    if kind == "missing":
        return f'{key} is missing; add a line like: {path[-1]} = "..."'
    return f"{where}: {message[:1].lower()}{message[1:]}" if kind != "value_error" else f"{where}: {message}"


def parse_site(text: str, *, source: str) -> Site:
    """Return the site that *text* (TOML) describes.

    Args:
        text: Content of the file.
        source: What to call the file in an error.

    Raises:
        SiteFileError: In one line: file, line and key, what is wrong and the mend.
    """
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SiteFileError(
            f'{source}: cannot be read as TOML: {error}; texts stand in "quotes", lists in [brackets]'
        ) from error
    except RecursionError as error:
        raise SiteFileError(f"{source}: nested too deeply") from error
    try:
        return Site.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        more = f" (and {error.error_count() - 1} more)" if error.error_count() > 1 else ""
        raise SiteFileError(f"{source}: {_mend(first, text)}{more}") from error


def read_site(path: Path) -> Site:
    """Return the site that the file *path* describes.

    Raises:
        SiteFileError: If the file is not there, cannot be read, has a mistake, or its name is not the site's name.
    """
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise SiteFileError(f"{path}: larger than 1 MB: not a site file")
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise SiteFileError(f"{path}: no such file; `dnusa sites add URL` makes one") from error
    except UnicodeDecodeError as error:
        raise SiteFileError(f"{path}: not UTF-8 text; save it as UTF-8") from error
    except OSError as error:
        raise SiteFileError(f"{path}: cannot be read: {error.strerror}") from error
    site = parse_site(text, source=str(path))
    if path.name != file_name(site.name):
        line = _line_of(text, ("name",))
        raise SiteFileError(
            f"{path}: line {line}, name: {site.name!r} does not fit the file name; rename the file to {file_name(site.name)}"
        )
    return site


def packaged_folder() -> Path:
    """Return the folder of the site files that come with dnusa."""
    return Path(__file__).resolve().parent


def find(name: str, folders: Iterable[Path]) -> Path | None:
    """Return the file of the site *name* in the first of *folders* (then the packaged ones) that has it; None: nowhere.

    Raises:
        SiteFileError: If *name* cannot be a site name.
    """
    wanted = file_name(name)
    return next((folder / wanted for folder in (*folders, packaged_folder()) if (folder / wanted).is_file()), None)


def list_sites(folder: Path) -> list[Path]:
    """Return the site files of *folder* in order of name; an absent folder has none."""
    return sorted(path for path in folder.glob("*.toml") if path.is_file()) if folder.is_dir() else []


def _fill(table: Table | tomlkit.TOMLDocument, content: Mapping[str, Any], prefix: str) -> None:
    for key, value in content.items():
        if comment := _COMMENTS.get(f"{prefix}{key}"):
            table.add(tomlkit.comment(comment))
        if isinstance(value, list) and len(value) > 1:
            array = tomlkit.array()
            array.extend(value)
            table.add(key, array.multiline(True))
        else:
            table.add(key, value)


def site_toml(site: Site) -> str:
    """Return the text of a site file, with a comment above each setting; reading it gives *site* again."""
    content = site.model_dump(mode="python", exclude_none=True, exclude_defaults=True)
    content = {"name": site.name, "home": site.home, "title": site.title} | content | {"engine": str(site.engine)}
    document = tomlkit.document()
    document.add(
        tomlkit.comment(f"{site.title or site.name}: what dnusa knows of this site. Lines that begin with # are notes.")
    )
    document.add(tomlkit.nl())
    plain = {k: _plain(v) for k, v in content.items() if not isinstance(v, dict) and k != "selectors"}
    _fill(document, plain, "")
    for key in ("roads", "scope", "limits"):
        if part := {k: _plain(v) for k, v in content.get(key, {}).items()}:
            table = tomlkit.table()
            table.add(tomlkit.comment(_COMMENTS[key]))
            _fill(table, part, f"{key}.")
            document.add(key, table)
    if rules := content.get("selectors"):
        tables = tomlkit.aot()
        for rule in rules:
            table = tomlkit.table()
            table.add(tomlkit.comment(_COMMENTS["selectors"]))
            _fill(table, {k: _plain(v) for k, v in rule.items()}, "selectors.")
            tables.append(table)
        document.add("selectors", tables)
    return tomlkit.dumps(document)


def _plain(value: Any) -> Any:
    """Return *value* as TOML knows it; midnight UTC is written as the bare day it was read from."""
    if isinstance(value, datetime):
        return value.date() if value == datetime(value.year, value.month, value.day, tzinfo=UTC) else value
    return list(value) if isinstance(value, tuple) else str(value) if isinstance(value, str) else value
