"""The newsroom: a news site on a loopback port whose posts and behaviour a test changes while it runs."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Self

import attrs

from dnusa_crawler.demo import Answer, Block, Kind, NewsSite, Post, Shape, SiteServer

from .faults import Fault, FaultyHandler
from .posts import make_posts


@attrs.frozen(kw_only=True)
class Request:
    """One request as the server saw it."""

    #: Path and query.
    target: str
    #: Names in lower case.
    headers: Mapping[str, str] = attrs.field(repr=False)
    #: ``time.monotonic`` when it came.
    at_seconds: float
    #: Status that was answered.
    status: int


@attrs.define
class _Misbehaviour:
    fault: Fault
    #: How many times it still happens; None: always.
    left: int | None


class Newsroom:
    """Serves a news site while its ``with`` block runs.

    >>> with Newsroom(3) as room:
    ...     room.misbehave("/robots.txt", status(500))
    """

    def __init__(
        self,
        posts: int | Sequence[Post] = 12,
        *,
        shape: Shape | None = None,
        is_soft_404: bool = False,
        has_calendar: bool = False,
    ) -> None:
        """Prepare a site.

        Args:
            posts: The posts, or how many to invent.
            shape: The roads it has and how its listings are numbered; without one: all, and no Crawl-delay.
            is_soft_404: Pages that are not there answer 200.
            has_calendar: Every page links to an agenda that has a next month for ever.
        """
        self._server = SiteServer(handler=FaultyHandler)
        self._server.respond = self._respond
        written = make_posts(posts) if isinstance(posts, int) else posts
        self.site = NewsSite(written, base=self._server.base, shape=shape or Shape(crawl_delay=None))
        self._is_soft_404, self._has_calendar = is_soft_404, has_calendar
        self._misbehaviours: dict[str, _Misbehaviour] = {}
        self._lock = threading.Lock()
        #: Every request so far, in order.
        self.requests: list[Request] = []

    def __enter__(self) -> Self:
        self._server.__enter__()
        return self

    def __exit__(self, *exception: object) -> None:
        self._server.__exit__(None, None, None)

    # ------------------------------------------------------------ what a test asks

    @property
    def url(self) -> str:
        """The address of the front page."""
        return f"{self._server.base}/"

    @property
    def posts(self) -> list[Post]:
        """The posts it has now, newest first."""
        return self.site.posts

    def url_of(self, post: Post) -> str:
        """Return the address of a post."""
        return self.site.url(post)

    def counts(self) -> Counter[str]:
        """Return how many times each target was asked for."""
        with self._lock:
            return Counter(request.target for request in self.requests)

    def forget_requests(self) -> None:
        """Begin counting anew."""
        with self._lock:
            self.requests.clear()

    # ------------------------------------------------------------ what a test changes

    def misbehave(self, target: str, fault: Fault, *, times: int | None = None) -> None:
        """Spoil the answers to *target* (path and query; ``*`` for all), *times* times or for ever."""
        self._misbehaviours[target] = _Misbehaviour(fault, times)

    def behave(self, target: str) -> None:
        """End the misbehaviour of *target*."""
        self._misbehaviours.pop(target, None)

    def publish(self, count: int = 1) -> list[Post]:
        """Publish *count* more posts, newer than all others; returns them, newest first."""
        newest = max(self.posts, key=lambda post: post.published_at)
        first_id = max(post.id for post in self.posts) + 1
        moment = newest.published_at + timedelta(hours=7 * count)
        fresh = make_posts(count, seed=first_id, first_id=first_id, newest=moment)
        for post in fresh:
            self.site.put(post)
        return fresh

    def edit(self, slug: str, words: str, *, at: datetime | None = None) -> Post:
        """Add the paragraph *words* to a post, an hour after whatever happened last; returns the new post."""
        moment = at or max(post.changed_at for post in self.posts) + timedelta(hours=1)
        post = next(post for post in self.posts if post.slug == slug)
        pages = (*post.pages[:-1], (*post.pages[-1], Block(kind=Kind.PARAGRAPH, text=words)))
        edited = attrs.evolve(post, pages=pages, modified_at=moment)
        self.site.put(edited)
        return edited

    def remove(self, slug: str) -> None:
        """Take a post down."""
        self.site.remove(slug)

    # ------------------------------------------------------------ answering

    def _respond(self, target: str, headers: Mapping[str, str]) -> Answer:
        answer = self._calendar(target) if self._has_calendar else None
        answer = answer or self.site.answer(target, headers)
        if self._is_soft_404 and answer.status == 404:
            answer = attrs.evolve(answer, status=200)
        with self._lock:
            fault = self._due_fault(target)
        if fault is not None:
            answer = fault(target, answer)
        with self._lock:
            self.requests.append(
                Request(target=target, headers=headers, at_seconds=time.monotonic(), status=answer.status)
            )
        return answer

    def _due_fault(self, target: str) -> Fault | None:
        for key in (target, target.partition("?")[0], "*"):
            misbehaviour = self._misbehaviours.get(key)
            if misbehaviour is None or misbehaviour.left == 0:
                continue
            if misbehaviour.left is not None:
                misbehaviour.left -= 1
            return misbehaviour.fault
        return None

    def _calendar(self, target: str) -> Answer | None:
        """Answer for the agenda, and put a link to it on every listing."""
        words = target.strip("/").split("/")
        if words[0] == "agenda" and len(words) == 3 and words[1].isdigit() and words[2].isdigit():
            months = int(words[1]) * 12 + int(words[2]) - 1
            links = "".join(
                f'<a href="/agenda/{month // 12}/{month % 12 + 1:02}/">Agenda bulan {month % 12 + 1} tahun {month // 12}</a> '
                for month in (months - 1, months + 1)
            )
            page = f"<!DOCTYPE html><html lang='id'><title>Agenda</title><main><h1>Agenda</h1>{links}</main></html>"
            return Answer(headers=(("Content-Type", "text/html; charset=UTF-8"),), body=page.encode())
        answer = self.site.answer(target)
        if b"</aside>" not in answer.body:
            return None
        link = b'<a href="/agenda/2024/07/">Agenda bulan 7 tahun 2024</a></aside>'
        return attrs.evolve(answer, body=answer.body.replace(b"</aside>", link))
