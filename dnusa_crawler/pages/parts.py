"""Find the other pages of an article that is spread over several, and join what they say.

Only links to the same article count: the address of page *n* is the article's own with a number behind it
(``/2/``, ``?page=2``, ``?halaman=2``, ``-2.html``), or it stands in an element that is named for it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archive import Article, Passage

    from .values import PageReading

#: What has more pages than this is no article in several pages: galleries and archives are numbered like one. The one
#: bound there is: the crawl asks for as many.
MAX_PARTS: Final = 60
MAX_LINKS: Final = 4_000
#: Names of the query fields that carry the number of a page.
_FIELDS: Final = frozenset({"page", "halaman", "hal", "pg", "paged", "seite", "pagina", "part"})
_WHOLE_VALUES: Final = frozenset({"all", "semua", "full", "single", "lengkap"})
_WHOLE_FIELDS: Final = frozenset(
    {"single", "showall", "show_all", "viewall", "view_all", "all", "full", "fullpage", "onepage", "singlepage"}
)
_WHOLE_WORDS: Final = re.compile(
    r"^\W*(?:(?:tampilkan|lihat|baca|buka) (?:semua|lengkap|seluruh\w*|penuh|selengkapnya)(?: halaman| artikel)?|semua halaman|satu halaman|(?:show|view|read|see) (?:all|full|entire|(?:as|on) (?:a )?(?:single|one) page)(?: pages?| article| story)?|"
    r"single page|all pages|auf einer seite|tout(?:es)? (?:les pages|afficher)|ver todo|ver tudo)\W*$",
    re.IGNORECASE,
)
#: What a query holds that tells another page of the article, or the whole of it.
_TELLS_PART: Final = re.compile("[0-9]|all|semua|full|single|lengkap|onepage", re.IGNORECASE)
#: How addresses begin that are whole, and those of no page.
_NO_PAGES: Final = ("#", "javascript:", "mailto:")
_ELSEWHERE: Final = ("/", "http://", "https://", *_NO_PAGES)
_BOX: Final = re.compile(
    r"(?:^|[\s_-])(?:post-page-numbers|page-?links?|post-?pages?|pagination|paging|multi-?page|halaman|nextpage|article-pag\w*|detail__(?:multiple|anchor)|pagelink)(?:$|[\s_-])",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(r"^\W*(?:halaman|hal\.?|page|seite|bagian|part)?\s*(\d{1,2})\W*$", re.IGNORECASE)
_NEXT: Final = re.compile(
    r"^\W*(?:halaman (?:selanjutnya|berikutnya)|selanjutnya|berikutnya|lanjut(?:kan)?(?: (?:membaca|baca))?|next(?: page)?|baca (?:halaman )?selanjutnya|nächste seite|page suivante)\W*$",
    re.IGNORECASE,
)


def find(tree: Any, url: str, *, own_urls: Sequence[str] = ()) -> tuple[tuple[str, ...], str | None]:
    """Return the addresses of the article's other pages in order, and one that shows it whole (None when there is none).

    Args:
        tree: The page's tree.
        url: The page's address; links are resolved against it.
        own_urls: Other addresses of the same page (canonical, og:url).
    """
    own = [parts for parts in (_split(address) for address in (url, *own_urls) if address) if parts is not None]
    if not own:
        return (), None
    stems = {_stem(address) for address in (url, *own_urls) if address}
    here = max((number for number in (_number_of(address, stems) for address in (url, *own_urls)) if number), default=1)
    slugs = tuple({_slug(stem) for stem in stems})
    hosts = tuple({f"{stem.split('/', 1)[0].split('?', 1)[0]}/" for stem in stems})
    itself = {address for address in (url, *own_urls) if address} | {
        one.path for one in own if one.path and not one.query
    }

    numbered: dict[int, str] = {}
    whole: str | None = None
    for href, link in _near_links(tree, slugs, hosts):
        # Comments and buttons link to the page they stand on.
        if here == 1 and href.partition("#")[0] in itself:
            continue
        if link.tag == "link" and (link.get("rel") or "").casefold() not in {"next", "prev"}:
            continue
        address = _absolute(url, href)
        if address is None:
            continue
        words = " ".join("".join(link.itertext()).split())[:80] if link.tag == "a" else ""
        if whole is None and _is_whole(address, words, stems):
            whole = address
            continue
        number = _number_of(address, stems)
        if number is None or not _is_part_link(link, words, number):
            continue
        numbered.setdefault(number, address)
    numbered.pop(here, None)
    if here == 1:
        numbered.pop(1, None)
    if numbered and max(numbered) > MAX_PARTS:
        return (), whole
    return tuple(numbered[number] for number in sorted(numbered)), whole


def is_further(tree: Any, url: str, *, own_urls: Sequence[str] = ()) -> bool:
    """Say whether a page is page 2 or later of an article: its address has the number, and it links to the others.

    Args:
        tree: The page's tree.
        url: The page's address; links are resolved against it.
        own_urls: Other addresses of the same page (canonical, og:url).
    """
    # The number alone may be a day or the article's own; the links cost more to look at, and few addresses have one.
    is_numbered = any((_number_of(address, {_stem(address)}) or 1) > 1 for address in (url, *own_urls) if address)
    return is_numbered and bool(find(tree, url, own_urls=own_urls)[0])


def _slug(stem: str) -> str:
    """Return the last step of a stem's path, without what may stand behind a number (``.html``)."""
    path = stem.split("?", 1)[0]
    return re.sub(r"\.\w{2,5}$", "", path.rsplit("/", 1)[1]) if "/" in path else ""


