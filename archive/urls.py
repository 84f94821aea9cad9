"""The one form of a URL we use as identity, and its sort key."""

from __future__ import annotations

import functools
import re
from ipaddress import ip_address
from urllib.parse import SplitResult, unquote, unquote_to_bytes, urlsplit

import idna

#: Query parameters that say how a reader came, never what is shown (lower case).
_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|gbraid|wbraid|dclid|msclkid|yclid|twclid|ttclid|igshid?|mc_[ce]id|_ga|_gl|_hs(enc|mi)"
    r"|mkt_tok|srsltid|ref_src|ref_url|cmpid|share|replytocom|amp_js_v|amp_gsa|usqp|__twitter_impression|spm"
)
#: URLs whose canonical form is remembered: each is asked for some eight times while its page is found, kept and read.
_REMEMBERED = 1024
_DEFAULT_PORTS = {"http": 80, "https": 443}
#: A URL longer than this is not one (RFC 9110 asks for 8000 octets at least); it bounds the work.
_MOST_CHARACTERS = 16_384
#: What browsers take away before they look (WHATWG URL, section 4.4).
_EDGES = "".join(map(chr, range(0x21)))
_LINE_ENDS = str.maketrans("", "", "\t\r\n")

#: RFC 3986 section 3.3 pchar and slash; section 3.4 for queries. A percent sign begins an escape or is escaped.
_NOT_IN_PATH = re.compile(r"%[0-9A-Fa-f]{2}|[^A-Za-z0-9\-._~!$&'()*+,;=:@/]")
_NOT_IN_QUERY = re.compile(r"%[0-9A-Fa-f]{2}|[^A-Za-z0-9\-._~!$'()*+,;:@/?=]")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_HOST = re.compile(r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9_-])?")
#: Nothing here to undo or to escape.
_PLAIN = re.compile(r"[!\"$&-~]*")
#: A run of slashes is one slash, but not in a URL inside a path (/web/2024/http://…).
_SLASHES = re.compile(r"(?<!:)/{2,}")


@functools.lru_cache(maxsize=_REMEMBERED)
def canonical_url(url: str) -> str:
    """Return the canonical form of an absolute HTTP(S) URL: the identity of what it names.

    Scheme and host are lower case, international hosts in their ASCII form; user, default port and fragment go; escapes
    are written one way; dot segments are resolved and runs of slashes are one; the query is sorted and loses tracking
    parameters. Case, a slash at the end and all other parameters stay: servers tell them apart. The canonical form
    of a canonical form is itself.

    Raises:
        ValueError: If *url* is not an absolute http or https URL.

    >>> canonical_url("HTTP://Example.org:80/a/../b?utm_source=x&b=2&a=1#top")
    'http://example.org/b?a=1&b=2'
    >>> canonical_url("https://koran-kita.example//2024/06/%7ejum’at/?")
    'https://koran-kita.example/2024/06/~jum%E2%80%99at/'
    """
    parts = _split(url)
    pairs = [pair for pair in _pairs(parts.query) if not _TRACKING.fullmatch(_name(pair))]
    query = f"?{'&'.join(pairs)}" if pairs else ""
    return f"{parts.scheme}://{_netloc(parts)}{_path(parts.path)}{query}"


def surt_key(url: str) -> str:
    """Return the SURT of *url*, by which CDXJ lines sort: ``id,dnusa)/2024/06/berita``.

    As the surt library and pywb make it, tracking parameters included: they look up what a reader asks for.

    Raises:
        ValueError: If *url* is not an absolute http or https URL.

    >>> surt_key("https://www.dNusa.id/2024/06/Berita/?b=2&a=1")
    'id,dnusa)/2024/06/berita?a=1&b=2'
    """
    parts = _split(url)
    host, _, port = _netloc(parts).partition("]" if parts.netloc.rpartition("@")[2].startswith("[") else ":")
    if host.startswith("["):
        name, port = host[1:], port.removeprefix(":")
    else:
        name = ",".join(reversed(re.sub(r"^www\d*\.", "", host).split(".")))
    path = _SLASHES.sub("/", _unescaped(_path(parts.path)))
    path = path.rstrip("/") or "/"
    pairs = sorted(_unescaped(pair) for pair in parts.query.lower().split("&") if pair)
    query = f"?{'&'.join(pairs)}" if pairs else ""
    return f"{name}{':' + port if port else ''}){path}{query}".lower()


