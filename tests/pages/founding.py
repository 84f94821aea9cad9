"""Two articles run into one page, and a stray widget line, in twenty builds of own writing.

The faults are those of the page this project began with: the second headline stands in the middle, both articles open
with a dateline, their only date is the day in the running text ("Jum’at (14/6/2024)"), and a plugin complains below.
``BUILDS`` maps a name to a function that returns the page; ``ARTICLES`` is what a reader must give for each of them.
"""

from __future__ import annotations

import json
from typing import Final

URLS: Final = ("https://kabardesa.example/pasar-ngunut-direnovasi/", "https://kabardesa.example/vaksinasi-sapi-perah/")
TITLES: Final = (
    "Pasar Ngunut Direnovasi, Pedagang Pindah Sementara ke Lapangan",
    "Ratusan Sapi Perah di Sendang Divaksin, Peternak Diminta Tertib Mendata",
)
TEXTS: Final = (
    (
        "Tulungagung, (KabarDesa.id) – Renovasi Pasar Ngunut dimulai setelah seluruh pedagang menempati lapak sementara di lapangan kecamatan, Jum’at (14/6/2024).",
        "Pekerjaan meliputi penggantian atap, perbaikan saluran air, dan penataan ulang los daging yang selama ini paling sering dikeluhkan pembeli.",
        "“Targetnya sebelum Desember pedagang sudah bisa kembali,” jelas Kepala Dinas Perdagangan Suryo Wibowo, Jum’at, (14/6/2024).",
        "Sementara itu, Ketua Paguyuban Pedagang, Mujiati menjelaskan, omzet turun sekitar sepertiga sejak lapak dipindah.",
        "“Yang penting jangan molor, pelanggan kami lama-lama lupa jalan ke sini,”tegasnya.",
    ),
    (
        "Tulungagung, (KabarDesa.id) – Sebanyak 640 sapi perah di Kecamatan Sendang menjalani vaksinasi penyakit mulut dan kuku pada Jum’at (14/6/2024).",
        "Namun demikian, sebagian peternak belum mencatatkan sapinya sehingga petugas harus mendata ulang dari kandang ke kandang.",
        "Dokter hewan Ratna Dewi mengatakan, satu sapi memerlukan dua kali suntikan dengan jarak sebulan.",
        "“Kalau datanya rapi, satu dusun selesai setengah hari,” pungkasnya.",
    ),
)
ARTICLES: Final = tuple(
    {"title": title, "url": url, "date": "2024-06-14", "place": "Tulungagung", "paragraphs": list(text)} for title, url, text in zip(TITLES, URLS, TEXTS, strict=True)
)
_WIDGETS: Final = (
    '<p class="{}">GIPHY App Key not set. Please check settings</p>',
    "<div>Instagram access token has expired. Please check settings</div>",
    '<p>[wpforms id="55"]</p>',
    "<p>Weather API key not set</p>",
)


def _ps(text: tuple[str, ...], tag: str = "p", attributes: str = "") -> str:
    return "\n".join(f"<{tag}{attributes}>{line}</{tag}>" for line in text)


def _page(main: str, *, widget: int = 0, head: str = "", title: str | None = None) -> str:
    stray = _WIDGETS[widget % len(_WIDGETS)].format("zz-not-set")
    return (
        f'<!doctype html><html lang="id-ID"><head><meta charset="utf-8"><title>{title or TITLES[0]} – KabarDesa.id</title>{head}</head><body><div class="atas"><a href="/">KabarDesa.id</a>'
        f'<ul><li><a href="/kategori/peristiwa/">Peristiwa</a></li><li><a href="/kategori/ekonomi/">Ekonomi</a></li></ul></div>{main}<div class="tanggapan"><h3>Tinggalkan Balasan</h3>{stray}<textarea></textarea></div>'
        "<div class='bawah'><p>Hak cipta © 2024 KabarDesa.id</p></div></body></html>"
    )


def _flat(headline: str, *, widget: int = 0, first: str = "<h1>{}</h1>", tag: str = "p", box: str = "div class='tulisan'") -> str:
    inner = _ps(TEXTS[0], tag) + headline.format(title=TITLES[1], url=URLS[1]) + _ps(TEXTS[1], tag)
    return _page(first.format(TITLES[0]) + f"<{box}>{inner}</{box.split()[0]}>", widget=widget)


def front_h2_links() -> str:
    """A front page of whole articles."""
    cards = "".join(f'<div class="kotak"><h2><a href="{url}">{title}</a></h2>{_ps(text)}</div>' for title, url, text in zip(TITLES, URLS, TEXTS, strict=True))
    return _page(f"<div id='isi'>{cards}</div>", title="KabarDesa.id")


def scroll_articles() -> str:
    """Articles appended by scrolling, elements named article."""
    first = f"<article><header><h1>{TITLES[0]}</h1></header><section>{_ps(TEXTS[0])}</section></article>"
    return _page(f'<main>{first}<article data-url="{URLS[1]}"><header><h1><a href="{URLS[1]}">{TITLES[1]}</a></h1></header><section>{_ps(TEXTS[1])}</section></article></main>', widget=1)


