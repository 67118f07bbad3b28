"""The stored queries as data, in the form of https://github.com/sib-swiss/sparql-examples.

Editors and assistants that know the form find in the graph itself what can be asked of it: each query is a
SHACL executable with its question in both languages, its keywords and its text. The text is that of the file
below the header, so a parameter stands there with its default.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from .catalogue import StoredQuery, Text, catalogue
from .namespaces import BASE, PREFIXES, expand

__all__ = ["queries_graph", "queries_to_rdf"]

_Term = ox.NamedNode | ox.Literal


def queries_graph(base: str = BASE) -> str:
    """Return the named graph of the stored queries."""
    return f"{base}graph/queries"


def queries_to_rdf(base: str = BASE) -> list[ox.Quad]:
    """Return all stored queries, and the prefixes that they are written with, as quads of their graph."""
    graph = ox.NamedNode(queries_graph(base))
    prefixes = ox.NamedNode(f"{base}prefixes")
    triples = [*_prefixes(prefixes)]
    for query in catalogue().values():
        node = ox.NamedNode(f"{base}query/{query.id}")
        triples += [(node, *rest) for rest in _query(query, prefixes, ox.NamedNode(f"{base}dataset"))]
    return [ox.Quad(node, ox.NamedNode(expand(name)), value, graph) for node, name, value in triples]


def _query(query: StoredQuery, prefixes: ox.NamedNode, dataset: ox.NamedNode) -> Iterator[tuple[str, _Term]]:
    kind, text = ("Construct", "sh:construct") if query.is_construct else ("Select", "sh:select")
    yield "rdf:type", _iri("sh:SPARQLExecutable")
    yield "rdf:type", _iri(f"sh:SPARQL{kind}Executable")
    yield from _both("dcterms:title", query.title)
    yield from _both("rdfs:comment", query.question)
    yield from _both("dcterms:description", query.explanation)
    yield "dcterms:identifier", ox.Literal(query.id)
    yield "dcat:version", ox.Literal(query.version)
    for tag in query.tags:
        yield "schema:keywords", ox.Literal(tag)
    yield "schema:target", dataset
    yield "sh:prefixes", prefixes
    yield text, ox.Literal(query.sparql)


def _both(name: str, text: Text) -> Iterator[tuple[str, _Term]]:
    for language, words in text.items():
        yield name, ox.Literal(words.strip(), language=language)


def _prefixes(node: ox.NamedNode) -> Iterator[tuple[ox.NamedNode, str, _Term]]:
    """Declare the prefix table (https://www.w3.org/TR/shacl/#sparql-prefixes)."""
    yield node, "rdf:type", _iri("owl:Ontology")
    for prefix, space in PREFIXES.items():
        declaration = ox.NamedNode(f"{node.value}/{prefix}")
        yield node, "sh:declare", declaration
        yield declaration, "rdf:type", _iri("sh:PrefixDeclaration")
        yield declaration, "sh:prefix", ox.Literal(prefix)
        yield declaration, "sh:namespace", ox.Literal(space, datatype=_iri("xsd:anyURI"))


def _iri(curie: str) -> ox.NamedNode:
    return ox.NamedNode(expand(curie))
