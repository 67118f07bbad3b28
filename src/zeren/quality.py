"""How well documents are read, as data: ``data/quality/accuracy.csv`` in the Data Quality Vocabulary.

Each row is a metric of its own (https://www.w3.org/TR/vocab-dqv/) with one measurement, computed on
the data set. ``make accuracy`` writes the table.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox

from .errors import ZerenError
from .namespaces import BASE, expand
from .resources import folder

__all__ = ["quality_to_rdf"]

_COLUMNS = ("dimension", "metric", "field", "value", "correct", "total", "description_en", "description_zh")
_FORMS = {
    **dict.fromkeys(("dimension", "metric", "field"), re.compile("[a-z][a-z0-9_-]*")),
    "value": re.compile(r"[0-9]+(\.[0-9]+)?"),
    **dict.fromkeys(("correct", "total"), re.compile("[0-9]*")),
    **dict.fromkeys(("description_en", "description_zh"), re.compile(r"\S.*")),
}
_Triple = tuple[ox.NamedNode, str, ox.NamedNode | ox.Literal]


@dataclass(frozen=True, kw_only=True)
class _Row:
    """One figure: a value, and where it is a share, how many of how many."""

    dimension: str
    metric: str
    field: str
    value: str
    correct: str
    total: str
    description_en: str
    description_zh: str


def quality_to_rdf(base: str = BASE, path: Path | None = None) -> list[ox.Quad]:
    """Return the figures as quads of the catalogue's graph; none where there is no table.

    Args:
        base: where data IRIs start.
        path: the table, if not the one that comes with Zeren.

    Raises:
        ZerenError: a row is wrong; the message names its line.
    """
    path = path or folder("data") / "quality" / "accuracy.csv"
    graph, dataset = ox.NamedNode(f"{base}graph/catalogue"), ox.NamedNode(f"{base}dataset")
    triples: dict[_Triple, None] = {}
    for row in _rows(path) if path.is_file() else ():
        triples |= dict.fromkeys(_triples(row, dataset, base))
    return [ox.Quad(node, ox.NamedNode(expand(name)), value, graph) for node, name, value in triples]


def _rows(path: Path) -> Iterator[_Row]:
    seen: set[tuple[str, str, str]] = set()
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream, strict=True)
        if tuple(reader.fieldnames or ()) != _COLUMNS:
            raise ZerenError(f"{path}, line 1: not {','.join(_COLUMNS)}.", mend="Run `make accuracy`.")
        for cells in reader:
            wrong = [name for name, form in _FORMS.items() if not form.fullmatch(cells[name] or "")]
            if wrong or None in cells:
                what = f"{wrong[0]} {cells[wrong[0]]!r} is wrong" if wrong else "too many cells"
                raise ZerenError(f"{path}, line {reader.line_num}: {what}.", mend="Run `make accuracy`.")
            row = _Row(**cells)
            name = (row.dimension, row.metric, row.field)
            if name in seen:
                raise ZerenError(f"{path}, line {reader.line_num}: {name} again.", mend="Keep one row.")
            seen.add(name)
            yield row


def _triples(row: _Row, dataset: ox.NamedNode, base: str) -> Iterator[_Triple]:
    dimension = ox.NamedNode(f"{base}quality/{row.dimension}")
    metric = ox.NamedNode(f"{dimension.value}/{row.metric}-{row.field}")
    measurement = ox.NamedNode(f"{metric.value}/measurement")
    decimal = ox.NamedNode(expand("xsd:decimal"))
    yield dimension, "rdf:type", ox.NamedNode(expand("dqv:Dimension"))
    yield dimension, "skos:prefLabel", ox.Literal(row.dimension, language="en")
    yield metric, "rdf:type", ox.NamedNode(expand("dqv:Metric"))
    yield metric, "skos:prefLabel", ox.Literal(f"{row.metric}: {row.field}", language="en")
    yield metric, "skos:definition", ox.Literal(row.description_en, language="en")
    yield metric, "skos:definition", ox.Literal(row.description_zh, language="zh")
    yield metric, "dqv:expectedDataType", decimal
    yield metric, "dqv:inDimension", dimension
    yield measurement, "rdf:type", ox.NamedNode(expand("dqv:QualityMeasurement"))
    yield measurement, "dqv:isMeasurementOf", metric
    yield measurement, "dqv:computedOn", dataset
    value = f"{Decimal(row.value).normalize():f}"  # as the store keeps it
    yield measurement, "dqv:value", ox.Literal(value, datatype=decimal)
    if row.correct and row.total:
        yield measurement, "dcterms:description", ox.Literal(f"{row.correct} of {row.total}", language="en")
        yield (
            measurement,
            "dcterms:description",
            ox.Literal(f"{row.total} 项中的 {row.correct} 项", language="zh"),
        )
    yield dataset, "dqv:hasQualityMeasurement", measurement
