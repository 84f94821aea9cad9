"""A crash at any byte loses nothing acknowledged: the torn tail is cut, kept aside and told, the rest is whole."""

from __future__ import annotations

import gzip
import os
import resource
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from archive.errors import NoSpaceError
from archive.warc import Kept, Note, WarcReader, make_index, recover
from tests.unit.archive.warc_examples import exchange, writer

ROOT = Path(__file__).parents[2]


def crashed(directory: Path, count: int = 4):
    """Write some exchanges and a note and go away without closing; return their places."""
    out = writer(directory)
    written = [out.write(exchange(number)) for number in range(count)]
    note = out.note("urn:dnusa:run:r1", b"{}", "application/json")
    out.sync()
    os.close(out._descriptor)
    return written, note


def kept_of(directory: Path, file: str) -> list[Kept]:
    return [entry for entry in WarcReader(directory / "warc").entries(file) if isinstance(entry, Kept)]


@pytest.mark.parametrize("cut", [1, 7, 8, 9, 200, 2000])
def test_a_torn_tail_is_cut_and_kept_aside(tmp_path, cut: int) -> None:
    """A file cut by some bytes ends after its last whole exchange; what was cut off lies aside; all other tools agree."""
    written, note = crashed(tmp_path)
    path = tmp_path / "warc" / (note.file + ".open")
    whole = path.read_bytes()
    path.write_bytes(whole[:-cut])
    [recovered] = recover(tmp_path / "warc", tmp_path / "index").files
    ends = [place.end for place in written] + [note.end]
    expected = max(end for end in ends if end <= len(whole) - cut)

    assert recovered.file == note.file
    assert recovered.whole_bytes == expected
    assert recovered.torn_bytes == len(whole) - cut - expected
    assert recovered.torn_path is not None
    assert recovered.torn_path.read_bytes() == whole[expected : len(whole) - cut]
    assert (tmp_path / "warc" / note.file).read_bytes() == whole[:expected]
    assert gzip.decompress(whole[:expected])
    assert [entry.written for entry in kept_of(tmp_path, note.file)] == [p for p in written if p.end <= expected]


def test_a_cut_at_every_byte_of_the_last_exchange(tmp_path) -> None:
    """Whatever the byte, the exchanges before are whole and the last is there or not there."""
    out = writer(tmp_path / "a")
    first, second = out.write(exchange(1)), out.write(exchange(2))
    out.close()
    whole = (tmp_path / "a" / "warc" / first.file).read_bytes()
    for size in range(first.end, second.end, 23):
        directory = tmp_path / str(size) / "warc"
        directory.mkdir(parents=True)
        (directory / (first.file + ".open")).write_bytes(whole[:size])
        [recovered] = recover(directory, tmp_path / str(size) / "index").files

        assert recovered.whole_bytes == first.end
        assert (recovered.torn_path is None) == (size == first.end)


def test_a_clean_crash_only_finishes_the_file(tmp_path) -> None:
    """Nothing torn: the file gets its name and its index, and nothing is cut."""
    written, note = crashed(tmp_path)
    report = recover(tmp_path / "warc", tmp_path / "index")
    [index] = (tmp_path / "index").iterdir()

    assert report.files[0].torn_bytes == 0
    assert report.files[0].entries == 5
    assert report.files[0].faults == ()
    assert (tmp_path / "warc" / note.file).exists()
    assert len(index.read_text().splitlines()) == len(written)
    assert recover(tmp_path / "warc", tmp_path / "index").files == ()


@pytest.mark.parametrize(
    "tail", [bytes(4096), b"\x1f\x8b\x08\0" + bytes(50), b"garbage" * 100], ids=["zeros", "begun", "noise"]
)
def test_what_a_power_failure_leaves_is_cut(tmp_path, tail: bytes) -> None:
    """Blocks the disk allotted and never filled are no records."""
    _, note = crashed(tmp_path)
    path = tmp_path / "warc" / (note.file + ".open")
    with path.open("ab") as handle:
        handle.write(tail)
    [recovered] = recover(tmp_path / "warc", tmp_path / "index", acknowledged={note.file: note.end}).files

    assert (recovered.whole_bytes, recovered.torn_bytes, recovered.faults) == (note.end, len(tail), ())
    assert recovered.torn_path is not None
    assert recovered.torn_path.read_bytes() == tail


