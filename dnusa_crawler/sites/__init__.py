"""One site is one TOML file: what reads, writes and drafts it."""

from __future__ import annotations

from .files import file_name, find, list_sites, read_site, site_toml
from .site import Engine, Limits, Roads, ScopeRules, SelectorRules, Site

__all__ = [
    "Engine",
    "Limits",
    "Roads",
    "ScopeRules",
    "SelectorRules",
    "Site",
    "file_name",
    "find",
    "list_sites",
    "read_site",
    "site_toml",
]
