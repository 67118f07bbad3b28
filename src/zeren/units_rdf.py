"""Units as triples: the authority tables, and units that only a document names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, ORG, RDF, SKOS

from .iris import Iris, slug
from .namespaces import BASE
from .terms import SCHEMA, SKOSXL, ZR, concept, en, string, zh
from .terms import date as _day
from .units import Authority, ChangeRow, Jurisdiction, PlaceRow, UnitRow

__all__ = ["Unit", "UnitNames", "units_to_rdf"]


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A unit that a name stands for; ``place`` is a division code, known only from a table."""

    iri: URIRef
    slug: str
    place: str | None
    is_known: bool


@dataclass(frozen=True)
class UnitNames:
    """How names tell what kind of unit they are, from ``ontology/vocab/unit-kinds.ttl``."""

    endings: Mapping[str, str]
    marks: Mapping[str, str]

    def kind(self, name: str) -> str:
        """Return the kind that a name speaks of: by a mark anywhere in it, else by its longest known ending.

        >>> UnitNames({"局": "government-department"}, {"各": "collective"}).kind("市水务局")
        'government-department'
        """
        marks = [mark for mark in self.marks if mark in name]
        endings = [ending for ending in self.endings if name.endswith(ending)]
        if marks:
            return self.marks[max(marks, key=len)]
        return self.endings[max(endings, key=len)] if endings else "other"

    def resolve(
        self,
        name: str,
        jurisdiction: Jurisdiction,
        iris: Iris,
        year: int | None = None,
        day: date | None = None,
    ) -> Unit:
        """Return the unit of a name within a jurisdiction: 市发改委 is another unit in another city.

        Year and day are those of the document: units may bear a name one after another.
        """
        row = jurisdiction.find(name, year, day)
        code = row.slug if row else slug(name)
        return Unit(
            iri=URIRef(iris.unit(jurisdiction.slug, code)),
            slug=code,
            place=row.place or None if row else None,
            is_known=row is not None,
        )

    def describe(self, unit: Unit, name: str) -> Graph:
        """Return what is stated of a unit that no table knows: its kind is inferred, and says so."""
        graph = Graph()
        kind = self.kind(name)
        for type_ in _types(kind):
            graph.add((unit.iri, RDF.type, type_))
        graph.add((unit.iri, SKOS.prefLabel, zh(name)))
        graph.add((unit.iri, ZR.kind, concept("kind", kind)))
        graph.add((unit.iri, ZR.basis, concept("basis", "rule")))
        return graph


def _types(kind: str) -> tuple[URIRef, URIRef]:
    return ZR.Unit, ZR.CollectiveUnit if kind == "collective" else ORG.Organization


def units_to_rdf(authority: Authority, base: str = BASE) -> Graph:
    """Return the triples of the unit tables and of the places that they speak of.

    Args:
        authority: the tables.
        base: where data IRIs start.
    """
    iris = Iris("", "", base)
    graph = Graph()
    for place in authority.places:
        _place(graph, iris, place)
    for jurisdiction in authority.jurisdictions:
        _jurisdiction(graph, iris, jurisdiction)
    return graph


def _place(graph: Graph, iris: Iris, row: PlaceRow) -> None:
    place = URIRef(iris.place(row.code))
    graph.add((place, RDF.type, SCHEMA.AdministrativeArea))
    graph.add((place, SKOS.notation, string(row.code)))
    graph.add((place, SKOS.prefLabel, zh(row.name)))
    graph.add((place, SKOS.prefLabel, en(row.name_en)))
    for alias in row.aliases:
        graph.add((place, SKOS.altLabel, zh(alias)))
    if row.within:
        graph.add((place, SCHEMA.containedInPlace, URIRef(iris.place(row.within))))


def _jurisdiction(graph: Graph, iris: Iris, jurisdiction: Jurisdiction) -> None:
    units = {row.slug: URIRef(iris.unit(jurisdiction.slug, row.slug)) for row in jurisdiction.units}
    for row in jurisdiction.units:
        _unit(graph, units[row.slug], row)
        if row.place:
            graph.add((units[row.slug], ZR.jurisdiction, URIRef(iris.place(row.place))))
        if row.subset_of:
            graph.add((units[row.slug], ZR.subsetOf, units[row.subset_of]))
        for parent in row.parents:
            graph.add((units[row.slug], ORG.subOrganizationOf, units[parent]))
    for member in jurisdiction.members:
        node = URIRef(f"{units[member.collective]}/member/{member.member}")
        graph.add((node, RDF.type, ZR.Membership))
        graph.add((node, ZR.collective, units[member.collective]))
        graph.add((node, ZR.memberUnit, units[member.member]))
        graph.add((node, ZR.reading, concept("reading", member.reading)))
        graph.add((node, ZR.confidence, concept("confidence", member.confidence)))
        graph.add((node, ZR.basis, concept("basis", "editorial")))
        graph.add((node, DCTERMS.source, string(member.source)))
    for change in jurisdiction.changes:
        _change(
            graph,
            URIRef(iris.change(jurisdiction.slug, change.day, (*change.after, *change.before)[0])),
            change,
            units,
        )


def _change(graph: Graph, node: URIRef, change: ChangeRow, units: Mapping[str, URIRef]) -> None:
    graph.add((node, RDF.type, ORG.ChangeEvent))
    graph.add((node, DCTERMS.date, _day(change.day)))
    graph.add((node, DCTERMS.type, concept("change-kind", change.kind)))
    for ended in change.before:
        graph.add((node, ORG.originalOrganization, units[ended]))
    for begun in change.after:
        graph.add((node, ORG.resultingOrganization, units[begun]))
    graph.add((node, ZR.basis, concept("basis", "editorial")))
    graph.add((node, DCTERMS.source, string(change.source)))


def _unit(graph: Graph, unit: URIRef, row: UnitRow) -> None:
    for type_ in _types(row.kind):
        graph.add((unit, RDF.type, type_))
    graph.add((unit, ZR.kind, concept("kind", row.kind)))
    graph.add((unit, SKOS.prefLabel, zh(row.name)))
    for alias in row.aliases:
        graph.add((unit, SKOS.altLabel, zh(alias)))
    if row.open_set:
        graph.add((unit, ZR.openSet, Literal(True)))
    for predicate, day in ((SCHEMA.foundingDate, row.valid_from), (SCHEMA.dissolutionDate, row.valid_to)):
        if day:
            graph.add((unit, predicate, _day(day)))
    # The English name is our translation; an unsure row gives no official name.
    if row.name_en:
        graph.add((unit, SKOS.prefLabel, en(row.name_en)))
        _label(graph, unit, "en", SKOSXL.prefLabel, en(row.name_en), row)
    if row.official_name:
        _label(graph, unit, "official", SKOSXL.altLabel, zh(row.official_name), row)


def _label(graph: Graph, unit: URIRef, name: str, predicate: URIRef, form: object, row: UnitRow) -> None:
    label = URIRef(f"{unit}/label/{name}")
    graph.add((unit, predicate, label))
    graph.add((label, RDF.type, SKOSXL.Label))
    graph.add((label, SKOSXL.literalForm, form))  # type: ignore[arg-type]
    graph.add((label, ZR.confidence, concept("confidence", row.confidence)))
    graph.add((label, ZR.basis, concept("basis", "editorial")))
    graph.add((label, DCTERMS.source, string(row.source)))
