"""Which blocks are body, and why the others are not."""

from __future__ import annotations

import numpy as np
import pytest

from archive import PassageKind
from dnusa_crawler.pages import appeals, around, beside, body, clutter, likelihood, model, tree
from dnusa_crawler.pages.blocks import Block, blocks

STORY = [
    "Hujan deras yang turun sejak Kamis malam membuat tiga desa di Kecamatan Gondang terendam banjir setinggi lutut.",
    "Kepala desa mengatakan air mulai naik sekitar pukul sembilan malam dan merendam lebih dari seratus rumah warga.",
    "Petugas mengirim dua perahu karet dan mendirikan dapur umum di lapangan kecamatan untuk warga yang mengungsi.",
]
OTHER = [
    "Bupati meresmikan pasar baru di pusat kota pada Rabu siang bersama para pedagang yang sudah lama menunggu.",
    "Pasar itu menampung empat ratus pedagang dan dibangun selama dua tahun dengan biaya dari anggaran daerah.",
    "Pedagang berharap harga sewa kios tidak naik sehingga pembeli tetap datang setiap hari ke tempat yang baru.",
]


def _kept(markup: str, *, headline: str = "Banjir rendam tiga desa di Gondang") -> tuple[list[str], dict[str, str]]:
    root = tree.parse(f"<html><body>{markup}</body></html>")
    found = blocks(root)
    choices = body.choose(found, root, hints=body.Hints(headlines=(headline,)), clutter=clutter.reasons(found))
    texts = [block.text for block, choice in zip(found, choices, strict=True) if choice.kept]
    return texts, {block.text: choice.reason for block, choice in zip(found, choices, strict=True) if not choice.kept}


def _article(headline: str, paragraphs: list[str], number: int) -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<article><h1 class='title t{number}'>{headline}</h1><div class='isi'>{text}</div></article>"


def test_the_body_ends_where_the_next_article_begins() -> None:
    """The next story, loaded below in an article element of its own, is not this one's text."""
    kept, dropped = _kept(
        _article("Banjir rendam tiga desa di Gondang", STORY, 1)
        + _article("Bupati resmikan pasar baru di kota", OTHER, 2)
    )

    assert kept == STORY
    assert dropped[OTHER[1]] == "after the headline of another article"


def test_headings_inside_one_article_do_not_end_it() -> None:
    """Sections styled like the headline are sections while they stand in the same article element."""
    kept, _ = _kept(
        "<article><h1 class='t'>Banjir rendam tiga desa di Gondang</h1>"
        + "".join(f"<p>{one}</p>" for one in STORY)
        + "<h1 class='t'>Bantuan mulai datang ke lokasi</h1>"
        + "".join(f"<p>{one}</p>" for one in OTHER)
        + "</article>"
    )

    assert [text for text in kept if text in STORY + OTHER] == STORY + OTHER


def test_comments_are_taken_out_by_the_names_around_them() -> None:
    """Readers' sentences are well-written text in the wrong place."""
    kept, _ = _kept(
        "<article><h1>Banjir rendam tiga desa di Gondang</h1><div class='entry-content'>"
        + "".join(f"<p>{one}</p>" for one in STORY)
        + f"</div></article><div class='comments-area'><div class='comment-body'><p>{OTHER[0]}</p></div></div>"
    )

    assert kept == STORY


