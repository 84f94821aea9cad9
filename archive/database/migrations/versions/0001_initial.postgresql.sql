CREATE TABLE article (
    no BIGINT NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    site TEXT COLLATE "C" NOT NULL,
    url TEXT COLLATE "C" NOT NULL,
    external_key BYTEA,
    external_id TEXT COLLATE "C",
    version_id BIGINT NOT NULL,
    versions INTEGER NOT NULL,
    sort_key BIGINT NOT NULL,
    dated_at TEXT COLLATE "C" NOT NULL,
    dated_on TEXT COLLATE "C" NOT NULL,
    first_seen_at TEXT COLLATE "C" NOT NULL,
    last_seen_at TEXT COLLATE "C" NOT NULL,
    gone_at TEXT COLLATE "C",
    cluster TEXT COLLATE "C",
    CONSTRAINT pk_article PRIMARY KEY (no)
);

CREATE INDEX ix_article_cluster ON article (cluster);

CREATE INDEX ix_article_external_key ON article (external_key);

CREATE INDEX ix_article_site_dated_at_id ON article (site, dated_at, id);

CREATE UNIQUE INDEX uq_article_id ON article (id);

CREATE UNIQUE INDEX uq_article_sort_key ON article (sort_key);

COMMENT ON TABLE article IS 'One identity on one site.';

COMMENT ON COLUMN article.no IS 'Row number in order of discovery.';

COMMENT ON COLUMN article.id IS '16 hex digits of SHA-256 over site, line feed, first URL; never changes.';

COMMENT ON COLUMN article.site IS 'Name of the site.';

COMMENT ON COLUMN article.url IS 'Canonical URL now; earlier ones are in article_url.';

COMMENT ON COLUMN article.external_key IS 'Key of site and external_id.';

COMMENT ON COLUMN article.external_id IS 'The site''s own number of the article, for example wp:1234.';

COMMENT ON COLUMN article.version_id IS 'Its current version.';

COMMENT ON COLUMN article.versions IS 'How many versions it has.';

COMMENT ON COLUMN article.sort_key IS 'Minutes since 1970 times 2^28 plus no: newest last; index row.';

COMMENT ON COLUMN article.dated_at IS 'Publication in UTC, or when first seen if the page has no date.';

COMMENT ON COLUMN article.dated_on IS 'The same as a day, by the article''s own clock.';

COMMENT ON COLUMN article.first_seen_at IS 'Date of its first capture, UTC.';

COMMENT ON COLUMN article.last_seen_at IS 'Date of its last capture, UTC.';

COMMENT ON COLUMN article.gone_at IS 'When it was found to be gone, UTC; NULL while it is there.';

COMMENT ON COLUMN article.cluster IS 'Id of the first article with (nearly) this text; NULL when it stands alone.';

CREATE TABLE band (
    band BIGINT NOT NULL,
    article_no BIGINT NOT NULL,
    CONSTRAINT pk_band PRIMARY KEY (band, article_no)
);

COMMENT ON TABLE band IS 'Finds near-duplicates: texts that share a band are compared.';

COMMENT ON COLUMN band.band IS 'Hash of four minima of a signature.';

COMMENT ON COLUMN band.article_no IS 'An article whose text has them.';

CREATE TABLE capture (
    id BIGINT NOT NULL,
    url_key BYTEA NOT NULL,
    url TEXT COLLATE "C" NOT NULL,
    canonical_url TEXT COLLATE "C" NOT NULL,
    run TEXT COLLATE "C" NOT NULL,
    site TEXT COLLATE "C" NOT NULL,
    purpose TEXT COLLATE "C" NOT NULL,
    road TEXT COLLATE "C" NOT NULL,
    via TEXT COLLATE "C",
    attempt INTEGER NOT NULL,
    hints TEXT COLLATE "C" NOT NULL,
    captured_at TEXT COLLATE "C" NOT NULL,
    status INTEGER,
    content_type TEXT COLLATE "C",
    warc_file TEXT COLLATE "C" NOT NULL,
    warc_offset BIGINT NOT NULL,
    warc_length BIGINT NOT NULL,
    payload_digest TEXT COLLATE "C",
    payload_bytes BIGINT NOT NULL,
    is_revisit BOOLEAN NOT NULL,
    refers_to_file TEXT COLLATE "C",
    refers_to_offset BIGINT,
    truncated TEXT COLLATE "C",
    etag TEXT COLLATE "C",
    last_modified TEXT COLLATE "C",
    location TEXT COLLATE "C",
    error TEXT COLLATE "C",
    is_read BOOLEAN NOT NULL,
    CONSTRAINT pk_capture PRIMARY KEY (id)
);

