"""Step 2: records to the triples that a document states. Pure: no file, no network, no clock."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field

from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS, RDF, SKOS

from .errors import ZerenError
from .iris import Iris, slug
from .namespaces import BASE, VOCAB
from .records import Assignment, Document, Metadata, Section, Span, Target, Task
from .terms import OA, QUDT, SCHEMA, ZR, concept, decimal, integer, string, zh
from .units import Authority, Jurisdiction
from .units_rdf import Unit, UnitNames

__all__ = ["iris_of", "to_rdf"]

_SIGNS = {"=": "equal", ">=": "at-least", "<=": "at-most", ">": "more-than", "<": "less-than", "~": "about"}
#: A government's name without one of these is its place's.
_OFFICES = ("人民政府", "政府")


def to_rdf(document: Document, *, authority: Authority, names: UnitNames, base: str = BASE) -> Graph:
    """Return the triples that a document states (DESIGN section 2), with the units that no table knows.

    Args:
        document: what was read.
        authority: the tables of units.
        names: how a name tells what kind of unit it is, for units that no table knows.
        base: where data IRIs start.

    Raises:
        ZerenError: the document does not say whose scheme it is, or for which year.
    """
    iris = iris_of(document, authority=authority, base=base)
    meta = _metadata(document)
    writer = _Writer(
        iris=iris,
        text=document.text,
        jurisdiction=authority.of_government(meta.government)
        or Jurisdiction(_place_slug(meta.government), (), ()),
        names=names,
    )
    writer.scheme(meta, authority)
    writer.document(document, meta)
    for section in document.sections:
        writer.section(section)
    for task in document.tasks:
        writer.task(task)
    return writer.graph


def iris_of(document: Document, *, authority: Authority, base: str = BASE) -> Iris:
    """Return the maker of a document's IRIs.

    Raises:
        ZerenError: the document does not say whose scheme it is, or for which year.
    """
    meta = _metadata(document)
    jurisdiction = authority.of_government(meta.government)
    place = jurisdiction.slug if jurisdiction else _place_slug(meta.government)
    return Iris(f"{place}-{meta.year}", document.text_sha256, base)


def _metadata(document: Document) -> Metadata:
    if document.metadata is None:
        stem = document.name.rpartition(".")[0] or document.name
        raise ZerenError(
            f"{document.name}: no title that names a government and a year.",
            mend=f"Put title, government and year into a file {stem}.toml beside it.",
        )
    return document.metadata


def _place_slug(government: str) -> str:
    return slug(next((government.removesuffix(o) for o in _OFFICES if government.endswith(o)), government))


def _digest_iri(sha256: str) -> URIRef:
    """Name a file by its bytes (RFC 6920), for a document that names no source."""
    code = base64.urlsafe_b64encode(bytes.fromhex(sha256)).decode().rstrip("=")
    return URIRef(f"ni:///sha-256;{code}")


@dataclass
class _Writer:
    """Writes one document's triples; each method states one kind of thing."""

    iris: Iris
    text: str
    jurisdiction: Jurisdiction
    names: UnitNames
    graph: Graph = field(default_factory=Graph)
    units: dict[str, Unit] = field(default_factory=dict)

    def state(self, subject: URIRef, *pairs: tuple[URIRef, URIRef | object]) -> None:
        """Add one triple for each pair whose value is not None."""
        for predicate, value in pairs:
            if value is not None:
                self.graph.add((subject, predicate, value))  # type: ignore[arg-type]

    def scheme(self, meta: Metadata, authority: Authority) -> None:
        """State the scheme: its title without the part of the file, its year, who issued it."""
        scheme = URIRef(self.iris.scheme)
        publisher = self.unit(meta.government, None)
        self.state(
            scheme,
            (RDF.type, ZR.Scheme),
            (DCTERMS.title, zh(meta.scheme_title)),
            (ZR.year, integer(meta.year)),
            (DCTERMS.publisher, publisher.iri),
            (DCTERMS.spatial, URIRef(self.iris.place(publisher.place)) if publisher.place else None),
        )
        for known in authority.schemes:
            if known.scheme == self.iris.scheme_slug:
                rule = concept("accountability-rule", known.accountability_rule)
                self.state(scheme, (ZR.accountabilityRule, rule), (SKOS.editorialNote, string(known.source)))

    def document(self, document: Document, meta: Metadata) -> None:
        """State the file: digests of its bytes and of its text, where it came from."""
        self.state(
            URIRef(self.iris.document),
            (RDF.type, ZR.Document),
            (ZR.ofScheme, URIRef(self.iris.scheme)),
            (DCTERMS.title, zh(meta.title)),
            (ZR.bytesSha256, string(document.bytes_sha256)),
            (ZR.textSha256, string(document.text_sha256)),
            (DCTERMS.source, string(meta.source) if meta.source else _digest_iri(document.bytes_sha256)),
            (ZR.copyStatus, concept("copy-status", meta.copy_status) if meta.copy_status else None),
        )

    def section(self, section: Section) -> None:
        """State a part, section or group; an implied one has no words of the document to rest on."""
        if section.parent:
            above = (ZR.inSection, URIRef(self.iris.section(section.parent)))
        else:
            above = (ZR.ofScheme, URIRef(self.iris.scheme))
        subject = URIRef(self.iris.section(section.key))
        self.state(
            subject,
            (RDF.type, ZR.Section),
            above,
            (ZR.level, integer(section.level)),
            (ZR.number, integer(section.number)),
            (ZR.basis, concept("basis", section.basis)),
        )
        if section.span:
            self.state(
                subject,
                (DCTERMS.title, zh(section.title)),
                (ZR.numberAsWritten, string(section.number_as_written)),
                (ZR.statedAt, self.passage(section.span)),
            )

    def task(self, task: Task) -> None:
        """State a task with its assignments and targets."""
        line = self.passage(task.span)
        self.state(
            URIRef(self.iris.task(task.key)),
            (RDF.type, ZR.Task),
            (SKOS.notation, string(task.key)),
            (ZR.number, integer(task.number)),
            (ZR.numberAsWritten, string(task.number_as_written)),
            (ZR.text, zh(task.text)),
            (ZR.inSection, URIRef(self.iris.section(task.section))),
            (ZR.statedAt, line),
        )
        for assignment in task.assignments:
            self.assignment(task, assignment, line)
        for order, target in enumerate(task.targets, 1):
            self.target(task, order, target, line)

    def assignment(self, task: Task, assignment: Assignment, line: URIRef) -> None:
        """State one task given to one assignee in one role."""
        if assignment.is_person:
            assignee = self.person(assignment.unit)
            code = slug(assignment.unit)
        else:
            unit = self.unit(assignment.unit, assignment.second_name)
            assignee, code = unit.iri, unit.slug
        self.state(
            URIRef(self.iris.assignment(task.key, assignment.role, code)),
            (RDF.type, ZR.Assignment),
            (ZR.task, URIRef(self.iris.task(task.key))),
            (ZR.assignee, assignee),
            (ZR.role, concept("role", assignment.role)),
            (ZR.position, integer(assignment.position)),
            (ZR.basis, concept("basis", assignment.basis)),
            (ZR.roleAsWritten, string(assignment.role_as_written)),
            (ZR.unitAsWritten, string(assignment.unit_as_written)),
            (ZR.statedAt, self.passage(assignment.span, line)),
        )

    def target(self, task: Task, order: int, target: Target, line: URIRef) -> None:
        """State one number that a task must reach, and the indicator that it counts."""
        indicator = URIRef(self.iris.indicator(target.indicator))
        self.state(
            indicator,
            (RDF.type, SKOS.Concept),
            (SKOS.prefLabel, zh(target.indicator)),
            (SKOS.inScheme, URIRef(f"{VOCAB}indicator")),
        )
        start, end = task.text_start + target.start, task.text_start + target.end
        number = task.span.line + self.text.count("\n", task.span.start, start)
        self.state(
            URIRef(self.iris.target(task.key, order)),
            (RDF.type, ZR.Target),
            (ZR.task, URIRef(self.iris.task(task.key))),
            (ZR.indicator, indicator),
            (ZR.indicatorText, zh(target.indicator)),
            (SCHEMA.value, decimal(target.value)),
            (ZR.bound, concept("bound", _SIGNS[target.bound])),
            (SCHEMA.unitText, string(target.measure)),
            (ZR.measureKind, concept("measure-kind", target.measure_kind)),
            (ZR.basis, concept("basis", "stated")),
            (ZR.action, zh(target.action) if target.action else None),
            (QUDT.hasUnit, URIRef(target.unit_iri) if target.unit_iri else None),
            (ZR.statedAt, self.passage(Span(start=start, end=end, line=number), line)),
        )

    def passage(self, span: Span, line: URIRef | None = None) -> URIRef:
        """State a passage of the document; ``line`` is the passage of the task that it lies in."""
        passage = URIRef(self.iris.passage(span.start, span.end))
        self.state(
            passage,
            (RDF.type, ZR.Passage),
            (OA.hasSource, URIRef(self.iris.document)),
            (OA.exact, string(self.text[span.start : span.end])),
            (OA.start, integer(span.start)),
            (OA.end, integer(span.end)),
            (ZR.line, integer(span.line)),
            (ZR.inLine, line),
        )
        return passage

    def person(self, name: str) -> URIRef:
        """State a leader by name."""
        person = URIRef(self.iris.person(name))
        self.state(person, (RDF.type, ZR.Person), (SKOS.prefLabel, zh(name)))
        return person

    def unit(self, name: str, second_name: str | None) -> Unit:
        """Return the unit that a name stands for; one that no table knows is stated here, with its names."""
        if name not in self.units:
            unit = self.names.resolve(name, self.jurisdiction, self.iris)
            self.units[name] = unit
            if not unit.is_known:
                self.graph += self.names.describe(unit, name)
        unit = self.units[name]
        if second_name and not unit.is_known:
            self.state(unit.iri, (SKOS.altLabel, zh(second_name)))
        return unit
