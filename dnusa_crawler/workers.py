"""Where pages are read: child processes that may die without taking anything with them.

Parsers are worse than linear on hostile pages and have crashed natively, so no page of the outside is parsed in the
process that holds the archive. A child has limits on memory, processor time and wall time; a page that breaks one
becomes a reading with a reason, and the next page gets a fresh child. Children are recycled, so memory they leak goes.
"""

from __future__ import annotations

import contextlib
import fcntl
import gc
import io
import logging
import os
import pickle
import queue
import resource
import select
import struct
import subprocess
import sys
import threading
import time
from concurrent.futures import Future
from datetime import datetime, timezone
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Self

import attrs

from archive import Article

from .pages.values import Learned, PageReading, PageSource, SiteHints

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

#: The slowest of 1,375 real pages takes 2.3 s; ten seconds end only pages made to be slow.
CPU_SECONDS_PER_PAGE = 10
#: Wall time allows for a machine that is busy with other things.
WALL_SECONDS_PER_PAGE = 30.0
#: Address space, not resident memory: numpy and lxml map far more than they touch.
ADDRESS_SPACE_BYTES = 2 << 30
#: Above this resident size a child is replaced after its page.
RECYCLE_RSS_BYTES = 260 << 20
#: After this many pages a child is replaced whatever its size.
RECYCLE_PAGES = 2000
#: The size is looked at after a page larger than this, or after so many smaller ones.
SMALL_PAGE_BYTES = 200 << 10
SMALL_PAGES = 10
#: Objects made, and collections of each kind, between two collections, once a process works. A reader drops all it made
#: with each page.
GC_THRESHOLDS = (10_000, 20, 20)
READER_GC_THRESHOLDS = (50_000, 20, 20)
#: The largest answer taken from a child: its text is bounded by the page, and pages by 20 MB.
MAX_ANSWER_BYTES = 64 << 20
#: What a pipe to or from a child holds: nearly every page and answer (64 KB otherwise; Linux allows 1 MB to everybody).
PIPE_BYTES = 1 << 20
#: Pages that are sent to a child together, if so many wait, and the bytes that end such a group.
GROUP_PAGES = 12
GROUP_BYTES = 4 << 20
#: Seconds a child may take to start: imports on a cold, busy machine.
START_SECONDS = 60.0

_LENGTH = struct.Struct(">I")
#: Ctrl-C is for the parent, which ends its children itself; they stay in its session, where their cost is seen.
#: It looks for modules where its parent's are, and not in the directory that the command was called in (``-P``).
_CHILD_PROGRAM = (
    f"import sys; sys.path.append({str(Path(__file__).parents[1])!r}); "
    "import gc, signal; gc.disable(); signal.signal(signal.SIGINT, signal.SIG_IGN); "
    "from dnusa_crawler.workers import _child; _child()"
)

logger = logging.getLogger(__name__)

#: What an answer of a child may be made of. A child has read hostile bytes: its pickle is not trusted with more.
_ADMITTED = {
    "archive.records": {"Article", "Credit", "Passage", "PassageKind"},
    "dnusa_crawler.pages.values": {"PageReading", "BlockDecision"},
    "dnusa_crawler.workers": {"Answer"},
    "datetime": {"datetime", "timezone", "timedelta"},
}


@attrs.frozen(kw_only=True)
class Task:
    """One article to read: one page, or all pages of it in order."""

    sources: tuple[PageSource, ...]
    site: SiteHints = attrs.field(factory=SiteHints)
    learned: Learned | None = None
    explain: bool = False
    #: Of further articles with a page of their own only address and headline are wanted (:func:`.pages.extract`).
    names_guests: bool = False
    #: Nothing but the articles is wanted (:func:`.pages.extract`).
    articles_only: bool = False

    @property
    def size_bytes(self) -> int:
        """The size of its pages."""
        return sum(len(source.body) for source in self.sources)


@attrs.frozen(kw_only=True)
class Answer:
    """What a child says of one task."""

    reading: PageReading
    #: Processor seconds of the reading.
    cpu_seconds: float
    #: The child asks to be replaced.
    is_tired: bool = False


class _AnswerUnpickler(pickle.Unpickler):
    """Loads answers and refuses every class that an answer has no use for."""

    def find_class(self, module: str, name: str) -> Any:
        if name not in _ADMITTED.get(module, ()):
            raise pickle.UnpicklingError(f"a reader answered with {module}.{name}")
        return super().find_class(module, name)


