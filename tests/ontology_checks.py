"""What an ontology and its vocabularies must hold; each check returns what is wrong, as sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

import zeren
from zeren.namespaces import VOCAB, ZR, expand, shrink

__all__ = ["CORE_CHECKS", "EXAMPLE_BASE", "VOCAB_CHECKS", "terms"]

ONTOLOGY = URIRef(ZR.rstrip("#"))
EXAMPLE_BASE = "https://w3id.org/zeren/example/"
BOTH = {"zh", "en"}


def iri(curie: str) -> URIRef:
    """Return the term of a compact name."""
    return URIRef(expand(curie))


#: What a term may be. OWL 2 RL allows more kinds of properties; a functional one would make two values of a
#: wrong node one and the same (core.ttl says so), and the others have not been needed.
KINDS = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty}
CHARACTERISTICS = {OWL.TransitiveProperty, OWL.SymmetricProperty}
#: Axiom -> what its subject must be. Their objects are named terms only (chains: lists of them), so that no
#: class expression of any kind occurs; https://www.w3.org/TR/owl2-profiles/#OWL_2_RL_2 restricts those.
AXIOMS: dict[Node, set[Node]] = {
    RDFS.subClassOf: {OWL.Class},
    OWL.disjointWith: {OWL.Class},
    RDFS.subPropertyOf: {OWL.ObjectProperty, OWL.DatatypeProperty},
    OWL.inverseOf: {OWL.ObjectProperty},
    OWL.propertyChainAxiom: {OWL.ObjectProperty},
}
#: Annotations: they entail nothing.
ANNOTATIONS: set[Node] = {
    RDFS.label,
    RDFS.comment,
    RDFS.isDefinedBy,
    SKOS.definition,
    SKOS.example,
    SKOS.scopeNote,
    OWL.deprecated,
    iri("dcterms:isReplacedBy"),
    iri("schema:domainIncludes"),
    iri("schema:rangeIncludes"),
}


def terms(core: Graph) -> dict[Node, Node]:
    """Return our terms, each with its kind."""
    return {s: k for k in sorted(KINDS) for s in core.subjects(RDF.type, k) if str(s).startswith(ZR)}


def _languages(graph: Graph, subject: Node, predicate: Node) -> list[str]:
    """Return the language of each text, with doubles."""
    texts = [o for o in graph.objects(subject, predicate) if isinstance(o, Literal) and str(o)]
    return sorted(str(text.language) for text in texts)


def _not_in_both(graph: Graph, subject: Node, *predicates: URIRef) -> Iterator[str]:
    for predicate in predicates:
        if _languages(graph, subject, predicate) != sorted(BOTH):
            names = shrink(str(subject)), shrink(str(predicate))
            yield "{}: {} does not stand once in zh and once in en".format(*names)


def _header(core: Graph, _: Graph) -> Iterator[str]:
    """One header, complete, of the package's version."""
    for subject in core.subjects(RDF.type, OWL.Ontology):
        if subject != ONTOLOGY:
            yield f"{subject} is a second header"
    yield from _not_in_both(core, ONTOLOGY, iri("dcterms:title"), iri("dcterms:description"))
    once = ["dcterms:creator", "dcterms:license", "dcterms:created", "dcterms:modified", "owl:versionIRI"]
    for name in [*once, "owl:versionInfo", "vann:preferredNamespacePrefix", "vann:preferredNamespaceUri"]:
        if len(list(core.objects(ONTOLOGY, iri(name)))) != 1:
            yield f"{name} does not stand once in the header"
    if str(core.value(ONTOLOGY, OWL.versionInfo)) != zeren.__version__:
        yield f"the header's version is not {zeren.__version__}"
    if str(core.value(ONTOLOGY, OWL.versionIRI)) != f"{ONTOLOGY}/{zeren.__version__}":
        yield f"the header's versionIRI does not end in {zeren.__version__}"


def _described(core: Graph, _: Graph) -> Iterator[str]:
    """Each term: one label and one definition a language, isDefinedBy, and what it joins."""
    for term, kind in terms(core).items():
        yield from _not_in_both(core, term, RDFS.label, SKOS.definition)
        if list(core.objects(term, RDFS.isDefinedBy)) != [ONTOLOGY]:
            yield f"{shrink(str(term))} does not say that this ontology defines it"
        for name in ("schema:domainIncludes", "schema:rangeIncludes"):
            if (kind != OWL.Class) != bool(list(core.objects(term, iri(name)))):
                yield f"{shrink(str(term))}: {name} is for properties, and for each"


def _labels(core: Graph, _: Graph) -> Iterator[str]:
    """No two terms look the same to a reader, in either language."""
    labels = Counter(str(label).lower() for term in terms(core) for label in core.objects(term, RDFS.label))
    for label, count in labels.items():
        if count > 1:
            yield f"{count} terms have the label {label!r}"


def _examples(core: Graph, examples: Graph) -> Iterator[str]:
    """Each term names an example that is there and shows the term."""
    for term, kind in terms(core).items():
        nodes = list(core.objects(term, SKOS.example))
        if not nodes:
            yield f"{shrink(str(term))} has no example"
        for node in nodes:
            shown = (node, RDF.type, term) if kind == OWL.Class else (node, term, None)
            if shown not in examples:
                yield f"{shrink(str(term))}: its example {node} does not show it"


