"""What pages state to machines."""

from __future__ import annotations

import json
import time

import pytest
from lxml import html

from dnusa_crawler.pages import structured

URL = "https://kabar.test/2024/06/berita/"


def _read(head="", body="", url=URL):
    return structured.read(html.document_fromstring(f"<html><head>{head}</head><body>{body}</body></html>"), url=url)


def _ld(*values):
    return "".join(
        f'<script type="application/ld+json">{v if isinstance(v, str) else json.dumps(v)}</script>' for v in values
    )


ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "mainEntityOfPage": {"@type": "WebPage", "@id": URL},
    "headline": "Banjir di Blitar &amp; Kediri",
    "datePublished": "2024-06-14T10:30:00+07:00",
    "dateModified": "2024-06-14T12:00:00+07:00",
    "author": [{"@type": "Person", "name": "Sari Dewi"}, {"@type": "Person", "name": "Budi"}],
    "editor": {"@type": "Person", "name": "Joko"},
    "publisher": {"@type": "Organization", "name": "Kabar Test"},
    "articleSection": ["Peristiwa", "Daerah"],
    "keywords": "banjir, blitar",
    "image": {"@type": "ImageObject", "url": "/foto.jpg"},
    "articleBody": "Isi.",
    "isAccessibleForFree": "False",
    "inLanguage": "id-ID",
}


def test_a_plain_news_article_is_read():
    """All fields of the usual node come out, entities resolved, addresses absolute."""
    found = _read(_ld(ARTICLE))

    node = found.main
    assert node.headline == "Banjir di Blitar & Kediri"
    assert [party.name for party in node.authors] == ["Sari Dewi", "Budi"]
    assert node.credits == (("Joko", "editor"),)
    assert node.published == "2024-06-14T10:30:00+07:00"
    assert node.modified == "2024-06-14T12:00:00+07:00"
    assert node.section == "Peristiwa"
    assert found.tags == ("banjir", "blitar")
    assert found.image == "https://kabar.test/foto.jpg"
    assert found.article_body == "Isi."
    assert found.is_accessible_for_free is False
    assert "Kabar Test" in found.site_names


@pytest.mark.parametrize(
    "wrap",
    [
        lambda node: [node],
        lambda node: {"@graph": [{"@type": "WebSite", "name": "x"}, node]},
        lambda node: {"@type": "WebPage", "mainEntity": node},
        lambda node: [[{"@graph": [[node]]}]],
        lambda node: {**node, "@type": ["NewsArticle", "CreativeWork"]},
        lambda node: {**node, "@type": "http://schema.org/NewsArticle"},
    ],
)
def test_the_article_is_found_wherever_it_is_packed(wrap):
    """Lists, graphs, nesting and several types hide no article."""
    assert _read(_ld(wrap(ARTICLE))).main.published == ARTICLE["datePublished"]


def test_references_within_the_graph_are_followed():
    """An author given as @id is the person of that id; a reference to itself ends."""
    graph = {
        "@graph": [
            {"@type": "Article", "headline": "A", "author": {"@id": "#sari"}, "image": {"@id": "#pic"}},
            {"@type": "Person", "@id": "#sari", "name": "Sari Dewi"},
            {"@type": "ImageObject", "@id": "#pic", "url": "https://kabar.test/p.jpg"},
            {"@type": "Article", "@id": "#loop", "headline": "B", "author": {"@id": "#loop"}},
        ]
    }

    found = _read(_ld(graph))

    assert found.articles[0].authors[0].name == "Sari Dewi"
    assert found.articles[0].image == "https://kabar.test/p.jpg"


