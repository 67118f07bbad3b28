"""Where assignments stand: what is found in a text, and what must not be; see the README of the data."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from zeren.read.lines import fold_width
from zeren.read.roles import IDLE, Region, RoleFinder
from zeren.read.words import load_words

FILES = sorted((Path(__file__).parent / "data" / "roles").glob("*.yaml"))
CASES: list[tuple[str, dict[str, Any]]] = [
    (file.stem, case) for file in FILES for case in yaml.safe_load(file.read_text(encoding="utf-8"))
]
FINDER = RoleFinder.of(load_words())
STRETCHES = ("dues", "unread", "labels", "remarks")
#: Signs that a region may hold beside what it tells.
BINDING = set(IDLE + ":()〈〉*—–- 为是")
WIDE = {ord(sign): ord(sign) + 0xFEE0 for sign in ",:;()0123456789"}


def told(given: str, regions: list[Region]) -> dict[str, Any]:
    """Return what regions hold, as written in the text."""

    def written(spans: list[tuple[int, int]]) -> list[str]:
        return [given[start:end] for start, end in spans]

    found: dict[str, Any] = {
        "runs": [
            [given[run.word_start : run.word_end], run.role, given[run.list_start : run.list_end]]
            for region in regions
            for run in region.runs
        ]
    }
    for name in STRETCHES:
        found[name] = written([span for region in regions for span in getattr(region, name)])
    found["open"] = not all(region.closed for region in regions)
    return found


def expected(case: dict[str, Any]) -> dict[str, Any]:
    """Return what a case says that regions hold."""
    said: dict[str, Any] = {"runs": case.get("runs", []), "open": case.get("open", False)}
    return said | {name: case.get(name, []) for name in STRETCHES}


def outside(given: str, regions: list[Region]) -> str:
    """Return what no region holds."""
    starts = [0, *(region.end for region in regions)]
    ends = [*(region.start for region in regions), len(given)]
    return "\n".join(given[start:end] for start, end in zip(starts, ends, strict=True))


def test_every_case_is_collected() -> None:
    """No file and no case is lost."""
    assert [file.stem for file in FILES] == [
        *("brackets", "formats", "headings", "lines", "more", "not-read", "sentences")
    ]
    assert len(CASES) == 224


@pytest.mark.parametrize(("kind", "case"), CASES, ids=lambda value: str(value)[:60])
def test_case(kind: str, case: dict[str, Any]) -> None:
    """Each text holds what its case says, and nothing else; where nothing is read, the reader is told."""
    given = case["given"]
    assert fold_width(given) == given
    if kind == "headings":
        heading = FINDER.heading(given)
        assert told(given, [heading] if heading else []) == expected(case)
        return
    regions = FINDER.regions(given)
    assert told(given, regions) == expected(case)
    if "region" in case:
        assert given[regions[0].start : regions[0].end] == case["region"]
    if "strays" in case:
        assert FINDER.strays(outside(given, regions)) == case["strays"]
    if "bare" in case:
        assert [given[start:end] for start, end in FINDER.bare(given)] == case["bare"]


@pytest.mark.parametrize("case", [case for _, case in CASES], ids=lambda case: case["given"][:60])
def test_width_and_what_follows_change_nothing(case: dict[str, Any]) -> None:
    """A text in full width, and one with the next task behind it, reads the same."""
    given = case["given"]
    regions = FINDER.regions(given)
    assert FINDER.regions(fold_width(given.translate(WIDE))) == regions
    after = FINDER.regions(given + "\n99.植树造林。")
    assert told(given, after) == told(given, regions)


@pytest.mark.parametrize("case", [case for _, case in CASES], ids=lambda case: case["given"][:60])
def test_nothing_in_a_region_is_lost(case: dict[str, Any]) -> None:
    """Every sign of a region is in a run, a deadline, another stretch, or binds them; no two share a sign."""
    given = case["given"]
    last = 0
    for region in FINDER.regions(given):
        assert last <= region.start < region.end <= len(given)
        last = region.end
        words = {(run.word_start, run.word_end) for run in region.runs}
        lists = [(run.list_start, run.list_end) for run in region.runs]
        stretches = [span for name in STRETCHES for span in getattr(region, name)]
        taken = sorted([*words, *lists, *stretches])
        for (_, end), (start, _) in pairwise(taken):
            assert end <= start
        covered = {at for start, end in taken for at in range(start, end)}
        left = {given[at] for at in range(region.start, region.end) if at not in covered}
        assert left <= BINDING
