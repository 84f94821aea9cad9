"""The ways in which the newsroom's server misbehaves: each turns the right answer into a wrong one."""

from __future__ import annotations

import time
from collections.abc import Callable

import attrs

from dnusa_crawler.demo import Answer, SiteHandler


@attrs.frozen(kw_only=True)
class Faulty(Answer):
    """An answer that is sent badly."""

    #: Seconds before the first byte.
    wait_seconds: float = 0.0
    #: The connection closes after so many bytes of the body, although more were announced.
    cut_after_bytes: int | None = None
    #: The body goes out in pieces of this size, one every *pause_seconds*.
    piece_bytes: int | None = None
    pause_seconds: float = 0.0
    #: Content-Length as announced; None: the true one.
    announced_bytes: int | None = None
    #: Close the connection without any answer.
    hang_up: bool = False


#: From a request's target and the right answer to the one that is sent.
Fault = Callable[[str, Answer], Answer]


def status(code: int, *, body: bytes = b"", headers: tuple[tuple[str, str], ...] = ()) -> Fault:
    """Answer with *code* instead."""
    return lambda _target, _answer: Answer(status=code, headers=headers, body=body)


def busy(retry_after: str = "1") -> Fault:
    """Answer 503 and say when to come again."""
    return status(503, headers=(("Retry-After", retry_after),))


def slow(seconds: float) -> Fault:
    """Wait before the first byte."""
    return lambda _target, answer: _as_faulty(answer, wait_seconds=seconds)


def cut(after_bytes: int = 200) -> Fault:
    """Close the connection in the middle of the body."""
    return lambda _target, answer: _as_faulty(answer, cut_after_bytes=after_bytes)


def trickle(piece_bytes: int = 16, pause_seconds: float = 0.2) -> Fault:
    """Send the body drop by drop."""
    return lambda _target, answer: _as_faulty(answer, piece_bytes=piece_bytes, pause_seconds=pause_seconds)


def wrong_length(announced_bytes: int) -> Fault:
    """Announce a length that is not the body's."""
    return lambda _target, answer: _as_faulty(answer, announced_bytes=announced_bytes)


def hang_up() -> Fault:
    """Close the connection without a byte."""
    return lambda _target, answer: _as_faulty(answer, hang_up=True)


def redirect(location: str, code: int = 301) -> Fault:
    """Send the visitor elsewhere."""
    return status(code, headers=(("Location", location),))


def redirect_loop() -> Fault:
    """Send the visitor to the same page under another address, for ever."""

    def answer(target: str, _answer: Answer) -> Answer:
        path, _, turn = target.partition("?putaran=")
        following = int(turn or 0) + 1
        return Answer(status=302, headers=(("Location", f"{path}?putaran={following}"),))

    return answer


def not_news(body: bytes = b"\x00\xff" * 500, content_type: str = "text/html; charset=utf-8") -> Fault:
    """Send bytes that are no page, under the name of one."""
    return status(200, body=body, headers=(("Content-Type", content_type),))


def bot_check() -> Fault:
    """Ask the visitor to prove that it is a person."""
    page = (
        b"<!DOCTYPE html><html lang='en'><head><title>Just a moment...</title></head><body><h1>Checking your browser</h1>"
        b"<p>Please enable JavaScript and cookies to continue.</p><div id='challenge-form'></div></body></html>"
    )
    return status(403, body=page, headers=(("Content-Type", "text/html; charset=utf-8"), ("Server", "cloudflare")))


def _as_faulty(answer: Answer, **changes: object) -> Faulty:
    facts = attrs.asdict(answer, recurse=False)
    return Faulty(**{**facts, **changes})


class FaultyHandler(SiteHandler):
    """Sends answers badly where they ask for it."""

    def send_answer(self, answer: Answer, *, with_body: bool) -> None:
        if not isinstance(answer, Faulty):
            super().send_answer(answer, with_body=with_body)
            return
        time.sleep(answer.wait_seconds)
        if answer.hang_up:
            self.close_connection = True
            return
        body = answer.body
        announced = len(body) if answer.announced_bytes is None else answer.announced_bytes
        self.send_response(answer.status)
        for name, value in answer.headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(announced))
        self.end_headers()
        if not with_body:
            return
        if answer.cut_after_bytes is not None:
            body = body[: answer.cut_after_bytes]
        size = answer.piece_bytes or max(1, len(body))
        for start in range(0, len(body), size):
            self.wfile.write(body[start : start + size])
            self.wfile.flush()
            time.sleep(answer.pause_seconds)
        self.close_connection = announced != len(body)
