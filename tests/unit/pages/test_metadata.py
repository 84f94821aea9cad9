"""The fields of whole pages."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime, timedelta, timezone

import pytest

from dnusa_crawler.pages import blocks as page_blocks
from dnusa_crawler.pages import metadata, structured, tree
from dnusa_crawler.pages.values import PageSource, SiteHints

WIB = timezone(timedelta(hours=7))
URL = "https://kabaralun.test/daerah/banjir-blitar/"
PROSE = (
    "Warga di beberapa desa mengungsi ke tempat yang lebih tinggi karena air sungai meluap dan merendam rumah mereka "
    "sejak dini hari, kata kepala desa setempat kepada wartawan di lokasi pengungsian yang disediakan pemerintah. "
)
HEADLINE = "Banjir Besar Landa Blitar, Ratusan Warga Mengungsi"


def _fields(page, *, url=URL, hints=None, captured_at=None, site=None, is_main=True, body=None, heading=HEADLINE):
    root = tree.parse(page)
    found = page_blocks.blocks(root)
    kept = [block for block in found if (body or "Warga di beberapa desa") in block.text]
    return metadata.read(
        structured=structured.read(root, url=url),
        blocks=found,
        body_blocks=kept,
        heading=next((block for block in found if block.kind == "h" and heading in block.text), None),
        source=PageSource(body=b"", url=url, hints=hints or {}, captured_at=captured_at),
        site=site or SiteHints(),
        is_main=is_main,
    )


def _page(
    *, head="", above="", below="", first=PROSE, after="", aside="", top="", lang="id", h1=f"<h1>{HEADLINE}</h1>"
):
    return (
        f"<html lang='{lang}'><head><title>{HEADLINE} - KabarAlun</title><meta property='og:site_name' content='KabarAlun'>{head}"
        f"</head><body><header><div>{top}</div><nav><a href='/daerah'>Daerah</a></nav></header><main><article>{above}{h1}{below}"
        f"<div class='konten'><p>{first}</p><p>{PROSE}</p><p>{PROSE}</p></div>{after}</article></main>"
        f"<aside class='sidebar'><h3>Terpopuler</h3>{aside}</aside><footer>© 2024 KabarAlun</footer></body></html>"
    )


SIDEBAR = "<ul><li>Jalan Rusak <time datetime='2023-01-12'>12 Januari 2023</time></li><li>12/01/2023 Oleh Orang Lain</li></ul>"


def test_a_common_indonesian_page():
    """Everything a local paper shows is read, with its witness."""
    found = _fields(
        _page(
            below="<div class='meta'>Penulis: <a href='/author/sari'>Sari Dewi</a> | Jumat, 14 Juni 2024 | 10:30 WIB</div>",
            first=f"BLITAR, KabarAlun.test – {PROSE}",
            after="<p>Editor: Joko Susilo</p><p>(sd/js)</p>",
            aside=SIDEBAR,
        )
    )

    assert found.title == HEADLINE
    assert found.authors == ("Sari Dewi",)
    assert {(one.name, one.role) for one in found.credits} == {("Joko Susilo", "editor"), ("sd/js", "initials")}
    assert found.published_at == datetime(2024, 6, 14, 10, 30, tzinfo=WIB)
    assert found.published_raw == "Jumat, 14 Juni 2024 | 10:30 WIB"
    assert (found.place, found.agency) == ("Blitar", "KabarAlun.test")
    assert found.language == "id"
    assert found.sources["published_at"] == "byline"
    assert found.sources["place"] == "dateline"
    assert set(found.sources) == set(found.confidence)


@pytest.mark.parametrize(
    "text",
    [
        f"Blitar, (KabarAlun.test) – Hujan deras, Jum’at (14/6/2024). {PROSE}",
        f"BLITAR, 14 Juni 2024 – {PROSE}",
        f"Hujan deras melanda sejak Jumat (14/6/2024) sore. {PROSE}",
    ],
)
@pytest.mark.parametrize("top", ["", "Sabtu, 15 Juni 2024"])
def test_a_date_in_the_text_beats_every_sidebar(text, top):
    """The dateline's or first paragraph's day is the article's; a sidebar's and the page head's are not."""
    found = _fields(_page(first=text, aside=SIDEBAR, top=top))

    assert found.published_at == datetime(2024, 6, 14, tzinfo=WIB)
    assert found.sources["published_at"] in ("text", "dateline")
    assert found.confidence["published_at"] < 0.8


