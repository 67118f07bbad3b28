"""Records to triples: whole, pure, ASCII; what a document does not say of itself comes from beside it."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, ORG, SKOS
from rdflib.term import BNode, Node

from zeren.corpus import Background
from zeren.crosscheck import check_document
from zeren.errors import ZerenError
from zeren.namespaces import BASE, VOCAB, expand
from zeren.namespaces import ZR as OWN
from zeren.read import read_document
from zeren.read.metadata import COPY_STATUSES
from zeren.records import Document
from zeren.resources import files
from zeren.terms import SCHEMA, ZR, concept, decimal, integer, string, zh
from zeren.to_rdf import iris_of, to_rdf
from zeren.validate import Report, validate

COMPOSED = sorted((Path(__file__).parent / "data" / "read").glob("*.txt"))
TITLE = "云江市人民政府2024年《政府工作报告》重点任务责任分解方案（下）"


def read(text: str, folder: Path, known: Background, beside: str | None = None) -> Document:
    """Read a text, with a sidecar file beside it if one is given."""
    file = folder / "scheme.txt"
    file.write_text(text, encoding="utf-8")
    if beside is not None:
        file.with_suffix(".toml").write_text(beside, encoding="utf-8")
    return read_document(file, words=known.words, authority=known.authority)


def graph_of(document: Document, known: Background, base: str = BASE) -> Graph:
    """Return what a document states."""
    return to_rdf(document, authority=known.authority, names=known.names, base=base)


def subject_of(graph: Graph, predicate: URIRef, value: Node) -> URIRef:
    """Return the one node with a value."""
    [node] = graph.subjects(predicate, value)
    assert isinstance(node, URIRef)
    return node


@pytest.mark.parametrize("file", COMPOSED, ids=lambda file: file.stem)
def test_composed_graphs_conform(file: Path, known: Background) -> None:
    """A composed document's graph is valid; shapes warn of the document's own oddities, and only of them."""
    document = read_document(file, words=known.words, authority=known.authority)
    graph = graph_of(document, known)
    report = Report.of([*validate(graph + known.units.graph()).results, *check_document(graph, document)])
    told = {str(r.shape).rpartition("#")[2] for r in report.results if r.severity != "info"}
    assert report.conforms, told
    assert told == set(json.loads(file.with_suffix(".json").read_text(encoding="utf-8")).get("told", []))


@pytest.mark.parametrize("file", COMPOSED, ids=lambda file: file.stem)
def test_composed_nodes_are_whole(file: Path, known: Background) -> None:
    """Every node is an ASCII IRI under the base and says what it is, whatever the document holds."""
    assert_whole(graph_of(read_document(file, words=known.words, authority=known.authority), known), known)


def test_real_nodes_are_whole(known: Background, real_document: Document) -> None:
    """The same holds of the first document."""
    assert_whole(graph_of(real_document, known), known)


def assert_whole(graph: Graph, known: Background) -> None:
    """Check subjects, objects and types of a stated graph."""
    all_nodes = {node for triple in graph for node in triple}
    assert not any(isinstance(node, BNode) for node in all_nodes)
    assert all(str(node).isascii() for node in all_nodes if isinstance(node, URIRef))
    typed = set((graph + known.units.graph()).subjects(RDF.type, None))
    for subject in graph.subjects(unique=True):
        assert str(subject).startswith(BASE)
        assert not str(subject).startswith((OWN, VOCAB))
        assert subject in typed
    data = {o for o in graph.objects(unique=True) if isinstance(o, URIRef) and str(o).startswith(BASE)}
    own_terms = {o for o in data if str(o).startswith((OWN, VOCAB))}
    assert data - own_terms <= typed, data - own_terms - typed


def test_same_records_same_graph(known: Background, real_document: Document) -> None:
    """Nothing but the records decides what is written."""
    assert set(graph_of(real_document, known)) == set(graph_of(real_document, known))


def test_base_is_a_setting(known: Background, real_document: Document) -> None:
    """With another base every data IRI moves, and nothing else changes."""
    base = "https://example.org/data/"
    usual, moved = graph_of(real_document, known), graph_of(real_document, known, base)
    assert len(moved) == len(usual)
    assert all(str(subject).startswith(base) for subject in moved.subjects())
    again = {
        tuple(
            URIRef(str(node).replace(base, BASE, 1)) if isinstance(node, URIRef) else node for node in triple
        )
        for triple in moved
    }
    assert again == set(usual)
    assert iris_of(real_document, authority=known.authority, base=base).scheme == base + "wuhan-2023"


def test_unit_that_no_table_knows(tmp_path: Path, known: Background) -> None:
    """Its kind is inferred from its name and marked so; names that sound alike are two units."""
    graph = graph_of(
        read(
            f"{TITLE}\n1.节水。(牵头单位:市水务局(市河长办);责任单位:市税务局,各区人民政府)\n",
            tmp_path,
            known,
        ),
        known,
    )
    kinds = {
        "市水务局": (ORG.Organization, "government-department"),
        "市税务局": (ORG.Organization, "vertically-managed-body"),
        "各区人民政府": (ZR.CollectiveUnit, "collective"),
        "云江市人民政府": (ORG.Organization, "people-government"),
    }
    for name, (class_, kind) in kinds.items():
        unit = subject_of(graph, SKOS.prefLabel, zh(name))
        assert set(graph.objects(unit, RDF.type)) == {ZR.Unit, class_}
        assert graph.value(unit, ZR.kind) == concept("kind", kind)
        assert graph.value(unit, ZR.basis) == concept("basis", "rule")
        assert (unit, ZR.jurisdiction, None) not in graph
    water, tax = (subject_of(graph, SKOS.prefLabel, zh(name)) for name in ("市水务局", "市税务局"))
    assert water != tax
    assert str(water).rpartition("-")[0] == str(tax).rpartition("-")[0]
    assert subject_of(graph, SKOS.altLabel, zh("市河长办")) == water


def test_unit_that_a_table_knows(tmp_path: Path, known: Background) -> None:
    """It is the table's node, by whatever name; the document states nothing of it but what it does."""
    title = "武汉市2025年政府工作报告责任分解"
    graph = graph_of(
        read(f"{title}\n1.节水。(牵头单位:武汉市水务局;责任单位:市文明办)\n", tmp_path, known), known
    )
    units = {str(unit) for unit in graph.objects(None, ZR.assignee)}
    assert units == {f"{BASE}unit/wuhan/shi-shui3-wu-ju", f"{BASE}unit/wuhan/shi-wei-xuan-chuan-bu"}
    assert not list(graph.subjects(RDF.type, ZR.Unit))
    scheme = URIRef(f"{BASE}wuhan-2025")
    assert graph.value(scheme, DCTERMS.publisher) == URIRef(f"{BASE}unit/wuhan/shi-ren-min-zheng-fu")
    assert graph.value(scheme, DCTERMS.spatial) == URIRef(f"{BASE}place/420100")
    assert graph.value(scheme, ZR.accountabilityRule) is None


