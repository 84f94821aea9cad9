"""Fourteen builds of pages: each has its own way with date, byline, dateline and clutter.

Which build sets what where is in the functions ``build_*``; none of them reads the code that is tested.
"""

from __future__ import annotations

import json
from datetime import UTC

from tests.pages.indonesian.parts import (
    DAYS, MONTHS, SHORT, ZONES, Page, comments, day, e, end_clutter, figure, head, nav, plain, related, share, sidebar,
)


def build_classic(page: Page) -> str:
    """A classic WordPress theme; the second article appended inside the content."""
    text = page.text
    line = f"{text.place}, ({page.paper.name}) – "
    units = page.units(text, line)
    page.expect(text, units, url=page.url, place=True)
    body = figure(text) + plain(units, page) + end_clutter(page)
    if page.second:
        other = page.units(page.second, f"{page.second.place}, ({page.paper.name}) – ")
        page.expect(page.second, other, url=page.paper.url(page.second), place=True)
        body += (
            f'<h2 class="entry-title"><a href="{page.paper.url(page.second)}">{e(page.second.title)}</a></h2>'
            f'<p class="meta">{day(page.second.at)} {page.second.at:%H:%M} {ZONES[page.second.zone]} - {page.second.writer}</p>' + plain(other, page, clutter=False)
        )
    return (
        f'<!doctype html><html lang="id-ID"><head>{head(page)}<meta property="og:type" content="article"></head><body class="post-template-default single single-post postid-7">'
        f'<header>{nav(page)}</header><main id="main"><article id="post-7" class="post-7 post type-post hentry category-daerah"><header class="entry-header"><h1 class="entry-title">{e(text.title)}</h1>'
        f'<div class="entry-meta"><span class="posted-on"><time datetime="{text.at.isoformat()}">{day(text.at)}</time></span> <span class="byline">oleh <a rel="author" href="/author/x">{text.writer}</a></span></div></header>'
        f'<div class="entry-content">{body}{share()}</div><footer class="entry-footer">Tags: <a href="/tag/a">{text.section}</a></footer></article>{related(page)}{comments(page)}</main>'
        f'<aside id="secondary">{sidebar(page)}</aside><footer><p>Copyright © 2025 {page.paper.name}. All rights reserved.</p></footer></body></html>'
    )


def build_blocks(page: Page) -> str:
    """A WordPress theme made of blocks; the second article a sibling of the first."""
    text = page.text
    units = page.units(text)
    page.expect(text, units, url=page.url)
    body = figure(text).replace("<figure>", '<figure class="wp-block-image">') + plain(units, page, heading="h3") + end_clutter(page)
    more = ""
    if page.second:
        other = page.units(page.second)
        page.expect(page.second, other, url=page.paper.url(page.second))
        more = (
            f'<article class="wp-block-group berikut"><h2 class="wp-block-post-title"><a href="{page.paper.url(page.second)}">{e(page.second.title)}</a></h2><div class="wp-block-post-date">'
            f'<time datetime="{page.second.at.isoformat()}">{day(page.second.at)}</time></div><p class="wp-block-post-author__name">{page.second.writer}</p><div class="wp-block-post-content">{plain(other, page, clutter=False)}</div></article>'
        )
    return (
        f'<!doctype html><html lang="id"><head>{head(page)}<meta property="article:published_time" content="{text.at.isoformat()}"></head><body class="wp-embed-responsive single single-post"><div class="wp-site-blocks">'
        f'<header class="wp-block-template-part">{nav(page)}</header><main class="wp-block-group"><h1 class="wp-block-post-title">{e(text.title)}</h1>'
        f'<div class="wp-block-post-date"><time datetime="{text.at.isoformat()}">{day(text.at)}</time></div><div class="wp-block-post-author"><p class="wp-block-post-author__name">{text.writer}</p></div>'
        f'<div class="entry-content wp-block-post-content is-layout-constrained">{body}</div>{share()}{more}{comments(page)}</main><footer class="wp-block-template-part">{related(page, "h2", "wp-block-query")}<p>{page.paper.name}</p></footer></div></body></html>'
    )


