"""Clutter is told by form, by markup and by whom it talks to; stories that use the same words are kept."""

from __future__ import annotations

import time

import pytest
from lxml import html

from dnusa_crawler.pages import clutter
from dnusa_crawler.pages.blocks import blocks
from dnusa_crawler.pages.clutter_credits import byline, credit_line, sign_off
from dnusa_crawler.pages.clutter_lines import line_reason
from dnusa_crawler.pages.clutter_site import WEIGHT_LIMIT, weight

STORY = "".join(
    f"<p>Kalimat nomor {number} dari berita tentang perbaikan tanggul di Kandangan, kata warga.</p>"
    for number in range(6)
)


def judged(markup: str, *, url: str = "https://kabar.example/a/") -> dict[str, str | None]:
    """Return the reasons of a page by text."""
    found = blocks(html.fromstring(f"<html><head><title>Judul - Kabar</title></head><body>{markup}</body></html>"))
    return {block.text: why for block, why in zip(found, clutter.reasons(found, url=url), strict=True)}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("GIPHY App Key not set. Please check settings", "widget error"),
        ("Mapbox access token is missing", "widget error"),
        ("Warning: Undefined variable $views in /home/x/single.php on line 12", "widget error"),
        (
            "This email address is being protected from spambots. You need JavaScript enabled to view it.",
            "widget error",
        ),
        ('[contact-form-7 404 "Not Found"]', "unexpanded shortcode"),
        ("[Gambas:Video 20detik]", "unexpanded shortcode"),
        ("{{ post.author }}", "unexpanded shortcode"),
        ("Baca juga: Bupati Tinjau Banjir", "pointer to another article"),
        ("READ MORE: Council votes to repair bridge", "pointer to another article"),
        ("Читайте также: Мост закрыт на ремонт", "pointer to another article"),
        ("À lire aussi : Le pont est fermé", "pointer to another article"),
        ("Lesen Sie auch: Brücke gesperrt", "pointer to another article"),
        ("Xem thêm: Cầu bị đóng", "pointer to another article"),
        ("यह भी पढ़ें: पुल बंद", "pointer to another article"),
        ("ADVERTISEMENT", "advertisement"),
        ("SCROLL TO CONTINUE WITH CONTENT", "advertisement"),
        ("=== Anzeige / Sponsorenhinweis", "advertisement"),
        ("Post Views: 1,234", "counter"),
        ("Dibaca 1.204 kali", "counter"),
        ("5 min read", "counter"),
        ("Halaman: 1 2 3 Tampilkan semua", "page navigation"),
        ("« Sebelumnya", "page navigation"),
        ("Bagikan artikel ini", "share row"),
        ("Facebook Twitter WhatsApp Telegram", "share row"),
        ("Klik untuk berbagi di Telegram(Membuka di jendela yang baru)", "share row"),
        ("Dilarang keras mengambil konten situs ini tanpa izin", "legal line"),
        ("© 2024 Kabar. All rights reserved.", "legal line"),
        ("Artikel ini telah tayang di kabar.example dengan judul Tanggul", "note on the article's origin"),
        ("Alamat email Anda tidak akan dipublikasikan. Ruas yang wajib ditandai *", "comment form"),
        ("***", "ornament"),
    ],
)
def test_a_line_is_told_by_its_form(line: str, reason: str) -> None:
    """Each kind has a form of its own, whatever language it speaks."""
    assert line_reason(line) == reason


@pytest.mark.parametrize(
    "line",
    [
        "Baca puisi menjadi acara pembuka festival itu, diikuti dua puluh pelajar.",
        "Google News diblokir di negara itu sejak Senin, kata regulator.",
        "Dilarang mengambil ikan dengan setrum, begitu isi papan di tepi sungai.",
        "Aplikasi itu sudah diunduh lebih dari 12.000 kali di Play Store.",
        "“Baca juga suratnya sampai selesai,” pesan ibunya.",
        "Loading ramp di pelabuhan itu roboh diterjang ombak, menewaskan dua orang.",
        "Advertising revenue fell by a tenth last year, the company said.",
        "Halaman rumahnya terendam setinggi lutut.",
    ],
)
def test_a_sentence_of_a_story_has_no_form(line: str) -> None:
    """The same words in a sentence are a story's."""
    assert line_reason(line) is None
    assert weight(line) < WEIGHT_LIMIT


def test_what_commands_the_reader_and_names_the_site_is_weighed_out() -> None:
    """No list names this line; it is told by whom it talks to."""
    reasons = judged(STORY + "<p>Bantu kami meliput kampung Anda, kirim foto ke redaksi@kabar.example.</p>")

    assert reasons["Bantu kami meliput kampung Anda, kirim foto ke redaksi@kabar.example."] == clutter.SITE_TALK
    assert all(why is None for text, why in reasons.items() if text.startswith("Kalimat"))


def test_a_refrain_of_the_article_is_kept() -> None:
    """What an article says under each of its items is its form, not the site's."""
    items = "".join(
        f"<p>Barang nomor {n} cocok untuk dapur kecil di rumah susun.</p><p>Klik di sini, kunjungi toko {n}</p>"
        for n in range(4)
    )

    reasons = judged(items)

    assert all(reasons[f"Klik di sini, kunjungi toko {n}"] is None for n in range(4))


