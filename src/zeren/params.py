"""What a user gives for a parameter, as RDF terms of its type; a unit is found by any of its names."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TypeAlias

import pyoxigraph as ox

from .catalogue import Param, StoredQuery
from .engines import Engine
from .errors import ZerenError
from .found import value_rows
from .namespaces import PREFIXES

__all__ = ["Value", "Values", "bind_terms"]

#: A parameter's value as a user gives it.
Value: TypeAlias = str | int | Decimal
#: Each parameter's value, or several.
Values: TypeAlias = Mapping[str, Value | Sequence[Value]]

_UNITS = """
SELECT ?unit ?name ?property WHERE {
  VALUES ?property { skos:prefLabel skos:altLabel }
  ?unit a zr:Unit ; ?property ?name .
}"""
_NUMBERS = {"integer": r"[+-]?[0-9]+", "decimal": r"[+-]?[0-9]+(\.[0-9]+)?"}

#: A folded name -> the units that bear it, by IRI, with the name as it is written.
_Names = dict[str, dict[str, str]]


def bind_terms(
    query: StoredQuery, params: Values, engine: Engine
) -> dict[str, list[ox.NamedNode] | list[ox.Literal]]:
    """Return the terms of each parameter; names of units are looked up in the store that is asked.

    Raises:
        ZerenError: no such parameter, a value of another type, or a name that no unit or several bear.

    """
    return {name: _terms(query, name, given, engine) for name, given in params.items()}


def _terms(
    query: StoredQuery, name: str, given: Value | Sequence[Value], engine: Engine
) -> list[ox.NamedNode] | list[ox.Literal]:
    """Turn what a user gave for a parameter into RDF terms of its type."""
    param = query.params.get(name)
    if param is None:
        near = ", ".join(query.params) or "none"
        what = f"{query.id} has no parameter “{name}”. 查询没有参数“{name}”。"
        raise ZerenError(what, mend=f"Its parameters: {near}.")
    values = [str(one) for one in ([given] if isinstance(given, Value) else given)]
    for value in values or [""]:
        if not value.strip() or any(0xD800 <= ord(character) < 0xE000 for character in value):
            what = f"{query.id}: the value of “{name}” is empty or no text. 参数“{name}”为空或不是文字。"
            raise ZerenError(what, mend=f"Give one such as “{param.example}”.")
    if param.type == "unit":
        return _units(values, engine)
    if param.type == "iri":
        return [_iri(value, param) for value in values]
    return [_literal(value, param) for value in values]


def _iri(value: str, param: Param) -> ox.NamedNode:
    try:
        return ox.NamedNode(value.strip())
    except ValueError as error:
        what = f"{param.name}: “{value}” is no IRI ({error}). 不是网址。"
        raise ZerenError(what, mend=f"Give one such as {param.example}.") from error


def _literal(value: str, param: Param) -> ox.Literal:
    pattern = _NUMBERS.get(param.type)
    if pattern is None:
        return ox.Literal(value)
    number = unicodedata.normalize("NFKC", value).strip()
    if not re.fullmatch(pattern, number):
        what = f"{param.name}: “{value}” is no {param.type} number. 不是数字。"
        raise ZerenError(what, mend=f"Give one such as {param.example}.")
    return ox.Literal(number, datatype=ox.NamedNode(PREFIXES["xsd"] + param.type))


def _fold(name: str) -> str:
    """Make names comparable: full and half width, case and spaces do not tell them apart.

    >>> _fold("（ＡＥＤ） 办") == _fold("(aed)办")
    True
    """
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()


def _labels(engine: Engine) -> list[list[str]]:
    """Return every name of every unit: its IRI, the name, the property that gives it."""
    prefixes = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in ("zr", "skos"))
    return value_rows(engine.ask(prefixes + _UNITS).data)


def _units(values: list[str], engine: Engine) -> list[ox.NamedNode]:
    """Find units by IRI or by a name that the store knows."""
    preferred: _Names = {}
    others: _Names = {}
    for unit, name, kind in _labels(engine):
        names = preferred if kind.endswith("prefLabel") else others
        names.setdefault(_fold(name), {})[unit] = name
    return [_unit(value, preferred, others) for value in values]


def _unit(value: str, preferred: _Names, others: _Names) -> ox.NamedNode:
    """Find one unit: by IRI, by a preferred name, else by another name."""
    if any(value in units for units in [*preferred.values(), *others.values()]):
        return ox.NamedNode(value)
    units = preferred.get(_fold(value)) or others.get(_fold(value)) or {}
    if len(units) == 1:
        return ox.NamedNode(next(iter(units)))
    if units:
        what = f"The name “{value}” belongs to {len(units)} units. 名称“{value}”不止一个单位。"
        raise ZerenError(what, mend=f"Give one of their IRIs: {', '.join(sorted(units))}.")
    names = others | preferred
    near = difflib.get_close_matches(_fold(value), names, n=3, cutoff=0.4)
    nearest = " / ".join(next(iter(names[folded].values())) for folded in near)
    mend = f"Did you mean {nearest}?" if near else "`zeren query units` lists those with tasks."
    raise ZerenError(f"No unit is called “{value}”. 没有名为“{value}”的单位。", mend=mend)
