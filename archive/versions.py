"""The history of one article: what a new reading comes to, and the difference between two versions.

::

    reading --> known under its URL, under the site's number, or under a URL that led to it and has no other number?
                   |                                                --no--> NEW, or COPY when its text is another article's
                   | yes
                   v
                same headline and text as the current version? --yes--> SAME (facts are refreshed)
                   | no
                   v
                read by another extractor? --yes--> the current version is read again by this one; equal now: SAME
                   | still different
                   v
                CHANGED: a new version, also when it goes back to the wording of an earlier one

A changed headline makes a version too: silent headline edits are news about news. Typography (curly quotes, white
space) makes none, and neither do facts beside headline and text (dates, authors, tags): they are refreshed in place.
"""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

import attrs

from .database import Articles, Current, Database, Indexed, clean
from .dedup import near
from .digests import normalised_text, text_digest
from .records import Article, Capture, Difference, Edit, EditKind, Verdict, Version
from .words import words

#: Reads an article again from an earlier capture with today's extractor; None when it is not found there.
Reread = Callable[[Capture], Article | None]

#: Two articles with the same text are copies of each other from this many words on; "Foto: Budi" is not a text.
_MIN_COPY_WORDS = 8

#: Blocks with more words than this are shown as replaced whole: the word difference is quadratic.
_MOST_DIFFED_WORDS = 4_000

_PARAGRAPHS = re.compile(r"[^\n]*\n+|[^\n]+")
_WORDS = re.compile(r"\S+\s*|\s+")


@attrs.frozen
class _Text:
    """A reading with what is computed from it."""

    article: Article
    digest: str
    indexed: Indexed
    shingles: near.Shingles
    signature: bytes | None

    @classmethod
    def of(cls, site: str, article: Article) -> _Text:
        indexed = Indexed.of(site=site, title=article.title, text=article.text, authors=article.authors)
        shingles = near.shingles(indexed.text)
        return cls(article, text_digest(article.text), indexed, shingles, near.signature(shingles))

    @property
    def bands(self) -> list[int]:
        return near.bands(self.signature) if self.signature is not None else []


