"""Archives on both databases."""

from tests.archives import archive, capture, place, schema

__all__ = ["archive", "capture", "place", "schema"]
