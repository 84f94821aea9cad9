"""Bylines as papers of many languages set them: labels, prepositions, footnotes about the writer."""

from __future__ import annotations

import pytest
from lxml import html

from dnusa_crawler.pages import blocks as page_blocks
from dnusa_crawler.pages import bylines, structured, surroundings
from dnusa_crawler.pages.bylines_by import writers_behind
from dnusa_crawler.pages.bylines_labels import names_desk

SITE = frozenset({"kabaralun", "kabaraluntest"})
PROSE = (
    "Pemerintah kabupaten setempat mengatakan bahwa jalan yang rusak akan diperbaiki pada bulan depan, dan warga "
    "diminta bersabar karena anggaran baru dibahas bersama dewan pada pekan ini di gedung pertemuan kota. "
)


def _read(*, below="", after="", language, topics=frozenset()):
    page = (
        f"<html><body><article><h1>Jalan Rusak di Blitar Segera Diperbaiki Pemerintah</h1>{below}<div class='isi'><p>{PROSE}</p>"
        f"<p>{PROSE}</p><p>{PROSE}</p></div>{after}</article></body></html>"
    )
    tree = html.document_fromstring(page)
    claims = structured.read(tree, url="https://kabaralun.test/a/")
    found = page_blocks.blocks(tree)
    return bylines.read(
        structured=claims,
        node=claims.main,
        around=surroundings.around(found, [block for block in found if len(block.text) > 180], found[0], is_main=True),
        language=language,
        site_names=SITE,
        topics=topics,
    )


