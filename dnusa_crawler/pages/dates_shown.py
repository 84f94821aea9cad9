"""The dates a page shows beside a headline: of publication and of changes, as their labels tell them apart."""

from __future__ import annotations

import re
from datetime import date, datetime, tzinfo
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import attrs

from archive import PassageKind

from . import dates
from .dates_words import NAMED_DAYS
from .microdata import text_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .blocks import Block
    from .structured import TimeElement
    from .surroundings import Surroundings


def _phrases(text: str) -> frozenset[str]:
    """Return the phrases of a list written as one string."""
    return frozenset(text.split("|"))


#: What stands before the date of a change.
_UPDATED: Final = _phrases(
    "update|updated|modified|edited|last reviewed|diperbarui|diperbaharui|pembaruan|perbarui|terakhir diubah|direvisi|dikemaskini|"
    "dikemas kini|kemas kini|aktualisiert|aktualisierung|geändert|mis à jour|mise à jour|modifié|modifiée|actualizado|actualizada|"
    "actualización|modificado|modificada|atualizado|atualizada|atualização|aggiornato|aggiornata|aggiornamento|modifica|modificato|"
    "bijgewerkt|gewijzigd|oppdatert|uppdaterad|opdateret|päivitetty|muokattu|zaktualizowano|aktualizacja|aktualizováno|aktualizované|"
    "frissítve|actualizat|ažurirano|posodobljeno|güncelleme|güncellendi|обновлено|оновлено|обновена|ενημερώθηκε|cập nhật|تحديث|अपडेट|"
    "更新|수정"
)
#: What stands before the date of publication.
_PUBLISHED: Final = _phrases(
    "posted|published|terbit|diterbitkan|dipublikasikan|dipublish|tayang|dirilis|diposting|disiarkan|veröffentlicht|erschienen|publié|"
    "publiée|mis en ligne|publicado|publicada|pubblicato|pubblicata|gepubliceerd|geplaatst|publicerad|publisert|publiceret|julkaistu|"
    "opublikowano|publikováno|objavljeno|publicat|megjelent|yayınlanma|yayınlandı|опубликовано|опубліковано|δημοσιεύτηκε|δημοσιεύθηκε|"
    "ngày đăng|نشر|प्रकाशित|発表|公開|掲載|发布|發布|입력|등록"
)


def _pattern(phrases: frozenset[str]) -> re.Pattern[str]:
    """Return the form of any of some phrases; in scripts without spaces inside of words, too."""
    spaced = sorted((re.escape(one) for one in phrases if ord(one[0]) < _UNSPACED), key=len, reverse=True)
    others = (one for one in phrases if ord(one[0]) >= _UNSPACED)
    return re.compile(rf"\b(?:{'|'.join(spaced)})\b|{'|'.join(others)}", re.IGNORECASE)


#: Where the scripts begin that set no spaces between words.
_UNSPACED: Final = 0x3000
UPDATED: Final = _pattern(_UPDATED)
PUBLISHED: Final = _pattern(_PUBLISHED)
_WORD: Final = re.compile(r"[^\W\d_]+")
#: A clock time alone in its line.
CLOCK: Final = re.compile(
    r"^\W{0,3}(?:(?:pukul|pkl|jam)\.?\s)?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?(?:WIB|WITA|WIT|am|pm))?\W{0,2}$",
    re.IGNORECASE,
)
#: What a line of a date may hold beside it.
LABELS: Final = re.compile(
    r"\b(?:wib|wita|wit|pukul|pkl|jam|pada|dibaca|dilihat|kali|views?|on|at|terbit|diterbitkan|dipublikasikan|tayang|diposting|posted|"
    r"published|diperbarui|updated?)\b",
    re.IGNORECASE,
)
_MAX_LINE_CHARS: Final = 250
#: A label is short; further away stands another field.
_LABEL_CHARS: Final = 40
#: Characters of a part of a date that was set in boxes: "14", "Juni", "2024".
_PART_CHARS: Final = 12
#: "3 days ago" and "2 jam yang lalu": lines whose day stands in an attribute, if anywhere; so may "yesterday" alone.
_AGO: Final = re.compile(
    r"\b(?:ago|yesterday|today|lalu|kemarin|tadi|vor|gestern|heute|hace|ayer|há|il\sy\sa|hier|fa|ieri|geleden)\b",
    re.IGNORECASE,
)
_STAMP_NAME: Final = re.compile(r"^(?:title|datetime|content|data-.*(?:date|time|stamp|published).*)$")
_MAX_MARKED: Final = 12