def build_newspaper(page: Page) -> str:
    """The td family of themes, much nesting, ads in slots."""
    text = page.text
    line = f"{text.place.upper()}, {page.paper.name}.com – ".replace(" .com", ".com")
    units = page.units(text, line)
    page.expect(text, units, url=page.url, place=True)
    ad = '<div class="td-a-rec td-a-rec-id-content_inline"><span class="td-adspot-title">- Advertisement -</span><div><a href="https://ads.example/1">Promo Mebel Jati Diskon 30 Persen</a></div></div>'
    body = figure(text) + plain(units, page).replace("</p>\n<p>", f"</p>\n{ad}\n<p>", 1) + end_clutter(page)
    return (
        f'<!doctype html><html lang="id"><head>{head(page)}</head><body class="single single-post tdb_template td-standard-pack"><div id="td-outer-wrap"><div class="td-header-wrap">{nav(page)}</div><div class="td-main-content-wrap"><div class="td-container">'
        f'<div class="td-crumb-container"><a href="/">Beranda</a> › <a href="/category/d/">{text.section}</a> › {e(text.title)}</div><div class="td-pb-row"><div class="td-pb-span8 td-main-content"><div class="td-ss-main-content"><article class="post type-post hentry">'
        f'<div class="td-post-header"><ul class="td-category"><li><a href="/c">{text.section}</a></li></ul><h1 class="entry-title">{e(text.title)}</h1><div class="td-module-meta-info"><div class="td-post-author-name"><div class="td-author-by">Oleh</div> <a href="/author/x">{text.writer}</a></div>'
        f'<span class="td-post-date"><time class="entry-date" datetime="{text.at.isoformat()}">{text.at.day} {MONTHS[text.at.month - 1]} {text.at.year}</time></span><div class="td-post-views">{page.rng.randrange(999)}</div></div></div><div class="td-post-sharing-top">{share()}</div>'
        f'<div class="td-post-content tagdiv-type">{body}</div><div class="td-post-source-tags"><ul><li><span>TAGS</span></li><li><a href="/t">{text.place}</a></li></ul></div><div class="td-author-name vcard author">{text.writer}</div></article>'
        f'<div class="td_block_wrap td_block_related_posts"><h4>ARTIKEL TERKAIT</h4>{related(page)}</div>{comments(page)}</div></div><div class="td-pb-span4 td-main-sidebar">{sidebar(page)}</div></div></div></div><div class="td-footer-wrapper">© {page.paper.name}</div></div></body></html>'
    )


def build_elementor(page: Page) -> str:
    """A page builder: sections in columns in widgets; no article element."""
    text = page.text
    units = page.units(text)
    page.expect(text, units, url=page.url, date="minute")
    ld = json.dumps({"@context": "https://schema.org", "@graph": [{"@type": "NewsArticle", "headline": text.title, "datePublished": text.at.isoformat(), "author": {"@type": "Person", "name": text.writer}}, {"@type": "WebSite", "name": page.paper.name}]}, ensure_ascii=False)

    def widget(kind: str, inner: str) -> str:
        return f'<div class="elementor-element elementor-widget elementor-widget-{kind}"><div class="elementor-widget-container">{inner}</div></div>'

    body = plain(units, page, heading="h4") + end_clutter(page)
    return (
        f'<!doctype html><html lang="id"><head>{head(page)}<script type="application/ld+json">{ld}</script></head><body class="single elementor-page"><div data-elementor-type="header"><section class="elementor-section">{widget("nav-menu", nav(page))}</section></div>'
        f'<div data-elementor-type="single-post" class="elementor elementor-99"><section class="elementor-section"><div class="elementor-container"><div class="elementor-column elementor-col-66"><div class="elementor-widget-wrap">'
        f'{widget("theme-post-title", f"<h1 class=elementor-heading-title>{e(text.title)}</h1>")}{widget("post-info", f"<ul><li><span>{text.writer}</span></li><li>{day(text.at)}</li><li>{text.at:%H:%M}</li></ul>")}{widget("image", figure(text))}'
        f'{widget("theme-post-content", body)}{widget("share-buttons", share())}{widget("author-box", f"<h4>{text.writer}</h4><p>Jurnalis yang tinggal di {text.place} dan gemar bersepeda.</p>")}{widget("posts", related(page))}{widget("post-comments", comments(page))}'
        f'</div></div><div class="elementor-column elementor-col-33">{widget("sidebar", sidebar(page))}</div></div></section></div></body></html>'
    )


