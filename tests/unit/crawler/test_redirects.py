"""Where a redirect leads, and when it has led on for long enough."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from archive import Capture, Purpose, Road, Visit, canonical_url
from dnusa_crawler.redirects import MAX_REDIRECTS, MAX_ROBOTS_REDIRECTS, follow

HOME = "https://koran.example"


def hop(
    location: str | None, *, url: str = f"{HOME}/a/", purpose: Purpose = Purpose.PAGE, trail: tuple[str, ...] = ()
) -> Capture:
    hints = {"title": "Satu", **({"redirected_from": " ".join(trail)} if trail else {})}
    return Capture(
        id=1,
        url=url,
        canonical_url=canonical_url(url),
        visit=Visit(run="r", site="koran.example", purpose=purpose, road=Road.FEED, hints=hints),
        captured_at=datetime(2024, 6, 14, tzinfo=UTC),
        status=301,
        content_type=None,
        warc_file="w",
        warc_offset=0,
        warc_length=1,
        payload_digest=None,
        location=location,
    )


def at_home(url: str) -> bool:
    return url.startswith(f"{HOME}/")


def test_a_redirect_is_followed_as_it_is_spelled() -> None:
    """Relative or absolute, without fragment; what the road said of the page goes with it."""
    reason, link = follow(hop("../b/?x=2&a=1#isi"), in_scope=at_home)

    assert reason == "redirect"
    assert link is not None
    assert link.url == f"{HOME}/b/?x=2&a=1"
    assert link.hints == {"title": "Satu", "redirected_from": f"{HOME}/a/"}
    assert link.purpose is Purpose.PAGE
    assert link.is_redirected


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        (None, "redirect without a target"),
        ("", "redirect without a target"),
        ("http://[broken", "redirect without a target"),
        ("https://lain.example/", "redirect leaves the site"),
        ("file:///etc/passwd", "redirect leaves the site"),
        ("javascript:alert(1)", "redirect leaves the site"),
        ("/a/", "redirect loop"),
        ("https://KORAN.example:443/a/", "redirect"),
        ("/a/?utm_source=x", "redirect"),
    ],
)
def test_where_it_leads(location: str | None, reason: str) -> None:
    """Nowhere, elsewhere, in a circle, or to another spelling of the same page."""
    found, link = follow(hop(location), in_scope=at_home)

    assert found == reason
    assert (link is not None) == (reason == "redirect")


def test_two_spellings_that_point_at_each_other_end() -> None:
    """The second time that the same identity comes back is a loop."""
    first, link = follow(hop("/a/?utm_source=x"), in_scope=at_home)
    assert link is not None
    back = hop("/a/", url=link.url, trail=tuple(link.hints["redirected_from"].split()))

    assert first == "redirect"
    assert follow(back, in_scope=at_home) == ("redirect loop", None)


@pytest.mark.parametrize(("purpose", "most"), [(Purpose.PAGE, MAX_REDIRECTS), (Purpose.ROBOTS, MAX_ROBOTS_REDIRECTS)])
def test_a_chain_ends(purpose: Purpose, most: int) -> None:
    """Always another address is a loop in disguise."""
    trail = tuple(f"{HOME}/{n}" for n in range(most))

    assert follow(hop("/next", purpose=purpose, trail=trail[1:]), in_scope=at_home)[1] is not None
    assert follow(hop("/next", purpose=purpose, trail=trail), in_scope=at_home) == ("redirect loop", None)


def test_robots_txt_is_followed_to_another_host_but_not_to_a_front_page() -> None:
    """RFC 9309 section 2.3.1.2; a site that answers everything with its front page has no rules."""
    robots = f"{HOME}/robots.txt"
    _, elsewhere = follow(
        hop("https://www.koran.example/robots.txt", url=robots, purpose=Purpose.ROBOTS), in_scope=at_home
    )
    reason, home = follow(hop("/", url=robots, purpose=Purpose.ROBOTS), in_scope=at_home)

    assert elsewhere is not None
    assert (reason, home) == ("redirect to the front page", None)
