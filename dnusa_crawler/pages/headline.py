"""What an article is called: chosen by agreement of what the page shows and what it states to machines."""

from __future__ import annotations

import html
import itertools
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Final

import attrs

from archive import PassageKind

from .headline_shown import headline_of, without_label
from .names import letters

if TYPE_CHECKING:
    from .blocks import Block
    from .jsonld import ArticleNode
    from .structured import Structured

MAX_TITLE_CHARS: Final = 500
_SEPARATOR: Final = re.compile(r"\s+(?:\||-|–|—|»|«|::|:|•|·|›|>|/|~|ㅣ)\s+|\s*[｜|ㅣ]\s*|(?<=\S):\s+(?=[^:]{3,40}$)")
#: A name behind a sign without spaces: "절연-한국일보", "Banjir di Blitar_KabarAlun".
_GLUED: Final = re.compile(r"(?<=\S)[-_–—|｜ㅣ](?P<name>[^-_–—|｜ㅣ\s][^-_–—|｜ㅣ]{1,40})$")
#: Which page of an article it is, behind a headline.
_PAGE_NUMBER: Final = re.compile(
    r"\s+(?:[-–—|]\s+)?(?:halaman|laman|page|seite|página|pagina)\s(?:\d{1,3}|all|semua)\s*$", re.IGNORECASE
)
#: Characters of the shortest headline that stays when the paper's name goes.
_LEAST_CHARS: Final = 10
#: Words and characters of the longest name of a section between a headline and the paper's name.
_SECTION_SPACES: Final = 1
_SECTION_CHARS: Final = 20
#: Spaces of the shortest headline that a section is taken off from.
_FULL_SPACES: Final = 3
#: What a line is called that is a headline without being a heading.
_HEADLINE_CLASS: Final = re.compile(
    r"(?:^|\s)(?:h?entry|post|article|news|story|page|single|content)[-_]{1,2}(?:title|headline|judul)(?:\s|$)|"
    r"(?:^|\s)(?:headline|judul)(?:[-_](?:berita|artikel))?(?:\s|$)",
    re.IGNORECASE,
)

#: A word that runs into the next.
_RUN_ON: Final = re.compile(r"[a-zà-öø-ÿ]{2}[\"”»!?]?[\"„“«]?[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]")


@attrs.frozen(kw_only=True)
class Headline:
    """One headline and where it came from."""

    title: str
    #: ``dom``, ``json-ld``, ``meta``, ``microdata``, ``hint``.
    source: str
    confidence: float
    #: The block that shows it; None when the page shows it nowhere.
    block: Block | None = None


# Each heading is compared with each stated headline.
@lru_cache(maxsize=256)
def words(text: str) -> frozenset[str]:
    """Return the words of a headline for comparing."""
    return frozenset(word for word in re.findall(r"\w+", text.casefold()) if len(word) > 1)


def similarity(one: str, other: str) -> float:
    """Return how much two headlines share, 0 to 1: Jaccard of their words; of letters where there are no spaces."""
    if letters(one) == letters(other):
        return 1.0
    first, second = words(one), words(other)
    if len(first) < 3 or len(second) < 3:
        first, second = first | _pairs(one), second | _pairs(other)
    union = first | second
    return len(first & second) / len(union) if union else 0.0


@lru_cache(maxsize=256)
def _pairs(text: str) -> frozenset[str]:
    plain = letters(text)
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1))


def without_site(title: str, *, site_names: frozenset[str], others: Iterable[str] = ()) -> str:
    """Return a page's title without the paper's name and its sections before or after a separator.

    Args:
        title: e.g. ``Banjir di Blitar - KabarAlun``.
        site_names: The paper's names (see :func:`names.letters`).
        others: Other headlines of the page: a beginning that equals one of them is the headline.

    >>> without_site("Banjir di Blitar - KabarAlun", site_names=frozenset({"kabaralun"}))
    'Banjir di Blitar'
    """
    title = " ".join(title.split())
    known = {letters(other) for other in others}
    if letters(title) in known:
        return title
    spots = [(match.start(), match.end()) for match in _SEPARATOR.finditer(title)]
    for start, end in spots:
        if letters(title[:start]) in known:
            return title[:start].strip()
        if letters(title[end:]) in known:
            return title[end:].strip()
    # "Kabar Alun: Banjir …", "Banjir … | Kabar Alun – Suara Blitar": the name as it is written, with a motto behind it.
    for (start, end), (stop, _) in itertools.pairwise(spots):
        if start > _LEAST_CHARS and letters(title[end:stop]) in site_names:
            title = title[:start]
            break
    name, colon, rest = title.partition(": ")
    if colon and letters(name) in site_names and len(rest) > _LEAST_CHARS:
        title = rest
    glued = _GLUED.search(title)
    if glued is not None and letters(glued["name"]) in site_names:
        title = title[: glued.start()]
    for _ in range(3):
        if title[-1:].isdigit() or title.endswith(("all", "semua")):
            title = _PAGE_NUMBER.sub("", title)
        spots = [(match.start(), match.end()) for match in _SEPARATOR.finditer(title)]
        if not spots:
            break
        start, end = spots[-1]
        first_start, first_end = spots[0]
        if _is_site(title[end:], site_names) and len(title[:start]) > 3:
            title = title[:start].strip()
        elif _is_site(title[:first_start], site_names) and len(title[first_end:]) > _LEAST_CHARS:
            title = title[first_end:].strip()
        else:
            break
    return title


