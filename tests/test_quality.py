"""The figures of accuracy become measurements in the catalogue; a wrong table is refused by its line."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest

from zeren.errors import ZerenError
from zeren.namespaces import BASE, expand
from zeren.quality import quality_to_rdf

GOOD = Path(__file__).parent / "data" / "quality" / "good.csv"
ASK = """
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX dqv: <http://www.w3.org/ns/dqv#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?metric ?value ?counts WHERE {
  ?dataset dqv:hasQualityMeasurement ?measurement .
  ?measurement a dqv:QualityMeasurement ; dqv:computedOn ?dataset ;
    dqv:value ?value ; dqv:isMeasurementOf ?of .
  ?of a dqv:Metric ; skos:prefLabel ?metric ; dqv:inDimension/skos:prefLabel ?dimension .
  OPTIONAL { ?measurement dcterms:description ?counts . FILTER(LANG(?counts) = "en") }
} ORDER BY ?metric
"""


def asked(quads: list[ox.Quad]) -> list[tuple[str, Decimal, str]]:
    """Return metric, value and counts of each measurement."""
    store = ox.Store()
    store.extend(quads)
    rows = store.query(ASK, use_default_graph_as_union=True)
    assert isinstance(rows, ox.QuerySolutions)
    said = [[term.value if isinstance(term, ox.Literal) else "" for term in row] for row in rows]
    return [(metric, Decimal(value), counts) for metric, value, counts in said]


def test_each_row_is_a_measurement() -> None:
    """A share tells how many of how many; another figure has its value only."""
    assert asked(quality_to_rdf(path=GOOD)) == [
        ("f1: value", Decimal("0.9744"), ""),
        ("precision: measure_kind", Decimal(1), "40 of 40"),
        ("score: plain", Decimal("0.95"), "95 of 100"),
    ]


def test_it_stands_in_the_catalogue_under_the_base() -> None:
    """All is said in the catalogue's graph, of nodes under the base, each in both languages."""
    quads = quality_to_rdf("https://example.org/", GOOD)
    assert {str(q.graph_name) for q in quads} == {"<https://example.org/graph/catalogue>"}
    assert all(str(q.subject).startswith("<https://example.org/") for q in quads)
    said = [q.object.language for q in quads if q.predicate.value == expand("skos:definition")]  # type: ignore[union-attr]
    assert sorted(map(str, said)) == ["en", "en", "en", "zh", "zh", "zh"]


def test_no_table_no_figures(tmp_path: Path) -> None:
    """A data set without figures says none."""
    assert quality_to_rdf(path=tmp_path / "accuracy.csv") == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("dimension,metric", "metric,dimension"),
        ("0.9500", "95 %"),
        ("0.9500", "-0.95"),
        ("precision", "Precision of"),
        ("40,40,", "40,all,"),
        ("40,40,", "40,40,40,"),
        ("targets,precision,measure_kind", "assignments,score,plain"),
        ("Kinds of measure: right among those read.", ""),
    ],
)
def test_wrong_table_is_refused(old: str, new: str, tmp_path: Path) -> None:
    """The message names the line and what is wrong there."""
    text = GOOD.read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "accuracy.csv"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    line = text[: text.index(old)].count("\n") + 1
    with pytest.raises(ZerenError) as error:
        quality_to_rdf(path=file)
    assert error.value.what.startswith(f"{file}, line {line}: ")


def test_shipped_table_is_good() -> None:
    """The table that comes with Zeren, if it is there yet, can be read."""
    assert all(
        q.subject.value.startswith(BASE) for q in quality_to_rdf() if isinstance(q.subject, ox.NamedNode)
    )
