"""Datelines, true and false."""

from __future__ import annotations

import time

import pytest

from dnusa_crawler.pages import places

REST = "Pemerintah kabupaten setempat mengatakan hal itu kepada wartawan kemarin."

TRUE = [
    ("Tulungagung, (dNusa.id) – Pj Bupati menghadiri kegiatan itu.", "Tulungagung", "dNusa.id"),
    (f"TULUNGAGUNG, KabarAlun.test – {REST}", "Tulungagung", "KabarAlun.test"),
    (f"KOMPAS.com - {REST}", None, "KOMPAS.com"),
    (f"JAKARTA, KOMPAS.com - {REST}", "Jakarta", "KOMPAS.com"),
    (f"TRIBUNNEWS.COM, JAKARTA - {REST}", "Jakarta", "TRIBUNNEWS.COM"),
    (f"SURYA.co.id | SURABAYA - {REST}", "Surabaya", "SURYA.co.id"),
    (f"Jakarta (ANTARA) - {REST}", "Jakarta", "ANTARA"),
    (f"Tulungagung, Jatim (ANTARA) - {REST}", "Tulungagung", "ANTARA"),
    (f"Liputan6.com, Jakarta - {REST}", "Jakarta", "Liputan6.com"),
    (f"Liputan6.com, Jakarta {REST}", "Jakarta", "Liputan6.com"),
    (f"REPUBLIKA.CO.ID, YOGYAKARTA -- {REST}", "Yogyakarta", "REPUBLIKA.CO.ID"),
    (f"Jakarta, CNN Indonesia -- {REST}", "Jakarta", "CNN Indonesia"),
    (f"JAKARTA, {REST}", "Jakarta", None),
    (f"BLITAR - {REST}", "Blitar", None),
    (f"Blitar – {REST}", "Blitar", None),
    (f"Nganjuk — {REST}", "Nganjuk", None),
    (f"KOTA BATU, 14 Juni 2024 - {REST}", "Kota Batu", None),
    (f"Banda Aceh | AcehKita.test – {REST}", "Banda Aceh", "AcehKita.test"),
    ("LONDON (Reuters) - The government said on Friday that it would act.", "London", "Reuters"),
    ("WASHINGTON, June 14 (Reuters) - The government said on Friday it would act.", "Washington", "Reuters"),
    ("NEW YORK (AP) — The city said on Friday that it would act on this.", "New York", "AP"),
    ("PARIS — The government said on Friday that it would act on this.", "Paris", None),
    ("BERLIN, 3. Mai (dpa) – Die Regierung hat am Freitag gehandelt.", "Berlin", "dpa"),
    ("Berlin (dpa) - Die Regierung hat am Freitag endlich gehandelt.", "Berlin", "dpa"),
    ("Frankfurt am Main (dpa/lhe) - Die Stadt hat am Freitag gehandelt.", "Frankfurt am Main", "dpa/lhe"),
]

#: With the paper's name known: KabarAlun.
OWN = [
    (f"KabarAlun – {REST}", None, "KabarAlun"),
    (f"Kediri, KabarAlun – {REST}", "Kediri", "KabarAlun"),
    (f"BLITAR | KabarAlun – {REST}", "Blitar", "KabarAlun"),
    (f"TULUNGAGUNG – KabarAlun.test – {REST}", "Tulungagung", "KabarAlun.test"),
    (f"(KabarAlun.test), Tulungagung – {REST}", "Tulungagung", "KabarAlun.test"),
    (f"[KEDIRI, KabarAlun.test] – {REST}", "Kediri", "KabarAlun.test"),
    (f"Tulungagung//KabarAlun.test – {REST}", "Tulungagung", "KabarAlun.test"),
    (f"Tulungagung (KabarAlun.test) {REST}", "Tulungagung", "KabarAlun.test"),
    (f"JAKARTA (14/6/2024) – {REST}", "Jakarta", None),
    (f"Kediri, Jawa Timur – {REST}", "Kediri", None),
    (f"Jakarta- {REST}", "Jakarta", None),
    (f"Washington, D.C. (AP) — {REST}", "Washington", "AP"),
    (f"Kabar Alun, Malang – {REST}", "Malang", "Kabar Alun"),
    (f"Kabar Alun.id, Blitar - {REST}", "Blitar", "Kabar Alun.id"),
    (f"Suara Desa, Trenggalek – {REST}", "Trenggalek", "Suara Desa"),
    (f"KBRN, Malang: {REST}", "Malang", "KBRN"),
    (f"detikJatim, Malang – {REST}", "Malang", "detikJatim"),
    (f"Suruh, Trenggalek – {REST}", "Suruh", None),
    (f"KabarAlun.test – Blitar – {REST}", "Blitar", "KabarAlun.test"),
    (f"KabarAlun.test (Blitar) – {REST}", "Blitar", "KabarAlun.test"),
    (f"TULUNGAGUNG. KabarAlun.test - {REST}", "Tulungagung", "KabarAlun.test"),
    (f"TRENGGALEK, Jawa Pos Radar Trenggalek – {REST}", "Trenggalek", "Jawa Pos Radar Trenggalek"),
    (f"Kabupaten Tulungagung, (KabarAlun.test) – {REST}", "Kabupaten Tulungagung", "KabarAlun.test"),
    (f"Blitar, Jumat (14/6/2024) – {REST}", "Blitar", None),
    (f"Labuan Bajo – {REST}", "Labuan Bajo", None),
    (f"[Blitar] – {REST}", "Blitar", None),
    (f"BLITAR || {REST}", "Blitar", None),
    (f"Jakarta: {REST}", "Jakarta", None),
]


