"""Where a table's header stands, and what it makes of each column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ...carry import Cell, Row, Table
from .columns import ROLE, TEXTS, Head, Heads, squash

__all__ = ["Column", "Layout", "Layouts", "hands_out", "is_stuck", "is_wide"]

#: A title, a line on the unit of figures and the like may stand above a header, and no more.
_ABOVE = 6
#: The most rows that a header has.
_DEPTH = 3
#: So many words of a header in one line stand there by no chance.
_STUCK = 3


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column: its place, its word as written, and what that says; ``cell`` is its head."""

    at: int
    word: str
    head: Head | None
    cell: Cell

    @property
    def field(self) -> str | None:
        """The field, None where the word is not known."""
        return self.head.field if self.head else None


@dataclass(frozen=True, kw_only=True)
class Layout:
    """The columns of a table; ``first`` is the row below the header, ``repeats`` the words of its rows."""

    columns: tuple[Column, ...]
    first: int
    repeats: frozenset[tuple[str, ...]]

    def of(self, *fields: str) -> list[int]:
        """Return the places of the columns of some fields."""
        return [column.at for column in self.columns if column.field in fields]

    @cached_property
    def texts(self) -> list[int]:
        """Places of the columns that make up the text."""
        return self.of(*TEXTS)

    @cached_property
    def assigning(self) -> list[int]:
        """Places of the columns that name units or persons."""
        return self.of(ROLE, "division")

    @cached_property
    def unknown(self) -> list[int]:
        """Places of columns without words, or with words that no vocabulary has."""
        return [column.at for column in self.columns if column.head is None]

    @cached_property
    def number(self) -> int | None:
        """Place of the tasks' numbers: of several such columns, the last one left of the text."""
        places = self.of("number")
        left = [at for at in places if not self.texts or at < self.texts[0]]
        return next(reversed(left or places), None)

    @property
    def hands_out(self) -> bool:
        """Whether the header has both tasks and those who answer for them."""
        return hands_out([column.head for column in self.columns if column.head])


@dataclass(frozen=True)
class Layouts:
    """Finds headers in the tables of a text."""

    text: str
    heads: Heads

    def words(self, row: Row) -> tuple[str, ...]:
        """Return the words of a row's cells, without white space."""
        return tuple(squash(self.text[cell.start : cell.end]) for cell in row)

    def among(self, table: Table) -> Iterator[Layout]:
        """Yield what may be the header, each with at least two known columns, from the top."""
        for start, row in enumerate(table[:_ABOVE]):
            if is_wide(row) or not any(self.words(row)):
                continue
            end = start + 1
            while end < min(start + _DEPTH, len(table)) and self._goes_on(table[start:end], table[end]):
                end += 1
            layout = self.layout(table[start:end], end)
            if len([column for column in layout.columns if column.head]) > 1:
                yield layout

    def is_header(self, row: Row) -> bool:
        """Whether a row by itself is a header of tasks and of those who answer for them."""
        words = [word for word in self.words(row) if word]
        if not words or self.heads.of(words[0], whole=True) is None:
            return False
        known = [head for word in words if (head := self.heads.of(word, whole=True))]
        return 2 * len(known) >= len(words) and hands_out(known)

    def layout(self, header: Table, first: int) -> Layout:
        """Return what a header's rows make of the columns."""
        return Layout(
            columns=tuple(self._column(at, cells) for at, cells in enumerate(zip(*header, strict=True))),
            first=first,
            repeats=frozenset(self.words(row) for row in header),
        )

    def _goes_on(self, header: Table, row: Row) -> bool:
        """Whether a row belongs to the header above it: their cells are joined, or it has heads only."""
        if len(row) != len(header[-1]) or is_wide(row):
            return False
        above, words = header[-1], self.words(row)
        own = [at for at, word in enumerate(words) if word and row[at] != above[at]]
        if not own:
            return False
        if len(own) < len([word for word in words if word]):
            return True
        tops = self.words(above)
        known = [self.heads.of(words[at], whole=True) or self.heads.of(tops[at] + words[at]) for at in own]
        return len(own) < len(words) and all(known) and words != tops

    def _column(self, at: int, cells: tuple[Cell, ...]) -> Column:
        """Read a head of one cell, or of cells below one another (责任分工 over 牵头单位)."""
        parts = [word for word in dict.fromkeys(self.words(tuple(dict.fromkeys(cells)))) if word]
        cell = next((c for c in reversed(cells) if c.end > c.start), cells[-1])
        whole, leaf = "".join(parts), (parts or [""])[-1]
        for word, by_end in ((whole, False), (leaf, False), (whole, True), (leaf, True)):
            if head := self.heads.of(word, whole=not by_end):
                return Column(at=at, word=word, head=head, cell=cell)
        # 责任单位 over 市级 and 县级.
        parent = self.heads.of("".join(parts[:-1]))
        is_known = parent is not None and parent.field in (ROLE, *TEXTS)
        return Column(at=at, word=whole, head=parent if is_known else None, cell=cell)


def hands_out(heads: Sequence[Head]) -> bool:
    """Whether there is a column of tasks and one of those who answer for them."""
    fields = {head.field for head in heads}
    return bool(fields & TEXTS) and bool(fields & {ROLE, "division"})


def is_stuck(text: str, heads: Heads) -> bool:
    """Whether a line is a header whose cells are stuck together (序号重点工作责任单位)."""
    found = heads.stuck(text)
    return len(found) >= _STUCK and hands_out(found)


def is_wide(row: Row) -> bool:
    """Whether a row is one cell wide."""
    return len(set(row)) == 1
