"""The ontology as a graph: core, alignments and vocabularies."""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox

from . import resources
from .rdf import Packed

__all__ = ["ontology"]


@cache
def ontology() -> Packed:
    """Return what the words mean, as one graph."""
    paths = [*resources.files("ontology", "*.ttl"), *resources.files("ontology", "vocab/*.ttl")]
    return Packed.of_quads(quad for path in paths for quad in ox.parse(path=path, rename_blank_nodes=True))
