"""What a carrier yields: a text, its tables as places in it, and why a file cannot be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

__all__ = ["Carried", "Cell", "Content", "Row", "Table", "UnreadableError"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """A cell's place in the text. One that spans rows or columns is given again in each of them."""

    start: int
    end: int


#: The cells of a table's row, one a column, from left to right.
Row = tuple[Cell, ...]
#: The rows of a table, from top to bottom, the header's among them; all of one length.
Table = tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class Carried:
    """A document's text (no BOM, LF, not normalised), its tables, and the digests of its bytes and text.

    ``tables`` are those that the format marks as such, in the order of the text; of plain text those that
    are drawn with box characters.
    """

    text: str
    bytes_sha256: str
    text_sha256: str
    tables: tuple[Table, ...] = ()


class Content(NamedTuple):
    """What a carrier finds in the bytes of a file."""

    text: str
    tables: tuple[Table, ...] = ()


class UnreadableError(Exception):
    """A file is not what a carrier reads: ``reason`` says why, ``mend`` what the user can do about it."""

    def __init__(self, reason: str, *, mend: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.mend = mend
