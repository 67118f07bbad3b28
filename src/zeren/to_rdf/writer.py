"""What every statement needs: its triples, the passage that it rests on, the unit that it names."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SKOS

from ..iris import Iris
from ..records import Document, Span
from ..terms import OA, ZR, integer, string, zh
from ..units import Jurisdiction, UnitRow
from ..units_rdf import Unit, UnitNames

__all__ = ["Writer"]


@dataclass
class Writer:
    """One document's triples as they are written.

    ``year`` and ``day`` (of issue) tell units apart that bore a name one after another; ``own`` are the
    collectives that the scheme defines, by the IRI of the general one of that name.
    """

    iris: Iris
    document: Document
    jurisdiction: Jurisdiction
    names: UnitNames
    year: int
    day: date | None
    graph: Graph = field(default_factory=Graph)
    own: dict[URIRef, Unit] = field(default_factory=dict)
    _units: dict[str, Unit] = field(default_factory=dict)
    _passages: set[URIRef] = field(default_factory=set)

    def state(self, subject: URIRef, *pairs: tuple[URIRef, URIRef | object]) -> None:
        """Add one triple for each pair whose value is not None."""
        for predicate, value in pairs:
            if value is not None:
                self.graph.add((subject, predicate, value))  # type: ignore[arg-type]

    def passage(self, span: Span, line: Span | None = None) -> URIRef:
        """State a passage of the document; ``line`` is the whole line, or lines, that it lies in."""
        passage = URIRef(self.iris.passage(span.start, span.end))
        if passage not in self._passages:  # a line may be long, and hold many passages
            self._passages.add(passage)
            self.state(
                passage,
                (RDF.type, ZR.Passage),
                (OA.hasSource, URIRef(self.iris.document)),
                (OA.exact, string(self.document.text[span.start : span.end])),
                (OA.start, integer(span.start)),
                (OA.end, integer(span.end)),
                (ZR.line, integer(self.span(span.start, span.end).line)),
            )
        self.state(passage, (ZR.inLine, self.passage(line) if line else None))
        return passage

    def span(self, start: int, end: int) -> Span:
        """Return a span with its line, counted in the text."""
        return Span(start=start, end=end, line=bisect_right(self._line_starts, start))

    def words(self, span: Span) -> URIRef:
        """State a passage with the line that it lies in: a task's, or else the whole line of the text."""
        return self.passage(span, self.task_line(span) or self._line(span))

    def task_line(self, span: Span) -> Span | None:
        """Return the line, or lines, of the task in which a passage lies."""
        at = bisect_right(self._tasks, span.start, key=lambda task: task.start)
        found = self._tasks[at - 1] if at else None
        return found if found and span.end <= found.end else None

    def _line(self, span: Span) -> Span:
        """Return the whole line of the text, or lines, in which a passage lies."""
        starts = self._line_starts
        first, last = bisect_right(starts, span.start), bisect_right(starts, span.end - 1)
        end = starts[last] - 1 if last < len(starts) else len(self.document.text)
        return Span(start=starts[first - 1], end=end, line=first)

    @cached_property
    def _tasks(self) -> list[Span]:
        return sorted((task.span for task in self.document.tasks), key=lambda span: span.start)

    @cached_property
    def _line_starts(self) -> list[int]:
        starts, text = [0], self.document.text
        while at := text.find("\n", starts[-1]) + 1:
            starts.append(at)
        return starts

    def person(self, name: str) -> URIRef:
        """State a leader by name."""
        person = URIRef(self.iris.person(name))
        self.state(person, (RDF.type, ZR.Person), (SKOS.prefLabel, zh(name)))
        return person

    def unit(self, name: str, second_name: str | None = None) -> Unit:
        """Return the unit that a name stands for; one that no table knows is stated here, with its names."""
        if name not in self._units:
            unit = self.general(name)
            own = self.own.get(unit.iri)
            if own is None and not unit.is_known:
                self.graph += self.names.describe(unit, name)
            self._units[name] = own or unit
        unit = self._units[name]
        if second_name and not unit.is_known:
            self.state(unit.iri, (SKOS.altLabel, zh(second_name)))
        return unit

    def general(self, name: str) -> Unit:
        """Return the unit that a name stands for outside this scheme too."""
        return self.names.resolve(name, self.jurisdiction, self.iris, self.year, self.day)

    def tabled(self, name: str) -> UnitRow | None:
        """Return what a table knows of the unit that a name stands for."""
        return self.jurisdiction.find(name, self.year, self.day)

    def is_collective(self, name: str) -> bool:
        """Say whether a name stands for several units."""
        row = self.tabled(name)
        return (row.kind if row else self.names.kind(name)) == "collective"
