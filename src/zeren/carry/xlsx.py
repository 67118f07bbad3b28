"""Excel workbooks: each sheet in order, numbers as they show, formulas by their last result.

Hidden rows, columns and sheets are read like others: a filter hides what the document still says. A sheet's
name is no content. Only cells that hold something are kept, so that a far one costs nothing; openpyxl and
calamine give room to all between, so the XML is read by lxml (ECMA-376 part 1, 18).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from .carried import Content, UnreadableError
from .layout import Placed, Writer
from .number_formats import BUILT_IN, shown
from .package import Package, attribute, local
from .sheets import write_sheet

__all__ = ["read_xlsx"]

_MOST_CELLS = 2_000_000
_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})", re.IGNORECASE)
#: Signs that XML cannot hold are written by their codes; those that are none stay as they are.
_ESCAPED = re.compile(r"_x(?!d[89a-f])([0-9a-f]{4})_", re.IGNORECASE)


class _Book(NamedTuple):
    """What the sheets of a workbook share."""

    strings: list[str]
    formats: list[str]
    from_1904: bool


def read_xlsx(data: bytes) -> Content:
    """Read a workbook (also one with macros, which are never looked at)."""
    package = Package(data)
    main = package.main()
    relations = package.relations(main)
    parts = {relation.kind: relation.target for relation in relations.values()}
    root = package.xml(main)
    about = next(root.iter("{*}workbookPr"), None)
    book = _Book(
        strings=list(_strings(package, parts.get("sharedStrings"))),
        formats=_formats(package, parts.get("styles")),
        from_1904=attribute(about, "date1904") in {"1", "true"},
    )
    writer = Writer()
    for sheet in root.iter("{*}sheet"):
        relation = relations.get(attribute(sheet, "id") or "")
        if relation and relation.kind == "worksheet":
            write_sheet(writer, _cells(package, relation.target, book))
    return writer.content()


def _strings(package: Package, part: str | None) -> Iterator[str]:
    if part and package.has(part):
        for item in package.elements(part, "si"):
            yield _rich(item)


def _rich(item: etree._Element) -> str:
    """Return a string's runs without the reading aids of Japanese."""
    texts = (
        text.text or ""
        for text in item.iter("{*}t")
        if local(text.getparent()) != "rPh"  # type: ignore[arg-type]
    )
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), "".join(texts))


def _formats(package: Package, part: str | None) -> list[str]:
    """Return the number format of each style that a cell can have."""
    if not part or not package.has(part):
        return []
    root = package.xml(part)
    own = {
        attribute(form, "numFmtId"): attribute(form, "formatCode") or "General"
        for form in root.iter("{*}numFmt")
    }
    codes = []
    for styles in root.iter("{*}cellXfs"):
        for style in styles:
            number = attribute(style, "numFmtId") or "0"
            built_in = BUILT_IN.get(int(number), "General") if number.isdecimal() else "General"
            codes.append(own.get(number, built_in))
    return codes


def _cells(package: Package, part: str, book: _Book) -> list[Placed]:
    cells: dict[tuple[int, int], Placed] = {}
    row = 0
    for element in package.elements(part, "row", "mergeCell"):
        if local(element) == "mergeCell":
            _merge(cells, attribute(element, "ref") or "")
            continue
        number = attribute(element, "r") or ""
        row = int(number) if number.isdecimal() else row + 1
        column = 0
        for cell in element:
            if local(cell) != "c":
                continue
            place = _PLACE.fullmatch(attribute(cell, "r") or "")
            column = _column(place[1]) if place else column + 1
            text = _text(cell, book)
            if text.strip():
                cells[row, column] = Placed(row, column, text)
        if len(cells) > _MOST_CELLS:
            raise UnreadableError(
                f"a sheet with more than {_MOST_CELLS} cells. 工作表过大。",
                mend="Keep the cells that belong to the document and leave out the rest.",
            )
    return [cells[place] for place in sorted(cells)]


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _merge(cells: dict[tuple[int, int], Placed], reference: str) -> None:
    """Let the first cell of a merged range span it; the others do not show."""
    corners = [_PLACE.fullmatch(corner) for corner in reference.split(":")]
    if len(corners) != 2 or not corners[0] or not corners[1]:
        return
    left, right = _column(corners[0][1]), _column(corners[1][1])
    top, bottom = int(corners[0][2]), int(corners[1][2])
    cell = cells.get((top, left))
    if cell:
        cells[top, left] = cell._replace(rows=max(bottom - top + 1, 1), columns=max(right - left + 1, 1))


def _text(cell: etree._Element, book: _Book) -> str:
    """Return what a cell shows."""
    kind = attribute(cell, "t") or "n"
    value = next((part.text or "" for part in cell if local(part) == "v"), "")
    if kind == "inlineStr":
        return "".join(_rich(part) for part in cell if local(part) == "is")
    if kind == "s":
        at = int(value) if value.isdecimal() else -1
        return book.strings[at] if 0 <= at < len(book.strings) else ""
    if kind == "b":
        return {"1": "TRUE", "0": "FALSE"}.get(value, value)
    if kind == "n" and not value:
        # A formula that nothing has worked out yet: better its own words than silence.
        return next((f"={part.text}" for part in cell if local(part) == "f" and part.text), "")
    if kind != "n":
        return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)
    style = attribute(cell, "s") or "0"
    at = int(style) if style.isdecimal() else 0
    code = book.formats[at] if at < len(book.formats) else "General"
    try:
        return shown(float(value), code, from_1904=book.from_1904)
    except ValueError:
        return value
