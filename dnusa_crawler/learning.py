"""What a site is known to repeat: loaded at the start of a run, added to page by page, stored at its end.

What is learned late improves what was read early: at the end of a run the articles that a new rule touches are read
again from their records. That changes their reading, never their history.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from archive import ArticleSummary, PassageKind

from .pages.learned import Learner, mask
from .pages.values import Learned, PageReading

if TYPE_CHECKING:
    from archive import Archive

    from .intake import Intake

#: Pages after which the rules are drawn up anew: often at first, when each page tells most.
_REFRESH_AT = frozenset({5, 10, 15, 20, 30, 50, 80, 120, 200, 300, 500, 800})
_REFRESH_EVERY = 1000

logger = logging.getLogger(__name__)


class Learning:
    """The learner of one site, between the archive and the reader."""

    def __init__(self, archive: Archive, site: str, *, from_nothing: bool = False) -> None:
        """Load what is known of *site*; or begin *from_nothing*, as its first run did: a rebuild learns again."""
        self._archive = archive
        self._site = site
        snapshot = archive.learned(site)
        self._learner = Learner.from_json(snapshot) if snapshot and not from_nothing else Learner()
        #: The rules that the archive's articles were read with.
        self._stored = self._learner.learned()
        #: The rules that pages are read with now.
        self.learned: Learned = self._stored
        self._pages = 0

    def add(self, url: str, reading: PageReading) -> Learned:
        """Take in the evidence of one page; return the rules that pages are read with from now on."""
        if self._learner.add(reading.evidence, key=url):
            self._pages += 1
            if self._pages in _REFRESH_AT or self._pages % _REFRESH_EVERY == 0:
                self.learned = self._learner.learned()
        return self.learned

    def end(self, intake: Intake) -> int:
        """Store what was learned and read again what it touches; return how many articles were read again."""
        if self._pages:
            self._archive.store_learned(self._site, self._learner.to_json())
        self.learned = self._learner.learned()
        if self.learned.digest == self._stored.digest:
            return 0
        intake.learned = self.learned
        touched = [
            summary for summary in self._archive.articles(site=self._site) if is_touched(summary, self.learned, self._stored)
        ]
        count = sum(intake.read_again(summary) for summary in touched)
        if count:
            logger.info("Articles were read again with what was learned site=%s articles=%d", self._site, count)
        return count


def is_touched(summary: ArticleSummary, now: Learned, before: Learned) -> bool:
    """Whether a rule of *now* that *before* did not have may change how an article reads.

    Lines and beginnings can be looked for in the text that is kept; a place cannot, so a new place touches every
    article of the site.
    """
    if now.places != before.places or not before.lines <= now.lines or not before.prefixes <= now.prefixes:
        return True
    lines, prefixes = now.lines - before.lines, now.prefixes - before.prefixes
    for passage in summary.article.passages:
        if passage.kind in {PassageKind.CAPTION, PassageKind.EMBED}:
            continue
        if lines and mask(passage.text) in lines:
            return True
        if prefixes and any(mask(passage.text).startswith(prefix) for prefix in prefixes):
            return True
    return False
