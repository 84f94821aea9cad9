"""Sites that have an IPv6 address only, or one that answers only there, are reached; the guard decides there too."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from dnusa_crawler import settings

ROOT = Path(__file__).parents[2]
#: Runs the test crawl with names of our own, as a name server would answer.
PROGRAM = f"""
import runpy, socket
NAMES = {{"six.example": ["::1"], "both.example": ["127.0.0.1", "::1"], "four.example": ["127.0.0.1"]}}
real = socket.getaddrinfo
def answer(host, port, *more, **named):
    if host == "none.invalid":
        raise socket.gaierror(socket.EAI_NONAME, "no such name")
    if host not in NAMES:
        return real(host, port, *more, **named)
    found = []
    for address in NAMES[host]:
        found += real(address, port, *more, **named)
    return found
socket.getaddrinfo = answer
runpy.run_path({str(ROOT / "tests/newsroom/odd_crawl.py")!r}, run_name="__main__")
"""


class _Page(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.asked.append(self.headers["Host"])  # type: ignore[attr-defined]
        self.send_response(200)
        self.send_header("Content-Length", "3")
        self.end_headers()
        self.wfile.write(b"isi")

    def log_message(self, *_: object) -> None:
        pass


class _Server(ThreadingHTTPServer):
    address_family = socket.AF_INET6


@pytest.fixture(scope="module")
def server() -> Iterator[_Server]:
    try:
        made = _Server(("::1", 0), _Page)
    except OSError:
        pytest.skip("this machine has no IPv6 on its loopback interface")
    made.asked = []  # type: ignore[attr-defined]
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield made
    made.shutdown()
    made.server_close()


def crawl(directory: Path, urls: list[str], *, port: int, admitted: list[str]) -> dict[str, dict]:
    """Fetch *urls* with the resolver of the project's settings; return what came, by URL."""
    config = {
        "warc": str(directory / "warc"),
        "index": str(directory / "index"),
        "log": str(directory / "log.json"),
        "requests": [(url, {}) for url in urls],
        "settings": {
            "DNUSA_ALLOW_ADDRESSES": admitted,
            "DNUSA_ALLOW_PORTS": [port],
            "DOWNLOAD_TIMEOUT": 15,
            "TWISTED_DNS_RESOLVER": settings.TWISTED_DNS_RESOLVER,
        },
    }
    (directory / "config.json").write_text(json.dumps(config))
    subprocess.run(
        [sys.executable, "-c", PROGRAM, str(directory / "config.json")],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return {entry["url"]: entry for entry in json.loads((directory / "log.json").read_text())}


@pytest.fixture(scope="module")
def fetched(server: _Server, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict]:
    port = server.server_port
    hosts = ["six.example", "both.example", "four.example", "none.invalid", "a" * 64 + ".invalid", "a..invalid"]
    urls = [f"http://{host}:{port}/" for host in [*hosts, "six.example"]]
    found = crawl(tmp_path_factory.mktemp("six"), urls, port=port, admitted=["127.0.0.0/8", "::1/128"])
    return {url.split("/")[2].rpartition(":")[0]: entry for url, entry in found.items()}


@pytest.mark.parametrize("host", ["six.example", "both.example"])
def test_a_site_is_reached_at_its_ipv6_address(fetched: dict[str, dict], host: str) -> None:
    """The only address, and the second when the first does not answer."""
    assert fetched[host].get("status") == 200, fetched[host]


@pytest.mark.parametrize("host", ["four.example", "none.invalid", "a" * 64 + ".invalid", "a..invalid"])
def test_what_has_no_address_ends_with_an_error(fetched: dict[str, dict], host: str) -> None:
    """A closed port, no such name, and what cannot be a name: told at once, not when time is over."""
    error = fetched[host]["error"]

    assert error.startswith(("ConnectionRefusedError", "DownloadConnectionRefusedError", "CannotResolveHostError")), (
        error
    )


def test_the_guard_decides_on_the_ipv6_address(server: _Server, tmp_path: Path) -> None:
    """A name that stands for an address inside is refused, and the server is not asked."""
    port = server.server_port
    before = len(server.asked)  # type: ignore[attr-defined]
    found = crawl(tmp_path, [f"http://six.example:{port}/"], port=port, admitted=["127.0.0.0/8"])

    assert [entry["error"].partition(":")[0] for entry in found.values()] == ["AddressRefusedError"]
    assert len(server.asked) == before  # type: ignore[attr-defined]