def test_a_sidebar_alone_gives_no_date():
    """Better no date than another article's."""
    assert _fields(_page(aside=SIDEBAR)).published_at is None


def test_the_year_stands_elsewhere():
    """ "Jumat (14/6)" takes the year from the copyright line, the capture, or another date of the page."""
    text = f"Hujan deras melanda sejak Jumat (14/6) sore. {PROSE}"

    assert _fields(_page(first=text)).published_at == datetime(2024, 6, 14, tzinfo=WIB)
    assert _fields(_page(first=text), captured_at=datetime(2024, 6, 20, tzinfo=UTC)).published_at == datetime(
        2024, 6, 14, tzinfo=WIB
    )
    assert _fields(_page(first=text), url="https://kabaralun.test/2024/banjir/").published_at is not None


def test_a_stamp_in_utc_is_the_day_in_the_newsroom():
    """17:30Z is half past midnight of the next day in Blitar, whoever stamps it."""
    for head in (
        '<meta property="article:published_time" content="2024-06-13T17:30:00+00:00">',
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","datePublished":"2024-06-13T17:30:00Z"}</script>',
    ):
        assert _fields(_page(head=head)).published_at.isoformat() == "2024-06-14T00:30:00+07:00"


def test_the_offset_shown_on_the_page_is_the_newsrooms():
    """Where nothing tells the zone, the clock time shown for a stamp in UTC does."""
    found = _fields(
        _page(
            lang="en",
            head='<meta property="article:published_time" content="2024-06-14T03:22:00Z">',
            below="<div>June 13, 2024, 10:22 PM</div>",
            first="The river rose in the night and the people of the villages fled to the hills with what they could carry. "
            + PROSE,
        ),
        url="https://paper.test/flood",
    )

    assert found.published_at.isoformat() == "2024-06-13T22:22:00-05:00"


def test_the_site_file_tells_the_zone():
    """A paper in Jayapura stamps its pages two hours ahead of Jakarta."""
    found = _fields(_page(below="<div>14 Juni 2024 10:30</div>"), site=SiteHints(time_zone="Asia/Jayapura"))

    assert found.published_at.isoformat() == "2024-06-14T10:30:00+09:00"


def test_what_the_feed_said_is_a_witness():
    """Hints of the road fill what the page does not say, and are named as such."""
    found = _fields(
        _page(h1="", head="").replace(f"<title>{HEADLINE} - KabarAlun</title>", ""),
        hints={"title": "Banjir di Blitar", "published": "Fri, 14 Jun 2024 03:30:00 +0000", "author": "Sari Dewi"},
    )

    assert found.title == "Banjir di Blitar"
    assert found.authors == ("Sari Dewi",)
    assert found.published_at.isoformat() == "2024-06-14T10:30:00+07:00"
    assert found.sources == {**found.sources, "title": "hint", "authors": "hint", "published_at": "hint"}


def test_published_and_changed_are_told_apart():
    """ "Diperbarui" is the change; the other date is the publication."""
    found = _fields(
        _page(
            below="<div>Diperbarui: Sabtu, 15 Juni 2024 08:00 WIB</div><div>Terbit: Jumat, 14 Juni 2024 10:30 WIB</div>"
        )
    )

    assert found.published_at == datetime(2024, 6, 14, 10, 30, tzinfo=WIB)
    assert found.modified_at == datetime(2024, 6, 15, 8, 0, tzinfo=WIB)


