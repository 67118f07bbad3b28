"""Old Excel workbooks (.xls), by xlrd: read as the new ones are."""

from __future__ import annotations

import io

import xlrd
from xlrd.biffh import XLRDError

from .carried import Content, UnreadableError
from .layout import Placed, Writer
from .number_formats import shown
from .sheets import write_sheet

__all__ = ["read_xls"]


def read_xls(data: bytes) -> Content:
    """Read a workbook of Excel 97 to 2003."""
    try:
        # Formats come with the sheets' merged cells; xlrd reports what it finds odd to a log.
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, ragged_rows=True, logfile=io.StringIO()
        )
    except XLRDError as error:
        raise UnreadableError(
            f"an old Excel workbook that cannot be read ({error}). 旧版工作簿无法读取。",
            mend="Open it, save it as .xlsx without a password, and read that.",
        ) from error
    writer = Writer()
    for sheet in book.sheets():
        write_sheet(writer, _cells(book, sheet))
    return writer.content()


def _cells(book: xlrd.Book, sheet: xlrd.sheet.Sheet) -> list[Placed]:
    cells: dict[tuple[int, int], Placed] = {}
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            text = _text(book, cell)
            if text.strip():
                cells[row, column] = Placed(row, column, text)
    for top, bottom, left, right in sheet.merged_cells:
        if placed := cells.get((top, left)):
            cells[top, left] = placed._replace(rows=bottom - top, columns=right - left)
    return list(cells.values())


def _text(book: xlrd.Book, cell: xlrd.sheet.Cell) -> str:
    value = cell.value
    if isinstance(value, str):
        return value
    if cell.ctype in {xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE}:
        style = book.xf_list[cell.xf_index or 0]
        return shown(value, book.format_map[style.format_key].format_str, from_1904=bool(book.datemode))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if value else "FALSE"
    return str(xlrd.error_text_from_code.get(int(value), ""))
