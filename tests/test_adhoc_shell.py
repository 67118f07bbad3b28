"""``zeren sparql`` as a user meets it: what it prints and returns, and that it leaves nothing running."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from small_build import small_store, write_build

from zeren.query import table

T = TypeVar("T")

#: Every triple with every other: more rows than any machine holds.
PRODUCT = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
#: The keys of the small graph's tasks, in the order of their characters.
KEYS = sorted(row["key"] for row in table(small_store(), "tasks"))
TRIPLES_OF_TASKS = "CONSTRUCT { ?task zr:text ?text } { ?task a zr:Task ; zr:text ?text }"


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a build folder with the small graph."""
    return write_build(tmp_path_factory.mktemp("adhoc"))


def _zeren(*args: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "zeren", *args]
    return subprocess.run(command, capture_output=True, text=True, input=stdin, check=False)


def test_shell(build: Path, tmp_path: Path) -> None:
    """A file or standard input; what is cut off says so aside; errors are one line and exit code 2."""
    file = tmp_path / "question.rq"
    file.write_text("\ufeffSELECT ?key { ?t a zr:Task ; skos:notation ?key }", encoding="utf-8")
    place = ("--build", str(build))
    done = _zeren("sparql", str(file), "--format", "csv", *place)
    assert (done.returncode, done.stdout.split(), done.stderr) == (
        0,
        ["key", *KEYS],
        "",
    )
    cut = _zeren("sparql", "-", "--limit", "3", "--cite", *place, stdin=PRODUCT)
    assert cut.returncode == 0
    assert "cut off after 3" in cut.stderr
    assert "Cut off: only the first 3" in cut.stdout
    for form, mark in (("json", "%22cut%22%3A%20true"), ("xml", "%22cut%22%3A%20true")):
        assert mark in _zeren("sparql", "-", "--limit", "3", "-f", form, *place, stdin=PRODUCT).stdout
    graph = _zeren("sparql", "-", "--limit", "1", *place, stdin=TRIPLES_OF_TASKS).stdout
    assert "Cut off: only the first 1" in graph
    assert _zeren("sparql", "-", *place, stdin="ASK {}").stdout == "true 是\n"
    endless = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STRLEN(?c) + STRLEN(?i) < 0) }"
    for arguments, stdin, says in [
        (["-", "--timeout", "1"], endless, "stopped after 1 seconds"),
        (["-", "--timeout", "0"], "ASK {}", "above 0"),
        (["-"], "CLEAR ALL", "update"),
        (["-"], "SELECT ?x { ?s ?p ?o } GROUP BY ?s", "no SPARQL 1.1"),
        ([str(tmp_path / "none.rq")], "", "none.rq"),
        (["-", "--degree", "guessed"], "ASK {}", "stated, entailed, derived"),
        (["-", "--format", "csv"], "ASK {}", "does not fit"),
    ]:
        done = _zeren("sparql", *arguments, *place, stdin=stdin)
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1), done.stderr
        assert says in done.stderr


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_stopped_shell_leaves_no_process(build: Path, number: signal.Signals) -> None:
    """Whoever ends the command ends the question too."""
    command = [sys.executable, "-m", "zeren", "sparql", "-", "--build", str(build)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as shell:
        assert shell.stdin is not None
        shell.stdin.write(PRODUCT.replace("*", "(COUNT(*) AS ?n)", 1).encode())
        shell.stdin.close()
        workers = Path(f"/proc/{shell.pid}/task/{shell.pid}/children")
        worker = _until(lambda: workers.read_text().split())[0]
        # Libraries are read only after the worker has asked to end with its parent.
        _until(lambda: "pyoxigraph" in Path(f"/proc/{worker}/maps").read_text())
        shell.send_signal(number)
    assert _until(lambda: not Path(f"/proc/{worker}").exists() or " Z " in _stat(worker))


def _stat(process: str) -> str:
    return Path(f"/proc/{process}/stat").read_text() if Path(f"/proc/{process}").exists() else " Z "


def _until(happens: Callable[[], T]) -> T:
    """Wait until something is so; it is what is returned."""
    end = time.monotonic() + 10
    while not (found := happens()) and time.monotonic() < end:
        time.sleep(0.02)
    assert found
    return found


def test_the_shell_itself_stays_light(build: Path) -> None:
    """The parser is loaded in the process that can be stopped, not in the shell."""
    code = (
        "import sys; from pathlib import Path; from zeren.adhoc import ask_sparql;"
        "ask_sparql('ASK {}', source=Path(sys.argv[1]));"
        "print(sorted({'rdflib', 'pyparsing', 'polars'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", code, str(build)]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "[]\n"
