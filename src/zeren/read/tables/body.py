"""The rows of a task table: which are tasks, which headings, and what goes on with the row above."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from ...carry import Cell
from ...records import Note, Span
from ..lines import Line, fold_width
from ..notes import note
from .columns import squash
from .grid import GridRow, sharing
from .habits import ends_sentence, habits, number_kind
from .layout import Layout
from .likeness import Likeness, is_heading
from .records import HeadRow, TaskRow
from .role_cells import RoleCells

__all__ = ["Body"]

#: A heading without a mark is no longer.
_HEADING = 30
#: A number of any make is no longer.
_NUMBER = 8
_DIGIT = re.compile(r"[\d一二三四五六七八九十①-⑳]")
_BRACKET = re.compile(r"\([^()]*\)")
_REMARK = re.compile(r"[\d一二三四五六七八九十]{0,2}[:.、]")


class Body:
    """Reads the rows below one header.

    Args:
        layout: what the header makes of the columns.
        rows: the rows below it.
        text: the document's text.
        line_of: returns the line that an offset lies in.
        assigns: tells whether a text assigns by itself.
        like: judges cells by their words.
    """

    def __init__(
        self,
        layout: Layout,
        rows: Sequence[GridRow],
        *,
        text: str,
        line_of: Callable[[int], Line],
        assigns: Callable[[str], bool],
        like: Likeness,
    ) -> None:
        self._layout, self._rows = layout, rows
        self._text, self._line_of, self._assigns, self._like = text, line_of, assigns, like
        self._share = sharing(layout, rows)
        joined = any(word and at not in row.own for row in rows for at, word in enumerate(row.words))
        self._roles = RoleCells(layout, self._share, is_joined=joined, text=text, tell=self._tell, like=like)
        self._habits = habits(layout, rows, self._share, text)
        self._groups: dict[int, Cell] = {}
        self._open = False
        self._last: dict[int, Cell] = {}
        self.found: list[TaskRow | HeadRow] = []
        self.notes: list[Note] = []

    def read(self) -> None:
        """Read all rows into ``found`` and ``notes``, in the order of the text."""
        self._tell_columns()
        for row in self._rows:
            if row.is_ragged:
                self._tell("table-row", row.cells[0])
                self._part()
            elif self._is_sum(row):
                continue
            elif row.single:
                self._single(row, row.single)
            else:
                self._several(row)

    # --- what is said of the columns

    def _tell(self, code: str, cell: Cell, value: str = "") -> None:
        self.notes.append(note(code, self._line_of(cell.start), value))

    def _tell_columns(self) -> None:
        """Name the columns that hold something and are in no record."""
        dues = self._layout.of("due")[:-1]
        for at in sorted({*self._layout.unknown, *self._share.apart, *dues}):
            column = self._layout.columns[at]
            if any(at in row.own and not row.goes_across for row in self._rows):
                code = "column-apart" if at in self._share.apart else "column"
                self._tell(code, column.cell, column.word or str(at + 1))

    # --- kinds of rows

    def _is_sum(self, row: GridRow) -> bool:
        """Whether a row sums up others."""
        words = (_BRACKET.sub("", fold_width(row.words[at])).rstrip(":") for at in row.own)
        return any(self._like.words.cells.get(word) == "sum" for word in words)

    def _is_remark(self, folded: str) -> bool:
        """Whether a row begins as a remark does (注:)."""
        words = self._like.words.cells
        opening = next((w for w in words if words[w] == "remark" and folded.startswith(w)), None)
        return opening is not None and _REMARK.match(folded, len(opening)) is not None

    def _part(self) -> None:
        """Let nothing go on over a heading, or over a row that was not understood."""
        self._groups, self._open = {}, False
        self._roles.part()

    def _single(self, row: GridRow, cell: Cell) -> None:
        """Read a row in which one cell alone says something."""
        at = row.own[0]
        field = self._layout.columns[at].field
        folded = fold_width(self._text[cell.start : cell.end]).strip()
        if self._is_remark(folded):
            self._tell("not-understood", cell)
        elif len(row.own) > 1 or at in self._share.groups:
            self._head(row, cell)
        elif at in self._share.texts:
            self._single_text(row, cell, folded)
        elif field == "number":
            if not self._like.is_number(folded):
                self._head(row, cell)
        elif at in self._layout.assigning or field == "due":
            self._several(row)
        else:
            self._go_on(row)

    def _single_text(self, row: GridRow, cell: Cell, folded: str) -> None:
        """Read a text that stands alone in its row: a heading, a task that names nobody, or part of one."""
        numbered = self._layout.number is not None
        is_short = len(squash(folded)) <= _HEADING and not ends_sentence(folded)
        if self._assigns(folded):
            self._several(row)
        elif is_heading(folded) or (is_short and (numbered or self._habits.sentences)):
            # 社会民生, where all tasks have numbers or are sentences.
            self._head(row, cell)
        elif numbered:
            self._tell("table-row", cell)
            self._part()
        else:
            self._several(row)

    def _head(self, row: GridRow, cell: Cell, number: Cell | None = None) -> None:
        self.found.append(HeadRow(span=self._span(row), text=cell, number=number))
        self._part()

    def _several(self, row: GridRow) -> None:
        """Read a row of several cells: a task, a heading with its number, or more of the task above."""
        self._keep_groups(row)
        place = self._layout.number
        number = row.cells[place] if place is not None and place in row.own else None
        texts = [row.cells[at] for at in self._share.texts if at in row.own]
        groups = [at for at in self._share.groups if at in self._groups]
        has_none = not any(row.words[at] for at in self._share.texts)
        if has_none and groups and groups[-1] in row.own:
            # Nothing but what is a heading elsewhere: here it is the text.
            texts = [self._groups[groups.pop()]]
        if texts and self._heads(row, number, texts):
            self._head(row, Cell(start=texts[0].start, end=texts[-1].end), number)
        elif texts and self._is_broken(row, number):
            self._tell("table-row", texts[0])
            self._part()
        elif texts:
            self._task(row, number, texts, groups)
        elif number is None:
            self._go_on(row)
        elif not row.words[self._share.texts[0]] and any(at in row.own for at in self._layout.assigning):
            self._task(row, number, [row.cells[self._share.texts[0]]], groups)
        elif any(row.words[at] for at in self._share.texts):
            self._tell("table-row", number)

    def _keep_groups(self, row: GridRow) -> None:
        """Keep the cells that stand for empty ones below; one that begins anew ends those right of it."""
        for at in self._share.groups:
            if row.words[at] and self._groups.get(at) != row.cells[at]:
                self._groups = {k: cell for k, cell in self._groups.items() if k < at} | {at: row.cells[at]}
                self._roles.part_right_of(at)

    def _heads(self, row: GridRow, number: Cell | None, texts: Sequence[Cell]) -> bool:
        """Whether a row that names nobody is a heading: by its mark, or as its number is of another kind."""
        columns = (*self._layout.assigning, *self._layout.of("due"))
        text = fold_width(self._text[texts[0].start : texts[-1].end]).strip()
        # A heading may be one cell over all of them.
        if any(row.words[at] and row.cells[at] not in texts for at in columns):
            return False
        if number is None:
            return is_heading(text) and not self._assigns(text)
        kind = number_kind(self._text[number.start : number.end])
        return bool(self._habits.number) and kind != self._habits.number

    def _is_broken(self, row: GridRow, number: Cell | None) -> bool:
        """Whether a row may be the end of the row above, or has no number where a number stands.

        Where tasks are numbered, a text without a number below one that ends no sentence may go on with it.
        """
        if number:
            said = fold_width(self._text[number.start : number.end])
            return not self._like.is_number(said) and not (len(said) <= _NUMBER and _DIGIT.search(said))
        place = self._layout.number
        if place is None or row.words[place] or not self._habits.number or self._groups:
            return False
        if not self.found:
            # A page may begin in the middle of a row.
            return True
        above = self.found[-1]
        is_open = self._open and isinstance(above, TaskRow)
        return is_open and not ends_sentence(self._text[above.text.start : above.text.end])

    # --- tasks

    def _task(self, row: GridRow, number: Cell | None, texts: Sequence[Cell], groups: Sequence[int]) -> None:
        text = Cell(start=texts[0].start, end=texts[-1].end)
        headings = tuple(self._groups[at] for at in groups)
        counts = number in self._share.group_numbers
        self.found.append(
            TaskRow(
                span=self._span(row),
                number=None if counts else number,
                text=text,
                roles=tuple(self._roles.read(row, taken={*texts, *headings})),
                due=self._due(row),
                division=self._division(row),
                groups=headings,
                left_out=(*([number] if number and counts else []), *self._left_out(row)),
            )
        )
        self._open = True

    def _go_on(self, row: GridRow) -> None:
        """Add a row that has neither number nor text of its own to the task above."""
        task = self.found[-1] if self.found else None
        if not self._open or not isinstance(task, TaskRow) or any(at in row.own for at in self._share.groups):
            self._tell("table-row", row.cells[row.own[0]])
            return
        division = self._division(row, own=True)
        if division and task.division:
            self._tell("unread", division, self._text[division.start : division.end])
        self.found[-1] = replace(
            task,
            span=replace(task.span, end=self._span(row).end),
            roles=(*task.roles, *self._roles.read(row, taken=set(), own=True)),
            due=task.due or self._due(row),
            division=task.division or division,
            left_out=(*task.left_out, *self._left_out(row)),
        )

    def _due(self, row: GridRow) -> Cell | None:
        """Return the deadline; of several columns the last is it (起始时间 | 完成时限)."""
        return next((self._cell(row, at) for at in self._layout.of("due")[-1:]), None)

    def _division(self, row: GridRow, own: bool = False) -> Cell | None:
        """Return the cell that says who does what."""
        columns = [at for at in self._layout.of("division") if at in row.own or not own]
        cells = list(dict.fromkeys(cell for at in columns if (cell := self._cell(row, at))))
        for cell in cells[1:]:
            self._tell("unread", cell, self._text[cell.start : cell.end])
        return cells[0] if cells else None

    def _cell(self, row: GridRow, at: int) -> Cell | None:
        """Return a cell of a column, None where it says nothing, the one above where it says so."""
        cell, word = row.cells[at], row.words[at]
        if self._like.is_empty(word):
            return None
        if self._like.is_as_above(word):
            above = self._last.get(at)
            self._tell("above" if above else "table-row", cell, word)
            return above
        self._last[at] = cell
        return cell

    def _left_out(self, row: GridRow) -> list[Cell]:
        """Return the cells that are in no record, each where it begins."""
        columns = {*self._layout.unknown, *self._layout.of("remark"), *self._share.apart}
        columns |= {*self._layout.of("due")[:-1], *self._layout.of("number")} - {self._layout.number}
        cells = [row.cells[at] for at in row.own if at in columns]
        return list(dict.fromkeys([*cells, *self._roles.left_out]))

    def _span(self, row: GridRow) -> Span:
        """Return the whole lines on which the row's own cells stand."""
        own = [row.cells[at] for at in row.own]
        first = self._line_of(min(cell.start for cell in own))
        last = self._line_of(max(cell.end for cell in own))
        return Span(start=first.start, end=last.end, line=first.number)
