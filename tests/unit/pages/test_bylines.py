"""Who wrote an article, and who did not."""

from __future__ import annotations

import time

import pytest
from lxml import html

from dnusa_crawler.pages import blocks as page_blocks
from dnusa_crawler.pages import bylines, structured, surroundings
from dnusa_crawler.pages.bylines_labels import initials, labelled
from dnusa_crawler.pages.names import is_nobody, letters, looks_like_name, people

SITE = frozenset({"kabaralun", "kabaraluntest", "kabaralunid"})
PROSE = (
    "Pemerintah kabupaten setempat mengatakan bahwa jalan yang rusak akan diperbaiki pada bulan depan, dan warga "
    "diminta bersabar karena anggaran baru dibahas bersama dewan pada pekan ini di gedung pertemuan kota. "
)


def _read(
    *, below="", after="", head="", before="", sidebar="", headline="Jalan Rusak di Blitar Segera Diperbaiki Pemerintah"
):
    page = (
        f"<html><head>{head}</head><body><nav><a href='/'>Beranda</a><a href='/d'>Daerah</a></nav><article>{before}"
        f"<h1>{headline}</h1>{below}<div class='isi'><p>{PROSE}</p><p>{PROSE}</p><p>{PROSE}</p></div>{after}</article>"
        f"<aside class='sidebar'>{sidebar}</aside></body></html>"
    )
    tree = html.document_fromstring(page)
    claims = structured.read(tree, url="https://kabaralun.test/a/")
    found = page_blocks.blocks(tree)
    body = [block for block in found if len(block.text) > 100]
    heading = next(block for block in found if block.element.tag == "h1")
    return bylines.read(
        structured=claims,
        node=claims.main,
        around=surroundings.around(found, body, heading, is_main=True),
        language="id",
        site_names=SITE,
        topics=frozenset({"daerah", "kabarutama"}),
    )


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Penulis: Sari Dewi", ["Sari Dewi"]),
        ("Penulis : Sari Dewi", ["Sari Dewi"]),
        ("Reporter: Sari Dewi | Editor: Joko Susilo", ["Sari Dewi"]),
        ("Oleh: Sari Dewi", ["Sari Dewi"]),
        ("Oleh Sari Dewi", ["Sari Dewi"]),
        ("OLEH : SARI DEWI", ["Sari Dewi"]),
        ("Pewarta : Sari Dewi, Budi Santoso", ["Sari Dewi", "Budi Santoso"]),
        ("Wartawan: Sari Dewi dan Budi Santoso", ["Sari Dewi", "Budi Santoso"]),
        ("Kontributor: Suharto", ["Suharto"]),
        ("Laporan: Sari Dewi", ["Sari Dewi"]),
        ("Laporan Wartawan KabarAlun.test, Sari Dewi", ["Sari Dewi"]),
        ("Jurnalis: Sari Dewi, S.Pd", ["Sari Dewi"]),
        ("By Sari Dewi", ["Sari Dewi"]),
        ("By Sari Dewi and Budi Santoso", ["Sari Dewi", "Budi Santoso"]),
        ("Jumat, 14 Juni 2024 10:30 WIB | Oleh Sari Dewi", ["Sari Dewi"]),
        ("14 Juni 2024 by Sari Dewi", ["Sari Dewi"]),
        ("Sari Dewi - Jumat, 14 Juni 2024", ["Sari Dewi"]),
        ("Sari Dewi | Jumat, 14 Juni 2024, 13.05 WIB", ["Sari Dewi"]),
        ("Jumat, 14 Juni 2024 13:05 WIB - Sari Dewi", ["Sari Dewi"]),
        ("Sari Dewi & Budi Santoso | 14 Juni 2024", ["Sari Dewi", "Budi Santoso"]),
        ("Sari Dewi, KabarAlun - 14 Juni 2024 - Dibaca 20 kali", ["Sari Dewi"]),
        ("Sari Dewi<br>Jumat, 14 Juni 2024", ["Sari Dewi"]),
        ("Jumat, 14 Juni 2024<br><b>Jalan Rusak</b><br>Laporan: Sari Dewi", ["Sari Dewi"]),
        ("Dikirim oleh Sari Dewi pada 14 Juni 2024 - 22:15", ["Sari Dewi"]),
        ("Oleh: Sari Dewi - Budi Santoso/Joko Susilo", ["Sari Dewi", "Budi Santoso", "Joko Susilo"]),
        ("Oleh: Sari Dewi - Kontributor Blitar", ["Sari Dewi"]),
        ("Oleh: Sari Dewi, Guru SMPN 1 Blitar", ["Sari Dewi"]),
        ("Penulis Sari Dewi | Editor Joko Susilo", ["Sari Dewi"]),
        ("Rep: Sari Dewi/ Red: Joko Susilo", ["Sari Dewi"]),
        ("Laporan Kontributor Kabar Alun di Blitar, Sari Dewi", ["Sari Dewi"]),
        ("Biro Blitar: Sari Dewi", ["Sari Dewi"]),
        ("Penulis:<br>Sari Dewi", ["Sari Dewi"]),
        ("<table><tr><td>Penulis</td><td>:</td><td>Sari Dewi</td></tr></table>", ["Sari Dewi"]),
        ("Hukum Kriminal | 14 Juni 2024", []),
        ("Jawa Timur | 14 Juni 2024", []),
        ("Amerika Serikat | 14 Juni 2024", []),
        ("مشاهدات عالية | 14 Juni 2024", []),
        ("Redaksi KabarAlun - 14 Juni 2024", []),
        ("<a href='/author/sari-dewi/'>Sari Dewi</a> · 14 Juni 2024", ["Sari Dewi"]),
        ("<span class='byline'>Sari Dewi</span>", ["Sari Dewi"]),
        ("<a rel='author' href='/x'>Sari Dewi</a>", ["Sari Dewi"]),
    ],
)
def test_bylines_below_the_headline(line, names):
    """Under whatever label, with markup that says so, or alone with a date; sections and places beside a date are nobody."""
    assert list(_read(below=f"<div>{line}</div>").authors) == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Penulis: Sari Dewi Editor: Joko Susilo", ["Sari Dewi"]),
        ("Reporter : Sari Dewi", ["Sari Dewi"]),
        ("Pewarta: Sari Dewi<br>Editor: Joko Susilo<br>Copyright © ANTARA 2024", ["Sari Dewi"]),
        ("(Kontributor: Sari Dewi)", ["Sari Dewi"]),
        ("</p><p style='text-align: right'><b>Sari Dewi</b>", ["Sari Dewi"]),
        ("(Sari Dewi)", ["Sari Dewi"]),
        ("*** (Sari Dewi/red)", ["Sari Dewi"]),
        ("[Sari Dewi/Budi Santoso]", ["Sari Dewi", "Budi Santoso"]),
        ("(Laporan Sari Dewi)", ["Sari Dewi"]),
        ("Penulis</p><p>Sari Dewi", ["Sari Dewi"]),
        ("(sd/red)", []),
        ("(KabarAlun)", []),
        ("(Humas Pemkab Blitar)", []),
        ("(BPBD Blitar)", []),
        ("(Kota Blitar)", []),
    ],
)
def test_bylines_at_the_end(line, names):
    """A name behind a label, or alone in brackets, after the last paragraph is the writer's; offices and places are nobody."""
    assert list(_read(after=f"<p>{line}</p>").authors) == names


