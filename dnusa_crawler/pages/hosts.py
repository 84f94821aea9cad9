"""Which site an address leads to, as far as its host tells: pages of one paper may have several hosts."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

#: Names below a country's own that are no site's (``co.id``, ``go.id``, ``com.au``): a paper's name stands before them.
_SHARED: Final = frozenset(
    "ac biz co com desa ed edu gen go gob gouv gov gv ltd me mil my ne net nom or org plc ponpes press sch web".split()  # noqa: SIM905
)
#: Characters of an address that are looked at: pictures are written out in some.
_MAX_CHARS: Final = 2000


def site(url: str) -> str:
    """Return the last two labels of an address's host, three below ``co.id`` and its like; ``""`` where it has none.

    >>> site("https://www.kabaralun.test/daerah/"), site("/daerah/"), site("https://daerah.koran.co.id/a")
    ('kabaralun.test', '', 'koran.co.id')
    """
    if "//" not in url[:_MAX_CHARS]:
        # The most frequent addresses: within the site.
        return ""
    try:
        host = urlsplit(url[:_MAX_CHARS].strip()).hostname or ""
    except ValueError:
        return ""
    labels = host.split(".")
    is_shared = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SHARED
    return ".".join(labels[-3 if is_shared else -2 :])


def leads_home(url: str, home: str) -> bool:
    """Say whether an address leads to the site *home*; one without a host does, and where no site is known, all do."""
    return not home or site(url) in {"", home}
