"""A small news site that dnusa ships: what ``dnusa demo`` serves, crawls and searches.

Its posts are invented. Its markup is that of a WordPress theme, faults included: an article printed below another, a
widget message among the paragraphs, "Baca juga" lines, an article in three pages.
"""

from __future__ import annotations

from .answers import Answer
from .content import Block, Kind, Post, load_posts, parse_body, read_posts
from .server import SiteHandler, SiteServer
from .site import NewsSite, Shape

__all__ = [
    "Answer",
    "Block",
    "Kind",
    "NewsSite",
    "Post",
    "Shape",
    "SiteHandler",
    "SiteServer",
    "load_posts",
    "parse_body",
    "read_posts",
]
