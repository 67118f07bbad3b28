"""The one prefix table. Nothing else in the package spells a namespace."""

from __future__ import annotations

__all__ = ["BASE", "PREFIXES", "VOCAB", "ZR", "expand", "shrink"]

#: Our own terms (classes and properties).
ZR = "https://w3id.org/zeren/ns#"
#: Our SKOS schemes: roles, unit kinds, bounds, ...
VOCAB = "https://w3id.org/zeren/vocab/"
#: Where data IRIs start unless the caller chooses another base.
BASE = "https://w3id.org/zeren/"

#: Prefix name -> namespace, in the order in which a Turtle dump lists them.
PREFIXES: dict[str, str] = {
    "zr": ZR,
    "zrsh": "https://w3id.org/zeren/shapes#",
    "bound": VOCAB + "bound/",
    "basis": VOCAB + "basis/",
    "changekind": VOCAB + "change-kind/",
    "confidence": VOCAB + "confidence/",
    "kind": VOCAB + "kind/",
    "measure": VOCAB + "measure/",
    "measurekind": VOCAB + "measure-kind/",
    "modality": VOCAB + "modality/",
    "reading": VOCAB + "reading/",
    "role": VOCAB + "role/",
    "rule": VOCAB + "accountability-rule/",
    "status": VOCAB + "copy-status/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "dqv": "http://www.w3.org/ns/dqv#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qudt": "http://qudt.org/schema/qudt/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "skosxl": "http://www.w3.org/2008/05/skos-xl#",
    "spdx": "http://spdx.org/rdf/terms#",
    "unit": "http://qudt.org/vocab/unit/",
    "vann": "http://purl.org/vocab/vann/",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def expand(curie: str) -> str:
    """Return the IRI of a compact name.

    Raises:
        KeyError: the prefix is not in :data:`PREFIXES`.

    >>> expand("zr:task")
    'https://w3id.org/zeren/ns#task'
    """
    prefix, _, name = curie.partition(":")
    return PREFIXES[prefix] + name


def shrink(iri: str) -> str:
    """Return the compact name of an IRI, or the IRI itself where no prefix fits.

    >>> shrink("https://w3id.org/zeren/ns#task"), shrink("https://example.org/x")
    ('zr:task', 'https://example.org/x')
    """
    fits = [(len(space), name, space) for name, space in PREFIXES.items() if iri.startswith(space)]
    if not fits:
        return iri
    _, name, space = max(fits)
    return f"{name}:{iri[len(space) :]}"
