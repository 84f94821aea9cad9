"""The archive keeps: exchanges become WARC records, articles become versions, questions get answers.

This is its only door. The value types and errors are light; ``Archive`` brings SQLAlchemy with it and is
loaded on first use, so that a reader process or ``dnusa --help`` does not pay for them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from ._version import __version__
from .errors import (
    ArchiveError,
    ArchiveFormatError,
    ArchiveLockedError,
    ArchiveNotFoundError,
    DigestMismatchError,
    NoSpaceError,
    NotFoundError,
    QueryError,
    RecordError,
    UnknownExportError,
)
from .records import (
    Article,
    ArticleSummary,
    Capture,
    CrawlRun,
    Credit,
    Difference,
    Edit,
    EditKind,
    Exchange,
    Extraction,
    Hit,
    HitPage,
    KnownUrl,
    Outcome,
    OutcomeKind,
    Passage,
    PassageKind,
    Problem,
    ProblemKind,
    Purpose,
    RebuildReport,
    Road,
    Validators,
    Verdict,
    Version,
    Visit,
)
from .urls import canonical_url

if TYPE_CHECKING:
    from .archive import Archive
    from .digests import text_digest
    from .messages import Framing, HttpRequest, HttpResponse, read_framing, read_request, read_response

__all__ = [
    "Archive",
    "ArchiveError",
    "ArchiveFormatError",
    "ArchiveLockedError",
    "ArchiveNotFoundError",
    "Article",
    "ArticleSummary",
    "Capture",
    "CrawlRun",
    "Credit",
    "Difference",
    "DigestMismatchError",
    "Edit",
    "EditKind",
    "Exchange",
    "Extraction",
    "Framing",
    "Hit",
    "HitPage",
    "HttpRequest",
    "HttpResponse",
    "KnownUrl",
    "NoSpaceError",
    "NotFoundError",
    "Outcome",
    "OutcomeKind",
    "Passage",
    "PassageKind",
    "Problem",
    "ProblemKind",
    "Purpose",
    "QueryError",
    "RebuildReport",
    "RecordError",
    "Road",
    "UnknownExportError",
    "Validators",
    "Verdict",
    "Version",
    "Visit",
    "__version__",
    "canonical_url",
    "read_framing",
    "read_request",
    "read_response",
    "text_digest",
]

#: What brings libraries with it is loaded on first use: name -> module.
_LAZY = {
    "Archive": ".archive",
    "Framing": ".messages",
    "HttpRequest": ".messages",
    "HttpResponse": ".messages",
    "read_framing": ".messages",
    "read_request": ".messages",
    "read_response": ".messages",
    "text_digest": ".digests",
}


def __getattr__(name: str) -> object:
    """Load a heavy name on first use (PEP 562)."""
    if name in _LAZY:
        return getattr(import_module(_LAZY[name], __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
