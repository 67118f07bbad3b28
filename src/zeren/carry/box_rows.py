"""The lines of a drawn table to its cells: which pieces go on in the next line, and where a row begins."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

from .layout import Placed

__all__ = ["ENDS", "RowReader"]

#: Stands for a piece of a line that is ruled: here the cell above ends.
ENDS = "\0"
#: A left-aligned piece that leaves this much of its cell free was not wrapped: what follows begins anew.
_FREE = 4


@dataclass(kw_only=True)
class _Growing:
    """A cell while its lines are read."""

    row: int
    first: int
    after: int
    rows: int = 1
    words: list[str] = field(default_factory=list)
    last: str = ""

    def add(self, piece: str) -> None:
        """Put the next line of the cell behind those before it."""
        words = piece.strip()
        if not words:
            return
        if self.words and (self._ended() or _latin(self.words[-1][-1], words[0])):
            self.words.append(" ")
        self.words.append(words)
        self.last = piece

    def _ended(self) -> bool:
        return _free(self.last) >= _FREE and len(self.last) - len(self.last.lstrip()) < _FREE

    @property
    def text(self) -> str:
        return "".join(self.words)


class RowReader:
    """Reads a table line by line.

    ``starts`` says on which line each row starts. A table that is not ``ruled`` has no rules between the rows
    below its header: there a row begins where the line above was not wrapped.
    """

    def __init__(self, columns: int, *, ruled: bool) -> None:
        self.starts: dict[int, int] = {}
        self._ruled = ruled
        self._open: list[_Growing | None] = [None] * columns
        self._done: list[_Growing] = []
        self._row = 0
        self._wrapped = True

    def read(self, number: int, pieces: list[str], columns: list[tuple[int, int]]) -> bool:
        """Read a line; False where its pieces do not fit those above."""
        if ENDS not in pieces:
            if self._begins(pieces):
                self._end(columns)
            self._wrapped = any(piece.strip() and _free(piece) < _full(piece) for piece in pieces)
            return all(self._add(number, piece, span) for piece, span in zip(pieces, columns, strict=True))
        going_on = [(piece, span) for piece, span in zip(pieces, columns, strict=True) if piece != ENDS]
        if not all(self._add(number, piece, span) for piece, span in going_on):
            return False
        self._end([span for piece, span in zip(pieces, columns, strict=True) if piece == ENDS])
        return True

    def cells(self) -> list[Placed]:
        """Return the cells that were read."""
        return [
            Placed(cell.row, cell.first, cell.text, cell.rows, cell.after - cell.first) for cell in self._done
        ]

    def _begins(self, pieces: list[str]) -> bool:
        """Whether a row begins here without a rule above it: a number follows, or nothing was wrapped."""
        above = self._open[0]
        if above is None or not pieces[0].strip():
            return False
        words = pieces[0].strip()
        if words.isdecimal() and above.text.isdecimal():
            return int(words[:9]) == int(above.text[:9]) + 1
        return not self._ruled and not self._wrapped

    def _end(self, columns: list[tuple[int, int]]) -> None:
        """End the cells of these columns; those of others span the next row, too."""
        for first, after in columns:
            self._open[first:after] = [None] * (after - first)
        self._row += 1
        for cell in {id(cell): cell for cell in self._open if cell}.values():
            cell.rows += 1

    def _add(self, number: int, piece: str, span: tuple[int, int]) -> bool:
        first, after = span
        cell = self._open[first]
        if cell is None and not any(self._open[first:after]):
            cell = _Growing(row=self._row, first=first, after=after)
            self._open[first:after] = [cell] * (after - first)
            self._done.append(cell)
            self.starts.setdefault(self._row, number)
        if cell is None or (cell.first, cell.after) != span:
            return False
        cell.add(piece)
        return True


def _free(piece: str) -> int:
    """Return how many columns a piece leaves free at its end."""
    ended = piece.rstrip()
    return sum(_wide(sign) for sign in piece[len(ended) :])


def _full(piece: str) -> int:
    """Return how little a wrapped piece leaves free: a sign, in wide columns a sign and a stop."""
    return 2 if len(piece) <= _FREE * 2 else _FREE


def _wide(sign: str) -> int:
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def _latin(before: str, after: str) -> bool:
    return before.isascii() and before.isalpha() and after.isascii() and after.isalpha()