def build_blogger(page: Page) -> str:
    """Blogger: the text as spans with <br /><br />, the date above the title."""
    text = page.text
    units = [(kind, unit) for kind, unit in page.units(text) if kind in {"p", "quote"}]
    page.expect(text, units, url=page.url, writer=True, date="minute")
    pieces = [f'<span style="font-family: verdana;">{e(unit)}</span>' for _, unit in units]
    pieces.insert(2, f'<b>Baca juga : <a href="{page.paper.url(page.other())}">{e(page.other().title)}</a></b>')
    body = "<br /><br />".join(pieces)
    at = text.at
    return (
        f'<!DOCTYPE html><html class="v2" dir="ltr" lang="id"><head>{head(page)}<meta content="blogger" name="generator"></head><body class="item-view"><div class="header-inner">{nav(page)}</div><div class="main section" id="main"><div class="widget Blog" id="Blog1">'
        f'<div class="blog-posts hfeed"><div class="date-outer"><h2 class="date-header"><span>{day(at)}</span></h2><div class="date-posts"><div class="post-outer"><div class="post hentry uncustomized-post-template" itemscope itemtype="http://schema.org/BlogPosting"><h3 class="post-title entry-title" itemprop="headline">{e(text.title)}</h3>'
        f'<div class="post-body entry-content" itemprop="description articleBody"><div dir="ltr" style="text-align: left;" trbidi="on">{body}</div><div style="clear: both;"></div></div>'
        f'<div class="post-footer"><div class="post-footer-line post-footer-line-1"><span class="post-author vcard">Diposting oleh <span class="fn" itemprop="author"><span itemprop="name">{text.writer}</span></span></span> <span class="post-timestamp">di <a class="timestamp-link" href="{page.url}" rel="bookmark"><abbr class="published" itemprop="datePublished" title="{at.isoformat()}">{at:%H.%M}</abbr></a></span></div>'
        f'<div class="post-share-buttons goog-inline-block"><a href="#">Kirimkan Ini lewat Email</a><a href="#">BlogThis!</a><a href="#">Berbagi ke X</a></div></div></div><div class="comments" id="comments"><h4>Tidak ada komentar:</h4><p class="comment-footer"><a href="#">Posting Komentar</a></p></div></div></div></div></div>'
        f'<div class="blog-pager" id="blog-pager"><a href="/1">Posting Lebih Baru</a> <a href="/2">Posting Lama</a> <a href="/">Beranda</a></div></div></div><div class="sidebar section"><div class="widget PopularPosts">{sidebar(page)}</div><div class="widget Attribution">Diberdayakan oleh <a href="https://www.blogger.com">Blogger</a>.</div></div></body></html>'
    )


def build_joomla(page: Page) -> str:
    """Joomla: facts in a definition list, e-mail cloaking, hits."""
    text = page.text
    units = page.units(text)
    page.expect(text, units, url=page.url)
    body = figure(text) + plain(units, page) + "<p>(red)</p>"
    return (
        f'<!DOCTYPE html><html lang="id-id"><head>{head(page)}<meta name="generator" content="Joomla! - Open Source Content Management"></head><body class="site com_content view-article layout-blog"><div class="navigation">{nav(page)}</div><div class="container"><div class="row-fluid"><main id="content" class="span9">'
        f'<div class="item-page" itemscope itemtype="https://schema.org/Article"><div class="page-header"><h2 itemprop="headline">{e(text.title)}</h2></div><div class="icons"><a href="?print=1">Cetak</a> <a href="?mail=1">Email</a></div><dl class="article-info muted"><dt class="article-info-term">Detail</dt>'
        f'<dd class="createdby" itemprop="author" itemscope><span>Ditulis oleh <span itemprop="name">{text.writer}</span></span></dd><dd class="category-name">Kategori: <a href="/c">{text.section}</a></dd><dd class="published">Diterbitkan: <time datetime="{text.at.isoformat()}" itemprop="datePublished">{text.at.day:02d} {MONTHS[text.at.month - 1]} {text.at.year}</time></dd><dd class="hits">Dilihat: {page.rng.randrange(9999)}</dd></dl>'
        f'<div itemprop="articleBody">{body}<p>This email address is being protected from spambots. You need JavaScript enabled to view it.</p></div><ul class="pager pagenav"><li><a href="/a">Sebelumnya</a></li><li><a href="/b">Berikutnya</a></li></ul></div></main><div id="aside" class="span3">{sidebar(page)}</div></div></div><footer>© 2025 {page.paper.name}</footer></body></html>'
    )


