"""The shell as a user meets it: what it prints, what it returns, and how it says no."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

import build_graph
from zeren.cli import main
from zeren.corpus import Built
from zeren.namespaces import expand
from zeren.rdf import Packed

DATA = Path(__file__).parent / "data" / "small"
SMALL = DATA / "scheme.txt"
ROOT = Path(__file__).parent.parent


def zeren(*args: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the shell."""
    return subprocess.run(
        [sys.executable, "-m", "zeren", *map(str, args)], capture_output=True, text=True, cwd=cwd, check=False
    )


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build of a small document of a city that no table knows."""
    out = tmp_path_factory.mktemp("small") / "build"
    done = zeren("build", SMALL, "--out", out)
    assert done.returncode == 0, done.stderr
    return out


def test_build_says_what_it_made(small: Path) -> None:
    """The summary names figures; the report has them, and the units that no table knows."""
    report = json.loads((small / "report.json").read_text(encoding="utf-8"))
    [part] = report["documents"]
    assert part["figures"]["tasks"] == 3
    assert part["figures"]["targets"] == 3
    assert "市水务局" in part["units_of_no_table"]
    assert part["validation"]["conforms"]
    assert "市水务局" in (small / "report.md").read_text(encoding="utf-8")


def test_build_json(tmp_path: Path) -> None:
    """A machine gets the same as JSON, and nothing else on standard output."""
    done = zeren("build", SMALL, "--out", tmp_path / "build", "--json")
    assert json.loads(done.stdout)["documents"][0]["figures"]["assignments"] == 4


def test_build_graph_is_the_same_command(tmp_path: Path, small: Path) -> None:
    """``python build_graph.py`` does what ``zeren build`` does."""
    out = tmp_path / "build"
    command = [sys.executable, str(ROOT / "build_graph.py"), str(SMALL), "--out", str(out)]
    subprocess.run(command, check=True, capture_output=True)
    assert (out / "SHA256SUMS").read_text() == (small / "SHA256SUMS").read_text()


def test_same_document_twice_is_one(tmp_path: Path, small: Path) -> None:
    """A copy under another name adds nothing."""
    copy = tmp_path / "copy.txt"
    copy.write_bytes(SMALL.read_bytes())
    out = tmp_path / "build"
    assert zeren("build", SMALL, copy, "--out", out).returncode == 0
    assert (out / "SHA256SUMS").read_text() == (small / "SHA256SUMS").read_text()


def test_files_of_one_scheme_merge(tmp_path: Path) -> None:
    """Two files make one scheme: a part implied by one is the part that the other shows."""
    title = "示例市人民政府2024年《政府工作报告》目标任务责任分解方案"
    first, second, again = (tmp_path / f"{name}.txt" for name in ("first", "second", "again"))
    one = "一、稳增长\n1.修路。(责任单位:市甲局)\n二、惠民生\n(一)教育\n1.建学校。(责任单位:市甲局)\n"
    first.write_text(f"{title}(上)\n{one}", encoding="utf-8")
    two = "(二)养老\n2.建养老院。(责任单位:市甲局)\n三、自身建设\n1.改作风。(责任单位:市甲局)\n"
    second.write_text(f"{title}(下)\n{two}", encoding="utf-8")
    again.write_text(f"{title}\n{one}2.架桥。(责任单位:市甲局)\n", encoding="utf-8")
    out = tmp_path / "build"
    done = zeren("build", first, second, "--out", out)
    assert done.returncode == 0, done.stderr
    keys = [line.split(",")[1] for line in (out / "tasks.csv").read_text(encoding="utf-8").splitlines()]
    assert keys == ["key", "p1.1", "p2.1", "p2.2", "p3.1"]
    assert zeren("validate", out / "zeren.ttl").returncode == 0
    clash = zeren("build", first, again, "--out", out)
    assert clash.returncode == 2
    assert "both state task p1.1" in clash.stderr


def test_other_base(tmp_path: Path) -> None:
    """The base is a setting; terms stay where they are."""
    out = tmp_path / "build"
    assert zeren("build", SMALL, "--out", out, "--base", "https://data.example/").returncode == 0
    turtle = (out / "zeren.ttl").read_text(encoding="utf-8")
    assert "<https://data.example/unit/" in turtle
    assert "@prefix zr: <https://w3id.org/zeren/ns#>" in turtle
    assert len(zeren("query", "tasks", "--format", "csv", "--build", out).stdout.splitlines()) == 4


def test_read(small: Path) -> None:
    """Records for people, and for machines in the form of DESIGN section 4."""
    assert "新建公园3个" in zeren("read", SMALL).stdout
    record = json.loads(zeren("read", SMALL, "--json").stdout)
    first = record["tasks"][0]
    assert (first["key"], first["number"], first["line"]) == ("1", 1, 5)
    assert first["path"] == ["稳增长", "扩大投资"]
    assert first["assignments"] == [
        {"role": "牵头单位", "unit": "市园林局"},
        {"role": "责任单位", "unit": "市财政局"},
    ]
    [target] = record["tasks"][1]["targets"]
    assert (target["value"], target["bound"], target["measure"]) == (12.5, ">=", "公里")
    assert record["warnings"] == []
    assert record["coverage"]["tiles"]


def test_query_and_queries(small: Path) -> None:
    """A stored query as table and CSV; the catalogue and one query's help."""
    table = zeren("query", "assignments", "--build", small)
    assert table.returncode == 0
    assert "市园林局" in table.stdout
    rows = zeren("query", "assignments", "--format", "csv", "--build", small).stdout.splitlines()
    assert rows[0] == "scheme,key,position,role,unit,task"
    assert len(rows) == 5
    assert "assignments" in zeren("queries").stdout
    assert "unit" in zeren("queries", "tasks-led-by").stdout
    assert {query["id"] for query in json.loads(zeren("queries", "--json").stdout)} >= {"tasks", "targets"}


