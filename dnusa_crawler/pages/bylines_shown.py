"""Who is named beside the headline or at the end of the body: what a reader sees as the byline.

A label ("Penulis: …", "By …") or markup (class ``byline``, a link to an author's page) makes it sure. A bare name counts only
beside a date or where the page names it again in an author's box, and never where it is a section, a tag or a menu's entry.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import attrs

from archive import PassageKind

from . import dates
from .block_lines import lines_of
from .bylines_bare import CAPTION, READING_TIME, bare
from .bylines_by import is_field, writers_behind
from .bylines_labels import LABELS, MAX_LINE_CHARS, is_label, labelled, names_desk
from .bylines_signed import signed, told
from .dates_shown import CLOCK
from .microdata import text_of
from .names import distinct, letters, looks_like_name, people
from .names_words import OCCUPATIONS, TITLE_WORDS, words

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from .blocks import Block
    from .bylines_bare import Bare
    from .surroundings import Surroundings

_CLASS: Final = re.compile(
    r"(?:^|[\s_-])(?:by-?lines?|authors?|penulis|reporters?|writers?|autor(?:es)?|autore|auteurs?|contributors?|wartawan|pewarta|"
    r"vcard|entry-author|post-author)(?:$|[\s_-])|"
    # "ArticleHeader__AuthorName-sc-1x": what programs make of a name has no hyphens.
    r"author_?name(?:$|[\s_-])|byline_?(?:name|author)s?(?:$|[\s_-])",
    re.IGNORECASE,
)
_NOT_CLASS: Final = re.compile(
    r"comment|komentar|related|sidebar|widget|popular|terkait|recommend|footer|teaser|share|social|follow|newsletter|carousel|slider|menu|nav|partner|sponsor|"
    r"(?:^|[\s_-])(?:role|position|occupation|job|job-?title)(?:$|[\s_-])",
    re.IGNORECASE,
)
#: "articleTags", "tag-list": the people an article is about have pages, too.
_TAG_CLASS: Final = re.compile(r"tags?(?:$|[\s_.>-])|topic", re.IGNORECASE)
_AUTHOR_PATH: Final = re.compile(
    r"/(?:authors?|by|writers?|staff|people|person|profiles?|contributors?|penulis|reporters?|auteurs?|autor|autores|autori|autore|autorinnen|"
    r"redaktion|journalists?|journalistes?|columnists?|wartawan|team|editors?|users?|member|bio|kirjoittaja|redacteur|firmas|firma|yazar|yazarlar|@[\w.-]+)/[^/?#]|"
    r"[?&]author=",
    re.IGNORECASE,
)
_WRITTEN: Final = re.compile(
    r"(?:written|text|words|story|reporting|reported) by\s|ditulis oleh\s|geschrieben von\s|escrito por\s|scritto da\s|rédigé par\s|"
    r"geschreven door\s|skrevet a[fv]\s|skriven av\s|scris de\s|"
    # "Reporter Sari Dewi, editor Joko Susilo".
    r"(?:penulis|reporter|pewarta|wartawan|jurnalis|kontributor)\s(?-i:[^\W\d_a-z])",
    re.IGNORECASE,
)
#: "Oleh Sari Dewi": in other languages the preposition alone names a teaser's writer.
_OLEH: Final = re.compile(r"^(?i:oleh)(?:\s+[^\W\d_a-z][\w.'’]*){1,4}$")
#: "Contact: Ana Silva": what stands before a colon tells what somebody is.
_OTHER_LABEL: Final = re.compile(r"^(?P<label>[^\W\d_][\w' ]{1,24}?)\s?:\s")
_MARKS: Final = ("class", "itemprop", "rel", "id", "data-testid")
#: So many writers in lines of one kind wrote several pieces.
_TEASERS: Final = 3
#: A line about an author has more words.
_SENTENCE_SPACES: Final = 4
#: What a line about an author begins with: "She covers rivers", "Wartawan Kabar Alun sejak 2015".
_PRONOUN: Final = re.compile(
    r"(?:she|he|they|sie|er|elle|il|ella|él|ela|ele|lei|lui|zij|hij|hon|han|hun|dia|ia|beliau)\s", re.IGNORECASE
)
_WRITERS: Final = words(
    """
    reporter writer journalist columnist correspondent editor freelance wartawan jurnalis penulis kontributor kolumnis journaliste
    journalistin redakteur redakteurin periodista jornalista giornalista
    """
)
#: What stands above the name of an author's box.
_ABOUT: Final = re.compile(
    r"^(?:about\s(?:the\s)?authors?|about\s(?:the\s)?writer|tentang\spenulis|profil\spenulis|über\s(?:den\sautor|die\sautorin)|zur\sperson|"
    r"à\spropos\sde\sl['’]auteure?|sobre\s(?:el|la|o|a)\sautora?|l['’]autore|over\sde\sauteur|om\s(?:författaren|forfatteren))\W{0,2}$",
    re.IGNORECASE,
)
#: A line about an author, in a box that is called one, has more characters.
_ABOUT_CHARS: Final = 60
#: Lines below a headline in which a bare name beside a date is the byline; further down stand teasers.
HEAD_LINES: Final = 3


@attrs.frozen(kw_only=True)
class Shown:
    """The names a page shows as its byline."""

    writers: tuple[str, ...] = ()
    #: The line they were read from.
    raw: str | None = None
    #: True when a label or markup says that it is a byline.
    is_sure: bool = False
    #: (role, name) of others.
    credits: tuple[tuple[str, str], ...] = ()


def beside(around: Surroundings, *, language: str | None, site_names: frozenset[str], topics: Container[str]) -> Shown:
    """Return the byline beside the headline; arguments as for :func:`bylines.read`."""
    sure: list[str] = []
    loose: list[str] = []
    raw: str | None = None
    others: list[tuple[str, str]] = []
    boxes = _boxes(around)
    lines = _joined([line for block in around.near for line in lines_of(block)])
    dated = _DateLines(lines)
    teasers = _teasers(around, language=language, site_names=site_names)
    for number, block in enumerate(lines):
        text = block.text
        if len(text) > MAX_LINE_CHARS or block.kind is PassageKind.CAPTION or block.place in teasers:
            continue
        pairs = labelled(text, language=language, site_names=site_names)
        others += [(role, name) for role, name in pairs if role != "writer"]
        names = [name for role, name in pairs if role == "writer"]
        if not pairs and block.kind is not PassageKind.HEADING:
            names = writers_behind(text, language=language, site_names=site_names)
        # A section may be set like a writer; a whole name behind a label is one, though tags name them, too.
        is_labelled = bool(names)
        if not names and not pairs:
            names = _marked(block, site_names=site_names)
        names = [
            name
            for place, name in enumerate(_as_linked(names, block))
            if (is_labelled and not place and " " in name) or letters(name) not in topics
        ]
        if names:
            # The first byline is the article's; a second one further down belongs to a teaser, unless it stands beside it.
            if not sure:
                raw = text
                first = number
            if number <= first + 2:
                sure += names
        elif not pairs and not sure and not loose:
            found = bare(text, beside_date=partial(dated.beside, number), site_names=site_names, topics=topics)
            # Where the paper says that it wrote, other words beside a date are no name.
            if found is not None and not any(
                names_desk(line.text, language=language, site_names=site_names) for line in lines
            ):
                name = found.names[0]
                is_below = around.headline_index is not None and block.index > around.headline_index
                vouched = (
                    found.has_title or name in around.later or _is_head(is_below, number - dated.before(number), found)
                )
                if name in boxes or (block.kind is not PassageKind.HEADING and vouched):
                    loose += found.names
            raw = text if loose else raw
    writers = sure or loose
    return Shown(writers=distinct(writers), raw=raw, is_sure=bool(sure), credits=tuple(others))


def closing(around: Surroundings, *, language: str | None, site_names: frozenset[str]) -> Shown:
    """Return the byline at the end: "Penulis: …", "Reporter: … Editor: …", an author's box; arguments as for :func:`bylines.read`."""
    writers: list[str] = []
    raw: str | None = None
    others: list[tuple[str, str]] = []
    for block in _joined([*reversed(around.closing), *around.after]):
        text = block.text
        if len(text) > MAX_LINE_CHARS or block.kind is PassageKind.CAPTION:
            continue
        # "Foto: …" and "By …" at the end belong to pictures and teasers; a name behind a colon belongs to the article.
        if ":" in text or "：" in text or _WRITTEN.match(text) or _OLEH.match(text):
            pairs = labelled(text, language=language, site_names=site_names)
            others += [(role, name) for role, name in pairs if role != "writer"]
            names = [name for role, name in pairs if role == "writer"]
            if names and not writers:
                raw = text
                writers += names
    if not writers:
        for name in _boxes(around):
            if found := people(name, site_names=site_names):
                return Shown(writers=found, raw=name, credits=tuple(others))
        for block in around.after[:2]:
            # Right under the text a link to an author's page, and nothing else in its line.
            linked = [text for href, text in block.links if _AUTHOR_PATH.search(href)]
            is_alone = len(linked) == 1 and linked[0] == block.text.strip() and not _judged(block)[1]
            is_alone = is_alone and not _TAG_CLASS.search(_marks(block.element) + " " + block.place)
            if is_alone and (found := people(linked[0], site_names=site_names)):
                return Shown(writers=found, raw=block.text, credits=tuple(others))
        names_signed, line = signed(around, site_names=site_names)
        if not names_signed:
            names_signed, line = told(around, site_names=site_names)
        if names_signed:
            return Shown(writers=names_signed, raw=line, credits=tuple(others))
    return Shown(writers=tuple(dict.fromkeys(writers)), raw=raw, is_sure=bool(writers), credits=tuple(others))