CREATE INDEX ix_capture_payload_digest ON capture (payload_digest);

CREATE INDEX ix_capture_unread ON capture (site, id) WHERE NOT is_read;

CREATE INDEX ix_capture_url_key ON capture (url_key);

CREATE UNIQUE INDEX uq_capture_warc_file_warc_offset ON capture (warc_file, warc_offset);

COMMENT ON TABLE capture IS 'One fetch of one URL: points at its record in a WARC file.';

COMMENT ON COLUMN capture.id IS 'Row number in order of writing; differs between rebuilds of damaged archives only.';

COMMENT ON COLUMN capture.url_key IS 'Key of canonical_url.';

COMMENT ON COLUMN capture.url IS 'URL as requested, without fragment.';

COMMENT ON COLUMN capture.canonical_url IS 'Canonical form of url.';

COMMENT ON COLUMN capture.run IS 'Id of the crawl run.';

COMMENT ON COLUMN capture.site IS 'Name of the site.';

COMMENT ON COLUMN capture.purpose IS 'robots, home, feed, sitemap, listing, rest, page or part.';

COMMENT ON COLUMN capture.road IS 'How the URL was found.';

COMMENT ON COLUMN capture.via IS 'The URL that named this one.';

COMMENT ON COLUMN capture.attempt IS 'Which try this was, from 1.';

COMMENT ON COLUMN capture.hints IS 'JSON object: what the road said of the page.';

COMMENT ON COLUMN capture.captured_at IS 'When the request began, UTC.';

COMMENT ON COLUMN capture.status IS 'HTTP status; NULL when no response came.';

COMMENT ON COLUMN capture.content_type IS 'Content-Type header as sent.';

COMMENT ON COLUMN capture.warc_file IS 'WARC file below warc/.';

COMMENT ON COLUMN capture.warc_offset IS 'First byte of the response, revisit or lone request record.';

COMMENT ON COLUMN capture.warc_length IS 'Length of that record in the file, bytes.';

COMMENT ON COLUMN capture.payload_digest IS 'sha1:BASE32 of the body, transfer-coding removed, content-coding kept.';

COMMENT ON COLUMN capture.payload_bytes IS 'Size of the payload, bytes.';

COMMENT ON COLUMN capture.is_revisit IS 'True when the record says: same as an earlier capture.';

COMMENT ON COLUMN capture.refers_to_file IS 'File of the response record that holds a revisit''s bytes.';

COMMENT ON COLUMN capture.refers_to_offset IS 'Its offset.';

COMMENT ON COLUMN capture.truncated IS 'length, time, disconnect or unspecified; NULL when whole.';

COMMENT ON COLUMN capture.etag IS 'ETag header as sent.';

COMMENT ON COLUMN capture.last_modified IS 'Last-Modified header as sent.';

COMMENT ON COLUMN capture.location IS 'Location header of a redirect as sent.';

COMMENT ON COLUMN capture.error IS 'Why there is no (whole) response.';

COMMENT ON COLUMN capture.is_read IS 'True once the capture has an outcome.';

CREATE TABLE known_url (
    id BIGINT NOT NULL,
    key BYTEA NOT NULL,
    site TEXT COLLATE "C" NOT NULL,
    canonical_url TEXT COLLATE "C" NOT NULL,
    url TEXT COLLATE "C" NOT NULL,
    purpose TEXT COLLATE "C" NOT NULL,
    road TEXT COLLATE "C" NOT NULL,
    via TEXT COLLATE "C",
    due_at TEXT COLLATE "C",
    attempts INTEGER NOT NULL,
    hints TEXT COLLATE "C" NOT NULL,
    seen_modified TEXT COLLATE "C",
    last_outcome TEXT COLLATE "C",
    last_reason TEXT COLLATE "C",
    last_fetched_at TEXT COLLATE "C",
    is_gone BOOLEAN NOT NULL,
    CONSTRAINT pk_known_url PRIMARY KEY (id)
);

CREATE INDEX ix_known_url_site_due_at ON known_url (site, due_at);