def test_links_below_a_pointer_go_with_it() -> None:
    """ "Baca juga:" alone leads the headlines below it away."""
    reasons = judged(
        STORY
        + '<p>Baca juga:</p><p><a href="/x/">Jembatan Baru Dibuka Bupati</a></p><p><a href="/y/">Pasar Pindah Sementara</a></p>'
    )

    assert reasons["Jembatan Baru Dibuka Bupati"] is not None
    assert reasons["Pasar Pindah Sementara"] is not None


def test_a_box_is_told_by_its_name_and_a_story_in_it_is_not() -> None:
    """A class name takes a small box away; the same name on the element of the whole story takes nothing."""
    reasons = judged(f'{STORY}<div class="related-posts"><p>Ini ringkasan berita lain.</p></div>')
    whole = judged(f'<div class="post-share-content related">{STORY * 3}</div>')

    assert reasons["Ini ringkasan berita lain."] == "box: related"
    assert all(why is None for why in whole.values())


def test_credits_are_read_and_sentences_are_not_credits() -> None:
    """The names of a credit line stay available as names."""
    assert credit_line("Penulis: Siti Aminah Editor: Budi Santoso") == (
        ("author", "Siti Aminah"),
        ("editor", "Budi Santoso"),
    )
    assert credit_line("Reporter : Siti | Redaktur : Budi") == (("author", "Siti"), ("editor", "Budi"))
    assert credit_line("Editor: orang yang memilih berita itu adalah guru saya.") == ()
    assert byline("Oleh Budi Santoso") == "Budi Santoso"
    assert byline("Oleh karena itu warga diminta waspada") is None
    assert sign_off("(red/ab)") == "red/ab"
    assert sign_off("(Budi menolak memberi keterangan)") is None


def test_one_block_is_judged_as_in_the_whole_page() -> None:
    """The single answer and the answers for all agree."""
    found = blocks(html.fromstring(f"<body>{STORY}<p>Baca juga: Jembatan Dibuka</p></body>"))

    assert [clutter.reason(block, blocks=found) for block in found] == clutter.reasons(found)


@pytest.mark.parametrize(
    "piece", ["a" * 400, "1 " * 200, "(" * 300, "Baca juga " * 40, "A- " * 130, "1" * 400, "[a b" * 90, ": " * 200]
)
def test_hostile_lines_cost_no_time(piece: str) -> None:
    """No pattern runs away on a line made to make it."""
    began = time.process_time()
    line_reason(piece)
    credit_line(piece)
    byline(piece)
    sign_off(piece)
    weight(piece)

    assert time.process_time() - began < 0.5


def test_a_page_of_broken_shortcodes_costs_no_time() -> None:
    """Hyphens and lines may be in the words of a shortcode or between them."""
    began = time.process_time()
    found = {line_reason(f"[{'_' * 380} !{number}") for number in range(200)}

    assert found == {None}
    assert time.process_time() - began < 0.5


def test_a_page_of_dots_in_brackets_costs_no_time() -> None:
    """A dot may part two names or be in one; no sign-off has so many."""
    began = time.process_time()
    found = {sign_off(f"({'.' * 40} !{number}") for number in range(300)}

    assert found == {None}
    assert time.process_time() - began < 0.5


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Putar suara 0:00 / 4:21 Kecepatan 1x", "widget"),
        ("Diperbarui 12 menit yang lalu", "widget"),
        ("3 hours ago", "widget"),
        ("Menuju Lebaran: 27 hari 4 jam 12 menit", "widget"),
        ("😀 Senang 😢 Sedih 😡 Marah", "widget"),
        ("Dipersembahkan oleh Bank Mataraman", "advertisement"),
        ("Paid content presented by Riverside Bank", None),
        ("Presented by Riverside Bank", "advertisement"),
        ("Sedang dibaca 312 orang", "counter"),
        ("Read by 1,200 people this hour", "counter"),
        ("Rakit itu tiba 12 menit kemudian, membawa tiga siswa.", None),
        ("Dua belas jam 3 menit adalah waktu terlama.", None),
        ("Didukung oleh warga, kepala desa itu maju lagi.", None),
        ("Gempa itu terjadi 3 jam yang lalu di lepas pantai, kata BMKG.", None),
    ],
)
def test_what_a_page_shows_of_itself_has_a_form(line: str, reason: str | None) -> None:
    """Players, clocks, rows of faces and names of payers; sentences about them have another."""
    assert line_reason(line) == reason


def test_the_name_of_the_site_stands_before_the_headline_or_behind_it() -> None:
    """Either way it is known, and so is ``og:site_name``."""
    headline = "Jembatan Gantung Wonosari Ambruk"
    named = "<meta property='og:site_name' content='Pojok Kita'>"

    for head in (f"<title>{headline} | Pojok Kita</title>", f"<title>Pojok Kita: {headline}</title>", named):
        page = f"<html><head>{head}</head><body><h1>{headline}</h1><p>Isi berita.</p></body></html>"
        assert "pojok kita" in clutter.site_names(blocks(html.fromstring(page)))
