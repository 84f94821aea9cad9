"""When the other reader is asked, and when the two looks are averaged."""

from __future__ import annotations

import numpy as np
import pytest
from lxml import html

from dnusa_crawler.pages import blocks as page_blocks
from dnusa_crawler.pages import clutter, features, likelihood, model


def test_many_blocks_that_are_nearly_sure_are_no_doubt() -> None:
    """The small chances of a long article's blocks do not add up: none of them would change sides."""
    words = np.full(40, 25.0)
    assert likelihood.doubt(np.full(40, 0.85), words) == 0
    assert likelihood.doubt(np.full(40, 0.1), words) == 0


@pytest.mark.parametrize("even", [0.35, 0.5, 0.65])
def test_a_tenth_of_the_words_at_even_chances_is_doubt(even: float) -> None:
    """One block of ten that may be body or not is about enough to ask."""
    p = np.array([0.99] * 9 + [even])
    assert likelihood.doubt(p, np.full(10, 30.0)) > likelihood.DOUBT / 2


def test_doubt_grows_with_the_words_it_is_about() -> None:
    """A short line that may be body or not is not worth another reader; a long paragraph is."""
    p = np.array([0.99, 0.5])
    doubts = [likelihood.doubt(p, np.array([100.0, words])) for words in (1, 10, 50)]
    assert doubts == sorted(doubts)
    assert doubts[0] < doubts[-1]


def test_doubt_about_the_headline_alone_asks_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page behind a password shows its headline and no text: whatever that block is, it is not body."""
    tree = html.document_fromstring("<body><h1>Warga gelar bersih desa dengan tumpeng</h1><p>Masuk</p></body>")
    blocks = page_blocks.blocks(tree)
    reasons = clutter.reasons(blocks, url="https://koran.example/a")
    measured = features.measure(blocks, hints=features.Hints(), clutter=reasons)
    asked = []
    monkeypatch.setattr(model.Trees, "predict", lambda _trees, rows: np.array([0.5, 0.01])[: len(rows)])
    monkeypatch.setattr(likelihood.witnesses, "trafilatura_text", lambda _: asked.append(True) or "")

    assert likelihood.look(blocks, tree, measured, reasons, lambda _: (), headline=0)[1] == "model"
    assert not asked
    assert likelihood.look(blocks, tree, measured, reasons, lambda _: ())[1] == "model+trafilatura"
    assert asked
