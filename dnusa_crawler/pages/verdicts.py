"""Say why a page is no article.

A page is judged by what it shows, never by one word of it: what its title and headline say, how much running text there
is and who it speaks to, what its markup declares, and what speaks for an article (a date of publication, a dateline, a
byline, structured data of an article). Short articles are articles: two sentences under a headline with a date stay.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs, urljoin, urlsplit

import attrs

from archive import PassageKind

from . import split_lines, verdicts_words
from .blocks import NEVER_RUNNING
from .split_view import bare_url

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .blocks import Block
    from .structured import Structured

#: Every reason there can be, with a sentence for people. The words are stored and stay as they are.
REASONS: Final[Mapping[str, str]] = {
    "age-check": "The page asks for the reader's age before it shows anything.",
    "agenda": "The page is a calendar or list of events.",
    "attachment": "The page shows one uploaded file of an article, not the article.",
    "bot-check": "The site wants to know whether a person is asking (captcha, browser check).",
    "cookie-wall": "The page asks for consent to cookies instead of showing its text.",
    "empty": "There are no bytes, or nothing but white space.",
    "empty-shell": "The page fills itself by script: without a browser it shows nothing, and it carries no text as data.",
    "error-page": "The server answers with an error in words.",
    "form": "The page is a form to fill in.",
    "listing": "The page links to articles (with or without excerpts) and holds none of its own.",
    "login": "The page asks to log in.",
    "maintenance": "The site says that it is closed for work or not open yet.",
    "no-article": "The page has no text that could be an article.",
    "no-text": "The page may hold an article, but none of its text was found.",
    "not-html": "The bytes are not an HTML page (a picture, a PDF, a feed, another file).",
    "parked": "The domain is for sale, suspended, or shows its server's first page.",
    "password": "The article is protected by a password.",
    "paywall": "Only the beginning is shown; the rest is for subscribers.",
    "product": "The page sells something.",
    "redirect": "The page only sends its reader elsewhere.",
    "region-block": "The page is not shown in the country it was asked from.",
    "search": "The page is the result of a search.",
    "soft-404": "The server says 200, but the page says that there is nothing here.",
    "static-page": "The page is about the site: who makes it, its rules, how to reach or pay it.",
    "too-complex": "The page nests its elements too deep, or needs too much memory, to be read.",
    "too-large": "The page is larger than the limit.",
    "too-slow": "Reading the page took longer than the limit.",
    "truncated": "The page is cut off before its text begins.",
    "unreadable": "Reading the page failed in a way that is a fault of this program.",
}

#: Characters of running text under which a page must show other signs of an article.
SHORT_CHARS: Final = 140
#: Up to here what the page says in its title or headline is believed over its text.
STUB_CHARS: Final = 900
#: A beginning this short with a call to subscribe below it is a stub.
SHORT_STUB_CHARS: Final = 250
#: More running text than this is no listing, wherever it stands.
LISTING_CHARS: Final = 6_000
#: So many paragraphs of so many characters in a row are a story.
STORY_PARAGRAPHS: Final = 3
STORY_CHARS: Final = 120
#: Of a list of headlines: so many make a listing.
LISTING_LINKS: Final = 4

_WHOLE: Final = (
    "password",
    "bot-check",
    "soft-404",
    "error-page",
    "maintenance",
    "region-block",
    "redirect",
    "age-check",
    "parked",
)
_ARTICLE_TYPES: Final = re.compile(r"article|newsarticle|reportage|blogposting|liveblog|posting", re.IGNORECASE)
_WP_LISTING: Final = frozenset(
    {"archive", "category", "tag", "author", "search", "search-results", "blog", "date", "tax-post_tag", "error404"}
)
_LISTING_PATH: Final = re.compile(
    r"/(?:category|kategori|tag|tags|author|penulis|topik|topic|rubrik|label|indeks|index|archives?|arsip|page/\d+)(?:/|$)|^/?(?:index\.\w+)?$",
    re.IGNORECASE,
)
_SHELL_IDS: Final = frozenset(
    {"root", "app", "__next", "__nuxt", "gatsby", "___gatsby", "app-root", "main-app", "svelte", "q-app"}
)
_PASSWORD_FORM: Final = re.compile(r"post-password|password-form", re.IGNORECASE)


@attrs.define(slots=True)
class _Look:
    """What is seen of a page."""

    tree: Any
    blocks: Sequence[Block]
    body: Sequence[Block]
    url: str
    title: str
    headline: str
    #: Characters of running text of the body.
    chars: int
    #: Visible characters of the whole page.
    visible: int
    classes: frozenset[str]
    #: What speaks for an article: ``date``, ``json-ld``, ``og``, ``dateline``, ``facts``.
    signs: frozenset[str]


def _running(blocks: Sequence[Block]) -> int:
    """Return the characters of running text: sentences outside links."""
    return sum(len(block.text) - block.link_chars for block in blocks if block.kind not in NEVER_RUNNING)


def _signs(
    blocks: Sequence[Block], body: Sequence[Block], headline: Block | None, structured: Structured | None
) -> frozenset[str]:
    """Collect what speaks for an article."""
    found = set()
    if structured is not None:
        if structured.published:
            found.add("date")
        if structured.main is not None or structured.microdata is not None:
            found.add("json-ld")
        kind = (structured.meta("og:type") or "").casefold()
        if "article" in kind:
            found.add("og")
    if any(split_lines.dateline(block.text) for block in body[:3]):
        found.add("dateline")
    at = headline.index if headline is not None else (body[0].index if body else 0)
    near = blocks[max(0, at - 3) : at + 8]
    after = blocks[body[-1].index + 1 : body[-1].index + 4] if body else ()
    listed = {PassageKind.ITEM, PassageKind.ROW}
    lines = [
        block for block in (*near, *after) if not block.is_hidden and (block.kind not in listed or block.index < at)
    ]
    if any(split_lines.is_fact_line(block.text) for block in lines):
        found.add("facts")
    return frozenset(found)


def _look(tree: Any, blocks: Sequence[Block], body: Sequence[Block], url: str, structured: Structured | None) -> _Look:
    """Gather what the rules need."""
    heading = next((block for block in blocks if block.level == 1 and block.kind is PassageKind.HEADING), None)
    heading = heading or next(
        (block for block in blocks if block.kind is PassageKind.HEADING and not block.is_hidden), None
    )
    title = (structured.page_title if structured is not None else tree.findtext(".//title")) or ""
    body_element = tree.find("body") if tree.tag == "html" else tree
    classes = (
        frozenset((body_element.get("class") or "").casefold().split()[:80])
        if body_element is not None
        else frozenset()
    )
    return _Look(
        tree=tree, blocks=blocks, body=body, url=url, title=" ".join(title.split())[:300],
        headline=heading.text[:300] if heading is not None else "", chars=_running(body),
        visible=max(_running(body), sum(len(block.text) for block in blocks if not block.is_hidden)), classes=classes,
        signs=_signs(blocks, body, heading, structured),
    )  # fmt: skip


def judge(
    *,
    tree: Any,
    blocks: Sequence[Block],
    body: Sequence[Block],
    url: str = "",
    structured: Structured | None = None,
    articles: int = 1,
) -> str | None:
    """Return why a page holds no article (a key of :data:`REASONS`), or None.

    Args:
        tree: The page's tree; None when the bytes gave none.
        blocks: All blocks of the page.
        body: The blocks the rest of the reader takes for the (first) article's body.
        url: The page's address.
        structured: What the page says of itself.
        articles: How many articles the page was split into.
    """
    if tree is None:
        return "not-html"
    look = _look(tree, blocks, body, url, structured)
    if look.visible == 0:
        return "empty-shell" if _is_shell(look) else "empty"
    if articles > 1:
        return None
    return _by_markup(look) or _by_words(look) or _by_walls(look) or _by_shape(look)


def _by_markup(look: _Look) -> str | None:
    """Judge by what the markup declares."""
    forms = [form.get("class") or "" for form in _elements(look.tree, "form", 20)]
    # WordPress sets this one in place of the text; whatever stands below it is another article's.
    if any("post-password-form" in names for names in forms):
        return "password"
    if look.chars < STUB_CHARS and any(_PASSWORD_FORM.search(names) for names in forms):
        return "password"
    if "attachment" in look.classes and "date" not in look.signs:
        return "attachment"
    if "attachment" in look.classes and look.chars < STUB_CHARS:
        return "attachment"
    if "error404" in look.classes:
        return "soft-404"
    if {"search-results", "search-no-results"} & look.classes:
        return "search"
    is_page = "page" in look.classes and any(name.startswith(("page-id-", "page-template")) for name in look.classes)
    if is_page and not {"single", "single-post", "home", "blog"} & look.classes and not look.signs:
        return "static-page"
    return None


def _says(look: _Look, reason: str, *, first: int = 0) -> bool:
    """Say whether title, headline (or the first *first* blocks of text) say what such pages say."""
    texts = [look.title, look.headline]
    shown = [
        block.text for block in look.blocks if not block.is_hidden and block.link_chars < 0.6 * max(1, len(block.text))
    ]
    texts += shown[:first]
    return any(verdicts_words.says(reason, text) for text in texts if text)


def _by_words(look: _Look) -> str | None:
    """Judge short pages by what they say to whoever came."""
    is_article = bool({"dateline", "date", "facts"} & look.signs)
    for reason in _WHOLE if look.chars < STUB_CHARS else ():
        heads = _says(look, reason)
        within = any(verdicts_words.says(reason, block.text) for block in look.body[:4]) or (
            look.chars < 60 and _says(look, reason, first=12)
        )
        limit = STUB_CHARS if heads and within else 420 if heads else 320 if within else 0
        if look.chars >= (limit if not is_article else min(limit, 160)):
            continue
        if (heads or within) and not (is_article and not within):
            return reason
    name = _path_name(look.url)
    for reason in ("static-page", "search", "agenda", "form"):
        if is_article or "json-ld" in look.signs:
            break
        says = _says(look, reason) or (reason == "static-page" and verdicts_words.says(reason, name))
        if not says:
            continue
        if reason == "static-page" or (reason == "search" and _has_query(look.url, look)):
            return reason
        if reason == "search" and (look.chars < STUB_CHARS or _teasers(look)[0] >= 3):
            return reason
        if reason == "agenda" and (look.chars < 260 or _dated_rows(look) >= 0.4):
            return reason
        if reason == "form" and (look.chars < 400 or _inputs(look) >= 4):
            return reason
    return None


def _by_walls(look: _Look) -> str | None:
    """Judge pages whose text ends at a wall or is one."""
    if look.chars >= STUB_CHARS:
        return None
    if _has_password_input(look) and look.chars < 320 and (_says(look, "login", first=20) or look.chars < 60):
        return "login"
    last = look.body[-1].index if look.body else 0
    first = look.body[0].index if look.body else 0
    around = [
        block for block in look.blocks[max(0, first - 3) : last + 14] if not block.is_hidden and len(block.text) < 500
    ]
    consent = sum(
        len(block.text)
        for block in look.body
        if verdicts_words.says("cookie-wall", block.text) or "cookie" in block.text.casefold()
    )
    if consent > 0.5 * max(1, look.chars) or (look.chars < 80 and _says(look, "cookie-wall", first=15)):
        return "cookie-wall"
    walls = [b for b in around if verdicts_words.says("paywall", b.text) and not split_lines.dateline(b.text)]
    # A call to subscribe below a short article is no wall; one that says "to read on" is.
    if look.chars >= SHORT_STUB_CHARS:
        walls = [block for block in walls if verdicts_words.says("paywall-strong", block.text)]
    if walls and (look.headline or look.title) and any(block.index >= first for block in walls):
        return "paywall"
    return None


def _by_shape(look: _Look) -> str | None:
    """Judge by how text, links, forms and scripts are spread."""
    if _tells_a_story(look):
        return None
    is_listing_place = bool(_WP_LISTING & look.classes) or bool(_LISTING_PATH.search(_path(look.url)))
    texts = [block for block in look.body if block.text]
    linked = sum(block.link_chars >= 0.6 * len(block.text) for block in texts)
    if linked >= LISTING_LINKS and linked >= 0.8 * len(texts):
        return "listing"
    if look.chars > LISTING_CHARS and not is_listing_place:
        return None
    teasers, excerpts = _teasers(look)
    strong = bool({"dateline", "json-ld"} & look.signs)
    if is_listing_place and teasers >= 2 and not strong:
        return "listing"
    rest = max(0, look.chars - excerpts)
    if teasers >= LISTING_LINKS and excerpts and rest < 300 and not strong:
        return "listing"
    if look.chars < 200 and teasers >= LISTING_LINKS and not {"dateline", "date", "facts"} & look.signs:
        return "listing"
    if (
        look.chars < 400
        and verdicts_words.pattern("product").search(" ".join(block.text for block in look.blocks[:400]))
        and not look.signs & {"dateline", "json-ld", "facts"}
    ):
        return "product"
    if look.chars < SHORT_CHARS:
        return _short(look, teasers)
    return None


def _tells_a_story(look: _Look) -> bool:
    """Say whether long paragraphs follow each other under a headline, with a date or an author: no listing has them.

    In a listing a headline that leads elsewhere, or a link to read on, stands between one excerpt and the next.
    """
    if not look.headline or not look.signs & {"date", "facts", "dateline"}:
        return False
    in_body = {block.index for block in look.body}
    run = 0
    for block in look.blocks:
        if block.is_hidden or block.kind in {PassageKind.CAPTION, PassageKind.EMBED}:
            continue
        is_long = len(block.text) - block.link_chars >= STORY_CHARS and not split_lines.breaks_off(block.text)
        if block.index in in_body and block.kind is PassageKind.PARAGRAPH and is_long and not _is_card(block):
            run += 1
            if run >= STORY_PARAGRAPHS:
                return True
        else:
            run = 0
    return False


def _short(look: _Look, teasers: int) -> str | None:
    """Judge a page with next to no text."""
    if _is_shell(look):
        return "empty-shell"
    captions = [block for block in look.blocks if block.kind is PassageKind.CAPTION and len(block.text) > 30]
    if look.signs & {"dateline", "date", "facts", "json-ld"} and (look.chars >= 40 or len(captions) >= 2):
        return None
    if _inputs(look) >= 3 and look.chars < 100:
        return "form"
    if teasers >= 3:
        return "listing"
    if len(captions) >= 3 and look.headline:
        return None
    return "no-article"


def _elements(tree: Any, tag: str, limit: int) -> list[Any]:
    found: list[Any] = []
    for element in tree.iter(tag):
        found.append(element)
        if len(found) >= limit:
            break
    return found


def _is_shell(look: _Look) -> bool:
    """Say whether a page waits for a script to fill it."""
    if look.visible > 500:
        return False
    if not _elements(look.tree, "script", 1):
        return False
    asks = any(
        re.search(r"java ?script", " ".join(inner.itertext()), re.IGNORECASE)
        for inner in _elements(look.tree, "noscript", 5)
    )
    hollow = any(
        (element.get("id") or "") in _SHELL_IDS and sum(len(text.strip()) for text in element.itertext()) < 200
        for element in _elements(look.tree, "div", 60)
    )
    custom = any("-" in str(element.tag) and not list(element) for element in _elements(look.tree, "app-root", 1))
    return asks or hollow or custom or (look.visible < 40 and len(_elements(look.tree, "script", 3)) >= 2)


def _teasers(look: _Look) -> tuple[int, int]:
    """Return how many headlines link elsewhere, and how many characters of the body are excerpts under them."""
    count = excerpts = 0
    in_body = {block.index for block in look.body}
    previous: Block | None = None
    since = 99
    for block in look.blocks:
        if block.is_hidden:
            continue
        if _is_card(block):
            count += 1
            excerpts += (len(block.text) - block.link_chars) if block.index in in_body else 0
            continue
        linked = block.link_chars >= 0.8 * len(block.text) and block.text.count(" ") >= 3 and bool(block.links)
        if linked and _is_own_headline(block, look):
            previous = None
            continue
        if linked and not _in_frame(block):
            count += 1
            since = 0
            previous = block
            continue
        since += 1
        if (
            previous is not None
            and since <= 4
            and block.index in in_body
            and (since <= 2 or split_lines.breaks_off(block.text))
        ):
            excerpts += len(block.text) - block.link_chars
    return count, excerpts


def _is_own_headline(block: Block, look: _Look) -> bool:
    """Say whether a linked headline is the page's own: blogs link it to the page itself, and the title repeats it."""
    if block.kind is not PassageKind.HEADING:
        return False
    try:
        address = urljoin(look.url, block.links[0][0].strip())
    except ValueError:
        address = ""
    if look.url and bare_url(address) == bare_url(look.url) and urlsplit(address).path.strip("/"):
        return True
    mine, title = (re.sub(r"\W+", " ", text).strip().casefold() for text in (block.text, look.title))
    return len(mine) > 15 and title.startswith(mine)


