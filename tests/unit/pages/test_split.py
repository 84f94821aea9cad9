"""Several articles in one page are told apart; subheadings, teasers and listings split nothing."""

from __future__ import annotations

import time
import urllib.parse

import pytest
from lxml import html

from dnusa_crawler.pages import clutter, split, split_view
from dnusa_crawler.pages.blocks import blocks
from dnusa_crawler.pages.split_cohesion import resumes_at
from dnusa_crawler.pages.split_lines import breaks_off, dateline, is_fact_line, opening

URL = "https://kabar.example/2025/02/satu/"
ONE = "".join(
    f"<p>Kalimat {n} berita pertama menerangkan perbaikan tanggul Sungai Konto di Kandangan.</p>" for n in range(4)
)
TWO = "".join(
    f"<p>Kalimat {n} berita kedua menceritakan lomba perahu naga di Waduk Gajah Mungkur.</p>" for n in range(4)
)


def articles(
    markup: str,
    *,
    url: str = URL,
    headlines: tuple[str, ...] = (),
    title: str = "Tanggul Konto Diperbaiki",
    is_further_page: bool = False,
) -> list[split.Segment]:
    """Split a page, every running paragraph of which was kept."""
    found = blocks(html.fromstring(f"<html><head><title>{title}</title></head><body>{markup}</body></html>"))
    reasons = clutter.reasons(found, url=url)
    kept = {
        block.index
        for block, why in zip(found, reasons, strict=True)
        if why is None and len(block.text) > 60 and not block.links
    }
    return split.split(
        found, kept, reasons=reasons, url=url, headlines=headlines or (title,), is_further_page=is_further_page
    )


def test_a_page_of_one_article_is_one() -> None:
    """Nothing to split, nothing split."""
    assert len(articles(f"<h1>Tanggul Konto Diperbaiki</h1>{ONE}")) == 1


@pytest.mark.parametrize("tag", ["h2", "h3", "h4"])
def test_subheadings_split_nothing(tag: str) -> None:
    """A headline with nothing of its own below is a subheading."""
    found = articles(
        f"<article><h1>Tanggul Konto Diperbaiki</h1>{ONE}<{tag}>Warga menunggu janji</{tag}>{TWO}<{tag}>Biaya dari provinsi</{tag}>{ONE}</article>"
    )

    assert len(found) == 1
    assert len([block for block in found[0].body if block.text.startswith("Kalimat")]) == 12


def test_a_linked_headline_in_the_story_splits_nothing() -> None:
    """The story goes on below a related headline."""
    found = articles(
        f'<div><h1>Tanggul Konto Diperbaiki</h1>{ONE}<h3><a href="/2025/02/dua/">Lomba Perahu Naga di Wonogiri</a></h3>{ONE}</div>'
    )

    assert len(found) == 1


def test_a_second_article_with_an_element_of_its_own() -> None:
    """What scrolling appends has its own element, headline and address."""
    found = articles(
        f'<article class="post"><h1 class="t">Tanggul Konto Diperbaiki</h1>{ONE}</article>'
        f'<article class="post"><h1 class="t"><a href="/2025/02/dua/">Lomba Perahu Naga di Wonogiri</a></h1>{TWO}</article>'
    )

    assert [segment.title for segment in found] == ["Tanggul Konto Diperbaiki", "Lomba Perahu Naga di Wonogiri"]
    assert found[1].url == "https://kabar.example/2025/02/dua/"
    assert len(found[0].body) == len(found[1].body) == 4


def test_a_headline_may_have_a_second_line() -> None:
    """A heading of lower rank right below a headline set like the first is a part of it; its date may stand above."""
    found = articles(
        f'<article><h1 class="t">Tanggul Konto Diperbaiki</h1><h2>Warga sudah lama menunggu</h2>{ONE}</article>'
        '<article><p>3 Februari 2025</p><h1 class="t">Lomba Perahu Naga di Wonogiri</h1>'
        f"<h2>Dua puluh regu ikut serta tahun ini</h2>{TWO}</article>"
    )

    assert [segment.title for segment in found] == ["Tanggul Konto Diperbaiki", "Lomba Perahu Naga di Wonogiri"]
    assert [sum("Kalimat" in block.text for block in segment.body) for segment in found] == [4, 4]


