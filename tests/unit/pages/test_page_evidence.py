"""What a page tells of its site is small, in bounds, and put back whole."""

from __future__ import annotations

import json

import pytest
from lxml import html

from dnusa_crawler.pages.blocks import blocks
from dnusa_crawler.pages.learned import Learner
from dnusa_crawler.pages.page_evidence import MAX_PAGE_LINES, MAX_PAGE_PLACES, beginning, evidence, mask, unpacked

STORY = "Hujan deras membuat tiga desa di Kecamatan Gondang terendam banjir sejak Kamis malam."
PAGE = (
    f"<body><div class='isi'><p>{STORY}</p><p>Warga mengungsi ke balai desa.</p><h2>Bantuan datang</h2><p>Dua perahu.</p></div>"
    "<div class='lain'><a href='/pasar/'>Pasar baru diresmikan bupati</a></div></body>"
)


def test_each_place_is_written_once_and_what_is_around_it_is_put_back() -> None:
    """A line says the number of its place; what stands around some places is their sum."""
    found = blocks(html.document_fromstring(PAGE))
    noted = evidence(found, {0, 1, 2, 3})
    page = unpacked(json.loads(json.dumps(noted)))

    assert [row[0] for row in noted["places"]] == ["body>div.isi>p", "body>div.isi>h2", "body>div.lain"]
    assert page is not None
    assert page.lines["warga mengungsi ke balai desa."] == ("body>div.isi>p", "", 0, 0)
    assert page.lines["bantuan datang"] == ("body>div.isi>h2", "", 0, 1)
    assert page.lines["pasar baru diresmikan bupati"] == ("body>div.lain", "", 1.0, 0)
    paragraphs = len(STORY) + len("Warga mengungsi ke balai desa.") + len("Dua perahu.")
    assert page.places == {
        "body>div.isi>p": [3, paragraphs, 0, paragraphs],
        "body>div.isi>*": [4, paragraphs + 14, 0, paragraphs + 14],
        "body>div.isi>h2": [1, 14, 0, 14],
        "body>div.lain": [1, 28, 28, 0],
        "body>*": [1, 28, 28, 0],
    }
    assert page.story == ("body>div.isi>*", "body>div.isi>p")


def test_evidence_is_small_and_json() -> None:
    """A page of ten thousand lines, each at a place of its own, adds no more than its bounds."""
    lines = "".join(f"<p class='{'xyz'[n % 3] * (1 + n // 3)}'>Baris ke {n} dari daftar {n}</p>" for n in range(10_000))
    found = blocks(html.fromstring(f"<body>{lines}</body>"))

    noted = evidence(found, range(len(found)))
    page = unpacked(noted)

    assert len(json.dumps(noted)) < 60_000
    assert page is not None
    assert 0 < len(page.lines) <= MAX_PAGE_LINES
    assert len(page.places) == MAX_PAGE_PLACES
    assert evidence(found, ()) == {}


@pytest.mark.parametrize(
    "bad",
    [
        {},
        {"v": 2},
        {"v": 1, "lines": {}, "places": {}, "story": []},
        {"v": 99, "chars": 1, "places": [], "lines": []},
        {"v": 2, "chars": 1, "places": {}, "lines": []},
        {"v": 2, "chars": None, "places": [], "lines": []},
        {"v": 2, "chars": 1, "places": [["p", 1, 2, 3]], "lines": []},
        {"v": 2, "chars": 1, "places": [["p", 1, 2, "3", 4]], "lines": []},
        {"v": 2, "chars": 1, "places": [[1, 1, 2, 3, 4]], "lines": []},
        {"v": 2, "chars": 1, "places": [], "lines": [["a", 0, "", 0.0, 0]]},
        {"v": 2, "chars": 1, "places": [["p", 1, 2, 3, 4]], "lines": [["a", -1, "", 0.0, 0]]},
        {"v": 2, "chars": 1, "places": [["p", 1, 2, 3, 4]], "lines": [["a", 0, None, 0.0, 0]]},
        {"v": 2, "chars": 1, "places": [["p", 1, 2, 3, 4]], "lines": [["a", 0]]},
        {"v": 2, "chars": 1, "places": [["p", 1, 2, 3, 4]], "lines": [5]},
    ],
)
def test_bad_evidence_does_no_harm(bad: dict[str, object]) -> None:
    """Evidence may come from an older archive, or from a reader that a page has taken over."""
    learner = Learner()

    assert unpacked(bad) is None
    assert learner.add(bad) is False
    assert learner.learned().digest == ""


@pytest.mark.parametrize(
    ("text", "links", "start"),
    [
        ("Baca juga: Pasar baru diresmikan", [("/pasar/", "Pasar baru diresmikan")], "baca juga:"),
        ("Simak Pasar baru diresmikan", [("/pasar/", "Pasar baru diresmikan")], "simak"),
        ("Simak di sini Pasar baru diresmikan", [("/", "di sini"), ("/pasar/", "Pasar baru diresmikan")], "simak di sini"),
        ("Pasar baru diresmikan", [("/pasar/", "Pasar baru diresmikan")], None),
        ("Pasar baru", [("/pasar/", "Pasar baru")], None),
        ("Pasar baru diresmikan hari ini", [("/pasar/", "Pasar baru diresmikan")], None),
        ("Tanpa tautan apa pun", [], None),
    ],
)  # fmt: skip
def test_the_beginning_of_a_line_is_what_stands_before_a_mark_or_its_link(
    text: str, links: list[tuple[str, str]], start: str | None
) -> None:
    """A line that is nothing but its link has none."""
    assert beginning(mask(text), text, links) == start
