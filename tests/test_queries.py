"""Every stored query on a small hand-written graph and on the real one.

``tests/data/queries/<id>/expected-given.*`` are the answers on ``given.trig``, ``expected.*`` those on the
graph of the real document, both with the defaults of the query: rows as CSV, a graph as Turtle. With
``ZEREN_GOLDEN=1`` in the environment the files are written instead of compared: read what then changed.
``settings.csv`` counts the answers on the real graph for each degree and without a basis. That other engines
agree is tested in ``test_engines.py``.
"""

from __future__ import annotations

import csv
import io
import os
import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from zeren.catalogue import StoredQuery, catalogue
from zeren.cite import Setting
from zeren.degrees import BASES, DEGREES, basis_nodes, graphs_for, leave_out
from zeren.errors import ZerenError
from zeren.query import ask, open_store
from zeren.resources import files, folder
from zeren.tables import Answer

DATA = Path(__file__).parent / "data" / "queries"
GIVEN = DATA / "given.trig"
QUERIES = list(catalogue().values())
EXPECTED_GIVEN = sorted(DATA.glob("*/expected-given.*"))
EXPECTED = sorted(DATA.glob("*/expected.*"))
#: The real document sets no deadline apart and leaves no list open; no table of its city knows a reform.
NOT_IN_THE_REAL_ONE = {"reforms", "tasks-due", "tasks-with-open-lists"}
#: The columns of ``settings.csv`` and what each stands for.
SETTINGS: dict[str, Setting] = {degree: Setting(degree=degree) for degree in DEGREES}
SETTINGS |= {f"without-{basis}": Setting(without_basis=(basis,)) for basis in BASES}
each_query = pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.id)


@pytest.fixture(scope="module")
def given() -> ox.Store:
    """Load the small graph."""
    store = ox.Store()
    store.load(path=GIVEN, format=ox.RdfFormat.TRIG)
    return store


@pytest.fixture(scope="module")
def real(build_folder: Path) -> ox.Store:
    """Open the graph of the real document."""
    return open_store(build_folder)


def _expected(query: StoredQuery, name: str) -> list[list[str]] | set[str]:
    """Read what a query must answer: rows (with the header) in order, or the lines of a graph."""
    if query.is_construct:
        quads = ox.parse(path=DATA / query.id / f"{name}.ttl", format=ox.RdfFormat.TURTLE)
        return {str(quad.triple) for quad in quads}
    text = (DATA / query.id / f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.reader(io.StringIO(text)))


def _got(answer: Answer) -> list[list[str]] | set[str]:
    """Bring an answer into the same form."""
    if answer.query.is_construct:
        quads = ox.parse(answer.serialize("turtle"), format=ox.RdfFormat.TURTLE)
        return {str(quad.triple) for quad in quads}
    return [list(answer.columns), *(list(row.values()) for row in answer.rows())]


def _size(answer: Answer) -> int:
    """Count the rows or triples of an answer."""
    return len(_got(answer)) - (not answer.query.is_construct)


def _compare(answer: Answer, name: str) -> None:
    """Compare an answer with its file, or write the file anew where that was asked for."""
    if os.environ.get("ZEREN_GOLDEN"):
        path = DATA / answer.query.id / name
        path.parent.mkdir(exist_ok=True)
        if answer.query.is_construct:
            path.with_suffix(".ttl").write_bytes(answer.serialize("turtle"))
        else:
            path.with_suffix(".csv").write_bytes(answer.serialize("csv").replace(b"\r\n", b"\n"))
    assert _got(answer) == _expected(answer.query, name)


def test_every_query_has_expected_answers() -> None:
    """No query without its two files, no file without its query."""
    ids = {query.id for query in QUERIES}
    assert (len(EXPECTED_GIVEN), len(EXPECTED)) == (48, 48)
    assert {path.parent.name for path in EXPECTED_GIVEN} == {path.parent.name for path in EXPECTED} == ids


@each_query
def test_given(query: StoredQuery, given: ox.Store) -> None:
    """The small graph gives the expected rows, in order, and at least one."""
    answer = ask(given, query)
    _compare(answer, "expected-given")
    assert _size(answer)


@each_query
def test_real(query: StoredQuery, real: ox.Store) -> None:
    """The real graph gives the expected rows, in order, and at least one where it has what is asked for."""
    answer = ask(real, query)
    _compare(answer, "expected")
    assert bool(_size(answer)) == (query.id not in NOT_IN_THE_REAL_ONE)


@each_query
def test_degree(query: StoredQuery, given: ox.Store) -> None:
    """A query needs no graph beyond the degree that its header names, and does need that degree."""
    answers = [_got(ask(given, query, setting=Setting(degree=degree))) for degree in DEGREES]
    needed = DEGREES.index(query.degree)
    assert answers[needed:] == answers[-1:] * (len(DEGREES) - needed)
    assert needed == 0 or answers[needed - 1] != answers[-1]


def test_settings(real: ox.Store) -> None:
    """The answers on the real graph have the expected sizes at each degree and without each basis."""
    path = DATA / "settings.csv"
    got = [["query", *SETTINGS]]
    for query in QUERIES:
        got.append([query.id, *(str(_size(ask(real, query, setting=s))) for s in SETTINGS.values())])
    if os.environ.get("ZEREN_GOLDEN"):
        path.write_text("".join(",".join(row) + "\n" for row in got), encoding="utf-8")
    assert got == list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))


