"""Links to other data: the mapping tables of ``data/links/`` in SSSOM (https://w3id.org/sssom) as triples."""

from __future__ import annotations

import csv
from pathlib import Path

import yaml
from rdflib import Graph, URIRef

from . import resources
from .errors import ZerenError
from .namespaces import BASE

__all__ = ["links_to_rdf"]


def links_to_rdf(base: str = BASE) -> Graph:
    """Return the links of all mapping tables.

    Raises:
        ZerenError: a table names a prefix that its header does not explain.
    """
    graph = Graph()
    for path in resources.files("data", "links/*.sssom.tsv"):
        _add(graph, path, base)
    return graph


def _add(graph: Graph, path: Path, base: str) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    head = [line[1:] for line in lines if line.startswith("#")]
    prefixes: dict[str, str] = yaml.safe_load("\n".join(head))["curie_map"]
    body = [line for line in lines if not line.startswith("#")]
    for row in csv.DictReader(body, delimiter="\t"):
        terms = []
        for column in ("subject_id", "predicate_id", "object_id"):
            prefix, _, name = row[column].partition(":")
            if prefix not in prefixes:
                raise ZerenError(f"{path}: no prefix {prefix} ({row[column]}).", mend="Add it to curie_map.")
            terms.append(URIRef(prefixes[prefix].replace(BASE, base, 1) + name))
        graph.add((terms[0], terms[1], terms[2]))
