"""The stored queries' headers: good ones load, each bad one is refused with the key that is wrong."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pyoxigraph as ox
import pytest
import yaml

from zeren.catalogue import StoredQuery, catalogue, checks, load, names, read_query
from zeren.errors import ZerenError
from zeren.namespaces import PREFIXES, VOCAB, ZR
from zeren.resources import files, folder

HEADERS = Path(__file__).parent / "data" / "queries" / "headers"
GOOD = sorted(HEADERS.glob("good*.rq"))
BAD = sorted(HEADERS.glob("bad-*.rq"))
QUERIES = list(catalogue().values())
CHECKS = [check.query for check in checks().values()]
#: The columns that DESIGN fixes.
TABLES = {
    "tasks": "scheme key section group text task",
    "assignments": "scheme key position role unit task",
    "targets": "scheme key indicator bound value measure task",
    "sections": "scheme level number title parent",
    "units": "unit name_zh name_en kind tasks_led tasks_total",
}


def test_collected() -> None:
    """The numbers of files that the tests below run over."""
    assert (len(GOOD), len(BAD), len(QUERIES), len(names()), len(CHECKS)) == (2, 39, 48, 48, 23)


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_good_header(path: Path) -> None:
    """A good header gives every field, and the default out of the query."""
    query = read_query(path)
    assert query.id == path.stem
    assert query.title == {"zh": "检索", "en": "Search"}
    assert query.defaults == {"word": '"水"'}
    assert list(query.columns) == ["word", "task"]
    assert not query.sparql.startswith("#")
    assert query.as_json()["params"]["word"]["default"] == '"水"'
    assert json.loads(json.dumps(query.as_json()))["columns"]["task"]["zh"] == "任务的网址"


def test_optional_keys() -> None:
    """Allowed values, the query that lists them, and a chart are read; without them there are none."""
    plain, full = (read_query(HEADERS / f"{name}.rq") for name in ("good", "good-all"))
    word = full.params["word"]
    assert (word.values, word.values_from) == (("水", "住房"), "good.word")
    assert full.chart is not None
    assert (full.chart.type, full.chart.axes) == ("bar", {"label": "task", "value": "word"})
    assert full.as_json()["chart"]["axes"]["label"] == "task"
    assert (plain.params["word"].values, plain.params["word"].values_from, plain.chart) == ((), None, None)


def test_only_allowed_values_are_bound() -> None:
    """A value that the header does not allow is refused, and those that it allows are named."""
    query = read_query(HEADERS / "good-all.rq")
    assert 'VALUES ?word { "住房" }' in query.bind({"word": [ox.Literal("住房")]})
    with pytest.raises(ZerenError, match=r"“火” is not allowed.*水, 住房"):
        query.bind({"word": [ox.Literal("水"), ox.Literal("火")]})


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_bad_header(path: Path) -> None:
    """A bad header is refused; the message names the file and what the file's first line expects."""
    expected = path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# expect: ")
    with pytest.raises(ZerenError) as caught:
        read_query(path)
    assert path.name in caught.value.what
    assert expected in caught.value.what


def test_unknown_query() -> None:
    """An unknown name is refused, and the nearest offered."""
    with pytest.raises(ZerenError, match="Did you mean tasks-led-by"):
        load("task-led-by")
    with pytest.raises(ZerenError, match="zeren queries"):
        load("../secret")


@pytest.mark.parametrize(("name", "columns"), TABLES.items())
def test_tables(name: str, columns: str) -> None:
    """The five tables have the fixed columns and no parameter."""
    assert (list(load(name).columns), load(name).params) == (columns.split(), {})


def test_competency() -> None:
    """Each query answers a competency question of its own, without a gap in the numbers."""
    assert sorted(query.competency for query in QUERIES) == [f"CQ{n:02}" for n in range(1, len(QUERIES) + 1)]


@pytest.mark.parametrize("query", QUERIES + CHECKS, ids=lambda query: query.id)
def test_order(query: StoredQuery) -> None:
    """Rows come in an order that the query states."""
    assert query.is_construct or "\nORDER BY " in query.sparql


@pytest.mark.parametrize("query", QUERIES + CHECKS, ids=lambda query: query.id)
def test_grlc_reads_header(query: StoredQuery) -> None:
    """The header is YAML whose grlc keys are plain texts."""
    [path] = folder("queries").rglob(f"{query.id}.rq")
    text = path.read_text(encoding="utf-8")
    header = yaml.safe_load("\n".join(line[3:] for line in text.splitlines() if line.startswith("#+ ")))
    assert header["summary"] == query.question["en"]
    assert header["description"] == query.explanation["en"]
    assert tuple(header["tags"]) == query.tags


@pytest.mark.parametrize("query", QUERIES + CHECKS, ids=lambda query: query.id)
def test_terms_exist(query: StoredQuery) -> None:
    """Every term of ours in a query is defined in the ontology; every other is of a reused vocabulary."""
    prefixes = dict(re.findall(r"^PREFIX (\w+): <(.+)>$", query.sparql, re.MULTILINE))
    assert {name: PREFIXES[name] for name in prefixes} == prefixes
    body = re.sub(r'^PREFIX.*$|"[^"]*"|<[^<>\s]*>', "", query.sparql, flags=re.MULTILINE)
    used = set(re.findall(r"\b([a-z]+):([A-Za-z][\w-]*)", body))
    assert {prefix for prefix, _ in used} == set(prefixes)
    ours = {prefixes[prefix] + name for prefix, name in used if prefixes[prefix].startswith((ZR, VOCAB))}
    assert ours or query in CHECKS
    assert ours <= _defined()


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.id)
def test_values_from_fit(query: StoredQuery) -> None:
    """The query that lists a parameter's values needs none itself, and units are listed by one query."""
    for param in query.params.values():
        if param.values_from is not None:
            assert not load(param.values_from.partition(".")[0]).params
        assert param.type != "unit" or param.values_from == "load-of-units.unit"


def _defined() -> set[str]:
    """Return the IRIs of our terms that the ontology's files define (that stand as a subject)."""
    sources = files("ontology", "*.ttl") + files("ontology", "vocab/*.ttl")
    quads = [quad for path in sources for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE)]
    return {quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)}
