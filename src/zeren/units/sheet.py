"""A table as a spreadsheet writes it: CSV with its habits borne, and a line number in every error."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from ..errors import ZerenError

__all__ = ["Faults", "Row", "Sheet", "once", "records"]

Record = TypeVar("Record")

#: What parts two names in one cell.
_PART = "|"
#: What people part names with instead; a name that holds one outside brackets is two names.
_NO_PART = re.compile("[、，,;；｜]")
_BRACKETS = re.compile(r"[(（〈《][^()（）〈〉《》]*[)）〉》]")
_SLUG = re.compile("[a-z0-9]+(-[a-z0-9]+)*")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
#: A day as a spreadsheet shows it, year first: no other order can be told apart.
_SHOWN_DAY = re.compile(r"(\d{4})[/.年-](\d{1,2})[/.月-](\d{1,2})日?", re.ASCII)
#: What a spreadsheet writes where a formula failed.
_FAILED = re.compile(r"#(?:[A-Z]+[!?]|N/A|DIV/0!|#+)")


class Faults:
    """What is wrong with tables; as a context it takes note of an error and goes on behind the block."""

    def __init__(self) -> None:
        self.found: list[ZerenError] = []

    def __enter__(self) -> Faults:
        """Begin a block whose error is to be noted."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        """Note the error, if it is one of the table's."""
        if isinstance(error, ZerenError):
            self.found.append(error)
            return True
        return False


@dataclass(frozen=True)
class Row:
    """One row: where it stands, and its cells by column; a column that the table leaves out is empty."""

    where: str
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        """Return a cell."""
        return self.cells.get(column, "")

    def need(self, ok: bool, en: str, zh: str, mend: str) -> None:
        """Raise an error that names this row, unless all is well."""
        if not ok:
            raise ZerenError(f"{self.where}: {en} {zh}", mend=mend)

    def names(self, column: str) -> tuple[str, ...]:
        """Return the names of a cell, parted by ``|``."""
        parts = tuple(self[column].split(_PART)) if self[column] else ()
        for part in parts:
            clean = bool(part) and part == part.strip()
            self.need(
                clean, f"{column} has an empty or spaced name.", f"{column} 有空名或空格。", "Write a|b."
            )
            one = _NO_PART.search(_BRACKETS.sub("", part)) is None
            self.need(one, f"{column} {part!r} is several names.", "一格多名。", "Part names with |.")
        return parts

    def name(self, column: str) -> str:
        """Return the one name of a cell, or an empty string."""
        names = self.names(column)
        self.need(
            len(names) < 2, f"{column} is several names.", "只能有一个名称。", "Put the others into aliases."
        )
        return names[0] if names else ""

    def one_of(self, column: str, choices: Iterable[str]) -> str:
        """Return a cell that holds one of some words."""
        known = sorted(choices)
        self.need(
            self[column] in known,
            f"{column} {self[column]!r} is unknown.",
            f"{column} 不在可选值之内。",
            f"Use one of {', '.join(known)}.",
        )
        return self[column]

    def yes(self, column: str) -> bool:
        """Return whether a cell says yes; it says that or nothing."""
        ok = self[column] in ("", "yes")
        self.need(ok, f"{column} {self[column]!r} is unknown.", "只能填 yes 或留空。", "Use yes, or nothing.")
        return bool(self[column])

    def slug(self, column: str) -> str:
        """Return a cell that is the end of an IRI."""
        ok = _SLUG.fullmatch(self[column]) is not None
        self.need(
            ok,
            f"{column} {self[column]!r} is not lower-case ASCII words joined by hyphens.",
            "只能用小写拼音、数字和连字符。",
            "Use pinyin, such as shi-jiao-yu-ju.",
        )
        return self[column]

    def day(self, column: str) -> date | None:
        """Return a cell that is a day, None where it is empty."""
        written = self[column]
        if not written:
            return None
        day = _as_day(written) if _DAY.fullmatch(written) else None
        if day:
            return day
        shown = _SHOWN_DAY.fullmatch(written)
        meant = _as_day("{}-{:0>2}-{:0>2}".format(*shown.groups())) if shown else None
        self.need(
            False,
            f"{column} {written!r} is no date.",
            "日期须写作 2019-01-09。",
            f"Write {meant or '2019-01-09 (year-month-day)'} in a column formatted as text:"
            " a spreadsheet rewrites dates.",
        )
        return None


