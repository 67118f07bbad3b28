"""Records as plain data (`zeren read --json`): what few documents have stands there only where it is."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from made import assigned, defined, document, meta, span, task

from zeren.coverage import record_json
from zeren.records import Document, Due, Rule, Target

LINES = [
    "未明确牵头单位的,责任单位即为牵头单位。",
    "一、交通",
    "1.力争修路10公里。(责任单位:市交通局、各区人民政府(含高新区管委会,下同)等;完成时限:6月底前)",
    "2.架桥。(责任领导:李一)",
]
TEXT = "\n".join([*LINES, ""])


def made(day: date | None = date(2024, 6, 30)) -> Document:
    """Return a document that has everything."""
    target = Target(
        value=Decimal("10.5"),
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
    first = task(
        TEXT,
        LINES[2],
        1,
        assigned(TEXT, "市交通局", 1, is_open=True),
        targets=(target,),
        due=Due(last_day=day, span=span(TEXT, "6月底前")),
    )
    second = task(TEXT, LINES[3], 2, assigned(TEXT, "李一", 1, is_person=True, role_as_written="责任领导"))
    return document(
        TEXT,
        first,
        second,
        metadata=meta(number="云政办〔2024〕3号", issued=date(2024, 2, 1), version=2),
        definitions=(defined(TEXT, "各区人民政府", "含高新区管委会,下同", "高新区管委会"),),
        rule=Rule(notation="responsible-leads", span=span(TEXT, LINES[0])),
    )


def record(document: Document) -> dict[str, Any]:
    """Return a document's records as they come out of JSON."""
    read: dict[str, Any] = json.loads(json.dumps(record_json(document), ensure_ascii=False))
    return read


def test_head_of_the_document() -> None:
    """Number, day, version, rule and definitions; each is null or empty where the document has none."""
    found = record(made())
    assert (found["number"], found["issued"], found["version"]) == ("云政办〔2024〕3号", "2024-02-01", 2)
    assert found["rule"] == "responsible-leads"
    assert found["definitions"] == [
        {
            "collective": "各区人民政府",
            "words": "含高新区管委会,下同",
            "members": ["高新区管委会"],
            "whole": False,
        }
    ]
    bare = record(replace(made(), rule=None, definitions=(), metadata=None))
    assert [bare[name] for name in ("number", "issued", "version", "rule", "definitions")] == [
        *(None,) * 4,
        [],
    ]


def test_marks_of_tasks() -> None:
    """A mark stands only where it is true."""
    first, second = record(made())["tasks"]
    assert first["assignments"] == [{"role": "责任单位", "unit": "市交通局", "open": True}]
    assert second["assignments"] == [{"role": "责任领导", "unit": "李一", "kind": "person"}]
    assert first["targets"][0]["modality"] == "strive"
    assert first["targets"][0]["value"] == 10.5
    assert "due" not in second


@pytest.mark.parametrize(("day", "shown"), [(date(2024, 6, 30), "2024-06-30"), (None, "6月底前")])
def test_deadline(day: date | None, shown: str) -> None:
    """A day, or the words where they name none."""
    assert record(made(day))["tasks"][0]["due"] == shown