@attrs.frozen(kw_only=True)
class Dated:
    """A date with its witness."""

    at: datetime
    raw: str
    source: str
    confidence: float
    has_time: bool = False
    #: True for the day of the visit above the headline: papers show today's date there.
    is_visit: bool = False
    #: True where a label says that it is the date of publication.
    is_labelled: bool = False
    #: Where it stands in its line.
    start: int = 0
    end: int = 0


@attrs.frozen(kw_only=True)
class Reader:
    """The settings of :func:`dates.read`, bound once for a page."""

    zone: tzinfo | None
    language: str | None
    base: datetime | None
    month_first: bool
    year: int | None = None

    @property
    def options(self) -> dict[str, Any]:
        """Return the settings as the arguments of :func:`dates.find`."""
        return {
            "time_zone": self.zone, "language": self.language, "base": self.base, "month_first": self.month_first, "year": self.year,
        }  # fmt: skip

    def stamp(self, text: str, source: str, confidence: float) -> Dated | None:
        """Return the date that the whole of *text* states."""
        found = dates.read(text, **self.options)
        if found is None:
            return None
        return Dated(at=found.at, raw=text.strip(), source=source, confidence=confidence, has_time=found.has_time)

    def line(self, text: str, source: str, confidence: float) -> list[Dated]:
        """Return the dates of a line."""
        return [
            Dated(
                at=one.at, raw=one.raw, source=source, confidence=min(confidence, one.confidence), has_time=one.has_time,
                start=one.start, end=one.end,
            )
            for one in dates.find_all(text, limit=4, **self.options)
        ]  # fmt: skip


def shown(times: Sequence[TimeElement], around: Surroundings, reader: Reader) -> tuple[list[Dated], list[Dated]]:
    """Return the dates shown beside the headline: of publication, and of changes.

    Args:
        times: The page's ``<time>`` elements.
        around: The blocks around the article.
        reader: How dates are read on this page.
    """
    published, updated = _timed(times, around, reader)
    near = around.near
    for number, block in enumerate(near):
        if len(block.text) > _MAX_LINE_CHARS:
            continue
        if not any(char.isdigit() for char in block.text):
            if block.text.casefold() in NAMED_DAYS and (one := _marked(block, reader)):
                published.append(one)
            continue
        text, found = _dates_of(block, near[number : number + 3], reader)
        if block.kind is PassageKind.CAPTION and not _is_date_line(text, found):
            # What is seen on a picture happened when it was taken.
            continue
        clock = next((one.text for one in near[number + 1 : number + 2] if CLOCK.match(one.text)), None)
        before = near[number - 1] if number and near[number - 1].index == block.index - 1 else None
        for place, one in enumerate(found):
            label = _label(text, one, found[place - 1] if place else None, before)
            dated = _visit(_with_clock(one, clock, reader), block, around, reader)
            if label and _says(label, _UPDATED):
                updated.append(dated)
            elif label and _says(label, _PUBLISHED):
                published.append(attrs.evolve(dated, is_labelled=True))
            else:
                published.append(dated)
        if not found and _AGO.search(block.text[:_LABEL_CHARS]) and (marked := _marked(block, reader)):
            published.append(marked)
    return published, updated


def _timed(times: Sequence[TimeElement], around: Surroundings, reader: Reader) -> tuple[list[Dated], list[Dated]]:
    """Return what the ``<time>`` elements beside the headline state: dates of publication, and of changes."""
    published: list[Dated] = []
    updated: list[Dated] = []
    elements = {block.element: block for block in around.near if len(block.text) <= _MAX_LINE_CHARS}
    for one in times:
        element = one.element
        for _ in range(5):
            if element is None or element in elements:
                break
            element = element.getparent()
        if element is None or element not in elements:
            continue
        found = (reader.stamp(one.stamp, "time", 0.85) if one.stamp else None) or (
            reader.stamp(one.text, "time", 0.8) if one.text else None
        )
        if found is None:
            continue
        line = elements[element].text
        before = line[: line.find(one.text)] if one.text and one.text in line else line
        # The label stands before the element, behind the year of an earlier date, or in it: "<time>Updated: Feb. 13</time>".
        before = re.split(r"\d{4}", before)[-1][-_LABEL_CHARS:]
        label = before + " " + re.split(r"\d", one.text, maxsplit=1)[0]
        if _says(label, _UPDATED) or _is_marked_updated(one.element):
            updated.append(found)
        elif _says(label, _PUBLISHED):
            published.append(attrs.evolve(found, is_labelled=True))
        else:
            published.append(found)
    return published, updated


