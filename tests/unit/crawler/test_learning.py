"""What a site is known to repeat: learned page by page, the same however far the readers were."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import Mock, create_autospec

import pytest

from archive import Archive, Article, Capture, CrawlRun, Exchange, Passage, PassageKind, Purpose, Road, Visit
from dnusa_crawler.intake import Intake
from dnusa_crawler.learning import Learning
from dnusa_crawler.pages.learned import Learner
from dnusa_crawler.pages.page_evidence import FORMAT
from dnusa_crawler.pages.values import PageReading
from tests.archives import outcome

SITE = "koran.example"
CLUTTER = "Dapatkan kabar terbaru lewat grup pesan kami"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive", create=True) as opened:
        yield opened


def evidence(number: int, *, clutter: bool = True) -> PageReading:
    """A page with a line of its own and, mostly, one that all pages have."""
    lines: list[list[object]] = [[f"kalimat nomor {'a' * (number + 1)} dari berita ini", 0, "", 0.0, 0]]
    places: list[list[object]] = [["main>p", 3, 300, 0, 300]]
    if clutter:
        lines.append([CLUTTER.casefold(), 1, "", 0.0, 0])
        places.append(["main>div>p", 1, 44, 0, 44])
    return PageReading(evidence={"v": FORMAT, "chars": 344, "places": places, "lines": lines})


def page(archive: Archive, run: CrawlRun, number: int) -> Capture:
    """Write a page."""
    url = f"https://koran.example/{number}"
    visit = Visit(run=run.id, site=SITE, purpose=Purpose.PAGE, road=Road.FEED)
    moment = datetime.now(UTC)
    response = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n%03d" % number
    return archive.write(
        Exchange(url=url, visit=visit, started_at=moment, request=b"GET / HTTP/1.1\r\n\r\n", response=response)
    )


def keep(archive: Archive, capture: Capture, text: str, *, extractor: str) -> None:
    passages = tuple(Passage(kind=PassageKind.PARAGRAPH, text=line) for line in text.split("\n\n"))
    archive.keep(
        Article(url=capture.canonical_url, title=capture.url, text=text, passages=passages, extractor=extractor),
        capture=capture,
    )


@pytest.fixture
def intake() -> Mock:
    """An intake that can read every article again, and notes which it was asked to."""
    mock = create_autospec(Intake, instance=True)
    mock.read_again.return_value = True
    return mock


def read_again(intake: Mock) -> list[str]:
    return sorted(call.args[0].article.url for call in intake.read_again.call_args_list)


def take_seven(archive: Archive, run: CrawlRun, learning: Learning) -> list[Capture]:
    """Take in seven pages, each read by the rules of its moment; all but the third have the line."""
    captures = [page(archive, run, number) for number in range(7)]
    for number, capture in enumerate(captures):
        digest = learning.learned.digest
        learning.add(capture, evidence(number, clutter=number != 2))
        keep(archive, capture, f"Isi {number}.", extractor=f"dnusa 1 {digest}".rstrip())
    return captures


#: Of those seven, the pages that have the line and were read before it was known.
READ_TOO_SOON = [f"https://koran.example/{number}" for number in (0, 1, 3, 4)]


def test_rules_are_drawn_up_after_five_pages(archive: Archive) -> None:
    """A line that five pages share is known from then on."""
    learning = Learning(archive, SITE)
    run = archive.begin_run(site=SITE)
    rules = [learning.add(page(archive, run, number), evidence(number)) for number in range(6)]

    assert [CLUTTER.casefold() in one.lines for one in rules] == [False] * 4 + [True] * 2


def test_a_page_read_before_a_rule_is_read_again_at_the_end(archive: Archive, intake: Mock) -> None:
    """Only pages that have the line, and only those that were not read by the rule already."""
    learning = Learning(archive, SITE)
    take_seven(archive, archive.begin_run(site=SITE), learning)
    count = learning.end(intake)

    assert read_again(intake) == READ_TOO_SOON
    assert count == 4
    assert archive.learned(SITE) is not None


def test_a_page_that_no_rule_touches_says_that_it_reads_by_the_last_rules(archive: Archive, intake: Mock) -> None:
    """So that a rebuild, whose readers are further or less far, says the same of it."""
    learning, run = Learning(archive, SITE), archive.begin_run(site=SITE)
    for number in range(7):
        capture = page(archive, run, number)
        learning.add(capture, evidence(number, clutter=number != 2))
        keep(archive, capture, f"Isi {number}.", extractor="dnusa 1")
    learning.end(intake)

    untouched = archive.find_article(SITE, "https://koran.example/2")
    assert untouched is not None
    assert untouched.article.extractor == f"dnusa 1 {learning.learned.digest}"


def test_an_article_of_an_earlier_run_is_read_again_when_its_text_shows_the_line(
    archive: Archive, intake: Mock
) -> None:
    """Its page is not known any more; its text is."""
    first = archive.begin_run(site=SITE)
    shows, does_not = page(archive, first, 100), page(archive, first, 101)
    keep(archive, shows, f"Isi seratus.\n\n{CLUTTER}", extractor="dnusa 1")
    keep(archive, does_not, "Isi seratus satu.", extractor="dnusa 1")
    archive.end_run(first)
    learning, run = Learning(archive, SITE), archive.begin_run(site=SITE)
    for number in range(6):
        learning.add(page(archive, run, number), evidence(number))
    learning.end(intake)

    assert read_again(intake) == ["https://koran.example/100"]


def test_what_a_run_learned_that_was_cut_off_is_learned_from_its_pages(archive: Archive) -> None:
    """Its pages in order, and none of the runs that ended; a page that was never judged will be taken in anyway."""
    ended = archive.begin_run(site=SITE)
    page(archive, ended, 1)
    archive.end_run(ended)
    cut_off = archive.begin_run(site=SITE)
    judged = page(archive, cut_off, 2)
    archive.record_outcome(outcome(page=judged))
    page(archive, cut_off, 3)
    archive.end_run(cut_off, state="interrupted")

    assert [capture.url for capture in Learning(archive, SITE).lost()] == ["https://koran.example/2"]


def test_what_pages_said_is_kept_until_it_is_learned(archive: Archive, intake: Mock) -> None:
    """The next run adds it up, page by page, to the same rules, and reads again what the first one would have."""
    run, learning = archive.begin_run(site=SITE), Learning(archive, SITE)
    pages = take_seven(archive, run, learning)
    archive.end_run(run, state="interrupted")
    following = Learning(archive, SITE)
    for capture in pages:
        said = following.kept(capture)
        assert said is not None
        following.recall(capture, said)
    rules = following.learned
    following.end(intake)

    assert rules == learning.learned
    assert CLUTTER.casefold() in rules.lines
    assert archive.learned(SITE) == learning._learner.to_json()
    assert read_again(intake) == READ_TOO_SOON
    assert [Learning(archive, SITE).kept(capture) for capture in pages] == [None] * 7


def test_a_page_without_evidence_is_not_read_again(archive: Archive) -> None:
    """That it said nothing is known, too."""
    capture = page(archive, archive.begin_run(site=SITE), 1)
    Learning(archive, SITE).add(capture, PageReading(reason="no-article"))

    assert Learning(archive, SITE).kept(capture) == {}


def test_what_another_reader_found_is_read_again(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an upgrade the pages of a run that was cut off are read by the reader of the next one."""
    capture = page(archive, archive.begin_run(site=SITE), 1)
    with monkeypatch.context() as older:
        older.setattr("dnusa_crawler.learning.EXTRACTOR", "dnusa 0")
        Learning(archive, SITE).add(capture, evidence(1))

    assert Learning(archive, SITE).kept(capture) is None


