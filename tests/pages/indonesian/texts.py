"""The hand-written articles of texts.txt: fiction written for this project; the papers and people do not exist."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

HERE = Path(__file__).parent


@dataclass
class Text:
    """One article as written."""

    title: str
    place: str
    writer: str
    editor: str
    at: datetime
    zone: str
    section: str
    caption: str | None = None
    #: (kind, text): p, quote, h, li, row.
    units: list[tuple[str, str]] = field(default_factory=list)

    @property
    def slug(self) -> str:
        return re.sub(r"[^a-z0-9]+", "-", self.title.lower()).strip("-")


def texts() -> list[Text]:
    """Read the hand-written articles."""
    found: list[Text] = []
    for line in (HERE / "texts.txt").read_text(encoding="utf-8").splitlines():
        if not line.strip():
            continue
        if line.startswith("= "):
            title = line[2:]
        elif line.startswith("@ "):
            place, writer, editor, stamp, section = (part.strip() for part in line[2:].split("|"))
            day, clock, zone = stamp.split()
            found.append(Text(title, place, writer, editor, datetime.fromisoformat(f"{day}T{clock}:00{zone}"), zone, section))
        elif line.startswith("^ "):
            found[-1].caption = line[2:]
        elif line.startswith("> "):
            found[-1].units.append(("quote", line[2:]))
        elif line.startswith("## "):
            found[-1].units.append(("h", line[3:]))
        elif line.startswith("- "):
            found[-1].units.append(("li", line[2:]))
        elif line.startswith("| "):
            found[-1].units.append(("row", line[2:].strip()))
        else:
            found[-1].units.append(("p", line))
    return found
