"""The reader's scores on the pages this project ships stay at or above their committed floors.

Scores and pages are described in tests/pages/README.md. ``python tests/pages/gate.py --raise`` raises the floors.
"""

from __future__ import annotations

import functools
import json
from pathlib import Path

import pytest

from tests.pages import gate
from tests.pages.indonesian import make

PAGES = Path(__file__).parents[1] / "pages"
FLOORS: dict[str, float] = json.loads((PAGES / "floors.json").read_text(encoding="utf-8"))


@functools.cache
def scores(part: str) -> dict[str, float]:
    """Score one part of the pages once."""
    return gate.PARTS[part]()


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_a_score_does_not_fall_below_its_floor(name: str) -> None:
    """What the reader once could, it still can."""
    value = scores(name.split(":", 1)[0])[name]

    assert value >= FLOORS[name] - 1e-9, f"{name}: {value:.4f} is below the floor {FLOORS[name]:.4f}"


def test_every_score_has_a_floor() -> None:
    """A score without a floor would be free to fall."""
    found = {name for part in gate.PARTS for name in scores(part)}

    assert found == set(FLOORS)


def test_the_annotated_set_is_what_its_generator_writes() -> None:
    """The committed pages and truth are made by the committed program, byte for byte."""
    folder = PAGES / "indonesian"
    made = make.pages()

    assert len(made) >= 60
    assert len({page.name.rsplit("-", 1)[0] for page in made}) >= 12
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    assert truth == [{"page": page.name, "url": page.url, "articles": page.truth} for page in made]
    for page in made:
        assert (folder / "pages" / f"{page.name}.html").read_bytes() == make.octets(page), page.name
