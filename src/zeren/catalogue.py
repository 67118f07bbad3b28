"""The stored queries: each a ``.rq`` file with a header in ``#+`` YAML, checked when it is loaded.

The keys ``summary``, ``description`` and ``tags`` are those of `grlc <https://github.com/CLARIAH/grlc>`_,
so its tools read the files too. A parameter's default is in the query itself, in the one line
``VALUES ?name { ... }``, so that the file runs as it stands in any SPARQL 1.1 engine.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, cast, get_args

import pyoxigraph as ox
import yaml

from .errors import ZerenError
from .headers import split_header
from .resources import files, folder

__all__ = ["Degree", "Param", "ParamType", "StoredQuery", "Text", "catalogue", "load", "names", "read_query"]

#: What a parameter's value is; ``unit`` is the IRI of a unit that may also be given by its name.
ParamType = Literal["iri", "unit", "string", "integer", "decimal"]
#: The least sure kind of fact that a query needs (DESIGN section 2: three degrees).
Degree = Literal["stated", "entailed", "derived"]
#: The same text in both languages: keys ``zh`` and ``en``.
Text = Mapping[str, str]

_KEYS = {
    *("id", "version", "competency", "degree", "summary", "description", "tags"),
    *("title", "question", "explanation"),
}
_OPTIONAL_KEYS = {"params", "columns"}
_PARAM_KEYS = {"type", "label", "example"}
#: The line that carries a parameter's default: alone on its line, one variable, nothing behind it.
_VALUES_LINE = r"^[ \t]*VALUES[ \t]+\?{name}[ \t]+\{{(?P<terms>[^\n]*)\}}[ \t]*$"


@dataclass(frozen=True, kw_only=True)
class Param:
    """A parameter of a stored query."""

    name: str
    type: ParamType
    label: Text
    example: str


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
    sparql: str

    @property
    def is_construct(self) -> bool:
        """Whether the query answers with a graph instead of rows."""
        return not self.columns

    @cached_property
    def defaults(self) -> Mapping[str, str]:
        """Each parameter's default as it stands in the query: RDF terms in SPARQL's own form."""
        return {name: _values_line(self.sparql, name)["terms"].strip() for name in self.params}

    def as_json(self) -> dict[str, Any]:
        """Return what the header says, and each parameter's default, for ``zeren queries --json``."""
        fields = asdict(self)
        for name, default in self.defaults.items():
            fields["params"][name]["default"] = default
        return fields

    def bind(self, values: Mapping[str, list[ox.NamedNode] | list[ox.Literal]]) -> str:
        """Return the query with other RDF terms in the ``VALUES`` lines of the named parameters.

        Terms are serialised, never pasted, so no value can be read as a part of the query.
        """
        bound = self.sparql
        for name, terms in values.items():
            line = _values_line(bound, name)
            bound = f"{bound[: line.start('terms')]} {' '.join(map(str, terms))} {bound[line.end('terms') :]}"
        return bound


def names() -> list[str]:
    """Return the ids of all stored queries.

    >>> "tasks-led-by" in names()
    True
    """
    return [path.stem for path in files("queries", "*.rq")]


def load(name: str) -> StoredQuery:
    """Return one stored query.

    Raises:
        ZerenError: there is no such query, or its file is not valid.

    >>> load("tasks-led-by").title["en"]
    'Tasks led by a unit'

    """
    known = names()
    if name not in known:
        near = difflib.get_close_matches(name, known, n=3)
        mend = f"Did you mean {' / '.join(near)}?" if near else "`zeren queries` lists them."
        raise ZerenError(f"There is no stored query “{name}”. 没有名为“{name}”的查询。", mend=mend)
    return read_query(folder("queries") / f"{name}.rq")


def catalogue() -> dict[str, StoredQuery]:
    """Return all stored queries by id."""
    return {name: load(name) for name in names()}


def read_query(path: Path) -> StoredQuery:
    """Read and check one query file.

    Raises:
        ZerenError: names the file and the key that is wrong.

    """
    check = _Check(path)
    header, sparql = split_header(path.read_text(encoding="utf-8"))
    try:
        fields = yaml.safe_load(header)
    except yaml.YAMLError as error:
        raise check.error("header", f"is no YAML: {' '.join(str(error).split())}") from error
    fields = check.mapping("header", fields, required=_KEYS, optional=_OPTIONAL_KEYS)
    if fields["id"] != path.stem:
        raise check.error("id", f"is “{fields['id']}”, but the file is called “{path.stem}”")
    question, explanation = (check.both(key, fields[key]) for key in ("question", "explanation"))
    for key, text in {"summary": question, "description": explanation}.items():
        if fields[key] != text["en"]:
            raise check.error(key, "is for grlc and must be the same text as the English one (a YAML alias)")
    query = StoredQuery(
        id=path.stem,
        version=check.text("version", fields["version"], like=r"\d+\.\d+\.\d+"),
        competency=check.text("competency", fields["competency"], like=r"CQ\d{2,}"),
        degree=cast("Degree", check.one_of("degree", fields["degree"], get_args(Degree))),
        title=check.both("title", fields["title"]),
        question=question,
        explanation=explanation,
        tags=check.tags(fields["tags"]),
        params={name: check.param(name, value) for name, value in check.named(fields, "params")},
        columns={name: check.both(f"columns.{name}", text) for name, text in check.named(fields, "columns")},
        sparql=sparql,
    )
    check.sparql(query)
    return query


def _values_line(sparql: str, name: str) -> re.Match[str]:
    """Find the one line that carries a parameter's values."""
    [line] = re.finditer(_VALUES_LINE.format(name=re.escape(name)), sparql, re.MULTILINE)
    return line


@dataclass(frozen=True)
class _Check:
    """Checks on one file's header; each returns the value that it found good."""

    path: Path

    def error(self, key: str, says: str) -> ZerenError:
        return ZerenError(f"{self.path}: {key} {says}.", mend="Mend the header of this query file.")

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

    def param(self, name: str, value: object) -> Param:
        key = f"params.{name}"
        fields = self.mapping(key, value, required=_PARAM_KEYS, optional=set())
        return Param(
            name=name,
            type=cast("ParamType", self.one_of(f"{key}.type", fields["type"], get_args(ParamType))),
            label=self.both(f"{key}.label", fields["label"]),
            example=self.text(f"{key}.example", fields["example"]),
        )

    def sparql(self, query: StoredQuery) -> None:
        """Check the SPARQL against the header: its syntax, its columns, one default a parameter."""
        for name in query.params:
            found = re.findall(_VALUES_LINE.format(name=re.escape(name)), query.sparql, re.MULTILINE)
            if len(found) != 1 or not found[0].strip():
                says = (
                    f"needs exactly one line `VALUES ?{name} {{ ... }}` with its default, {len(found)} found"
                )
                raise self.error(f"params.{name}", says)
        try:
            answer = ox.Store().query(query.sparql)
        except SyntaxError as error:
            raise self.error("query", f"is no SPARQL 1.1: {error}") from error
        if isinstance(answer, ox.QueryBoolean):
            raise self.error("query", "is an ASK; a stored query answers with rows or a graph")
        projected = [v.value for v in answer.variables] if isinstance(answer, ox.QuerySolutions) else []
        if projected != list(query.columns):
            raise self.error("columns", f"are {list(query.columns)}, but the query selects {projected}")
