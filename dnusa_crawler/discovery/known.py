"""What the archive knows of a site, held in memory for the length of one run."""

from __future__ import annotations

from collections.abc import Iterable

from archive import KnownUrl, Purpose

from .classify import page_key


class KnownTable:
    """The rows of one site by every spelling of their URL and by the site's own numbers (see ``values.Known``)."""

    def __init__(self, rows: Iterable[KnownUrl] = ()) -> None:
        self._rows: dict[str, KnownUrl] = {}
        self._numbers: dict[str, str] = {}
        for row in rows:
            self.add(row)

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, row: KnownUrl) -> None:
        """Take in one row; a later row of the same page replaces an earlier one, unless it is gone and that one is not."""
        try:
            key = page_key(row.url)
        except ValueError:
            return
        before = self._rows.get(key)
        if before is not None and row.is_gone and not before.is_gone:
            return
        self._rows[key] = row
        number = row.hints.get("external_id")
        if number and not row.is_gone:
            self._numbers[number] = key

    def get(self, url: str) -> KnownUrl | None:
        """Return the row of *url* (http or https, with www or without, with a closing slash or without), or None."""
        try:
            return self._rows.get(page_key(url))
        except ValueError:
            return None

    def by_external_id(self, external_id: str) -> KnownUrl | None:
        """Return the row that carries the site's own number *external_id*, or None."""
        key = self._numbers.get(external_id)
        return self._rows.get(key) if key is not None else None

    def pages(self) -> Iterable[KnownUrl]:
        """Return every row whose purpose is PAGE."""
        return (row for row in self._rows.values() if row.purpose is Purpose.PAGE)