def test_the_next_article_inside_the_content() -> None:
    """A linked headline, a line of date and author, a text: an article, not a part of the one above."""
    found = articles(
        f'<div class="entry-content"><h1>Tanggul Konto Diperbaiki</h1>{ONE}<div class="next"><h2><a href="/2025/02/dua/">Lomba Perahu Naga di Wonogiri</a></h2><p>3 Februari 2025 - Yustina Wardani</p>{TWO}</div></div>'
    )

    assert [len(segment.body) for segment in found] == [4, 4]
    assert [block.text for block in found[1].facts] == ["3 Februari 2025 - Yustina Wardani"]


NEXT = (
    '<div class="next"><h2><a href="/2025/02/dua/">Lomba Perahu Naga di Wonogiri</a></h2>'
    f"<p>3 Februari 2025 - Yustina Wardani</p>{TWO}</div>"
)


@pytest.mark.parametrize(
    "own", ["<p>Warga menanam rumput gajah di tepi tanggul itu sebelum musim hujan.</p>", '<img src="a.jpg" alt="">']
)
def test_the_next_article_below_the_little_that_a_further_page_holds(own: str) -> None:
    """Page 3 may be one sentence, or one picture; the next article below is not its text."""
    found = articles(
        f'<div class="entry-content"><h1>Tanggul Konto Diperbaiki</h1>{own}{NEXT}</div>',
        url=URL + "3/",
        is_further_page=True,
    )
    *before, following = found

    assert following.url == "https://kabar.example/2025/02/dua/"
    assert len(following.body) == 4
    assert following.is_below_another is not bool(before)
    assert [len(segment.body) for segment in before] == ([1] if own.startswith("<p>") else [])


def test_an_author_above_the_story_of_a_further_page_splits_nothing() -> None:
    """A linked name with a date below is no headline."""
    found = articles(
        f'<div><h1>Tanggul Konto Diperbaiki</h1><div><p><a href="/orang/yustina/">Yustina Wardani dari Kediri</a></p>'
        f"<p>3 Februari 2025</p>{ONE}</div></div>",
        url=URL + "2/",
        is_further_page=True,
    )

    assert [len(segment.body) for segment in found] == [4]


def test_excerpts_of_other_articles_are_none() -> None:
    """A headline and the beginning of a text, broken off, is no article of this page."""
    card = '<article class="post"><h2><a href="/2025/02/{0}/">Judul Berita Nomor {0} di Kediri</a></h2><p>Ringkasan berita yang dipotong di tengah kalimat supaya pembaca mengeklik …</p></article>'
    found = articles(
        f"<article><h1>Tanggul Konto Diperbaiki</h1>{ONE}</article>" + "".join(card.format(n) for n in range(4))
    )

    assert len(found) == 1
    assert len(found[0].body) == 4


def test_a_ticker_gives_one_article_an_entry() -> None:
    """Entries with a headline and a time are records of their own."""
    entry = '<article class="ticker-item"><h2 class="e">{0}</h2><time>{1} WIB</time>{2}</article>'
    found = articles(
        f"<h1 class='e'>Tanggul Konto Diperbaiki</h1><p>{'Pembaca dapat mengikuti perkembangan banjir sepanjang hari di halaman ini. ' * 3}</p>"
        + entry.format("Air mulai surut di Kandangan", "10:30", ONE)
        + entry.format("Pengungsi pulang ke rumah", "11:45", TWO)
    )

    assert [segment.title for segment in found[1:]] == ["Air mulai surut di Kandangan", "Pengungsi pulang ke rumah"]


def test_a_teaser_with_a_dateline_in_the_middle_of_the_story_takes_no_text_from_it() -> None:
    """Paragraphs that come back to the story's names belong to the story."""
    story = (
        "<p>Kediri, (Kabar) – Tanggul Sungai Konto di Kandangan jebol sepanjang 30 meter, Rabu (12/2/2025).</p><p>Kepala dinas Irwan Hadi mengirim alat berat ke Kandangan sejak pagi hari.</p>",
        "<p>Irwan mengatakan tanggul di Kandangan itu dibangun pada 1987 dan belum pernah diperkuat.</p><p>Warga Kandangan berharap tanggul Konto dibangun permanen sebelum musim hujan.</p>",
    )
    teaser = '<h3><a href="/2025/02/pare/">Pasar Pare Kembali Dibuka Pekan Ini</a></h3><p>Kediri, (Kabar) – Pedagang Pasar Pare mulai menata lapak setelah genangan surut, Kamis (13/2/2025).</p>'

    found = articles(
        f"<div><h1>Tanggul Konto Jebol</h1>{story[0]}{teaser}{story[1]}</div>", title="Tanggul Konto Jebol"
    )

    assert len(found) == 1
    assert [block.text[:14] for block in found[0].body] == [
        "Kediri, (Kabar",
        "Kepala dinas I",
        "Irwan mengatak",
        "Warga Kandanga",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tulungagung, (dNusa.id) – Puluhan pejabat menjalani tes urine.", True),
        ("KOMPAS.com - Puluhan pejabat menjalani tes urine lagi hari ini.", True),
        ("Jakarta (ANTARA) - Puluhan pejabat menjalani tes urine hari ini.", True),
        ("JAKARTA, KOMPAS.com – Puluhan pejabat menjalani tes urine.", True),
        ("ATLANTA -- Federal drug officials are warning Georgia again.", True),
        ("Jakarta - Bandung ditempuh dalam 40 menit dengan kereta.", False),
        ("GRIPES: Very limited cockpit storage in this small car.", False),
        ("DEAR ABBY: My husband of more than 20 years bought tickets.", False),
    ],
)
def test_datelines(text: str, expected: bool) -> None:
    """A dateline is a place with an agency, an agency with a place, or a place in capitals, and a dash."""
    assert dateline(text) is expected