def test_a_second_article_takes_nothing_from_the_page():
    """What the page states is about its first article; the second has its own heading, byline and dateline."""
    second = "Cegah Narkoba, Pemkab Blitar Tes Urine Pejabat"
    head = (
        '<meta property="article:published_time" content="2024-06-20T10:00:00+07:00"><meta name="author" content="Sari Dewi">'
        '<meta property="og:image" content="/a.jpg">'
    )
    page = _page(
        head=head,
        after=f"<h2>{second}</h2><div>Penulis: Budi Santoso</div><p>KEDIRI, (KabarAlun.test) – Puluhan pejabat "
        f"menjalani tes urine pada Jum’at (14/6/2024). {'Tes itu mendadak. ' * 12}</p><p>{'Hasilnya negatif semua. ' * 12}</p>",
    )

    found = _fields(page, is_main=False, body="tes urine pada", heading=second)

    assert found.title == second
    assert found.authors == ("Budi Santoso",)
    assert found.published_at == datetime(2024, 6, 14, tzinfo=WIB)
    assert (found.place, found.image_url) == ("Kediri", None)


def test_a_second_article_with_its_own_node():
    """A JSON-LD node with the second headline belongs to the second article."""
    second = "Cegah Narkoba, Pemkab Blitar Tes Urine Pejabat"
    nodes = [
        {"@type": "NewsArticle", "headline": HEADLINE, "url": URL, "datePublished": "2024-06-20"},
        {
            "@type": "NewsArticle",
            "headline": second,
            "datePublished": "2024-06-14",
            "author": {"@type": "Person", "name": "Budi Santoso"},
        },
    ]
    page = _page(
        head=f'<script type="application/ld+json">{json.dumps(nodes)}</script>',
        after=f"<h2>{second}</h2><p>Puluhan pejabat menjalani tes urine. {'Tes itu mendadak. ' * 12}</p>",
    )

    found = _fields(page, is_main=False, body="tes urine.", heading=second)

    assert (found.authors, found.published_at.day, found.sources["published_at"]) == (("Budi Santoso",), 14, "json-ld")


def test_two_statements_against_one():
    """A video's node with another day loses against two statements that agree."""
    node = {"@type": "NewsArticle", "headline": "x", "datePublished": "2024-06-01T10:00:00+07:00"}
    head = (
        f'<script type="application/ld+json">{json.dumps(node)}</script>'
        '<meta property="article:published_time" content="2024-06-14T10:30:00+07:00"><meta name="pubdate" content="2024-06-14T10:30:00+07:00">'
    )

    assert _fields(_page(head=head)).published_at.day == 14


def test_a_future_date_is_refused():
    """A stamp of next year is a mistake, and what the page shows takes its place."""
    found = _fields(
        _page(
            head='<meta property="article:published_time" content="2034-06-14T10:00:00+07:00">',
            below="<div>Jumat, 14 Juni 2024</div>",
        ),
        captured_at=datetime(2024, 6, 15, tzinfo=UTC),
    )

    assert found.published_at.date().isoformat() == "2024-06-14"


def test_the_day_in_the_address_is_a_weak_witness():
    """/2024/06/14/ counts where the page says nothing."""
    found = _fields(_page(), url="https://kabaralun.test/2024/06/14/banjir")

    assert found.published_at == datetime(2024, 6, 14, tzinfo=WIB)
    assert found.sources["published_at"] == "url"


def test_an_empty_page_gives_empty_fields():
    """No blocks, no data: nothing is made up."""
    found = _fields("<html><body></body></html>")

    assert found == metadata.Fields()


def test_reading_fields_is_cheap_on_a_large_page():
    """A page of a megabyte with thousands of blocks costs a small part of a second."""
    page = _page(after="<div>" + "<p>14 Juni 2024 oleh Budi</p><a href='/x' class='author'>x</a>" * 15_000 + "</div>")
    root = tree.parse(page)
    found = page_blocks.blocks(root)
    body = [block for block in found if "Warga di beberapa desa" in block.text]
    began = time.process_time()

    metadata.read(
        structured=structured.read(root, url=URL), blocks=found, body_blocks=body, heading=None,
        source=PageSource(body=b"", url=URL), site=SiteHints(),
    )  # fmt: skip

    assert time.process_time() - began < 0.5


