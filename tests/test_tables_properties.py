"""Tables that chance writes: a plain one reads back from every layout, nothing makes the reader crash."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from table_cases import drawn
from written_tables import LAYOUTS, PERSONS, ROLES, Row, expected, header, tables

from zeren.carry import Table
from zeren.read.lines import lines
from zeren.read.tables import HeadRow, TableReader, TaskRow, find_tables
from zeren.read.words import load_words
from zeren.records import Note

WORDS = load_words()
RELAXED = settings(max_examples=200, deadline=None, derandomize=True)


def said(rows: Sequence[TaskRow | HeadRow], text: str) -> list[dict[str, str]]:
    """Return what was read by the words of the columns; what parts two cells of a text does not count."""
    found = []
    for row in rows:
        if isinstance(row, HeadRow):
            found.append({"heading": text[row.text.start : row.text.end]})
            continue
        cells = {"序号": row.number, "工作任务": row.text, "完成时限": row.due}
        words = {name: text[cell.start : cell.end] for name, cell in cells.items() if cell}
        words["工作任务"] = re.sub(r"[|｜│\s]", "", words["工作任务"])
        assert all(ROLES[cell.word] == cell.role for cell in row.roles)
        found.append(words | {cell.word: text[cell.start : cell.end] for cell in row.roles})
        assert not row.groups
        assert not row.left_out
    return found


def read(text: str, found: Sequence[Table]) -> tuple[list[TaskRow | HeadRow], list[Note]]:
    """Read tables, one after the other."""
    reader = TableReader(text, lines(text), WORDS)
    rows: list[TaskRow | HeadRow] = []
    notes: list[Note] = []
    for table in found:
        more, doubts = reader.rows(table)
        rows += more
        notes += doubts
    return rows, notes


@RELAXED
@given(rows=tables())
def test_a_table_that_a_format_marks_reads_back(rows: list[Row]) -> None:
    """Cells as the carriers give them; a heading is one cell wide."""
    width = len(header(rows))
    picture = [
        header(rows),
        *(list(row.cells.values()) or [row.heading, *["<"] * (width - 1)] for row in rows),
    ]
    table = drawn("\n".join(" | ".join(row) for row in picture))
    found, notes = read(table.text, table.tables)
    assert said(found, table.text) == expected(rows)
    assert notes == []


@RELAXED
@given(rows=tables(), spans=st.lists(st.booleans(), min_size=6, max_size=6))
def test_cells_that_rows_share_are_headings(rows: list[Row], spans: list[bool]) -> None:
    """A category and a leader left of the task hold for each row that they span, and for no other."""
    tasks = [row.cells for row in rows if row.cells]
    begins = [True, *(not joined for joined in spans)][: len(tasks)]
    picture = [["类别", "包保领导", *tasks[0]]]
    want: list[tuple[str, str]] = []
    for number, (cells, is_new) in enumerate(zip(tasks, begins, strict=True)):
        first = (f"领域{number}", PERSONS[number % 4])
        want.append(first if is_new else want[-1])
        picture.append([*(first if is_new else ("^", "^")), *cells.values()])
    table = drawn("\n".join(" | ".join(row) for row in picture))
    found, notes = read(table.text, table.tables)
    assert notes == []
    for row, (group, leader) in zip(found, want, strict=True):
        assert isinstance(row, TaskRow)
        assert [table.text[cell.start : cell.end] for cell in row.groups] == [group]
        assert table.text[row.roles[0].start : row.roles[0].end] == leader


@pytest.mark.parametrize("layout", LAYOUTS)
@settings(RELAXED, max_examples=60)
@given(
    rows=tables(),
    before=st.sampled_from(["", "附件\n重点任务表\n"]),
    after=st.sampled_from(["", "\n\n\n\n落款"]),
)
def test_a_table_in_plain_text_reads_back(layout: str, rows: list[Row], before: str, after: str) -> None:
    """Every layout holds the same rows; headings stay rows, or lines where each row has a line of its own."""
    text = before + LAYOUTS[layout](rows) + after + "\n"
    found, notes = read(text, find_tables(lines(text), WORDS))
    known = [row for row in said(found, text) if "heading" not in row]
    assert known == [row for row in expected(rows) if "heading" not in row]
    assert notes == []
    end = max((cell.end for row in found if isinstance(row, TaskRow) for cell in row.roles), default=0)
    assert end <= len(text) - len(after)


def assert_right_or_said(rows: Sequence[Row], written: Sequence[Sequence[str]], between: str) -> None:
    """Every task is read as it stands, or a note names a line of its row; nothing else is read."""
    text = between.join(line for part in (header(rows), *written) for line in part)
    found, notes = read(text, find_tables(lines(text), WORDS))
    tasks = [row for row in found if isinstance(row, TaskRow)]
    known = {row["序号"]: row for row in said(tasks, text)}
    told = {note.line for note in notes}
    end = 1 + len(header(rows)) * len(between)
    for row, part in zip(rows, written, strict=True):
        start, end = end, end + len(part) * len(between)
        if not row.cells:
            continue
        cells = {name: cell for name, cell in expected([row])[0].items() if cell}
        read_as = {n: re.sub(r"\s", "", cell) for n, cell in known.pop(row.cells["序号"], {}).items()}
        assert read_as == cells or told & set(range(start, end)), (read_as, cells, told)
    assert known == {}


@RELAXED
@given(data=st.data(), rows=tables(), between=st.sampled_from(["\n", "\n\n"]))
def test_a_missing_cell_is_none_or_said(data: st.DataObject, rows: list[Row], between: str) -> None:
    """Cells that are joined with those above are not written again: what cannot be told is said."""
    names = [name for name in header(rows) if name in ROLES or name == "完成时限"]
    for row in [row for row in rows if row.cells][1:]:
        for name in data.draw(st.lists(st.sampled_from(names), max_size=1)):
            row.cells[name] = ""
    written = [[cell for cell in row.cells.values() or [row.heading] if cell] for row in rows]
    assert_right_or_said(rows, written, between)


@RELAXED
@given(
    rows=tables(),
    wide=st.integers(8, 30),
    narrow=st.integers(4, 12),
)
def test_broken_lines_are_joined_or_said(rows: list[Row], wide: int, narrow: int) -> None:
    """A cell that is too narrow for its words breaks them anywhere."""
    written = []
    for row in rows:
        widths = {name: wide if name in ("工作任务", "年度目标") else narrow for name in row.cells}
        lines_of = {
            name: [cell[at : at + widths[name]] for at in range(0, len(cell), widths[name])]
            for name, cell in row.cells.items()
        }
        written.append([line for part in lines_of.values() for line in part] or [row.heading])
    assert_right_or_said(rows, written, "\n")


#: What tables are made of, for chance to put together.
SCRAPS = [
    *(
        "序号",
        "工作任务",
        "责任单位",
        "责任 领导",
        "牵头单位",
        "完成时限",
        "备注",
        "年度目标",
        "类别",
        "责任分工",
    ),
    *(
        "1",
        "2",
        "3",
        "12",
        "一",
        "一、经济",
        "(二)民生",
        "推进建设。",
        "推进",
        "市发改委",
        "李一",
        "年底",
        "同上",
    ),
    *(
        "/",
        "—",
        "合计",
        "注:说明",
        "附件2",
        "— 3 —",
        "|",
        "|",
        "|",
        "\t",
        "\t",
        "   ",
        "\n",
        "\n",
        "\n",
        "\n\n",
    ),
    *("|---|---|", "├──┼──┤", "7.5%", "(责任单位:市教育局)", "\u3000", "｜", "\\|"),
]


@RELAXED
@given(scraps=st.lists(st.sampled_from(SCRAPS), max_size=80))
def test_scraps_never_crash(scraps: list[str]) -> None:
    """Whatever stands in a text: cells lie in it, no table on another, notes on its lines."""
    text = "".join(scraps)
    found = find_tables(lines(text), WORDS)
    ends = [0]
    for table in found:
        places = [(cell.start, cell.end) for row in table for cell in row]
        assert all(0 <= start <= end <= len(text) for start, end in places)
        assert min(start for start, _ in places) >= ends[-1]
        ends.append(max(end for _, end in places))
    rows, notes = read(text, found)
    assert all(1 <= note.line <= text.count("\n") + 1 for note in notes)
    for row in rows:
        assert row.span.start <= row.text.start <= row.text.end or isinstance(row, TaskRow)
        assert row.span.end <= len(text)
