"""Understand a page: bytes in, articles out. No network, no disk, no clock.

The value types are light. The reader itself brings lxml, numpy and its model with it and is loaded on first use (PEP 562):
the process that crawls hands pages to child processes and never pays for it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from .values import EXTRACTOR, BlockDecision, Learned, PageReading, PageSource, Selectors, SiteHints

if TYPE_CHECKING:
    from .article import extract
    from .rendering import html, markdown

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

_LATER = {"extract": ".article", "html": ".rendering", "markdown": ".rendering"}


def __getattr__(name: str) -> object:
    """Load the reader on first use."""
    if name in _LATER:
        return getattr(import_module(_LATER[name], __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