def _without_sections(title: str, page_title: str) -> str:
    """Return a headline out of ``<title>`` without the sections between it and the paper's name.

    >>> _without_sections("Banjir Besar Landa Blitar | Daerah", "Banjir Besar Landa Blitar | Daerah | KabarAlun")
    'Banjir Besar Landa Blitar'
    """
    before, found, after = page_title.partition(title)
    if not found or bool(before) == bool(after):
        return title
    sign = re.match(r"\s*\S+", after) if after else re.search(r"\S+\s*$", before)
    mark = sign[0].strip() if sign is not None else ""
    for _ in range(2):
        # A section is set off by the same sign as the paper's name, and names are short.
        parts = title.split(f" {mark} ")
        part, rest = (parts[-1], parts[:-1]) if after else (parts[0], parts[1:])
        is_section = len(part) <= _SECTION_CHARS and part.count(" ") <= _SECTION_SPACES and not re.search(r"\d", part)
        if not mark or not rest or not is_section or f" {mark} ".join(rest).count(" ") < _FULL_SPACES:
            break
        title = f" {mark} ".join(rest)
    return title


def _is_site(part: str, site_names: frozenset[str]) -> bool:
    key = letters(part)
    if not key:
        return True
    return any(
        key == site or (len(site) >= 4 and site in key and len(key) < len(site) + 25) or (len(key) >= 5 and key in site)
        for site in site_names
    )


def choose(
    *,
    structured: Structured | None,
    node: ArticleNode | None,
    headings: Sequence[Block],
    heading: Block | None,
    site_names: frozenset[str],
    lines: Sequence[Block] = (),
    hint: str | None = None,
    is_front: bool = False,
) -> Headline | None:
    """Return the headline of an article; None when nothing on the page can be one.

    Args:
        structured: What the page states to machines; None for an article that data is not about.
        node: The JSON-LD node of this article.
        headings: Headings before or around the body, in the page's order.
        heading: The heading the reader of the body took for this article's.
        site_names: The paper's names (see :func:`names.letters`).
        lines: Other lines before the body: old pages set the headline in bold.
        hint: The title as a feed or listing gave it.
        is_front: True for a front page, whose statements are about the paper.
    """
    stated = _stated(structured=structured, node=node, site_names=site_names, hint=hint, lines=lines)
    if structured is None and node is None:
        return (
            Headline(title=_clean(heading.text), source="dom", confidence=0.8, block=heading)
            if heading is not None
            else None
        )
    shown = [block for block in headings if _can_be(block, site_names)]
    if heading is not None and heading not in shown and _can_be(heading, site_names):
        shown.append(heading)
    own = letters(node.headline) if node is not None and node.headline else ""
    best: tuple[float, Block, str] | None = None
    plain = [key for text, _, _ in stated if (key := letters(text))]
    for block in shown:
        text, key = block.text, letters(block.text)
        if any(key != other and (key.startswith(other) or key.endswith(other)) for other in plain):
            text = headline_of(_clean(text), block, stated, site_names=site_names)
        likeness = max((similarity(text, other) for other, _, _ in stated), default=0.0)
        rank = {1: 0.3, 2: 0.1}.get(block.level, 0.0) + (0.1 if block is heading else 0.0)
        if own and letters(block.text) == own:
            # A heading that is the article's headline to the letter comes before an h1 for search engines.
            rank += 0.35
        if not stated:
            likeness = 0.5 if block.level == 1 or block is heading else 0.0
        is_best = likeness >= (0.2 if block.level == 1 else 0.5) and (best is None or likeness + rank > best[0] + 1e-9)
        if is_best and not _is_in_menu(block):
            best = (likeness + rank, block, text)
    if best is not None:
        text = headline_of(_clean(best[2]), best[1], stated, site_names=site_names)
        title = _spaced(_clean(text), stated)
        agree = sum(letters(title) == letters(without_label(text)) for text, _, _ in stated)
        return Headline(title=title, source="dom", confidence=min(0.98, 0.75 + 0.1 * agree), block=best[1])
    if is_front and heading is not None:
        return Headline(title=_clean(heading.text), source="dom", confidence=0.7, block=heading)
    # "Home", "Berita": one word that a template states of every page.
    is_said = any(" " in text or not text.isascii() for text, _, _ in stated)
    if stated and (is_said or not shown):
        text, source, confidence = stated[0]
        return Headline(title=without_label(_clean(text)), source=source, confidence=confidence)
    line = next((one for one in lines if _is_marked(one)), None)
    line = line or next((one for one in reversed(lines) if _is_bold_headline(one)), None)
    if line is not None and not any(block.index < line.index for block in shown):
        return Headline(title=_clean(line.text), source="dom", confidence=0.4, block=line)
    first = next((block for block in shown if not _is_in_menu(block)), None)
    if first is not None:
        return Headline(title=_clean(first.text), source="dom", confidence=0.5, block=first)
    return None