def test_what_was_kept_in_another_form_is_read_again(archive: Archive) -> None:
    """After an upgrade the next run reads what it cannot unpack."""
    capture = page(archive, archive.begin_run(site=SITE), 1)
    older = {"v": FORMAT - 1, "lines": {"baris": ["main>p", "", 0.0, 0]}, "places": {"main>p": [3, 300, 0, 300]}}
    Learning(archive, SITE).add(capture, PageReading(evidence=older))

    assert Learning(archive, SITE).kept(capture) is None


def test_a_very_long_run_keeps_no_more_than_it_remembers(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the database would grow by a kilobyte a page until the run has ended."""
    monkeypatch.setattr("dnusa_crawler.learning.MAX_MARKED", 2)
    run, learning = archive.begin_run(site=SITE), Learning(archive, SITE)
    pages = [page(archive, run, number) for number in range(3)]
    for number, capture in enumerate(pages):
        learning.add(capture, evidence(number))

    assert [learning.kept(capture) is not None for capture in pages] == [True, True, False]


def test_a_rebuild_keeps_nothing_to_go_on_with(archive: Archive) -> None:
    """It begins anew when it was cut off."""
    capture = page(archive, archive.begin_run(site=SITE), 1)
    Learning(archive, SITE, from_nothing=True).add(capture, evidence(1))

    assert Learning(archive, SITE).kept(capture) is None


def test_nothing_is_lost_after_a_run_that_ended(archive: Archive) -> None:
    """The usual case costs no page."""
    run = archive.begin_run(site=SITE)
    archive.record_outcome(outcome(page=page(archive, run, 1)))
    archive.end_run(run)

    assert list(Learning(archive, SITE).lost()) == []


def test_what_a_person_took_out_stays_out_at_a_rebuild(archive: Archive, intake: Mock) -> None:
    """A rebuild learns from the pages again, and obeys the same person."""
    run = archive.begin_run(site=SITE)
    learning = Learning(archive, SITE)
    for number in range(8):
        learning.add(page(archive, run, number), evidence(number))
    learning.end(intake)
    assert CLUTTER.casefold() in learning.learned.lines
    learner = Learner.from_json(archive.learned(SITE))
    learner.forget(f"line:{CLUTTER.casefold()}")
    archive.store_learned(SITE, learner.to_json())
    again = Learning(archive, SITE, from_nothing=True)
    for number in range(8):
        again.add(page(archive, run, number), evidence(number))
    again.obey()

    assert CLUTTER.casefold() not in again.learned.lines
