"""The guide to tables of units: its commands, run in their order, print what it shows."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from zeren.corpus import background
from zeren.links import links_to_rdf

CLONE = Path(__file__).parent.parent
GUIDE = CLONE / "docs" / "units.md"


def commands() -> list[tuple[str, str]]:
    """Return the commands of the guide, each with what it prints."""
    text = GUIDE.read_text(encoding="utf-8")
    blocks = re.findall(r"^```console\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [
        (command, output)
        for block in blocks
        for command, output in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE)
    ]


def run(command: str, folder: Path) -> str:
    """Return what a command prints, blanks at line ends cut; 1 is the answer that there is something."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {"PATH": path, "COLUMNS": "100", "LANG": "C.UTF-8", "NO_COLOR": "1"}
    done = subprocess.run(
        command, shell=True, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode in ((0, 1) if command.startswith("zeren units") else (0,)), done.stderr
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


def test_the_guide(tmp_path: Path) -> None:
    """From the first command to the last, in one folder."""
    (tmp_path / "tests").symlink_to(CLONE / "tests")
    found = commands()
    assert len(found) == 17
    for command, shown in found:
        assert run(command, tmp_path) == shown, command


def test_the_tables_of_the_guide(tmp_path: Path) -> None:
    """The smallest table and the links that the guide shows are read as they stand."""
    text = GUIDE.read_text(encoding="utf-8")
    [table] = re.findall(r"^```csv\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    [links] = re.findall(r"^```text\n(#mapping_set_id.*?)^```$", text, re.MULTILINE | re.DOTALL)
    for name, content in (("shiqiao/units.csv", table), ("yunjiang/links.sssom.tsv", links)):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(content, encoding="utf-8")
    rows = (CLONE / "tests" / "data" / "suggest" / "tables" / "yunjiang" / "units.csv").read_bytes()
    (tmp_path / "yunjiang" / "units.csv").write_bytes(rows)
    known = background(tables=tmp_path)
    assert {j.slug for j in known.authority.jurisdictions} == {"shiqiao", "wuhan", "yunjiang"}
    shipped = links_to_rdf(known.authority)
    own = links_to_rdf(known.authority, extra=tmp_path) - shipped
    assert len(own) == 1