CREATE INDEX ix_known_url_site_id ON known_url (site, id);

CREATE UNIQUE INDEX uq_known_url_key ON known_url (key);

COMMENT ON TABLE known_url IS 'The frontier: every URL known, and what is to become of it.';

COMMENT ON COLUMN known_url.id IS 'Row number in order of discovery.';

COMMENT ON COLUMN known_url.key IS 'Key of site and canonical_url.';

COMMENT ON COLUMN known_url.site IS 'Name of the site.';

COMMENT ON COLUMN known_url.canonical_url IS 'With site the identity of the row.';

COMMENT ON COLUMN known_url.url IS 'The URL to fetch, as found.';

COMMENT ON COLUMN known_url.purpose IS 'Why it is fetched.';

COMMENT ON COLUMN known_url.road IS 'How it was found.';

COMMENT ON COLUMN known_url.via IS 'The URL that named this one.';

COMMENT ON COLUMN known_url.due_at IS 'When it is due, UTC; NULL when nothing is to be fetched.';

COMMENT ON COLUMN known_url.attempts IS 'Failed tries since the last success.';

COMMENT ON COLUMN known_url.hints IS 'JSON object: what the road last said of it.';

COMMENT ON COLUMN known_url.seen_modified IS 'The hint modified at the last successful fetch.';

COMMENT ON COLUMN known_url.last_outcome IS 'What the last visit came to.';

COMMENT ON COLUMN known_url.last_reason IS 'The reason of the last outcome.';

COMMENT ON COLUMN known_url.last_fetched_at IS 'When it was last fetched, UTC.';

COMMENT ON COLUMN known_url.is_gone IS 'True when it answered 404 or 410 after it was kept.';

CREATE TABLE learned (
    id BIGINT NOT NULL,
    site TEXT COLLATE "C" NOT NULL,
    at TEXT COLLATE "C" NOT NULL,
    snapshot TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_learned PRIMARY KEY (id)
);

CREATE INDEX ix_learned_site_id ON learned (site, id);

COMMENT ON TABLE learned IS 'What was learned of a site, newest last.';

COMMENT ON COLUMN learned.id IS 'Row number in order of writing.';

COMMENT ON COLUMN learned.site IS 'Name of the site.';

COMMENT ON COLUMN learned.at IS 'When it was learned, UTC.';

COMMENT ON COLUMN learned.snapshot IS 'JSON: what the site is known to repeat.';

CREATE TABLE outcome (
    id BIGINT NOT NULL,
    time TEXT COLLATE "C" NOT NULL,
    run TEXT COLLATE "C" NOT NULL,
    site TEXT COLLATE "C" NOT NULL,
    road TEXT COLLATE "C" NOT NULL,
    purpose TEXT COLLATE "C" NOT NULL,
    url TEXT COLLATE "C" NOT NULL,
    outcome TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C",
    status INTEGER,
    bytes BIGINT NOT NULL,
    warc_file TEXT COLLATE "C",
    warc_offset BIGINT,
    verdicts TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_outcome PRIMARY KEY (id)
);

CREATE INDEX ix_outcome_run_id ON outcome (run, id);

CREATE UNIQUE INDEX uq_outcome_warc_file_warc_offset ON outcome (warc_file, warc_offset);

COMMENT ON TABLE outcome IS 'The crawl log: what each URL of each run came to.';

COMMENT ON COLUMN outcome.id IS 'Row number in order of writing.';

COMMENT ON COLUMN outcome.time IS 'When it was decided (of a capture: its date), UTC.';

COMMENT ON COLUMN outcome.run IS 'Id of the crawl run.';

COMMENT ON COLUMN outcome.site IS 'Name of the site.';

COMMENT ON COLUMN outcome.road IS 'How the URL was found.';

COMMENT ON COLUMN outcome.purpose IS 'Why it was fetched or was to be.';

COMMENT ON COLUMN outcome.url IS 'The URL.';

COMMENT ON COLUMN outcome.outcome IS 'article, listing, unchanged, skipped, failed or truncated.';

COMMENT ON COLUMN outcome.reason IS 'One word or short phrase.';

COMMENT ON COLUMN outcome.status IS 'HTTP status; NULL when there was none.';

COMMENT ON COLUMN outcome.bytes IS 'Bytes received, head and framing included.';

COMMENT ON COLUMN outcome.warc_file IS 'WARC file of the capture; NULL when nothing was captured.';