def _framed(message: object) -> bytes:
    payload = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    return _LENGTH.pack(len(payload)) + payload


def spare_what_is_loaded(thresholds: tuple[int, int, int] = GC_THRESHOLDS) -> None:
    """Tell the garbage collector to leave alone what this process has loaded, and to come less often.

    Reading and keeping pages makes many objects and few cycles: looking for some again and again costs a twentieth of
    the time.
    """
    gc.freeze()
    gc.set_threshold(*thresholds)
    gc.enable()


def _send(pipe: IO[bytes], message: object) -> None:
    pipe.write(_framed(message))
    pipe.flush()


# ---------------------------------------------------------------- the child


def _limit_address_space() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    del soft
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE_BYTES, hard))


def _allow_cpu(seconds: float) -> None:
    """Let this process use *seconds* more of processor time; the kernel ends it after that (SIGXCPU)."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    spent = usage.ru_utime + usage.ru_stime
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(spent + seconds) + 1, hard))


def _load_reader() -> None:
    from .pages import article, model  # noqa: F401, PLC0415 - the parent never pays for it

    model.shipped()


def _resident_bytes() -> int:
    """Return the memory this process holds now; ru_maxrss will not do: it begins with the parent's size at the fork."""
    with open("/proc/self/statm", encoding="ascii") as statm:  # noqa: PTH123 - in each page's path
        return int(statm.read().split()[1]) * resource.getpagesize()


def read(task: Task) -> PageReading:
    """Read one task in this process: no limits, for children and for tests."""
    from .pages import extract, parts  # noqa: PLC0415 - the parent never pays for the reader

    readings = [
        extract(
            source,
            site=task.site,
            learned=task.learned,
            explain=task.explain,
            names_guests=task.names_guests,
            articles_only=task.articles_only,
        )
        for source in task.sources
    ]
    reading = readings[0] if len(readings) == 1 else parts.join(readings)
    return attrs.evolve(reading, articles=tuple(_with_fixed_offsets(article) for article in reading.articles))


def _with_fixed_offsets(article: Article) -> Article:
    """Replace named zones by the offset they had: a stored time needs no zone table to be read again."""
    return attrs.evolve(article, published_at=_fixed(article.published_at), modified_at=_fixed(article.modified_at))


def _fixed(moment: datetime | None) -> datetime | None:
    if moment is None or (offset := moment.utcoffset()) is None:
        return None
    return moment.replace(tzinfo=timezone(offset))


def _child() -> None:
    """Answer tasks on standard input until it ends."""
    inbox, outbox = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints must not break the protocol
    _limit_address_space()
    _load_reader()
    spare_what_is_loaded(READER_GC_THRESHOLDS)
    pages = 0
    while True:
        head = inbox.read(_LENGTH.size)
        if len(head) < _LENGTH.size:
            return
        answers: list[Answer] = []
        for task in pickle.loads(inbox.read(_LENGTH.unpack(head)[0])):  # noqa: S301 - from our own parent
            pages += 1
            answers.append(_answer(task, pages))
            if answers[-1].is_tired:
                break
        _send(outbox, answers)
        if answers[-1].is_tired:
            return


def _answer(task: Task, number: int) -> Answer:
    """Read one task, the *number*-th of this child, within its limits; whatever happens comes to an answer."""
    before = time.process_time()
    _allow_cpu(CPU_SECONDS_PER_PAGE * len(task.sources))
    exhausted = False
    try:
        reading = read(task)
    except (MemoryError, RecursionError) as error:
        reading, exhausted = PageReading(reason="too-complex", charset=type(error).__name__), True
    except Exception:  # noqa: BLE001 - a process boundary: the page fails, the traceback goes to the log
        sys.excepthook(*sys.exc_info())
        reading = PageReading(reason="reader-failed")
    # A small page leaves nothing worth a look.
    is_due = number % SMALL_PAGES == 0 or any(len(source.body) > SMALL_PAGE_BYTES for source in task.sources)
    tired = exhausted or number >= RECYCLE_PAGES or (is_due and _resident_bytes() > RECYCLE_RSS_BYTES)
    return Answer(reading=reading, cpu_seconds=time.process_time() - before, is_tired=tired)


# ---------------------------------------------------------------- the parent


