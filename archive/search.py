"""A reader's query: what it means, and the piece of text that shows why an article was found.

::

    banjir tulungagung          both words, in headline or text; case, accents and apostrophes do not matter
    "rapat paripurna"           these words in this order
    banjir OR longsor           either (OR joins its two neighbours and binds closer than the blank)
    -bola                       not this word; -"liga satu" not this phrase
    pemerin*                    words that begin so
    site:dnusa.id               of this site (given twice: of either)
    since:2024-06 until:2024    published from the first day of June 2024 to the last of December, by the article's clock
    author:"Budi Santoso"       by this author
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import date, datetime

import attrs

from .database import RANK_LIMIT, AllOf, AnyOf, Database, Filters, Node, Phrase, Question
from .errors import QueryError
from .records import Hit, HitPage
from .words import spans, words

#: Bounds of one query: beyond them no person wrote it, and the index would pay.
MAX_QUERY_CHARS = 1_000
MAX_TERMS = 40
#: ``a*`` would collect every word of the index that begins with a.
MIN_PREFIX_CHARS = 2
MAX_LIMIT = 200

_TERM = re.compile(
    r"""
    (?P<minus>-?)
    (?: (?P<key>site|since|until|author): (?: "(?P<quoted_value>[^"]*)" | (?P<value>[^\s"]*) )
      | "(?P<quoted>[^"]*)"
      | (?P<bare>[^\s"]+)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$")

#: Words of a snippet, and words of a text that are looked through for it.
_SNIPPET_WORDS = 32
_LOOKED_THROUGH_WORDS = 4_000
#: Stand around each hit of a snippet.
HIT_BEGINS, HIT_ENDS = "\u0002", "\u0003"


@attrs.define
class _Reading:
    """What was read of a query so far."""

    wanted: list[Node] = attrs.field(factory=list)
    unwanted: list[Node] = attrs.field(factory=list)
    sites: list[str] = attrs.field(factory=list)
    authors: list[tuple[str, ...]] = attrs.field(factory=list)
    first_day: date | None = None
    last_day: date | None = None
    #: The word OR was read and its right neighbour is awaited.
    joins: bool = False
    #: The last thing read was a wanted term, which OR may join.
    can_join: bool = False


def parse(query: str) -> Question:
    """Read a query.

    Raises:
        QueryError: If it cannot be read; the message says what to mend.

    >>> parse('banjir "rapat paripurna" -bola').words
    AllOf(wanted=(Phrase(words=('banjir',), is_prefix=False), Phrase(words=('rapat', 'paripurna'), is_prefix=False)), \
unwanted=(Phrase(words=('bola',), is_prefix=False),))
    """
    if len(query) > MAX_QUERY_CHARS:
        raise QueryError(f"the query is longer than {MAX_QUERY_CHARS} characters; shorten it")
    if query.count('"') % 2:
        raise QueryError('a quotation mark is not closed; write "words in this order"')
    reading = _Reading()
    for number, match in enumerate(_TERM.finditer(query)):
        if number >= MAX_TERMS:
            raise QueryError(f"the query has more than {MAX_TERMS} terms; shorten it")
        _read_term(reading, match)
    if reading.joins:
        raise QueryError("OR stands at the end; write WORD OR WORD")
    filters = Filters(
        sites=tuple(dict.fromkeys(reading.sites)),
        authors=tuple(reading.authors),
        first_day=reading.first_day,
        last_day=reading.last_day,
    )
    if not reading.wanted:
        if reading.unwanted:
            raise QueryError("the query only excludes; add a word to look for")
        if filters == Filters():
            raise QueryError("the query holds no word; write one or more words to look for")
        return Question(words=None, filters=filters)
    return Question(words=AllOf(tuple(reading.wanted), tuple(reading.unwanted)), filters=filters)


def _read_term(reading: _Reading, match: re.Match[str]) -> None:
    key = (match["key"] or "").lower()
    if key:
        if match["minus"]:
            raise QueryError(f"-{key}: is not possible; only words can be excluded")
        _read_filter(reading, key, match["quoted_value"] or match["value"] or "")
        reading.can_join = False
        return
    bare, quoted = match["bare"], match["quoted"]
    if bare == "OR" and not match["minus"]:
        if not reading.can_join or reading.joins:
            raise QueryError("OR stands without a word before it; write WORD OR WORD")
        reading.joins = True
        return
    phrase = _phrase(bare or quoted or "", may_be_prefix=quoted is None)
    if phrase is None:
        return  # punctuation alone
    if match["minus"]:
        if reading.joins:
            raise QueryError("OR cannot join a word that is excluded")
        reading.unwanted.append(phrase)
        reading.can_join = False
    elif reading.joins:
        before = reading.wanted.pop()
        choices = before.choices if isinstance(before, AnyOf) else (before,)
        reading.wanted.append(AnyOf((*choices, phrase)))
        reading.joins = False
    else:
        reading.wanted.append(phrase)
        reading.can_join = True


def _phrase(value: str, *, may_be_prefix: bool) -> Phrase | None:
    found = tuple(words(value))
    if not found:
        return None
    is_prefix = may_be_prefix and value.endswith("*")
    if is_prefix and len(found[-1]) < MIN_PREFIX_CHARS:
        raise QueryError(f"{value[:40]} is too short a beginning; write at least {MIN_PREFIX_CHARS} letters before *")
    return Phrase(found, is_prefix)


def _read_filter(reading: _Reading, key: str, value: str) -> None:
    if not value.strip():
        raise QueryError(f"{key}: needs a value, for example {_EXAMPLES[key]}")
    if key == "site":
        reading.sites.append(value.strip().lower())
    elif key == "author":
        reading.authors.append(_author(value))
    elif key == "since":
        reading.first_day = day(value, is_end=False)
    else:
        reading.last_day = day(value, is_end=True)


_EXAMPLES = {
    "site": "site:dnusa.id",
    "since": "since:2024-06-14",
    "until": "until:2024-06",
    "author": 'author:"Budi Santoso"',
}


def _author(value: str) -> tuple[str, ...]:
    found = tuple(words(value))
    if not found:
        raise QueryError(f"author: needs a name, for example {_EXAMPLES['author']}")
    return found


def day(value: str, *, is_end: bool) -> date:
    """Read ``2024``, ``2024-06`` or ``2024-06-14`` as the first day of it, or as the last when *is_end*.

    Raises:
        QueryError: If it is no such day.
    """
    match = _DAY.match(value.strip())
    wrong = QueryError(f"{value[:40]!r} is no day; write 2024, 2024-06 or 2024-06-14")
    if match is None:
        raise wrong
    try:
        year = int(match[1])
        month = int(match[2]) if match[2] else 12 if is_end else 1
        last = calendar.monthrange(year, month)[1] if 1 <= month <= 12 and year >= 1 else 0
        return date(year, month, int(match[3]) if match[3] else last if is_end else 1)
    except ValueError as error:
        raise wrong from error


def question(
    query: str,
    *,
    site: str | Sequence[str] | None = None,
    since: date | datetime | None = None,
    until: date | datetime | None = None,
    author: str | None = None,
) -> Question:
    """Return what *query* and the filters beside it ask together; an empty query asks for everything.

    A ``date`` is a day by the article's own clock, *until* included; a ``datetime`` is a moment, *until* not included.

    Raises:
        QueryError: If the query cannot be read.
    """
    asked = parse(query) if query.strip() else Question(words=None, filters=Filters())
    filters = asked.filters
    if site is not None:
        sites = (site,) if isinstance(site, str) else tuple(site)
        # Both say site: an article must please both, so what only one allows is out.
        both = tuple(one for one in sites if one in filters.sites) if filters.sites else sites
        filters = attrs.evolve(filters, sites=both or ("\uffff",))
    if author is not None:
        filters = attrs.evolve(filters, authors=(*filters.authors, _author(author)))
    if isinstance(since, datetime):
        filters = attrs.evolve(filters, since=since)
    elif since is not None:
        filters = attrs.evolve(filters, first_day=max(since, filters.first_day or since))
    if isinstance(until, datetime):
        filters = attrs.evolve(filters, until=until)
    elif until is not None:
        filters = attrs.evolve(filters, last_day=min(until, filters.last_day or until))
    return attrs.evolve(asked, filters=filters)


def search(database: Database, asked: Question, *, limit: int, after: str | None) -> HitPage:
    """Return one page of the answer to *asked*.

    Raises:
        QueryError: If *limit* or *after* cannot be used.
    """
    if not 1 <= limit <= MAX_LIMIT:
        raise QueryError(f"the limit must lie between 1 and {MAX_LIMIT}")
    found = database.find(asked, limit=limit, after=after)
    phrases = _phrases(asked.words)
    hits = [
        Hit(article=summary, snippet=snippet(summary.article.text, phrases), score=-score)
        for summary, score in found.articles
    ]
    return HitPage(
        hits=tuple(hits),
        total=min(found.counted, RANK_LIMIT),
        is_counted_up=found.counted <= RANK_LIMIT,
        order="relevance" if found.is_ranked else "newest",
        after=found.cursor,
    )


def _phrases(node: Node | None) -> tuple[Phrase, ...]:
    """Return the phrases that a hit may hold."""
    match node:
        case Phrase():
            return (node,)
        case AnyOf(choices):
            return tuple(phrase for one in choices for phrase in _phrases(one))
        case AllOf(wanted):
            return tuple(phrase for one in wanted for phrase in _phrases(one))
    return ()


def snippet(text: str, phrases: Sequence[Phrase]) -> str:
    """Return the part of *text* with most of *phrases*, each hit between U+0002 and U+0003; else its beginning."""
    found = words(text, limit=_LOOKED_THROUGH_WORDS)
    if not found:
        return ""
    hits = _hits(found, phrases)
    first = _best_window(hits)
    last = min(first + _SNIPPET_WORDS, len(found)) - 1
    places = _places(text, first, last)
    begin = 0 if first == 0 else places[first][0]
    is_end = last == len(found) - 1 and len(found) < _LOOKED_THROUGH_WORDS
    end = len(text) if is_end else places[last][1]
    pieces = ["" if begin == 0 else "… "]
    at = begin
    for start, stop, _ in hits:
        if start < first or stop > last or places[start][0] < at:
            continue
        left, right = places[start][0], places[stop][1]
        pieces += [_plain(text[at:left]), HIT_BEGINS, _plain(text[left:right]), HIT_ENDS]
        at = right
    pieces += [_plain(text[at:end][:1_000]), "" if end == len(text) else " …"]
    return "".join(pieces).strip()


def _places(text: str, first: int, last: int) -> dict[int, tuple[int, int]]:
    """Return where the words number *first* to *last* of *text* begin and end."""
    places: dict[int, tuple[int, int]] = {}
    number = 0
    for start, end, found in spans(text):
        for _ in found:
            if number >= first:
                places[number] = (start, end)
            number += 1
        if number > last:
            break
    return places


def _hits(found: Sequence[str], phrases: Sequence[Phrase]) -> list[tuple[int, int, int]]:
    """Return (first word, last word, number of the phrase) of every hit, in order."""
    hits = []
    for number, phrase in enumerate(phrases):
        *before, last = phrase.words
        if phrase.is_prefix:
            ends = [end for end, word in enumerate(found) if word.startswith(last)]
        else:
            ends = [end for end, word in enumerate(found) if word == last]
        for end in ends:
            start = end - len(before)
            if start >= 0 and list(found[start:end]) == before:
                hits.append((start, end, number))
    return sorted(hits)


def _best_window(hits: Sequence[tuple[int, int, int]]) -> int:
    """Return the first word of the window that shows most different phrases, with a few words before the first."""
    best, most = 0, 0
    for index, (start, _, _) in enumerate(hits[:200]):
        shown = {
            number for begin, end, number in hits[index : index + _SNIPPET_WORDS] if end < start + _SNIPPET_WORDS - 6
        }
        if len(shown) > most:
            best, most = start, len(shown)
    return 0 if best < _SNIPPET_WORDS // 2 else best - 6


def _plain(text: str) -> str:
    """Return *text* on one line and without the signs that mark hits."""
    return re.sub(r"\s+", " ", text.replace(HIT_BEGINS, "").replace(HIT_ENDS, ""))