def _split(url: str) -> SplitResult:
    """Cut an absolute http(s) URL into its parts, as browsers read it.

    Raises:
        ValueError: If it is none.
    """
    if len(url) > _MOST_CHARACTERS:
        raise ValueError(f"a URL of {len(url)} characters: {url[:80]!r}…")
    cleaned = url.strip(_EDGES).translate(_LINE_ENDS)
    head, mark, tail = cleaned.partition("?")
    parts = urlsplit(head.replace("\\", "/") + mark + tail)
    if parts.scheme not in _DEFAULT_PORTS or not parts.netloc:
        raise ValueError(f"not an absolute http(s) URL: {url[:200]!r}")
    return parts


def _netloc(parts: SplitResult) -> str:
    """Return host and, where it is not the scheme's own, port."""
    host = unquote(parts.hostname or "")
    if ":" in host:
        address = ip_address(host)
        host = f"[{address.compressed}]"
    else:
        if not host.isascii():
            try:
                host = idna.encode(host, uts46=True).decode("ascii")
            except (idna.IDNAError, UnicodeError) as error:
                raise ValueError(f"not a host: {host[:100]!r}: {error}") from error
        host = host.lower().rstrip(".")
        if not _HOST.fullmatch(host) or len(host) > 253:
            raise ValueError(f"not a host: {host[:100]!r}")
    port = parts.port
    return host if port in {None, _DEFAULT_PORTS[parts.scheme]} else f"{host}:{port}"


def _escaped(match: re.Match[str]) -> str:
    """Write what a regular expression found in the one way: an escape or a character that needs one."""
    found = match[0]
    if len(found) == 3 and found[0] == "%":
        character = chr(int(found[1:], 16))
        return character if character in _UNRESERVED else found.upper()
    return "".join(f"%{octet:02X}" for octet in found.encode("utf-8", "surrogatepass"))


def _path(path: str) -> str:
    """Return the canonical path: escapes normal, dot segments resolved (RFC 3986 section 5.2.4), slashes single."""
    path = _SLASHES.sub("/", _NOT_IN_PATH.sub(_escaped, path))
    if "/." in path:
        kept: list[str] = []
        segments = path.split("/")[1:]
        for segment in segments:
            if segment == "..":
                del kept[-1:]
            elif segment != ".":
                kept.append(segment)
        if segments[-1] in {".", ".."}:
            kept.append("")
        path = _SLASHES.sub("/", "/" + "/".join(kept))
    return path or "/"


def _pairs(query: str) -> list[str]:
    """Return the parameters of a query, escapes normal, sorted; a blank is written as plus."""
    if not query:
        return []
    normal = (_NOT_IN_QUERY.sub(_escaped, pair).replace("%20", "+") for pair in query.split("&"))
    return sorted(pair for pair in normal if pair)


def _name(pair: str) -> str:
    return unquote(pair.partition("=")[0]).lower()


def _unescaped(text: str) -> str:
    """Undo every escape and write only the needful ones again, as the surt library does."""
    if _PLAIN.fullmatch(text):
        return text
    octets = text.encode("utf-8", "surrogatepass")
    for _ in range(8):
        plain = unquote_to_bytes(octets)
        if plain == octets:
            break
        octets = plain
    return "".join(chr(octet) if 0x20 < octet < 0x7F and octet not in b"#%" else f"%{octet:02x}" for octet in octets)
