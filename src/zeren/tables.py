"""What a query answers, and the formats in which it can be written down.

An answer is held in the W3C's own form (SPARQL JSON for rows, N-Triples for a graph), whichever engine
gave it, so every format has the same bytes for an embedded and a remote store.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

import pyoxigraph as ox

from .catalogue import StoredQuery
from .errors import ZerenError
from .namespaces import PREFIXES

__all__ = ["Answer", "Format", "graph_bytes", "plain", "value_rows"]

#: ``table`` is for a person's eyes: rows that the command line draws.
Format = Literal["table", "csv", "tsv", "json", "xml", "turtle", "jsonld"]

_Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
_ROWS = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}
_GRAPH = {"turtle": ox.RdfFormat.TURTLE, "jsonld": ox.RdfFormat.JSON_LD}


def plain(term: _Term | None) -> str:
    """Return a term as CSV shows it: no marks, no language, no datatype; empty if unbound.

    >>> plain(ox.Literal("水务", language="zh")), plain(None)
    ('水务', '')
    """
    if isinstance(term, ox.NamedNode | ox.Literal):
        return term.value
    return "" if term is None else str(term)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The answer to a stored query: rows, or a graph where the query is a CONSTRUCT.

    ``data`` is SPARQL JSON for rows and sorted N-Triples for a graph; ``sparql`` the query as it was run.
    """

    query: StoredQuery
    sparql: str
    data: bytes

    @property
    def formats(self) -> tuple[Format, ...]:
        """The formats that fit this answer, the one for a person first."""
        return ("turtle", "jsonld") if self.query.is_construct else ("table", "csv", "tsv", "json", "xml")

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(self.query.columns)

    def rows(self) -> list[dict[str, str]]:
        """Return the rows as plain text, keyed by column.

        Raises:
            ZerenError: the query answers with a graph.

        """
        self._fits("table")
        return [dict(zip(self.columns, row, strict=True)) for row in value_rows(self.data)]

    def serialize(self, form: Format) -> bytes:
        """Write the answer as UTF-8 bytes, the same on every system.

        CSV has the line ends of RFC 4180 (CR LF) and no byte-order mark; the others have LF.

        Raises:
            ZerenError: there is no such format, or it does not fit this kind of answer.

        """
        self._fits(form)
        if form in _GRAPH:
            text = self.data.decode()
            used = {name: iri for name, iri in PREFIXES.items() if f"<{iri}" in text}
            triples = ox.parse(self.data, format=ox.RdfFormat.N_TRIPLES)
            written = ox.serialize((quad.triple for quad in triples), format=_GRAPH[form], prefixes=used)
            return written or b""
        if form == "table":
            raise ZerenError("A table is drawn, not written.", mend="Use rows(), or the format csv.")
        return _solutions(self.data).serialize(format=_ROWS[form]) or b""

    def _fits(self, form: str) -> None:
        if form in self.formats:
            return
        known = form in get_args(Format)
        what = f"The format “{form}” does not fit" if known else f"There is no format “{form}” for"
        raise ZerenError(
            f"{what} the answer to {self.query.id}. 查询结果不能用“{form}”格式。",
            mend=f"Use one of: {', '.join(self.formats)}.",
        )


def value_rows(data: bytes) -> list[list[str]]:
    """Return the rows of SPARQL JSON as plain text.

    Raises:
        ValueError: the data is no SPARQL JSON with rows (a SyntaxError where it is not even JSON).

    """
    return [[plain(term) for term in solution] for solution in _solutions(data)]


def _solutions(data: bytes) -> ox.QuerySolutions:
    solutions = ox.parse_query_results(data, format=ox.QueryResultsFormat.JSON)
    if not isinstance(solutions, ox.QuerySolutions):
        raise ValueError("the answer holds no rows")
    return solutions


def graph_bytes(triples: Iterator[ox.Triple]) -> bytes:
    """Return triples as sorted N-Triples, each once: engines give them in any order."""
    return "".join(sorted({f"{triple} .\n" for triple in triples})).encode()
