"""Which site an address leads to, as far as its host tells: pages of one paper may have several hosts."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

#: Characters of an address that are looked at: pictures are written out in some.
_MAX_CHARS: Final = 2000


def site(url: str) -> str:
    """Return the last two labels of an address's host; ``""`` where it has none.

    >>> site("https://www.kabaralun.test/daerah/"), site("/daerah/")
    ('kabaralun.test', '')
    """
    if "//" not in url[:_MAX_CHARS]:
        # The most frequent addresses: within the site.
        return ""
    try:
        host = urlsplit(url[:_MAX_CHARS].strip()).hostname or ""
    except ValueError:
        return ""
    return ".".join(host.split(".")[-2:])


def leads_home(url: str, home: str) -> bool:
    """Say whether an address leads to the site *home*; one without a host does, and where no site is known, all do."""
    return not home or site(url) in {"", home}
