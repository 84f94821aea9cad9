"""The command ``dnusa``: every command is a thin call of one public function."""

from __future__ import annotations

from .entry import main

__all__ = ["main"]
