"""Other people's checkers, indexers and readers accept our files; where they disagree with the standard, exactly there."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
import warnings
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from archive.warc import Fault, WarcReader
from archive.warc.format import Record
from tests.unit.archive.warc_examples import PAGE, capture, exchange, http, writer

BIN = Path(sys.executable).parent
PACKED = gzip.compress(PAGE, mtime=0)
CHUNKED = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n"
    % (
        len(PACKED),
        PACKED,
    )
)


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A file with every kind of record, and the place of its one chunked response."""
    directory = tmp_path_factory.mktemp("validators")
    with writer(directory) as out:
        out.note("urn:dnusa:run:r1", b'{"state":"running"}', "application/json")
        first = exchange(1, response=http(PAGE))
        original = out.write(first)
        out.write(exchange(2, response=http(PAGE, b"X: 2")), revisit_of=capture(original, first))
        out.write(
            exchange(3, response=b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n'), revisit_of=capture(original, first)
        )
        chunked = out.write(exchange(4, response=CHUNKED))
        out.write(exchange(5, response=http(PACKED, b"Content-Encoding: gzip")))
        out.write(exchange(6, response=None, error="closed without an answer"))
        out.write(exchange(7, response=http(PAGE)[:-50], truncated="disconnect"))
        out.write(exchange(8, response=http(b"", b"Location: /x", status=b"HTTP/1.1 302 Found")))
        out.write(exchange(9, response=http(b"<rss/>"), url="https://www.a.example/feed/?utm_source=x&b=2&a=1"))
    return directory / "warc" / original.file, chunked, directory / "index"


def run(*command: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=60, check=False)


def test_gzip_accepts_the_file(kept) -> None:
    """gzip -t, the one common tool that notices a torn tail."""
    assert run("gzip", "-t", kept[0]).returncode == 0


def test_warcio_refuses_the_chunked_response_only(kept) -> None:
    """The known disagreement (webrecorder/warcio issue 74): it digests the chunk framing; all else it verifies."""
    path, chunked, _ = kept
    checked = run(BIN / "warcio", "check", "-v", path)

    assert checked.returncode == 1
    assert checked.stdout.count("payload digest failed") == 1
    assert "block digest failed" not in checked.stdout
    assert f"offset {chunked.offset} " in checked.stdout


def test_warcio_passes_a_file_without_chunks(tmp_path) -> None:
    """So that the refusal above is about chunks and nothing else."""
    with writer(tmp_path) as out:
        written = out.write(exchange(1, response=http(PACKED, b"Content-Encoding: gzip")))
        out.write(exchange(2, response=None))

    assert run(BIN / "warcio", "check", tmp_path / "warc" / written.file).returncode == 0


def test_fastwarc_refuses_chunked_payloads_and_revisits_only(kept) -> None:
    """Every block digest passes; of the payload digests those of chunked responses fail, and those of revisits, which are
    of the record they refer to (ISO 28500 section 6.7.2)."""
    path, chunked, _ = kept
    blocks = run(BIN / "fastwarc", "check", path)
    payloads = run(BIN / "fastwarc", "check", "--verify-payloads", path)
    refused = set(re.findall(r"<urn:uuid:[0-9a-f-]+>", payloads.stdout))
    records = [found for found in WarcReader(path.parent).records(path.name) if isinstance(found, Record)]

    assert blocks.returncode == 0
    assert "records were verified successfully" in blocks.stdout
    assert refused == {each.id for each in records if each.kind == "revisit" or each.offset == chunked.offset}
    assert len(refused) == 3


def test_our_index_is_that_of_cdxj_indexer(kept) -> None:
    """Line for line, but for the notes, which are no pages, and the order of keys that are equal."""
    path, _, index = kept
    made = run(BIN / "cdxj-indexer", "--sort", path)
    theirs = [line for line in made.stdout.splitlines() if not line.startswith("urn:dnusa:")]
    [ours] = [each.read_text().splitlines() for each in index.iterdir()]

    assert made.returncode == 0
    assert [_comparable(line) for line in ours] == [_comparable(line) for line in theirs]
    assert len(ours) == 8


def _comparable(line: str) -> tuple[str, str, dict[str, str]]:
    key, stamp, fields = line.split(" ", 2)
    found = json.loads(fields)
    # The indexer makes a digest up where a record has none.
    if found.get("status") == "302":
        found.pop("digest", None)
    return key, stamp, found


def test_warcio_reads_what_the_server_meant(kept) -> None:
    """An independent reader gives the bodies: chunks and gzip undone, the cut one as far as it goes."""
    with warnings.catch_warnings(), kept[0].open("rb") as handle:
        warnings.simplefilter("ignore")
        bodies = {
            record.rec_headers.get_header("WARC-Target-URI"): record.content_stream().read()
            for record in ArchiveIterator(handle)
            if record.rec_type == "response"
        }

    assert bodies["https://a.example/berita/4"] == PAGE
    assert bodies["https://a.example/berita/5"] == PAGE
    assert bodies["https://a.example/berita/7"] == PAGE[:-50]


def test_a_torn_tail_is_seen_by_ours_where_warcio_is_blind(kept, tmp_path) -> None:
    """Why verify and recovery count gzip members themselves."""
    with writer(tmp_path) as out:
        written = out.write(exchange())
    path = tmp_path / "warc" / written.file
    path.write_bytes(path.read_bytes()[:-1])
    faults = [entry for entry in WarcReader(tmp_path / "warc").entries(written.file) if isinstance(entry, Fault)]

    assert run(BIN / "warcio", "check", path).returncode == 0
    assert any(fault.is_torn for fault in faults)
