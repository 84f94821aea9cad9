"""Which addresses may be connected to."""

from __future__ import annotations

import pytest

from dnusa_crawler.capture import AddressGuard
from dnusa_crawler.errors import AddressRefusedError, SettingsError

REFUSED = [
    "127.0.0.1", "127.255.0.9", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
    "224.0.0.1", "239.1.2.3", "240.0.0.1", "255.255.255.255", "198.18.0.1", "192.0.2.1", "192.0.0.8", "203.0.113.9",
    "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1", "fec0::1", "ff02::1", "2001:db8::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::a00:1",
    "2002:7f00:1::", "2002:a00:1::1", "2001:0:4136:e378:8000:63bf:80ff:fffe", "localhost", "", "127.1", "0x7f.0.0.1",
]  # fmt: skip
PUBLIC = ["93.184.215.14", "1.1.1.1", "2606:4700:4700::1111", "::ffff:93.184.215.14", "64:ff9b::5db8:d70e"]


@pytest.mark.parametrize("address", REFUSED)
def test_what_is_not_public_is_refused(address: str) -> None:
    """Private, local, shared, reserved, multicast, and all of them wrapped in IPv6."""
    assert not AddressGuard().admits(address)
    with pytest.raises(AddressRefusedError):
        AddressGuard().choose("a.example", [address])


@pytest.mark.parametrize("address", PUBLIC[:3])
def test_the_public_internet_is_admitted(address: str) -> None:
    """Ordinary addresses."""
    assert AddressGuard().admits(address)


def test_of_several_addresses_the_admitted_are_chosen() -> None:
    """A name that points inside and outside is reached outside only."""
    guard = AddressGuard()

    assert guard.choose("a.example", ["10.0.0.1", "93.184.215.14", "::1"]) == ["93.184.215.14"]
    assert guard.choose("a.example", []) == []


def test_the_operator_admits_ranges() -> None:
    """For tests and intranets, exactly the range given, wrapped or not; nothing else."""
    guard = AddressGuard.allowing(["127.0.0.0/8", "fd00::/8"])

    assert guard.admits("127.0.0.1")
    assert guard.admits("::ffff:127.0.0.1")
    assert guard.admits("fd00::5")
    assert not guard.admits("10.0.0.1")
    assert not guard.admits("::1")


def test_a_range_that_is_none() -> None:
    """A mistake in the setting is told before the first request."""
    with pytest.raises(SettingsError, match=r"write e\.g\. 127\.0\.0\.0/8"):
        AddressGuard.allowing(["localhost"])


def test_ports() -> None:
    """80, 443 and the site's own."""
    guard = AddressGuard.allowing(ports=[8081])
    for port in (80, 443, 8081):
        guard.check_port("a.example", port)

    with pytest.raises(AddressRefusedError, match="port 6379"):
        guard.check_port("a.example", 6379)