def _near_links(tree: Any, slugs: tuple[str, ...], hosts: tuple[str, ...]) -> list[tuple[str, Any]]:
    """Return the links that may lead to another page of the article: as written, and the element of each.

    Most links can be seen not to. Relative addresses need not name the article; white space may stand in the middle of
    what is looked for.
    """
    links = [(href, link) for link in islice(tree.iter("a", "link"), MAX_LINKS) if (href := link.get("href"))]
    return [
        (href, link)
        for href, link in links
        if (
            not href.startswith(_ELSEWHERE)
            or any(slug in href for slug in slugs)
            or "\n" in href
            or "\t" in href
            or "\r" in href
        )
        and not href.startswith(_NO_PAGES)
        and _may_be_part(href, hosts)
    ]


def _may_be_part(href: str, hosts: tuple[str, ...]) -> bool:
    if href.startswith(("http://", "https://")):
        # Buttons to share the article name its address behind another host.
        host = href[href.index("//") + 2 :][:300].partition("/")[0].lower() + "/"
        return any(own in host for own in hosts) or ":" in host or "@" in host or "?" in host
    return href[0] != "?" or _TELLS_PART.search(href) is not None


def _split(url: str) -> Any:
    try:
        return urlsplit(url)
    except ValueError:
        return None


def _absolute(base: str, href: str) -> str | None:
    try:
        address = urljoin(base, href.strip()[:2000]).split("#", 1)[0]
        return address if urlsplit(address).scheme in {"http", "https"} else None
    except ValueError:
        return None


def _fields(query: str) -> list[tuple[str, str]]:
    """Return the fields of a query that may matter to what is shown."""
    return [
        (key, value)
        for key, value in parse_qsl(query[:1000], keep_blank_values=True)
        if not key.casefold().startswith(("utm_", "fbclid", "gclid"))
    ]


@lru_cache(maxsize=512)
def _stem(url: str) -> str:
    """Return an address without scheme, ``www.``, number of the page, and last slash.

    >>> _stem("https://x.example/a/judul/2/") == _stem("https://www.x.example/a/judul?halaman=3")
    True
    """
    parts = _split(url)
    if parts is None:
        return url
    query = [(key, value) for key, value in _fields(parts.query) if not _numbers(key, value)]
    path = re.sub(r"/+$", "", parts.path)
    path = (
        re.sub(r"/(?:page/|halaman/|hal/|all|semua)?\d{0,2}$", "", path)
        if re.search(r"/(?:(?:page/|halaman/|hal/)?\d{1,2}|all|semua)$", path) and path.count("/") > 1
        else path
    )
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    return f"{host}{path}?{urlencode(sorted(query))}"


def _numbers(key: str, value: str) -> bool:
    """Say whether a query field tells which page of an article is shown."""
    name = key.casefold()
    return (name in _FIELDS and ((value.isdigit() and len(value) <= 2) or value.casefold() in _WHOLE_VALUES)) or (
        name in _WHOLE_FIELDS and value.casefold() in {"", "1", "true", "yes", *_WHOLE_VALUES}
    )


