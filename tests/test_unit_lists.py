"""Lists of units: what a table of them reads as, and what holds of lists that chance writes.

``tests/data/lists/lists.csv`` is the table; see the README there.
"""

from __future__ import annotations

import csv
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zeren.read.lines import fold, fold_width
from zeren.read.lists.unit_lists import Named, UnitLists
from zeren.read.words import load_words

DATA = Path(__file__).parent / "data" / "lists"
SIGNS = {"⏎": "\n", "<IDSP>": "\u3000", "<NBSP>": "\u00a0", "<ZWSP>": "\u200b"}
QUICK = settings(max_examples=300, deadline=None, derandomize=True)


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of cases."""
    with (DATA / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


CASES, DEFINITIONS = rows("lists.csv"), rows("definitions.csv")


def lists(known: str = "", seen: str = "") -> UnitLists:
    """Return a reader that knows some names."""
    names, used = (frozenset(filter(None, cell.split("|"))) for cell in (known, seen))
    return UnitLists(words=load_words(), is_known=names.__contains__, seen=used)


def read(text: str, reader: UnitLists) -> list[Named]:
    """Return the entries of a text that is a list."""
    return reader.read(fold(text), 0, len(text), fold_width(text))


def shown(entry: Named) -> str:
    """Write an entry as the table does."""
    parts = [
        ("+" if entry.basis == "restored" else "") + entry.name,
        f"={entry.second_name}" if entry.second_name else "",
        f":{entry.short_name}" if entry.short_name else "",
        "…" if entry.is_open else "",
        "{}" if entry.definition else "",
        f"?{entry.doubt}" if entry.doubt else "",
    ]
    return " ".join(part for part in parts if part)


def test_every_case_is_collected() -> None:
    """No row is lost, none stands twice."""
    assert (len(CASES), len(DEFINITIONS)) == (276, 11)
    assert len({(row["list"], row["known"], row["seen"]) for row in CASES}) == len(CASES)


@pytest.mark.parametrize("row", CASES, ids=lambda row: row["list"])
def test_list(row: dict[str, str]) -> None:
    """A list reads as a person reads it."""
    text = row["list"]
    for written, sign in SIGNS.items():
        text = text.replace(written, sign)
    entries = read(text, lists(row["known"], row["seen"]))
    assert " | ".join(map(shown, entries)) == row["expected"]
    for before, after in pairwise(entries):
        assert before.start <= before.end <= after.start <= after.end
    assert all(fold(entry.name) == entry.key for entry in entries)


@pytest.mark.parametrize("row", DEFINITIONS, ids=lambda row: row["words"])
def test_definition(row: dict[str, str]) -> None:
    """Who belongs to a name is read out of the bracket, or it is not understood at all."""
    text = row["words"]
    found = lists().define(fold(text), 0, len(text), fold_width(text))
    if not row["members"]:
        assert found is None
        return
    assert found is not None
    assert "|".join(found.members) == row["members"]
    assert found.is_whole == bool(row["is_whole"])
    assert found.words == text


def test_definition_tells_its_place() -> None:
    """The words of a definition, and of a remark, are where the entry says."""
    text = "各区人民政府(含开发区,下同)、市发改委(牵头)"
    one, other = read(text, lists())
    places = (one.definition or (0, 0), other.remark or (0, 0))
    assert [text[start:end] for start, end in places] == ["含开发区,下同", "牵头"]


def test_names_of_a_document() -> None:
    """What a first pass collects is what nothing is in doubt of, and it settles what is."""
    reader = lists()
    texts = ["市发改委、市金桥局", "财政局、市发改委", "市水务局、金桥局", "东桥 西桥区政府"]
    seen = {name for text in texts for name in reader.names(text, 0, len(text))}
    assert seen == {"市发改委", "市金桥局", "市水务局"}
    again = UnitLists(words=load_words(), is_known=lambda name: False, seen=seen)
    assert [shown(entry) for entry in read(texts[2], again)] == ["市水务局", "+市金桥局"]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("省农业厅", "财政厅、水利厅", "+省财政厅 | +省水利厅"),
        ("市发改委、东桥区人民政府", "教育局", "教育局"),
        ("农业厅", "财政厅", "财政厅"),
        ("市发改委", "云江海关、区教育局、财政局", "云江海关 | 区教育局 | +区财政局"),
    ],
)
def test_a_list_goes_on_from_the_one_before(first: str, second: str, expected: str) -> None:
    """省农业厅牵头,财政厅配合: what the lead's list says, the next list may leave out."""
    before = read(first, lists())
    entries = lists().read(second, 0, len(second), before=before)
    assert " | ".join(map(shown, entries)) == expected


