"""Records of every sort to triples: deadlines, open lists, headings that assign, versions, definitions.

Each graph is checked against the shapes and, quote by quote, against its text.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from made import assigned, document, meta, one, quote, span, stated, task
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, SKOS, XSD

from zeren.corpus import Background
from zeren.crosscheck import check_rule
from zeren.infer import infer
from zeren.rdf import Packed
from zeren.records import Document, Due, Rule, Target
from zeren.terms import ZR, concept, string, zh
from zeren.to_rdf import iris_of, to_rdf
from zeren.units import Authority, SchemeRow
from zeren.validate import validate

HEAD = "云江市人民政府2024年重点任务分解方案\n一、交通\n"


def line_of(graph: Graph, assignee: str) -> str:
    """Return the words of the line in which the assignment to a unit stands."""
    unit = one(graph, SKOS.prefLabel, zh(assignee))
    [line] = {
        graph.value(graph.value(given, ZR.statedAt), ZR.inLine) for given in graph.subjects(ZR.assignee, unit)
    }
    return quote(graph, line)


# Deadlines, open lists, modality, tasks without a number


@pytest.mark.parametrize(("words", "day"), [("6月底前", date(2024, 6, 30)), ("长期", None)])
def test_deadline(words: str, day: date | None, known: Background) -> None:
    """It has its words and where they stand; a day only where the words name one."""
    line = f"1.修路。(责任单位:市交通局;完成时限:{words})"
    text = f"{HEAD}{line}\n"
    due = Due(last_day=day, span=span(text, words))
    graph = stated(document(text, task(text, line, 1, assigned(text, "市交通局", 1), due=due)), known)
    node = one(graph, ZR.dueAsWritten, string(words))
    assert quote(graph, graph.value(node, ZR.dueStatedAt)) == words
    assert graph.value(node, ZR.due) == (Literal("2024-06-30", datatype=XSD.date) if day else None)


def test_open_list(known: Background) -> None:
    """Each assignee of a list that ends in 等 says so, and no other."""
    line = "1.修路。(牵头单位:市交通局;责任单位:市财政局、市水务局等)"
    text = f"{HEAD}{line}\n"
    made = task(
        text,
        line,
        1,
        assigned(text, "市交通局", 1, role="lead", role_as_written="牵头单位"),
        assigned(text, "市财政局", 2, is_open=True),
        assigned(text, "市水务局", 3, is_open=True),
    )
    graph = stated(document(text, made), known)
    assert len(set(graph.subjects(ZR.openList, Literal(True)))) == 2
    assert len(list(graph.triples((None, ZR.openList, None)))) == 2


def test_modality(known: Background) -> None:
    """A target that is to be striven for says so."""
    line = "1.力争修路10公里。(责任单位:市交通局)"
    text = f"{HEAD}{line}\n"
    target = Target(
        value=Decimal(10),
        bound="=",
        measure="公里",
        measure_kind="level",
        indicator="路",
        action="修",
        unit_iri=None,
        start=3,
        end=7,
        modality="strive",
    )
    graph = stated(
        document(text, task(text, line, 1, assigned(text, "市交通局", 1), targets=(target,))), known
    )
    assert graph.value(one(graph, ZR.modality), ZR.modality) == concept("modality", "strive")


def test_number_without_a_text_is_no_task(known: Background) -> None:
    """The reader warns of it; the graph says nothing."""
    lines = ["1.(责任单位:市交通局)", "2.修路。(责任单位:市水务局)"]
    text = "\n".join([HEAD.rstrip(), *lines, ""])
    made = task(text, lines[1], 2, assigned(text, "市水务局", 1))
    empty = replace(
        made,
        key="p1.1",
        number=1,
        text="",
        text_start=span(text, lines[0]).start + 2,
        span=span(text, lines[0]),
    )
    assert str(one(stated(document(text, empty, made), known), RDF.type, ZR.Task)).endswith("/task/p1.2")


def test_task_without_number(known: Background) -> None:
    """Its number is its order, its basis implied, and it has no number as written."""
    text = f"{HEAD}修路.。(责任单位:市交通局)\n"
    line = text.split("\n")[2]
    made = task(
        text,
        line,
        1,
        assigned(text, "市交通局", 1),
        text="修路.。",
        text_start=span(text, line).start,
        number_as_written="",
        basis="implied",
    )
    graph = stated(document(text, made), known)
    node = one(graph, RDF.type, ZR.Task)
    assert graph.value(node, ZR.basis) == concept("basis", "implied")
    assert graph.value(node, ZR.numberAsWritten) is None


# Assignments that stand outside their task's line


def test_heading_that_assigns(known: Background) -> None:
    """What a heading says holds for each task below; its words lie in the heading's line, and come first."""
    head, one_line, other = "一、交通(责任单位:市交通局)", "1.修路。", "2.架桥。(责任单位:市水务局)"
    text = f"云江市人民政府2024年重点任务分解方案\n{head}\n{one_line}\n{other}\n"
    traffic = assigned(text, "市交通局", 1)
    made = document(
        text,
        task(text, one_line, 1, traffic),
        task(text, other, 2, traffic, assigned(text, "市水务局", 2)),
    )
    graph = stated(made, known)
    assert line_of(graph, "市交通局") == head
    assert line_of(graph, "市水务局") == other


def test_line_for_several_tasks(known: Background) -> None:
    """A line below several tasks that is none's own is given whole."""
    below = "责任单位:市交通局"
    text = f"{HEAD}1.修路。\n2.架桥。\n{below}"
    traffic = assigned(text, "市交通局", 1)
    graph = stated(
        document(text, task(text, "1.修路。", 1, traffic), task(text, "2.架桥。", 2, traffic)), known
    )
    assert line_of(graph, "市交通局") == below


