"""Step 4, with the file at hand: do the quotes stand in the document, where the graph says they do?"""

from __future__ import annotations

from bisect import bisect_right
from hashlib import sha256
from itertools import accumulate

from rdflib import RDF, Graph, URIRef
from rdflib.term import Identifier

from .namespaces import expand
from .records import Document
from .validate import Result

__all__ = ["check_document"]

_DOCUMENT, _PASSAGE = URIRef(expand("zr:Document")), URIRef(expand("zr:Passage"))
_BYTES, _TEXT = URIRef(expand("zr:bytesSha256")), URIRef(expand("zr:textSha256"))
_EXACT, _START, _END = (URIRef(expand(f"oa:{name}")) for name in ("exact", "start", "end"))
_LINE = URIRef(expand("zr:line"))


def check_document(graph: Graph, document: Document) -> list[Result]:
    """Compare the stated triples of one document with the document itself.

    Every quote must be the text between its offsets, on its line, and both digests must be right. What
    is missing or of the wrong datatype is left to the shapes.
    """
    results = []
    digests = {
        _BYTES: ("Document-same-bytes", document.bytes_sha256),
        _TEXT: ("Document-same-text", sha256(document.text.encode()).hexdigest()),
    }
    for node in graph.subjects(RDF.type, _DOCUMENT):
        for path, (shape, digest) in digests.items():
            results += [_result(shape, node, path, v) for v in graph.objects(node, path) if str(v) != digest]
    #: Where each line starts.
    starts = [0, *accumulate(len(line) + 1 for line in document.text.split("\n"))]
    for node in graph.subjects(RDF.type, _PASSAGE):
        start, end, line = (_integer(graph, node, path) for path in (_START, _END, _LINE))
        if start is None or end is None:
            continue
        for exact in graph.objects(node, _EXACT):
            if start < 0 or str(exact) != document.text[start:end]:
                results.append(_result("Passage-in-document", node, _EXACT, exact))
        if line is not None and line != bisect_right(starts, start):
            results.append(_result("Passage-line-in-document", node, _LINE, graph.value(node, _LINE)))
    return results


def _integer(graph: Graph, node: object, path: URIRef) -> int | None:
    values = [value.toPython() for value in graph.objects(node, path)]  # type: ignore[arg-type, attr-defined]
    return values[0] if len(values) == 1 and isinstance(values[0], int) else None


def _result(shape: str, focus: object, path: URIRef, value: object) -> Result:
    assert isinstance(focus, Identifier)
    assert isinstance(value, Identifier)
    return Result.of(URIRef(expand(f"zrsh:{shape}")), focus, path=path, value=value)