@pytest.mark.parametrize(
    "parts",
    [
        {"sidebar": "<p>Oleh: Budi Santoso</p><p>Penulis: Sari Dewi</p>"},
        {"below": "<div>Oleh: Redaksi</div>"},
        {"below": "<div>Penulis: Tim Redaksi</div>"},
        {"below": "<div>By Admin</div>"},
        {"below": "<div>By admin KabarAlun | 14 Juni 2024</div>"},
        {"below": "<div class='author'>KabarAlun</div>"},
        {"below": "<div class='author'>Baca Selengkapnya</div>"},
        {"below": "<div>Kabar Utama 14 Juni 2024</div>"},
        {"below": "<div>Lalu Lintas</div>", "after": "<p>Baca (Sari Dewi) di buku itu juga.</p>"},
        {"below": "<div>Foto: Budi Santoso</div>"},
        {"below": "<div>Editor: Joko Susilo</div>"},
        {"below": "<figure><figcaption>Bupati Blitar. Foto oleh Budi Santoso</figcaption></figure>"},
        {"after": "<section class='comments'><p>Oleh: Pembaca Setia</p></section>"},
        {"after": "<h3>Berita Terkait yang Perlu Anda Baca Hari Ini</h3><p>By Budi Santoso</p>"},
        {"after": "<div class='related'><p>Penulis: Budi Santoso</p></div>"},
        {"head": "<meta name='author' content='admin'>"},
        {"head": "<meta name='author' content='KabarAlun.test'>"},
        {"head": "<meta name='author' content='https://www.facebook.com/kabaralun'>"},
        {"head": "<meta name='author' content='redaksi@kabaralun.test'>"},
        {
            "head": '<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","author":'
            '{"@type":"Organization","name":"KabarAlun"}}</script>'
        },
        {
            "head": '<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","author":'
            '{"@type":"Person","name":"Redaksi KabarAlun"}}</script>'
        },
        {"below": "<p>Bupati Blitar bertemu Budi Santoso pada Jumat.</p>"},
        {
            "before": "<ul><li>By Ana Satu 1 Juni 2024</li><li>By Ana Dua 2 Juni 2024</li><li>By Ana Tiga 3 Juni 2024</li></ul>"
        },
    ],
)
def test_pages_without_a_writer_name_nobody(parts):
    """Desks, accounts, the paper, editors, photographers, readers, writers of other stories: none wrote this one."""
    assert _read(**parts).authors == ()


