"""Accuracy: the composed set is whole, and the reader is as good on it as it must be."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "bench"))

from accuracy_scores import CLASSES, SET, Figures, Layout, compare, figures, layouts, total

from zeren.corpus import Background

LAYOUTS = layouts()
#: The text of a document whose lines are all known.
TEXT = ""
#: What share of a class's assignments must be right, a fault in silence counting double.
ASKED = {"plain": 1.0, "sentence": 0.95, "table": 0.95, "carrier": 0.95}
#: Layouts with a wrong record that no note warns of, each with its reason.
SILENT: dict[str, str] = {}


@pytest.fixture(scope="module")
def counted(known: Background, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Figures]:
    """What is counted in each layout."""
    folder = tmp_path_factory.mktemp("made")
    return {layout.name: figures(layout, known, folder) for layout in LAYOUTS}


def test_the_set_is_whole() -> None:
    """No layout is lost by its name, none lacks its other half, and each belongs to a class."""
    assert len(LAYOUTS) == 124
    assert {layout.name for layout in LAYOUTS} == {file.stem for file in SET.iterdir()} - {"README"}
    assert {layout.group for layout in LAYOUTS} == set(CLASSES)
    assert sum(len(layout.expected["tasks"]) for layout in LAYOUTS) == 563


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_nothing_is_wrong_in_silence(layout: Layout, counted: dict[str, Figures]) -> None:
    """What is read wrongly, or not at all, is warned of on its line."""
    found = counted[layout.name]
    assert bool(found.silent) == (layout.name in SILENT), found.faults


@pytest.mark.parametrize("group", CLASSES)
def test_score(group: str, counted: dict[str, Figures]) -> None:
    """Each class reaches what is asked of it."""
    found = total(f for name, f in counted.items() if name.startswith(f"{group}-"))
    assert found.score >= ASKED[group], f"{found.score:.1%}"


def test_fields(counted: dict[str, Figures]) -> None:
    """Apart from assignments: every line that must be warned of is, and few fields of tasks are wrong."""
    whole = total(counted.values()).fields
    assert set(whole["warning"]) == {True}
    for name in ("task", "text", "number", "path", "due", "open"):
        assert whole[name][True] >= 0.95 * whole[name].total(), name


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_what_is_expected_counts_as_right(layout: Layout) -> None:
    """A reader that says what is expected has no fault."""
    found = compare(layout.expected, without_a_fault(layout), TEXT)
    assert found.faults == []
    assert found.right == sum(len(task["assignments"]) for task in layout.expected["tasks"])


def test_faults_are_counted() -> None:
    """A wrong name is one fault, a missing one another; a note on the line halves their weight."""
    layout = next(layout for layout in LAYOUTS if layout.name == "plain-inline-brackets")
    record = without_a_fault(layout)
    everything = compare(layout.expected, record, TEXT).right
    given = record["tasks"][0]["assignments"]
    given[0]["unit"] = "市测试局"
    silent = compare(layout.expected, record, TEXT)
    assert (silent.right, silent.wrong, silent.missed, silent.silent) == (everything - 1, 1, 0, 1)
    assert silent.score == (everything - 1) / (everything + 1)
    del given[0]
    record["warnings"] = [{"line": layout.expected["tasks"][0]["line"]}]
    warned = compare(layout.expected, record, TEXT)
    assert (warned.right, warned.wrong, warned.missed, warned.silent) == (everything - 1, 0, 1, 0)
    assert warned.score == (everything - 1) / everything


def without_a_fault(layout: Layout) -> dict[str, Any]:
    """Return what a reader without a fault would say of a layout: the first of the words that it may use."""
    tasks = [
        {"line": 0, **first_words(task), "assignments": [first_words(given) for given in task["assignments"]]}
        for task in layout.expected["tasks"]
    ]
    return {**layout.expected, "tasks": tasks, "warnings": [{"line": n} for n in layout.expected["warnings"]]}


def first_words(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return a record with one word where it allows several."""
    several = ("role", "unit", "text")
    return {k: v[0] if k in several and isinstance(v, list) else v for k, v in record.items()}
