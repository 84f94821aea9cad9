"""How a crawl shows itself while it runs: a bar on a terminal, plain lines in a log, objects with ``--json``."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

from archive import Outcome, OutcomeKind, Verdict

from ..options import Progress
from .terminal import emit, is_terminal, one_line, say
from .values import outcome_object

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID

#: Seconds between two lines about one site in a log.
LINE_SECONDS = 15.0
#: What a crawl tells about a page of an article: it is one worth naming.
_TELLING = frozenset({Verdict.NEW, Verdict.CHANGED, Verdict.COPY})


class Show(Protocol):
    """What shows a crawl; a context manager that is called with each site's progress."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def __call__(self, progress: Progress) -> None:
        """Show where one site stands."""


def show_for(*, as_json: bool) -> Show:
    """Return the show that suits where the output goes."""
    told = _tell_article if as_json else None
    return BarShow(told) if is_terminal(stderr=True) else LineShow(told)


def _tell_article(progress: Progress) -> None:
    """Print the last outcome when it kept an article."""
    last = progress.last
    if last is not None and last.outcome is OutcomeKind.ARTICLE and _TELLING & set(last.verdicts):
        emit({"event": "article", **outcome_object(last)}, flush=True)


class _Told:
    """Tells each outcome once: progress is called more often than outcomes come."""

    def __init__(self, tell: Callable[[Progress], None] | None) -> None:
        self._tell = tell
        #: Whether whoever read what is told has left; the crawl goes on without.
        self._is_unheard = False
        #: What was told last of each site.
        self._latest: dict[str, Outcome] = {}

    def __call__(self, progress: Progress) -> None:
        last = progress.last
        if self._tell is not None and last is not None and self._latest.get(progress.site) is not last:
            self._latest[progress.site] = last
            if not self._is_unheard:
                try:
                    self._tell(progress)
                except BrokenPipeError:
                    self._is_unheard = True


class LineShow:
    """Writes a line about each site every quarter of a minute, and one when it ends."""

    def __init__(self, tell: Callable[[Progress], None] | None = None, *, line_seconds: float = LINE_SECONDS) -> None:
        self._told = _Told(tell)
        self._line_seconds = line_seconds
        self._next: dict[str, float] = {}
        self._begun: dict[str, float] = {}
        self._latest: dict[str, Progress] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for progress in self._latest.values():
            say(self._line(progress))

    def __call__(self, progress: Progress) -> None:
        """Show where one site stands."""
        self._told(progress)
        now = time.monotonic()
        if not is_taking_up(progress):
            self._begun.setdefault(progress.site, now)
        if progress.site not in self._latest and is_taking_up(progress):
            # Said at once: it may take a while before anything is asked for.
            say(self._line(progress))
        self._latest[progress.site] = progress
        if now >= self._next.setdefault(progress.site, now + self._line_seconds):
            self._next[progress.site] = now + self._line_seconds
            say(self._line(progress))

    def _line(self, progress: Progress) -> str:
        if is_taking_up(progress):
            return f"{one_line(progress.site)}: {taking_up(progress)}"
        now = time.monotonic()
        seconds = now - self._begun.get(progress.site, now)
        return f"{one_line(progress.site)}: {counts(progress)}, {rate(progress, seconds)}"


class BarShow:
    """Draws one bar a site."""

    def __init__(self, tell: Callable[[Progress], None] | None = None) -> None:
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        from .terminal import console

        self._told = _Told(tell)
        self._bars: Bars = Progress(
            TextColumn("{task.fields[site]}", markup=False),
            BarColumn(bar_width=24),
            TextColumn("{task.fields[counts]}", markup=False),
            TimeElapsedColumn(),
            console=console(to_stderr=True),
            transient=True,
        )
        self._tasks: dict[str, tuple[TaskID, float]] = {}

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bars.stop()

    def __call__(self, progress: Progress) -> None:
        """Show where one site stands."""
        self._told(progress)
        now = time.monotonic()
        if progress.site not in self._tasks:
            task = self._bars.add_task("", total=None, site=one_line(progress.site, width=28), counts="")
            self._tasks[progress.site] = (task, now)
        task, begun = self._tasks[progress.site]
        if is_taking_up(progress):
            self._bars.update(task, total=progress.to_take_up, completed=progress.taken_up, counts=taking_up(progress))
            self._tasks[progress.site] = (task, now)
            return
        done = progress.kept + progress.changed + progress.same + progress.skipped + progress.failed
        self._bars.update(
            task,
            total=max(done + progress.waiting, 1),
            completed=done,
            counts=f"{counts(progress)}  {rate(progress, now - begun)}",
        )


def is_taking_up(progress: Progress) -> bool:
    """Whether a run that was cut off is taken up: until then nothing is asked for."""
    return progress.taken_up < progress.to_take_up


def taking_up(progress: Progress) -> str:
    """Return how far a run that was cut off is taken up."""
    return f"taking up a run that was cut off, {progress.taken_up} of {progress.to_take_up} pages"


def counts(progress: Progress) -> str:
    """Return the six counts of a site in the words of the trade."""
    return (
        f"{progress.found} found, {progress.kept} kept, {progress.changed} changed, {progress.same} same, "
        f"{progress.skipped} skipped, {progress.failed} failed"
    )


def rate(progress: Progress, seconds: float) -> str:
    """Return how many requests a second were made."""
    return f"{progress.requests / seconds:.1f} requests/s" if seconds >= 0.5 else f"{progress.requests} requests"
