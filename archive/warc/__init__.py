"""The only place that speaks WARC (ISO 28500:2017, WARC/1.1): writing, reading, recovery, the CDXJ index.

::

    write(exchange) -> [response | revisit] [request] [metadata]     one gzip member each, in this order
    note(uri, ...)  -> [metadata]                                    what no exchange proves: runs, outcomes

A record's id is made from its file and offset; ``.open`` marks the file being written.
"""

from __future__ import annotations

from .exchanges import Facts, Written, describe
from .reader import Fault, Kept, Note, WarcReader
from .recovery import Recovered, RecoveryReport, make_index, recover
from .writer import WarcWriter

__all__ = [
    "Facts",
    "Fault",
    "Kept",
    "Note",
    "Recovered",
    "RecoveryReport",
    "WarcReader",
    "WarcWriter",
    "Written",
    "describe",
    "make_index",
    "recover",
]
