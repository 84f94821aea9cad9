"""The one form of a URL we use as identity, and its sort key."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from w3lib.url import canonicalize_url

#: Query parameters that say how a reader came, never what is shown.
_TRACKING = re.compile(
    r"^(utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|_ga|_gl|ref_src|cmpid|share|replytocom|amp_js_v|usqp)$"
)


def canonical_url(url: str) -> str:
    """Return the canonical form of an absolute HTTP(S) URL: the identity of what it names.

    Scheme and host are lower case, default ports and the fragment go, dot segments are resolved, the query is sorted
    and loses tracking parameters.

    Raises:
        ValueError: If *url* is not an absolute http or https URL.

    >>> canonical_url("HTTP://Example.org:80/a/../b?utm_source=x&b=2&a=1#top")
    'http://example.org/b?a=1&b=2'
    """
    parts = urlsplit(canonicalize_url(url.strip()))
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(f"not an absolute http(s) URL: {url[:200]!r}")
    host = parts.hostname.rstrip(".")
    host = f"[{host}]" if ":" in host else host
    default = {"http": 80, "https": 443}[parts.scheme]
    netloc = host if parts.port in {None, default} else f"{host}:{parts.port}"
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    query = parts.query
    if any(_TRACKING.match(name) for name, _ in pairs):
        query = urlencode([(name, value) for name, value in pairs if not _TRACKING.match(name)])
    return urlunsplit((parts.scheme, netloc, parts.path or "/", query, ""))


def surt_key(url: str) -> str:
    """Return the SURT of *url*, by which CDXJ lines sort: ``id,dnusa)/2024/06/berita``.

    >>> surt_key("https://www.dNusa.id/2024/06/Berita?b=2&a=1")
    'id,dnusa)/2024/06/berita?a=1&b=2'
    """
    parts = urlsplit(canonical_url(url))
    host = parts.hostname or ""
    host = re.sub(r"^www\d*\.", "", host)
    port = f":{parts.port}" if parts.port else ""
    reversed_host = host if re.fullmatch(r"[\d.]+|.*:.*", host) else ",".join(reversed(host.split(".")))
    query = f"?{parts.query}" if parts.query else ""
    return f"{reversed_host}{port}){parts.path}{query}".lower()
