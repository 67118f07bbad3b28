"""Names that a document defines (含…,下同): whom they mean holds for its scheme, and for no other."""

from __future__ import annotations

from made import assigned, defined, document, meta, one, quote, stated, task
from rdflib import RDF, RDFS
from rdflib.namespace import SKOS

from zeren.corpus import Background
from zeren.infer import infer
from zeren.namespaces import BASE
from zeren.rdf import Packed
from zeren.records import Document
from zeren.terms import ZR, concept, zh
from zeren.to_rdf import to_rdf

WUHAN = {"government": "武汉市人民政府", "title": "武汉市人民政府2022年任务分解", "year": 2022}
GLOSS = "含东湖高新区管委会,下同"


def glossed(whole: bool = False, **changes: object) -> Document:
    """Return a scheme that says what 各区人民政府 means in it."""
    lines = (f"1.修路。(责任单位:各区人民政府({GLOSS}))", "2.架桥。(责任单位:各区人民政府)")
    text = "\n".join(["一、交通", *lines, ""])
    return document(
        text,
        task(text, lines[0], 1, assigned(text, "各区人民政府", 1)),
        task(text, lines[1], 2, assigned(text, "各区人民政府", 1, after="2.")),
        metadata=meta(**{**WUHAN, **changes}),
        definitions=(defined(text, "各区人民政府", GLOSS, "东湖高新区管委会", whole=whole),),
    )


def plain() -> Document:
    """Return a scheme of another year that uses the name and says nothing of it."""
    line = "1.修路。(责任单位:各区人民政府)"
    text = f"一、交通\n{line}\n"
    return document(
        text,
        task(text, line, 1, assigned(text, "各区人民政府", 1)),
        metadata=meta(**{**WUHAN, "year": 2024}),
    )


def sharing(known: Background, *documents: Document) -> dict[str, set[str]]:
    """Return whom the tasks of some documents reach as members, each inferred by itself."""
    found: dict[str, set[str]] = {}
    for made in documents:
        graph = to_rdf(made, authority=known.authority, names=known.names)
        entailed = infer(Packed.of(graph), known.units, known.units_entailed).entailed.graph()
        for unit, shared in entailed.subject_objects(ZR.sharesIn):
            found.setdefault(str(shared).removeprefix(BASE), set()).add(str(unit).rpartition("/")[2])
    return found


def test_defined_collective_is_the_schemes(known: Background) -> None:
    """Its members are stated, with the passage, and hold for the scheme; whom the tables know belong too."""
    graph = stated(glossed(), known)
    own = one(graph, RDF.type, ZR.CollectiveUnit)
    assert graph.value(own, RDFS.isDefinedBy) == one(graph, RDF.type, ZR.Scheme)
    assert graph.value(own, SKOS.prefLabel) == zh("各区人民政府")
    assert quote(graph, graph.value(own, ZR.statedAt)) == GLOSS
    assert set(graph.objects(None, ZR.assignee)) == {own}
    member = one(graph, RDF.type, ZR.Membership)
    assert graph.value(member, ZR.basis) == concept("basis", "stated")
    assert graph.value(member, ZR.confidence) == concept("confidence", "sure")
    assert str(graph.value(member, ZR.memberUnit)).endswith("/dong-hu-gao-xin-qu-guan-wei-hui")


def test_definition_holds_for_its_scheme_only(known: Background) -> None:
    """The zone shares in the tasks of the scheme that names it, and in no other's."""
    zone = "dong-hu-gao-xin-qu-guan-wei-hui"
    reached = sharing(known, glossed(), plain())
    districts = reached["wuhan-2024/task/p1.1"]
    assert len(districts) == 13
    assert zone not in districts
    assert reached["wuhan-2022/task/p1.1"] == reached["wuhan-2022/task/p1.2"] == {*districts, zone}


def test_definition_that_names_all(known: Background) -> None:
    """指: whom it names and nobody else."""
    assert sharing(known, glossed(whole=True))["wuhan-2022/task/p1.1"] == {"dong-hu-gao-xin-qu-guan-wei-hui"}


def test_collective_within_a_definition(known: Background) -> None:
    """A collective that a definition names lies in the defined one; its members share in the tasks too."""
    line = "1.修路。(责任单位:各有关单位(含各新城区人民政府,下同))"
    text = f"一、交通\n{line}\n"
    made = document(
        text,
        task(text, line, 1, assigned(text, "各有关单位", 1)),
        metadata=meta(**WUHAN),
        definitions=(defined(text, "各有关单位", "含各新城区人民政府,下同", "各新城区人民政府"),),
    )
    graph = stated(made, known)
    assert not set(graph.subjects(RDF.type, ZR.Membership))
    assert {"cai-dian-qu-ren-min-zheng-fu", "huang-pi-qu-ren-min-zheng-fu"} <= sharing(known, made)[
        "wuhan-2022/task/p1.1"
    ]


def test_gloss_on_a_single_unit_defines_no_collective(known: Background) -> None:
    """市发改委(含…) stays the unit that it is."""
    line = "1.修路。(责任单位:市发改委(含市能源办,下同))"
    text = f"一、交通\n{line}\n"
    made = document(
        text,
        task(text, line, 1, assigned(text, "市发改委", 1)),
        metadata=meta(**WUHAN),
        definitions=(defined(text, "市发改委", "含市能源办,下同", "市能源办"),),
    )
    graph = stated(made, known)
    assert not set(graph.subjects(RDF.type, ZR.CollectiveUnit))
    assert {str(unit).startswith(f"{BASE}unit/wuhan/") for unit in graph.objects(None, ZR.assignee)} == {True}
