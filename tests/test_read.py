"""Reading: the first document, and composed ones of the kind that the reader was not written for.

``tests/data/read/<case>.txt`` is a document, ``<case>.json`` what it must read as; see the README there.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from rdflib import RDF, Graph
from rdflib.term import Node

from zeren.corpus import Background
from zeren.coverage import coverage, record_json
from zeren.errors import ZerenError
from zeren.read import read_document
from zeren.read.lines import fold_width
from zeren.records import Document
from zeren.terms import OA, ZR
from zeren.to_rdf import to_rdf

CASES = Path(__file__).parent / "data" / "read"
COMPOSED = sorted(CASES.glob("*.txt"))


def test_every_composed_document_is_collected() -> None:
    """No case is lost by its name, none lacks its other half."""
    assert len(COMPOSED) == 48
    assert {file.stem for file in COMPOSED} == {file.stem for file in CASES.glob("*.json")}


@pytest.mark.parametrize("file", COMPOSED, ids=lambda file: file.stem)
def test_composed_document(file: Path, known: Background) -> None:
    """A composed document reads as a person reads it, and what is odd in it is said, line by line."""
    document = read_document(file, words=known.words, authority=known.authority)
    expected = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
    record = json.loads(json.dumps(record_json(document)))
    for task in record["tasks"]:
        del task["targets"], task["left_out"]
    warnings = expected.pop("warnings")
    expected.pop("told", None)
    assert {key: record[key] for key in expected} == expected
    said: dict[str, str] = {}
    for warning in record["warnings"]:
        said[str(warning["line"])] = said.get(str(warning["line"]), "") + warning["en"] + "\n"
    assert said.keys() == warnings.keys()
    for line, words in warnings.items():
        assert all(word in said[line] for word in words), said[line]
    assert coverage(document)["tiles"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "no text in it"),
        ("各责任单位要密切配合。\n1.提高站位。\n".encode(), "no task found"),
        ("1.扩大投资。".encode("utf-16"), "no task found"),
        (b"1.\0", "NUL"),
    ],
)
def test_what_is_no_scheme_is_refused(data: bytes, says: str, tmp_path: Path, known: Background) -> None:
    """A file that is no text, or hands nothing out, is an error that names it."""
    file = tmp_path / "scheme.txt"
    file.write_bytes(data)
    with pytest.raises(ZerenError, match=says) as error:
        read_document(file, words=known.words, authority=known.authority)
    assert str(file) in error.value.what


@pytest.mark.parametrize("name", [".", "missing.txt"])
def test_what_is_no_file_is_refused(name: str, tmp_path: Path, known: Background) -> None:
    """A folder and a missing file are errors as well."""
    with pytest.raises(ZerenError):
        read_document(tmp_path / name, words=known.words, authority=known.authority)


# The first document.


def test_real_figures(real_document: Document) -> None:
    """Tasks by part, assignments by role, units, keys: as counted by hand in the document."""
    tasks = real_document.tasks
    assigned = [a for task in tasks for a in task.assignments]
    assert Counter(task.key.split(".")[0] for task in tasks) == {"p2": 126, "p3": 7, "p4": 69}
    assert Counter((a.role, a.role_as_written) for a in assigned) == {
        ("lead", "牵头单位"): 143,
        ("responsible", "责任单位"): 359,
    }
    assert len({a.unit for a in assigned}) == 76
    assert len({task.key for task in tasks}) == 202
    assert [tasks[at].key for at in (0, 125, 126, 132, 133, 201)] == [
        "p2.116",
        "p2.241",
        "p3.1",
        "p3.7",
        "p4.1",
        "p4.69",
    ]
    assert real_document.notes == ()


def test_real_headings(real_document: Document) -> None:
    """Part 2 is implied and has three levels, parts 3 and 4 have two; no title keeps its mark."""
    levels = {
        part: {s.level for s in real_document.sections if s.key.split(".")[0] == part}
        for part in ("p2", "p3", "p4")
    }
    assert levels == {"p2": {1, 2, 3}, "p3": {1, 2}, "p4": {1, 2}}
    assert Counter(s.level for s in real_document.sections) == {1: 3, 2: 30, 3: 18}
    assert [s.key for s in real_document.sections if s.basis == "implied"] == ["p2"]
    assert {s.number_as_written for s in real_document.sections if s.level == 3} == {"——"}
    titles = {s.key: s.title for s in real_document.sections}
    assert titles["p2.s6"] == "着力推动绿色转型,加快建设世界滨水生态名城"
    assert titles["p2.s6.g1"] == "坚持推进长江大保护"
    assert titles["p4"] == "民生实事"
    assert titles["p4.s20"] == "强化公共安全保障"
    assert not any(re.match(r"[\s(—一二三四五六七八九十]+[)、]", s.title) for s in real_document.sections)


def test_real_names(real_document: Document) -> None:
    """Elided endings are restored, of two nameplates the first is the name, collectives stay one."""
    tasks = {task.key: task for task in real_document.tasks}

    def names(key: str) -> list[str]:
        return [a.unit for a in tasks[key].assignments]

    assert names("p2.162")[1:] == ["青山区人民政府", "新洲区人民政府", "武汉金控集团"]
    assert names("p2.169")[1:] == [
        "东湖高新区管委会",
        "长江新区管委会",
        "武汉经开区管委会",
        "临空港开发区管委会",
    ]
    assert names("p2.194")[4:] == [f"{place}区人民政府" for place in ("蔡甸", "江夏", "黄陂", "新洲")]
    assert names("p2.177")[3:] == ["洪山区人民政府", "各新城区人民政府"]
    assert names("p2.209")[1:] == ["市疫情防控指挥部各工作组", "市直各相关部门", "各区疫情防控指挥部"]
    restored = [a for task in real_document.tasks for a in task.assignments if a.basis == "restored"]
    assert len(restored) == 10
    [plate] = tasks["p2.238"].assignments
    assert (plate.unit, plate.second_name, plate.unit_as_written) == (
        "市委宣传部",
        "市文明办",
        "市委宣传部〈市文明办〉",
    )


def test_real_texts(real_document: Document) -> None:
    """Parentheses in a text stay in it, trailing spaces stay in the line, page furniture in neither."""
    tasks = {task.key: task for task in real_document.tasks}
    assert tasks["p2.141"].text == "实施新能源汽车充(换)电基础设施建设三年行动。"
    assert tasks["p2.174"].text == "举办全球数字贸易大会、武汉(汉口北)商品交易会。"
    assert tasks["p4.19"].text == "建设筹集保障性租赁住房5.8万套(间)。"
    assert tasks["p4.23"].text == "在公共场所配置自动体外除颤仪(AED)800台。"
    lines = [real_document.text[task.span.start : task.span.end] for task in real_document.tasks]
    assert len([line for line in lines if line != line.rstrip()]) == 4
    assert not any("\n" in line or "编辑" in line or "邮箱" in line for line in lines)


def test_real_pieces(real_document: Document) -> None:
    """The pieces tile the document, what is no record is furniture of the page."""
    pieces = real_document.pieces
    text = real_document.text
    assert "".join(text[p.start : p.end] for p in pieces) == text
    figures = coverage(real_document)
    assert figures["tiles"] is True
    assert Counter(p.kind for p in pieces)["unit"] == 502
    furniture = "".join(text[p.start : p.end] for p in pieces if p.kind == "furniture")
    assert furniture.startswith("武汉市人民政府2023年")
    assert furniture.endswith("意见反馈")
    assert "责任单位" not in furniture
    separators = "".join(text[p.start : p.end] for p in pieces if p.kind == "separator")
    assert set(separators) <= set("、,;: \u2002\n")


# Lossless: each task's lines out of the graph alone.


#: What stands between number, text, roles, units and deadlines, and says nothing more.
IDLE = re.compile(
    r"和|以?及|与|由|会同|等(?:[市省]直)?(?:有关|相关)?(?:部门|单位)?|按(?:照)?(?:职责(?:分工)?)?|负责|[一二三四五六七八九十]家单位|★|。"
)


def without_separators(text: str) -> str:
    """Take away what parts words and says nothing, whatever its width; all else stays."""
    return re.sub(r"[、,;:()\s]", "", fold_width(text))


def rest_of(graph: Graph, task: Node, labels: Iterable[str]) -> str:
    """Take from a task's passage all that the graph says of it; return what is left."""
    line = graph.value(task, ZR.statedAt)
    start, words = int(str(graph.value(line, OA.start))), list(str(graph.value(line, OA.exact)))
    given = [a for a in graph.subjects(ZR.task, task) if (a, RDF.type, ZR.Assignment) in graph]
    passages = [graph.value(one, ZR.statedAt) for one in given] + [graph.value(task, ZR.dueStatedAt)]
    for passage in passages:
        if passage is None or (passage, ZR.inLine, line) not in graph:
            continue
        first, last = (int(str(graph.value(passage, end))) - start for end in (OA.start, OA.end))
        assert str(graph.value(passage, OA.exact)) == "".join(words[first:last])
        words[first:last] = "\0" * (last - first)
    left = "".join(words)
    number = str(graph.value(task, ZR.numberAsWritten) or "")
    assert left.lstrip().startswith(number)
    left = left.lstrip()[len(number) :]
    # Broken lines are whole again in the text.
    text, left = ("".join(part.split()) for part in (str(graph.value(task, ZR.text)), left))
    assert text in left
    left = without_separators(left.replace(text, "\0", 1))
    roles = {without_separators(str(graph.value(one, ZR.roleAsWritten))) for one in given}
    for word in sorted({*roles, *labels}, key=len, reverse=True):
        left = left.replace(word, "\0")
    return IDLE.sub("", left).replace("\0", "")


def assert_lossless(graph: Graph, document: Document, labels: Iterable[str]) -> None:
    """Compare every task with the lines that it stands on: nothing in them is left unsaid."""
    tasks = list(graph.subjects(RDF.type, ZR.Task))
    assert len(tasks) == len(document.tasks)
    assert {str(graph.value(task, ZR.text)): rest_of(graph, task, labels) for task in tasks} == {
        task.text: "" for task in document.tasks
    }


def test_real_lines_rebuilt_from_the_graph(real_graph: Graph, real_document: Document) -> None:
    """Text, roles and units as written make every task line again."""
    assert_lossless(real_graph, real_document, ())


@pytest.mark.parametrize("file", COMPOSED, ids=lambda file: file.stem)
def test_composed_lines_rebuilt_from_the_graph(file: Path, known: Background) -> None:
    """Where nothing is odd in a document, its graph holds all of its lines."""
    document = read_document(file, words=known.words, authority=known.authority)
    if not document.notes:
        graph = to_rdf(document, authority=known.authority, names=known.names)
        assert_lossless(graph, document, known.words.fields)
    assert bool(document.notes) == bool(json.loads(file.with_suffix(".json").read_text("utf-8"))["warnings"])
