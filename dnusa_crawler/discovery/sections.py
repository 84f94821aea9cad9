"""Which links of a front page lead to sections whose listings are worth walking?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from .classify import Kind, classify, page_key
from .judging import Judge
from .values import Link

#: Sections of a front page that are walked at most.
MOST_SECTIONS = 100
#: Listings that are no sections: their pages are the very ones of another listing, or there are thousands of them.
_NO_SECTION = frozenset({"page number in the path", "page number in the query", "archive by date"})
_TOO_MANY = re.compile(r"(?:^|/)(?:tags?|topik|topics?|authors?|penulis|labels?|users?|profile)(?:/|$)", re.IGNORECASE)
#: Pages that list everything by date come first: they may make the others superfluous.
_EVERYTHING = re.compile(r"indeks|(?:^|/)index|arsip|archive|terbaru|terkini", re.IGNORECASE)


def sections(links: Iterable[Link], judge: Judge) -> list[str]:
    """Return the addresses of sections among the links of a front page, index pages first, each once."""
    home = page_key(judge.scope.home)
    found: dict[str, str] = {}
    for link in links:
        url = judge.scope.preferred(link.url)
        verdict = classify(url, scope=judge.scope, shapes=judge.shapes)
        if verdict.kind is not Kind.LISTING or verdict.reason in _NO_SECTION or _TOO_MANY.search(urlsplit(url).path):
            continue
        key = page_key(url)
        if key != home and key not in judge.named:
            found.setdefault(key, url)
    ordered = sorted(found.values(), key=lambda url: not _EVERYTHING.search(urlsplit(url).path))
    return ordered[:MOST_SECTIONS]
