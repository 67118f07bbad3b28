"""What an engine found, in the W3C's own form: SPARQL JSON, or N-Triples, whichever engine it was."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import pyoxigraph as ox

__all__ = ["Found", "Given", "Kind", "collect", "plain", "value_rows"]

#: What a query gives: SELECT rows, CONSTRUCT and DESCRIBE a graph, ASK yes or no.
Kind = Literal["rows", "graph", "truth"]
#: What pyoxigraph gives for each kind.
Given: TypeAlias = ox.QuerySolutions | ox.QueryBoolean | Iterator[ox.Triple]

_Term: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


@dataclass(frozen=True, kw_only=True)
class Found:
    """What an engine answered: SPARQL JSON for rows and truth, sorted N-Triples for a graph.

    ``cut`` says that there is more than ``data`` holds.
    """

    kind: Kind
    data: bytes
    size: int
    columns: tuple[str, ...] = ()
    cut: bool = False


def collect(answer: Given, most: int | None) -> Found:
    """Bring an answer into its stored form, reading no further than it may go."""
    if isinstance(answer, ox.QueryBoolean):
        return Found(kind="truth", data=answer.serialize(format=ox.QueryResultsFormat.JSON) or b"", size=1)
    if isinstance(answer, ox.QuerySolutions):
        columns = tuple(variable.value for variable in answer.variables)
        if most is None:
            data = answer.serialize(format=ox.QueryResultsFormat.JSON) or b""
            size = len(json.loads(data)["results"]["bindings"])
            return Found(kind="rows", data=data, size=size, columns=columns)
        taken, cut = _first(([row[name] for name in columns] for row in answer), most)
        return Found(
            kind="rows", data=_sparql_json(columns, taken), size=len(taken), columns=columns, cut=cut
        )
    # An engine may give a triple more than once: it counts once.
    seen: dict[str, None] = {}
    for triple in answer:
        if len(seen) == most and str(triple) not in seen:
            return _graph(seen, cut=True)
        seen[str(triple)] = None
    return _graph(seen, cut=False)


def _graph(triples: Iterable[str], *, cut: bool) -> Found:
    """Return triples as sorted N-Triples: engines give them in any order."""
    lines = sorted(f"{triple} .\n" for triple in triples)
    return Found(kind="graph", data="".join(lines).encode(), size=len(lines), cut=cut)


def _first(rows: Iterator[list[_Term | None]], most: int) -> tuple[list[list[_Term | None]], bool]:
    """Take the first rows, and say whether there is another."""
    taken = list(itertools.islice(rows, most))
    return taken, next(rows, None) is not None


def _sparql_json(columns: Sequence[str], rows: Iterable[Sequence[_Term | None]]) -> bytes:
    """Write rows in the form of https://www.w3.org/TR/sparql11-results-json/."""
    bindings = [
        {name: _json_term(term) for name, term in zip(columns, row, strict=True) if term is not None}
        for row in rows
    ]
    answer = {"head": {"vars": list(columns)}, "results": {"bindings": bindings}}
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()


def _json_term(term: _Term) -> dict[str, Any]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _json_term(part) for name, part in parts.items()}}
    if term.language:
        return {"type": "literal", "value": term.value, "xml:lang": term.language}
    plain = term.datatype.value.endswith("XMLSchema#string")
    return {"type": "literal", "value": term.value} | ({} if plain else {"datatype": term.datatype.value})


def value_rows(data: bytes) -> list[list[str]]:
    """Return the rows of SPARQL JSON as plain text, as CSV shows it: no marks, no language; empty if unbound.

    Raises:
        ValueError: the data is no SPARQL JSON with rows (a SyntaxError where it is not even JSON).

    """
    solutions = ox.parse_query_results(data, format=ox.QueryResultsFormat.JSON)
    if not isinstance(solutions, ox.QuerySolutions):
        raise ValueError("the answer holds no rows")
    return [[plain(term) for term in solution] for solution in solutions]


def plain(term: _Term | None) -> str:
    """Return a term as CSV shows it: no marks, no language, no datatype; empty if unbound.

    >>> plain(ox.Literal("水务", language="zh")), plain(None)
    ('水务', '')
    """
    if isinstance(term, ox.NamedNode | ox.Literal):
        return term.value
    return "" if term is None else str(term)
