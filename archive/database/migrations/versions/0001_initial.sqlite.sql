CREATE VIRTUAL TABLE article_words USING fts5(title, text, authors, site, content='', tokenize='ascii');

CREATE TABLE article (
    no INTEGER NOT NULL,
    id TEXT NOT NULL,
    site TEXT NOT NULL,
    url TEXT NOT NULL,
    external_key BLOB,
    external_id TEXT,
    version_id INTEGER NOT NULL,
    versions INTEGER NOT NULL,
    sort_key INTEGER NOT NULL,
    dated_at TEXT NOT NULL,
    dated_on TEXT NOT NULL,
    first_seen_at TEXT NOT NULL,
    last_seen_at TEXT NOT NULL,
    gone_at TEXT,
    cluster TEXT,
    CONSTRAINT pk_article PRIMARY KEY (no)
);

CREATE INDEX ix_article_cluster ON article (cluster);

CREATE INDEX ix_article_external_key ON article (external_key);

CREATE INDEX ix_article_site_dated_at_id ON article (site, dated_at, id);

CREATE UNIQUE INDEX uq_article_id ON article (id);

CREATE UNIQUE INDEX uq_article_sort_key ON article (sort_key);

CREATE TABLE band (
    band INTEGER NOT NULL,
    article_no INTEGER NOT NULL,
    CONSTRAINT pk_band PRIMARY KEY (band, article_no)
)
 WITHOUT ROWID;

CREATE TABLE capture (
    id INTEGER NOT NULL,
    url_key BLOB NOT NULL,
    url TEXT NOT NULL,
    canonical_url TEXT NOT NULL,
    run TEXT NOT NULL,
    site TEXT NOT NULL,
    purpose TEXT NOT NULL,
    road TEXT NOT NULL,
    via TEXT,
    attempt INTEGER NOT NULL,
    hints TEXT NOT NULL,
    captured_at TEXT NOT NULL,
    status INTEGER,
    content_type TEXT,
    warc_file TEXT NOT NULL,
    warc_offset INTEGER NOT NULL,
    warc_length INTEGER NOT NULL,
    payload_digest TEXT,
    payload_bytes INTEGER NOT NULL,
    is_revisit BOOLEAN NOT NULL,
    refers_to_file TEXT,
    refers_to_offset INTEGER,
    truncated TEXT,
    etag TEXT,
    last_modified TEXT,
    location TEXT,
    error TEXT,
    is_read BOOLEAN NOT NULL,
    CONSTRAINT pk_capture PRIMARY KEY (id)
);

CREATE INDEX ix_capture_payload_digest ON capture (payload_digest);

CREATE INDEX ix_capture_unread ON capture (site, id) WHERE is_read = 0;

CREATE INDEX ix_capture_url_key ON capture (url_key);

CREATE UNIQUE INDEX uq_capture_warc_file_warc_offset ON capture (warc_file, warc_offset);

CREATE TABLE known_url (
    id INTEGER NOT NULL,
    "key" BLOB NOT NULL,
    site TEXT NOT NULL,
    canonical_url TEXT NOT NULL,
    url TEXT NOT NULL,
    purpose TEXT NOT NULL,
    road TEXT NOT NULL,
    via TEXT,
    due_at TEXT,
    attempts INTEGER NOT NULL,
    hints TEXT NOT NULL,
    seen_modified TEXT,
    last_outcome TEXT,
    last_reason TEXT,
    last_fetched_at TEXT,
    is_gone BOOLEAN NOT NULL,
    CONSTRAINT pk_known_url PRIMARY KEY (id)
);

CREATE INDEX ix_known_url_site_due_at ON known_url (site, due_at);

CREATE INDEX ix_known_url_site_id ON known_url (site, id);

CREATE UNIQUE INDEX uq_known_url_key ON known_url ("key");

CREATE TABLE learned (
    id INTEGER NOT NULL,
    site TEXT NOT NULL,
    at TEXT NOT NULL,
    snapshot TEXT NOT NULL,
    CONSTRAINT pk_learned PRIMARY KEY (id)
);

CREATE INDEX ix_learned_site_id ON learned (site, id);

CREATE TABLE outcome (
    id INTEGER NOT NULL,
    time TEXT NOT NULL,
    run TEXT NOT NULL,
    site TEXT NOT NULL,
    road TEXT NOT NULL,
    purpose TEXT NOT NULL,
    url TEXT NOT NULL,
    outcome TEXT NOT NULL,
    reason TEXT,
    status INTEGER,
    bytes INTEGER NOT NULL,
    warc_file TEXT,
    warc_offset INTEGER,
    verdicts TEXT NOT NULL,
    CONSTRAINT pk_outcome PRIMARY KEY (id)
);

CREATE INDEX ix_outcome_run_id ON outcome (run, id);

CREATE UNIQUE INDEX uq_outcome_warc_file_warc_offset ON outcome (warc_file, warc_offset);

CREATE TABLE run (
    id TEXT NOT NULL,
    site TEXT NOT NULL,
    started_at TEXT NOT NULL,
    finished_at TEXT,
    state TEXT NOT NULL,
    settings TEXT NOT NULL,
    counters TEXT NOT NULL,
    CONSTRAINT pk_run PRIMARY KEY (id)
);

CREATE INDEX ix_run_state ON run (state);

CREATE TABLE setting (
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    CONSTRAINT pk_setting PRIMARY KEY (name)
);

CREATE TABLE warc_file (
    name TEXT NOT NULL,
    acknowledged_bytes INTEGER NOT NULL,
    CONSTRAINT pk_warc_file PRIMARY KEY (name)
);

