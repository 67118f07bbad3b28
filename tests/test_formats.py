"""Every format of an answer can be read back by others; columns have types; nothing is lost or rounded."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from math import isnan
from pathlib import Path

import openpyxl
import pandas as pd
import polars as pl
import pyoxigraph as ox
import pytest
from small_build import CLOCK, small_store, write_build

from zeren.catalogue import load
from zeren.cite import Setting
from zeren.errors import ZerenError
from zeren.frames import Column, typed_columns, xlsx_file
from zeren.query import ask
from zeren.tables import Answer

STORE = small_store()
ROWS = Path(__file__).parent / "data" / "answers" / "all-types.srj"
#: The columns of that file that have a type; all others are text.
TYPES = {
    "whole": "integer",
    "exact": "decimal",
    "both": "decimal",
    "fine": "decimal",
    "float": "float",
    "truth": "boolean",
    "day": "date",
}


def answer(name: str) -> Answer:
    """Ask the small graph at a fixed time."""
    return ask(STORE, load(name), setting=Setting(clock=CLOCK))


@pytest.fixture
def columns() -> dict[str, Column]:
    """Return columns with every type, and with what fits none."""
    data = ROWS.read_bytes()
    names = json.loads(data)["head"]["vars"]
    return {column.name: column for column in typed_columns(names, data)}


def test_the_formats_of_the_w3c() -> None:
    """Each can be read back; one that does not fit is refused."""
    rows = answer("tasks-led-by")
    assert rows.formats == ("table", "csv", "tsv", "json", "xml", "parquet", "xlsx")
    assert rows.serialize("csv").split(b"\r\n")[0] == b"scheme,lead,key,section,text,task"
    assert b"\r" not in rows.serialize("tsv")
    bindings = json.loads(rows.serialize("json"))["results"]["bindings"]
    assert bindings[0]["lead"] == {"type": "literal", "value": "市水务局", "xml:lang": "zh"}
    from_xml = ox.parse_query_results(rows.serialize("xml"), format=ox.QueryResultsFormat.XML)
    assert isinstance(from_xml, ox.QuerySolutions)
    assert len(list(from_xml)) == len(bindings) > 1
    graph = answer("task-as-graph")
    turtle = set(ox.parse(graph.serialize("turtle"), format=ox.RdfFormat.TURTLE))
    assert turtle == set(ox.parse(graph.serialize("jsonld"), format=ox.RdfFormat.JSON_LD))
    assert b"@prefix foaf" not in graph.serialize("turtle")
    for one, form, says in [
        (rows, "turtle", "does not fit"),
        (graph, "csv", "does not fit"),
        (graph, "parquet", "does not fit"),
        (rows, "ods", "no form"),
        (rows, "table", "drawn"),
    ]:
        with pytest.raises(ZerenError, match=says):
            one.serialize(form)  # type: ignore[arg-type]
    for ask_for in (graph.rows, graph.to_polars, graph.to_pandas):
        with pytest.raises(ZerenError, match="does not fit"):
            ask_for()


def test_bom_is_for_csv() -> None:
    """Excel needs the mark; the rest is the same bytes, and no other format takes it."""
    rows = answer("tasks")
    assert rows.serialize("csv", bom=True) == b"\xef\xbb\xbf" + rows.serialize("csv")
    with pytest.raises(ZerenError, match="Only CSV"):
        rows.serialize("tsv", bom=True)


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "xml", "parquet", "xlsx"])
@pytest.mark.parametrize("cited", [False, True])
def test_same_rows_same_bytes(form: str, cited: bool) -> None:
    """An answer at the same time is the same bytes, with its citation too."""
    first, second = (answer("targets").serialize(form, cited=cited) for _ in range(2))  # type: ignore[arg-type]
    assert first == second


def test_a_citation_stands_where_the_format_has_a_place() -> None:
    """JSON and XML link to it in their heads, Turtle has it as comments, CSV stays pure; no row changes."""
    rows, graph = answer("targets"), answer("task-as-graph")
    link = rows.citation.as_link()
    in_json, in_xml = rows.serialize("json", cited=True), rows.serialize("xml", cited=True)
    assert json.loads(in_json)["head"]["link"] == [link]
    assert f'<link href="{link}"' in in_xml.decode()
    for data, kind in ((in_json, ox.QueryResultsFormat.JSON), (in_xml, ox.QueryResultsFormat.XML)):
        read = ox.parse_query_results(data, format=kind)
        assert isinstance(read, ox.QuerySolutions)
        assert read.serialize(format=ox.QueryResultsFormat.JSON) == rows.serialize("json")
    for form in ("csv", "tsv"):
        assert rows.serialize(form, cited=True) == rows.serialize(form)
    turtle = graph.serialize("turtle", cited=True)
    assert turtle.endswith(graph.serialize("turtle"))
    assert f"# {graph.citation.text('zh')}\n".encode() in turtle
    assert set(ox.parse(turtle, format=ox.RdfFormat.TURTLE)) == set(
        ox.parse(graph.serialize("turtle"), format=ox.RdfFormat.TURTLE)
    )


def test_types(columns: dict[str, Column]) -> None:
    """A column has a type if all its values have it, and text otherwise."""
    assert {name: c.type for name, c in columns.items() if c.type != "text"} == TYPES
    assert columns["whole"].values == [7, None, -3]
    assert columns["exact"].values == [Decimal("25500.50"), None, Decimal(-1)]
    assert columns["both"].values == [Decimal(1), None, Decimal("0.5")]
    assert columns["truth"].values == [True, None, False]
    assert columns["day"].values == [date(2023, 12, 31), None, date(1899, 1, 1)]
    assert isnan(float(str(columns["float"].values[0])))
    assert columns["mixed"].values == ["7", None, "sieben"]
    assert columns["huge"].values == ["9223372036854775808", None, "1"]
    assert columns["long"].values == ["0." + "1" * 39, None, "1"]
    assert columns["wrong"].values == ["many", None, "1"]
    assert columns["node"].values == ["urn:x", None, "https://w3id.org/zeren/task/水"]
    assert columns["empty"].values == [None, None, None]


def test_polars_and_parquet_keep_types() -> None:
    """What a frame holds, a Parquet file gives back; its metadata hold the citation."""
    targets = answer("targets")
    frame = targets.to_polars()
    assert frame.columns == list(targets.columns)
    assert frame.schema["value"] == pl.Decimal(38, frame.schema["value"].scale)  # type: ignore[attr-defined]
    assert [str(value.normalize() + 0) for value in frame["value"]] == [
        str(Decimal(row["value"]).normalize() + 0) for row in targets.rows()
    ]
    assert answer("assignments").to_polars().schema["position"] == pl.Int64
    data = targets.serialize("parquet", cited=True)
    assert pl.read_parquet(io.BytesIO(data)).equals(frame)
    metadata = pl.read_parquet_metadata(io.BytesIO(data))
    assert json.loads(metadata["zeren.citation"])["query"] == "targets"
    assert "zeren.citation" not in pl.read_parquet_metadata(io.BytesIO(targets.serialize("parquet")))


def test_pandas_keeps_types() -> None:
    """Decimals stay exact; integers may lack; the citation goes along."""
    frame = answer("targets").to_pandas()
    assert isinstance(frame["value"].iloc[0], Decimal)
    assert frame.attrs["citation"]["query"] == "targets"
    assert answer("assignments").to_pandas()["position"].dtype == pd.Int64Dtype()


def test_every_type_in_every_frame(columns: dict[str, Column], monkeypatch: pytest.MonkeyPatch) -> None:
    """No value of any type breaks a frame or a file."""
    monkeypatch.setattr(Answer, "_typed", lambda *_: list(columns.values()))
    every = answer("targets")
    frame = every.to_polars()
    assert [str(frame.schema[name]) for name in TYPES] == [
        "Int64",
        "Decimal(precision=38, scale=2)",
        "Decimal(precision=38, scale=1)",
        "Decimal(precision=38, scale=19)",
        "Float64",
        "Boolean",
        "Date",
    ]
    assert pl.read_parquet(io.BytesIO(every.serialize("parquet"))).equals(frame, null_equal=True)
    assert every.to_pandas()["day"].tolist() == [date(2023, 12, 31), None, date(1899, 1, 1)]
    sheet = openpyxl.load_workbook(io.BytesIO(every.serialize("xlsx"))).worksheets[0]
    cells = {column[0].value: [cell.value for cell in column[1:]] for column in sheet.iter_cols()}
    assert list(cells) == list(columns)
    assert cells["whole"] == [7, None, -3]
    assert cells["exact"] == [25500.5, None, -1]
    assert cells["truth"] == [True, None, False]
    assert cells["day"] == [datetime(2023, 12, 31), None, "1899-01-01"]
    assert cells["float"] == ["nan", None, "inf"]
    assert cells["fine"] == ["0.1234567890123456789", None, 1]
    assert cells["formula"] == ["=1+1", None, "@cmd"]
    assert cells["node"] == ["urn:x", None, "https://w3id.org/zeren/task/水"]


def test_xlsx_has_a_sheet_to_cite() -> None:
    """The second sheet says how to cite the first; signs that look like formulas are text."""
    targets = answer("targets")
    book = openpyxl.load_workbook(io.BytesIO(targets.serialize("xlsx", cited=True)))
    rows, cite = book.worksheets
    assert [cell.value for cell in rows[1]] == list(targets.columns)
    assert rows.max_row == len(targets.rows()) + 1
    said = {key.value: value.value for key, value in cite.iter_rows()}
    assert said["zh"] == targets.citation.text("zh")
    assert said["asked"] == "2026-01-02T03:04:05Z"
    assert len(openpyxl.load_workbook(io.BytesIO(targets.serialize("xlsx"))).worksheets) == 1


def test_xlsx_loses_nothing() -> None:
    """What a sheet or a cell cannot hold is an error."""
    with pytest.raises(ZerenError, match="1048576 rows"):
        xlsx_file([Column("n", "integer", range(1_048_576))], None)
    with pytest.raises(ZerenError, match="32768 characters"):
        xlsx_file([Column("n", "text", ["x" * 32_768])], None)


@pytest.mark.parametrize(
    ("library", "wish"),
    [
        ("polars", Answer.to_polars),
        ("pandas", Answer.to_pandas),
        ("polars", lambda rows: rows.serialize("parquet")),
        ("xlsxwriter", lambda rows: rows.serialize("xlsx")),
    ],
)
def test_a_missing_library_says_how_to_get_it(
    library: str, wish: Callable[[Answer], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The extra is named."""
    monkeypatch.setitem(sys.modules, library, None)
    rows = answer("tasks")
    with pytest.raises(ZerenError, match=r"pip install 'zeren\[frames\]'"):
        wish(rows)


def test_shell(tmp_path: Path) -> None:
    """Files come out of the shell as they are, with their citation; a wrong wish is one line."""
    place = write_build(tmp_path)

    def zeren(*arguments: str) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "zeren", "query", "targets", "--build", str(place), *arguments]
        return subprocess.run(command, capture_output=True, check=False)

    assert zeren("--format", "csv", "--bom").stdout == answer("targets").serialize("csv", bom=True)
    sheets = openpyxl.load_workbook(io.BytesIO(zeren("--format", "xlsx").stdout)).worksheets
    assert len(sheets) == 2
    parquet = zeren("--format", "parquet").stdout
    assert "zeren.citation" in pl.read_parquet_metadata(io.BytesIO(parquet))
    refused = zeren("--bom")
    assert (refused.returncode, refused.stdout) == (2, b"")
    assert b"Only CSV" in refused.stderr
