"""Where is the next page of a listing? By rel=next, by class, by words, by the numbers in its addresses."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import attrs

_NEXT_WORDS = re.compile(
    r"^[\s«»›→>‹←<|-]*(?:selanjutnya|berikutnya|berikut|halaman (?:selanjutnya|berikutnya)|laman (?:selanjutnya|berikutnya)|berita (?:sebelumnya|lainnya|lama)"
    r"|postingan (?:lama|lebih lama)|posting(?:an)? lama|pos[- ]pos lama|pos lama|artikel lama|lebih lama|entri lama|next|next page|older|older posts?|older entries|older stories"
    r"|load more|muat lagi|muat lebih banyak|muat lainnya|lihat lainnya|tampilkan lebih banyak|lebih banyak|show more|more posts|indeks berikutnya)[\s«»›→>|…-]*$",
    re.IGNORECASE,
)
_NEXT_SIGNS = frozenset({"»", "›", "→", ">", ">>", "&raquo;", "❯", "⟩"})
_NEXT_CLASS = re.compile(
    r"(?:^|[\s_-])(?:next|nextpostslink|older|older-posts|blog-pager-older-link|load-?more|pagination-next|page-next|nav-previous|alm-load-more)(?:$|[\s_-])"
)
_PREVIOUS_CLASS = re.compile(r"(?:^|[\s_-])(?:prev|previous|newer)(?:$|[\s_-])")
_PAGER_BOX = re.compile(
    r"pagina|pager|page-?nav|page-numbers|paging|pages|nav-links|halaman|wp-pagenavi|load-?more|posts-navigation"
)
_PATH_NUMBER = re.compile(r"/(page|halaman|hal|p)[/-]?(\d{1,6})(/?)$", re.IGNORECASE)
#: Query parameters that count pages, and those that count articles.
_PAGE_NAMES = frozenset({"page", "paged", "halaman", "hal", "p", "pg", "pagenum", "pagina", "hlm"})
_OFFSET_NAMES = frozenset({"start", "offset", "limitstart", "start-index", "from", "skip", "row"})


@attrs.frozen(kw_only=True)
class _Place:
    """Which page of which listing an address is."""

    #: The address with its number taken out.
    listing: str
    #: Page number, or offset.
    number: int
    is_offset: bool = False


@attrs.define
class Pager:
    """The links of one listing page that may lead to its other pages."""

    url: str
    #: (address, strength, why)
    candidates: list[tuple[str, int, str]] = attrs.field(factory=list)
    numbered: dict[int, str] = attrs.field(factory=dict)
    offsets: dict[int, str] = attrs.field(factory=dict)

    def add(self, target: str, *, text: str, rel: str, classes: str) -> None:
        """Take in one link of the page."""
        if not _same_host(target, self.url) or len(self.candidates) > 200:
            return
        here, there = where(self.url), where(target)
        if there is not None and there.listing == (here.listing if here else _bare(self.url)):
            (self.offsets if there.is_offset else self.numbered).setdefault(there.number, target)
        words = text.strip()
        strength, why = 0, ""
        if "next" in rel.lower().split():
            strength, why = 4, "rel=next"
        elif _NEXT_WORDS.match(words):
            strength, why = 3, f"words: {words[:30]}"
        elif words in _NEXT_SIGNS and (_PAGER_BOX.search(classes) or there is not None):
            strength, why = 2, "sign of a next page"
        elif (
            _NEXT_CLASS.search(classes)
            and not _PREVIOUS_CLASS.search(classes.replace("nav-previous", ""))
            and len(words) < 30
        ):
            strength, why = 2, "class of a next page"
        if strength and self._is_onward(here, there, target):
            self.candidates.append((target, strength, why))

    def _is_onward(self, here: _Place | None, there: _Place | None, target: str) -> bool:
        """Return whether *target* can be a later page of this listing: same place with a higher number, never this very page."""
        if _bare(target) == _bare(self.url) and there == here:
            return False
        if there is None:
            # Blogger's older link carries a time (updated-max=); others name a cursor.
            return bool(re.search(r"[?&](?:updated-max|cursor|after|before|last|max_id|lastid)=", target))
        own_listing = here.listing if here else _bare(self.url)
        if there.listing != own_listing:
            return False
        return there.number > (here.number if here else (0 if there.is_offset else 1))


def _same_host(a: str, b: str) -> bool:
    left, right = urlsplit(a), urlsplit(b)
    return (left.hostname or "").removeprefix("www.") == (right.hostname or "").removeprefix(
        "www."
    ) and left.port == right.port


def _bare(url: str) -> str:
    """Return the identity of a listing: host without www, path without closing slash, query sorted."""
    parts = urlsplit(url)
    query = (
        urlencode(sorted(parse_qsl(parts.query, keep_blank_values=True, max_num_fields=100)))
        if parts.query.count("&") < 100
        else ""
    )
    path = re.sub(r"/index\.(?:php|html?)$", "/", parts.path).rstrip("/")
    return f"{(parts.hostname or '').removeprefix('www.')}{path}?{query}"


def where(url: str) -> _Place | None:
    """Return which page of which listing *url* is; None when its address carries no page number.

    >>> where("https://x.example/berita/page/3/").number
    3
    >>> where("https://x.example/berita?halaman=2").number
    2
    """
    parts = urlsplit(url)
    if match := _PATH_NUMBER.search(parts.path):
        listing = urlunsplit((parts.scheme, parts.netloc, parts.path[: match.start()] + "/", parts.query, ""))
        return _Place(listing=_bare(listing), number=int(match[2]))
    if not parts.query or parts.query.count("&") >= 100:
        return None
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    for position, (name, value) in enumerate(pairs):
        lowered = name.lower()
        if lowered in _PAGE_NAMES | _OFFSET_NAMES and value.isdigit() and len(value) <= 9:
            rest = urlencode(pairs[:position] + pairs[position + 1 :])
            listing = urlunsplit((parts.scheme, parts.netloc, parts.path, rest, ""))
            return _Place(listing=_bare(listing), number=int(value), is_offset=lowered in _OFFSET_NAMES)
    return None


def with_number(template: str, number: int) -> str | None:
    """Return *template* (any numbered page of a listing) as page *number*; None when it carries no number.

    >>> with_number("https://x.example/page/2/", 7)
    'https://x.example/page/7/'
    """
    parts = urlsplit(template)
    if match := _PATH_NUMBER.search(parts.path):
        path = parts.path[: match.start(2)] + str(number) + parts.path[match.end(2) :]
        return urlunsplit((parts.scheme, parts.netloc, path, parts.query, ""))
    pairs = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=100) if parts.query.count("&") < 100 else []
    for position, (name, value) in enumerate(pairs):
        if name.lower() in _PAGE_NAMES | _OFFSET_NAMES and value.isdigit():
            pairs[position] = (name, str(number))
            return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(pairs), ""))
    return None


def next_pages(pager: Pager) -> tuple[list[tuple[str, str]], dict[str, str]]:
    """Return the next page(s) of the listing, best first with the reason, and the facts ``page`` and ``last_page``."""
    here = where(pager.url)
    number = here.number if here and not here.is_offset else 1
    facts: dict[str, str] = {"page": str(number)}
    if pager.numbered:
        facts["last_page"] = str(max(*pager.numbered, number))
        facts["page_template"] = pager.numbered[max(pager.numbered)]
    ranked = sorted(pager.candidates, key=lambda c: -c[1])
    chosen = [(target, why) for target, strength, why in ranked if strength == ranked[0][1]]
    if not chosen and pager.numbered:
        if target := pager.numbered.get(number + 1):
            chosen = [(target, f"number {number + 1}")]
        elif max(pager.numbered) > number and (built := with_number(facts["page_template"], number + 1)):
            # Themes that show "1 … 23" only: page 2 is not linked but is there.
            chosen = [(built, f"number {number + 1}, built")]
    if not chosen and pager.offsets:
        offset = here.number if here and here.is_offset else 0
        later = sorted(n for n in pager.offsets if n > offset)
        if later:
            chosen = [(pager.offsets[later[0]], f"offset {later[0]}")]
    return list(dict(chosen).items())[:1], facts
