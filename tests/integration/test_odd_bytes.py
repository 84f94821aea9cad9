"""Every request and response block equals what the server saw and sent, whatever the server is like."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import zlib
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest

from archive import read_response
from archive.warc import Kept, WarcReader
from dnusa_crawler.capture import STALE_ERROR
from tests.newsroom.authority import authority_for
from tests.newsroom.odd_server import Case, OddServer, Served, cases

ROOT = Path(__file__).parents[2]
MAX_BODY = 300_000
SECONDS = 1.0
SLOW = {"/timeout", "/silent"}
OVER_TLS = [
    "/plain", "/mixed-case", "/chunked", "/chunked-gzip", "/gzip", "/http10-close", "/redirect", "/not-modified", "/early-hints",
    "/trailing", "/short-body", "/cut-chunks", "/reset", "/closed", "/big",
]  # fmt: skip


@dataclass
class Seen:
    """One exchange as an independent reader finds it in the WARC file."""

    uri: str
    request: bytes
    response: bytes | None
    fields: dict[str, str]


def independent_records(path: Path) -> list[tuple[dict[str, str], bytes]]:
    """Read a WARC file without any of our code: head fields (last wins) and block of each record."""
    records, rest = [], path.read_bytes()
    while rest:
        member = zlib.decompressobj(31)
        octets = member.decompress(rest)
        assert member.eof
        rest = member.unused_data
        head, _, tail = octets.partition(b"\r\n\r\n")
        lines = head.decode().split("\r\n")
        assert lines[0] == "WARC/1.1"
        fields = dict(line.split(": ", 1) for line in lines[1:])
        size = int(fields["Content-Length"])
        assert tail[size:] == b"\r\n\r\n"
        records.append((fields, tail[:size]))
    return records


def independent_exchanges(path: Path) -> list[Seen]:
    """Join the records by their ids alone."""
    records = independent_records(path)
    found = []
    for fields, block in records:
        if fields["WARC-Type"] != "request":
            continue
        partner = fields.get("WARC-Concurrent-To")
        response = next((pair for pair in records if pair[0]["WARC-Record-ID"] == partner), None)
        found.append(
            Seen(
                fields["WARC-Target-URI"], block, response[1] if response else None, response[0] if response else fields
            )
        )
    return found


def crawl(directory: Path, requests: list, *, environment: dict[str, str] | None = None, **config) -> SimpleNamespace:
    """Fetch URLs, or pairs of URL and request meta, in a child process; return its log, exchanges and WARC file."""
    directory.mkdir(exist_ok=True)
    config = {
        "warc": str(directory / "warc"),
        "index": str(directory / "index"),
        "log": str(directory / "log.json"),
        "requests": [(each, {}) if isinstance(each, str) else each for each in requests],
        **config,
    }
    (directory / "config.json").write_text(json.dumps(config))
    child = subprocess.run(
        [sys.executable, str(ROOT / "tests/newsroom/odd_crawl.py"), str(directory / "config.json")],
        env={**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})},
        capture_output=True,
        text=True,
        timeout=90,
        check=True,
    )
    files = sorted((directory / "warc").glob("*.warc.gz"))
    return SimpleNamespace(
        log=json.loads((directory / "log.json").read_text()),
        exchanges=[seen for path in files for seen in independent_exchanges(path)],
        files=files,
        stderr=child.stderr,
        warc=directory / "warc",
    )


@pytest.fixture(scope="module")
def odd(tmp_path_factory):
    """One crawl of every case over http, of many over https, with what the server logged."""
    directory = tmp_path_factory.mktemp("odd")
    context, authority = authority_for(directory, "localhost")
    # A server that would rather speak HTTP/2.
    context.set_alpn_protocols(["h2", "http/1.1"])
    (directory / "nobody").mkdir()
    stranger, _ = authority_for(directory / "nobody", "localhost")
    with OddServer(tls=context) as server, OddServer(tls=stranger) as untrusted:
        host, secure = f"http://127.0.0.1:{server.port}", f"https://localhost:{server.tls_port}"
        urls = [host + path for path in cases() if path not in SLOW]
        urls += [f"{host}/plain?q=a%20b&x=%C3%A9#fragment", f"{host}/busy", f"{host}/busy"]
        urls += [f"{host}/plain", f"{host}/stale", *(secure + path for path in OVER_TLS)]
        urls += [host + path for path in sorted(SLOW)]
        refused = [f"https://127.0.0.1:{server.tls_port}/plain", f"https://localhost:{untrusted.tls_port}/plain"]
        settings = {
            "DNUSA_ALLOW_ADDRESSES": ["127.0.0.0/8", "::1/128"],
            "DNUSA_ALLOW_PORTS": [server.port, server.tls_port, untrusted.tls_port],
            "DOWNLOAD_MAXSIZE": MAX_BODY,
            "DOWNLOAD_TIMEOUT": SECONDS,
        }
        result = crawl(
            directory / "archive", urls + refused, environment={"SSL_CERT_FILE": str(authority)}, settings=settings
        )
        result.served = list(server.served)
        result.untrusted_served = list(untrusted.served)
        result.refused = [entry for entry in result.log if entry["url"] in refused]
        result.log = [entry for entry in result.log if entry["url"] not in refused]
        result.host, result.secure, result.urls = host, secure, urls
        yield result


def test_one_exchange_for_each_request_the_server_saw(odd) -> None:
    """Nothing that crossed the wire is missing, nothing is invented, the stale try included."""
    seen = sorted((exchange.uri, exchange.request) for exchange in odd.exchanges)
    server_saw = sorted(((odd.secure if s.scheme == "https" else odd.host) + s.path, s.request) for s in odd.served)

    assert seen == server_saw
    assert len(seen) >= 50


def _pairs(odd) -> list[tuple[Served, Seen]]:
    """Each served answer with its record, in order per URL."""
    left = list(odd.exchanges)
    pairs = []
    for served in odd.served:
        uri = (odd.secure if served.scheme == "https" else odd.host) + served.path
        match = next(seen for seen in left if seen.uri == uri)
        left.remove(match)
        pairs.append((served, match))
    return pairs


def test_every_request_block_is_what_the_server_saw(odd) -> None:
    """The request record holds the bytes of the wire."""
    differing = [served.path for served, seen in _pairs(odd) if served.request != seen.request]

    assert differing == []


def test_every_response_block_is_what_the_server_sent(odd) -> None:
    """The response record holds the final message: no interim head, no byte after its end, else every byte."""
    differing = []
    for served, seen in _pairs(odd):
        assert served.case is not None
        if served.path in {"/big", "/endless-head"}:
            continue
        if (seen.response or b"") != served.case.message:
            differing.append((served.scheme, served.path, seen.response, served.case.message))

    assert differing == []


def test_an_endless_body_is_kept_up_to_the_limit(odd) -> None:
    """The body is cut at the limit on the wire, not thrown away."""
    big = [(served, seen) for served, seen in _pairs(odd) if served.path == "/big"]

    assert len(big) == 2
    for served, seen in big:
        assert seen.response is not None
        assert served.sent.startswith(seen.response)
        assert len(seen.response) - seen.response.index(b"\r\n\r\n") - 4 == MAX_BODY


def test_an_endless_head_is_kept_up_to_the_limit(odd) -> None:
    """A head without an end costs 64 kB and one piece, not memory."""
    [(served, seen)] = [(served, seen) for served, seen in _pairs(odd) if served.path == "/endless-head"]

    assert seen.response is not None
    assert served.sent.startswith(seen.response)
    assert 64 * 1024 < len(seen.response) < 64 * 1024 + 70_000


def test_what_is_cut_says_why(odd) -> None:
    """WARC-Truncated names the reason: length, time, disconnect or unspecified; whole messages have none."""
    said = {(served.scheme, served.path): seen.fields.get("WARC-Truncated") for served, seen in _pairs(odd)}
    expected = {(served.scheme, served.path): served.case.truncated for served in odd.served if served.case}

    assert said == expected


@pytest.mark.parametrize("path", [path for path, case in cases().items() if case.body is not None])
def test_the_message_is_read_back(odd, path: str) -> None:
    """Status, payload and body read from the archive are those meant by the server."""
    case: Case = cases()[path]
    kept = _kept(odd, odd.host + path)
    response = read_response(kept.exchange.response or b"")

    assert (response.status, response.payload, response.body) == (case.status, case.payload, case.body)
    assert kept.exchange.interim == case.interim
    assert kept.exchange.trailing_bytes == len(case.trailing)
    assert kept.exchange.truncated == case.truncated


def _kept(odd, url: str) -> Kept:
    reader = WarcReader(odd.warc)
    return next(
        entry
        for file in reader.names()
        for entry in reader.entries(file)
        if isinstance(entry, Kept) and entry.exchange.url == url
    )


def test_scrapy_gets_a_response_whenever_the_head_was_whole(odd) -> None:
    """A short, timed-out or too long body is a response with a flag, not an exception that loses it."""
    wrong = []
    for entry in odd.log:
        path = "/" + entry["url"].split("/", 3)[3].partition("?")[0].partition("#")[0]
        case = cases().get(path)
        if case is None:
            continue
        if case.is_answered != ("status" in entry) or (case.truncated is not None and case.is_answered) != (
            "truncated" in entry.get("flags", ())
        ):
            wrong.append(entry)

    assert wrong == []
    assert len(odd.log) == len(odd.urls)


def test_each_outcome_knows_its_capture(odd) -> None:
    """The position in request.meta is that of the record, on failures too."""
    reader = WarcReader(odd.warc)
    [file] = reader.names()

    for entry in odd.log:
        assert entry["offset"] is not None, entry
        assert reader.read_exchange(file, entry["offset"]).url == entry["url"].partition("#")[0]


def test_a_stale_connection_is_tried_again_as_an_exchange_of_its_own(odd) -> None:
    """The first try has a request and no response, the second both."""
    tries = [seen for seen in odd.exchanges if seen.uri.endswith("/stale")]

    assert [seen.response is not None for seen in tries] == [False, True]
    assert _kept(odd, tries[0].uri).exchange.error == STALE_ERROR


def test_no_answer_is_a_request_with_its_error(odd) -> None:
    """Silence and a closed connection leave a request record and the reason."""
    assert "seconds" in (_kept(odd, odd.host + "/silent").exchange.error or "")
    assert "without an answer" in (_kept(odd, odd.host + "/closed").exchange.error or "")


def test_tls_facts_are_kept(odd) -> None:
    """Version and cipher stand in the exchange and in the record's head."""
    exchange = _kept(odd, odd.secure + "/plain").exchange
    seen = next(seen for seen in odd.exchanges if seen.uri == odd.secure + "/plain")

    assert exchange.tls_version == "TLSv1.3"
    assert exchange.tls_cipher
    assert seen.fields["WARC-Cipher-Suite"] == exchange.tls_cipher
    assert seen.fields["WARC-Protocol"] == "tls/1.3"
    assert seen.fields["WARC-IP-Address"] in {"127.0.0.1", "::1"}


