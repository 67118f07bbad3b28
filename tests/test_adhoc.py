"""Questions of one's own: each limit really stops them, on an embedded store and on a real server."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from servers import Silent, oxigraph_server, stand_in
from small_build import CLOCK, SHA256, small_store, write_build

from zeren.adhoc import Limits, ask_sparql
from zeren.cite import Setting
from zeren.engines import Source
from zeren.errors import ZerenError
from zeren.namespaces import PREFIXES
from zeren.query import table

#: Every triple with every other: more rows than any machine holds.
PRODUCT = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
#: The keys of the small graph's tasks, in the order of their characters.
KEYS = sorted(row["key"] for row in table(small_store(), "tasks"))
TRIPLES_OF_TASKS = "CONSTRUCT { ?task zr:text ?text } { ?task a zr:Task ; zr:text ?text }"


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a build folder with the small graph."""
    return write_build(tmp_path_factory.mktemp("adhoc"))


@pytest.fixture(scope="module")
def endpoint(build: Path) -> Iterator[str]:
    """Serve the small graph."""
    with oxigraph_server(small_store(), build / "served") as address:
        yield address


@pytest.fixture(params=["embedded", "remote"])
def source(request: pytest.FixtureRequest, build: Path) -> Source:
    """Return both kinds of source in turn."""
    return build if request.param == "embedded" else str(request.getfixturevalue("endpoint"))


def test_standard_prefixes_are_known(source: Source) -> None:
    """Nobody has to write them; an own declaration wins."""
    answer = ask_sparql("SELECT ?key { ?t a zr:Task ; skos:notation ?key } ORDER BY ?key", source=source)
    assert [row["key"] for row in answer.rows()] == KEYS
    assert f"PREFIX zr: <{PREFIXES['zr']}>" in answer.sparql
    own = "PREFIX zr: <http://www.w3.org/2004/02/skos/core#> SELECT ?key { ?t a ?c ; zr:notation ?key }"
    assert len(ask_sparql(own, source=source).rows()) > 5


def test_kinds(source: Source) -> None:
    """Rows, yes or no, and graphs, each in its formats."""
    truth = ask_sparql("ASK { ?task a zr:Task }", source=source)
    assert (truth.truth, truth.formats) == (True, ("table", "json", "xml"))
    assert json.loads(truth.serialize("json")) == {"head": {}, "boolean": True}
    with pytest.raises(ZerenError, match="does not fit"):
        truth.rows()
    graph = ask_sparql(TRIPLES_OF_TASKS, source=source)
    assert graph.citation.size == graph.serialize("turtle").count(b"zr:text") == len(KEYS)
    assert (
        ask_sparql("DESCRIBE <https://w3id.org/zeren/tiny-2023/task/p4.2>", source=source).citation.size > 5
    )


def test_rows_come_in_a_stable_order(build: Path, endpoint: str) -> None:
    """Rows that a query leaves in any order are the same bytes from every engine; its own order is kept."""
    question = "SELECT ?task ?text ?due { ?task zr:text ?text OPTIONAL { ?task zr:due ?due } }"
    local, remote = (ask_sparql(question, source=source) for source in (build, endpoint))
    assert local.serialize("json") == remote.serialize("json")
    texts = [row["task"] for row in local.rows()]
    assert texts == sorted(texts)
    down = ask_sparql("SELECT ?key { ?t a zr:Task ; skos:notation ?key } ORDER BY DESC(?key)", source=build)
    assert [row["key"] for row in down.rows()] == KEYS[::-1]


def test_degree(source: Source) -> None:
    """Each degree sees its own graphs and those before it, also by name."""
    counts = {
        degree: ask_sparql(
            "SELECT (COUNT(*) AS ?all) (COUNT(?lead) AS ?leads) (COUNT(?who) AS ?accountable) {"
            "{ ?t a zr:Task } UNION { ?t zr:leadUnit ?lead } UNION { ?t zr:accountableUnit ?who } }",
            source=source,
            setting=Setting(degree=degree),
        ).rows()[0]
        for degree in ("stated", "entailed", "derived")
    }
    assert [row["leads"] == "0" for row in counts.values()] == [True, False, False]
    assert [row["accountable"] == "0" for row in counts.values()] == [True, True, False]
    named = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
    stated = ask_sparql(named, source=source, setting=Setting(degree="stated"))
    assert {row["g"].rpartition("/")[2] for row in stated.rows()} == {
        "stated",
        "units",
        "ontology",
        "catalogue",
    }


def test_row_limit_cuts_off_and_says_so(source: Source) -> None:
    """A product of everything stops at the row limit; an answer that just fits is whole."""
    answer = ask_sparql(PRODUCT, source=source, limits=Limits(rows=7, seconds=10))
    assert (len(answer.rows()), answer.cut, answer.citation.cut) == (7, True, True)
    assert "Cut off: only the first 7" in answer.citation.text("en")
    assert "仅前 7 条" in answer.citation.text("zh")
    fits, less = Limits(rows=len(KEYS)), Limits(rows=len(KEYS) - 1)
    for question in ("SELECT ?t { ?t a zr:Task }", TRIPLES_OF_TASKS):
        assert ask_sparql(question, source=source, limits=less).cut
        assert not ask_sparql(question, source=source, limits=fits).cut


@pytest.mark.parametrize(
    "question",
    [
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(?a = ?d) }",
        "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(STRLEN(?c) + STRLEN(?i) < 0) }",
        "ASK { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(STRLEN(?c) + STRLEN(?i) < 0) }",
    ],
)
def test_time_limit_stops(question: str, build: Path) -> None:
    """What would run for hours is stopped at its time limit."""
    start = time.monotonic()
    with pytest.raises(ZerenError, match=r"stopped after 1\.5 seconds"):
        ask_sparql(question, source=build, limits=Limits(seconds=1.5))
    assert time.monotonic() - start < 4


