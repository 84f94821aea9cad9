"""Find the boxes in which a paper asks its readers for money.

They are well-written running text inside the article, so no look at a paragraph tells them from the story. Two things
together do: the box is named for what it is, and its text speaks for the paper and asks. Either alone is no proof: a
section on what a thing supports has such a name, and people in the news ask for donations.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from .blocks import Block, Element

#: Ancestors looked at, and characters of a box: an appeal is short.
_MAX_ANCESTORS: Final = 8
_MAX_CHARS: Final = 4_000

_NAMES: Final = (
    r"(?:^|[\s_-])(?:support|donat\w{1,6}|donasi|donacion\w{0,2}|spende\w{0,2}|fundrais\w{1,6}|contribut\w{1,6}|appeal|membership)"
    r"(?:$|[\s_-])"
)
#: The paper speaks.
_US: Final = r"\b(?:we|our|us|kami|wir|uns(?:er(?:e[mnrs]?)?)?|nous|notre|nos|nuestr[oa]s?|noi|nostr[aeio]|nós|noss[oa]s?|ons|onze|vår[at]?|vores?|nasz\w{0,3}|мы|нас|наш\w{0,3})\b"
#: … and asks for money, a membership, a subscription.
_ASKS: Final = (
    r"\b(?:donate|your (?:donation|contribution|support|help)|contribut(?:e|ing) (?:as|now|today|to us|what)|become a (?:member|supporter|subscriber|patron)|subscribe|support (?:us|our)"
    r"|(?:ber)?donasi(?:kan)?|dukung(?:lah)?|sumbangan anda|berlangganan|jadi(?:lah)? (?:anggota|pelanggan)"
    r"|spende[nt]?|unterstütz(?:en|e|t) (?:sie|uns|unser\w{0,2})|mitglied werden|abonnieren sie"
    r"|faites un don|soutenez|abonnez-vous|votre (?:don|soutien)|haz(?:te)? (?:soci[oa]|una donación)|dona|apóya(?:nos|we)|suscríbe(?:te|se)"
    r"|doe|apoie|assine|sua doação|dona ora|sostien(?:i|ici)|abbonati|doneer|steun (?:ons|onze)|word (?:lid|vriend)|wesprzyj|wspieraj"
    r"|поддержите|пожертв\w{1,8}|подпишитесь)\b"
)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    return re.compile(_NAMES, re.IGNORECASE), re.compile(_US, re.IGNORECASE), re.compile(_ASKS, re.IGNORECASE)


def appeals(blocks: Sequence[Block], kept: Collection[int]) -> set[int]:
    """Return which of the *kept* blocks stand in a box that asks for money for the paper."""
    names, us, asks = _patterns()
    boxes: dict[Element, list[int]] = {}
    known: dict[Element, bool] = {}
    for index in sorted(kept):
        box, at = None, blocks[index].element
        for _ in range(_MAX_ANCESTORS):
            if at is None or at.tag in {"body", "html"}:
                break
            if at not in known:
                known[at] = bool(names.search(f"{at.get('class') or ''} {at.get('id') or ''}"[:300]))
            box = at if known[at] else box
            at = at.getparent()
        if box is not None:
            boxes.setdefault(box, []).append(index)
    found: set[int] = set()
    for indices in boxes.values():
        text = " ".join(blocks[index].text for index in indices)
        if len(text) <= _MAX_CHARS and us.search(text) and asks.search(text):
            found.update(indices)
    return found
