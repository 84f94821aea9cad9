"""Learn from a site's own pages which lines, beginnings of lines and places are clutter.

Each page gives a little evidence (:mod:`.page_evidence`); a :class:`Learner` adds it up in the order given, within bounds, and
says what follows (:meth:`Learner.learned`), why (:meth:`Learner.explain`), and obeys a person who disagrees
(:meth:`Learner.forget`). The same evidence in the same order gives the same result and digest on every machine.

Three kinds of rule, because a line that repeats is only a part of what a site adds to its articles:

- a *line*, digits masked, that stands on several pages;
- a *prefix*, the beginning of a family of lines that go on differently (``Baca juga: …``);
- a *place* of the markup whose text is mostly links or mostly repeats, and that is never where the story stands.

Lines of date and author repeat too. They are facts and never learned; nor is the place of the story's own paragraphs.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from typing import TYPE_CHECKING, Any, Final

import attrs

from archive import PassageKind

from .page_evidence import PageEvidence, beginning, is_fact, mask, parent, unpacked
from .values import Learned

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .blocks import Block

#: Version of the learner's stored form; that of another version is ignored.
FORMAT: Final = 1
#: Entries a learner remembers of each kind; the rarest go first.
MAX_REMEMBERED: Final = 4_000
#: Pages whose keys are remembered, so that a page read again is not counted again.
MAX_PAGES_REMEMBERED: Final = 4_000
#: A rule needs at least this many pages, and this share of the pages since it was first seen.
LEAST_PAGES: Final = 3
LEAST_SHARE: Final = 0.15
#: In the story's own place more is asked: what repeats there may be the story's background.
STORY_LEAST_PAGES: Final = 4
STORY_LEAST_SHARE: Final = 0.15
#: … of a whole sentence: papers have their turns of phrase, and numbers are masked.
STORY_SENTENCE_LEAST_SHARE: Final = 0.25
STORY_LINE_CHARS: Final = 160
STORY_LONG_LEAST_PAGES: Final = 10
#: For headings, list items and rows among the story's.
STRUCTURE_LEAST_PAGES: Final = 8
STRUCTURE_LEAST_SHARE: Final = 0.5

#: Places that a story has inside it.
_STRUCTURE: Final = re.compile(
    r"(?:^|>)(?:blockquote|h[1-6]|[uo]l|li|t(?:able|body|r|d|h)|figure|figcaption|pre|d[ltd])(?:[.#][^>]*)?(?:>[^>]*)?$"
)


@attrs.define(slots=True)
class _Seen:
    """How often something was seen."""

    #: Number of pages, and of the page it was first seen on (from 1).
    pages: int = 0
    first: int = 0
    #: How many of them show it at a place of the story.
    in_story: int = 0
    #: Pages where it is mostly link, and where it is a heading, list item or row.
    linked: int = 0
    structure: int = 0
    #: Where a line was first seen.
    place: str = ""
    #: Different ways it went on (prefixes), up to a few.
    rests: list[str] = attrs.field(factory=list)
    #: Places: blocks, characters, link characters, blocks whose line stood on an earlier page.
    blocks: int = 0
    chars: int = 0
    link_chars: int = 0
    repeated: int = 0
    kept: int = 0
    examples: list[str] = attrs.field(factory=list)

    def to_row(self) -> dict[str, Any]:
        """Return the fields that differ from their defaults, which are all 0 or empty."""
        return {name: value for name in _SEEN_FIELDS if (value := getattr(self, name))}


_SEEN_FIELDS: Final = tuple(field.name for field in attrs.fields(_Seen))


@attrs.frozen(kw_only=True)
class Explained:
    """One rule and its evidence."""

    #: ``line:…``, ``prefix:…`` or ``place:…``; what :meth:`Learner.forget` takes.
    rule: str
    #: Pages it was seen on, of *of* pages since it was first seen.
    pages: int
    of: int
    examples: tuple[str, ...]
    is_forgotten: bool = False


class Learner:
    """What is known of one site, added up page by page."""

    def __init__(self) -> None:
        self._pages = 0
        self._keys: dict[str, None] = {}
        self._lines: dict[str, _Seen] = {}
        self._prefixes: dict[str, _Seen] = {}
        self._places: dict[str, _Seen] = {}
        #: Place -> pages on which the story stands there.
        self._story: dict[str, int] = {}
        self._forgotten: set[str] = set()

    def __len__(self) -> int:
        return self._pages

    def add(self, page: Mapping[str, Any] | PageEvidence | None, *, key: str | None = None) -> bool:
        """Take in the evidence of one page; return whether it counted.

        Args:
            page: What :func:`page_evidence.evidence` gave, or its full form.
            key: Identity of the page (its canonical URL). A page that was counted is not counted again.
        """
        if not isinstance(page, PageEvidence):
            page = unpacked(page) if page else None
        if page is None:
            return False
        if key is not None:
            short = hashlib.sha256(key.encode()).hexdigest()[:12]
            if short in self._keys:
                return False
            self._keys[short] = None
            if len(self._keys) > MAX_PAGES_REMEMBERED:
                del self._keys[next(iter(self._keys))]
        self._pages += 1
        for place in page.story:
            self._story[place] = self._story.get(place, 0) + 1
        self._add_places(page.places, self._add_lines(page))
        for memory in (self._lines, self._prefixes, self._places):
            _prune(memory)
        _prune_counts(self._story)
        return True

    def _add_lines(self, page: PageEvidence) -> dict[str, int]:
        """Count lines and their beginnings; return for each place how many of its lines were known."""
        repeated: dict[str, int] = {}
        containers = {parent(place) for place in page.story}
        prefixes: set[str] = set()
        for line, (place, start, share, is_structure) in page.lines.items():
            around = parent(place)
            is_in_story = place in page.story or around in containers
            known = line in self._lines and self._lines[line].place == place
            seen = self._see(self._lines, line)
            seen.place = seen.place or place
            seen.in_story += is_in_story
            seen.linked += share >= 0.5
            seen.structure += bool(is_structure)
            if known:
                for at in (place, around):
                    repeated[at] = repeated.get(at, 0) + 1
            if not start or start in prefixes:
                continue
            prefixes.add(start)
            family = self._see(self._prefixes, start)
            family.in_story += is_in_story
            family.linked += share >= 0.3
            rest = line[len(start) :].strip()
            if rest not in family.rests and len(family.rests) < 6:
                family.rests.append(rest[:60])
                if len(family.examples) < 3:
                    family.examples.append(line[:100])
        return repeated

    def _add_places(self, places: Mapping[str, list[int]], repeated: Mapping[str, int]) -> None:
        for place, (blocks, chars, link_chars, kept) in places.items():
            seen = self._see(self._places, place)
            seen.blocks += blocks
            seen.chars += chars
            seen.link_chars += link_chars
            seen.kept += kept > 0
            seen.repeated += min(blocks, repeated.get(place, 0))

    def _see(self, memory: dict[str, _Seen], key: str) -> _Seen:
        seen = memory.get(key)
        if seen is None:
            seen = memory[key] = _Seen(first=self._pages)
        seen.pages += 1
        return seen

    def _share(self, seen: _Seen) -> float:
        return seen.pages / (self._pages - seen.first + 1)

    def _is_story(self, place: str) -> bool:
        """Say whether a place is the story's on one page in twenty of those that have it, or more."""
        seen = self._places.get(place)
        return self._story.get(place, 0) > (seen.pages if seen else 0) // 20

    def _line_rule(self, line: str, seen: _Seen) -> bool:
        if seen.structure * 2 > seen.pages and seen.linked * 2 <= seen.pages:
            # "Kronologi Kejadian" is a subheading that a desk likes; what a theme adds stands on most pages.
            return seen.pages >= STRUCTURE_LEAST_PAGES and self._share(seen) >= STRUCTURE_LEAST_SHARE
        if seen.in_story * 2 <= seen.pages:
            return seen.pages >= LEAST_PAGES and self._share(seen) >= LEAST_SHARE
        confident = _at_least(seen.pages, self._pages - seen.first + 1)
        if len(line) > STORY_LINE_CHARS:
            return seen.pages >= STORY_LONG_LEAST_PAGES and confident >= STORY_LEAST_SHARE
        if line.endswith(".") and line.count(" ") >= 7:
            return seen.pages > STORY_LEAST_PAGES and confident >= STORY_SENTENCE_LEAST_SHARE
        return seen.pages >= STORY_LEAST_PAGES and confident >= STORY_LEAST_SHARE

    def _prefix_rule(self, seen: _Seen) -> bool:
        if len(seen.rests) < 3 or max(map(len, seen.rests)) < 8:
            return False
        if seen.in_story * 2 <= seen.pages or seen.linked * 2 >= seen.pages:
            return seen.pages >= LEAST_PAGES and self._share(seen) >= LEAST_SHARE
        return seen.pages >= STORY_LEAST_PAGES + 1 and self._share(seen) >= 0.4

    def _place_rule(self, place: str, seen: _Seen) -> bool:
        if self._is_story(place) or seen.pages < LEAST_PAGES or self._share(seen) < LEAST_SHARE or not seen.kept:
            return False
        if place.endswith(">*") and any(inner.rsplit(">", 1)[0] + ">*" == place for inner in self._story):
            return False
        if seen.link_chars >= 0.5 * max(1, seen.chars):
            return True
        if _STRUCTURE.search(place):
            # Subheadings, quotations and lists of a story may say the same thing on several pages.
            return False
        return seen.blocks >= 4 and seen.repeated >= 0.6 * (seen.blocks - seen.blocks / seen.pages)

    def _rules(self) -> dict[str, _Seen]:
        """Return every rule that the evidence supports, forgotten ones among them."""
        found: dict[str, _Seen] = {}
        for line, seen in self._lines.items():
            if self._line_rule(line, seen):
                found[f"line:{line}"] = seen
        for start, seen in self._prefixes.items():
            if self._prefix_rule(seen):
                found[f"prefix:{start}"] = seen
        for place, seen in self._places.items():
            if self._place_rule(place, seen):
                found[f"place:{place}"] = seen
        return found

    def learned(self) -> Learned:
        """Return what follows from the pages so far, without what a person has taken out."""
        rules = sorted(rule for rule in self._rules() if rule not in self._forgotten)
        sets: dict[str, set[str]] = {"line": set(), "prefix": set(), "place": set()}
        for rule in rules:
            kind, value = rule.split(":", 1)
            sets[kind].add(value)
        digest = hashlib.sha256("\n".join(rules).encode()).hexdigest()[:12] if rules else ""
        return Learned(
            lines=frozenset(sets["line"]),
            prefixes=frozenset(sets["prefix"]),
            places=frozenset(sets["place"]),
            digest=digest,
        )

    def explain(self) -> tuple[Explained, ...]:
        """Return every rule with its evidence, the most frequent first."""
        rows = [
            Explained(
                rule=rule, pages=seen.pages, of=self._pages - seen.first + 1, examples=tuple(seen.examples[:3]),
                is_forgotten=rule in self._forgotten,
            )
            for rule, seen in self._rules().items()
        ]  # fmt: skip
        return tuple(sorted(rows, key=lambda row: (-row.pages, row.rule)))

    def forget(self, rule: str) -> None:
        """Never use *rule* (``line:…``, ``prefix:…``, ``place:…``), whatever the evidence says.

        Raises:
            ValueError: If *rule* is of no known kind.
        """
        if rule.split(":", 1)[0] not in {"line", "prefix", "place"} or ":" not in rule:
            raise ValueError(f"not a rule: {rule!r}; rules begin with line:, prefix: or place:")
        self._forgotten.add(rule)

    @property
    def forgotten(self) -> frozenset[str]:
        """The rules that a person has taken out."""
        return frozenset(self._forgotten)

    def restore(self, rule: str) -> None:
        """Undo :meth:`forget`."""
        self._forgotten.discard(rule)

    def to_json(self) -> str:
        """Return everything as one line of JSON; the same knowledge gives the same text."""
        state = {
            "v": FORMAT,
            "pages": self._pages,
            "keys": list(self._keys),
            "story": self._story,
            "forgotten": sorted(self._forgotten),
            **{name: {key: seen.to_row() for key, seen in memory.items()} for name, memory in self._memories()},
        }
        return json.dumps(state, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def _memories(self) -> tuple[tuple[str, dict[str, _Seen]], ...]:
        return (("lines", self._lines), ("prefixes", self._prefixes), ("places", self._places))

    @classmethod
    def from_json(cls, text: str) -> Learner:
        """Return the learner that :meth:`to_json` wrote; one that knows nothing if *text* is of another version.

        Raises:
            ValueError: If *text* is not what :meth:`to_json` writes.
        """
        state = json.loads(text)
        learner = cls()
        if not isinstance(state, dict):
            raise ValueError("not a learner: expected an object")
        learner._forgotten = {rule for rule in state.get("forgotten", ()) if isinstance(rule, str)}
        if state.get("v") != FORMAT:
            return learner
        try:
            learner._pages = int(state["pages"])
            learner._keys = dict.fromkeys(state["keys"])
            learner._story = {str(place): int(count) for place, count in state["story"].items()}
            for name, memory in learner._memories():
                memory.update((key, _Seen(**row)) for key, row in state[name].items())
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"not a learner: {error}") from error
        return learner


