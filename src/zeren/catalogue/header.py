"""Reading one query file: every key of its header is checked, and the SPARQL against the header."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast, get_args

import pyoxigraph as ox
import yaml

from ..degrees import DEGREES, Degree
from ..errors import ZerenError
from ..headers import read_header
from .stored import Chart, Param, ParamType, StoredQuery, Text, values_lines

__all__ = ["read_check", "read_query"]

_KEYS = {
    *("id", "version", "degree", "summary", "description", "tags"),
    *("title", "question", "explanation"),
}
_PARAM_KEYS = {"type", "label", "example"}
#: The columns that each type of chart needs.
_AXES = {"bar": {"label", "value"}, "network": {"from", "to", "value"}}
#: What every check answers with.
_CHECK_COLUMNS: Mapping[str, Text] = {
    "node": {"zh": "有问题的节点", "en": "the node at fault"},
    "property": {"zh": "有问题的属性", "en": "the property at fault"},
    "value": {"zh": "该属性的值；缺失则空", "en": "the value it has; empty where it is missing"},
}


def read_query(path: Path) -> StoredQuery:
    """Read and check one query file.

    Raises:
        ZerenError: names the file and the key that is wrong.

    """
    check = _Check(path)
    fields, sparql = check.file(required=_KEYS | {"competency"}, optional={"params", "columns", "chart"})
    columns = {name: check.both(f"columns.{name}", text) for name, text in check.named(fields, "columns")}
    params = {name: check.param(name, value) for name, value in check.named(fields, "params")}
    return check.query(fields, sparql, params=params, columns=columns)


def read_check(path: Path) -> StoredQuery:
    """Read and check the file of a data-quality query: the same header, but no parameters and fixed columns.

    Raises:
        ZerenError: names the file and the key that is wrong.

    """
    check = _Check(path)
    fields, sparql = check.file(required=_KEYS, optional=set())
    return check.query(fields, sparql, params={}, columns=_CHECK_COLUMNS)


@dataclass(frozen=True)
class _Check:
    """Checks on one file's header; each returns the value that it found good."""

    path: Path

    def error(self, key: str, says: str) -> ZerenError:
        return ZerenError(f"{self.path}: {key} {says}.", mend="Mend the header of this query file.")

    def file(self, *, required: set[str], optional: set[str]) -> tuple[dict[str, Any], str]:
        try:
            fields, sparql = read_header(self.path.read_text(encoding="utf-8"))
        except yaml.YAMLError as error:
            raise self.error("header", f"is no YAML: {' '.join(str(error).split())}") from error
        fields = self.mapping("header", fields, required=required, optional=optional)
        if fields["id"] != self.path.stem:
            raise self.error("id", f"is “{fields['id']}”, but the file is called “{self.path.stem}”")
        return fields, sparql

    def query(
        self, fields: dict[str, Any], sparql: str, *, params: Mapping[str, Param], columns: Mapping[str, Text]
    ) -> StoredQuery:
        question, explanation = (self.both(key, fields[key]) for key in ("question", "explanation"))
        for key, text in {"summary": question, "description": explanation}.items():
            if fields[key] != text["en"]:
                raise self.error(
                    key, "is for grlc and must be the same text as the English one (a YAML alias)"
                )
        query = StoredQuery(
            id=self.path.stem,
            version=self.text("version", fields["version"], like=r"\d+\.\d+\.\d+"),
            competency=self.text("competency", fields["competency"], like=r"CQ\d{2,}")
            if "competency" in fields
            else "",
            degree=cast("Degree", self.one_of("degree", fields["degree"], DEGREES)),
            title=self.both("title", fields["title"]),
            question=question,
            explanation=explanation,
            tags=self.tags(fields["tags"]),
            params=params,
            columns=columns,
            chart=self.chart(fields["chart"], columns) if "chart" in fields else None,
            sparql=sparql,
        )
        self.sparql(query)
        return query

    def mapping(self, key: str, value: object, *, required: set[str], optional: set[str]) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise self.error(key, "is no mapping of keys to values")
        if missing := sorted(required - value.keys()):
            raise self.error(key, f"lacks {', '.join(missing)}")
        if unknown := sorted(map(str, value.keys() - required - optional)):
            raise self.error(key, f"has the unknown key {', '.join(unknown)}")
        return value

    def named(self, fields: dict[str, Any], key: str) -> list[tuple[str, object]]:
        value = fields.get(key, {})
        if not isinstance(value, dict):
            raise self.error(key, "is no mapping of names")
        return [(self.text(key, name, like=r"[a-z][a-z0-9_]*"), entry) for name, entry in value.items()]

    def text(self, key: str, value: object, *, like: str = r"(?s).*\S.*") -> str:
        if not isinstance(value, str) or not re.fullmatch(like, value):
            raise self.error(key, f"is {value!r}, not a text of the form {like}")
        return value

    def both(self, key: str, value: object) -> Text:
        pair = self.mapping(key, value, required={"zh", "en"}, optional=set())
        return {language: self.text(f"{key}.{language}", text) for language, text in pair.items()}

    def one_of(self, key: str, value: object, allowed: tuple[str, ...]) -> str:
        if not isinstance(value, str) or value not in allowed:
            raise self.error(key, f"is {value!r}, not one of {', '.join(allowed)}")
        return value

    def tags(self, value: object) -> tuple[str, ...]:
        if not isinstance(value, list) or not value:
            raise self.error("tags", "is no list of words")
        return tuple(self.text("tags", tag, like=r"[a-z][a-z-]*") for tag in value)

    def chart(self, value: object, columns: Mapping[str, Text]) -> Chart:
        known = {axis for axes in _AXES.values() for axis in axes}
        fields = self.mapping("chart", value, required={"type"}, optional=known)
        kind = self.one_of("chart.type", fields["type"], tuple(_AXES))
        axes = {key: column for key, column in fields.items() if key != "type"}
        self.mapping("chart", axes, required=_AXES[kind], optional=set())
        for key, column in axes.items():
            self.one_of(f"chart.{key}", column, tuple(columns))
        return Chart(type="bar" if kind == "bar" else "network", axes=axes)

    def param(self, name: str, value: object) -> Param:
        key = f"params.{name}"
        fields = self.mapping(key, value, required=_PARAM_KEYS, optional={"values", "values_from"})
        return Param(
            name=name,
            type=cast("ParamType", self.one_of(f"{key}.type", fields["type"], get_args(ParamType))),
            label=self.both(f"{key}.label", fields["label"]),
            example=self.text(f"{key}.example", fields["example"]),
            values=self.values(key, fields),
            values_from=self.values_from(f"{key}.values_from", fields.get("values_from")),
        )

    def values(self, key: str, fields: dict[str, Any]) -> tuple[str, ...]:
        if "values" not in fields:
            return ()
        values = fields["values"]
        if not isinstance(values, list) or not values:
            raise self.error(f"{key}.values", "is no list of values")
        allowed = tuple(self.text(f"{key}.values", value) for value in values)
        self.one_of(f"{key}.example", fields["example"], allowed)
        return allowed

    def values_from(self, key: str, value: object) -> str | None:
        """Check that the named query stands beside this one and has the column."""
        if value is None:
            return None
        source = self.text(key, value, like=r"[a-z][a-z0-9-]*\.[a-z][a-z0-9_]*")
        name, _, column = source.partition(".")
        other = self.path.with_name(f"{name}.rq")
        if not other.is_file():
            raise self.error(key, f"names the query “{name}”, which is not there")
        if column not in read_header(other.read_text(encoding="utf-8"))[0].get("columns", {}):
            raise self.error(key, f"names the column “{column}”, which {name} has not")
        return source

    def sparql(self, query: StoredQuery) -> None:
        """Check the SPARQL against the header: its syntax, its columns, one default a parameter."""
        for name in query.params:
            lines = values_lines(query.sparql, name)
            if len(lines) != 1 or not lines[0]["terms"].strip():
                says = (
                    f"needs exactly one line `VALUES ?{name} {{ ... }}` with its default, {len(lines)} found"
                )
                raise self.error(f"params.{name}", says)
        try:
            answer = ox.Store().query(query.sparql)
        except SyntaxError as error:
            raise self.error("query", f"is no SPARQL 1.1: {error}") from error
        if isinstance(answer, ox.QueryBoolean):
            raise self.error("query", "is an ASK; a stored query answers with rows or a graph")
        for name, param in query.params.items():
            if param.values and not self.terms(query.defaults[name]) <= set(param.values):
                raise self.error(f"params.{name}", "has a default that its values do not allow")
        projected = [v.value for v in answer.variables] if isinstance(answer, ox.QuerySolutions) else []
        if projected != list(query.columns):
            raise self.error("columns", f"are {list(query.columns)}, but the query selects {projected}")

    def terms(self, written: str) -> set[str]:
        """Return the plain texts of RDF terms in SPARQL's own form."""
        found = ox.Store().query(f"SELECT ?term WHERE {{ VALUES ?term {{ {written} }} }}")
        assert isinstance(found, ox.QuerySolutions)
        return {row[0].value for row in found if isinstance(row[0], ox.NamedNode | ox.Literal)}
