"""What a question of one's own may not do is refused before it runs, however it is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from zeren.engines import Graphs
from zeren.errors import ZerenError
from zeren.guard import check, check_graphs

#: A SERVICE in every place and spelling in which one may stand in a query.
SERVICES = sorted((Path(__file__).parent / "data" / "service").glob("*.rq"))


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "DELETE WHERE { ?s ?p ?o }",
        "PREFIX x: <urn:x> CLEAR ALL",
        "LOAD <file:///etc/passwd>",
        "DROP GRAPH <urn:g> ; CREATE GRAPH <urn:g>",
        "# SELECT * { ?s ?p ?o }\nDELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_updates_are_refused(update: str) -> None:
    """A request that changes data never reaches the store."""
    with pytest.raises(ZerenError, match="update"):
        check(update)


def test_services_are_collected() -> None:
    """Not a file too few."""
    assert len(SERVICES) == 22


@pytest.mark.parametrize("file", SERVICES, ids=lambda file: file.stem)
def test_service_is_refused_wherever_it_stands(file: Path) -> None:
    """No place of the grammar, no spelling hides a SERVICE."""
    with (
        file.open(encoding="utf-8", newline="") as text,
        pytest.raises(ZerenError, match=r"SERVICE|whole address"),
    ):
        check(text.read())


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("", "no SPARQL 1.1 query.*line 1, column 1"),
        ("SELECT * {\n  ?s ?p\n}", r"line 2, column 3 on: \?s \?p }"),
        ("SELEC * {}", "on: SELEC"),
        ("SELECT * { ?s foo:p ?o }", "“foo:” is not declared"),
        ("SELECT * { ?s skoss:p ?o }", "skos"),
        ("SELECT * {" + "{" * 500 + "}" * 500 + "}", "nested"),
        ("SELECT * { ?s ?p '\\u005Cu0041' }", "escape"),
        ("SELECT * { ?s ?p '\\uD800' }", "escape"),
    ],
)
def test_no_query(question: str, says: str) -> None:
    """What is no query is one clear error that says where."""
    with pytest.raises(ZerenError, match=says) as caught:
        check(question)
    assert "\n" not in str(caught.value)


def test_a_good_query_is_told_apart() -> None:
    """Its kind, its order and its graphs are known; only prefixes that it lacks are put above it."""
    text = "PREFIX zr: <urn:own#>\nSELECT ?a FROM zr:g FROM NAMED <urn:h> { ?a !(^skos:note) ?b } ORDER BY ?a"
    checked = check(text)
    assert checked.sparql == f"PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n{text}"
    assert (checked.kind, checked.ordered) == ("rows", True)
    assert checked.graphs == Graphs(("urn:own#g",), ("urn:h",))
    assert check("SELECT * { { SELECT * { ?a ?b ?c } ORDER BY ?a } }").ordered is False
    assert check("SELECT ('INSERT DATA { SERVICE }' AS ?words) {} # SERVICE <urn:x> {}").graphs is None
    with pytest.raises(ZerenError, match="urn:h"):
        check_graphs(Graphs((), ("urn:h",)), ["urn:g"])


def test_services_that_are_allowed() -> None:
    """By their whole address alone."""
    near, far = "http://127.0.0.1/near", "http://127.0.0.1/far"
    both = f"SELECT * {{ SERVICE <{near}> {{ ?s ?p ?o }} SERVICE <{far}> {{ ?s ?p ?o }} }}"
    assert check(both, [near, far]).kind == "rows"
    with pytest.raises(ZerenError, match="far"):
        check(both, [near])
