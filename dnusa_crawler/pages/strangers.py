"""Tell the lines that have nothing to do with the story they stand in.

Of the kinds of clutter that no list names, most speak of the paper, its products and its readers, in words that stories
use as well. What gives such a line away is the story: it uses none of these words, it shares next to none with the line,
and it does not talk to its reader. So where :mod:`.clutter_site` weighs a line by itself and must be sure of it, here
more signs count, and for less.
"""

from __future__ import annotations

import functools
import re
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

import attrs

from archive import PassageKind

from . import clutter_site, hosts, split_lines
from . import clutter_words as words
from .clutter import ENDS, SITE_TALK

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from .blocks import Block

#: From this weight on a line is clutter, when the story is strange to it. Chosen on half of the sites of 1,375 annotated
#: pages so that no true paragraph is lost; of the other half none was lost, either. At 2.5 some are, on both.
WEIGHT_LIMIT: Final = 3.0
#: Share of a line's characters in links from which on it is a line with a link.
LINKED: Final = 0.15
#: Words and characters of a line that is weighed.
MAX_WORDS: Final = 25
MAX_CHARS: Final = 200
#: What a thing that the story itself speaks of takes off the weight of a line: as much as it can have put on.
OWN_THING: Final = 1.5
#: Share of its long words that a stranger may have in common with the story.
MOST_KIN: Final = 0.34
#: Share of its paragraphs in which a story may talk to its reader before such talk proves nothing.
MOST_TALK: Final = 0.15
#: Paragraphs that make a story to compare with, and those that are looked at for whom it talks to.
LEAST_PARAGRAPHS: Final = 3
MAX_PARAGRAPHS: Final = 150
PARAGRAPH_CHARS: Final = 60
#: Characters of a line that may be a fragment.
FRAGMENT_CHARS: Final = 110
#: Lines that are heavy enough, in a story.
MOST_STRANGERS: Final = 40
#: Lines that begin with one word and make a refrain.
LEAST_REFRAIN: Final = 3
#: Choices that make a question to the reader a poll, and characters of one.
LEAST_CHOICES: Final = 2
CHOICE_CHARS: Final = 40
_KINDS: Final = frozenset({PassageKind.PARAGRAPH, PassageKind.QUOTE})
_LONG_WORD: Final = re.compile(r"[^\W\d_]{5,}")
_WORD: Final = re.compile(r"\w+")
#: Long words that are in every story.
_SMALL_WORDS: Final = re.compile(
    r"untuk|dengan|dalam|sudah|telah|tidak|masih|tetapi|setiap|karena|adalah|bahwa|setelah|sebelum|tersebut|hingga|lebih"
    r"|about|their|there|which|would|could|should|after|before|while|other|where|these|those|being|through"
)
#: "ponselmu", "reaksimu"; not "bertemu".
_YOURS: Final = re.compile(r"\b(?!\w{0,6}temu\b|ilmu\b|tamu\b|jamu\b|semu\b)\w{4,}mu\b")
#: What Indonesian hangs on a thing that is yours or its.
_ENDINGS: Final = ("mu", "nya")
#: Words by which services, and the page itself, speak: a line with none of them, and that names no thing, is not weighed.
_NAMED: Final = frozenset(
    {
        "whatsapp",
        "wa",
        "telegram",
        "instagram",
        "facebook",
        "tiktok",
        "youtube",
        "twitter",
        "google",
        "spotify",
        "threads",
        "discord",
        "reddit",
        "surel",
        "mail",
        "laporan",
        "report",
        "series",
        "naskah",
        "inbox",
        "redaksi",
        "sini",
        "selengkapnya",
        # How often and how soon, as services say it.
        "segera",
        "setiap",
        "sekarang",
        "terbaru",
        "terkini",
    }
)
#: Commands come in chains, and behind a word that asks.
_CLAUSE: Final = re.compile(r"[,;:]\s+|\s(?:and|then|dan|lalu)\s+")
_PLEASE: Final = re.compile(r"(?:silakan|silahkan|mohon|harap|yuk|ayo|please)\b|.*\byuk\W*$")
#: What papers publish for others, and for themselves: wishes, condolences, things for sale.
_NOTICE: Final = re.compile(
    r"(?:segenap|keluarga besar|pimpinan|manajemen|direksi|jajaran|kami|redaksi)\b.{0,60}\b(?:mengucapkan|turut berduka|turut berbelasungkawa)\b"
    r"|(?:dijual|disewakan|dikontrakkan|dibutuhkan segera|for sale|for rent|to let|wanted)\b"
)
#: The line begins with its reader or with the paper, or thanks.
_TO_READER: Final = re.compile(
    r"(?:anda|kamu|kalian|sobat|you|you.(?:ve|re)|terima kasih (?:telah|sudah|atas)|thanks for|thank you for|we|we.re|kami)\b"
)
#: Something is to be had.
_OFFER: Final = re.compile(
    r"\b(?:(?:kini|sudah|telah|masih|dapat|bisa|hanya) (?:tersedia|dibuka|didengar\w*|disimak|dibaca|ditonton|dipesan|diakses|dimiliki|dibeli|diikuti|ada)|tayang setiap|hanya di|siap (?:menjawab|membantu|melayani|menemani)"
    r"|now (?:available|open|on sale|live|hiring)|available (?:now|in our|from|on)|on sale now|is (?:now )?(?:open|live|out now)|out now)\b"
)
#: A question first, and then what follows from it: so are things offered.
_PITCH: Final = re.compile(r"[^.!?]{8,80}\?\s+\w")


