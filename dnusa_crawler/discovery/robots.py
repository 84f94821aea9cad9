"""May this URL be fetched, and how fast? RFC 9309 as a policy around Protego."""

from __future__ import annotations

import attrs
from protego import Protego

#: RFC 9309, section 2.5: at least 500 kibibytes are parsed; we read no more.
LARGEST_BYTES = 500 * 1024
#: A Crawl-delay above this many seconds is taken as this much (CC-NEWS does the same).
LONGEST_DELAY_SECONDS = 120.0


@attrs.frozen(kw_only=True)
class Robots:
    """What a site's robots.txt means for us."""

    #: None when everything is allowed or everything is forbidden.
    rules: Protego | None = attrs.field(default=None, repr=False)
    #: True when nothing may be fetched because robots.txt could not be had (RFC 9309, section 2.3.1.4).
    stops: bool = False
    #: Why, in one line.
    reason: str = ""
    #: Sitemap lines, in order.
    sitemaps: tuple[str, ...] = ()

    def allows(self, url: str, agent: str) -> bool:
        """Return whether *agent* (a product token such as ``dnusa``) may fetch *url*."""
        if self.stops:
            return False
        return self.rules is None or bool(self.rules.can_fetch(url, agent))

    def delay_seconds(self, agent: str) -> float | None:
        """Return the Crawl-delay for *agent* in seconds, at most 120; None when there is none."""
        delay = self.rules.crawl_delay(agent) if self.rules is not None else None
        if delay is None or not float(delay) >= 0:  # NaN too
            return None
        return min(float(delay), LONGEST_DELAY_SECONDS)


def read(status: int | None, body: bytes) -> Robots:
    """Return the policy that follows from the answer to ``/robots.txt``.

    No answer and 5xx mean: fetch nothing (RFC 9309, section 2.3.1.4). 4xx means: no rules (section 2.3.1.3). A redirect that
    was not followed to its end counts as 4xx (section 2.3.1.2).

    Args:
        status: HTTP status after redirects (up to five of them); None when no answer came.
        body: The file's bytes, content-coding removed.
    """
    if status is None:
        return Robots(stops=True, reason="robots.txt: no answer")
    if status >= 500 or status == 429:
        return Robots(stops=True, reason=f"robots.txt: status {status}")
    if status >= 300:
        return Robots(reason=f"robots.txt: status {status}: no rules")
    if status < 200:
        return Robots(stops=True, reason=f"robots.txt: status {status}")
    text = body[:LARGEST_BYTES]
    if len(body) > LARGEST_BYTES:
        # The last line may be cut in two, and half a Disallow line forbids more than was meant.
        text = text[: text.rfind(b"\n") + 1]
    words = text.decode("utf-8-sig", errors="replace").replace("\x00", "")
    if words.lstrip()[:15].lower().startswith(("<!doctype", "<html")):
        return Robots(reason="robots.txt: a web page instead of rules")
    try:
        rules = Protego.parse(words)
        sitemaps = tuple(dict.fromkeys(str(url).strip() for url in rules.sitemaps))[:500]
    except (ValueError, TypeError, IndexError, RecursionError) as error:
        # Rules we cannot read are rules all the same: better to stop than to trespass.
        return Robots(stops=True, reason=f"robots.txt cannot be read: {error}")
    return Robots(rules=rules, reason="robots.txt read", sitemaps=sitemaps)
