"""verify finds every kind of fault, names the place, and finds nothing in an archive that is whole."""

from __future__ import annotations

from types import SimpleNamespace

import attrs
import pytest

from archive.digests import sha1_digest
from archive.records import ProblemKind
from archive.verify import verify
from archive.warc import format as warc_format
from archive.warc.packing import pack, parse
from tests.unit.archive.warc_examples import PAGE, capture, exchange, http, writer

CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE)


@pytest.fixture
def kept(tmp_path):
    """An archive of five captures in one file, a note among them, with the rows that point at them."""
    exchanges = [
        exchange(1, response=http(PAGE)),
        exchange(2, response=None),
        exchange(3, response=CHUNKED),
        exchange(4, response=http(PAGE)),
        exchange(5, response=http(b"")),
    ]
    with writer(tmp_path) as out:
        out.note("urn:dnusa:run:r1", b"{}", "application/json")
        places = [out.write(each) for each in exchanges[:3]]
        places.append(out.write(exchanges[3], revisit_of=capture(places[0], exchanges[0])))
        places.append(out.write(exchanges[4]))
    rows = [capture(place, each) for place, each in zip(places, exchanges, strict=True)]
    found = SimpleNamespace(
        rows=rows, places=places, file=places[0].file, warc=tmp_path / "warc", index=tmp_path / "index"
    )
    found.path = found.warc / found.file
    found.index_path = found.index / found.file.replace(".warc.gz", ".cdxj")
    found.check = lambda *, deep=True, rows=None: list(
        verify(
            found.warc,
            found.index,
            rows_of=lambda file: [row for row in (found.rows if rows is None else rows) if row.warc_file == file],
            row_files={row.warc_file for row in (found.rows if rows is None else rows)},
            deep=deep,
        )
    )
    return found


@pytest.mark.parametrize("deep", [True, False])
def test_a_whole_archive_has_no_problem(kept, deep: bool) -> None:
    """Chunks, revisits, failures and notes are no problems."""
    assert kept.check(deep=deep) == []


@pytest.mark.parametrize("deep", [True, False])
def test_a_torn_tail(kept, deep: bool) -> None:
    """One byte is enough, read or only measured; the row that points into it is named."""
    kept.path.write_bytes(kept.path.read_bytes()[: kept.places[4].offset + 10])
    problems = kept.check(deep=deep)

    assert ProblemKind.TORN in {problem.kind for problem in problems}
    assert {problem.offset for problem in problems if problem.kind is ProblemKind.TORN} == {kept.places[4].offset}


def test_a_tail_torn_by_one_byte(kept) -> None:
    """The last byte of the last record is missing: found, though every row's response is whole."""
    kept.path.write_bytes(kept.path.read_bytes()[:-1])

    assert ProblemKind.TORN in {problem.kind for problem in kept.check()}


def test_a_changed_byte(kept) -> None:
    """Damage inside a member is an unreadable record at its offset; the others are still compared."""
    octets = bytearray(kept.path.read_bytes())
    octets[kept.places[0].offset + 100] ^= 0xFF
    kept.path.write_bytes(octets)
    problems = kept.check()

    assert (ProblemKind.UNREADABLE, kept.places[0].offset) in {(problem.kind, problem.offset) for problem in problems}
    assert kept.places[4].offset not in {problem.offset for problem in problems}
    assert kept.places[3].offset in {problem.offset for problem in problems}, "the revisit of it cannot be read either"


def _repacked(kept, change) -> None:
    """Replace the chunked response record by one that *change* makes of it, correctly packed."""
    place = kept.places[2]
    octets = kept.path.read_bytes()
    member = octets[place.offset : place.offset + place.length]
    record = parse(__import__("gzip").decompress(member), file=kept.file, offset=0, length=0)
    fields = [(name, value) for name, value in record.fields if name != "Content-Length"]
    fields, block = change(fields, record.block)
    kept.path.write_bytes(octets[: place.offset] + pack(fields, block) + octets[place.offset + place.length :])


def test_other_bytes_with_the_old_digest(kept) -> None:
    """A record rewritten by somebody is not what was written."""
    _repacked(kept, lambda fields, block: (fields, block.replace(b"Berita", b"Cerita")))

    assert (ProblemKind.DIGEST, kept.places[2].offset) in {(each.kind, each.offset) for each in kept.check()}


