"""What a site repeats is learned in bounds, explained, undone, and gives the same digest everywhere."""

from __future__ import annotations

import json

import pytest
from lxml import html

from dnusa_crawler.pages import learned
from dnusa_crawler.pages.blocks import Block, blocks
from dnusa_crawler.pages.learned import Learner
from dnusa_crawler.pages.page_evidence import PageEvidence, evidence


def page(*middle: str, number: int = 0, extra: str = "") -> tuple[list[Block], set[int]]:
    """Return a page with four true paragraphs, all of whose blocks would be kept."""
    own = "".join("abcdefghij"[int(digit)] for digit in str(number))
    story = [
        f"<p>Kalimat {word} bertutur tentang {own} dan {own[::-1]}{word} yang tidak diulang di halaman lain.</p>"
        for word in ("satu", "dua", "tiga", "empat")
    ]
    markup = "".join([*story[:2], *middle, *story[2:]])
    found = blocks(html.fromstring(f"<body><div class='isi'>{markup}</div>{extra}</body>"))
    return found, {block.index for block in found}


def taught(*middle: str, count: int = 6, extra: str = "") -> Learner:
    """Return a learner that saw *count* pages; ``{n}`` in the pieces is the page's number."""
    learner = Learner()
    for number in range(count):
        found, kept = page(
            *(piece.format(n=f"{number}", w="abcdefghij"[number % 10] * 5) for piece in middle),
            number=number,
            extra=extra.format(n=number, w="abcdefghij"[number % 10] * 5),
        )
        learner.add(evidence(found, kept), key=f"https://kabar.example/{number}/")
    return learner


def test_a_line_that_repeats_is_learned_with_its_numbers_masked() -> None:
    """The number of a coupon changes, the line does not."""
    known = taught("<p>Kupon {n} dipotong di garis putus-putus.</p>").learned()

    assert known.lines == {"kupon 0 dipotong di garis putus-putus."}
    found, _ = page("<p>Kupon 99 dipotong di garis putus-putus.</p>", number=77)
    reasons = [learned.reason(block, known) for block in found]
    assert reasons == [None, None, "line that repeats on this site", None, None]


def test_a_family_of_lines_is_learned_by_its_beginning() -> None:
    """ "Lembar sebelah »" and any headline."""
    known = taught('<p>Lembar sebelah » <a href="/x">Judul panjang tentang {w} di kota</a></p>').learned()

    assert "lembar sebelah »" in known.prefixes
    found, _ = page('<p>Lembar sebelah » <a href="/y">Judul yang belum pernah ada</a></p>', number=77)
    assert learned.reason(found[2], known) == "family of lines of this site"


def test_a_line_of_several_links_begins_before_the_first() -> None:
    """ "Dari rak lama A serta B": which of the two headlines is longer has nothing to do with what stands before them."""
    known = taught(
        '<p>Dari rak lama <a href="/x">Judul pendek {w}</a> serta <a href="/y">Judul yang jauh lebih panjang {w}</a></p>'
    ).learned()

    assert "dari rak lama" in known.prefixes


def test_a_place_of_links_is_learned() -> None:
    """The text of such a box differs on every page; the place does not."""
    known = taught(extra='<div class="rak"><p><a href="/1">Judul {w} pertama yang panjang</a> dan</p></div>').learned()

    assert any("rak" in place for place in known.places)


def test_the_place_of_the_story_is_never_learned() -> None:
    """However much repeats in it, paragraphs of the story stay."""
    known = taught("<p>Kupon {n} dipotong.</p>", "<p>Warung buka sampai malam.</p>", count=30).learned()

    assert known.places == frozenset()
    found, _ = page(number=99)
    assert all(learned.reason(block, known) is None for block in found)


def test_lines_of_facts_are_never_learned() -> None:
    """Date, byline and sign-off repeat on every page and are fields."""
    known = taught(
        "<p>Penulis: Siti Aminah</p>", "<p>Jumat, 14 Juni 2024 | 10:30 WIB</p>", "<p>(red)</p>", count=20
    ).learned()

    assert known.lines == frozenset()
    assert known.digest == ""


