"""A rebuild with a broken reader must not put an empty database in the place of a good one."""

import pytest

from dnusa_crawler.errors import ReaderUnusableError
from dnusa_crawler.pages.values import PageReading
from dnusa_crawler.rebuilding import LEAST_JUDGED, Rebuilding


class _Intake:
    """Takes anything in."""

    def absorb(self, prepared, reading) -> None:
        self.last = (prepared, reading)


class _Read:
    """A reading that is there already."""

    def __init__(self, reason: str | None) -> None:
        self._reason = reason

    def result(self) -> PageReading:
        return PageReading(reason=self._reason)


def rebuilding_of(*reasons: str | None) -> Rebuilding:
    rebuilding = Rebuilding(None)
    rebuilding._waiting.extend((_Intake(), None, _Read(reason)) for reason in reasons)
    return rebuilding


def test_a_reader_that_fails_on_most_pages_ends_the_rebuild() -> None:
    """Eight failures of ten pages are the reader's, not the pages'."""
    rebuilding = rebuilding_of(*["reader-failed"] * 8, None, "listing")

    with pytest.raises(ReaderUnusableError, match="8 of 10 pages"):
        rebuilding.finish(None)


def test_a_few_hostile_pages_do_not() -> None:
    """Pages that break the reader are expected, and so is an archive of a few pages."""
    rebuilding_of(*["reader-died"] * 4, *[None] * 6).finish(None)
    rebuilding_of(*["reader-timeout"] * (LEAST_JUDGED - 1)).finish(None)
