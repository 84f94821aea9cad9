"""Site files: read with clear errors, written for people, the same after a round trip."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from dnusa_crawler.errors import SiteFileError
from dnusa_crawler.sites import Engine, Site, file_name, find, list_sites, read_site, site_toml
from dnusa_crawler.sites.files import packaged_folder, parse_site
from dnusa_crawler.sites.site import name_for

WHOLE = """
name = "koran.example"
home = "https://koran.example"
title = "Koran"
language = "id"
time_zone = "Asia/Jakarta"
engine = "wordpress"

[roads]
rest = "https://koran.example/wp-json/"
modified_feed = true
feeds = ["https://koran.example/feed/"]
sitemaps = ["https://koran.example/a.xml", "https://koran.example/b.xml"]
listings = ["https://koran.example/indeks/"]

[scope]
hosts = ["jatim.koran.example"]
article = ['/\\d+$']
exclude = ["/iklan/"]

[limits]
delay_seconds = 2.5
max_pages = 1000

[[selectors]]
valid_until = 2024-01-01
body = ["div.isi"]
strip = [".iklan", "aside"]
strip_lines = ['^Baca juga:.*']

[[selectors]]
valid_from = 2024-01-01T00:00:00+07:00
body = ["article .content"]
headline = ["h1"]
author = [".penulis"]
published = ["time"]
"""


def test_a_whole_file_is_read() -> None:
    """Every setting arrives as the value it means."""
    site = parse_site(WHOLE, source="x")

    assert site.home == "https://koran.example/"
    assert site.engine is Engine.WORDPRESS
    assert site.roads.sitemaps[1] == "https://koran.example/b.xml"
    assert site.limits.delay_seconds == 2.5
    assert site.selectors[0].valid_until == datetime(2024, 1, 1, tzinfo=UTC)
    assert site.selectors[1].valid_from == datetime.fromisoformat("2024-01-01T00:00:00+07:00")


def test_what_is_written_is_read_again() -> None:
    """A site survives the round trip through its file, comments and all."""
    site = parse_site(WHOLE, source="x")

    text = site_toml(site)

    assert parse_site(text, source="x") == site
    assert "# Where the newsroom's clock stands" in text
    assert site_toml(parse_site(text, source="x")) == text


def test_the_reader_of_pages_gets_its_hints() -> None:
    """Name, zone and rules with their dates go to the reader."""
    hints = parse_site(WHOLE, source="x").hints()

    assert (hints.name, hints.time_zone, hints.language) == ("koran.example", "Asia/Jakarta", "id")
    assert hints.selectors[0].strip_lines == ("^Baca juga:.*",)
    assert hints.selectors[1].valid_from is not None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('name = "koran"', "home is missing; add a line like: home ="),
        ('name = "Koran X"\nhome = "https://a.example"', "line 1, name: must be lower-case letters"),
        ('name = "../x"\nhome = "https://a.example"', "line 1, name: must be"),
        ('name = "a"\nhome = "a.example"', "line 2, home: must be a whole address"),
        ('name = "a"\nhome = "https://a.example"\n\n[roads]\nfeds = []', "line 5, roads.feds: no such setting"),
        ('name = "a"\nhome = "https://a.example"\nrods = 1', "line 3, rods: no such setting"),
        (
            'name = "a"\nhome = "https://a.example"\ntime_zone = "WIB"',
            "line 3, time_zone: is no time zone of the IANA list; Indonesia has Asia/Jakarta",
        ),
        (
            'name = "a"\nhome = "https://a.example"\nlanguage = "Indonesia"',
            "line 3, language: must be a two- or three-letter code",
        ),
        ('name = "a"\nhome = "https://a.example"\nengine = "typo3"', "line 3, engine: input should be"),
        (
            'name = "a"\nhome = "https://a.example"\n[limits]\ndelay_seconds = -1',
            "line 4, limits.delay_seconds: input should be greater",
        ),
        (
            'name = "a"\nhome = "https://a.example"\n[scope]\narticle = ["("]',
            "line 4, scope.article.1: is no regular expression",
        ),
        (
            'name = "a"\nhome = "https://a.example"\n[[selectors]]\nbody = ["p", "div[["]',
            "line 4, selectors.1.body.2: is no CSS selector",
        ),
        ("name = koran", "cannot be read as TOML"),
        ('name = "a"\nname = "b"', "cannot be read as TOML"),
    ],
)
def test_a_mistake_is_one_line_with_its_place_and_mend(text: str, expected: str) -> None:
    """The error names file, line and key, and what to do; never a stack, never two lines."""
    with pytest.raises(SiteFileError) as caught:
        parse_site(text, source="koran.toml")

    message = str(caught.value)
    assert message.startswith("koran.toml: ")
    assert expected in message
    assert "\n" not in message


def test_the_file_is_named_after_the_site(tmp_path: Path) -> None:
    """A copied file that still carries the old name is refused, with the mend."""
    path = tmp_path / "lain.toml"
    path.write_text('name = "koran"\nhome = "https://a.example"')

    with pytest.raises(SiteFileError, match=r"rename the file to koran\.toml"):
        read_site(path)


@pytest.mark.parametrize(
    ("content", "expected"),
    [(None, "no such file"), (b"\xff\xfe", "not UTF-8"), (b"x" * (2**20 + 1), "larger than 1 MB")],
)
def test_a_file_that_cannot_be_read_is_one_line(tmp_path: Path, content: bytes | None, expected: str) -> None:
    """Missing, binary and huge files are site file errors like every other."""
    path = tmp_path / "koran.toml"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(SiteFileError, match=expected):
        read_site(path)


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../x", "a/b", "a\\b", "A", "a b", ".x", "-x", "a..b", "x" * 101, "a\n", "kön"]
)
def test_unsafe_names_are_refused(name: str) -> None:
    """A site's name is a file name and a folder name; nothing else may come of it."""
    with pytest.raises(SiteFileError):
        file_name(name)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.dNusa.id/", "dnusa.id"),
        ("http://127.0.0.2:8300/x", "127.0.0.2-8300"),
        ("https://[::1]:8080/", "1-8080"),
        ("https://bücher.example/", "xn--bcher-kva.example"),
        ("https://a_b.example./", "a-b.example"),
    ],
)
def test_names_are_made_of_addresses(url: str, name: str) -> None:
    """Every home address has a name that can be a file."""
    assert name_for(url) == name
    assert file_name(name_for(url)) == f"{name}.toml"


def test_files_are_found_and_listed(tmp_path: Path) -> None:
    """The archive's own file comes before the one that ships with dnusa."""
    own = tmp_path / "dnusa.id.toml"
    assert list_sites(tmp_path / "none") == []
    assert find("dnusa.id", [tmp_path]) == packaged_folder() / "dnusa.id.toml"
    own.write_text(site_toml(Site(name="dnusa.id", home="https://dnusa.id/")))

    assert find("dnusa.id", [tmp_path]) == own
    assert find("nowhere.example", [tmp_path]) is None
    assert list_sites(tmp_path) == [own]


def test_every_packaged_site_file_is_right() -> None:
    """What ships can be read."""
    files = list_sites(packaged_folder())

    assert files
    assert all(read_site(path).home for path in files)
