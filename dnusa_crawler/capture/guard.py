"""May we connect to this address? Decided on the address that is connected to, after the name was resolved.

A list of host names cannot decide it: ``127.1``, ``0x7f.0.0.1``, ``[::ffff:127.0.0.1]``, full-width digits and any
name whose owner points it at ``10.0.0.1`` lead inside. So the guard stands below redirects, feeds and sitemaps.
"""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Self

import attrs

from dnusa_crawler.errors import AddressRefusedError, SettingsError

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

#: Ports every site may use.
WEB_PORTS = frozenset({80, 443})
#: NAT64 (RFC 6052, RFC 8215): the last 32 bits are an IPv4 address.
_NAT64 = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
#: Of IANA's special-purpose registries what older versions of Python take for global.
_SPECIAL = tuple(
    ip_network(text)
    for text in (
        "192.0.0.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.175.48.0/24",
        "2001::/23", "2620:4f:8000::/48", "3fff::/20", "5f00::/16", "100::/64",
    )
)  # fmt: skip
#: All that was ever allotted as global unicast (RFC 4291).
_GLOBAL_UNICAST = IPv6Network("2000::/3")


def _networks(values: Iterable[str]) -> tuple[Network, ...]:
    try:
        return tuple(ip_network(value.strip(), strict=False) for value in values)
    except ValueError as error:
        raise SettingsError(f"not an address range: {error} (write e.g. 127.0.0.0/8)") from error


@attrs.frozen(kw_only=True)
class AddressGuard:
    """What may be connected to: the public internet on the web's ports, and what the operator admits."""

    #: Ranges admitted though they are not public.
    admitted: tuple[Network, ...] = ()
    ports: frozenset[int] = WEB_PORTS

    @classmethod
    def allowing(cls, addresses: Iterable[str] = (), ports: Iterable[int] = ()) -> Self:
        """Return a guard that admits the CIDR ranges *addresses* and the *ports* besides 80 and 443.

        Raises:
            SettingsError: If a range cannot be read.
        """
        return cls(admitted=_networks(addresses), ports=WEB_PORTS | frozenset(ports))

    def check_port(self, host: str, port: int) -> None:
        """Refuse a port that is neither the web's nor the site's.

        Raises:
            AddressRefusedError: If it is not admitted.
        """
        if port not in self.ports:
            raise AddressRefusedError(f"port {port} of {host} is not the site's: refused")

    def admits(self, address: str) -> bool:
        """Tell whether *address*, numeric, may be connected to.

        >>> AddressGuard().admits("127.0.0.1"), AddressGuard().admits("93.184.215.14")
        (False, True)
        """
        try:
            found = ip_address(address.partition("%")[0])
        except ValueError:
            return False
        meant = unwrapped(found)
        if any(
            given in network
            for given in (found, meant)
            for network in self.admitted
            if network.version == given.version
        ):
            return True
        return is_public(meant)

    def choose(self, host: str, addresses: Iterable[str]) -> list[str]:
        """Return those of the *addresses* a name resolved to that may be connected to, in order.

        Raises:
            AddressRefusedError: If there are addresses and none is admitted.
        """
        found = list(addresses)
        admitted = [address for address in found if self.admits(address)]
        if found and not admitted:
            where = "is" if found == [host] else f"is at {', '.join(found[:4])},"
            raise AddressRefusedError(f"{host} {where} not on the public internet")
        return admitted


def unwrapped(address: Address) -> Address:
    """Return the IPv4 address inside a mapped, 6to4, Teredo or NAT64 address; otherwise the address itself."""
    if isinstance(address, IPv4Address):
        return address
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    if any(address in network for network in _NAT64) or int(address) >> 32 == 0:
        # The second: the IPv4-compatible form ::a.b.c.d, deprecated and still understood here and there.
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def is_public(address: Address) -> bool:
    """Tell whether *address* is one of the public internet, for one receiver.

    Not: private, loopback, link-local, carrier-grade NAT, benchmarking, documentation, multicast, reserved,
    unspecified, broadcast, site-local.
    """
    if isinstance(address, IPv6Address) and address not in _GLOBAL_UNICAST:
        return False
    if any(address in network for network in _SPECIAL if network.version == address.version):
        return False
    return address.is_global and not (
        address.is_multicast or address.is_reserved or address.is_unspecified or address.is_loopback
    )
