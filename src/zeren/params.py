"""What a user gives for a parameter, as RDF terms of its type; a unit is found by any of its names."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
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
#: What documents call a unit: asked for only when no name of a unit fits, since there is one an assignment.
_WRITTEN = """
SELECT DISTINCT ?unit ?name ?property WHERE {
  VALUES ?property { zr:unitAsWritten }
  ?assignment zr:assignee ?unit ; ?property ?name .
  ?unit a zr:Unit .
}"""
_BRACKETS = str.maketrans("〈《<〉》>", "((()))")
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
    several = given if isinstance(given, Iterable) and not isinstance(given, str) else [given]
    # Each once, here and below: a value twice, or a unit by two of its names, would double the rows.
    values = list(dict.fromkeys(str(one) for one in several))
    for value in values or [""]:
        if not value.strip() or any(0xD800 <= ord(character) < 0xE000 for character in value):
            what = f"{query.id}: the value of “{name}” is empty or no text. 参数“{name}”为空或不是文字。"
            raise ZerenError(what, mend=f"Give one such as “{param.example}”.")
    if param.type == "unit":
        return list(dict.fromkeys(_units(values, engine)))
    if param.type == "iri":
        return list(dict.fromkeys(_iri(value, param) for value in values))
    return list(dict.fromkeys(_literal(value, param) for value in values))


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
    """Make names comparable: width, case, spaces and the kind of brackets do not tell them apart.

    >>> _fold("（ＡＥＤ） 办") == _fold("〈aed〉办")
    True
    """
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold().translate(_BRACKETS)


def _named(engine: Engine, names: str) -> list[list[str]]:
    """Return names of units: the IRI, the name, the property that gives it."""
    prefixes = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in ("zr", "skos"))
    return value_rows(engine.ask(prefixes + names).data)


def _units(values: list[str], engine: Engine) -> list[ox.NamedNode]:
    """Find units by IRI, by a name that the store knows, or as a document writes them."""
    preferred: _Names = {}
    others: _Names = {}
    for unit, name, kind in _named(engine, _UNITS):
        names = preferred if kind.endswith("prefLabel") else others
        names.setdefault(_fold(name), {})[unit] = name
    known = {unit for units in [*preferred.values(), *others.values()] for unit in units}
    asked = [value.strip() for value in values]
    asked = [value[1:-1] if value[1:-1] in known else value for value in asked]
    written: _Names = {}
    if not all(value in known or _fold(value) in preferred or _fold(value) in others for value in asked):
        for unit, name, _ in _named(engine, _WRITTEN):
            written.setdefault(_fold(name), {})[unit] = name
    return [
        ox.NamedNode(value) if value in known else _unit(value, preferred, others, written) for value in asked
    ]


def _unit(value: str, *ranks: _Names) -> ox.NamedNode:
    """Find one unit by a name, the first kind of name first."""
    units = next((names[_fold(value)] for names in ranks if _fold(value) in names), {})
    if len(units) == 1:
        return ox.NamedNode(next(iter(units)))
    if units:
        what = f"The name “{value}” belongs to {len(units)} units. 名称“{value}”不止一个单位。"
        raise ZerenError(what, mend=f"Give one of their IRIs: {', '.join(sorted(units))}.")
    names = {folded: units for rank in reversed(ranks) for folded, units in rank.items()}
    near = difflib.get_close_matches(_fold(value), names, n=3, cutoff=0.4)
    nearest = " / ".join(next(iter(names[folded].values())) for folded in near)
    mend = f"Did you mean {nearest}?" if near else "`zeren query units` lists those with tasks."
    raise ZerenError(f"No unit is called “{value}”. 没有名为“{value}”的单位。", mend=mend)
