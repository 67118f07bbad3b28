"""Tables in plain text, whatever their layout: as the carriers give those that a format marks."""

from __future__ import annotations

from collections.abc import Sequence

from ...carry import Cell, Table
from ..lines import Line
from ..words import Words
from .columns import Heads
from .delimited import Delimited
from .layout import is_stuck
from .likeness import Likeness
from .stacked import stacked

__all__ = ["find_tables"]

#: Signs that may stand before the first word of a header.
_BEFORE = "|│┃｜ \t\u00a0\u2002\u2003\u3000"


def find_tables(all_lines: Sequence[Line], words: Words) -> list[Table]:
    """Find the tables of a text: rows of pipes, TABs or wide spaces, and cells that stand one a line.

    A table ends where its pattern breaks; what stands there are lines again. Below it the table may go on
    without its header. A row whose cells cannot be told apart has one cell, whatever the header has.

    Args:
        all_lines: lines that follow one another in the document.
        words: the reader's vocabulary.
    """
    heads, like = Heads(words), Likeness(words)
    delimited = Delimited(all_lines, heads)
    openings = {word[0] for word in (*words.fields, *words.roles)}
    found: list[Table] = []
    at = 0
    while at < len(all_lines):
        table, below = delimited.at(at)
        opening = all_lines[at].text.lstrip(_BEFORE)[:1]
        if table:
            found.append(table)
        elif below == at + 1 and opening in openings:
            more, below = stacked(all_lines, at, heads, like)
            found += more
            if not more and is_stuck(all_lines[at].text, heads):
                # Nothing parts the cells: whoever reads the table says so.
                found.append(((Cell(start=all_lines[at].start, end=all_lines[at].end),),))
        at = below
    return found
