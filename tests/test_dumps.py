"""The dumps: the same bytes everywhere, readable alone, hashed by RDFC-1.0."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import Dataset, Graph, URIRef

from zeren.catalogue import load
from zeren.namespaces import BASE, expand
from zeren.quads import canonical, graph_hash
from zeren.validate import load as load_file
from zeren.validate import validate

DUMPS = {"zeren.ttl", "zeren-entailed.ttl", "zeren-derived.ttl", "zeren.trig", "zeren.nq.gz"}
TABLES = {"tasks", "assignments", "targets"}
REAL = Path(__file__).parent.parent / "data" / "documents" / "wuhan-2023-part2.txt"


def sums(build: Path) -> dict[str, str]:
    """Return a build's checksums by file."""
    lines = (build / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    return {name: digest for digest, name in (line.split("  ") for line in lines)}


def test_checksums_cover_every_file(build_folder: Path) -> None:
    """Each file but the checksums, the report and the store is listed, with the digest that it has."""
    found = {
        str(path.relative_to(build_folder))
        for path in build_folder.rglob("*")
        if path.is_file() and "store" not in path.relative_to(build_folder).parts
    }
    listed = sums(build_folder)
    assert set(listed) == (found | {"zeren.nq"}) - {"SHA256SUMS", "report.json", "report.md"}
    for name in set(listed) - {"zeren.nq"}:
        assert hashlib.sha256((build_folder / name).read_bytes()).hexdigest() == listed[name], name
    packed = gzip.decompress((build_folder / "zeren.nq.gz").read_bytes())
    assert hashlib.sha256(packed).hexdigest() == listed["zeren.nq"]
    assert set(listed) >= DUMPS


def test_same_bytes_elsewhere(build_folder: Path, tmp_path: Path) -> None:
    """Another hash seed, time zone, language, working folder and place of the document change no byte."""
    place = tmp_path / "elsewhere"
    place.mkdir()
    for name in (REAL.name, REAL.with_suffix(".toml").name):
        (place / name).write_bytes((REAL.parent / name).read_bytes())
    first = sums(build_folder)
    for seed, zone in (("1", "Pacific/Kiritimati"), ("4242", "America/Lima")):
        env = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"}
        out = place / f"build-{seed}"
        command = [sys.executable, "-m", "zeren", "build", REAL.name, "--out", out.name]
        subprocess.run(command, check=True, capture_output=True, cwd=place, env=env)
        assert sums(out) == first


def test_stated_dump_stands_alone(build_folder: Path, real_graph: Graph) -> None:
    """zeren.ttl is all that is stated, and conforms with no other file at hand."""
    dump = load_file(build_folder / "zeren.ttl").graph()
    assert validate(dump).conforms
    assert set(real_graph) <= set(dump)
    links = set(dump) - set(real_graph)
    assert {p for _, p, _ in links} == {URIRef(expand("schema:sameAs")), URIRef(expand("skos:relatedMatch"))}


def test_dumps_say_the_same(build_folder: Path) -> None:
    """TriG and N-Quads are the same quads, and the three Turtle files are their graphs."""
    trig = set(ox.parse(path=build_folder / "zeren.trig"))
    packed = gzip.decompress((build_folder / "zeren.nq.gz").read_bytes())
    quads = set(ox.parse(packed, format=ox.RdfFormat.N_QUADS))
    assert set(canonical(trig)) == quads
    for name, suffix in (("zeren.ttl", ("stated", "units", "links")), ("zeren-derived.ttl", ("derived",))):
        expected = {q.triple for q in quads if str(q.graph_name).rstrip(">").endswith(suffix)}
        assert {q.triple for q in ox.parse(path=build_folder / name)} == expected


def test_named_graphs(build_folder: Path) -> None:
    """Stated, entailed, derived of the document; units, links, ontology, queries, catalogue; none twice."""
    quads = list(ox.parse(path=build_folder / "zeren.trig"))
    names = {str(q.graph_name).strip("<>").removeprefix(BASE) for q in quads}
    document = next(name for name in names if name.endswith("/stated")).removesuffix("/stated")
    assert names == {
        *(f"{document}/{degree}" for degree in ("stated", "entailed", "derived")),
        *("graph/units", "graph/units/entailed", "graph/links"),
        *("graph/ontology", "graph/queries", "graph/catalogue"),
    }
    assert len({q.triple for q in quads}) == len(quads)
    data = [q for q in quads if not str(q.graph_name).endswith("graph/ontology>")]
    assert not [q for q in data if "_:" in f"{q.subject}{str(q.object)[:2]}"]


def test_the_hash_is_that_of_all_but_the_catalogue(build_folder: Path) -> None:
    """The catalogue's RDFC-1.0 hash is found again from the dump, with blank nodes named otherwise."""
    quads = list(ox.parse(path=build_folder / "zeren.trig", rename_blank_nodes=True))
    catalogue = ox.NamedNode(f"{BASE}graph/catalogue")
    [stated] = [
        q.object.value
        for q in quads
        if q.graph_name == catalogue and q.predicate.value == expand("spdx:checksumValue")
    ]
    assert graph_hash(q for q in quads if q.graph_name != catalogue) == stated


def test_store_holds_the_dump(build_folder: Path) -> None:
    """The embedded store has every quad."""
    store = ox.Store.read_only(str(build_folder / "store"))
    packed = gzip.decompress((build_folder / "zeren.nq.gz").read_bytes())
    assert set(store) == set(ox.parse(packed, format=ox.RdfFormat.N_QUADS))


def test_rdflib_reads_every_dump(build_folder: Path) -> None:
    """The library that most people have reads what we write."""
    for name in ("zeren.ttl", "zeren-entailed.ttl", "zeren-derived.ttl"):
        assert len(Graph().parse(build_folder / name)) == len(set(ox.parse(path=build_folder / name)))
    assert len(Dataset().parse(build_folder / "zeren.trig"))


def test_turtle_reads_well(build_folder: Path) -> None:
    """Prefixes that are used, a blank line before each subject, each subject once, keys in their order."""
    text = (build_folder / "zeren.ttl").read_text(encoding="utf-8")
    head, *blocks = text.rstrip("\n").split("\n\n")
    prefixes = [line.split()[1] for line in head.splitlines()]
    assert all(f" {prefix}" in text or f"\t{prefix}" in text for prefix in prefixes)
    subjects = [block.split(" ", 1)[0] for block in blocks]
    assert len(subjects) == len(set(subjects))
    tasks = [s.removesuffix(">").rpartition("/task/")[2] for s in subjects if s.count("/task/") == 1]
    keys = [task for task in tasks if "/" not in task]
    assert keys == sorted(keys, key=lambda key: tuple(map(int, key.removeprefix("p").split("."))))
    assert keys.index("p4.2") < keys.index("p4.10")


@pytest.mark.parametrize("name", sorted(TABLES))
def test_tables_fit_their_description(build_folder: Path, name: str) -> None:
    """Each CSV has the columns that its CSVW description and its query name, and rows."""
    described = json.loads((build_folder / "csv-metadata.json").read_text(encoding="utf-8"))
    tables = {table["url"]: table for table in described["tables"]}
    assert set(tables) == {f"{table}.csv" for table in TABLES}
    columns = [column["name"] for column in tables[f"{name}.csv"]["tableSchema"]["columns"]]
    with (build_folder / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    assert rows[0] == columns == list(load(name).columns)
    assert len(rows) > 100


def test_text_that_offsets_refer_to(build_folder: Path) -> None:
    """The build keeps the document's text under the name that its IRI carries."""
    [path] = (build_folder / "documents").iterdir()
    assert path.stem == hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    assert path.read_text(encoding="utf-8") == REAL.read_text(encoding="utf-8")
