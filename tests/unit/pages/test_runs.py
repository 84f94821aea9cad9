"""Runs of words of a page's blocks, and the elements around them."""

from __future__ import annotations

import numpy as np

from dnusa_crawler.pages import tree
from dnusa_crawler.pages.blocks import blocks
from dnusa_crawler.pages.holders import holders
from dnusa_crawler.pages.runs import Runs

TEXTS = [
    "satu dua tiga empat lima",
    "",
    "dua tiga",
    "nol satu dua tiga empat",
    "dua tiga",
    "satu satu satu satu satu",
]


def _plainly(texts: list[list[str]]) -> tuple[list[float], list[float]]:
    """Say the same with sets of words, a run at a time."""
    own = [[tuple(one[at : at + 4]) for at in range(max(1, len(one) - 3))] if one else [] for one in texts]
    elsewhere = [
        {run for other, runs in enumerate(own) if other != number for run in runs} for number in range(len(own))
    ]
    before = [{run for runs in own[:number] for run in runs} for number in range(len(own))]

    def shares(known: list[set[tuple[str, ...]]]) -> list[float]:
        return [
            sum(run in there for run in runs) / len(runs) if runs else 0.0
            for runs, there in zip(own, known, strict=True)
        ]

    return shares(elsewhere), shares(before)


def test_what_stands_elsewhere_is_found() -> None:
    """Shares are those of a plain comparison of words; few words are compared whole; a block does not repeat itself."""
    tokens = [text.split() for text in TEXTS]

    repeated, before = Runs(tokens).repeated()

    assert (repeated.tolist(), before.tolist()) == _plainly(tokens)
    assert repeated.tolist() == [0.5, 0.0, 1.0, 0.5, 1.0, 0.0]


def test_many_words_agree_with_a_plain_comparison() -> None:
    """The keys of runs tell apart what sets of words tell apart."""
    rng = np.random.default_rng(3)
    tokens = [[f"kata{number}" for number in rng.integers(0, 6, size)] for size in rng.integers(0, 30, 200).tolist()]

    repeated, before = Runs(tokens).repeated()

    assert [list(map(float, one)) for one in (repeated, before)] == list(map(list, _plainly(tokens)))


def test_another_text_and_known_words() -> None:
    """What another text says, and words that are known as written."""
    runs = Runs([text.split() for text in TEXTS])

    within = runs.within("Di sana dua tiga empat lima orang.")

    assert within is not None
    assert within.tolist() == [0.5, 0.0, 0.0, 0.0, 0.0, 0.0]
    assert runs.within("—") is None
    assert runs.among(["satu", "enam"]).tolist() == [0.2, 0.0, 0.0, 0.2, 0.0, 1.0]
    assert Runs([]).repeated()[0].tolist() == []


def test_each_element_holds_a_run_of_blocks() -> None:
    """Blocks below an element are a run; sums below it are those of its blocks."""
    root = tree.parse(
        "<div><p>satu</p><div class='entry-content'><p>dua</p>tiga<ul><li>empat</li><li>lima</li></ul></div></div><p>enam</p>"
    )
    found = blocks(root)

    held = holders(found)

    for element, number in held.numbers.items():
        inside = [block.index for block in found if element in (block.element, *block.element.iterancestors())]
        assert inside == list(range(held.first[number], held.last[number] + 1))
        assert held.depth[number] == 1 + sum(1 for _ in element.iterancestors())
    assert held.below(np.array([1.0] * len(found)))[held.root] == len(found) == 6
    assert [found[held.first[number]].text for number in held.of_block] == [
        "satu",
        "dua",
        "dua",
        "empat",
        "lima",
        "enam",
    ]