def test_one_name_in_two_cities(tmp_path: Path, known: Background) -> None:
    """市水务局 of another city is another unit."""
    text = "2024年政府工作报告责任分解\n1.节水。(责任单位:市水务局)\n"
    one, other = (
        set(graph_of(read(city + text, tmp_path, known), known).objects(None, ZR.assignee))
        for city in ("云江市人民政府", "武汉市人民政府")
    )
    assert not one & other


def test_leaders_are_persons(tmp_path: Path, known: Background) -> None:
    """A leader is a person of the scheme, and no unit."""
    graph = graph_of(read(f"{TITLE}\n1.节水。(责任领导:李一;责任单位:市水务局)\n", tmp_path, known), known)
    person = subject_of(graph, RDF.type, ZR.Person)
    assert set(graph.objects(person, RDF.type)) == {ZR.Person}
    assert graph.value(person, SKOS.prefLabel) == zh("李一")
    given = subject_of(graph, ZR.assignee, person)
    assert graph.value(given, ZR.role) == concept("role", "leading-official")


def test_title_loses_the_part_of_the_file(tmp_path: Path, known: Background) -> None:
    """The scheme's title is that of all its files; the document's keeps what is written."""
    graph = graph_of(read(f"{TITLE}\n1.节水。(责任单位:市水务局)\n", tmp_path, known), known)
    scheme, document = (subject_of(graph, RDF.type, ZR[name]) for name in ("Scheme", "Document"))
    assert graph.value(scheme, DCTERMS.title) == zh(TITLE.removesuffix("（下）"))
    assert graph.value(document, DCTERMS.title) == zh(TITLE)
    assert graph.value(scheme, ZR.year) == integer(2024)
    assert str(scheme).endswith("-2024")


