"""The language of an article."""

from __future__ import annotations

import pytest
from lxml import html

from dnusa_crawler.pages import language, structured

SAMPLES = {
    "id": "Pemerintah kabupaten mengatakan bahwa jalan yang rusak itu akan diperbaiki pada bulan depan karena warga sudah lama menunggu dan polisi tidak bisa mengatur lalu lintas.",
    "ms": "Beliau berkata kerajaan negeri akan membaiki jalan itu kerana penduduk tidak boleh menunggu lagi, manakala pihak polis turut diminta mengawal lalu lintas selepas kejadian daripada semalam.",
    "jv": "Wong-wong ing desa iku ora bisa nyebrang kali amarga banyune gedhe, lan saka kana wis akeh sing padha ngungsi menyang papan kang luwih dhuwur nalika udan.",
    "en": "The government said on Friday that it would repair the road because people had been waiting for a long time and the police could not control the traffic.",
    "es": "El gobierno dijo el viernes que va a reparar la carretera porque los vecinos llevan mucho tiempo esperando y la policía no puede con el tráfico de la ciudad.",
    "pt": "O governo disse na sexta-feira que vai reparar a estrada porque os moradores não podem esperar mais e a polícia não consegue controlar o trânsito da cidade.",
    "fr": "Le gouvernement a déclaré vendredi qu'il allait réparer la route parce que les habitants attendent depuis longtemps et que la police ne peut pas régler la circulation.",
    "de": "Die Regierung hat am Freitag gesagt, dass sie die Straße reparieren wird, weil die Leute schon lange warten und die Polizei den Verkehr nicht mehr regeln kann.",
    "nl": "De regering heeft vrijdag gezegd dat zij de weg zal herstellen omdat de mensen al lang wachten en de politie het verkeer niet meer kan regelen in de stad.",
    "it": "Il governo ha detto venerdì che riparerà la strada perché gli abitanti aspettano da molto tempo e la polizia non può più regolare il traffico della città.",
    "ru": "Правительство заявило в пятницу, что дорога будет отремонтирована, так как жители давно ждут и полиция не может больше управлять движением по городу.",
    "ja": "政府は金曜日、住民が長い間待っているため、道路を修理すると発表した。警察は交通を整理できないという。",
    "zh": "政府星期五表示将修复这条道路，因为居民已经等待了很长时间，警察也无法管理交通。",
    "ko": "정부는 주민들이 오랫동안 기다려 왔기 때문에 도로를 수리할 것이라고 금요일 밝혔다.",
    "ar": "قالت الحكومة يوم الجمعة إنها ستصلح الطريق لأن السكان ينتظرون منذ وقت طويل",
}


def _stated(lang="", head=""):
    return structured.read(
        html.document_fromstring(f"<html {lang}><head>{head}</head><body></body></html>"), url="https://x.test/"
    )


@pytest.mark.parametrize("tag", SAMPLES)
def test_a_paragraph_is_enough(tag):
    """One paragraph without any label tells its language; sisters (id, ms, jv; es, pt) are told apart."""
    assert language.guess(SAMPLES[tag])[0] == tag


def test_the_text_wins_over_a_theme():
    """Themes say en-US whatever the text; an Indonesian text is Indonesian."""
    found = language.read(SAMPLES["id"], structured=_stated('lang="en-US"'))

    assert (found.language, found.source) == ("id", "text")


def test_what_is_stated_holds_when_the_text_agrees():
    """Then the region is kept, too."""
    found = language.read(SAMPLES["en"], structured=_stated('lang="en-GB"'))

    assert (found.language, found.tag) == ("en", "en-GB")


def test_sister_scripts_follow_the_page():
    """Persian and Arabic share a script: the page's word decides."""
    assert (
        language.read("دولت روز جمعه اعلام کرد که جاده را تعمیر خواهد کرد", structured=_stated('lang="fa"')).language
        == "fa"
    )


def test_a_short_text_takes_the_site():
    """With nothing else the site's language stands in."""
    assert language.read("Gol!", structured=_stated(), hint="id").language == "id"
    assert language.read("Gol!", structured=_stated()) is None


def test_the_model_is_the_last_resort():
    """A text of none of our languages is asked of the model, unless that is switched off."""
    text = "Gobernuak ostiralean esan zuen errepidea laster konponduko zuela. " * 3

    assert language.read(text, structured=None, deep=False) is None
    assert language.read(text, structured=None).language == "eu"


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("id", "id"), ("id_ID", "id"), ("ID-id", "id"), ("in", "id"), ("en-US,en", "en"), ("x-default", None), ("", None), ("und", None),
     ("Indonesian", "id"), ("nb-NO", "no"), ("<script>", None)],
)  # fmt: skip
def test_tags_as_pages_write_them(tag, expected):
    """Old codes, underscores, names and nonsense."""
    assert language.primary(tag) == expected