def _subjects(core: Graph, _: Graph) -> Iterator[str]:
    """We say something about our terms only."""
    lists = set(core.subjects(RDF.first)) | {n for n in core.subjects() if isinstance(n, BNode)}
    for subject in set(core.subjects()) - lists - set(core.subjects(RDF.type, OWL.Ontology)):
        if not str(subject).startswith(ZR):
            yield f"{subject} is not ours"


def _axioms(core: Graph, _: Graph) -> Iterator[str]:
    """Only constructs of OWL 2 RL, and of these only what AXIOMS and CHARACTERISTICS allow.

    In https://www.w3.org/TR/owl2-profiles/#OWL_2_RL neither side of rdfs:subClassOf may be owl:Thing, and
    https://www.w3.org/TR/owl2-syntax/#Global_Restrictions_on_Axioms_in_OWL_2_DL wants chains in an order:
    the property itself stands at an end of its chain or not in it.
    """
    for term in {s for s in core.subjects() if str(s).startswith(ZR)}:
        name, kinds = shrink(str(term)), set(core.objects(term, RDF.type))
        if len(kinds & KINDS) != 1:
            yield f"{name} is not exactly one of class, object property and datatype property"
        if unknown := kinds - KINDS - CHARACTERISTICS:
            yield f"{name} is of a kind that is not allowed: {unknown}"
        for predicate, value in core.predicate_objects(term):
            if predicate == RDF.type or predicate in ANNOTATIONS:
                continue
            if predicate not in AXIOMS or not kinds & AXIOMS[predicate]:
                yield f"{name} has an axiom that is not allowed: {predicate}"
            elif not _in_place(core, term, predicate, value):
                yield f"{name}: what stands at {predicate} is not allowed there"


def _in_place(core: Graph, term: Node, predicate: Node, value: Node) -> bool:
    """Whether the object of an axiom is a named term, or a chain in order."""
    if predicate != OWL.propertyChainAxiom:
        return isinstance(value, URIRef) and value not in {OWL.Thing, OWL.Nothing}
    chain = list(Collection(core, value))
    return len(chain) > 1 and all(isinstance(p, URIRef) for p in chain) and term not in chain[1:-1]


def _schemes(vocab: Graph) -> Iterator[str]:
    """Each scheme has title and definition in both languages, and the package's version."""
    for scheme in vocab.subjects(RDF.type, SKOS.ConceptScheme):
        yield from _not_in_both(vocab, scheme, iri("dcterms:title"), SKOS.definition)
        if str(vocab.value(scheme, OWL.versionInfo)) != zeren.__version__:
            yield f"{scheme}: its version is not {zeren.__version__}"


def _concepts(vocab: Graph) -> Iterator[str]:
    """Each concept has label and definition in both languages, and a place in a scheme that is there."""
    schemes = set(vocab.subjects(RDF.type, SKOS.ConceptScheme))
    for concept in vocab.subjects(RDF.type, SKOS.Concept):
        yield from _not_in_both(vocab, concept, SKOS.prefLabel, SKOS.definition)
        if len(inside := set(vocab.objects(concept, SKOS.inScheme))) != 1 or not inside <= schemes:
            yield f"{concept} is not in one scheme"
        tops = set(vocab.objects(concept, SKOS.topConceptOf))
        if not tops <= inside or not (tops or (concept, SKOS.broader, None) in vocab):
            yield f"{concept} is neither a top concept of its scheme nor below another"


def _notations(vocab: Graph) -> Iterator[str]:
    """One notation a concept, no two alike in a scheme; one that is a word is the end of the IRI."""
    seen: dict[tuple[Node | None, str], Node] = {}
    for concept in vocab.subjects(RDF.type, SKOS.Concept):
        notations = [str(o) for o in vocab.objects(concept, SKOS.notation)]
        if len(notations) != 1:
            yield f"{concept} has not one notation"
        for notation in notations:
            place = (vocab.value(concept, SKOS.inScheme), notation)
            if seen.setdefault(place, concept) != concept:
                yield f"{concept} has the notation of {seen[place]}"
            elif notation[0].isalpha() and not str(concept).endswith(f"/{notation}"):
                yield f"{concept} does not end in its notation {notation}"


def _words(vocab: Graph) -> Iterator[str]:
    """No word that tells a role, a kind of unit or a bound leads to two of them.

    Labels of other concepts may be shared: a verb can stand in two groups of actions.
    """
    for name in ("skos:altLabel", "zr:nameEnding", "zr:nameMark", "zr:wordAfter"):
        seen: dict[tuple[Node | None, str], Node] = {}
        for concept, word in vocab.subject_objects(iri(name)):
            place = (vocab.value(concept, SKOS.inScheme), str(word))
            shared = name == "skos:altLabel" and place[0] != URIRef(f"{VOCAB}role")
            if not shared and seen.setdefault(place, concept) != concept:
                yield f"{word} is a {name} of {seen[place]} and of {concept}"


#: Name -> check of the ontology; a check gets the ontology and the examples.
CORE_CHECKS: dict[str, Callable[[Graph, Graph], Iterator[str]]] = {
    "header": _header,
    "described": _described,
    "labels": _labels,
    "examples": _examples,
    "subjects": _subjects,
    "axioms": _axioms,
}
#: Name -> check of the vocabularies.
VOCAB_CHECKS: dict[str, Callable[[Graph], Iterator[str]]] = {
    "schemes": _schemes,
    "concepts": _concepts,
    "notations": _notations,
    "words": _words,
}
