"""What is written to WARC files comes back as it was, and says what the standard asks."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.digests import sha1_digest
from archive.errors import DigestMismatchError, RecordError
from archive.messages import read_response
from archive.records import Exchange, Purpose, Road, Visit
from archive.warc import Fault, Kept, Note, WarcReader, describe
from archive.warc.files import locate, names
from archive.warc.format import Record, write_date
from archive.warc.packing import pack
from tests.unit.archive.warc_examples import PAGE, STARTED, capture, exchange, http, visit, writer


def records(directory: Path) -> list[Record]:
    reader = WarcReader(directory / "warc")
    return [found for file in reader.names() for found in reader.records(file) if isinstance(found, Record)]


def test_an_exchange_comes_back_equal(tmp_path) -> None:
    """Every field of the exchange and of its visit survives, read in order or by position."""
    whole = exchange(
        interim=b"HTTP/1.1 103 Early Hints\r\n\r\n",
        trailing_bytes=7,
        tls_version="TLSv1.3",
        tls_cipher="TLS_AES_256_GCM_SHA384",
        truncated="time",
        error="not whole after 60 seconds",
    )
    with writer(tmp_path) as out:
        written = out.write(whole)
    reader = WarcReader(tmp_path / "warc")
    [entry] = reader.entries(written.file)

    assert entry == Kept(written=written, exchange=whole)
    assert reader.read_exchange(written.file, written.offset) == whole
    assert reader.read_capture(capture(written, whole)) == whole


def test_no_response_is_request_and_metadata(tmp_path) -> None:
    """A fetch without an answer is a capture too; its position is that of the request."""
    failed = exchange(response=None, error="closed without an answer", took_seconds=None, ip=None)
    with writer(tmp_path) as out:
        written = out.write(failed)
    kinds = [record.kind for record in records(tmp_path)]

    assert kinds == ["warcinfo", "request", "metadata"]
    assert WarcReader(tmp_path / "warc").read(written.file, written.offset) == Kept(written=written, exchange=failed)
    assert (tmp_path / "index" / written.file.replace(".warc.gz", ".cdxj")).read_bytes() == b""


def test_the_facts_of_the_response_are_told(tmp_path) -> None:
    """What the row needs stands in the answer of write."""
    moved = exchange(
        response=http(b"x", b'ETag: W/"1"', b"Last-Modified: Fri", b"Location: /b", status=b"HTTP/1.1 301 Moved")
    )
    with writer(tmp_path) as out:
        written = out.write(moved)

    assert (written.status, written.content_type) == (301, "text/html; charset=utf-8")
    assert (written.etag, written.last_modified, written.location) == ('W/"1"', "Fri", "/b")
    assert (written.payload_digest, written.payload_bytes) == (sha1_digest(b"x"), 1)


def test_the_records_say_what_the_standard_asks(tmp_path) -> None:
    """Types, relations, digests, dates and the address, field by field."""
    with writer(tmp_path, user_agent="dnusa/1 (+https://a.example)") as out:
        written = out.write(exchange(tls_version="TLSv1.2", tls_cipher="X", truncated="length"))
    info, response, request, metadata = records(tmp_path)

    assert [record.kind for record in (info, response, request, metadata)] == [
        "warcinfo", "response", "request", "metadata",
    ]  # fmt: skip
    assert info.field("WARC-Filename") == written.file
    fields = dict(line.split(": ", 1) for line in info.block.decode().splitlines())
    assert fields["software"] == "dnusa/test"
    assert fields["operator"] == "Arsip <a@b.example>"
    assert fields["http-header-user-agent"] == "dnusa/1 (+https://a.example)"
    assert fields["format"] == "WARC File Format 1.1"
    assert {"conformsTo", "robots"} <= set(fields)
    assert len({record.id for record in (info, response, request, metadata)}) == 4
    for record in (response, request, metadata):
        assert record.field("WARC-Warcinfo-ID") == info.id
        assert record.uri == "https://a.example/berita/1"
        assert record.field("WARC-Date") == "2024-06-14T02:00:01.123456Z"
        assert record.field("WARC-Block-Digest") == sha1_digest(record.block)
    assert request.field("WARC-Concurrent-To") == metadata.field("WARC-Concurrent-To") == response.id
    assert response.field("Content-Type") == "application/http; msgtype=response"
    assert request.field("Content-Type") == "application/http; msgtype=request"
    assert metadata.field("Content-Type") == "application/warc-fields"
    assert response.field("WARC-IP-Address") == "192.0.2.1"
    assert response.field("WARC-Truncated") == "length"
    assert [value for name, value in response.fields if name == "WARC-Protocol"] == ["http/1.1", "tls/1.2"]
    assert response.field("WARC-Payload-Digest") == sha1_digest(PAGE + b"1")
    assert all(record.field("WARC-Payload-Digest") is None for record in (info, request, metadata))


def test_the_payload_digest_is_without_chunk_framing(tmp_path) -> None:
    """ISO 28500: over the body with transfer-coding removed and content-coding kept; none for an empty body."""
    packed = gzip.compress(PAGE, mtime=0)
    raw = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n" % (
        len(packed),
        packed,
    )
    with writer(tmp_path) as out:
        chunked = out.write(exchange(response=raw))
        empty = out.write(exchange(response=http(b"")))

    assert chunked.payload_digest == sha1_digest(packed)
    assert chunked.payload_bytes == len(packed)
    assert empty.payload_digest is None


def test_the_same_payload_again_is_a_revisit(tmp_path) -> None:
    """The second record holds its own head only, points at the first, and reads as a whole response."""
    first = exchange(1, response=http(PAGE, b"X-Time: 1"))
    packed = b"HTTP/1.1 200 OK\r\nX-Time: 2\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n" % (
        len(PAGE),
        PAGE,
    )
    again = [exchange(2, response=http(PAGE, b"X-Time: 2")), exchange(3, response=packed)]
    with writer(tmp_path) as out:
        original = out.write(first)
        written = [out.write(each, revisit_of=capture(original, first)) for each in again]
    revisits = [record for record in records(tmp_path) if record.kind == "revisit"]
    reader = WarcReader(tmp_path / "warc")

    for record, place, sent in zip(revisits, written, again, strict=True):
        assert place.is_revisit
        assert place.refers_to == (original.file, original.offset)
        assert place.payload_digest == original.payload_digest
        assert sent.response is not None
        assert record.block == sent.response[: sent.response.index(b"\r\n\r\n") + 4]
        assert record.field("WARC-Profile") == "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
        assert record.field("WARC-Refers-To") == reader.record(original.file, original.offset).id
        assert record.field("WARC-Refers-To-Target-URI") == first.url
        assert record.field("WARC-Refers-To-Date") == write_date(first.started_at)
        back = reader.read(place.file, place.offset)
        assert back.written == place
        read, meant = read_response(back.exchange.response or b""), read_response(sent.response)
        assert (read.status, read.headers, read.payload, read.body) == (
            meant.status, meant.headers, meant.payload, meant.body,
        )  # fmt: skip


def test_not_modified_is_a_revisit_of_its_own_profile(tmp_path) -> None:
    """A 304 refers to the capture whose validators were sent; it has no body, and no digest of one of its own."""
    first = exchange(1)
    unchanged = exchange(2, response=b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n')
    with writer(tmp_path) as out:
        original = out.write(first)
        written = out.write(unchanged, revisit_of=capture(original, first))
        alone = out.write(exchange(3, response=unchanged.response))
    revisit = records(tmp_path)[4]

    assert revisit.field("WARC-Profile") == "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
    assert (written.is_revisit, written.payload_digest) == (True, original.payload_digest)
    assert not alone.is_revisit
    assert WarcReader(tmp_path / "warc").read(written.file, written.offset) == Kept(written=written, exchange=unchanged)


@pytest.mark.parametrize(
    "changes",
    [
        {"response": http(PAGE + b"other")},
        {"response": http(b"")},
        {"truncated": "length"},
        {"response": None},
    ],
    ids=["another payload", "empty", "cut", "no response"],
)
def test_what_is_no_revisit_is_written_whole(tmp_path, changes) -> None:
    """A digest that differs, an empty body and a cut one never become revisits."""
    first = exchange(1, response=http(b"") if changes.get("response") == http(b"") else http(PAGE))
    second = exchange(2, **{"response": http(PAGE), **changes})
    with writer(tmp_path) as out:
        original = out.write(first)
        written = out.write(second, revisit_of=capture(original, first))

    assert not written.is_revisit
    assert WarcReader(tmp_path / "warc").read_exchange(written.file, written.offset) == second


def test_a_revisit_is_never_the_original_of_another(tmp_path) -> None:
    """Chains of revisits do not arise: resolving one is one step."""
    first = exchange(1, response=http(PAGE))
    with writer(tmp_path) as out:
        original = out.write(first)
        second = out.write(exchange(2, response=http(PAGE)), revisit_of=capture(original, first))
        third = out.write(exchange(3, response=http(PAGE)), revisit_of=capture(second, exchange(2)))

    assert not third.is_revisit


def test_notes_come_back_in_order(tmp_path) -> None:
    """What no exchange proves stands between the exchanges, as it was given."""
    with writer(tmp_path) as out:
        begin = out.note("urn:dnusa:run:r1", b'{"state":"running"}', "application/json", at=STARTED)
        kept = out.write(exchange())
        out.note("urn:dnusa:outcomes", b"{}\n{}\n", "application/jsonl")
    entries = list(WarcReader(tmp_path / "warc").entries(kept.file))

    assert [type(entry) for entry in entries] == [Note, Kept, Note]
    assert entries[0] == Note(
        written=begin,
        uri="urn:dnusa:run:r1",
        noted_at=STARTED,
        content_type="application/json",
        payload=b'{"state":"running"}',
    )
    assert list(WarcReader(tmp_path / "warc").entries(kept.file, start=begin.end)) == entries[1:]


def test_files_are_open_while_they_are_written(tmp_path) -> None:
    """The name ends in .open until close; readers find the file under its final name all the time."""
    out = writer(tmp_path)
    written = out.write(exchange())
    reader = WarcReader(tmp_path / "warc")

    assert [path.name for path in (tmp_path / "warc").iterdir()] == [written.file + ".open"]
    assert reader.names() == [written.file]
    assert reader.read_exchange(written.file, written.offset) == exchange()
    assert out.position == (written.file, written.end)
    out.close()
    assert [path.name for path in (tmp_path / "warc").iterdir()] == [written.file]
    assert reader.read_exchange(written.file, written.offset) == exchange()
    assert out.position is None


def test_a_writer_that_wrote_nothing_leaves_nothing(tmp_path) -> None:
    """No empty files."""
    with writer(tmp_path) as out:
        out.sync()

    assert not (tmp_path / "warc").exists()


def test_files_are_closed_at_their_size(tmp_path) -> None:
    """A new file begins after the limit; names sort in the order written, and each has its index."""
    with writer(tmp_path, max_bytes=3000) as out:
        written = [out.write(exchange(number)) for number in range(12)]
    files = list(dict.fromkeys(each.file for each in written))

    assert len(files) > 2
    assert files == names(tmp_path / "warc") == sorted(files)
    assert {path.name.removesuffix(".cdxj") for path in (tmp_path / "index").iterdir()} == {
        file.removesuffix(".warc.gz") for file in files
    }
    for number, each in enumerate(written):
        assert WarcReader(tmp_path / "warc").read_exchange(each.file, each.offset) == exchange(number)


def test_the_index_is_sorted_and_names_the_records(tmp_path) -> None:
    """One line a response or revisit, by SURT and time."""
    with writer(tmp_path) as out:
        written = [out.write(exchange(number)) for number in (3, 1, 2)]
    [index] = (tmp_path / "index").iterdir()
    lines = index.read_text().splitlines()

    assert lines == sorted(lines)
    assert [line.split(" ", 2)[0] for line in lines] == [f"example,a)/berita/{number}" for number in (1, 2, 3)]
    assert lines[0].split(" ", 2)[1] == "20240614020001"
    assert json.loads(lines[2].split(" ", 2)[2]) == {
        "url": "https://a.example/berita/3",
        "mime": "text/html",
        "status": "200",
        "digest": written[0].payload_digest,
        "length": str(written[0].length),
        "offset": str(written[0].offset),
        "filename": written[0].file,
    }


def test_a_record_with_other_bytes_is_refused(tmp_path) -> None:
    """One changed bit, correctly packed again, is found by its digest."""
    with writer(tmp_path) as out:
        written = out.write(exchange())
    path = tmp_path / "warc" / written.file
    octets = path.read_bytes()
    member = gzip.decompress(octets[written.offset : written.offset + written.length])
    path.write_bytes(octets[: written.offset] + gzip.compress(member.replace(b"Berita", b"Cerita")))
    reader = WarcReader(tmp_path / "warc")

    with pytest.raises(DigestMismatchError):
        reader.record(written.file, written.offset)


@pytest.mark.parametrize("offset", [1, 7, 10**9])
def test_a_position_where_nothing_begins(tmp_path, offset: int) -> None:
    """A wrong offset is a clear error that names file and byte."""
    with writer(tmp_path) as out:
        written = out.write(exchange())

    with pytest.raises(RecordError, match=rf"\({written.file} at byte {offset}\)"):
        WarcReader(tmp_path / "warc").read_exchange(written.file, offset)


def test_a_position_inside_an_exchange(tmp_path) -> None:
    """The request of an answered exchange, and the warcinfo record, are no exchange."""
    with writer(tmp_path) as out:
        written = out.write(exchange())
    reader = WarcReader(tmp_path / "warc")

    for offset in (0, written.offset + written.length):
        with pytest.raises(RecordError):
            reader.read_exchange(written.file, offset)


def test_a_file_that_is_not_there(tmp_path) -> None:
    """A missing file is a record error; a path is no file name."""
    reader = WarcReader(tmp_path)

    with pytest.raises(RecordError, match="missing"):
        reader.read_exchange("x.warc.gz", 0)
    with pytest.raises(RecordError, match="missing"):
        reader.read_exchange("../x.warc.gz", 0)
    with pytest.raises(FileNotFoundError):
        locate(tmp_path, "x.warc.gz")


def test_control_characters_cannot_forge_fields(tmp_path) -> None:
    """A line feed in a URL is refused, in an operator's name folded."""
    with writer(tmp_path) as out:
        with pytest.raises(ValueError, match="control character"):
            out.write(exchange(url="https://a.example/\r\nWARC-Type: response"))
        out.note("urn:dnusa:x", b"", "text/plain")
    forged = writer(tmp_path / "b")
    forged._about["operator"] = "a\r\nrobots: ignore"
    forged.note("urn:dnusa:x", b"", "text/plain")
    forged.close()

    assert b"operator: a robots: ignore\r\n" in records(tmp_path / "b")[0].block