#: How themes of Indonesian papers show date and writer; the headline is always an h1 but for the last.
BUILDS = {
    "author and date in boxes": "<div class='detail__author'>Sari Dewi - <span>KabarAlun</span></div>"
    "<div class='detail__date'>Jumat, 14 Jun 2024 10:30 WIB</div>",
    "links of writer and editor": "<div id='penulis'>Penulis: <a href='/p/1'>Sari Dewi</a> | Editor: <a href='/p/2'>Joko Susilo</a></div>"
    "<div>Jumat, 14 Juni 2024 10:30 WIB</div>",
    "paper and date in a line": "<div class='read__time'>KabarAlun.test - 14/06/2024, 10:30 WIB</div>"
    "<div class='credit'><a class='author-name' href='/x'>Sari Dewi</a></div>",
    "time element": "<span class='page-header--author__name'>Sari Dewi</span>"
    "<time class='page-header__datetime' datetime='2024-06-14 10:30:00'>14 Jun 2024, 10:30 WIB</time>",
    "theme with entry-date updated": "<div class='post-author-name'>By <a href='/author/sari'>Sari Dewi</a> - </div>"
    "<span class='post-date'><time class='entry-date updated' datetime='2024-06-14T10:30:00+07:00'>14 Juni 2024</time></span>",
    "one line with bars": "<p>Oleh Sari Dewi | Jumat, 14 Juni 2024 | 10:30 WIB | Dibaca 1.234 kali</p>",
    "reporter at a comma": "<p>Reporter: Sari Dewi, Jumat 14 Juni 2024 10:30 WIB</p>",
    "posted on by": "<div class='entry-meta'>Posted on 14 Juni 2024 10:30 by Sari Dewi in Daerah</div>",
    "list of facts": "<ul class='meta'><li><i></i> Sari Dewi</li><li>14 Juni 2024 10:30 WIB</li><li>Daerah</li></ul>"
    "<!-- the writer is confirmed by the box below -->",
    "table of facts": "<table><tr><td>Penulis : Sari Dewi</td></tr><tr><td>Jumat, 14 Juni 2024 - 10:30 WIB</td></tr></table>",
    "market day and paper": "<div>Jum’at Kliwon, 14 Juni 2024 - 10.30 WIB</div><div>Pewarta: Sari Dewi</div>",
}


@pytest.mark.parametrize("name", BUILDS)
def test_the_builds_of_local_papers(name):
    """Writer and minute are read from whatever the theme makes of them, without a single statement to machines."""
    box = "<div class='author-box'><h4>Sari Dewi</h4><p>Sari Dewi adalah wartawan KabarAlun sejak lama di Blitar.</p></div>"

    found = _fields(_page(below=BUILDS[name], after=box if "list" in name else "", aside=SIDEBAR))

    assert found.authors == ("Sari Dewi",)
    assert found.published_at == datetime(2024, 6, 14, 10, 30, tzinfo=WIB)
    assert found.modified_at is None


def test_a_date_above_the_headline_in_its_box():
    """Blog themes put the day above the headline."""
    found = _fields(_page(above="<h2 class='date-header'>Jumat, 14 Juni 2024</h2>"))

    assert found.published_at == datetime(2024, 6, 14, tzinfo=WIB)


def test_a_stated_date_in_a_language_unknown_to_us():
    """What our tables do not know is asked of the library, once, where nothing else says."""
    found = _fields(_page(lang="ka", head='<meta property="article:published_time" content="14 ივნისი 2024">'))

    assert found.published_at.date().isoformat() == "2024-06-14"
    assert found.confidence["published_at"] == 0.5


