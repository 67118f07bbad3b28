"""What spans documents: the background that each is read against, and the data set that they make."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import pyoxigraph as ox
from rdflib.namespace import SKOS

from .catalogue_rdf import queries_graph, queries_to_rdf
from .dumps import Dump, catalogue_quads
from .errors import ZerenError
from .infer import infer
from .iris import Iris, units_graphs
from .links import links_to_rdf
from .namespaces import BASE
from .ontology import ontology
from .quads import canonical, reading_order
from .quality import quality_to_rdf
from .rdf import Packed
from .read.words import Words, load_words
from .records import Document
from .terms import ZR, concept
from .units import Authority, stamp
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
    tables: Path | None = None

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


def background(base: str = BASE, engine: str = "reasonable", tables: Path | None = None) -> Background:
    """Load vocabulary and tables, once in a process; what follows from them is inferred when asked for.

    Args:
        base: where data IRIs start.
        engine: what infers.
        tables: a folder of tables of one's own, added to those shipped.

    Raises:
        ZerenError: a table is wrong.
    """
    return _background(base, engine, tables, stamp(tables) if tables else ())


@cache
def _background(base: str, engine: str, tables: Path | None, _: tuple[object, ...]) -> Background:
    # The last argument tells tables that were edited in between from those that were read.
    words = load_words()
    return Background(
        words=words,
        authority=load_units(words.kinds, tables),
        names=UnitNames(words.kind_endings, words.kind_marks),
        base=base,
        engine=engine,
        tables=tables,
    )


def distinct(parts: Iterable[Stated]) -> list[Stated]:
    """Return each document once, however often and in whatever carriers it was given: the first counts.

    Raises:
        ZerenError: two documents of one scheme state a task under the same key.
    """
    kept: dict[str, Stated] = {}
    for part in parts:
        kept.setdefault(part.iris.document, part)
    seen: dict[str, tuple[str, str]] = {}
    for part in kept.values():
        meta = part.document.metadata
        for task in part.document.tasks:
            name, text = seen.setdefault(part.iris.task(task.key), (part.document.name, task.text))
            if name != part.document.name:
                raise ZerenError(
                    f"{name} and {part.document.name} both state task {task.key} of {part.iris.scheme_slug}"
                    f"{', in the same words' if text == task.text else ''}.",
                    mend="If one corrects the other, put"
                    f" `version = {meta.version + 1 if meta else 2}` into a file of its name with the ending"
                    " .toml beside it; if it repeats the other, build one; else give each its part headings.",
                )
    return list(kept.values())


def assemble(known: Background, built: Sequence[Built]) -> Dump:
    """Put documents, units, links, ontology, queries and catalogue into the named graphs of one data set."""
    base = known.base
    units, units_entailed = units_graphs(base)
    graphs = {
        units: ("stated", known.units),
        units_entailed: ("entailed", known.units_entailed),
        f"{base}graph/links": ("stated", Packed.of(links_to_rdf(known.authority, base, known.tables))),
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
    for triple in (*_implied_elsewhere(built), *_ruled_elsewhere(built)):
        once.pop(triple, None)
    quads = canonical(once.values())
    quads += catalogue_quads(quads, (part.iris.document for part in built), base) + quality_to_rdf(base)
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


def _ruled_elsewhere(built: Sequence[Built]) -> set[ox.Triple]:
    """Return what a table says of a scheme's rule where a file of the scheme says it itself.

    The rule stays: if it is another one, the scheme has two, and a check tells.
    """
    schemes = {part.iris.scheme for part in built if part.document.rule}
    basis, note = ox.NamedNode(ZR.basis), ox.NamedNode(SKOS.editorialNote)
    editorial = ox.NamedNode(concept("basis", "editorial"))
    return {
        q.triple
        for part in built
        if part.iris.scheme in schemes and not part.document.rule
        for q in part.stated.quads()
        if q.subject == ox.NamedNode(part.iris.scheme)
        and (q.predicate == note or (q.predicate == basis and q.object == editorial))
    }
