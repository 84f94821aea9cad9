"""What a reader of the demo's site must find: ``python -m dnusa_crawler.demo.truth`` writes truth.json, in the checkout.

The file is kept beside the posts, so that a change to a post shows in it, and so that programs in other languages can
judge a crawl of the demo.
"""

from __future__ import annotations

import json
import re
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

from .content import Post, load_posts
from .markup import plain_text

NAME = "truth.json"
_INITIALS = re.compile(r"\(([a-z]{2,4}(?:/[a-z]{2,4})*)\)")


def expected() -> list[dict[str, Any]]:
    """Return every article of the demo as an export must give it, oldest first; ``path`` is its address on the site."""
    return [
        {
            "path": f"/{post.slug}/",
            "title": post.title,
            "published": post.published_at.isoformat(),
            "modified": post.modified_at.isoformat() if post.modified_at else None,
            "authors": [post.author],
            "credits": credits_of(post),
            "section": post.section,
            "tags": list(post.tags),
            "place": post.place,
            "language": "id",
            "text": plain_text(post),
        }
        for post in reversed(load_posts())
    ]


def credits_of(post: Post) -> list[dict[str, str]]:
    """Return who else had a hand in it: the editor, and the initials a desk signs with, ``(rin/dar)``."""
    editor = [{"name": post.editor, "role": "editor"}] if post.editor else []
    signed = [match[1] for block in post.blocks if (match := _INITIALS.fullmatch(block.text))]
    return editor + [{"name": initials, "role": "initials"} for initials in signed]


def truth() -> list[dict[str, Any]]:
    """Return what truth.json says."""
    stored: list[dict[str, Any]] = json.loads(files(__package__).joinpath(NAME).read_text(encoding="utf-8"))
    return stored


if __name__ == "__main__":
    page = json.dumps(expected(), ensure_ascii=False, indent=1) + "\n"
    Path(__file__).with_name(NAME).write_text(page, encoding="utf-8")
    sys.stdout.write(f"{NAME} written\n")
