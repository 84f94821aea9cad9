"""Find what stands beside the story though it reads like it, among the blocks that were taken for the body.

Readers' comments, captions and notices about commissions are sentences as the story's are: no look at the words of one
of them tells them apart. The names that the page gives their elements do, or, for notices, what several signs say together.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from archive import PassageKind

from . import hosts

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from .blocks import Block, Element

#: Ancestors looked at for the name of a place for comments.
_MAX_ANCESTORS: Final = 8
#: Names of more hyphens are headlines made into an id.
_MAX_HYPHENS: Final = 4
#: A notice about commissions is no longer than this.
_MAX_NOTICE_CHARS: Final = 420
#: Words of a teaser, teasers of one shape that make a list, and linked lines that do.
_TEASER_WORDS: Final = 80
_LEAST_TEASERS: Final = 2
_LEAST_CARDS: Final = 3
#: Characters of an excerpt behind a linked headline.
_EXCERPT_CHARS: Final = 40
#: Mean chance below which the models were in doubt.
_DOUBTFUL: Final = 0.8
_TEASER_KINDS: Final = frozenset({PassageKind.PARAGRAPH, PassageKind.ITEM, PassageKind.QUOTE})
_COMMENTS: Final = re.compile(
    r"(?:^|[\s_-])(?:comments?|commentlist|comment-?content|disqus_thread|komentar|replies)(?:$|[\s_\d-]|(?-i:[A-Z]))",
    re.IGNORECASE,
)
#: Names that say of an article whether it has comments, or what it is about.
_STATES: Final = re.compile(
    r"(?:has|no|with|without|tag|category|topic|section|type|format)[_-]|comments?[_-]?(?:enabled|open|closed|allowed)",
    re.IGNORECASE,
)
_CAPTION: Final = re.compile(
    r"(?:^|[\s_-])(?<!has-)(?<!with-)(?<!no-)(?:(?:wp|image|img|photo|foto|picture|media|figure|fig|video)[_-]?)?captions?"
    r"(?:[_-]?(?:text|wrap(?:per)?|content|inner|body|title|line))?(?=$|[\s_-])",
    re.IGNORECASE,
)
#: A picture's credit at the end of a line: "Foto: Antara/Rony", "(Bild: dpa)", "/Getty Images".
_CREDIT: Final = re.compile(
    r"(?:^|[\s(–—-])(?:credits?|photos?|fotos?|bild|images?|pictures?|crédits?|gambar)\s*[:：/]\s*(?:©\s*)?[^.:!?]{2,60}\.?$"
    r"|(?:/|via |for )\s?(?:Getty Images|Getty|AFP|Reuters|AP|Shutterstock)\)?\.?$",
    re.IGNORECASE,
)
_CREDIT_SIGNS: Final = (":", "：", "/", "via ", "Via ", "VIA ", "for ", "For ", "FOR ")
_MAX_CREDIT_CHARS: Final = 80
_MAX_CAPTION_CHARS: Final = 400
#: Elements around a caption that are looked at for its picture, and characters that may stand beside the two.
_MAX_FRAMES: Final = 4
_MAX_BESIDE_CAPTION: Final = 20
#: The paper speaks …
_SPEAKER: Final = r"(?i)\b(?:we|our|us|i|my|kami|situs ini|wir|uns(?:er\w{0,2})?|nous|notre|nos|nosotros|nuestr[oa]s?|noi|nostr[aeio]|nós|noss[oa]s?|wij|ons|onze)\b"
#: … of what its readers buy by a link …
_LINK: Final = r"(?i)\b(?:[\w-]{0,12}links?|tautan|liens?|enlaces?|vínculos?)\b"
_YOU: Final = r"(?i)\b(?:you|your|anda|kamu|sie|ihre?\w?|vous|votre|usted|tu|você|voi|je|u|uw)\b"
_BUY: Final = r"(?i)\b(?:purchas\w{1,5}|buy(?:ing)?|membeli|pembelian|belanja|kauf\w{0,3}|einkauf\w{0,3}|ach(?:at|ète|etez)\w{0,2}|compr\w{1,5}|acquist\w{1,5}|koop\w{0,2}|aankop\w{0,2})\b"
#: … and the money it gets for it. In small letters: the commissions of states are written with a capital.
_GETS: Final = r"(?i:earn|receive|get|mendapat(?:kan)?|memperoleh|menerima|erhalten|bekommen|verdienen|percev\w{1,4}|recev\w{1,4}|touch\w{1,4}|recib\w{1,5}|gana\w{0,4}|receb\w{1,4}|ganha\w{0,4}|ricev\w{1,5}|guadagn\w{1,5}|ontvang\w{0,3}|krijgen)"
_MONEY: Final = r"(?:commissions?|compensation|komisi|Provision(?:en)?|comisi[oó]n(?:es)?|comiss(?:ão|ões)|commissioni?|commissies?)"
_BETWEEN: Final = r"(?:\W+\w+){0,6}?\W+"
_EARNED: Final = rf"\b(?:{_GETS}{_BETWEEN}{_MONEY}|{_MONEY}{_BETWEEN}{_GETS}|[Aa]ffiliate[ -][Ll]inks?)\b"
#: Somebody is quoted.
_QUOTES: Final = re.compile('["“”„«»]')
#: Letters without which none of these words is there: asked first, for it costs next to nothing.
_HINTS: Final = ("commis", "comis", "komisi", "rovision", "ffiliate", "ompensation")


@cache
def _notice() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(one) for one in (_EARNED, _SPEAKER, _LINK, _YOU, _BUY))


def comments(blocks: Sequence[Block], kept: Collection[int], headline: int) -> set[int]:
    """Return which of the *kept* blocks stand among readers' comments.

    What holds the page's *headline* (its block, -1 without one) holds the article, whatever it is called: themes name
    an article after whether it has comments.
    """
    above = {blocks[headline].element, *blocks[headline].element.iterancestors()} if headline >= 0 else set()
    known: dict[Element, bool] = {}
    return {index for index in kept if _in_comments(blocks[index].element, above, known)}


def _in_comments(element: Element, above: Collection[Element], known: dict[Element, bool]) -> bool:
    """Say whether an element or one of its nearest ancestors is named after comments."""
    at = element
    for _ in range(_MAX_ANCESTORS):
        if at is None or at.tag in {"body", "html"} or at in above:
            return False
        if at not in known:
            names = f"{at.get('class') or ''} {at.get('id') or ''}"
            known[at] = bool(_COMMENTS.search(names)) and any(
                name.count("-") <= _MAX_HYPHENS and _COMMENTS.search(name) and not _STATES.match(name)
                for name in names.split()
            )
        if known[at]:
            return True
        at = at.getparent()
    return False


def captions(blocks: Sequence[Block], kept: Collection[int]) -> set[int]:
    """Return which of the *kept* blocks are captions.

    By their name, or that of the element right around them; or they end with the name of a photographer, in an element
    that holds a picture and nothing else.
    """
    found = set()
    for index in kept:
        element = blocks[index].element
        around = element.getparent()
        names = (element.get("class"), around.get("class") if around is not None else None)
        if any(name and _CAPTION.search(name) for name in names) or _is_credited(blocks[index]):
            found.add(index)
    return found


def _is_credited(block: Block) -> bool:
    """Say whether a line names a photographer at its end, and stands alone with a picture."""
    if len(block.text) > _MAX_CAPTION_CHARS:
        return False
    end = block.text[-_MAX_CREDIT_CHARS:]
    # Each form of a credit has one of these in it, and most sentences have none.
    if not any(sign in end for sign in _CREDIT_SIGNS) or not _CREDIT.search(end):
        return False
    for at in islice(chain((block.element,), block.element.iterancestors()), _MAX_FRAMES):
        if at.tag in {"body", "html", "article", "main"}:
            return False
        if next(at.iter("img", "picture", "amp-img"), None) is not None:
            return len(" ".join("".join(at.itertext()).split())) <= len(block.text) + _MAX_BESIDE_CAPTION
    return False


def notices(blocks: Sequence[Block], kept: Collection[int]) -> set[int]:
    """Return which of the *kept* blocks tell the reader that the paper is paid for what is bought through its links."""
    return {index for index in kept if blocks[index].kind is PassageKind.PARAGRAPH and _is_notice(blocks[index].text)}


def _is_notice(text: str) -> bool:
    if len(text) > _MAX_NOTICE_CHARS or not any(hint in text for hint in _HINTS) or _QUOTES.search(text):
        return False
    earned, speaker, link, you, buy = _notice()
    if not (earned.search(text) and speaker.search(text)):
        return False
    return bool(link.search(text) or (you.search(text) and buy.search(text)))


def teasers(blocks: Sequence[Block], kept: Mapping[int, float], url: str) -> set[int]:
    """Return which of the *kept* blocks (with the chance of each) are excerpts below headlines that lead elsewhere.

    Where the headlines were not taken for the story and their excerpts were, with doubt, they are a list of other
    articles; as they are where each line begins with its linked headline.
    """
    home = hosts.site(url)
    boxes: dict[tuple[str, str], list[int]] = {}
    cards: dict[str, list[int]] = {}
    plain: Counter[str] = Counter()
    for index in sorted(kept):
        block = blocks[index]
        if block.kind not in _TEASER_KINDS or block.text.count(" ") >= _TEASER_WORDS:
            continue
        plain[block.place] += 1
        head = next((blocks[at] for at in (index - 1, index - 2) if at >= 0 and _is_linked(blocks[at], home)), None)
        if head is not None and not any(at in kept for at in range(head.index, index)) and _shares_item(head, block):
            boxes.setdefault((block.place, head.place), []).append(index)
        elif _is_card(block, home):
            cards.setdefault(block.place, []).append(index)
    found: set[int] = set()
    for indices in boxes.values():
        if len(indices) >= _LEAST_TEASERS and _are_doubtful(indices, kept):
            found.update(indices)
    for place, indices in cards.items():
        if len(indices) >= _LEAST_CARDS and 4 * len(indices) >= 3 * plain[place] and _are_doubtful(indices, kept):
            found.update(indices)
    return found


def _are_doubtful(indices: Sequence[int], kept: Mapping[int, float]) -> bool:
    return sum(kept[index] for index in indices) < _DOUBTFUL * len(indices)


def _is_linked(block: Block, home: str) -> bool:
    """Say whether a block is one headline that leads to another page of the site."""
    return (
        block.text.count(" ") >= 2
        and block.link_chars >= 0.9 * len(block.text)
        and bool(block.links)
        and all(_leads_elsewhere(href, home) for href, _ in block.links)
    )


def _is_card(block: Block, home: str) -> bool:
    """Say whether a block is a linked headline with its excerpt behind it."""
    if not block.links or len({href for href, _ in block.links}) > 1:
        return False
    href, words = block.links[0]
    behind = len(block.text) - len(words)
    return (
        words.count(" ") >= 3
        and behind >= _EXCERPT_CHARS
        and block.text.startswith(words)
        and _leads_elsewhere(href, home)
    )


def _leads_elsewhere(href: str, home: str) -> bool:
    """Say whether an address is one of another page of the same site, as far as one can see."""
    return not href.startswith(("#", "mailto:", "tel:", "javascript:")) and hosts.leads_home(href, home)


def _shares_item(head: Block, text: Block) -> bool:
    """Say whether two blocks stand in one small element, or right beside each other."""
    near = set(islice(chain((head.element,), head.element.iterancestors()), 4))
    return any(one in near for one in islice(chain((text.element,), text.element.iterancestors()), 3))