def test_cell_that_spans_rows(known: Background) -> None:
    """It stands in the first row, the line of the first task, and is read after the second's own cells."""
    first, second = "1.修路。\t市水务局\t市交通局", "2.架桥。\t市财政局"
    text = f"{HEAD}{first}\n{second}\n"
    traffic = assigned(text, "市交通局", 2)
    made = document(
        text,
        task(text, first, 1, assigned(text, "市水务局", 1), traffic),
        task(text, second, 2, assigned(text, "市财政局", 1), traffic),
    )
    assert line_of(stated(made, known), "市交通局") == first


def test_name_that_is_its_whole_line(known: Background) -> None:
    """In a table of one cell a line a name may be all that its line holds."""
    text = f"{HEAD}1.修路。\n2.架桥。\n市交通局\n"
    traffic = assigned(text, "市交通局", 1)
    graph = stated(
        document(text, task(text, "1.修路。", 1, traffic), task(text, "2.架桥。", 2, traffic)), known
    )
    assert line_of(graph, "市交通局") == "市交通局"


def test_heading_in_a_tasks_row(known: Background) -> None:
    """A category is a cell of the first row below it."""
    first, second = "一、交通\t1.修路。\t市水务局", "2.架桥。\t市财政局"
    text = f"云江市人民政府2024年重点任务分解方案\n{first}\n{second}\n"
    made = document(
        text,
        task(text, first, 1, assigned(text, "市水务局", 1)),
        task(text, second, 2, assigned(text, "市财政局", 1)),
    )
    cell = replace(made.sections[0], title="交通", span=span(text, "一、交通"))
    graph = stated(replace(made, sections=(cell,)), known)
    heading = graph.value(one(graph, RDF.type, ZR.Section), ZR.statedAt)
    assert quote(graph, graph.value(heading, ZR.inLine)) == first


# The head of the document: number, day, version, rule


ROAD = "1.修路。(责任单位:市交通局)"


def road(**changes: Any) -> Document:  # noqa: ANN401
    """Return a scheme of one task."""
    text = f"{HEAD}{ROAD}\n"
    return document(text, task(text, ROAD, 1, assigned(text, "市交通局", 1)), **changes)


def test_number_and_day_of_issue(known: Background) -> None:
    """Both are the document's, not the scheme's."""
    graph = stated(road(metadata=meta(number="云政办〔2024〕3号", issued=date(2024, 2, 1))), known)
    node = one(graph, RDF.type, ZR.Document)
    assert graph.value(node, DCTERMS.identifier) == string("云政办〔2024〕3号")
    assert graph.value(node, DCTERMS.issued) == Literal("2024-02-01", datatype=XSD.date)


@pytest.mark.parametrize(
    ("version", "ending", "before"), [(1, "", None), (2, "-v2", ""), (11, "-v11", "-v10")]
)
def test_version(version: int, ending: str, before: str | None, known: Background) -> None:
    """A corrected scheme is another one, which replaces the version before it."""
    graph = stated(road(metadata=meta(version=version)), known)
    scheme = str(one(graph, RDF.type, ZR.Scheme))
    assert scheme.endswith(f"-2024{ending}")
    replaced = graph.value(URIRef(scheme), DCTERMS.replaces)
    assert replaced == (None if before is None else URIRef(scheme.removesuffix(ending) + before))


RULE = "未明确牵头单位的,责任单位即为牵头单位"


def ruled() -> Document:
    """Return a scheme that says who answers where no lead is named."""
    text = f"{RULE}。\n{HEAD}{ROAD}\n"
    return document(
        text,
        task(text, ROAD, 1, assigned(text, "市交通局", 1)),
        rule=Rule(notation="responsible-leads", span=span(text, RULE)),
    )


def tabled(known: Background, made: Document, notation: str) -> Authority:
    """Return the tables with a rule for the scheme of a document."""
    scheme = iris_of(made, authority=known.authority).scheme_slug
    row = SchemeRow(scheme=scheme, accountability_rule=notation, source="editor")
    return Authority(known.authority.jurisdictions, known.authority.places, (row,))


def test_rule_of_the_document(known: Background) -> None:
    """It has the passage that says it, and goes before what a table says; a difference is a warning."""
    made = ruled()
    graph = stated(made, known)
    scheme = one(graph, RDF.type, ZR.Scheme)
    assert graph.value(scheme, ZR.basis) == concept("basis", "stated")
    assert quote(graph, graph.value(scheme, ZR.statedAt)) == RULE
    other = tabled(known, made, "first-listed-leads")
    again = to_rdf(made, authority=other, names=known.names)
    assert set(again.objects(scheme, ZR.accountabilityRule)) == {
        concept("accountability-rule", "responsible-leads")
    }
    iris = iris_of(made, authority=other)
    assert [str(r.shape).rpartition("#")[2] for r in check_rule(made, iris, other)] == [
        "Scheme-rule-in-table"
    ]
    assert check_rule(made, iris, tabled(known, made, "responsible-leads")) == []
    derived = infer(Packed.of(graph), known.units, known.units_entailed).derived.graph()
    assert len(list(derived.triples((None, ZR.accountableUnit, None)))) == 1


def test_rule_of_the_table(known: Background) -> None:
    """Where the document says nothing the table counts, and says that it is an editor's word."""
    made = ruled()
    silent = replace(made, rule=None)
    graph = to_rdf(silent, authority=tabled(known, made, "first-listed-leads"), names=known.names)
    scheme = one(graph, RDF.type, ZR.Scheme)
    assert graph.value(scheme, ZR.basis) == concept("basis", "editorial")
    assert graph.value(scheme, SKOS.editorialNote) == string("editor")
    assert graph.value(scheme, ZR.statedAt) is None
    assert validate(graph, known.units).conforms
