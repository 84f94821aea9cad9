"""The reader as a filter: every line gets its answer, whatever it holds."""

from __future__ import annotations

import base64
import fcntl
import io
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dnusa_crawler import filtering
from dnusa_crawler.cli import extracting
from dnusa_crawler.demo import NewsSite, load_posts
from dnusa_crawler.pages.values import SiteHints

KEYS = {
    *(
        "id",
        "url",
        "text",
        "title",
        "authors",
        "credits",
        "date",
        "modified",
        "place",
        "language",
        "reason",
        "articles",
    ),
    "sources",
}
SITE = NewsSite(load_posts(), base="http://news.example")


def line(slug: str, page_id: object = 1) -> bytes:
    body = SITE.answer(f"/{slug}/").body
    row = {"id": page_id, "url": f"http://news.example/{slug}/", "html_b64": base64.b64encode(body).decode()}
    return json.dumps(row).encode() + b"\n"


def ask(lines: list[bytes], **facts: Any) -> list[dict[str, Any]]:
    return list(filtering.answers(lines, site=SiteHints(), workers=1, **facts))


@pytest.mark.parametrize("url", ["http://[x", "//[", "http://exa\u2100mple.com/", None, 5])
def test_a_url_that_cannot_be_read_does_not_cost_its_page(url: object) -> None:
    """The page is read as one without a URL."""
    row = {**json.loads(line("gudang-kayu-gondang-terbakar")), "url": url}
    (answer,) = ask([json.dumps(row).encode() + b"\n"])

    assert answer["reason"] is None
    assert answer["title"].startswith("Gudang Kayu di Gondang Terbakar")


def test_a_page_is_answered_with_its_fields() -> None:
    """Text, headline, writer, time with the offset the page shows, place; the first article's stand at the top."""
    (answer,) = ask([line("gudang-kayu-gondang-terbakar")])

    assert set(answer) == KEYS
    assert answer["title"].startswith("Gudang Kayu di Gondang Terbakar")
    assert answer["text"].startswith("Tulungagung, (Serat Ngrowo) – Gudang kayu olahan")
    assert "Baca juga" not in answer["text"]
    assert answer["authors"] == ["Yudha Pranolo"]
    assert answer["date"] == "2024-06-09T06:30:00+07:00"
    assert (answer["place"], answer["reason"]) == ("Tulungagung", None)
    assert answer["articles"][0]["text"] == answer["text"]


def test_all_articles_of_a_page_are_listed() -> None:
    """The founding fault: two in one page."""
    (answer,) = ask([line("kader-posyandu-dilatih-ukur-tinggi-badan")])

    assert [article["title"][:12] for article in answer["articles"]] == ["Kader Posyan", "Tes Kebugara"]


BAD_LINES = [
    b"\n",
    b"nonsense\n",
    b"[1]\n",
    b'{"id": 7}\n',
    b'{"id": 7, "html_b64": 5}\n',
    b'{"id": 7, "html_b64": "a"}\n',
    b'{"id": 7, "url": 3, "html_b64": ""}\n',
    b'{"id": {"a": [1]}, "html_b64": "PGI+"}\n',
    b"\xff\xfe\n",
    b"[" * 200_000 + b"\n",
    b'{"id": 7, "html_b64": "AAECAwQ="}\n',
    b'{"id": 7, "html_b64": "####"}\n',
    b'{"id": NaN, "html_b64": "PGI+"}\n',
]


def test_a_bad_line_is_answered_with_its_reason() -> None:
    """Every kind of them, and the page behind each is read as if nothing had been."""
    good = [line("gudang-kayu-gondang-terbakar", f"good {number}") for number in range(len(BAD_LINES))]
    answers = ask([one for pair in zip(BAD_LINES, good, strict=True) for one in pair])

    assert len(answers) == 2 * len(BAD_LINES)
    assert all(set(answer) == KEYS for answer in answers)
    read = [answer for answer in answers if str(answer["id"]).startswith("good")]
    assert len(read) == len(BAD_LINES)
    assert all(answer["reason"] is None for answer in read)
    for answer in answers:
        if answer not in read:
            assert answer["reason"]
            assert (answer["text"], answer["articles"]) == ("", [])