def build_table(page: Page) -> str:
    """A table layout of 2005: font tags, &nbsp; paragraphs, no classes; the date only as text."""
    text = page.text
    line = f"{text.place} - "
    units = [(kind, unit) for kind, unit in page.units(text, line) if kind in {"p", "quote"}]
    page.expect(text, units, url=page.url, writer=True, date="minute", place=True)
    zone = ZONES[text.zone]
    rows = "".join(f'<p align="justify"><font face="Arial" size="2">{e(unit)}</font></p>\n' for _, unit in units)
    links = "".join(f'<tr><td><img src="dot.gif"></td><td><font size="1"><a href="{page.paper.url(t)}">{e(t.title)}</a></font></td></tr>' for t in page.others[:5])
    return (
        f'<html><head>{head(page)}</head><body bgcolor="#ffffff"><table width="780" align="center" cellpadding="0"><tr><td colspan="3" bgcolor="#003366"><font color="white" size="5"><b>{page.paper.name}</b></font></td></tr>'
        f'<tr><td width="130" valign="top"><table>{"".join(f"<tr><td><a href=/{s}><font size=1>{s}</font></a></td></tr>" for s in ("Beranda", "Kota", "Olahraga", "Opini", "Buku Tamu"))}</table></td><td valign="top"><font size="1">{DAYS[text.at.weekday()]}, {text.at:%d/%m/%Y %H:%M} {zone}</font><br><font face="Arial" size="4"><b>{e(text.title)}</b></font><br>'
        f'<font size="1">Laporan: {text.writer}</font><br><br>{rows}<p><font size="1">({"".join(w[0].lower() for w in text.writer.split())}/{page.pick("red", "ed", "hr")})</font></p><font size="1"><a href="javascript:print()">Cetak berita ini</a> | <a href="kirim.php">Kirim ke teman</a></font></td>'
        f'<td width="150" valign="top" bgcolor="#eeeeee"><font size="2"><b>Berita Lain</b></font><table>{links}</table><font size="1">Anda pengunjung ke-{page.rng.randrange(100000, 999999)}</font></td></tr><tr><td colspan="3" align="center"><font size="1">Hak cipta © 2005 {page.paper.name}. Tampilan terbaik 800x600.</font></td></tr></table></body></html>'
    )


def build_soup(page: Page) -> str:
    """Div soup without a single paragraph element; class names mean nothing; the second article in the same container."""
    text = page.text
    dateline = f"{page.paper.name}, {text.place} – "
    units = page.units(text, dateline)
    page.expect(text, units, url=page.url, place=True)
    a, b, c = (f"x{page.rng.randrange(4096):03x}" for _ in range(3))

    def rows(items: list[tuple[str, str]], *, clutter: bool) -> str:
        out = []
        for number, (kind, unit) in enumerate(items):
            if clutter and number and number % 4 == 0:
                out.append(f'<div class="{a}"><b>Baca Juga:</b> <a href="{page.paper.url(page.other(number))}">{e(page.other(number).title)}</a></div>')
            if kind == "h":
                out.append(f'<div class="{a}"><strong>{e(unit)}</strong></div>')
            elif kind == "row":
                out.append("<table><tr>" + "".join(f"<td>{e(cell.strip())}</td>" for cell in unit.split("|")) + "</tr></table>")
            else:
                out.append(f'<div class="{a}">{e(unit)}</div>')
        return "\n".join(out)

    body = rows(units, clutter=True)
    if page.second:
        other = page.units(page.second, f"{page.paper.name}, {page.second.place} – ")
        page.expect(page.second, other, url=page.paper.url(page.second), place=True, date="minute")
        body += f'<div class="{b}"><a href="{page.paper.url(page.second)}">{e(page.second.title)}</a></div><div class="{c}">{page.second.writer} | {day(page.second.at)}, {page.second.at:%H.%M} {ZONES[page.second.zone]}</div>' + rows(other, clutter=False)
    at = text.at
    return (
        f'<!doctype html><html lang="id"><head>{head(page)}</head><body><div class="q1">{nav(page)}</div><div class="q2"><div class="q3"><h1 class="{b}">{e(text.title)}</h1><div class="{c}">{text.writer} | {day(at)}, {at:%H.%M} {ZONES[text.zone]}</div>'
        f'<div class="q4">{body}<div class="{a}">Editor: {text.editor or "Redaktur Jaga"}</div></div><div class="q5">{end_clutter(page).replace("<p>", "<div>").replace("</p>", "</div>")}</div><div class="q6">{related(page, "div", "q7")}</div></div><div class="q8">{sidebar(page)}</div></div></body></html>'
    )


