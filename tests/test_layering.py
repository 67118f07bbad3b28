"""Imports only go down the way through the house, and a question starts without the big libraries."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "src" / "zeren"
#: Shared by every step; they import one another at most.
LEAVES = {
    *("__init__", "errors", "headers", "iris", "namespaces", "ontology", "processes"),
    *("rdf", "records", "resources", "terms", "units"),
}
#: The modules of the steps, first to last: one document, then what spans documents, then the shell.
WAY = [
    *("carry", "read", "accuracy", "coverage", "units_rdf", "to_rdf", "suggest", "infer", "validate"),
    *("crosscheck", "links", "quads", "store", "degrees", "catalogue", "found", "engines", "cite"),
    *("frames", "tables", "params", "query", "checks", "guard", "worker", "adhoc", "api", "dumps"),
    *("catalogue_rdf", "quality"),
    *("corpus", "schemes", "report", "screen", "asking", "unit_commands", "cli", "__main__"),
]
#: Runs the shell and then names every module that was loaded for it.
LOADED = """
import sys
from zeren.cli import main
try:
    main()
finally:
    print(*sys.modules, file=sys.stderr)
"""
FILES = sorted(PACKAGE.rglob("*.py"))


def step_of(file: Path) -> str:
    """Return the step that a file belongs to: its name, or that of the folder it is in."""
    return file.relative_to(PACKAGE).with_suffix("").parts[0]


def imported_steps(file: Path) -> set[str]:
    """Return the steps and leaves that a file imports, wherever in it the import stands."""
    package = ["zeren", *file.relative_to(PACKAGE).parent.parts]
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*above, *([node.module] if node.module else [])])
            names.update(f"{module}.{alias.name}" for alias in node.names)
    parts = [name.split(".") for name in names]
    known = {step_of(other) for other in FILES}
    steps = {part[1] for part in parts if part[0] == "zeren" and len(part) > 1 and part[1] in known}
    return steps | {"build_graph" for part in parts if part[0] == "build_graph"}


def test_every_module_has_a_place() -> None:
    """A new module is put on the way, or among the leaves, on purpose."""
    assert {step_of(file) for file in FILES} == LEAVES | set(WAY)
    assert len(WAY) == len(set(WAY) - LEAVES)


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_imports_go_down(file: Path) -> None:
    """A step imports leaves, itself and earlier steps; the shell knows the main job, the face how to ask."""
    step = step_of(file)
    allowed = LEAVES if step in LEAVES else LEAVES | set(WAY[: WAY.index(step) + 1])
    allowed = allowed | {"cli": {"build_graph"}, "__init__": {"api"}}.get(step, set())
    assert imported_steps(file) - allowed == set()


def test_finder_sees_each_form() -> None:
    """The test above would see an import in any form, also inside a function."""
    assert imported_steps(PACKAGE / "cli.py") >= {"errors", "asking", "screen", "validate", "build_graph"}
    assert imported_steps(PACKAGE / "infer.py") >= {"resources", "namespaces"}
    assert "records" in imported_steps(PACKAGE / "read" / "document.py")


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["queries"], ["query", "tasks-led-by"]],
    ids=lambda arguments: " ".join(arguments),
)
def test_a_question_starts_without_the_big_libraries(arguments: list[str], build_folder: Path) -> None:
    """Help and stored questions do not wait for what only a build needs."""
    command = [sys.executable, "-c", LOADED, *arguments]
    done = subprocess.run(command, cwd=build_folder.parent, capture_output=True, text=True, check=True)
    loaded = set(done.stderr.splitlines()[-1].split())
    assert "zeren.cli" in loaded
    assert loaded & {"rdflib", "pyshacl", "owlrl", "reasonable", "polars", "pandas", "build_graph"} == set()
