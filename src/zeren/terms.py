"""The terms and literals that our triples are made of, for rdflib."""

from __future__ import annotations

import datetime
from decimal import Decimal

from rdflib import Literal, Namespace, URIRef
from rdflib.namespace import XSD

from .namespaces import PREFIXES, VOCAB

__all__ = [
    *("OA", "QUDT", "SCHEMA", "SKOSXL", "ZR"),
    *("concept", "date", "decimal", "en", "integer", "string", "zh"),
]

OA = Namespace(PREFIXES["oa"])
QUDT = Namespace(PREFIXES["qudt"])
SCHEMA = Namespace(PREFIXES["schema"])
SKOSXL = Namespace(PREFIXES["skosxl"])
ZR = Namespace(PREFIXES["zr"])


def concept(scheme: str, notation: str) -> URIRef:
    """Return a concept of one of our vocabularies.

    >>> concept("role", "lead")
    rdflib.term.URIRef('https://w3id.org/zeren/vocab/role/lead')
    """
    return URIRef(f"{VOCAB}{scheme}/{notation}")


def zh(text: str) -> Literal:
    """Return a text in Chinese."""
    return Literal(text, lang="zh")


def en(text: str) -> Literal:
    """Return a text in English."""
    return Literal(text, lang="en")


def string(text: str) -> Literal:
    """Return a plain string."""
    return Literal(text)


def integer(number: int) -> Literal:
    """Return an ``xsd:integer``."""
    return Literal(str(number), datatype=XSD.integer)


def date(day: datetime.date) -> Literal:
    """Return an ``xsd:date``.

    >>> date(datetime.date(2023, 6, 30))
    rdflib.term.Literal('2023-06-30', datatype=rdflib.term.URIRef('http://www.w3.org/2001/XMLSchema#date'))
    """
    return Literal(day.isoformat(), datatype=XSD.date)


def decimal(number: Decimal) -> Literal:
    """Return an ``xsd:decimal`` without an exponent.

    >>> decimal(Decimal("2.55E+4"))
    rdflib.term.Literal('25500', datatype=rdflib.term.URIRef('http://www.w3.org/2001/XMLSchema#decimal'))
    """
    return Literal(f"{number:f}", datatype=XSD.decimal)
