"""The ontology as a graph: core, alignments and vocabularies."""

from __future__ import annotations

from functools import cache

from rdflib import Graph

from . import resources

__all__ = ["ontology"]


@cache
def ontology() -> Graph:
    """Return what the words mean, as one graph that nobody may change."""
    graph = Graph()
    for path in [*resources.files("ontology", "*.ttl"), *resources.files("ontology", "vocab/*.ttl")]:
        graph.parse(path)
    return graph
