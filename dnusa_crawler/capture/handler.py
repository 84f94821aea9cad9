"""Scrapy's download handler for http and https that gives the archive the exact bytes of every attempt."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urldefrag

import attrs
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.exceptions import DownloadTimeoutError
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes
from scrapy.utils._download_handlers import wrap_twisted_exceptions
from scrapy.utils.defer import maybe_deferred_to_future

from archive import Exchange, Visit, read_framing
from dnusa_crawler.errors import SecureConnectionError, SettingsError

from .guard import AddressGuard
from .tape import STALE_ERROR, TIME, UNSPECIFIED, Limits, Tape
from .tls import explain
from .wire import TapedAgent, TapedPool, asking

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler

#: Tries of one request, all but the last on kept connections that turned out to be closed.
_MOST_TRIES = 4
#: Seconds in all for one request, when neither the request nor DOWNLOAD_TIMEOUT says.
_DEFAULT_SECONDS = 60.0
#: Flag of a response that did not come whole.
TRUNCATED_FLAG = "truncated"


class ExactDownloadHandler(HTTP11DownloadHandler):
    """Fetches one URL and hands each attempt to the spider as an :class:`archive.Exchange`.

    ``request.meta["visit"]`` (an :class:`archive.Visit`) says why. When an attempt is over, ``spider.keep_exchange``
    is called with its exchange, at once and before Scrapy sees the response; what it returns goes, with the exchange,
    to ``request.meta["capture"]`` and ``request.meta["exchange"]``, on failures too. A response that was cut short is
    a response with the flag ``truncated``, not an exception, as soon as its head is whole.

    Settings: ``DNUSA_ALLOW_ADDRESSES`` (list of CIDR ranges), ``DNUSA_ALLOW_PORTS`` (list of numbers),
    ``DNUSA_MAX_HEAD_BYTES``, ``DOWNLOAD_MAXSIZE`` (on the wire; request meta ``download_maxsize`` overrules it) and
    ``DOWNLOAD_TIMEOUT`` (seconds in all; meta ``download_timeout`` overrules it).
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        from twisted.internet import reactor  # noqa: PLC0415 - importing it installs one

        settings = crawler.settings
        guard = AddressGuard.allowing(
            settings.getlist("DNUSA_ALLOW_ADDRESSES"), [int(port) for port in settings.getlist("DNUSA_ALLOW_PORTS")]
        )
        self._pool = TapedPool(
            reactor, guard=guard, most_per_host=settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN") or 1
        )
        self.reactor: Any = reactor
        self.limits = Limits(
            head_bytes=settings.getint("DNUSA_MAX_HEAD_BYTES") or Limits().head_bytes,
            body_bytes=settings.getint("DOWNLOAD_MAXSIZE") or Limits().body_bytes,
        )
        self.seconds = settings.getfloat("DOWNLOAD_TIMEOUT") or _DEFAULT_SECONDS

    async def download_request(self, request: Request) -> Response:
        """Fetch *request*; a stale pooled connection is tried again on another, each try an exchange of its own."""
        visit = request.meta.get("visit")
        if not isinstance(visit, Visit):
            raise SettingsError(f"a request without a visit cannot be archived: {request.url}")
        if request.meta.get("proxy"):
            raise SettingsError("proxies are not supported: the record would be of the proxy's connection")
        for left in reversed(range(_MOST_TRIES)):
            # Only what asks and changes nothing may be sent twice (RFC 9110 section 9.2.2).
            attempt = _Attempt(self, request, visit, may_be_stale=left > 0 and request.method in {"GET", "HEAD"})
            try:
                return await attempt.run()
            except Exception:
                if not attempt.is_stale:
                    raise
        raise AssertionError("the last attempt returns or raises")  # pragma: no cover

    async def fetch(self, request: Request) -> Response:
        """Fetch in Scrapy's own way; the connection is taped by whoever set :data:`wire.asking`."""
        pool: Any = self._pool
        agent = TapedAgent(pool=pool, crawler=self.crawler)
        with wrap_twisted_exceptions():
            response: Response = await maybe_deferred_to_future(agent.download_request(request))
            return response


