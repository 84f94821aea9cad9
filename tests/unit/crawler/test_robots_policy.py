"""RFC 9309 as a policy: what each answer to robots.txt means."""

from __future__ import annotations

import pytest

from dnusa_crawler.discovery import robots

RULES = b"""User-agent: *
Disallow: /khusus/
Allow: /khusus/umum.html
Disallow: /*?s=
Crawl-delay: 2.5

User-agent: dnusa
Disallow: /rahasia/
Crawl-delay: 600
Sitemap: https://koran.example/a.xml
Sitemap: https://koran.example/b.xml
"""


@pytest.mark.parametrize("status", [None, 500, 503, 599, 429])
def test_no_answer_or_a_server_error_stops_everything(status: int | None) -> None:
    """Section 2.3.1.4: unreachable means complete disallow."""
    policy = robots.read(status, b"User-agent: *\nAllow: /")

    assert policy.stops
    assert not policy.allows("https://koran.example/", "dnusa")
    assert "robots.txt" in policy.reason


@pytest.mark.parametrize("status", [301, 400, 401, 403, 404, 410, 451])
def test_unavailable_means_no_rules(status: int) -> None:
    """Section 2.3.1.3: 4xx means that everything may be fetched."""
    assert robots.read(status, b"User-agent: *\nDisallow: /").allows("https://koran.example/x", "dnusa")


def test_rules_of_the_own_name_count_alone() -> None:
    """A group for us replaces the general one; others keep theirs."""
    policy = robots.read(200, RULES)

    assert policy.allows("https://koran.example/khusus/a", "dnusa")
    assert not policy.allows("https://koran.example/rahasia/a", "dnusa")
    assert not policy.allows("https://koran.example/khusus/a", "lain")
    assert policy.allows("https://koran.example/khusus/umum.html", "lain")
    assert not policy.allows("https://koran.example/?s=x", "lain")


def test_delay_and_sitemaps_are_given() -> None:
    """Crawl-delay in seconds, cut at two minutes; sitemap lines in order."""
    policy = robots.read(200, RULES)

    assert policy.delay_seconds("lain") == 2.5
    assert policy.delay_seconds("dnusa") == 120.0
    assert policy.sitemaps == ("https://koran.example/a.xml", "https://koran.example/b.xml")


@pytest.mark.parametrize("value", ["-1", "nan", "abc", ""])
def test_a_senseless_delay_is_none(value: str) -> None:
    """A delay that is no number of seconds does not count."""
    assert robots.read(200, f"User-agent: *\nCrawl-delay: {value}\n".encode()).delay_seconds("dnusa") is None


def test_only_half_a_megabyte_is_read_and_no_half_line() -> None:
    """Section 2.5: 500 kibibytes; the line that is cut there is not half a rule."""
    padding = b"# " + b"x" * 98 + b"\n"
    body = b"User-agent: *\n" + padding * 5068
    body += b"Disallow: /" + b"a" * (robots.LARGEST_BYTES - len(body) - 11 + 5) + b"\nDisallow: /late/\n"

    policy = robots.read(200, body)

    assert policy.allows("https://koran.example/aaa", "dnusa")
    assert policy.allows("https://koran.example/late/x", "dnusa")


@pytest.mark.parametrize(
    "body",
    [b"", b"\xef\xbb\xbfUser-agent: *\nAllow: /", b"<!DOCTYPE html><html>", b"\x00\xff\xfe", b"nonsense without colon"],
)
def test_empty_marked_and_senseless_files_allow(body: bytes) -> None:
    """An empty file, a byte order mark, a web page in its place, binary nonsense: no rules."""
    assert robots.read(200, body).allows("https://koran.example/x", "dnusa")