def test_what_lies_beyond_the_acknowledged_offset_can_be_taken_in(tmp_path) -> None:
    """Whole records the database never heard of are found from its last offset on."""
    written, note = crashed(tmp_path)
    recover(tmp_path / "warc", tmp_path / "index", acknowledged={note.file: written[1].end})
    entries = list(WarcReader(tmp_path / "warc").entries(note.file, start=written[1].end))

    assert [type(entry) for entry in entries] == [Kept, Kept, Note]
    assert entries[0].written == written[2]


def test_damage_in_the_middle_is_told_and_left(tmp_path) -> None:
    """Whole records behind a damaged one are not thrown away with it."""
    written, note = crashed(tmp_path)
    path = tmp_path / "warc" / (note.file + ".open")
    octets = bytearray(path.read_bytes())
    middle = written[1].offset + written[1].length // 2
    octets[middle : middle + 8] = b"\xff" * 8
    path.write_bytes(octets)
    [recovered] = recover(tmp_path / "warc", tmp_path / "index").files

    assert recovered.torn_bytes == 0
    assert written[1].offset in {fault.offset for fault in recovered.faults}
    assert [entry.written for entry in kept_of(tmp_path, note.file)] == [written[0], *written[2:]]
    assert len((tmp_path / "index" / note.file.replace(".warc.gz", ".cdxj")).read_text().splitlines()) == 3


def test_nothing_acknowledged_is_ever_cut(tmp_path) -> None:
    """Damage to the last record, if the database has acknowledged it, is told and stays for a person to look at."""
    written, note = crashed(tmp_path)
    path = tmp_path / "warc" / (note.file + ".open")
    octets = bytearray(path.read_bytes())
    octets[note.offset + 30] ^= 0xFF
    path.write_bytes(octets)
    [recovered] = recover(tmp_path / "warc", tmp_path / "index", acknowledged={note.file: note.end}).files

    assert recovered.whole_bytes == len(octets)
    assert recovered.faults[0].offset == note.offset
    assert (tmp_path / "warc" / note.file).read_bytes() == octets
    assert len(kept_of(tmp_path, note.file)) == len(written)


@pytest.mark.parametrize("content", [b"", b"\0" * 500, b"\x1f\x8b\x08\0"])
def test_a_file_without_a_whole_record_goes(tmp_path, content: bytes) -> None:
    """A file that was just begun, or of which the disk kept zeros only, leaves no WARC file behind."""
    (tmp_path / "warc").mkdir()
    (tmp_path / "warc" / "dnusa-20240614000000000-00000000.warc.gz.open").write_bytes(content)
    [recovered] = recover(tmp_path / "warc", tmp_path / "index").files

    assert recovered.whole_bytes == 0
    assert WarcReader(tmp_path / "warc").names() == []
    assert (recovered.torn_path is not None) == bool(content)
    writer(tmp_path).write(exchange())


def test_a_missing_index_is_made_again(tmp_path) -> None:
    """A crash between the file's last name and its index leaves a file to index."""
    with writer(tmp_path) as out:
        written = out.write(exchange())
    [index] = (tmp_path / "index").iterdir()
    lines = index.read_bytes()
    index.unlink()
    [recovered] = recover(tmp_path / "warc", tmp_path / "index").files

    assert recovered.is_index_only
    assert index.read_bytes() == lines
    assert make_index(tmp_path / "warc", tmp_path / "index", written.file).read_bytes() == lines