def test_fact_lines_and_openings() -> None:
    """Lines of date and author are told from sentences that begin with a day."""
    assert is_fact_line("Jumat, 14 Juni 2024 | 10:30 WIB")
    assert is_fact_line("Dewi Ratnasari | Jumat, 2 Mei 2025, 14.40 WIB")
    assert is_fact_line("Penulis: Siti Aminah")
    assert is_fact_line("15 September 2026 - kartini.hartono")
    assert not is_fact_line("Jumat malam itu warga Desa Ngantru turun ke jalan dan menutup pasar.")
    assert not is_fact_line("£8.50")
    assert opening("Beranda Jatim, Malang – Pasar pindah.") & opening("Beranda Jatim, Blitar – Harga naik.") == {
        "beranda jatim"
    }
    assert opening("dia datang – lalu pergi") == frozenset()
    assert breaks_off("Ringkasan berita ini …")
    assert breaks_off("Ringkasan berita ini Selengkapnya")


def test_a_second_article_below_the_first_keeps_its_text() -> None:
    """Words in common (the town, the office) do not make the second article a teaser."""
    story = ["Tanggul Konto jebol", "Bupati Kediri meninjau tanggul Konto di Kandangan.", "Irwan mengirim alat berat."]
    second = [
        "Pasar Pare dibuka",
        "Bupati Kediri membuka Pasar Pare.",
        "Pedagang Pasar Pare senang.",
        "Kios di Pare ditempati lagi.",
    ]

    assert resumes_at(story, second) is None


def test_a_page_of_many_headlines_is_split_in_bounded_time() -> None:
    """Thousands of headlines cost no more than seconds, and no more articles come out than allowed."""
    card = (
        '<div class="post"><h2><a href="/2025/02/{0}/">Judul Berita Nomor {0} di Kota Kediri</a></h2><p>3 Februari 2025 - Siti</p>'
        + TWO
        + "</div>"
    )
    markup = "".join(card.format(number) for number in range(1500))
    began = time.process_time()

    found = articles(f"<main>{markup}</main>", url="https://kabar.example/")

    assert time.process_time() - began < 10
    assert 100 <= len(found) <= split.MAX_ARTICLES + 1


@pytest.mark.parametrize("href", ["http://[bad", "javascript:void(0)", "#", "mailto:a@b.example", "//", "http://"])
def test_a_bad_address_is_no_address(href: str) -> None:
    """A headline that links nowhere has no address of its own."""
    found = articles(
        f'<article><h1>Tanggul Konto Diperbaiki</h1>{ONE}</article><article class="post"><h2><a href="{href}">Lomba Perahu Naga di Wonogiri</a></h2><p>3 Februari 2025</p>{TWO}</article>',
        url="http://[bad",
    )

    assert [segment.url for segment in found] == [None, None]


def test_an_address_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many lines that may be headlines ask about the links below them."""
    asked: list[str] = []

    def urljoin(base: str, href: str) -> str:
        asked.append(href)
        return urllib.parse.urljoin(base, href)

    monkeypatch.setattr(split_view, "urljoin", urljoin)
    links = [f"https://pasar.example/{number}/" for number in range(40)]

    articles("<ul>" + "".join(f"<li><a href='{link}'>Daftar harga cabai pasar</a></li>" for link in links) + "</ul>")

    assert sorted(asked) == sorted(links[1:])
