"""What a query answers, and the formats in which it can be written down.

An answer is held in the W3C's own form (SPARQL JSON for rows, N-Triples for a graph), whichever engine
gave it, so every format has the same bytes for an embedded and a remote store.
"""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

import pyoxigraph as ox

from .catalogue import StoredQuery
from .cite import Citation
from .errors import ZerenError
from .found import Found, Kind, value_rows
from .namespaces import PREFIXES

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

    from .frames import Column

__all__ = ["BINARY", "Answer", "Format", "Result"]

#: ``table`` is for a person's eyes: rows that the command line draws.
Format = Literal["table", "csv", "tsv", "json", "xml", "parquet", "xlsx", "turtle", "jsonld"]
#: The formats that no terminal can show; their files always hold the citation.
BINARY: tuple[Format, ...] = ("parquet", "xlsx")

_FITTING: dict[Kind, tuple[Format, ...]] = {
    "rows": ("table", "csv", "tsv", "json", "xml", "parquet", "xlsx"),
    "graph": ("turtle", "jsonld"),
    "truth": ("table", "json", "xml"),
}
_W3C = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}
_GRAPH = {"turtle": ox.RdfFormat.TURTLE, "jsonld": ox.RdfFormat.JSON_LD}
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, kw_only=True)
class Result:
    """The answer to any query, with how to cite it; ``sparql`` is the query as it was run."""

    sparql: str
    found: Found
    citation: Citation

    @property
    def name(self) -> str:
        """What messages call the query."""
        return "the query"

    @property
    def data(self) -> bytes:
        """SPARQL JSON for rows and truth, sorted N-Triples for a graph."""
        return self.found.data

    @property
    def cut(self) -> bool:
        """Whether there is more than was given."""
        return self.found.cut

    @property
    def formats(self) -> tuple[Format, ...]:
        """The formats that fit this answer, the one for a person first."""
        return _FITTING[self.found.kind]

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return self.found.columns

    @property
    def truth(self) -> bool | None:
        """What an ASK query answered; nothing for any other."""
        return bool(json.loads(self.data)["boolean"]) if self.found.kind == "truth" else None

    def rows(self) -> list[dict[str, str]]:
        """Return the rows as plain text, keyed by column.

        Raises:
            ZerenError: the answer has no rows.

        """
        self._fits("csv")
        return [dict(zip(self.columns, row, strict=True)) for row in value_rows(self.data)]

    def to_polars(self) -> pl.DataFrame:
        """Return the rows as a polars frame with typed columns.

        Raises:
            ZerenError: the answer has no rows, or polars is not installed.

        """
        from .frames import polars_frame

        return polars_frame(self._typed("parquet"))

    def to_pandas(self) -> pd.DataFrame:
        """Return the rows as a pandas frame with typed columns; ``attrs["citation"]`` says how to cite them.

        Raises:
            ZerenError: the answer has no rows, or pandas is not installed.

        """
        from .frames import pandas_frame

        return pandas_frame(self._typed("parquet"), self.citation)

    def serialize(self, form: Format, *, cited: bool = False, bom: bool = False) -> bytes:
        """Write the answer as bytes, text in UTF-8, the same on every system.

        CSV has the line ends of RFC 4180 (CR LF), the others LF. Where ``cited``, the file holds how to cite
        it, if its format has a place for that: JSON and XML a link in their head, Parquet its metadata, XLSX
        a second sheet, Turtle comments. CSV, TSV and JSON-LD have none. ``bom`` is for Excel, which takes CSV
        without a byte-order mark for a text in the system's own encoding.

        Raises:
            ZerenError: there is no such format, or it does not fit this kind of answer.

        """
        self._fits(form)
        if bom and form != "csv":
            raise ZerenError("Only CSV has a byte-order mark. 仅 CSV 可加 BOM。", mend="Use --format csv.")
        if form in _GRAPH:
            return (self._comments() if cited and form == "turtle" else b"") + self._graph(form)
        if form in BINARY:
            from .frames import parquet_file, xlsx_file

            write = parquet_file if form == "parquet" else xlsx_file
            return write(self._typed(form), self.citation if cited else None)
        if form == "table":
            raise ZerenError("A table is drawn, not written.", mend="Use rows(), or the format csv.")
        results = ox.parse_query_results(self.data, format=ox.QueryResultsFormat.JSON)
        data = results.serialize(format=_W3C[form]) or b""
        if cited and form in ("json", "xml"):
            data = _with_link(data, form, self.citation.as_link())
        return _BOM + data if bom else data

    def _typed(self, form: Format) -> list[Column]:
        from .frames import typed_columns

        self._fits(form)
        return typed_columns(self.columns, self.data)

    def _graph(self, form: str) -> bytes:
        text = self.data.decode()
        used = {name: iri for name, iri in PREFIXES.items() if f"<{iri}" in text}
        triples = ox.parse(self.data, format=ox.RdfFormat.N_TRIPLES)
        return ox.serialize((quad.triple for quad in triples), format=_GRAPH[form], prefixes=used) or b""

    def _comments(self) -> bytes:
        lines = "\n".join(self.citation.text(language) for language in ("zh", "en")).splitlines()
        return "".join(f"# {line}\n" for line in lines).encode()

    def _fits(self, form: str) -> None:
        if form in self.formats:
            return
        known = form in get_args(Format)
        what = f"The format “{form}” does not fit" if known else f"There is no format “{form}” for"
        raise ZerenError(
            f"{what} the answer to {self.name}. 查询结果不能用“{form}”格式。",
            mend=f"Use one of: {', '.join(self.formats)}.",
        )


@dataclass(frozen=True, kw_only=True)
class Answer(Result):
    """The answer to a stored query."""

    query: StoredQuery

    @property
    def name(self) -> str:
        """What messages call the query."""
        return self.query.id


def _with_link(data: bytes, form: str, link: str) -> bytes:
    """Put a link into the head of results (https://www.w3.org/TR/sparql11-results-json/#select-link)."""
    if form == "json":
        results = json.loads(data)
        results["head"]["link"] = [link]
        return json.dumps(results, ensure_ascii=False, separators=(",", ":")).encode()
    space = "http://www.w3.org/2005/sparql-results#"
    ET.register_namespace("", space)
    root = ET.fromstring(data)
    head = root.find(f"{{{space}}}head")
    if head is not None:
        ET.SubElement(head, f"{{{space}}}link", href=link)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written
