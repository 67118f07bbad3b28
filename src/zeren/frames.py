"""Answers as typed columns: data frames, Parquet, XLSX. The libraries are the extra ``zeren[frames]``.

A column has a type if all its values have it: integers, decimals (exact), floats, booleans, dates. Anything
else is text, IRIs too; nothing is rounded, and what a format cannot hold is an error, never a loss.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import pyoxigraph as ox

from .cite import Citation
from .errors import ZerenError
from .namespaces import PREFIXES

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

__all__ = ["Column", "pandas_frame", "parquet_file", "polars_frame", "typed_columns", "xlsx_file"]

_Type = Literal["text", "integer", "decimal", "float", "boolean", "date"]
_Value: TypeAlias = str | int | Decimal | float | bool | date | None

_XSD = PREFIXES["xsd"]
#: XSD datatype -> type of a column; what is not here is text.
_TYPES: dict[str, _Type] = {
    **dict.fromkeys(("integer", "int", "long", "short", "nonNegativeInteger", "positiveInteger"), "integer"),
    "decimal": "decimal",
    **dict.fromkeys(("double", "float"), "float"),
    "boolean": "boolean",
    "date": "date",
}
_PARSE: dict[_Type, Callable[[str], _Value]] = {
    "text": str,
    "integer": int,
    "decimal": Decimal,
    "float": lambda text: float(text.replace("INF", "inf")),
    "boolean": lambda text: {"true": True, "1": True, "false": False, "0": False}[text],
    "date": date.fromisoformat,
}
#: What polars' decimals hold.
_DIGITS = 38
#: What Excel holds: https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3
_SHEET_ROWS, _CELL_LENGTH, _EXACT_DIGITS, _FIRST_YEAR = 1_048_576, 32_767, 15, 1900
_WIDTHS = {"text": 28, "integer": 10, "decimal": 14, "float": 14, "boolean": 8, "date": 12}


@dataclass(frozen=True)
class Column:
    """A column: its name, the type that all its values have, and the values (None: unbound)."""

    name: str
    type: _Type
    values: Sequence[_Value]


def typed_columns(names: Sequence[str], data: bytes) -> list[Column]:
    """Return the columns of SPARQL JSON, each with the type that fits all its values."""
    solutions = ox.parse_query_results(data, format=ox.QueryResultsFormat.JSON)
    rows = [tuple(solution) for solution in solutions] if isinstance(solutions, ox.QuerySolutions) else []
    return [_column(name, [row[index] for row in rows]) for index, name in enumerate(names)]


def _column(name: str, terms: Sequence[Any]) -> Column:
    types = {_type(term) for term in terms if term is not None}
    # An integer is a decimal too (https://www.w3.org/TR/xmlschema11-2/#integer).
    kind = "decimal" if types == {"integer", "decimal"} else types.pop() if len(types) == 1 else "text"
    texts = [term if term is None else str(getattr(term, "value", term)) for term in terms]
    try:
        values = [text if text is None else _PARSE[kind](text) for text in texts]
        if kind == "decimal":
            _precision(values)
        if kind == "integer" and any(not -(2**63) <= int(v) < 2**63 for v in values if isinstance(v, int)):
            raise ValueError("more than 64 bits")
    except (ValueError, KeyError, ArithmeticError):  # not of the form or size that its datatype promises
        return Column(name, "text", texts)
    return Column(name, kind, values)


def _type(term: object) -> _Type:
    """Return the type of a term.

    >>> _type(ox.Literal(3)), _type(ox.Literal("3")), _type(ox.NamedNode("urn:x"))
    ('integer', 'text', 'text')
    """
    datatype = term.datatype.value if isinstance(term, ox.Literal) else ""
    return _TYPES.get(datatype.removeprefix(_XSD), "text") if datatype.startswith(_XSD) else "text"


def _precision(values: Sequence[_Value]) -> tuple[int, int]:
    """Return how many digits a column of decimals needs, in all and behind the point.

    >>> _precision([Decimal("1.25"), None, Decimal(25500)])
    (7, 2)
    """
    before = after = 0
    for value in values:
        if isinstance(value, Decimal):
            _, digits, exponent = value.as_tuple()
            after = max(after, -int(exponent))
            before = max(before, len(digits) + int(exponent))
    if before + after > _DIGITS:
        raise ValueError(f"more than {_DIGITS} digits")
    return max(before + after, 1), after


def _library(name: str) -> Any:  # noqa: ANN401 (any of three libraries)
    try:
        return import_module(name)
    except ImportError as error:
        what = f"{name} is not installed. 未安装 {name}。"
        raise ZerenError(what, mend="Install it with: pip install 'zeren[frames]'.") from error


def polars_frame(columns: Sequence[Column]) -> pl.DataFrame:
    """Return a polars frame.

    Raises:
        ZerenError: polars is not installed.
    """
    polars = _library("polars")

    def series(column: Column) -> pl.Series:
        dtype = {
            "text": polars.String,
            "integer": polars.Int64,
            "float": polars.Float64,
            "boolean": polars.Boolean,
            "date": polars.Date,
        }.get(column.type)
        if dtype is None:
            dtype = polars.Decimal(_DIGITS, _precision(column.values)[1])
        made: pl.Series = polars.Series(column.name, column.values, dtype=dtype)
        return made

    frame: pl.DataFrame = polars.DataFrame([series(column) for column in columns])
    return frame


def pandas_frame(columns: Sequence[Column], citation: Citation) -> pd.DataFrame:
    """Return a pandas frame; decimals stay exact, so their column holds Python's own.

    Raises:
        ZerenError: pandas is not installed.
    """
    pandas = _library("pandas")
    dtypes = {"text": "string", "integer": "Int64", "float": "Float64", "boolean": "boolean"}
    frame: pd.DataFrame = pandas.DataFrame(
        {c.name: pandas.Series(list(c.values), dtype=dtypes.get(c.type, "object")) for c in columns}
    )
    frame.attrs["citation"] = citation.as_json()
    return frame


def parquet_file(columns: Sequence[Column], citation: Citation | None) -> bytes:
    """Return a Parquet file; its metadata hold the citation, if there is one.

    Raises:
        ZerenError: polars is not installed.
    """
    metadata = {"zeren.citation": json.dumps(citation.as_json(), ensure_ascii=False)} if citation else None
    written = io.BytesIO()
    polars_frame(columns).write_parquet(written, metadata=metadata)
    return written.getvalue()


def xlsx_file(columns: Sequence[Column], citation: Citation | None) -> bytes:
    """Return an XLSX file: one sheet of rows, and a second with the citation, if there is one.

    Raises:
        ZerenError: xlsxwriter is not installed, or the answer is larger than a sheet or a cell.
    """
    xlsxwriter = _library("xlsxwriter")
    if columns and len(columns[0].values) >= _SHEET_ROWS:
        raise _too_large(f"{len(columns[0].values)} rows")
    written = io.BytesIO()
    options = {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False}
    with xlsxwriter.Workbook(written, options) as book:
        # The only date in the file is the one in the citation: the same rows give the same bytes.
        book.set_properties({"created": datetime(1980, 1, 1)})
        head, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet("rows 结果")
        sheet.freeze_panes(1, 0)
        for index, column in enumerate(columns):
            sheet.set_column(index, index, _WIDTHS[column.type])
            sheet.write_string(0, index, column.name, head)
            for number, value in enumerate(column.values, 1):
                _write_cell(sheet, number, index, value, day)
        if citation:
            _write_citation(book.add_worksheet("cite 引用"), citation, head)
    return written.getvalue()


def _write_cell(sheet: Any, row: int, column: int, value: _Value, day: object) -> None:  # noqa: ANN401
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, date) and value.year >= _FIRST_YEAR:
        sheet.write_datetime(row, column, value, day)
    elif isinstance(value, str | date) or not _is_exact(value):
        if len(str(value)) > _CELL_LENGTH:
            raise _too_large(f"a text of {len(str(value))} characters")
        sheet.write_string(row, column, str(value))
    else:
        sheet.write_number(row, column, value)


def _is_exact(number: int | Decimal | float) -> bool:
    """Say whether Excel keeps a number: it holds 15 digits, and neither infinity nor NaN.

    >>> _is_exact(Decimal("25500.5")), _is_exact(10**15 + 1), _is_exact(float("inf"))
    (True, False, False)
    """
    decimal = Decimal(number)
    if isinstance(number, float):
        return decimal.is_finite()
    return len(decimal.normalize().as_tuple().digits) <= _EXACT_DIGITS


def _write_citation(sheet: Any, citation: Citation, head: object) -> None:  # noqa: ANN401
    fields = citation.as_json()
    texts = fields.pop("text")
    lines = [("zh", texts["zh"]), ("en", texts["en"])]
    lines += [(k, v if isinstance(v, str) else json.dumps(v, ensure_ascii=False)) for k, v in fields.items()]
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 120)
    for number, (key, text) in enumerate(lines):
        sheet.write_string(number, 0, key, head)
        _write_cell(sheet, number, 1, text, None)


def _too_large(what: str) -> ZerenError:
    return ZerenError(f"XLSX cannot hold {what}. XLSX 容不下该结果。", mend="Use --format csv or parquet.")
