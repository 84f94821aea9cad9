"""A list whose lines lead to other sites is the story's where it stands below the story, and only there."""

from __future__ import annotations

import pytest

from dnusa_crawler.pages import tree
from dnusa_crawler.pages.blocks import blocks
from dnusa_crawler.pages.sources import sources

URL = "https://www.kabar.example/2025/03/jembatan/"
AWAY = ("https://pu.example/laporan.pdf", "https://bpbd.example/peta")


@pytest.mark.parametrize(
    ("links", "chance", "story_is_kept", "url", "is_found"),
    [
        (AWAY, 0.4, True, URL, True),
        (AWAY, 0.1, True, URL, False),
        (AWAY, 0.4, False, URL, False),
        (AWAY, 0.4, True, "", False),
        (AWAY[:1], 0.4, True, URL, False),
        ((*AWAY, "https://m.kabar.example/2025/03/pasar/"), 0.4, True, URL, False),
        ((*AWAY, "/2025/03/pasar/"), 0.4, True, URL, False),
        ((*AWAY, "https://www.facebook.com/kabar"), 0.4, True, URL, False),
        ((*AWAY, "https://[bad"), 0.4, True, URL, False),
    ],
)
def test_links_that_lead_away_make_a_list_of_sources(
    links: tuple[str, ...], chance: float, story_is_kept: bool, url: str, is_found: bool
) -> None:
    """Two or more, none of them home or to a service, below a kept paragraph, and not given up by the models."""
    items = "".join(f"<li><a href='{link}'>Laporan pemeriksaan jembatan</a></li>" for link in links)
    found = blocks(tree.parse(f"<p>Dinas memuat tiga dokumen tentang jembatan itu.</p><ul>{items}</ul>"))
    others = len(found) - 1

    result = sources(
        found, [0.9] + [chance] * others, [story_is_kept] + [False] * others, [None] * (others + 1), url
    )  # fmt: skip

    assert result == (list(range(1, others + 1)) if is_found else [])


def test_known_clutter_makes_no_list_of_sources() -> None:
    """What is clutter for another reason stays out, and its list with it."""
    items = "".join(f"<li><a href='{link}'>Laporan pemeriksaan jembatan</a></li>" for link in AWAY)
    found = blocks(tree.parse(f"<p>Dinas memuat dokumen tentang jembatan itu.</p><ul>{items}</ul>"))

    assert sources(found, [0.9, 0.4, 0.4], [True, False, False], [None, None, "box: related"], URL) == []
