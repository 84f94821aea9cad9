"""The tape keeps what passes and knows when to stop."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from archive import Purpose, Road, Visit
from dnusa_crawler.capture.tape import Limits, Tape

VISIT = Visit(run="r", site="s", purpose=Purpose.PAGE, road=Road.FEED)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"
HINTS = b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"


def tape(**limits) -> tuple[Tape, list[Tape]]:
    closed: list[Tape] = []
    return Tape(Limits(**limits), closed=closed.append), closed


@given(st.lists(st.integers(0, 200), max_size=6), st.booleans(), st.booleans())
def test_pieces_do_not_matter(cuts: list[int], interim: bool, trailing: bool) -> None:
    """However the bytes arrive, interim heads, message and stray bytes are told apart."""
    sent = (HINTS * 2 if interim else b"") + HEAD + b"hello" + (b"stray" if trailing else b"")
    made, closed = tape()
    made.sent(b"GET / ")
    made.sent(b"HTTP/1.1\r\n\r\n")
    at = 0
    for cut in [*sorted(cuts), len(sent)]:
        assert made.received(sent[at:cut])
        at = max(at, cut)
    made.finish(5 if trailing else 0)
    kept = made.exchange("http://a.example/", VISIT)

    assert closed == [made]
    assert kept is not None
    assert kept.request == b"GET / HTTP/1.1\r\n\r\n"
    assert kept.response == HEAD + b"hello"
    assert kept.interim == (HINTS * 2 if interim else b"")
    assert kept.trailing_bytes == (5 if trailing else 0)
    assert kept.truncated is None


def test_a_long_body_is_cut_at_the_limit() -> None:
    """Not one byte more than the limit is kept, and the connection is to be ended."""
    made, closed = tape(body_bytes=10)
    made.sent(b"x")

    assert made.received(HEAD + b"12345")
    assert not made.received(b"6789012345")
    assert closed == [made]
    kept = made.exchange("http://a.example/", VISIT)
    assert kept is not None
    assert kept.response == HEAD + b"1234567890"
    assert kept.truncated == "length"


def test_a_long_head_is_cut() -> None:
    """Interim heads count too: a thousand of them are an attack."""
    made, _ = tape(head_bytes=1000)
    made.sent(b"x")
    pieces = 0
    while made.received(HINTS):
        pieces += 1

    assert pieces < 30
    assert made.truncated == "length"


def test_it_is_closed_once() -> None:
    """What comes after the end changes nothing."""
    made, closed = tape()
    made.sent(b"x")
    made.received(HEAD + b"hello")
    made.finish(0)
    made.cut("time", "late")
    made.expire(5)
    made.sent(b"y")
    made.received(b"z")
    kept = made.exchange("http://a.example/", VISIT)

    assert len(closed) == 1
    assert kept is not None
    assert (kept.request, kept.response, kept.error) == (b"x", HEAD + b"hello", None)


def test_nothing_on_the_wire_is_no_exchange() -> None:
    """A name that does not resolve, or a handshake that fails, leaves no record of a request that was never sent."""
    unsent, _ = tape()
    unsent.cut("disconnect", "refused")
    unsecured, _ = tape()
    unsecured.is_secured = False
    unsecured.sent(b"GET")
    unsecured.cut("disconnect", "certificate")

    assert unsent.exchange("http://a.example/", VISIT) is None
    assert unsecured.exchange("https://a.example/", VISIT) is None


def test_time_ends_the_connection() -> None:
    """When the time is over, the connection is aborted and what came is kept."""
    made, _ = tape()
    aborted: list[bool] = []
    made.abort = lambda: aborted.append(True)
    made.sent(b"x")
    made.received(HEAD + b"he")
    made.expire(60)
    kept = made.exchange("http://a.example/", VISIT)

    assert aborted == [True]
    assert kept is not None
    assert (kept.truncated, kept.error) == ("time", "not whole after 60 seconds")


def test_interim_heads_alone_are_no_response() -> None:
    """A server that goes away after 103 has not answered."""
    made, _ = tape()
    made.sent(b"x")
    made.received(HINTS)
    made.cut("disconnect", "closed")
    kept = made.exchange("http://a.example/", VISIT)

    assert kept is not None
    assert (kept.response, kept.interim, kept.truncated) == (None, HINTS, None)
