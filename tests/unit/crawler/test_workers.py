"""Pages are read in child processes that may die, hang or answer nonsense without taking anything with them."""

import os
import pickle
import queue
import signal
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from archive import Article, Credit, Passage, PassageKind
from dnusa_crawler import workers
from dnusa_crawler.pages.values import BlockDecision, PageReading, PageSource, SiteHints
from dnusa_crawler.workers import Answer, ReaderPool, Task

PAGE = (
    "<html lang=id><head><title>Jalan Ngunut Diperbaiki</title></head><body><article><h1>Jalan Ngunut Diperbaiki</h1>"
    + "".join(
        f"<p>Pemerintah desa memperbaiki jalan sepanjang {n} kilometer di Ngunut sejak pekan lalu, kata kepala desa.</p>"
        for n in range(2, 8)
    )
    + "</article></body></html>"
).encode()


def task(body: bytes = PAGE) -> Task:
    """A task of one page."""
    source = PageSource(body=body, url="https://x.example/2024/06/jalan/", content_type="text/html")
    return Task(sources=(source,), site=SiteHints(time_zone="Asia/Jakarta", language="id"))


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> queue.Queue[int]:
    """How many pages a child is handed at once, each time."""
    counts: queue.Queue[int] = queue.Queue()
    ask = workers._Child.ask
    monkeypatch.setattr(workers._Child, "ask", lambda child, tasks: counts.put(len(tasks)) or ask(child, tasks))
    return counts


def wait_until_asked(asked: queue.Queue[int], times: int) -> None:
    """Wait until children were handed something so many *times*."""
    for _ in range(times):
        asked.get(timeout=60)


def stopped_child(pool: ReaderPool) -> workers._Child:
    """Have a child read one page and stop it, as if it computed for ever."""
    pool.submit(task()).result(60)
    (child,) = pool._children
    child._process.send_signal(signal.SIGSTOP)
    return child


def test_a_page_is_read_in_a_child() -> None:
    """The reading of a page comes back from another process."""
    with ReaderPool(1) as pool:
        reading = pool.submit(task()).result(60)

    assert reading.reason is None
    assert "sepanjang 7 kilometer" in reading.articles[0].text
    assert pool.cpu_seconds > 0


