"""The tables of units: a wrong row is an error with its line, the shipped ones hold what they should."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, ORG, SKOS

from zeren.corpus import Background
from zeren.errors import ZerenError
from zeren.namespaces import BASE
from zeren.terms import SCHEMA, SKOSXL, ZR, concept, en, zh
from zeren.units import Authority, Jurisdiction, load
from zeren.units_rdf import units_to_rdf

DATA = Path(__file__).parent / "data" / "units"
BAD = sorted(path for path in (DATA / "bad").iterdir() if path.is_dir())


def test_every_bad_table_is_collected() -> None:
    """No case is lost."""
    assert len(BAD) == 43


@pytest.mark.parametrize("case", BAD, ids=lambda case: case.name)
def test_bad_row_is_refused(case: Path, tmp_path: Path, known: Background) -> None:
    """The error names file and line, says what is wrong there, and how to mend it."""
    shutil.copytree(DATA / "good", tmp_path, dirs_exist_ok=True)
    shutil.copytree(case, tmp_path, dirs_exist_ok=True)
    with pytest.raises(ZerenError) as error:
        load(known.words.kinds, tmp_path)
    says = (case / "says.txt").read_text(encoding="utf-8").strip()
    assert error.value.what.startswith(f"{tmp_path}/{says}")
    assert error.value.mend


@pytest.mark.parametrize("name", ["units/places.csv", "units/qinglan/members.csv", "schemes.csv"])
def test_missing_table_is_refused(name: str, tmp_path: Path, known: Background) -> None:
    """A table that is not there is an error as well."""
    shutil.copytree(DATA / "good", tmp_path, dirs_exist_ok=True)
    (tmp_path / name).unlink()
    with pytest.raises(ZerenError) as error:
        load(known.words.kinds, tmp_path)
    assert error.value.what.startswith(str(tmp_path / name))


@pytest.fixture
def good(known: Background) -> Authority:
    """The composed tables."""
    return load(known.words.kinds, DATA / "good")


def test_unit_is_found_by_each_of_its_names(good: Authority) -> None:
    """By its own, an alias, its official name; an unsure official name is not one."""
    [qinglan] = good.jurisdictions
    assert qinglan.slug == "qinglan"
    for name in ("县方志办", "县史志办", "县志办"):
        row = qinglan.find(name)
        assert row is not None
        assert row.slug == "xian-fang-zhi-ban"
    assert qinglan.find("青岚县教育局") is qinglan.find("县教育局") is not None
    assert qinglan.find("青岚县地方志办公室") is None
    assert qinglan.find("") is None


def test_government_has_its_table(good: Authority) -> None:
    """The table is that of the government which it lists, by any of its names."""
    [qinglan] = good.jurisdictions
    assert good.of_government("青岚县人民政府") is good.of_government("县政府") is qinglan
    assert good.of_government("云江市人民政府") is None
    assert good.of_government("") is None


def test_tables_as_triples(good: Authority) -> None:
    """Kinds, places, names with confidence and source, collectives with their members."""
    graph = units_to_rdf(good)

    def unit(name: str) -> URIRef:
        return URIRef(f"{BASE}unit/qinglan/{name}")

    school, town = unit("xian-jiao-yu-ju"), unit("shi-qiao-zhen-ren-min-zheng-fu")
    towns, some = unit("ge-xiang-zhen-ren-min-zheng-fu"), unit("yan-xian-ge-zhen-ren-min-zheng-fu")
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


def assert_no_official_name(graph: Graph, unit: URIRef, name: str, english: str) -> None:
    """Check that an unsure unit is there, with the name that documents use and no other."""
    assert graph.value(unit, RDF.type) is not None
    assert set(graph.objects(unit, SKOS.prefLabel)) == {zh(name), en(english)}
    assert graph.value(unit, SKOSXL.altLabel) is None
    assert (URIRef(f"{unit}/label/official"), None, None) not in graph


def test_unsure_row_keeps_its_unit(good: Authority) -> None:
    """What the table holds as an unsure official name reaches no triple."""
    graph = units_to_rdf(good)
    unit = URIRef(f"{BASE}unit/qinglan/xian-fang-zhi-ban")
    assert_no_official_name(graph, unit, "县方志办", "Qinglan County Chronicles Office")
    assert zh("青岚县地方志办公室") not in set(graph.objects())


# The shipped tables.


@pytest.fixture
def wuhan(known: Background) -> Jurisdiction:
    """The first city's table."""
    [found] = [j for j in known.authority.jurisdictions if j.slug == "wuhan"]
    return found


def test_shipped_tables(known: Background, wuhan: Jurisdiction) -> None:
    """76 units that the document names, the rest of the 13 districts, and who issued it; 14 places."""
    districts = [u for u in wuhan.units if u.kind == "district-government"]
    assert len(wuhan.units) == 76 + 5 + 1
    assert len(districts) == 13
    assert len(known.authority.places) == 14
    assert wuhan.governments == {"武汉市人民政府"}
    assert known.authority.of_government("武汉市人民政府") is wuhan
    members = Counter((m.collective, m.reading) for m in wuhan.members)
    assert members == {
        ("各区人民政府", "literal"): 13,
        ("各新城区人民政府", "literal"): 6,
        ("各中心城区人民政府", "literal"): 7,
        ("各区人民政府", "functional"): 4,
    }
    inner, outer = (
        {m.member for m in wuhan.members if m.collective == f"各{sort}城区人民政府"}
        for sort in ("中心", "新")
    )
    assert not inner & outer
    assert inner | outer == {u.name for u in districts}


def test_shipped_names_are_unique(wuhan: Jurisdiction) -> None:
    """One name, one unit; one slug, one unit; one English name, one unit."""
    names = [n for u in wuhan.units for n in {u.name, *u.aliases, u.official_name} if n]
    assert len(names) == len(set(names))
    assert len({u.slug for u in wuhan.units}) == len(wuhan.units) == len({u.name_en for u in wuhan.units})


def test_shipped_unsure_rows(known: Background, wuhan: Jurisdiction) -> None:
    """No unsure official name, no unit lost for it."""
    unsure = [u for u in wuhan.units if u.confidence == "unsure"]
    assert unsure
    for row in unsure:
        unit = URIRef(f"{BASE}unit/wuhan/{row.slug}")
        assert_no_official_name(known.units.graph(), unit, row.name, row.name_en)
