"""The tables of units as triples: kinds, names, collectives, parents; time and the reforms that give it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, ORG, RDF, SKOS, XSD

from zeren.corpus import Background, background
from zeren.iris import Iris, slug
from zeren.namespaces import BASE
from zeren.read import read_document
from zeren.terms import SCHEMA, SKOSXL, ZR, concept, en, string, zh
from zeren.to_rdf import to_rdf
from zeren.units import Jurisdiction
from zeren.units_rdf import units_to_rdf
from zeren.validate import validate

DATA = Path(__file__).parent / "data" / "units"
SCHEMES = sorted((DATA / "schemes").glob("*.txt"))


@pytest.fixture(scope="module")
def composed() -> Background:
    """What is known with the composed tables."""
    return background(tables=DATA / "good")


@pytest.fixture(scope="module")
def graph(composed: Background) -> Graph:
    """The composed tables as triples, among the shipped ones."""
    return units_to_rdf(composed.authority)


def unit(end: str, table: str = "yunjiang") -> URIRef:
    """Return the IRI of a unit."""
    return URIRef(f"{BASE}unit/{table}/{end}")


def test_tables_conform(composed: Background) -> None:
    """What the tables state is valid."""
    report = validate(composed.units)
    assert report.conforms, [(r.shape, r.focus) for r in report.results]


def test_single_and_collective(graph: Graph) -> None:
    """Kinds, places, names with confidence and source, collectives with their members."""
    school, town = unit("xian-jiao-yu-ju", "qinglan"), unit("shi-qiao-zhen-ren-min-zheng-fu", "qinglan")
    towns = unit("ge-xiang-zhen-ren-min-zheng-fu", "qinglan")
    some = unit("yan-xian-ge-zhen-ren-min-zheng-fu", "qinglan")
    assert set(graph.objects(school, RDF.type)) == {ZR.Unit, ORG.Organization}
    assert set(graph.objects(towns, RDF.type)) == {ZR.Unit, ZR.CollectiveUnit}
    assert graph.value(school, ZR.jurisdiction) == URIRef(f"{BASE}place/990001")
    assert graph.value(school, ZR.kind) == concept("kind", "government-department")
    label = URIRef(f"{school}/label/official")
    assert graph.value(school, SKOSXL.altLabel) == label
    assert graph.value(label, SKOSXL.literalForm) == zh("青岚县教育局")
    assert graph.value(label, ZR.confidence) == concept("confidence", "sure")
    assert graph.value(label, DCTERMS.source) == Literal("composed")
    assert graph.value(towns, ZR.openSet) == Literal(True)
    assert graph.value(some, ZR.subsetOf) == towns
    node = URIRef(f"{towns}/member/shi-qiao-zhen-ren-min-zheng-fu")
    assert set(graph.predicate_objects(node)) == {
        (RDF.type, ZR.Membership),
        (ZR.collective, towns),
        (ZR.memberUnit, town),
        (ZR.reading, concept("reading", "literal")),
        (ZR.confidence, concept("confidence", "sure")),
        (ZR.basis, concept("basis", "editorial")),
        (DCTERMS.source, Literal("composed")),
    }
    assert graph.value(URIRef(f"{BASE}place/990001"), SCHEMA.containedInPlace) == URIRef(
        f"{BASE}place/990000"
    )


def test_unsure_row_keeps_its_unit(graph: Graph) -> None:
    """What the table holds as an unsure official name reaches no triple."""
    office = unit("xian-fang-zhi-ban", "qinglan")
    assert set(graph.objects(office, SKOS.prefLabel)) == {
        zh("县方志办"),
        en("Qinglan County Chronicles Office"),
    }
    assert graph.value(office, SKOSXL.altLabel) is None
    assert zh("青岚县地方志办公室") not in set(graph.objects())


def test_least_row(graph: Graph) -> None:
    """What a row leaves out is not stated."""
    assert set(graph.predicate_objects(unit("shi-jiao-yu-ju-2019"))) == {
        (RDF.type, ZR.Unit),
        (RDF.type, ORG.Organization),
        (ZR.kind, concept("kind", "government-department")),
        (SKOS.prefLabel, zh("市教育局")),
        (ORG.subOrganizationOf, unit("shi-ren-min-zheng-fu")),
        (SCHEMA.foundingDate, Literal("2019-03-20", datatype=XSD.date)),
    }


def test_parents(graph: Graph) -> None:
    """A parent is named by any of its names or by its slug, and there may be several."""
    assert set(graph.objects(unit("shi-ti-yu-ju"), ORG.subOrganizationOf)) == {
        unit("shi-ren-min-zheng-fu"),
        unit("shi-jiao-yu-ju-2019"),
    }


def test_reform_is_a_change_event(graph: Graph) -> None:
    """What ends, what begins, when, of what kind and who says so."""
    node = URIRef(Iris("", "").change("yunjiang", date(2019, 3, 20), "shi-jiao-yu-ju-2019"))
    assert set(graph.predicate_objects(node)) == {
        (RDF.type, ORG.ChangeEvent),
        (DCTERMS.date, Literal("2019-03-20", datatype=XSD.date)),
        (DCTERMS.type, concept("change-kind", "split")),
        (ORG.originalOrganization, unit("shi-jiao-yu-ju")),
        (ORG.resultingOrganization, unit("shi-jiao-yu-ju-2019")),
        (ORG.resultingOrganization, unit("shi-ti-yu-ju")),
        (DCTERMS.source, string("composed: the reform plan of 2019")),
        (ZR.basis, concept("basis", "editorial")),
    }


@pytest.mark.parametrize(
    ("code", "start", "end"),
    [
        ("shi-ren-min-zheng-fu", None, None),
        ("shi-jiao-yu-ju", None, "2019-03-20"),
        ("shi-jiao-yu-ju-2019", "2019-03-20", None),
        ("shi-gui-hua-ju", "1998-05-01", "2019-01-09"),
        ("shi-guo-tu-ju", None, "2019-01-09"),
        ("shi-zi-ran-zi-yuan-he-gui-hua-ju", "2019-01-09", None),
    ],
)
def test_a_reform_gives_units_their_time(graph: Graph, code: str, start: str | None, end: str | None) -> None:
    """Those before it end on its day and those after it begin, whether their own rows say so or not."""
    assert graph.value(unit(code), SCHEMA.foundingDate) == (start and Literal(start, datatype=XSD.date))
    assert graph.value(unit(code), SCHEMA.dissolutionDate) == (end and Literal(end, datatype=XSD.date))


# A name in its time.

OLD = {"市教育局": "shi-jiao-yu-ju", "市规划局": "shi-gui-hua-ju", "市国土资源局": "shi-guo-tu-ju"}
NEW = OLD | {"市教育局": "shi-jiao-yu-ju-2019", "市规划局": "shi-zi-ran-zi-yuan-he-gui-hua-ju"}


@pytest.mark.parametrize(
    ("year", "day", "expected"),
    [
        (2017, None, OLD),
        (2018, None, OLD),
        # In the year of the reform, the unit that is there at its end.
        (2019, None, NEW),
        (2019, date(2019, 3, 20), NEW),
        (2019, date(2019, 1, 8), OLD),
        (2019, date(2019, 3, 19), OLD | {"市规划局": NEW["市规划局"]}),
        (2020, None, NEW),
        (None, None, NEW),
    ],
)
def test_a_name_means_the_unit_of_the_year(
    year: int | None, day: date | None, expected: dict[str, str], composed: Background
) -> None:
    """A name that two bear is resolved by day or year; one that a single unit ever bore, by itself."""
    [found] = [j for j in composed.authority.jurisdictions if j.slug == "yunjiang"]
    slugs = {name: row.slug if (row := found.find(name, year, day)) else None for name in expected}
    assert slugs == expected


def test_a_name_between_two_units_is_nobodys(composed: Background) -> None:
    """Where neither unit of a name is there, nothing is guessed."""
    [found] = [j for j in composed.authority.jurisdictions if j.slug == "yunjiang"]
    assert found.find("市规划局", 1990) is None


@pytest.mark.parametrize("file", SCHEMES, ids=lambda file: file.stem)
def test_schemes_before_and_after_a_reform(file: Path, composed: Background) -> None:
    """The scheme of the year before names the old units, that of the year after the new ones."""
    document = read_document(file, words=composed.words, authority=composed.authority)
    stated = to_rdf(document, authority=composed.authority, names=composed.names)
    assert document.metadata is not None
    names = OLD if document.metadata.year < 2019 else NEW
    assigned = {
        str(stated.value(node, ZR.unitAsWritten)): stated.value(node, ZR.assignee)
        for node in stated.subjects(RDF.type, ZR.Assignment)
    }
    assert len(assigned) == 5
    assert {name: assigned[name] for name in names} == {name: unit(code) for name, code in names.items()}
    assert not list(stated.subjects(RDF.type, ZR.Unit)), "no unit is unknown"


def test_every_scheme_is_collected() -> None:
    """No document is lost."""
    assert len(SCHEMES) == 3


# A unit that no table knows.


@given(st.lists(st.text(st.characters(categories=["L", "N", "P", "S"])), min_size=2, max_size=4, unique=True))
def test_any_name_has_an_iri_of_its_own(names: list[str]) -> None:
    """ASCII words joined by hyphens, and no two names the same."""
    slugs = {slug(name) for name in names}
    assert len(slugs) == len(names)
    assert all(re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", one) for one in slugs)


@pytest.mark.parametrize(
    ("one", "other"), [("市水务局", "市税务局"), ("石桥镇", "石侨镇"), ("县编办", "县边办")]
)
def test_names_that_sound_alike_are_two_units(one: str, other: str) -> None:
    """Pinyin is the same, the digest is not."""
    assert slug(one) != slug(other)
    assert slug(one).rpartition("-")[0] == slug(other).rpartition("-")[0]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("省发展和改革委员会", "government-department"),
        ("石桥镇人民政府", "subdistrict-or-township"),
        ("东桥区人民政府", "district-government"),
        ("中山街道办事处", "subdistrict-or-township"),
        ("高新区管委会", "functional-zone-committee"),
        ("市防汛抗旱指挥部办公室", "leading-group"),
        ("各区(县)人民政府", "collective"),
        ("云江城建公司", "enterprise"),
        ("李一", "other"),
    ],
)
def test_kind_is_inferred_and_says_so(name: str, kind: str, composed: Background) -> None:
    """Of any government: the kind by the name, the basis a rule, no jurisdiction."""
    nowhere = Jurisdiction("shi-jiang", (), ())
    found = composed.names.resolve(name, nowhere, Iris("", ""))
    assert not found.is_known
    stated = composed.names.describe(found, name)
    assert stated.value(found.iri, ZR.kind) == concept("kind", kind)
    assert stated.value(found.iri, ZR.basis) == concept("basis", "rule")
    assert stated.value(found.iri, ZR.jurisdiction) is None
