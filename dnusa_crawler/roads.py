"""What is asked of a site: its rules, and whether every road still answers. Pure: links, and what an answer means."""

from __future__ import annotations

from archive import Purpose, Road

from .discovery import read, wordpress
from .discovery.values import Document, Link
from .options import RoadCheck
from .sites import Site

_NAMES = {
    Purpose.HOME: "front page",
    Purpose.FEED: "feed",
    Purpose.SITEMAP: "sitemap",
    Purpose.LISTING: "listing",
    Purpose.REST: "rest",
}


def roads_of(site: Site) -> list[Link]:
    """Return one link for each road of the site file, the front page first."""
    roads = site.roads
    links = [Link(url=site.home, road=Road.SEED, purpose=Purpose.LISTING)]
    if roads.rest:
        links.append(Link(url=wordpress.posts_url(roads.rest), road=Road.REST, purpose=Purpose.REST))
    if roads.modified_feed:
        links.append(Link(url=wordpress.modified_feed_url(site.home), road=Road.FEED, purpose=Purpose.FEED))
    links += [Link(url=url, road=Road.FEED, purpose=Purpose.FEED) for url in roads.feeds]
    links += [Link(url=url, road=Road.SITEMAP, purpose=Purpose.SITEMAP) for url in roads.sitemaps]
    links += [Link(url=url, road=Road.LISTING, purpose=Purpose.LISTING) for url in roads.listings]
    return list({link.url: link for link in links}.values())


def robots_link(at: str) -> Link:
    """Return the link to the robots.txt of an origin."""
    return Link(url=f"{at}/robots.txt", road=Road.SEED, purpose=Purpose.ROBOTS, reason="the site's rules come first")


def judge_road(document: Document, site: Site) -> RoadCheck:
    """Say whether the answer of a road still names anything."""
    what = "front page" if document.url == site.home else _NAMES.get(document.purpose, str(document.purpose))
    if document.status is None:
        return RoadCheck(what=what, url=document.url, is_ok=False, message="no answer")
    if not document.is_ok:
        return RoadCheck(what=what, url=document.url, is_ok=False, message=f"status {document.status}")
    found = read(document, site=site)
    if not found.links:
        why = found.problems[0] if found.problems else "it names nothing"
        return RoadCheck(what=what, url=document.url, is_ok=False, message=why)
    return RoadCheck(what=what, url=document.url, is_ok=True, message=f"names {len(found.links)} addresses")
