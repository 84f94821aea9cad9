"""An exchange that was kept becomes articles and an outcome."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import attrs
import pytest

from archive import Archive, Article, Exchange, OutcomeKind, Passage, PassageKind, Purpose, Road, Visit
from dnusa_crawler.arrivals import Absorbed
from dnusa_crawler.intake import Intake
from dnusa_crawler.pages.values import PageReading, SiteHints
from dnusa_crawler.tries import MAX_ATTEMPTS
from dnusa_crawler.workers import Task

SITE = "koran.example"
HOME = "https://koran.example"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive", create=True) as opened:
        yield opened


@attrs.define
class Desk:
    """One intake, its archive and a reader that says what a test tells it to."""

    archive: Archive
    readings: dict[str, PageReading] = attrs.field(factory=dict)
    intake: Intake = attrs.field(init=False)
    run: str = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self.run = self.archive.begin_run(site=SITE).id
        self.intake = Intake(
            self.archive,
            site=SiteHints(name=SITE),
            in_scope=lambda url: url.startswith(f"{HOME}/"),
            read=self.read,
        )

    def read(self, task: Task) -> PageReading:
        reading = self.readings[task.sources[0].url]
        if not task.names_guests:
            return reading
        named = [attrs.evolve(one, text="", passages=()) for one in reading.articles[1:] if one.url]
        return attrs.evolve(reading, articles=(*reading.articles[:1], *named, *reading.articles[1 + len(named) :]))

    def take(
        self,
        path: str,
        reading: PageReading | None = None,
        *,
        status: int = 200,
        head: str = "",
        body: str = "isi",
        purpose: Purpose = Purpose.PAGE,
        attempt: int = 1,
        hints: dict[str, str] | None = None,
        truncated: str | None = None,
        error: str | None = None,
    ) -> Absorbed:
        """Keep an exchange and take it in."""
        url = HOME + path
        visit = Visit(run=self.run, site=SITE, purpose=purpose, road=Road.FEED, attempt=attempt, hints=hints or {})
        raw = f"HTTP/1.1 {status} X\r\nContent-Length: {len(body)}\r\n{head}\r\n{body}".encode()
        exchange = Exchange(
            url=url,
            visit=visit,
            started_at=datetime.now(UTC),
            request=b"GET / HTTP/1.1\r\n\r\n",
            response=None if error else raw,
            truncated=truncated,
            error=error,
        )
        if reading is not None:
            self.readings[url] = reading
        prepared = self.intake.prepare(self.archive.write(exchange), exchange)
        return self.intake.absorb(prepared, self.read(prepared.task) if prepared.task else None)

    def kept(self) -> dict[str, str]:
        """The text of each article by its address."""
        return {one.article.url.removeprefix(HOME): one.article.text for one in self.archive.articles()}


@pytest.fixture
def desk(archive: Archive) -> Desk:
    return Desk(archive)


def article(path: str, text: str, **facts: object) -> Article:
    passages = tuple(Passage(kind=PassageKind.PARAGRAPH, text=line) for line in text.split("\n\n"))
    return Article(url=HOME + path if path else "", title=text[:20], text=text, passages=passages, **facts)


def reads(*articles: Article, **facts: object) -> PageReading:
    return PageReading(articles=articles, **facts)


def came_to(absorbed: Absorbed) -> list[tuple[OutcomeKind, str | None]]:
    return [(outcome.outcome, outcome.reason) for outcome in absorbed.outcomes]


# ------------------------------------------------------------ pages


def test_a_page_with_an_article_is_kept(desk: Desk) -> None:
    """One article, one outcome; a second time the same is unchanged."""
    first = desk.take("/a", reads(article("/a", "Warga memperbaiki jembatan.")))
    again = desk.take("/a", reads(article("/a", "Warga memperbaiki jembatan.")))

    assert came_to(first) == [(OutcomeKind.ARTICLE, None)]
    assert came_to(again) == [(OutcomeKind.UNCHANGED, None)]
    assert desk.kept() == {"/a": "Warga memperbaiki jembatan."}


@pytest.mark.parametrize("reason", ["reader-died", "reader-timeout", "reader-failed", "too-complex"])
def test_a_page_that_breaks_its_reader_is_a_failure(desk: Desk, reason: str) -> None:
    """Its bytes are kept, and the log says why there is no article."""
    absorbed = desk.take("/a", PageReading(reason=reason))

    assert came_to(absorbed) == [(OutcomeKind.FAILED, reason)]
    assert absorbed.outcomes[0].warc is not None
    assert desk.kept() == {}


def test_a_page_without_an_article_is_skipped_with_its_reason(desk: Desk) -> None:
    """A listing, a static page, a soft 404."""
    assert came_to(desk.take("/tentang", PageReading(reason="static"))) == [(OutcomeKind.SKIPPED, "static")]


@pytest.mark.parametrize("status", [404, 410])
def test_a_kept_page_that_is_not_there_any_more_is_gone(desk: Desk, status: int) -> None:
    """The article stays, marked; a page that was never kept is only not found."""
    desk.take("/a", reads(article("/a", "Warga memperbaiki jembatan.")))

    assert came_to(desk.take("/a", status=status)) == [(OutcomeKind.FAILED, "gone")]
    assert came_to(desk.take("/b", status=status)) == [(OutcomeKind.FAILED, "not found")]
    found = desk.archive.find_article(SITE, f"{HOME}/a")
    assert found is not None
    assert found.is_gone


def test_not_modified_is_unchanged(desk: Desk) -> None:
    """A 304 shows the article again, without its bytes."""
    desk.take("/a", reads(article("/a", "Warga memperbaiki jembatan.")), head='ETag: "1"\r\n')

    assert came_to(desk.take("/a", status=304, body="")) == [(OutcomeKind.UNCHANGED, "not modified")]


def test_a_page_that_was_cut_is_truncated_and_not_read(desk: Desk) -> None:
    """Half an article is none."""
    absorbed = desk.take("/a", reads(article("/a", "Separuh.")), truncated="length")

    assert came_to(absorbed) == [(OutcomeKind.TRUNCATED, "length")]
    assert desk.kept() == {}


# ------------------------------------------------------------ tries


def test_what_may_pass_is_tried_again_and_has_no_outcome_yet(desk: Desk) -> None:
    """No answer, a cut connection, 503: one outcome, after the last try."""
    for facts in ({"error": "closed"}, {"truncated": "disconnect"}, {"status": 503}):
        tried = [desk.take("/a", attempt=attempt, **facts) for attempt in range(1, MAX_ATTEMPTS + 1)]

        assert [one.retry_seconds is not None for one in tried] == [True] * (MAX_ATTEMPTS - 1) + [False]
        assert [len(one.outcomes) for one in tried] == [0] * (MAX_ATTEMPTS - 1) + [1]
    # What another try follows is judged: no later run takes it up as something that a crash had left.
    assert list(desk.archive.unread(desk.intake.site.name)) == []


def test_retry_after_is_kept_to_in_both_its_forms(desk: Desk) -> None:
    """RFC 9110 section 10.2.3: seconds or a date; more than five minutes is for the next run."""
    moment = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)

    assert desk.take("/a", status=429, head="Retry-After: 7\r\n").pause_seconds == 7.0
    dated = desk.take("/a", status=503, head=f"Retry-After: {moment}\r\n").pause_seconds
    assert dated == pytest.approx(30, abs=3)
    assert came_to(desk.take("/a", status=503, head="Retry-After: 3600\r\n")) == [(OutcomeKind.FAILED, "status 503")]


@pytest.mark.parametrize("value", ["-1", "soon", "9" * 400, "Fri, 99 Foo 2024", ""])
def test_a_retry_after_that_says_nothing_is_not_followed(desk: Desk, value: str) -> None:
    """Our own wait holds."""
    absorbed = desk.take("/a", status=503, head=f"Retry-After: {value}\r\n")

    assert absorbed.pause_seconds is None
    assert absorbed.retry_seconds is not None


# ------------------------------------------------------------ articles in several pages


def three_pages(desk: Desk) -> Absorbed:
    """Take page 1 of an article that has three."""
    first = reads(article("/a", "Halaman satu."), part_urls=(f"{HOME}/a/2", f"{HOME}/a/3"))
    return desk.take("/a", first)


def part(desk: Desk, number: int, text: str) -> Absorbed:
    reading = reads(article(f"/a/{number}", text))
    return desk.take(f"/a/{number}", reading, purpose=Purpose.PART, hints={"part_of": f"{HOME}/a"}, body=text)


def test_an_article_in_several_pages_waits_for_them(desk: Desk) -> None:
    """It is kept when the last page is there, in the order of the pages, whatever the order they came in."""
    asked = three_pages(desk)
    assert asked.outcomes == ()
    assert [link.url for link in asked.links] == [f"{HOME}/a/2", f"{HOME}/a/3"]
    assert came_to(part(desk, 3, "Halaman tiga.")) == [(OutcomeKind.ARTICLE, "part")]
    last = part(desk, 2, "Halaman dua.")

    assert came_to(last) == [(OutcomeKind.ARTICLE, "part"), (OutcomeKind.ARTICLE, None)]
    assert desk.kept() == {"/a": "Halaman satu.\n\nHalaman dua.\n\nHalaman tiga."}


def test_a_page_that_never_comes_does_not_hold_the_article_back(desk: Desk) -> None:
    """A failed part, and one that is still missing when the run ends: kept as far as it came, and said so."""
    three_pages(desk)
    desk.take("/a/2", status=404, purpose=Purpose.PART, hints={"part_of": f"{HOME}/a"})
    part(desk, 3, "Halaman tiga.")
    assert desk.kept() == {"/a": "Halaman satu.\n\nHalaman tiga."}
    later = Desk(desk.archive)
    later.take("/b", reads(article("/b", "Bagian satu."), part_urls=(f"{HOME}/b/2",)))
    ended = later.intake.flush()

    assert came_to(ended) == [(OutcomeKind.ARTICLE, "parts missing")]
    assert later.kept()["/b"] == "Bagian satu."


def test_half_an_article_is_no_new_version_of_the_whole(desk: Desk) -> None:
    """A page that fails to come for once leaves what is kept as it is; one that fails again is taken for gone."""
    whole = "Halaman satu.\n\nHalaman dua.\n\nHalaman tiga."
    three_pages(desk)
    part(desk, 2, "Halaman dua.")
    part(desk, 3, "Halaman tiga.")
    assert desk.kept() == {"/a": whole}
    for attempt in range(1, MAX_ATTEMPTS + 1):
        desk.take("/a", status=503, attempt=attempt)
    came = []
    for body in ("first try", "second try"):
        first = reads(article("/a", "Halaman satu, diperbaiki."), part_urls=(f"{HOME}/a/2", f"{HOME}/a/3"))
        desk.take("/a", first, body=body)
        part(desk, 2, "Halaman dua.")
        missing = desk.take("/a/3", status=404, purpose=Purpose.PART, hints={"part_of": f"{HOME}/a"})
        came.append((came_to(missing)[-1], desk.kept()["/a"]))

    assert came == [
        ((OutcomeKind.FAILED, "parts missing"), whole),
        ((OutcomeKind.ARTICLE, "parts missing"), "Halaman satu, diperbaiki.\n\nHalaman dua."),
    ]


def test_an_article_waits_for_each_page_until_it_comes(desk: Desk) -> None:
    """A page that an earlier run had kept, and that is judged first, need not be fetched again."""
    asked = three_pages(desk)
    assert [desk.intake.waits_for(link) for link in asked.links] == [True, True]
    assert [capture.canonical_url for capture in desk.intake.waiting] == [f"{HOME}/a"]
    part(desk, 2, "Halaman dua.")
    assert [desk.intake.waits_for(link) for link in asked.links] == [False, True]
    part(desk, 3, "Halaman tiga.")

    assert [desk.intake.waits_for(link) for link in asked.links] == [False, False]
    assert desk.intake.waiting == []


# ------------------------------------------------------------ several articles of one page


def test_a_guest_on_a_further_page_is_no_part_of_the_article(desk: Desk) -> None:
    """A last page that holds one picture, and below it the next article, adds nothing."""
    part = {"part_of": f"{HOME}/panjang/"}
    desk.take("/panjang/", reads(article("/panjang/", "Halaman satu."), part_urls=(f"{HOME}/panjang/2/",)))
    guest = reads(article("/lain/", "Berita lain sama sekali."))
    absorbed = desk.take("/panjang/2/", guest, purpose=Purpose.PART, hints=part)

    assert (OutcomeKind.ARTICLE, None) in came_to(absorbed)
    assert desk.kept() == {"/panjang/": "Halaman satu."}


def test_a_further_article_without_an_address_has_a_number(desk: Desk) -> None:
    """It is an article of its own, not another version of the first, and has not the first one's number either."""
    two = reads(article("/a", "Warga memperbaiki jembatan bambu."), article("", "Lomba voli antardesa dimulai pagi."))
    absorbed = desk.take("/a", two, hints={"external_id": "wp:7"})

    assert [str(verdict) for verdict in absorbed.outcomes[0].verdicts] == ["new", "new"]
    assert desk.kept() == {
        "/a": "Warga memperbaiki jembatan bambu.",
        "/a#2": "Lomba voli antardesa dimulai pagi.",
    }
    numbers = {one.article.url: one.article.external_id for one in desk.archive.articles()}
    assert numbers == {f"{HOME}/a": "wp:7", f"{HOME}/a#2": None}


