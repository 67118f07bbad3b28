"""Paragraphs and tables to one text: a line each, a row's cells parted by TAB, and where each cell stands."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple

from .carried import Cell, Content, Table, UnreadableError

__all__ = ["Placed", "Writer"]

#: Places in one table; more are no document's but an attack's.
_MOST_PLACES = 5_000_000


class Placed(NamedTuple):
    """A cell where the format puts it: first row and column, how many of each it spans, its text."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1


class Writer:
    r"""Writes a document's text from top to bottom.

    >>> writer = Writer()
    >>> writer.line("附件")
    >>> header = [Placed(0, 0, "任务"), Placed(0, 1, "单位")]
    >>> writer.table([*header, Placed(1, 0, "修路"), Placed(1, 1, "市甲局")])
    >>> text, tables = writer.content()
    >>> text
    '附件\n任务\t单位\n修路\t市甲局\n'
    >>> [[text[cell.start : cell.end] for cell in row] for row in tables[0]]
    [['任务', '单位'], ['修路', '市甲局']]
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._at = 0
        self._line = 1
        self._tables: list[Table] = []

    def line(self, text: str) -> None:
        """Write a paragraph; a line break in it begins a new line."""
        self._put(_clean(text) + "\n")

    def down_to(self, number: int) -> None:
        """Leave lines empty until the line of this number, if it is not passed already."""
        if number > self._line:
            self._put("\n" * (number - self._line))

    def table(self, cells: Iterable[Placed], *, lines: Iterable[int] = ()) -> None:
        """Write a table; one of a single column is written as paragraphs, an empty row or table not at all.

        A row or column in which no cell begins is one with that before it: what spans it says nothing.

        Args:
            cells: the table's cells in any order; where two overlap, the first in reading order stands.
            lines: for each row at which cells begin, from the top, the number of the source's line.
        """
        placed = sorted(cells, key=lambda cell: (cell.row, cell.column))
        rows = sorted({cell.row for cell in placed})
        columns = sorted({cell.column for cell in placed})
        if len(columns) < 2:
            for cell in placed:
                if cell.text.strip():
                    self.line(cell.text)
            return
        numbers = dict(zip(rows, lines, strict=True)) if lines else {}
        grid = _grid(placed, rows, columns)
        written: dict[int, Cell] = {}
        table = []
        for at, row in enumerate(grid):
            if not any(cell and cell.row == rows[at] and cell.text.strip() for cell in row):
                continue
            self.down_to(numbers.get(rows[at], 0))
            table.append(self._row(row, rows[at], columns, written))
        if table:
            self._tables.append(tuple(table))

    def _row(
        self, row: list[Placed | None], number: int, columns: list[int], written: dict[int, Cell]
    ) -> tuple[Cell, ...]:
        places = []
        for at, cell in enumerate(row):
            if at and (cell is None or cell is not row[at - 1]):
                self._put("\t")
            if cell is not None and id(cell) in written:
                places.append(written[id(cell)])
                continue
            start = self._at
            if cell is not None:
                self._put(_paragraphs(cell.text))
            place = Cell(start=start, end=self._at)
            if cell is not None:
                written[id(cell)] = place
            places.append(place)
        self._put("\n")
        return tuple(places)

    def content(self) -> Content:
        """Return what was written."""
        return Content("".join(self._parts), tuple(self._tables))

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._at += len(text)
        self._line += text.count("\n")


def _grid(placed: list[Placed], rows: list[int], columns: list[int]) -> list[list[Placed | None]]:
    """Put each cell in every place that it spans."""
    if len(rows) * len(columns) > _MOST_PLACES:
        raise UnreadableError(
            f"a table of {len(rows)} rows and {len(columns)} columns is too large. 表格过大。",
            mend="Keep the cells that belong to the document and leave out the rest.",
        )
    grid: list[list[Placed | None]] = [[None] * len(columns) for _ in rows]
    row_at = {row: at for at, row in enumerate(rows)}
    column_at = {column: at for at, column in enumerate(columns)}
    filled = 0
    for cell in placed:
        top, left = row_at[cell.row], column_at[cell.column]
        if grid[top][left] is not None:
            continue
        bottom = top + 1 if cell.rows == 1 else bisect_left(rows, cell.row + cell.rows)
        right = left + 1 if cell.columns == 1 else bisect_left(columns, cell.column + cell.columns)
        filled += (bottom - top) * (right - left)
        if filled > 2 * _MOST_PLACES:
            raise UnreadableError(
                "cells that span one another make no table. 合并单元格相互重叠。",
                mend="Unmerge the cells.",
            )
        for row in grid[top:bottom]:
            for at in range(left, right):
                if row[at] is None:
                    row[at] = cell
    return grid


def _clean(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip(" \n\t")


def _paragraphs(text: str) -> str:
    """Return a cell's text: a line a paragraph, and no TAB, which parts cells."""
    if not text.isprintable():  # Quick for most: no line end or TAB in it.
        lines = (line.strip(" ") for line in _clean(text).replace("\t", " ").split("\n"))
        return "\n".join(line for line in lines if line)
    return text.strip(" ")
