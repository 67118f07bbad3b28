"""A random scheme, written in each of the layouts, reads back as the same scheme."""

from __future__ import annotations

import calendar
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from layouts import LAYOUTS, Duty, Layout, Scheme

from zeren.corpus import Background
from zeren.coverage import coverage
from zeren.read import read_document

PLAIN = "东南西北山水林田湖草沙推进加快提升优化完善"
OFFICES = (
    "教育局",
    "发改委",
    "公安局",
    "卫健委",
    "农业农村局",
    "人力资源和社会保障局",
    "民防办",
    "税务局",
    "残联",
)
PLACES = ("青岚", "云溪", "东桥", "石门")
NAMES = ("李一", "王二平", "欧阳三", "赵四海")

offices = st.sampled_from(OFFICES).map(lambda office: "市" + office)
areas = st.sampled_from(PLACES).map(lambda place: f"{place}区人民政府")
units = st.one_of(offices, areas, st.just("各区人民政府"), st.just("云江海关"))
texts = st.lists(
    st.one_of(
        st.text(PLAIN, min_size=4, max_size=14),
        st.builds("{}项目{}个".format, st.text(PLAIN, min_size=2, max_size=6), st.integers(1, 9999)),
        st.text(PLAIN, min_size=2, max_size=4).map(lambda word: f"“{word}”行动"),
    ),
    min_size=1,
    max_size=4,
).map(lambda parts: "推进" + ",".join(parts) + "。")


@st.composite
def schemes(draw: st.DrawFn) -> Scheme:
    """Draw a few sections with tasks that are numbered through."""
    found: list[Duty] = []
    for section in range(draw(st.integers(1, 3))):
        for _ in range(draw(st.integers(1, 4))):
            named = draw(st.lists(units, min_size=2, max_size=6, unique=True))
            cut = draw(st.integers(1, min(2, len(named) - 1)))
            found.append(
                Duty(
                    section=section,
                    number=len(found) + 1,
                    text=draw(texts),
                    leader=draw(st.sampled_from(NAMES)),
                    lead=tuple(named[:cut]),
                    others=tuple(named[cut:]),
                    month=draw(st.integers(1, 12)),
                )
            )
    return found


def expected(duty: Duty, layout: Layout) -> set[tuple[str, str, bool]]:
    """Return role word, assignee, and whether it is a person, of each of a task's assignments."""
    leader = {(layout.leader, duty.leader, True)} if layout.leader else set()
    lead = {(layout.lead, unit, False) for unit in duty.lead}
    return leader | lead | {(layout.others, unit, False) for unit in duty.others}


def test_every_layout_is_collected() -> None:
    """No layout is lost."""
    assert len({layout.name for layout in LAYOUTS}) == len(LAYOUTS) == 14


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(scheme=schemes())
def test_what_is_written_reads_back(
    layout: Layout, scheme: Scheme, known: Background, tmp_path: Path
) -> None:
    """Number, text, assignments, deadline and section of every task, with no warning but on numbers."""
    file = tmp_path / f"scheme{layout.suffix}"
    file.write_bytes(layout.write(scheme))
    document = read_document(file, words=known.words, authority=known.authority)
    titles = {section.key: section.title for section in document.sections}
    assert len(document.tasks) == len(scheme)
    for duty, task in zip(scheme, document.tasks, strict=True):
        assert task.number == duty.number
        assert task.text.removesuffix("。") == duty.text.removesuffix("。").translate(
            {} if layout.name != "before-the-stop" else {ord(","): "，"}
        )
        assert {(a.role_as_written, a.unit, a.is_person) for a in task.assignments} == expected(duty, layout)
        if layout.months:
            last = calendar.monthrange(2024, duty.month)[1]
            assert task.due
            assert task.due.last_day == date(2024, duty.month, last)
        if layout.sections:
            assert titles[task.section] == ("稳住经济大盘", "建设宜居城市", "增进民生福祉")[duty.section]
    assert document.metadata
    assert (document.metadata.government, document.metadata.year) == ("云江市人民政府", 2024)
    assert coverage(document)["tiles"]
    assert [n.en for n in document.notes if "number" not in n.en.lower()] == []
