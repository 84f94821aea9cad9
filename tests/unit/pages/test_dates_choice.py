"""Which of a page's dates is the article's."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from dnusa_crawler.pages import blocks as page_blocks
from dnusa_crawler.pages import metadata, structured, tree
from dnusa_crawler.pages.values import PageSource, SiteHints

URL = "https://dailytide.test/news/harbour-opens"
HEADLINE = "The new harbour opens after nine years of work"
PROSE = (
    "The harbour that the town had been waiting for since the old one was closed was opened by its mayor before some "
    "four hundred guests, who were led through its halls by the engineers and given tea. "
)


def _fields(*, head="", stated=None, below="", after="", aside="", lang="en", url=URL):
    node = {"@type": "NewsArticle", "headline": HEADLINE, "mainEntityOfPage": URL, **(stated or {})}
    page = (
        f"<html lang='{lang}'><head><title>{HEADLINE}</title>{head}<script type='application/ld+json'>{json.dumps(node)}</script>"
        f"</head><body><main><article><h1>{HEADLINE}</h1>{below}<div><p>{PROSE}</p><p>{PROSE}</p></div></article>{after}</main>"
        f"<aside class='sidebar'>{aside}</aside></body></html>"
    )
    root = tree.parse(page)
    found = page_blocks.blocks(root)
    return metadata.read(
        structured=structured.read(root, url=URL),
        blocks=found,
        body_blocks=[block for block in found if block.text.startswith("The harbour that")],
        heading=next(block for block in found if block.kind == "h"),
        source=PageSource(body=b"", url=url),
        site=SiteHints(),
    )


CREATED = (
    "<meta name='dcterms.created' content='2023-12-18T17:21:06-05:00'><meta name='dc.date' content='2023-12-18'>"
    "<meta name='dcterms.issued' content='2023-12-18T18:00:00-05:00'>"
)


@pytest.mark.parametrize(
    ("below", "day"), [("<div>Published December 19, 2023 5:00am EST</div>", 19), ("<div>By Ana Silva</div>", 18)]
)
def test_a_statement_that_readers_see_is_not_alone(below, day):
    """When the text was begun outvotes the day of publication only where no reader sees that day."""
    found = _fields(head=CREATED, stated={"datePublished": "2023-12-19T05:00:54-05:00"}, below=below)

    assert found.published_at.day == day


def test_a_stamp_in_utc_beside_its_own_clock_time():
    """The time that a stamp's own element shows tells the newsroom's offset, wherever the line breaks are lost."""
    found = _fields(
        stated={"datePublished": "2023-12-22T04:00:41+00:00"},
        below="<p>By Ana Silva<time datetime='2023-12-22T04:00:41+00:00'>Dec. 21, 2023 11:00 pm EST</time></p>",
    )

    assert found.published_at == datetime(2023, 12, 21, 23, 0, 41, tzinfo=timezone(timedelta(hours=-5)))
    assert found.published_at.day == 21


def test_midnight_in_utc_that_is_an_instant():
    """Midnight in UTC is a day without a time, save where readers see that instant."""
    found = _fields(
        stated={"datePublished": "2024-02-13T00:00:00Z", "dateModified": "2024-02-13T23:31:00-05:00"},
        below="<p>Published: Feb. 12, 2024, 7:00 p.m. EST</p>",
    )

    assert found.published_at == datetime(2024, 2, 13, tzinfo=UTC)
    assert found.published_at.day == 12


def test_a_label_inside_the_element():
    """An element that says "Updated" is no date of publication."""
    found = _fields(
        below="<p><time datetime='2024-02-13T23:31:00-05:00'>Updated: Feb. 13, 2024, 11:31 p.m.</time></p>"
        "<p><time datetime='2024-02-12T19:00:00-05:00'>Published: Feb. 12, 2024, 7:00 p.m.</time></p>"
    )

    assert (found.published_at.day, found.modified_at.day) == (12, 13)


@pytest.mark.parametrize(
    ("after", "day"),
    [
        ("<section><div><p>Ben Ode</p><p>June 8, 2024</p></div></section>", 8),
        ("<section><div><p>June 8, 2024</p></div><div><p>June 9, 2024</p></div></section>", None),
        ("<section><div><p>Open from June 8, 2024</p></div></section>", None),
        ("<footer><p>June 8, 2024</p></footer>", None),
        ("<section><div><a href='/2'>The old harbour closes</a></div><div>June 8, 2024</div></section>", None),
    ],
)
def test_the_only_line_that_is_a_date(after, day):
    """The last resort: the one day that stands alone in a line below the headline, in no sidebar and beside no link."""
    filler = "".join(f"<p>Line number {word} of the tariff.</p>" for word in "abcdefghijklmnopqrstuvw")
    found = _fields(after=f"<div>{filler}</div>{after}", aside="<p>May 3, 2019</p>")

    assert (found.published_at.day if found.published_at else None) == day


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://ilbo.test/news/article/A2026012914320005196", "2026-01-29"),
        ("https://diario.test/sociedad/detenido-20241202105634-nt.html", "2024-12-02"),
        ("https://copies.test/web/20181206101316/https://koran.test/berita/jalan", None),
        ("https://copies.test/web/20181206101316id_/https://koran.test/berita/jalan", None),
        ("https://ilbo.test/news/article/2061329914320005196", None),
    ],
)
def test_the_minute_in_the_number_of_an_article_tells_its_day(url, day):
    """Where nothing else tells it; the minute at which a web archive made its copy is not the article's."""
    found = _fields(url=url).published_at

    assert (found and found.date().isoformat()) == day