def test_a_reader_takes_no_module_from_where_the_command_was_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder of somebody's own programs may hold any name; none of them is run."""
    for name in ("lxml", "numpy", "select", "dnusa_crawler"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('run from the working directory')")
    monkeypatch.chdir(tmp_path)
    with ReaderPool(1) as pool:
        reading = pool.submit(task()).result(60)

    assert reading.reason is None


LONG = PAGE.replace(b"</article>", b"<p>Kalimat pendek.</p>" * 20_000 + b"</article>")


@pytest.mark.parametrize("body", [PAGE, LONG], ids=["short", "longer than a pipe holds"])
def test_a_child_that_dies_between_two_pages_takes_none_with_it(body: bytes) -> None:
    """The next page gets a fresh child, whether it would have fitted into the pipe of the dead one or not."""
    with ReaderPool(1) as pool:
        pool.submit(task()).result(60)
        (child,) = pool._children
        child._process.kill()
        child._process.wait(10)
        after = pool.submit(task(body)).result(60)

    assert after.reason is None


def test_a_child_that_is_killed_fails_its_page_only(asked: queue.Queue[int]) -> None:
    """The page that a child died on has a reason; the next page gets a fresh child."""
    with ReaderPool(1) as pool:
        child = stopped_child(pool)
        first = pool.submit(task())
        wait_until_asked(asked, 2)
        child._process.kill()
        second = pool.submit(task()).result(60)

    assert first.result(60).reason == "reader-died"
    assert second.reason is None


def test_a_page_for_which_no_child_is_to_be_had_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """No process, no memory: nobody waits for ever, and the page after it may have more luck."""

    def none_left() -> None:
        raise OSError(11, "Resource temporarily unavailable")

    with ReaderPool(1) as pool:
        with monkeypatch.context() as patched:
            patched.setattr(workers, "_Child", none_left)
            first = pool.submit(task()).result(10)
        second = pool.submit(task()).result(60)

    assert first.reason == "reader-died"
    assert second.reason is None


def test_a_failure_nobody_foresaw_takes_no_page_of_a_group_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is asked for alone, and not of a child that may still answer the group: one page would get another's text."""
    ask = workers._Child.ask
    asked: list[workers._Child] = []

    def once(child: workers._Child, tasks: list[Task]) -> list[Answer]:
        asked.append(child)
        if len(tasks) > 1:
            raise MemoryError
        return ask(child, tasks)

    monkeypatch.setattr(workers._Child, "ask", once)
    with ReaderPool(1) as pool:
        readings = [future.result(60) for future in pool.submit_all([task(), task()])]

    assert all(reading.articles for reading in readings)
    assert asked[0].has_ended
    assert asked[1] is asked[2]
    assert asked[0] is not asked[1]


def test_who_asks_for_one_page_after_the_other_keeps_to_one_child() -> None:
    """When an answer is heard, its page does not count any more among those that wait for a child."""
    waiting = []
    with ReaderPool(2) as pool:
        future = pool.submit(task())
        future.add_done_callback(lambda _: waiting.append(pool._waiting))
        future.result(60)

    assert waiting == [0]


@pytest.mark.parametrize("body", [PAGE, LONG], ids=["short", "longer than a pipe holds"])
def test_a_page_that_takes_too_long_is_cut_off(monkeypatch: pytest.MonkeyPatch, body: bytes) -> None:
    """A child that does not answer in time, or does not even take the page, is ended; its page says so."""
    with ReaderPool(1) as pool:
        stopped_child(pool)
        monkeypatch.setattr(workers, "WALL_SECONDS_PER_PAGE", 0.2)
        began = time.monotonic()
        reading = pool.submit(task(body)).result(60)

    assert reading.reason == "reader-timeout"
    assert time.monotonic() - began < 5


def test_an_answer_may_hold_nothing_but_a_reading() -> None:
    """A child has read hostile bytes: a pickle of anything else than a reading is refused."""

    class Evil:
        def __reduce__(self):
            return (os.system, ("true",))

    with pytest.raises(pickle.UnpicklingError, match="answered with"):
        workers._AnswerUnpickler(__import__("io").BytesIO(pickle.dumps(Evil()))).load()


def test_an_answer_survives_the_way() -> None:
    """Every field of a reading, an aware date among them, arrives as it was sent, whatever Python 3.11 it is."""
    article = Article(
        url="https://x.example/a",
        title="T",
        text="t",
        passages=tuple(Passage(kind=kind, text="t") for kind in PassageKind),
        credits=(Credit(name="Sari Dewi", role="editor"),),
        published_at=datetime(2024, 6, 14, tzinfo=timezone(timedelta(hours=7))),
        sources={"title": "meta"},
    )
    decision = BlockDecision(index=0, kept=True, witness="model", reason="body", place="p", text="t")
    answer = Answer(reading=PageReading(articles=(article,), decisions=(decision,)), cpu_seconds=0.1)

    assert workers._AnswerUnpickler(__import__("io").BytesIO(pickle.dumps(answer, 5))).load() == answer


def test_closing_ends_the_children(asked: queue.Queue[int]) -> None:
    """No child outlives its pool, and what was under way says that it was interrupted."""
    pool = ReaderPool(1)
    child = stopped_child(pool)
    late = pool.submit(task())
    wait_until_asked(asked, 2)
    pool.close()

    assert late.result(10).reason == "interrupted"
    assert child._process.poll() is not None


def test_a_page_that_nobody_waits_for_any_more_is_passed_over() -> None:
    """Ctrl-C cancels what waits for a reader: the next page is read all the same, by the same thread."""
    with ReaderPool(1) as pool:
        under_way = pool.submit(task())
        given_up = pool.submit(task())
        given_up.cancel()
        after = pool.submit(task())

        assert after.result(60) == under_way.result(60)
        assert pool._waiting == 0
        assert all(thread.is_alive() for thread in pool._threads)


def test_a_child_of_a_large_parent_is_not_tired_at_once() -> None:
    """What counts is the child's own memory: the kernel lets ru_maxrss begin with that of its parent."""
    ballast = bytearray(workers.RECYCLE_RSS_BYTES + (40 << 20))
    ballast[:: 1 << 12] = b"x" * len(ballast[:: 1 << 12])
    with ReaderPool(1) as pool:
        pool.submit(task()).result(60)
        first = next(iter(pool._children), None)
        pool.submit(task()).result(60)
        second = next(iter(pool._children), None)

    assert first is not None
    assert first is second
    assert ballast[0] == ord("x")


def test_a_group_is_read_by_one_child_in_one_go(asked: queue.Queue[int]) -> None:
    """Pages that are submitted together cross to a child and back together, each with its own reading."""
    with ReaderPool(1) as pool:
        futures = pool.submit_all([task(), task(b"<p>"), task()])
        readings = [future.result(60) for future in futures]

    assert list(asked.queue) == [3]
    assert [bool(reading.articles) for reading in readings] == [True, False, True]
    assert pool._waiting == 0


def test_what_waits_behind_a_page_is_read_in_groups(asked: queue.Queue[int]) -> None:
    """Pages that callers submit one by one while a child is busy go to it together, up to the bound."""
    with ReaderPool(1) as pool:
        child = stopped_child(pool)
        futures = [pool.submit(task()) for _ in range(workers.GROUP_PAGES + 3)]
        child._process.send_signal(signal.SIGCONT)
        readings = [future.result(60) for future in futures]

    assert all(reading.articles for reading in readings)
    counts = list(asked.queue)
    assert sum(counts) == len(futures) + 1
    assert max(counts) <= workers.GROUP_PAGES
    assert len(counts) <= 4


def test_of_a_group_only_the_page_that_kills_its_reader_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody can tell which page of a group it was; so each is asked for alone, and only that one has a reason."""
    deadly = PAGE.replace(b"<article>", b"<article>" + b"<i>deadly</i>")
    monkeypatch.setattr(workers, "_CHILD_PROGRAM", _DEADLY_PROGRAM)
    with ReaderPool(1) as pool:
        futures = pool.submit_all([task(), task(deadly), task()])
        readings = [future.result(60) for future in futures]

    assert [reading.reason for reading in readings] == [None, "reader-died", None]


def test_what_a_tired_child_leaves_of_a_group_is_read_by_the_next(
    monkeypatch: pytest.MonkeyPatch, asked: queue.Queue[int]
) -> None:
    """A child that has had enough in the middle of a group gives what it has; the rest is not lost and not read twice."""
    monkeypatch.setattr(workers, "_CHILD_PROGRAM", _TIRED_PROGRAM)
    with ReaderPool(1) as pool:
        readings = [future.result(60) for future in pool.submit_all([task() for _ in range(5)])]

    assert all(reading.articles for reading in readings)
    assert list(asked.queue) == [5, 3, 1]


#: Readers that die of a page with a certain word, and that are tired after two pages.
_DEADLY_PROGRAM = """
from dnusa_crawler import workers
read = workers.read
def deadly(task):
    if b"deadly" in task.sources[0].body:
        workers.os._exit(1)
    return read(task)
workers.read = deadly
workers._child()
"""
_TIRED_PROGRAM = "from dnusa_crawler import workers; workers.RECYCLE_PAGES = 2; workers._child()"
