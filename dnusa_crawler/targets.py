"""Which site a person means, where its file is, and how the crawler introduces itself there."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

import attrs

from archive import __version__

from .discovery.classify import Scope
from .errors import CrawlerError, SettingsError
from .identity import canonical_or_none
from .options import CrawlOptions
from .sites import Site, file_name, find, list_sites, read_site, site_toml
from .sites.site import NAME, name_for

#: An e-mail address, or the address of a page, with or without its scheme.
_REACHABLE = re.compile(r"[^\s@]@[^\s@]|\w\.\w|\w://\w")


@attrs.frozen(kw_only=True)
class Target:
    """One site to crawl."""

    site: Site
    start_url: str
    #: Whether the archive has a file of this site.
    is_drafted: bool


def resolve(target: str, directory: Path) -> Target:
    """Find the site that *target* (a name or a URL) means.

    Raises:
        CrawlerError: If it is neither a known site nor a URL.
    """
    if "://" not in target:
        file = find(target, [directory]) if NAME.match(target) else None
        if file is not None:
            site = read_site(file)
            return Target(site=site, start_url=site.home, is_drafted=True)
        if "." not in target:
            raise CrawlerError(
                f"{target!r} is no site of this archive: `dnusa sites list` shows them, `dnusa sites add URL` adds one"
            )
        return resolve(f"https://{target}", directory)
    if canonical_or_none(target) is None:
        raise _no_address(target)
    if "@" in urlsplit(target).netloc:
        raise CrawlerError("a URL with a user name in it cannot be crawled: give it without what stands before the @")
    for file in list_sites(directory):
        site = read_site(file)
        if scope_of(site).contains(target):
            return Target(site=site, start_url=target, is_drafted=True)
    parts = urlsplit(target)
    home = f"{parts.scheme}://{parts.netloc}/"
    return Target(site=Site(name=name_of(target), home=home), start_url=target, is_drafted=False)


def name_of(target: str) -> str:
    """Return the name of the site that is drafted for *target*, a URL or a host.

    Raises:
        CrawlerError: If it is neither.
    """
    try:
        return name_for(target if "://" in target else f"https://{target}")
    except ValueError:
        raise _no_address(target) from None


def _no_address(target: str) -> CrawlerError:
    return CrawlerError(f"{target[:200]!r} is no web address: give an http(s) URL or the name of a site")


def agent(options: CrawlOptions, urls: Sequence[str]) -> str:
    """Return the User-Agent of this operator.

    Raises:
        SettingsError: If a public site is to be crawled and nobody says whom to write to, or where.
    """
    if options.contact:
        if not _REACHABLE.search(options.contact):
            raise SettingsError(
                f"nobody is reached at {options.contact[:60]!r}: give --contact or DNUSA_CONTACT an e-mail address or a page"
            )
        contact = "".join(char for char in options.contact if char.isprintable() and char not in "()")[:200]
        return f"dnusa/{__version__} (local news archive; +{contact})"
    if all(is_admitted(url, options.allow_addresses) for url in urls):
        return f"dnusa/{__version__} (local news archive; test on an admitted address)"
    raise SettingsError(
        "no contact is set: give --contact or set DNUSA_CONTACT to an e-mail address or page by which a site can reach you"
    )


def is_admitted(url: str, ranges: Sequence[str]) -> bool:
    """Whether every address of the host of *url* lies in one of the admitted *ranges* (CIDR)."""
    host = urlsplit(url).hostname
    if not ranges or not host:
        return False
    networks = [ipaddress.ip_network(text, strict=False) for text in ranges]
    try:
        found = {item[4][0] for item in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)}
    except OSError:
        return False
    addresses = [ipaddress.ip_address(str(text).partition("%")[0]) for text in found]
    return bool(addresses) and all(any(address in network for network in networks) for address in addresses)


def scope_of(site: Site) -> Scope:
    """Return which addresses belong to *site*."""
    rules = site.scope
    return Scope(home=site.home, hosts=rules.hosts, article=rules.article, exclude=rules.exclude)


def write_site(site: Site, directory: Path) -> Path:
    """Write the file of *site* into *directory*, whole or not at all; return its path."""
    directory.mkdir(parents=True, exist_ok=True)
    path = directory / file_name(site.name)
    scratch = path.with_suffix(".toml.new")
    scratch.write_text(site_toml(site), encoding="utf-8")
    scratch.replace(path)
    return path