def test_each_article_of_a_page_is_read_again_as_itself(desk: Desk) -> None:
    """The second one is not given the text of the first."""
    two = reads(article("/a", "Warga memperbaiki jembatan bambu."), article("", "Lomba voli antardesa dimulai pagi."))
    desk.take("/a", two)
    desk.readings[f"{HOME}/a"] = reads(
        article("/a", "Warga memperbaiki jembatan bambu itu."), article("", "Lomba voli antardesa dimulai pagi ini.")
    )
    again = [desk.intake.read_again(summary) for summary in list(desk.archive.articles())]

    assert again == [True, True]
    assert desk.kept() == {
        "/a": "Warga memperbaiki jembatan bambu itu.",
        "/a#2": "Lomba voli antardesa dimulai pagi ini.",
    }
    assert {one.versions for one in desk.archive.articles()} == {1}


def test_a_guest_is_asked_for_at_its_own_address(desk: Desk) -> None:
    """Its text is not kept from the page where it is only shown, when its own page has it."""
    host = reads(article("/a", "Warga memperbaiki jembatan bambu."), article("/g", "Lomba voli antardesa, cuplikan."))
    absorbed = desk.take("/a", host)
    desk.take("/g", reads(article("/g", "Lomba voli antardesa dimulai pagi ini.")))
    desk.intake.flush()

    assert [link.url for link in absorbed.links] == [f"{HOME}/g"]
    assert desk.kept() == {
        "/a": "Warga memperbaiki jembatan bambu.",
        "/g": "Lomba voli antardesa dimulai pagi ini.",
    }


