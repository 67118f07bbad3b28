"""Every stored query on a small hand-written graph and on the real one, in three engines.

``tests/data/queries/<id>/expected-given.*`` are the answers on ``given.trig``, ``expected.*`` those on the
graph of the real document, both with the defaults of the query: rows as CSV, a graph as Turtle.
"""

from __future__ import annotations

import csv
import io
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from zeren.catalogue import StoredQuery, catalogue
from zeren.query import ask, open_store, run
from zeren.resources import folder
from zeren.tables import Answer

DATA = Path(__file__).parent / "data" / "queries"
GIVEN = DATA / "given.trig"
QUERIES = list(catalogue().values())
EXPECTED_GIVEN = sorted(DATA.glob("*/expected-given.*"))
EXPECTED = sorted(DATA.glob("*/expected.*"))
each_query = pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.id)


@pytest.fixture(scope="module")
def given() -> ox.Store:
    """Load the small graph."""
    store = ox.Store()
    store.load(path=GIVEN, format=ox.RdfFormat.TRIG)
    return store


@pytest.fixture(scope="module")
def in_rdflib() -> rdflib.Dataset:
    """Load the small graph in rdflib."""
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(GIVEN, format="trig")
    return dataset


@pytest.fixture(scope="module")
def real(build_folder: Path) -> ox.Store:
    """Open the graph of the real document."""
    return open_store(build_folder)


@pytest.fixture(scope="module")
def endpoint(given: ox.Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start a real SPARQL server over the small graph."""
    place = tmp_path_factory.mktemp("server")
    store = ox.Store(str(place))
    store.extend(given)
    store.flush()
    del store
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent))
    assert program, "the test environment lacks the package oxigraph"
    where = ["--location", str(place), "--bind", f"127.0.0.1:{port}", "--union-default-graph"]
    with subprocess.Popen([program, "serve-read-only", *where], stderr=subprocess.DEVNULL) as server:
        try:
            _await_port(port)
            yield f"http://127.0.0.1:{port}/query"
        finally:
            server.terminate()


def _await_port(port: int) -> None:
    """Wait until something listens."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail("the server did not start")


def _expected(query: StoredQuery, name: str) -> list[list[str]] | set[str]:
    """Read what a query must answer: rows (with the header) in order, or the lines of a graph."""
    if query.is_construct:
        quads = ox.parse(path=DATA / query.id / f"{name}.ttl", format=ox.RdfFormat.TURTLE)
        return {str(quad.triple) for quad in quads}
    text = (DATA / query.id / f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.reader(io.StringIO(text)))


def _got(answer: Answer) -> list[list[str]] | set[str]:
    """Bring an answer into the same form."""
    if answer.query.is_construct:
        quads = ox.parse(answer.serialize("turtle"), format=ox.RdfFormat.TURTLE)
        return {str(quad.triple) for quad in quads}
    return [list(answer.columns), *(list(row.values()) for row in answer.rows())]


def test_every_query_has_expected_answers() -> None:
    """No query without its two files, no file without its query."""
    ids = {query.id for query in QUERIES}
    assert (len(EXPECTED_GIVEN), len(EXPECTED)) == (18, 18)
    assert {path.parent.name for path in EXPECTED_GIVEN} == {path.parent.name for path in EXPECTED} == ids


@each_query
def test_given(query: StoredQuery, given: ox.Store) -> None:
    """The small graph gives the expected rows, in order."""
    assert _got(ask(given, query)) == _expected(query, "expected-given")


@each_query
def test_real(query: StoredQuery, real: ox.Store) -> None:
    """The real graph gives the expected rows, in order, and at least one."""
    expected = _expected(query, "expected")
    assert len(expected) > 1
    assert _got(ask(real, query)) == expected


@each_query
def test_rdflib_agrees(query: StoredQuery, given: ox.Store, in_rdflib: rdflib.Dataset) -> None:
    """The file as it stands runs in rdflib, with the same answer."""
    text = (folder("queries") / f"{query.id}.rq").read_text(encoding="utf-8")
    result = in_rdflib.query(text)
    ours = ask(given, query)
    if query.is_construct:
        assert result.graph is not None
        lines = result.graph.serialize(format="nt", encoding="utf-8")
        assert {str(quad.triple) for quad in ox.parse(lines, format=ox.RdfFormat.N_TRIPLES)} == _got(ours)
        return
    rows = [["" if term is None else str(term) for term in row] for row in result if isinstance(row, tuple)]
    assert [list(ours.columns), *rows] == _got(ours)


@each_query
def test_server_agrees(query: StoredQuery, given: ox.Store, endpoint: str) -> None:
    """A remote store answers with the same bytes in every format."""
    local, remote = ask(given, query), run(query.id, source=endpoint)
    for form in local.formats:
        if form != "table":
            assert remote.serialize(form) == local.serialize(form)
    assert _got(remote) == _got(local)


def test_server_binds_unit(given: ox.Store, endpoint: str) -> None:
    """A unit's name is looked up in the remote store too, and hostile words stay words."""
    remote = run("tasks-led-by", source=endpoint, params={"unit": "小市教育局"})
    assert [row["key"] for row in remote.rows()] == ["p4.2", "p5.1"]
    assert run("text-search", source=endpoint, params={"word": '" } #'}).rows() == []


@each_query
def test_degree(query: StoredQuery, given: ox.Store) -> None:
    """A query needs no graph beyond the degree that its header names, and does need that degree."""
    full = _got(ask(given, query))
    degrees = ["stated", "entailed", "derived"]
    beyond = degrees[degrees.index(query.degree) + 1 :]
    assert _got(ask(_without(given, beyond), query)) == full
    if query.degree != "stated":
        assert _got(ask(_without(given, [query.degree]), query)) != full


def _without(store: ox.Store, degrees: list[str]) -> ox.Store:
    """Copy a store without the graphs of some degrees."""
    left = ox.Store()
    left.extend(quad for quad in store if not str(quad.graph_name).rstrip(">").endswith(tuple(degrees)))
    return left


def test_keys_sort_naturally() -> None:
    """p2.116 before p2.117 before p4.2 before p4.10, whatever the depth at which numbers restart."""
    keys = [
        f"p{part}{deep}.{number}"
        for part in (2, 10, 9)
        for deep in ("", "s3", "s12")
        for number in (1, 20, 3)
    ]
    keys += ["7", "10", "1234", "p4.1000", "p4.999"]
    store = ox.Store()
    template = (DATA / "one-task.ttl").read_text(encoding="utf-8")
    for key in keys:
        store.load(template.replace("KEY", key), format=ox.RdfFormat.TURTLE)
    got = [row["key"] for row in ask(store, catalogue()["tasks"]).rows()]
    natural = {
        key: [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", key)] for key in keys
    }
    assert got == sorted(keys, key=lambda key: natural[key])