def test_the_other_reading_of_chunked_digests_is_named(kept) -> None:
    """A digest over the chunk framing is told apart from a wrong one."""
    framed = sha1_digest(CHUNKED.partition(b"\r\n\r\n")[2])
    _repacked(
        kept,
        lambda fields, block: ([(n, framed if n == "WARC-Payload-Digest" else v) for n, v in fields], block),
    )
    [problem] = [each for each in kept.check() if each.kind is ProblemKind.DIGEST and "chunk framing" in each.message]

    assert problem.offset == kept.places[2].offset


def test_a_wrong_payload_digest(kept) -> None:
    """A payload digest that no reading gives."""
    wrong = sha1_digest(b"x")
    _repacked(kept, lambda fields, block: ([(n, wrong if n == "WARC-Payload-Digest" else v) for n, v in fields], block))

    assert any(each.kind is ProblemKind.DIGEST and wrong in each.message for each in kept.check())


def test_a_record_without_a_row(kept) -> None:
    """A capture that no row knows."""
    [problem] = kept.check(rows=kept.rows[:3] + kept.rows[4:])

    assert (problem.kind, problem.offset) == (ProblemKind.MISSING_ROW, kept.places[3].offset)


def test_a_row_without_a_record(kept) -> None:
    """A row that points where nothing begins."""
    stray = attrs.evolve(kept.rows[0], warc_offset=5)
    [problem] = kept.check(rows=[*kept.rows, stray])

    assert (problem.kind, problem.offset) == (ProblemKind.MISSING_RECORD, 5)


@pytest.mark.parametrize(
    "changes", [{"url": "https://a.example/x"}, {"warc_length": 1}, {"status": 404}, {"payload_digest": "sha1:X"}]
)
def test_a_row_that_says_otherwise(kept, changes) -> None:
    """Each fact of a row is compared with its record."""
    [problem] = kept.check(rows=[attrs.evolve(kept.rows[0], **changes), *kept.rows[1:]])

    assert problem.offset == kept.places[0].offset
    assert "the row of" in problem.message


@pytest.mark.parametrize("deep", [True, False])
def test_a_missing_file(kept, deep: bool) -> None:
    """Rows that point at a file that is gone: one problem for the file."""
    kept.path.unlink()
    [problem] = kept.check(deep=deep)

    assert problem.kind is ProblemKind.MISSING_FILE
    assert "5 captures" in problem.message


@pytest.mark.parametrize("deep", [True, False])
@pytest.mark.parametrize("change", ["lost", "missing line", "wrong line", "unsorted"])
def test_a_wrong_index(kept, deep: bool, change: str) -> None:
    """No index, a line too few, a wrong offset, lines out of order."""
    lines = kept.index_path.read_bytes().splitlines(keepends=True)
    if change == "lost":
        kept.index_path.unlink()
    else:
        wrong = {
            "missing line": lines[1:],
            "wrong line": [lines[0].replace(b'"offset": "', b'"offset": "9'), *lines[1:]],
            "unsorted": lines[::-1],
        }
        kept.index_path.write_bytes(b"".join(wrong[change]))
    problems = kept.check(deep=deep)

    assert problems
    assert {problem.kind for problem in problems} == {ProblemKind.INDEX}


def test_a_renamed_file(kept) -> None:
    """Record ids are made from the file's name, so another name is a fault."""
    other = kept.warc / kept.file.replace("dnusa-", "other-")
    kept.path.rename(other)
    kinds = {(problem.kind, problem.warc_file) for problem in kept.check()}

    assert (ProblemKind.MISSING_FILE, kept.file) in kinds
    assert (ProblemKind.UNREADABLE, other.name) in kinds


def test_an_empty_file(kept) -> None:
    """A file of no bytes where there should be records."""
    kept.path.write_bytes(b"")

    assert (ProblemKind.TORN, 0) in {(problem.kind, problem.offset) for problem in kept.check()}


def test_a_file_that_is_being_written_needs_no_index(kept) -> None:
    """While a crawl runs, verify by another process has no complaint."""
    kept.path.rename(kept.path.with_name(kept.file + warc_format.OPEN_SUFFIX))
    kept.index_path.unlink()

    assert kept.check() == []
    assert kept.check(deep=False) == []


def test_the_last_moments_of_an_open_file_are_no_problem(kept) -> None:
    """A record half written, and one whose row is not committed yet, stand behind the last row while a crawl runs."""
    kept.index_path.unlink()
    kept.path.rename(kept.path.with_name(kept.file + warc_format.OPEN_SUFFIX))
    open_path = kept.path.with_name(kept.file + warc_format.OPEN_SUFFIX)
    open_path.write_bytes(open_path.read_bytes()[:-20])

    assert kept.check(rows=kept.rows[:3]) == []
    assert [problem.offset for problem in kept.check()] == [kept.places[4].offset]