def _at_least(count: int, of: int, z: float = 1.28) -> float:
    """Return the share that *count* of *of* shows with 90 % confidence (lower bound of Wilson's interval)."""
    of = max(of, count, 1)
    share = count / of
    middle = share + z * z / (2 * of)
    spread = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return (middle - spread) / (1 + z * z / of)


def _prune(memory: dict[str, _Seen]) -> None:
    """Forget the rarest entries when there are too many; of equals the oldest, then by key."""
    if len(memory) <= MAX_REMEMBERED:
        return
    order = sorted(memory, key=lambda key: (memory[key].pages, memory[key].first, key))
    for key in order[: len(memory) - MAX_REMEMBERED * 3 // 4]:
        del memory[key]


def _prune_counts(counts: dict[str, int]) -> None:
    if len(counts) > MAX_REMEMBERED:
        for key in sorted(counts, key=lambda key: (counts[key], key))[: len(counts) - MAX_REMEMBERED * 3 // 4]:
            del counts[key]


def reason(block: Block, learned: Learned) -> str | None:
    """Return why what was learned of the site says that a block is clutter, or None.

    Lines of date and author are never clutter, whatever was learned.
    """
    if not learned.digest or not block.text or block.kind is PassageKind.EMBED:
        return None
    if block.place in learned.places or parent(block.place) in learned.places:
        return None if is_fact(block.text) else "place that repeats on this site"
    if len(block.text) > 600 or not (learned.lines or learned.prefixes):
        return None
    found = None
    line = mask(block.text)
    if line in learned.lines:
        found = "line that repeats on this site"
    elif learned.prefixes and beginning(line, block.text, block.links) in learned.prefixes:
        found = "family of lines of this site"
    return None if found is None or is_fact(block.text) else found