class Keeper:
    """Decides what a reading comes to and writes it, over one database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._articles: Articles = database.articles

    def keep(
        self,
        article: Article,
        *,
        capture: Capture,
        parts: Iterable[Capture] = (),
        aliases: Iterable[str] = (),
        reread: Reread | None = None,
    ) -> Verdict:
        """Keep one article as *capture* showed it; keeping it twice is keeping it once."""
        article = _sane(article)
        site = capture.visit.site
        others = [url for url in dict.fromkeys(aliases) if url != article.url]
        current = self._articles.by_url(site, article.url)
        is_moved = False
        if current is None:
            current = self._known_otherwise(site, article, others)
            is_moved = current is not None
        if current is None:
            version_id, verdict = self._first(site, article, capture)
        else:
            version_id, verdict = self._again(current, article, capture, is_moved=is_moved, reread=reread)
        for other in others:
            # Another article's URL stays its own.
            if self._articles.by_url(site, other) is None:
                self._articles.add_address(self._articles.article_of(version_id), site, other)
        self._articles.add_sighting(capture.id, version_id, 0)
        for number, part in enumerate(parts, 1):
            self._articles.add_sighting(part.id, version_id, number)
        return verdict

    def _known_otherwise(self, site: str, article: Article, aliases: Sequence[str]) -> Current | None:
        """Find an article that moved: by the site's own number, else by another URL that it was found under."""
        if article.external_id is not None:
            found = self._articles.by_external_id(site, article.external_id)
            if found is not None:
                return found
        for alias in aliases:
            found = self._articles.by_url(site, alias)
            # Two numbers are two articles, even when one now redirects to the other.
            if found is not None and (article.external_id is None or found.external_id in {None, article.external_id}):
                return found
        return None

    def seen_again(self, capture: Capture) -> int:
        """Say that *capture*, a revisit, shows what the capture it refers to showed; return how many articles."""
        if capture.refers_to is None:
            return 0
        original = self._database.captures.at(*capture.refers_to)
        if original is None:
            return 0
        count = 0
        for version_id, number, part in self._articles.sightings_of(original.id):
            current = self._articles.by_no(number)
            if current is not None and current.version_id == version_id:
                self._articles.add_sighting(capture.id, version_id, part)
                self._articles.seen(number, version_id, capture.captured_at)
                count += 1
        return count

    def update_reading(self, article_id: str, number: int, article: Article) -> bool:
        """Replace how version *number* of an article is read; False when there is no such version."""
        current = self._articles.by_url_or_id(article_id)
        if current is None or (found := self._articles.version_row(current.no, number)) is None:
            return False
        text = _Text.of(current.site, _sane(attrs.evolve(article, url=current.url, external_id=current.external_id)))
        version_id, _ = found
        if version_id == current.version_id:
            self._rewrite(current, text, url=current.url, version_id=version_id, versions=current.versions)
        self._articles.update_reading(version_id, text.article, digest=text.digest, near=text.signature)
        return True

    def _first(self, site: str, article: Article, capture: Capture) -> tuple[int, Verdict]:
        text = _Text.of(site, article)
        number, version_id = self._articles.next_article(), self._articles.next_version()
        cluster = self._cluster(text, own=number)
        seen = capture.captured_at
        self._articles.add_article(
            no=number,
            identity=article_id(site, article.url),
            site=site,
            reading=article,
            version_id=version_id,
            seen=seen,
            cluster=cluster,
        )
        self._articles.add_version(
            row_id=version_id,
            article_no=number,
            number=1,
            reading=article,
            digest=text.digest,
            near=text.signature,
            capture=capture,
        )
        self._articles.set_bands(number, [], text.bands)
        self._articles.index(article, seen, number, text.indexed)
        return version_id, Verdict.NEW if cluster is None else Verdict.COPY

    def _again(
        self, current: Current, article: Article, capture: Capture, *, is_moved: bool, reread: Reread | None
    ) -> tuple[int, Verdict]:
        url = current.url
        if is_moved:
            self._articles.add_address(current.no, current.site, article.url)
            url = article.url
        # A URL that is known as an earlier one does not become the current one again.
        article = attrs.evolve(article, url=url, external_id=article.external_id or current.external_id)
        digest = text_digest(article.text)
        is_same = _reads_same(current, article, digest)
        if not is_same and reread is not None and current.extractor != article.extractor:
            current = self._read_again(current, reread)
            is_same = _reads_same(current, article, digest)
        seen = capture.captured_at
        if not is_same:
            text = _Text.of(current.site, article)
            version_id = self._articles.next_version()
            self._articles.add_version(
                row_id=version_id,
                article_no=current.no,
                number=current.versions + 1,
                reading=article,
                digest=digest,
                near=text.signature,
                capture=capture,
            )
            self._rewrite(current, text, url=url, version_id=version_id, versions=current.versions + 1)
            self._articles.seen(current.no, version_id, seen)
            return version_id, Verdict.CHANGED
        is_refreshed = not current.is_read_as(article)
        if is_refreshed or is_moved or current.is_gone or article.external_id != current.external_id:
            text = _Text.of(current.site, article)
            self._rewrite(current, text, url=url, version_id=current.version_id, versions=current.versions)
            self._articles.update_reading(current.version_id, article, digest=digest, near=text.signature)
        self._articles.seen(current.no, current.version_id, seen)
        return current.version_id, Verdict.SAME

    def _read_again(self, current: Current, reread: Reread) -> Current:
        """Read the current version by today's extractor; return the article as it is then."""
        capture = self._database.captures.by_id(current.capture_id)
        reading = reread(capture) if capture is not None else None
        if reading is None:
            return current
        self.update_reading(current.id, current.versions, reading)
        again = self._articles.by_no(current.no)
        assert again is not None
        return again

    def _rewrite(self, current: Current, text: _Text, *, url: str, version_id: int, versions: int) -> None:
        """Let the article's row, index and bands follow its current reading."""
        old, now = current.article, text.article
        is_found_alike = (old.title, old.text, tuple(old.authors), old.published_at) == (
            now.title,
            now.text,
            tuple(now.authors),
            now.published_at,
        )
        if not is_found_alike:
            self._articles.unindex(
                current, Indexed.of(site=current.site, title=old.title, text=old.text, authors=old.authors)
            )
        cluster = current.cluster
        if text.digest != current.text_digest:
            cluster = self._cluster(text, own=current.no)
            if cluster is None and current.cluster == current.id:
                cluster = current.id  # it was copied by others; it stays the head of its cluster
            old_bands = near.bands(current.near_signature) if current.near_signature is not None else []
            self._articles.set_bands(current.no, old_bands, text.bands)
        self._articles.update_article(
            current,
            reading=attrs.evolve(text.article, url=url),
            version_id=version_id,
            versions=versions,
            cluster=cluster,
        )
        if not is_found_alike:
            self._articles.index(now, current.first_seen_at, current.no, text.indexed)

    def _cluster(self, text: _Text, *, own: int) -> str | None:
        """Return the cluster a text belongs to, None when it is like no other; found ones become its head."""
        found = None
        if len(text.indexed.text) >= _MIN_COPY_WORDS:
            found = self._articles.same_text(text.digest, own=own)
        if found is None and text.signature is not None:
            for number, identity, cluster, other in self._articles.candidates(text.bands, own=own):
                if near.similarity(text.shingles, near.shingles(words(other))) >= near.NEAR:
                    found = (number, identity, cluster)
                    break
        if found is None:
            return None
        number, identity, cluster = found
        if cluster is None:
            cluster = identity
            self._articles.set_cluster(number, cluster)
        return cluster


