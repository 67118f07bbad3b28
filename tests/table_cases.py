"""Composed tables for the tests: as a carrier gives them, and what they read as."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zeren.carry import Cell, Table
from zeren.read.lines import lines
from zeren.read.tables import HeadRow, RoleCell, TableReader, TaskRow, find_tables
from zeren.read.words import Words

__all__ = ["drawn", "read_tables", "record"]


@dataclass(frozen=True, kw_only=True)
class _Drawn:
    """A text with the cells of its tables."""

    text: str
    tables: list[Table]


def drawn(picture: str) -> _Drawn:
    """Return the text and the tables of a picture of them, as carriers give those that a format marks.

    A line with ``|`` is a row: ``^`` is the cell above once more, ``<`` the one at the left, ``⏎`` a line end
    inside a cell. A line that begins with ``#`` is a paragraph, which ends a table.
    """
    text = ""
    tables: list[list[tuple[Cell, ...]]] = [[]]
    for line in picture.splitlines():
        if line.startswith("#"):
            text += line[1:].strip() + "\n"
            tables.append([])
            continue
        row: list[Cell] = []
        for at, part in enumerate(part.strip() for part in line.split("|")):
            text += "\t" if at else ""
            if part in ("^", "<"):
                row.append(tables[-1][-1][at] if part == "^" else row[-1])
                continue
            words = part.replace("⏎", "\n")
            row.append(Cell(start=len(text), end=len(text) + len(words)))
            text += words
        text += "\n"
        tables[-1].append(tuple(row))
    return _Drawn(text=text, tables=[tuple(rows) for rows in tables if rows])


def read_tables(file: Path, words: Words) -> dict[str, Any]:
    """Return what a file of tables reads as, in the form of the files of expected rows."""
    picture = file.read_text(encoding="utf-8")
    is_drawn = file.suffix == ".grid"
    text = drawn(picture).text if is_drawn else picture
    tables = drawn(picture).tables if is_drawn else find_tables(lines(text), words)
    reader = TableReader(text, lines(text), words)
    found: list[dict[str, Any]] = []
    warnings: dict[str, list[str]] = {}
    for table in tables:
        rows, notes = reader.rows(table)
        for note in notes:
            warnings.setdefault(str(note.line), []).append(note.en)
        if rows:
            ends = (table[0][0].start, max(cell.end for cell in table[-1]))
            found.append(
                {
                    "lines": [text.count("\n", 0, end) + 1 for end in ends],
                    "rows": [record(row, text) for row in rows],
                }
            )
    return {"tables": found, "warnings": warnings}


def record(row: TaskRow | HeadRow, text: str) -> dict[str, Any]:
    """Return a row as the files of expected rows write it: what is empty is left out."""

    def said(cell: Cell | RoleCell | None) -> str | None:
        return None if cell is None else text[cell.start : cell.end]

    assert text[row.span.start - 1 : row.span.start] in ("", "\n")
    assert text[row.span.end : row.span.end + 1] in ("", "\n")
    assert text.count("\n", 0, row.span.start) + 1 == row.span.line
    if isinstance(row, HeadRow):
        head = {"line": row.span.line, "head": said(row.text)}
        return head | ({"number": said(row.number)} if row.number else {})
    whole = {
        "line": row.span.line,
        "number": said(row.number),
        "text": said(row.text),
        "roles": [[cell.role, cell.word, said(cell)] for cell in row.roles],
        "due": said(row.due),
        "division": said(row.division),
        "groups": [said(cell) for cell in row.groups],
        "left_out": [said(cell) for cell in row.left_out],
    }
    return {key: value for key, value in whole.items() if value}
