"""Tables: composed ones in every layout read as a person reads them, and what is odd in them is said.

``tests/data/tables/<case>.txt`` and ``<case>.grid`` are tables, ``<case>.json`` what they must read as; see
the README there.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from table_cases import read_tables

from zeren.read.lines import lines
from zeren.read.tables import TableReader, TaskRow, find_tables
from zeren.read.tables.columns import Heads
from zeren.read.tables.likeness import Likeness
from zeren.read.words import load_words
from zeren.resources import folder

CASES = Path(__file__).parent / "data" / "tables"
TABLES = sorted([*CASES.glob("*.txt"), *CASES.glob("*.grid")])
HEADS = [line.split("\t") for line in (CASES / "heads.tsv").read_text(encoding="utf-8").splitlines()]
WORDS = load_words()


def test_every_composed_table_is_collected() -> None:
    """No case is lost by its name, none lacks its other half."""
    assert len(TABLES) == 61
    assert sorted(file.stem for file in TABLES) == sorted(file.stem for file in CASES.glob("*.json"))
    assert len(HEADS) == 33


@pytest.mark.parametrize("file", TABLES, ids=lambda file: file.stem)
def test_composed_table(file: Path) -> None:
    """A table reads as a person reads it, and no line of it, or below it, is read as something else."""
    expected = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
    found = json.loads(json.dumps(read_tables(file, WORDS)))
    assert found["tables"] == expected["tables"]
    assert found["warnings"].keys() == expected["warnings"].keys()
    for line, said in expected["warnings"].items():
        assert len(said) == len(found["warnings"][line])
        assert all(map(str.startswith, found["warnings"][line], said))


@pytest.mark.parametrize(("word", "means"), HEADS, ids=[word for word, _ in HEADS])
def test_head_of_a_column(word: str, means: str) -> None:
    """A head is known by its words, whatever stands around them, or it is not known."""
    head = Heads(WORDS).of(word.replace("⏎", "\n"))
    roles = [part for role in head.roles for part in role] if head else []
    assert (roles or ([head.field] if head else [])) == means.split()


def test_one_word_one_field() -> None:
    """No word is two fields, or a field and a role: a column is one thing."""
    text = (folder("ontology") / "vocab" / "fields.ttl").read_text(encoding="utf-8")
    words = [
        word
        for part in re.findall(r"skos:altLabel(.*?);", text, re.S)
        for word in re.findall('"(.+?)"', part)
    ]
    assert len(words) == len(set(words)) == len(WORDS.fields)
    assert WORDS.fields.keys() & WORDS.roles.keys() == set()


@pytest.mark.parametrize(
    ("question", "yes", "no"),
    [
        ("is_empty", ["", " ", "/", "—", "无", "－"], ["无锡市", "1"]),
        (
            "is_number",
            ["1", "12.", "(3)", "1.2", "一", "十二、", "★3", "①"],
            ["1项", "一、经济", "2024年", ""],
        ),
        ("is_figure", ["7.5%", "≥8", "1,200", "5-8%", "300万元"], ["第3", "市发改委", ""]),
        (
            "is_due",
            ["12月底", "2024年6月底前", "长期坚持", "2024.6", "年底前完成", "一季度"],
            ["李一", "推进建设", ""],
        ),
        (
            "are_units",
            ["市发改委", "东桥、西山区人民政府", "各有关单位", "市财政局等"],
            ["李一", "推进。", ""],
        ),
        ("are_persons", ["李一", "李 一", "李一、王二", "常务副市长"], ["市发改委", "推进建设", ""]),
    ],
)
def test_what_a_cell_looks_like(question: str, yes: list[str], no: list[str]) -> None:
    """Cells are told apart by their words where nothing else marks them."""
    ask = getattr(Likeness(WORDS), question)
    assert [said for said in yes if not ask(said)] == []
    assert [said for said in no if ask(said)] == []


ROW = ("推进建设。", "李一", "市发改委、市财政局", "年底前")
HEADER = ("序号", "工作任务", "责任领导", "责任单位", "完成时限")


@pytest.mark.parametrize(
    ("text", "tasks"),
    [
        ("\n".join("|".join(row) for row in [HEADER, *((str(n), *ROW) for n in range(9_000))]), 9_000),
        ("\n".join("\n".join(row) for row in [HEADER, *((str(n), *ROW) for n in range(1, 4_000))]), 3_999),
        ("\n".join([*HEADER[1:], *(cell for _ in range(3_000) for cell in ROW)]), 3_000),
        ("\n".join(HEADER) + "\n" + "1\n2\n" * 30_000, 0),
        ("\n".join(HEADER) + "\n1\n" + "推进\n" * 30_000, 0),
        ("\n".join([*HEADER, ""]) * 3_000, 0),
        ("\n".join([*HEADER, "1", *ROW, ""]) * 1_000, 1_000),
        ("序号|任务|责任单位|" * 100_000, 0),
        ("|" * 500_000, 0),
        ("a\tb\n" * 100_000, 0),
        ("序号\n任务\n责任单位\n1\n" + "市\n" * 50_000, 0),
        ("责任单位" * 1_000_000, 0),
    ],
    ids=[
        *("pipes", "stack", "stack-by-looks", "only-numbers", "only-text", "only-headers", "many-tables"),
        *("one-line", "only-pipes", "only-tabs", "upright", "one-word"),
    ],
)
def test_large_tables_end(text: str, tasks: int) -> None:
    """The time grows with the length: none of these would end in an hour if it grew with its square."""
    all_lines = lines(text)
    reader = TableReader(text, all_lines, WORDS)
    rows = [row for table in find_tables(all_lines, WORDS) for row in reader.rows(table)[0]]
    assert len([row for row in rows if isinstance(row, TaskRow) and row.roles]) == tasks
