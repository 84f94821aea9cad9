"""The bytes of one exchange as they pass, and the limits at which to stop listening."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import UTC, datetime

import attrs

from archive import Exchange, Visit

#: ISO 28500 section 5.13.
LENGTH, TIME, DISCONNECT, UNSPECIFIED = "length", "time", "disconnect", "unspecified"

#: What ``Exchange.error`` says of a try on a kept connection that the server had closed meanwhile: the request was sent
#: again at once, that exchange follows, and this one has no outcome of its own.
STALE_ERROR = "stale connection: closed without an answer, sent again on another"

_BLANK_LINE = re.compile(rb"\r?\n\r?\n")
#: 101 is no interim response: after it another protocol speaks.
_INTERIM = re.compile(rb"HTTP/\d+\.\d+[ \t]+1(?!01)\d\d", re.IGNORECASE)


@attrs.frozen(kw_only=True)
class Limits:
    """Where to stop. A server may send for ever; a record of it must end."""

    #: Largest head, interim heads included: eight times what common servers send at most.
    head_bytes: int = 64 * 1024
    #: Largest body on the wire, framing included: no news page is a tenth of it.
    body_bytes: int = 20 * 1024 * 1024


class Tape:
    """Records one exchange on one connection. It is closed once: whole, or cut for a reason."""

    def __init__(self, limits: Limits, *, closed: Callable[[Tape], None]) -> None:
        """Prepare a tape.

        Args:
            limits: Where to stop.
            closed: Called once, when the exchange is over.
        """
        self._limits = limits
        self._closed = closed
        self._sent = bytearray()
        self._received = bytearray()
        #: Offset at which the search for the end of the head goes on, and where the final head begins.
        self._scanned = 0
        self._head_start = 0
        self._body_start: int | None = None
        self._started_at: datetime | None = None
        self._begun = 0.0
        self._last = 0.0
        self._trailing_bytes = 0
        self.ip: str | None = None
        self.tls_version: str | None = None
        self.tls_cipher: str | None = None
        self.truncated: str | None = None
        self.error: str | None = None
        #: Whether the connection had carried an exchange before: then it may be stale.
        self.is_reused = False
        #: False on a TLS connection until the handshake is done: nothing has crossed the wire before.
        self.is_secured = True
        self.is_closed = False
        #: Whether it was closed because the connection was lost.
        self.was_lost = False
        #: Ends the connection at once; set when there is one.
        self.abort: Callable[[], None] | None = None

    @property
    def has_received(self) -> bool:
        """Whether any byte of a response came."""
        return bool(self._received)

    @property
    def is_stale(self) -> bool:
        """Whether all that failed is a kept connection that the server had closed meanwhile."""
        return self.is_reused and self.was_lost and not self._received

    @property
    def has_whole_head(self) -> bool:
        """Whether the head of the final response is complete."""
        return self._body_start is not None

    def sent(self, octets: bytes) -> None:
        """Record what is written to the connection."""
        if self.is_closed:
            return
        if self._started_at is None:
            self._started_at = datetime.now(UTC)
            self._begun = self._last = time.monotonic()
        self._sent += octets

    def received(self, octets: bytes) -> bool:
        """Record what came; tell whether to go on. At a limit the tape is cut and False returned."""
        if self.is_closed:
            return True
        self._last = time.monotonic()
        self._received += octets
        if self._body_start is None:
            self._scan_head()
        if self._body_start is None:
            if len(self._received) > self._limits.head_bytes:
                self.cut(LENGTH, f"head longer than {self._limits.head_bytes} bytes")
                return False
            return True
        most = self._body_start + self._limits.body_bytes
        if len(self._received) > most:
            del self._received[most:]
            self.cut(LENGTH, f"body longer than {self._limits.body_bytes} bytes")
            return False
        return True

    def finish(self, trailing_bytes: int) -> None:
        """Close the tape: the message is whole, and the last *trailing_bytes* received are not part of it."""
        if self.is_closed:
            return
        self._trailing_bytes = trailing_bytes
        if trailing_bytes:
            del self._received[-trailing_bytes:]
        self._close()

    def cut(self, reason: str, error: str) -> None:
        """Close the tape before the message is whole.

        Args:
            reason: ``length``, ``time``, ``disconnect`` or ``unspecified``.
            error: What happened, in one line.
        """
        if self.is_closed:
            return
        self.error = error
        self.was_lost = reason == DISCONNECT
        self.truncated = reason if self._received else None
        self._close()

    def expire(self, seconds: float) -> None:
        """Close the tape because the time is over, and end its connection."""
        if self.is_closed:
            return
        self.cut(TIME, f"not whole after {seconds:g} seconds")
        if self.abort is not None:
            self.abort()

    def response_bytes(self) -> bytes:
        """Return what came of the final response so far."""
        return bytes(self._received[self._head_start :])

    def exchange(self, url: str, visit: Visit) -> Exchange | None:
        """Return what was recorded; None when nothing crossed the wire."""
        if self._started_at is None or not self.is_secured:
            return None
        response = self.response_bytes()
        return Exchange(
            url=url,
            visit=visit,
            started_at=self._started_at,
            request=bytes(self._sent),
            response=response or None,
            interim=bytes(self._received[: self._head_start]),
            trailing_bytes=self._trailing_bytes,
            ip=self.ip,
            truncated=self.truncated if response else None,
            tls_version=self.tls_version,
            tls_cipher=self.tls_cipher,
            error=self.error,
            took_seconds=round(self._last - self._begun, 6),
        )

    def _close(self) -> None:
        self.is_closed = True
        self._closed(self)

    def _scan_head(self) -> None:
        """Look for the end of the final head in what is new, passing over interim heads."""
        while found := _BLANK_LINE.search(self._received, self._scanned):
            if not _INTERIM.match(self._received, self._head_start):
                self._body_start = found.end()
                return
            self._head_start = self._scanned = found.end()
        # A blank line may be split over two pieces: three bytes are looked at again.
        self._scanned = max(self._head_start, len(self._received) - 3)