CREATE TABLE article_url (
    "key" BLOB NOT NULL,
    url_key BLOB NOT NULL,
    url TEXT NOT NULL,
    article_no INTEGER NOT NULL,
    CONSTRAINT pk_article_url PRIMARY KEY ("key"),
    CONSTRAINT fk_article_url_article_no FOREIGN KEY(article_no) REFERENCES article (no)
);

CREATE INDEX ix_article_url_article_no ON article_url (article_no);

CREATE INDEX ix_article_url_url_key ON article_url (url_key);

CREATE TABLE version (
    id INTEGER NOT NULL,
    article_no INTEGER NOT NULL,
    number INTEGER NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    passages TEXT NOT NULL,
    authors TEXT NOT NULL,
    credits TEXT NOT NULL,
    published TEXT,
    published_raw TEXT,
    modified TEXT,
    modified_raw TEXT,
    section TEXT,
    tags TEXT NOT NULL,
    language TEXT,
    image_url TEXT,
    place TEXT,
    agency TEXT,
    sources TEXT NOT NULL,
    confidence TEXT NOT NULL,
    extractor TEXT NOT NULL,
    text_digest TEXT NOT NULL,
    text_key BLOB NOT NULL,
    near_signature BLOB,
    first_seen_at TEXT NOT NULL,
    last_seen_at TEXT NOT NULL,
    capture_id INTEGER NOT NULL,
    CONSTRAINT pk_version PRIMARY KEY (id),
    CONSTRAINT fk_version_article_no FOREIGN KEY(article_no) REFERENCES article (no),
    CONSTRAINT fk_version_capture_id FOREIGN KEY(capture_id) REFERENCES capture (id)
);

CREATE INDEX ix_version_text_key ON version (text_key);

CREATE UNIQUE INDEX uq_version_article_no_number ON version (article_no, number);

CREATE TABLE sighting (
    capture_id INTEGER NOT NULL,
    version_id INTEGER NOT NULL,
    part INTEGER NOT NULL,
    CONSTRAINT pk_sighting PRIMARY KEY (capture_id, version_id),
    CONSTRAINT fk_sighting_capture_id FOREIGN KEY(capture_id) REFERENCES capture (id),
    CONSTRAINT fk_sighting_version_id FOREIGN KEY(version_id) REFERENCES version (id)
)
 WITHOUT ROWID;

CREATE INDEX ix_sighting_version_id ON sighting (version_id);

CREATE VIEW articles AS SELECT a.id AS id, a.url AS url, a.site AS site, v.title AS title, v.published AS published, v.modified AS modified, v.authors AS authors, v.credits AS credits, v.section AS section, v.tags AS tags, v.language AS language, v.place AS place, v.agency AS agency, v.image_url AS image_url, v.text AS text, v.text_digest AS text_digest, v.extractor AS extractor, a.versions AS versions, a.gone_at IS NOT NULL AS gone, a.gone_at AS gone_at, a.first_seen_at AS first_seen, a.last_seen_at AS last_seen, a.cluster AS cluster, a.external_id AS external_id, c.warc_file AS warc_file, c.warc_offset AS warc_offset, c.payload_digest AS payload_digest FROM article a JOIN version v ON v.id = a.version_id JOIN capture c ON c.id = v.capture_id;

CREATE VIEW versions AS SELECT a.id AS article_id, a.url AS url, a.site AS site, v.number AS number, v.title AS title, v.published AS published, v.modified AS modified, v.authors AS authors, v.credits AS credits, v.section AS section, v.tags AS tags, v.language AS language, v.place AS place, v.agency AS agency, v.image_url AS image_url, v.text AS text, v.text_digest AS text_digest, v.extractor AS extractor, v.first_seen_at AS first_seen, v.last_seen_at AS last_seen, c.warc_file AS warc_file, c.warc_offset AS warc_offset, c.payload_digest AS payload_digest FROM version v JOIN article a ON a.no = v.article_no JOIN capture c ON c.id = v.capture_id;

CREATE VIEW captures AS SELECT c.id AS id, c.url AS url, c.canonical_url AS canonical_url, c.site AS site, c.run AS run, c.purpose AS purpose, c.road AS road, c.via AS via, c.attempt AS attempt, c.captured_at AS captured_at, c.status AS status, c.content_type AS content_type, c.payload_digest AS payload_digest, c.payload_bytes AS payload_bytes, c.warc_file AS warc_file, c.warc_offset AS warc_offset, c.warc_length AS warc_length, c.is_revisit AS is_revisit, c.refers_to_file AS refers_to_file, c.refers_to_offset AS refers_to_offset, c.truncated AS truncated, c.etag AS etag, c.last_modified AS last_modified, c.location AS location, c.error AS error FROM capture c;

CREATE VIEW runs AS SELECT r.id AS id, r.site AS site, r.started_at AS started_at, r.finished_at AS finished_at, r.state AS state, r.settings AS settings, r.counters AS counters FROM run r;

CREATE VIEW outcomes AS SELECT o.time AS time, o.run AS run, o.site AS site, o.road AS road, o.purpose AS purpose, o.url AS url, o.outcome AS outcome, o.reason AS reason, o.status AS status, o.bytes AS bytes, o.warc_file AS warc_file, o.warc_offset AS warc_offset, o.verdicts AS verdicts FROM outcome o;

CREATE VIEW clusters AS SELECT a.cluster AS id, count(*) AS articles, count(DISTINCT a.site) AS sites, min(a.first_seen_at) AS first_seen, max(a.last_seen_at) AS last_seen FROM article a WHERE a.cluster IS NOT NULL GROUP BY a.cluster;
