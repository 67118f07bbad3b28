"""A table that goes on over pages as one: its header once, a row that a page breaks whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from .layout import Placed
from .pdf_lines import joined
from .pdf_pages import Fragment, Part

__all__ = ["is_continued", "one_table"]

#: Tenths of points by which the columns of one table may differ from page to page.
_OFF = 30
_MOST_HEADER_ROWS = 3
#: A cell's text that ends so is whole.
_ENDS = tuple("。;.!)\uff1b\uff01\uff09")


def is_continued(above: Fragment, below: Fragment) -> bool:
    """Whether a table at the head of a page, with the same columns, goes on that at the foot of the last."""
    sides = [
        (min(part.column for part in table.parts), max(part.column + part.columns for part in table.parts))
        for table in (above, below)
    ]
    starts = {part.column for part in above.parts}
    return (
        below.page == above.page + 1
        and all(abs(one - other) <= _OFF for one, other in zip(*sides, strict=True))
        and all(min(abs(part.column - start) for start in starts) <= _OFF for part in below.parts)
    )


def one_table(fragments: Sequence[Fragment]) -> list[Placed]:
    """Return the cells of a table that stands on one page or more."""
    parts = sorted(fragments[0].parts, key=_order)
    starts = sorted({part.column for part in parts})
    header = _rows(parts)[:_MOST_HEADER_ROWS]
    for fragment in fragments[1:]:
        snapped = [
            replace(part, column=min(starts, key=lambda start: abs(start - part.column)))
            for part in sorted(fragment.parts, key=_order)
        ]
        rows = _rows(snapped)
        repeated = 0
        while repeated < min(len(header), len(rows)) and _says(rows[repeated]) == _says(header[repeated]):
            repeated += 1
        if repeated < len(rows):
            parts = _below(parts, rows[repeated:])
    return [Placed(part.row, part.column, part.text, part.rows, part.columns) for part in parts]


def _order(part: Part) -> tuple[int, int]:
    return part.row, part.column


def _rows(parts: Sequence[Part]) -> list[list[Part]]:
    return [list(row) for _, row in groupby(parts, key=lambda part: part.row)]


def _says(row: Sequence[Part]) -> list[tuple[int, str]]:
    return [(part.column, part.text) for part in row if part.text]


def _below(parts: list[Part], rows: list[list[Part]]) -> list[Part]:
    """Put rows below a table; what the break of the page parted becomes one again."""
    bottom = max(part.row + part.rows for part in parts)
    #: Where the table's last cell of each column is, if it reaches the end.
    last = {part.column: at for at, part in enumerate(parts) if part.row + part.rows >= bottom - _OFF}
    first = rows[0]
    if _is_rest(first, {column: parts[at].text for column, at in last.items()}):
        for part in first:
            if part.text and part.column in last:
                above = parts[last[part.column]]
                wrapped = part.lead > above.free
                text = joined(above.text, part.text) if wrapped else f"{above.text}\n{part.text}"
                parts[last[part.column]] = replace(above, text=text.strip(), free=part.free)
        rows = rows[1:]
    else:
        second = rows[1][0].row if len(rows) > 1 else 0
        for part in list(first):
            goes_on = part is first[0] or part.row + part.rows > second > 0
            if not part.text and part.column in last and goes_on:
                above = parts[last[part.column]]
                parts[last[part.column]] = replace(above, rows=bottom - above.row + part.rows)
                first.remove(part)
    top = min((part.row for row in rows for part in row), default=0)
    return parts + [replace(part, row=part.row - top + bottom) for row in rows for part in row]


def _is_rest(row: Sequence[Part], above: dict[int, str]) -> bool:
    """Whether a row is the rest of the one above: one of them has no number, and that one's words go on."""
    going_on = [part for part in row if part.text and above.get(part.column)]
    if not going_on or bool(row[0].text) == bool(above.get(row[0].column)):
        return False
    longest = max((above[part.column] for part in going_on), key=len)
    return not longest.endswith(_ENDS)