@pytest.mark.parametrize("text", ["Hujan deras melanda sejak Jum’at (14/6/2024) sore. ", ""])
def test_teasers_right_below_a_short_article(text):
    """Two sentences of news, then a list of other articles with days and writers, without any class that says so."""
    teasers = "".join(
        f"<div><a href='/{n}'>Berita lain nomor {n} dari Kota Blitar</a> <span>{n} Januari 2023</span> <i>Oleh Orang Lain</i></div>"
        for n in range(1, 6)
    )
    page = f"<html lang='id'><head><title>{HEADLINE}</title></head><body><div><h1>{HEADLINE}</h1><p>{text}{PROSE}</p>{teasers}</div></body></html>"

    found = _fields(page)

    assert found.published_at == (datetime(2024, 6, 14, tzinfo=WIB) if text else None)
    assert found.authors == ()


@pytest.mark.parametrize(
    "extra",
    [
        {"top": "Sabtu, 15 Juni 2024"},
        {"after": "<div><a href='/1'>Berita lain dari Kota Blitar</a><span>12 Januari 2023</span></div>"},
    ],
)
def test_a_lone_day_elsewhere_is_not_the_articles(extra):
    """The day of the visit and a single teaser's day are no dates of this article: better none."""
    assert _fields(_page(**extra)).published_at is None


def test_a_line_below_the_text_that_says_posted():
    """ "Diposting oleh … pada …" under the text is the article's date."""
    found = _fields(_page(after="<div>Diposting oleh Sari pada 14 Juni 2024</div>"))

    assert found.published_at == datetime(2024, 6, 14, tzinfo=WIB)


def test_who_and_when_in_the_articles_own_foot():
    """Drupal sets both into a ``footer`` inside ``article``; the foot of the page says nothing of an article."""
    foot = (
        "<footer class='node__meta'>Dikirim oleh <span>Sari Dewi</span> pada "
        "<time datetime='2024-08-17T22:15:00+07:00'>17 Agustus 2024 - 22:15</time></footer>"
    )

    found = _fields(_page(below=foot))

    assert found.authors == ("Sari Dewi",)
    assert found.published_at == datetime(2024, 8, 17, 22, 15, tzinfo=WIB)


def test_bloggers_stamp_stands_in_a_title():
    """The text of its ``abbr`` is the hour alone; the stamp is in the attribute."""
    page = _page(
        below="<h4>Jumat, 26 April 2024</h4><div itemscope itemtype='http://schema.org/BlogPosting'>"
        "<abbr itemprop='datePublished' title='2024-04-26T12:30:00+07:00'>12.30</abbr></div>"
    )

    assert _fields(page).published_at == datetime(2024, 4, 26, 12, 30, tzinfo=WIB)


def test_the_stamp_beside_a_second_headline_is_the_second_articles():
    """A ``time`` element says the minute where its text says the day."""
    second = "Cegah Narkoba, Pemkab Blitar Tes Urine Pejabat"
    page = _page(
        head='<meta property="article:published_time" content="2024-06-20T10:00:00+07:00">',
        after=f"<h2>{second}</h2><p><time datetime='2024-06-14T06:00:00+07:00'>Jumat, 14 Juni 2024</time> - Budi Santoso</p>"
        f"<p>Puluhan pejabat menjalani tes urine pada pagi hari. {'Tes itu mendadak. ' * 12}</p>",
    )

    found = _fields(page, is_main=False, body="tes urine pada", heading=second)

    assert found.published_at == datetime(2024, 6, 14, 6, 0, tzinfo=WIB)
    assert found.authors == ("Budi Santoso",)


TOP = "<div class='tanggal'>Selasa, 24 November 2026</div>"
VISIT = datetime(2026, 11, 24, 3, 0, tzinfo=WIB)


