"""What pages are made of: a paper, the truth of a page, clutter within and below the text, and the furniture around it.

Nothing is random between two runs: the choice of clutter comes from a generator seeded with the page's name.
"""

from __future__ import annotations

import html
import random
from dataclasses import dataclass
from datetime import datetime

from tests.pages.indonesian.texts import Text

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember")
SHORT = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
ZONES = {"+07:00": "WIB", "+08:00": "WITA", "+09:00": "WIT"}


@dataclass
class Paper:
    """A paper that does not exist."""

    name: str
    domain: str

    def url(self, text: Text) -> str:
        return f"https://{self.domain}/{text.at:%Y/%m}/{text.slug}/"


class Page:
    """What one page is made of."""

    def __init__(self, name: str, paper: Paper, text: Text, second: Text | None, others: list[Text]) -> None:
        self.name, self.paper, self.text, self.second, self.others = name, paper, text, second, others
        self.rng = random.Random(name)
        self.url = paper.url(text)
        self.truth: list[dict[str, object]] = []

    def units(self, text: Text, dateline: str = "") -> list[tuple[str, str]]:
        """Return the units of an article, the dateline before the first."""
        first, *rest = text.units
        return [(first[0], dateline + first[1]), *rest]

    def expect(self, text: Text, units: list[tuple[str, str]], *, url: str, writer: bool = True, date: str = "minute", place: bool = False) -> None:
        self.truth.append(
            {
                "title": text.title,
                "url": url,
                "authors": [text.writer] if writer else [],
                "date": None if date == "none" else text.at.isoformat() if date == "minute" else text.at.date().isoformat(),
                "place": text.place if place else None,
                "units": [unit for _, unit in units],
            }
        )

    def other(self, number: int = 0) -> Text:
        return self.others[(number + len(self.name)) % len(self.others)]

    def pick(self, *choices: str) -> str:
        return self.rng.choice(choices)


def e(text: str) -> str:
    return html.escape(text, quote=False)


def day(at: datetime) -> str:
    return f"{DAYS[at.weekday()]}, {at.day} {MONTHS[at.month - 1]} {at.year}"


def inline_clutter(page: Page, number: int) -> str:
    """Return a line that a desk puts between paragraphs."""
    other = page.other(number)
    url = page.paper.url(other)
    return (
        f'<p><strong>Baca juga: <a href="{url}">{e(other.title)}</a></strong></p>',
        f'<p>Baca Juga : <a href="{url}">{e(other.title)}</a></p>',
        f'<div class="kotak-{page.rng.randrange(99)}"><b>Simak juga:</b> <a href="{url}">{e(other.title)}</a></div>',
        "<p>ADVERTISEMENT</p>",
        "<p>GULIR UNTUK LANJUT BACA</p>",
        f'<p><a href="{url}">{e(other.title)}</a></p>',
        "<p>[Gambas:Instagram]</p>",
        f"<p><em>Pilihan Editor: <a href='{url}'>{e(other.title)}</a></em></p>",
    )[(number + page.rng.randrange(8)) % 8]


def end_clutter(page: Page) -> str:
    """Return what stands below the last paragraph."""
    name = page.paper.name
    pool = [
        f"<p>Ikuti berita terkini dari {name} di <a href='https://news.google.com/x'>Google News</a> dan saluran <a href='https://whatsapp.com/channel/x'>WhatsApp</a>.</p>",
        f"<p>Dapatkan kabar pilihan {name} setiap pagi di kanal Telegram kami, klik <a href='https://t.me/x'>tautan ini</a>.</p>",
        "<p>Dilarang mengutip atau menyalin isi artikel ini tanpa izin redaksi.</p>",
        f"<p>Dibaca : {page.rng.randrange(40, 9000)} kali</p>",
        "<p>GIPHY App Key not set. Please check settings</p>",
        "<p>Instagram feed error: access token expired. Please reconnect.</p>",
        f"<p>Copyright © {name} 2025</p>",
        f"<p>Punya info menarik di sekitar Anda? Kirim ke WhatsApp redaksi {name} 0812-9000-1234.</p>",
        "<p>Apa reaksi Anda terhadap berita ini?</p>",
        "<p>[related_posts_by_tax title=\"\"]</p>",
        f"<p>Unduh aplikasi {name} untuk membaca tanpa iklan.</p>",
    ]
    return "".join(page.rng.sample(pool, 3))