@pytest.mark.parametrize(
    "text",
    [
        "Our newsroom is free for everyone, and we need your help to keep it so. Become a member today for two dollars.",
        "Kami bekerja tanpa pemilik modal besar dan tanpa iklan judi. Dukung kami dengan donasi mulai sepuluh ribu rupiah.",
        "Unsere Arbeit ist für alle frei zugänglich, und das soll sie bleiben. Unterstützen Sie uns mit einer Spende.",
        "Notre rédaction est indépendante et ne vit que grâce à ses lecteurs. Faites un don pour que cela continue.",
        "Nuestra redacción no tiene dueños ni partidos detrás, solo lectores. Hazte socio y ayúdanos a seguir contando.",
    ],
    ids=["en", "id", "de", "fr", "es"],
)
def test_an_appeal_for_money_is_taken_out(text: str) -> None:
    """A box that is named so and asks for the paper is not the story, in whatever language; either alone stays."""
    before = "<article><h1>Banjir rendam tiga desa di Gondang</h1><div class='entry-content'>" + "".join(
        f"<p>{one}</p>" for one in STORY
    )

    for name, left in (("support-box", STORY), ("donation__message", STORY), ("kotak", [*STORY, text])):
        found = blocks(tree.parse(f"{before}<div class='{name}'><p>{text}</p></div></div></article>"))
        kept = [block.index for block in found if block.kind is PassageKind.PARAGRAPH]
        gone = appeals.appeals(found, kept)

        assert [found[index].text for index in kept if index not in gone] == left


def test_a_section_named_after_support_is_text() -> None:
    """A name that also means help, or what a thing can do, says nothing of what stands there."""
    kept, _ = _kept(
        "<article><h1>Banjir rendam tiga desa di Gondang</h1><div class='entry-content'>"
        + "".join(f"<p>{one}</p>" for one in STORY)
        + f"<div id='support'><p>{OTHER[0]}</p><p>{OTHER[1]}</p></div></div></article>"
    )

    assert kept == [*STORY, *OTHER[:2]]


def test_a_scope_is_obeyed() -> None:
    """Where a person names the body, nothing else is body, whatever the model thinks."""
    root = tree.parse("<body>" + "".join(f"<p>{one}</p>" for one in STORY) + "</body>")
    found = blocks(root)

    choices = body.choose(found, root, hints=body.Hints(), clutter=[None] * 3, scope=frozenset({1}))

    assert [choice.kept for choice in choices] == [False, True, False]


def test_a_page_without_blocks_has_no_choices() -> None:
    """Nothing in, nothing out."""
    assert body.choose([], tree.parse("<p>x</p>"), hints=body.Hints(), clutter=[]) == []


def test_trees_give_what_their_nodes_say() -> None:
    """One tree of one split: left at or under the threshold, right above; leaves add up to a logit."""
    trees = model.Trees(
        feature=np.array([1, 0, 0], np.int32), threshold=np.array([2.0, 0, 0], np.float32),
        left=np.array([1, 1, 2], np.int32), right=np.array([2, 1, 2], np.int32),
        value=np.array([0, -3.0, 3.0], np.float32), roots=np.array([0], np.int32), depth=1,
    )  # fmt: skip

    found = trees.predict(np.array([[9, 2.0], [0, 2.5]], np.float32))

    assert found.round(4).tolist() == [0.0474, 0.9526]
    assert trees.predict(np.zeros((0, 2), np.float32)).shape == (0,)


def test_the_shipped_models_fit_the_features() -> None:
    """The file and the code that measures must be of one version."""
    from dnusa_crawler.pages import features

    models = model.shipped()

    assert models.first.feature.max() < len(features.NAMES)
    assert models.second.feature.max() >= len(features.NAMES)


def test_only_within_one_article_is_text_said_twice() -> None:
    """However likely the next article's copy of a paragraph is, the first keeps its own; a copy of all is one article."""
    found = blocks(tree.parse("<body>" + "".join(f"<p>{one}</p>" for one in [*STORY, *OTHER, STORY[1]]) + "</body>"))
    choices = [body.Choice(kept=True, witness="model", reason="", chance=0.6 + block.index / 20) for block in found]
    apart = body.homes([found[:3], found[3:]])
    together = body.homes([found, found[:2]])

    assert body.repetitions(found, choices) == [1]
    assert body.repetitions(found, choices, apart) == []
    assert body.repetitions(found, choices, together) == [1]
    assert set(body.homes([found[:3], found[6:]]).values()) == {0}