FALSE = [
    "Pemerintah – yang kemarin rapat – mengatakan hal itu kepada wartawan.",
    "Heru Suseno – Pj Bupati Tulungagung – menghadiri kegiatan itu kemarin.",
    "Sementara itu, Pemerintah Kabupaten mengatakan hal itu kepada wartawan.",
    "Jadi - menurut dia - hal itu tidak benar sama sekali kata polisi.",
    "The Government - which met on Friday - said that it would act soon.",
    "However, The Times reported on Friday that it would act on this.",
    "John Smith — the mayor of the town — said that he would not act.",
    "President Joko Widodo - Menteri Keuangan bertemu di Istana kemarin pagi.",
    "BMKG, Badan Meteorologi, memperkirakan hujan di wilayah itu besok pagi.",
    "Baca juga: Bupati Tulungagung - Kediri bertemu membahas jalan rusak.",
    "Pj Bupati Tulungagung Heru Suseno menjelaskan, kegiatan kali ini penting.",
    "Foto: Bupati Tulungagung - KabarAlun.test",
    "Jumat – Polisi menangkap dua orang yang diduga mencuri sepeda motor.",
    "UPDATE - Polisi menangkap dua orang yang diduga mencuri sepeda motor.",
    "Menurut Heru, selama pelaksanaan tes urine, pihaknya mendapati hal itu.",
    "A – B dan C – D adalah jalur yang ditutup polisi sejak Jumat pagi.",
    "JAKARTA -",
    f"RADAR TULUNGAGUNG – {REST}",
    f"MALANG POST – {REST}",
    f"Andi Wijaya, Ketua RT – {REST}",
    f"Bupati Tulungagung, Blitar – {REST}",
    f"Catatan: {REST}",
    "",
]


@pytest.mark.parametrize(("text", "place", "agency"), TRUE, ids=[one[0][:40] for one in TRUE])
def test_datelines_are_read(text, place, agency):
    """Place in its usual case, agency as written, for every house style."""
    line = places.read(text)

    assert line is not None
    assert (line.place, line.agency) == (place, agency)
    assert text.startswith(line.text)


@pytest.mark.parametrize(("text", "place", "agency"), OWN, ids=[one[0][:40] for one in OWN])
def test_the_papers_own_name_is_its_agency(text, place, agency):
    """Where the paper's name is known it is told from the place, in every order."""
    line = places.read(text, site_names=frozenset({"kabaralun", "kabaraluntest"}))

    assert line is not None
    assert (line.place, line.agency) == (place, agency)


@pytest.mark.parametrize("text", FALSE, ids=[one[:40] for one in FALSE])
def test_sentences_are_no_datelines(text):
    """Names, sentence openings, weekdays and labels before a dash are no places."""
    line = places.read(text)

    assert line is None or line.place is None


def test_the_date_in_a_dateline_is_kept():
    """BERLIN, 3. Mai (dpa): the day stands between."""
    assert places.read("BERLIN, 3. Mai (dpa) – Die Regierung hat am Freitag gehandelt.").date_text == "3. Mai"


def test_a_hostile_beginning_takes_no_time():
    """Long runs of capitals, dashes and brackets are done in a blink."""
    began = time.process_time()
    for text in ("A " * 5_000, "Aa, " * 5_000, "(" * 10_000, "Aa " * 60 + "(", "X-" * 5_000, "Aa.Aa." * 2_000):
        places.read(text)

    assert time.process_time() - began < 1.0


def test_a_paper_may_be_called_after_its_town():
    """What stands before a region is the town, though the paper has its name."""
    line = places.read(f"CLEVELAND, Ohio — {REST}", site_names=frozenset({"cleveland", "clevelandcom"}))

    assert line is not None
    assert (line.place, line.agency) == ("Cleveland", None)
