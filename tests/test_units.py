"""The tables of units: a wrong row is an error with its line, the shipped ones hold what they should."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SKOS

from zeren.corpus import Background, background
from zeren.errors import ZerenError
from zeren.namespaces import BASE, expand
from zeren.read.words import load_words
from zeren.resources import files
from zeren.terms import SKOSXL, en, zh
from zeren.units import CHANGE_KINDS, Authority, Jurisdiction, check, load

DATA = Path(__file__).parent / "data" / "units"
BAD = sorted((DATA / "bad").glob("*.txt"))
SPREADSHEETS = sorted((DATA / "spreadsheets").glob("*.csv"))


def test_every_case_is_collected() -> None:
    """No case is lost."""
    assert len(BAD) == 95
    assert len(SPREADSHEETS) == 10


def spoilt(case: Path, folder: Path) -> str:
    """Make a copy of the good tables with the one fault of a case; return where the error stands."""
    shutil.copytree(DATA / "good", folder)
    says, *edits = re.split(r"^@ (\S+) (\d+)\n", case.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for name, line, text in zip(edits[::3], edits[1::3], edits[2::3], strict=True):
        file = folder / name
        file.parent.mkdir(exist_ok=True)
        lines = file.read_text(encoding="utf-8").split("\n") if file.exists() else []
        lines[int(line) - 1 : int(line)] = [text.removesuffix("\n")]
        file.write_text("\n".join(lines), encoding="utf-8")
    return f"{folder}/{says.strip()}"


@pytest.mark.parametrize("case", BAD, ids=lambda case: case.stem)
def test_bad_row_is_refused(case: Path, tmp_path: Path, known: Background) -> None:
    """The error names file and line, says what is wrong there in two languages, and how to mend it."""
    says = spoilt(case, tmp_path / "tables")
    with pytest.raises(ZerenError) as error:
        load(known.words.kinds, tmp_path / "tables")
    assert error.value.what.startswith(says)
    assert re.search("[\u4e00-\u9fff][^。]*。", error.value.what)
    assert error.value.mend
    _, faults = check(known.words.kinds, tmp_path / "tables")
    assert faults[0].what == error.value.what


def test_all_faults_are_found_at_once(tmp_path: Path, known: Background) -> None:
    """One wrong row hides no other, and is not told again by those that name it."""
    folder = tmp_path / "tables"
    says = [spoilt(DATA / "bad" / "units-kind.txt", folder)]
    for name in ("units-place", "changes-date"):
        copy = tmp_path / name
        says.append(spoilt(DATA / "bad" / f"{name}.txt", copy).replace(str(copy), str(folder)))
    for name in ("changes-date",):
        shutil.copy(tmp_path / name / "yunjiang" / "changes.csv", folder / "yunjiang")
    _, faults = check(known.words.kinds, folder)
    assert [fault.what.startswith(one) for fault, one in zip(faults, (says[0], says[2]), strict=True)]
    with pytest.raises(ZerenError, match="`zeren units check` shows 1 more"):
        load(known.words.kinds, folder)


@pytest.mark.parametrize("file", SPREADSHEETS, ids=lambda file: file.stem)
def test_habits_of_spreadsheets_are_borne(file: Path, tmp_path: Path, known: Background) -> None:
    """The same table, however a spreadsheet saves it."""

    def units(name: str) -> list[object]:
        folder = tmp_path / name
        (folder / "yunjiang").mkdir(parents=True, exist_ok=True)
        shutil.copy(DATA / "spreadsheets" / f"{name}.csv", folder / "yunjiang" / "units.csv")
        return [replace(unit, where="") for unit in jurisdiction(load(known.words.kinds, folder)).units]

    assert units(file.stem) == units("plain")
    assert len(units("plain")) == 3


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_other_encodings_are_refused(encoding: str, tmp_path: Path, known: Background) -> None:
    """A table is not guessed at: it says how to save it."""
    (tmp_path / "yunjiang").mkdir()
    text = (DATA / "spreadsheets" / "plain.csv").read_text(encoding="utf-8")
    (tmp_path / "yunjiang" / "units.csv").write_bytes(text.encode(encoding))
    with pytest.raises(ZerenError, match=r"yunjiang/units\.csv: no CSV in UTF-8") as error:
        load(known.words.kinds, tmp_path)
    assert "CSV UTF-8" in error.value.mend


def test_a_folder_without_tables_is_refused(tmp_path: Path, known: Background) -> None:
    """A path that is none, and a folder that holds nothing to read."""
    for folder, word in ((tmp_path / "nowhere", "no folder"), (tmp_path, "no table in it")):
        with pytest.raises(ZerenError, match=word):
            load(known.words.kinds, folder)


def test_other_spreadsheet_files_are_told(tmp_path: Path, known: Background) -> None:
    """A workbook is not read, and not passed over; what a spreadsheet locks a file with is."""
    shutil.copytree(DATA / "good", tmp_path, dirs_exist_ok=True)
    (tmp_path / "yunjiang" / ".~lock.units.csv#").touch()
    (tmp_path / "yunjiang" / "~$units.xlsx").touch()
    load(known.words.kinds, tmp_path)
    (tmp_path / "yunjiang" / "units.xlsx").touch()
    with pytest.raises(ZerenError, match=r"yunjiang/units\.xlsx"):
        load(known.words.kinds, tmp_path)


def test_the_smallest_table(tmp_path: Path, known: Background) -> None:
    """Four columns, and one row that is a government."""
    (tmp_path / "shiqiao").mkdir()
    (tmp_path / "shiqiao" / "units.csv").write_text(
        "slug,name,kind,source\nzhen-zheng-fu,石桥镇人民政府,subdistrict-or-township,composed\n", "utf-8"
    )
    authority = load(known.words.kinds, tmp_path)
    found = authority.of_government("石桥镇人民政府")
    assert found is not None
    [unit] = found.units
    assert (unit.issuer, unit.confidence, unit.place, unit.name_en) == (True, "unsure", "", "")


def test_own_rows_join_those_of_a_shipped_table(tmp_path: Path, known: Background) -> None:
    """A folder of the same name adds to it; a unit that stands in both is told with both lines."""
    (tmp_path / "wuhan").mkdir()
    own = tmp_path / "wuhan" / "units.csv"
    own.write_text("slug,name,kind,source\nshi-yi-ban,市译办,government-office,composed\n", "utf-8")
    found = load(known.words.kinds, tmp_path).of_government("武汉市人民政府")
    assert found is not None
    assert found.find("市译办") is not None
    assert found.find("市发改委") is not None
    assert found.columns == ("slug", "name", "kind", "source")
    own.write_text("slug,name,kind,source\nx,市发改委,government-office,composed\n", "utf-8")
    with pytest.raises(ZerenError) as error:
        load(known.words.kinds, tmp_path)
    assert error.value.what.startswith(f"{own}, line 2: 市发改委 stands at ")
    assert "data/units/wuhan/units.csv, line 3 too" in error.value.what


def test_edited_tables_are_read_anew(tmp_path: Path) -> None:
    """A second build in one process sees what was edited in between."""
    (tmp_path / "yunjiang").mkdir()
    table = tmp_path / "yunjiang" / "units.csv"
    table.write_bytes((DATA / "spreadsheets" / "plain.csv").read_bytes())
    first = background(tables=tmp_path)
    assert background(tables=tmp_path) is first
    table.write_text(table.read_text("utf-8") + "shi-min-zheng-ju,市民政局,,government-department,composed\n")
    assert jurisdiction(background(tables=tmp_path).authority).find("市民政局")
    assert not jurisdiction(first.authority).find("市民政局")


@given(
    st.binary(max_size=60)
    | st.text('slugnamekind,;\t"\r\n云江市政府|-0\0\ufeff', max_size=80).map(str.encode)
    | st.text(',;"\n|2019-/年市x', max_size=60).map(lambda text: f"slug,name,kind,source\n{text}".encode())
)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """Whatever lies there as a table: rows, or errors that name the file."""
    with TemporaryDirectory() as folder:
        table = Path(folder) / "yunjiang" / "units.csv"
        table.parent.mkdir()
        table.write_bytes(data)
        _, faults = check(load_words().kinds, Path(folder))
        assert all(fault.what.startswith(str(table)) for fault in faults)


@pytest.fixture
def good(known: Background) -> Authority:
    """The composed tables."""
    return load(known.words.kinds, DATA / "good")


def jurisdiction(authority: Authority, slug: str = "yunjiang") -> Jurisdiction:
    """Return one table."""
    [found] = [j for j in authority.jurisdictions if j.slug == slug]
    return found


def test_unit_is_found_by_each_of_its_names(good: Authority) -> None:
    """By its own, an alias, its official name; an unsure official name is not one."""
    qinglan = jurisdiction(good, "qinglan")
    for name in ("县方志办", "县史志办", "县志办"):
        row = qinglan.find(name)
        assert row is not None
        assert row.slug == "xian-fang-zhi-ban"
    assert qinglan.find("青岚县教育局") is qinglan.find("县教育局") is not None
    assert qinglan.find("青岚县地方志办公室") is None
    assert qinglan.find("") is None


def test_government_has_its_table(good: Authority) -> None:
    """The table is that of the government which it marks, by any of its names, and of no other in it."""
    qinglan = jurisdiction(good, "qinglan")
    assert good.of_government("青岚县人民政府") is good.of_government("县政府") is qinglan
    assert good.of_government("云江市人民政府") is jurisdiction(good)
    for other in ("石桥镇人民政府", "石江市人民政府", ""):
        assert good.of_government(other) is None


def test_kinds_of_changes_are_those_of_the_vocabulary() -> None:
    """The words of the column ``kind`` are the notations of their vocabulary."""
    [file] = files("ontology", "vocab/change-kinds.ttl")
    notations = Graph().parse(file).objects(None, URIRef(expand("skos:notation")))
    assert sorted(map(str, notations)) == sorted(CHANGE_KINDS)


# The shipped tables.


@pytest.fixture
def wuhan(known: Background) -> Jurisdiction:
    """The first city's table."""
    return jurisdiction(known.authority, "wuhan")


