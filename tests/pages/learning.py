"""A site of fifty pages in a theme that no rule knows, with five kinds of clutter that no list names.

Cold, a reader cannot know that these lines are not the story: they are sentences, or headlines, without a word about the
site. Only the other pages tell. ``pages()`` gives (address, HTML, true lines, clutter lines) in the order of a crawl.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from tests.pages.indonesian.texts import texts

COUNT = 50
_PROVERBS = (
    "Air beriak tanda tak dalam, air tenang menghanyutkan perahu.", "Sedikit demi sedikit, lama-lama lumbung penuh juga.",
    "Bambu yang lentur tidak patah ditiup angin timur.", "Siapa menanam padi, rumput ikut tumbuh.",
    "Jalan jauh dimulai dari pintu dapur.", "Tak ada gading yang tak pernah retak.",
    "Ikan di hulu, api di hilir, bertemu dalam belanga.", "Petir sekali cukup untuk seluruh kampung.",
)  # fmt: skip


@dataclass(frozen=True)
class LearningPage:
    """One page of the site."""

    url: str
    html: str
    #: Lines that must be in the text.
    true: tuple[str, ...]
    #: Lines that must not be.
    clutter: tuple[str, ...]


def pages(count: int = COUNT) -> Iterator[LearningPage]:
    """Yield the pages of the site."""
    written = texts()
    rng = random.Random("a theme nobody knows")
    titles = [text.title for text in written]
    for number in range(count):
        text = written[number % len(written)]
        units = [unit for kind, unit in text.units if kind in {"p", "quote"}]
        title = text.title
        if number >= len(written):
            other = written[(number * 7) % len(written)]
            units = [unit for kind, unit in other.units if kind == "p"][-2:] + units[:2]
            title = f"{other.title} dan {text.title}"
        if number % 9 == 4:
            # The background of a running story: the same true sentence on several pages.
            units.insert(2, "Sebelumnya diberitakan, pemerintah daerah berjanji menyelesaikan persoalan itu sebelum akhir tahun anggaran.")
        one, two, three = (rng.choice(titles) for _ in range(3))
        fixed = "Warung Mbak Yah di seberang stasiun buka sampai larut malam."
        family = f"Lembar sebelah » {one}"
        coupon = f"Kupon undian {rng.randrange(10000, 99999)} dipotong di garis putus-putus."
        proverb = rng.choice(_PROVERBS)
        shelf = f"Dari rak lama {two} serta {three}"
        story = [f'<p class="qa">{unit}</p>' for unit in units]
        story.insert(1, f'<p class="qa">Lembar sebelah » <a href="/b/{rng.randrange(9999)}">{one}</a></p>')
        if number % 3:
            story.insert(3, f'<p class="qa">{fixed}</p>')
        else:
            story.append(f'<p class="qa">{fixed}</p>')
        at = text.at
        html = (
            f'<!doctype html><html lang="id"><head><meta charset="utf-8"><title>{title} | Mingguan Delta</title></head><body><div class="qz"><a href="/">Mingguan Delta</a></div>'
            f'<div class="qh"><h1>{title}</h1></div><div class="qd">{text.writer}, {at.day}/{at.month}/{at.year} {at:%H:%M} WIB</div><div class="qb">{"".join(story)}'
            f'<p class="qa">{coupon}</p><div class="qp"><p>{proverb}</p></div><div class="qr"><p>Dari rak lama <a href="/c/1">{two}</a> serta <a href="/c/2">{three}</a></p></div>'
            f'<p class="qa">Penulis: {text.writer}</p></div></body></html>'
        )
        yield LearningPage(f"https://delta.example/{number:03d}-{text.slug}", html, tuple(units), (fixed, family, coupon, proverb, shelf))
