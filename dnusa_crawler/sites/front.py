"""A site's front page, looked at once while its file is drafted: what a person would look for in the source.

With BeautifulSoup, which takes a page as it comes (attributes without quotation marks, entities in a name, comments that
never end). It is slow, and asked for one page of a site; the pages of a crawl never meet it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Self

import attrs

from dnusa_crawler.pages.charset import decode
from dnusa_crawler.pages.mending import soup_of

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

    from dnusa_crawler.discovery import Document

#: Of a front page so much is looked at: the head is in it, and words enough.
_LOOKED_AT_BYTES = 2**19
_MOST_CHARS = 200
#: Where a page gives the paper's name, best first.
_NAMES = (("property", "og:site_name"), ("name", "og:site_name"), ("name", "application-name"))


@attrs.frozen(kw_only=True)
class Pointer:
    """A ``link rel=alternate`` or an anchor of the page."""

    address: str
    title: str
    #: Media type that a ``link`` gives; None for an anchor.
    media_type: str | None


@attrs.frozen(kw_only=True)
class FrontPage:
    """What the front page of a site says of it."""

    url: str
    #: The words a reader sees, in lower case and in order.
    words: tuple[str, ...] = attrs.field(default=(), repr=False)
    #: The paper's name, as the page gives it to other programs.
    site_name: str | None = None
    #: The program that made the page, as it says itself, in lower case.
    generator: str = ""
    pointers: tuple[Pointer, ...] = attrs.field(default=(), repr=False)

    @classmethod
    def of(cls, document: Document) -> Self:
        """Look at *document*; what is no page has nothing to say."""
        text = decode(document.body[:_LOOKED_AT_BYTES], document.header("content-type")).text
        soup = soup_of(text)
        if soup is None:
            return cls(url=document.url)
        names = (_meta(soup, key, value) for key, value in _NAMES)
        return cls(
            url=document.url,
            words=tuple(re.findall(r"[^\W\d_]+", soup.get_text(" ").lower())),
            site_name=next((name for name in names if name), None),
            generator=(_meta(soup, "name", "generator") or "").lower(),
            pointers=_pointers(soup),
        )


def _meta(soup: BeautifulSoup, key: str, value: str) -> str | None:
    """Return the content of the first ``meta`` whose *key* is *value*, in any case; None where it is missing or empty."""
    pattern = re.compile(f"^{re.escape(value)}$", re.IGNORECASE)
    for tag in soup.find_all("meta", attrs={key: pattern}):
        if content := " ".join(str(tag.get("content") or "").split()):
            return content[:_MOST_CHARS]
    return None


def _pointers(soup: BeautifulSoup) -> tuple[Pointer, ...]:
    found = []
    for tag in soup.find_all(["link", "a"], href=True):
        is_anchor = tag.name == "a"
        if is_anchor or "alternate" in {str(word).lower() for word in tag.get_attribute_list("rel")}:
            found.append(
                Pointer(
                    address=str(tag["href"]),
                    title=str(tag.get("title") or ""),
                    media_type=None if is_anchor else str(tag.get("type") or ""),
                )
            )
    return tuple(found)
