"""Break one required triple of the real graph at a time: each fault must be reported.

Most mutations run on a slice of the real graph, so that hundreds take seconds. A slice is cut so:

1. it starts from two tasks that follow one another, their assignments and targets, and, for units, from
   one collective with two of its memberships;
2. it takes in whatever these name, and what that names in turn (sections up to the scheme, lines and
   passages, the document, units with labels, kinds and places, indicators, persons);
3. it keeps every triple of a node that it takes in, and no other node.

So a slice is closed: nothing in it names a data node that it lacks, and numbers run from the first that it
shows. That it conforms is tested before it is mutated. A handful of faults run on the whole graph too.

The line number of a heading is the one thing that a slice cannot prove, and a graph only where another line
is next to it: with the file at hand it is told by ``check_document`` (``test_validate.py``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pytest
from rdflib import RDF, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from zeren.namespaces import VOCAB, ZR, expand
from zeren.resources import files
from zeren.validate import Report, validate

#: Class, its required properties (DESIGN section 2), as a reader of DESIGN would tick them off.
REQUIRED = {
    "zr:Scheme": ["dcterms:title", "zr:year", "dcterms:publisher"],
    "zr:Document": ["zr:ofScheme", "zr:bytesSha256", "zr:textSha256", "dcterms:source"],
    "zr:Section": ["zr:level", "zr:number", "zr:inSection", "zr:ofScheme", "zr:basis", "dcterms:title"],
    "zr:Task": ["skos:notation", "zr:number", "zr:text", "zr:inSection", "zr:statedAt"],
    "zr:Assignment": ["zr:task", "zr:assignee", "zr:role", "zr:position", "zr:statedAt", "zr:basis"],
    "zr:Unit": ["skos:prefLabel", "zr:kind"],
    "zr:Membership": [
        "zr:memberUnit",
        "zr:collective",
        "zr:reading",
        "zr:confidence",
        "dcterms:source",
        "zr:basis",
    ],
    "zr:Target": [
        "zr:task",
        "zr:indicator",
        "zr:indicatorText",
        "schema:value",
        "zr:bound",
        "schema:unitText",
        "zr:measureKind",
        "zr:basis",
        "zr:statedAt",
    ],
    "zr:Passage": ["oa:hasSource", "oa:exact", "oa:start", "oa:end", "zr:line"],
    "schema:AdministrativeArea": ["skos:prefLabel", "skos:notation"],
    "skosxl:Label": ["skosxl:literalForm", "zr:confidence", "dcterms:source", "zr:basis"],
    "skos:Concept": ["skos:prefLabel", "skos:inScheme"],
}
#: What the real document has not: the ontology's examples have it.
BESIDE = {
    "zr:Scheme": ["zr:basis", "zr:statedAt"],
    "zr:Task": ["zr:due", "zr:dueAsWritten", "zr:dueStatedAt"],
    "zr:CollectiveUnit": ["rdfs:isDefinedBy", "zr:statedAt"],
    "zr:Membership": ["zr:statedAt"],
    "org:ChangeEvent": ["dcterms:date", "dcterms:type", "dcterms:source", "zr:basis"],
}
#: Classes that only a type tells: their loss is the one mutation.
TYPES = [*REQUIRED, "zr:CollectiveUnit", "org:Organization"]
#: No fault by itself: a document may have several sources, and any IRI can be one; an indicator may be
#: in another scheme too. A deadline need not name a day. Several files of a scheme may state a thing.
ALLOWED = {
    ("zr:Document", "dcterms:source", "doubled"),
    ("zr:Document", "dcterms:source", "wrong datatype"),
    ("skos:Concept", "skos:inScheme", "doubled"),
    ("zr:Task", "zr:due", "removed"),
    *((class_, "zr:statedAt", "doubled") for class_ in ("zr:Scheme", "zr:CollectiveUnit", "zr:Membership")),
}
IN_LINE = URIRef(expand("zr:inLine"))
NOWHERE = URIRef("https://w3id.org/zeren/nowhere")
Triple = tuple[Node, Node, Node]


@dataclass(frozen=True)
class Mutation:
    """One fault: what it is, what goes and what comes."""

    what: str
    subject: Node
    removed: Triple
    added: tuple[Triple, ...] = ()


def is_data(node: Node) -> bool:
    """Say whether a node is one of the data, not of the vocabularies."""
    return isinstance(node, URIRef) and not str(node).startswith((ZR, VOCAB))


def slices(graph: Graph) -> list[Graph]:
    """Cut the slices, as the module's head tells."""
    task, position = URIRef(expand("zr:task")), URIRef(expand("zr:position"))
    targets = list(graph.subjects(RDF.type, URIRef(expand("zr:Target"))))
    restored = list(graph.subjects(URIRef(expand("zr:basis")), URIRef(expand("basis:restored"))))
    fourth = list(graph.subjects(position, Literal(4)))
    collectives = sorted(set(graph.objects(None, URIRef(expand("zr:collective")))), key=str)
    assert min(map(len, (targets, restored, fourth, collectives))) > 0
    found: list[Graph] = []
    for several in (targets, restored, fourth):
        first = max((t for node in several for t in graph.objects(node, task) if follower(graph, t)), key=str)
        pair = [first, follower(graph, first)]
        parts = [node for one in pair if one for node in graph.subjects(task, one)]
        found.append(
            closed(graph, [*pair, *parts, *members(graph, collectives[len(found) % len(collectives)])])
        )
    return found


