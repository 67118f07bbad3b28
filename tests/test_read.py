"""Reading: the first document, and composed ones of the kind that the reader was not written for.

``tests/data/read/<case>.txt`` is a document, ``<case>.json`` what it must read as; see the README there.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SKOS

from zeren.corpus import Background
from zeren.coverage import coverage, record_json
from zeren.errors import ZerenError
from zeren.namespaces import expand
from zeren.read import read_document
from zeren.read.carrier import fold_width
from zeren.records import Document, Task

CASES = Path(__file__).parent / "data" / "read"
COMPOSED = sorted(CASES.glob("*.txt"))


def test_every_composed_document_is_collected() -> None:
    """No case is lost by its name, none lacks its other half."""
    assert len(COMPOSED) == 39
    assert {file.stem for file in COMPOSED} == {file.stem for file in CASES.glob("*.json")}


@pytest.mark.parametrize("file", COMPOSED, ids=lambda file: file.stem)
def test_composed_document(file: Path, known: Background) -> None:
    """A composed document reads as a person reads it, and what is odd in it is said, line by line."""
    document = read_document(file, words=known.words, authority=known.authority)
    expected = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
    record = json.loads(json.dumps(record_json(document)))
    for task in record["tasks"]:
        del task["targets"], task["left_out"]
    warnings = expected.pop("warnings")
    assert {key: record[key] for key in expected} == expected
    said: dict[str, str] = {}
    for warning in record["warnings"]:
        said[str(warning["line"])] = said.get(str(warning["line"]), "") + warning["en"] + "\n"
    assert said.keys() == warnings.keys()
    for line, words in warnings.items():
        assert all(word in said[line] for word in words), said[line]
    assert coverage(document)["tiles"]
