"""Mend markup that is too broken for lxml, with BeautifulSoup on the parser of the standard library.

To libxml2 a comment or a quotation mark that is never closed, or a comment closed by ``-- >``, is the rest of the page
(measured: not one paragraph is left). The other parser goes on; it takes thirty times as long, so it is asked only when
most of a page is missing from the tree.
"""

from __future__ import annotations

import re
import warnings
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

#: Characters of a page that are mended: half a second of work; the largest article pages have as many.
MAX_CHARS: Final = 1_000_000
#: How people end a comment when they miss ``-->``.
_LOOSE_END: Final = re.compile(r"--\s{0,5}!?>")
#: What these hold is text to lxml, so none of them may hold the page.
_RAW: Final = ("title", "textarea", "iframe", "noembed", "noframes", "xmp", "plaintext")


def mended(text: str) -> str | None:
    """Return the same page as markup that lxml reads to its end; None when it is too large or beyond mending.

    >>> mended("<html><body><!-- iklan -- ><p>Isi</p></body></html>")
    '<html><p>Isi</p></html>'
    """
    soup = soup_of(text)
    if soup is None:
        return None
    try:
        return _as_one_page(soup)
    except RecursionError:
        return None


def soup_of(text: str) -> BeautifulSoup | None:
    """Return a page as BeautifulSoup reads it; None when it is too large or beyond reading."""
    from bs4 import BeautifulSoup  # noqa: PLC0415 - few pages need it
    from bs4.exceptions import ParserRejectedMarkup  # noqa: PLC0415

    if len(text) > MAX_CHARS:
        return None
    # Behind the last ">" there is no tag, but a search for one at every "<" (quadratic in time).
    source = _without_comments(text)
    source = source[: source.rfind(">") + 1]
    try:
        with warnings.catch_warnings():
            # It warns of what looks like XML or a file name; a person would look, here nobody does.
            warnings.simplefilter("ignore")
            return BeautifulSoup(source, "html.parser")
    except (ParserRejectedMarkup, AssertionError, RecursionError):
        return None


def _without_comments(text: str) -> str:
    """Take the comments out; one that never ends is taken for a stray mark, and its text is the page's."""
    first, *rest = text.split("<!--")
    pieces = [first]
    for piece in rest:
        end = _LOOSE_END.search(piece)
        pieces.append(piece[end.end() :] if end is not None else piece)
    return "".join(pieces)


def _as_one_page(soup: BeautifulSoup) -> str:
    """Return the markup with one ``html`` around all of it, however often the page began and ended."""
    language = next((str(tag["lang"]) for tag in soup.find_all("html") if tag.get("lang")), None)
    for tag in soup.find_all(["html", "head", "body"]):
        tag.unwrap()
    for tag in soup.find_all(_RAW):
        if tag.find(True) is not None:
            tag.unwrap()
    page = soup.new_tag("html", attrs={"lang": language} if language else {})
    for node in list(soup.contents):
        page.append(node.extract())
    return str(page)