_KILLED = """
    import sys
    from pathlib import Path
    from tests.unit.archive.warc_examples import exchange, writer
    out = writer(Path(sys.argv[1]))
    for number in range(100_000):
        written = out.write(exchange(number))
        if number % 3 == 0:
            out.sync()
            print(written.file, written.offset, number, flush=True)
"""


def test_killed_while_writing(tmp_path) -> None:
    """After kill -9 at a random moment everything that was acknowledged is there, byte for byte."""
    for round_number in range(3):
        directory = tmp_path / str(round_number)
        child = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(_KILLED), str(directory)],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            text=True,
        )
        assert child.stdout is not None
        lines = [child.stdout.readline() for _ in range(10 + 37 * round_number)]
        child.send_signal(signal.SIGKILL)
        rest = child.stdout.read()
        child.stdout.close()
        child.wait()
        lines += [line for line in rest.splitlines(keepends=True) if line.endswith("\n")]
        recover(directory / "warc", directory / "index")
        reader = WarcReader(directory / "warc")

        for line in lines:
            file, offset, number = line.split()
            assert reader.read_exchange(file, int(offset)) == exchange(int(number))
        assert all(isinstance(entry, Kept) for entry in reader.entries(lines[0].split()[0]))


@pytest.fixture
def small_disk():
    """A function that lets files of this process grow no further than a number of bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    yield lambda size: resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    signal.signal(signal.SIGXFSZ, handler)


def test_a_full_disk_leaves_the_file_whole(tmp_path, small_disk) -> None:
    """A write that does not fit is taken back: the file ends after the last whole exchange, and goes on when there is room."""
    out = writer(tmp_path)
    written = [out.write(exchange(1))]
    small_disk(written[0].end + 500)
    with pytest.raises(NoSpaceError, match="no space left"):
        out.write(exchange(2))
    size = (tmp_path / "warc" / (written[0].file + ".open")).stat().st_size
    small_disk(10_000_000)
    written.append(out.write(exchange(3)))
    out.close()

    assert size == written[0].end
    assert [entry.written for entry in kept_of(tmp_path, written[0].file)] == written
    assert len((tmp_path / "index" / written[0].file.replace(".warc.gz", ".cdxj")).read_text().splitlines()) == 2


def test_a_disk_full_from_the_start_leaves_no_file(tmp_path, small_disk) -> None:
    """Not even the first record fits: no file, and the error says what to do."""
    out = writer(tmp_path)
    small_disk(100)
    with pytest.raises(NoSpaceError):
        out.write(exchange())
    small_disk(10_000_000)

    assert list((tmp_path / "warc").iterdir()) == []
    assert out.write(exchange()).offset > 0
    out.close()


def test_a_failed_sync_takes_back_what_is_not_durable(tmp_path, monkeypatch) -> None:
    """What the disk would not take is cut off again, so that rows rolled back have no records either."""
    out = writer(tmp_path)
    first = out.write(exchange(1))
    out.sync()
    out.write(exchange(2))

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(NoSpaceError):
            out.sync()
    third = out.write(exchange(3))
    out.close()

    assert third.offset == first.end
    assert [entry.written for entry in kept_of(tmp_path, first.file)] == [first, third]
    assert len((tmp_path / "index" / first.file.replace(".warc.gz", ".cdxj")).read_text().splitlines()) == 2


def test_no_room_to_recover(tmp_path, small_disk) -> None:
    """A torn tail that cannot be kept aside stays where it is, and the error says what to do."""
    _, note = crashed(tmp_path)
    path = tmp_path / "warc" / (note.file + ".open")
    path.write_bytes(path.read_bytes() + b"x" * 5000)
    whole = path.read_bytes()
    small_disk(1000)
    with pytest.raises(NoSpaceError):
        recover(tmp_path / "warc", tmp_path / "index")
    small_disk(10_000_000)

    assert path.read_bytes() == whole
    [recovered] = recover(tmp_path / "warc", tmp_path / "index").files
    assert recovered.torn_bytes == 5000
