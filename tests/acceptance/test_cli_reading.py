"""``dnusa search``, ``show``, ``export``, ``runs``, ``log``, ``verify`` as typed, on the archive of the demo."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from archive import Archive
from dnusa_crawler.cli.entry import run
from tests.acceptance.conftest import Command, Demo, environment, run_dnusa


@pytest.fixture
def ask(demo: Demo, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a function that runs a reading command in this process: quicker than one of its own."""
    monkeypatch.setenv("DNUSA_ARCHIVE", str(demo.archive))

    def call(*arguments: str) -> tuple[int, str, str]:
        status = run(arguments)
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return call


def objects(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_search_marks_the_hit_and_gives_the_id(ask: Any) -> None:
    """A person sees why it was found and how to read on."""
    status, out, err = ask("search", '"jembatan gantung"')

    assert (status, err) == (0, "")
    assert "Anggaran Perbaikan Tiga Jembatan Gantung Disetujui" in out
    assert "**jembatan gantung**" in out
    identity = out.splitlines()[3].rsplit("[", 1)[1].rstrip("]")
    assert ask("show", identity)[1].startswith("Anggaran Perbaikan")


def test_search_as_json_is_one_object_a_line(ask: Any) -> None:
    """Programs read facts, not columns."""
    found = objects(ask("search", "koperasi", "--json")[1])

    assert found
    assert {"id", "url", "site", "title", "published", "authors", "snippet", "score", "warc"} <= set(found[0])


def test_search_filters_by_day_and_author(ask: Any) -> None:
    """Options and words in the query are the same filters."""
    by_option = objects(ask("search", "Tulungagung", "--since", "2024-06-20", "--until", "2024-06-20", "--json")[1])
    by_word = objects(ask("search", "Tulungagung since:2024-06-20 until:2024-06-20", "--json")[1])

    assert {row["published"][:10] for row in by_option} == {"2024-06-20"}
    assert [row["id"] for row in by_option] == [row["id"] for row in by_word]
    authors = objects(ask("search", 'author:"Lintang Ayodya"', "--json")[1])
    assert {tuple(row["authors"]) for row in authors} == {("Lintang Ayodya",)}


def test_nothing_found_is_no_error(ask: Any) -> None:
    """It is said on standard error; standard output stays empty for programs."""
    assert ask("search", "zebra") == (0, "", "dnusa: nothing found\n")


def test_show_gives_text_facts_with_sources_versions_and_captures(ask: Any, demo: Demo) -> None:
    """Down to the file and the byte of the record."""
    hit = objects(ask("search", "trembesi", "--json")[1])[0]
    status, out, _ = ask("show", hit["url"])
    shown = json.loads(ask("show", hit["url"], "--json")[1])

    assert status == 0
    for piece in (
        "published  2024-06-03 18:20 +07:00",
        "authors    Rina Maharsi",
        "versions   1",
        "captures   ",
        " at ",
    ):
        assert piece in out
    assert set(shown["sources"]) >= {"title", "published_at"}
    capture = shown["captures"][0]
    with (demo.archive / "warc" / capture["warc"]["file"]).open("rb") as file:
        file.seek(capture["warc"]["offset"])
        record = gzip.decompress(file.read(capture["warc_length"]))
    assert record.startswith(b"WARC/1.1\r\n")
    assert hit["url"].encode() in record


def test_explain_names_a_witness_and_a_reason_for_each_block(ask: Any) -> None:
    """A person can see why a line is not in the text."""
    hit = objects(ask("search", "arca", "--json")[1])[0]
    status, out, _ = ask("explain", hit["url"], "--json")
    blocks = objects(out)

    assert status == 0
    assert all(block["witness"] and block["reason"] for block in blocks)
    giphy = [block for block in blocks if block["text"].startswith("GIPHY App Key not set")]
    assert giphy
    assert not any(block["kept"] for block in giphy)
    assert any(block["kept"] and "Campurdarat" in block["text"] for block in blocks)
    assert objects(ask("explain", hit["id"], "--json")[1]) == blocks


def test_export_writes_a_file_whole_or_not_at_all(ask: Any, tmp_path: Path) -> None:
    """CSV is read by a program that is not ours; a refused format leaves nothing."""
    target = tmp_path / "articles.csv"
    assert ask("export", "csv", str(target))[0] == 0
    rows = list(csv.DictReader(io.StringIO(target.read_text(encoding="utf-8"))))

    assert len(rows) == 34
    assert {"id", "url", "title", "text"} <= set(rows[0])
    status, _, err = ask("export", "parquet", str(tmp_path / "no.parquet"))
    assert status == 2
    assert "csv, jsonl" in err
    assert [entry.name for entry in tmp_path.iterdir()] == ["articles.csv"]


def test_export_to_a_dash_is_standard_output(ask: Any) -> None:
    """As everywhere."""
    assert ask("export", "jsonl", "-")[1] == ask("export", "jsonl")[1] != ""


def test_the_log_has_one_line_for_each_url_with_its_reason(ask: Any) -> None:
    """And is narrowed by outcome."""
    lines = objects(ask("log", "--json")[1])
    keys = {"time", "run", "site", "road", "url", "outcome", "reason", "status", "bytes", "warc"}

    assert all(keys <= set(line) for line in lines)
    assert len({line["url"] for line in lines}) == len(lines)
    articles = objects(ask("log", "last", "--outcome", "article", "--json")[1])
    assert [line for line in lines if line["outcome"] == "article"] == articles
    assert len(ask("log")[1].splitlines()) == len(lines)


def test_a_log_without_such_a_line_says_so(ask: Any) -> None:
    """On standard error; standard output stays empty for programs."""
    assert ask("log", "last", "--outcome", "truncated") == (0, "", "dnusa: no such line in the log\n")
    assert ask("log", "last", "--outcome", "truncated", "--json") == (0, "", "")


def test_more_runs_may_be_asked_for_than_a_machine_counts(ask: Any) -> None:
    """All are listed."""
    assert ask("runs", "--limit", "9" * 30) == ask("runs")


def test_runs_are_listed_with_their_end(ask: Any) -> None:
    """Each run has an id that `log` takes."""
    listed = objects(ask("runs", "--json")[1])

    assert [row["state"] for row in listed] == ["finished"]
    assert ask("log", listed[0]["id"])[0] == 0
    assert listed[0]["id"] in ask("runs")[1]


def test_a_fresh_archive_verifies(ask: Any) -> None:
    """Every record, digest, offset and row is as it should be."""
    assert ask("verify") == (0, "", "dnusa: every record, digest, offset and row is as it should be\n")


def test_sites_are_listed_and_shown(ask: Any) -> None:
    """The site file is what `crawl` wrote."""
    listed = objects(ask("sites", "list", "--json")[1])

    assert [(row["title"], row["engine"]) for row in listed] == [("Serat Ngrowo", "wordpress")]
    assert 'time_zone = "Asia/Jakarta"' in ask("sites", "show", listed[0]["name"])[1]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("show", "http://nowhere.example/"), "no article"),
        (("search", '"open'), "quotation mark"),
        (("search", "since:soon"), "is no day"),
        (("search", "x", "--since", "soon"), "--since needs a day"),
        (("log", "no-such-run"), "`dnusa runs` lists them"),
        (("log", "--site", "nowhere.example"), "`dnusa sites list` shows them"),
        (("runs", "--site", "../x"), "`dnusa sites list` shows them"),
        (("search", "kopi", "--site", "nowhere.example"), "`dnusa sites list` shows them"),
        (("export", "csv", "--site", "nowhere.example"), "`dnusa sites list` shows them"),
        (("search", "kopi", "-susu"), "No such option"),
        (("sites", "show", "../../etc/passwd"), "`dnusa sites list` shows them"),
        (("sites", "learned", "nowhere"), "nothing is learned"),
        (("explain", "http://nowhere.example/"), "no capture"),
        (("show", "http://nowhere.example/", "--version", "0"), "--version"),
        (("crawl",), "say which site"),
        (("crawl", "a", "--all"), "not both"),
        (("crawl", "nonsense"), "no site of this archive"),
        (("crawl", "ftp://x.example/"), "no web address"),
        (("show", "\udcff"), "is not UTF-8"),
        (("search", "x", "--site", "\udcff"), "`dnusa sites list` shows them"),
        (("runs", "--archive", "x" * 5000), "File name too long"),
        (("export", "jsonl", "x" * 5000), "File name too long"),
        (("frobnicate",), "No such command"),
        (("search",), "Missing argument"),
    ],
)
def test_a_mistake_is_one_line_that_says_what_to_do(ask: Any, arguments: tuple[str, ...], words: str) -> None:
    """Exit status 2, nothing on standard output, no traceback."""
    status, out, err = ask(*arguments)

    assert (status, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert err.startswith("dnusa: ")
    assert words in err


@pytest.mark.parametrize(
    "command", [("search", "x"), ("runs",), ("log",), ("verify",), ("rebuild",), ("sites", "list")]
)
def test_no_archive_is_one_line_and_none_is_made(dnusa: Command, tmp_path: Path, command: tuple[str, ...]) -> None:
    """Only a crawl makes an archive."""
    ran = dnusa(*command, "--archive", "nothing-here")

    assert ran.status == 2
    assert "nothing-here" in ran.complaint
    assert list(tmp_path.iterdir()) == []


def test_what_the_system_does_not_let_us_have_is_no_bug(dnusa: Command, tmp_path: Path) -> None:
    """A database that cannot be opened, and a place where no archive can be made."""
    with Archive.open(tmp_path / "kept", create=True):
        pass
    for file in (tmp_path / "kept").glob("archive.db*"):
        file.unlink()
    (tmp_path / "kept" / "archive.db").mkdir()

    for command in (("runs",), ("search", "x"), ("rebuild",)):
        ran = dnusa(*command, "--archive", "kept")
        assert (ran.status, ran.complaint.startswith("dnusa: archive.db cannot be used")) == (2, True), ran.err
    ran = dnusa("crawl", "http://127.0.0.1:9/", "--allow-address", "127.0.0.0/8", "--archive", "kept/archive.json/x")
    assert (ran.status, ran.complaint) == (2, "dnusa: cannot write kept/archive.json/x: Not a directory")


def test_a_directory_that_is_no_archive_is_left_alone(dnusa: Command, tmp_path: Path) -> None:
    """A slip of the finger must not put files between someone's photos."""
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.jpg").write_bytes(b"x")

    for command in (("search", "x"), ("crawl", "http://127.0.0.1:9/", "--allow-address", "127.0.0.0/8")):
        ran = dnusa(*command, "--archive", "photos")
        assert ran.status == 2, ran.err
        assert "photos" in ran.complaint
    assert [entry.name for entry in (tmp_path / "photos").iterdir()] == ["a.jpg"]


def test_the_reader_of_our_output_may_leave(demo: Demo) -> None:
    """`dnusa export jsonl | head -1` ends quietly."""
    command = [sys.executable, "-m", "dnusa_crawler.cli", "export", "jsonl", "--archive", str(demo.archive)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(), cwd=demo.archive.parent
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def redirected(arguments: str, demo: Demo, redirection: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a shell that sends its output elsewhere, buffered as it is unless somebody asks otherwise."""
    return subprocess.run(
        f"{shlex.quote(sys.executable)} -m dnusa_crawler.cli {arguments} {redirection}",
        shell=True,
        capture_output=True,
        text=True,
        env=environment({"PYTHONUNBUFFERED": ""}),
        cwd=demo.archive.parent,
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize("command", ["export jsonl --archive {}", "runs --archive {}", "--help"])
def test_a_full_disk_is_exit_status_5(demo: Demo, command: str) -> None:
    """What cannot be written is said, also when it is less than is written at once; the archive is only read."""
    done = redirected(command.format(demo.archive), demo, "> /dev/full")

    assert done.returncode == 5
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("dnusa: no space left: free some")


@pytest.mark.parametrize("redirection", ["2> /dev/full", "2>&-"])
def test_a_status_stands_although_nobody_can_be_told(demo: Demo, redirection: str) -> None:
    """A message that cannot be written changes nothing, and does not stray among the results."""
    done = redirected("runs --archive nothing-here", demo, redirection)

    assert (done.returncode, done.stdout) == (2, "")


@pytest.mark.parametrize("command", ["runs --archive {}", "extract --help", "extract"])
@pytest.mark.parametrize("redirection", [">&-", "<&-", "<&- >&- 2>&-"])
def test_a_closed_stream_is_an_empty_one(demo: Demo, command: str, redirection: str) -> None:
    """A job of a scheduler may begin without any of the three."""
    done = redirected(command.format(demo.archive), demo, f"< /dev/null {redirection}")

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_every_character_can_be_written(dnusa: Command, encoding: str) -> None:
    """Half a surrogate pair in an id does not end the filter, nor does a terminal that knows few letters."""
    ids = ["\ud800", "Jum\u2019at \U0001f600"]
    ran = dnusa(
        "extract", stdin="".join(json.dumps({"id": one}) + "\n" for one in ids), env={"PYTHONIOENCODING": encoding}
    )

    assert ran.status == 0, ran.err
    assert [row["id"] for row in objects(ran.out)] == ids


def test_rebuild_gives_the_same_articles_and_log(demo: Demo, tmp_path: Path) -> None:
    """The database is expendable: the WARC files alone make it again, but for the name of what read it."""
    shutil.copytree(demo.archive, tmp_path / "copy")
    commands = (("export", "jsonl", "--archive", "copy"), ("log", "--json", "--archive", "copy"))
    before = [run_dnusa(*command, cwd=tmp_path).out for command in commands]
    for file in (tmp_path / "copy").glob("archive.db*"):
        file.unlink()

    rebuilt = run_dnusa("rebuild", "--archive", "copy", cwd=tmp_path)

    assert rebuilt.status == 0, rebuilt.err
    after = [run_dnusa(*command, cwd=tmp_path).out for command in commands]
    assert without_extractor(after[0]) == without_extractor(before[0])
    assert sorted(after[1].splitlines()) == sorted(before[1].splitlines())


def without_extractor(exported: str) -> list[dict[str, Any]]:
    return [{key: value for key, value in row.items() if key != "extractor"} for row in objects(exported)]


def test_following_the_log_ends_with_ctrl_c(demo: Demo) -> None:
    """It prints what there is, waits, and ends with 130."""
    command = [sys.executable, "-m", "dnusa_crawler.cli", "log", "--follow", "--json", "--archive", str(demo.archive)]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
        cwd=demo.archive.parent,
        # A shell that runs the tests in the background has its children ignore Ctrl-C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no threads here
    ) as process:
        assert process.stdout is not None
        first = json.loads(process.stdout.readline())
        time.sleep(0.5)
        os.kill(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=20)

    assert first["outcome"]
    assert process.returncode == 130
    assert "Traceback" not in err


def test_an_export_into_a_device_writes_to_it(ask: Any, tmp_path: Path) -> None:
    """A pipe stays a pipe: no file is put in its place."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    status, _, _ = ask("export", "csv", str(pipe), "--query", "zebra")
    head = os.read(reader, 100)
    os.close(reader)

    assert status == 0
    assert head.startswith(b"id,")
    assert pipe.is_fifo()


@pytest.mark.parametrize("module", ["dnusa_crawler.cli.failures", "typer", "dnusa_crawler.cli.reading", "sqlalchemy"])
def test_ctrl_c_while_the_command_is_loaded_is_at_most_one_line(tmp_path: Path, module: str) -> None:
    """From the first import on: no traceback, and the status that a shell expects."""
    (tmp_path / "program.py").write_text(
        f"""
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Interrupting())
sys.argv = ["dnusa", "search", "jalan"]
from dnusa_crawler.cli import main
main()
""",
        encoding="utf-8",
    )
    with Archive.open(tmp_path / "archive-data", create=True):
        pass
    done = subprocess.run(
        [sys.executable, "program.py"], cwd=tmp_path, env=environment(), capture_output=True, text=True, check=False
    )

    assert done.returncode == 130, done.stderr
    assert len(done.stderr.splitlines()) <= 1
    assert "Traceback" not in done.stderr
