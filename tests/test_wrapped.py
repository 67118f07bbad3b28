"""A sentence that the document breaks over lines and pages: one text, and quotes as they stand there."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import assigned, document, one, quote, stated, task
from rdflib import RDF

from zeren.corpus import Background, background
from zeren.crosscheck import check_document
from zeren.records import Document, Target
from zeren.terms import ZR, zh
from zeren.to_rdf import to_rdf

HEAD = "一、交通\n"
TEXT = "新建充电桩6万个,修路10公里以上。"
WRAPPED = """1.新建充电桩6万个,修路10公
    里以上。(责任单位:市交
通局)"""
PAGED = WRAPPED.replace("公\n", "公\n\n云江市人民政府公报 2024年第2期\n— 10 —\n")
#: What stands between the lines of a sentence.
BETWEEN = st.sampled_from(["\n", "\n\n", "\n  ", "\n— 3 —\n", "\n\n公报 第2期\n\n", " \n\u3000"])


def sentence(lines: str, text: str = TEXT, *targets: Target) -> Document:
    """Return a scheme whose one task is broken over lines."""
    whole = f"{HEAD}{lines}\n"
    written = next(words for words in ("市交通局", "市交\n通局") if words in whole)
    given_to = assigned(whole, "市交通局", 1, written=written)
    return document(whole, task(whole, lines, 1, given_to, text=text, targets=targets))


@pytest.mark.parametrize("lines", [WRAPPED, PAGED], ids=["wrapped", "paged"])
def test_quotes_are_what_stands_there(lines: str, known: Background) -> None:
    """A target's words go from their first sign to their last, line breaks and all."""
    start = lines.index("10公") - len("1.")
    target = Target(
        value=Decimal(10),
        bound=">=",
        measure="公里",
        measure_kind="level",
        indicator="路",
        action="修",
        unit_iri=None,
        start=start,
        end=lines.index("以上") + len("以上") - len("1."),
    )
    graph = stated(sentence(lines, TEXT, target), known)
    words = quote(graph, graph.value(one(graph, RDF.type, ZR.Target), ZR.statedAt))
    assert (words[:3], words[-3:]) == ("10公", "里以上")
    assert words in lines


@settings(max_examples=50)
@given(st.lists(st.text("新建学校所修路", min_size=1, max_size=6), min_size=1, max_size=6), st.data())
def test_text_that_is_there_passes(parts: list[str], data: st.DataObject) -> None:
    """However a text is broken, and whatever stands between, its lines hold it; another they do not."""
    shown = "1."
    for at, part in enumerate(parts):
        shown += (data.draw(BETWEEN) if at else "") + part
    shown += "。(责任单位:市交通局)"
    assert told(sentence(shown, "".join(parts) + "。")) == []
    assert told(sentence(shown, "".join(parts) + "桥。")) == ["Task-text-in-document"]


def told(made: Document) -> list[str]:
    """Return what the check with the file at hand tells."""
    known = background()
    graph = to_rdf(made, authority=known.authority, names=known.names)
    return [str(result.shape).rpartition("#")[2] for result in check_document(graph, made)]


def test_other_text_is_told_where_the_shapes_cannot_see_it(known: Background) -> None:
    """A quote over several lines may leave something out, so the shapes let it pass."""
    made = sentence(PAGED)
    graph = stated(made, known)
    node = one(graph, RDF.type, ZR.Task)
    graph.set((node, ZR.text, zh(TEXT.replace("10", "20"))))
    [result] = check_document(graph, made)
    assert (str(result.shape).rpartition("#")[2], result.focus) == ("Task-text-in-document", node)
