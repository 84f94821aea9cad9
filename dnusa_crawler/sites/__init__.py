"""One site is one TOML file: what reads, writes and drafts it."""
