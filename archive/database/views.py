"""The views for people who ask with SQL: named in the plural, read-only, every column with a sentence."""

from __future__ import annotations

import attrs


@attrs.frozen(kw_only=True)
class View:
    """One view: where its rows come from, and its columns as (name, expression, what it says)."""

    name: str
    comment: str
    rows: str
    columns: tuple[tuple[str, str, str], ...]

    @property
    def sql(self) -> str:
        """The CREATE VIEW statement, the same on both databases."""
        columns = ", ".join(f"{expression} AS {name}" for name, expression, _ in self.columns)
        return f"CREATE VIEW {self.name} AS SELECT {columns} FROM {self.rows}"  # noqa: S608 - only constants of this module

    @property
    def comments(self) -> list[str]:
        """The statements that document it on PostgreSQL."""
        columns = [(f"COLUMN {self.name}.{name}", comment) for name, _, comment in self.columns]
        quoted = [(what, text.replace("'", "''")) for what, text in [(f"VIEW {self.name}", self.comment), *columns]]
        return [f"COMMENT ON {what} IS '{text}'" for what, text in quoted]


_CAPTURE_OF_VERSION = (
    ("warc_file", "c.warc_file", "WARC file below warc/ of the capture that first showed this text."),
    ("warc_offset", "c.warc_offset", "First byte of its record in that file."),
    ("payload_digest", "c.payload_digest", "sha1:BASE32 of that capture's body."),
)

_READING = (
    ("title", "v.title", "Headline."),
    ("published", "v.published", "Publication time, ISO 8601 with the article's own offset; NULL when not stated."),
    ("modified", "v.modified", "Modification time the page states, likewise."),
    ("authors", "v.authors", "JSON list of the writers' names."),
    ("credits", "v.credits", "JSON list of [name, role]: editors, photographers, others."),
    ("section", "v.section", "Section of the paper."),
    ("tags", "v.tags", "JSON list."),
    ("language", "v.language", "BCP 47 primary subtag."),
    ("place", "v.place", "Place of the dateline."),
    ("agency", "v.agency", "Agency or paper named in the dateline."),
    ("image_url", "v.image_url", "Lead image."),
    ("text", "v.text", "Clean text: paragraphs joined by one blank line."),
    ("text_digest", "v.text_digest", "sha256:HEX of the normalised text."),
    ("extractor", "v.extractor", "Which reader read it."),
)

ARTICLES = View(
    name="articles",
    comment="One row an article, as it reads now.",
    rows="article a JOIN version v ON v.id = a.version_id JOIN capture c ON c.id = v.capture_id",
    columns=(
        ("id", "a.id", "Stable id, the same after a rebuild."),
        ("url", "a.url", "Canonical URL now."),
        ("site", "a.site", "Name of the site."),
        *_READING,
        ("versions", "a.versions", "How many versions it has."),
        ("gone", "a.gone_at IS NOT NULL", "Whether the page was found to be gone."),
        ("gone_at", "a.gone_at", "When, UTC."),
        ("first_seen", "a.first_seen_at", "Date of its first capture, UTC."),
        ("last_seen", "a.last_seen_at", "Date of its last capture, UTC."),
        ("cluster", "a.cluster", "Id of the first article with (nearly) this text; NULL when it stands alone."),
        ("external_id", "a.external_id", "The site's own number of it."),
        *_CAPTURE_OF_VERSION,
    ),
)

VERSIONS = View(
    name="versions",
    comment="One row a version: each headline and text an article has had.",
    rows="version v JOIN article a ON a.no = v.article_no JOIN capture c ON c.id = v.capture_id",
    columns=(
        ("article_id", "a.id", "Id of the article."),
        ("url", "a.url", "Canonical URL of the article now."),
        ("site", "a.site", "Name of the site."),
        ("number", "v.number", "From 1, in order of capture."),
        *_READING,
        ("first_seen", "v.first_seen_at", "Date of the first capture that showed it, UTC."),
        ("last_seen", "v.last_seen_at", "Date of the last capture that showed it, UTC."),
        *_CAPTURE_OF_VERSION,
    ),
)