def follower(graph: Graph, task: Node) -> Node | None:
    """Return the next task of the same run, if there is one."""
    number = graph.value(task, URIRef(expand("zr:number")))
    assert isinstance(number, Literal)
    after = URIRef(f"{str(task).removesuffix(str(number))}{int(number) + 1}")
    return after if (after, RDF.type, None) in graph else None


def members(graph: Graph, collective: Node) -> list[Node]:
    """Return a collective and the first of its memberships."""
    return [collective, *sorted(graph.subjects(URIRef(expand("zr:collective")), collective), key=str)[:2]]


def closed(graph: Graph, start: list[Node | None]) -> Graph:
    """Return all triples of some nodes and of what they name, however far."""
    part, waiting = Graph(), [node for node in start if node is not None]
    seen = set(waiting)
    while waiting:
        for triple in graph.triples((waiting.pop(), None, None)):
            part.add(triple)
            named = triple[2]
            if named not in seen and is_data(named) and (named, None, None) in graph:
                seen.add(named)
                waiting.append(named)
    return part


def chosen(graph: Graph, class_: str, path: str) -> list[Triple]:
    """Return a triple of a property on nodes of a class: one from the middle; each slice has another."""
    property_ = URIRef(expand(path))
    nodes = sorted(graph.subjects(RDF.type, URIRef(expand(class_))), key=str)
    if path == "zr:line":
        nodes = [node for node in nodes if (None, IN_LINE, node) in graph or (node, IN_LINE, None) in graph]
    triples: list[Triple] = [(node, property_, o) for node in nodes for o in graph.objects(node, property_)]
    # A unit's English name is not required.
    triples = [
        t for t in triples if not (path == "skos:prefLabel" and getattr(t[2], "language", "zh") == "en")
    ]
    return triples[len(triples) // 2 :][:1]


def mutations(
    graph: Graph, required: Mapping[str, list[str]], types: Iterable[str]
) -> Iterator[tuple[str, str, Mutation]]:
    """Yield every mutation of every required property, and the loss of every type."""
    for class_, paths in required.items():
        for path in paths:
            for triple in chosen(graph, class_, path):
                for mutation in faults(graph, triple):
                    if (class_, path, mutation.what) not in ALLOWED:
                        yield class_, path, mutation
    for class_ in types:
        type_ = URIRef(expand(class_))
        for node in sorted(graph.subjects(RDF.type, type_), key=str)[-1:]:
            yield class_, "rdf:type", Mutation("type lost", node, (node, RDF.type, type_))


def faults(graph: Graph, triple: Triple) -> Iterator[Mutation]:
    """Yield the faults of one triple: which there are depends on its value."""
    subject, path, value = triple
    yield Mutation("removed", subject, triple)
    if isinstance(value, Literal):
        yield from literal_faults(triple, value)
        return
    yield Mutation("wrong datatype", subject, triple, ((subject, path, Literal(str(value))),))
    yield Mutation("dangling IRI", subject, triple, ((subject, path, NOWHERE),))
    twin = URIRef(f"{value}x")
    copied = tuple((twin, p, o) for p, o in graph.predicate_objects(value))
    yield Mutation("doubled", subject, triple, (triple, (subject, path, twin), *copied))


def literal_faults(triple: Triple, value: Literal) -> Iterator[Mutation]:
    """Yield the faults of a literal."""
    subject, path, _ = triple
    if value.datatype in (XSD.integer, XSD.decimal):
        for change in (1, -1):
            other = Literal(str(value.toPython() + change), datatype=value.datatype)
            yield Mutation("offset by one", subject, triple, ((subject, path, other),))
            yield Mutation("doubled", subject, triple, (triple, (subject, path, other)))
        wrong = Literal(str(value))
    else:
        other = Literal(f"{value}二", lang=value.language)
        yield Mutation("doubled", subject, triple, (triple, (subject, path, other)))
        wrong = Literal(str(value), lang=None if value.language else "zh")
    yield Mutation("wrong datatype", subject, triple, ((subject, path, wrong),))


def mutated(graph: Graph, mutation: Mutation) -> Report:
    """Validate a graph with one fault in it, and mend it again."""
    new = [triple for triple in mutation.added if triple not in graph]
    keep = mutation.removed in mutation.added
    if not keep:
        graph.remove(mutation.removed)
    for triple in new:
        graph.add(triple)
    try:
        return validate(graph)
    finally:
        for triple in new:
            graph.remove(triple)
        graph.add(mutation.removed)


def near(graph: Graph, mutation: Mutation) -> set[Node]:
    """Return the node at fault and the nodes that use it, or that it used."""
    node = mutation.subject
    return {node, mutation.removed[2], *graph.subjects(None, node)}


def test_slices_conform(real_graph: Graph) -> None:
    """A slice, closed and whole, has no violation: so a violation of a mutated one is the mutation's."""
    cut = slices(real_graph)
    assert len(cut) == 3
    for part in cut:
        assert 200 < len(part) < len(real_graph) / 5
        assert validate(part).conforms


@pytest.mark.parametrize("number", range(3))
def test_every_fault_is_reported(real_graph: Graph, number: int) -> None:
    """Each mutation of a slice is a violation, at the node or where it is used."""
    part = slices(real_graph)[number]
    tried, missed = missing(part, mutations(part, REQUIRED, TYPES))
    assert set(tried) == {
        "removed",
        "doubled",
        "wrong datatype",
        "dangling IRI",
        "offset by one",
        "type lost",
    }
    assert tried.total() > 150
    assert missed == []


def missing(graph: Graph, faults: Iterable[tuple[str, str, Mutation]]) -> tuple[Counter[str], list[object]]:
    """Try faults: return how many there were of each sort, and those that no violation told."""
    triples = set(graph)
    tried: Counter[str] = Counter()
    missed: list[object] = []
    for class_, path, mutation in faults:
        tried[mutation.what] += 1
        focuses = {
            result.focus for result in mutated(graph, mutation).results if result.severity == "violation"
        }
        if not focuses & near(graph, mutation):
            missed.append((class_, path, mutation.what, mutation.subject, sorted(focuses)))
    assert set(graph) == triples
    return tried, missed


def test_every_fault_of_an_example_is_reported() -> None:
    """The same for what the real document has not, in the examples of the ontology."""
    of_vocabularies = {"role", "unit-kind", "word"}
    graph = Graph()
    for path in files("ontology", "examples/*.ttl"):
        if path.stem not in of_vocabularies and not path.stem.startswith("entailed"):
            graph.parse(path)
    tried, missed = missing(graph, mutations(graph, BESIDE, ["org:ChangeEvent"]))
    assert tried.total() > 30
    assert missed == []


@pytest.mark.parametrize(
    "what", ["removed", "doubled", "wrong datatype", "dangling IRI", "offset by one", "type lost"]
)
def test_faults_in_the_whole_graph(real_graph: Graph, what: str) -> None:
    """The same in the whole graph, once for each sort of fault."""
    graph = Graph() + real_graph
    class_, path, mutation = [m for m in mutations(graph, REQUIRED, TYPES) if m[2].what == what][-1]
    focuses = {result.focus for result in mutated(graph, mutation).results if result.severity == "violation"}
    assert focuses & near(graph, mutation), (class_, path)
