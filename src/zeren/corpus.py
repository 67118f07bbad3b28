"""What spans documents: the background that each is read against, and the data set that they make."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import pyoxigraph as ox

from .catalogue_rdf import queries_graph, queries_to_rdf
from .dumps import Dump, catalogue_quads
from .errors import ZerenError
from .infer import infer
from .iris import Iris, units_graphs
from .links import links_to_rdf
from .namespaces import BASE
from .ontology import ontology
from .quads import canonical, reading_order
from .rdf import Packed
from .read.words import Words, load_words
from .records import Document
from .terms import ZR, concept
from .units import Authority
from .units import load as load_units
from .units_rdf import UnitNames, units_to_rdf
from .validate import Report

__all__ = ["Background", "Built", "NotValidError", "Stated", "assemble", "background", "distinct"]


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
    base: str
    engine: str

    @cached_property
    def units(self) -> Packed:
        """What the tables of units state."""
        return Packed.of(units_to_rdf(self.authority, self.base))

    @cached_property
    def units_entailed(self) -> Packed:
        """What follows from the tables alone."""
        return infer(self.units, engine=self.engine).entailed


@dataclass(frozen=True, kw_only=True)
class Stated:
    """One document as read, and the triples that it states."""

    document: Document
    iris: Iris
    stated: Packed


@dataclass(frozen=True, kw_only=True)
class Built(Stated):
    """One document with everything that was made of it."""

    entailed: Packed
    derived: Packed
    by_rule: dict[str, int]
    report: Report


@cache
def background(base: str = BASE, engine: str = "reasonable") -> Background:
    """Load vocabulary and tables, once in a process; what follows from them is inferred when asked for.

    Raises:
        ZerenError: a table is wrong.
    """
    words = load_words()
    return Background(
        words=words,
        authority=load_units(words.kinds),
        names=UnitNames(words.kind_endings, words.kind_marks),
        base=base,
        engine=engine,
    )


def distinct(parts: Iterable[Stated]) -> list[Stated]:
    """Return each document once, however often it was given.

    Raises:
        ZerenError: two documents of one scheme state a task under the same key.
    """
    kept = {part.iris.document: part for part in parts}
    seen: dict[str, str] = {}
    for part in kept.values():
        for task in part.document.tasks:
            iri = part.iris.task(task.key)
            if iri in seen:
                raise ZerenError(
                    f"{seen[iri]} and {part.document.name} both state task {task.key}"
                    f" of {part.iris.scheme_slug}.",
                    mend="If they are two versions of one file, build one; else give each its part headings.",
                )
            seen[iri] = part.document.name
    return list(kept.values())


def assemble(known: Background, built: Sequence[Built]) -> Dump:
    """Put documents, units, links, ontology, queries and catalogue into the named graphs of one data set."""
    base = known.base
    units, units_entailed = units_graphs(base)
    graphs = {
        units: ("stated", known.units),
        units_entailed: ("entailed", known.units_entailed),
        f"{base}graph/links": ("stated", Packed.of(links_to_rdf(base))),
        f"{base}graph/ontology": ("ontology", ontology()),
        queries_graph(base): ("queries", Packed.of_quads(queries_to_rdf(base))),
    }
    graphs |= {part.iris.graph("stated"): ("stated", part.stated) for part in built}
    graphs |= {part.iris.graph("entailed"): ("entailed", part.entailed) for part in built}
    graphs |= {part.iris.graph("derived"): ("derived", part.derived) for part in built}
    # A triple in two graphs would be two answers of their union: the first graph to hold it keeps it.
    once: dict[ox.Triple, ox.Quad] = {}
    for name, (_, graph) in graphs.items():
        for quad in graph.quads(name):
            once.setdefault(quad.triple, quad)
    for triple in _implied_elsewhere(built):
        once.pop(triple, None)
    quads = canonical(once.values())
    quads += catalogue_quads(quads, (part.iris.document for part in built), base)
    return Dump(
        quads=reading_order(quads),
        degree_of={f"<{name}>": degree for name, (degree, _) in graphs.items()},
        texts={part.document.text_sha256[:12]: part.document.text for part in built},
    )


def _implied_elsewhere(built: Sequence[Built]) -> set[ox.Triple]:
    """Return the triples by which a file implies a section whose heading another file of the scheme shows."""
    basis, implied = ox.NamedNode(ZR.basis), ox.NamedNode(concept("basis", "implied"))
    sections = [(part.iris.section(s.key), s.basis) for part in built for s in part.document.sections]
    shown = {iri for iri, how in sections if how == "stated"}
    return {
        ox.Triple(ox.NamedNode(iri), basis, implied)
        for iri, how in sections
        if how == "implied" and iri in shown
    }