def _dates_of(block: Block, lines: Sequence[Block], reader: Reader) -> tuple[str, list[Dated]]:
    """Return a line's text and its dates; where it shows none, of its elements set apart, or of the boxes beside it.

    "PublishedJune 14, 2024UpdatedJune 16, 2024" are four elements; "14", "Juni" and "2024" may be three boxes.
    """
    text = block.text
    found = reader.line(text, "byline", 0.8)
    if not found and len(block.element) > 1:
        text = text_of(block.element, _MAX_LINE_CHARS)
        found = reader.line(text, "byline", 0.8)
    if not found and len(text) <= _PART_CHARS:
        parts = [one.text for one in lines if len(one.text) <= _PART_CHARS]
        text = " ".join(parts)
        found = reader.line(text, "byline", 0.7) if len(parts) == len(lines) else []
    return text, found


def _label(text: str, dated: Dated, earlier: Dated | None, before: Block | None) -> str:
    """Return what stands before a date: behind the one before it in its line, else in the line before."""
    start = earlier.end if earlier is not None else 0
    label = text[max(start, dated.start - _LABEL_CHARS) : dated.start]
    has_letters = any(char.isalpha() for char in label)
    if earlier is not None or has_letters:
        return label if has_letters else ""
    is_label = (
        before is not None and len(before.text) <= _LABEL_CHARS and not any(char.isdigit() for char in before.text)
    )
    return before.text if is_label and before is not None else ""


def _says(label: str, phrases: frozenset[str]) -> bool:
    """Tell whether a label is one of some phrases, or has one in it; sets of words cost less than a search here."""
    words = _WORD.findall(label.casefold())
    runs = (" ".join(words[at : at + length]) for length in (2, 3) for at in range(len(words) - length + 1))
    return not phrases.isdisjoint((*words, *runs)) or (
        not label.isascii() and any(phrase in label for phrase in phrases if ord(phrase[0]) >= _UNSPACED)
    )


def _is_date_line(text: str, found: Sequence[Dated]) -> bool:
    """Tell whether a line is dates and their labels, and nothing else."""
    for one in found:
        text = text.replace(one.raw, " ")
    text = PUBLISHED.sub(" ", UPDATED.sub(" ", LABELS.sub(" ", text)))
    return re.search(r"[^\W\d_]{2,}", text) is None


def _marked(block: Block, reader: Reader) -> Dated | None:
    """Return the date in the markup of a line that tells how long ago it was: ``<span title="June 14, 2024">3 days ago``."""
    if len(block.text) > _LABEL_CHARS:
        return None
    for element in (block.element, *islice(block.element.iterdescendants(), _MAX_MARKED)):
        for name, value in element.items() if isinstance(element.tag, str) and element.tag != "time" else ():
            if len(value) <= _LABEL_CHARS and _STAMP_NAME.match(name) and (found := reader.stamp(value, "time", 0.7)):
                return found
    return None


def _with_clock(dated: Dated, clock: str | None, reader: Reader) -> Dated:
    """Return a day with the clock time that stands alone in the next line."""
    if dated.has_time or clock is None:
        return dated
    found = reader.line(f"{dated.raw} {clock}", dated.source, dated.confidence)
    return found[0] if found and found[0].has_time and found[0].at.date() == dated.at.date() else dated


def _visit(dated: Dated, block: Block, around: Surroundings, reader: Reader) -> Dated:
    """Mark the day of the visit where it stands above the headline."""
    if dated.has_time or reader.base is None or (around.headline_index or block.index + 1) < block.index:
        return dated
    return attrs.evolve(dated, is_visit=dated.at.date() == reader.base.astimezone(dated.at.tzinfo).date())


def _is_marked_updated(element: Any) -> bool:
    marks = f"{element.get('class') or ''} {element.get('itemprop') or ''}".lower()
    # WordPress marks an article that never changed "entry-date updated".
    return ("updated" in marks and "published" not in marks and "entry-date" not in marks) or "modified" in marks


def lone_labelled(blocks: Sequence[Block], reader: Reader) -> Dated | None:
    """Return the day that a label calls the one of publication, wherever it stands, when all such labels agree."""
    days: dict[date, Dated] = {}
    for block, before in zip(blocks[1:], blocks, strict=False):
        text = block.text
        if len(text) > _MAX_LINE_CHARS or block.links or not any(char.isdigit() for char in text):
            continue
        if not (PUBLISHED.search(text) or (PUBLISHED.search(before.text) and len(before.text) <= _LABEL_CHARS)):
            continue
        found = reader.line(text, "byline", 0.4)
        if found and PUBLISHED.search(_label(text, found[0], None, before)):
            days.setdefault(found[0].at.date(), found[0])
        if len(days) > 1:
            return None
    return next(iter(days.values()), None)