COMMENT ON COLUMN outcome.warc_offset IS 'Offset of the capture''s record.';

COMMENT ON COLUMN outcome.verdicts IS 'JSON list: new, changed, same or copy, one an article.';

CREATE TABLE run (
    id TEXT COLLATE "C" NOT NULL,
    site TEXT COLLATE "C" NOT NULL,
    started_at TEXT COLLATE "C" NOT NULL,
    finished_at TEXT COLLATE "C",
    state TEXT COLLATE "C" NOT NULL,
    settings TEXT COLLATE "C" NOT NULL,
    counters TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_run PRIMARY KEY (id)
);

CREATE INDEX ix_run_state ON run (state);

COMMENT ON TABLE run IS 'Crawl runs.';

COMMENT ON COLUMN run.id IS 'For example 20241124T111500Z-dnusa.id-3f2a; sorts by time.';

COMMENT ON COLUMN run.site IS 'Name of the site.';

COMMENT ON COLUMN run.started_at IS 'When the run began, UTC.';

COMMENT ON COLUMN run.finished_at IS 'When it ended, UTC; NULL while it runs and after it was interrupted.';

COMMENT ON COLUMN run.state IS 'running, finished, interrupted or failed.';

COMMENT ON COLUMN run.settings IS 'JSON object: settings that decided what was fetched.';

COMMENT ON COLUMN run.counters IS 'JSON object: counters area/what to numbers.';

CREATE TABLE setting (
    name TEXT COLLATE "C" NOT NULL,
    value TEXT COLLATE "C" NOT NULL,
    CONSTRAINT pk_setting PRIMARY KEY (name)
);

COMMENT ON TABLE setting IS 'Facts about the database itself.';

COMMENT ON COLUMN setting.name IS 'What is set: fold_version.';

COMMENT ON COLUMN setting.value IS 'Its value as text.';

CREATE TABLE warc_file (
    name TEXT COLLATE "C" NOT NULL,
    acknowledged_bytes BIGINT NOT NULL,
    CONSTRAINT pk_warc_file PRIMARY KEY (name)
);

COMMENT ON TABLE warc_file IS 'How far the database knows each WARC file.';

COMMENT ON COLUMN warc_file.name IS 'File name below warc/, without .open.';

COMMENT ON COLUMN warc_file.acknowledged_bytes IS 'The database knows every record before this byte; what follows is taken in at the next opening.';

CREATE TABLE article_url (
    key BYTEA NOT NULL,
    url_key BYTEA NOT NULL,
    url TEXT COLLATE "C" NOT NULL,
    article_no BIGINT NOT NULL,
    CONSTRAINT pk_article_url PRIMARY KEY (key),
    CONSTRAINT fk_article_url_article_no FOREIGN KEY(article_no) REFERENCES article (no)
);

CREATE INDEX ix_article_url_article_no ON article_url (article_no);

CREATE INDEX ix_article_url_url_key ON article_url (url_key);

COMMENT ON TABLE article_url IS 'All addresses of an article, today''s and earlier ones.';

COMMENT ON COLUMN article_url.key IS 'Key of site and url.';

COMMENT ON COLUMN article_url.url_key IS 'Key of url alone.';

COMMENT ON COLUMN article_url.url IS 'A canonical URL under which the article is or was found.';

COMMENT ON COLUMN article_url.article_no IS 'The article.';

CREATE TABLE version (
    id BIGINT NOT NULL,
    article_no BIGINT NOT NULL,
    number INTEGER NOT NULL,
    title TEXT COLLATE "C" NOT NULL,
    text TEXT COLLATE "C" NOT NULL,
    passages TEXT COLLATE "C" NOT NULL,
    authors TEXT COLLATE "C" NOT NULL,
    credits TEXT COLLATE "C" NOT NULL,
    published TEXT COLLATE "C",
    published_raw TEXT COLLATE "C",
    modified TEXT COLLATE "C",
    modified_raw TEXT COLLATE "C",
    section TEXT COLLATE "C",
    tags TEXT COLLATE "C" NOT NULL,
    language TEXT COLLATE "C",
    image_url TEXT COLLATE "C",
    place TEXT COLLATE "C",
    agency TEXT COLLATE "C",
    sources TEXT COLLATE "C" NOT NULL,
    confidence TEXT COLLATE "C" NOT NULL,
    extractor TEXT COLLATE "C" NOT NULL,
    text_digest TEXT COLLATE "C" NOT NULL,
    text_key BYTEA NOT NULL,
    near_signature BYTEA,
    first_seen_at TEXT COLLATE "C" NOT NULL,
    last_seen_at TEXT COLLATE "C" NOT NULL,
    capture_id BIGINT NOT NULL,
    CONSTRAINT pk_version PRIMARY KEY (id),
    CONSTRAINT fk_version_article_no FOREIGN KEY(article_no) REFERENCES article (no),
    CONSTRAINT fk_version_capture_id FOREIGN KEY(capture_id) REFERENCES capture (id)
);

