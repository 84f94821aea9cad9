"""Archives on both databases."""

from tests.archives import archive, capture, place

__all__ = ["archive", "capture", "place"]