def build_breaks(page: Page) -> str:
    """A hand-made system: the whole text in one element, separated by <br><br>."""
    text = page.text
    line = f"{text.place} ({page.paper.name}): "
    units = [(kind, unit) for kind, unit in page.units(text, line) if kind in {"p", "quote"}]
    page.expect(text, units, url=page.url, place=True)
    at = text.at
    pieces = [e(unit) for _, unit in units]
    if len(pieces) > 3:
        pieces.insert(3, f'<a href="{page.paper.url(page.other())}">{e(page.other().title)}</a>')
    return (
        f'<!doctype html><html><head>{head(page)}<meta name="author" content="{page.paper.name}"></head><body><div id="atas">{nav(page)}</div><div id="kiri"><div class="judul"><h1>{e(text.title)}</h1></div><div class="waktu">Dipublikasikan: {at.day:02d}-{at.month:02d}-{at.year} | {at:%H:%M} {ZONES[text.zone]}</div>'
        f'<div class="oleh">Penulis: <b>{text.writer}</b></div><div class="isi"><br>{"<br><br>".join(pieces)}<br><br>[***]</div><div class="bawah">{share()}Kembali ke <a href="/">halaman utama</a></div></div><div id="kanan">{sidebar(page)}</div><div id="kaki">Pengunjung hari ini: {page.rng.randrange(999)}</div></body></html>'
    )


def build_amp(page: Page) -> str:
    """An AMP page with its own components."""
    text = page.text
    units = page.units(text)
    page.expect(text, units, url=page.url)
    ld = json.dumps({"@context": "http://schema.org", "@type": "NewsArticle", "headline": text.title, "datePublished": text.at.isoformat(), "author": [{"@type": "Person", "name": text.writer}], "publisher": {"@type": "Organization", "name": page.paper.name}})
    caption = f'<figure class="amp-wp-article-featured-image wp-caption"><amp-img src="/a.jpg" width="9" height="6"></amp-img><p class="wp-caption-text">{e(text.caption)}</p></figure>' if text.caption else ""
    return (
        f'<!doctype html><html amp lang="id"><head>{head(page)}<script type="application/ld+json">{ld}</script></head><body><header id="top" class="amp-wp-header"><a href="/">{page.paper.name}</a></header><amp-sidebar id="s" layout="nodisplay">{nav(page)}</amp-sidebar>'
        f'<article class="amp-wp-article"><header class="amp-wp-article-header"><h1 class="amp-wp-title">{e(text.title)}</h1><div class="amp-wp-meta amp-wp-byline"><span class="amp-wp-author author vcard">{text.writer}</span></div><div class="amp-wp-meta amp-wp-posted-on"><time datetime="{text.at.isoformat()}">{day(text.at)}</time></div></header>{caption}'
        f'<div class="amp-wp-article-content"><amp-ad width="300" height="250"></amp-ad>{plain(units, page)}{end_clutter(page)}</div><footer class="amp-wp-article-footer"><div class="amp-wp-meta amp-wp-tax-category">Kategori: <a href="/c">{text.section}</a></div><a href="#">Tinggalkan komentar</a></footer></article><footer class="amp-wp-footer"><p>Kembali ke atas</p></footer></body></html>'
    )


def build_jsonld(page: Page) -> str:
    """A system of its own: facts only in JSON-LD (UTC stamps), text in sections of its own names."""

    text = page.text
    units = page.units(text)
    page.expect(text, units, url=page.url, date="minute")
    ld = json.dumps({"@context": "https://schema.org", "@type": ["NewsArticle"], "mainEntityOfPage": page.url, "headline": text.title, "datePublished": text.at.astimezone(UTC).isoformat().replace("+00:00", "Z"), "dateModified": text.at.astimezone(UTC).isoformat(), "author": {"@type": "Person", "name": text.writer}, "editor": text.editor or None, "contentLocation": text.place}, ensure_ascii=False)
    return (
        f'<!doctype html><html lang="id"><head>{head(page)}<script type="application/ld+json">{ld}</script></head><body><div class="topbar">{nav(page)}</div><section class="baca"><div class="baca__kepala"><h1 class="baca__judul">{e(text.title)}</h1></div><div class="baca__media">{figure(text)}</div>'
        f'<div class="baca__isi">{plain(units, page, every=2)}</div><div class="baca__kaki">{end_clutter(page)}{share()}</div></section><section class="deret"><h2>Terkini</h2>{related(page)}</section><div class="samping">{sidebar(page)}</div></body></html>'
    )


