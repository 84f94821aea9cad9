"""The demo's theme: posts as the HTML a WordPress of a local paper sends, clutter and all."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from html import escape

from .content import TEXT_KINDS, Block, Kind, Post

#: From its number in ``datetime.weekday`` to the day's name.
_DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)

#: The widget message of the founding page; here it stands in the comment form of every post.
_COMMENT_FORM = """<div id="respond" class="comment-respond"><h3 id="reply-title">Tinggalkan Balasan</h3>
<form action="/wp-comments-post.php" method="post"><p class="comment-notes">Alamat email Anda tidak akan dipublikasikan. \
Ruas yang wajib ditandai *</p><p><textarea name="comment" rows="8"></textarea></p>
<p class="cace-giphy-app-key-not-set">GIPHY App Key not set. Please check settings</p>
<p class="form-submit"><input type="submit" value="Kirim Komentar"></p></form></div>"""

_SHARE = """<div class="sharedaddy"><h3 class="sd-title">Bagikan ini:</h3><ul>
<li><a href="#" title="Klik untuk berbagi di WhatsApp">WhatsApp</a></li>
<li><a href="#" title="Klik untuk berbagi di Telegram">Klik untuk berbagi di Telegram(Membuka di jendela yang baru)</a></li>
</ul></div>"""


def slugify(words: str) -> str:
    """Return *words* as WordPress writes them in an address.

    >>> slugify("Pantai Sidem")
    'pantai-sidem'
    """
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")


def local_date(moment: datetime) -> str:
    """Return a time as the theme prints it: ``Jumat, 14 Juni 2024 | 10:30 WIB``."""
    day = f"{_DAYS[moment.weekday()]}, {moment.day} {_MONTHS[moment.month - 1]} {moment.year}"
    return f"{day} | {moment:%H:%M} WIB"


def utc_stamp(moment: datetime) -> str:
    """Return a time as WordPress's search plug-ins write it into the head: in UTC."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00")


def excerpt(post: Post) -> str:
    """Return the first 28 words of the post, as WordPress cuts a teaser."""
    words = next(block.text for block in post.blocks if block.kind is Kind.PARAGRAPH).split()
    return " ".join(words[:28]) + (" […]" if len(words) > 28 else "")


def body_html(blocks: Sequence[Block], *, link: Callable[[str], tuple[str, str] | None]) -> str:
    """Return blocks as HTML.

    Args:
        blocks: The blocks in order; neighbouring list items and table rows are put together.
        link: From a slug to (address, title) of that post; None when there is none.
    """
    pieces: list[str] = []
    position = 0
    while position < len(blocks):
        kind = blocks[position].kind
        end = position + 1
        if kind in {Kind.ITEM, Kind.NUMBERED_ITEM, Kind.ROW}:
            while end < len(blocks) and blocks[end].kind is kind:
                end += 1
        pieces.append(_group_html(blocks[position:end], link))
        position = end
    return "\n".join(piece for piece in pieces if piece)


def _group_html(group: Sequence[Block], link: Callable[[str], tuple[str, str] | None]) -> str:
    block = group[0]
    text = escape(block.text, quote=False)
    if block.kind is Kind.HEADING:
        return f'<h3 class="wp-block-heading">{text}</h3>'
    if block.kind is Kind.QUOTE:
        return f'<blockquote class="wp-block-quote"><p>{text}</p></blockquote>'
    if block.kind in {Kind.ITEM, Kind.NUMBERED_ITEM}:
        tag = "ul" if block.kind is Kind.ITEM else "ol"
        return f"<{tag}>" + "".join(f"<li>{escape(item.text, quote=False)}</li>" for item in group) + f"</{tag}>"
    if block.kind is Kind.ROW:
        return _table_html(group)
    if block.kind is Kind.PICTURE:
        picture = (
            f'<img decoding="async" width="640" height="400" src="/wp-content/uploads/2024/06/{block.file}" alt="">'
        )
        return f'<figure class="wp-caption aligncenter">{picture}<figcaption class="wp-caption-text">{text}</figcaption></figure>'
    if block.kind is Kind.READ_ALSO:
        target = link(block.text)
        return (
            f'<p><strong>Baca juga: <a href="{target[0]}">{escape(target[1], quote=False)}</a></strong></p>'
            if target
            else ""
        )
    return f"<p>{text}</p>"


def _table_html(rows: Sequence[Block]) -> str:
    def cells(row: Block, tag: str) -> str:
        return "<tr>" + "".join(f"<{tag}>{escape(cell, quote=False)}</{tag}>" for cell in row.cells) + "</tr>"

    body = "".join(cells(row, "td") for row in rows[1:])
    return (
        '<figure class="wp-block-table"><table><thead>'
        + cells(rows[0], "th")
        + f"</thead><tbody>{body}</tbody></table></figure>"
    )


def plain_text(post: Post) -> str:
    """Return what a reader of the post reads: its text blocks joined by blank lines; the truth of the demo."""
    return "\n\n".join(" | ".join(block.cells) or block.text for block in post.blocks if block.kind in TEXT_KINDS)