@each_query
def test_basis(query: StoredQuery, real: ox.Store) -> None:
    """Every node that a query marks has a basis, so leaving out one that none has changes nothing.

    A query marks none only where nothing that it shows rests on a section, assignment, target or membership.
    """
    assert _got(ask(real, query, setting=Setting(without_basis=("rule",)))) == _got(ask(real, query))
    assert query.basis_nodes or query.id in {
        "tasks",
        "tasks-due",
        "text-search",
        "evidence-for-a-fact",
        "not-word-for-word",
    }


def test_without_restored(given: ox.Store) -> None:
    """Without what was restored, the one restored assignment is gone from every answer that names it."""
    setting = Setting(without_basis=("restored",))
    gone = {
        "assignments": 1,  # 蔡甸区人民政府 in p4.2
        "tasks-with-most-units": 1,  # p4.2 falls below four units
        "partners-of-a-unit": 1,
        "units": 1,
        "tasks-led-by": 0,
    }
    for name, fewer in gone.items():
        query = catalogue()[name]
        assert _size(ask(given, query)) - _size(ask(given, query, setting=setting)) == fewer


def test_without_editorial(given: ox.Store) -> None:
    """Without what editors hold, collectives have no members, and nothing is shared."""
    setting = Setting(without_basis=("editorial",))
    for name in ("members-of-collectives", "shared-through-collective", "units-named-only-by-collective"):
        assert ask(given, catalogue()[name], setting=setting).rows() == []
    for name in ("load-of-units", "load-of-districts"):
        rows = ask(given, catalogue()[name], setting=setting).rows()
        assert {row["shared"] for row in rows} == {"0"}


def test_bases_are_those_of_the_vocabulary() -> None:
    """Code and vocabulary name the same bases."""
    [path] = files("ontology", "vocab/bases.ttl")
    notation = ox.NamedNode("http://www.w3.org/2004/02/skos/core#notation")
    quads = ox.parse(path=path, format=ox.RdfFormat.TURTLE)
    assert {quad.object.value for quad in quads if quad.predicate == notation} == set(BASES)


def test_graphs_for() -> None:
    """Each degree has its graphs and those of the degrees before it, whatever the base; others never."""
    for base in ("https://w3id.org/zeren/", "https://example.org/x#"):
        stated = [
            f"{base}{name}" for name in ("d/graph/stated", "graph/units", "graph/links", "graph/ontology")
        ]
        entailed = [f"{base}d/graph/entailed", f"{base}graph/units/entailed"]
        names = [
            *stated,
            *entailed,
            f"{base}d/graph/derived",
            f"{base}graph/catalogue",
            "urn:own",
            f"{base}myunits",
        ]
        catalogued = [f"{base}graph/catalogue"]
        assert graphs_for(names, "stated") == sorted(stated + catalogued)
        assert graphs_for(names, "entailed") == sorted(stated + entailed + catalogued)
        assert graphs_for(names, "derived") == sorted(names[:7] + catalogued)
    with pytest.raises(ZerenError, match=r"no degree “guessed”.*stated, entailed, derived"):
        graphs_for([], "guessed")


def test_leave_out() -> None:
    """Every marked node gets its filters, the rest stays; only a line of its own is a mark."""
    text = "SELECT * {\n  ?a ?b ?c\n  # basis: ?a\n  # basis: ?c \n ?d ?e ?f # basis: ?d\n}"
    assert basis_nodes(text) == ("a", "c")
    left = leave_out(text, ["implied", "editorial", "editorial"])
    assert left.count("FILTER(") == 4
    assert left.endswith("?d ?e ?f # basis: ?d\n}")
    assert leave_out(text, []) == text
    with pytest.raises(ZerenError, match=r"no basis “hearsay”.*editorial"):
        leave_out(text, ["hearsay"])


@each_query
def test_a_mark_that_is_misspelt_is_seen(query: StoredQuery) -> None:
    """Every comment that speaks of a basis is a mark."""
    text = (folder("queries") / f"{query.id}.rq").read_text(encoding="utf-8")
    body = [line for line in text.splitlines() if not line.startswith("#+")]
    assert sum("basis:" in line and "#" in line for line in body if "PREFIX" not in line) == len(
        re.findall(r"^ *# basis: \?[a-z_0-9]+$", text, re.MULTILINE)
    )


def test_keys_sort_naturally() -> None:
    """p2.116 before p2.117 before p4.2 before p4.10, whatever the depth at which numbers restart."""
    keys = [
        f"p{part}{deep}.{number}"
        for part in (2, 10, 9)
        for deep in ("", "s3", "s12")
        for number in (1, 20, 3)
    ]
    keys += ["7", "10", "1234", "p4.1000", "p4.999"]
    store = ox.Store()
    template = (DATA / "one-task.ttl").read_text(encoding="utf-8")
    for key in keys:
        store.load(template.replace("KEY", key), format=ox.RdfFormat.TURTLE)
    got = [row["key"] for row in ask(store, catalogue()["tasks"]).rows()]
    natural = {
        key: [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", key)] for key in keys
    }
    assert got == sorted(keys, key=lambda key: natural[key])
