"""Step 3: what follows from stated triples, kept apart as entailed and derived.

Order (DESIGN section 2): OWL 2 RL and the positive rules until nothing new comes; then the derived rules,
which may negate, once; then OWL on what is new. Only useful triples are kept: a data IRI, a type or a
predicate of the committed list, an IRI; never what is stated already.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox
from rdflib import OWL, RDF, URIRef
from rdflib.term import Node

from . import resources
from .headers import read_header
from .namespaces import expand
from .ontology import ontology
from .rdf import Packed

__all__ = ["ENGINES", "Inferred", "Rule", "infer", "rules", "useful"]

Triple = tuple[Node, Node, Node]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One CONSTRUCT of ``ontology/rules/``; derived ones run by ``order``, once."""

    name: str
    degree: str
    order: int
    construct: str


@dataclass(frozen=True, kw_only=True)
class Inferred:
    """What follows, by degree, and how many triples each rule gave first."""

    entailed: Packed
    derived: Packed
    by_rule: dict[str, int]


def _owlrl(facts: Iterable[ox.Quad]) -> Iterable[Triple]:
    from owlrl import DeductiveClosure, OWLRL_Semantics  # the reference engine: loaded only when asked for

    graph = Packed.of_quads(facts).graph()
    DeductiveClosure(OWLRL_Semantics).expand(graph)
    return graph


def _reasonable(facts: Iterable[ox.Quad]) -> Iterable[Triple]:
    from reasonable import PyReasoner

    reasoner = PyReasoner()
    # It takes IRIs as text; blank nodes only serve the lists of property chains, which it does not know.
    reasoner.from_graph(
        [
            (q.subject.value, q.predicate.value, q.object.value)
            for q in facts
            if isinstance(q.subject, ox.NamedNode) and isinstance(q.object, ox.NamedNode)
        ]
    )
    triples: list[Triple] = reasoner.reason()
    return triples


#: What an engine gives: the closure of facts without literals, noise and all.
Engine = Callable[[Iterable[ox.Quad]], Iterable[Triple]]
ENGINES: dict[str, Engine] = {"reasonable": _reasonable, "owlrl": _owlrl}


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules, in the order of their names."""
    found = []
    for path in resources.files("ontology", "rules/*.rq"):
        fields, construct = read_header(path.read_text(encoding="utf-8"))
        found.append(
            Rule(name=path.stem, degree=fields["degree"], order=fields.get("order", 0), construct=construct)
        )
    return tuple(found)


@cache
def _listed() -> frozenset[Node]:
    """Return the committed list of predicates that inference may add."""
    lines = (resources.folder("ontology") / "useful-predicates.txt").read_text(encoding="utf-8").splitlines()
    curies = (line.partition("#")[0].strip() for line in lines)
    return frozenset({RDF.type, *(URIRef(expand(curie)) for curie in curies if curie)})


def useful(triple: Triple, data: Container[Node]) -> bool:
    """Whether a triple of an engine says something about data (DESIGN section 2, "useful").

    ``data`` holds the data IRIs: what documents and tables speak of.
    """
    subject, predicate, value = triple
    return (
        subject in data
        and isinstance(value, URIRef)
        and predicate in _listed()
        and value != OWL.Thing
        and not (predicate == OWL.sameAs and subject == value)
    )


def infer(stated: Packed, *background: Packed, engine: str = "reasonable") -> Inferred:
    """Return what follows from stated triples and a background that holds already.

    Args:
        stated: the triples of one document, or of the unit tables.
        background: what else is known: for a document the units, stated and entailed.
        engine: a key of :data:`ENGINES`.
    """
    facts = ox.Store()  # rules run in Rust
    for part in (ontology(), *background, stated):
        facts.bulk_load(part.triples, format=ox.RdfFormat.N_TRIPLES)
    data = {URIRef(str(q.subject).strip("<>")) for part in (*background, stated) for q in part.quads()}
    counts: Counter[str] = Counter()
    positive = [rule for rule in rules() if rule.degree == "entailed"]
    entailed = _fixpoint(facts, ENGINES[engine], positive, data, counts)
    derived = []
    for rule in sorted((r for r in rules() if r.degree == "derived"), key=lambda r: (r.order, r.name)):
        derived += _add(facts, _construct(facts, rule), counts, rule.name)
    if derived:
        derived += _fixpoint(facts, ENGINES[engine], (), data, counts)
    return Inferred(
        entailed=Packed.of_quads(entailed),
        derived=Packed.of_quads(derived),
        by_rule=dict(sorted(counts.items())),
    )


def _fixpoint(
    facts: ox.Store, engine: Engine, positive: Iterable[Rule], data: Container[Node], counts: Counter[str]
) -> list[ox.Quad]:
    """Apply rules and OWL in turn until neither gives anything new; return what is new."""
    added: list[ox.Quad] = []
    while True:
        new: list[ox.Quad] = []
        for rule in positive:
            new += _add(facts, _construct(facts, rule), counts, rule.name)
        if added and not new:
            return added
        # No axiom of ours concerns a literal, and quotes are most of the bytes.
        reasoned = (q for q in facts if not isinstance(q.object, ox.Literal))
        closed = _add(facts, _useful(engine(reasoned), data), counts, "owl")
        added += new + closed
        if not closed:
            return added


def _useful(triples: Iterable[Triple], data: Container[Node]) -> Iterator[ox.Quad]:
    for subject, predicate, value in triples:
        if useful((subject, predicate, value), data):
            yield ox.Quad(*(ox.NamedNode(str(term)) for term in (subject, predicate, value)))


def _construct(facts: ox.Store, rule: Rule) -> Iterable[ox.Quad]:
    """Run a rule."""
    triples = facts.query(rule.construct)
    assert isinstance(triples, ox.QueryTriples)
    return [ox.Quad(t.subject, t.predicate, t.object) for t in triples]


def _add(facts: ox.Store, quads: Iterable[ox.Quad], counts: Counter[str], name: str) -> list[ox.Quad]:
    """Add what is new, counting it; return it."""
    new = [quad for quad in dict.fromkeys(quads) if quad not in facts]
    facts.extend(new)
    counts[name] += len(new)
    return new
