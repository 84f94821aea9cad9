"""JSON Lines: one object an article, UTF-8."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import IO

from ..records import ArticleSummary
from .format import Format, fields


def write(articles: Iterable[ArticleSummary], target: IO[str]) -> int:
    """Write one line an article; return how many."""
    count = 0
    for summary in articles:
        count += 1
        # U+2028 and U+2029 end a line for some readers of JSON Lines; escaped they are the same JSON.
        line = json.dumps(fields(summary), ensure_ascii=False).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
        target.write(line + "\n")
    return count


FORMAT = Format(name="jsonl", summary="JSON Lines: one object an article.", write=write)
