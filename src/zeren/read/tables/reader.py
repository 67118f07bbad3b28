"""Tables to rows: the header is found and read, then the rows below it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...carry import Cell, Table
from ...records import Note, Span
from ..lines import Line, fold_width
from ..notes import note
from ..roles import RoleFinder
from ..words import Words
from .body import Body
from .columns import ROLE, TEXTS, Head, Heads
from .grid import grid
from .layout import Column, Layout, Layouts, is_stuck, is_wide
from .likeness import Likeness, is_heading
from .records import HeadRow, TaskRow

__all__ = ["TableReader"]

#: A cell of so many signs may be a sentence.
_SENTENCE = 6
#: The fewest rows and columns of a table of figures.
_FIGURES = 3
#: How the words of columns that name somebody end, known or not.
_ASSIGNEES = ("单位", "部门", "科室", "领导", "责任人", "负责人", "牵头人", "主体")


class TableReader:
    """Reads the tables of one document, in their order.

    A table without a header goes on with the columns of the one before, if it has as many and its cells look
    like theirs.

    Args:
        text: the document's text, into which the cells point.
        lines: its lines.
        words: the reader's vocabulary.
    """

    def __init__(self, text: str, lines: Sequence[Line], words: Words) -> None:
        self._text, self._lines = text, lines
        self._starts = [line.start for line in lines]
        self._like = Likeness(words)
        self._layouts = Layouts(text, Heads(words))
        self._finder = RoleFinder.of(words)
        self._before: Layout | None = None
        #: What has been said: a column is named once, however many pages the table has.
        self._told: set[Note] = set()

    def rows(self, table: Table) -> tuple[list[TaskRow | HeadRow], list[Note]]:
        """Return the tasks and headings of a table in the order of the text, and what was not understood.

        A table that hands out no tasks has no rows; a note says so only where it seems to hand some out, or
        is a table of figures.
        """
        found: list[TaskRow | HeadRow] = []
        notes: list[Note] = []
        above: list[TaskRow | HeadRow] = []
        for part in self._parts(table):
            rows, doubts = self._part(part)
            notes += [doubt for doubt in dict.fromkeys(doubts) if doubt not in self._told]
            self._told.update(doubts)
            above += rows
            if any(isinstance(row, TaskRow) for row in rows):
                found += above
                above = []
        return found, notes

    def _parts(self, table: Table) -> Iterator[Table]:
        """Yield the table, parted where the header of another stands in it."""
        begin = 0
        header = self._layouts.words(table[0])
        for at in range(1, len(table)):
            if self._layouts.is_header(table[at]) and self._layouts.words(table[at]) != header:
                header = self._layouts.words(table[at])
                yield table[begin:at]
                begin = at
        yield table[begin:]

    def _part(self, table: Table) -> tuple[list[TaskRow | HeadRow], list[Note]]:
        """Read the rows below one header, with the headings above it."""
        layout, notes = self._layout(table)
        if layout is None:
            return self._headings(table), notes
        self._before = layout
        body = Body(
            layout,
            grid(table, layout, self._layouts.words),
            text=self._text,
            line_of=self._line_of,
            assigns=self._assigns,
            like=self._like,
        )
        body.read()
        if not any(isinstance(row, TaskRow) for row in body.found):
            # A form to be filled in, or one whose rows were not understood.
            return [], body.notes
        return [*self._headings(table[: layout.first]), *body.found], notes + body.notes

    def _line_of(self, offset: int) -> Line:
        return self._lines[bisect_right(self._starts, offset) - 1]

    def _assigns(self, text: str) -> bool:
        return bool(self._finder.regions(fold_width(text)))

    def _said(self, cell: Cell) -> str:
        return self._text[cell.start : cell.end]

    def _layout(self, table: Table) -> tuple[Layout | None, list[Note]]:
        """Return the columns of a table that hands out tasks, or None with what is odd about another."""
        candidates = [self._with_number(table, layout) for layout in self._layouts.among(table)]
        for layout in candidates:
            if layout.hands_out or self._assigns_inside(table, layout):
                return layout, []
        for layout in candidates:
            if column := self._likely_text(table, layout):
                known = replace(column, head=Head(field="task"))
                columns = tuple(known if other is column else other for other in layout.columns)
                doubt = note("column-text", self._line_of(column.cell.start), column.word)
                return replace(layout, columns=columns), [doubt]
        if self._before and not candidates and self._fits(table, self._before):
            return replace(self._before, first=0), []
        return None, self._doubts(table, candidates)

    def _with_number(self, table: Table, layout: Layout) -> Layout:
        """Return a layout with the column of numbers, which often has no word in the header."""
        first = layout.columns[0]
        if layout.number is not None or first.word:
            return layout
        rows = [row for row in grid(table, layout, self._layouts.words) if not row.goes_across]
        numbers = [self._like.is_number(row.words[0]) for row in rows if 0 in row.own]
        if 2 * sum(numbers) <= len(numbers):
            return layout
        return replace(layout, columns=(replace(first, head=Head(field="number")), *layout.columns[1:]))

    def _assigns_inside(self, table: Table, layout: Layout) -> bool:
        """Whether the tasks of a table without a column of assignees name them in their own cells."""
        rows = grid(table, layout, self._layouts.words) if layout.texts else []
        cells = (row.cells[at] for row in rows if not row.is_ragged for at in layout.texts if at in row.own)
        return any(self._assigns(self._said(cell)) for cell in cells)

    def _likely_text(self, table: Table, layout: Layout) -> Column | None:
        """Return the one column of unknown words, where all others are known and it holds sentences."""
        rows = [row for row in grid(table, layout, self._layouts.words) if not row.goes_across]
        used = [at for at in layout.unknown if any(at in row.own for row in rows)]
        if layout.texts or not layout.assigning or len(used) != 1:
            return None
        words = [row.words[used[0]] for row in rows if used[0] in row.own]
        is_long = sum(map(len, words)) >= _SENTENCE * len(words)
        return layout.columns[used[0]] if is_long else None

    def _fits(self, table: Table, layout: Layout) -> bool:
        """Whether the cells of a table without a header look like those of the table before it."""
        if len(table[0]) != len(layout.columns):
            return False
        checks = [
            (column.field == ROLE, self._is_like(column, self._said(row.cells[column.at])))
            for row in grid(table, replace(layout, first=0), self._layouts.words)
            for column in layout.columns
            if not row.goes_across and column.at in row.own
        ]
        right = sum(fits is True for _, fits in checks)
        wrong = sum(fits is False for _, fits in checks)
        return 2 * wrong < right and any(fits for is_role, fits in checks if is_role)

    def _is_like(self, column: Column, said: str) -> bool | None:
        """Whether a cell looks like those of its column, None where that cannot be told."""
        if column.field == "number":
            return self._like.is_number(said)
        if column.field in TEXTS:
            return not self._like.is_figure(said)
        if column.head is None or column.field != ROLE or self._like.is_empty(said):
            return None
        persons = self._like.words.person_roles
        return any(
            self._like.are_persons(said) if role in persons else self._like.are_units(said)
            for role, _ in column.head.roles
        )

    def _headings(self, rows: Table) -> list[TaskRow | HeadRow]:
        """Return the headings above a header, within the table."""
        found: list[TaskRow | HeadRow] = []
        for row in rows:
            cells = [cell for cell in dict.fromkeys(row) if self._said(cell).strip()]
            if len(cells) == 1 and is_heading(fold_width(self._said(cells[0])).strip()):
                line = self._line_of(cells[0].start)
                end = self._line_of(cells[0].end).end
                found.append(HeadRow(span=Span(start=line.start, end=end, line=line.number), text=cells[0]))
        return found

    def _doubts(self, table: Table, candidates: Sequence[Layout]) -> list[Note]:
        """Return what to say of a table that is not read, if anything."""
        for layout in candidates:
            unnamed = any(layout.columns[at].word.endswith(_ASSIGNEES) for at in layout.unknown)
            assigns = layout.assigning and len(layout.unknown) > 1
            if (layout.texts and unnamed) or (assigns and layout.of("number", "due", "category")):
                return [note("table", self._line_of(layout.columns[0].cell.start))]
        first = table[0][0]
        if is_stuck(self._said(first), self._layouts.heads) or self._layouts.is_header(
            tuple(row[0] for row in table)
        ):
            # Its heads are stuck together, or stand below one another.
            return [note("table", self._line_of(table[0][0].start))]
        return [note("table-figures", self._line_of(table[0][0].start))] if self._is_figures(table) else []

    def _is_figures(self, table: Table) -> bool:
        """Whether a table is one of figures: heads above and at the left, numbers in most other cells."""
        if len(table) < _FIGURES or len(table[0]) < _FIGURES:
            return False
        cells = [cell for row in table[1:] if not is_wide(row) for cell in row[1:]]
        said = [self._said(cell) for cell in cells if cell.end > cell.start]
        figures = sum(map(self._like.is_figure, said))
        return figures > 1 and 2 * figures > len(said)
