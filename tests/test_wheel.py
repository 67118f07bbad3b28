"""The wheel holds all that the main job needs: it runs from an empty folder, far from the clone."""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
import sys
import venv
from importlib.metadata import distribution
from pathlib import Path

import pytest

CLONE = Path(__file__).parent.parent
DOCUMENT = CLONE / "data" / "documents" / "wuhan-2023-part2.txt"


def call(*command: str | Path, cwd: Path) -> str:
    """Run a command with nothing of the clone in its environment and return what it prints."""
    environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def link_libraries(folder: Path) -> None:
    """Show the libraries of ``requirements.lock``, and no other, in a folder.

    They are links to this environment's copies: what is tested is ours, not another download of theirs.
    """
    lock = (CLONE / "requirements.lock").read_text(encoding="utf-8")
    folder.mkdir()
    for name, marker in re.findall(r"^([\w.-]+)==\S+( ;[^\n]*)? \\$", lock, re.MULTILINE):
        if "win32" in marker or ("<" in marker and sys.version_info >= (3, 12)):
            continue
        files = distribution(name).files or []
        for top in {file.parts[0] for file in files} - {"..", "__pycache__"}:
            (folder / top).symlink_to(str(distribution(name).locate_file(top)))


@pytest.fixture(scope="module")
def bin_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build source archive and, from it, the wheel; install that in a new environment."""
    home = tmp_path_factory.mktemp("wheel")
    call(sys.executable, "-m", "build", "--no-isolation", "--outdir", home / "dist", CLONE, cwd=home)
    (wheel,) = (home / "dist").glob("*.whl")
    venv.create(home / "env", with_pip=False)
    python = home / "env" / "bin" / "python"
    install = ["-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", "--no-index"]
    call(sys.executable, *install, wheel, cwd=home)
    (site,) = (home / "env").glob("lib/python*/site-packages")
    link_libraries(home / "libraries")
    (site / "libraries.pth").write_text(str(home / "libraries") + "\n", encoding="utf-8")
    return python.parent


def test_all_comes_from_the_wheel(bin_folder: Path, tmp_path: Path) -> None:
    """Code and shipped folders are those of the installed wheel."""
    code = (
        "import build_graph, zeren, zeren.resources as r;"
        "print(build_graph.__file__, zeren.__file__,"
        " *(r.folder(name) for name in ('ontology', 'shapes', 'queries', 'data')))"
    )
    places = call(bin_folder / "python", "-c", code, cwd=tmp_path).split()
    assert len(places) == 6
    assert all(Path(place).is_relative_to(bin_folder.parent) for place in places)
    assert all(Path(place).exists() for place in places)


def test_same_folders_as_the_clone(bin_folder: Path) -> None:
    """Not one file of the shipped folders is missing in the wheel, and none is too many."""
    (shipped,) = bin_folder.parent.glob("lib/python*/site-packages/zeren/_shipped")
    for name in ("ontology", "shapes", "queries", "data"):
        ours = {str(file.relative_to(CLONE)) for file in (CLONE / name).rglob("*") if file.is_file()}
        theirs = {str(file.relative_to(shipped)) for file in (shipped / name).rglob("*") if file.is_file()}
        assert theirs == ours
        assert ours


def test_main_job_in_an_empty_folder(bin_folder: Path, tmp_path: Path) -> None:
    """A user who has only the wheel and a document builds the graph and asks it."""
    shutil.copy(DOCUMENT, tmp_path / "scheme.txt")
    call(bin_folder / "zeren", "build", "scheme.txt", cwd=tmp_path)
    answer = call(bin_folder / "zeren", "query", "tasks", "--format", "csv", cwd=tmp_path)
    rows = list(csv.DictReader(answer.splitlines()))
    assert len(rows) == 202
    assert rows[0]["key"] == "p2.116"
