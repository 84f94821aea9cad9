"""The tables: every column with a comment, the same on SQLite and PostgreSQL.

Tables are named in the singular and are the program's own; the views of :mod:`.views` are named in the plural
(``articles``, ``captures``, …) and are for people. Conventions: a time is text, UTC, ``2026-11-24T11:15:00.000000Z``,
which sorts as it reads; lists and mappings are JSON text; *key* columns are the first 16 bytes of a SHA-256, because an
index over URLs of any length would be refused by PostgreSQL (2,704 bytes) and twice as large.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, LargeBinary, MetaData, Table
from sqlalchemy.dialects import postgresql

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

#: Text that sorts by code point on both databases; PostgreSQL would sort by the server's language otherwise.
Text = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
#: 64 bits; on SQLite plain INTEGER, so that a primary key is the row id.
BigInt = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _id(comment: str) -> Column[int]:
    return Column("id", BigInt, primary_key=True, autoincrement=False, comment=comment)


setting = Table(
    "setting",
    metadata,
    Column("name", Text, primary_key=True, comment="What is set: fold_version."),
    Column("value", Text, nullable=False, comment="Its value as text."),
    comment="Facts about the database itself.",
)

warc_file = Table(
    "warc_file",
    metadata,
    Column("name", Text, primary_key=True, comment="File name below warc/, without .open."),
    Column(
        "acknowledged_bytes",
        BigInt,
        nullable=False,
        comment="The database knows every record before this byte; what follows is taken in at the next opening.",
    ),
    comment="How far the database knows each WARC file.",
)

run = Table(
    "run",
    metadata,
    Column("id", Text, primary_key=True, comment="For example 20241124T111500Z-dnusa.id-3f2a; sorts by time."),
    Column("site", Text, nullable=False, comment="Name of the site."),
    Column("started_at", Text, nullable=False, comment="When the run began, UTC."),
    Column("finished_at", Text, comment="When it ended, UTC; NULL while it runs and after it was interrupted."),
    Column("state", Text, nullable=False, comment="running, finished, interrupted or failed."),
    Column("settings", Text, nullable=False, comment="JSON object: settings that decided what was fetched."),
    Column("counters", Text, nullable=False, comment="JSON object: counters area/what to numbers."),
    Index("ix_run_state", "state"),
    comment="Crawl runs.",
)

capture = Table(
    "capture",
    metadata,
    _id("Row number in order of writing; differs between rebuilds of damaged archives only."),
    Column("url_key", LargeBinary, nullable=False, comment="Key of canonical_url."),
    Column("url", Text, nullable=False, comment="URL as requested, without fragment."),
    Column("canonical_url", Text, nullable=False, comment="Canonical form of url."),
    Column("run", Text, nullable=False, comment="Id of the crawl run."),
    Column("site", Text, nullable=False, comment="Name of the site."),
    Column("purpose", Text, nullable=False, comment="robots, home, feed, sitemap, listing, rest, page or part."),
    Column("road", Text, nullable=False, comment="How the URL was found."),
    Column("via", Text, comment="The URL that named this one."),
    Column("attempt", Integer, nullable=False, comment="Which try this was, from 1."),
    Column("hints", Text, nullable=False, comment="JSON object: what the road said of the page."),
    Column("captured_at", Text, nullable=False, comment="When the request began, UTC."),
    Column("status", Integer, comment="HTTP status; NULL when no response came."),
    Column("content_type", Text, comment="Content-Type header as sent."),
    Column("warc_file", Text, nullable=False, comment="WARC file below warc/."),
    Column(
        "warc_offset", BigInt, nullable=False, comment="First byte of the response, revisit or lone request record."
    ),
    Column("warc_length", BigInt, nullable=False, comment="Length of that record in the file, bytes."),
    Column("payload_digest", Text, comment="sha1:BASE32 of the body, transfer-coding removed, content-coding kept."),
    Column("payload_bytes", BigInt, nullable=False, comment="Size of the payload, bytes."),
    Column("is_revisit", Boolean, nullable=False, comment="True when the record says: same as an earlier capture."),
    Column("refers_to_file", Text, comment="File of the response record that holds a revisit's bytes."),
    Column("refers_to_offset", BigInt, comment="Its offset."),
    Column("truncated", Text, comment="length, time, disconnect or unspecified; NULL when whole."),
    Column("etag", Text, comment="ETag header as sent."),
    Column("last_modified", Text, comment="Last-Modified header as sent."),
    Column("location", Text, comment="Location header of a redirect as sent."),
    Column("error", Text, comment="Why there is no (whole) response."),
    Column("is_read", Boolean, nullable=False, comment="True once the capture has an outcome."),
    Index("uq_capture_warc_file_warc_offset", "warc_file", "warc_offset", unique=True),
    Index("ix_capture_url_key", "url_key"),
    Index("ix_capture_payload_digest", "payload_digest"),
    Index(
        "ix_capture_unread", "site", "id", sqlite_where=sa.text("is_read = 0"), postgresql_where=sa.text("NOT is_read")
    ),
    comment="One fetch of one URL: points at its record in a WARC file.",
)

known_url = Table(
    "known_url",
    metadata,
    _id("Row number in order of discovery."),
    Column("key", LargeBinary, nullable=False, comment="Key of site and canonical_url."),
    Column("site", Text, nullable=False, comment="Name of the site."),
    Column("canonical_url", Text, nullable=False, comment="With site the identity of the row."),
    Column("url", Text, nullable=False, comment="The URL to fetch, as found."),
    Column("purpose", Text, nullable=False, comment="Why it is fetched."),
    Column("road", Text, nullable=False, comment="How it was found."),
    Column("via", Text, comment="The URL that named this one."),
    Column("due_at", Text, comment="When it is due, UTC; NULL when nothing is to be fetched."),
    Column("attempts", Integer, nullable=False, comment="Failed tries since the last success."),
    Column("hints", Text, nullable=False, comment="JSON object: what the road last said of it."),
    Column("seen_modified", Text, comment="The hint modified at the last successful fetch."),
    Column("last_outcome", Text, comment="What the last visit came to."),
    Column("last_reason", Text, comment="The reason of the last outcome."),
    Column("last_fetched_at", Text, comment="When it was last fetched, UTC."),
    Column("is_gone", Boolean, nullable=False, comment="True when it answered 404 or 410 after it was kept."),
    Index("uq_known_url_key", "key", unique=True),
    Index("ix_known_url_site_id", "site", "id"),
    Index("ix_known_url_site_due_at", "site", "due_at"),
    comment="The frontier: every URL known, and what is to become of it.",
)

outcome = Table(
    "outcome",
    metadata,
    _id("Row number in order of writing."),
    Column("time", Text, nullable=False, comment="When it was decided (of a capture: its date), UTC."),
    Column("run", Text, nullable=False, comment="Id of the crawl run."),
    Column("site", Text, nullable=False, comment="Name of the site."),
    Column("road", Text, nullable=False, comment="How the URL was found."),
    Column("purpose", Text, nullable=False, comment="Why it was fetched or was to be."),
    Column("url", Text, nullable=False, comment="The URL."),
    Column("outcome", Text, nullable=False, comment="article, listing, unchanged, skipped, failed or truncated."),
    Column("reason", Text, comment="One word or short phrase."),
    Column("status", Integer, comment="HTTP status; NULL when there was none."),
    Column("bytes", BigInt, nullable=False, comment="Bytes received, head and framing included."),
    Column("warc_file", Text, comment="WARC file of the capture; NULL when nothing was captured."),
    Column("warc_offset", BigInt, comment="Offset of the capture's record."),
    Column("verdicts", Text, nullable=False, comment="JSON list: new, changed, same or copy, one an article."),
    Index("uq_outcome_warc_file_warc_offset", "warc_file", "warc_offset", unique=True),
    Index("ix_outcome_run_id", "run", "id"),
    comment="The crawl log: what each URL of each run came to.",
)

article = Table(
    "article",
    metadata,
    Column("no", BigInt, primary_key=True, autoincrement=False, comment="Row number in order of discovery."),
    Column(
        "id", Text, nullable=False, comment="16 hex digits of SHA-256 over site, line feed, first URL; never changes."
    ),
    Column("site", Text, nullable=False, comment="Name of the site."),
    Column("url", Text, nullable=False, comment="Canonical URL now; earlier ones are in article_url."),
    Column("external_key", LargeBinary, comment="Key of site and external_id."),
    Column("external_id", Text, comment="The site's own number of the article, for example wp:1234."),
    Column("version_id", BigInt, nullable=False, comment="Its current version."),
    Column("versions", Integer, nullable=False, comment="How many versions it has."),
    Column(
        "sort_key", BigInt, nullable=False, comment="Minutes since 1970 times 2^28 plus no: newest last; index row."
    ),
    Column("dated_at", Text, nullable=False, comment="Publication in UTC, or when first seen if the page has no date."),
    Column("dated_on", Text, nullable=False, comment="The same as a day, by the article's own clock."),
    Column("first_seen_at", Text, nullable=False, comment="Date of its first capture, UTC."),
    Column("last_seen_at", Text, nullable=False, comment="Date of its last capture, UTC."),
    Column("gone_at", Text, comment="When it was found to be gone, UTC; NULL while it is there."),
    Column("cluster", Text, comment="Id of the first article with (nearly) this text; NULL when it stands alone."),
    Index("uq_article_id", "id", unique=True),
    Index("uq_article_sort_key", "sort_key", unique=True),
    Index("ix_article_site_dated_at_id", "site", "dated_at", "id"),
    Index("ix_article_external_key", "external_key"),
    Index("ix_article_cluster", "cluster"),
    comment="One identity on one site.",
)

article_url = Table(
    "article_url",
    metadata,
    Column("key", LargeBinary, primary_key=True, comment="Key of site and url."),
    Column("url_key", LargeBinary, nullable=False, comment="Key of url alone."),
    Column("url", Text, nullable=False, comment="A canonical URL under which the article is or was found."),
    Column("article_no", BigInt, ForeignKey("article.no"), nullable=False, comment="The article."),
    Index("ix_article_url_url_key", "url_key"),
    Index("ix_article_url_article_no", "article_no"),
    comment="All addresses of an article, today's and earlier ones.",
)

version = Table(
    "version",
    metadata,
    _id("Row number in order of discovery."),
    Column("article_no", BigInt, ForeignKey("article.no"), nullable=False, comment="The article."),
    Column("number", Integer, nullable=False, comment="From 1, in order of capture."),
    Column("title", Text, nullable=False, comment="Headline without the site's name."),
    Column("text", Text, nullable=False, comment="Clean text, paragraphs joined by one blank line."),
    Column("passages", Text, nullable=False, comment="JSON list of the blocks: kind, text, level, url, numbered."),
    Column("authors", Text, nullable=False, comment="JSON list of the writers' names."),
    Column("credits", Text, nullable=False, comment="JSON list of [name, role]."),
    Column("published", Text, comment="Publication time, ISO 8601 with the article's own offset."),
    Column("published_raw", Text, comment="The string it was read from."),
    Column("modified", Text, comment="Modification time the page states, ISO 8601 with its own offset."),
    Column("modified_raw", Text, comment="The string it was read from."),
    Column("section", Text, comment="Section of the paper."),
    Column("tags", Text, nullable=False, comment="JSON list."),
    Column("language", Text, comment="BCP 47 primary subtag."),
    Column("image_url", Text, comment="Lead image."),
    Column("place", Text, comment="Place of the dateline."),
    Column("agency", Text, comment="Agency or paper named in the dateline."),
    Column("sources", Text, nullable=False, comment="JSON object: where each field came from."),
    Column("confidence", Text, nullable=False, comment="JSON object: confidence of each field, 0 to 1."),
    Column("extractor", Text, nullable=False, comment="Name and version of the reader and what it had learned."),
    Column("text_digest", Text, nullable=False, comment="sha256:HEX of the normalised text."),
    Column("text_key", LargeBinary, nullable=False, comment="First 16 bytes of text_digest."),
    Column(
        "near_signature", LargeBinary, comment="32 minima of 4 bytes (MinHash of 3-word shingles); NULL: too short."
    ),
    Column("first_seen_at", Text, nullable=False, comment="Date of the first capture that showed it, UTC."),
    Column("last_seen_at", Text, nullable=False, comment="Date of the last capture that showed it, UTC."),
    Column("capture_id", BigInt, ForeignKey("capture.id"), nullable=False, comment="The first capture that showed it."),
    Index("uq_version_article_no_number", "article_no", "number", unique=True),
    Index("ix_version_text_key", "text_key"),
    comment="One distinct headline and text of an article, as the current reader reads it.",
)

sighting = Table(
    "sighting",
    metadata,
    Column("capture_id", BigInt, ForeignKey("capture.id"), primary_key=True, comment="The capture."),
    Column("version_id", BigInt, ForeignKey("version.id"), primary_key=True, comment="The version it shows."),
    Column("part", Integer, nullable=False, comment="0: the page itself; 1, 2, …: a further page of the article."),
    Index("ix_sighting_version_id", "version_id"),
    sqlite_with_rowid=False,
    comment="Which capture shows which version.",
)

band = Table(
    "band",
    metadata,
    Column("band", BigInt, primary_key=True, autoincrement=False, comment="Hash of four minima of a signature."),
    Column("article_no", BigInt, primary_key=True, autoincrement=False, comment="An article whose text has them."),
    sqlite_with_rowid=False,
    comment="Finds near-duplicates: texts that share a band are compared.",
)

learned = Table(
    "learned",
    metadata,
    _id("Row number in order of writing."),
    Column("site", Text, nullable=False, comment="Name of the site."),
    Column("at", Text, nullable=False, comment="When it was learned, UTC."),
    Column("snapshot", Text, nullable=False, comment="JSON: what the site is known to repeat."),
    Index("ix_learned_site_id", "site", "id"),
    comment="What was learned of a site, newest last.",
)

evidence = Table(
    "evidence",
    metadata,
    Column("capture_id", BigInt, ForeignKey("capture.id"), primary_key=True, autoincrement=False, comment="The page."),
    Column("site", Text, nullable=False, comment="Name of the site."),
    Column("page", LargeBinary, nullable=False, comment="JSON, deflated: what the page says of what its site repeats."),
    Index("ix_evidence_site", "site"),
    comment="What runs that have not ended found; goes when it is learned. Without it the pages are read again.",
)

#: PostgreSQL's full text, made from the words of :mod:`archive.words`; SQLite has the FTS5 table ``article_words``.
words = Table(
    "article_words",
    MetaData(),
    Column("rowid", sa.BigInteger, primary_key=True, autoincrement=False, comment="sort_key of the article."),
    Column("words", postgresql.TSVECTOR, nullable=False, comment="Folded words: A headline, B text, C authors."),
    Index("ix_article_words_words", "words", postgresql_using="gin"),
    comment="Full-text index over the current versions.",
)

__all__ = [
    "article",
    "article_url",
    "band",
    "capture",
    "evidence",
    "known_url",
    "learned",
    "metadata",
    "outcome",
    "run",
    "setting",
    "sighting",
    "version",
    "warc_file",
    "words",
]