def test_shipped_tables(known: Background, wuhan: Jurisdiction) -> None:
    """76 units that the document names, the rest of the 13 districts, and who issued it; 14 places."""
    districts = [u for u in wuhan.units if u.kind == "district-government"]
    assert len(wuhan.units) == 76 + 5 + 1
    assert len(districts) == 13
    assert len(known.authority.places) == 14
    assert wuhan.governments == {"武汉市人民政府"}
    assert known.authority.of_government("武汉市人民政府") is wuhan
    names = {u.slug: u.name for u in wuhan.units}
    members = Counter((names[m.collective], m.reading) for m in wuhan.members)
    assert members == {
        ("各区人民政府", "literal"): 13,
        ("各新城区人民政府", "literal"): 6,
        ("各中心城区人民政府", "literal"): 7,
        ("各区人民政府", "functional"): 4,
    }
    inner, outer = (
        {m.member for m in wuhan.members if names[m.collective] == f"各{sort}城区人民政府"}
        for sort in ("中心", "新")
    )
    assert not inner & outer
    assert inner | outer == {u.slug for u in districts}
    assert [scheme.scheme for scheme in known.authority.schemes] == ["wuhan-2023"]


def test_shipped_names_are_unique(wuhan: Jurisdiction) -> None:
    """One name, one unit; one slug, one unit; one English name, one unit, and none without."""
    names = [n for u in wuhan.units for n in u.names]
    assert len(names) == len(set(names))
    assert len({u.slug for u in wuhan.units}) == len(wuhan.units) == len({u.name_en for u in wuhan.units})
    assert all(u.name_en for u in wuhan.units)


def test_shipped_tables_say_nothing_of_time(wuhan: Jurisdiction) -> None:
    """What no source gives is not there."""
    assert not wuhan.changes
    assert not any(u.valid_from or u.valid_to or u.parents for u in wuhan.units)


def test_shipped_unsure_rows(known: Background, wuhan: Jurisdiction) -> None:
    """No unsure official name, no unit lost for it."""
    graph = known.units.graph()
    unsure = [u for u in wuhan.units if u.confidence == "unsure"]
    assert unsure
    for row in unsure:
        unit = URIRef(f"{BASE}unit/wuhan/{row.slug}")
        assert graph.value(unit, RDF.type) is not None
        assert set(graph.objects(unit, SKOS.prefLabel)) == {zh(row.name), en(row.name_en)}
        assert graph.value(unit, SKOSXL.altLabel) is None
        assert (URIRef(f"{unit}/label/official"), None, None) not in graph
