"""The real document's targets, and how well they are read, against what people wrote down."""

from __future__ import annotations

import csv
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from zeren.accuracy import FIELDS, score_targets, target_quality
from zeren.records import Document, Target

DATA = Path(__file__).parent / "data" / "targets"


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of expected records."""
    with (DATA / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


GOLD = rows("wuhan-2023-part2.csv")


def in_gold(key: str, target: Target) -> dict[str, str]:
    """Return a target as a row of the gold."""
    fields = {field: str(getattr(target, field)) for field in FIELDS}
    return {"key": key, "unit": (target.unit_iri or "").rsplit("/", 1)[-1]} | fields


def test_tables_are_all_there() -> None:
    """No table of expected records is lost from the run."""
    assert len(GOLD) == len(rows("wuhan-2023-part2-independent.csv")) == 115
    assert len(rows("wuhan-2023-part2-left-out.csv")) == 30


def test_real_targets(real_document: Document) -> None:
    """The real document's targets are those of the gold, in every field."""
    found = [in_gold(task.key, target) for task in real_document.tasks for target in task.targets]
    assert found == GOLD


def test_real_numbers_left_out(real_document: Document) -> None:
    """Every other number of the real document is left out for the annotated reason."""
    found = [
        {"key": task.key, "text": number.text, "reason": number.reason}
        for task in real_document.tasks
        for number in task.left_out
    ]
    assert found == rows("wuhan-2023-part2-left-out.csv")


def test_real_numbers_are_all_read(real_document: Document) -> None:
    """Each digit of the real tasks lies in a target or in a number left out, so none needs a warning."""
    for task in real_document.tasks:
        spans = [(t.start, t.end) for t in task.targets] + [(n.start, n.end) for n in task.left_out]
        covered = {at for start, end in spans for at in range(start, end)}
        assert [at for at, sign in enumerate(task.text) if sign.isdigit() and at not in covered] == []


def test_same_stock_has_one_indicator(real_document: Document) -> None:
    """What two parts of the document count alike can be joined by its words."""
    indicator = {task.key: [target.indicator for target in task.targets] for task in real_document.tasks}
    assert indicator["p2.142"][0] == indicator["p4.33"][1] == "充电桩"
    assert indicator["p2.203"][2] == indicator["p4.20"][0] == "棚户区改造住房"
    assert indicator["p2.204"] == indicator["p4.9"] + indicator["p4.10"]


@pytest.mark.parametrize(
    ("field", "agree"),
    [
        *(("value", 115), ("bound", 115), ("measure", 115), ("measure_kind", 113)),
        *(("indicator", 111), ("action", 113), ("modality", 115)),
    ],
)
def test_gold_and_independent_annotation(field: str, agree: int) -> None:
    """The independent annotation differs from the gold in no more than was judged (see the README)."""
    # Both list a task's targets in the order of its text.
    pairs = zip(GOLD, rows("wuhan-2023-part2-independent.csv"), strict=True)
    assert sum(one[field] == other[field] for one, other in pairs) == agree


def test_scores(real_document: Document) -> None:
    """What is right, wrong, missing and too much shows in the figures of its field alone."""
    task = next(task for task in real_document.tasks if task.key == "p4.33")
    first, second = task.targets
    more = replace(second, value=Decimal(1))
    read = replace(task, targets=(replace(first, bound="~", indicator="泊位"), second, more))
    gold = [row for row in GOLD if row["key"] in ("p4.33", "p4.34")]
    scores = {s.field: s for s in score_targets(gold, replace(real_document, tasks=(read,)))}
    assert {name: (s.right, s.read, s.written) for name, s in scores.items()} == {
        **dict.fromkeys(("value", "measure", "measure_kind", "action", "modality"), (2, 3, 3)),
        **dict.fromkeys(("bound", "indicator"), (1, 3, 3)),
    }


def test_quality_rows(real_document: Document) -> None:
    """The table of figures has precision and recall of each field, and the real document reads in full."""
    table = target_quality(score_targets(GOLD, real_document))
    assert len(table) == 2 * len(FIELDS)
    assert {row[1] for row in table} == {"precision", "recall"}
    assert {row[3:6] for row in table} == {("1.0000", "115", "115")}


def test_nothing_to_score(real_document: Document) -> None:
    """No targets on either side are no fault."""
    scores = score_targets([], replace(real_document, tasks=()))
    assert {(score.precision, score.recall) for score in scores} == {(1.0, 1.0)}
