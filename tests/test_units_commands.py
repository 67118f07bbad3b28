"""Tables of one's own in the shell: read, build, suggest, check; exit codes as everywhere."""

from __future__ import annotations

import csv
import gzip
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from zeren.namespaces import expand

DATA = Path(__file__).parent / "data"
DOCUMENT = DATA / "suggest" / "yunjiang-2024.txt"
TABLES = DATA / "suggest" / "tables"


def zeren(*args: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the shell."""
    command = [sys.executable, "-m", "zeren", *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_build_with_own_tables(tmp_path: Path) -> None:
    """Every process of a build knows them: two names are one unit, and none is unknown."""
    out = tmp_path / "build"
    done = zeren("build", DOCUMENT, "--units", TABLES, "--out", out)
    assert done.returncode == 0, done.stderr
    [part] = json.loads((out / "report.json").read_text("utf-8"))["documents"]
    assert part["units_of_no_table"] == []
    units = {row["unit"]: row for row in csv.DictReader((out / "assignments.csv").open(encoding="utf-8"))}
    assert {"市发改委", "市人社局", "东桥区人民政府"} <= units.keys()
    assert not {"市发展和改革委员会", "市人力资源和社会保障局", "东桥区政府"} & units.keys()
    assert "unit/yunjiang/shi-ren-she-ju" in (out / "zeren.ttl").read_text("utf-8")
    assert zeren("validate", out / "zeren.ttl").returncode == 0


def test_build_with_a_reform(tmp_path: Path) -> None:
    """The schemes before and after it name two units by one name; a unit outside its time is warned of."""
    out = tmp_path / "build"
    schemes = sorted((DATA / "units" / "schemes").glob("*.txt"))
    done = zeren("build", *schemes, "--units", DATA / "units" / "good", "--out", out)
    assert done.returncode == 0, done.stdout + done.stderr
    rows = list(csv.DictReader((out / "assignments.csv").open(encoding="utf-8")))
    assert len(rows) == 15
    reports = json.loads((out / "report.json").read_text("utf-8"))["documents"]
    warned = [{c["shape"]: c["count"] for c in part["validation"]["counts"]} for part in reports]
    assert [counts.get(expand("zrsh:Assignment-in-time"), 0) for counts in warned] == [2, 0, 1]
    quads = gzip.decompress((out / "zeren.nq.gz").read_bytes()).decode()
    assert "<http://www.w3.org/ns/org#ChangeEvent>" in quads
    for year, unit in (
        (2018, "shi-jiao-yu-ju"),
        (2019, "shi-jiao-yu-ju-2019"),
        (2020, "shi-jiao-yu-ju-2019"),
    ):
        assert f"/yunjiang-{year}/task/1/assignment/lead-{unit}>" in quads


def test_read_with_own_tables(tmp_path: Path) -> None:
    """A second name of a unit in a task is no second assignment, once the table knows it."""
    document = tmp_path / "twice.txt"
    title = DOCUMENT.read_text("utf-8").splitlines()[0]
    document.write_text(f"{title}\n1.节水。(责任单位:市发改委、市发展和改革委员会)\n", encoding="utf-8")
    counts = []
    for options in ((), ("--units", TABLES)):
        record = json.loads(zeren("read", document, "--json", *options).stdout)
        counts.append((len(record["tasks"][0]["assignments"]), len(record["warnings"])))
    assert counts == [(2, 0), (1, 1)]


def test_suggest() -> None:
    """1 there is something to propose, 0 nothing; a table, rows to paste, JSON."""
    shown = zeren("units", "suggest", DOCUMENT)
    assert shown.returncode == 1, shown.stderr
    assert "市发展和改革委员会" in shown.stdout
    pasted = zeren("units", "suggest", DOCUMENT, "--format", "csv")
    assert pasted.returncode == 1
    rows = list(csv.DictReader(pasted.stdout.splitlines()))
    assert rows[0]["issuer"] == "yes"
    assert {row["confidence"] for row in rows} == {"unsure"}
    assert {row["source"].partition(",")[0] for row in rows} == {"yunjiang-2024.txt"}
    [one] = json.loads(zeren("units", "suggest", DOCUMENT, "--format", "json").stdout)
    assert [row["name"] for row in one["units"]] == [row["name"] for row in rows]
    assert {merge["reason"] for merge in one["merges"]} == {"abbreviation", "suffix"}
    nothing = zeren("units", "suggest", DOCUMENT, "--units", TABLES)
    assert (nothing.returncode, nothing.stderr) == (0, "")


def test_suggest_for_excel() -> None:
    """A byte-order mark where it is asked for."""
    command = [sys.executable, "-m", "zeren", "units", "suggest", str(DOCUMENT), "--format", "csv", "--bom"]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.stdout.startswith(b"\xef\xbb\xbfslug,name,")


def test_check(tmp_path: Path) -> None:
    """0 no fault, 1 each fault with its line, in words and as JSON."""
    good = zeren("units", "check", "--units", TABLES)
    assert good.returncode == 0, good.stderr
    assert "yunjiang: 8 units" in good.stdout
    shutil.copytree(TABLES, tmp_path / "tables")
    table = tmp_path / "tables" / "yunjiang" / "units.csv"
    text = table.read_text("utf-8").replace("shi-fa", "Shi-fa").replace("vertically-managed-body", "bureau")
    table.write_text(text, encoding="utf-8")
    bad = zeren("units", "check", "--units", tmp_path / "tables")
    assert bad.returncode == 1
    assert "line 3: slug 'Shi-fa-gai-wei'" in bad.stdout
    assert "line 5: kind 'bureau'" in bad.stdout
    faults = json.loads(zeren("units", "check", "--units", tmp_path / "tables", "--json").stdout)
    assert [sorted(fault) for fault in faults] == [["mend", "what"]] * 2
    for command in (("read", DOCUMENT), ("build", DOCUMENT), ("units", "suggest", DOCUMENT)):
        done = zeren(*command, "--units", tmp_path / "tables")
        assert done.returncode == 2
        assert "line 3: slug 'Shi-fa-gai-wei'" in done.stderr
        assert "shows 1 more" in done.stderr


BAD = {
    "no such folder": (["units", "check", "--units", "nowhere"], "no folder"),
    "no table": (["units", "check", "--units", "."], "no table in it"),
    "no such document": (["units", "suggest", "nowhere.txt"], "nowhere.txt"),
    "no such format": (["units", "suggest", str(DOCUMENT), "--format", "xlsx"], "csv"),
    "a mark on JSON": (["units", "suggest", str(DOCUMENT), "--format", "json", "--bom"], "--format csv"),
    "two governments": (
        ["units", "suggest", str(DOCUMENT), str(DATA / "small" / "scheme.txt"), "--format", "csv"],
        "one government at a time",
    ),
}


@pytest.mark.parametrize("name", sorted(BAD))
def test_bad_input_is_one_clear_line(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit code 2, one line on the error stream, nothing on the other."""
    monkeypatch.chdir(tmp_path)
    args, word = BAD[name]
    done = zeren(*args)
    assert done.returncode == 2, done.stdout + done.stderr
    assert done.stdout == ""
    [line] = done.stderr.strip().splitlines()
    assert word in line
