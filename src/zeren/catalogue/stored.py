"""A stored query: what its header says, and its SPARQL, in which terms and bases can be bound."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any, Literal

import pyoxigraph as ox

from ..degrees import Degree, basis_nodes, leave_out
from ..errors import ZerenError

__all__ = ["Chart", "Check", "Param", "ParamType", "Severity", "StoredQuery", "Text", "values_lines"]

#: What a parameter's value is; ``unit`` is the IRI of a unit that may also be given by its name.
ParamType = Literal["iri", "unit", "string", "integer", "decimal"]
#: How grave it is when a check finds something.
Severity = Literal["ERROR", "WARN", "INFO"]
#: The same text in both languages: keys ``zh`` and ``en``.
Text = Mapping[str, str]

#: The line that carries a parameter's default: alone on its line, one variable, nothing behind it.
_VALUES_LINE = r"^[ \t]*VALUES[ \t]+\?{name}[ \t]+\{{(?P<terms>[^\n]*)\}}[ \t]*$"


@dataclass(frozen=True, kw_only=True)
class Param:
    """A parameter of a stored query.

    ``values`` are all that are allowed (none: any of the type); ``values_from`` names the query and column
    that list those that give an answer (``units.unit``).
    """

    name: str
    type: ParamType
    label: Text
    example: str
    values: tuple[str, ...] = ()
    values_from: str | None = None


@dataclass(frozen=True, kw_only=True)
class Chart:
    """The picture that serves an answer: its type, and which column goes where.

    A bar has ``label`` and ``value``; a network has ``from``, ``to`` and ``value``.
    """

    type: Literal["bar", "network"]
    axes: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class StoredQuery:
    """A stored query: what its header says, and its SPARQL (without the header)."""

    id: str
    version: str
    competency: str
    degree: Degree
    title: Text
    question: Text
    explanation: Text
    tags: tuple[str, ...]
    params: Mapping[str, Param]
    columns: Mapping[str, Text]
    chart: Chart | None = None
    sparql: str

    @property
    def is_construct(self) -> bool:
        """Whether the query answers with a graph instead of rows."""
        return not self.columns

    @cached_property
    def defaults(self) -> Mapping[str, str]:
        """Each parameter's default as it stands in the query: RDF terms in SPARQL's own form."""
        return {name: values_lines(self.sparql, name)[0]["terms"].strip() for name in self.params}

    @property
    def basis_nodes(self) -> tuple[str, ...]:
        """The variables whose basis counts when one is left out; none: nothing here rests on such a node."""
        return basis_nodes(self.sparql)

    def as_json(self) -> dict[str, Any]:
        """Return what the header says, and each parameter's default, for ``zeren queries --json``."""
        fields = asdict(self)
        for name, default in self.defaults.items():
            fields["params"][name]["default"] = default
        return fields

    def bind(
        self,
        values: Mapping[str, list[ox.NamedNode] | list[ox.Literal]],
        *,
        without: Iterable[str] = (),
    ) -> str:
        """Return the query with other RDF terms in the ``VALUES`` lines of the named parameters.

        Terms are serialised, never pasted, so no value can be read as a part of the query. Nodes known on a
        basis in ``without`` are left out.

        Raises:
            ZerenError: a value that the header does not allow, or a basis that is none.

        """
        bound = leave_out(self.sparql, without)
        for name, terms in values.items():
            param = self.params[name]
            if refused := [term.value for term in terms if param.values and term.value not in param.values]:
                what = f"{name}: “{refused[0]}” is not allowed. 参数“{name}”不能取“{refused[0]}”。"
                raise ZerenError(what, mend=f"Use one of: {', '.join(param.values)}.")
            line = values_lines(bound, name)[0]
            bound = f"{bound[: line.start('terms')]} {' '.join(map(str, terms))} {bound[line.end('terms') :]}"
        return bound


@dataclass(frozen=True, kw_only=True)
class Check:
    """A data-quality query: each row is a fault (``node``, ``property``, ``value``), no row is good."""

    severity: Severity
    query: StoredQuery


def values_lines(sparql: str, name: str) -> list[re.Match[str]]:
    """Find the lines that carry a parameter's values; a good query has one."""
    return list(re.finditer(_VALUES_LINE.format(name=re.escape(name)), sparql, re.MULTILINE))
