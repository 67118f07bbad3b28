"""Numbers in a task's text: targets with what they count, numbers that are none, numbers not understood."""

from __future__ import annotations

import csv
import time
from collections.abc import Callable, Iterable
from decimal import Decimal
from itertools import chain, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.read.targets import find_targets
from zeren.read.words import load_words
from zeren.records import LeftOut, Target

COMPOSED = Path(__file__).parent / "data" / "targets" / "composed"
WORDS = load_words()
#: The first text makes the patterns, which no time limit of a test should hold.
find_targets("建设充电桩6万个,增长5%。", WORDS)


def cases() -> list[dict[str, str]]:
    """Return all composed sentences with what is expected of them."""
    rows: list[dict[str, str]] = []
    for path in sorted(COMPOSED.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            rows += csv.DictReader(stream)
    return rows


CASES = cases()


def in_case(target: Target) -> str:
    """Return a target as the tables have it."""
    told = (target.indicator, target.action, target.bound, str(target.value))
    firm = (target.modality,) if target.modality else ()
    return "|".join((*told, target.measure, target.measure_kind, *firm))


def none(numbers: Iterable[LeftOut]) -> str:
    """Return numbers that are no targets as the tables have them."""
    return ";".join(f"{number.text}|{number.reason}" for number in numbers)


def test_tables_are_all_there() -> None:
    """No table of expected records is lost from the run, and no sentence stands twice."""
    assert len(list(COMPOSED.glob("*.csv"))) == 17
    assert len(CASES) == len({case["text"] for case in CASES}) == 706


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


def numeral(value: int) -> str:
    """Write a number below ten thousand in Chinese numerals, as documents do."""
    written, gap = "", False
    for power, place in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // power % 10
        if digit:
            written += ("零" if gap else "") + "零一二三四五六七八九"[digit] + place
        gap = not digit and bool(written)
    return written


@given(value=st.integers(min_value=20, max_value=9999), ten_thousands=st.booleans())
def test_numeral_round_trip(value: int, ten_thousands: bool) -> None:
    """A value in Chinese numerals is read back equal."""
    [target] = find_targets(f"培训村医{numeral(value)}{'万' * ten_thousands}人次。", WORDS).targets
    assert target.value == value * (10_000 if ten_thousands else 1)
    assert (target.indicator, target.action, target.measure) == ("村医", "培训", "人次")


@given(
    ends=st.lists(st.integers(min_value=1, max_value=10**6), min_size=2, max_size=2, unique=True).map(sorted),
    sign=st.sampled_from("-~—–～至到"),
    unit=st.booleans(),
)
def test_range_round_trip(ends: list[int], sign: str, unit: bool) -> None:
    """A range gives its two ends as a floor and a ceiling of one indicator."""
    low, high = ends
    reading = find_targets(f"新增公共车位{low}{'个' * unit}{sign}{high}个。", WORDS)
    assert list(map(in_case, reading.targets)) == [
        f"公共车位|新增|>=|{low}|个|addition",
        f"公共车位|新增|<=|{high}|个|addition",
    ]


@given(values=st.lists(st.integers(min_value=1, max_value=99), min_size=2, max_size=6), more=st.booleans())
def test_respectively(values: list[int], more: bool) -> None:
    """Each of several things gets its own number; one number more, and none gets any."""
    things = ["参保率", "就诊率", "入园率", "普及率", "达标率", "覆盖率"][: len(values)]
    numbers = [f"{value}%" for value in values + [50] * more]
    text = f"{'、'.join(things[:-1])}和{things[-1]}分别达到{'、'.join(numbers)}。"
    reading = find_targets(text, WORDS)
    expected = [f"{thing}|达到|=|{value}|%|level" for thing, value in zip(things, values, strict=True)]
    assert list(map(in_case, reading.targets)) == ([] if more else expected)
    assert len(reading.not_understood) == (len(numbers) if more else 0)


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
    {*WORDS.bounds_before, *WORDS.measures, *WORDS.modalities, *chain(*WORDS.indicator_words.values())}
    | {*"0123456789.,、等为在从由“”()%~—-第期年月日万亿千百十 \n五两"}
    | {"分别", "每人每月", "增长", "新增"}
)


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=25).map("".join))
def test_arbitrary_text(text: str) -> None:
    """No text fails; what is found stands in order and inside the text, each number once."""
    reading = find_targets(text, WORDS)
    for items in (reading.targets, reading.left_out, reading.not_understood):
        spans = [(item.start, item.end) for item in items]
        assert all(0 <= start < end <= len(text) for start, end in spans)
        # Things that have one number all (均达到95%) have one passage.
        apart = list(dict.fromkeys(spans))
        assert items is not reading.targets or all(a[1] <= b[0] for a, b in pairwise(apart))
    for number in (*reading.left_out, *reading.not_understood):
        assert text[number.start : number.end] == number.text
        assert number.reason in WORDS.reasons
    assert all(target.indicator and target.measure and target.value >= 0 for target in reading.targets)


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
    "百",
    "一百家、",
    "新建改建的公园",
    "努力争取",
    "甲、乙分别增长1%、2%、",
    "从1%到",
    "由5个、6个提高到",
    "各3个、",
    "每人每月5元",
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