CREATE INDEX ix_version_text_key ON version (text_key);

CREATE UNIQUE INDEX uq_version_article_no_number ON version (article_no, number);

COMMENT ON TABLE version IS 'One distinct headline and text of an article, as the current reader reads it.';

COMMENT ON COLUMN version.id IS 'Row number in order of discovery.';

COMMENT ON COLUMN version.article_no IS 'The article.';

COMMENT ON COLUMN version.number IS 'From 1, in order of capture.';

COMMENT ON COLUMN version.title IS 'Headline without the site''s name.';

COMMENT ON COLUMN version.text IS 'Clean text, paragraphs joined by one blank line.';

COMMENT ON COLUMN version.passages IS 'JSON list of the blocks: kind, text, level, url, numbered.';

COMMENT ON COLUMN version.authors IS 'JSON list of the writers'' names.';

COMMENT ON COLUMN version.credits IS 'JSON list of [name, role].';

COMMENT ON COLUMN version.published IS 'Publication time, ISO 8601 with the article''s own offset.';

COMMENT ON COLUMN version.published_raw IS 'The string it was read from.';

COMMENT ON COLUMN version.modified IS 'Modification time the page states, ISO 8601 with its own offset.';

COMMENT ON COLUMN version.modified_raw IS 'The string it was read from.';

COMMENT ON COLUMN version.section IS 'Section of the paper.';

COMMENT ON COLUMN version.tags IS 'JSON list.';

COMMENT ON COLUMN version.language IS 'BCP 47 primary subtag.';

COMMENT ON COLUMN version.image_url IS 'Lead image.';

COMMENT ON COLUMN version.place IS 'Place of the dateline.';

COMMENT ON COLUMN version.agency IS 'Agency or paper named in the dateline.';

COMMENT ON COLUMN version.sources IS 'JSON object: where each field came from.';

COMMENT ON COLUMN version.confidence IS 'JSON object: confidence of each field, 0 to 1.';

COMMENT ON COLUMN version.extractor IS 'Name and version of the reader and what it had learned.';

COMMENT ON COLUMN version.text_digest IS 'sha256:HEX of the normalised text.';

COMMENT ON COLUMN version.text_key IS 'First 16 bytes of text_digest.';

COMMENT ON COLUMN version.near_signature IS '32 minima of 4 bytes (MinHash of 3-word shingles); NULL: too short.';

COMMENT ON COLUMN version.first_seen_at IS 'Date of the first capture that showed it, UTC.';

COMMENT ON COLUMN version.last_seen_at IS 'Date of the last capture that showed it, UTC.';

COMMENT ON COLUMN version.capture_id IS 'The first capture that showed it.';

CREATE TABLE sighting (
    capture_id BIGINT NOT NULL,
    version_id BIGINT NOT NULL,
    part INTEGER NOT NULL,
    CONSTRAINT pk_sighting PRIMARY KEY (capture_id, version_id),
    CONSTRAINT fk_sighting_capture_id FOREIGN KEY(capture_id) REFERENCES capture (id),
    CONSTRAINT fk_sighting_version_id FOREIGN KEY(version_id) REFERENCES version (id)
);

CREATE INDEX ix_sighting_version_id ON sighting (version_id);

COMMENT ON TABLE sighting IS 'Which capture shows which version.';

COMMENT ON COLUMN sighting.capture_id IS 'The capture.';

COMMENT ON COLUMN sighting.version_id IS 'The version it shows.';

COMMENT ON COLUMN sighting.part IS '0: the page itself; 1, 2, …: a further page of the article.';

CREATE TABLE article_words (
    rowid BIGINT NOT NULL,
    words TSVECTOR NOT NULL,
    PRIMARY KEY (rowid)
);