# Lists that chance writes.

FIELDS = (
    "发展和改革",
    "教育",
    "农业农村",
    "自然资源和规划",
    "文化和旅游",
    "应急管理",
    "市场监管",
    "城乡建设",
)
PLACES = st.text("东南西北石桥青岚滨海", min_size=2, max_size=3)
departments = st.builds(
    "{}{}局".format, st.sampled_from(["市", "区", "县", "云江市"]), st.sampled_from(FIELDS)
)
governments = st.builds("{}{}人民政府".format, PLACES, st.sampled_from(["区", "县", "镇"]))
others = st.sampled_from(
    [
        "各区人民政府",
        "各县(市、区)人民政府",
        "市直有关部门",
        "国网云江供电公司",
        "云江海关",
        "市总工会",
        "团市委",
    ]
)
whole_names = st.one_of(departments, governments, others)
separators = st.sampled_from(["、", ",", ";", "/", " ", "\n", "和", "及", "、 ", ",\n"])


@QUICK
@given(st.lists(st.tuples(whole_names, separators), min_size=1, max_size=8, unique_by=lambda pair: pair[0]))
def test_whole_names_split_back_equal(pairs: list[tuple[str, str]]) -> None:
    """Whole names, whatever parts them, are the entries, and nothing about them is restored or in doubt."""
    text = "".join(name + sign for name, sign in pairs[:-1]) + pairs[-1][0]
    entries = read(text, lists())
    assert [(entry.name, entry.basis, entry.doubt) for entry in entries] == [
        (name, "stated", None) for name, _ in pairs
    ]


@QUICK
@given(
    st.sampled_from(["市", "省", "县", "云江市"]),
    st.lists(st.sampled_from(FIELDS), min_size=2, max_size=6, unique=True),
    st.sampled_from(["、", ","]),
)
def test_front_is_restored(front: str, fields: list[str], sign: str) -> None:
    """What only the first name says is put before each."""
    text = front + sign.join(f"{field}局" for field in fields)
    assert [entry.name for entry in read(text, lists())] == [f"{front}{field}局" for field in fields]


@QUICK
@given(
    st.lists(PLACES, min_size=2, max_size=6, unique=True),
    st.sampled_from(["区人民政府", "县政府", "镇人民政府"]),
)
def test_end_is_restored(places: list[str], end: str) -> None:
    """What only the last name says is put behind each."""
    entries = read("、".join(places) + end, lists())
    assert [entry.name for entry in entries] == [place + end for place in places]
    assert [entry.basis for entry in entries] == ["restored"] * (len(places) - 1) + ["stated"]


@QUICK
@given(
    st.text("市区县各局委办政府人民发改财和及与、,; \n()〈〉“”等含下同简称东桥街道1.…\u3000條區", max_size=60)
)
def test_any_list_is_read(text: str) -> None:
    """Whatever stands in a list, its entries stand in order, and hold no sign that the list does not."""
    entries = read(text, lists())
    for before, after in pairwise(entries):
        assert before.start <= before.end <= after.start <= after.end
    assert all(set(entry.name) <= set(fold_width(text)) | {"委"} for entry in entries)
    assert all(entry.start < entry.end or entry.is_open for entry in entries)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 100_000,
        "各区" + "(含各区" * 50_000 + ")" * 50_000,
        "各区" + "()" * 50_000,
        "市发改委" + ")" * 200_000,
        "和" * 200_000,
        "字 " * 100_000,
        "等" * 200_000,
        "市发改委等" + "直属" * 100_000,
        "市发改委、财政局 " * 5_000,
        "东桥、" * 20_000 + "西桥区人民政府",
        "市 发 改 委 " * 5_000,
    ],
    ids=lambda text: text[:8],
)
def test_long_lists_are_read_in_linear_time(text: str) -> None:
    """A list of a hundred thousand signs is read at once; in squared time it would take hours."""
    assert all(entry.end <= len(text) for entry in lists().read(text, 0, len(text)))