def build_react(page: Page) -> str:
    """Server-rendered components with hashed class names and an embedded state; sign-off at the end."""
    text = page.text
    units = page.units(text, f"{page.paper.name}.id, {text.place} - ")
    page.expect(text, units, url=page.url, place=True)
    hashes = [f"css-{page.rng.randrange(16**6):06x}" for _ in range(6)]
    state = json.dumps({"props": {"article": {"title": text.title, "related": [t.title for t in page.others[:3]]}}}, ensure_ascii=False)
    return (
        f'<!doctype html><html lang="id"><head>{head(page)}<meta property="og:title" content="{e(text.title)}"><meta property="article:published_time" content="{text.at.isoformat()}"><meta name="author" content="{text.writer}"></head><body><div id="__next"><div class="{hashes[0]}"><nav>{nav(page)}</nav></div><main class="{hashes[1]}">'
        f'<div class="{hashes[2]}"><h1 class="{hashes[3]}">{e(text.title)}</h1><div><span>{text.writer}</span><span> - {page.paper.name}</span><div>{DAYS[text.at.weekday()]}, {text.at.day:02d} {SHORT[text.at.month - 1]} {text.at.year} {text.at:%H:%M} {ZONES[text.zone]}</div></div></div><div class="{hashes[4]}">{plain(units, page)}<p><strong>({"".join(w[:1].lower() for w in text.writer.split())}/ayu)</strong></p></div>'
        f'<div class="{hashes[5]}">{end_clutter(page)}</div></main><div>{related(page, "h2", hashes[0])}</div></div><script id="__NEXT_DATA__" type="application/json">{state}</script></body></html>'
    )


def build_drupal(page: Page) -> str:
    """Drupal: fields in fields; front page of whole articles for the last page."""
    text = page.text
    units = page.units(text)
    page.expect(text, units, url=page.url)
    return (
        f'<!doctype html><html lang="id"><head>{head(page)}<meta name="Generator" content="Drupal 10 (https://www.drupal.org)"></head><body class="path-node page-node-type-article"><div class="dialog-off-canvas-main-canvas"><header role="banner">{nav(page)}</header><main role="main"><div class="region region-content"><h1 class="page-title"><span class="field field--name-title">{e(text.title)}</span></h1>'
        f'<article class="node node--type-article node--view-mode-full clearfix"><footer class="node__meta"><div class="node__submitted">Dikirim oleh <span class="field field--name-uid"><span>{text.writer}</span></span> pada <span class="field field--name-created"><time datetime="{text.at.isoformat()}">{text.at.day} {MONTHS[text.at.month - 1]} {text.at.year} - {text.at:%H:%M}</time></span></div></footer>'
        f'<div class="node__content clearfix">{figure(text)}<div class="clearfix text-formatted field field--name-body field--type-text-with-summary field--label-hidden field__item">{plain(units, page)}{end_clutter(page)}</div><div class="field field--name-field-tags"><h3 class="field__label">Tag</h3><ul><li><a href="/t">{text.section}</a></li></ul></div>'
        f'<div class="node__links"><ul class="links inline"><li><a href="/user/login">Masuk</a> atau <a href="/user/register">daftar</a> untuk menulis komentar</li></ul></div></div></article></div></main><aside role="complementary">{sidebar(page)}</aside></div></body></html>'
    )


def build_uppercase(page: Page) -> str:
    """Hand-written HTML with upper-case tags and paragraphs that are never closed, in windows-1252."""
    text = page.text
    units = [(kind, unit) for kind, unit in page.units(text) if kind in {"p", "quote"}]
    page.expect(text, units, url=page.url, date="day")
    at = text.at
    paragraphs = "\n".join(f"<P ALIGN=LEFT>{e(unit)}" for _, unit in units)
    return (
        f"<HTML><HEAD><META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=windows-1252'><TITLE>{e(text.title)} | {page.paper.name}</TITLE></HEAD><BODY><CENTER><A HREF='/'>Halaman Depan</A> | <A HREF='/arsip.htm'>Arsip</A> | <A HREF='/kontak.htm'>Kontak</A></CENTER><HR>"
        f"<H1>{e(text.title)}</H1><I>Oleh {text.writer}, {at.day} {MONTHS[at.month - 1]} {at.year}</I>\n{paragraphs}\n<HR><P><A HREF='{page.paper.url(page.other())}'>{e(page.other().title)}</A><P><SMALL>Situs ini paling baik dilihat dengan peramban terbaru. Webmaster: admin@{page.paper.domain}</SMALL></BODY></HTML>"
    )


BUILDS = (build_classic, build_blocks, build_newspaper, build_elementor, build_blogger, build_joomla, build_table, build_soup, build_breaks, build_amp, build_jsonld, build_react, build_drupal, build_uppercase)