CREATE INDEX ix_article_words_words ON article_words USING gin (words);

COMMENT ON TABLE article_words IS 'Full-text index over the current versions.';

COMMENT ON COLUMN article_words.rowid IS 'sort_key of the article.';

COMMENT ON COLUMN article_words.words IS 'Folded words: A headline, B text, C authors.';

CREATE VIEW articles AS SELECT a.id AS id, a.url AS url, a.site AS site, v.title AS title, v.published AS published, v.modified AS modified, v.authors AS authors, v.credits AS credits, v.section AS section, v.tags AS tags, v.language AS language, v.place AS place, v.agency AS agency, v.image_url AS image_url, v.text AS text, v.text_digest AS text_digest, v.extractor AS extractor, a.versions AS versions, a.gone_at IS NOT NULL AS gone, a.gone_at AS gone_at, a.first_seen_at AS first_seen, a.last_seen_at AS last_seen, a.cluster AS cluster, a.external_id AS external_id, c.warc_file AS warc_file, c.warc_offset AS warc_offset, c.payload_digest AS payload_digest FROM article a JOIN version v ON v.id = a.version_id JOIN capture c ON c.id = v.capture_id;

COMMENT ON VIEW articles IS 'One row an article, as it reads now.';

COMMENT ON COLUMN articles.id IS 'Stable id, the same after a rebuild.';

COMMENT ON COLUMN articles.url IS 'Canonical URL now.';

COMMENT ON COLUMN articles.site IS 'Name of the site.';

COMMENT ON COLUMN articles.title IS 'Headline.';

COMMENT ON COLUMN articles.published IS 'Publication time, ISO 8601 with the article''s own offset; NULL when not stated.';

COMMENT ON COLUMN articles.modified IS 'Modification time the page states, likewise.';

COMMENT ON COLUMN articles.authors IS 'JSON list of the writers'' names.';

COMMENT ON COLUMN articles.credits IS 'JSON list of [name, role]: editors, photographers, others.';

COMMENT ON COLUMN articles.section IS 'Section of the paper.';

COMMENT ON COLUMN articles.tags IS 'JSON list.';

COMMENT ON COLUMN articles.language IS 'BCP 47 primary subtag.';

COMMENT ON COLUMN articles.place IS 'Place of the dateline.';

COMMENT ON COLUMN articles.agency IS 'Agency or paper named in the dateline.';

COMMENT ON COLUMN articles.image_url IS 'Lead image.';

COMMENT ON COLUMN articles.text IS 'Clean text: paragraphs joined by one blank line.';

COMMENT ON COLUMN articles.text_digest IS 'sha256:HEX of the normalised text.';

COMMENT ON COLUMN articles.extractor IS 'Which reader read it.';

COMMENT ON COLUMN articles.versions IS 'How many versions it has.';

COMMENT ON COLUMN articles.gone IS 'Whether the page was found to be gone.';

COMMENT ON COLUMN articles.gone_at IS 'When, UTC.';

COMMENT ON COLUMN articles.first_seen IS 'Date of its first capture, UTC.';

COMMENT ON COLUMN articles.last_seen IS 'Date of its last capture, UTC.';

COMMENT ON COLUMN articles.cluster IS 'Id of the first article with (nearly) this text; NULL when it stands alone.';

COMMENT ON COLUMN articles.external_id IS 'The site''s own number of it.';

COMMENT ON COLUMN articles.warc_file IS 'WARC file below warc/ of the capture that first showed this text.';

COMMENT ON COLUMN articles.warc_offset IS 'First byte of its record in that file.';

COMMENT ON COLUMN articles.payload_digest IS 'sha1:BASE32 of that capture''s body.';

CREATE VIEW versions AS SELECT a.id AS article_id, a.url AS url, a.site AS site, v.number AS number, v.title AS title, v.published AS published, v.modified AS modified, v.authors AS authors, v.credits AS credits, v.section AS section, v.tags AS tags, v.language AS language, v.place AS place, v.agency AS agency, v.image_url AS image_url, v.text AS text, v.text_digest AS text_digest, v.extractor AS extractor, v.first_seen_at AS first_seen, v.last_seen_at AS last_seen, c.warc_file AS warc_file, c.warc_offset AS warc_offset, c.payload_digest AS payload_digest FROM version v JOIN article a ON a.no = v.article_no JOIN capture c ON c.id = v.capture_id;