def _boxes(around: Surroundings) -> list[str]:
    """Return the names at the head of authors' boxes after the body: the next line tells who they are."""
    found: list[str] = []
    after = around.after
    for number, block in enumerate(after[:-1]):
        text = block.text
        if not looks_like_name(text) or len(text.split()) < 2:
            continue
        following = after[number + 1].text
        family = text.split()[-1]
        # "New York" above "New York Agencies" are entries of a list; an author's line is a sentence.
        is_sentence = following.count(" ") >= _SENTENCE_SPACES and (
            len(following) > _ABOUT_CHARS or following.endswith((".", "!", "?"))
        )
        is_about = is_sentence and (
            following.startswith((text, text.split()[0] + " ")) or following.split()[0].casefold() in _WRITERS
        )
        is_headed = number > 0 and _ABOUT.match(after[number - 1].text) is not None
        if is_about or is_headed or (_judged(block)[0] and (family in following or _tells(following, text))):
            found.append(text)
    return found


def _tells(line: str, name: str) -> bool:
    """Tell whether a line is about a person: it names them again, or what they do; "Help keep this page up to date" does not."""
    if _PRONOUN.match(line):
        return len(line) > _ABOUT_CHARS
    words = re.findall(r"[^\W\d_]{4,}", line)
    is_told = not {*name.split()}.isdisjoint(words) or not (TITLE_WORDS | OCCUPATIONS).isdisjoint(
        map(str.casefold, words)
    )
    return len(line) > _ABOUT_CHARS and is_told


