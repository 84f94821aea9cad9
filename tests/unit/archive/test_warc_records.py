"""How one record is packed, found again and named, and how names of files and lines of the index sort."""

from __future__ import annotations

import gzip
import random
import uuid
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.warc.cdxj import sort_key
from archive.warc.files import new_name
from archive.warc.format import read_date, record_id, write_date
from archive.warc.members import Damage, members
from archive.warc.packing import pack, parse
from tests.unit.archive.warc_examples import exchange, http, writer


@given(
    st.sampled_from(["response", "request", "revisit", "metadata", "warcinfo"]), st.binary(max_size=3000), st.booleans()
)
def test_packing_and_back(kind: str, block: bytes, is_packed: bool) -> None:
    """The library changes no byte of a block and adds nothing but its length, whatever the kind; one gzip member."""
    fields = (
        ("WARC-Type", kind),
        ("WARC-Record-ID", "<urn:x>"),
        ("Content-Type", "application/http; msgtype=response"),
    )
    packed = pack(fields, block, packed_bytes=10_000 * is_packed)
    octets = gzip.decompress(packed)
    record = parse(octets, file="f", offset=0, length=len(packed))

    assert record.block == block
    assert record.fields == (*fields, ("Content-Length", str(len(block))))
    assert octets.endswith(b"\r\n\r\n" + block + b"\r\n\r\n")


@pytest.mark.parametrize("kind", ["response", "request", "revisit"])
@pytest.mark.parametrize(
    "block",
    [
        b"HTTP/1.1 200 OK\nbare: lf\n\nx",
        b"HTTP/1.1 200\r\nX-Folded: a\r\n  b\r\nno colon\r\nX-Raw: \xe9\xff\r\nx:y\r\n\r\n",
        b"\0\r\n\r\n",
    ],
)
def test_heads_of_http_are_not_made_anew(kind: str, block: bytes) -> None:
    """What warcio's own record builder mends or drops (bare line feeds, folds, raw bytes) is in the file as it came."""
    octets = gzip.decompress(pack([("WARC-Type", kind)], block))

    assert octets == b"WARC/1.1\r\nWARC-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n" % (
        kind.encode(),
        len(block),
        block,
    )


def test_a_packed_body_is_stored(tmp_path) -> None:
    """A large gzip body lies in the file as it crossed the wire; a small one is not worth the difference."""
    large, small = random.Random(7).randbytes(20_000), random.Random(8).randbytes(500)
    with writer(tmp_path) as out:
        written = [out.write(exchange(response=http(body, b"Content-Encoding: gzip"))) for body in (large, small)]
    octets = (tmp_path / "warc" / written[0].file).read_bytes()

    assert large in octets
    assert small not in octets


@pytest.mark.parametrize(
    "head",
    [
        b"WARC/1.1\r\nWARC-Type: metadata\r\nno colon\r\nContent-Length: 0\r\n\r\n",
        b"WARC/1.1\r\nWARC-Type: metadata\r\n folded: x\r\nContent-Length: 0\r\n\r\n",
        b"WARC/1.1\r\nWARC-Type: metadata\r\n\r\n",
        b"WARC/1.1\r\nContent-Length: 1_0\r\n\r\n",
        b"WARC/1.1\r\n" + b"X: y\r\n" * 20_000 + b"Content-Length: 0\r\n\r\n",
    ],
    ids=["no colon", "folded", "no length", "no number", "endless"],
)
def test_heads_of_records_that_are_refused(head: bytes) -> None:
    """A line the library passes over would be a field that is missing."""
    with pytest.raises(ValueError):
        parse(head + b"\r\n\r\n", file="f", offset=0, length=0)


@given(st.binary(max_size=200))
def test_any_bytes_can_be_scanned(tmp_path_factory, octets: bytes) -> None:
    """Garbage is damage, not an exception, and the scan ends."""
    path = tmp_path_factory.mktemp("scan") / "f"
    good = pack([("WARC-Type", "metadata")], b"x")
    path.write_bytes(good + octets + good)
    with path.open("rb") as handle:
        found = list(members(handle))

    assert found[0].offset == 0
    if octets:
        assert isinstance(found[1], Damage)
        assert found[1].offset == len(good)
        assert found[1].resumes_at == len(good) + len(octets)
    assert found[-1].offset == len(good) + len(octets)


def test_a_record_that_unpacks_too_far_is_damage(tmp_path) -> None:
    """A bomb in a WARC file is passed over."""
    (tmp_path / "f").write_bytes(gzip.compress(b"WARC/1.1" + bytes(100_000)))
    with (tmp_path / "f").open("rb") as handle:
        [found] = members(handle, most_bytes=1000)

    assert isinstance(found, Damage)
    assert "more than 1000" in found.message


def test_dates() -> None:
    """UTC, microseconds, whatever zone they were given in; older forms are read."""
    moment = datetime(2024, 6, 14, 9, 0, tzinfo=timezone(timedelta(hours=7)))

    assert write_date(moment) == "2024-06-14T02:00:00.000000Z"
    assert read_date(write_date(moment)) == moment
    assert read_date("2024-06-14T02:00:00Z") == moment
    with pytest.raises(ValueError):
        read_date("14 Juni")


def test_record_ids_are_made_from_positions() -> None:
    """The same place gives the same id; another place another."""
    assert record_id("a.warc.gz", 0) == record_id("a.warc.gz", 0)
    assert record_id("a.warc.gz", 0) != record_id("a.warc.gz", 1)
    for offset in range(40):
        expected = uuid.uuid5(uuid.UUID("6f0f9c0e-9a47-4a5e-9a55-6b7e5c1d7b1a"), f"a.warc.gz@{offset}")
        assert record_id("a.warc.gz", offset) == f"<urn:uuid:{expected}>"


def test_names_sort_by_writing_even_when_the_clock_goes_back() -> None:
    """A rebuild follows the order of names, so it must be the order of captures."""
    now = datetime(2024, 6, 14, tzinfo=UTC)
    first = new_name("dnusa", [], now=now)
    second = new_name("dnusa", [first], now=now - timedelta(days=400))
    third = new_name("dnusa", [first, second], now=now)

    assert first < second < third


def test_what_is_no_url_sorts_as_itself() -> None:
    """An index line never fails for a strange address."""
    assert sort_key("urn:x y") == "urn:x%20y"