def test_a_guest_whose_own_page_gives_nothing_is_kept_from_its_host(desk: Desk) -> None:
    """Better there than nowhere; while its own page was not asked for, it may still come."""
    host = reads(article("/a", "Warga memperbaiki jembatan bambu."), article("/g", "Lomba voli antardesa."))
    desk.take("/a", host)
    desk.take("/g", status=404)
    desk.intake.flush()

    assert desk.kept() == {"/a": "Warga memperbaiki jembatan bambu.", "/g": "Lomba voli antardesa."}


def test_what_was_only_named_is_read_where_it_has_no_page_of_its_own(desk: Desk) -> None:
    """A further article whose address is of another site is kept with its text, as a part of the page."""
    host = article("/a", "Warga memperbaiki jembatan bambu.")
    desk.take("/a", reads(host, attrs.evolve(article("/g", "Lomba voli antardesa."), url="https://lain.example/g")))
    desk.intake.flush()

    assert desk.kept() == {"/a": "Warga memperbaiki jembatan bambu.", "/a#2": "Lomba voli antardesa."}


def test_a_story_in_pictures_is_read_once(desk: Desk) -> None:
    """Captions alone are an article: one without text is not one that was only named."""
    caption = Passage(kind=PassageKind.CAPTION, text="Warga menari di alun-alun.")
    asked = len(desk.readings)
    desk.intake._read = None  # whoever reads again would fail
    desk.take("/a", reads(Article(url=f"{HOME}/a", title="Foto: Warga menari", text="", passages=(caption,))))

    assert (asked, desk.kept()) == (0, {"/a": ""})


