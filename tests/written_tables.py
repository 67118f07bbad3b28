"""Tables that chance writes, for the tests: their rows, and every layout that they may have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hypothesis import strategies as st

__all__ = ["LAYOUTS", "PERSONS", "ROLES", "Row", "expected", "header", "tables"]

UNITS = (
    "市发改委",
    "市教育局",
    "市财政局",
    "东桥区人民政府",
    "市住房和城乡建设局",
    "各区人民政府",
    "云江集团",
)
PERSONS = ("李一", "王二", "张三", "赵四", "常务副市长")
DUES = ("12月底", "2024年6月底前", "长期", "年底前", "全年")
ROLES = {
    "责任领导": "leading-official",
    "牵头单位": "lead",
    "责任单位": "responsible",
    "配合单位": "cooperating",
}


@dataclass(frozen=True)
class Row:
    """A task as a person would say it: the words of its cells by those of its columns; or a heading."""

    cells: dict[str, str]
    heading: str = ""


def sentences() -> st.SearchStrategy[str]:
    """Return texts as tasks have them; no two signs stand side by side that part cells."""
    words = st.text("东南西北山水林田推进加快建设提升优化完善", min_size=2, max_size=20)
    return st.lists(words, min_size=1, max_size=4).map(lambda parts: ",".join(["推进", *parts]) + "。")


CELLS: dict[str, st.SearchStrategy[str]] = {
    "工作任务": sentences(),
    "年度目标": st.integers(1, 999).map(lambda n: f"新增{n}个。"),
    "责任领导": st.lists(st.sampled_from(PERSONS), min_size=1, max_size=2, unique=True).map("、".join),
    "完成时限": st.sampled_from(DUES),
    **dict.fromkeys(
        ("牵头单位", "责任单位", "配合单位"),
        st.lists(st.sampled_from(UNITS), min_size=1, max_size=3, unique=True).map("、".join),
    ),
}


@st.composite
def tables(draw: st.DrawFn, *, numbered: bool = True) -> list[Row]:
    """Tasks under one header, some with a heading above them."""
    goal = draw(st.sampled_from([[], ["年度目标"]]))
    roles = draw(st.lists(st.sampled_from(sorted(ROLES)), min_size=1, max_size=3, unique=True))
    due = draw(st.sampled_from([[], ["完成时限"]]))
    columns = ["工作任务", *goal, *roles, *due]
    found: list[Row] = []
    for number in range(1, draw(st.integers(1, 6)) + 1):
        if draw(st.integers(0, 3)) == 0:
            found.append(Row({}, heading="一二三四五六"[number - 1] + "、统筹推进"))
        cells = {column: draw(CELLS[column]) for column in columns}
        found.append(Row(({"序号": str(number)} if numbered else {}) | cells))
    return found


def header(rows: Sequence[Row]) -> list[str]:
    """Return the words of the columns."""
    return list(next(row.cells for row in rows if row.cells))


def on_lines(sign: str, frame: str = "") -> Callable[[Sequence[Row]], str]:
    """Return how a table is written with a row on a line."""

    def write(rows: Sequence[Row]) -> str:
        whole = [frame + sign.join(row.cells.values() or [row.heading]) + frame for row in rows]
        return "\n".join([frame + sign.join(header(rows)) + frame, *whole])

    return write


def one_a_line(before: str = "", after: str = "", between: str = "\n") -> Callable[[Sequence[Row]], str]:
    """Return how a table is written with a cell on a line."""

    def write(rows: Sequence[Row]) -> str:
        cells = [*header(rows), *(cell for row in rows for cell in row.cells.values() or [row.heading])]
        return between.join(before + cell + after for cell in cells)

    return write


LAYOUTS: dict[str, Callable[[Sequence[Row]], str]] = {
    "pipes": on_lines("|"),
    "pipes-spaced": on_lines(" | "),
    "pipes-framed": on_lines(" | ", "|"),
    "full-width-pipes": on_lines("｜", "｜"),
    "uprights": on_lines("│", "│"),
    "tabs": on_lines("\t"),
    "wide-spaces": on_lines("   "),
    "ideographic-spaces": on_lines("\u3000\u3000"),
    "one-a-line": one_a_line(),
    "one-a-line-parted": one_a_line(between="\n\n"),
    "one-a-line-far-apart": one_a_line(between="\n \n\n"),
    "pipe-behind": one_a_line(after=" |"),
    "pipe-behind-parted": one_a_line(after="|", between="\n\n"),
    "pipe-before": one_a_line(before="| "),
}


def expected(rows: Sequence[Row]) -> list[dict[str, str]]:
    """Return what must be read: the goal is part of the text."""
    found = []
    for row in rows:
        cells = dict(row.cells)
        if row.cells:
            cells["工作任务"] += cells.pop("年度目标", "")
        found.append(cells or {"heading": row.heading})
    return found
