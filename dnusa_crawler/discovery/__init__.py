"""Find articles: bytes of an index page in, links out. No network, no disk, no clock."""