@pytest.mark.parametrize(
    "parts",
    [
        {"below": "<div>3 Juni 2024</div><div>Pukul 10.30 WIB</div>"},
        {"below": "<ul><li>Senin, 3 Juni 2024</li><li>10:30</li></ul>"},
        {"above": "<div>3 Juni 2024 pkl 10.30 WIB</div>"},
        {"after": "<div>Senin, 3 Juni 2024 - 10:30 WIB</div>"},
        {"after": "<div>Terbit 3 Juni 2024, 10:30 | Diperbarui 4 Juni 2024, 08:00</div>"},
        {"first": f"BLITAR, 3 Juni 2024 – {PROSE}", "after": "<div>3/6/2024 10.30</div>"},
        {
            "above": "<div>3 Juni 2024 pkl 10.30 WIB</div>",
            "h1": f"<font size='5'><b>{HEADLINE}</b></font><br>",
        },
    ],
)
def test_the_clock_and_the_day_wherever_they_stand(parts):
    """In two lines, above, below, under the text; never the day of the visit at the page's top."""
    found = _fields(_page(top=TOP, aside=SIDEBAR, **parts), captured_at=VISIT)

    assert found.published_at == datetime(2024, 6, 3, 10, 30, tzinfo=WIB)


def test_the_day_of_the_visit_alone_below_the_headline_is_the_articles():
    """An article read on its day."""
    found = _fields(_page(below="<div>Selasa, 24 November 2026</div>"), captured_at=VISIT)

    assert found.published_at == datetime(2026, 11, 24, tzinfo=WIB)


@pytest.mark.parametrize(
    "title",
    [
        f"{HEADLINE} - KabarAlun | Berita Blitar Terkini",
        f"KabarAlun - {HEADLINE}",
        f"{HEADLINE} :: Portal KabarAlun",
        "KabarAlun",
    ],
)
def test_a_headline_in_bold(title):
    """Old pages have no headings; the title, cut where the line agrees with it, or the bold line alone, is the headline."""
    page = _page(h1=f"<font size='5'><b>{HEADLINE}</b></font><br>").replace(
        f"{HEADLINE} - KabarAlun</title>", f"{title}</title>"
    )

    assert _fields(page).title == HEADLINE


def test_a_foot_between_headline_and_text_is_the_articles():
    """Also where no ``article`` element is around them."""
    second = "Cegah Narkoba, Pemkab Blitar Tes Urine Pejabat"
    page = _page(
        after=f"<h2>{second}</h2><footer>Oleh Budi Santoso <time datetime='2024-06-14T06:00:00+07:00'>14 Juni 2024</time></footer>"
        f"<p>Puluhan pejabat menjalani tes urine pada pagi hari. {'Tes itu mendadak. ' * 12}</p>",
    ).replace("<article>", "<div>")

    found = _fields(page, is_main=False, body="tes urine pada", heading=second)

    assert (found.authors, found.published_at) == (("Budi Santoso",), datetime(2024, 6, 14, 6, 0, tzinfo=WIB))


@pytest.mark.parametrize(
    ("text", "other", "authors"),
    [
        ("The harbour that the town had been waiting for was opened by its mayor with a cup of tea. ", "", ("Ana Silva",)),
        ("The harbour that the town had been waiting for was opened by its mayor with a cup of tea. ",
         '{"@type":"Organization","name":"Ana Silva"},', ()),
        (PROSE, "", ()),
    ],
)  # fmt: skip
def test_whose_site_it_is_may_write_there(text, other, authors):
    """A person may give a site its name; a name that is a firm's as well, or an Indonesian paper's, is nobody's."""
    graph = f'[{other}{{"@type":"NewsArticle","author":{{"@type":"Person","name":"Ana Silva"}}}}]'
    page = (
        f"<html><head><title>{HEADLINE}</title><script type='application/ld+json'>{graph}</script></head><body><article>"
        f"<h1>{HEADLINE}</h1><p>{text * 3}</p><p>{text * 3}</p></article></body></html>"
    )

    assert _fields(page, url="https://anasilva.test/a/", body=text[:20]).authors == authors
