"""CSV and TSV: a table, with its title as lines above it; each row keeps its line number."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from .carried import Content
from .layout import Placed, Writer
from .sheets import write_sheet

__all__ = ["read_delimited"]

#: So many rows tell which sign parts the cells.
_SAMPLE = 200


def read_delimited(text: str, suffix: str) -> Content:
    r"""Read a table whose cells a sign parts: TAB in a .tsv, else the sign that makes the most even rows.

    >>> read_delimited("任务分解表,,\n序号,任务,单位\n1,\"修路,\n架桥\",市甲局\n", ".csv").text
    '任务分解表\n序号\t任务\t单位\n1\t修路,\n架桥\t市甲局\n'
    """
    if text.startswith("sep=") and text[5:6] == "\n":  # A spreadsheet's word to others of its kind.
        parting, text = text[4], "\n" + text[6:]
    else:
        parting = _parting(text) if suffix.lower() == ".csv" else "\t"
    cells: list[Placed] = []
    lines: dict[int, int] = {}
    for line, row in _rows(text, parting):
        lines[len(lines)] = line
        cells += (Placed(len(lines) - 1, column, cell) for column, cell in enumerate(row))
    writer = Writer()
    write_sheet(writer, cells, lines)
    return writer.content()


def _rows(text: str, parting: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row that is not empty, and the line on which it begins."""
    before = csv.field_size_limit(len(text) + 1)  # A cell may be as long as the file.
    try:
        reader = csv.reader(io.StringIO(text), delimiter=parting)
        begun = 1
        for row in reader:
            if any(cell.strip() for cell in row):
                yield begun, row
            begun = reader.line_num + 1
    finally:
        csv.field_size_limit(before)


def _parting(text: str) -> str:
    """Return the sign by which most rows come out equally wide."""

    def even(sign: str) -> int:
        widths = Counter(len(row) for _, row in islice(_rows(text, sign), _SAMPLE))
        return max((times for width, times in widths.items() if width > 1), default=0)

    return max(",;\t|", key=even)
