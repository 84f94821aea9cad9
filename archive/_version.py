"""The one place that knows the version of dnusa."""

__version__ = "0.1.0"