def scroll_divs() -> str:
    """Articles appended by scrolling, elements with meaningless names, a line of date between."""
    rows = "".join(
        f'<div class="b{number}"><div class="t7"><a href="{url}">{title}</a></div><div class="w2">Jum’at, 14 Juni 2024 | Admin</div><div class="k9">{_ps(text, "div")}</div></div>'
        for number, (title, url, text) in enumerate(zip(TITLES, URLS, TEXTS, strict=True))
    )
    return _page(f"<div class='m1'>{rows}</div>", widget=2)


def breaks() -> str:
    """All of it in one element with line breaks."""
    inner = "<br><br>".join([*TEXTS[0], f"<b>{TITLES[1]}</b>", *TEXTS[1]])
    return _page(f"<h2>{TITLES[0]}</h2><div>{inner}</div>", widget=3)


def run_in_link() -> str:
    """The second headline stands as a link at the end of the first article's last paragraph."""
    inner = _ps(TEXTS[0][:-1]) + f'<p>{TEXTS[0][-1]} <a href="{URLS[1]}">{TITLES[1]}</a></p>' + _ps(TEXTS[1])
    return _page(f"<h1>{TITLES[0]}</h1><div class='x'>{inner}</div>")


def run_in_plain() -> str:
    """The second headline stands at the end of the last paragraph with nothing around it."""
    inner = _ps(TEXTS[0][:-1]) + f"<p>{TEXTS[0][-1]} {TITLES[1]}</p>" + _ps(TEXTS[1])
    return _page(f"<h1>{TITLES[0]}</h1><div class='x'>{inner}</div>", widget=1)


def table_cells() -> str:
    """A layout of tables and font tags."""
    rows = "".join(
        f'<tr><td><font size="4"><b><a href="{url}">{title}</a></b></font></td></tr><tr><td>{_ps(text)}</td></tr>' for title, url, text in zip(TITLES, URLS, TEXTS, strict=True)
    )
    return _page(f'<table width="600">{rows}</table>', widget=2)


def definition_list() -> str:
    """Headline as term, text as definition."""
    rows = "".join(f'<dt><a href="{url}">{title}</a></dt><dd>{_ps(text)}</dd>' for title, url, text in zip(TITLES, URLS, TEXTS, strict=True))
    return _page(f"<dl>{rows}</dl>", widget=3)


def json_ld() -> str:
    """Plain headings; the addresses stand in JSON-LD only."""
    graph = [{"@type": "NewsArticle", "headline": title, "url": url} for title, url in zip(TITLES, URLS, strict=True)]
    head = f'<script type="application/ld+json">{json.dumps({"@context": "https://schema.org", "@graph": graph})}</script>'
    main = "".join(f"<section><h2>{title}</h2>{_ps(text)}</section>" for title, text in zip(TITLES, TEXTS, strict=True))
    return _page(main, head=head)


def title_only() -> str:
    """The first headline stands in the title alone."""
    return _flat('<h3><a href="{url}">{title}</a></h3>', first="<!-- {} -->")


BUILDS: Final = {
    "front-h2-links": front_h2_links,
    "scroll-articles": scroll_articles,
    "scroll-divs": scroll_divs,
    "inside-h2-link": lambda: _flat('<h2><a href="{url}">{title}</a></h2>'),
    "inside-h2": lambda: _flat("<h2>{title}</h2>", widget=1),
    "inside-h3": lambda: _flat("<h3 class='jdl'>{title}</h3>", widget=2),
    "inside-h5-link": lambda: _flat('<h5><a href="{url}">{title}</a></h5>', widget=3),
    "inside-strong": lambda: _flat("<p><strong>{title}</strong></p>"),
    "inside-strong-link": lambda: _flat('<p><strong><a href="{url}">{title}</a></strong></p>', widget=1),
    "inside-link": lambda: _flat('<p><a href="{url}">{title}</a></p>', widget=2),
    "inside-plain": lambda: _flat("<p>{title}</p>", widget=3),
    "inside-div-bold": lambda: _flat("<div class='f'><b>{title}</b></div>", tag="div"),
    "inside-span": lambda: _flat('<p><span style="font-size:24px">{title}</span></p>', widget=1),
    "inside-center": lambda: _flat('<center><font size="5"><a href="{url}">{title}</a></font></center>', widget=2),
    "title-only": title_only,
    "breaks": breaks,
    "run-in-link": run_in_link,
    "run-in-plain": run_in_plain,
    "table-cells": table_cells,
    "definition-list": definition_list,
    "json-ld": json_ld,
}
#: Builds at the paper's front page; the others stand at the first article's address.
FRONT: Final = frozenset({"front-h2-links", "scroll-divs", "table-cells", "definition-list", "json-ld"})
#: Builds in which the second article shows no address of its own.
WITHOUT_URL: Final = frozenset({"inside-h2", "inside-h3", "inside-strong", "inside-plain", "inside-div-bold", "inside-span", "breaks", "run-in-plain"})


def address(name: str) -> str:
    """Return where a build stands."""
    return "https://kabardesa.example/" if name in FRONT else URLS[0]
