"""One file, one output format: every module of this package that has a ``FORMAT`` is one; the folder is scanned."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from ..errors import UnknownExportError
from .format import Format

__all__ = ["Format", "find", "formats"]


def formats() -> dict[str, Format]:
    """Return all formats by name, sorted."""
    found = {}
    for module in pkgutil.iter_modules(__path__):
        export_format = getattr(import_module(f"{__name__}.{module.name}"), "FORMAT", None)
        if isinstance(export_format, Format):
            found[export_format.name] = export_format
    return dict(sorted(found.items()))


def find(name: str) -> Format:
    """Return the format of that name.

    Raises:
        UnknownExportError: If there is none.
    """
    known = formats()
    if name not in known:
        raise UnknownExportError(f"no export format {name[:40]!r}; there are: {', '.join(known)}")
    return known[name]
