"""An empty shell that carries its article as data is read; one that carries something else stays an empty shell."""

from __future__ import annotations

import json
import time

import pytest

from dnusa_crawler.pages import extract, page_data, tree
from dnusa_crawler.pages.values import PageReading, PageSource, SiteHints

TITLE = "Jembatan Ngujang Ditutup Sepekan"
TEXT = (
    "<p>Tulungagung – Jembatan Ngujang ditutup sepekan mulai Senin untuk perbaikan lantai.</p>"
    "<p>Kepala dinas mengatakan kendaraan dialihkan lewat jalan lingkar selama penutupan itu.</p>"
    "<p>Bus antarkota berhenti di terminal sementara di sisi utara sungai.</p>"
)
NOTICE = "<p>We and our partners store and access information on a device, such as cookies.</p>" * 5


def page(script: str) -> bytes:
    """A page of which nothing is shown without its scripts."""
    return (
        f"<html><head><title>{TITLE}</title></head><body><div id='root'></div>"
        f"<script src='/app.js'></script>{script}</body></html>"
    ).encode()


def read(script: str) -> PageReading:
    """Read such a page."""
    return extract(PageSource(body=page(script), url="https://koran.example/berita/jembatan"), site=SiteHints())


DATA = json.dumps({"props": {"post": {"judul": TITLE, "isi": TEXT}, "notice": NOTICE}}, ensure_ascii=False)
ESCAPED = DATA.replace("<", "\\u003c").replace(">", "\\u003e")
SCRIPTS = {
    "JSON": f"<script type='application/json' id='__NEXT_DATA__'>{ESCAPED}</script>",
    "a pushed string that holds JSON": f"<script>self.__next_f.push([1,{json.dumps(ESCAPED)}])</script>",
    "JavaScript": '<script>window.__STATE__={judul:"a",isi:"'
    + TEXT.replace("<", "\\x3C").replace("Kepala", "Kepala \\'tetap\\'")
    + '"}</script>',
    "markup as it is": f"<script>var post = {json.dumps(TEXT, ensure_ascii=False)};</script>",
}


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS.keys())
def test_the_article_in_the_data_of_a_page_is_read(script: str) -> None:
    """Whatever way the string is written: its paragraphs are the article, the notice beside it is not."""
    reading = read(script)

    assert reading.reason is None
    text = reading.articles[0].text
    assert text.startswith("Tulungagung – Jembatan Ngujang ditutup sepekan")
    assert "Bus antarkota berhenti" in text
    assert "cookies" not in text
    assert reading.articles[0].title == TITLE


@pytest.mark.parametrize(
    "script",
    [
        f"<script>var notice = {json.dumps(NOTICE)};</script>",
        '<script>var post = "<p>Jembatan Ngujang ditutup.</p>";</script>',
        "<script type='application/json'>" + "[" * 5000 + "</script>",
        '<script>var a = "' + "<p>" * 3 + "</script>",
    ],
    ids=["about something else", "too short", "no data", "a string without an end"],
)
def test_what_is_no_article_leaves_the_page_an_empty_shell(script: str) -> None:
    """A privacy notice, a teaser, broken data."""
    assert read(script).reason == "empty-shell"


def test_a_page_of_menus_around_nothing_is_read_from_its_data() -> None:
    """The server wrote head and foot of the page, and its script the rest."""
    frame = "".join(
        f"<p>Kantor biro {town} melayani pelanggan pada jam kerja di jalan raya nomor {number}.</p>"
        for number, town in enumerate(("Kediri", "Blitar", "Trenggalek", "Nganjuk", "Madiun", "Ponorogo"))
    )
    shown, filled = (
        page(script).replace(b"<div id='root'></div>", f"<footer>{frame}</footer>".encode())
        for script in ("", SCRIPTS["JSON"])
    )
    without, within = (
        extract(PageSource(body=body, url="https://koran.example/berita/jembatan"), site=SiteHints())
        for body in (shown, filled)
    )

    assert without.reason == "no-article"
    assert within.articles[0].text.startswith("Tulungagung – Jembatan Ngujang")


def test_a_title_without_spaces_is_found_again() -> None:
    """Korean words have endings, and Japanese has no spaces."""
    assert page_data._is_about("장동혁이 한동훈을 제명했다. " * 3, ["장동혁, 한동훈 제명했지만"])
    assert page_data._is_about("東京都は新しい橋を閉鎖した。", ["新しい橋を閉鎖"])
    assert not page_data._is_about("利用規約に同意する", ["新しい橋を閉鎖"])


@pytest.mark.parametrize(
    "script",
    ['"' * 3_000_000, '"<p>' + "\\" * 3_000_000, ('"<p>' + "a" * 250 + '",') * 20_000, '"\\u003cp' * 400_000],
    ids=["quotes", "backslashes", "paragraphs", "open strings"],
)
def test_data_made_to_be_slow_is_passed_in_time(script: str) -> None:
    """Every string is looked at once, and few are parsed."""
    parsed = tree.parse(f"<html><body><div id=root></div><script>{script}</script></body></html>")
    began = time.process_time()
    page_data.fill(parsed, [TITLE])

    assert time.process_time() - began < 5
