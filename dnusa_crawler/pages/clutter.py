"""Say why a block of a page is clutter, from this page alone and with nothing learned.

Four kinds of evidence, each readable as a reason:

1. the line's form (:mod:`.clutter_lines`), 2. that it only names people (:mod:`.clutter_credits`; the reader takes the
names), 3. the markup around it (class names of what a page is built of, forms), 4. that it talks of the site to its
reader (:mod:`.clutter_site`).

``reasons(blocks)`` answers for a whole page at once; ``reason(block, blocks=blocks)`` for one block.
"""

from __future__ import annotations

import functools
import itertools
import re
from typing import TYPE_CHECKING, Any, Final

import attrs
import numpy as np

from archive import PassageKind

from . import clutter_credits, clutter_lines, clutter_site, hosts
from .holders import holders

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .blocks import Block
    from .holders import Holders

#: The reason of labels that lead to other articles.
POINTER: Final = "pointer to another article"
#: The reason of what was only weighed (see :mod:`.clutter_site`).
SITE_TALK: Final = "about the site, to its reader"
#: An element that holds more of the page's plain text than this is no box beside the story.
BOX_SHARE: Final = 0.35

#: Words of class names and ids of boxes that are never the story. Whole words between - and _.
_BOX_WORDS: Final = re.compile(
    r"(?:^|[\s_-])(?:(?:(?:yarpp|jp|sd|rp|wp|inline|post|content|entry|berita|artikel|article|read|baca|news|more|also|you)?[_-]?(?:related|relatedposts?|relatednews|terkait|recommend(?:ed|ation|ations)?|rekomendasi|bacajuga|baca[_-]juga|readalso|read[_-]also|readmore|also[_-]read|you[_-]may|youmay|terpopuler|popular[_-]?posts?|most[_-]read|trending|latest[_-](?:news|posts)))"
    r"|share(?:r|s|bar|this|box|daddy)?|sharing|sharedaddy|addtoany|addthis|social[_-]?(?:s|box|bar|share|sharing|media|links?|icons?|buttons?|follow|list|nav)|sosmed|bagikan|shareon"
    r"|author[_-]?(?:box|bio|info|card|profile|desc(?:ription)?|about)|about[_-]author|(?:post|entry|article)[_-]author[_-](?:box|bio)|bio[_-]box|penulis[_-]box"
    r"|newsletter(?:s|box|form|signup)?|subscri(?:be|ption|ptions)[_-]?(?:box|form|cta|widget|banner)?|mc4wp\w*|mailpoet|optin|signup[_-]?form|langganan"
    r"|comment(?:s|form|list|respond)?|respond|disqus(?:_thread)?|komentar|fb[_-]comments?"
    r"|adv?s?|ads?(?:box|slot|wrap|space|unit|banner|container|inline)?|adsbygoogle|advert(?:s|ising|isement|isements|orial)?|iklan|banner(?:ads?)?|sponsor(?:ed|s)?|dfp|gpt[_-]ad|promo(?:box)?|taboola|outbrain|mgid|revcontent"
    r"|breadcrumbs?|pagination|pagenavi|page[_-]?(?:links|nav|numbers)|nav[_-]?links|post[_-]?nav(?:igation)?|prev[_-]?next|next[_-]?prev"
    r"|tags?[_-]?(?:links?|list|cloud|box)|(?:post|entry|article|news|berita)[_-]tags?|cat[_-]links|topics?[_-]list"
    r"|gnews|google[_-]?news|wa[_-]?channel|follow(?:us|[_-]us)?|call[_-]to[_-]action|cta|app[_-]?(?:promo|download|banner)"
    r"|cookie(?:s|bar|[_-]?consent|[_-]?notice|[_-]?banner)?|consent|gdpr|post[_-]?views?|view[_-]?count(?:er)?|views|counter|rating(?:s|box)?|reactions?|print[_-]?only|tooltip|popup|modal|toast|sidebar)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
#: Words that show that an element is the story itself, whatever else it is called.
_STORY_WORDS: Final = re.compile(
    r"(?:^|[\s_-])(?:article|entry|post|story|news|content|berita|isi|artikel)[_-]?(?:body|content|text|detail|isi|wrap(?:per)?|main|inner)|articlebody|isi[_-]?berita|konten",
    re.IGNORECASE,
)
_WHOLE_NAMES: Final = re.compile(r"tags?|social|socials|topics?|poll|polling|widget", re.IGNORECASE)
#: How a sentence ends.
ENDS: Final = (".", "!", "?", "…", "”", '"', "’", "»", "。", "！", "？", "।", "؟", ")", ":")
_TOPIC_NAMES: Final = ("tag-", "category-", "type-", "status-", "format-", "topic-")
_TITLE_ENDS: Final = re.compile(r"^[\s:|»–—-]+|[\s:|»–—-]+$")
#: Elements that are the page, not a box on it.
_PAGE_TAGS: Final = frozenset({"body", "html", "main"})
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
#: Kinds that a box word may take away; headings and captions are decided by others.
_TEXT_KINDS: Final = frozenset(
    {PassageKind.PARAGRAPH, PassageKind.ITEM, PassageKind.QUOTE, PassageKind.ROW, PassageKind.HEADING}
)
#: Kinds that may point to another article.
_POINTING_KINDS: Final = frozenset({PassageKind.PARAGRAPH, PassageKind.QUOTE})


@attrs.frozen(kw_only=True, eq=False)
class _Page:
    """What is counted once for a page."""

    imperative_share: float
    #: Whether (nearly) all running paragraphs end with a mark, so that a line without one is no sentence.
    is_punctuated: bool
    #: The site's own names, case folded.
    names: frozenset[str]
    #: For each block why the markup around it says that it is not the story, or None.
    boxes: Sequence[str | None]


def _count(blocks: Sequence[Block], above: Holders, names: frozenset[str]) -> _Page:
    """Count imperatives and ends of sentences; find the boxes."""
    long = imperative = ended = 0
    for block in blocks:
        if len(block.text) >= 60 and block.link_chars * 2 < len(block.text):
            long += 1
            imperative += clutter_site.begins_imperative(block.text)
            ended += block.text.endswith(ENDS)
    boxes = _boxes(blocks, above)
    return _Page(
        imperative_share=imperative / long if long >= 8 else 0.0,
        is_punctuated=long >= 3 and ended >= 0.7 * long,
        names=names,
        boxes=[boxes[number] for number in above.of_block.tolist()],
    )


def _boxes(blocks: Sequence[Block], above: Holders) -> list[str | None]:
    """Return for each element that holds blocks why it, or one around it, is a box beside the story."""
    linked = np.array([block.link_chars for block in blocks], np.float64)
    plain = np.maximum(0, np.array([len(block.text) for block in blocks], np.float64) - linked)
    total = plain.sum()
    found: list[str | None] = []
    counted = zip(
        above.numbers, above.outer.tolist(), above.below(plain).tolist(), above.below(linked).tolist(), strict=True
    )
    for element, outer, chars, links in counted:
        if element.tag in _PAGE_TAGS:
            found.append(None)
        elif outer >= 0 and found[outer] is not None:
            found.append(found[outer])
        else:
            is_story = chars > BOX_SHARE * total and chars > 600
            found.append(None if is_story else _own_box(element, chars, links))
    return found


def site_names(blocks: Sequence[Block]) -> frozenset[str]:
    """Return what the site calls itself: the end of its title, what stands there beside the headline, ``og:site_name``."""
    if not blocks:
        return frozenset()
    root = blocks[0].element.getroottree().getroot()
    title = next((one.text for one in root.iter("title")), None)
    title = " ".join((title or "").split())[:300]
    found = [re.split(r"\s+[|–—-]\s+|\s+»\s+", title)[-1]] if title else []
    # What stands in the title beside the headline; some sites put their name first.
    headlines = (block.text for block in blocks if block.kind is PassageKind.HEADING and len(block.text) >= 15)
    beside = (title.replace(headline, "") for headline in headlines if headline in title)
    found += [_TITLE_ENDS.sub("", name) for name in itertools.islice(beside, 1)]
    head = root.find("head")
    metas = (root if head is None else head).iter("meta")
    names = (meta.get("content") or "" for meta in metas if meta.get("property") == "og:site_name")
    found += itertools.islice(names, 1)
    return frozenset(name.strip().casefold() for name in found if 4 <= len(name.strip()) <= 40 and name.count(" ") <= 4)


def _own_box(element: Any, plain: float, linked: float) -> str | None:
    """Return the reason when this very element, with so many characters outside and in links, is a box beside the story."""
    tag = element.tag
    if tag in {"nav", "footer"} or (tag == "form" and plain < 600):
        return f"inside <{tag}>"
    if tag == "aside" and linked > 4 * plain and len(element) != 1:
        return _link_list(element)
    found = None if tag in _HEADINGS else _named_box(element.get("class"), element.get("id"))
    if found and found.startswith("box: social") and plain > linked:
        # Posts that the article shows, not buttons.
        return None
    return found


def _link_list(element: Any) -> str | None:
    """Return the reason when an element is a list of headlines that lead elsewhere (not the page's contents)."""
    count = words = 0
    for link in element.iter("a"):
        href = link.get("href") or ""
        if href.startswith("#"):
            return None
        count += 1
        words += len("".join(link.itertext()).split())
        if count >= 40:
            break
    return "list of links" if count >= 3 and words >= 4 * count else None


@functools.lru_cache(maxsize=4096)
def _named_box(classes: str | None, identity: str | None) -> str | None:
    """Return the reason when class names and id are those of a box beside the story."""
    names = f"{classes or ''} {identity or ''}"[:300]
    if len(names) < 3 or _STORY_WORDS.search(names):
        return None
    for name in names.split():
        # post_class() of WordPress names the topics of an article, and ids of headings repeat their words.
        if name.count("-") > 4 or name.startswith(_TOPIC_NAMES):
            continue
        found = _WHOLE_NAMES.fullmatch(name) or _BOX_WORDS.search(name)
        if found:
            return f"box: {found.group(0).strip('_-').casefold()}"
    return None


def _leads_away(block: Block, home: str) -> bool:
    """Say whether a paragraph is one link to another article of the site: a label, a colon, a headline; or a headline alone."""
    if not block.links or block.kind not in _POINTING_KINDS:
        return False
    text = block.text
    if (
        len(text) > 260
        or len(block.links) > 2
        or (clutter_lines.is_quoted(text) and block.link_chars < 0.9 * len(text))
    ):
        return False
    href, words = max(block.links, key=lambda link: len(link[1]))
    if (
        len(words.split()) < 4
        or href.startswith(("#", "mailto:", "tel:", "javascript:"))
        or not hosts.leads_home(href, home)
    ):
        return False
    before = text[: text.find(words)].strip() if words in text else ""
    after = text[text.find(words) + len(words) :].strip(" .!»>→")
    if after:
        return False
    return (not before and not text.endswith((".", "?", "”", '"'))) or (
        before.endswith((":", "：", "|", "»", "→")) and len(before.split()) <= 4 and before[:1].isupper()
    )


def _is_contents(block: Block) -> bool:
    """Say whether a block is a line of the article's own table of contents: links within the page."""
    return bool(block.links) and all(href.startswith("#") and len(href) > 1 for href, _ in block.links)


def _decide(block: Block, page: _Page, home: str) -> str | None:
    text = block.text
    if block.kind is PassageKind.EMBED or not text:
        return None
    found = page.boxes[block.index] if block.kind in _TEXT_KINDS else None
    if found and not _is_contents(block):
        return found
    if len(text) > 480:
        return None
    share = block.link_chars / max(1, len(text))
    if share > 0.95 and block.kind is PassageKind.ITEM and len(text) > 60:
        return None
    found = clutter_lines.line_reason(text, link_share=round(share, 2))
    if found and not (block.kind is PassageKind.HEADING and found == "ornament"):
        return found
    if share < 0.3 and clutter_credits.sign_off(text) is not None:
        return "sign-off"
    if clutter_credits.credit_line(text) or clutter_credits.byline(text):
        return "credit line"
    if _leads_away(block, home):
        return "link to another article"
    is_fragment = (
        page.is_punctuated and block.kind is PassageKind.PARAGRAPH and len(text) <= 110 and not text.endswith(ENDS)
    )
    if clutter_site.is_about_the_site(
        block, imperative_share=page.imperative_share, is_fragment=is_fragment, names=page.names
    ):
        return SITE_TALK
    return None


def reasons(
    blocks: Sequence[Block], *, url: str = "", above: Holders | None = None, names: frozenset[str] | None = None
) -> list[str | None]:
    """Return for each block of a page why it is clutter, or None.

    Args:
        blocks: All blocks of the page in order.
        url: The page's address; links to other sites are judged more mildly.
        above: The elements that hold the blocks, where they are known.
        names: What :func:`site_names` gives, where it was asked.
    """
    page = _count(
        blocks, holders(blocks) if above is None else above, site_names(blocks) if names is None else names
    )  # fmt: skip
    home = hosts.site(url)
    found = [_decide(block, page, home) for block in blocks]
    _keep_refrains(blocks, found)
    _follow_pointers(blocks, found)
    _drop_teasers(blocks, found)
    return found


#: Most words of a teaser below its headline.
TEASER_WORDS = 60
#: Items of one shape that make a list of teasers; a single linked line above a paragraph may be the story's own.
LEAST_TEASERS = 2
_CUT_OFF = ("…", "...", "[…]", "[...]")


def _drop_teasers(blocks: Sequence[Block], found: list[str | None]) -> None:
    """Drop the excerpts of other articles: in each item of a list a linked headline, and below it text that is cut off."""
    boxes: dict[object, list[tuple[int, int]]] = {}
    for head, text in itertools.pairwise(blocks):
        is_headline = head.text.count(" ") >= 2 and head.link_chars >= 0.9 * len(head.text)
        if not is_headline or text.link_chars > 0.3 * len(text.text) or text.text.count(" ") >= TEASER_WORDS:
            continue
        item = head.element if _is_within(text.element, head.element) else head.element.getparent()
        if item is None or item.getparent() is None or not _is_within(text.element, item):
            continue
        if text.text.rstrip().endswith(_CUT_OFF) or found[head.index] is not None:
            boxes.setdefault(item.getparent(), []).append((head.index, text.index))
    for pairs in boxes.values():
        cut_off = sum(blocks[text].text.rstrip().endswith(_CUT_OFF) for _, text in pairs)
        if len(pairs) < LEAST_TEASERS or 2 * cut_off < len(pairs):
            continue
        for pair in pairs:
            for index in pair:
                found[index] = found[index] or "teaser of another article"


def _is_within(inner: Any, outer: Any) -> bool:
    """Whether *outer* is *inner* or one of its next few ancestors."""
    for _ in range(6):
        if inner is None:
            return False
        if inner is outer:
            return True
        inner = inner.getparent()
    return False


def _follow_pointers(blocks: Sequence[Block], found: list[str | None]) -> None:
    """Drop the linked lines directly below a label that points elsewhere: "Baca juga:" and its headlines."""
    follows = False
    for block in blocks:
        why = found[block.index]
        if why == POINTER:
            follows = block.link_chars < 0.5 * len(block.text)
        elif follows and why is None:
            follows = block.link_chars >= 0.9 * len(block.text) and block.text.count(" ") >= 2
            if follows:
                found[block.index] = "below a pointer to other articles"


def _keep_refrains(blocks: Sequence[Block], found: list[str | None]) -> None:
    """Take back what was weighed when an article says it again and again: its form ("See it now: …"), not the site's."""
    refrains: dict[str, list[int]] = {}
    for block, why in zip(blocks, found, strict=True):
        if why == SITE_TALK:
            refrains.setdefault(" ".join(block.text.casefold().split()[:2]), []).append(block.index)
    for indices in refrains.values():
        if len(indices) >= 3:
            for index in indices:
                found[index] = None


def reason(block: Block, *, blocks: Sequence[Block], url: str = "") -> str | None:
    """Return why one block of a page is clutter, or None. For all blocks of a page use :func:`reasons`."""
    return _decide(block, _count(blocks, holders(blocks), site_names(blocks)), hosts.site(url))