def _beside(markup: str) -> tuple[list[Block], list[int]]:
    found = blocks(tree.parse(f"<html><body>{markup}</body></html>"))
    return found, list(range(len(found)))


@pytest.mark.parametrize(
    ("names", "is_comment"),
    [
        ("comment", True),
        ("comments-area", True),
        ("post has-comments", False),
        ("berita tag-comments", False),
        ("news commentary", False),
        ("entry comments-enabled", False),
    ],
)
def test_an_article_that_is_named_after_comments_is_no_comment(names: str, *, is_comment: bool) -> None:
    """Themes say of an article whether it has comments, and what it is about."""
    found, kept = _beside(f"<div class='{names}'><p>{OTHER[0]}</p></div>")

    assert beside.comments(found, kept, -1) == ({0} if is_comment else set())


def test_what_holds_the_headline_is_no_place_for_comments() -> None:
    """The page's own headline stands in the article, whatever that is called."""
    found, kept = _beside(f"<div class='comment'><h1>Banjir rendam tiga desa</h1><p>{STORY[0]}</p></div>")

    assert beside.comments(found, kept, 0) == set()
    assert beside.comments(found, kept, -1) == {0, 1}


def test_captions_are_known_by_their_names() -> None:
    """A theme's caption that is no figcaption; not the headline of a box with a caption."""
    found, kept = _beside(
        f"<div class='gambar'><p class='imageCaption'>{OTHER[0]}</p></div>"
        f"<div class='wp-caption'><p>{OTHER[1]}</p></div>"
        f"<div class='header has-caption'><p>{OTHER[2]}</p></div><p>{STORY[0]}</p>"
    )

    assert [found[index].text for index in sorted(beside.captions(found, kept))] == OTHER[:2]


def test_captions_are_known_by_their_credits() -> None:
    """The photographer's name at the end of a line that stands alone with a picture."""
    caption = "Warga melintasi banjir di Gondang. Foto: Antara/Rony"
    found, kept = _beside(
        f"<div><img src='a.jpg'><div>{caption}</div></div><div><img src='b.jpg'><p>{STORY[0]}</p></div>"
        f"<div><img src='c.jpg'><p>{caption}</p><p>{STORY[1]}</p></div>"
    )

    assert beside.captions(found, kept) == {0}


@pytest.mark.parametrize(
    ("text", "is_notice"),
    [
        ("If you purchase a product through a link on our site, we may receive compensation.", True),
        ("Kami menerima komisi dari setiap pembelian melalui tautan dalam artikel ini.", True),
        ("Für Einkäufe über unsere Links erhalten wir eine Provision, für Sie ändert sich nichts.", True),
        ("Si vous achetez via nos liens, nous pouvons percevoir une commission.", True),
        ("Kami mendapat undangan dari Komisi IV DPR tentang belanja daerah, kata Anda di tautan itu.", False),
        ("“We get a commission when you buy through our links,” the shop owner said of his trade.", False),
        ("The agents receive a commission for each policy, and the insurer pays it every month.", False),
    ],
)
def test_notices_about_commissions(text: str, *, is_notice: bool) -> None:
    """What the paper earns by links; not what others earn, nor the commissions of a parliament."""
    found, kept = _beside(f"<p>{text}</p>")

    assert beside.notices(found, kept) == ({0} if is_notice else set())


def _teasers(markup: str, chance: float = 0.6) -> list[str]:
    found, _ = _beside(markup)
    kept = {block.index: chance for block in found if block.link_chars < 0.9 * len(block.text)}
    return [found[index].text for index in sorted(beside.teasers(found, kept, "https://contoh.id/1/banjir"))]


