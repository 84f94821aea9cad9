"""By whom: writers, and others with their role, from what a page states to machines and shows to readers.

Most pages without a writer still name people: in the sidebar, in teasers, in comments. So a name counts only where an
article's own data names it, or where it stands as a byline beside the headline or at the end of the body.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import TYPE_CHECKING

import attrs

from archive import Credit

from . import bylines_shown
from .bylines_labels import initials
from .bylines_signed import is_person
from .names import distinct, is_nobody, letters, people

if TYPE_CHECKING:
    from .bylines_shown import Shown
    from .jsonld import ArticleNode, Party
    from .structured import Structured
    from .surroundings import Surroundings


@attrs.frozen(kw_only=True)
class Bylines:
    """Writers and others of one article."""

    authors: tuple[str, ...] = ()
    credits: tuple[Credit, ...] = ()
    #: ``json-ld``, ``microdata``, ``meta``, ``byline``, ``hint``; ``""`` when nobody is named.
    source: str = ""
    confidence: float = 0.0
    #: The string the writers were read from.
    raw: str | None = None


def from_parties(parties: Iterable[Party], *, site_names: frozenset[str]) -> tuple[str, ...]:
    """Return the writers among the parties of a JSON-LD node or microdata item."""
    found: list[str] = []
    for party in parties:
        if party.kind == "organization" and is_nobody(party.name, site_names=site_names):
            continue
        found += people(party.name, site_names=site_names, strict=False)
    return distinct(found)


def read(
    *,
    structured: Structured | None,
    node: ArticleNode | None,
    around: Surroundings,
    language: str | None,
    site_names: frozenset[str],
    topics: Container[str] = frozenset(),
    hint: str | None = None,
) -> Bylines:
    """Return who wrote an article.

    Args:
        structured: What the page states to machines; None for an article the page's data is not about.
        node: The JSON-LD node of this article.
        around: The blocks around it.
        language: BCP 47 tag.
        site_names: Names of the paper, as :func:`names.letters` gives them.
        topics: Sections, tags and entries of menus, as :func:`names.letters` gives them: no names of people.
        hint: Writers as a feed or the REST interface names them.
    """
    credits_found: list[tuple[str, str]] = []
    if node is not None:
        for name, role in node.credits:
            credits_found += [(role, one) for one in people(name, site_names=site_names)]
        credits_found += [("agency", name) for name in _firms(node, site_names=site_names, are_persons=False)]
    shown = bylines_shown.beside(around, language=language, site_names=site_names, topics=topics)
    closing = bylines_shown.closing(around, language=language, site_names=site_names)
    credits_found += [*shown.credits, *closing.credits]
    sign_off = next((marks for block in (*around.closing, *around.after[:4]) if (marks := initials(block.text))), None)
    if sign_off:
        credits_found.append(("initials", sign_off))
    authors, source, confidence, raw = _writers(
        structured=structured, node=node, shown=shown, closing=closing, site_names=site_names, hint=hint
    )
    authors = _only_writers(authors, shown, closing, credits_found)
    others = {letters(name) for name in authors}
    unique = dict.fromkeys(Credit(name=name, role=role) for role, name in credits_found if letters(name) not in others)
    return Bylines(authors=authors, credits=tuple(unique), source=source, confidence=confidence, raw=raw)


def _firms(node: ArticleNode, *, site_names: frozenset[str], are_persons: bool) -> tuple[str, ...]:
    """Return who is stated as an author and to be an organisation: those with a person's name, or the others.

    An agency passed the piece on, and who wrote it is not said; but systems call people organisations, too.
    """
    stated = from_parties((party for party in node.authors if party.kind == "organization"), site_names=site_names)
    return tuple(name for name in stated if is_person(name, site_names=site_names) is are_persons)


def _only_writers(
    authors: tuple[str, ...], shown: Shown, closing: Shown, others: Iterable[tuple[str, str]]
) -> tuple[str, ...]:
    """Return stated writers without those whom the page shows for other work alone.

    Some papers state everybody who had a hand in a piece as its authors, or only its editor; readers see "By …" and "Editor: …".
    """
    seen = next((line.writers for line in (shown, closing) if line.is_sure), ())
    other = {letters(name) for _, name in others} - {letters(name) for name in (*shown.writers, *closing.writers)}
    return tuple(name for name in authors if letters(name) not in other) or seen or authors


def _writers(
    *,
    structured: Structured | None,
    node: ArticleNode | None,
    shown: Shown,
    closing: Shown,
    site_names: frozenset[str],
    hint: str | None,
) -> tuple[tuple[str, ...], str, float, str | None]:
    """Choose among the witnesses, the strongest first."""
    candidates: list[tuple[float, tuple[str, ...], str, str | None]] = []
    raw: str | None
    if node is not None:
        raw = ", ".join(party.name for party in node.authors)
        persons = from_parties((party for party in node.authors if party.kind != "organization"), site_names=site_names)
        candidates.append((_worth(persons, 0.9), persons, "json-ld", raw))
        candidates.append((0.5, _firms(node, site_names=site_names, are_persons=True), "json-ld", raw))
    if hint:
        names = people(hint, site_names=site_names, strict=False)
        candidates.append((_worth(names, 0.87), names, "hint", hint))
    if structured is not None:
        if structured.microdata is not None:
            raw = ", ".join(party.name for party in structured.microdata.authors)
            names = from_parties(structured.microdata.authors, site_names=site_names)
            candidates.append((_worth(names, 0.8), names, "microdata", raw))
        for claim in structured.author_metas:
            names = people(_first_last(claim.value), site_names=site_names, strict=False)
            candidates.append((_worth(names, 0.75), names, "meta", claim.value))
    candidates.append((0.85 if shown.is_sure else 0.65, shown.writers, "byline", shown.raw))
    candidates.append((0.7, closing.writers, "byline", closing.raw))
    candidates = [candidate for candidate in candidates if candidate[1] and candidate[0] > 0]
    if not candidates:
        return (), "", 0.0, None
    worth, names, source, raw = max(candidates, key=lambda candidate: candidate[0])
    keys = {letters(name) for name in names}
    agree = any(keys & {letters(name) for name in other[1]} for other in candidates if other[2] != source)
    return names, source, round(min(0.97, worth + (0.08 if agree else 0)), 2), raw


def _worth(names: tuple[str, ...], worth: float) -> float:
    """Return what a stated name is worth: one that is an account ("jrobison", "q_admin2") little, a single word less."""
    if not names:
        return 0.0
    if all(" " not in name and name.isascii() for name in names):
        return 0.6 if all(name[0].isupper() for name in names) else 0.45
    return worth


def _first_last(value: str) -> str:
    """Return "Ana Silva" of "Silva, Ana"."""
    parts = [part.strip() for part in value.split(",")]
    if len(parts) == 2 and all(part and " " not in part and part[0].isupper() for part in parts):
        return f"{parts[1]} {parts[0]}"
    return value
