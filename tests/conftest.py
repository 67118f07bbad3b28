"""What tests share: one build of the real document for the whole run."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph

from build_graph import build
from zeren.corpus import Background, Built, background
from zeren.read import read_document
from zeren.records import Document
from zeren.resources import folder

REAL = folder("data") / "documents" / "wuhan-2023-part2.txt"


@pytest.fixture(scope="session")
def known() -> Background:
    """What is known before any document is read."""
    return background()


@pytest.fixture(scope="session")
def real_document(known: Background) -> Document:
    """The first document, read."""
    return read_document(REAL, words=known.words, authority=known.authority)


@pytest.fixture(scope="session")
def real_build(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Built]:
    """The first document, built: the folder and what was made of it."""
    out = tmp_path_factory.mktemp("real") / "build"
    [built] = build([REAL], out)
    return out, built


@pytest.fixture(scope="session")
def build_folder(real_build: tuple[Path, Built]) -> Path:
    """The build of the first document."""
    return real_build[0]


@pytest.fixture(scope="session")
def real_graph(real_build: tuple[Path, Built], known: Background) -> Graph:
    """What the first document states, with the units that it names."""
    return real_build[1].stated.graph() + known.units.graph()