def test_check(build_folder: Path, tmp_path: Path) -> None:
    """0 no grave fault, 1 there is one, and each is named; the same as JSON."""
    good = zeren("check", "--build", build_folder)
    assert good.returncode == 0, good.stdout
    assert "ERROR section-without-title × 0" in good.stdout
    store = ox.Store(str(tmp_path / "store"))
    store.load(path=build_folder / "zeren.trig", format=ox.RdfFormat.TRIG)
    titles = list(store.quads_for_pattern(None, ox.NamedNode(expand("zr:level")), None))
    for section in titles:
        for quad in store.quads_for_pattern(section.subject, ox.NamedNode(expand("dcterms:title")), None):
            store.remove(quad)
    store.flush()
    del store
    bad = zeren("check", "--build", tmp_path)
    assert bad.returncode == 1
    as_json = zeren("check", "--build", tmp_path, "--json")
    assert as_json.returncode == 1
    [finding] = [one for one in json.loads(as_json.stdout) if one["check"] == "section-without-title"]
    assert finding["severity"] == "ERROR"
    assert f"ERROR section-without-title × {len(finding['rows'])}" in bad.stdout
    assert finding["rows"][0]["node"] in bad.stdout


def test_validate(small: Path, tmp_path: Path) -> None:
    """0 conforms, 1 does not, and the report says where and how to mend it."""
    assert zeren("validate", small / "zeren.ttl").returncode == 0
    assert zeren("validate", "--build", small).returncode == 0
    broken = tmp_path / "broken.ttl"
    text = (small / "zeren.ttl").read_text(encoding="utf-8")
    broken.write_text(text.replace("zr:position 1 ;", "", 1), encoding="utf-8")
    done = zeren("validate", broken)
    assert done.returncode == 1
    assert "zrsh:Assignment-position" in done.stdout
    report = json.loads(zeren("validate", broken, "--json").stdout)
    assert not report["conforms"]


