"""What the capture does when something else than the server's answer fails."""

from __future__ import annotations

import socket

import pytest

from tests.integration.test_odd_bytes import crawl
from tests.newsroom.odd_server import OddServer


@pytest.fixture(scope="module")
def failed(tmp_path_factory):
    """One crawl of requests that each fail in another way; its log by URL."""
    with OddServer() as server, OddServer() as elsewhere, socket.create_server(("127.0.0.1", 0)) as closed:
        nobody = closed.getsockname()[1]
        closed.close()
        deaf = socket.socket()
        deaf.bind(("127.0.0.1", 0))
        deaf.listen(0)
        fillers = [socket.socket() for _ in range(4)]
        for filler in fillers:
            filler.setblocking(False)
            filler.connect_ex(deaf.getsockname())
        host = f"http://127.0.0.1:{server.port}"
        requests = {
            "archive": (f"{host}/plain?sink-fails", {}),
            "archive, cut": (f"{host}/short-body?sink-fails", {}),
            "no visit": (f"{host}/plain?visit", {"visit": None}),
            "proxy": (f"{host}/plain?proxy", {"proxy": host}),
            "other port": (f"http://127.0.0.1:{elsewhere.port}/plain", {}),
            "nobody": (f"http://127.0.0.1:{nobody}/", {}),
            "deaf": (f"http://127.0.0.1:{deaf.getsockname()[1]}/", {"download_timeout": 0.5}),
            "no such name": ("http://no-such-host.invalid/", {}),
            "size": (f"{host}/plain?size", {"download_maxsize": 1000}),
            "time": (f"{host}/silent?time", {"download_timeout": 0.7}),
        }
        settings = {
            "DNUSA_ALLOW_ADDRESSES": ["127.0.0.0/8"],
            "DNUSA_ALLOW_PORTS": [server.port, nobody, deaf.getsockname()[1]],
            "DOWNLOAD_TIMEOUT": 5,
        }
        result = crawl(tmp_path_factory.mktemp("failed") / "a", list(requests.values()), settings=settings)
        for each in (deaf, *fillers):
            each.close()
        by_url = {entry["url"]: entry for entry in result.log}
        result.by_name = {name: by_url[url] for name, (url, _) in requests.items()}
        result.requested = [served.path for served in server.served]
        result.elsewhere = elsewhere.served
        yield result


@pytest.mark.parametrize("name", ["archive", "archive, cut"])
def test_an_error_of_the_archive_is_not_swallowed(failed, name: str) -> None:
    """A full disk fails the request with its own error; the page is not taken for kept."""
    assert failed.by_name[name]["error"] == "OSError: the disk is on fire"


def test_a_request_without_a_visit_is_not_sent(failed) -> None:
    """Nothing is fetched that could not be recorded."""
    assert "SettingsError: a request without a visit" in failed.by_name["no visit"]["error"]
    assert "/plain?visit" not in failed.requested


def test_a_proxy_is_not_used(failed) -> None:
    """The record would be of the proxy's connection, and the guard would see the proxy only."""
    assert "SettingsError: proxies" in failed.by_name["proxy"]["error"]
    assert not any("proxy" in path for path in failed.requested)


def test_another_port_is_another_site(failed) -> None:
    """An admitted address on a port that is not the site's is not reached."""
    assert "AddressRefusedError: port" in failed.by_name["other port"]["error"]
    assert failed.elsewhere == []


@pytest.mark.parametrize(
    ("name", "error"), [("nobody", "Refused"), ("deaf", "Timeout"), ("no such name", "CannotResolveHostError")]
)
def test_no_connection_is_an_error_without_an_exchange(failed, name: str, error: str) -> None:
    """Refused, never accepted, no such name: nothing crossed the wire, so there is no record."""
    assert error in failed.by_name[name]["error"]
    assert failed.by_name[name]["offset"] is None


def test_the_requests_own_limits_overrule_the_settings(failed) -> None:
    """download_maxsize in meta is the limit on the wire, download_timeout the time in all."""
    size, time = failed.by_name["size"], failed.by_name["time"]

    assert (size["truncated"], size["size"], size["flags"]) == ("length", 1000, ["truncated"])
    assert "0.7 seconds" in time["exchange_error"]


def test_only_what_crossed_the_wire_is_recorded(failed) -> None:
    """Two of the ten requests left records: the one too long and the one never answered."""
    assert sorted(exchange.uri.partition("?")[2] for exchange in failed.exchanges) == ["size", "time"]
    assert "Traceback" not in failed.stderr
