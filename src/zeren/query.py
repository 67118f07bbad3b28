"""Ask a stored query of a build folder or of a remote endpoint, with the same answer.

The default graph that is queried is the union of all named graphs. Parameters become checked RDF terms
(:meth:`zeren.catalogue.StoredQuery.bind`). Only pyoxigraph is imported at the top: starting up counts.
"""

from __future__ import annotations

import difflib
import http.client
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pyoxigraph as ox

from .catalogue import Param, StoredQuery, load
from .errors import ZerenError
from .namespaces import PREFIXES
from .tables import Answer, graph_bytes, value_rows

__all__ = ["Source", "Values", "ask", "open_store", "run", "table", "table_csv"]

#: A build folder (a path), or the address (http, https) of a SPARQL endpoint (a text).
Source = Path | str
#: A parameter's value as a user gives it: one text or several.
Values = Mapping[str, str | Sequence[str]]

#: Seconds after which a remote endpoint is given up.
_TIMEOUT = 60
_UNITS = """
SELECT ?unit ?name ?property WHERE {
  VALUES ?property { skos:prefLabel skos:altLabel }
  ?unit a zr:Unit ; ?property ?name .
}"""
_NUMBERS = {"integer": r"[+-]?[0-9]+", "decimal": r"[+-]?[0-9]+(\.[0-9]+)?"}

#: Runs SPARQL and gives SPARQL JSON (rows) or N-Triples (a graph).
_Engine = Callable[[str], bytes]
#: A folded name -> the units that bear it, by IRI, with the name as it is written.
_Names = dict[str, dict[str, str]]


def run(name: str, *, source: Source, params: Values | None = None) -> Answer:
    """Ask a stored query of a build folder or an endpoint.

    Raises:
        ZerenError: no such query, a parameter that does not fit, or a source that cannot be asked.

    """
    query = load(name)
    if isinstance(source, str):
        return _answer(query, params or {}, _remote(source))
    return ask(open_store(source), query, params)


def ask(store: ox.Store, query: StoredQuery, params: Values | None = None) -> Answer:
    """Ask a stored query of an open store."""
    return _answer(query, params or {}, _embedded(store))


def table(store: ox.Store, name: str, params: Values | None = None) -> list[dict[str, str]]:
    """Return the rows of a stored query as plain text, keyed by column."""
    return ask(store, load(name), params).rows()


def table_csv(store: ox.Store, name: str, params: Values | None = None) -> bytes:
    """Return the rows of a stored query as CSV: UTF-8, CR LF (RFC 4180), the same bytes on every system."""
    return ask(store, load(name), params).serialize("csv")


def open_store(build: Path) -> ox.Store:
    """Open the store of a build folder for reading.

    Raises:
        ZerenError: there is none, or it is damaged.

    """
    mend = "Run `zeren build`, or name another folder with --build."
    place = build / "store"
    if not place.is_dir():
        raise ZerenError(f"{build} holds no finished build (no folder {place}). 未找到构建结果。", mend=mend)
    try:
        store = ox.Store.read_only(str(place))
        empty = next(store.quads_for_pattern(None, None, None, None), None) is None
    except (OSError, RuntimeError, ValueError) as error:
        raise ZerenError(f"The store {place} is damaged: {error}. 图数据库已损坏。", mend=mend) from error
    if empty:
        raise ZerenError(f"The store {place} is empty. 图数据库为空。", mend=mend)
    return store


def _answer(query: StoredQuery, params: Values, engine: _Engine) -> Answer:
    terms = {name: _terms(query, name, given, engine) for name, given in params.items()}
    sparql = query.bind(terms)
    return Answer(query=query, sparql=sparql, data=engine(sparql))


def _embedded(store: ox.Store) -> _Engine:
    def engine(sparql: str) -> bytes:
        try:
            found = store.query(sparql, use_default_graph_as_union=True)
            if isinstance(found, ox.QueryTriples):
                return graph_bytes(found)
            return found.serialize(format=ox.QueryResultsFormat.JSON) or b""
        except (OSError, RuntimeError) as error:
            what = f"The store cannot be read: {error}. 图数据库无法读取。"
            raise ZerenError(what, mend="Run `zeren build` again.") from error

    return engine