def _as_day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A form of table: the columns that it must have, each cell filled, and those that it may have."""

    needed: tuple[str, ...]
    optional: tuple[str, ...] = ()

    def read(self, path: Path, faults: Faults) -> tuple[tuple[str, ...], list[Row]]:
        """Return the columns of a file and its rows; what is wrong with one row leaves the others.

        Borne are a byte-order mark, any line ends, semicolons or tabs for commas, any order of the columns,
        empty rows and columns, and empty cells left out at a row's end.

        Raises:
            ZerenError: the file cannot be read, is no CSV, or its head is wrong.
        """
        lines = self._lines(path)
        where, head = next(lines, (f"{path}, line 1", []))
        while head and not head[-1]:
            head.pop()
        self._check_head(Row(where, {}), head)
        rows = []
        for where, cells in lines:
            with faults:
                if any(cells):
                    rows.append(self._row(where, head, cells))
        return tuple(head), rows

    @staticmethod
    def _lines(path: Path) -> Iterator[tuple[str, list[str]]]:
        """Yield each line's cells with the place of its first line."""
        try:
            text = path.read_bytes().decode("utf-8-sig")
        except OSError as error:
            reason = (error.strerror or "cannot be read").lower()
            raise ZerenError(f"{path}: {reason}.", mend="Restore the table.") from error
        except UnicodeDecodeError as error:
            raise ZerenError(
                f"{path}: no CSV in UTF-8 ({error.reason}). 不是 UTF-8 编码的 CSV。",
                mend="Save it from the spreadsheet as CSV UTF-8.",
            ) from error
        first = re.split("[\r\n]", text, maxsplit=1)[0]
        delimiter = next((sign for sign in first if sign in ",;\t"), ",")
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        begun = 1
        try:
            for cells in reader:
                yield f"{path}, line {begun}", cells
                begun = reader.line_num + 1
        except csv.Error as error:
            raise ZerenError(
                f"{path}, line {begun}: no CSV ({error}). 引号有误。",
                mend="Close every quote, and double those inside a cell.",
            ) from error

    def _check_head(self, row: Row, head: list[str]) -> None:
        allowed = ", ".join((*self.needed, *self.optional))
        for column in head:
            known = column in self.needed or column in self.optional
            row.need(known, f"column {column!r} is unknown.", "列名未知。", f"The columns are {allowed}.")
            once = head.count(column) == 1
            row.need(once, f"column {column} stands twice.", "列名重复。", "Keep one.")
        for column in self.needed:
            row.need(
                column in head, f"no column {column}.", "缺少列。", f"Add it; the columns are {allowed}."
            )

    def _row(self, where: str, head: list[str], cells: list[str]) -> Row:
        row = Row(where, dict(zip(head, cells, strict=False)))
        whole = not any(cells[len(head) :])
        row.need(whole, f"more than {len(head)} cells.", "单元格多于列数。", "Quote cells that hold a comma.")
        for column, cell in row.cells.items():
            row.need(
                cell == cell.strip(), f"{column} has spaces around it.", "首尾有空格。", "Take them away."
            )
            seen = not any(unicodedata.category(sign) in ("Cc", "Cf") for sign in cell)
            row.need(seen, f"{column} holds a sign that cannot be seen.", "含不可见字符。", "Type it anew.")
            formed = _FAILED.fullmatch(cell) is None
            row.need(
                formed, f"{column} {cell!r} is a failed formula.", "公式出错。", "Type what it stood for."
            )
        for column in self.needed:
            row.need(bool(row[column]), f"{column} is empty.", f"{column} 为空。", "Fill it in.")
        return row


def records(
    path: Path, sheet: Sheet, record: Callable[[Row], Record], faults: Faults
) -> tuple[tuple[str, ...], list[tuple[Row, Record]]]:
    """Return the columns of a table and its rows, each with its record; nothing where it is not there."""
    columns: tuple[str, ...] = ()
    found: list[tuple[Row, Record]] = []
    with faults:
        columns, rows = sheet.read(path, faults) if path.exists() else ((), [])
        for row in rows:
            with faults:
                found.append((row, record(row)))
    return columns, found


def once(named: Iterable[tuple[Row, str]], faults: Faults) -> None:
    """Note each name that stands in two rows."""
    seen: dict[str, Row] = {}
    for row, name in named:
        first = seen.setdefault(name, row)
        with faults:
            row.need(first is row, f"{name} stands at {first.where} too.", "重复。", "Keep it in one row.")
