"""Several files and several versions of one scheme, built together: a worked example.

``tests/data/schemes/first.txt`` and ``rest.txt`` are two files of a scheme between which numbers are missing;
``corrected.txt`` is another version of the first.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from made import assigned, document, meta, span, task
from rdflib.namespace import DCTERMS, SKOS

from build_graph import build, check
from zeren.catalogue import catalogue, checks
from zeren.corpus import Background, Built, Stated, assemble
from zeren.errors import ZerenError
from zeren.namespaces import BASE
from zeren.query import ask, open_store
from zeren.rdf import Packed
from zeren.records import Document, Rule
from zeren.schemes import gaps, rules, schemes
from zeren.terms import ZR
from zeren.to_rdf import iris_of, to_rdf
from zeren.units import Authority, SchemeRow
from zeren.validate import load, validate

DATA = Path(__file__).parent / "data" / "schemes"
SCHEME = "yun-jiang-shi-d7ba9a-2024"


def copied(folder: Path, *names: str, version: int | None = None) -> list[Path]:
    """Copy documents into a folder, the last one with its version beside it."""
    paths = [Path(shutil.copy(DATA / f"{name}.txt", folder)) for name in names]
    if version:
        paths[-1].with_suffix(".toml").write_text(f"version = {version}\n", encoding="utf-8")
    return paths


def answers(out: Path, name: str, *columns: str) -> list[tuple[str, ...]]:
    """Return columns of a stored query's answer on a build."""
    return [tuple(row[c] for c in columns) for row in ask(open_store(out), catalogue()[name]).rows()]


# Versions


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a scheme and its corrected version together."""
    folder = tmp_path_factory.mktemp("both")
    build(copied(folder, "first", "corrected", version=2), folder / "out")
    return folder / "out"


def test_two_versions_are_told_apart(both: Path) -> None:
    """Both are in the graph; `tasks` shows each under its scheme, and the second says what it replaces."""
    shown = answers(both, "tasks", "scheme", "key", "text")
    assert [(scheme, key) for scheme, key, _ in shown] == [
        (scheme, key) for scheme in (SCHEME, f"{SCHEME}-v2") for key in ("p1.1", "p1.2", "p2.1")
    ]
    assert {text for scheme, key, text in shown if key == "p1.1"} == {"新建充电站5座。", "新建充电站6座。"}
    stated = (both / "zeren.ttl").read_text(encoding="utf-8")
    assert f"dcterms:replaces <{BASE}{SCHEME}>" in stated
    assert validate(load(both / "zeren.ttl")).conforms


def test_counts_leave_out_what_was_corrected(both: Path, tmp_path: Path) -> None:
    """Who counts over all schemes counts the version that holds, alone or beside the one before it."""
    build(copied(tmp_path, "corrected", version=2), tmp_path / "alone")
    for name, columns in {
        "units": ("name_zh", "tasks_led", "tasks_total"),
        "load-of-units": ("unit", "leads", "all"),
        "units-by-kind": ("kind", "units", "tasks"),
        "targets-by-bound": ("bound", "targets", "tasks"),
        "measures": ("measure", "targets", "most"),
        "units-that-never-lead": ("unit", "tasks"),
        "measurable-tasks": ("unit", "tasks_led", "targets"),
    }.items():
        alone = answers(tmp_path / "alone", name, *columns)
        assert answers(both, name, *columns) == alone


def test_two_versions_that_do_not_say_so_are_refused(tmp_path: Path) -> None:
    """The error says how to tell them apart."""
    with pytest.raises(ZerenError, match="both state task") as error:
        build(copied(tmp_path, "first", "corrected"), tmp_path / "out")
    assert "version = 2" in error.value.mend


def test_one_document_in_two_carriers_is_one(tmp_path: Path) -> None:
    """The same text is the same document, whatever bytes it came in; the first that was given counts."""
    [first] = copied(tmp_path, "first")
    again = tmp_path / "again.txt"
    again.write_text(first.read_text(encoding="utf-8"), encoding="utf-16")
    [built] = build([first, again, first], tmp_path / "out")
    assert built.document.name == "first.txt"


# Files


def test_gaps_between_files(tmp_path: Path) -> None:
    """Numbers that no file has are in the report and found by a check; a text's copy is linked."""
    built = build(copied(tmp_path, "first", "rest"), tmp_path / "out")
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    [scheme] = report["schemes"]
    assert scheme["iri"] == BASE + SCHEME
    assert scheme["documents"] == ["first.txt", "rest.txt"]
    assert sorted(scheme["gaps"]) == ["p1.3 … p1.4", "p3"]
    assert "- p1.3 … p1.4\n" in (tmp_path / "out" / "report.md").read_text(encoding="utf-8")
    for part in built:
        text = tmp_path / "out" / "documents" / f"{part.document.text_sha256[:12]}.txt"
        assert text.read_text(encoding="utf-8") == part.document.text
        assert f"](documents/{text.name})" in (tmp_path / "out" / "report.md").read_text(encoding="utf-8")
    found = ask(open_store(tmp_path / "out"), checks()["gap-in-numbers"].query).rows()
    assert [row["node"].rpartition("/")[2] for row in found] == ["p4", "p1.5"]


LINES = {1: "1.修路。(责任单位:市交通局)", 2: "2.架桥。(责任单位:市水务局)"}
RULE = "未明确牵头单位的,责任单位即为牵头单位"


def file(number: int, notation: str | None = None) -> Document:
    """Return one of two files of a scheme, which may state a rule."""
    line = LINES[number]
    text = f"{RULE}。\n一、交通\n{line}\n"
    return document(
        text,
        task(text, line, number, assigned(text, line[-6:-1].lstrip(":"), 1)),
        metadata=meta(),
        rule=Rule(notation=notation, span=span(text, RULE)) if notation else None,
    )


def built_of(made: Document, known: Background) -> Built:
    """Take a document made as records through all steps."""
    iris = iris_of(made, authority=known.authority)
    graph = to_rdf(made, authority=known.authority, names=known.names)
    return check(Stated(document=made, iris=iris, stated=Packed.of(graph)))


def test_one_file_states_the_rule(known: Background) -> None:
    """Where a file of the scheme states the rule, what the table says of it goes; another rule would stay."""
    table = SchemeRow(scheme=SCHEME, accountability_rule="responsible-leads", source="editor")
    authority = Authority(known.authority.jurisdictions, known.authority.places, (table,))
    silent = to_rdf(file(2), authority=authority, names=known.names)
    parts = [built_of(file(1, "responsible-leads"), known), built_of(file(2), known)]
    parts[1] = replace(parts[1], stated=Packed.of(silent))
    stated = Packed.of_quads(
        q for q in assemble(known, parts).quads if "/stated" in str(q.graph_name)
    ).graph()
    scheme = next(stated.subjects(ZR.year))
    assert [str(basis).rpartition("/")[2] for basis in stated.objects(scheme, ZR.basis)] == ["stated"]
    assert stated.value(scheme, SKOS.editorialNote) is None
    assert stated.value(scheme, DCTERMS.title) is not None
    assert rules(parts) == {"responsible-leads": [parts[0].document.name]}


def test_two_rules_are_told(known: Background) -> None:
    """Which file states which is in the report."""
    parts = [built_of(file(1, "responsible-leads"), known), built_of(file(2, "first-listed-leads"), known)]
    assert rules(parts) == {
        "responsible-leads": [parts[0].document.name],
        "first-listed-leads": [parts[1].document.name],
    }
    assert list(schemes(parts).values()) == [parts]
    assert gaps(parts) == []
