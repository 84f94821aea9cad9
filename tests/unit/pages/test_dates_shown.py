"""Dates that pages show: labels in one line and in two, boxes, markup, pictures, stamps in UTC."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from dnusa_crawler import pages
from dnusa_crawler.pages.values import PageSource, SiteHints

HEADLINE = "Hundreds Leave Homes as River Floods Four Villages"
PROSE = (
    ("Residents of several villages moved to higher ground after the river burst its banks and flooded their homes in the early "
    "hours, the village head told reporters at the evacuation site on the hill."),
    ("The county government has sent food and blankets for those who are staying in the village hall, in schools and in churches "
    "around the area that was hit by the flood, officials said."),
    ("By late afternoon the rain was still falling and officers kept watching the level of the river at several places that "
    "residents and the village council consider dangerous."),
)  # fmt: skip
SIDEBAR = (
    "<aside class='sidebar'><h3>Latest</h3><ul><li><a href='/a'>Broken road in the old town repaired by its neighbours</a>"
    "<span>June 13, 2024</span></li><li><a href='/b'>New market opens next month, says the mayor</a><span>June 12, 2024</span>"
    "</li></ul></aside>"
)
DAY = date(2024, 6, 14)


def _article(below="", *, after="", head="", stated=None, lang="en", captured_at=None, hidden=""):
    node = (
        f"<script type='application/ld+json'>{json.dumps({'@type': 'NewsArticle', **stated})}</script>"
        if stated
        else ""
    )
    page = (
        f"<html lang='{lang}'><head><title>{HEADLINE}</title>{head}{node}</head><body><header>Daily Tide</header><div {hidden}>"
        f"<main><article><h1>{HEADLINE}</h1>{below}<div class='text'>{''.join(f'<p>{one}</p>' for one in PROSE)}</div>{after}"
        f"</article></main></div>{SIDEBAR}<footer>© 2024 Daily Tide</footer></body></html>"
    )
    source = PageSource(body=page.encode(), url="https://dailytide.test/news/flood", captured_at=captured_at)
    return pages.extract(source, site=SiteHints()).articles[0]


@pytest.mark.parametrize(
    "below",
    [
        "<p>Updated June 16, 2024 | Published June 14, 2024</p>",
        "<p>Updated: June 16, 2024 9:00 am</p><p>Published: June 14, 2024 10:30 am</p>",
        "<p>Last updated</p><p>June 16, 2024</p><p>Published</p><p>June 14, 2024</p>",
        "<div><span>Published</span><span>June 14, 2024</span><span>Updated</span><span>June 16, 2024</span></div>",
        "<p>Diperbarui 16 Juni 2024, terbit 14 Juni 2024</p>",
        "<p>14 Juni 2024 (diperbarui 16 Juni 2024)</p>",
        "<p>Mis à jour le 16 juin 2024 à 10h30, publié le 14 juin 2024 à 10h30</p>",
        "<p>Actualizado a 16/06/2024 10:30</p><p>14/06/2024 08:00</p>",
        "<p>14 giugno 2024 (ultima modifica 16 giugno 2024)</p>",
        "<p>14. Juni 2024, 10:30 Uhr, geändert 16. Juni 2024</p>",
        "<p>Gewijzigd: 16-06-2024 10:30</p><p>Geplaatst: 14-06-2024 08:00</p>",
        "<p>Опубликовано 14 июня 2024, обновлено 16 июня 2024</p>",
    ],
)
def test_a_label_belongs_to_the_date_behind_it(below):
    """The label before a date, in its line or the one above, tells what it is; that of an earlier date does not."""
    found = _article(below)

    assert found.published_at.date() == DAY
    assert found.modified_at.date() == DAY + timedelta(days=2)


@pytest.mark.parametrize(
    ("below", "lang"),
    [
        ("<p>Stand: 16.06.2024 | Veröffentlicht: 14.06.2024</p>", "de"),
        ("<div class='box'><p>When: 20 July 2024</p></div><p>Published 14 June 2024</p>", "en"),
        (
            "<figure><img src='x.jpg'><figcaption>The river on 2 May 2019. Photo: T. Reed</figcaption></figure><p>14 June 2024</p>",
            "en",
        ),
    ],
)
def test_other_dates_beside_the_headline_are_not_the_publications(below, lang):
    """A date that is labelled as the publication's comes first; a picture's is none."""
    assert _article(below, lang=lang).published_at.date() == DAY


def test_the_day_of_a_picture_alone_dates_nothing():
    """An old picture illustrates a new article."""
    found = _article(
        "<figure><img src='x.jpg'><figcaption>The river on 2 May 2019. Photo: T. Reed</figcaption></figure>"
    )

    assert found.published_at is None


@pytest.mark.parametrize(
    "below",
    [
        "<div class='date'><div>14</div><div>Jun</div><div>2024</div></div>",
        "<span data-time='2024-06-14T10:00:00Z'>6 days ago</span>",
        "<span title='June 14, 2024 10:30'>6 days ago</span>",
        "<aside class='info'><dl><dt>Published</dt><dd>June 14, 2024</dd></dl></aside>",
    ],
)
def test_a_date_is_put_together_from_boxes_and_read_from_markup(below):
    """A calendar leaf of three boxes; a span of time whose day stands in an attribute; a box beside the text with its label."""
    assert _article(below).published_at.date() == DAY


@pytest.mark.parametrize(
    "after",
    [
        ("<div><p>Written by Jane Marlowe</p><p>June 14, 2024</p></div><p>Summarize this</p><section><h3>More news in this place for you today</h3>"
        "<p>May 1, 2024</p></section>"),
        "<div class='meta'><h4>Published</h4><div>June 14, 2024</div></div>",
    ],
)  # fmt: skip
def test_a_date_below_the_text_is_the_articles_beside_its_writer_or_label(after):
    """Some papers set who and when under the text."""
    assert _article(after=after).published_at.date() == DAY


@pytest.mark.parametrize(
    "name",
    ["published", "article_publish_datetime", "og:publish_date", "DC.date.published", "publish_time", "content:published", "article:published_date"],
)  # fmt: skip
def test_metas_that_no_list_names_state_a_date_by_their_name(name):
    """Every system has its own name for the same."""
    found = _article(head=f'<meta name="{name}" content="2024-06-14 08:00">', stated={"datePublished": "Invalid date"})

    assert found.published_at.date() == DAY


@pytest.mark.parametrize("name", ["publisher", "expires", "republished-count", "unpublished", "last_updated"])
def test_metas_of_other_names_state_no_date(name):
    """Publishers, expiry and changes have dates, too."""
    assert _article(head=f'<meta name="{name}" content="2024-06-14 08:00">').published_at is None


@pytest.mark.parametrize(
    ("stamp", "shown"),
    [("2024-06-15T01:30:00Z", "June 14, 2024"), ("2024-06-13T22:30:00Z", "14 June 2024")],
)
def test_a_stamp_in_utc_is_put_on_the_day_that_readers_see(stamp, shown):
    """Evening in America is the next day in Greenwich, morning in Australia the one before: the instant stays."""
    found = _article(f"<p>{shown}</p>", stated={"datePublished": stamp})

    assert found.published_at == datetime.fromisoformat(stamp)
    assert found.published_at.date() == DAY


def test_a_stamp_in_utc_stays_where_no_zone_could_put_it_on_the_shown_day():
    """No newsroom is eighteen hours from Greenwich."""
    found = _article("<p>June 14, 2024</p>", stated={"datePublished": "2024-06-15T18:30:00Z"})

    assert found.published_at == datetime(2024, 6, 15, 18, 30, tzinfo=UTC)
    assert found.published_at.date() == date(2024, 6, 15)


def test_one_statement_that_readers_see_outvotes_the_strongest_that_they_do_not():
    """JSON-LD may keep the day of a first version; a meta tag and the line below the headline say when this one appeared."""
    found = _article(
        "<p>June 14, 2024</p>",
        head="<meta name='sailthru.date' content='2024-06-14'>",
        stated={"datePublished": "2024-06-08"},
    )

    assert found.published_at.date() == DAY


def test_a_streamed_article_shows_what_it_brings_along():
    """React sends a page in hidden pieces: where the text is hidden, so is the line of its date."""
    assert _article("<p>June 14, 2024</p>", hidden="hidden id='S:2'").published_at.date() == DAY


def test_the_dates_of_other_articles_date_none():
    """Of teasers that agree on a day, and of comments, none is the article's."""
    more = "<section><h3>More news</h3><ul><li><a href='/q'>River rises again in the north</a> <span>June 10, 2024</span></li></ul></section>"
    comments = (
        "<div id='comments'><div class='comment'><p>Joe</p><time datetime='2024-06-15'>June 15, 2024</time></div></div>"
    )

    assert _article(after=more + comments).published_at is None
