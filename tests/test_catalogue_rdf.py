"""The stored queries as data: one example a query, as others write them, and the text is the file's."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
from rdflib import Graph, URIRef

from zeren.catalogue import StoredQuery, catalogue
from zeren.catalogue_rdf import queries_graph, queries_to_rdf
from zeren.degrees import DEGREES, graphs_for
from zeren.engines import open_store
from zeren.headers import read_header
from zeren.namespaces import BASE, PREFIXES, expand
from zeren.resources import files
from zeren.store import write_store

SHAPES = Path(__file__).parent / "data" / "catalogue" / "example.ttl"
QUERIES = list(catalogue().values())
GRAPH = ox.NamedNode(queries_graph())


@pytest.fixture(scope="module")
def quads(build_folder: Path) -> list[ox.Quad]:
    """The queries' graph, as the store of the real build holds it."""
    return list(open_store(build_folder).quads_for_pattern(None, None, None, GRAPH))


@pytest.fixture(scope="module")
def graph(quads: list[ox.Quad]) -> Graph:
    """The same for rdflib."""
    data = ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES)
    return Graph().parse(data=data, format="nt")


def values(quads: list[ox.Quad], query: StoredQuery, name: str) -> list[ox.NamedNode | ox.Literal]:
    """Return what the graph says of a query."""
    node = ox.NamedNode(f"{BASE}query/{query.id}")
    found = [q.object for q in quads if q.subject == node and q.predicate.value == expand(name)]
    return [term for term in found if isinstance(term, ox.NamedNode | ox.Literal)]


def test_one_example_a_query(quads: list[ox.Quad]) -> None:
    """Every query file is there, and nothing else; no node is blank."""
    kind = ox.NamedNode(expand("sh:SPARQLExecutable"))
    nodes = {q.subject.value for q in quads if q.object == kind and isinstance(q.subject, ox.NamedNode)}
    assert nodes == {f"{BASE}query/{path.stem}" for path in files("queries", "*.rq")}
    assert len(nodes) >= 30
    assert not [q for q in quads if ox.BlankNode in (type(q.subject), type(q.object))]


def test_examples_hold_what_others_need(graph: Graph) -> None:
    """The shapes of an example hold, and they do look at every example."""
    conforms, _, text = pyshacl.validate(graph, shacl_graph=Graph().parse(SHAPES), advanced=False)
    assert conforms, text
    for name in ("rdfs:comment", "schema:keywords", "sh:prefixes", "sh:select", "schema:target"):
        less = Graph() + graph
        less.remove((None, URIRef(expand(name)), None))
        assert not pyshacl.validate(less, shacl_graph=Graph().parse(SHAPES))[0], name


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.id)
def test_text_is_the_file(query: StoredQuery, quads: list[ox.Quad]) -> None:
    """The text is the file's below its header, in the property that fits its form."""
    [path] = files("queries", f"{query.id}.rq")
    _, sparql = read_header(path.read_text(encoding="utf-8"))
    used, other = ("sh:construct", "sh:select") if query.is_construct else ("sh:select", "sh:construct")
    assert [term.value for term in values(quads, query, used)] == [sparql]
    assert values(quads, query, other) == []
    comments = {str(term) for term in values(quads, query, "rdfs:comment")}
    assert comments == {str(ox.Literal(words, language=tag)) for tag, words in query.question.items()}
    assert {term.value for term in values(quads, query, "schema:keywords")} == set(query.tags)


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.id)
def test_prefixes_resolve(query: StoredQuery, graph: Graph) -> None:
    """Without its own PREFIX lines a query still runs: the declarations in the graph are enough."""
    lookup = (Path(__file__).parent / "data" / "catalogue" / "prefixes.rq").read_text(encoding="utf-8")
    declared = {str(row[0]): str(row[1]) for row in graph.query(lookup) if isinstance(row, tuple)}
    assert declared == PREFIXES
    body = re.sub(r"^PREFIX .*\n", "", query.sparql, flags=re.MULTILINE)
    assert body != query.sparql
    ox.Store().query("".join(f"PREFIX {name}: <{space}>\n" for name, space in declared.items()) + body)


def test_the_graph_answers_for_itself(build_folder: Path) -> None:
    """What an assistant does: it finds a query by a word of its question, and runs the text that it finds."""
    store = open_store(build_folder)
    search = (Path(__file__).parent / "data" / "catalogue" / "find.rq").read_text(encoding="utf-8")
    found = store.query(search, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    texts = [row["text"].value for row in found]
    assert len(texts) == 1
    answer = store.query(texts[0], use_default_graph_as_union=True)
    assert isinstance(answer, ox.QuerySolutions)
    assert next(iter(answer), None) is not None


@pytest.mark.parametrize("degree", DEGREES)
def test_every_degree_holds_the_queries(degree: str) -> None:
    """What can be asked is known whatever facts an answer may rest on."""
    assert graphs_for([GRAPH.value], degree) == [GRAPH.value]


def test_another_base(tmp_path: Path) -> None:
    """With another base every node is under it, and the store takes the quads."""
    base = "https://example.org/d/"
    quads = queries_to_rdf(base)
    assert {quad.graph_name.value for quad in quads} == {f"{base}graph/queries"}  # type: ignore[union-attr]
    assert all(str(quad.subject).startswith(f"<{base}") for quad in quads)
    write_store(tmp_path / "store", quads)
    assert set(open_store(tmp_path)) == set(quads)
