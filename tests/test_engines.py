"""Four engines, same rows: every stored query and every check on the graph of the real document.

The embedded store is compared with rdflib in memory, and with two real servers that are asked through
SPARQLWrapper: Oxigraph and Virtuoso 7. Rows are compared in order, graphs as sets of triples. Where an engine
cannot agree, ``tests/data/queries/engine-exceptions.csv`` says so and why.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from servers import oxigraph_server, virtuoso_server

from zeren.catalogue import StoredQuery, catalogue, checks, load
from zeren.cite import Setting
from zeren.degrees import Degree, graphs_for
from zeren.engines import Remote
from zeren.query import Values, answer, ask, open_store, run
from zeren.tables import Answer

QUERIES = list(catalogue().values())
CHECKS = [check.query for check in checks().values()]
EXCEPTIONS = Path(__file__).parent / "data" / "queries" / "engine-exceptions.csv"
SERVERS = ["oxigraph", "virtuoso"]
each_query = pytest.mark.parametrize("query", QUERIES + CHECKS, ids=lambda query: query.id)


@pytest.fixture(scope="module")
def real(build_folder: Path) -> ox.Store:
    """Open the graph of the real document."""
    return open_store(build_folder)


@pytest.fixture(scope="module", params=SERVERS)
def server(
    request: pytest.FixtureRequest, real: ox.Store, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, str]]:
    """Start a server over the real graph: its name and its endpoint."""
    start = {"oxigraph": oxigraph_server, "virtuoso": virtuoso_server}[request.param]
    with start(real, tmp_path_factory.mktemp("server") / request.param) as endpoint:
        yield request.param, endpoint


@pytest.fixture(scope="module")
def in_rdflib(real: ox.Store) -> rdflib.Graph:
    """Load the real graph in rdflib, united as the embedded store unites it."""
    return _graph(real, "derived")


def _graph(store: ox.Store, degree: Degree) -> rdflib.Graph:
    names = [name.value for name in store.named_graphs() if isinstance(name, ox.NamedNode)]
    chosen = [ox.NamedNode(name) for name in graphs_for(names, degree)]
    triples = {q.triple for name in chosen for q in store.quads_for_pattern(None, None, None, name)}
    data = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
    return rdflib.Graph().parse(data=data, format="nt")


def _exceptions() -> dict[tuple[str, str], str]:
    """Read which engine writes the answer to which query otherwise, and why."""
    with EXCEPTIONS.open(encoding="utf-8", newline="") as file:
        return {(row["engine"], row["query"]): row["reason"] for row in csv.DictReader(file)}


def _same(answer: Answer) -> list[dict[str, str]] | set[str]:
    """Bring an answer into a form that can be compared."""
    if answer.query.is_construct:
        quads = ox.parse(answer.serialize("turtle"), format=ox.RdfFormat.TURTLE)
        return {str(quad.triple) for quad in quads}
    return answer.rows()


def _ask_rdflib(graph: rdflib.Graph, query: StoredQuery) -> list[dict[str, str]] | set[str]:
    result = graph.query(query.sparql)
    if query.is_construct:
        assert result.graph is not None
        lines = result.graph.serialize(format="nt", encoding="utf-8")
        return {str(quad.triple) for quad in ox.parse(lines, format=ox.RdfFormat.N_TRIPLES)}
    rows = [["" if term is None else str(term) for term in row] for row in result if isinstance(row, tuple)]
    return [dict(zip(query.columns, row, strict=True)) for row in rows]


def _remote(query: StoredQuery, endpoint: str, degree: Degree = "derived") -> Answer:
    """Ask a stored query or a check of an endpoint."""
    return answer(query, {}, Remote(endpoint), Setting(source=endpoint, degree=degree))


def test_collected() -> None:
    """The numbers of queries, checks and exceptions that the tests below run over."""
    assert (len(QUERIES), len(CHECKS), len(_exceptions())) == (48, 23, 1)


@each_query
def test_server_agrees(query: StoredQuery, real: ox.Store, server: tuple[str, str]) -> None:
    """A real server gives the same rows in the same order, or the same triples."""
    name, endpoint = server
    expected, got = _same(ask(real, query)), _same(_remote(query, endpoint))
    if (name, query.id) in _exceptions():
        assert got != expected, "the exception is no longer needed"
        assert {_untyped(str(line)) for line in got} == {_untyped(str(line)) for line in expected}
        return
    assert got == expected


def _untyped(line: str) -> str:
    """Take whole decimals for integers: that is all that an exception may differ in."""
    return re.sub(r'("[0-9]+")\^\^<[^>]*#decimal>', r"\1^^<http://www.w3.org/2001/XMLSchema#integer>", line)


@each_query
def test_rdflib_agrees(query: StoredQuery, real: ox.Store, in_rdflib: rdflib.Graph) -> None:
    """The file as it stands runs in rdflib, with the same answer."""
    assert _ask_rdflib(in_rdflib, query) == _same(ask(real, query))


@pytest.mark.parametrize("degree", ["stated", "entailed"])
@pytest.mark.parametrize("name", ["load-of-units", "tasks-for-a-district", "members-of-collectives"])
def test_servers_know_degrees(name: str, degree: Degree, real: ox.Store, server: tuple[str, str]) -> None:
    """A server leaves out the same graphs as the embedded store."""
    query = load(name)
    expected = _same(ask(real, query, setting=Setting(degree=degree)))
    assert _same(_remote(query, server[1], degree)) == expected
    assert expected != _same(ask(real, query)) or degree == "entailed"


@pytest.mark.parametrize("degree", ["stated", "entailed"])
def test_rdflib_knows_degrees(degree: Degree, real: ox.Store) -> None:
    """The graphs of a degree, united in rdflib, give the same answer."""
    graph = _graph(real, degree)
    for name in ("load-of-units", "members-of-collectives", "no-lead-and-accountable"):
        expected = _same(ask(real, load(name), setting=Setting(degree=degree)))
        assert _ask_rdflib(graph, load(name)) == expected


def test_servers_bind_terms(real: ox.Store, server: tuple[str, str]) -> None:
    """Names, numbers, several values and hostile words mean the same on a server."""
    asked: list[tuple[str, Values]] = [
        ("tasks-led-by", {"unit": "市教育局"}),
        ("tasks-in-a-role", {"office": ["市公安局", "市水务局"], "as": ["lead", "responsible"]}),
        ("tasks-with-most-units", {"least": "６"}),
        ("text-search", {"word": ["养老", "AED", '" } UNION { ?task ?p ?o } #', "\\", "\n'"]}),
        ("text-search", {"word": ["市域（郊）铁路", "T2航站楼"]}),
        ("quotas-in-people", {"word": ["人", "人次"]}),
    ]
    for name, params in asked:
        expected = ask(real, load(name), params).rows()
        assert expected
        assert run(name, source=server[1], params=params).rows() == expected


def test_servers_leave_a_basis_out(real: ox.Store, server: tuple[str, str]) -> None:
    """A basis is left out on a server as in the embedded store."""
    setting = Setting(without_basis=("restored", "editorial"))
    for name in ("assignments", "load-of-units", "evidence-for-a-task", "no-lead-and-accountable"):
        assert (
            run(name, source=server[1], setting=setting).rows()
            == ask(real, load(name), setting=setting).rows()
        )