def test_stated_persons_come_first():
    """A person in the page's own data is the writer, and the line shown confirms it."""
    head = (
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","author":'
        '{"@type":"Person","name":"Sari Dewi"}}</script>'
    )
    alone, confirmed = _read(head=head), _read(head=head, below="<div>Oleh: Sari Dewi</div>")

    assert alone.authors == confirmed.authors == ("Sari Dewi",)
    assert alone.source == "json-ld"
    assert confirmed.confidence > alone.confidence


def _organization(name):
    return (
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"x",'
        f'"author":{{"@type":"Organization","name":"{name}"}}}}</script>'
    )


def test_an_agency_that_is_stated_as_author_is_a_credit():
    """Who wrote what an agency sent is not said; a person whom the page calls an organisation is one all the same."""
    found = _read(head=_organization("ANTARA"))

    assert found.authors == ()
    assert [(one.name, one.role) for one in found.credits] == [("Antara", "agency")]
    assert _read(head=_organization("Sari Dewi")).authors == ("Sari Dewi",)


@pytest.mark.parametrize("mark", ["wire-partner", "sponsor-byline"])
def test_partners_and_sponsors_are_no_writers(mark):
    """Boxes of partners and sponsors are set beside the headline, as bylines are."""
    assert _read(below=f"<div class='byline'><div class='{mark}'>Air Bersih Blitar</div></div>").authors == ()


def test_a_byline_beats_an_account():
    """ "jsmith2" in a meta tag is an account; the name on the page is the person."""
    found = _read(head="<meta name='author' content='sdewi'>", below="<div>Oleh: Sari Dewi</div>")

    assert found.authors == ("Sari Dewi",)


def test_others_become_credits_with_their_role():
    """Editors, photographers, translators and initials are credited, not authors."""
    found = _read(
        below="<div>Penulis: Sari Dewi</div>",
        after="<p>Editor: Joko Susilo</p><p>Fotografer: Budi Santoso</p><p>(sd/js)</p>",
    )

    assert found.authors == ("Sari Dewi",)
    assert {(credit.name, credit.role) for credit in found.credits} == {
        ("Joko Susilo", "editor"),
        ("Budi Santoso", "photographer"),
        ("sd/js", "initials"),
    }


def _stated(*names):
    authors = ",".join(f'{{"@type":"Person","name":"{name}"}}' for name in names)
    return f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"x","author":[{authors}]}}</script>'


@pytest.mark.parametrize(
    ("stated", "below", "after", "authors"),
    [
        (
            ("Sari Dewi", "Joko Susilo"),
            "<div>By Sari Dewi</div><div>Photography by Joko Susilo</div>",
            "",
            ["Sari Dewi"],
        ),
        (("Sari Dewi", "Joko Susilo"), "<div>By Sari Dewi</div>", "<p>Editor: Joko Susilo</p>", ["Sari Dewi"]),
        (("Joko Susilo",), "", "<p>Penulis: Sari Dewi</p><p>Editor: Joko Susilo</p>", ["Sari Dewi"]),
        (("Joko Susilo",), "", "<p>Editor: Joko Susilo</p>", ["Joko Susilo"]),
        (("Sari Dewi", "Joko Susilo"), "<div>By Sari Dewi and Joko Susilo</div>", "", ["Sari Dewi", "Joko Susilo"]),
        (
            ("Sari Dewi", "Joko Susilo", "Budi Santoso"),
            "<p>By Sari Dewi</p><p>Contributions from</p><p>Joko Susilo, Budi Santoso</p>",
            "",
            ["Sari Dewi"],
        ),
        (
            ("Sari Dewi", "Joko Susilo", "Budi Santoso"),
            "<div class='a'>By Sari Dewi</div><div class='a'>Edited by Joko Susilo</div><div class='a'>Reviewed by Budi Santoso</div>",
            "",
            ["Sari Dewi"],
        ),
    ],
)
def test_who_is_shown_for_other_work_is_no_writer(stated, below, after, authors):
    """Papers state the photographer, the editor and the reviewer as authors; the page tells them apart."""
    found = _read(head=_stated(*stated), below=below, after=after)

    assert list(found.authors) == authors
    assert not {credit.name for credit in found.credits} & set(authors)


