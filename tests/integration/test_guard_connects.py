"""The address guard stands at the connection: whatever the name, the address that is connected to decides."""

from __future__ import annotations

import pytest

from tests.integration.test_odd_bytes import crawl
from tests.newsroom.odd_server import OddServer

SPELLINGS = [
    "127.0.0.1", "localhost", "LOCALHOST.", "127.1", "0x7f.0.0.1", "2130706433", "0177.0.0.1", "[::1]",
    "[::ffff:127.0.0.1]", "0.0.0.0", "127.0.0.1.", "１２７.0.0.1", "user@127.0.0.1",
]  # fmt: skip


@pytest.fixture(scope="module")
def refused(tmp_path_factory):
    """A crawl of a loopback server by every spelling of its address, loopback not admitted."""
    with OddServer() as server:
        urls = [f"http://{host}:{server.port}/plain" for host in SPELLINGS]
        settings = {"DNUSA_ALLOW_PORTS": [server.port], "DOWNLOAD_TIMEOUT": 5}
        result = crawl(tmp_path_factory.mktemp("guard") / "a", urls, settings=settings)
        result.served = list(server.served)
        yield result


def test_no_spelling_reaches_the_loopback(refused) -> None:
    """The server saw no request, and no record was written."""
    assert refused.served == []
    assert refused.exchanges == []


def test_each_refusal_is_an_outcome(refused) -> None:
    """Every URL ends in an error; those that resolve say that the address was refused."""
    errors = {entry["url"]: entry.get("error", "") for entry in refused.log}

    assert len(refused.log) == len(SPELLINGS)
    assert all(errors.values())
    for url, error in errors.items():
        host = url.split("/")[2].rpartition(":")[0]
        if host in {"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"}:
            assert error.startswith("AddressRefusedError"), (url, error)