def test_records_of_others_are_faults_not_exceptions(tmp_path) -> None:
    """A file of another program among ours is named and passed over."""
    warc = tmp_path / "warc"
    warc.mkdir()
    fields = [("WARC-Type", "response"), ("WARC-Record-ID", "<urn:x>"), ("WARC-Target-URI", "http://x.example/")]
    parts = [
        pack(fields, http()),
        pack([("WARC-Type", "metadata"), ("WARC-Target-URI", "http://x.example/")], b"via: y"),
        gzip.compress(b"WARC/1.1\r\nno colon\r\n\r\n"),
        gzip.compress(b"WARC/1.1\r\nContent-Length: 99\r\n\r\nshort\r\n\r\n"),
        gzip.compress(b"WARC/9\r\nContent-Length: 0\r\n\r\n\r\n\r\n"),
        gzip.compress(b"not WARC"),
        pack([*fields[:2], ("WARC-Target-URI", "urn:dnusa:x"), ("WARC-Type", "metadata")], b""),
    ]
    (warc / "other.warc.gz").write_bytes(b"".join(parts))
    found = list(WarcReader(warc).entries("other.warc.gz"))

    assert len(found) >= 4
    assert all(isinstance(each, Fault) for each in found)
    assert not any(each.is_torn for each in found)


