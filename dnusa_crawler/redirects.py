"""Where a redirect leads, and when it has led on for long enough."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urldefrag, urljoin, urlsplit

from archive import Capture, Purpose

from .discovery.values import Link
from .identity import canonical_or_none

#: A chain of redirects longer than this is a loop in disguise.
MAX_REDIRECTS = 8
#: RFC 9309 section 2.3.1.2 asks for at least five of robots.txt, also to other hosts.
MAX_ROBOTS_REDIRECTS = 5

#: Reasons that say what is wrong with a redirect; others only say that there was one.
BROKEN = frozenset({"redirect loop", "redirect without a target"})


def follow(capture: Capture, *, in_scope: Callable[[str], bool]) -> tuple[str, Link | None]:
    """Return the reason of a hop's outcome and the link to follow; None when it leads no further.

    The target is asked for as the server spelled it: a server that insists on one spelling of a URL (without its
    tracking parameters, say) would send us back for ever to any other.
    """
    visit = capture.visit
    is_robots = visit.purpose is Purpose.ROBOTS
    url = _absolute(capture)
    target = canonical_or_none(url)
    if url is None:
        return "redirect without a target", None
    if target is None or not (is_robots or in_scope(target)):
        return "redirect leaves the site", None
    if is_robots and urlsplit(target).path == "/":
        # Sites that send every unknown address to the front page have no rules.
        return "redirect to the front page", None
    trail = [*visit.hints.get("redirected_from", "").split(), capture.canonical_url]
    is_respelled = target == capture.canonical_url and url != capture.url
    been_there = trail[:-1] if is_respelled else trail
    if target in been_there or len(trail) > (MAX_ROBOTS_REDIRECTS if is_robots else MAX_REDIRECTS):
        return "redirect loop", None
    hints = {**visit.hints, "redirected_from": " ".join(trail)}
    return "redirect", Link(url=url, road=visit.road, purpose=visit.purpose, hints=hints, via=capture.url)


def is_respelling(link: Link, canonical_url: str) -> bool:
    """Whether *link* is the other spelling of the URL that a redirect just asked for."""
    return link.hints.get("redirected_from", "").split()[-1:] == [canonical_url]


def _absolute(capture: Capture) -> str | None:
    if not capture.location:
        return None
    try:
        return urldefrag(urljoin(capture.url, capture.location)).url
    except ValueError:
        return None