def test_target_value_is_plain_decimal(known: Background, real_document: Document) -> None:
    """Values are decimals without an exponent."""
    values = list(graph_of(real_document, known).objects(None, SCHEMA.value))
    assert values
    assert all(
        v.datatype == decimal(Decimal(1)).datatype and "E" not in str(v)
        for v in values
        if isinstance(v, Literal)
    )


# What a document does not say of itself.

BODY = "1.节水。(责任单位:市水务局)\n"
ALL = 'title = "2024年分解表"\ngovernment = "云江市人民政府"\nyear = 2024\n'


def test_no_title_names_the_file_to_write(tmp_path: Path, known: Background) -> None:
    """Records are read without a title; a graph is not, and the error says what to do."""
    document = read(BODY, tmp_path, known)
    assert document.metadata is None
    with pytest.raises(ZerenError, match=r"scheme\.toml") as error:
        graph_of(document, known)
    assert "scheme.txt" in error.value.what
    with pytest.raises(ZerenError, match=r"scheme\.toml"):
        iris_of(document, authority=known.authority)


@pytest.mark.parametrize("missing", ["title", "government", "year"])
def test_a_title_is_not_enough(missing: str, tmp_path: Path, known: Background) -> None:
    """Title, government and year are all needed."""
    beside = "".join(line for line in ALL.splitlines(keepends=True) if not line.startswith(missing))
    with pytest.raises(ZerenError, match=r"scheme\.toml"):
        graph_of(read(BODY, tmp_path, known, beside), known)


def test_what_stands_beside_the_document_wins(tmp_path: Path, known: Background) -> None:
    """Values of the sidecar file go before those of the document, one by one."""
    beside = ALL.replace("2024\n", "2022\n") + 'source = "市档案馆"\ncopy_status = "official"\n'
    document = read(f"来源:云江市政府网\n{TITLE}\n{BODY}", tmp_path, known, beside)
    graph = graph_of(document, known)
    node = subject_of(graph, RDF.type, ZR.Document)
    assert graph.value(node, DCTERMS.title) == zh("2024年分解表")
    assert graph.value(node, DCTERMS.source) == string("市档案馆")
    assert graph.value(node, ZR.copyStatus) == concept("copy-status", "official")
    assert str(subject_of(graph, RDF.type, ZR.Scheme)).endswith("-2022")


def test_scheme_title_may_differ(tmp_path: Path, known: Background) -> None:
    """The sidecar may name the scheme apart from the file."""
    graph = graph_of(read(BODY, tmp_path, known, ALL + 'scheme_title = "2024年方案"\n'), known)
    assert graph.value(subject_of(graph, RDF.type, ZR.Scheme), DCTERMS.title) == zh("2024年方案")


def test_document_without_source_is_named_by_its_bytes(tmp_path: Path, known: Background) -> None:
    """A source is required: where none is named, it is the file itself (RFC 6920)."""
    graph = graph_of(read(BODY, tmp_path, known, ALL), known)
    source = graph.value(subject_of(graph, RDF.type, ZR.Document), DCTERMS.source)
    assert str(source).startswith("ni:///sha-256;")


@pytest.mark.parametrize(
    "beside",
    [
        "title",
        'year = "2024"',
        "year = true",
        "year = 24",
        "year = 20240",
        "title = 1",
        'titel = "2024年分解表"',
        'copy_status = "maybe"',
        "[title]\nzh = 1",
    ],
)
def test_bad_sidecar_is_refused(beside: str, tmp_path: Path, known: Background) -> None:
    """A sidecar that cannot be meant is an error that names it."""
    with pytest.raises(ZerenError) as error:
        read(f"{TITLE}\n{BODY}", tmp_path, known, beside)
    assert str(tmp_path / "scheme.toml") in error.value.what


def test_sidecar_that_is_no_utf8_is_refused(tmp_path: Path, known: Background) -> None:
    """The same for its bytes."""
    (tmp_path / "scheme.toml").write_bytes('title = "分解表"'.encode("gb18030"))
    with pytest.raises(ZerenError, match="not TOML"):
        read(BODY, tmp_path, known)


def test_copy_statuses_are_those_of_the_vocabulary() -> None:
    """The two words of the sidecar file are the notations of their vocabulary."""
    [file] = files("ontology", "vocab/copy-statuses.ttl")
    notations = Graph().parse(file).objects(None, URIRef(expand("skos:notation")))
    assert sorted(map(str, notations)) == sorted(COPY_STATUSES)