def _marked(block: Block, *, site_names: frozenset[str]) -> list[str]:
    """Return the names of a block that markup calls a byline: a class, or a link to an author's page."""
    if CAPTION.search(block.text):
        return []
    label = _OTHER_LABEL.match(block.text)
    if label is not None and label["label"].casefold() not in LABELS:
        return []
    is_byline, says_no = _judged(block)
    inside = [] if says_no else _marked_inside(block)
    if inside:
        return _named(inside, site_names=site_names)
    linked = [text for href, text in block.links if text and _AUTHOR_PATH.search(href)]
    if linked and not says_no and (found := _named(linked[:5], site_names=site_names)):
        return found
    if not is_byline:
        return []
    text = block.text
    for one in dates.find_all(text, limit=2):
        text = text.replace(one.raw, "|")
    text = READING_TIME.sub("|", text)
    if block.links and block.link_chars * 2 >= len(block.text):
        text = "|".join(label for _, label in block.links[:5] if label)
    return [name for name in people(text, site_names=site_names) if " " in name or not name.isascii()]


def _named(texts: list[str], *, site_names: frozenset[str]) -> list[str]:
    """Return the names in marked texts; one of a single word only where it is all of the text: "Travel + Leisure" is a paper."""
    return [
        name
        for text in texts
        for name in people(text, site_names=site_names)
        if " " in name or not name.isascii() or letters(name) == letters(text)
    ]


