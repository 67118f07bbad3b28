"""Step 7: the files that others take away. No clock, no chance: the same input gives the same bytes."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from . import __version__
from .catalogue import load
from .namespaces import BASE, PREFIXES
from .quads import graph_hash, pretty
from .query import open_store, table_csv

__all__ = ["Dump", "catalogue_quads", "write_dumps"]

#: The stored queries whose answers are dumped as tables.
_TABLES = ("tasks", "assignments", "targets")
_LICENSE = "https://creativecommons.org/publicdomain/zero/1.0/"
_CSVW = {
    "position": "integer",
    "value": "decimal",
    "task": "anyURI",
}


@dataclass(frozen=True, kw_only=True)
class Dump:
    """The quads of a build, in reading order, and which named graphs hold which degree."""

    quads: Sequence[ox.Quad]
    degree_of: Mapping[str, str]
    texts: Mapping[str, str]

    def of(self, degree: str) -> list[ox.Quad]:
        """Return the quads of one degree: ``stated``, ``entailed`` or ``derived``."""
        return [q for q in self.quads if self.degree_of.get(str(q.graph_name)) == degree]


def catalogue_quads(quads: Iterable[ox.Quad], documents: Iterable[str], base: str = BASE) -> list[ox.Quad]:
    """Describe the data set (DCAT 3, VoID, SPDX) with the RDFC-1.0 hash of all but this description."""
    rows = list(quads)
    graph = ox.NamedNode(f"{base}graph/catalogue")
    dataset, checksum = ox.NamedNode(f"{base}dataset"), ox.NamedNode(f"{base}dataset/checksum")

    def iri(curie: str) -> ox.NamedNode:
        prefix, _, name = curie.partition(":")
        return ox.NamedNode(PREFIXES[prefix] + name)

    integer = iri("xsd:integer")
    triples: list[tuple[ox.NamedNode, str, ox.NamedNode | ox.Literal]] = [
        (dataset, "rdf:type", iri("dcat:Dataset")),
        (dataset, "rdf:type", iri("void:Dataset")),
        (dataset, "dcterms:title", ox.Literal("Zeren: who answers for what", language="en")),
        (dataset, "dcterms:title", ox.Literal("责任:政府工作任务由谁负责", language="zh")),
        (dataset, "dcterms:license", ox.NamedNode(_LICENSE)),
        (dataset, "dcat:version", ox.Literal(__version__)),
        (dataset, "spdx:checksum", checksum),
        (dataset, "void:triples", ox.Literal(str(len(rows)), datatype=integer)),
        (checksum, "rdf:type", iri("spdx:Checksum")),
        (checksum, "spdx:algorithm", iri("spdx:checksumAlgorithm_sha256")),
        (checksum, "spdx:checksumValue", ox.Literal(graph_hash(rows))),
        *((dataset, "prov:wasDerivedFrom", ox.NamedNode(document)) for document in documents),
    ]
    return [ox.Quad(s, iri(p), o, graph) for s, p, o in triples]


def write_dumps(folder: Path, dump: Dump) -> None:
    """Write the dumps, the tables with their description, the texts that offsets refer to, and the checksums.

    The folder holds the store already: the tables are answers of stored queries.
    """
    (folder / "documents").mkdir()
    sums = _write_nquads(folder / "zeren.nq.gz", dump.quads)
    for name, data in _files(folder, dump):
        (folder / name).write_bytes(data)
        sums[name] = hashlib.sha256(data).hexdigest()
    listed = "".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items()))
    (folder / "SHA256SUMS").write_text(listed, encoding="utf-8", newline="\n")


def _files(folder: Path, dump: Dump) -> Iterator[tuple[str, bytes]]:
    """Yield each file, one at a time: together they would be most of a build's memory."""
    yield "zeren.ttl", pretty(dump.of("stated"), named=False)
    yield "zeren-entailed.ttl", pretty(dump.of("entailed"), named=False)
    yield "zeren-derived.ttl", pretty(dump.of("derived"), named=False)
    yield "zeren.trig", pretty(dump.quads, named=True)
    yield "csv-metadata.json", _csvw()
    store = open_store(folder)
    for name in _TABLES:
        yield f"{name}.csv", table_csv(store, name)
    for name, text in dump.texts.items():
        yield f"documents/{name}.txt", text.encode()


def _write_nquads(path: Path, quads: Iterable[ox.Quad]) -> dict[str, str]:
    """Write sorted N-Quads, packed with no name and no time; return both forms' checksums by name."""
    unpacked = hashlib.sha256()
    with path.open("wb") as file, gzip.GzipFile("", "wb", fileobj=file, mtime=0) as packed:
        for line in sorted(f"{quad} .\n" for quad in quads):
            packed.write(line.encode())
            unpacked.update(line.encode())
    return {path.stem: unpacked.hexdigest(), path.name: hashlib.sha256(path.read_bytes()).hexdigest()}


def _csvw() -> bytes:
    """Describe the tables (https://www.w3.org/TR/tabular-metadata/) from the headers of their queries."""
    tables = []
    for name in _TABLES:
        query = load(name)
        columns = [
            {
                "name": column,
                "titles": column,
                "dcterms:description": [{"@value": text[lang], "@language": lang} for lang in ("en", "zh")],
                "datatype": _CSVW.get(column, "string"),
            }
            for column, text in query.columns.items()
        ]
        tables.append(
            {
                "url": f"{name}.csv",
                "dcterms:title": [{"@value": query.title[lang], "@language": lang} for lang in ("en", "zh")],
                "dialect": {"header": True, "lineTerminators": ["\r\n"], "encoding": "utf-8"},
                "tableSchema": {"columns": columns, "aboutUrl": "{+task}"},
            }
        )
    group = {
        "@context": "http://www.w3.org/ns/csvw",
        "dcterms:license": {"@id": _LICENSE},
        "tables": tables,
    }
    return (json.dumps(group, ensure_ascii=False, indent=2) + "\n").encode()
