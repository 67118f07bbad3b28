"""The project around the code: versions agree, locks agree, pages are fresh, READMEs tell the truth."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from rdflib import Graph, URIRef
from servers import oxigraph_server

import zeren
from docs.generate import pages
from zeren.engines import open_store
from zeren.namespaces import expand

CLONE = Path(__file__).parent.parent
READMES = ["README.md", "README.zh.md"]
#: Every page for people, by its path in the clone.
PAGES = sorted(str(page.relative_to(CLONE)) for page in [*CLONE.glob("*.md"), *CLONE.glob("docs/**/*.md")])


def read(name: str) -> str:
    """Return the text of a file of the clone."""
    return (CLONE / name).read_text(encoding="utf-8")


def pyproject() -> dict[str, Any]:
    """Return the project's own description."""
    return tomllib.loads(read("pyproject.toml"))


def console_blocks(name: str) -> list[tuple[str, str]]:
    """Return the (command, output) pairs of a page's ``console`` blocks."""
    blocks = re.findall(r"^```console\n(.*?)^```$", read(name), re.MULTILINE | re.DOTALL)
    return [
        (command, output)
        for block in blocks
        for command, output in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE)
    ]


def python_blocks(name: str) -> list[tuple[str, str]]:
    """Return the (code, output) pairs of a page: a ``python`` block and the ``text`` block below it."""
    pattern = r"^```python\n(.*?)^```\n\s*^```text\n(.*?)^```$"
    return re.findall(pattern, read(name), re.MULTILINE | re.DOTALL)


@cache
def run(command: str | tuple[str, ...], folder: Path) -> str:
    """Run a command as a reader would, in a folder, and return what it prints, blanks at line ends cut.

    The READMEs show the same commands, so each is run once.
    """
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {"PATH": path, "COLUMNS": "100", "LANG": "C.UTF-8", "NO_COLOR": "1"}
    shell = isinstance(command, str)
    done = subprocess.run(
        command, shell=shell, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return "\n".join(line.rstrip() for line in done.stdout.splitlines()).strip("\n")


@pytest.fixture(scope="module")
def clone_with_build(build_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that looks like a clone after ``make graph``."""
    folder = tmp_path_factory.mktemp("clone")
    for top in ("data", "queries", "shapes", "ontology"):
        (folder / top).symlink_to(CLONE / top)
    (folder / "build").symlink_to(build_folder)
    return folder


def test_versions_agree() -> None:
    """One version stands in the package, its description, the citation and the ontology's header."""
    core = Graph().parse(CLONE / "ontology" / "core.ttl")
    ontology = URIRef(expand("zr:").rstrip("#"))
    in_ontology = core.value(ontology, URIRef(expand("owl:versionInfo")))
    version_iri = core.value(ontology, URIRef(expand("owl:versionIRI")))
    assert pyproject()["project"]["version"] == zeren.__version__
    assert yaml.safe_load(read("CITATION.cff"))["version"] == zeren.__version__
    assert str(in_ontology) == zeren.__version__
    assert str(version_iri).endswith(zeren.__version__)


def test_locks_agree() -> None:
    """Both locks pin the same releases, with hashes, and cover what the project asks for."""
    pins = [
        dict(re.findall(r"^([\w.-]+)==(\S+)", read(name), re.MULTILINE))
        for name in ("requirements.lock", "requirements-dev.lock")
    ]
    assert pins[0].items() <= pins[1].items()
    wanted = {re.split(r"[<>=]", one)[0].lower() for one in pyproject()["project"]["dependencies"]}
    assert wanted <= pins[0].keys()
    wanted_dev = pyproject()["dependency-groups"]["dev"][1:]
    assert {re.split(r"[<>=]", one)[0].lower() for one in wanted_dev} <= pins[1].keys()


def test_generated_pages_are_fresh(build_folder: Path) -> None:
    """Regenerating changes nothing (else: ``make docs``)."""
    made = pages(build_folder)
    assert len(made) == 7
    stale = [str(path.relative_to(CLONE)) for path, text in made.items() if path.read_text("utf-8") != text]
    assert stale == []


@pytest.mark.parametrize("name", [*READMES, "CONTRIBUTING.md"])
def test_make_targets_exist(name: str) -> None:
    """Each ``make`` command that a page names is there."""
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make ([a-z]+)", read(name), re.MULTILINE))
    assert named <= targets
    assert "test" in named


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name: str) -> None:
    """Each relative link of a page names a file of the clone (``build/`` is made by the main job)."""
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", read(name))
    missing = [link for link in links if not (CLONE / name).parent.joinpath(link).exists()]
    assert missing == []


@pytest.mark.parametrize("name", [*READMES, "data/documents/SOURCES.md"])
def test_console_blocks_print_what_they_show(name: str, clone_with_build: Path) -> None:
    """The commands of a page, run where a reader runs them, print what the page shows."""
    blocks = console_blocks(name)
    assert blocks
    for command, shown in blocks:
        assert run(command, clone_with_build) == shown.rstrip(), command


def test_curl_prints_what_the_page_shows(build_folder: Path, clone_with_build: Path, tmp_path: Path) -> None:
    """The curl commands of their page get from a real server what the page shows."""
    assert shutil.which("curl"), "install curl"
    blocks = console_blocks("docs/curl.md")
    assert len(blocks) == 5
    with oxigraph_server(open_store(build_folder), tmp_path / "store") as endpoint:
        for command, shown in blocks:
            assert "localhost:7878/query" in command
            here = command.replace("localhost:7878/query", endpoint)
            assert run(here, clone_with_build) == shown.rstrip(), command


@pytest.mark.parametrize("name", READMES)
def test_python_blocks_print_what_they_show(name: str, clone_with_build: Path) -> None:
    """So does the Python of a page."""
    blocks = python_blocks(name)
    assert len(blocks) == 2
    for code, shown in blocks:
        assert run((sys.executable, "-c", code), clone_with_build) == shown.rstrip(), code


def test_readmes_show_the_same() -> None:
    """The Chinese README runs what the English one runs."""
    english, chinese = READMES
    assert console_blocks(chinese) == console_blocks(english)
    assert [code for code, _ in python_blocks(chinese)] == [code for code, _ in python_blocks(english)]