def _marked_inside(block: Block) -> list[str]:
    """Return the texts of elements within a line that are marked as the writer's name."""
    if len(block.element) == 0:
        return []
    found: list[str] = []
    for number, element in enumerate(block.element.iter("a", "span", "b", "strong", "em", "address", "cite")):
        if number > 20:
            break
        if element is not block.element and ("author" in (element.get("rel") or "") or _CLASS.search(_marks(element))):
            text = text_of(element, 200)
            if text and len(text) <= 100 and text in block.text and not any(text in other for other in found):
                found.append(text)
    return found[:6]


def _chain(block: Block) -> Iterator[Any]:
    element = block.element
    for _ in range(4):
        if element is None or element.tag in ("article", "main", "body", "section"):
            return
        yield element
        element = element.getparent()


def _judged(block: Block) -> tuple[bool, bool]:
    """Tell whether a block, or the nearest marked element of three around it, is a byline, and whether any is something else."""
    is_byline: bool | None = None
    says_no = False
    for element in _chain(block):
        marks = _marks(element)
        if not marks:
            continue
        if _NOT_CLASS.search(marks):
            says_no = True
            is_byline = is_byline or False
        elif is_byline is None and _CLASS.search(marks):
            is_byline = True
    return is_byline or False, says_no


def _marks(element: Any) -> str:
    return " ".join([value for name in _MARKS if (value := element.get(name))])[:400]


def _joined(lines: list[Block]) -> list[Block]:
    """Return lines with a label and the name that stands in the next one put together: "Penulis:" and "Sari Dewi"."""
    found: list[Block] = []
    number = 0
    while number < len(lines):
        line = lines[number]
        following = lines[number + 1] if number + 1 < len(lines) else None
        if following is not None and is_label(line.text) and _are_names(following.text.lstrip(": ")):
            line = attrs.evolve(following, text=f"{line.text.rstrip(': ')}: {following.text.lstrip(': ')}")
            number += 1
        found.append(line)
        number += 1
    return found


def _are_names(text: str) -> bool:
    """Tell whether a line is a name, or several with commas between."""
    return len(text) <= MAX_LINE_CHARS and all(looks_like_name(part) for part in text.split(", "))


def _is_head(is_below: bool, number: int, found: Bare) -> bool:
    """Tell whether a bare name is the byline by its place: one of the first lines below the headline, with a date in it."""
    return is_below and number < HEAD_LINES and (found.has_field or number < 2)


class _DateLines:
    """Which of some lines are dates and nothing else, found out where somebody asks."""

    def __init__(self, lines: list[Block]) -> None:
        self.lines = lines
        self.known: dict[int, bool] = {}

    def _is(self, number: int) -> bool:
        if number not in self.known:
            self.known[number] = _is_date_line(self.lines[number])
        return self.known[number]

    def beside(self, number: int) -> bool:
        """Tell whether one of the two lines before or behind that one is a date."""
        return any(self._is(one) for one in range(max(0, number - 2), min(number + 3, len(self.lines))))

    def before(self, number: int) -> int:
        """Return how many lines before that one are dates."""
        return sum(self._is(one) for one in range(number))


def _is_date_line(block: Block) -> bool:
    text = block.text
    if CLOCK.match(text):
        return True
    return len(text) <= 80 and any(char.isdigit() for char in text) and is_field(text) and dates.find(text) is not None


def _teasers(around: Surroundings, *, language: str | None, site_names: frozenset[str]) -> set[str]:
    """Return the places where three or more different bylines stand: a list of teasers."""
    lines: dict[str, set[str]] = {}
    for block in around.near:
        if len(block.text) <= MAX_LINE_CHARS:
            lines.setdefault(block.place, set()).add(block.text)
    # Who edited, reviewed and took the pictures of one article stand in such lines, too.
    return {
        place
        for place, texts in lines.items()
        if len(texts) >= _TEASERS and _writers_in(texts, language=language, site_names=site_names) >= _TEASERS
    }


def _writers_in(texts: set[str], *, language: str | None, site_names: frozenset[str]) -> int:
    """Return how many of some lines name a writer behind a label."""
    return sum(
        any(role == "writer" for role, _ in labelled(text, language=language, site_names=site_names)) for text in texts
    )


def _as_linked(names: list[str], block: Block) -> list[str]:
    """Return names as their links have them, where the line ran on without a space."""
    linked = [text for _, text in block.links if looks_like_name(text)]
    return [next((text for text in linked if name != text and name.startswith(text)), name) for name in names]