COMMENT ON VIEW versions IS 'One row a version: each headline and text an article has had.';

COMMENT ON COLUMN versions.article_id IS 'Id of the article.';

COMMENT ON COLUMN versions.url IS 'Canonical URL of the article now.';

COMMENT ON COLUMN versions.site IS 'Name of the site.';

COMMENT ON COLUMN versions.number IS 'From 1, in order of capture.';

COMMENT ON COLUMN versions.title IS 'Headline.';

COMMENT ON COLUMN versions.published IS 'Publication time, ISO 8601 with the article''s own offset; NULL when not stated.';

COMMENT ON COLUMN versions.modified IS 'Modification time the page states, likewise.';

COMMENT ON COLUMN versions.authors IS 'JSON list of the writers'' names.';

COMMENT ON COLUMN versions.credits IS 'JSON list of [name, role]: editors, photographers, others.';

COMMENT ON COLUMN versions.section IS 'Section of the paper.';

COMMENT ON COLUMN versions.tags IS 'JSON list.';

COMMENT ON COLUMN versions.language IS 'BCP 47 primary subtag.';

COMMENT ON COLUMN versions.place IS 'Place of the dateline.';

COMMENT ON COLUMN versions.agency IS 'Agency or paper named in the dateline.';

COMMENT ON COLUMN versions.image_url IS 'Lead image.';

COMMENT ON COLUMN versions.text IS 'Clean text: paragraphs joined by one blank line.';

COMMENT ON COLUMN versions.text_digest IS 'sha256:HEX of the normalised text.';

COMMENT ON COLUMN versions.extractor IS 'Which reader read it.';

COMMENT ON COLUMN versions.first_seen IS 'Date of the first capture that showed it, UTC.';

COMMENT ON COLUMN versions.last_seen IS 'Date of the last capture that showed it, UTC.';

COMMENT ON COLUMN versions.warc_file IS 'WARC file below warc/ of the capture that first showed this text.';

COMMENT ON COLUMN versions.warc_offset IS 'First byte of its record in that file.';

COMMENT ON COLUMN versions.payload_digest IS 'sha1:BASE32 of that capture''s body.';

CREATE VIEW captures AS SELECT c.id AS id, c.url AS url, c.canonical_url AS canonical_url, c.site AS site, c.run AS run, c.purpose AS purpose, c.road AS road, c.via AS via, c.attempt AS attempt, c.captured_at AS captured_at, c.status AS status, c.content_type AS content_type, c.payload_digest AS payload_digest, c.payload_bytes AS payload_bytes, c.warc_file AS warc_file, c.warc_offset AS warc_offset, c.warc_length AS warc_length, c.is_revisit AS is_revisit, c.refers_to_file AS refers_to_file, c.refers_to_offset AS refers_to_offset, c.truncated AS truncated, c.etag AS etag, c.last_modified AS last_modified, c.location AS location, c.error AS error FROM capture c;

COMMENT ON VIEW captures IS 'One row a capture: one fetch of one URL, and where its record lies.';

COMMENT ON COLUMN captures.id IS 'Row number in order of writing.';

COMMENT ON COLUMN captures.url IS 'URL as requested, without fragment.';

COMMENT ON COLUMN captures.canonical_url IS 'Canonical form of url.';

COMMENT ON COLUMN captures.site IS 'Name of the site.';

COMMENT ON COLUMN captures.run IS 'Id of the crawl run.';

COMMENT ON COLUMN captures.purpose IS 'robots, home, feed, sitemap, listing, rest, page or part.';

COMMENT ON COLUMN captures.road IS 'How the URL was found.';

COMMENT ON COLUMN captures.via IS 'The URL that named this one.';

COMMENT ON COLUMN captures.attempt IS 'Which try this was, from 1.';

COMMENT ON COLUMN captures.captured_at IS 'When the request began, UTC.';

COMMENT ON COLUMN captures.status IS 'HTTP status; NULL when no response came.';

COMMENT ON COLUMN captures.content_type IS 'Content-Type header as sent.';

COMMENT ON COLUMN captures.payload_digest IS 'sha1:BASE32 of the body, content-coding kept.';

COMMENT ON COLUMN captures.payload_bytes IS 'Size of the body, bytes.';

COMMENT ON COLUMN captures.warc_file IS 'WARC file below warc/.';

