"""What spans documents: the background that each is read against, and the data set that they make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from .dumps import Dump, catalogue_quads
from .infer import infer
from .iris import Iris, units_graphs
from .links import links_to_rdf
from .namespaces import BASE
from .ontology import ontology
from .quads import canonical, reading_order
from .rdf import Packed
from .read.words import Words, load_words
from .records import Document
from .units import Authority
from .units import load as load_units
from .units_rdf import UnitNames, units_to_rdf
from .validate import Report

__all__ = ["Background", "Built", "NotValidError", "Stated", "assemble", "background"]


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


def assemble(known: Background, built: Sequence[Built]) -> Dump:
    """Put documents, units, links, ontology and catalogue into the named graphs of one data set."""
    base = known.base
    units, units_entailed = units_graphs(base)
    graphs = {
        units: ("stated", known.units),
        units_entailed: ("entailed", known.units_entailed),
        f"{base}graph/links": ("stated", Packed.of(links_to_rdf(base))),
        f"{base}graph/ontology": ("ontology", ontology()),
    }
    for part in built:
        graphs[part.iris.graph("stated")] = ("stated", part.stated)
        graphs[part.iris.graph("entailed")] = ("entailed", part.entailed)
        graphs[part.iris.graph("derived")] = ("derived", part.derived)
    quads = canonical(quad for name, (_, graph) in graphs.items() for quad in graph.quads(name))
    quads += catalogue_quads(quads, (part.iris.document for part in built), base)
    return Dump(
        quads=reading_order(quads),
        degree_of={f"<{name}>": degree for name, (degree, _) in graphs.items()},
        texts={part.document.text_sha256[:12]: part.document.text for part in built},
    )
