"""Asking: parameters are terms, never text; sources that cannot be asked are one clear error."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from servers import Silent, stand_in

from zeren.catalogue import load
from zeren.errors import ZerenError
from zeren.query import Values, open_store, run, table, table_csv

DATA = Path(__file__).parent / "data" / "queries"
GIVEN = DATA / "given.trig"
UNIT = "https://w3id.org/zeren/unit/wuhan/"
STORE = ox.Store()
STORE.load(path=GIVEN, format=ox.RdfFormat.TRIG)
TEXTS = [row["text"] for row in table(STORE, "tasks")]


@pytest.fixture
def build(tmp_path: Path) -> Path:
    """Make a build folder with the small graph."""
    store = ox.Store(str(tmp_path / "store"))
    store.extend(STORE)
    store.flush()
    return tmp_path


def _keys(name: str, params: Values) -> list[str]:
    return [row["key"] for row in table(STORE, name, params)]


@pytest.mark.parametrize(
    "name",
    [
        "市水务局",
        " 市水务局 ",
        UNIT + "shi-shui3-wu-ju",
        "小市水务局",
        "水务局(小市)",
        "水务局（小市）",
        "ｗater affairs bureau",
        "水务局〈小市〉",
        f" {UNIT}shi-shui3-wu-ju ",
        f"<{UNIT}shi-shui3-wu-ju>",
    ],
)
def test_unit_by_name(name: str) -> None:
    """A unit is found by IRI, preferred name or alias, in full or half width, in any brackets."""
    assert _keys("tasks-led-by", {"unit": name}) == ["p2.203", "p4.10", "p4.19"]


def test_several_values() -> None:
    """Several values give the rows of each."""
    assert _keys("tasks-led-by", {"unit": ["市水务局", "市教育局"]}) == [
        "p2.203",
        "p4.2",
        "p4.10",
        "p4.19",
        "p5.1",
    ]
    rows = table(STORE, "text-search", {"word": ["普查", "aed"]})
    assert [(row["key"], row["word"]) for row in rows] == [("p4.2", "aed"), ("p5.1", "普查")]
    assert _keys("text-search", {"word": "养老"}) == _keys("text-search", {})


def test_unit_as_written() -> None:
    """A unit is found by what a document calls it, unless that is the name of another unit."""
    store = ox.Store()
    store.extend(STORE)
    written, graph = ox.NamedNode("https://w3id.org/zeren/ns#unitAsWritten"), ox.NamedNode("urn:g/stated")
    assigned = ox.NamedNode("https://w3id.org/zeren/ns#assignee")
    unit = ox.NamedNode(UNIT + "shi-shui3-wu-ju")
    for number, words in enumerate(("水务〈节水办〉", "市教育局")):
        node = ox.NamedNode(f"urn:assignment/{number}")
        store.add(ox.Quad(node, assigned, unit, graph))
        store.add(ox.Quad(node, written, ox.Literal(words), graph))
    assert table(store, "tasks-led-by", {"unit": "水务（节水办）"}) == table(
        store, "tasks-led-by", {"unit": "市水务局"}
    )
    assert table(store, "tasks-led-by", {"unit": "市教育局"}) == table(
        STORE, "tasks-led-by", {"unit": "市教育局"}
    )
    with pytest.raises(ZerenError, match="No unit is called “张三”"):
        table(store, "tasks-led-by", {"unit": "张三"})


def test_a_value_twice_counts_once() -> None:
    """The same value again, or a unit by two names, gives no row twice; of several least the least counts."""
    once = table(STORE, "tasks-led-by", {"unit": "市水务局"})
    assert table(STORE, "tasks-led-by", {"unit": ["市水务局", "小市水务局", " 市水务局"]}) == once
    assert _keys("text-search", {"word": ["养老", "养老"]}) == _keys("text-search", {"word": "养老"})
    for name in ("tasks-with-most-units", "who-leads-whom", "who-works-with-whom"):
        assert table(STORE, name, {"least": ["3", "2", "02", "2"]}) == table(STORE, name, {"least": "2"})


def test_rows_say_of_which_unit() -> None:
    """Where several units are asked for, each row names the one that it is of."""
    units = ["江夏区人民政府", "蔡甸区人民政府"]
    for name in ("tasks-for-a-district", "shared-through-collective"):
        both = table(STORE, name, {"unit": units})
        assert {row["office"] for row in both} == set(units)
        for unit in units:
            assert [row for row in both if row["office"] == unit] == table(STORE, name, {"unit": unit})


def test_what_names_a_zone_does_not_reach_it_by_usage_only() -> None:
    """A task that names a functional zone beside the districts counts as named, not as usage."""
    store = ox.Store()
    store.extend(STORE)
    node, graph = ox.NamedNode("urn:assignment/of-a-zone"), ox.NamedNode("urn:g/stated")
    task = ox.NamedNode("https://w3id.org/zeren/tiny-2023/task/p2.203")
    for name, value in (("assignee", ox.NamedNode(UNIT + "gao-xin-qu")), ("task", task)):
        store.add(ox.Quad(node, ox.NamedNode(f"https://w3id.org/zeren/ns#{name}"), value, graph))
    for asked, counts in ((STORE, ("0", "1")), (store, ("1", "0"))):
        [zone] = [row for row in table(asked, "load-of-districts") if row["district"] == "高新区管委会"]
        assert (zone["named"], zone["by_usage"]) == counts


@pytest.mark.parametrize(
    ("query", "params", "says"),
    [
        ("tasks-led-by", {"unit": "市水利局"}, "No unit is called “市水利局”.*Did you mean 市水务局"),
        ("tasks-led-by", {"unit": "zzzz"}, "zeren query units"),
        ("tasks-led-by", {"unit": UNIT + "nobody"}, "No unit is called"),
        ("tasks-led-by", {"unit": "两局"}, "belongs to 2 units.*shi-gong-an-ju.*shi-jiao-yu-ju"),
        ("tasks-led-by", {"unit": ""}, "empty"),
        ("tasks-led-by", {"unit": []}, "empty"),
        ("text-search", {"word": " "}, "empty"),
        ("text-search", {"word": "\ud800"}, "no text"),
        ("tasks-led-by", {"units": "市水务局"}, "no parameter “units”.*unit"),
        ("tasks", {"unit": "市水务局"}, "no parameter.*none"),
        ("who-works-with-whom", {"least": "many"}, "no integer number"),
        ("who-works-with-whom", {"least": "3 } UNION { ?s ?p ?o"}, "no integer number"),
        ("who-works-with-whom", {"least": "2.5"}, "no integer number"),
        ("tasks-led-by", {"unit": f"{UNIT}shi-shui3-wu-ju> <{UNIT}shi-jiao-yu-ju"}, "No unit is called"),
    ],
)
def test_bad_values(query: str, params: Values, says: str) -> None:
    """A value that does not fit is refused, and the message helps."""
    with pytest.raises(ZerenError, match=says):
        table(STORE, query, params)


def test_integer_in_full_width() -> None:
    """Numbers may be typed in full width."""
    assert len(table(STORE, "who-works-with-whom", {"least": "４"})) == 1


@pytest.mark.parametrize(
    "word",
    [
        '" } UNION { ?task ?p ?o } #',
        "' OR 1=1",
        "\\",
        '\\"',
        "\n",
        "a\u0000b",
        "} #",
        "<urn:x>",
        "?word",
        "\u202e养",
    ],
)
def test_hostile_words(word: str) -> None:
    """Words that look like SPARQL stay words: they find nothing here."""
    if word.strip():
        assert table(STORE, "text-search", {"word": word}) == []


def test_quotation_mark_is_found() -> None:
    """A word with a quotation mark finds the text that holds it."""
    assert _keys("text-search", {"word": '"AED"'}) == ["p4.2"]


@for_all(st.text(min_size=1).filter(str.strip) | st.sampled_from(["养老", "AED", "2"]))
def test_any_word(word: str) -> None:
    """Whatever is asked for, only texts that hold it are found, and the word comes back unchanged."""
    for row in table(STORE, "text-search", {"word": word}):
        assert row["word"] == word
        assert _narrow(word).casefold() in _narrow(row["text"]).casefold()


def _narrow(text: str) -> str:
    return text.translate(str.maketrans("（），", "(),"))


def test_brackets_and_commas_of_any_width() -> None:
    """A text is found whichever width its brackets and commas have, there or in the word."""
    for word in ("中心，发展", "中心,发展", "2.55万套，新建", "2.55万套,新建"):
        assert len(_keys("text-search", {"word": word})) == 1, word


def test_bind_keeps_the_rest() -> None:
    """Binding changes the one VALUES line and nothing else; the default bound is the query itself."""
    query = load("tasks-led-by")
    bound = query.bind({"unit": [ox.NamedNode("urn:x"), ox.NamedNode("urn:y")]})
    assert bound == query.sparql.replace(query.defaults["unit"], "<urn:x> <urn:y>")
    assert query.bind({"unit": [ox.NamedNode(query.defaults["unit"][1:-1])]}) == query.sparql


def test_csv_bytes() -> None:
    """The table for the dumps is RFC 4180, without a byte-order mark."""
    lines = table_csv(STORE, "sections").split(b"\r\n")
    assert (lines[0], lines[1], lines[-1]) == (b"scheme,level,number,title,parent", b"tiny-2023,1,2,,", b"")


def test_run_on_folder(build: Path) -> None:
    """A build folder is asked by its path."""
    assert run("units", source=build).rows() == table(STORE, "units")


@pytest.mark.parametrize("damage", ["missing", "no-store", "file", "empty", "current", "cut"])
def test_broken_build(build: Path, damage: str) -> None:
    """A broken build folder is a clear error that says how to mend it."""
    store = build / "store"
    if damage in ("missing", "no-store", "file", "empty"):
        shutil.rmtree(store)
    if damage == "missing":
        build = build / "none"
    elif damage == "file":
        store.write_text("no folder")
    elif damage == "empty":
        ox.Store(str(store)).flush()
    elif damage == "current":
        (store / "CURRENT").write_bytes(b"")
    elif damage == "cut":
        for table_file in store.glob("*.sst"):
            table_file.write_bytes(table_file.read_bytes()[:50])
    with pytest.raises(ZerenError, match="zeren build"):
        run("tasks", source=build)


class _Answers(Silent):
    """Answers every request with what its address says."""

    def do_POST(self) -> None:  # noqa: N802 (the library's own name)
        """Answer a query."""
        status, body = {
            "/html": (200, b"<html>not sparql</html>"),
            "/boolean": (200, b'{"head": {}, "boolean": true}'),
            "/fails": (500, b"oh"),
            "/refuses": (400, b"no"),
        }.get(self.path, (404, b"none"))
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="module")
def bad_server() -> Iterator[str]:
    """Start a server that gives no good answer."""
    with stand_in(_Answers) as address:
        yield address


@pytest.mark.parametrize("query", ["tasks", "task-as-graph"])
@pytest.mark.parametrize("path", ["/html", "/boolean", "/fails", "/refuses", "/none"])
def test_bad_answers(bad_server: str, path: str, query: str) -> None:
    """An endpoint that answers with anything else is a clear error."""
    with pytest.raises(ZerenError, match="gave no answer that can be read"):
        run(query, source=bad_server + path)


def test_no_endpoint() -> None:
    """An endpoint that is not there, or no web address at all, is a clear error."""
    with pytest.raises(ZerenError, match="gave no answer"):
        run("tasks", source="http://127.0.0.1:9/")
    with pytest.raises(ZerenError, match="no http"):
        run("tasks", source="file:///etc/passwd")
    with pytest.raises(ZerenError, match="no http"):
        run("tasks", source="localhost:7878")


def test_starts_light(build: Path) -> None:
    """Asking a build folder loads no big library."""
    code = (
        "import pathlib, sys, zeren.query as q; q.run('tasks-led-by', source=pathlib.Path(sys.argv[1]));"
        "print({'rdflib', 'pyshacl', 'owlrl', 'SPARQLWrapper', 'polars'} & set(sys.modules))"
    )
    command = [sys.executable, "-c", code, str(build)]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "set()\n"


def test_opens_read_only(build: Path) -> None:
    """A store that is open for asking cannot be changed, and others can read it at the same time."""
    first, second = open_store(build), open_store(build)
    assert len(first) == len(second) == len(STORE)
    with pytest.raises(RuntimeError, match="read-write"):
        first.clear()