@pytest.mark.parametrize(
    "parts",
    [
        {"below": "<p>By Sari Dewi</p><p>Last updated by Joko Susilo</p><p>Peer reviewed by Budi Santoso</p>"},
        {"below": "<p>By Sari Dewi Updated 3 June 2024</p>"},
        {"below": "<p class='byline'>Sari Dewi Sari Dewi</p>"},
        {"below": "<h5 class='styles__AuthorName-sc-1x'>Sari Dewi</h5><p>12 min</p>"},
        {"after": "<p>Sari Dewi</p><p>Sari Dewi writes of harbours and of the sea.</p>"},
    ],
)
def test_the_writer_among_others_and_other_words(parts):
    """Who updated or reviewed a piece did not write it; labels and repetitions are no part of a name."""
    assert _read(**parts).authors == ("Sari Dewi",)


@pytest.mark.parametrize(
    "after",
    [
        "<p>New York</p><p>New York Media Agencies</p>",
        "<p>Sponsored Ad</p><p>Sponsored Ad</p>",
        "<div class='articleTags'><a href='/people/sari-dewi'>Sari Dewi</a></div>",
        "<p>Smart Thermostat</p><p>Smart plugs for smarter living</p>",
        "<div class='author-box'><h3>Sunting Halaman</h3><p>Bantu kami menjaga agar halaman ini benar: tulis apa yang Anda tahu.</p></div>",
        "<p><b>Buku itu dapat dibeli di toko buku Gramedia, Togamas, Sari Anggrek, dan di toko-toko lain yang ada di Blitar dan sekitarnya</b></p>",
    ],
)
def test_lists_and_tags_below_the_text_name_no_writer(after):
    """Entries of a list repeat words, and people of the news have pages, too."""
    assert _read(after=after).authors == ()


@pytest.mark.parametrize(
    ("below", "authors"),
    [
        ("<div class='byline'>14 Juni 2024 | <a class='byline-link' href='/kesehatan'>Sehat &amp; Bugar</a></div>", ()),
        ("<ul><li>Kontak: <a href='/authors/sari'>Sari Dewi</a></li></ul>", ()),
        (
            "<div class='author'><p class='name'>Sari Dewi</p><p class='author-role'>Manajer Pemasaran</p></div>",
            ("Sari Dewi",),
        ),
        ("<p>By: Sari Dewi</p><p class='author-note'><a href='/about'>Wisata + Kuliner</a></p>", ("Sari Dewi",)),
        ("<p>RSS Buletin Gratis</p><p>14 Juni 2024</p>", ()),
    ],
)
def test_what_stands_in_the_markup_of_bylines_without_being_a_name(below, authors):
    """Sections, roles and notes are set like writers; a label before a colon tells what somebody is."""
    assert _read(below=below).authors == authors


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("(red)", "red"),
        ("(red/ab)", "red/ab"),
        ("(nds/krs)", "nds/krs"),
        ("(aff/nds).", "aff/nds"),
        ("[sd]", "sd"),
        ("(*)", "*"),
        ("Demikian katanya. (red)", "red"),
        ("“Kami siap,” pungkasnya. (ab/cd)", "ab/cd"),
        ("Badan Narkotika Nasional (BNN)", None),
        ("hadir pula Kapolres (foto)", None),
        ("(baca juga berita lainnya di sini)", None),
        ("", None),
    ],
)
def test_initials_at_the_end(text, marks):
    """Initials alone, or behind the last sentence; an abbreviation in a sentence is none."""
    assert initials(text) == marks


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Ana Silva", ("Ana Silva",)),
        ("Von Anna Müller und Jörg Weiß", ("Anna Müller", "Jörg Weiß")),
        ("Par Émilie Durand et Luc Moreau", ("Émilie Durand", "Luc Moreau")),
        ("Por José Núñez y María López", ("José Núñez", "María López")),
        ("ANA SILVA", ("Ana Silva",)),
        ("Ana Silva, staff writer", ("Ana Silva",)),
        ("Ana Silva, Jr.", ("Ana Silva",)),
        ("Ana Silva MD", ("Ana Silva",)),
        ("Ana Silva (Jakarta)", ("Ana Silva",)),
        ("Ana Silva | Updated 3 June 2024", ("Ana Silva",)),
        ("Ana SilvaUpdated 3 June", ("Ana Silva",)),
        ("Dr. Budi Santoso, S.Pd., M.Pd.", ("Dr. Budi Santoso",)),
        ("Budi Santoso, S.H.", ("Budi Santoso",)),
        ("Ludwig van Beethoven", ("Ludwig van Beethoven",)),
        ("Conor O’Brien", ("Conor O’Brien",)),
        ("Ana Silva.", ("Ana Silva",)),
        ("Ana Silva Jr.", ("Ana Silva Jr.",)),
        ("Jean-Luc Picard & William T. Riker", ("Jean-Luc Picard", "William T. Riker")),
        ("Ana Silva for Kabar News", ("Ana Silva",)),
        ("Ana Silva The Associated Press", ("Ana Silva",)),
        ("https://facebook.com/ana", ()),
        ("Redaksi", ()),
        ("12 articles", ()),
        ("Read more", ()),
        ("3 min read", ()),
    ],
)
def test_names_are_cleaned_and_split(text, names):
    """No label, title, degree, date or place stays; several writers are several names."""
    assert people(text) == names