def widen(pipe: IO[Any]) -> None:
    """Let a pipe hold a whole page, so that it crosses in one go; where that is not allowed, it crosses in pieces."""
    with contextlib.suppress(OSError):
        fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, PIPE_BYTES)


class _Child:
    """One child process and the pipes to it."""

    def __init__(self) -> None:
        environment = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and program
            [sys.executable, "-P", "-c", _CHILD_PROGRAM],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            bufsize=0,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._stdin, self._stdout = self._process.stdin, self._process.stdout
        # A child that hangs before it has read a long page must not hang its parent, too.
        os.set_blocking(self._stdin.fileno(), False)
        for pipe in (self._stdin, self._stdout):
            widen(pipe)
        self.is_fresh = True

    @property
    def has_ended(self) -> bool:
        """Whether the child is gone: one that dies between two pages (short memory, a kill) did not die of a page."""
        return self._process.poll() is not None

    def ask(self, tasks: Sequence[Task]) -> list[Answer]:
        """Send *tasks* and wait for their answers: at least one, and fewer than there are tasks of a tired child.

        Raises:
            TimeoutError: If no answer came in time. A group has as long as a single page: in it none may be slow.
            EOFError: If the child died, or answered nonsense.
        """
        pages = len(tasks[0].sources) if len(tasks) == 1 else 1
        until = time.monotonic() + WALL_SECONDS_PER_PAGE * pages + (START_SECONDS if self.is_fresh else 0.0)
        try:
            self._transmit(_framed(tasks), until)
        except BrokenPipeError as error:
            raise EOFError("the reader died") from error
        size = _LENGTH.unpack(self._receive(_LENGTH.size, until))[0]
        if size > MAX_ANSWER_BYTES:
            raise EOFError("the reader answered too much")
        answers = _AnswerUnpickler(io.BytesIO(self._receive(size, until))).load()
        if not isinstance(answers, list) or not all(isinstance(one, Answer) for one in answers):
            raise EOFError("the reader answered nonsense")
        if not 0 < len(answers) <= len(tasks) or (len(answers) < len(tasks) and not answers[-1].is_tired):
            raise EOFError("the reader answered nonsense")
        self.is_fresh = False
        return answers

    def _transmit(self, message: bytes, until: float) -> None:
        left, descriptor = memoryview(message), self._stdin.fileno()
        while left:
            wait = until - time.monotonic()
            if wait <= 0 or not select.select([], [descriptor], [], wait)[1]:
                raise TimeoutError("the reader took too long")
            with contextlib.suppress(BlockingIOError):
                left = left[os.write(descriptor, left) :]

    def _receive(self, size: int, until: float) -> bytes:
        chunks, descriptor = [], self._stdout.fileno()
        while size:
            wait = until - time.monotonic()
            if wait <= 0 or not select.select([descriptor], [], [], wait)[0]:
                raise TimeoutError("the reader took too long")
            chunk = os.read(descriptor, min(size, 1 << 20))
            if not chunk:
                raise EOFError("the reader died")
            chunks.append(chunk)
            size -= len(chunk)
        return b"".join(chunks)

    def stop(self) -> None:
        """End the child, whatever it is doing."""
        self._process.kill()
        for pipe in (self._stdin, self._stdout):
            with contextlib.suppress(OSError):
                pipe.close()
        self._process.wait()


#: A task and the future of its reading.
_Asked = tuple[Task, "Future[PageReading]"]


