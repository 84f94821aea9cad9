"""CSV (RFC 4180) for spreadsheets: one row an article, lists joined by "; ", UTF-8.

A cell that a spreadsheet would run as a formula (it begins with ``=``, ``+``, ``-``, ``@``, tab or carriage return) gets
an apostrophe in front: headlines come from strangers.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import IO, Any

from ..records import ArticleSummary
from .format import Format, fields

COLUMNS = (
    "id", "url", "site", "title", "published", "modified", "authors", "credits", "section", "tags", "language", "place",
    "agency", "image", "text", "versions", "gone", "first_seen", "last_seen", "cluster", "external_id", "warc_file",
    "warc_offset", "payload_digest", "text_digest", "extractor",
)  # fmt: skip

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(articles: Iterable[ArticleSummary], target: IO[str]) -> int:
    """Write a heading and one row an article; return how many articles."""
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    count = 0
    for summary in articles:
        count += 1
        article = fields(summary)
        article["credits"] = [f"{credit['name']} ({credit['role']})" for credit in article["credits"]]
        article["warc_file"] = article["warc"]["file"]
        article["warc_offset"] = article["warc"]["offset"]
        writer.writerow([_cell(article[column]) for column in COLUMNS])
    return count


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    text = "; ".join(value) if isinstance(value, list) else str(value)
    # NUL ends the file for many readers of CSV.
    text = text.replace("\0", "\ufffd")
    return "'" + text if text.startswith(_FORMULA) else text


FORMAT = Format(name="csv", summary="CSV for spreadsheets: one row an article, lists joined by '; '.", write=write)