@functools.cache
def _soft_imperative() -> re.Pattern[str]:
    return words.pattern(words.SOFT_IMPERATIVES, template=r"(?:(?:please|silakan|now|sekarang)\b,?\s*)?{}\b")


@functools.cache
def _things() -> frozenset[str]:
    """Return the words, one by one, for what pages and papers are made of."""
    singles = {part for part in words.PAGE_THINGS.split("|") if part.isalpha()}
    plural = [part[:-1] for part in words.PAGE_THINGS.split("|") if part.endswith("s?") and part[:-2].isalpha()]
    plurals = {*plural, *(part[:-1] for part in plural)}
    return frozenset({*singles, *plurals, *words.NEWSROOM_THINGS.split()})


@functools.cache
def _phrases() -> re.Pattern[str]:
    return words.pattern(words.NEWSROOM_PHRASES, template=r"\b{}\b|(?<!\w)[$€£]\d")


@attrs.frozen
class _Line:
    """What is seen of a line before it is weighed."""

    folded: str
    words: int
    #: Its first sentences.
    parts: list[str]
    #: Words for things of pages and papers, for the site itself, and names of services.
    things: frozenset[str]
    sites: set[str]
    services: set[str]
    names_itself: bool


def _see(text: str, names: frozenset[str], *, is_linked: bool) -> _Line | None:
    """Look at a line; None when nobody need weigh it.

    That is when it is too long or too short, somebody is quoted, or it names nothing that pages and papers are made of.
    """
    folded = text.lower()
    tokens = _WORD.findall(folded)
    if not 2 <= len(tokens) <= MAX_WORDS:
        return None
    bare = {token.removesuffix("nya").removesuffix("mu") for token in tokens if token.endswith(_ENDINGS)}
    things = _things() & bare.union(tokens)
    names_itself = any(name in folded for name in names)
    if not (things or names_itself or is_linked or _NAMED.intersection(tokens) or _NOTICE.match(folded)):
        # Most lines: to search them for more would cost the time of all the rest.
        return None
    if clutter_site.STORY.search(folded):
        return None
    services = set(clutter_site.platform().findall(folded))
    sites = set(clutter_site.site().findall(folded))
    things = things.union(_phrases().findall(folded), clutter_site.SERVICE.findall(folded))
    return _Line(
        folded=folded, words=len(tokens), parts=clutter_site.sentences(folded), sites=sites, services=services,
        # What has a weight of its own is counted once.
        things=things.difference(services, chain.from_iterable(map(_WORD.findall, sites))),
        names_itself=names_itself,
    )  # fmt: skip


