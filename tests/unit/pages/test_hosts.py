"""Addresses lead home or to another site."""

from __future__ import annotations

import pytest

from dnusa_crawler.pages import hosts


@pytest.mark.parametrize(
    ("url", "home", "leads_home"),
    [
        ("https://jatim.kabaralun.test/a", "kabaralun.test", True),
        ("//www.kabaralun.test/a", "kabaralun.test", True),
        ("https://pojok.test/?from=kabaralun.test", "kabaralun.test", False),
        ("android-app://id.pojok.test/a", "kabaralun.test", False),
        ("/daerah//blitar", "kabaralun.test", True),
        ("mailto:redaksi@pojok.test", "kabaralun.test", True),
        ("https://[bad", "kabaralun.test", True),
        ("https://pojok.test/", "", True),
        ("https://jatim.koran.co.id/a", "koran.co.id", True),
        ("https://iklan.co.id/a", "koran.co.id", False),
        ("https://go.id/", "go.id", True),
    ],
)
def test_the_host_tells_where_an_address_leads(url: str, home: str, leads_home: bool) -> None:
    """Hosts of one site lead home, and so does what has no host; where home is unknown, all does."""
    assert hosts.leads_home(url, home) is leads_home