@pytest.mark.parametrize(
    ("language", "line", "names"),
    [
        ("id", "Kontributor Blitar, Sari Dewi", ["Sari Dewi"]),
        ("id", "Catatan: Sari Dewi", ["Sari Dewi"]),
        ("id", "Teks dan foto: Sari Dewi", ["Sari Dewi"]),
        ("ms", "Dicatat oleh Nurul Huda Abdullah", ["Nurul Huda Abdullah"]),
        ("ms", "Wartawan: Mohd Faizal bin Ismail", ["Mohd Faizal bin Ismail"]),
        ("en", "Report by Jane Marlowe in London", ["Jane Marlowe"]),
        ("id", "Ahmad Fauzi*", ["Ahmad Fauzi"]),
        ("en", "Opinion by Jane Marlowe", ["Jane Marlowe"]),
        ("en", "Guest column by Jane Marlowe", ["Jane Marlowe"]),
        ("en", "By Jane Marlowe jane@herald.test", ["Jane Marlowe"]),
        ("en", "By our correspondent in Lima, Ana Ruiz", ["Ana Ruiz"]),
        ("en", "An analysis by Jane Marlowe and Tom Reed", ["Jane Marlowe", "Tom Reed"]),
        ("en", "Words: Jane Marlowe. Pictures: Tom Reed.", ["Jane Marlowe"]),
        (
            "en",
            "Medically reviewed by Ana Ruiz, MD — Written by Jane Marlowe — Updated on June 14, 2024",
            ["Jane Marlowe"],
        ),
        ("en", "<span>Author</span> <span>Jane Marlowe</span>", ["Jane Marlowe"]),
        ("en", "<span>Written by</span><a href='/x'>Jane Marlowe</a>", ["Jane Marlowe"]),
        ("en", "June 14, 2024 | Column by Jane Marlowe", ["Jane Marlowe"]),
        ("de", "Von Eva Klein, Berlin", ["Eva Klein"]),
        ("de", "Von Eva Klein und dpa", ["Eva Klein"]),
        ("de", "Von unserem Redakteur Jan Weber", ["Jan Weber"]),
        ("fr", "Jeanne Morel avec AFP", ["Jeanne Morel"]),
        ("fr", "De notre correspondante à Lyon, Jeanne Morel", ["Jeanne Morel"]),
        ("pt", "Ana Silva, da Redação", ["Ana Silva"]),
        ("it", "dal nostro inviato Marco Rossi", ["Marco Rossi"]),
        ("nl", "Van onze redacteur Piet de Vries", ["Piet de Vries"]),
        ("pl", "oprac. Jan Kowalski", ["Jan Kowalski"]),
        ("de", "Ein Bericht von Eva Klein", ["Eva Klein"]),
        ("de", "Eine Analyse von Eva Klein und Jan Weber", ["Eva Klein", "Jan Weber"]),
        ("de", "Kommentar von Eva Klein", ["Eva Klein"]),
        ("de", "Aus Kiew berichtet Eva Klein", ["Eva Klein"]),
        ("de", "Text: Eva Klein, Fotos: Jan Weber", ["Eva Klein"]),
        ("de", "Text und Fotos: Eva Klein", ["Eva Klein"]),
        ("de", "Eingestellt von Eva Klein", ["Eva Klein"]),
        ("fr", "Publié le 14 juin 2024 à 10h30 par Jeanne Morel", ["Jeanne Morel"]),
        ("fr", "Propos recueillis par Jeanne Morel", ["Jeanne Morel"]),
        ("fr", "Jeanne Morel, envoyée spéciale à Lyon", ["Jeanne Morel"]),
        ("fr", "Texte : Jeanne Morel / Photos : Luc Petit", ["Jeanne Morel"]),
        ("es", "Publicado por Ana Ruiz", ["Ana Ruiz"]),
        ("es", "Texto: Ana Ruiz. Fotos: Luis Pérez", ["Ana Ruiz"]),
        ("es", "Una crónica de Ana Ruiz", ["Ana Ruiz"]),
        ("pt", "Texto de Ana Silva", ["Ana Silva"]),
        ("pt", "Por Ana Silva — 14/06/2024 04h00", ["Ana Silva"]),
        ("it", "A cura di Marco Rossi", ["Marco Rossi"]),
        ("it", "Di Marco Rossi e Anna Bianchi", ["Marco Rossi", "Anna Bianchi"]),
        ("it", "Pubblicato da Marco Rossi", ["Marco Rossi"]),
        ("nl", "Geschreven door Piet de Vries", ["Piet de Vries"]),
        ("nl", "Tekst: Piet de Vries, Beeld: Jan Bakker", ["Piet de Vries"]),
        ("sv", "Av Anna Lindgren", ["Anna Lindgren"]),
        ("sv", "Text: Anna Lindgren", ["Anna Lindgren"]),
        ("da", "Af Mette Holm", ["Mette Holm"]),
        ("da", "Skrevet af Mette Holm", ["Mette Holm"]),
        ("nb", "Av Kari Nordmann", ["Kari Nordmann"]),
        ("no", "Journalist: Kari Nordmann", ["Kari Nordmann"]),
        ("no", "Tekst: Kari Nordmann Foto: Ola Hansen", ["Kari Nordmann"]),
        ("pl", "Autorka: Anna Kowalska", ["Anna Kowalska"]),
        ("pl", "Opracował: Jan Kowalski", ["Jan Kowalski"]),
        ("pl", "Tekst i zdjęcia: Jan Kowalski", ["Jan Kowalski"]),
        ("tr", "Yazar: Ayşe Demir", ["Ayşe Demir"]),
        ("tr", "Haber: Ayşe Demir - Kamera: Ali Kaya", ["Ayşe Demir"]),
        ("ro", "Scris de: Ion Popescu", ["Ion Popescu"]),
        ("ro", "de Ion Popescu", ["Ion Popescu"]),
    ],
)
def test_the_writer_is_read_in_the_papers_language(language, line, names):
    """Labels, kinds of pieces and prepositions name the writer; the place, the date and others' work do not."""
    assert list(_read(below=f"<p>{line}</p><p>14.06.2024</p>", language=language).authors) == names


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Sponsored by Acme Water"),
        ("en", "Presented by Acme Water"),
        ("en", "A film by Jane Marlowe"),
        ("en", "Edited by Tom Reed"),
        ("en", "Translated by Tom Reed"),
        ("en", "By The Editorial Board"),
        ("en", "By Staff Reports"),
        ("es", "Calle de San Juan"),
        ("es", "El alcalde de San Juan"),
        ("fr", "La mairie de Lyon"),
        ("it", "Sindaco di Roma Capitale"),
        ("de", "Das Haus von Eva Klein"),
        ("pt", "Da redação"),
        ("it", "di Redazione"),
        ("id", "Blitar Raya"),
        ("es", "Agencias"),
        ("id", "Oleh: Redaksi"),
        ("id", "Admin Kabar Alun"),
    ],
)
def test_prepositions_name_more_than_writers(language, line):
    """Sponsors, other work, desks and plain phrases have the same words."""
    assert _read(below=f"<p>{line}</p>", language=language).authors == ()