# ------------------------------------------------------------ documents


def test_an_unchanged_sitemap_is_given_to_the_plan_with_the_body_it_had(desk: Desk) -> None:
    """An index that stays the same names sitemaps that do not."""
    desk.take("/map.xml", body="<sitemapindex/>", purpose=Purpose.SITEMAP, head='ETag: "1"\r\n')
    absorbed = desk.take("/map.xml", status=304, body="", purpose=Purpose.SITEMAP)

    assert came_to(absorbed) == [(OutcomeKind.UNCHANGED, "not modified")]
    assert absorbed.document is not None
    assert (absorbed.document.status, absorbed.document.body) == (200, b"<sitemapindex/>")
    assert absorbed.document.is_unchanged


def test_a_document_that_fails_is_told_to_the_plan(desk: Desk) -> None:
    """So that another road can take its place."""
    absorbed = desk.take("/feed", error="closed", purpose=Purpose.FEED, attempt=MAX_ATTEMPTS)

    assert came_to(absorbed) == [(OutcomeKind.FAILED, "closed")]
    assert absorbed.document is not None
    assert absorbed.document.status is None


def test_rules_that_lead_nowhere_are_no_rules(desk: Desk) -> None:
    """RFC 9309 section 2.3.1.2: the plan gets a robots.txt that is not there."""
    absorbed = desk.take("/robots.txt", status=302, head="Location: /\r\n", purpose=Purpose.ROBOTS)

    assert absorbed.links == ()
    assert absorbed.document is not None
    assert absorbed.document.status == 404