_TEXT = st.text(max_size=20)
_VISITS = st.builds(
    Visit,
    run=_TEXT, site=_TEXT, purpose=st.sampled_from(Purpose), road=st.sampled_from(Road), via=st.none() | _TEXT,
    attempt=st.integers(1, 9), hints=st.dictionaries(_TEXT, _TEXT, max_size=3),
)  # fmt: skip
_EXCHANGES = st.builds(
    Exchange,
    url=st.just("https://a.example/x"), visit=_VISITS,
    started_at=st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),
    request=st.binary(max_size=100), response=st.none() | st.binary(min_size=1, max_size=300).map(lambda body: http() + body)
    | st.binary(min_size=1, max_size=300),
    interim=st.binary(max_size=30), trailing_bytes=st.integers(0, 99), ip=st.none() | st.just("::1"),
    truncated=st.none() | st.sampled_from(["length", "time"]), tls_version=st.none() | st.just("TLSv1.3"),
    tls_cipher=st.none() | st.just("X"), error=st.none() | _TEXT,
    took_seconds=st.none() | st.floats(0, 100, allow_nan=False).map(lambda number: round(number, 6)),
)  # fmt: skip


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=60)
@given(st.lists(_EXCHANGES, min_size=1, max_size=4))
def test_any_exchange_comes_back_equal(tmp_path_factory, exchanges: list[Exchange]) -> None:
    """Write then read gives the same values and the same places, whatever the bytes."""
    directory = tmp_path_factory.mktemp("any")
    with writer(directory) as out:
        written = [out.write(each) for each in exchanges]
    found = list(WarcReader(directory / "warc").entries(written[0].file))

    assert found == [Kept(written=place, exchange=each) for place, each in zip(written, exchanges, strict=True)]


def test_facts_of_nothing() -> None:
    """No response, and a response without a status line, have no facts."""
    assert describe(exchange(response=None)).status is None
    assert describe(exchange(response=b"garbage")).payload_digest is None


def test_the_visit_is_what_a_reader_of_warc_fields_finds(tmp_path) -> None:
    """via and fetchTimeMs stand under the names Heritrix gave them."""
    with writer(tmp_path) as out:
        out.write(exchange(visit=visit(via="https://a.example/feed")))
        out.write(attrs.evolve(exchange(), visit=visit(via="a\nb: forged"), took_seconds=None))
    first, second = (record.block for record in records(tmp_path) if record.kind == "metadata")

    assert b"\r\nvia: https://a.example/feed\r\nfetchTimeMs: 250\r\n" in first
    assert second.count(b"\r\n") == 1
