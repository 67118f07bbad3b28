"""Numbers in a task's text: targets with what they count, numbers that are none, numbers not understood."""

from __future__ import annotations

import csv
import time
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.read.targets import find_targets
from zeren.read.words import load_words
from zeren.records import Document, LeftOut, Target

DATA = Path(__file__).parent / "data" / "targets"
WORDS = load_words()


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of expected records."""
    with (DATA / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


CASES = rows("cases.csv")
GOLD = sorted(path.stem for path in DATA.glob("*-part*[0-9].csv"))


def in_gold(key: str, target: Target) -> dict[str, str]:
    """Return a target as a row of the hand-annotated table."""
    return {
        "key": key,
        "indicator": target.indicator,
        "action": target.action,
        "bound": target.bound,
        "value": str(target.value),
        "measure": target.measure,
        "measure_kind": target.measure_kind,
        "unit": (target.unit_iri or "").rsplit("/", 1)[-1],
    }


def in_case(target: Target) -> str:
    """Return a target as the table of composed cases has it."""
    told = (target.indicator, target.action, target.bound, str(target.value))
    return "|".join((*told, target.measure, target.measure_kind))


def none(numbers: Iterable[LeftOut]) -> str:
    """Return numbers that are no targets as the table of composed cases has them."""
    return ";".join(f"{number.text}|{number.reason}" for number in numbers)


def test_tables_are_all_there() -> None:
    """No table of expected records is lost from the run."""
    assert len(CASES) == 214
    assert GOLD == ["wuhan-2023-part2"]
    assert len(rows("wuhan-2023-part2.csv")) == 115
    assert len(rows("wuhan-2023-part2-left-out.csv")) == 30


def test_real_targets(real_document: Document) -> None:
    """The real document's targets are those that were annotated by hand, in every field."""
    found = [in_gold(task.key, target) for task in real_document.tasks for target in task.targets]
    assert found == rows("wuhan-2023-part2.csv")


def test_real_numbers_left_out(real_document: Document) -> None:
    """Every other number of the real document is left out for the annotated reason."""
    found = [
        {"key": task.key, "text": number.text, "reason": number.reason}
        for task in real_document.tasks
        for number in task.left_out
    ]
    assert found == rows("wuhan-2023-part2-left-out.csv")


def test_real_numbers_are_all_read(real_document: Document) -> None:
    """Each digit of the real tasks lies in a target or in a number left out, so none needs a warning."""
    for task in real_document.tasks:
        spans = [(t.start, t.end) for t in task.targets] + [(n.start, n.end) for n in task.left_out]
        covered = {at for start, end in spans for at in range(start, end)}
        assert [at for at, sign in enumerate(task.text) if sign.isdigit() and at not in covered] == []


def test_same_stock_has_one_indicator(real_document: Document) -> None:
    """What two parts of the document count alike can be joined by its words."""
    indicator = {task.key: [target.indicator for target in task.targets] for task in real_document.tasks}
    assert indicator["p2.142"][0] == indicator["p4.33"][1] == "充电桩"
    assert indicator["p2.203"][2] == indicator["p4.20"][0] == "棚户区改造住房"
    assert indicator["p2.204"] == indicator["p4.9"] + indicator["p4.10"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:16])
def test_composed(case: dict[str, str]) -> None:
    """A composed sentence gives its targets, its other numbers, and its doubts."""
    reading = find_targets(case["text"], WORDS)
    assert ";".join(map(in_case, reading.targets)) == case["targets"]
    assert none(reading.left_out) == case["left_out"]
    assert none(reading.not_understood) == case["not_understood"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:16])
def test_composed_wide(case: dict[str, str]) -> None:
    """Full-width digits and signs are read alike."""
    wide = case["text"].translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
    narrow, full = find_targets(case["text"], WORDS), find_targets(wide, WORDS)
    assert [(t.value, t.bound, t.start, t.end) for t in full.targets] == [
        (t.value, t.bound, t.start, t.end) for t in narrow.targets
    ]


#: Ways to write a number: as (digits, scale), and the power of ten of the scale.
SCALES = {"": 0, "百": 2, "千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8, "万亿": 12}
WIDTH: dict[str, Callable[[str], str]] = {
    "half": str,
    "full": lambda text: text.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)}),
}


@given(
    whole=st.integers(min_value=0, max_value=10**9),
    fraction=st.integers(min_value=0, max_value=9999),
    scale=st.sampled_from(sorted(SCALES)),
    thousands=st.booleans(),
    width=st.sampled_from(sorted(WIDTH)),
)
def test_number_round_trip(whole: int, fraction: int, scale: str, thousands: bool, width: str) -> None:
    """A value written in any scale and width is read back equal, without an exponent."""
    digits = f"{whole:,}" if thousands else str(whole)
    written = f"{digits}.{fraction:04d}" if fraction else digits
    [target] = find_targets(f"建设充电桩{WIDTH[width](written)}{scale}个。", WORDS).targets
    exact = (Decimal(whole) + Decimal(fraction).scaleb(-4)).scaleb(SCALES[scale])
    assert target.value == exact
    assert set(str(target.value)) <= set("0123456789.")
    assert target.indicator == "充电桩"


#: Clauses that say nothing of a number.
IDLE = ("深化改革", "完善“一网通办”制度", "推进T2航站楼改造", "加强(社区)治理", "到2025年", "落实十年禁渔")


@given(
    before=st.lists(st.sampled_from(IDLE), max_size=4),
    after=st.lists(st.sampled_from(IDLE), max_size=4),
    stop=st.sampled_from(",，。;；"),
)
def test_text_around_changes_nothing(before: list[str], after: list[str], stop: str) -> None:
    """What stands in other clauses changes no value."""
    text = stop.join([*before, "新建口袋公园2.5万个以上", *after])
    [target] = find_targets(text, WORDS).targets
    assert in_case(target) == "口袋公园|新建|>=|25000|个|addition"
    assert text[target.start : target.end] == "2.5万个以上"


#: Signs and words that the grammar looks at, so that arbitrary text reaches every branch.
PIECES = sorted(
    {*WORDS.bounds_before, *WORDS.measures, *"0123456789.,、和等为在“”()%~—-第期年月日万亿 \n五两"}
)


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=25).map("".join))
def test_arbitrary_text(text: str) -> None:
    """No text fails; what is found stands in order, apart, and inside the text."""
    reading = find_targets(text, WORDS)
    for items in (reading.targets, reading.left_out, reading.not_understood):
        at = 0
        for item in items:
            assert at <= item.start < item.end <= len(text)
            at = item.end if items is reading.targets else item.start
    for number in (*reading.left_out, *reading.not_understood):
        assert text[number.start : number.end] == number.text
        assert number.reason in WORDS.reasons
    assert all(target.indicator and target.value >= 0 for target in reading.targets)


LONG = [
    "1,",
    "建设充电桩6万个、",
    "5个和",
    "“",
    "(",
    "加快开工建设",
    "2023年",
    "第1",
    "1-",
    "二三",
    "新建改建的公园",
]


@pytest.mark.parametrize("piece", LONG)
def test_time_is_linear(piece: str) -> None:
    """One huge line takes time in proportion to its length."""

    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        begin = time.process_time()
        find_targets(text, WORDS)
        return time.process_time() - begin

    seconds(1000)
    # Four times the text in less than twelve times the time: a square would take sixteen.
    assert seconds(80_000) < 12 * max(seconds(20_000), 0.02)
