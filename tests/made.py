"""Documents made as records, for tests of the graph that need no reader."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

from rdflib import Graph, URIRef
from rdflib.term import Node

from zeren.corpus import Background
from zeren.crosscheck import check_document
from zeren.records import Assignment, Definition, Document, Metadata, Section, Span, Task
from zeren.terms import OA
from zeren.to_rdf import to_rdf
from zeren.validate import Report, validate

__all__ = ["assigned", "defined", "document", "meta", "one", "quote", "span", "stated", "task"]

_YUNJIANG = Metadata(
    title="云江市人民政府2024年重点任务分解方案",
    scheme_title="云江市人民政府2024年重点任务分解方案",
    government="云江市人民政府",
    year=2024,
    source="composed",
    copy_status=None,
)


def meta(**changes: Any) -> Metadata:  # noqa: ANN401 (any field)
    """Return the metadata of a composed scheme, some of it changed."""
    return replace(_YUNJIANG, **changes)


def span(text: str, words: str, after: str = "") -> Span:
    """Return where words stand in a text, the first time after other words."""
    start = text.index(words, text.index(after))
    return Span(start=start, end=start + len(words), line=text.count("\n", 0, start) + 1)


def assigned(
    text: str,
    unit: str,
    position: int,
    after: str = "",
    *,
    written: str | None = None,
    **changes: Any,  # noqa: ANN401
) -> Assignment:
    """Return an assignment to a unit as responsible, its name found in the text."""
    words = written or unit
    whole = Assignment(
        role="responsible",
        role_as_written="责任单位",
        unit=unit,
        unit_as_written=words,
        second_name=None,
        is_person=False,
        position=position,
        basis="stated",
        span=span(text, words, after),
    )
    return replace(whole, **changes)


def defined(text: str, collective: str, words: str, *members: str, whole: bool = False) -> Definition:
    """Return a definition, its words found in the text."""
    return Definition(
        collective=collective, words=words, members=members, is_whole=whole, span=span(text, words)
    )


def task(text: str, line: str, number: int, /, *assignments: Assignment, **changes: Any) -> Task:  # noqa: ANN401
    """Return a task of the only section; its text runs from after ``N.`` to its first full stop."""
    whole = span(text, line)
    start = text.index(".", whole.start) + 1
    words = text[start : text.index("。", start) + 1]
    made = Task(
        key=f"p1.{number}",
        section="p1",
        number=number,
        number_as_written=f"{number}.",
        text=words,
        text_start=start,
        assignments=assignments,
        targets=(),
        left_out=(),
        span=whole,
    )
    return replace(made, **changes)


def document(text: str, *tasks: Task, metadata: Metadata = _YUNJIANG, **changes: Any) -> Document:  # noqa: ANN401
    """Return a document with one section, whose heading is the line that begins with 一、."""
    line = next(line for line in text.split("\n") if line.startswith("一、"))
    section = Section(
        key="p1",
        parent=None,
        level=1,
        number=1,
        number_as_written="一、",
        title=line.removeprefix("一、"),
        basis="stated",
        span=span(text, line),
    )
    digest = hashlib.sha256(text.encode()).hexdigest()
    made = Document(
        name=f"{digest[:6]}.txt",
        text=text,
        bytes_sha256=digest,
        text_sha256=digest,
        metadata=metadata,
        sections=(section,),
        tasks=tasks,
        pieces=(),
        notes=(),
    )
    return replace(made, **changes)


def stated(made: Document, known: Background) -> Graph:
    """Return what a document states, checked: the shapes tell nothing of it but units of no table."""
    graph = to_rdf(made, authority=known.authority, names=known.names)
    report = Report.of([*validate(graph, known.units).results, *check_document(graph, made)])
    found = {str(result.shape).rpartition("#")[2] for result in report.results}
    assert found <= {"Unit-unlisted"}, [result.as_json() for result in report.results]
    return graph


def one(graph: Graph, predicate: URIRef, value: Node | None = None) -> URIRef:
    """Return the one node that has a property, or a value of it."""
    [node] = set(graph.subjects(predicate, value))
    assert isinstance(node, URIRef)
    return node


def quote(graph: Graph, passage: Node | None) -> str:
    """Return the words of a passage."""
    return str(graph.value(passage, OA.exact))
