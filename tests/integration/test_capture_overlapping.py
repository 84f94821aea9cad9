"""Exchanges that overlap, on connections used again and again, are never mixed up."""

from __future__ import annotations

from archive import read_request, read_response
from tests.integration.test_odd_bytes import crawl
from tests.newsroom.odd_server import OddServer

COUNT = 80


def test_each_answer_belongs_to_its_request(tmp_path) -> None:
    """Eight at a time over pooled connections: every record's request, response and URL name the same page."""
    with OddServer() as server:
        host = f"http://127.0.0.1:{server.port}"
        settings = {
            "DNUSA_ALLOW_ADDRESSES": ["127.0.0.0/8"],
            "DNUSA_ALLOW_PORTS": [server.port],
            "CONCURRENT_REQUESTS": 8,
            "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
        }
        result = crawl(tmp_path / "a", [f"{host}/echo?n={number}" for number in range(COUNT)], settings=settings)
        connections = {served.connection for served in server.served}

    assert len(result.exchanges) == len(result.log) == COUNT
    assert 1 < len(connections) < COUNT
    for seen in result.exchanges:
        target = seen.uri.removeprefix(host)
        assert read_request(seen.request).target == target
        assert read_response(seen.response or b"").body == target.encode()
