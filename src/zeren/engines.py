"""Where a question is answered: an embedded store or a remote endpoint, behind one small interface.

The default graph that is queried is the union of the graphs of the wanted degree, of all of them by default.
"""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from email.message import Message
from pathlib import Path
from typing import IO, Any, Protocol

import pyoxigraph as ox

from .degrees import DEGREES, graphs_for
from .errors import ZerenError
from .found import Found, Given, Kind, collect, value_rows

__all__ = ["Embedded", "Engine", "Graphs", "Remote", "Source", "engine_for", "open_store", "restrict"]

#: A build folder (a path), or the address (http, https) of a SPARQL endpoint (a text).
Source = Path | str

#: Seconds after which a remote endpoint is given up.
_TIMEOUT = 60
_GRAPHS = "SELECT DISTINCT ?graph WHERE { GRAPH ?graph { ?s ?p ?o } } ORDER BY ?graph"


@dataclass(frozen=True)
class Graphs:
    """The graphs that a question is asked of: united in its default graph, and by name after GRAPH."""

    default: tuple[str, ...]
    named: tuple[str, ...]


class Engine(Protocol):
    """Something that answers SPARQL: over all its graphs, or over some."""

    def graphs(self) -> list[str]:
        """Return the names of the graphs that are asked."""
        ...

    def over(self, graphs: Graphs) -> Engine:
        """Return the engine that asks only some graphs."""
        ...

    def ask(self, sparql: str, *, kind: Kind = "rows", most: int | None = None) -> Found:
        """Answer a query of a kind; of the rows or triples give at most so many.

        Raises:
            ZerenError: the engine gave no answer.
        """
        ...


def engine_for(source: Source, timeout: int = _TIMEOUT) -> Engine:
    """Return the engine for a build folder or an endpoint.

    Raises:
        ZerenError: the folder holds no good build, or the address is no web address.

    """
    return Remote(source, timeout) if isinstance(source, str) else Embedded(open_store(source))


def restrict(engine: Engine, degree: str) -> Engine:
    """Return the engine that asks only the graphs of a degree and of those before it; the last is everything.

    Raises:
        ZerenError: there is no such degree.

    """
    if degree == DEGREES[-1]:
        return engine
    names = tuple(graphs_for(engine.graphs(), degree))
    return engine.over(Graphs(names, names))


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


@dataclass(frozen=True)
class Embedded:
    """An open store in this process."""

    store: ox.Store
    chosen: Graphs | None = None

    def graphs(self) -> list[str]:
        """Return the names of the graphs that are asked."""
        if self.chosen:
            return list(self.chosen.named)
        return sorted(name.value for name in self.store.named_graphs() if isinstance(name, ox.NamedNode))

    def over(self, graphs: Graphs) -> Embedded:
        """Return the same store with only some graphs."""
        return replace(self, chosen=graphs)

    def ask(self, sparql: str, *, kind: Kind = "rows", most: int | None = None) -> Found:
        """Answer a query (the store sees its kind by itself).

        Raises:
            ZerenError: the store cannot be read, or the text is no SPARQL.

        """
        try:
            return collect(self._query(sparql), most)
        except SyntaxError as error:
            what = f"This is no SPARQL 1.1: {_one_line(error)}. 不是 SPARQL 1.1。"
            raise ZerenError(what, mend="Mend the query.") from error
        except (OSError, RuntimeError) as error:
            mend = "Does SPARQL 1.1 know every function in it? If the store is damaged, run `zeren build`."
            what = f"The store gave no answer: {_one_line(error)}. 图数据库没有回答。"
            raise ZerenError(what, mend=mend) from error

    def _query(self, sparql: str) -> Given:
        if self.chosen is None:
            return self.store.query(sparql, use_default_graph_as_union=True)
        default: list[Any] = [ox.NamedNode(name) for name in self.chosen.default]
        named: list[Any] = [ox.NamedNode(name) for name in self.chosen.named]
        return self.store.query(sparql, default_graph=default, named_graphs=named)


@dataclass(frozen=True)
class Remote:
    """A SPARQL endpoint, asked through SPARQLWrapper."""

    endpoint: str
    timeout: int = _TIMEOUT
    chosen: Graphs | None = None

    def __post_init__(self) -> None:
        """Refuse what is no web address: a file would be read instead of asked."""
        if not self.endpoint.startswith(("http://", "https://")):
            what = f"{self.endpoint} is no http(s) address. 端点须为 http(s) 网址。"
            raise ZerenError(what, mend="Give the address of a SPARQL endpoint.")

    def graphs(self) -> list[str]:
        """Return the names of the graphs that are asked."""
        return (
            list(self.chosen.named)
            if self.chosen
            else [name for [name] in value_rows(self.ask(_GRAPHS).data)]
        )

    def over(self, graphs: Graphs) -> Remote:
        """Return the same endpoint with only some graphs."""
        return replace(self, chosen=graphs)

    def ask(self, sparql: str, *, kind: Kind = "rows", most: int | None = None) -> Found:
        """Answer a query.

        Raises:
            ZerenError: the endpoint gave nothing that can be read.

        """
        from SPARQLWrapper import ASK, CONSTRUCT, JSON, POST, SELECT, TURTLE, SPARQLWrapper

        remote = SPARQLWrapper(self.endpoint)
        remote.setMethod(POST)
        remote.setTimeout(self.timeout)
        remote.setQuery(sparql)
        # The wrapper guesses this from the text, and takes any "add" in it for an update.
        remote.queryType = {"rows": SELECT, "graph": CONSTRUCT, "truth": ASK}[kind]
        chosen = self.chosen or Graphs((), ())
        for name in chosen.default:
            remote.addParameter("default-graph-uri", name)
        for name in chosen.named:
            remote.addParameter("named-graph-uri", name)
        remote.setReturnFormat(TURTLE if kind == "graph" else JSON)
        with self._failures():
            response = remote.query().response
            found = collect(_parsed(response, kind), most)
            if found.kind != kind:
                raise ValueError(f"it answers with {found.kind}, not {kind}")
            return _within(found, response.headers)

    @contextmanager
    def _failures(self) -> Iterator[None]:
        from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

        try:
            yield
        except (OSError, http.client.HTTPException, SPARQLWrapperException, SyntaxError, ValueError) as error:
            what = f"The endpoint {self.endpoint} gave no answer that can be read: {_one_line(error)}."
            mend = "Is the address right, and the server running?"
            raise ZerenError(f"{what} 端点没有可读的回答。", mend=mend) from error


def _parsed(response: IO[bytes], kind: Kind) -> Given:
    """Read the body of a response as far as it is asked for."""
    if kind == "graph":
        return (quad.triple for quad in ox.parse(response, format=ox.RdfFormat.TURTLE))
    return ox.parse_query_results(response, format=ox.QueryResultsFormat.JSON)


def _within(found: Found, headers: Message) -> Found:
    """Mark an answer that the server itself cut off: Virtuoso says so in headers and nowhere else."""
    row_limit = headers.get("X-SPARQL-MaxRows", "")
    cut = headers.get("X-SQL-State") == "S1TAT" or (row_limit.isdigit() and found.size >= int(row_limit))
    return replace(found, cut=True) if cut else found


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:300]
