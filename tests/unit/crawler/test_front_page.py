"""What the front page of a site says of it, however its source is written."""

from __future__ import annotations

import pytest

from archive import Purpose, Road
from dnusa_crawler.discovery import Document
from dnusa_crawler.sites.evidence import engine_of, title_of
from dnusa_crawler.sites.front import FrontPage, Pointer
from dnusa_crawler.sites.site import Engine


def document(body: str | bytes, **headers: str) -> Document:
    return Document(
        url="https://koran.example/",
        purpose=Purpose.HOME,
        road=Road.SEED,
        status=200,
        headers=tuple(headers.items()),
        body=body if isinstance(body, bytes) else body.encode(),
    )


def look(body: str | bytes) -> FrontPage:
    return FrontPage.of(document(body))


@pytest.mark.parametrize(
    "meta",
    [
        '<meta property="og:site_name" content="Suara &amp; Warta">',
        "<meta content='Suara &#38; Warta' property='og:site_name'/>",
        "<META PROPERTY=OG:SITE_NAME CONTENT='Suara & Warta'>",
        '<meta property="og:site_name" content=""><meta name="application-name" content=" Suara &amp;\n Warta ">',
    ],
)
def test_the_papers_name(meta: str) -> None:
    """Entities undone, whatever the quotation marks and the order of attributes."""
    front = look(f"<html><head>{meta}</head><body>x</body></html>")

    assert front.site_name == "Suara & Warta"
    assert title_of(front, None, {}, ()) == "Suara & Warta"  # type: ignore[arg-type]


def test_words_are_those_a_reader_sees() -> None:
    """Scripts, styles, templates, comments and tags are no words; entities are letters."""
    front = look(
        "<title>Koran</title><script>var yang = 'dan';</script><style>p{color:red}</style><!-- dengan -->"
        "<template>oleh</template><p title='untuk'>Jum&rsquo;at W&auml;rme</p><p>ke<b>mudian</b>"
    )

    assert front.words == ("koran", "jum", "at", "wärme", "ke", "mudian")


def test_where_the_page_points_to() -> None:
    """Alternates with their type, anchors without; other links are no roads."""
    front = look(
        "<link rel='Alternate' type=application/rss+xml href=/umpan title=Umpan><link rel=stylesheet href=x.css>"
        "<link rel='alternate home' href='/b?a=1&amp;b=2'><a href='/rss'>RSS</a><a name=x>"
    )

    assert front.pointers == (
        Pointer(address="/umpan", title="Umpan", media_type="application/rss+xml"),
        Pointer(address="/b?a=1&b=2", title="", media_type=""),
        Pointer(address="/rss", title="", media_type=None),
    )


@pytest.mark.parametrize(
    ("body", "engine"),
    [
        ("<meta content=WordPress&nbsp;6.5 name=Generator>", Engine.WORDPRESS),
        ("<meta name=generator content='Ghost 5'>" + "<img src=/wp-content/a.png>" * 9, Engine.GHOST),
        ("<img src=/wp-content/a.png>", Engine.WORDPRESS),
        ("<p>Kami memakai WordPress", Engine.OTHER),
    ],
)
def test_the_engine_is_what_the_page_says_it_is(body: str, engine: Engine) -> None:
    """The page's own word counts more than pictures that it shows from elsewhere."""
    shown = document(body)

    assert engine_of(shown, FrontPage.of(shown)) is engine


@pytest.mark.parametrize("body", [b"", b"\0\0\0", b"\xff\xd8\xff\xe0 JFIF", b"<![x", b"<" * 100_000, b"<!--" * 100_000])
def test_what_is_no_page_has_nothing_to_say(body: bytes) -> None:
    """Garbage is looked at without an error."""
    front = look(body)

    assert (front.site_name, front.generator, front.pointers) == (None, "", ())


def test_only_the_beginning_is_looked_at() -> None:
    """The end of an endless page has no say."""
    assert look("<p>awal</p>" + " " * 2**19 + "<p>akhir</p>").words == ("awal",)
