"""Quads for others: blank nodes named, in the order in which a person reads them, hashed, as Turtle."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

import pyoxigraph as ox

from .namespaces import PREFIXES

__all__ = ["canonical", "graph_hash", "pretty", "reading_order"]

_DIGITS = re.compile(r"(\d+)")
_TYPE = PREFIXES["rdf"] + "type"
_Key = tuple[tuple[str, int, str], ...]


def canonical(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """Name blank nodes by RDFC-1.0 (https://www.w3.org/TR/rdf-canon/).

    Only quads with a blank node take part in the naming (section 4.4), and only the ontology has any.
    """
    rows = list(quads)
    dataset = ox.Dataset(quad for quad in rows if _has_blank(quad))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return [quad for quad in rows if not _has_blank(quad)] + list(dataset)


def _has_blank(quad: ox.Quad) -> bool:
    return any(isinstance(term, ox.BlankNode) for term in (quad.subject, quad.object, quad.graph_name))


def reading_order(quads: Iterable[ox.Quad], *, by_graph: bool = True) -> list[ox.Quad]:
    """Order by graph (unless the graphs are to be united), subject, type first, predicate, object.

    Numbers in names order as numbers, and what a name begins with comes before it: p2.116, its assignments
    and targets, p4.2, p4.10.
    """
    keys: dict[object, _Key] = {}

    def key(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | ox.DefaultGraph) -> _Key:
        if term not in keys:
            keys[term] = _natural(term.value if isinstance(term, ox.NamedNode) else str(term))
        return keys[term]

    return sorted(
        quads,
        key=lambda q: (
            key(q.graph_name) if by_graph else (),
            key(q.subject),
            q.predicate.value != _TYPE,
            q.predicate.value,
            key(q.object),
        ),
    )


def _natural(text: str) -> _Key:
    parts = _DIGITS.split(text)
    # Words and numbers alternate; the digits themselves last, so that 01 and 1 are told apart.
    return tuple(
        (word, int(digits) if digits else -1, digits)
        for word, digits in zip(parts[::2], [*parts[1::2], ""], strict=True)
    )


def graph_hash(quads: Iterable[ox.Quad]) -> str:
    """Return the RDFC-1.0 hash: SHA-256 of the canonical N-Quads, in code point order."""
    digest = hashlib.sha256()
    for line in sorted(f"{quad} .\n" for quad in canonical(quads)):
        digest.update(line.encode())
    return digest.hexdigest()


def pretty(quads: Iterable[ox.Quad], *, named: bool) -> bytes:
    """Serialise ordered quads as Turtle, or as TriG where ``named``, with the prefixes that they use."""
    if named:
        data = ox.serialize(quads, format=ox.RdfFormat.TRIG, prefixes=PREFIXES) or b""
    else:
        united = dict.fromkeys(q.triple for q in reading_order(quads, by_graph=False))
        data = ox.serialize(united, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b""
    lines = data.decode().split("\n")
    body = [line for line in lines if not line.startswith("@prefix")]
    used = set(re.findall(r"(?<![\w/:#])([a-z]+):", "\n".join(body)))
    head = [f"@prefix {name}: <{space}> ." for name, space in PREFIXES.items() if name in used]
    # A blank line before each subject; line breaks inside literals are escaped, so these are structure.
    subject = re.compile(r"\t?[^\s}@]" if named else r"[^\s@]")
    spaced = [f"\n{line}" if subject.match(line) else line for line in body]
    return "\n".join([*head, *spaced]).encode()
