"""Find articles: bytes of an index page in, links out. No network, no disk, no clock.

``Plan`` says what to fetch next; ``read`` gives a document to the reader of its road (``feed``, ``sitemap``, ``listing``,
``wordpress``); ``robots`` says what may be fetched; ``classify`` what is behind a URL.
"""

from __future__ import annotations

from . import feed, listing, robots, sitemap, wordpress
from .classify import Judgement, Kind, Scope, Shapes, classify, page_key, tidy
from .judging import Mode
from .known import KnownTable
from .plan import Entry, Plan, RoadReport
from .reading import read
from .values import HINT_KEYS, Document, Found, Known, Link

__all__ = [
    "HINT_KEYS",
    "Document",
    "Entry",
    "Found",
    "Judgement",
    "Kind",
    "Known",
    "KnownTable",
    "Link",
    "Mode",
    "Plan",
    "RoadReport",
    "Scope",
    "Shapes",
    "classify",
    "feed",
    "listing",
    "page_key",
    "read",
    "robots",
    "sitemap",
    "tidy",
    "wordpress",
]