def test_a_graph_that_breaks_a_shape_is_not_published(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 1, the results shown, and the last good build stays."""
    before = (small / "SHA256SUMS").read_text()

    def spoilt(function: Callable[[Any], Any], items: Sequence[Any]) -> Iterator[Any]:
        """Do the step, but lose the type of every task."""
        for item in map(function, items):
            if isinstance(item, Built):
                yield item
            else:
                lost = b"<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/zeren/ns#Task>"
                kept = (line for line in item.stated.triples.splitlines(True) if lost not in line)
                yield replace(item, stated=Packed(b"".join(kept)))

    monkeypatch.setattr(build_graph, "each", spoilt)
    monkeypatch.setattr(sys, "argv", ["zeren", "build", str(SMALL), "--out", str(small)])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 1
    shown = capsys.readouterr()
    assert "does not conform" in shown.out
    assert "zrsh:Task-type" in shown.out
    assert "Nothing was replaced" in shown.err
    assert (small / "SHA256SUMS").read_text() == before


#: What a user may do wrong: arguments, and a word that the message must hold.
BAD = {
    "missing file": (["build", "no-such-file.txt"], "no-such-file.txt"),
    "a folder": (["read", "."], "."),
    "not a text": (["build", "binary.txt"], "PNG"),
    "no task": (["build", "no-task.txt"], "no task found"),
    "no title": (["build", "no-title.txt"], "no-title.toml"),
    "unknown query": (["query", "no-such-query"], "no-such-query"),
    "near query": (["query", "task"], "tasks"),
    "no build": (["query", "tasks", "--build", "nowhere"], "zeren build"),
    "broken build": (["query", "tasks", "--build", "broken"], "zeren build"),
    "bad parameter": (["query", "tasks-led-by", "--param", "unit"], "name=value"),
    "unknown degree": (["query", "tasks", "--degree", "guessed", "--build", "BUILD"], "entailed"),
    "unknown basis": (["query", "tasks", "--without-basis", "hearsay", "--build", "BUILD"], "editorial"),
    "nothing to check": (["check"], "zeren build"),
    "unknown format": (["query", "tasks", "--format", "pdf", "--build", "BUILD"], "csv"),
    "no engine": (["build", "--engine", "hermit"], "owlrl"),
    "bad base": (["build", "--base", "here"], "base"),
    "not RDF": (["validate", "binary.ttl"], "RDF"),
    "no format": (["validate", "binary.txt"], "*.ttl"),
    "out is a folder": (["build", "--out", "broken"], "--out"),
}


@pytest.mark.parametrize("name", sorted(BAD))
def test_bad_input_is_one_clear_line(name: str, tmp_path: Path, small: Path) -> None:
    """Exit code 2, one line on the error stream, nothing on the other, nothing written."""
    (tmp_path / "binary.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\xff\xfe")
    (tmp_path / "binary.ttl").write_bytes(b"<a> <b")
    (tmp_path / "no-task.txt").write_text("今天天气很好。\n", encoding="utf-8")
    (tmp_path / "no-title.txt").write_text("1.修路。(责任单位:市甲局)\n", encoding="utf-8")
    (tmp_path / "broken" / "store").mkdir(parents=True)
    (tmp_path / "broken" / "store" / "CURRENT").write_text("nonsense")
    before = sorted(tmp_path.rglob("*"))
    args, word = BAD[name]
    done = zeren(*(str(small) if arg == "BUILD" else arg for arg in args), cwd=tmp_path)
    assert done.returncode == 2, done.stdout + done.stderr
    assert done.stdout == ""
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, lines
    assert word in lines[0]
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("form", ["table", "csv"])
def test_a_full_disk_is_one_clear_line(form: str, small: Path) -> None:
    """What cannot be written is no traceback."""
    command = [sys.executable, "-m", "zeren", "query", "tasks", "--format", form, "--build", str(small)]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert [line[:32] for line in done.stderr.splitlines()] == ["zeren: Nothing more can be writte"[:32]]