@pytest.mark.parametrize(
    "script",
    [
        '{"@type":"NewsArticle","headline":"Satu dua tiga","datePublished":"2024-06-14",}',
        '{"@type":"NewsArticle","headline":"Satu dua tiga","description":"baris\nbaru","datePublished":"2024-06-14"}',
        '<!-- {"@type":"NewsArticle","headline":"Satu dua tiga","datePublished":"2024-06-14"} -->',
        '//<![CDATA[\n{"@type":"NewsArticle","headline":"Satu dua tiga","datePublished":"2024-06-14"}\n//]]>',
        '{"@type":"NewsArticle","headline":"Satu dua tiga","datePublished":"2024-06-14"};',
        '{"@type":"Organization"}{"@type":"NewsArticle","headline":"Satu dua tiga","datePublished":"2024-06-14"}',
        '{"@type":"NewsArticle","headline":"Satu dua tiga"\n"datePublished":"2024-06-14"}',
        r'{"@type":"NewsArticle","description":"it\'s","headline":"Satu dua tiga","datePublished":"2024-06-14"}',
        '{"@type":"NewsArticle","description":"kata "kutip" lepas","headline":"Satu dua tiga","datePublished":"2024-06-14"}',
        '{"@type":"NewsArticle","headline":"Satu dua tiga","datePublished":"2024-06-14","articleBody":"putus di sini',
    ],
)
def test_broken_scripts_are_repaired_or_salvaged(script):
    """The usual mistakes of hand-made JSON-LD cost neither headline nor date."""
    main = _read(_ld(script)).main

    assert main.headline == "Satu dua tiga"
    assert main.published == "2024-06-14"


def test_the_main_article_is_the_one_of_this_page():
    """Of several nodes the one with this page's address counts, and the others are listed."""
    others = [
        {**ARTICLE, "headline": f"Lain {n}", "mainEntityOfPage": f"https://kabar.test/lain-{n}/"} for n in range(3)
    ]

    found = _read(_ld(*others, ARTICLE))

    assert found.main.headline == "Banjir di Blitar & Kediri"
    assert len(found.articles) == 4


def test_comments_and_items_in_lists_are_no_article():
    """Only article types count; a WebPage's date stands in only where there is no article."""
    found = _read(
        _ld({"@type": "WebPage", "datePublished": "2020-01-01"}, {"@type": "Comment", "author": "X"}, ARTICLE)
    )

    assert [node.published for node in found.articles] == [ARTICLE["datePublished"]]


@pytest.mark.parametrize(
    "script",
    [
        "[" * 100_000,
        "[" * 100_000 + "]" * 100_000,
        '{"a":' * 50_000 + "1" + "}" * 50_000,
        '{"@type":"NewsArticle","headline":' + "9" * 100_000 + "}",
        '{"@type":"NewsArticle","headline":"x","position":1e999999,"datePublished":' + "1" * 5_000 + "}",
        '{"@type":"NewsArticle","headline":[[[[[[[[["x"]]]]]]]]],"author":[[[[[[["y"]]]]]]]}',
        '{"@type":{"@type":"NewsArticle"},"headline":{"@value":{"@value":{"@value":{}}}}}',
        '{"@type":["NewsArticle",1,null,{}],"author":[null,1,true,{},[]],"image":[[]],"keywords":{"a":1}}',
        "\x00\ud800",
        "null",
        '"text"',
        "{" * 1000 + '"author": ' * 1000,
        '"author": [' * 20_000,
    ],
    ids=lambda script: script[:30].encode("ascii", "backslashreplace").decode(),
)
def test_hostile_scripts_do_no_harm(script):
    """Deep nesting, huge numbers and nonsense raise nothing and take no time."""
    root = html.document_fromstring(
        "<html><head><script type='application/ld+json'></script></head><body></body></html>"
    )
    began = time.process_time()
    try:
        root.find(".//script").text = script
    except ValueError:
        return  # libxml2 itself refuses control characters: no page can have them
    structured.read(root, url=URL)

    assert time.process_time() - began < 1.0


def test_five_megabytes_of_data_are_refused():
    """Scripts beyond the limit are passed over, quickly, and the rest of the page still counts."""
    huge = {**ARTICLE, "articleBody": "kata " * 1_000_000}
    began = time.process_time()

    found = _read(_ld(huge) + '<meta property="og:title" content="Judul">')

    assert found.articles == ()
    assert found.meta("og:title") == "Judul"
    assert time.process_time() - began < 1.5


def test_many_nodes_are_bounded():
    """A hundred thousand nodes give no more than the limit."""
    assert len(_read(_ld([ARTICLE] * 1_000)).articles) <= 60


