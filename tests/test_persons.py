"""Persons: names and offices, and what is neither; ``tests/data/persons`` has words and names."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.read.roles.assignees import Assignees
from zeren.read.roles.persons import people, person
from zeren.read.words import load_words

DATA = Path(__file__).parent / "data" / "persons"
WORDS = load_words()


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a table."""
    return list(csv.DictReader((DATA / name).open(encoding="utf-8", newline="")))


NAMES, LISTS = rows("names.csv"), rows("lists.csv")


def test_every_row_is_collected() -> None:
    """No row is lost."""
    assert (len(NAMES), len(LISTS)) == (108, 13)


@pytest.mark.parametrize("row", NAMES, ids=lambda row: row["words"])
def test_name(row: dict[str, str]) -> None:
    """Words are the name or office that their row says; a row without one is no person's."""
    assert (person(row["words"], WORDS) or "") == row["name"]


@pytest.mark.parametrize("row", LISTS, ids=lambda row: row["list"])
def test_list(row: dict[str, str]) -> None:
    """Spaces part two names, not the signs of one; a title belongs to the name behind it."""
    listed = row["list"]
    found = people(listed, 0, len(listed), WORDS)
    assert "|".join(someone.name or "" for someone in found) == row["names"]
    assert all(listed[someone.start : someone.end].strip() for someone in found)


@pytest.mark.parametrize(
    "row", [row for row in NAMES if "、" not in row["words"]], ids=lambda row: row["words"]
)
def test_nothing_is_both(row: dict[str, str]) -> None:
    """In a sentence a person is no unit, and a unit no person."""
    kind = Assignees(WORDS, lambda name: False).kind("".join(row["words"].split()))
    assert (kind in ("person", "anyone")) == bool(row["name"])


surnames = st.sampled_from(sorted(WORDS.name_words["surname"]))
# Of 李代市长 and 副市长李长 nobody can say whether 代 and 长 are names.
GIVEN = sorted(WORDS.name_words["given"] - WORDS.offices["modifier"] - WORDS.offices["title-of-many"])
given_signs = st.text(alphabet=GIVEN, min_size=1, max_size=2)
offices = st.sampled_from(["副市长", "常务副县长", "秘书长", "同志"])
units = st.sampled_from(["", "市政府", "东桥区", "市教育局", "县委"])


@given(surname=surnames, signs=given_signs, unit=units, office=offices)
def test_office_before_or_behind(surname: str, signs: str, unit: str, office: str) -> None:
    """A name with an office before or behind it is that name, where it is one by itself."""
    name = surname + signs
    if person(name, WORDS) == name:
        assert office == "同志" or person(unit + office + name, WORDS) == name
        assert person(name + office, WORDS) == name


@given(words=st.text(alphabet="李一王二副市长局委常务、,( )·×某同志各区", max_size=20))
def test_any_words_are_read(words: str) -> None:
    """Whatever the words, a list of persons is read, in order and within its bounds."""
    found = people(words, 0, len(words), WORDS)
    last = 0
    for someone in found:
        assert last <= someone.start < someone.end <= len(words)
        last = someone.end