def _is_card(block: Block) -> bool:
    """Say whether one block is a linked headline with its excerpt behind it."""
    if len(block.links) != 1 or len(block.text) > 400:
        return False
    words = block.links[0][1]
    return words.count(" ") >= 3 and block.text.startswith(words) and split_lines.breaks_off(block.text)


def _in_frame(block: Block) -> bool:
    """Say whether a block stands in navigation, side bar or foot."""
    element = block.element
    for _ in range(25):
        if element is None:
            return False
        if element.tag in {"nav", "aside", "footer", "header"}:
            return True
        element = element.getparent()
    return False


def _inputs(look: _Look) -> int:
    """Return how many fields a page asks to fill in, comment forms and search boxes left out."""
    count = 0
    for element in _elements(look.tree, "form", 20):
        names = f"{element.get('id') or ''} {element.get('class') or ''} {element.get('role') or ''}".casefold()
        if "comment" in names or "search" in names or "respond" in names:
            continue
        count += sum(
            1
            for field in element.iter("input", "select", "textarea")
            if (field.get("type") or "text").casefold() not in {"hidden", "submit", "button", "search"}
        )
    return count


def _has_password_input(look: _Look) -> bool:
    return any((field.get("type") or "").casefold() == "password" for field in _elements(look.tree, "input", 60))


def _dated_rows(look: _Look) -> float:
    """Return the share of the body's blocks that carry a date or time."""
    texts = [block.text for block in look.body if len(block.text) > 3]
    return sum(1 for text in texts if split_lines.has_date(text)) / len(texts) if texts else 1.0


def _path(url: str) -> str:
    """Return the path of an address; that of no listing when it has none."""
    try:
        return urlsplit(url[:2000]).path if url else "x"
    except ValueError:
        return "x"


def _path_name(url: str) -> str:
    """Return the last part of an address as words."""
    path = _path(url).rstrip("/") if url else ""
    return re.sub(r"\.\w{2,5}$", "", path.rsplit("/", 1)[-1]).replace("-", " ").replace("_", " ")[:80]


def _has_query(url: str, look: _Look) -> bool:
    """Say whether an address asks a question and the page has no long text of its own."""
    asked = parse_qs(url.partition("?")[2][:500])
    return look.chars < 3000 and bool({"s", "q", "query", "cari", "keyword", "search"} & set(asked))
