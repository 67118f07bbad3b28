"""The cells of a row that name units or persons: none, as above, joined with others, or both in one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ...carry import Cell
from ..lines import fold_width
from .columns import ROLE
from .grid import GridRow, Sharing
from .layout import Column, Layout
from .likeness import Likeness
from .records import RoleCell

__all__ = ["RoleCells", "Tell"]

#: Writes a note: its code, the cell whose line it is for, and what it names.
Tell = Callable[[str, Cell, str], None]

#: Units or persons in a row; what parts one from the other stands between.
_PIECE = re.compile(r"[^\s/:;()、,]+(?:[ \t]*[、,][ \t]*[^\s/:;()、,]+)*")
_PARTS = re.compile(r"[、,\s]+")


class RoleCells:
    """Reads the role columns of a table from row to row.

    Args:
        layout: the columns.
        share: which of them are the text.
        is_joined: whether the table shows which cells span rows.
        text: the document's text.
        tell: writes a note.
        like: judges cells by their words.
    """

    def __init__(
        self, layout: Layout, share: Sharing, *, is_joined: bool, text: str, tell: Tell, like: Likeness
    ) -> None:
        self._columns = [layout.columns[at] for at in layout.of(ROLE)]
        self._first_text = share.texts[0]
        self._is_joined, self._text, self._tell, self._like = is_joined, text, tell, like
        self._above: dict[int, Cell] = {}
        self._told: set[int] = set()
        #: Cells of the row that was read last which are in no record.
        self.left_out: list[Cell] = []

    def part(self) -> None:
        """Forget the cells above: a heading stands between."""
        self._above = {}

    def part_right_of(self, place: int) -> None:
        """Forget the cells above that an outer cell, which begins anew, no longer spans."""
        for column in self._columns:
            if place < column.at < self._first_text:
                self._above.pop(column.at, None)

    def read(self, row: GridRow, *, taken: set[Cell], own: bool = False) -> Iterator[RoleCell]:
        """Yield the assignees of a row from left to right.

        Args:
            row: the row.
            taken: cells that are something else: one may span the text and the roles.
            own: leave out what is given again from the row above.
        """
        wide: dict[Cell, Column] = {}
        self.left_out = []
        for column in self._columns:
            if own and column.at not in row.own:
                continue
            cell = self._cell(row, column)
            if cell is None or cell in taken:
                continue
            if cell in wide:
                self._tell("cell-wide", cell, wide[cell].word)
                continue
            wide[cell] = column
            yield from self._roles(column, cell)

    def _cell(self, row: GridRow, column: Column) -> Cell | None:
        """Return the cell that holds for a row, None where it names nobody."""
        at, cell = column.at, row.cells[column.at]
        above = self._above.get(at)
        if not row.words[at]:
            # Left of the text, one cell holds for the rows below it until the next.
            if at < self._first_text and above:
                return above
            self._doubt(row, column)
            return None
        if self._like.is_empty(row.words[at]):
            self._above.pop(at, None)
            return None
        if self._like.is_as_above(row.words[at]):
            self._tell("above" if above else "table-row", cell, row.words[at])
            return above
        self._above[at] = cell
        return cell

    def _doubt(self, row: GridRow, column: Column) -> None:
        """Tell once where a leader or a first unit may hold for the next rows too.

        Plain text and CSV do not show which cells are joined. That nobody cooperates is common.
        """
        persons = self._like.words.person_roles
        is_chief = column is self._columns[0] or any(role in persons for role, _ in _roles_of(column))
        may_span = column.at in self._above or column.at < self._first_text
        if not self._is_joined and is_chief and may_span and column.at not in self._told:
            self._told.add(column.at)
            self._tell("cell-empty", row.cells[column.at], column.word)

    def _roles(self, column: Column, cell: Cell) -> Iterator[RoleCell]:
        roles = _roles_of(column)
        if len(roles) == 1:
            yield RoleCell(role=roles[0][0], word=roles[0][1], start=cell.start, end=cell.end)
            return
        pieces = [*self._pieces(roles, cell)]
        if None in pieces or all(piece and piece.role in self._like.words.person_roles for piece in pieces):
            self._tell("cell-two-roles", cell, column.word)
            self.left_out.append(cell)
        else:
            yield from (piece for piece in pieces if piece)

    def _pieces(self, roles: tuple[tuple[str, str], ...], cell: Cell) -> Iterator[RoleCell | None]:
        """Yield units and persons of one cell each by themselves, None for what may be either."""
        words = dict(roles)
        person = next(role for role in words if role in self._like.words.person_roles)
        unit = next(role for role in words if role != person)
        folded = fold_width(self._text[cell.start : cell.end])
        for found in _PIECE.finditer(folded):
            parts = _PARTS.split(found[0])
            are_units = all(self._like.is_unit(part) for part in parts)
            are_persons = self._like.are_persons(found[0])
            role = unit if are_units else person
            yield (
                RoleCell(
                    role=role,
                    word=words[role],
                    start=cell.start + found.start(),
                    end=cell.start + found.end(),
                )
                if are_units != are_persons
                else None
            )


def _roles_of(column: Column) -> tuple[tuple[str, str], ...]:
    return column.head.roles if column.head else ()
