"""How an answer is cited: enough for another to get the same rows, in zh and en, honest about gaps."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pyoxigraph as ox
import pytest
from servers import oxigraph_server
from small_build import CLOCK, SHA256, small_store, write_build

from zeren import __version__
from zeren.catalogue import load
from zeren.cite import Citation, Edition, Setting, cite, now
from zeren.engines import Embedded
from zeren.found import Found
from zeren.query import ask, run

STORE = small_store()
UNIT = "https://w3id.org/zeren/unit/wuhan/"
DATASET = "https://w3id.org/zeren/dataset"


def citation(**setting: object) -> Citation:
    """Ask which tasks a unit leads, and return how to cite the answer."""
    made = Setting(clock=CLOCK, **setting)  # type: ignore[arg-type]
    return ask(STORE, load("tasks-led-by"), {"unit": "市教育局"}, setting=made).citation


def test_all_that_is_needed_is_there() -> None:
    """Query and version, parameters as terms, data version, graph hash, time, size."""
    made = citation()
    assert (made.query, made.version) == ("tasks-led-by", load("tasks-led-by").version)
    assert made.params == {"unit": f"<{UNIT}shi-jiao-yu-ju>"}
    assert made.editions == (Edition(dataset=DATASET, version=__version__, sha256=SHA256),)
    assert made.asked == CLOCK()
    assert made.size == len(ask(STORE, load("tasks-led-by"), {"unit": "市教育局"}).rows())
    assert not made.cut


@pytest.mark.parametrize("language", ["zh", "en"])
def test_text(language: str) -> None:
    """One paragraph says it all."""
    text = citation(degree="entailed", without_basis=("editorial", "rule")).text(language)
    for part in (
        "tasks-led-by",
        "1.0.0",
        f"<{UNIT}shi-jiao-yu-ju>",
        DATASET,
        __version__,
        SHA256,
        "editorial",
    ):
        assert part in text
    assert "2026-01-02T03:04:05Z" in text
    assert load("tasks-led-by").title[language] in text
    assert "\n" not in text


def test_defaults_are_cited_too() -> None:
    """Who gives no value has asked with the default."""
    made = ask(STORE, load("tasks-led-by")).citation
    assert made.params == dict(load("tasks-led-by").defaults)


def test_degree_and_basis_are_told() -> None:
    """What was left out is said, and whether the query would have needed it."""
    load_of_units = load("load-of-units")
    assert load_of_units.degree == "derived"
    assert ask(STORE, load_of_units, setting=Setting(degree="entailed")).citation.needs_more == "derived"
    assert ask(STORE, load_of_units).citation.needs_more is None
    assert "stated facts alone" in citation(degree="stated").text("en")
    assert "仅原文所载" in citation(degree="stated").text("zh")


def test_json() -> None:
    """For a machine: the same, with both texts; the folder of this machine means nothing elsewhere."""
    made = citation(source="/home/me/build")
    fields = json.loads(json.dumps(made.as_json()))
    assert fields["query"] == "tasks-led-by"
    assert fields["editions"] == [{"dataset": DATASET, "version": __version__, "sha256": SHA256}]
    assert fields["asked"] == "2026-01-02T03:04:05Z"
    assert fields["text"] == {"zh": made.text("zh"), "en": made.text("en")}
    assert "/home/me" not in json.dumps(fields) + made.text("en") + made.text("zh")
    head, _, body = made.as_link().partition(",")
    assert head == "data:application/json"
    assert json.loads(unquote(body)) == fields
    remote = citation(source="https://example.org/sparql")
    assert remote.as_json()["source"] == "https://example.org/sparql"
    assert "https://example.org/sparql" in remote.text("zh")


def test_data_without_a_description() -> None:
    """A store that does not say which data it holds is not given a version."""
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.NamedNode("urn:o")))
    made = ask(store, load("tasks")).citation
    assert made.editions == ()
    assert "of no stated version" in made.text("en")
    assert "版本不详" in made.text("zh")


def test_what_was_cut_off_says_so() -> None:
    """The reader of a part must know that it is one."""
    found = Found(kind="rows", data=b"", size=3, cut=True)
    made = cite(found, "SELECT", setting=Setting(), of=())
    assert made.text("en").endswith("Cut off: only the first 3 rows or triples, there are more.")
    assert made.text("zh").endswith("结果已截断：仅前 3 条，尚有更多。")
    assert made.as_json()["cut"] is True


def test_the_clock() -> None:
    """The time of asking is universal time, to the second."""
    assert now().utcoffset() == CLOCK().utcoffset()
    assert now().microsecond == 0


def test_remote_is_cited_like_embedded(tmp_path: Path) -> None:
    """The same data is told by an endpoint, and which endpoint it was."""
    build = write_build(tmp_path)
    setting = Setting(clock=CLOCK, degree="entailed")
    with oxigraph_server(small_store(), build / "served") as endpoint:
        local, remote = (run("tasks", source=s, setting=setting) for s in (build, endpoint))
    assert remote.data == local.data
    assert remote.citation.source == endpoint
    assert remote.citation.editions == local.citation.editions
    assert remote.citation.text("en") == local.citation.text("en").replace(
        " Asked 2026", f" Asked of {endpoint}. Asked 2026"
    )
    assert Embedded(STORE).graphs() != []


def test_shell(tmp_path: Path) -> None:
    """Below a table; aside where the output is a file, which stays pure."""
    build = write_build(tmp_path)

    def zeren(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "zeren", "query", "load-of-units", "--build", str(build), *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True)

    table = zeren("--cite")
    assert table.stdout.count(SHA256) == 2
    assert SHA256 not in table.stderr
    csv = zeren("--cite", "--format", "csv")
    assert csv.stdout == zeren("--format", "csv").stdout
    assert csv.stderr.count(SHA256) == 2
    assert SHA256 in zeren("--cite", "--format", "json").stdout
    assert SHA256 not in zeren("--format", "json").stdout
    assert "needs derived facts" in zeren("--degree", "stated").stderr