CAPTURES = View(
    name="captures",
    comment="One row a capture: one fetch of one URL, and where its record lies.",
    rows="capture c",
    columns=(
        ("id", "c.id", "Row number in order of writing."),
        ("url", "c.url", "URL as requested, without fragment."),
        ("canonical_url", "c.canonical_url", "Canonical form of url."),
        ("site", "c.site", "Name of the site."),
        ("run", "c.run", "Id of the crawl run."),
        ("purpose", "c.purpose", "robots, home, feed, sitemap, listing, rest, page or part."),
        ("road", "c.road", "How the URL was found."),
        ("via", "c.via", "The URL that named this one."),
        ("attempt", "c.attempt", "Which try this was, from 1."),
        ("captured_at", "c.captured_at", "When the request began, UTC."),
        ("status", "c.status", "HTTP status; NULL when no response came."),
        ("content_type", "c.content_type", "Content-Type header as sent."),
        ("payload_digest", "c.payload_digest", "sha1:BASE32 of the body, content-coding kept."),
        ("payload_bytes", "c.payload_bytes", "Size of the body, bytes."),
        ("warc_file", "c.warc_file", "WARC file below warc/."),
        ("warc_offset", "c.warc_offset", "First byte of the record."),
        ("warc_length", "c.warc_length", "Length of the record in the file, bytes."),
        ("is_revisit", "c.is_revisit", "Whether the record says: same as an earlier capture."),
        ("refers_to_file", "c.refers_to_file", "File that holds a revisit's bytes."),
        ("refers_to_offset", "c.refers_to_offset", "Offset of that record."),
        ("truncated", "c.truncated", "length, time, disconnect or unspecified; NULL when whole."),
        ("etag", "c.etag", "ETag header as sent."),
        ("last_modified", "c.last_modified", "Last-Modified header as sent."),
        ("location", "c.location", "Location header as sent."),
        ("error", "c.error", "Why there is no (whole) response."),
    ),
)

RUNS = View(
    name="runs",
    comment="One row a crawl run.",
    rows="run r",
    columns=(
        ("id", "r.id", "Id of the run; sorts by time."),
        ("site", "r.site", "Name of the site."),
        ("started_at", "r.started_at", "When it began, UTC."),
        ("finished_at", "r.finished_at", "When it ended, UTC; NULL when it did not."),
        ("state", "r.state", "running, finished, interrupted or failed."),
        ("settings", "r.settings", "JSON object: settings that decided what was fetched."),
        ("counters", "r.counters", "JSON object: what was counted."),
    ),
)

OUTCOMES = View(
    name="outcomes",
    comment="The crawl log: one row for each URL of each run.",
    rows="outcome o",
    columns=(
        ("time", "o.time", "When it was decided (of a capture: its date), UTC."),
        ("run", "o.run", "Id of the run."),
        ("site", "o.site", "Name of the site."),
        ("road", "o.road", "How the URL was found."),
        ("purpose", "o.purpose", "Why it was fetched or was to be."),
        ("url", "o.url", "The URL."),
        ("outcome", "o.outcome", "article, listing, unchanged, skipped, failed or truncated."),
        ("reason", "o.reason", "One word or short phrase."),
        ("status", "o.status", "HTTP status."),
        ("bytes", "o.bytes", "Bytes received, head and framing included."),
        ("warc_file", "o.warc_file", "WARC file of the capture; NULL when nothing was captured."),
        ("warc_offset", "o.warc_offset", "Offset of its record."),
        ("verdicts", "o.verdicts", "JSON list: what keeping the page's articles came to."),
    ),
)

CLUSTERS = View(
    name="clusters",
    comment="One row a cluster: articles on different URLs or sites whose texts are (nearly) the same.",
    rows="article a WHERE a.cluster IS NOT NULL GROUP BY a.cluster",
    columns=(
        ("id", "a.cluster", "Id of its first article."),
        ("articles", "count(*)", "How many articles it has."),
        ("sites", "count(DISTINCT a.site)", "On how many sites."),
        ("first_seen", "min(a.first_seen_at)", "When its first article was first seen, UTC."),
        ("last_seen", "max(a.last_seen_at)", "When any of its articles was last seen, UTC."),
    ),
)

ALL = (ARTICLES, VERSIONS, CAPTURES, RUNS, OUTCOMES, CLUSTERS)
