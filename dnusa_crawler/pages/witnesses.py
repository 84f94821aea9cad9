"""Ask other readers which text of a page is its body, and find their answers among our blocks."""

from __future__ import annotations

import logging
import re
from copy import deepcopy
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dnusa_crawler.pages.blocks import Block, Element

#: Scripts written without spaces are cut into characters, everything else into words.
_NO_SPACES: Final = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD: Final = re.compile(f"[{_NO_SPACES}]|[^\\W{_NO_SPACES}]+")
#: Words of one run that are compared; runs shorter than this are compared whole.
RUN_WORDS: Final = 4


def words(text: str) -> list[str]:
    """Return the words of a text as written, characters where the script has no spaces."""
    return _WORD.findall(text)


def runs(tokens: Sequence[str]) -> list[tuple[str, ...]]:
    """Return all runs of four words; the whole where there are fewer."""
    if len(tokens) < RUN_WORDS:
        return [tuple(tokens)] if tokens else []
    return list(zip(tokens, tokens[1:], tokens[2:], tokens[3:], strict=False))


def shares(blocks: Iterable[Block], text: str) -> list[float]:
    """Return for each block which share of its runs of words stands in *text*, 0 to 1.

    Blocks of fewer than four words count only where they are a whole line of the text.
    """
    known: set[tuple[str, ...]] = set()
    lines: set[tuple[str, ...]] = set()
    for line in text.split("\n"):
        tokens = words(line)
        if len(tokens) < RUN_WORDS:
            lines.add(tuple(tokens))
        else:
            known.update(runs(tokens))
            lines.add(tuple(tokens[:RUN_WORDS]))
    found = []
    for block in blocks:
        tokens = words(block.text)
        if len(tokens) < RUN_WORDS:
            found.append(float(bool(tokens) and tuple(tokens) in lines))
        else:
            pieces = runs(tokens)
            found.append(sum(piece in known for piece in pieces) / len(pieces))
    return found


def trafilatura_text(tree: Element) -> str:
    """Return what trafilatura, favouring precision, takes for the body; empty when it finds none.

    The tree is copied, because trafilatura changes it. The import is late: it costs a process 0.3 s and 40 MB, and most
    pages do not need this witness.
    """
    from trafilatura import bare_extraction  # noqa: PLC0415

    quiet = logging.getLogger("trafilatura")
    if quiet.level != logging.CRITICAL:
        # Once a process: setting a level makes logging forget all it knows, which costs more than it says.
        quiet.setLevel(logging.CRITICAL)
    try:
        found = bare_extraction(
            deepcopy(tree), favor_precision=True, fast=True, include_comments=False, with_metadata=False
        )
    except Exception:  # noqa: BLE001 - a foreign program on hostile input: a witness may fail, the reading goes on
        return ""
    return str(getattr(found, "text", None) or "")
