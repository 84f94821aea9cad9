"""What a site is known to repeat: loaded at the start of a run, added to page by page, stored at its end.

Until a run ends, what its pages say is kept beside their other rows, so that a run that was cut off need not be read
again: the next one begins by adding up what is there.

What is learned late improves what was read early: at the end of a run the articles that other rules would read
otherwise are read again from their records. That changes their reading, never their history. Which rules a page was
read with depends on how far the readers were; what it comes to in the end does not, so that a rebuild comes to the same.
"""

from __future__ import annotations

import logging
from array import array
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING, Any

from archive import ArticleSummary, Capture, Extraction, PassageKind, Purpose

from .pages.learned import Learner
from .pages.page_evidence import FORMAT, PageEvidence, mask, unpacked
from .pages.values import EXTRACTOR, Learned, PageReading

if TYPE_CHECKING:
    from archive import Archive

    from .intake import Intake

#: Pages after which the rules are drawn up anew: often at first, when each page tells most.
_REFRESH_AT = frozenset({5, 10, 15, 20, 30, 50, 80, 120, 200, 300, 500, 800})
_REFRESH_EVERY = 1000
#: Pages of one run whose lines and places are remembered (about 1 kB each, and as much in the database); later ones are
#: judged by their text alone, and read again after a run that was cut off.
MAX_MARKED = 20_000

logger = logging.getLogger(__name__)


class Learning:
    """The learner of one site, between the archive and the reader."""

    def __init__(self, archive: Archive, site: str, *, from_nothing: bool = False) -> None:
        """Load what is known of *site*; or begin *from_nothing*, as its first run did: a rebuild learns again."""
        self._archive = archive
        self._site = site
        #: A rebuild cannot go on after it was cut off, so it need not keep what it would go on with.
        self._keeps = not from_nothing
        snapshot = archive.learned(site)
        self._learner = Learner.from_json(snapshot) if snapshot and not from_nothing else Learner()
        #: The rules that the articles of earlier runs read by.
        self._stored = self._learner.learned()
        #: The rules that pages are read with now.
        self.learned: Learned = self._stored
        #: Every set of rules that a page may have been read with since the last end, by its digest.
        self._rules = {self._stored.digest: self._stored}
        #: By digest: what those rules and the last ones do not share, as hashes; filled at the end of a run.
        self._differences: dict[str, set[int]] = {}
        #: By position of the capture: what of its page a rule can touch, as hashes.
        self._marks: dict[tuple[str, int], array[int]] = {}
        self._pages = 0

    def obey(self) -> None:
        """Take over which rules a person has taken out by now: at a rebuild, at the beginning of each run."""
        snapshot = self._archive.learned(self._site)
        if not snapshot:
            return
        wanted = Learner.from_json(snapshot).forgotten
        for rule in self._learner.forgotten - wanted:
            self._learner.restore(rule)
        for rule in wanted:
            self._learner.forget(rule)
        self.learned = self._learner.learned()
        self._rules[self.learned.digest] = self.learned

    def add(self, capture: Capture, reading: PageReading) -> Learned:
        """Take in the evidence of one page; return the rules that pages are read with from now on."""
        if self._keeps and len(self._marks) < MAX_MARKED:
            self._archive.keep_evidence(capture, {"reader": EXTRACTOR, "evidence": reading.evidence})
        return self.recall(capture, reading.evidence)

    def kept(self, capture: Capture) -> Mapping[str, Any] | None:
        """Return what a run that was cut off found on a page; None when the page must be read again."""
        found = self._archive.evidence(capture)
        if found is None or found["reader"] != EXTRACTOR:
            return None
        evidence: Mapping[str, Any] = found["evidence"]
        # A page that teaches nothing has none.
        return evidence if not evidence or evidence.get("v") == FORMAT else None

    def recall(self, capture: Capture, evidence: Mapping[str, Any]) -> Learned:
        """Take in evidence that is kept already."""
        page = unpacked(evidence)
        if page is not None and len(self._marks) < MAX_MARKED:
            self._marks[capture.warc_file, capture.warc_offset] = array("q", _marks(page))
        if self._learner.add(page, key=capture.canonical_url):
            self._pages += 1
            if self._pages in _REFRESH_AT or self._pages % _REFRESH_EVERY == 0:
                self.learned = self._learner.learned()
                self._rules[self.learned.digest] = self.learned
        return self.learned

    def lost(self) -> list[Capture]:
        """Return the pages of runs that were cut off before they could store what they had learned, in order."""
        cut_off = {}
        runs = [run for run in self._archive.runs() if run.site == self._site and run.state != "running"]
        for run in sorted(runs, key=lambda run: run.started_at, reverse=True):
            if run.state == "finished":
                break
            cut_off[run.id] = run.started_at
        if not cut_off:
            return []
        unread = {capture.id for capture in self._archive.unread(self._site)}
        return [
            capture
            for capture in self._archive.captures(site=self._site, since=min(cut_off.values()))
            if capture.visit.purpose is Purpose.PAGE
            and capture.status == 200
            and capture.truncated is None
            and capture.visit.run in cut_off
            and capture.id not in unread
        ]

    def end(self, intake: Intake) -> int:
        """Store what was learned and read again what it touches; return how many articles were read again."""
        if self._pages:
            self._archive.store_learned(self._site, self._learner.to_json())
        if self._keeps:
            self._archive.forget_evidence(self._site)
        now = self.learned = intake.learned = self._learner.learned()
        count = 0
        if set(self._rules) != {now.digest}:
            relabelled: list[tuple[Extraction, str]] = []
            for read in self._archive.extractions(self._site):
                if _digest(read.extractor) == now.digest:
                    continue
                marks = self._marks.get((read.warc_file, read.warc_offset))
                summary = self._touched(read, marks, now)
                if summary is not None:
                    count += intake.read_again(summary)
                elif marks is not None:
                    relabelled.append((read, _relabelled(read.extractor, now)))
            self._archive.relabel(relabelled)
        if count:
            logger.info("Articles were read again with what was learned site=%s articles=%d", self._site, count)
        self._stored, self._rules = now, {now.digest: now}
        self._differences.clear()
        self._marks.clear()
        self._pages = 0
        return count

    def _touched(self, read: Extraction, marks: array[int] | None, now: Learned) -> ArticleSummary | None:
        """Return an article if it may read otherwise by the rules of *now* than by those it was read with."""
        if marks is None:
            if now.lines <= self._stored.lines and now.prefixes <= self._stored.prefixes:
                return None
            summary = self._archive.article(read.article_id)
            return summary if shows_a_new_rule(summary, now, self._stored) else None
        changed = self._changed(_digest(read.extractor), now)
        # Rules of a run that was cut off are known to nobody any more.
        is_touched = changed is None or not changed.isdisjoint(marks)
        return self._archive.article(read.article_id) if is_touched else None

    def _changed(self, digest: str, now: Learned) -> set[int] | None:
        """Return the hashes of what rules of that digest and those of *now* do not share; None when they are unknown."""
        before = self._rules.get(digest)
        if before is None:
            return None
        if digest not in self._differences:
            self._differences[digest] = _hashes(before) ^ _hashes(now)
        return self._differences[digest]


