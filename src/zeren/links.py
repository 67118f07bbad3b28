"""Links to other data: mapping tables in SSSOM (https://w3id.org/sssom) as triples.

The shipped ones lie in ``data/links/``, one's own in the folder of one's own tables of units.
"""

from __future__ import annotations

import csv
from pathlib import Path

import yaml
from rdflib import Graph, URIRef

from . import resources
from .errors import ZerenError
from .iris import Iris
from .namespaces import BASE, expand
from .units import Authority

__all__ = ["links_to_rdf"]

_FORM = "*.sssom.tsv"
_TERMS = ("subject_id", "predicate_id", "object_id")
#: What a link may say. Not owl:sameAs: a reasoner would make one unit of the two.
_PREDICATES = frozenset(
    expand(name)
    for name in (
        "schema:sameAs",
        *(f"skos:{how}Match" for how in ("exact", "close", "related", "broad", "narrow")),
    )
)


def links_to_rdf(authority: Authority, base: str = BASE, extra: Path | None = None) -> Graph:
    """Return the links of all mapping tables.

    Args:
        authority: the tables of the units and places that links start from.
        base: where data IRIs start.
        extra: a folder of one's own tables; mapping tables in it and its folders are read too.

    Raises:
        ZerenError: a line is wrong; the message names it.
    """
    iris = Iris("", "", base)
    known = {URIRef(iris.place(place.code)) for place in authority.places}
    known |= {URIRef(iris.unit(j.slug, unit.slug)) for j in authority.jurisdictions for unit in j.units}
    graph = Graph()
    for path in [*resources.files("data", f"links/{_FORM}"), *(sorted(extra.rglob(_FORM)) if extra else ())]:
        _add(graph, path, known, base)
    return graph


def _add(graph: Graph, path: Path, known: set[URIRef], base: str) -> None:
    try:
        lines = path.read_bytes().decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise ZerenError(f"{path}: not UTF-8. 不是 UTF-8 编码。", mend="Save it as UTF-8.") from error
    head = [line[1:] for line in lines if line.startswith("#")]
    prefixes = _prefixes(path, "\n".join(head))
    reader = csv.DictReader(lines[len(head) :], delimiter="\t")
    for row in reader:
        where = f"{path}, line {len(head) + reader.line_num}"
        subject, predicate, thing = (_expand(where, prefixes, row.get(term) or "", base) for term in _TERMS)
        if subject not in known:
            raise ZerenError(
                f"{where}: no table has {row['subject_id']}. 表中没有此单位或地区。",
                mend="Add it to units.csv or places.csv.",
            )
        if str(predicate) not in _PREDICATES:
            raise ZerenError(
                f"{where}: a link cannot say {row['predicate_id']}. 不可用的关系。",
                mend="Use schema:sameAs for the same thing, skos:relatedMatch for another one.",
            )
        graph.add((subject, predicate, thing))


def _prefixes(path: Path, head: str) -> dict[str, str]:
    try:
        prefixes = yaml.safe_load(head)["curie_map"]
    except (yaml.YAMLError, KeyError, TypeError) as error:
        raise ZerenError(
            f"{path}: no curie_map in its head. 文件头缺少 curie_map。",
            mend="Begin the file as data/links/places.sssom.tsv does.",
        ) from error
    return {str(prefix): str(space) for prefix, space in dict(prefixes).items()}


def _expand(where: str, prefixes: dict[str, str], written: str, base: str) -> URIRef:
    prefix, _, name = written.partition(":")
    if prefix not in prefixes or not name:
        raise ZerenError(
            f"{where}: no prefix {prefix!r} ({written}). 前缀未声明。",
            mend=f"Add it to curie_map; a line has the columns {', '.join(_TERMS)}.",
        )
    return URIRef(prefixes[prefix].replace(BASE, base, 1) + name)