@pytest.mark.parametrize(
    "question",
    [
        f"{PRODUCT} ORDER BY ?c ?f",
        "SELECT (COUNT(DISTINCT *) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
        "SELECT (GROUP_CONCAT(?long) AS ?all) { ?a ?b ?c . ?d ?e ?f . BIND(REPLACE(REPLACE("
        "'aaaaaaaaaaaaaaaaaaaa', 'a', 'aaaaaaaaaaaaaaaaaaaa'), 'a', 'aaaaaaaaaaaaaaaaaaaa') AS ?long) }",
    ],
)
def test_memory_limit_stops(question: str, build: Path) -> None:
    """What would fill the memory is stopped at its limit: here by itself, the time limit is far."""
    with pytest.raises(ZerenError, match="stopped at 640 MiB"):
        ask_sparql(question, source=build, limits=Limits(seconds=120, mebibytes=640, rows=1_000_000_000))


def test_limits_must_be_numbers_above_zero() -> None:
    """No limit at all cannot be had."""
    for limits in ({"seconds": 0}, {"seconds": float("nan")}, {"rows": 0}, {"mebibytes": -1}):
        with pytest.raises(ZerenError, match="above 0"):
            Limits(**limits)


class _Counts(Silent):
    """Answers every request with one row, and counts them."""

    asked = 0

    def do_POST(self) -> None:  # noqa: N802 (the library's own name)
        """Answer a query."""
        type(self).asked += 1
        self.rfile.read(int(self.headers["Content-Length"]))
        row = b'{"s": {"type": "literal", "value": "far"}}'
        body = b'{"head": {"vars": ["s"]}, "results": {"bindings": [%b]}}' % row
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("X-SPARQL-MaxRows", "1")
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:  # noqa: N802 (the library's own name)
        """Answer a query that comes in the address."""
        self.do_POST()


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[str]:
    """Start a server that counts who asks."""
    with stand_in(_Counts) as address:
        yield f"{address}/sparql"


def test_service_by_leave(build: Path, elsewhere: str) -> None:
    """A service that is allowed by its name is called, and no other; nothing else goes out."""
    question = f"SELECT ?s {{ SERVICE <{elsewhere}> {{ ?s ?p ?o }} }}"
    before = _Counts.asked
    for services in ((), (f"{elsewhere}/", "http://127.0.0.1/")):
        with pytest.raises(ZerenError, match=f"--allow-service {elsewhere}$"):
            ask_sparql(question, source=build, services=services)
    assert _Counts.asked == before
    assert ask_sparql(question, source=build, services=[elsewhere]).rows() == [{"s": "far"}]
    assert _Counts.asked == before + 1


def test_a_server_that_cuts_off_is_believed(elsewhere: str) -> None:
    """Virtuoso says in a header alone that it gave no more rows."""
    assert ask_sparql("SELECT ?s { ?s ?p ?o }", source=elsewhere).cut


@pytest.mark.parametrize("clause", ["FROM", "FROM NAMED"])
@pytest.mark.parametrize("graph", ["file:///etc/passwd", "http://127.0.0.1:9/x", "urn:x", "x"])
def test_foreign_graphs_are_refused(clause: str, graph: str, source: Source) -> None:
    """FROM names graphs of the store, nothing to be fetched."""
    with pytest.raises(ZerenError, match=r"no graph here|no whole address"):
        ask_sparql(f"SELECT * {clause} <{graph}> {{ ?s ?p ?o }}", source=source)


def test_graphs_of_the_store_may_be_named(source: Source) -> None:
    """FROM picks among the store's own graphs, within the degree."""
    units = "SELECT ?s FROM <https://w3id.org/zeren/graph/units> { ?s a zr:Task }"
    assert ask_sparql(units, source=source).rows() == []
    document = "https://w3id.org/zeren/tiny-2023/document/0123456789ab/graph/"
    tasks = f"SELECT ?s FROM <{document}stated> {{ ?s a zr:Task }}"
    assert len(ask_sparql(tasks, source=source).rows()) == len(KEYS)
    derived = f"SELECT ?s FROM <{document}derived> {{ ?s a zr:Task }}"
    with pytest.raises(ZerenError, match="no graph here"):
        ask_sparql(derived, source=source, setting=Setting(degree="stated"))


def test_sources_that_cannot_be_asked(tmp_path: Path) -> None:
    """The same errors as for stored queries."""
    for source, says in (
        (tmp_path, "zeren build"),
        ("http://127.0.0.1:9/", "gave no answer"),
        ("ftp://x", "http"),
    ):
        with pytest.raises(ZerenError, match=says):
            ask_sparql("ASK {}", source=source)


def test_a_basis_is_left_out_in_the_query_itself(build: Path) -> None:
    """Only stored queries say which of their nodes count."""
    with pytest.raises(ZerenError, match="zr:basis"):
        ask_sparql("ASK {}", source=build, setting=Setting(without_basis=("editorial",)))


def test_citation(build: Path) -> None:
    """A question of one's own is cited by its hash."""
    citation = ask_sparql("ASK {}", source=build, setting=Setting(clock=CLOCK)).citation
    assert citation.query == ""
    assert citation.sparql_sha256 in citation.text("zh")
    assert SHA256 in citation.text("en")
    assert "2026-01-02T03:04:05Z" in citation.text("en")