def _speech(line: _Line, names: frozenset[str]) -> tuple[float, bool]:
    """Return how much a line speaks for the site and to its reader, and whether it does at all."""
    folded, parts = line.folded, line.parts
    begins = sum(map(clutter_site.commands, parts))
    suggests = sum(bool(_soft_imperative().match(part)) for part in parts) if begins < 2 else 0
    pleads = any(map(_PLEASE.match, parts))
    asks = bool(clutter_site.ASK.match(folded))
    wonders = bool(line.sites) and "?" in folded
    offers = len(set(_OFFER.findall(folded)))
    notice = bool(_NOTICE.match(parts[0]))
    speaks = bool(clutter_site.US.search(folded))
    spoken_to = bool(clutter_site.YOU.search(folded) or _YOURS.search(folded))
    to_reader = bool(_TO_READER.match(parts[0]))
    speech = (begins, suggests, pleads, asks, wonders, offers, notice, speaks, spoken_to, to_reader, line.names_itself)
    told = any(speech)
    is_subject = any(part.startswith(f"{name} ") for part in parts for name in names)
    if not (line.things or line.sites or line.services or is_subject or any(speech[:7])):
        # It says "we", or the site's name, of something that is no page and no paper.
        return 0.0, False
    total = 1.75 if begins or pleads else 1.0 if suggests else 0.0
    total += 0.5 * (begins + suggests > 1) + 2.25 * asks + min(2, offers) + 2.0 * notice
    total += 1.0 * any(clutter_site.commands(clause) for part in parts for clause in _CLAUSE.split(part)[1:])
    total += 1.0 * bool(_PITCH.match(folded)) + 0.5 * ("?" in folded and told)
    total += 1.25 * bool(clutter_site.SCREEN.match(folded)) + 0.75 * bool(clutter_site.MEDIA.match(folded))
    total += 1.0 * speaks + 0.5 * spoken_to + 1.0 * to_reader + 1.0 * line.names_itself
    total += 1.25 * is_subject
    return total + 1.0 * (told and bool(clutter_site.CONTACT.search(folded))), told


@functools.lru_cache(maxsize=4096)
def _weigh(
    text: str, *, link_share: float, is_fragment: bool, names: frozenset[str]
) -> tuple[float, frozenset[str]]:  # fmt: skip
    """Return how much a line looks like the site's, and the words for things of pages and papers that it uses."""
    is_linked = link_share > LINKED
    line = _see(text, names, is_linked=is_linked)
    if line is None:
        return 0.0, frozenset()
    count = len(line.things) + len(line.sites)
    total, told = _speech(line, names)
    if not (told or is_fragment or len(line.things) > 1 or is_linked):
        return 0.0, frozenset()
    # Of what it speaks. A few words that command and name the page or a service leave no room for a story.
    total += 0.75 * min(5, len(line.things)) + min(3.0, 1.5 * len(line.sites))
    total += told * min(2.0, 1.25 * len(line.services))
    total += 1.0 * (line.words <= 8 and told and bool(line.sites or line.services or link_share > 0.6))
    total += 0.75 * (line.words <= 10 and len(line.things) > 2 - is_fragment)
    # How it is set.
    total += 1.0 * is_linked + 0.75 * (link_share > 0.6) + 1.0 * is_fragment
    total += 0.75 * bool(clutter_site.PICTOGRAM.match(text)) + 0.25 * (text[-1] not in '.”"')
    # Against it: nobody speaks to anybody.
    total -= 0.5 * (not told and not is_fragment and line.words > 4 * count)
    return total, frozenset({*line.things, *line.sites, *line.services})


def strangers(
    blocks: Sequence[Block], kept: Collection[int], clutter: Sequence[str | None], *, names: frozenset[str], url: str
) -> set[int]:
    """Return which of the *kept* blocks talk of the site and have nothing to do with the story they stand in.

    Args:
        blocks: All blocks of the page.
        kept: Those that are taken for the body.
        clutter: For each block why it is clutter, or None.
        names: What the site calls itself, case folded.
        url: The page's address.
    """
    story = _Story([blocks[index] for index in sorted(kept) if _is_running(blocks[index])], names, hosts.site(url))
    weights = ((index, weight) for index in kept if (weight := story.weigh(blocks[index])) is not None)
    heavy = dict(islice(weights, MOST_STRANGERS + 1))
    if len(heavy) > MOST_STRANGERS:
        # That is a page of the site about itself, and comparing takes time.
        heavy = {}
    found = {index for index, weighed in heavy.items() if story.is_strange(blocks[index].text, *weighed)}
    found -= _refrains(blocks, found)
    return found | _answers(blocks, kept, {index for index, why in enumerate(clutter) if why == SITE_TALK} | found)