def test_the_visit_survives(odd) -> None:
    """All the crawler knew of the request comes back, a lone surrogate in a title included."""
    exchange = _kept(odd, odd.host + "/plain").exchange

    assert exchange.visit.via == "http://odd.example/feed"
    assert exchange.visit.hints["title"] == "Jum’at \ud800"
    assert exchange.started_at.tzinfo is not None
    assert exchange.took_seconds is not None
    assert 0 <= exchange.took_seconds < 5


def test_the_child_complained_of_nothing(odd) -> None:
    """No traceback, no unhandled error in any of the odd cases."""
    assert "Traceback" not in odd.stderr


def test_gzip_of_the_system_accepts_the_files(odd) -> None:
    """The file is gzip for everybody."""
    for path in odd.files:
        subprocess.run(["gzip", "-t", str(path)], check=True)
        assert gzip.decompress(path.read_bytes()).startswith(b"WARC/1.1")


def test_certificates_are_verified(odd) -> None:
    """A certificate of an unknown authority, or of another host, is refused before anything is sent or recorded."""
    assert [entry["error"].partition(" (")[0] for entry in sorted(odd.refused, key=lambda entry: entry["url"])] == [
        "SecureConnectionError: no secure connection: the certificate is of another host",
        "SecureConnectionError: no secure connection: the certificate is signed by nobody known",
    ]
    assert [entry["offset"] for entry in odd.refused] == [None, None]
    assert odd.untrusted_served == []


def test_http2_is_not_spoken(odd) -> None:
    """A server that prefers h2 is spoken to in HTTP/1.1: the record is what crossed the wire."""
    over_tls = [served for served in odd.served if served.scheme == "https"]

    assert len(over_tls) == len(OVER_TLS)
    assert all(b" HTTP/1.1\r\n" in served.request for served in over_tls)
