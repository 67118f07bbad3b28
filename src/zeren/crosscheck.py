"""Step 4, with the file at hand: do the quotes stand in it, and does a table agree with its rule?"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256
from itertools import accumulate, product

import pyoxigraph as ox
from rdflib import Graph, URIRef
from rdflib.term import Identifier
from rdflib.util import from_n3

from .iris import Iris
from .namespaces import expand
from .rdf import Packed
from .records import Document
from .terms import ZR, concept
from .units import Authority
from .validate import Result

__all__ = ["check_document", "check_rule"]

_TYPE, _DOCUMENT, _PASSAGE = (expand(name) for name in ("rdf:type", "zr:Document", "zr:Passage"))
_TASK, _TASK_TEXT, _STATED_AT = (expand(f"zr:{name}") for name in ("Task", "text", "statedAt"))
_BYTES, _TEXT, _LINE = (expand(f"zr:{name}") for name in ("bytesSha256", "textSha256", "line"))
_EXACT, _START, _END = (expand(f"oa:{name}") for name in ("exact", "start", "end"))

#: What a graph says: node, then property, then values.
_Said = dict[str, dict[str, list[ox.NamedNode | ox.Literal]]]


def check_document(graph: Graph | Packed, document: Document) -> list[Result]:
    """Compare the stated triples of one document with the document itself.

    Every quote must be the text between its offsets, on its line, every task's text must stand in its lines,
    and both digests must be right. What is missing or of the wrong datatype is left to the shapes.
    """
    said: _Said = defaultdict(lambda: defaultdict(list))
    for q in Packed.of(graph).quads():
        if isinstance(q.subject, ox.NamedNode) and isinstance(q.object, ox.NamedNode | ox.Literal):
            said[q.subject.value][q.predicate.value].append(q.object)
    return [*_digests(said, document), *_quotes(said, document), *_texts(said)]


def check_rule(document: Document, iris: Iris, authority: Authority) -> list[Result]:
    """Compare the rule that a document states with that of the table of schemes, which it goes before."""
    tabled = [row.accountability_rule for row in authority.schemes if row.scheme == iris.scheme_slug]
    return [
        Result.of(
            URIRef(expand("zrsh:Scheme-rule-in-table")),
            URIRef(iris.scheme),
            path=ZR.accountabilityRule,
            value=concept("accountability-rule", notation),
        )
        for notation in tabled
        if document.rule and document.rule.notation != notation
    ]


def _digests(said: _Said, document: Document) -> Iterator[Result]:
    digests = {
        _BYTES: ("Document-same-bytes", document.bytes_sha256),
        _TEXT: ("Document-same-text", sha256(document.text.encode()).hexdigest()),
    }
    for node in _instances(said, _DOCUMENT):
        for path, (shape, digest) in digests.items():
            for value in said[node][path]:
                if value.value != digest:
                    yield _result(shape, node, path, value)


def _quotes(said: _Said, document: Document) -> Iterator[Result]:
    #: Where each line starts.
    starts = [0, *accumulate(len(line) + 1 for line in document.text.split("\n"))]
    for node in _instances(said, _PASSAGE):
        start, end, line = (_integer(said[node][path]) for path in (_START, _END, _LINE))
        if start is None or end is None:
            continue
        for exact in said[node][_EXACT]:
            if start < 0 or exact.value != document.text[start:end]:
                yield _result("Passage-in-document", node, _EXACT, exact)
        if line is not None and line != bisect_right(starts, start):
            yield _result("Passage-line-in-document", node, _LINE, said[node][_LINE][0])


def _texts(said: _Said) -> Iterator[Result]:
    for node in _instances(said, _TASK):
        lines = [exact for place in said[node][_STATED_AT] for exact in said[place.value][_EXACT]]
        for text, line in product(said[node][_TASK_TEXT], lines):
            if not _stands_in(line.value, text.value):
                yield _result("Task-text-in-document", node, _TASK_TEXT, text)


def _stands_in(quote: str, text: str) -> bool:
    """Whether a text stands in a quote, or in its lines one after the other; spaces do not count."""
    words, lines = "".join(text.split()), ["".join(line.split()) for line in quote.split("\n")]
    if words in "".join(lines):
        return True
    for at, first in enumerate(lines):
        for start in range(len(first)):
            if words.startswith(first[start:]):
                rest = words[len(first) - start :]
                # A line that does not go on with the text is a page's head, or its foot.
                for line in lines[at + 1 :]:
                    if rest.startswith(line) or line.startswith(rest):
                        rest = rest[len(line) :]
                if not rest:
                    return True
    return False


def _instances(said: _Said, kind: str) -> list[str]:
    return [node for node, values in list(said.items()) if kind in {v.value for v in values.get(_TYPE, ())}]


def _integer(values: list[ox.NamedNode | ox.Literal]) -> int | None:
    """Return the one whole number, None where there is none, several, or something else."""
    [value] = values if len(values) == 1 else [None]
    is_integer = isinstance(value, ox.Literal) and value.datatype.value == expand("xsd:integer")
    return int(value.value) if value and is_integer and re.fullmatch("[+-]?[0-9]+", value.value) else None


def _result(shape: str, focus: str, path: str, value: ox.NamedNode | ox.Literal) -> Result:
    term = URIRef(value.value) if isinstance(value, ox.NamedNode) else from_n3(str(value))
    assert isinstance(term, Identifier)
    return Result.of(URIRef(expand(f"zrsh:{shape}")), URIRef(focus), path=URIRef(path), value=term)
