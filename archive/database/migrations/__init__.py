"""The history of the schema: numbered, append-only Alembic migrations; a new database is made at once instead."""
