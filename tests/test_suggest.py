"""Proposals for tables of units: what is alike is found, what only looks alike is not, and fast."""

from __future__ import annotations

import csv
import json
import random
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.corpus import Background, background
from zeren.errors import ZerenError
from zeren.read import read_document
from zeren.suggest import COLUMNS, Suggestions, as_csv, as_json, suggest
from zeren.suggest.likeness import Comparer
from zeren.suggest.names import Name, NameReader
from zeren.suggest.pairs import pairs
from zeren.units import load

DATA = Path(__file__).parent / "data" / "suggest"
DOCUMENT = DATA / "yunjiang-2024.txt"
PAIRS = list(csv.DictReader((DATA / "pairs.csv").read_text(encoding="utf-8").splitlines()))


def tools(known: Background, government: str) -> tuple[NameReader, Comparer]:
    """Return what takes the names of a government's documents apart, and what compares them."""
    reader = NameReader(known.names, known.words.name_fillers["joiner"], [government])
    return reader, Comparer(known.words.name_fillers, reader.levels)


def test_every_pair_is_collected() -> None:
    """No case is lost; there are as many false friends as it takes."""
    assert len(PAIRS) == 59
    assert sum(pair["most"] == "0" for pair in PAIRS) == 20


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair['one']}-{pair['other']}")
def test_pair(pair: dict[str, str], known: Background) -> None:
    """Names of one unit are proposed with their reason; false friends are not, or come last."""
    reader, comparer = tools(known, pair["government"])
    one, other = reader.read(pair["one"]), reader.read(pair["other"])
    found = comparer.compare(one, other)
    assert found == comparer.compare(other, one)
    assert int(pair["least"]) <= (found.score if found else 0) <= int(pair["most"])
    if pair["reason"]:
        assert found is not None
        assert found.reason == pair["reason"]
        assert pairs([one, other]) == {(0, 1)}


def test_names_of_a_real_table(known: Background) -> None:
    """Of 74 units with several names 71 are found; of all pairs of two units three, at the bottom."""
    [wuhan] = known.authority.jurisdictions
    reader, comparer = tools(known, "武汉市人民政府")
    names = [(reader.read(name), unit.slug) for unit in wuhan.units for name in unit.names]
    right, wrong = set(), []
    for one, other in pairs([name for name, _ in names]):
        found = comparer.compare(names[one][0], names[other][0])
        if found and names[one][1] == names[other][1]:
            right.add(names[one][1])
        elif found:
            wrong.append(found.score)
    assert sum(len(unit.names) > 1 for unit in wuhan.units) == 74
    assert len(right) == 71
    assert wrong == [50, 50, 50]


@given(st.lists(st.text("市区东桥局委办公室和与教育发改12各政府 (、", min_size=1, max_size=12), max_size=6))
def test_any_names_can_be_compared(texts: list[str]) -> None:
    """Whatever stands for a name, comparing is the same from both sides, and a score is one."""
    reader, comparer = tools(background(), "云江市人民政府")
    names = [reader.read(text) for text in dict.fromkeys(texts)]
    for one, other in pairs(names):
        found = comparer.compare(names[one], names[other])
        assert found == comparer.compare(names[other], names[one])
        assert found is None or 0 < found.score < 100


def many(known: Background, count: int) -> list[Name]:
    """Return names of invented units, made of fields and places."""
    chance = random.Random(count)
    fields = sorted(known.words.name_parts["field"])
    places = [f"{one}{other}区" for one in "东西南北江河湖海山石" for other in "桥岸门湖岭溪阳平安口"]
    texts: set[str] = set()
    while len(texts) < count:
        owner = chance.choice(["市", "市", "", chance.choice(places)])
        field = chance.choice(fields) + chance.choice(["", chance.choice(fields)])
        texts.add(owner + field + chance.choice(["局", "委", "委员会", "办", "办公室", "中心"]))
    reader, _ = tools(known, "云江市人民政府")
    return [reader.read(text) for text in sorted(texts)]