class _Attempt:
    """One try of one request."""

    def __init__(self, handler: ExactDownloadHandler, request: Request, visit: Visit, *, may_be_stale: bool) -> None:
        self._handler = handler
        self._may_be_stale = may_be_stale
        self._request = request
        self._visit = visit
        body_bytes = request.meta.get("download_maxsize") or handler.limits.body_bytes
        self._tape = Tape(Limits(head_bytes=handler.limits.head_bytes, body_bytes=body_bytes), closed=self._keep)
        self._exchange: Exchange | None = None
        self._sink_error: Exception | None = None

    @property
    def is_stale(self) -> bool:
        """Whether the try failed only because the server had closed a kept connection meanwhile, and another follows."""
        return self._may_be_stale and self._tape.is_stale and self._sink_error is None

    async def run(self) -> Response:
        """Fetch once; what came is kept before this returns or raises."""
        meta = self._request.meta
        seconds = meta.setdefault("download_timeout", self._handler.seconds)
        # Ours is set before Scrapy's of the same length, so that it comes first: the tape must know why it ends.
        timer = self._handler.reactor.callLater(seconds, self._tape.expire, seconds)
        with _without_maxsize(meta):
            asking.set(self._tape)
            try:
                response = await self._handler.fetch(self._request)
            except Exception as error:
                self._end(error)
                partial = self._partial_response()
                if partial is not None:
                    return partial
                if self._tape.ip is not None and not self._tape.is_secured and self._tape.was_lost:
                    why = explain(error.__cause__ or error)
                    raise SecureConnectionError(f"no secure connection: {why} ({self._request.url})") from error
                raise
            finally:
                if asking.get() is self._tape:
                    asking.set(None)
                if timer.active():
                    timer.cancel()
        self._end(None)
        if self._exchange is not None and self._exchange.truncated:
            response.flags.append(TRUNCATED_FLAG)
        return response

    def _end(self, error: Exception | None) -> None:
        """Close the tape if nothing on the wire did, and let an error of the archive pass."""
        if isinstance(error, DownloadTimeoutError):
            self._tape.cut(TIME, str(error))
        else:
            self._tape.cut(UNSPECIFIED, f"not understood: {error}"[:300])
        if self._sink_error is not None:
            raise self._sink_error

    def _keep(self, tape: Tape) -> None:
        """Hand the exchange to the archive; called by the tape, inside Twisted's machinery, so nothing is raised here."""
        meta = self._request.meta
        meta["exchange"] = meta["capture"] = None
        exchange = tape.exchange(urldefrag(self._request.url)[0], self._visit)
        if exchange is None:
            return
        if self.is_stale:
            exchange = attrs.evolve(exchange, error=STALE_ERROR)
        self._exchange = meta["exchange"] = exchange
        spider: Any = self._handler.crawler.spider
        try:
            meta["capture"] = spider.keep_exchange(exchange)
        except Exception as error:  # noqa: BLE001 - e.g. a full disk; raised again where the request ends
            self._sink_error = error

    def _partial_response(self) -> Response | None:
        """Return a response of what came, if its head is whole."""
        exchange = self._exchange
        if exchange is None or exchange.response is None or not self._tape.has_whole_head:
            return None
        framing = read_framing(exchange.response)
        if framing.status is None:
            return None
        headers = Headers()
        for name, value in framing.headers:
            headers.appendlist(name.encode("utf-8"), value.encode("utf-8"))
        kind = responsetypes.from_args(headers=headers, url=exchange.url, body=framing.payload[:5000])
        return kind(
            url=exchange.url, status=framing.status, headers=headers, body=framing.payload, flags=[TRUNCATED_FLAG]
        )


@contextmanager
def _without_maxsize(meta: dict[str, Any]) -> Iterator[None]:
    """Hide the request's size limit from Scrapy, which would throw away what came: the tape has it."""
    limit = meta.get("download_maxsize")
    meta["download_maxsize"] = 0
    try:
        yield
    finally:
        if limit is None:
            del meta["download_maxsize"]
        else:
            meta["download_maxsize"] = limit
