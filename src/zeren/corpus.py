"""What spans documents: the background that each is read against, and the data set that they make."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox
from rdflib import Graph

from .dumps import Dump, catalogue_quads
from .infer import Inferred, infer
from .iris import Iris, units_graphs
from .links import links_to_rdf
from .namespaces import BASE
from .ontology import ontology
from .quads import canonical, quads_of, reading_order
from .read.words import Words, load_words
from .records import Document
from .units import Authority
from .units import load as load_units
from .units_rdf import UnitNames, units_to_rdf
from .validate import Report

__all__ = ["Background", "Built", "NotValidError", "assemble", "background"]


class NotValidError(Exception):
    """A document's graph breaks a shape: nothing of the build is kept, the last good one stays."""

    def __init__(self, name: str, report: Report) -> None:
        super().__init__(f"{name} does not conform.")
        self.name = name
        self.report = report


@dataclass(frozen=True, kw_only=True)
class Background:
    """What is known before any document is read; the same for every document of a build."""

    words: Words
    authority: Authority
    names: UnitNames
    units: Graph
    units_entailed: Graph
    base: str
    engine: str

    @property
    def known(self) -> Graph:
        """The units, stated and entailed."""
        return self.units + self.units_entailed


@dataclass(frozen=True, kw_only=True)
class Built:
    """One document with everything that was made of it."""

    document: Document
    iris: Iris
    stated: Graph
    inferred: Inferred
    report: Report


def background(base: str = BASE, engine: str = "reasonable") -> Background:
    """Load vocabulary and tables, and infer what follows from the tables alone.

    Raises:
        ZerenError: a table is wrong.
    """
    words = load_words()
    authority = load_units(words.kinds)
    units = units_to_rdf(authority, base)
    return Background(
        words=words,
        authority=authority,
        names=UnitNames(words.kind_endings, words.kind_marks),
        units=units,
        units_entailed=infer(units, Graph(), engine=engine).entailed,
        base=base,
        engine=engine,
    )


def assemble(known: Background, built: Iterable[Built]) -> Dump:
    """Put documents, units, links, ontology and catalogue into the named graphs of one data set."""
    parts = list(built)
    units, units_entailed = units_graphs(known.base)
    links, terms = f"{known.base}graph/links", f"{known.base}graph/ontology"
    graphs = {
        units: ("stated", known.units),
        units_entailed: ("entailed", known.units_entailed),
        links: ("stated", links_to_rdf(known.base)),
        terms: ("ontology", ontology()),
    }
    for part in parts:
        graphs[part.iris.graph("stated")] = ("stated", part.stated)
        graphs[part.iris.graph("entailed")] = ("entailed", part.inferred.entailed)
        graphs[part.iris.graph("derived")] = ("derived", part.inferred.derived)
    quads: list[ox.Quad] = []
    for name, (_, graph) in graphs.items():
        quads += quads_of(graph, name)
    quads = canonical(quads)
    quads += catalogue_quads(quads, (part.iris.document for part in parts), known.base)
    return Dump(
        quads=reading_order(quads),
        degree_of={f"<{name}>": degree for name, (degree, _) in graphs.items()},
        texts={part.document.text_sha256[:12]: part.document.text for part in parts},
    )