def test_thousands_of_names(known: Background) -> None:
    """5,000 names are 12 million pairs; two in a hundred are looked at, in seconds."""
    _, comparer = tools(known, "云江市人民政府")
    begun = time.perf_counter()
    names = many(known, 5000)
    found = pairs(names)
    assert len(found) < 0.02 * 5000 * 4999 / 2
    assert sum(comparer.compare(names[one], names[other]) is not None for one, other in found) > 100
    assert time.perf_counter() - begun < 20


def test_names_that_all_share_a_sign_are_not_compared_one_by_one(known: Background) -> None:
    """What thousands share tells nothing: the work does not grow with its square."""
    reader, _ = tools(known, "云江市人民政府")
    signs = [chr(0x4E00 + at) for at in range(3000)]
    assert len(pairs([reader.read(f"市{sign}局") for sign in signs])) < 3000 * 200


def proposals(known: Background, *documents: Path) -> list[Suggestions]:
    """Return what is proposed for documents."""
    return suggest(
        [read_document(path, words=known.words, authority=known.authority) for path in documents],
        authority=known.authority,
        names=known.names,
        fillers=known.words.name_fillers,
    )


def test_proposals_for_a_document(known: Background) -> None:
    """Rows, merges with score and reason, and where each name stands."""
    expected = json.loads((DATA / "proposals.json").read_text(encoding="utf-8"))
    assert as_json(proposals(known, DOCUMENT)) == expected


def test_the_loop(known: Background, tmp_path: Path) -> None:
    """Proposed rows are a table; a person merges two names, and reading anew finds one unit."""
    (tmp_path / "yunjiang").mkdir()
    table = tmp_path / "yunjiang" / "units.csv"
    table.write_text(as_csv(proposals(known, DOCUMENT)), encoding="utf-8")
    pasted = background(tables=tmp_path)
    [nothing] = proposals(pasted, DOCUMENT)
    assert (nothing.unknown, nothing.merges, nothing.spellings) == ((), (), ())
    table.write_bytes((DATA / "tables" / "yunjiang" / "units.csv").read_bytes())
    [merged] = proposals(background(tables=tmp_path), DOCUMENT)
    assert not merged.unknown
    found = background(tables=tmp_path).authority.of_government("云江市人民政府")
    assert found is not None
    assert found.find("市发展和改革委员会") is found.find("市发改委") is not None


def test_known_names_in_another_spelling(known: Background, tmp_path: Path) -> None:
    """A name next to one of the table's is proposed as an alias of its unit."""
    document = tmp_path / "wuhan.txt"
    document.write_text(
        "武汉市2025年政府工作报告责任分解\n1.节水。(责任单位:市水务局、武汉市发改委、市人力资源社会保障局、市译办)\n",
        encoding="utf-8",
    )
    [found] = proposals(known, document)
    assert [unknown.name for unknown in found.unknown] == ["武汉市发改委", "市人力资源社会保障局", "市译办"]
    assert [(s.name, s.unit.name, s.reason) for s in found.spellings] == [
        ("市人力资源社会保障局", "市人社局", "abbreviation"),
        ("武汉市发改委", "市发改委", "prefix"),
    ]
    assert {unknown.place for unknown in found.unknown} == {"420100"}
    header, first, *_ = as_csv([found]).splitlines()
    assert tuple(header.split(",")) == known.authority.jurisdictions[0].columns
    assert first.startswith("wu-han-shi-fa-gai-wei,武汉市发改委,,government-department,,420100,")


def test_a_unit_that_ended_is_not_proposed(tmp_path: Path) -> None:
    """A name is compared with the units of the document's year only."""
    known = background(tables=Path(__file__).parent / "data" / "units" / "good")
    for year, unit in ((2018, "shi-guo-tu-ju"), (2020, None)):
        document = tmp_path / f"{year}.txt"
        document.write_text(
            f"云江市人民政府{year}年政府工作报告责任分解\n1.节水。(责任单位:云江市国土局)\n", encoding="utf-8"
        )
        [found] = proposals(known, document)
        assert [spelling.unit.slug for spelling in found.spellings] == ([unit] if unit else [])