class ReaderPool:
    """Reads pages in *size* child processes; a context manager.

    Tasks are begun in the order given; answers come as futures, which never fail: what breaks is a reason. Tasks that
    wait are sent to a child in groups: two processes that wake each other for every page spend nearly a fifth of their
    time on that (decision 10).
    """

    def __init__(self, size: int | None = None) -> None:
        #: One core is the crawler's own; a crawl on two cores reads in one child.
        self.size = size or max(1, (os.cpu_count() or 2) - 1)
        #: Processor seconds the readings took.
        self.cpu_seconds = 0.0
        self._groups: queue.SimpleQueue[list[_Asked] | None] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._waiting = 0
        self._lock = threading.Lock()
        self._children: set[_Child] = set()
        self._is_closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def submit(self, task: Task) -> Future[PageReading]:
        """Queue *task*; the future's result is its reading."""
        return self.submit_all([task])[0]

    def submit_all(self, tasks: Sequence[Task]) -> list[Future[PageReading]]:
        """Queue *tasks* as a group: one child reads them in a row, and they are answered together."""
        group: list[_Asked] = [(task, Future()) for task in tasks]
        futures = [future for _, future in group]
        if not group:
            return futures
        with self._lock:
            if self._is_closed:
                raise RuntimeError("the reader pool is closed")
            self._waiting += len(group)
            if self._waiting > len(self._threads) and len(self._threads) < self.size:
                thread = threading.Thread(target=self._serve, name="dnusa-reader", daemon=True)
                thread.start()
                self._threads.append(thread)
        self._groups.put(group)
        return futures

    def read(self, sources: Sequence[PageSource], **facts: Any) -> PageReading:
        """Read one article now and wait for it (see Task for *facts*)."""
        return self.submit(Task(sources=tuple(sources), **facts)).result()

    def close(self) -> None:
        """End every child; readings under way end with the reason ``interrupted``."""
        with self._lock:
            if self._is_closed:
                return
            self._is_closed = True
        for _ in self._threads:
            self._groups.put(None)
        for child in list(self._children):
            child.stop()
        for thread in self._threads:
            thread.join(timeout=5)

    def _serve(self) -> None:
        """Hand groups to one child, replacing it when it dies, hangs or is tired."""
        child: _Child | None = None
        while group := self._next_group():
            # What was cancelled is passed over: the crawl was ended while it waited.
            left = [(task, future) for task, future in group if future.set_running_or_notify_cancel()]
            together = len(left)
            with self._lock:
                self._waiting -= len(group) - len(left)
            while left:
                child, answers = self._answered(child, [task for task, _ in left[:together]])
                # A page of the group took the child with it: which one shows when each is asked for alone.
                together = together if answers else 1
                with self._lock:
                    # Before anybody hears of it: to ask for one page after the other takes no second child.
                    self._waiting -= len(answers)
                    self.cpu_seconds += sum(answer.cpu_seconds for answer in answers)
                for (_, future), answer in zip(left, answers, strict=False):
                    future.set_result(answer.reading)
                del left[: len(answers)]
        if child is not None:
            self._part_with(child)

    def _next_group(self) -> list[_Asked]:
        """Wait for the next group, and let what waits behind it come along, as far as no other child goes short."""
        group = self._groups.get()
        if group is None:
            return []
        size = sum(task.size_bytes for task, _ in group)
        while size < GROUP_BYTES and len(group) < min(GROUP_PAGES, self._waiting // self.size):
            try:
                more = self._groups.get_nowait()
            except queue.Empty:
                break
            if more is None:
                self._groups.put(None)  # the pool is being closed; what was taken is answered first
                break
            group += more
            size += sum(task.size_bytes for task, _ in more)
        return group

    def _answered(self, child: _Child | None, tasks: list[Task]) -> tuple[_Child | None, list[Answer]]:
        """Have *tasks* read; return the child that can be asked next, and the answers: none where a group broke down."""
        try:
            if child is not None and child.has_ended:
                self._part_with(child)
                child = None
            if child is None and not self._is_closed:
                child = _Child()
                self._children.add(child)
            answers = self._ask(child, tasks)
        except Exception:  # whatever it is (no process to be had, most likely), somebody waits for these pages
            logger.exception("Pages could not be read: no reader url=%s pages=%d", tasks[0].sources[0].url, len(tasks))
            answers = _failed("reader-died", tasks)
        if child is not None and (not answers or answers[-1].is_tired):
            # Whatever went wrong: what it may still say would be taken for the answer to the next page.
            self._part_with(child)
            child = None
        return child, answers

    def _part_with(self, child: _Child) -> None:
        self._children.discard(child)
        child.stop()

    def _ask(self, child: _Child | None, tasks: list[Task]) -> list[Answer]:
        """Return the answers of *child*, or why there is none."""
        reason = "interrupted"
        if child is not None and not self._is_closed:
            try:
                return child.ask(tasks)
            except TimeoutError:
                reason = "reader-timeout"
            except (EOFError, pickle.UnpicklingError, ValueError, OSError):
                reason = "interrupted" if self._is_closed else "reader-died"
        return _failed(reason, tasks)


def _failed(reason: str, tasks: list[Task]) -> list[Answer]:
    """Return the reason for a single task; nothing for a group, whose tasks are asked for alone then, or given up."""
    answer = Answer(reading=PageReading(reason=reason), cpu_seconds=0.0, is_tired=True)
    return [] if len(tasks) > 1 and reason != "interrupted" else [answer] * len(tasks)
