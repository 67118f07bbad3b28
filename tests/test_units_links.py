"""Links of units and places to other data: each starts at a row of a table, and says what it means."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml
from rdflib import URIRef
from rdflib.namespace import SKOS

from zeren.corpus import Background, background
from zeren.errors import ZerenError
from zeren.links import links_to_rdf
from zeren.namespaces import BASE
from zeren.terms import SCHEMA

DATA = Path(__file__).parent / "data" / "units"
BAD = sorted((DATA / "links").glob("bad-*.tsv"))


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """A folder of one's own tables."""
    shutil.copytree(DATA / "good", tmp_path, dirs_exist_ok=True)
    return tmp_path


def test_every_case_is_collected() -> None:
    """No case is lost."""
    assert len(BAD) == 5


def test_own_links_join_those_shipped(tables: Path, known: Background) -> None:
    """A mapping table beside one's own tables is read with those that come with Zeren."""
    shutil.copy(DATA / "links" / "good.sssom.tsv", tables / "yunjiang" / "links.sssom.tsv")
    authority = background(tables=tables).authority
    own = links_to_rdf(authority, extra=tables) - links_to_rdf(authority)
    entity = "http://www.wikidata.org/entity/"
    assert set(own) == {
        (URIRef(f"{BASE}unit/yunjiang/shi-ti-yu-ju"), SCHEMA.sameAs, URIRef(f"{entity}Q4115189")),
        (URIRef(f"{BASE}place/990000"), SKOS.relatedMatch, URIRef(f"{entity}Q13406268")),
    }
    assert len(links_to_rdf(known.authority)) == 7


def test_links_move_with_the_base(known: Background) -> None:
    """Their subjects are data IRIs."""
    base = "https://data.example/"
    assert {str(s)[: len(base)] for s in links_to_rdf(known.authority, base).subjects()} == {base}


@pytest.mark.parametrize("case", BAD, ids=lambda case: case.name.partition(".")[0])
def test_bad_link_is_refused(case: Path, tables: Path) -> None:
    """The error names file and line."""
    shutil.copy(case, tables / "links.sssom.tsv")
    says = yaml.safe_load(case.read_text("utf-8").splitlines()[0].removeprefix("#"))["comment"]
    with pytest.raises(ZerenError) as error:
        links_to_rdf(background(tables=tables).authority, extra=tables)
    assert error.value.what.startswith(f"{tables / 'links.sssom.tsv'}")
    assert says in error.value.what
