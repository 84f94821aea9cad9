"""The crawler fetches and understands: it decides what to visit and what a page says."""
