"""Fetching with exact bytes: what crosses the wire inside TLS is taped below Scrapy's HTTP client.

::

    handler.ExactDownloadHandler     one request: its limits, its exchange, the sink
      wire.TapedPool                 every private name of Scrapy and Twisted we lean on
        endpoint.GuardedEndpoint     resolve once, refuse what is not public, connect to that very address
        tls.VerifyingPolicy          certificates are verified
      tape.Tape                      the bytes of one exchange, and where to stop

Scrapy loads the handler by its path in ``DOWNLOAD_HANDLERS``; importing this package loads neither Scrapy nor Twisted.
"""

from __future__ import annotations

from .guard import AddressGuard
from .tape import STALE_ERROR

__all__ = ["STALE_ERROR", "AddressGuard"]
