"""Where the wire is taped: below Scrapy's HTTP/1.1 client, above TLS.

Everything private of Scrapy and Twisted that the capture leans on is in this module, and the byte-for-byte test
(tests/integration/test_odd_bytes.py) proves on every run that it still behaves as it must:

=====================================================================  =========================================
``scrapy.core.downloader.handlers.http11._LenientHTTP11ClientProtocol``  base of our protocol (skips bad lines)
``twisted.web.client._HTTP11ClientFactory``                            base of our factory
``twisted.web.client.HTTPConnectionPool._factory``                     which factory a pool uses
``HTTP11ClientProtocol._finishResponse(rest)``                         called at the exact end of a message
``HTTP11ClientProtocol._parser``, ``._currentRequest``                 line limit; closing after stray bytes
``HTTP11DownloadHandler._pool``                                        our pool (in handler.py)
``scrapy.core.downloader.handlers.http11._ScrapyAgent._get_agent``     one Twisted agent for all requests
=====================================================================  =========================================
"""

from __future__ import annotations

from collections.abc import Iterable
from contextvars import ContextVar
from typing import Any

from scrapy.core.downloader.handlers.http11 import _LenientHTTP11ClientProtocol, _ScrapyAgent
from twisted.internet.defer import Deferred
from twisted.internet.error import ConnectionDone
from twisted.internet.interfaces import IAddress, IHandshakeListener, ISSLTransport
from twisted.internet.protocol import connectionDone
from twisted.python.failure import Failure
from twisted.web.client import Agent, HTTPConnectionPool, _HTTP11ClientFactory
from twisted.web.iweb import IAgentEndpointFactory
from zope.interface import directlyProvides, implementer, providedBy

from archive import read_framing

from .endpoint import endpoint_for
from .guard import AddressGuard
from .tape import DISCONNECT, Tape
from .tls import VerifyingPolicy, agreed

#: The tape of the request that asks the pool for a connection now. The pool is asked synchronously, so it is set just
#: before and taken at once.
asking: ContextVar[Tape | None] = ContextVar("asking", default=None)

#: Twisted gives up at 16 kB in one line; policies and cookies of real sites are longer. The head has its own limit.
_LINE_BYTES = 64 * 1024
#: Seconds an idle connection is kept: most servers close after 5 to 75 seconds.
_IDLE_SECONDS = 30


class _TeeTransport:
    """A transport that lets the protocol's writes be heard."""

    def __init__(self, transport: Any, protocol: TapedProtocol) -> None:
        self._transport = transport
        self._protocol = protocol
        directlyProvides(self, providedBy(transport))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def write(self, octets: bytes) -> None:
        """Write, and record."""
        self._protocol.heard(octets)
        self._transport.write(octets)

    def writeSequence(self, pieces: Iterable[bytes]) -> None:  # noqa: N802
        """Write, and record."""
        self.write(b"".join(pieces))


@implementer(IHandshakeListener)
class TapedProtocol(_LenientHTTP11ClientProtocol):
    """An HTTP/1.1 client connection whose exchanges are recorded, one tape after the other."""

    tape: Tape | None = None
    _exchanges = 0
    _is_secured = False
    transport: Any

    def makeConnection(self, transport: Any) -> None:  # noqa: N802
        """Take the transport with our tee before it."""
        super().makeConnection(_TeeTransport(transport, self))  # type: ignore[no-untyped-call]

    def use(self, tape: Tape) -> None:
        """Record the next request of this connection on *tape*."""
        self.tape = tape
        tape.abort = self.transport.abortConnection
        tape.ip = getattr(self.transport.getPeer(), "host", None)
        tape.is_reused = self._exchanges > 0
        tape.is_secured = self._is_secured or not ISSLTransport.providedBy(self.transport)
        if self._is_secured:
            tape.tls_version, tape.tls_cipher = agreed(self.transport)
        self._exchanges += 1

    def handshakeCompleted(self) -> None:  # noqa: N802
        """Note what TLS agreed on: from now on, what is written crosses the wire."""
        self._is_secured = True
        if self.tape is not None:
            self.tape.is_secured = True
            self.tape.tls_version, self.tape.tls_cipher = agreed(self.transport)

    def heard(self, octets: bytes) -> None:
        """Record what is written."""
        if self.tape is not None:
            self.tape.sent(octets)

    def request(self, request: Any) -> Deferred[Any]:
        """Send a request; the longest admitted header line is ours."""
        answer = super().request(request)
        if self._parser is not None:
            self._parser.MAX_LENGTH = _LINE_BYTES
        return answer

    def dataReceived(self, data: bytes) -> None:  # noqa: N802
        """Record what came, then let it be parsed; stop at the tape's limit."""
        if self.tape is not None and not self.tape.received(data):
            self.transport.abortConnection()
            return
        super().dataReceived(data)  # type: ignore[no-untyped-call]

    def _finishResponse(self, rest: bytes) -> None:  # noqa: N802
        """Close the tape: the parser has seen the end of the message."""
        tape, self.tape = self.tape, None
        if rest and self._currentRequest is not None:
            # Bytes behind the end could pass for the next answer: this connection carries no other request.
            self._currentRequest.persistent = False
        if tape is not None:
            tape.finish(len(rest))
        super()._finishResponse(rest)

    def connectionLost(self, reason: Failure = connectionDone) -> None:  # noqa: N802
        """Close a tape that is still open: whole if the end of the connection ends it, else cut."""
        tape, self.tape = self.tape, None
        if tape is not None:
            end_of_connection(tape, reason)
        super().connectionLost(reason)  # type: ignore[no-untyped-call]


