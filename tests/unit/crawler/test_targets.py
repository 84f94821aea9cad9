"""Which site a person means, and how the crawler introduces itself there."""

from __future__ import annotations

from pathlib import Path

import pytest

from dnusa_crawler.errors import CrawlerError, SettingsError
from dnusa_crawler.options import CrawlOptions
from dnusa_crawler.sites import Site
from dnusa_crawler.targets import agent, is_admitted, name_of, resolve, write_site


@pytest.fixture
def sites(tmp_path: Path) -> Path:
    folder = tmp_path / "sites"
    write_site(Site(name="koran.example", home="https://koran.example/"), folder)
    return folder


def test_a_site_is_found_by_its_name_and_by_any_of_its_addresses(sites: Path) -> None:
    """A URL of a known site goes on with that site; the URL is where it begins."""
    by_name = resolve("koran.example", sites)
    by_url = resolve("https://koran.example/2024/06/jembatan/", sites)

    assert by_name.site == by_url.site
    assert by_name.is_drafted
    assert by_url.is_drafted
    assert by_name.start_url == "https://koran.example/"
    assert by_url.start_url == "https://koran.example/2024/06/jembatan/"


def test_an_unknown_address_is_a_site_to_be_looked_at(sites: Path) -> None:
    """A bare host name is taken for https."""
    target = resolve("kabar.example", sites)

    assert not target.is_drafted
    assert (target.site.name, target.start_url) == ("kabar.example", "https://kabar.example")


@pytest.mark.parametrize(
    "text", ["koran", "../koran", "ftp://koran.example/", "https://", "file:///etc/passwd", "https://a.example:abc/"]
)
def test_what_is_neither_a_site_nor_an_address_is_refused_in_words(sites: Path, text: str) -> None:
    """The message says what to do next."""
    with pytest.raises(CrawlerError, match=r"sites list|http\(s\) URL"):
        resolve(text, sites)


@pytest.mark.parametrize(
    "text", ["http://a.example:99999/", "http://a.example:abc/", "javascript:alert", "http://[::1"]
)
def test_no_site_is_named_after_what_is_no_address(text: str) -> None:
    """A port that is none is a mistake of the person, not of the program."""
    with pytest.raises(CrawlerError, match="no web address"):
        name_of(text)


def test_an_address_with_a_user_name_is_refused_in_words(sites: Path) -> None:
    """It would be kept in every record, and no site of the public needs it."""
    with pytest.raises(CrawlerError, match="without what stands before the @"):
        resolve("https://me:secret@koran.example/", sites)


def test_a_site_file_is_written_whole(sites: Path) -> None:
    """No half-written file is left beside it."""
    write_site(Site(name="koran.example", home="https://www.koran.example/"), sites)

    assert [file.name for file in sites.iterdir()] == ["koran.example.toml"]
    assert resolve("koran.example", sites).site.home == "https://www.koran.example/"


@pytest.mark.parametrize(
    ("url", "is_in"),
    [
        ("http://127.0.0.1:8000/", True),
        ("http://127.9.9.9/", True),
        ("http://localhost/", True),
        ("http://10.0.0.1/", False),
        ("http://[::ffff:127.0.0.1]/", False),
        ("http://no-such-host.invalid/", False),
        ("nothing", False),
    ],
)
def test_an_address_is_admitted_by_its_range(url: str, is_in: bool) -> None:
    """Every address of the host must lie in a range that was given; without a range none does."""
    assert is_admitted(url, ["127.0.0.0/8", "::1/128"]) == is_in
    assert not is_admitted(url, [])


def test_the_user_agent_says_whom_to_write_to() -> None:
    """On one line, whatever the operator typed; a header cannot be added by it."""
    found = agent(CrawlOptions(contact="redaksi@koran.example\r\nX-Evil: (1)"), ["https://koran.example/"])

    assert "+redaksi@koran.example" in found
    assert "\r" not in found
    assert "\n" not in found
    assert found.count("(") == found.count(")") == 1


@pytest.mark.parametrize("contact", ["nope", "@", "."])
def test_a_contact_that_reaches_nobody_is_refused(contact: str) -> None:
    """A slip would otherwise introduce the crawler with a word nobody can write to."""
    with pytest.raises(SettingsError, match="nobody is reached"):
        agent(CrawlOptions(contact=contact), ["https://koran.example/"])


@pytest.mark.parametrize("contact", ["me@localhost", "koran.example/bot", "https://koran.example/"])
def test_a_contact_is_an_address_or_a_page(contact: str) -> None:
    """The scheme of a page may be left out."""
    assert f"+{contact}" in agent(CrawlOptions(contact=contact), ["https://koran.example/"])


def test_a_public_site_is_not_asked_without_a_contact() -> None:
    """On admitted addresses nobody has to be written to."""
    local = CrawlOptions(allow_addresses=("127.0.0.0/8",))

    assert "admitted address" in agent(local, ["http://127.0.0.1/"])
    with pytest.raises(SettingsError, match="DNUSA_CONTACT"):
        agent(local, ["http://127.0.0.1/", "http://192.0.2.1/"])