def _relabelled(extractor: str, now: Learned) -> str:
    """Return the extractor of an article that reads by the rules of *now* as it did by others."""
    return " ".join([*extractor.split()[:2], now.digest]).rstrip()


def _digest(extractor: str) -> str:
    """Return the digest of the rules that an article was read with: the third word of its extractor."""
    return "".join(extractor.split()[2:3])


def _marks(page: PageEvidence) -> Iterator[int]:
    """Yield hashes of the lines, beginnings and places of a page that are kept unless a rule says otherwise."""
    dropped = {place for place, row in page.places.items() if row[3] <= 0}
    for line, (place, start, _, _) in page.lines.items():
        if place not in dropped:
            yield hash(("line", line))
            if start:
                yield hash(("prefix", start))
    for place in page.places.keys() - dropped:
        yield hash(("place", place))


def _hashes(learned: Learned) -> set[int]:
    kinds: Iterable[tuple[str, Iterable[str]]] = (
        ("line", learned.lines),
        ("prefix", learned.prefixes),
        ("place", learned.places),
    )
    return set(chain.from_iterable((hash((kind, value)) for value in values) for kind, values in kinds))


def shows_a_new_rule(summary: ArticleSummary, now: Learned, before: Learned) -> bool:
    """Whether the text of an article of an earlier run shows a line or beginning that is clutter since *before*.

    Places do not stand in the text, and rules that were given up left nothing in it: for their sake the articles of
    all earlier runs would have to be read again, every time.
    """
    lines, prefixes = now.lines - before.lines, now.prefixes - before.prefixes
    for passage in summary.article.passages if lines or prefixes else ():
        if passage.kind in {PassageKind.CAPTION, PassageKind.EMBED}:
            continue
        masked = mask(passage.text)
        if masked in lines or any(masked.startswith(prefix) for prefix in prefixes):
            return True
    return False
