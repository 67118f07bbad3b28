"""The cells below a header that stand one a line, taken one after the other, and the rows made of them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from ...carry import Cell, Row
from ..lines import Line
from .alignment import Fit, slots_of
from .columns import Heads
from .likeness import Likeness
from .looks import Look
from .stack_heads import ARABIC, StackHead
from .tokens import Token, joined, tokens

__all__ = ["Stack", "parts", "stretch"]

#: No name is longer.
_NAME = 40


class Stack:
    """Cells that wait, and the tables that those before them have become.

    ``slots`` are the header's columns, ``place`` that of the numbers; ``opens`` says that what no pipe parts
    from the line above begins a row. ``tables`` have one header and are parted by what is none of theirs;
    ``below`` is the line below them; ``sure`` counts the rows that fit; ``gap`` and ``width`` are the most
    empty lines between two cells and the length of the longest line.
    """

    def __init__(self, lines: Sequence[Line], head: StackHead, heads: Heads, like: Likeness) -> None:
        self._heads, self._like, self._head = heads, like, head
        self._source = self._cells(lines)
        self._ahead: deque[Look] = deque()
        self.slots = slots_of(head.layout, like.words.person_roles)
        self.place = head.layout.number
        self.opens = head.opens
        self.gap = head.gap
        self.width = 0
        self.tables: list[list[Row]] = [[tuple(column.cell for column in head.layout.columns)]]
        self.below = head.last + 1
        self.sure = 0
        self.passed = 0
        #: By place, counted from the header, and number of cells: what speaks against a row.
        self.costs: dict[tuple[int, int], int | None] = {}

    def _cells(self, lines: Sequence[Line]) -> Iterator[Token]:
        """Yield the cells below the header, without it where it stands again."""
        head = self._head

        def belongs(held: Token, token: Token) -> bool:
            number = ARABIC.fullmatch(held.word) or ARABIC.fullmatch(token.word)
            goes_on = head.closed or (head.gaps and token.gap == 0) or (head.opens and not held.wall)
            return not number and (goes_on or self._goes_on(held, token))

        whole = "".join(head.words)
        below = (token for token in tokens(lines, head.last) if token.start >= head.end)
        held: list[Token] = []
        said, parted = "", False
        for token in joined(below, belongs):
            held.append(replace(token, wall=True) if parted and not held else token)
            said += token.word
            if parted and said == whole:
                # One header below the other: these are no pages of one table.
                return
            if said == whole:
                held, said, parted = [], "", True
            elif not whole.startswith(said):
                yield from held
                held, said, parted = [], "", False
        yield from held

    def _goes_on(self, held: Token, token: Token) -> bool:
        return token.gap == 0 and self._like.goes_on(held.text[-_NAME:], token.text[:_NAME])

    # --- the cells that wait

    def look(self, at: int) -> Look | None:
        """Return the cell so many places ahead, None below the last."""
        while len(self._ahead) <= at:
            token = next(self._source, None)
            if token is None:
                return None
            self._ahead.append(Look(token, self._like))
            self.width = max(self.width, len(token.word) * (token.at == token.last))
        return self._ahead[at]

    def some(self, start: int, end: int) -> list[Look]:
        """Return the cells from one place ahead to another, as far as there are any."""
        if end:
            self.look(end - 1)
        return list(islice(self._ahead, start, end))

    def is_end(self, at: int) -> bool:
        """Whether no cell is there, or the header of another table."""
        look, after = self.look(at), self.look(at + 1)
        if look is None or after is None:
            return look is None
        return all(self._heads.of(one.token.text, whole=True) for one in (look, after))

    def take(self, count: int) -> None:
        """Go on behind so many cells, which are the table's."""
        for _ in range(count):
            look = self.look(0)
            if look:
                self.gap = max(self.gap, look.token.gap)
                self.below = look.token.last + 1
                self._ahead.popleft()
                self.passed += 1

    # --- the rows

    def row(self, cells: Sequence[Cell | None], at: int) -> None:
        """Add a row; ``at`` is where an empty cell before the first one stands."""
        row: list[Cell] = []
        for cell in cells:
            end = row[-1].end if row else at
            row.append(cell or Cell(start=end, end=end))
        self.tables[-1].append(tuple(row))

    def across(self, looks: Sequence[Look]) -> None:
        """Add a row that is one cell wide."""
        cell = stretch(looks)
        if cell:
            self.tables[-1].append((cell,) * len(self.slots))

    def unclear(self, looks: Sequence[Look]) -> None:
        """Make a row of cells that cannot be told apart: it has one cell, whatever the header has."""
        cell = stretch(looks)
        if cell:
            self.tables[-1].append((cell,))

    def between(self, looks: Sequence[Look]) -> None:
        """Add a heading; where lines go with it, it is a line again like them, and the table is parted."""
        if len(looks) == 1 and not looks[0].is_number:
            self.across(looks)
        elif looks and looks[0].is_numeral:
            cells: list[Cell | None] = [None] * len(self.slots)
            cells[self.place or 0] = stretch(looks[:1])
            cells[self._head.layout.texts[0]] = stretch(looks[1:])
            self.row(cells, looks[0].token.start)
        elif len(looks) > 1:
            self.tables.append([])


def stretch(looks: Sequence[Look]) -> Cell | None:
    """Return the stretch of the text on which some cells stand, None where there are none."""
    return Cell(start=looks[0].token.start, end=looks[-1].token.end) if looks else None


def parts(looks: Sequence[Look], found: Fit) -> list[list[Look]]:
    """Return the cells of each slot."""
    starts = (0, *found.ends)
    return [list(looks[start:end]) for start, end in zip(starts, found.ends, strict=False)]