def json_ld(post: Post, *, url: str, site_title: str) -> str:
    """Return the structured data a search plug-in puts into the head of a post."""
    graph = {
        "@context": "https://schema.org",
        "@graph": [
            {
                "@type": "NewsArticle",
                "@id": f"{url}#article",
                "headline": post.title,
                "datePublished": utc_stamp(post.published_at),
                "dateModified": utc_stamp(post.changed_at),
                "author": {"@type": "Person", "name": post.author},
                "articleSection": [post.section],
                "keywords": list(post.tags),
                "inLanguage": "id",
                "mainEntityOfPage": {"@id": url},
                "publisher": {"@type": "Organization", "name": site_title},
            },
            {
                "@type": "BreadcrumbList",
                "itemListElement": [{"@type": "ListItem", "position": 1, "name": post.section}],
            },
        ],
    }
    return json.dumps(graph, ensure_ascii=False).replace("<", "\\u003c")


def post_head(post: Post, *, url: str, site_title: str, base: str) -> str:
    """Return the metadata of a post for the ``<head>`` of its page."""
    return f"""<link rel="canonical" href="{url}">
<link rel="shortlink" href="{base}/?p={post.id}">
<meta property="og:locale" content="id_ID"><meta property="og:type" content="article">
<meta property="og:title" content="{escape(post.title)} - {escape(site_title)}">
<meta property="og:description" content="{escape(excerpt(post))}"><meta property="og:url" content="{url}">
<meta property="og:site_name" content="{escape(site_title)}">
<meta property="article:published_time" content="{utc_stamp(post.published_at)}">
<meta property="article:modified_time" content="{utc_stamp(post.changed_at)}">
<meta name="author" content="{escape(post.author)}">
<script type="application/ld+json">{json_ld(post, url=url, site_title=site_title)}</script>"""


def byline_html(post: Post, *, author_url: str, section_url: str) -> str:
    """Return the line below the headline: writer, date, section."""
    updated = ""
    if post.modified_at:
        updated = (
            f'<time class="updated" datetime="{post.modified_at.isoformat()}">{local_date(post.modified_at)}</time>'
        )
    return (
        f'<div class="entry-meta"><span class="byline">oleh <span class="author vcard"><a class="url fn n" href="{author_url}">'
        f'{escape(post.author)}</a></span></span> <span class="posted-on"><time class="entry-date published" '
        f'datetime="{post.published_at.isoformat()}">{local_date(post.published_at)}</time>{updated}</span> '
        f'<span class="cat-links"><a href="{section_url}" rel="category tag">{escape(post.section)}</a></span></div>'
    )


def teaser_html(post: Post, *, url: str) -> str:
    """Return a post as a listing shows it: headline, date, teaser."""
    return (
        f'<article id="post-{post.id}" class="post-{post.id} post type-post hentry"><header class="entry-header">'
        f'<h2 class="entry-title"><a href="{url}" rel="bookmark">{escape(post.title, quote=False)}</a></h2>'
        f'<time class="entry-date" datetime="{post.published_at.isoformat()}">{local_date(post.published_at)}</time></header>'
        f'<div class="entry-summary"><p>{escape(excerpt(post), quote=False)}</p></div></article>'
    )


def links_html(pairs: Iterable[tuple[str, str]]) -> str:
    """Return (address, words) pairs as list items."""
    return "".join(f'<li><a href="{url}">{escape(words, quote=False)}</a></li>' for url, words in pairs)


def page_html(*, title: str, head: str, body_class: str, main: str, menu: str, aside: str, site_title: str) -> str:
    """Return a whole page of the theme around *main*."""
    return f"""<!DOCTYPE html>
<html lang="id">
<head><meta charset="UTF-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title, quote=False)}</title>
{head}
<style>body{{font:17px/1.6 Georgia,serif;max-width:64rem;margin:0 auto;padding:0 1rem}}.entry-meta,time{{color:#555;font-size:.85em}}
nav ul{{display:flex;gap:1rem;list-style:none;padding:0}}figure{{margin:1rem 0}}table{{border-collapse:collapse}}
td,th{{border:1px solid #bbb;padding:.3rem .6rem}}</style></head>
<body class="{body_class}">
<header class="site-header"><p class="site-title"><a href="/">{escape(site_title, quote=False)}</a></p>
<nav class="main-navigation"><ul>{menu}</ul></nav></header>
<div id="content" class="site-content"><main id="main" class="site-main">
{main}
</main>
<aside class="widget-area"><section class="widget"><h2 class="widget-title">Terpopuler</h2><ul>{aside}</ul></section></aside></div>
<footer class="site-footer"><p>Hak Cipta © 2024 {escape(site_title, quote=False)}. Dilarang mengutip tanpa izin redaksi.</p>
<ul><li><a href="/tentang-kami/">Tentang Kami</a></li><li><a href="/pedoman-media-siber/">Pedoman Media Siber</a></li></ul></footer>
</body></html>
"""


def post_html(post: Post, *, content: str, byline: str, related: str, tags: str, page_links: str) -> str:
    """Return the ``<article>`` of a post's own page, and what the theme puts after it."""
    editor = f'<p class="post-credit">Editor: {escape(post.editor)}</p>' if post.editor else ""
    return f"""<article id="post-{post.id}" class="post-{post.id} post type-post status-publish hentry">
<header class="entry-header"><h1 class="entry-title">{escape(post.title, quote=False)}</h1>
{byline}</header>
<div class="entry-content">
{content}
{page_links}{editor}
</div>
{_SHARE}
<footer class="entry-footer"><span class="tags-links">{tags}</span></footer>
</article>
<section class="related-posts"><h3>Berita Terkait</h3><ul>{related}</ul></section>
{_COMMENT_FORM}"""
