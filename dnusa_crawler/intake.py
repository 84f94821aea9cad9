"""The one way in: an exchange that was kept becomes articles and an outcome, live or at a rebuild.

A crawl calls :meth:`Intake.prepare` as soon as an exchange is kept (its page can then be read in a child process) and
:meth:`Intake.absorb` strictly in the order of capture. A rebuild does the same from the WARC files, without a network;
so the two cannot drift apart. What an exchange alone does not say (which URL comes next) is not decided here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import attrs

from archive import (
    Article,
    ArticleSummary,
    Capture,
    Exchange,
    HttpResponse,
    Outcome,
    OutcomeKind,
    Purpose,
    Road,
    Verdict,
    canonical_url,
    read_response,
)

from .arrivals import Absorbed, Pending, Prepared, joined_reading, wanted_parts
from .capture import STALE_ERROR
from .discovery.values import Document, Link
from .frontier import known_after
from .identity import GuestList, aliases_of, canonical_or_none, page_identity
from .pages.values import Learned, PageReading, PageSource, SiteHints
from .redirects import BROKEN, follow
from .tries import MAX_ATTEMPTS, MAX_RETRY_AFTER_SECONDS, PASSING_STATUSES, RETRY_SECONDS, retry_after
from .workers import Task

if TYPE_CHECKING:
    from archive import Archive

#: Largest body that is unpacked; the capture handler bounds what is on the wire.
MAX_BODY_BYTES = 20 << 20
#: Discovery documents may be larger: a sitemap may hold 50 MB (sitemaps.org).
MAX_DISCOVERY_BYTES = 50 << 20

_DISCOVERY = frozenset({Purpose.ROBOTS, Purpose.HOME, Purpose.FEED, Purpose.SITEMAP, Purpose.LISTING, Purpose.REST})
#: Reasons of a reading that are the reader's failure, not the page's nature.
READER_FAILURES = frozenset({"reader-timeout", "reader-died", "reader-failed", "too-complex", "interrupted"})


class Intake:
    """Takes in the exchanges of one site."""

    def __init__(
        self,
        archive: Archive,
        *,
        site: SiteHints,
        in_scope: Callable[[str], bool],
        learned: Learned | None = None,
        learn: Callable[[Capture, PageReading], Learned] | None = None,
        read: Callable[[Task], PageReading] | None = None,
    ) -> None:
        """Make an intake.

        Args:
            archive: Open for writing.
            site: What is known of the site; its name is the site of every row.
            in_scope: Whether a URL belongs to the site.
            learned: What the site is known to repeat; may be replaced between pages.
            learn: Takes in a page's evidence (capture, reading) and returns what is learned by then.
            read: Reads a task at once; used to read an older capture again before two readings are compared.
        """
        self.archive = archive
        self.site = site
        self.learned = learned
        self._in_scope = in_scope
        self._learn = learn
        self._read = read
        self._pending: dict[str, Pending] = {}
        self._guests = GuestList()
        #: The rules that the page at hand was read with: an older capture is compared with it under the same ones.
        self._rules = learned

    # First step, in any order.

    def prepare(self, capture: Capture, exchange: Exchange) -> Prepared:
        """Undo the codings of the exchange's response and say what has to be read."""
        discovery = capture.visit.purpose in _DISCOVERY
        limit = MAX_DISCOVERY_BYTES if discovery else MAX_BODY_BYTES
        response = read_response(exchange.response, max_bytes=limit) if exchange.response is not None else None
        task = None
        if response is not None and not discovery and response.status == 200 and exchange.truncated is None:
            task = self.task(capture, response)
        return Prepared(
            capture=capture, response=response, task=task, error=exchange.error, truncated=exchange.truncated,
            wire_bytes=exchange.response_bytes,
        )  # fmt: skip

    def task(self, capture: Capture, response: HttpResponse) -> Task:
        """Return what a reader needs to read one capture."""
        source = PageSource(
            body=response.body, url=capture.url, content_type=response.content_type,
            captured_at=capture.captured_at, hints=capture.visit.hints,
        )  # fmt: skip
        return Task(
            sources=(source,), site=self.site, learned=self.learned, names_guests=self._read is not None,
            articles_only=capture.visit.purpose is Purpose.PART,
        )  # fmt: skip

    # Second step, in order of capture.

    def absorb(self, prepared: Prepared, reading: PageReading | None) -> Absorbed:
        """Turn a prepared exchange and its reading into rows, and say what it asks for."""
        capture, response = prepared.capture, prepared.response
        if self.passes_over(capture):
            return Absorbed()
        if (passing := self._passing(prepared)) is not None:
            self.archive.pass_over(capture)  # the next try has the outcome; the URL stays due until then
            return passing
        if response is None:
            return self._failed(prepared, OutcomeKind.FAILED, prepared.error or "no answer")
        if prepared.truncated is not None:
            return self._failed(prepared, OutcomeKind.TRUNCATED, prepared.truncated)
        if response.status in {301, 302, 303, 307, 308}:
            return self._redirect(prepared)
        if capture.visit.purpose in _DISCOVERY:
            return self._discovery(prepared)
        if response.status == 304:
            self.archive.seen_again(capture)
            return self._end(prepared, OutcomeKind.UNCHANGED, "not modified")
        if response.status != 200 or reading is None:
            return self._missing(prepared)
        if prepared.task is not None:
            self._rules = prepared.task.learned
        return self._page(prepared, reading)

    def passes_over(self, capture: Capture) -> bool:
        """Pass over a stale try: the client sent the request again by itself, and that exchange has the outcome."""
        if capture.error != STALE_ERROR:
            return False
        self.archive.pass_over(capture)
        return True

    def flush(self) -> Absorbed:
        """End a run: keep articles whose other pages never came, and guests whose own page was not kept."""
        absorbed = [self._finish(key) for key in list(self._pending)]
        for capture, article in self._guests.drain():
            own = self.archive.known_url(self.site.name, article.url)
            # Only when the guest's own page was asked for and gave nothing: it may still come in another run.
            was_tried = own is not None and own.last_outcome is not None
            if was_tried and not self.archive.has_article(self.site.name, article.url):
                whole = article if article.passages or self._read is None else self._reread(capture, article.url)
                if whole is not None and whole.url == article.url:
                    self._keep(whole, capture)
        return Absorbed(outcomes=tuple(outcome for one in absorbed for outcome in one.outcomes))

    @property
    def waiting(self) -> list[Capture]:
        """The first pages of articles whose other pages are still to come."""
        return [pending.capture for pending in self._pending.values()]

    def waits_for(self, link: Link) -> bool:
        """Whether an article waits for this page of it: not when it has come already."""
        pending = self._pending.get(canonical_or_none(link.hints.get("part_of")) or "")
        return pending is not None and canonical_url(link.url) not in {*pending.got, *pending.failed}

    def fail(self, url: str, *, purpose: Purpose, hints: dict[str, str]) -> Absorbed:
        """Note that a URL without any capture came to nothing, so that an article does not wait for it."""
        if purpose is Purpose.PART:
            return self._part_failed(canonical_or_none(hints.get("part_of")), canonical_url(url))
        return Absorbed()

    # ------------------------------------------------------------ what may pass

    def _passing(self, prepared: Prepared) -> Absorbed | None:
        """Ask for another try where the failure may pass and tries are left."""
        response, attempt = prepared.response, prepared.capture.visit.attempt
        cut = response is None or prepared.truncated in {"time", "disconnect", "unspecified"}
        if not cut and response is not None and response.status not in PASSING_STATUSES:
            return None
        asked = retry_after(response, prepared.capture.captured_at) if response is not None else None
        if attempt >= MAX_ATTEMPTS or (asked or 0) > MAX_RETRY_AFTER_SECONDS:
            return None
        wait = asked if asked is not None else RETRY_SECONDS[min(attempt, len(RETRY_SECONDS)) - 1]
        return Absorbed(retry_seconds=wait, pause_seconds=asked)

    def _failed(self, prepared: Prepared, kind: OutcomeKind, reason: str) -> Absorbed:
        absorbed = self._end(prepared, kind, reason)
        if prepared.capture.visit.purpose not in _DISCOVERY:
            return absorbed
        return attrs.evolve(absorbed, document=self._document(prepared, status=None))

    def _document(self, prepared: Prepared, *, status: int | None, is_unchanged: bool = False) -> Document:
        capture, response = prepared.capture, prepared.response
        return Document(
            url=capture.url,
            purpose=capture.visit.purpose,
            road=capture.visit.road,
            status=status,
            headers=response.headers if response is not None else (),
            body=response.body if response is not None and status is not None else b"",
            hints=capture.visit.hints,
            captured_at=capture.captured_at,
            is_unchanged=is_unchanged,
        )

    def _redirect(self, prepared: Prepared) -> Absorbed:
        """Follow a redirect as a new URL: each hop is an exchange and an outcome of its own."""
        capture = prepared.capture
        if capture.visit.purpose in _DISCOVERY - {Purpose.ROBOTS}:
            # The plan decides: it knows whether the road goes on elsewhere.
            document = self._document(prepared, status=capture.status)
            return attrs.evolve(self._end(prepared, OutcomeKind.SKIPPED, "redirect"), document=document)
        reason, link = follow(capture, in_scope=self._in_scope)
        absorbed = self._end(prepared, OutcomeKind.FAILED if reason in BROKEN else OutcomeKind.SKIPPED, reason)
        if link is not None:
            return attrs.evolve(absorbed, links=(link,))
        if capture.visit.purpose is Purpose.ROBOTS:
            # RFC 9309 section 2.3.1.2: rules that are not where they should be are no rules.
            return attrs.evolve(absorbed, document=self._document(prepared, status=404))
        if capture.visit.purpose is Purpose.PART:
            failed = self._part_failed(canonical_or_none(capture.visit.hints.get("part_of")), capture.canonical_url)
            return attrs.evolve(absorbed, outcomes=absorbed.outcomes + failed.outcomes)
        return absorbed

    def _discovery(self, prepared: Prepared) -> Absorbed:
        capture, response = prepared.capture, prepared.response
        assert response is not None
        unchanged = response.status == 304 or (capture.is_revisit and response.status == 200)
        document = self._document(prepared, status=response.status, is_unchanged=unchanged)
        if response.status == 304 and capture.visit.purpose is Purpose.SITEMAP:
            document = self._as_before(document, capture)
        if unchanged:
            absorbed = self._end(prepared, OutcomeKind.UNCHANGED, "not modified" if response.status == 304 else None)
        elif response.status is not None and 200 <= response.status < 300:
            absorbed = self._end(prepared, OutcomeKind.LISTING, str(capture.visit.purpose))
        else:
            absorbed = self._end(prepared, OutcomeKind.FAILED, f"status {response.status}")
        return attrs.evolve(absorbed, document=document)

    def _as_before(self, document: Document, capture: Capture) -> Document:
        """Give an unchanged sitemap the body it had: an index that stays the same names sitemaps that do not."""
        origin = self.archive.capture_at(*capture.refers_to) if capture.refers_to is not None else None
        answer = self.archive.read(origin).response if origin is not None else None
        if answer is None:
            return document
        before = read_response(answer, max_bytes=MAX_DISCOVERY_BYTES)
        return attrs.evolve(document, status=before.status, headers=before.headers, body=before.body)

    def _missing(self, prepared: Prepared) -> Absorbed:
        """A page that is not there, or no longer."""
        capture, response = prepared.capture, prepared.response
        assert response is not None
        reason = "not found" if response.status in {404, 410} else f"status {response.status}"
        if response.status in {404, 410} and self._is_gone(capture):
            reason = "gone"
        absorbed = self._end(prepared, OutcomeKind.FAILED, reason, is_gone=reason == "gone")
        if capture.visit.purpose is Purpose.PART:
            failed = self._part_failed(canonical_or_none(capture.visit.hints.get("part_of")), capture.canonical_url)
            return attrs.evolve(absorbed, outcomes=absorbed.outcomes + failed.outcomes)
        return absorbed

    # ------------------------------------------------------------ pages

    def _page(self, prepared: Prepared, reading: PageReading) -> Absorbed:
        capture = prepared.capture
        if capture.visit.purpose is Purpose.PART:
            return self._part(prepared, reading)
        # Page 2 of an article repeats what stands around page 1: it would count as evidence twice.
        if self._learn is not None:
            self.learned = self._learn(capture, reading)
        if reading.reason is not None or not reading.articles:
            return self._no_article(prepared, reading.reason or "no-article")
        named = [is_guest for article, is_guest in self._addressed(capture, reading) if not article.passages]
        if self._read is not None and not all(named):
            # What was only named turns out to have no page of its own on this site.
            reading = self._read_capture(capture) or reading
        wanted = wanted_parts(capture, reading, self._in_scope)
        if wanted:
            self._pending[capture.canonical_url] = Pending(
                capture=capture, reading=reading, wire_bytes=prepared.wire_bytes, wanted=tuple(wanted)
            )
            hints = {"part_of": capture.canonical_url}
            return Absorbed(
                links=tuple(
                    Link(url=url, road=Road.PAGE, purpose=Purpose.PART, hints=hints, via=capture.url)
                    for url in wanted.values()
                )
            )
        return self._keep_page(prepared.capture, reading, prepared.wire_bytes)

    def _no_article(self, prepared: Prepared, reason: str) -> Absorbed:
        """Record why a page gave no article; a kept page that turned into a soft 404 is gone."""
        capture = prepared.capture
        if reason in READER_FAILURES:
            return self._end(prepared, OutcomeKind.FAILED, reason)
        gone = reason == "soft-404" and self._is_gone(capture)
        return self._end(prepared, OutcomeKind.SKIPPED, "gone" if gone else reason, is_gone=gone)

    def _is_gone(self, capture: Capture) -> bool:
        """Mark the article of a page that is not there any more; False when there never was one."""
        if not self.archive.has_article(self.site.name, capture.canonical_url):
            return False
        self.archive.mark_gone(self.site.name, capture.canonical_url, capture.captured_at)
        return True

    def _part(self, prepared: Prepared, reading: PageReading) -> Absorbed:
        """Take in page 2, 3, … of an article."""
        capture = prepared.capture
        owner = canonical_or_none(capture.visit.hints.get("part_of"))
        absorbed = self._end(prepared, OutcomeKind.ARTICLE, "part")
        asked = canonical_or_none((capture.visit.hints.get("redirected_from") or "").partition(" ")[0])
        key = asked or capture.canonical_url
        pending = self._pending.get(owner or "")
        if pending is None or owner is None:
            return absorbed
        if reading.reason is not None or not reading.articles:
            pending.failed.add(key)
        else:
            pending.got[key] = (capture, self._own_part(capture, reading, owner))
        if pending.is_complete:
            finished = self._finish(owner)
            return attrs.evolve(
                finished, outcomes=absorbed.outcomes + finished.outcomes, links=absorbed.links + finished.links
            )
        return absorbed

    def _own_part(self, capture: Capture, reading: PageReading, owner: str) -> PageReading:
        """Leave out guests: a last page may hold one picture, and below it the next article."""
        own = tuple(one for one, is_guest in self._addressed(capture, reading) if not is_guest or one.url == owner)
        return attrs.evolve(reading, articles=own)

    def _part_failed(self, owner: str | None, part: str) -> Absorbed:
        pending = self._pending.get(owner or "")
        if pending is None or owner is None:
            return Absorbed()
        pending.failed.add(part)
        return self._finish(owner) if pending.is_complete else Absorbed()

    def _finish(self, owner: str) -> Absorbed:
        """Keep an article in several pages, as far as they came."""
        pending = self._pending.pop(owner)
        parts = [pending.got[key] for key in pending.wanted if key in pending.got]
        reading = pending.reading
        if parts:
            reading = joined_reading(reading, [part for _, part in parts])
        reason = None if len(parts) == len(pending.wanted) else "parts missing"
        if reason is not None and self._is_kept_whole(pending.capture, reason):
            # Half an article is no new version of the whole: the next run asks again. What is missing then, too, is gone.
            return Absorbed(outcomes=(self._record(pending.capture, OutcomeKind.FAILED, reason, pending.wire_bytes),))
        return self._keep_page(
            pending.capture, reading, pending.wire_bytes, parts=tuple(capture for capture, _ in parts), reason=reason
        )

    def _is_kept_whole(self, capture: Capture, reason: str) -> bool:
        """Whether there is an article of this address, and the last look at its page did not end with *reason*."""
        if not self.archive.has_article(self.site.name, capture.canonical_url):
            return False
        known = self.archive.known_url(self.site.name, capture.canonical_url)
        return known is None or known.last_reason != reason

    def _keep_page(
        self,
        capture: Capture,
        reading: PageReading,
        wire_bytes: int,
        *,
        parts: tuple[Capture, ...] = (),
        reason: str | None = None,
    ) -> Absorbed:
        """Keep the articles of a page: its own now, guests when their own page turns out not to be there."""
        verdicts: list[Verdict] = []
        links: list[Link] = []
        for article, is_guest in self._addressed(capture, reading):
            if is_guest:
                self._guests.add(article.url, capture, article)
                links.append(Link(url=article.url, road=Road.PAGE, purpose=Purpose.PAGE, via=capture.url))
            else:
                verdicts.append(self._keep(article, capture, parts=parts, is_first=not verdicts))
        kind = OutcomeKind.ARTICLE
        if verdicts and all(verdict is Verdict.SAME for verdict in verdicts):
            kind = OutcomeKind.UNCHANGED
        elif not verdicts:
            kind, reason = OutcomeKind.LISTING, "articles of other addresses"
        outcome = self._record(capture, kind, reason, wire_bytes, verdicts=tuple(verdicts))
        return Absorbed(outcomes=(outcome,), links=tuple(links))

    def _addressed(self, capture: Capture, reading: PageReading) -> list[tuple[Article, bool]]:
        """Give each article of a page its address, and say whether it is only a guest there.

        A further article without an address of its own is named by its number: ``URL#2``.
        """
        identity = page_identity(capture, reading, in_scope=self._in_scope)
        found: list[tuple[Article, bool]] = []
        residents = 0
        for article in reading.articles:
            own = canonical_or_none(article.url, base=capture.url) or identity
            is_guest = own not in {identity, capture.canonical_url} and self._in_scope(own)
            number = article.external_id
            if not is_guest:
                residents += 1
                own = identity if residents == 1 else f"{identity}#{residents}"
                number = number or (capture.visit.hints.get("external_id") if residents == 1 else None)
            found.append((attrs.evolve(article, url=own, external_id=number), is_guest))
        return found

    def _keep(
        self, article: Article, capture: Capture, *, parts: tuple[Capture, ...] = (), is_first: bool = False
    ) -> Verdict:
        aliases = aliases_of(capture) if is_first else set()
        return self.archive.keep(
            article,
            capture=capture,
            parts=parts,
            aliases=tuple(sorted(aliases - {article.url})),
            reread=(lambda older: self._reread(older, article.url)) if self._read is not None else None,
        )

    def read_again(self, summary: ArticleSummary) -> bool:
        """Read the current version of an article as pages are read now; return whether that could be done."""
        self._rules = self.learned
        capture = self.archive.capture_at(summary.warc_file, summary.warc_offset)
        article = self._reread(capture, summary.article.url) if capture is not None else None
        if article is None:
            return False
        self.archive.update_reading(summary.id, summary.versions, article)
        return True

    def _reread(self, capture: Capture, url: str) -> Article | None:
        """Read the article *url* from an older capture as the page at hand was: two texts are compared by one reading."""
        reading = self._read_capture(capture)
        if reading is None or reading.reason is not None or not reading.articles:
            return None
        parts = []
        for wanted in wanted_parts(capture, reading, self._in_scope):
            of_that_run = [one for one in self.archive.captures(url=wanted) if one.visit.run == capture.visit.run]
            part = self._read_capture(of_that_run[-1]) if of_that_run else None
            if part is not None and part.articles:
                parts.append(self._own_part(of_that_run[-1], part, capture.canonical_url))
        if parts:
            reading = joined_reading(reading, parts)
        addressed = self._addressed(capture, reading)
        exactly = next((article for article, _ in addressed if article.url == url), None)
        if exactly is not None or "#" in url:
            return exactly
        return next((article for article, is_guest in addressed if not is_guest), None)

    def _read_capture(self, capture: Capture) -> PageReading | None:
        assert self._read is not None
        exchange = self.archive.read(capture)
        if exchange.response is None:
            return None
        task = self.task(capture, read_response(exchange.response, max_bytes=MAX_BODY_BYTES))
        return self._read(attrs.evolve(task, learned=self._rules, names_guests=False))

    # ------------------------------------------------------------ rows

    def _end(self, prepared: Prepared, kind: OutcomeKind, reason: str | None, *, is_gone: bool = False) -> Absorbed:
        outcome = self._record(prepared.capture, kind, reason, prepared.wire_bytes, is_gone=is_gone)
        if prepared.capture.visit.purpose is Purpose.PART and kind in {OutcomeKind.FAILED, OutcomeKind.TRUNCATED}:
            owner = canonical_or_none(prepared.capture.visit.hints.get("part_of"))
            failed = self._part_failed(owner, prepared.capture.canonical_url)
            return Absorbed(outcomes=(outcome, *failed.outcomes))
        return Absorbed(outcomes=(outcome,))

    def _leave_old_address(self, capture: Capture, kind: OutcomeKind) -> None:
        """An article that moved is looked for under its new address only."""
        old = canonical_or_none(capture.visit.hints.get("moved_from"))
        if old is None or old == capture.canonical_url or kind not in {OutcomeKind.ARTICLE, OutcomeKind.UNCHANGED}:
            return
        known = self.archive.known_url(capture.visit.site, old)
        if known is not None:
            self.archive.remember([attrs.evolve(known, due_at=None, is_gone=True)])

    def _record(
        self,
        capture: Capture,
        kind: OutcomeKind,
        reason: str | None,
        wire_bytes: int,
        *,
        verdicts: tuple[Verdict, ...] = (),
        is_gone: bool = False,
    ) -> Outcome:
        """Write the outcome row of a capture and what the frontier knows of its URL from now on."""
        visit = capture.visit
        outcome = Outcome(
            time=capture.captured_at, run=visit.run, site=visit.site, road=visit.road, purpose=visit.purpose,
            url=capture.url, outcome=kind, reason=reason, status=capture.status, bytes=wire_bytes,
            warc=(capture.warc_file, capture.warc_offset), verdicts=verdicts,
        )  # fmt: skip
        self.archive.record_outcome(outcome)
        self.archive.remember([known_after(capture, outcome, is_gone=is_gone)])
        self._leave_old_address(capture, kind)
        return outcome