def test_names_that_sound_alike_get_two_slugs(known: Background) -> None:
    """市水务局 and 市税务局 are shi-shui-wu-ju both: the second keeps the digest of its name."""
    [found] = proposals(known, DOCUMENT)
    slugs = {unknown.name: unknown.slug for unknown in found.unknown}
    assert slugs["市税务局"] == "shi-shui-wu-ju"
    assert slugs["市水务局"].startswith("shi-shui-wu-ju-")
    assert len(set(slugs.values())) == len(slugs)


def test_several_documents(known: Background, tmp_path: Path) -> None:
    """Documents of one government are one group, with all places of a name; others have their own."""
    again, other = tmp_path / "again.txt", tmp_path / "other.txt"
    again.write_text(DOCUMENT.read_text("utf-8").replace("2024", "2025"), encoding="utf-8")
    other.write_text(DOCUMENT.read_text("utf-8").replace("云江", "石江"), encoding="utf-8")
    one, two = proposals(known, DOCUMENT, other, again)
    assert (one.government, two.government) == ("云江市人民政府", "石江市人民政府")
    assert {s.document for unit in one.unknown for s in unit.standings} == {"yunjiang-2024.txt", "again.txt"}
    with pytest.raises(ZerenError, match="several governments"):
        as_csv([one, two])


def test_document_without_title(known: Background, tmp_path: Path) -> None:
    """Units are proposed also where nobody knows whose they are."""
    document = tmp_path / "no-title.txt"
    document.write_text("1.节水。(责任单位:市水务局、市水务局〈市河长办〉)\n", encoding="utf-8")
    [found] = proposals(known, document)
    assert found.government == ""
    assert [unknown.name for unknown in found.unknown] == ["市水务局"]
    assert as_csv([found]).splitlines()[0] == ",".join(COLUMNS)


def test_leaders_are_no_units(known: Background, tmp_path: Path) -> None:
    """A person is not proposed for a table of units."""
    document = tmp_path / "leader.txt"
    title = DOCUMENT.read_text("utf-8").splitlines()[0]
    document.write_text(f"{title}\n1.节水。(责任领导:李一;责任单位:市水务局)\n", encoding="utf-8")
    [found] = proposals(known, document)
    assert [unknown.name for unknown in found.unknown] == ["云江市人民政府", "市水务局"]


def test_csv_holds_no_formula(known: Background, tmp_path: Path) -> None:
    """What a document calls a unit is run by no spreadsheet."""
    document = tmp_path / "formula.txt"
    title = DOCUMENT.read_text("utf-8").splitlines()[0]
    document.write_text(f"{title}\n1.节水。(责任单位:=1+1局)\n", encoding="utf-8")
    cells = [cell for row in csv.reader(as_csv(proposals(known, document)).splitlines()) for cell in row]
    assert "'=1+1局" in cells
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)


def test_csv_loads_whatever_the_names(known: Background, tmp_path: Path) -> None:
    """Rows for odd names are a table that loads."""
    document = tmp_path / "odd.txt"
    title = DOCUMENT.read_text("utf-8").splitlines()[0]
    names = "各县(市、区)人民政府、市A2B公司、市“双创”办、各有关单位、嗯欸局"
    document.write_text(f"{title}\n1.节水。(责任单位:{names})\n", encoding="utf-8")
    (tmp_path / "tables" / "yunjiang").mkdir(parents=True)
    (tmp_path / "tables" / "yunjiang" / "units.csv").write_text(as_csv(proposals(known, document)), "utf-8")
    authority = load(known.words.kinds, tmp_path / "tables")
    found = authority.of_government("云江市人民政府")
    assert found is not None
    assert len(found.units) == 6
