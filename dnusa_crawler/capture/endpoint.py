"""One connection to one host: its name is resolved once, and the guard decides on the addresses it stands for."""

from __future__ import annotations

from typing import Any

from twisted.internet.abstract import isIPAddress, isIPv6Address
from twisted.internet.defer import Deferred, inlineCallbacks
from twisted.internet.endpoints import TCP4ClientEndpoint, TCP6ClientEndpoint, wrapClientTLS
from twisted.internet.error import ConnectError, DNSLookupError
from twisted.internet.interfaces import IResolutionReceiver, IStreamClientEndpoint
from zope.interface import implementer

from .guard import AddressGuard
from .tls import VerifyingPolicy

#: Addresses of one name that are tried, one after the other.
_MOST_ADDRESSES = 4
#: Seconds to wait for one address, when the request allows that much.
CONNECT_SECONDS = 15.0


@implementer(IResolutionReceiver)
class _Addresses:
    """Collects what a name resolves to."""

    def __init__(self) -> None:
        self.done: Deferred[list[str]] = Deferred()
        self._found: list[str] = []

    def resolutionBegan(self, resolutionInProgress: Any) -> None:  # noqa: N802, N803
        """Do nothing yet."""

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        """Keep one address."""
        if address.host not in self._found:
            self._found.append(address.host)

    def resolutionComplete(self) -> None:  # noqa: N802
        """Hand over what came."""
        if not self.done.called:
            self.done.callback(self._found)


@implementer(IStreamClientEndpoint)
class GuardedEndpoint:
    """Connects to a host if the guard admits one of its addresses, and to that very address."""

    def __init__(self, reactor: Any, host: str, port: int, *, guard: AddressGuard) -> None:
        self._reactor = reactor
        self._host = host
        self._port = port
        self._guard = guard

    @inlineCallbacks
    def connect(self, protocolFactory: Any) -> Any:  # noqa: N803
        """Connect; IPv4 before IPv6, because a host without IPv6 waits long for nothing.

        Raises:
            AddressRefusedError: If port or addresses are not admitted.
            DNSLookupError: If the name has no address.
            ConnectError: If none of the admitted addresses answers.
        """
        self._guard.check_port(self._host, self._port)
        if isIPAddress(self._host) or isIPv6Address(self._host):
            found = [self._host]
        else:
            _check_name(self._host)
            receiver = _Addresses()
            self._reactor.nameResolver.resolveHostName(receiver, self._host, self._port)
            found = yield receiver.done
        addresses = self._guard.choose(self._host, found)
        if not addresses:
            raise DNSLookupError(f"no address for {self._host}")
        addresses.sort(key=lambda address: ":" in address)
        failure: ConnectError | None = None
        for address in addresses[:_MOST_ADDRESSES]:
            kind = TCP6ClientEndpoint if ":" in address else TCP4ClientEndpoint
            endpoint = kind(self._reactor, address, self._port, timeout=CONNECT_SECONDS)
            try:
                return (yield endpoint.connect(protocolFactory))
            except ConnectError as error:
                failure = failure or error
        assert failure is not None
        raise failure


def _check_name(host: str) -> None:
    """Refuse what cannot be a name (RFC 1035 section 2.3.4): Twisted's resolver never answers for it.

    Raises:
        DNSLookupError: If a part is empty or longer than 63 characters.
    """
    try:
        host.encode("idna")
    except UnicodeError as error:
        raise DNSLookupError(f"no host name: {host[:80]}") from error


def endpoint_for(
    reactor: Any, scheme: str, host: str, port: int, *, guard: AddressGuard, policy: VerifyingPolicy
) -> Any:
    """Return the guarded endpoint of an http or https origin."""
    plain: Any = GuardedEndpoint(reactor, host.strip("[]"), port, guard=guard)
    if scheme != "https":
        return plain
    return wrapClientTLS(policy.creatorForNetloc(host.encode("ascii"), port), plain)
