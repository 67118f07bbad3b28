"""Each shape fires where it must, alone, and stays silent where it must.

``tests/data/shapes/<Class>/bad-<what>.ttl`` names in its first line the shape that it must trigger and the
severity; nothing else may fire. How a fixture is read is told in ``tests/data/shapes/base.ttl``.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from rdflib import RDF, RDFS, SH, Graph, URIRef
from rdflib.plugins.sparql import prepareQuery
from rdflib.term import Identifier, Node

from zeren import resources
from zeren.namespaces import expand
from zeren.validate import shape_infos, validate

FIXTURES = Path(__file__).parent / "data" / "shapes"
BASE = (FIXTURES / "base.ttl").read_text(encoding="utf-8")
PREFIXES = "".join(line for line in BASE.splitlines(keepends=True) if line.startswith("@"))
GOOD = sorted(FIXTURES.glob("*/good-*.ttl"))
BAD = sorted(FIXTURES.glob("*/bad-*.ttl"))

SHAPES = Graph()
for file in resources.files("shapes", "*.ttl"):
    SHAPES.parse(file)


VOCABULARIES = Graph()
for file in resources.files("ontology", "vocab/*.ttl"):
    VOCABULARIES.parse(file)


def name_of(file: Path) -> str:
    """Return the folder and the name of a fixture, for test ids."""
    return f"{file.parent.name}/{file.stem}"


def read(file: Path) -> Graph:
    """Return the base with what a fixture takes away from it and adds to it."""
    text = file.read_text(encoding="utf-8")
    graph = Graph().parse(data=BASE, format="turtle")
    for pattern in re.findall(r"^# without: (.+)$", text, re.MULTILINE):
        ((subject, predicate, _),) = Graph().parse(data=f"{PREFIXES} {pattern} true .", format="turtle")
        assert (subject, predicate, None) in graph, f"{file}: nothing to take away: {pattern}"
        graph.remove((subject, predicate, None))
    return graph + Graph().parse(data=PREFIXES + text, format="turtle")


def expected(file: Path) -> tuple[str, URIRef]:
    """Return severity and shape from the first line of a bad fixture."""
    first = re.fullmatch(r"# (zrsh:\S+) (violation|warning|info)\n", file.open(encoding="utf-8").readline())
    assert first, f"{file}: the first line must name shape and severity"
    return first[2], URIRef(expand(first[1]))


def is_in_code(shape: Node) -> bool:
    """Say whether a shape only carries the messages of a check in code."""
    return (shape, SH.deactivated, None) in SHAPES


@cache
def firing() -> frozenset[Node]:
    """Return the shapes that can be the source of a result."""
    targeted = {s for kind in (SH.targetClass, SH.targetSubjectsOf, SH.target) for s in SHAPES.subjects(kind)}
    properties = {p for shape in targeted for p in SHAPES.objects(shape, SH.property)}
    crosschecks = {shape for shape in targeted if (shape, SH["in"], RDF.nil) in SHAPES}
    return frozenset(properties | crosschecks)


def good_graph() -> Graph:
    """Return all that is good in one graph."""
    graph = Graph().parse(data=BASE, format="turtle")
    for file in GOOD:
        graph += read(file)
    return graph


def focus_nodes(graph: Graph, shape: Node) -> set[Node]:
    """Return the nodes that the core targets of a shape select."""
    found: set[Node] = set()
    for class_ in SHAPES.objects(shape, SH.targetClass):
        found.update(graph.subjects(RDF.type, class_))
    for path in SHAPES.objects(shape, SH.targetSubjectsOf):
        found.update(graph.subjects(path))
    for target in SHAPES.objects(shape, SH.target):
        namespaces = {
            str(SHAPES.value(declaration, SH.prefix)): URIRef(str(SHAPES.value(declaration, SH.namespace)))
            for declaration in SHAPES.objects(None, SH.declare)
        }
        query = prepareQuery(str(SHAPES.value(target, SH.select)), initNs=namespaces)
        found.update(row[0] for row in graph.query(query))  # type: ignore[index]
    return found


def test_all_fixtures_are_collected() -> None:
    """A glob that finds fewer files than there are would pass in silence."""
    assert len(GOOD) == 32
    assert len(BAD) == 190
    assert len(CROSSCHECKS) == 64
    assert len(list(FIXTURES.rglob("*.ttl"))) == len(GOOD) + len(BAD) + 1


def test_base_conforms() -> None:
    """Without a fault there is no result of any severity."""
    assert validate(Graph().parse(data=BASE, format="turtle")).results == ()


@pytest.mark.parametrize("file", GOOD, ids=name_of)
def test_good(file: Path) -> None:
    """A good fixture has no result of any severity."""
    assert validate(read(file)).results == ()


@pytest.mark.parametrize("file", BAD, ids=name_of)
def test_bad(file: Path) -> None:
    """A bad fixture triggers the shape that it names, with its severity, and nothing else."""
    assert list(validate(read(file)).counts()) == [expected(file)]


CROSSCHECKS = [file for file in BAD if (expected(file)[1], SH["in"], RDF.nil) in SHAPES]


@pytest.mark.parametrize("file", CROSSCHECKS, ids=name_of)
def test_crosscheck_in_another_engine(file: Path) -> None:
    """The SPARQL engine of rdflib selects the same offenders as the one that we validate with."""
    graph, shape = read(file) + VOCABULARIES, expected(file)[1]
    assert focus_nodes(graph, shape) == {result.focus for result in validate(graph).results}


def test_every_shape_has_a_bad_fixture() -> None:
    """Every shape that can fire is named by a bad fixture in the folder of its class."""
    named = {expected(file)[1] for file in BAD}
    assert firing() == named
    for file in BAD:
        assert str(expected(file)[1]).rpartition("#")[2].split("-")[0] == file.parent.name


def test_every_class_has_a_good_fixture() -> None:
    """Every shapes file of a class has a folder with at least one good fixture."""
    folders = {file.parent.name for file in GOOD}
    classes = {str(s).rpartition("#")[2] for s in SHAPES.subjects(SH.property)}
    assert {name for name in classes if not name.endswith("Concept")} == folders


def test_every_target_matches() -> None:
    """No target is vacuous, and each property is there at least once on a node that its shape checks."""
    graph = good_graph()
    for shape in set(SHAPES.subjects(SH.property)):
        if (shape, None, None) in SHAPES and any(focus_nodes(graph, shape)):
            for path in (SHAPES.value(p, SH.path) for p in SHAPES.objects(shape, SH.property)):
                assert any(graph.value(node, path) is not None for node in focus_nodes(graph, shape)), path
        else:
            assert str(shape).endswith("Concept"), f"{shape}: its target matches nothing"
    for class_ in SHAPES.objects(None, SH.targetClass):
        assert (None, RDF.type, class_) in graph, class_
    for path in SHAPES.objects(None, SH.targetSubjectsOf):
        assert any(graph.subjects(path)), path


def test_every_object_property_asks_for_a_class_or_a_vocabulary() -> None:
    """A dangling IRI is reported where it is used: each property that takes IRIs says which.

    What is named outside (schema:sameAs, a QUDT unit), the version that a scheme corrects, which need not be
    at hand, and the assignee (whose class its role tells, see zrsh:Assignment-known) are the exceptions.
    """
    takes_iris = {s for s in SHAPES.subjects(SH.nodeKind, SH.IRI) if isinstance(s, URIRef)}
    checked = {s for kind in (SH["class"], SH.node) for s in SHAPES.subjects(kind)}
    assert {str(s).rpartition("#")[2] for s in takes_iris - checked} == {
        "Assignment-assignee",
        "Scheme-replaces",
        "Target-hasUnit",
        "Unit-sameAs",
    }


def test_every_shape_says_what_to_do() -> None:
    """Every named shape that can fire, or speaks for a check in code, has a severity and both messages."""
    in_code = set(SHAPES.subjects(SH.deactivated))
    assert len(in_code) == 6
    for shape in firing() | in_code:
        assert isinstance(shape, URIRef)
        assert shape in shape_infos()
        languages = sorted(m.language for m in SHAPES.objects(shape, SH.message))  # type: ignore[attr-defined]
        assert languages == ["en", "zh"], shape


def test_every_shape_stands_in_the_file_of_its_class() -> None:
    """zrsh:Task-text stands in task.ttl, and every file starts with its purpose."""
    files = resources.files("shapes", "*.ttl")
    assert len(files) == 17
    for file in files:
        assert file.read_text(encoding="utf-8").startswith("# ")
        words = {word.capitalize() for word in file.stem.split("-")}
        for shape in Graph().parse(file).subjects(SH.severity):
            name = str(shape).rpartition("#")[2].split("-")[0]
            assert (
                name.endswith("Concept")
                if file.stem == "common"
                else name == "".join(word.capitalize() for word in file.stem.split("-"))
            ), words


def test_classes_of_the_ontology_have_shapes() -> None:
    """Every class of ours has a shape, and no shape targets a class of ours that does not exist."""
    core = Graph()
    for file in resources.files("ontology", "core.ttl"):
        core.parse(file)
    ours: set[Identifier] = {
        c for c in core.subjects(RDF.type, URIRef(expand("owl:Class"))) if isinstance(c, URIRef)
    }
    targets = {c for c in SHAPES.objects(None, SH.targetClass) if str(c).startswith(expand("zr:"))}
    assert targets == ours
    assert (None, RDFS.subClassOf, None) in core