def test_background_that_repeats_on_few_pages_is_not_learned() -> None:
    """Three pages of a running story share a paragraph."""
    learner = Learner()
    for number in range(12):
        found, kept = page(
            *(
                ["<p>Sebelumnya diberitakan, pemerintah berjanji menyelesaikan persoalan itu.</p>"]
                if number in {2, 7, 11}
                else []
            ),
            number=number,
        )
        learner.add(evidence(found, kept), key=str(number))

    assert learner.learned().lines == frozenset()


def test_a_page_counts_once() -> None:
    """A page that is read again teaches nothing twice."""
    found, kept = page("<p>Kupon 1 dipotong.</p>")
    learner = Learner()

    assert learner.add(evidence(found, kept), key="a") is True
    assert [learner.add(evidence(found, kept), key="a") for _ in range(9)] == [False] * 9
    assert len(learner) == 1
    assert learner.learned().lines == frozenset()


def test_a_person_can_take_a_rule_out_and_back() -> None:
    """What is forgotten is shown as such and not used."""
    learner = taught("<p>Warung buka sampai malam.</p>")
    rule = "line:warung buka sampai malam."
    before = learner.learned().digest

    learner.forget(rule)

    assert rule not in {f"line:{line}" for line in learner.learned().lines}
    assert [row.is_forgotten for row in learner.explain() if row.rule == rule] == [True]
    assert learner.learned().digest != before
    learner.restore(rule)
    assert learner.learned().digest == before
    with pytest.raises(ValueError, match="not a rule"):
        learner.forget("warung")


def test_a_rule_is_explained_with_its_pages() -> None:
    """How many pages, of how many, and examples."""
    rows = {
        row.rule: row
        for row in taught('<p>Lembar sebelah » <a href="/x">Judul panjang tentang {w} di kota</a></p>').explain()
    }

    row = rows["prefix:lembar sebelah »"]
    assert (row.pages, row.of) == (6, 6)
    assert len(row.examples) == 3


def test_knowledge_is_the_same_after_a_trip_through_json() -> None:
    """Stored and read again, it says the same and goes on the same."""
    one = taught("<p>Kupon {n} dipotong.</p>", "<p>Warung buka sampai malam.</p>")
    one.forget("line:kupon 0 dipotong.")
    two = Learner.from_json(one.to_json())

    assert two.learned() == one.learned()
    assert two.to_json() == one.to_json()
    found, kept = page("<p>Warung buka sampai malam.</p>", number=50)
    for learner in (one, two):
        learner.add(evidence(found, kept), key="new")
    assert two.to_json() == one.to_json()


def test_another_version_keeps_only_what_a_person_said() -> None:
    """Evidence of another form is not used; the list of forgotten rules is."""
    learner = Learner.from_json(json.dumps({"v": 99, "forgotten": ["line:a b"], "pages": 5}))

    assert len(learner) == 0
    assert '"forgotten":["line:a b"]' in learner.to_json()


@pytest.mark.parametrize("text", ["[]", '{"v": 1}', '{"v": 1, "pages": "x"}'])
def test_damaged_knowledge_is_refused(text: str) -> None:
    """What is no learner is an error with a sentence."""
    with pytest.raises(ValueError, match=r"not a learner|invalid literal"):
        Learner.from_json(text)


def test_memory_is_bounded() -> None:
    """Ten thousand different lines are not all remembered."""
    learner = Learner()
    for number in range(150):
        lines = {f"baris {number} {'abcdefghij'[n % 10] * (1 + n // 10)}": ("div>p", "", 0.0, 1) for n in range(100)}
        learner.add(PageEvidence(lines=lines, places={}, story=()), key=str(number))

    state = json.loads(learner.to_json())
    assert len(state["lines"]) <= learned.MAX_REMEMBERED
    assert len(learner) == 150
