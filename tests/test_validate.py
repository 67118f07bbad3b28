"""The report, the check against the document, and reading a file to validate."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest
from rdflib import RDF, SH, Dataset, Graph, Literal, URIRef
from rdflib.compare import isomorphic

from zeren.crosscheck import check_document
from zeren.errors import ZerenError
from zeren.namespaces import expand
from zeren.records import Document
from zeren.validate import Report, Result, load, validate

FIXTURES = Path(__file__).parent / "data" / "shapes"
SCHEME = "https://w3id.org/zeren/sample-2023"
LINE = URIRef(expand("zr:line"))


@pytest.fixture
def base() -> Graph:
    """Return the graph that all fixtures of shapes start from."""
    return load(FIXTURES / "base.ttl").graph()


@pytest.fixture(scope="module")
def document() -> Document:
    """Return the document that the base graph was made of."""
    data = (FIXTURES / "base.txt").read_bytes()
    return Document(
        name="base.txt",
        text=data.decode(),
        bytes_sha256=sha256(data).hexdigest(),
        text_sha256=sha256(data).hexdigest(),
        metadata=None,
        sections=(),
        tasks=(),
        pieces=(),
        notes=(),
    )


def spoil(graph: Graph, subject: URIRef, curie: str, value: Literal | URIRef) -> None:
    """Give a property another value."""
    assert (subject, URIRef(expand(curie)), None) in graph
    graph.set((subject, URIRef(expand(curie)), value))


def passage(graph: Graph, exact: str) -> URIRef:
    """Return the first passage with these words."""
    return URIRef(str(min(graph.subjects(URIRef(expand("oa:exact")), Literal(exact)), key=str)))


def names(results: tuple[Result, ...] | list[Result]) -> list[str]:
    """Return the names of the shapes that fired."""
    return [str(result.shape).rpartition("#")[2] for result in results]


def test_report_of_a_fault(base: Graph) -> None:
    """A result names node, property, value, shape and what to do, in both languages."""
    task = URIRef(f"{SCHEME}/task/p1.1")
    spoil(base, task, "zr:text", Literal("Build.", lang="en"))
    report = validate(base)
    assert not report.conforms
    assert sorted(names(report.results)) == ["Task-quote", "Task-text"]
    result = next(r for r in report.results if r.value is not None and isinstance(r.value, Literal))
    assert (result.severity, result.focus, result.path) == ("violation", task, URIRef(expand("zr:text")))
    assert "in Chinese" in result.en
    assert "中文" in result.zh
    assert set(report.counts().values()) == {1}


def test_info_does_not_break_conformity(base: Graph) -> None:
    """A unit that no table knows is told as an info: the report conforms."""
    spoil(base, URIRef("https://w3id.org/zeren/unit/sample/shuiwu"), "zr:basis", URIRef(expand("basis:rule")))
    report = validate(base)
    assert [(r.severity, r.shape) for r in report.results] == [("info", URIRef(expand("zrsh:Unit-unlisted")))]
    assert report.conforms


def test_the_graph_is_left_alone(base: Graph) -> None:
    """Validation adds nothing to the graph that it is given."""
    before = set(base)
    validate(base)
    assert set(base) == before


def test_order_and_doubles() -> None:
    """Results stand by severity, then shape, then node; the same one twice counts once."""
    info = Result.of(URIRef(expand("zrsh:Unit-unlisted")), URIRef("http://example.org/a"))
    first = Result.of(URIRef(expand("zrsh:Task-text")), URIRef("http://example.org/a"))
    second = Result.of(URIRef(expand("zrsh:Task-text")), URIRef("http://example.org/b"))
    assert Report.of([info, second, first, second]).results == (first, second, info)


def test_report_as_json(base: Graph) -> None:
    """The plain form survives JSON and holds every result."""
    spoil(base, URIRef(SCHEME), "zr:year", Literal(2024))
    report = validate(base)
    told = json.loads(json.dumps(report.as_json(), ensure_ascii=False))
    assert told["conforms"] is False
    assert told["counts"] == [{"severity": "violation", "shape": expand("zrsh:Scheme-iri"), "count": 1}]
    [result] = told["results"]
    assert set(result) == {"severity", "focus", "path", "value", "shape", "message_en", "message_zh"}
    assert (result["focus"], result["path"]) == (SCHEME, None)


def test_report_as_rdf(base: Graph) -> None:
    """The RDF form is a SHACL report; a conforming one says so."""
    assert list(validate(base).to_rdf().objects(None, SH.conforms)) == [Literal(True)]
    spoil(base, URIRef(SCHEME), "zr:year", Literal("2023"))
    report = validate(base).to_rdf()
    assert list(report.objects(None, SH.conforms)) == [Literal(False)]
    [node] = report.subjects(RDF.type, SH.ValidationResult)
    assert report.value(node, SH.resultPath) == URIRef(expand("zr:year"))
    assert report.value(node, SH.value) == Literal("2023")
    assert len(list(report.objects(node, SH.resultMessage))) == 2
    assert report.serialize(format="turtle") == validate(base).to_rdf().serialize(format="turtle")


def test_a_circle_of_sections_is_reported(base: Graph) -> None:
    """No section lies in itself, by however many steps."""
    inner, outer = URIRef(f"{SCHEME}/section/p2.s1"), URIRef(f"{SCHEME}/section/p2")
    base.remove((outer, URIRef(expand("zr:ofScheme")), None))
    base.add((outer, URIRef(expand("zr:inSection")), inner))
    report = validate(base)
    assert "Section-depth" in names([r for r in report.results if r.focus in (inner, outer)])


def test_base_agrees_with_its_document(base: Graph, document: Document) -> None:
    """Every quote, line and digest of the base graph is the document's."""
    assert check_document(base, document) == []


