"""What a table says, row by row: cells by what they hold, as offsets into the document."""

from __future__ import annotations

from dataclasses import dataclass

from ...carry import Cell
from ...records import Span

__all__ = ["HeadRow", "RoleCell", "TaskRow"]


@dataclass(frozen=True, kw_only=True)
class RoleCell:
    """Units or persons in one role; ``word`` is the column's own, without white space inside."""

    role: str
    word: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class TaskRow:
    """A row that is a task, with the rows that go on with it.

    ``span`` are its own lines: a cell that it shares may stand on others. ``text`` is one stretch of the
    document, with TABs or line ends inside where several columns make up the text. ``roles`` go from left to
    right. ``division`` says in a sentence who does what. ``groups`` are cells that it shares with other rows
    and that are no text of its own: headings, the outermost first. ``left_out`` is in no record.
    """

    span: Span
    number: Cell | None
    text: Cell
    roles: tuple[RoleCell, ...]
    due: Cell | None
    division: Cell | None
    groups: tuple[Cell, ...]
    left_out: tuple[Cell, ...]


@dataclass(frozen=True, kw_only=True)
class HeadRow:
    """A row that is a heading; ``number`` where it stands in a cell of its own (一 | 经济发展)."""

    span: Span
    text: Cell
    number: Cell | None = None