def related(page: Page, tag: str = "h3", box: str = "terkait") -> str:
    items = "".join(f'<li><a href="{page.paper.url(t)}">{e(t.title)}</a></li>' for t in page.others[:4])
    return f'<div class="{box}"><{tag}>Berita Terkait</{tag}><ul>{items}</ul></div>'


def share() -> str:
    return '<div class="bagi"><span>Bagikan:</span> <a href="#fb">Facebook</a> <a href="#wa">WhatsApp</a> <a href="#x">X</a> <a href="#t">Telegram</a></div>'


def comments(page: Page) -> str:
    return (
        "<div id='respond'><h3>Tinggalkan Balasan</h3><form><p>Alamat email Anda tidak akan dipublikasikan. Ruas yang wajib ditandai *</p>"
        "<textarea></textarea><input name='email'></form></div>"
        "<ol class='commentlist'><li><b>Budi</b><p>Semoga segera ditindaklanjuti oleh pemerintah setempat.</p></li></ol>"
    )


def nav(page: Page) -> str:
    return (
        f'<a href="/">{page.paper.name}</a><ul><li><a href="/category/daerah/">Daerah</a></li><li><a href="/category/ekonomi/">Ekonomi</a></li>'
        '<li><a href="/category/hukum/">Hukum</a></li><li><a href="/indeks/">Indeks</a></li></ul>'
    )


def sidebar(page: Page) -> str:
    items = "".join(
        f'<li><a href="{page.paper.url(t)}">{e(t.title)}</a><span> {t.at.day} {SHORT[t.at.month - 1]} {t.at.year}</span></li>' for t in page.others[4:9]
    )
    return f"<h3>Terpopuler</h3><ol>{items}</ol><p>Butuh jasa iklan? Hubungi bagian pemasaran kami.</p>"


def plain(units: list[tuple[str, str]], page: Page, *, clutter: bool = True, heading: str = "h2", every: int = 3) -> str:
    """Set units as ordinary HTML with lines of the desk between them."""
    out: list[str] = []
    previous = ""
    count = 0
    for kind, text in units:
        if previous == "li" and kind != "li":
            out.append("</ul>")
        if previous == "row" and kind != "row":
            out.append("</table>")
        if kind == "p":
            if clutter and count and count % every == 0:
                out.append(inline_clutter(page, count))
            out.append(f"<p>{e(text)}</p>")
            count += 1
        elif kind == "quote":
            out.append(f"<blockquote><p>{e(text)}</p></blockquote>")
        elif kind == "h":
            out.append(f"<{heading}>{e(text)}</{heading}>")
        elif kind == "li":
            out.append(("" if previous == "li" else "<ul>") + f"<li>{e(text)}</li>")
        elif kind == "row":
            cells = "".join(f"<td>{e(cell.strip())}</td>" for cell in text.split("|"))
            out.append(("" if previous == "row" else "<table>") + f"<tr>{cells}</tr>")
        previous = kind
    out.append({"li": "</ul>", "row": "</table>"}.get(previous, ""))
    return "\n".join(out)


def figure(text: Text) -> str:
    return f'<figure><img src="/foto/{text.slug}.jpg" alt=""><figcaption>{e(text.caption)}</figcaption></figure>' if text.caption else ""


def head(page: Page, extra: str = "") -> str:
    return f'<meta charset="utf-8"><title>{e(page.text.title)} - {page.paper.name}</title><link rel="canonical" href="{page.url}">{extra}'
