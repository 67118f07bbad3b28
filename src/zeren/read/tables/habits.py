"""What most rows of a table do: how they are numbered, how their texts end. Others may be headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ..lines import fold_width
from .columns import squash
from .grid import GridRow, Sharing
from .layout import Layout

__all__ = ["Habits", "ends_sentence", "habits", "number_kind"]

_STOP = re.compile(r"[。;!)]$")
#: White space behind a text is no longer.
_TAIL = 40
_DOTTED = re.compile(r"\d+[.-]\d")


@dataclass(frozen=True, kw_only=True)
class Habits:
    """How most tasks are numbered (empty where none is), and whether most texts end as sentences do."""

    number: str
    sentences: bool


def number_kind(number: str) -> str:
    """Return how a number is written.

    >>> [number_kind(number) for number in ("一", "(1)", "1.1", "★1.")]
    ['numeral', 'bracketed', 'dotted', 'plain']
    """
    folded = squash(fold_width(number))
    if not re.search(r"\d", folded):
        return "numeral"
    if _DOTTED.search(folded):
        return "dotted"
    return "bracketed" if folded.startswith("(") else "plain"


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does, or with a bracket."""
    return _STOP.search(fold_width(text[-_TAIL:]).rstrip()) is not None


def habits(layout: Layout, rows: Sequence[GridRow], share: Sharing, text: str) -> Habits:
    """Return the habits of the rows that somebody answers for."""
    last = share.texts[-1]
    assigned = [
        row
        for row in rows
        # A heading may be one cell over the text and all that assigns.
        if not row.goes_across
        and (
            not layout.assigning
            or any(row.words[at] and row.cells[at] != row.cells[last] for at in layout.assigning)
        )
    ]
    numbers = Counter(
        number_kind(row.words[layout.number])
        for row in assigned
        if layout.number is not None and layout.number in row.own
    )
    texts = [text[row.cells[last].start : row.cells[last].end] for row in assigned if last in row.own]
    return Habits(
        number=next((kind for kind, _ in numbers.most_common(1)), ""),
        sentences=2 * sum(map(ends_sentence, texts)) > len(texts),
    )
