"""Exports: one row an article, the fields of the reference, nothing a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import Archive, ArticleSummary, Capture, Credit, UnknownExportError
from archive.exports import find, formats
from archive.exports.csv import COLUMNS
from archive.exports.format import fields
from tests.archives import article

NAMED_IN_THE_ISSUE = (  # noqa: SIM905 - as the issue writes them
    "id url site title published modified authors section tags language place text versions gone warc payload_digest "
    "text_digest extractor"
).split()


def summary(**changes: object) -> ArticleSummary:
    moment = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    return ArticleSummary(
        id="0123456789abcdef",
        site="kota.example",
        article=article(**changes),
        versions=2,
        first_seen_at=moment,
        last_seen_at=moment,
        is_gone=False,
        warc_file="a.warc.gz",
        warc_offset=7,
        payload_digest="sha1:X",
        text_digest="sha256:y",
    )


def rows_of(*summaries: ArticleSummary) -> list[dict[str, str]]:
    target = io.StringIO(newline="")
    assert find("csv").write(summaries, target) == len(summaries)
    return list(csv.DictReader(io.StringIO(target.getvalue(), newline="")))


def test_an_object_has_the_fields_of_the_issue() -> None:
    """Others' programs read these names."""
    target = io.StringIO()
    assert find("jsonl").write([summary(), summary()], target) == 2
    first, second = map(json.loads, target.getvalue().splitlines())

    assert set(NAMED_IN_THE_ISSUE) <= set(first)
    assert first == second
    assert first["published"] == "2024-06-14T19:30:00+07:00"
    assert first["modified"] is None
    assert first["authors"] == ["Budi Santoso", "Siti Aminah"]
    assert first["warc"] == {"file": "a.warc.gz", "offset": 7}
    assert (first["versions"], first["gone"]) == (2, False)


def test_csv_is_one_row_an_article() -> None:
    """Lists are joined, what is missing is empty, and line breaks stay in their cell."""
    [row] = rows_of(summary(credits=(Credit(name="Tono", role="editor"),)))

    assert tuple(row) == COLUMNS
    assert row["authors"] == "Budi Santoso; Siti Aminah"
    assert row["credits"] == "Tono (editor)"
    assert row["modified"] == ""
    assert row["gone"] == "false"
    assert row["warc_offset"] == "7"
    assert "\n\n" in row["text"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(start: str) -> None:
    """A headline that a spreadsheet would calculate is text."""
    [row] = rows_of(summary(title=f"{start}HYPERLINK(1)", tags=(f"{start}x",)))

    assert row["title"] == f"'{start}HYPERLINK(1)"
    assert row["tags"] == f"'{start}x"


@given(st.text(st.characters(exclude_categories=["Cs"])), st.lists(st.text(st.characters(exclude_categories=["Cs"]))))
def test_both_formats_survive_any_text(title: str, tags: list[str]) -> None:
    """Whatever a page says, each article is one line of JSON and one row of CSV, and the JSON reads back."""
    one = summary(title=title, tags=tuple(tags))
    target = io.StringIO()
    find("jsonl").write([one], target)

    assert (
        len(target.getvalue().splitlines()) == 1
        or "\x85" in title + "".join(tags)
        or any(sign in title + "".join(tags) for sign in "\v\f\x1c\x1d\x1e")
    )
    assert json.loads(target.getvalue()) == fields(one)
    [row] = rows_of(one)
    assert row["id"] == one.id


def test_the_folder_is_scanned() -> None:
    """A format is one file: what lies in the folder is offered, with a line for the help."""
    folder = Path(__import__("archive.exports", fromlist=["x"]).__file__).parent
    files = {path.stem for path in folder.glob("*.py")} - {"__init__", "format"}

    assert set(formats()) == files == {"csv", "jsonl"}
    assert all(one.summary.endswith(".") for one in formats().values())


def test_an_unknown_format_names_the_known() -> None:
    """The message says what there is."""
    with pytest.raises(UnknownExportError, match="there are: csv, jsonl"):
        find("xlsx")


def test_every_field_is_documented(repository: Path) -> None:
    """The reference names each field of both formats."""
    page = (repository / "docs" / "reference" / "exports.md").read_text(encoding="utf-8")

    for name in {*fields(summary()), *COLUMNS}:
        assert f"`{name}`" in page, name


def test_an_export_streams(archive: Archive, capture: Callable[..., Capture]) -> None:
    """Rows are written as they come, not gathered first."""
    page = capture()
    for number in range(450):
        archive.keep(article(f"http://kota.example/{number}", text=f"Isi {number}"), capture=page)
    written: list[str] = []

    class Target(io.StringIO):
        def write(self, text: str) -> int:
            written.append(text)
            if len(written) == 3:
                raise BrokenPipeError
            return len(text)

    with pytest.raises(BrokenPipeError):
        archive.export("jsonl", Target())
    assert len(written) == 3
