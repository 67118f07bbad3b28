"""How to cite an answer: what was asked, of which data, when, and whether the answer is whole.

Two people who ask the same query, with the same values, of data with the same graph hash, get the same rows.
The time of asking is the only clock in Zeren.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from . import __version__
from .catalogue import StoredQuery
from .degrees import DEGREES, Degree
from .engines import Engine
from .found import Found, value_rows
from .namespaces import PREFIXES

__all__ = ["Citation", "Edition", "Setting", "cite", "editions", "now"]

#: Asks a store which data it holds: what :mod:`zeren.dumps` says in the catalogue graph.
_EDITIONS = """
SELECT DISTINCT ?dataset ?version ?sha256 WHERE {
  ?dataset a dcat:Dataset ; dcat:version ?version ; spdx:checksum/spdx:checksumValue ?sha256 .
} ORDER BY ?dataset ?version ?sha256"""

_DEGREES = {
    "stated": ("stated facts alone", "仅原文所载"),
    "entailed": ("stated and entailed facts", "原文所载及逻辑推出"),
    "derived": ("stated, entailed and derived facts", "原文所载、逻辑推出及规则推定"),
}


def now() -> datetime:
    """Return the time of asking, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


@dataclass(frozen=True, kw_only=True)
class Edition:
    """The data that was asked: a data set's IRI, its version, the RDFC-1.0 hash of its graphs."""

    dataset: str
    version: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Setting:
    """How a question is asked: of what, resting on which facts, and when.

    ``degree`` is the last kind of fact that an answer may rest on; nodes known on a basis in
    ``without_basis`` are left out. ``source`` is the build folder or the endpoint.
    """

    source: str = ""
    degree: Degree = "derived"
    without_basis: tuple[str, ...] = ()
    clock: Callable[[], datetime] = now


@dataclass(frozen=True, kw_only=True)
class Citation:
    """All that another needs to get the same answer again.

    ``query`` is empty for a question of one's own; ``sparql_sha256`` is the hash of the query as it was run.
    ``params`` holds each parameter's values as RDF terms in SPARQL's own form. ``cut`` says that there are
    more rows than were given. ``needs`` is the degree that the query needs to answer in full.
    """

    query: str
    version: str
    title: Mapping[str, str]
    params: Mapping[str, str]
    needs: Degree
    degree: Degree
    without_basis: tuple[str, ...]
    sparql_sha256: str
    source: str
    editions: tuple[Edition, ...]
    asked: datetime
    size: int
    cut: bool

    def text(self, language: str) -> str:
        """Return the citation as one paragraph, in ``zh`` or ``en``."""
        return "".join(self._chinese()) if language == "zh" else " ".join(self._english())

    def as_json(self) -> dict[str, Any]:
        """Return the citation for a machine, with both texts.

        Where the data came from on this machine is left out: it means nothing elsewhere.
        """
        fields = asdict(self) | {
            "software": f"zeren {__version__}",
            "asked": self._time(),
            "text": {language: self.text(language) for language in ("zh", "en")},
        }
        if not self._is_remote():
            del fields["source"]
        return fields

    @property
    def needs_more(self) -> Degree | None:
        """The degree of the facts that the query needs and was not given."""
        return self.needs if DEGREES.index(self.needs) > DEGREES.index(self.degree) else None

    def as_link(self) -> str:
        """Return the citation as an address that holds it, for formats with a place for links alone."""
        return "data:application/json," + quote(json.dumps(self.as_json(), ensure_ascii=False))

    def _english(self) -> list[str]:
        named = f"stored query “{self.query}” {self.version} ({self.title.get('en')})"
        parts = [f"Zeren {__version__}, {named if self.query else 'a question of my own'}"]
        parts += [f"{name} = {values}" for name, values in self.params.items()]
        parts += [f"SPARQL with SHA-256 {self.sparql_sha256}"] if not self.query else []
        parts += [f"on {_DEGREES[self.degree][0]}"]
        parts += [f"without {', '.join(self.without_basis)}"] if self.without_basis else []
        data = [f"{e.dataset}, version {e.version}, graph SHA-256 {e.sha256}" for e in self.editions]
        cut = f"Cut off: only the first {self.size} rows or triples, there are more." if self.cut else ""
        return [
            f"{', '.join(parts)}.",
            f"Data: {'; '.join(data) or 'of no stated version'}.",
            *([f"Asked of {self.source}."] if self._is_remote() else []),
            f"Asked {self._time()}.",
            *([cut] if cut else []),
        ]

    def _chinese(self) -> list[str]:
        named = f"存储查询“{self.query}”{self.version}版（{self.title.get('zh')}）"
        parts = [f"责任（Zeren）{__version__}，{named if self.query else '自拟查询'}"]
        parts += [f"{name} = {values}" for name, values in self.params.items()]
        parts += [f"SPARQL 文本 SHA-256 {self.sparql_sha256}"] if not self.query else []
        parts += [_DEGREES[self.degree][1]]
        parts += [f"不含 {'、'.join(self.without_basis)}"] if self.without_basis else []
        data = [f"{e.dataset}，{e.version}版，图谱 SHA-256 {e.sha256}" for e in self.editions]
        cut = f"结果已截断：仅前 {self.size} 条，尚有更多。" if self.cut else ""
        return [
            f"{'，'.join(parts)}。",
            f"数据：{'；'.join(data) or '版本不详'}。",
            *([f"端点 {self.source}。"] if self._is_remote() else []),
            f"查询时间 {self._time()}。",
            *([cut] if cut else []),
        ]

    def _is_remote(self) -> bool:
        return self.source.startswith(("http://", "https://"))

    def _time(self) -> str:
        return self.asked.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def editions(engine: Engine) -> tuple[Edition, ...]:
    """Return which data a store says that it holds; none where it does not say."""
    prefixes = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in ("dcat", "spdx"))
    found = engine.ask(prefixes + _EDITIONS)
    rows = value_rows(found.data) if len(found.columns) == 3 else []
    return tuple(Edition(dataset=iri, version=version, sha256=sha256) for iri, version, sha256 in rows)


def cite(
    found: Found,
    sparql: str,
    *,
    setting: Setting,
    of: tuple[Edition, ...],
    query: StoredQuery | None = None,
    params: Mapping[str, str] | None = None,
) -> Citation:
    """Say how to cite what was found; without ``query`` it was a question of one's own."""
    return Citation(
        query=query.id if query else "",
        version=query.version if query else "",
        title=query.title if query else {},
        params=params or {},
        needs=query.degree if query else "stated",
        degree=setting.degree,
        without_basis=setting.without_basis,
        sparql_sha256=hashlib.sha256(sparql.encode()).hexdigest(),
        source=setting.source,
        editions=of,
        asked=setting.clock(),
        size=found.size,
        cut=found.cut,
    )
