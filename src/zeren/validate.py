"""Step 4: is the graph as it should be? SHACL over stated triples, told so that a reader can mend it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import pyoxigraph
import pyshacl
from oxrdflib import OxigraphStore
from pyoxigraph import RdfFormat
from rdflib import RDF, RDFS, SH, BNode, Graph, URIRef
from rdflib import Literal as Text
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.plugins.stores.memory import Memory
from rdflib.query import Result as Rows
from rdflib.term import Identifier

from . import resources
from .errors import ZerenError
from .namespaces import PREFIXES
from .ontology import ontology
from .rdf import Packed

__all__ = ["Report", "Result", "Severity", "ShapeInfo", "load", "shape_infos", "validate"]

Severity = Literal["violation", "warning", "info"]

_SEVERITIES: dict[Severity, URIRef] = {"violation": SH.Violation, "warning": SH.Warning, "info": SH.Info}
_NAMES = {iri: name for name, iri in _SEVERITIES.items()}
_RANK = {name: rank for rank, name in enumerate(_SEVERITIES)}
_TARGETS = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.targetNode, SH.target)
_FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG,
    ".rdf": RdfFormat.RDF_XML,
    ".jsonld": RdfFormat.JSON_LD,
}


@dataclass(frozen=True, kw_only=True)
class ShapeInfo:
    """What a named shape says when it fires."""

    severity: Severity
    en: str
    zh: str


@dataclass(frozen=True, kw_only=True)
class Result:
    """One thing to mend: the node, the property and value at fault, the shape, what to do in en and zh."""

    severity: Severity
    focus: Identifier
    path: Identifier | None
    value: Identifier | None
    shape: URIRef
    en: str
    zh: str

    @classmethod
    def of(
        cls,
        shape: URIRef,
        focus: Identifier,
        *,
        path: Identifier | None = None,
        value: Identifier | None = None,
    ) -> Result:
        """Make a result with the severity and the messages of its shape."""
        info = shape_infos()[shape]
        return cls(
            severity=info.severity, focus=focus, path=path, value=value, shape=shape, en=info.en, zh=info.zh
        )

    def as_json(self) -> dict[str, str | None]:
        """Return the result as plain data."""
        return {
            "severity": self.severity,
            "focus": str(self.focus),
            "path": None if self.path is None else str(self.path),
            "value": None if self.value is None else str(self.value),
            "shape": str(self.shape),
            "message_en": self.en,
            "message_zh": self.zh,
        }

    def _order(self) -> tuple[int, str, str, str, str]:
        terms = (self.shape, self.focus, self.path, self.value)
        shape, focus, path, value = ("" if term is None else term.n3() for term in terms)
        return _RANK[self.severity], shape, focus, path, value


@dataclass(frozen=True)
class Report:
    """All results, the gravest first; in a fixed order."""

    results: tuple[Result, ...]

    @classmethod
    def of(cls, results: Iterable[Result]) -> Report:
        """Put results of one or more checks in order."""
        return cls(tuple(sorted(set(results), key=Result._order)))

    @property
    def conforms(self) -> bool:
        """Say whether there is no violation; warnings and infos are told but break nothing."""
        return all(result.severity != "violation" for result in self.results)

    def counts(self) -> dict[tuple[Severity, URIRef], int]:
        """Count the results by severity and shape, in the order of the results."""
        return dict(Counter((result.severity, result.shape) for result in self.results))

    def as_json(self) -> dict[str, object]:
        """Return the report as plain data, ready for :func:`json.dumps`."""
        return {
            "conforms": self.conforms,
            "counts": [
                {"severity": severity, "shape": str(shape), "count": count}
                for (severity, shape), count in self.counts().items()
            ],
            "results": [result.as_json() for result in self.results],
        }

    def to_rdf(self) -> Graph:
        """Return the report in SHACL's own words.

        ``sh:conforms`` is ours: SHACL would have it false for an info too.
        """
        graph = Graph()
        for prefix, namespace in PREFIXES.items():
            graph.bind(prefix, namespace)
        report = BNode("report")
        graph.add((report, RDF.type, SH.ValidationReport))
        graph.add((report, SH.conforms, Text(self.conforms)))
        for number, result in enumerate(self.results, 1):
            node = BNode(f"result{number:06}")
            graph.add((report, SH.result, node))
            graph.add((node, RDF.type, SH.ValidationResult))
            graph.add((node, SH.resultSeverity, _SEVERITIES[result.severity]))
            graph.add((node, SH.focusNode, result.focus))
            graph.add((node, SH.sourceShape, result.shape))
            graph.add((node, SH.resultMessage, Text(result.en, lang="en")))
            graph.add((node, SH.resultMessage, Text(result.zh, lang="zh")))
            if result.path is not None:
                graph.add((node, SH.resultPath, result.path))
            if result.value is not None:
                graph.add((node, SH.value, result.value))
        return graph


def validate(*graphs: Graph | Packed) -> Report:
    """Check stated triples (a document's, or a whole dump's) together with the units they name.

    The ontology and the vocabularies are added here; the graphs themselves are not changed.

    >>> validate(Graph()).conforms
    True
    """
    parts = [*map(Packed.of, graphs), _ontology()]
    data = Graph(store=_QueriedMemory(parts))
    for part in parts:
        data.parse(data=part.triples, format="nt")
    # In place: the copy in that store is ours, and pyshacl would make another one.
    _, report, text = pyshacl.validate(data, shacl_graph=_shapes(), advanced=True, inplace=True)
    if not isinstance(report, Graph):
        raise RuntimeError(text)
    return Report.of(
        Result.of(
            URIRef(str(report.value(node, SH.sourceShape))),
            _term(report.value(node, SH.focusNode)),
            path=report.value(node, SH.resultPath),  # type: ignore[arg-type]
            value=report.value(node, SH.value),  # type: ignore[arg-type]
        )
        for node in report.objects(None, SH.result)
    )


def load(path: Path) -> Packed:
    """Read an RDF file whole, the graphs in it united.

    Raises:
        ZerenError: the file is missing, its ending tells no format, or it does not parse.
    """
    format_ = _FORMATS.get(path.suffix.lower())
    if format_ is None:
        raise ZerenError(
            f"{path}: its ending tells no RDF format.",
            mend=f"Name the file {', '.join(f'*{ending}' for ending in _FORMATS)}.",
        )
    try:
        quads = list(pyoxigraph.parse(path=path, format=format_, base_iri=path.resolve().as_uri()))
    except OSError as error:
        raise ZerenError(
            f"{path}: cannot be read ({error.strerror or error}).", mend="Check the path."
        ) from error
    except (SyntaxError, ValueError) as error:
        reason = " ".join(str(error).split())
        raise ZerenError(f"{path}: is not valid RDF ({reason}).", mend="Mend it there.") from error
    return Packed.of_quads(quads)  # Oxigraph reads any of the formats, and never over the network


@cache
def shape_infos() -> Mapping[URIRef, ShapeInfo]:
    """Return what each named shape says when it fires."""
    shapes = _parse(resources.files("shapes", "*.ttl"))
    infos = {}
    for shape in shapes.subjects(SH.severity):
        messages = {m.language: str(m) for m in shapes.objects(shape, SH.message) if isinstance(m, Text)}
        severity = _NAMES[URIRef(str(shapes.value(shape, SH.severity)))]
        infos[URIRef(str(shape))] = ShapeInfo(severity=severity, en=messages["en"], zh=messages["zh"])
    return infos


class _QueriedMemory(Memory):
    """Triples in memory, which pyshacl walks; its SPARQL is answered by Oxigraph, many times as fast.

    ``parts`` is what it will be filled with.
    """

    def __init__(self, parts: Iterable[Packed]) -> None:
        super().__init__()
        store = pyoxigraph.Store()
        for part in parts:
            store.bulk_load(part.triples, format=RdfFormat.N_TRIPLES)
        self._queried = OxigraphStore(store=store)

    def query(self, query: Any, initNs: Any, initBindings: Any, queryGraph: str, **kwargs: Any) -> Rows:  # noqa: ANN401, N803
        """Answer a query (rdflib's hook for stores that can)."""
        return self._queried.query(query, initNs, initBindings, DATASET_DEFAULT_GRAPH_ID, **kwargs)


def _parse(files: Iterable[Path]) -> Graph:
    graph = Graph()
    for file in files:
        graph.parse(file)
    return graph


@cache
def _ontology() -> Packed:
    """Return what the shapes can ask of ontology and vocabularies; half of them is prose for people."""
    asked = {RDFS.subClassOf, *_shapes().objects(None, SH.path)}
    return Packed.of_quads(q for q in ontology().quads() if URIRef(q.predicate.value) in asked)


@cache
def _shapes() -> Graph:
    """Return the shapes with each node shape's targets handed on to its property shapes.

    It means the same, but pyshacl then checks a property of all nodes at once instead of setting up every
    check anew for every node.
    """
    shapes = _parse(resources.files("shapes", "*.ttl"))
    for node_shape, property_shape in list(shapes.subject_objects(SH.property)):
        targets = [(kind, target) for kind in _TARGETS for target in shapes.objects(node_shape, kind)]
        for kind, target in targets:
            shapes.add((property_shape, kind, target))
        if targets:
            shapes.remove((node_shape, SH.property, property_shape))
    return shapes


def _term(node: object) -> Identifier:
    if not isinstance(node, Identifier):
        raise TypeError(f"a result without a focus node: {node!r}")
    return node
