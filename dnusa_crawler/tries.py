"""How often a URL is tried, and how long a server is left alone in between."""

from __future__ import annotations

from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from archive import HttpResponse

#: A page is tried this often before it counts as failed; three is what Scrapy and wget try.
MAX_ATTEMPTS = 3
#: Waits between the tries in seconds, where the server names none.
RETRY_SECONDS = (2.0, 8.0)
#: A server that asks for more patience than this gets it in the next run.
MAX_RETRY_AFTER_SECONDS = 300.0
#: Statuses that may pass: RFC 9110 section 15.6, RFC 6585 section 4, and what CDNs answer for an origin that is down.
PASSING_STATUSES = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})


def retry_after(response: HttpResponse, now: datetime) -> float | None:
    """Return the seconds of a Retry-After header (RFC 9110 section 10.2.3), or None."""
    value = (response.header("retry-after") or "").strip()
    if not value:
        return None
    if value.isdigit() and len(value) < 9:
        return float(value)
    try:
        until = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    if until.tzinfo is None:
        return None
    return max(0.0, (until - now) / timedelta(seconds=1))