@pytest.mark.parametrize(
    "name",
    ["admin", "Admin", "Redaksi", "Tim Redaksi", "REDAKSI", "Editor", "Staff", "Staff Writer", "Newsroom", "KabarAlun",
     "Redaksi KabarAlun", "kabaralun.test", "admin1", "Web Admin", "Editorial Team", "Humas", "www.kabaralun.test",
     "redaksi@kabaralun.test", "Anonymous", "-", "12345", "By", "Suara Kota redaksi", "Orange company", "wpadmin", "adminblitar", "Berita Blitar", "Kontributor Kediri"],
)  # fmt: skip
def test_desks_and_accounts_are_nobody(name):
    """Desks, accounts and the paper's own name write no articles."""
    assert is_nobody(name, site_names=SITE)


@pytest.mark.parametrize("name", ["Sari Dewi", "Suharto", "ANTARA", "Reuters", "Administrasi Wijaya", "Timothy Redaks"])
def test_people_and_agencies_are_somebody(name):
    """A name that only resembles a desk's is a name; an agency is an author."""
    assert not is_nobody(name, site_names=SITE)


@pytest.mark.parametrize(
    "text", ["Baca Juga 3", "the quick fox", "Ana Silva wrote this", "A1 B2", "Published On", "x" * 70]
)
def test_phrases_are_no_names(text):
    """Digits, small letters and words of labels make no name."""
    assert not looks_like_name(text)


def test_a_bold_paragraph_without_spaces_is_no_signature():
    """However long it is, nobody looks for names in it."""
    began = time.process_time()
    found = _read(after="<p><b>" + "“a" * 100_000 + "</b></p>")

    assert found.authors == ()
    assert time.process_time() - began < 1.0


def test_a_line_of_capitals_without_spaces_takes_no_time():
    """It begins as "Oleh Sari Dewi" does and might be parted into names in millions of ways."""
    began = time.process_time()
    found = _read(after="<p>Oleh " + "A" * 200 + "!</p>")

    assert found.authors == ()
    assert time.process_time() - began < 1.0


def test_labels_on_one_line_are_told_apart():
    """Reporter and editor on one line go where they belong."""
    assert labelled("Reporter: Mutaya Saroh, Penyunting: Joko Susilo") == [
        ("writer", "Mutaya Saroh"),
        ("editor", "Joko Susilo"),
    ]


def test_a_name_repeated_in_an_authors_box_counts():
    """A bare name beside the date is the writer's when a box below says who it is."""
    found = _read(
        below="<div>Sari Dewi</div><div>14 Juni 2024</div>",
        after="<div><h4>Sari Dewi</h4><p>Sari Dewi adalah wartawan yang meliput kota sejak lama.</p></div>",
    )

    assert found.authors == ("Sari Dewi",)


def test_letters_compare_names():
    """Case, accents, spaces and signs do not tell names apart."""
    assert letters("Émilie  DURAND-x") == letters("emilie durandx")