def _number_of(url: str, stems: set[str]) -> int | None:
    """Return which page of the article an address shows; None when it is another article's.

    The bare address is page 1.
    """
    if not url or _stem(url) not in stems:
        return _hyphenated(url, stems)
    parts = _split(url)
    for key, value in _fields(parts.query):
        if key.casefold() in _FIELDS and value.isdigit() and len(value) <= 2:
            return int(value) or None
    last = re.search(r"/(?:page/|halaman/|hal/)?(\d{1,2})/?$", parts.path)
    return (
        int(last.group(1))
        if last and parts.path.count("/") > 1 + parts.path.endswith("/") and int(last.group(1))
        else 1
    )


def _hyphenated(url: str, stems: set[str]) -> int | None:
    """Return the number of ``judul-2.html``, ``judul_2.html`` or ``judul.html/2`` when ``judul.html`` is the article."""
    match = re.search(r"[-_](?:page[-_]?|hal(?:aman)?[-_]?)?(\d{1,2})(\.\w{2,5})?$", url.split("?", 1)[0])
    if not match:
        return None
    first = url[: match.start()] + (match.group(2) or "")
    return int(match.group(1)) or None if _stem(first) in stems else None


def _is_whole(address: str, words: str, stems: set[str]) -> bool:
    """Say whether a link leads to the whole article on one page."""
    if _stem(address) not in stems:
        return False
    parts = _split(address)
    if any(
        (key.casefold() in _FIELDS and value.casefold() in _WHOLE_VALUES)
        or (key.casefold() in _WHOLE_FIELDS and _numbers(key, value))
        for key, value in _fields(parts.query)
    ):
        return True
    if re.search(r"/(?:all|semua)/?$", parts.path):
        return True
    return bool(_WHOLE_WORDS.match(words)) and _number_of(address, stems) is None


def _is_part_link(link: Any, words: str, number: int) -> bool:
    """Say whether a link is one of a row of page numbers, a "next page", or ``rel=next``."""
    if link.tag == "link":
        return True
    match = _NUMBER.match(words)
    if match:
        return int(match.group(1)) == number or number == 1
    if (link.get("rel") or "").casefold() == "next" or _NEXT.match(words):
        return True
    element = link
    for _ in range(4):
        if element is None:
            return False
        if _BOX.search(f"{element.get('class') or ''} {element.get('id') or ''}"[:300]):
            return len(words) <= 24
        element = element.getparent()
    return False


def _without_lead(passages: Sequence[Passage], seen: set[tuple[str, str]]) -> Iterator[Passage]:
    """Yield the passages that no earlier page has shown."""
    for passage in passages:
        key = (passage.kind.value, " ".join(passage.text.split()).casefold() or (passage.url or ""))
        # Short lines (a heading, a name in a list) may stand twice; whole paragraphs are repeated leads.
        if key in seen and (len(passage.text) >= 40 or passage.kind.value in {"caption", "embed", "h"}):
            continue
        seen.add(key)
        yield passage


def join_articles(pages: Sequence[Article]) -> Article:
    """Return one article made of its pages in order: facts of the first, text of all.

    What a page repeats of an earlier one (lead, headline, caption) is left out.

    Raises:
        ValueError: If *pages* is empty.
    """
    if not pages:
        raise ValueError("an article needs at least one page")
    first = pages[0]
    titles = {" ".join(first.title.split()).casefold()}
    seen: set[tuple[str, str]] = set()
    passages: list[Passage] = []
    texts: list[str] = []
    for number, page in enumerate(pages):
        for passage in _without_lead(page.passages, seen):
            if number and " ".join(passage.text.split()).casefold() in titles:
                continue
            passages.append(passage)
        known = set(texts)
        for paragraph in page.text.split("\n\n"):
            folded = " ".join(paragraph.split()).casefold()
            if not paragraph or (number and (folded in titles or (paragraph in known and len(paragraph) >= 40))):
                continue
            texts.append(paragraph)
    credits_ = tuple(dict.fromkeys(credit for page in pages for credit in page.credits))
    authors = first.authors or next((page.authors for page in pages if page.authors), ())
    return attrs.evolve(first, passages=tuple(passages), text="\n\n".join(texts), credits=credits_, authors=authors)


def join(readings: Sequence[PageReading]) -> PageReading:
    """Return the reading of an article in several pages: the first page's, with the text of all.

    Pages that could not be read (no article) are left out; the others keep their order.

    Raises:
        ValueError: If *readings* is empty.
    """
    if not readings:
        raise ValueError("nothing to join")
    first = next((reading for reading in readings if reading.articles), readings[0])
    if not first.articles:
        return first
    pages = [reading.articles[0] for reading in readings if reading.articles]
    return attrs.evolve(first, articles=(join_articles(pages), *first.articles[1:]))