def _remote(endpoint: str) -> _Engine:
    if not endpoint.startswith(("http://", "https://")):
        what = f"{endpoint} is no http(s) address. 端点须为 http(s) 网址。"
        raise ZerenError(what, mend="Give the address of a SPARQL endpoint.")

    def engine(sparql: str) -> bytes:
        from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper
        from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

        remote = SPARQLWrapper(endpoint)
        remote.setMethod(POST)
        remote.setTimeout(_TIMEOUT)
        remote.setQuery(sparql)
        rows = remote.queryType == "SELECT"
        remote.setReturnFormat(JSON if rows else TURTLE)
        try:
            data = remote.query().response.read()
            if not rows:
                return graph_bytes(quad.triple for quad in ox.parse(data, format=ox.RdfFormat.TURTLE))
            value_rows(data)
        except (OSError, http.client.HTTPException, SPARQLWrapperException, SyntaxError, ValueError) as error:
            reason = " ".join(str(error).split())[:300]
            what = f"The endpoint {endpoint} gave no answer that can be read: {reason}. 端点没有可读的回答。"
            raise ZerenError(what, mend="Is the address right, and the server running?") from error
        return bytes(data)

    return engine


def _terms(
    query: StoredQuery, name: str, given: str | Sequence[str], engine: _Engine
) -> list[ox.NamedNode] | list[ox.Literal]:
    """Turn what a user gave for a parameter into RDF terms of its type."""
    param = query.params.get(name)
    if param is None:
        near = ", ".join(query.params) or "none"
        what = f"{query.id} has no parameter “{name}”. 查询没有参数“{name}”。"
        raise ZerenError(what, mend=f"Its parameters: {near}.")
    values = [given] if isinstance(given, str) else list(given)
    for value in values or [""]:
        if not value.strip() or any(0xD800 <= ord(character) < 0xE000 for character in value):
            what = f"{query.id}: the value of “{name}” is empty or no text. 参数“{name}”为空或不是文字。"
            raise ZerenError(what, mend=f"Give one such as “{param.example}”.")
    if param.type == "unit":
        return _units(values, engine)
    if param.type == "iri":
        return [_iri(value, param) for value in values]
    return [_literal(value, param) for value in values]


def _iri(value: str, param: Param) -> ox.NamedNode:
    try:
        return ox.NamedNode(value.strip())
    except ValueError as error:
        what = f"{param.name}: “{value}” is no IRI ({error}). 不是网址。"
        raise ZerenError(what, mend=f"Give one such as {param.example}.") from error


def _literal(value: str, param: Param) -> ox.Literal:
    pattern = _NUMBERS.get(param.type)
    if pattern is None:
        return ox.Literal(value)
    number = unicodedata.normalize("NFKC", value).strip()
    if not re.fullmatch(pattern, number):
        what = f"{param.name}: “{value}” is no {param.type} number. 不是数字。"
        raise ZerenError(what, mend=f"Give one such as {param.example}.")
    return ox.Literal(number, datatype=ox.NamedNode(PREFIXES["xsd"] + param.type))


def _fold(name: str) -> str:
    """Make names comparable: full and half width, case and spaces do not tell them apart.

    >>> _fold("（ＡＥＤ） 办") == _fold("(aed)办")
    True
    """
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()


def _labels(engine: _Engine) -> list[list[str]]:
    """Return every name of every unit: its IRI, the name, the property that gives it."""
    prefixes = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in ("zr", "skos"))
    return value_rows(engine(prefixes + _UNITS))


def _units(values: list[str], engine: _Engine) -> list[ox.NamedNode]:
    """Find units by IRI or by a name that the store knows."""
    preferred: _Names = {}
    others: _Names = {}
    for unit, name, kind in _labels(engine):
        names = preferred if kind.endswith("prefLabel") else others
        names.setdefault(_fold(name), {})[unit] = name
    return [_unit(value, preferred, others) for value in values]


def _unit(value: str, preferred: _Names, others: _Names) -> ox.NamedNode:
    """Find one unit: by IRI, by a preferred name, else by another name."""
    if any(value in units for units in [*preferred.values(), *others.values()]):
        return ox.NamedNode(value)
    units = preferred.get(_fold(value)) or others.get(_fold(value)) or {}
    if len(units) == 1:
        return ox.NamedNode(next(iter(units)))
    if units:
        what = f"The name “{value}” belongs to {len(units)} units. 名称“{value}”不止一个单位。"
        raise ZerenError(what, mend=f"Give one of their IRIs: {', '.join(sorted(units))}.")
    names = others | preferred
    near = difflib.get_close_matches(_fold(value), names, n=3, cutoff=0.4)
    nearest = " / ".join(next(iter(names[folded].values())) for folded in near)
    mend = f"Did you mean {nearest}?" if near else "`zeren query units` lists those with tasks."
    raise ZerenError(f"No unit is called “{value}”. 没有名为“{value}”的单位。", mend=mend)