def test_metas_of_all_vocabularies_are_read():
    """OpenGraph, article:…, Dublin Core, parsely and plain names: published and modified apart."""
    found = _read(
        '<meta property="article:published_time" content="2024-06-14T03:30:00Z">'
        '<meta name="DC.date.issued" content="2024-06-14"><meta name="parsely-pub-date" content="2024-06-14">'
        '<meta property="og:updated_time" content="2024-06-15"><meta property="og:site_name" content="Kabar">'
        '<meta name="author" content="Sari"><meta property="article:tag" content="a"><meta property="article:tag" content="b">'
        '<meta property="article:section" content="Daerah"><link rel="canonical" href="/berita/"><title>J &amp; K</title>'
    )

    assert [claim.key for claim in found.published] == ["article:published_time", "parsely-pub-date", "dc.date.issued"]
    assert [claim.value for claim in found.modified] == ["2024-06-15"]
    assert found.tags == ("a", "b")
    assert found.section.value == "Daerah"
    assert found.canonical_url == "https://kabar.test/berita/"
    assert found.page_title == "J & K"
    assert found.site_names == ("Kabar",)


def test_microdata_of_the_article_and_not_of_its_comments():
    """itemprop counts within the first article item; comments and related items say nothing."""
    found = _read(
        body='<div itemscope itemtype="http://schema.org/NewsArticle"><h1 itemprop="headline">Judul</h1>'
        '<span itemprop="author" itemscope itemtype="http://schema.org/Person"><b itemprop="name">Sari Dewi</b> Reporter</span>'
        '<meta itemprop="datePublished" content="2024-06-14">'
        '<div itemprop="comment" itemscope itemtype="http://schema.org/Comment"><i itemprop="author">Pembaca</i>'
        '<time itemprop="datePublished" datetime="2025-01-01"></time></div></div>'
        '<div itemscope itemtype="http://schema.org/NewsArticle"><b itemprop="author">Orang Lain</b></div>'
    )

    assert [party.name for party in found.microdata.authors] == ["Sari Dewi"]
    assert found.microdata.published == "2024-06-14"


def test_a_title_inside_a_picture_is_not_the_pages():
    """<title> of an inline SVG names the drawing."""
    root = html.document_fromstring("<html><body><svg><title>Ikon</title></svg></body></html>")

    assert structured.read(root, url=URL).page_title is None


def test_the_same_page_under_other_addresses():
    """Scheme, www, query, fragment, AMP and the last slash do not make another page."""
    key = structured.same_page_key

    assert key("http://www.kabar.test/a/?x=1#y") == key("https://kabar.test/a/amp/") == key("https://m.kabar.test/a")
    assert key("https://kabar.test/a") != key("https://kabar.test/b")


def test_the_path_through_the_site_tells_the_section():
    """Without a stated section the last step before the article is it."""
    crumbs = {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": 1, "name": "Beranda"},
            {"@type": "ListItem", "position": 2, "item": {"@id": "https://kabar.test/daerah", "name": "Daerah"}},
            {"@type": "ListItem", "position": 3, "name": "Banjir di Blitar"},
        ],
    }

    found = _read(_ld(crumbs, {"@type": "NewsArticle", "headline": "Banjir di Blitar"}))

    assert found.section.value == "Daerah"


def test_related_articles_are_not_the_pages():
    """Several nodes of other addresses and other headlines are teasers, and the page has no node of its own."""
    others = [
        {**ARTICLE, "headline": f"Berita lain nomor {n}", "mainEntityOfPage": f"https://kabar.test/lain-{n}/"}
        for n in range(3)
    ]

    found = _read(_ld(*others) + "<title>Banjir di Blitar hari ini</title>")

    assert found.main is None
    assert len(found.articles) == 3


def test_hostile_markup_is_read_in_bounded_time():
    """Items within items, thousands deep and wide, each around much text, cost no more than a blink."""
    wide = "<span itemprop='author'>" * 200 + "kata " * 100_000 + "</span>" * 200
    many = "<time datetime='x'>" * 200 + "kata " * 100_000 + "<meta name='a' content='b'>" * 20_000
    deep = "<div itemscope itemtype='http://schema.org/NewsArticle'>" * 200 + "<b itemprop='headline'>x</b>" * 5_000
    for body in (wide, many, deep):
        root = html.document_fromstring(f"<html><body>{body}</body></html>")
        began = time.process_time()

        structured.read(root, url=URL)

        assert time.process_time() - began < 1.0
