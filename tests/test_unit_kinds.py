"""Kinds of units: what a name tells, and what is no unit's name."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from zeren.read.lists.name_forms import NameForms
from zeren.read.words import load_words
from zeren.units_rdf import UnitNames

with (Path(__file__).parent / "data" / "lists" / "kinds.csv").open(encoding="utf-8", newline="") as stream:
    CASES = [(row["name"], row["kind"]) for row in csv.DictReader(stream)]
UNITS = [(name, kind) for name, kind in CASES if kind]
WORDS = [name for name, kind in CASES if not kind]
FORMS = NameForms(load_words(), lambda name: False)


def test_every_case_is_collected() -> None:
    """No row is lost, and every kind that a name can tell has one."""
    assert (len(UNITS), len(WORDS)) == (49, 18)
    assert {kind for _, kind in UNITS} == load_words().kinds - {"state-owned-enterprise"}


@pytest.mark.parametrize(("name", "kind"), UNITS)
def test_a_units_name_is_whole_and_tells_its_kind(name: str, kind: str) -> None:
    """A name reads as a unit by itself, and its ending or mark tells the right kind."""
    words = load_words()
    assert FORMS.reads(name)
    assert UnitNames(words.kind_endings, words.kind_marks).kind(name) == kind


@pytest.mark.parametrize("name", WORDS)
def test_a_word_is_no_unit(name: str) -> None:
    """A word that ends as names do, or an ending alone, is no unit."""
    assert not FORMS.reads(name)