def test_real_graph_is_right(real_graph: Graph, real_document: Document) -> None:
    """The real graph has no violation, and each of its quotes stands in the document."""
    assert [r for r in validate(real_graph).results if r.severity == "violation"] == []
    assert check_document(real_graph, real_document) == []
    passages = list(real_graph.subjects(RDF.type, URIRef(expand("zr:Passage"))))
    assert len(passages) > 700


def test_other_words_than_the_document(base: Graph, document: Document) -> None:
    """A quote that agrees with its line, but not with the document, is found with the file at hand."""
    spare = passage(base, "3.备用。")
    spoil(base, spare, "oa:exact", Literal("3.别的。"))
    assert validate(base).conforms
    [result] = check_document(base, document)
    assert names([result]) == ["Passage-in-document"]
    assert (result.focus, result.value) == (spare, Literal("3.别的。"))
    assert "另" not in result.zh
    assert "文件" in result.zh


def test_other_line_than_in_the_document(base: Graph, document: Document) -> None:
    """The line of a heading with empty lines around it shows only in the document."""
    heading = passage(base, "二、抓好水务")
    spoil(base, heading, "zr:line", Literal(6))
    assert validate(base).conforms
    [result] = check_document(base, document)
    assert names([result]) == ["Passage-line-in-document"]
    assert (result.focus, result.path, result.value) == (heading, LINE, Literal(6))


@pytest.mark.parametrize(
    ("curie", "shape"),
    [("zr:bytesSha256", "Document-same-bytes"), ("zr:textSha256", "Document-same-text")],
)
def test_other_digest_than_the_files(base: Graph, document: Document, curie: str, shape: str) -> None:
    """Each digest is compared with the file's."""
    [node] = base.subjects(RDF.type, URIRef(expand("zr:Document")))
    spoil(base, URIRef(str(node)), curie, Literal("0" * 64))
    assert names(check_document(base, document)) == [shape]


@pytest.mark.parametrize("wrong", [Literal("7"), Literal(-3), Literal(10**9)])
def test_wild_offsets_are_no_crash(base: Graph, document: Document, wrong: Literal) -> None:
    """Offsets of the wrong datatype are left to the shapes; those outside the document are told."""
    spare = passage(base, "3.备用。")
    spoil(base, spare, "oa:start", wrong)
    found = check_document(base, document)
    assert ("Passage-in-document" in names(found)) == (wrong.datatype is not None)
    assert not validate(base).conforms


@pytest.mark.parametrize(
    ("ending", "format_"),
    [
        ("ttl", "turtle"),
        ("nt", "nt"),
        ("rdf", "xml"),
        ("jsonld", "json-ld"),
        ("nq", "nquads"),
        ("trig", "trig"),
    ],
)
def test_load_every_format(base: Graph, tmp_path: Path, ending: str, format_: str) -> None:
    """What was written in any of the formats is read as the same triples; named graphs are united."""
    file = tmp_path / f"graph.{ending}"
    if ending in ("nq", "trig"):
        dataset = Dataset()
        for number, triple in enumerate(sorted(base)):
            dataset.graph(URIRef(f"http://example.org/{number % 3}")).add(triple)
        dataset.serialize(file, format=format_, encoding="utf-8")
    else:
        base.serialize(file, format=format_, encoding="utf-8")
    assert isomorphic(load(file).graph(), base)


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("missing.ttl", None, "cannot be read"),
        ("graph.docx", "", "no RDF format"),
        ("graph.ttl", "<a> <b> .", "not valid RDF"),
        ("graph.nt", "a b c", "not valid RDF"),
        ("graph.jsonld", "{", "not valid RDF"),
    ],
)
def test_load_says_what_is_wrong(tmp_path: Path, name: str, content: str | None, what: str) -> None:
    """A file that cannot be loaded is told in one line with its name and what to do."""
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(ZerenError) as error:
        load(tmp_path / name)
    assert name in error.value.what
    assert what in error.value.what
    assert error.value.mend
    assert "\n" not in str(error.value)


def test_load_bytes_that_are_no_text(tmp_path: Path) -> None:
    """Bytes that are no UTF-8 are told the same way."""
    (tmp_path / "graph.ttl").write_bytes(b"\xff\xfe\x00<a>")
    with pytest.raises(ZerenError):
        load(tmp_path / "graph.ttl")
