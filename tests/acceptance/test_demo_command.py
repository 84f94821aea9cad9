"""``dnusa demo``: the main job with nothing but this repository."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from dnusa_crawler.demo import load_posts, truth
from tests.acceptance.conftest import Command, Demo, run_dnusa

TRUTH = {row["path"]: row for row in truth.truth()}
#: Lines that stand on pages of the demo and are no part of an article.
CLUTTER = (
    *("GIPHY", "Baca juga", "SCROLL UNTUK", "Ikuti saluran", "Bagikan ini", "Berita Terkait", "Klik untuk berbagi"),
    *(
        "Alamat email",
        "Tinggalkan Balasan",
        "Terpopuler",
        "Hak Cipta",
        "Halaman:",
        "(rin)",
        "(rin/dar)",
        "Editor:",
        "(Foto:",
    ),
)


@pytest.fixture(scope="module")
def rows(demo: Demo) -> dict[str, dict[str, Any]]:
    """Return the exported articles of the demo by their path."""
    ran = run_dnusa("export", "jsonl", "--archive", str(demo.archive), cwd=demo.archive.parent)
    assert ran.status == 0, ran.err
    exported = [json.loads(line) for line in ran.out.splitlines()]
    found = {urlsplit(row["url"]).path: row for row in exported}
    assert len(found) == len(exported), "an article stands in the export twice"
    return found


def test_the_demo_ends_well_and_shows_a_search(demo: Demo) -> None:
    """The last thing a newcomer sees is a search result, and what to try next."""
    assert demo.status == 0, demo.err
    assert f"{len(TRUTH)} articles" in demo.out
    assert "**jembatan gantung**" in demo.out
    assert "Traceback" not in demo.err
    took = float(re.search(r"Kept in ([\d.]+) s", demo.out)[1])  # type: ignore[index]
    assert took < 60


def test_every_article_is_found_and_nothing_else(rows: dict[str, dict[str, Any]]) -> None:
    """Listing, feed, sitemap and REST together name every article; static pages and listings are none."""
    assert set(rows) == set(TRUTH)
    assert len(TRUTH) >= 30


@pytest.mark.parametrize("field", ["title", "published", "authors", "section", "tags", "place", "language", "credits"])
def test_facts_are_those_of_the_newsroom(rows: dict[str, dict[str, Any]], field: str) -> None:
    """Headline, time with zone, writer, editor, section, tags, place and language are right for every article."""
    wrong = {path: rows[path][field] for path in TRUTH if rows[path][field] != TRUTH[path][field]}

    assert wrong == {}


def test_modification_times_are_right_where_there_are_any(rows: dict[str, dict[str, Any]]) -> None:
    """A post that was changed says when."""
    wrong = {path for path, row in TRUTH.items() if row["modified"] and rows[path]["modified"] != row["modified"]}

    assert wrong == set()


def test_texts_are_exact(rows: dict[str, dict[str, Any]]) -> None:
    """Every paragraph, quotation, list item, heading and table row, in order, and not a line more."""
    wrong = {path: rows[path]["text"] for path in TRUTH if rows[path]["text"] != TRUTH[path]["text"]}

    assert wrong == {}


@pytest.mark.parametrize("line", CLUTTER)
def test_no_clutter_is_left(rows: dict[str, dict[str, Any]], line: str) -> None:
    """Widget messages, "Baca juga" lines, share rows, forms and captions are not text."""
    assert [path for path in TRUTH if line in rows[path]["text"]] == []


def test_two_articles_in_one_page_are_two_articles(rows: dict[str, dict[str, Any]]) -> None:
    """The article printed below another stands in its own row only, once."""
    first, second = rows["/kader-posyandu-dilatih-ukur-tinggi-badan/"], rows["/tes-kebugaran-perangkat-desa/"]

    assert "perangkat desa menjalani tes kebugaran" not in first["text"]
    assert "perangkat desa menjalani tes kebugaran" in second["text"]
    assert first["versions"] == second["versions"] == 1


def test_an_article_in_three_pages_is_one_article(rows: dict[str, dict[str, Any]]) -> None:
    """The text of pages 2 and 3 follows that of page 1."""
    text = rows["/menelusuri-jejak-trem-di-ngunut/"]["text"]

    assert text.index("potongan besi") < text.index("pohon asam besar") < text.index("dipamerkan di balai desa")


def test_no_article_has_a_false_version(rows: dict[str, dict[str, Any]]) -> None:
    """Nothing changed on the site, so nothing has a history."""
    assert {path for path in TRUTH if rows[path]["versions"] != 1} == set()


def test_the_truth_is_in_step_with_the_posts() -> None:
    """`python -m dnusa_crawler.demo.truth` was run after the last change to a post."""
    assert truth.expected() == truth.truth()
    assert len({post.slug for post in load_posts()}) == len({post.id for post in load_posts()}) == len(load_posts())


@pytest.mark.slow
def test_the_demo_goes_on_with_its_archive(dnusa: Command, tmp_path: Path) -> None:
    """Run again, nothing is new, nothing is twice, and it takes a few requests."""
    begun = time.monotonic()
    first, second = dnusa("demo"), dnusa("demo", "--json")

    assert (first.status, second.status) == (0, 0), second.err
    assert time.monotonic() - begun < 100
    events = [json.loads(line) for line in second.out.splitlines()]
    assert [event["event"] for event in events] == ["demo"]
    assert events[0]["articles"] == len(TRUTH)
    assert len(list((tmp_path / "dnusa-demo" / "sites").iterdir())) == 1


def test_the_demo_does_not_touch_a_directory_that_is_something_else(dnusa: Command, tmp_path: Path) -> None:
    """What lies there stays as it was; one line says what to do."""
    folder = tmp_path / "dnusa-demo"
    folder.mkdir()
    (folder / "holiday.txt").write_text("photos")

    ran = dnusa("demo")

    assert ran.status == 2
    assert "dnusa-demo is not an archive of the demo: remove it" in ran.complaint
    assert [entry.name for entry in folder.iterdir()] == ["holiday.txt"]
