"""Asking from Python."""

from __future__ import annotations

import inspect
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from servers import oxigraph_server
from small_build import small_store, write_build

import zeren
from zeren.api import Data
from zeren.catalogue import catalogue
from zeren.errors import ZerenError


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a build folder with the small graph."""
    return write_build(tmp_path_factory.mktemp("api"))


def test_import_is_light() -> None:
    """``import zeren`` loads no library."""
    code = "import sys, zeren; print(sorted({'pyoxigraph', 'rdflib', 'yaml', 'polars'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout == b"[]\n"


def test_query(build: Path) -> None:
    """The same rows from a folder, given as text or path, and from an endpoint."""
    rows = zeren.open(str(build)).query("tasks-led-by", unit="市教育局").rows()
    assert rows
    assert zeren.open(build).query("tasks-led-by", unit="市教育局").rows() == rows
    both = zeren.open(build).query("tasks-led-by", unit=["市教育局", "市水务局"]).rows()
    assert len(both) > len(rows)
    with oxigraph_server(small_store(), build / "served") as endpoint:
        assert zeren.open(endpoint).query("tasks-led-by", unit="市教育局").rows() == rows
        assert zeren.open(endpoint).sparql("ASK { ?t a zr:Task }").truth


def test_numbers_may_be_numbers(build: Path) -> None:
    """A parameter that is a number takes one."""
    data = zeren.open(build)
    assert (
        data.query("who-works-with-whom", least=4).rows()
        == data.query("who-works-with-whom", least="4").rows()
    )
    with pytest.raises(ZerenError, match="no integer"):
        data.query("who-works-with-whom", least=Decimal("2.5"))
    wrong: Any
    for wrong in (2.5, None):
        with pytest.raises(ZerenError, match="no integer"):
            data.query("who-works-with-whom", least=wrong)


def test_degree_and_basis(build: Path) -> None:
    """An answer can rest on less."""
    data = zeren.open(build)
    everything = data.query("load-of-units")
    stated = data.query("load-of-units", degree="stated", without_basis=["editorial"])
    assert stated.rows() != everything.rows()
    assert (stated.citation.degree, stated.citation.without_basis) == ("stated", ("editorial",))
    assert data.query("load-of-units", without_basis="editorial").citation.without_basis == ("editorial",)
    for wrong in ({"degree": "guessed"}, {"without_basis": ["hearsay"]}):
        with pytest.raises(ZerenError, match="Use one of"):
            data.query("tasks", **wrong)


def test_sparql(build: Path) -> None:
    """A question of one's own, with its limits."""
    answer = zeren.open(build).sparql("SELECT ?t { ?t a zr:Task }", rows=2)
    assert len(answer.rows()) == 2
    assert answer.cut
    with pytest.raises(ZerenError, match="update"):
        zeren.open(build).sparql("CLEAR ALL")


def test_no_build(tmp_path: Path) -> None:
    """Opening says at once that there is nothing to open."""
    with pytest.raises(ZerenError, match="zeren build"):
        zeren.open(tmp_path)


def test_every_parameter_can_be_given_by_name() -> None:
    """No stored query has a parameter that is called like one of ours."""
    ours = {name for name, p in inspect.signature(Data.query).parameters.items() if p.kind is p.KEYWORD_ONLY}
    assert ours == {"degree", "without_basis"}
    assert [query.id for query in catalogue().values() if ours & query.params.keys()] == []