def _is_bold_headline(line: Block) -> bool:
    return line.is_bold and not line.links and line.text.count(" ") >= 3 and not line.text.endswith((".", ":"))


def _is_marked(line: Block) -> bool:
    """Tell whether a line is called a headline by its class, or by that of the only element around it."""
    above = line.element.getparent()
    marks = line.element.get("class") or (above.get("class") if above is not None and len(above) == 1 else "") or ""
    return _HEADLINE_CLASS.search(marks) is not None


def _spaced(title: str, stated: list[tuple[str, str, float]]) -> str:
    """Return a headline as it is stated where the shown one lost a space: "Demo in TownThousands March"."""
    if not _RUN_ON.search(title):
        return title
    key = letters(title)
    return next((_clean(text) for text, _, _ in stated if not _RUN_ON.search(text) and letters(text) == key), title)


def _clean(text: str) -> str:
    """Return a headline without entities that were escaped twice, and without the sign of a link to itself."""
    if "&" in text and ";" in text:
        text = html.unescape(text)
    return " ".join(text.split())[:MAX_TITLE_CHARS].removesuffix("¶").removesuffix(" #").rstrip(" |").strip()


def _can_be(block: Block, site_names: frozenset[str]) -> bool:
    if block.kind is not PassageKind.HEADING or not 2 <= len(block.text) <= MAX_TITLE_CHARS:
        return False
    return letters(block.text) not in site_names


def _is_in_menu(block: Block) -> bool:
    """Tell whether a heading stands in a menu: it is for search engines there, or names the menu."""
    return any(
        above.tag == "nav" or above.get("role") == "navigation" for above in islice(block.element.iterancestors(), 12)
    )


def _stated(
    *,
    structured: Structured | None,
    node: ArticleNode | None,
    site_names: frozenset[str],
    hint: str | None,
    lines: Sequence[Block],
) -> list[tuple[str, str, float]]:
    """Return (text, source, confidence) of every headline stated to machines, the strongest first."""
    found: list[tuple[str, str, float]] = []
    raw: list[tuple[str, str, float]] = []
    if node is not None and node.headline:
        raw.append((node.headline, "json-ld", 0.8))
    if structured is not None:
        if structured.microdata is not None and structured.microdata.headline:
            raw.append((structured.microdata.headline, "microdata", 0.7))
        raw += [(claim.value, "meta", 0.75) for claim in structured.headlines if claim.source == "meta"]
        if structured.page_title:
            raw.append((structured.page_title, "meta", 0.6))
    if hint:
        raw.append((hint, "hint", 0.8))
    others = [text for text, _, _ in raw]
    for number, (text, source, confidence) in enumerate(raw):
        rest = others[:number] + others[number + 1 :] + [block.text for block in lines]
        short = without_site(text, site_names=site_names, others=[other for other in rest if len(other) < len(text)])
        if structured is not None and text is structured.page_title:
            short = _without_sections(short, " ".join(text.split()))
        if letters(short) and letters(short) not in site_names:
            found.append((short, source, confidence))
    return found
