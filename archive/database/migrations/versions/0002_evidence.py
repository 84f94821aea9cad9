"""A place for what pages say of their site, until the run that read them has ended."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"

_TABLE = {
    "sqlite": """
CREATE TABLE evidence (
    capture_id INTEGER NOT NULL,
    site TEXT NOT NULL,
    page BLOB NOT NULL,
    CONSTRAINT pk_evidence PRIMARY KEY (capture_id),
    CONSTRAINT fk_evidence_capture_id FOREIGN KEY(capture_id) REFERENCES capture (id)
)""",
    "postgresql": """
CREATE TABLE evidence (
    capture_id BIGINT NOT NULL,
    site TEXT COLLATE "C" NOT NULL,
    page BYTEA NOT NULL,
    CONSTRAINT pk_evidence PRIMARY KEY (capture_id),
    CONSTRAINT fk_evidence_capture_id FOREIGN KEY(capture_id) REFERENCES capture (id)
)""",
}
_COMMENTS = (
    "TABLE evidence IS 'What runs that have not ended found; goes when it is learned. Without it the pages are read again.'",
    "COLUMN evidence.capture_id IS 'The page.'",
    "COLUMN evidence.site IS 'Name of the site.'",
    "COLUMN evidence.page IS 'JSON, deflated: what the page says of what its site repeats.'",
)


def upgrade() -> None:
    """Make the table; it is empty until the next run."""
    connection = op.get_bind()
    connection.exec_driver_sql(_TABLE[connection.dialect.name])
    connection.exec_driver_sql("CREATE INDEX ix_evidence_site ON evidence (site)")
    if connection.dialect.name == "postgresql":
        for comment in _COMMENTS:
            connection.exec_driver_sql(f"COMMENT ON {comment}")
