"""Write the annotated Indonesian pages: hand-written articles (texts.txt) set into fourteen builds of pages.

    python -m tests.pages.indonesian.make        # writes pages/*.html and truth.json beside this file
"""

from __future__ import annotations

import json

from tests.pages.indonesian.builds import BUILDS, build_blocks, build_classic, build_soup
from tests.pages.indonesian.parts import Page, Paper
from tests.pages.indonesian.texts import HERE, texts

PAGES_PER_BUILD = 6
PAPERS = tuple(
    Paper(name, domain)
    for name, domain in (
        ("Kabar Brantas", "kabarbrantas.example"), ("Warta Pesisir", "wartapesisir.example"), ("Suara Wilis", "suarawilis.example"), ("Lintas Kota", "lintaskota.example"),
        ("Catatan Desa", "catatandesa.example"), ("Radar Lereng", "radarlereng.example"), ("Harian Timur", "hariantimur.example"), ("Beranda Jatim", "berandajatim.example"),
        ("Suluh Rakyat", "suluhrakyat.example"), ("Jendela Daerah", "jendeladaerah.example"), ("Mata Angin", "mataangin.example"), ("Titik Temu", "titiktemu.example"),
        ("Ruang Warga", "ruangwarga.example"), ("Obor Selatan", "oborselatan.example"),
    )
)  # fmt: skip


def pages() -> list[Page]:
    """Return all pages, built."""
    written = texts()
    made: list[Page] = []
    for number, (build, paper) in enumerate(zip(BUILDS, PAPERS, strict=True)):
        for index in range(PAGES_PER_BUILD):
            at = (number * 5 + index * 7) % len(written)
            text = written[at]
            others = [other for other in written[at + 1 :] + written[:at] if other is not text]
            second = others[3] if index >= 4 and build in {build_classic, build_blocks, build_soup} else None
            page = Page(f"{build.__name__.removeprefix('build_')}-{index + 1}", paper, text, second, [other for other in others if other is not second])
            page.markup = build(page)
            made.append(page)
    return made


def octets(page: Page) -> bytes:
    """Return a page as its server sends it."""
    encoding = "cp1252" if page.name.startswith("uppercase") else "utf-8"
    return page.markup.encode(encoding, errors="xmlcharrefreplace")


def main() -> None:
    """Write pages and truth."""
    folder = HERE / "pages"
    folder.mkdir(exist_ok=True)
    truth = []
    for page in pages():
        (folder / f"{page.name}.html").write_bytes(octets(page))
        truth.append({"page": page.name, "url": page.url, "articles": page.truth})
    (HERE / "truth.json").write_text(json.dumps(truth, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
