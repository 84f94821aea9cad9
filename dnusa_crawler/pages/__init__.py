"""Understand a page: bytes in, articles out. No network, no disk, no clock."""

from __future__ import annotations

from .article import EXTRACTOR, extract
from .rendering import html, markdown
from .values import BlockDecision, Learned, PageReading, PageSource, Selectors, SiteHints

__all__ = [
    "EXTRACTOR",
    "BlockDecision",
    "Learned",
    "PageReading",
    "PageSource",
    "Selectors",
    "SiteHints",
    "extract",
    "html",
    "markdown",
]
