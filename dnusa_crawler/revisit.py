"""When to look at an article again: soon while it is young or was just changed, rarely when it is old, in the end never.

NewsDiffs looked after 15 minutes, 1 hour, 3 hours, 3 days and 30 days by the age of the last change; diffengine when the
time since the last look reached a fifth of the age. The rule here is diffengine's, between NewsDiffs' limits.
"""

from __future__ import annotations

from datetime import datetime, timedelta

#: The wait is this share of the article's age ...
SHARE_OF_AGE = 0.2
#: ... and stays between these.
SHORTEST_WAIT = timedelta(minutes=15)
LONGEST_WAIT = timedelta(days=30)
#: An article that has not changed for this long is left to full crawls.
RESTS_AFTER = timedelta(days=365)


def next_visit(
    *, last_visit: datetime, published: datetime | None = None, last_change: datetime | None = None
) -> datetime | None:
    """Return when to look at an article again; None when it has come to rest.

    Args:
        last_visit: When it was last fetched, aware.
        published: When it was published, aware; None when unknown.
        last_change: When it last changed, aware; None when it never did.

    Raises:
        ValueError: If a time has no zone.

    >>> from datetime import UTC
    >>> at = datetime(2024, 6, 14, 12, tzinfo=UTC)
    >>> next_visit(last_visit=at, published=at - timedelta(hours=10)) - at
    datetime.timedelta(seconds=7200)
    """
    given = [moment for moment in (published, last_change) if moment is not None]
    if any(moment.tzinfo is None for moment in (last_visit, *given)):
        raise ValueError("a time needs a zone")
    if not given:
        # Nothing is known of its age: a week, which is what an article of five weeks would get.
        return last_visit + timedelta(days=7)
    # A time in the future (seen on real sites) makes an article young, never older than new.
    age = max(last_visit - max(given), timedelta())
    if age > RESTS_AFTER:
        return None
    return last_visit + min(max(age * SHARE_OF_AGE, SHORTEST_WAIT), LONGEST_WAIT)