COMMENT ON COLUMN captures.warc_offset IS 'First byte of the record.';

COMMENT ON COLUMN captures.warc_length IS 'Length of the record in the file, bytes.';

COMMENT ON COLUMN captures.is_revisit IS 'Whether the record says: same as an earlier capture.';

COMMENT ON COLUMN captures.refers_to_file IS 'File that holds a revisit''s bytes.';

COMMENT ON COLUMN captures.refers_to_offset IS 'Offset of that record.';

COMMENT ON COLUMN captures.truncated IS 'length, time, disconnect or unspecified; NULL when whole.';

COMMENT ON COLUMN captures.etag IS 'ETag header as sent.';

COMMENT ON COLUMN captures.last_modified IS 'Last-Modified header as sent.';

COMMENT ON COLUMN captures.location IS 'Location header as sent.';

COMMENT ON COLUMN captures.error IS 'Why there is no (whole) response.';

CREATE VIEW runs AS SELECT r.id AS id, r.site AS site, r.started_at AS started_at, r.finished_at AS finished_at, r.state AS state, r.settings AS settings, r.counters AS counters FROM run r;

COMMENT ON VIEW runs IS 'One row a crawl run.';

COMMENT ON COLUMN runs.id IS 'Id of the run; sorts by time.';

COMMENT ON COLUMN runs.site IS 'Name of the site.';

COMMENT ON COLUMN runs.started_at IS 'When it began, UTC.';

COMMENT ON COLUMN runs.finished_at IS 'When it ended, UTC; NULL when it did not.';

COMMENT ON COLUMN runs.state IS 'running, finished, interrupted or failed.';

COMMENT ON COLUMN runs.settings IS 'JSON object: settings that decided what was fetched.';

COMMENT ON COLUMN runs.counters IS 'JSON object: what was counted.';

CREATE VIEW outcomes AS SELECT o.time AS time, o.run AS run, o.site AS site, o.road AS road, o.purpose AS purpose, o.url AS url, o.outcome AS outcome, o.reason AS reason, o.status AS status, o.bytes AS bytes, o.warc_file AS warc_file, o.warc_offset AS warc_offset, o.verdicts AS verdicts FROM outcome o;

COMMENT ON VIEW outcomes IS 'The crawl log: one row for each URL of each run.';

COMMENT ON COLUMN outcomes.time IS 'When it was decided (of a capture: its date), UTC.';

COMMENT ON COLUMN outcomes.run IS 'Id of the run.';

COMMENT ON COLUMN outcomes.site IS 'Name of the site.';

COMMENT ON COLUMN outcomes.road IS 'How the URL was found.';

COMMENT ON COLUMN outcomes.purpose IS 'Why it was fetched or was to be.';

COMMENT ON COLUMN outcomes.url IS 'The URL.';

COMMENT ON COLUMN outcomes.outcome IS 'article, listing, unchanged, skipped, failed or truncated.';

COMMENT ON COLUMN outcomes.reason IS 'One word or short phrase.';

COMMENT ON COLUMN outcomes.status IS 'HTTP status.';

COMMENT ON COLUMN outcomes.bytes IS 'Bytes received, head and framing included.';

COMMENT ON COLUMN outcomes.warc_file IS 'WARC file of the capture; NULL when nothing was captured.';

COMMENT ON COLUMN outcomes.warc_offset IS 'Offset of its record.';

COMMENT ON COLUMN outcomes.verdicts IS 'JSON list: what keeping the page''s articles came to.';

CREATE VIEW clusters AS SELECT a.cluster AS id, count(*) AS articles, count(DISTINCT a.site) AS sites, min(a.first_seen_at) AS first_seen, max(a.last_seen_at) AS last_seen FROM article a WHERE a.cluster IS NOT NULL GROUP BY a.cluster;

COMMENT ON VIEW clusters IS 'One row a cluster: articles on different URLs or sites whose texts are (nearly) the same.';

COMMENT ON COLUMN clusters.id IS 'Id of its first article.';

COMMENT ON COLUMN clusters.articles IS 'How many articles it has.';

COMMENT ON COLUMN clusters.sites IS 'On how many sites.';

COMMENT ON COLUMN clusters.first_seen IS 'When its first article was first seen, UTC.';

COMMENT ON COLUMN clusters.last_seen IS 'When any of its articles was last seen, UTC.';