def article_id(site: str, first_url: str) -> str:
    """Return the stable id of an article: 16 hex digits of SHA-256 over site, line feed, first canonical URL."""
    return hashlib.sha256(f"{site}\n{first_url}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def difference(older: Version, newer: Version) -> Difference:
    """Return what changed from one version to another, word by word."""
    return Difference(
        older=older.number,
        newer=newer.number,
        title=_edits(older.title, newer.title),
        text=_edits(older.text, newer.text),
    )


def _reads_same(current: Current, article: Article, digest: str) -> bool:
    if current.text_digest != digest:
        return False
    return current.title == article.title or normalised_text(current.title) == normalised_text(article.title)


def _sane(article: Article) -> Article:
    """Return *article* as it can be stored and compared: no NUL, no half surrogates, no dates beyond all calendars."""
    return attrs.evolve(
        article,
        url=clean(article.url),
        title=clean(article.title),
        text=clean(article.text),
        external_id=None if article.external_id is None else clean(article.external_id),
        published_at=_sane_moment(article.published_at),
        modified_at=_sane_moment(article.modified_at),
    )


def _sane_moment(moment: datetime | None) -> datetime | None:
    return moment if moment is not None and 1_500 <= moment.year <= 9_000 else None


def _edits(older: str, newer: str) -> tuple[Edit, ...]:
    """Compare by paragraphs first and by words within those that differ: near linear for what really happens."""
    edits: list[Edit] = []
    old, new = _pieces(older, _PARAGRAPHS), _pieces(newer, _PARAGRAPHS)
    for tag, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        before, after = "".join(old[a:b]), "".join(new[c:d])
        if tag == "equal":
            _add(edits, EditKind.KEPT, before)
        else:
            _word_edits(edits, before, after)
    return tuple(edits)


def _word_edits(edits: list[Edit], before: str, after: str) -> None:
    old, new = _pieces(before, _WORDS), _pieces(after, _WORDS)
    if len(old) + len(new) > _MOST_DIFFED_WORDS:
        _add(edits, EditKind.REMOVED, before)
        _add(edits, EditKind.ADDED, after)
        return
    for tag, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            _add(edits, EditKind.KEPT, "".join(old[a:b]))
        else:
            _add(edits, EditKind.REMOVED, "".join(old[a:b]))
            _add(edits, EditKind.ADDED, "".join(new[c:d]))


def _pieces(text: str, piece: re.Pattern[str]) -> Sequence[str]:
    """Split *text* into paragraphs or words with the white space behind them; joined again they are the text."""
    return piece.findall(text)


def _add(edits: list[Edit], kind: EditKind, text: str) -> None:
    if not text:
        return
    if edits and edits[-1].kind is kind:
        edits[-1] = Edit(kind=kind, text=edits[-1].text + text)
    else:
        edits.append(Edit(kind=kind, text=text))
