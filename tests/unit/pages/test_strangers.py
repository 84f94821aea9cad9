"""A line that talks of the site is told by the story it stands in; the same line in another story is kept."""

from __future__ import annotations

import pytest
from lxml import html

from archive import PassageKind
from dnusa_crawler.pages import clutter
from dnusa_crawler.pages.blocks import blocks
from dnusa_crawler.pages.strangers import strangers

URL = "https://pojok.example/2025/03/jembatan/"
PARAGRAPHS = (
    "Jembatan gantung di Dusun Wonosari ambruk pada Senin sore setelah tali penyangganya putus.",
    "Tidak ada korban, tetapi puluhan siswa kini menyeberang dengan rakit bambu setiap pagi.",
    "Dinas Pekerjaan Umum menghitung biaya jembatan baru sekitar Rp1,8 miliar.",
    "Sampai selesai, kendaraan harus memutar sembilan kilometer melewati jalan kebun.",
)
STORY = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
LINE = "Paket tahunan kini tersedia di toko daring kami."


def found(markup: str, *, names: tuple[str, ...] = (), url: str = URL) -> list[str]:
    """Return the texts of the strangers on a page whose every paragraph and item is kept."""
    all_blocks = blocks(html.fromstring(f"<html><body>{markup}</body></html>"))
    kept = [block.index for block in all_blocks if block.kind is not PassageKind.HEADING]
    reasons = clutter.reasons(all_blocks, url=url)
    result = strangers(all_blocks, kept, reasons, names=frozenset(names), url=url)
    return [all_blocks[index].text for index in sorted(result)]


def test_a_line_that_has_nothing_to_do_with_its_story_is_found() -> None:
    """In the middle of the story and below it."""
    assert found(STORY + f"<p>{LINE}</p>") == [LINE]
    assert found(f"<p>{PARAGRAPHS[0]}</p><p>{LINE}</p>" + STORY) == [LINE]


def test_what_the_story_is_about_is_the_story_s() -> None:
    """In a story about a shop and its yearly plans the same line may be the story's."""
    shop = "<p>Pemilik toko itu menjual paket tahunan sejak Januari, dan pembelinya terus bertambah.</p>"

    assert found(f"{STORY}{shop}<p>{LINE}</p>") == []


def test_a_story_that_talks_to_its_reader_has_no_strangers() -> None:
    """Where the paragraphs talk to "you", such talk proves nothing; what is quoted is no such talk."""
    advice = "".join(
        f"<p>Kalau Anda menyeberangi sungai nomor {n} dengan rakit, pegang tali dan jangan berdiri.</p>"
        for n in range(4)
    )
    quotes = "".join(
        f"<p>“Kalau Anda menyeberangi sungai nomor {n}, pegang tali,” begitu pesan perangkat desa kepada warga.</p>"
        for n in range(4)
    )

    assert found(f"{advice}<p>{LINE}</p>") == []
    assert found(f"{quotes}<p>{LINE}</p>") == [LINE]


@pytest.mark.parametrize(
    "line",
    [
        "Paket itu tiba pada Selasa pagi.",
        "“Paket tahunan kini tersedia di toko daring kami,” kata Slamet.",
        "Kami menunggu kabar dari tim pencari sejak subuh.",
        "Tiket rakit itu dua ribu rupiah.",
    ],
)
def test_a_sentence_about_such_things_is_no_stranger(line: str) -> None:
    """One thing, or somebody's "we", is not talk of the site."""
    assert found(f"{STORY}<p>{line}</p>") == []


def test_without_a_story_nothing_is_strange() -> None:
    """Two paragraphs are no story to compare with; a list is none, either."""
    assert found(f"<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p><p>{LINE}</p>") == []
    assert found(f"<ul><li>Satu</li><li>Dua</li></ul><p>{LINE}</p>") == []


def test_a_page_of_such_lines_is_no_story() -> None:
    """Where there are too many of them they are what the page is about, and comparing them all would take long."""
    lines = [f"Nomor{n} paket kini tersedia di toko daring kami." for n in range(41)]

    assert found(STORY + "".join(f"<p>{line}</p>" for line in lines[:40])) == lines[:40]
    assert found(STORY + "".join(f"<p>{line}</p>" for line in lines)) == []


def test_a_dateline_is_no_talk_of_the_site() -> None:
    """It begins with the paper's name, as talk of the paper does, and opens the story."""
    lead = "Pojok Kita, Kediri – Perajin besalen menempa linggis dan sabit untuk kebun tebu."
    about = "Pojok Kita adalah bagian dari jaringan media."

    assert found(f"<p>{lead}</p>{STORY}<p>{about}</p>", names=("pojok kita",)) == [about]


def test_a_link_to_another_site_is_no_sign_of_this_one() -> None:
    """A line whose link leads home is nearer to talk of the site."""
    line = "Ratna Dewi menulis <a href='{}'>214 artikel selama ini</a>"

    assert len(found(f"{STORY}<p>{line.format('/penulis/ratna/')}</p>")) == 1
    assert found(f"{STORY}<p>{line.format('https://lain.example/ratna/')}</p>") == []


def test_what_begins_alike_again_and_again_is_the_article_s_own() -> None:
    """Three lines with one first word are a form of the article."""
    lines = [f"Tiket {color}: paket hemat di toko daring kami" for color in ("merah", "biru", "hijau")]

    assert found(f"{STORY}<p>{lines[0]}</p>") == lines[:1]
    assert found("".join(f"<p>{line}</p>{STORY}" for line in lines)) == []


@pytest.mark.parametrize(
    ("question", "choices", "is_poll"),
    [
        ("Setujukah Anda jembatan itu dibangun permanen?", ("Setuju 64%", "Tidak 21%", "Ragu-ragu 15%"), True),
        ("Apa yang harus Anda bawa?", ("Pelampung", "Tali", "Jas hujan"), False),
        ("Bagaimana hasil pemilihan kepala desa?", ("Sumini 64%", "Slamet 21%", "Lainnya 15%"), False),
        ("Setujukah Anda jembatan itu dibangun permanen?", ("Setuju 64%",), False),
    ],
)
def test_a_question_to_the_reader_goes_with_its_choices(
    question: str, choices: tuple[str, ...], is_poll: bool
) -> None:  # fmt: skip
    """Shares of votes below it make it a poll; a list of things to bring, or a result, is the story's."""
    items = "".join(f"<li>{choice}</li>" for choice in choices)

    assert found(f"{STORY}<p>{question}</p><ul>{items}</ul>") == ([question, *choices] if is_poll else [])