def test_excerpts_below_headlines_that_lead_elsewhere_are_teasers() -> None:
    """Two of them, taken with doubt; what leads to another site or within the page is the story's own."""
    item = "<li><h3><a href='{}'>Bupati resmikan pasar baru</a></h3><p>{}</p></li>"
    lists = {
        href: "<ul>" + "".join(item.format(href, one) for one in OTHER) + "</ul>"
        for href in ("/2/pasar", "https://toko.example/beli", "#pasar")
    }

    assert _teasers(lists["/2/pasar"]) == OTHER
    assert _teasers(lists["/2/pasar"], chance=0.95) == []
    assert _teasers(item.format("/2/pasar", OTHER[0])) == []
    assert _teasers(lists["https://toko.example/beli"]) == []
    assert _teasers(lists["#pasar"]) == []


def test_linked_headlines_with_their_excerpts_behind_are_teasers() -> None:
    """A list of links alone may be the story's own; so may a single line."""
    lines = [f"<li><a href='/{number}'>Bupati resmikan pasar baru</a> {one}</li>" for number, one in enumerate(OTHER)]
    bare = "<ul>" + "<li><a href='/2'>Bupati resmikan pasar baru di pusat kota</a></li>" * 3 + "</ul>"

    assert len(_teasers(f"<ul>{''.join(lines)}</ul>")) == 3
    assert _teasers(f"<ul>{lines[0]}</ul>") == []
    found, kept = _beside(bare)
    assert beside.teasers(found, dict.fromkeys(kept, 0.6), "https://contoh.id/1") == set()


def test_a_refrain_is_no_repetition() -> None:
    """The same question put to everybody stays; a second copy of a paragraph goes."""
    question = "Apa yang paling Anda butuhkan sekarang dan apa yang Anda harapkan dari pemerintah?"
    texts = [text for pair in zip([question] * 3, STORY, strict=True) for text in pair] + [OTHER[0], OTHER[0]]
    found, _ = _beside("".join(f"<div><p>{text}</p></div>" for text in texts))
    choices = [body.Choice(kept=True, witness="model", reason="", chance=0.9) for _ in found]

    assert [found[index].text for index in body.repetitions(found, choices)] == [OTHER[0]]


@pytest.mark.parametrize(("found", "failed"), [(0, True), (1, True), (2, False), (10, False)])
def test_the_other_reader_failed_where_it_found_next_to_nothing(found: int, *, failed: bool) -> None:
    """Of ten blocks that the first look keeps, it has one or none."""
    p = np.array([0.9] * 10 + [0.1] * 5)
    shares = np.array([1.0] * found + [0.0] * (15 - found))

    assert likelihood.has_failed(p, shares, np.full(15, 20.0)) is failed


@pytest.mark.parametrize("has_story", [False, True])
def test_boxes_are_opened_where_nothing_stands_outside_of_them(*, has_story: bool) -> None:
    """A page whose every part is called a widget holds its story in one; another page's widgets are widgets."""
    found, _ = _beside(
        f"<div class='widget'><p>{STORY[0]}</p></div><div class='widget'><p>{OTHER[0]}</p></div>"
        + (f"<div class='isi'><p>{STORY[1]}</p></div>" if has_story else "")
    )
    reasons = clutter.reasons(found)
    assert reasons[:2] == ["box: widget", "box: widget"]
    choices = [
        body.Choice(kept=reason is None, witness="clutter", reason=reason or "", chance=chance)
        for reason, chance in zip(reasons, (0.9, 0.1, 0.9), strict=False)
    ]

    body.open_boxes(choices)

    assert [choice.kept for choice in choices] == ([False, False, True] if has_story else [True, False])


def test_a_list_is_no_headline() -> None:
    """Items of a list have a depth as headings have a rank; on a page without headings the first item stays text."""
    items = ["Pukul 06.00 sampai 07.15 untuk siswa sekolah dasar", "Pukul 12.00 sampai 13.30 untuk siswa sekolah dasar"]
    found = blocks(tree.parse(f"<p>{STORY[0]}</p><ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"))

    assert around.headline_index(found, body.Hints(headlines=("Banjir rendam tiga desa",))) == -1
    assert around.headline_index(found, body.Hints(headlines=(items[0],))) == -1