def test_a_line_without_end_is_read_in_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its answer says why; what follows is read."""
    monkeypatch.setattr(filtering, "MAX_LINE_BYTES", 100)

    lines = list(filtering.bounded_lines(io.BytesIO(b"x" * 1000 + b"\nshort\n" + b"y" * 300)))

    assert [len(one) for one in lines] == [101, 6, 101]
    assert filtering.parse(lines[0])[2] == "line-too-long"


def test_learning_keeps_the_order_and_takes_clutter_out() -> None:
    """A line of a kind that no list knows stands on every page: learned, it leaves, and no true line goes with it."""
    strange = "Warta ini dipersembahkan kopi tubruk Mak Jum"

    def pages() -> Iterator[bytes]:
        for number, post in enumerate(SITE.posts[:24]):
            body = SITE.answer(f"/{post.slug}/").body.replace(b"</p>", f"</p><p>{strange}</p>".encode(), 3)
            row = {
                "id": number,
                "url": f"http://news.example/{post.slug}/",
                "html_b64": base64.b64encode(body).decode(),
            }
            yield json.dumps(row).encode()

    answers = ask(list(pages()), learn=True)

    assert [answer["id"] for answer in answers] == list(range(24))
    assert not any(strange in answer["text"] for answer in answers[20:])
    assert all(post.place in answer["text"] for post, answer in zip(SITE.posts[:24], answers, strict=True))


def test_the_command_answers_as_the_pages_come(repository: Path) -> None:
    """A program may send one page, read its answer, and send the next; the end of its pages is the end."""
    command = [sys.executable, "-m", "dnusa_crawler.cli", "extract", "--workers", "1"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=repository) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        titles = []
        for slug in ("gudang-kayu-gondang-terbakar", "turnamen-catur-warung-kopi"):
            process.stdin.write(line(slug))
            process.stdin.flush()
            titles.append(json.loads(process.stdout.readline())["title"])
        process.stdin.close()
        assert process.wait(timeout=30) == 0

    assert [title.split()[0] for title in titles] == ["Gudang", "Turnamen"]


def test_large_pages_wait_for_room_and_small_ones_go_in_groups() -> None:
    """A worker always has a page; beyond that, pages and bytes on their way are bounded."""
    room = filtering._Room(workers=1)
    admitted = []

    def come() -> None:
        for size in (2 * filtering.BYTES_A_WORKER, 1, 1):
            room.enter(size)
            admitted.append(size)

    thread = threading.Thread(target=come, daemon=True)
    thread.start()
    thread.join(0.2)
    assert admitted == [2 * filtering.BYTES_A_WORKER]
    room.leave(2 * filtering.BYTES_A_WORKER)
    thread.join(5)

    assert admitted == [2 * filtering.BYTES_A_WORKER, 1, 1]
    for _ in range(filtering.PAGES_A_WORKER - 2):
        room.enter(1)
    assert not room._admits(1)


def test_a_pipe_of_pages_is_made_wide_and_a_file_is_read_as_it_is(tmp_path: Path) -> None:
    """A whole page crosses in one go; what is no pipe is left alone."""
    out_end, in_end = os.pipe()
    with os.fdopen(out_end) as stream, os.fdopen(in_end, "wb"), extracting._pages(stream) as pages:
        assert fcntl.fcntl(pages.fileno(), fcntl.F_GETPIPE_SZ) >= 1 << 20
    file = tmp_path / "pages.jsonl"
    file.write_bytes(b"{}\n")
    with file.open() as stream, extracting._pages(stream) as pages:
        assert list(pages) == [b"{}\n"]


@pytest.mark.parametrize(
    "wrap", [lambda text: text, lambda text: "\r\n".join(text[at : at + 76] for at in range(0, len(text), 76))]
)
def test_base64_may_be_broken_into_lines(wrap: Callable[[str], str]) -> None:
    """As mail has it (RFC 2045 section 6.8), and as a single line."""
    body = SITE.answer("/gudang-kayu-gondang-terbakar/").body
    row = {"id": 1, "url": "http://news.example/a/", "html_b64": wrap(base64.b64encode(body).decode())}
    (answer,) = ask([json.dumps(row).encode() + b"\n"])

    assert answer["text"].startswith("Tulungagung, (Serat Ngrowo)")
