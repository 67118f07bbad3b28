"""The plain pipeline that a competent newcomer would write on the same libraries: what ours is compared with.

It starts from the same stated facts (our reader and our triples), then does the obvious: one rdflib graph,
the shapes with pyshacl's core constraints, owlrl over everything, rdflib's writers, rdflib's queries. It has
no rules, no named graphs, no checks across nodes, no store, no report.

Usage: python bench/naive.py --out FOLDER
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

import pyshacl
from owlrl import DeductiveClosure, OWLRL_Semantics
from rdflib import Graph

from zeren import resources
from zeren.headers import read_header
from zeren.links import links_to_rdf
from zeren.namespaces import PREFIXES
from zeren.read import read_document
from zeren.read.words import load_words
from zeren.to_rdf import to_rdf
from zeren.units import load
from zeren.units_rdf import UnitNames, units_to_rdf

TABLES = ("tasks", "assignments", "targets", "sections", "units")


def stated() -> Graph:
    """Return what documents and tables state, in one graph."""
    words = load_words()
    authority = load(words.kinds)
    names = UnitNames(words.kind_endings, words.kind_marks)
    graph = units_to_rdf(authority)
    graph += links_to_rdf(authority)
    for path in resources.files("data", "documents/*.txt"):
        graph += to_rdf(
            read_document(path, words=words, authority=authority), authority=authority, names=names
        )
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    return graph


def parsed(folder: str, *patterns: str) -> Graph:
    """Return the Turtle files of a shipped folder as one graph."""
    graph = Graph()
    for pattern in patterns:
        for path in resources.files(folder, pattern):
            graph.parse(path)
    return graph


def answer(graph: Graph, name: str, target: Path) -> None:
    """Ask one of the table queries and write its rows as CSV."""
    path = resources.folder("queries") / f"{name}.rq"
    rows = graph.query(read_header(path.read_text(encoding="utf-8"))[1])
    with target.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([str(variable) for variable in rows.vars or ()])
        writer.writerows([["" if term is None else str(term) for term in row] for row in rows])  # type: ignore[union-attr]


def main() -> None:
    """Read, validate, infer, write, ask."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="a folder that is made")
    out: Path = parser.parse_args().out
    out.mkdir(parents=True)
    graph = stated()
    graph += parsed("ontology", "*.ttl", "vocab/*.ttl")
    conforms, _, text = pyshacl.validate(graph, shacl_graph=parsed("shapes", "*.ttl"), advanced=False)
    if not conforms:
        raise SystemExit(text)
    DeductiveClosure(OWLRL_Semantics).expand(graph)
    graph.serialize(out / "all.ttl", format="turtle")
    graph.serialize(out / "all.nt", format="nt", encoding="utf-8")
    for name in TABLES:
        answer(graph, name, out / f"{name}.csv")


if __name__ == "__main__":
    main()
