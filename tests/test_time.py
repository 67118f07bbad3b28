"""Units in time: a worked example over the composed tables of ``tests/data/units/good``.

市国土局 and 市规划局 became 市自然资源和规划局 on 2019-01-09; 市教育局 was split on 2019-03-20, and one half
kept the name.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from made import assigned, document, meta, task

from zeren.corpus import Background, background
from zeren.records import Document
from zeren.terms import ZR
from zeren.to_rdf import to_rdf
from zeren.validate import validate

TABLES = Path(__file__).parent / "data" / "units" / "good"


@pytest.fixture(scope="module")
def tables() -> Background:
    """Load the shipped tables with those of the composed city."""
    return background(tables=TABLES)


def naming(unit: str, year: int, issued: date | None = None) -> Document:
    """Return a scheme of a year that gives a task to a unit."""
    line = f"1.修路。(责任单位:{unit})"
    text = f"一、建设\n{line}\n"
    return document(
        text, task(text, line, 1, assigned(text, unit, 1)), metadata=meta(year=year, issued=issued)
    )


def read(made: Document, tables: Background) -> tuple[str, set[str]]:
    """Return the slug of the unit that a scheme names, and what the shapes tell."""
    graph = to_rdf(made, authority=tables.authority, names=tables.names)
    [unit] = graph.objects(None, ZR.assignee)
    report = validate(graph, tables.units)
    assert report.conforms
    return str(unit).rpartition("/")[2], {str(r.shape).rpartition("#")[2] for r in report.results}


@pytest.mark.parametrize(
    ("unit", "year", "told"),
    [
        ("市国土局", 2018, set()),
        ("市国土局", 2019, set()),
        ("市国土局", 2020, {"Assignment-in-time"}),
        ("市自然资源和规划局", 2018, {"Assignment-in-time"}),
        ("市自然资源和规划局", 2019, set()),
        ("市自然资源和规划局", 2024, set()),
    ],
)
def test_unit_outside_its_time_is_told(unit: str, year: int, told: set[str], tables: Background) -> None:
    """A scheme may name what there was in its year; another is a warning, and the unit stays."""
    assert read(naming(unit, year), tables)[1] == told


@pytest.mark.parametrize(
    ("year", "issued", "slug"),
    [
        (2018, None, "shi-jiao-yu-ju"),
        (2019, date(2019, 2, 1), "shi-jiao-yu-ju"),
        (2019, date(2019, 4, 1), "shi-jiao-yu-ju-2019"),
        (2019, None, "shi-jiao-yu-ju-2019"),
        (2024, None, "shi-jiao-yu-ju-2019"),
    ],
)
def test_one_name_after_the_other(year: int, issued: date | None, slug: str, tables: Background) -> None:
    """市教育局 is the unit that bore the name on the day of issue, or in the scheme's year."""
    assert read(naming("市教育局", year, issued), tables) == (slug, set())


def test_reforms_conform(tables: Background) -> None:
    """The tables' reforms are valid: new units, set up on the day on which the old ones ended."""
    assert validate(tables.units).results == ()
