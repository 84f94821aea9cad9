"""TLS: certificates are verified, and what was agreed is noted."""

from __future__ import annotations

from typing import Any

from twisted.internet.interfaces import IOpenSSLClientConnectionCreator
from twisted.internet.ssl import optionsForClientTLS
from twisted.web.iweb import IPolicyForHTTPS
from zope.interface import implementer

#: Hosts whose options are kept: a context reads the system's whole list of authorities, some 20 ms of processor time.
_MOST_HOSTS = 256


@implementer(IPolicyForHTTPS)
class VerifyingPolicy:
    """Verify the certificate and the host's name against the system's authorities, or those of ``SSL_CERT_FILE``.

    Scrapy's own policy accepts any certificate. No ALPN is offered, so the connection speaks HTTP/1.1: what HTTP/2
    would carry is not text that a WARC record can hold as it was.
    """

    def __init__(self) -> None:
        self._creators: dict[bytes, IOpenSSLClientConnectionCreator] = {}

    def creatorForNetloc(self, hostname: bytes, port: int) -> IOpenSSLClientConnectionCreator:  # noqa: N802, ARG002
        """Return what makes TLS connections to *hostname* (Twisted's name for it)."""
        creator = self._creators.get(hostname)
        if creator is None:
            if len(self._creators) >= _MOST_HOSTS:
                self._creators.clear()
            creator = self._creators[hostname] = optionsForClientTLS(hostname.decode("ascii"))
        return creator


def agreed(transport: Any) -> tuple[str | None, str | None]:
    """Return version and cipher of the TLS connection below *transport*, e.g. ``TLSv1.3``; None for plain TCP.

    Only after the handshake; before it there is nothing to tell.
    """
    connection = getattr(transport, "getHandle", lambda: None)()
    version = getattr(connection, "get_protocol_version_name", lambda: None)()
    cipher = getattr(connection, "get_cipher_name", lambda: None)()
    return version, cipher


def explain(error: BaseException) -> str:
    """Return in a few words why a TLS connection failed, from what Twisted raised.

    >>> explain(ValueError("x"))
    'the handshake failed'
    """
    reasons = [failure.value for failure in getattr(error, "reasons", ())]
    text = " ".join(map(repr, reasons or [error, error.__cause__]))
    if "Mismatch" in text:
        return "the certificate is of another host"
    if "certificate has expired" in text:
        return "the certificate has expired"
    if "certificate verify failed" in text:
        return "the certificate is signed by nobody known"
    return "the handshake failed"
