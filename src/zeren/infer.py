"""Step 3: what follows from stated triples, kept apart as entailed and derived.

Order (DESIGN section 2): OWL 2 RL and the positive rules until nothing new comes; then the derived rules,
which may negate, once; then OWL on what is new. Only useful triples are kept: a data IRI, a type or a
predicate of the committed list, an IRI; never what is stated already.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass
from functools import cache

import yaml
from rdflib import OWL, RDF, Graph, Literal, URIRef
from rdflib.term import Node

from . import resources
from .headers import split_header
from .namespaces import expand
from .ontology import ontology

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

    entailed: Graph
    derived: Graph
    by_rule: dict[str, int]


def _owlrl(graph: Graph) -> Iterable[Triple]:
    from owlrl import DeductiveClosure, OWLRL_Semantics  # the reference engine: loaded only when asked for

    closed = Graph()
    closed += graph
    DeductiveClosure(OWLRL_Semantics).expand(closed)
    return closed


def _reasonable(graph: Graph) -> Iterable[Triple]:
    from reasonable import PyReasoner

    reasoner = PyReasoner()
    reasoner.from_graph(graph)
    triples: list[Triple] = reasoner.reason()
    return triples


#: The engines by name; each returns the closure of a graph, noise and all.
ENGINES: dict[str, Callable[[Graph], Iterable[Triple]]] = {"reasonable": _reasonable, "owlrl": _owlrl}


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules, in the order of their names."""
    found = []
    for path in resources.files("ontology", "rules/*.rq"):
        header, construct = split_header(path.read_text(encoding="utf-8"))
        fields = yaml.safe_load(header)
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


def infer(stated: Graph, background: Graph, *, engine: str = "reasonable") -> Inferred:
    """Return what follows from stated triples and a background that holds already.

    Args:
        stated: the triples of one document, or of the unit tables.
        background: what else is known: for a document the units, stated and entailed.
        engine: a key of :data:`ENGINES`.
    """
    facts = _Facts.of(ontology(), background, stated)
    known = set(facts.seen)
    data = {s for graph in (background, stated) for s in graph.subjects()}
    counts: Counter[str] = Counter()
    positive = [rule for rule in rules() if rule.degree == "entailed"]
    entailed = _fixpoint(facts, ENGINES[engine], positive, data, counts)
    derived = []
    for rule in sorted((r for r in rules() if r.degree == "derived"), key=lambda r: (r.order, r.name)):
        derived += facts.add(facts.construct(rule), counts, rule.name)
    if derived:
        derived += _fixpoint(facts, ENGINES[engine], (), data, counts)
    return Inferred(
        entailed=_graph(t for t in entailed if t not in known),
        derived=_graph(derived),
        by_rule=dict(sorted(counts.items())),
    )


@dataclass(frozen=True)
class _Facts:
    """What holds so far, three times: to look up, for rules to query, for an engine to reason on."""

    seen: set[Triple]
    #: Queries run in Rust; the interface is rdflib's.
    queried: Graph
    #: Without literals: no axiom of ours concerns one, and quotes are most of the bytes.
    reasoned: Graph

    @classmethod
    def of(cls, *graphs: Graph) -> _Facts:
        facts = cls(set(), Graph(store="Oxigraph"), Graph())
        for graph in graphs:
            facts._extend(graph)
        return facts

    def _extend(self, triples: Iterable[Triple]) -> list[Triple]:
        new = [t for t in dict.fromkeys(triples) if t not in self.seen]
        self.seen.update(new)
        self.queried.addN((*t, self.queried) for t in new)
        self.reasoned.addN((*t, self.reasoned) for t in new if not isinstance(t[2], Literal))
        return new

    def add(self, triples: Iterable[Triple], counts: Counter[str], name: str) -> list[Triple]:
        """Add triples, counting those that are new; return them."""
        new = self._extend(triples)
        counts[name] += len(new)
        return new

    def construct(self, rule: Rule) -> Iterable[Triple]:
        """Run a rule."""
        triples: Iterable[Triple] = self.queried.query(rule.construct)  # type: ignore[assignment]
        return list(triples)


def _fixpoint(
    facts: _Facts,
    engine: Callable[[Graph], Iterable[Triple]],
    positive: Iterable[Rule],
    data: Container[Node],
    counts: Counter[str],
) -> list[Triple]:
    """Apply rules and OWL in turn until neither gives anything new."""
    added: list[Triple] = []
    while True:
        new: list[Triple] = []
        for rule in positive:
            new += facts.add(facts.construct(rule), counts, rule.name)
        if added and not new:
            return added
        closed = facts.add((t for t in engine(facts.reasoned) if useful(t, data)), counts, "owl")
        added += new + closed
        if not closed:
            return added


def _graph(triples: Iterable[Triple]) -> Graph:
    graph = Graph()
    graph.addN((*t, graph) for t in triples)
    return graph
