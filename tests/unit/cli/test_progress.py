"""How a crawl shows itself while it runs."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import attrs
import pytest

from archive import Outcome, OutcomeKind, Purpose, Road, Verdict
from dnusa_crawler.cli.progress import BarShow, LineShow, _tell_article, counts
from dnusa_crawler.options import Progress


def outcome(url: str = "https://x.example/a", *verdicts: Verdict, kind: OutcomeKind = OutcomeKind.ARTICLE) -> Outcome:
    return Outcome(
        time=datetime(2024, 6, 14, tzinfo=UTC),
        run="r",
        site="x.example",
        road=Road.FEED,
        purpose=Purpose.PAGE,
        url=url,
        outcome=kind,
        verdicts=verdicts,
    )


def test_a_log_gets_plain_lines(capsys: pytest.CaptureFixture[str]) -> None:
    """One when the time has come, one at the end, no control characters."""
    progress = Progress(site="x.example", found=3, kept=2, failed=1, requests=5)
    with LineShow(line_seconds=0) as show:
        show(progress)
    captured = capsys.readouterr()

    assert captured.out == ""
    assert captured.err.splitlines()[-1].startswith(
        "x.example: 3 found, 2 kept, 0 changed, 0 same, 0 skipped, 1 failed, "
    )
    assert "\x1b" not in captured.err


def test_lines_do_not_flood_a_log(capsys: pytest.CaptureFixture[str]) -> None:
    """However often a crawl reports."""
    progress = Progress(site="x.example")
    with LineShow() as show:
        for _ in range(1000):
            show(progress)

    assert len(capsys.readouterr().err.splitlines()) == 1


def test_taking_up_is_said_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is asked for meanwhile, so a log would show nothing; requests are counted from the first on."""
    progress = Progress(site="x.example", to_take_up=600)
    with LineShow() as show:
        for _ in range(600):
            show(progress)
            progress.taken_up += 1
        show(progress)
        first, *more = capsys.readouterr().err.splitlines()

    assert first == "x.example: taking up a run that was cut off, 0 of 600 pages"
    assert more == []
    (last,) = capsys.readouterr().err.splitlines()
    assert last.startswith("x.example: 0 found, ")


def test_each_article_is_told_once(capsys: pytest.CaptureFixture[str]) -> None:
    """As JSON on standard output: new and changed ones, not those that are the same or no article."""
    progress = Progress(site="x.example")
    with LineShow(_tell_article) as show:
        for last in (
            outcome("https://x.example/new", Verdict.NEW),
            outcome("https://x.example/same", Verdict.SAME),
            outcome("https://x.example/list", kind=OutcomeKind.LISTING),
            outcome("https://x.example/changed", Verdict.CHANGED, Verdict.SAME),
        ):
            progress.last = last
            show(progress)
            show(progress)
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    assert [(row["event"], row["url"]) for row in rows] == [
        ("article", "https://x.example/new"),
        ("article", "https://x.example/changed"),
    ]


def test_the_bar_shows_each_site_and_its_counts() -> None:
    """Its length is what is done of what is known."""
    show = BarShow()
    show(Progress(site="a.example", kept=3, waiting=1))
    show(Progress(site="b.example", failed=1))
    tasks = show._bars.tasks

    assert [(task.fields["site"], task.completed, task.total) for task in tasks] == [
        ("a.example", 3, 4),
        ("b.example", 1, 1),
    ]
    assert "3 kept" in tasks[0].fields["counts"]


def test_the_bar_shows_what_is_taken_up() -> None:
    """Before the first request it is the pages of the run that was cut off; then the counts."""
    show, progress = BarShow(), Progress(site="a.example", to_take_up=8, taken_up=3)
    show(progress)
    before = [(task.completed, task.total, task.fields["counts"]) for task in show._bars.tasks]
    progress.taken_up = 8
    show(progress)
    (task,) = show._bars.tasks

    assert before == [(3, 8, "taking up a run that was cut off, 3 of 8 pages")]
    assert (task.completed, task.total) == (0, 1)
    assert "0 kept" in task.fields["counts"]


def test_the_counts_use_the_words_of_the_trade() -> None:
    """found, kept, changed, same, skipped, failed: each field of Progress that counts pages is shown."""
    numbers = {field.name: 10 + i for i, field in enumerate(attrs.fields(Progress)) if field.type == "int"}
    shown = counts(Progress(site="x", **numbers))

    for name in ("found", "kept", "changed", "same", "skipped", "failed"):
        assert f"{numbers[name]} {name}" in shown