def end_of_connection(tape: Tape, reason: Failure) -> None:
    """Close *tape* at the end of its connection.

    A message whose size was not told ends with the connection (RFC 9112 section 6.3), if that was closed in order:
    a reset, or TLS cut without its closing alert, may have lost bytes.
    """
    received = tape.response_bytes()
    is_orderly = reason.check(ConnectionDone) is not None  # type: ignore[no-untyped-call]
    if received and tape.has_whole_head and is_orderly:
        framing = read_framing(received)
        if framing.status is not None and not framing.is_delimited:
            tape.finish(0)
            return
    message = "closed without an answer" if not received else "closed before the end of the message"
    if not is_orderly:
        message = f"connection lost: {reason.getErrorMessage()}"[:300]
    tape.cut(DISCONNECT, message)


class _TapedFactory(_HTTP11ClientFactory):
    """Builds taped protocols."""

    noisy = False

    def buildProtocol(self, addr: IAddress | None) -> TapedProtocol:  # noqa: ARG002, N802
        """Return a protocol for a new connection."""
        return TapedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


class TapedPool(HTTPConnectionPool):
    """A pool of taped connections, every new one through the address guard."""

    _factory = _TapedFactory

    def __init__(self, reactor: Any, *, guard: AddressGuard, most_per_host: int) -> None:
        super().__init__(reactor, persistent=True)  # type: ignore[no-untyped-call]
        self.maxPersistentPerHost = most_per_host
        self.cachedConnectionTimeout = _IDLE_SECONDS
        # A second try on a stale connection would be an exchange nobody knows of; the handler does it, on its own tape.
        self.retryAutomatically = False
        self._guard = guard
        self._policy = VerifyingPolicy()
        self._twisted_reactor = reactor
        #: Asks this pool for its connections.
        self.agent = Agent.usingEndpointFactory(reactor, _NoEndpoints(), self)  # type: ignore[no-untyped-call]

    def getConnection(self, key: Any, endpoint: Any) -> Deferred[Any]:  # noqa: ARG002, N802
        """Return a connection for the request that asks, its tape inserted; *endpoint*, unguarded, is not used."""
        tape = asking.get()
        asking.set(None)
        guarded: Any = _LateEndpoint(self, key)
        connection: Deferred[Any] = super().getConnection(key, guarded)

        def insert(protocol: TapedProtocol) -> TapedProtocol:
            if tape is not None:
                protocol.use(tape)
            return protocol

        return connection.addCallback(insert)

    def endpoint_of(self, key: Any) -> Any:
        """Return the guarded endpoint of an origin."""
        scheme, host, port = key[:3]
        return endpoint_for(
            self._twisted_reactor,
            scheme.decode("ascii"),
            host.decode("ascii"),
            port,
            guard=self._guard,
            policy=self._policy,
        )


class _LateEndpoint:
    """An origin's endpoint, made when a connection has to be: most requests find one in the pool."""

    def __init__(self, pool: TapedPool, key: Any) -> None:
        self._pool = pool
        self._key = key

    def connect(self, factory: Any) -> Any:
        """Make the endpoint, and connect."""
        return self._pool.endpoint_of(self._key).connect(factory)


@implementer(IAgentEndpointFactory)
class _NoEndpoints:
    """The endpoints of an agent whose pool makes its own."""

    def endpointForURI(self, uri: Any) -> None:  # noqa: N802
        """Make none: to take apart and check a host's name took a twentieth of a request's time."""


class TapedAgent(_ScrapyAgent):
    """Scrapy's way of one request, over one Twisted agent for all of them."""

    def __init__(self, *, pool: TapedPool, crawler: Any) -> None:
        super().__init__(contextFactory=None, pool=pool, crawler=crawler)  # type: ignore[arg-type]

    def _get_agent(self, request: Any, timeout: float) -> Any:  # noqa: ARG002
        pool: Any = self._pool
        return pool.agent
