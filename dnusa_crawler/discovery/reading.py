"""Give a discovery document to the reader that fits it."""

from __future__ import annotations

import attrs

from archive import Purpose, Road

from . import feed, listing, sitemap, wordpress
from .values import Document, Found, Site


def read(document: Document, *, site: Site | None = None) -> Found:
    """Return what a feed, sitemap, listing or REST answer says; a failed or empty one says nothing.

    The purpose decides, except where the content plainly is another kind: RSS and Atom may stand as a sitemap
    (sitemaps.org names both), and a feed's address may answer with a sitemap.
    """
    if not document.is_ok:
        return Found(problems=(f"status {document.status}",))
    body, url = document.body, document.url
    if document.purpose is Purpose.REST:
        return wordpress.links(body, url=url, site=site, headers=document.headers)
    if document.purpose in {Purpose.FEED, Purpose.SITEMAP}:
        if sitemap.looks_like_sitemap(body):
            return sitemap.links(body, url=url, site=site)
        if feed.looks_like_feed(body):
            found = feed.links(body, url=url, site=site)
            road = Road.FEED if document.purpose is Purpose.FEED else Road.SITEMAP
            return attrs.evolve(found, links=tuple(attrs.evolve(link, road=road) for link in found.links))
        reader = feed.links if document.purpose is Purpose.FEED else sitemap.links
        return reader(body, url=url, site=site)
    if document.purpose in {Purpose.LISTING, Purpose.HOME, Purpose.PAGE}:
        return listing.links(body, url=url, site=site, content_type=document.header("content-type") or "")
    return Found(problems=(f"nothing to discover in {document.purpose}",))