@pytest.mark.parametrize(
    ("language", "after", "names"),
    [
        ("id", "<p><strong>*) Sari Dewi adalah dosen di Universitas Negeri Malang</strong></p>", ["Sari Dewi"]),
        ("id", "<p>*Penulis adalah Sari Dewi, dosen Universitas Negeri Malang</p>", ["Sari Dewi"]),
        ("id", "<p>Reporter Sari Dewi, editor Joko Susilo</p>", ["Sari Dewi"]),
        ("en", "<p><em>Jane Marlowe is a reporter at the Herald. Follow her on X.</em></p>", ["Jane Marlowe"]),
        ("fr", "<p>Jeanne Morel est journaliste et vit à Lyon.</p>", ["Jeanne Morel"]),
        (
            "id",
            "<p>Ahmad Fauzi</p><p>Wartawan Kabar Alun sejak 2015, meliput pemerintahan dan lingkungan.</p>",
            ["Ahmad Fauzi"],
        ),
        (
            "id",
            "<p>Tentang Penulis</p><h4>Ahmad Fauzi</h4><p>Tinggal di Blitar bersama dua anak dan seekor kucing.</p>",
            ["Ahmad Fauzi"],
        ),
        ("id", "<p>***Ahmad Fauzi</p>", ["Ahmad Fauzi"]),
        (
            "en",
            (
                "<div class='author-bio'><h4>Jane Marlowe</h4><p>She covers rivers and dams, and has lived near the water for the past "
                "twenty years.</p></div>"
            ),
            ["Jane Marlowe"],
        ),
        ("id", "<p>Budi Santoso adalah kepala desa di kecamatan itu.</p>", []),
        ("en", "<p>Jane Marlowe is the mayor of the town.</p>", []),
        ("en", "<p>Reporting by Jane Marlowe; Editing by Tom Reed</p>", []),
    ],
)
def test_the_last_line_tells_who_wrote(language, after, names):
    """A footnote, or a sentence that calls somebody a writer; who only reported, edited or is in the news did not write."""
    assert list(_read(after=after, language=language).authors) == names


def test_who_reported_and_who_edited_are_credited():
    """Agencies name them behind the text: "Reporting by …; Editing by …"."""
    found = _read(after="<p>Reporting by Jane Marlowe and Ana Ruiz; Editing by Tom Reed</p>", language="en")

    assert {(one.name, one.role) for one in found.credits} == {
        ("Jane Marlowe", "contributor"), ("Ana Ruiz", "contributor"), ("Tom Reed", "editor"),
    }  # fmt: skip


def test_a_labelled_writer_stays_one_where_tags_name_them():
    """Papers tag a piece with its writer; a section behind a label is none all the same."""
    topics = frozenset({"saridewi", "wisata"})

    assert _read(below="<p>Oleh Sari Dewi</p>", language="id", topics=topics).authors == ("Sari Dewi",)
    assert _read(below="<p>Oleh Wisata</p>", language="id", topics=topics).authors == ()


def test_where_the_paper_wrote_other_words_beside_a_date_are_no_name():
    """ "Par Kabar Alun" says who wrote; "Dow Jones" above it is a topic."""
    page = "<p>{}</p><p>Par Kabar Alun</p><p>Publié le 18 juillet 2024</p>"

    assert names_desk("Par Kabar Alun", language="fr", site_names=SITE)
    assert not names_desk("Par Jeanne Morel", language="fr", site_names=SITE)
    assert _read(below=page.format("Dow Jones"), language="fr").authors == ()
    assert _read(below="<p>Jeanne Morel</p><p>Publié le 18 juillet 2024</p>", language="fr").authors == (
        "Jeanne Morel",
    )


def test_one_word_behind_a_comma_is_a_place_where_people_have_two_names():
    """ "Von Eva Klein, Berlin"; in Indonesia it may be another writer."""
    assert writers_behind("Von Eva Klein, Berlin", language="de", site_names=SITE) == ["Eva Klein"]
    assert writers_behind("Oleh Sari Dewi, Suparno", language="id", site_names=SITE) == ["Sari Dewi", "Suparno"]