class _Story:
    """The paragraphs of the story, as far as a line is compared with them; read on the first question."""

    def __init__(self, running: Sequence[Block], names: frozenset[str], home: str) -> None:
        self._running = running
        self._names = names
        self._home = home
        ended = sum(block.text.endswith(ENDS) for block in running)
        self._is_punctuated = len(running) >= LEAST_PARAGRAPHS and ended >= 0.7 * len(running)

    def weigh(self, block: Block) -> tuple[float, frozenset[str]] | None:
        """Return the weight of a paragraph and the things that it names, where it is heavy enough to be clutter."""
        text = block.text
        if block.kind not in _KINDS or len(text) > MAX_CHARS or len(self._running) < LEAST_PARAGRAPHS:
            return None
        is_fragment = self._is_punctuated and len(text) <= FRAGMENT_CHARS and not text.endswith(ENDS)
        share = round(block.link_chars / len(text), 2)
        if share > LINKED and not any(hosts.leads_home(href, self._home) for href, _ in block.links):
            # A link to another site is no sign of this one.
            share = 0.0
        found = _weigh(text, link_share=share, is_fragment=is_fragment, names=self._names)
        return None if found[0] < WEIGHT_LIMIT or split_lines.dateline(text) else found

    def is_strange(self, text: str, weight: float, things: frozenset[str]) -> bool:
        """Say whether a line of such weight has nothing to do with this story."""
        if self._is_kin(text.lower()):
            return False
        told = sum(re.search(rf"\b{re.escape(thing)}\b", self._story) is not None for thing in things)
        return weight - OWN_THING * told >= WEIGHT_LIMIT and not self._talks

    @functools.cached_property
    def _texts(self) -> tuple[str, ...]:
        """The paragraphs in lower case."""
        return tuple(block.text.lower() for block in self._running)

    @functools.cached_property
    def _whole(self) -> str:
        return "\n".join(self._texts)

    @functools.cached_property
    def _paragraphs(self) -> tuple[str, ...]:
        """The paragraphs that are not themselves as heavy as clutter."""
        return tuple(
            text
            for block, text in zip(self._running, self._texts, strict=True)
            if len(text) > MAX_CHARS
            or _weigh(block.text, link_share=0.0, is_fragment=False, names=self._names)[0] < WEIGHT_LIMIT
        )

    @functools.cached_property
    def _story(self) -> str:
        return "\n".join(self._paragraphs)

    @functools.cached_property
    def _talks(self) -> bool:
        """Whether the story talks to its reader, or is about the one whose page this is; or there is none."""
        story = self._paragraphs[:MAX_PARAGRAPHS]
        talking = sum(map(clutter_site.talks_to_reader, story))
        named = sum(any(name in text for name in self._names) for text in story)
        return len(story) < LEAST_PARAGRAPHS or max(talking, named / 2) > MOST_TALK * len(story)

    def _is_kin(self, folded: str) -> bool:
        """Say whether so many of the long words of a line stand in other paragraphs, too."""
        own = {word for word in _LONG_WORD.findall(folded) if not _SMALL_WORDS.fullmatch(word)}
        mine = folded in self._texts
        kin = sum(self._whole.count(word) > mine * folded.count(word) for word in own)
        return kin > MOST_KIN * len(own)


def _refrains(blocks: Sequence[Block], found: Collection[int]) -> set[int]:
    """Return what begins with one word again and again: a form of the article's ("Harga: ..."), not the site's."""
    alike: dict[str, list[int]] = {}
    for index in found:
        alike.setdefault(blocks[index].text.casefold().split()[0], []).append(index)
    return {index for indices in alike.values() if len(indices) >= LEAST_REFRAIN for index in indices}


def _answers(blocks: Sequence[Block], kept: Collection[int], asking: Collection[int]) -> set[int]:
    """Return the choices below a question to the reader, and the question: of a poll, of a row of faces.

    A question is the site's when it is one of *asking*, or when the choices say how many chose them.
    """
    found: set[int] = set()
    for index in {*kept, *asking}:
        text = blocks[index].text
        if text[-1:] != "?" or not (index in asking or clutter_site.talks_to_reader(text.lower())):
            continue
        end = index + 1
        while end < len(blocks) and _is_choice(blocks[end].text):
            end += 1
        votes = sum("%" in one.text for one in blocks[index + 1 : end])
        if end - index > LEAST_CHOICES and (index in asking or 2 * votes >= end - index):
            found.update(range(index, end))
    return found.intersection(kept)


def _is_choice(text: str) -> bool:
    return 0 < len(text) <= CHOICE_CHARS and text.count(" ") <= 5 and text[-1] not in ".!?:,;"


def _is_running(block: Block) -> bool:
    return len(block.text) >= PARAGRAPH_CHARS and block.link_chars * 2 < len(block.text)
