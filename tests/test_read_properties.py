"""Reading, with documents that chance writes: what is written plainly reads back, nothing makes it crash."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zeren.corpus import Background
from zeren.coverage import coverage
from zeren.errors import ZerenError
from zeren.read import read_document
from zeren.records import Document

Read = Callable[[bytes], Document]
RELAXED = settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

#: Signs that are no mark, no separator and no part of a name's ending.
PLAIN = "东南西北山水林田湖草沙推进加快建设提升优化完善"
PLACES = "青岚云江滨海石桥"
OFFICES = ("教育局", "发改委", "公安局", "卫健委", "农业农村局", "民防办", "税务局", "残联")
NUMERALS = "一二三四五六七八九"
WIDE = str.maketrans({"(": "（", ")": "）", ",": "，", ";": "；", ":": "："})


@dataclass(frozen=True)
class Line:
    """One task as a person would say it."""

    part: int
    section: int
    number: int
    text: str
    roles: tuple[tuple[str, tuple[str, ...]], ...]


@pytest.fixture
def read(known: Background, tmp_path: Path) -> Read:
    """Return the reader of bytes."""
    file = tmp_path / "document.txt"

    def run(data: bytes) -> Document:
        file.write_bytes(data)
        return read_document(file, words=known.words, authority=known.authority)

    return run


words = st.text(PLAIN, min_size=2, max_size=12)
texts = st.lists(
    st.one_of(
        words,
        words.map(lambda word: f"({word})"),
        words.map(lambda word: f"“{word}”"),
        st.builds(lambda word, n: f"{word}{n}个", words, st.integers(1, 99999)),
    ),
    min_size=1,
    max_size=5,
).map(lambda parts: ",".join(["推进", *parts]) + "。")
units = st.one_of(
    st.sampled_from(OFFICES).map(lambda office: "市" + office),
    st.text(PLACES, min_size=2, max_size=4).map(lambda place: f"{place}区人民政府"),
    st.just("各区人民政府"),
    st.text(PLACES, min_size=2, max_size=4).map(lambda place: f"{place}集团"),
)
lists = st.lists(units, min_size=1, max_size=5, unique=True).map(tuple)
roles = st.one_of(
    st.tuples(st.tuples(st.just("责任单位"), lists)),
    st.tuples(st.tuples(st.just("牵头单位"), lists), st.tuples(st.just("责任单位"), lists)),
    st.tuples(*(st.tuples(st.just(role), lists) for role in ("主办单位", "配合单位", "督办单位"))),
)


@st.composite
def schemes(draw: st.DrawFn) -> list[Line]:
    """Parts with sections with tasks; numbers restart in each part, in each section or nowhere."""
    restart = draw(st.sampled_from(["nowhere", "part", "section"]))
    found: list[Line] = []
    number = draw(st.integers(0, 300)) if restart == "nowhere" else 0
    for part in range(1, draw(st.integers(1, 3)) + 1):
        number = 0 if restart != "nowhere" else number
        for section in range(1, draw(st.integers(1, 3)) + 1):
            number = 0 if restart == "section" else number
            for _ in range(draw(st.integers(1, 3))):
                number += 1
                found.append(Line(part, section, number, draw(texts), draw(roles)))
    return found


@st.composite
def layouts(draw: st.DrawFn) -> Callable[[list[Line]], bytes]:
    """Return how a scheme is written: width, separators, spaces, line ends."""
    wide, bom = draw(st.booleans()), draw(st.booleans())
    end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    between = draw(st.sampled_from(["、", ",", "、 ", " "]))
    indent, trail = draw(st.sampled_from(["", "　　", "\u00a0"])), draw(st.sampled_from(["", " ", "\u2002"]))
    blank = draw(st.sampled_from(["", end]))

    def write(scheme: list[Line]) -> bytes:
        lines = ["云江市人民政府2024年重点任务责任分解方案"]
        place: tuple[int, int] = (0, 0)
        for task in scheme:
            if task.part != place[0]:
                lines.append(f"{NUMERALS[task.part - 1]}、统筹各方")
            if (task.part, task.section) != place:
                lines.append(f"({NUMERALS[task.section - 1]})抓好落实")
            place = (task.part, task.section)
            given = ";".join(f"{role}:{between.join(names)}" for role, names in task.roles)
            lines.append(f"{task.number}.{task.text}({given})")
        text = "".join(f"{indent}{line}{trail}{end}{blank}" for line in lines)
        return (b"\xef\xbb\xbf" if bom else b"") + (text.translate(WIDE) if wide else text).encode()

    return write


def expected_keys(scheme: list[Line]) -> list[str]:
    """Return the keys by their definition: the path under which numbers restart, then the number."""
    for depth in range(3):
        paths = [("", f"p{task.part}.", f"p{task.part}s{task.section}.")[depth] for task in scheme]
        steps = pairwise(zip(paths, scheme, strict=True))
        if all(path != above or task.number > before.number for (above, before), (path, task) in steps):
            return [f"{path}{task.number}" for path, task in zip(paths, scheme, strict=True)]
    raise AssertionError(scheme)


@RELAXED
@given(scheme=schemes(), write=layouts())
def test_what_is_written_plainly_reads_back(
    scheme: list[Line], write: Callable[[list[Line]], bytes], read: Read
) -> None:
    """Numbers, keys, texts, roles and units come back, whatever width, separators and line ends."""
    document = read(write(scheme))
    assert [task.number for task in document.tasks] == [line.number for line in scheme]
    assert [task.key for task in document.tasks] == expected_keys(scheme)
    folded = {ord(wide): narrow for narrow, wide in zip("(),;:", "（），；：", strict=True)}
    for task, line in zip(document.tasks, scheme, strict=True):
        assert task.text.translate(folded) == line.text
        assert [(a.role_as_written, a.unit) for a in task.assignments] == [
            (role, name) for role, names in line.roles for name in names
        ]
        assert [a.position for a in task.assignments] == list(range(1, len(task.assignments) + 1))
        for a in task.assignments:
            assert document.text[a.span.start : a.span.end] == a.unit_as_written == a.unit
            assert document.text.count("\n", 0, a.span.start) + 1 == a.span.line
    assert coverage(document)["tiles"]


def assert_sound(read: Read, data: bytes) -> None:
    """Read what may be anything: records that hold together, or an error made for people."""
    try:
        document = read(data)
    except ZerenError:
        return
    assert coverage(document)["tiles"]
    assert "".join(document.text[p.start : p.end] for p in document.pieces) == document.text
    lines = document.text.split("\n")
    for warning in document.notes:
        assert 1 <= warning.line <= len(lines)
        assert warning.text == lines[warning.line - 1].strip()
    for task in document.tasks:
        source = document.text[task.span.start : task.span.end]
        # Broken lines are whole again in the text, and nothing else is changed.
        assert "".join(task.text.split()) in "".join(source.split())
        assert source.startswith(lines[task.span.line - 1])
        for a in task.assignments:
            assert a.unit_as_written == document.text[a.span.start : a.span.end] != ""


#: What documents of this kind are made of, for chance to put together.
SCRAPS = [
    *(
        "1.",
        "2、",
        "3。",
        "(1)",
        "①",
        "一、",
        "(二)",
        "第三部分",
        "——",
        "12",
        "5.8万套",
        "\n",
        "\n",
        "\r\n",
        " ",
        "　",
    ),
    *(
        "(",
        ")",
        "〈",
        "〉",
        "（",
        "）",
        "《",
        "》",
        ":",
        "：",
        ";",
        "、",
        ",",
        "。",
        "等",
        "和",
        "含",
        "下同",
    ),
    *(
        "牵头单位:",
        "责任单位:",
        "(责任单位:",
        "责任领导：",
        "联络单位:",
        "配合单位",
        "责 任 单 位:",
        "负责",
        "市",
        "区",
    ),
    *(
        "市发改委",
        "市教育局",
        "青山",
        "新洲区人民政府",
        "管委会",
        "政府",
        "各区",
        "推进",
        "建设",
        "2024年",
        "来源:",
    ),
    *("武汉市人民政府2023年责任分解方案", "100%以上", "\u2028", "\ufeff", "\x0b"),
]


@RELAXED
@given(scraps=st.lists(st.sampled_from(SCRAPS), max_size=60))
def test_scraps_never_crash(scraps: list[str], read: Read) -> None:
    """Signs of such documents in any order: nothing lost, warnings where something is odd."""
    assert_sound(read, "".join(scraps).encode())
    assert_sound(read, ("1.推进(责任单位:市教育局)\n" + "".join(scraps)).encode())


@RELAXED
@given(text=st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_never_crashes(text: str, read: Read) -> None:
    """Any text, alone and as a task, its text and its units."""
    for whole in (
        text,
        f"1.{text}(责任单位:市教育局)",
        f"1.推进(责任单位:{text})\n2.推进(责任单位:市教育局)",
    ):
        assert_sound(read, whole.encode())


@RELAXED
@given(data=st.binary())
def test_any_bytes_never_crash(data: bytes, read: Read) -> None:
    """Bytes that are no text are refused."""
    assert_sound(read, data)


LARGE = 700_000  # signs of three bytes: 2 MB
TASK = "1.推进(责任单位:市教育局)\n"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(TASK + "2." + "(" * 100_000 + ")" * 100_000, id="nested-brackets"),
        pytest.param(TASK + "2." + "(责任单位:" * 50_000, id="nested-labels"),
        pytest.param(TASK + "2." + "(责任单位:市教育局)" * 30_000, id="brackets-in-a-row"),
        pytest.param(TASK + "2.山(责任单位:" + "和" * LARGE + "局)", id="only-and"),
        pytest.param(TASK + "2.山(责任单位:" + "市教育局 " * 30_000 + ")", id="spaces-between-units"),
        pytest.param(TASK + "2.山(责任单位:" + "青山、" * 60_000 + "新洲区人民政府)", id="elided"),
        pytest.param(TASK + "2.山" + " " * LARGE + "山(责任单位:市教育局)", id="spaces-in-the-text"),
        pytest.param(TASK + "2.山责" + " " * LARGE + "任(责任单位:市教育局)", id="spaces-in-a-label"),
        pytest.param(TASK + "源:山" + " " * LARGE + "山", id="spaces-at-the-foot"),
        pytest.param("——山\n" * 60_000 + TASK, id="headings-without-tasks"),
        pytest.param(TASK * 10_000, id="one-number-again-and-again"),
        pytest.param(TASK + "\n" * 200_000, id="empty-lines"),
    ],
)
def test_large_documents_end(text: str, read: Read) -> None:
    """The time grows with the length: each of these would not end in a day if it grew with its square."""
    document = read(text.encode())
    assert document.tasks
    assert coverage(document)["tiles"]
