"""Rows of a spreadsheet or CSV: what stands alone above the header is a title, the rest one table."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from .layout import Placed, Writer

__all__ = ["write_sheet"]


def write_sheet(writer: Writer, cells: Sequence[Placed], lines: dict[int, int] | None = None) -> None:
    """Write the cells of one sheet.

    Args:
        writer: where to.
        cells: the cells row by row.
        lines: the source's line of each row, to write it on the same line.
    """
    begin = 0
    for row, of_row in groupby(cells, key=lambda cell: cell.row):
        in_row = list(of_row)
        told = [cell for cell in in_row if cell.text.strip()]
        if len(told) > 1:
            break
        begin += len(in_row)
        if told:
            writer.down_to(lines[row] if lines else 0)
            writer.line(told[0].text.strip())
    rows = sorted({cell.row for cell in cells[begin:]})
    writer.table(cells[begin:], lines=[lines[row] for row in rows] if lines else ())
