"""Menus and sidebars are told from content by what they are called, where they stand and what is in them."""

from __future__ import annotations

import time

import pytest

from dnusa_crawler.pages import tree
from dnusa_crawler.pages.blocks import MAX_QUESTIONS, blocks, left_out

LINKS = "".join(f"<li><a href='/b/{n}/'>Judul berita lain nomor {n}</a></li>" for n in range(12))
TEXT = "<p>" + "Warga Desa Sukorejo memperbaiki jembatan bambu yang hanyut pada Kamis malam. " * 8 + "</p>"
OFF = "Terpopuler"


def _texts(markup: str) -> list[str]:
    return [block.text for block in blocks(tree.parse(f"<body><h1>Banjir</h1>{markup}</body>"))]


@pytest.mark.parametrize(
    "markup",
    [
        f"<nav><h2>{OFF}</h2><ul>{LINKS}</ul></nav>",
        f"<aside><h2>{OFF}</h2><ul>{LINKS}</ul></aside>",
        f"<div role=navigation><h2>{OFF}</h2><ul>{LINKS}</ul></div>",
        f"<div role=complementary><h2>{OFF}</h2><script>{'var a = 1; ' * 90}</script></div>",
    ],
    ids=["nav", "aside", "role", "few words"],
)
def test_a_menu_or_sidebar_is_left_out_and_can_be_shown(markup: str) -> None:
    """It is no block of the content; what it says is there for who asks why."""
    page = f"{markup}<main>{TEXT}</main>"

    assert OFF not in _texts(page)
    ((position, menu),) = left_out(tree.parse(f"<body><h1>Banjir</h1>{page}</body>"))
    assert (position, menu[0].text) == (1, OFF)


@pytest.mark.parametrize(
    "markup",
    [
        f"<aside><h2>{OFF}</h2>{TEXT}</aside>",
        f"<article><aside><h2>{OFF}</h2><ul>{LINKS}</ul></aside></article>",
        f"<div class='post-content'><aside><h2>{OFF}</h2><ul>{LINKS}</ul></aside></div>",
        f"<aside><article><h2>{OFF}</h2><ul>{LINKS}</ul></article></aside>",
        f"<footer><h2>{OFF}</h2><p>Hak cipta 2024</p></footer>",
        f"<div class=sidebar><h2>{OFF}</h2><ul>{LINKS}</ul></div>",
    ],
    ids=["text", "in an article", "in the content", "holds an article", "foot", "by class alone"],
)
def test_what_may_be_content_stays(markup: str) -> None:
    """A name alone is no proof, and the foot of a page may be the only place that tells the year."""
    assert OFF in _texts(markup)


def test_nested_sidebars_cost_bounded_time() -> None:
    """Each is asked what is in it, down to a bound; afterwards they are read like anything else."""
    deep = f"<aside>{TEXT}" * 200 + "</aside>" * 200
    root = tree.parse(f"<body>{deep}{TEXT * 300}</body>")
    began = time.process_time()

    found = blocks(root)

    assert len(found) > 400 > MAX_QUESTIONS
    assert time.process_time() - began < 10
