"""What a search asks, as values: made by :mod:`archive.search`, understood by both databases."""

from __future__ import annotations

from datetime import date, datetime

import attrs


@attrs.frozen
class Phrase:
    """Words that follow each other in the headline or in the text; one word is the common case."""

    words: tuple[str, ...]
    #: Whether the last word is a beginning only (``pemerin*``).
    is_prefix: bool = False


@attrs.frozen
class AllOf:
    """Everything in *wanted* and nothing in *unwanted*."""

    wanted: tuple[Node, ...]
    unwanted: tuple[Node, ...] = ()


@attrs.frozen
class AnyOf:
    """At least one of *choices*."""

    choices: tuple[Node, ...]


Node = Phrase | AllOf | AnyOf


@attrs.frozen(kw_only=True)
class Filters:
    """What narrows a search or an export beside words."""

    #: Any of these sites; empty: all.
    sites: tuple[str, ...] = ()
    #: All of these names, each a run of words of one author's name.
    authors: tuple[tuple[str, ...], ...] = ()
    #: First and last day by the article's own clock.
    first_day: date | None = None
    last_day: date | None = None
    #: Moments between which it was published: from *since* on, before *until*.
    since: datetime | None = None
    until: datetime | None = None


@attrs.frozen(kw_only=True)
class Question:
    """One search: words, or filters alone (then the newest come first)."""

    words: Node | None
    filters: Filters
