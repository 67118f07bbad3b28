"""Plain text: what the file says, sign for sign; only a table drawn with lines is unwrapped in its place."""

from __future__ import annotations

from collections.abc import Iterator

from .boxes import drawn_tables, may_be_drawn
from .carried import Cell, Content, Table

__all__ = ["read_plain"]


def read_plain(text: str) -> Content:
    r"""Read a plain text; each line keeps its number.

    >>> content = read_plain("附表\n┌──┬──┐\n│任务│单位│\n├──┼──┤\n│修路│市甲│\n│    │局  │\n└──┴──┘\n")
    >>> content.text
    '附表\n\n任务\t单位\n\n修路\t市甲局\n\n\n'
    """
    if not may_be_drawn(text):
        return Content(text)
    lines = text.split("\n")
    parts: list[str] = []
    tables: list[Table] = []
    offset = done = 0
    for start, end, drawn in drawn_tables(lines):
        before = "".join(line + "\n" for line in lines[done:start])
        parts += [before, drawn.text]
        offset += len(before)
        tables += (tuple(_moved(table, offset)) for table in drawn.tables)
        offset += len(drawn.text)
        done = end
    if done == len(lines):  # The last line has no line end.
        parts[-1] = parts[-1][:-1]
    return Content("".join(parts) + "\n".join(lines[done:]), tuple(tables))


def _moved(table: Table, by: int) -> Iterator[tuple[Cell, ...]]:
    for row in table:
        yield tuple(Cell(start=cell.start + by, end=cell.end + by) for cell in row)
