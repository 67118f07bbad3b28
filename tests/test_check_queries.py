"""The data-quality queries: each finds what is wrong in its bad files and nothing in its good ones.

``tests/data/checks/<id>/bad*.ttl`` begin with ``# finds:`` and the nodes, by the end of their IRI, once for
each row; ``good.ttl`` are the same data, mended.
"""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from zeren.catalogue import Check, checks, read_profile
from zeren.errors import ZerenError
from zeren.namespaces import BASE, expand
from zeren.query import ask, open_store

DATA = Path(__file__).parent / "data" / "checks"
CHECKS = checks()
BAD = sorted(DATA.glob("*/bad*.ttl"))
GOOD = sorted(DATA.glob("*/good.ttl"))


def test_collected() -> None:
    """Every check has its good and bad files, and no file is without its check."""
    assert (len(CHECKS), len(BAD), len(GOOD)) == (23, 25, 23)
    assert {path.parent.name for path in BAD} == {path.parent.name for path in GOOD} == set(CHECKS)


def _nodes(check: Check, store: ox.Store) -> list[str]:
    return sorted(row["node"].removeprefix(BASE) for row in ask(store, check.query).rows())


@pytest.mark.parametrize("path", BAD + GOOD, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_finds(path: Path) -> None:
    """A check finds the nodes that the file's first line names, and no other."""
    store = ox.Store()
    store.load(path=path, format=ox.RdfFormat.TURTLE)
    first = path.read_text(encoding="utf-8").splitlines()[0]
    expected = first.removeprefix("# finds: ").split() if path.stem != "good" else []
    assert _nodes(CHECKS[path.parent.name], store) == sorted(expected)
    assert expected or path.stem == "good"


@pytest.mark.parametrize("name", CHECKS)
def test_real(name: str, build_folder: Path) -> None:
    """The checks find nothing in the real graph, whatever their severity."""
    assert not _nodes(CHECKS[name], open_store(build_folder))


@pytest.mark.parametrize("name", CHECKS)
def test_property_is_a_known_one(name: str) -> None:
    """Each row names a property that a reader can look up, and the value at fault or nothing."""
    prefixes = tuple(expand(f"{prefix}:") for prefix in ("zr", "skos", "dcterms", "oa", "schema"))
    for path in DATA.glob(f"{name}/bad*.ttl"):
        store = ox.Store()
        store.load(path=path, format=ox.RdfFormat.TURTLE)
        rows = ask(store, CHECKS[name].query).rows()
        assert all(row["property"].startswith(prefixes) for row in rows)


def test_errors_come_first() -> None:
    """The profile lists the gravest checks first."""
    severities = [check.severity for check in CHECKS.values()]
    assert severities == sorted(severities, key=["ERROR", "WARN", "INFO"].index)
    assert {severity: severities.count(severity) for severity in severities} == {
        "ERROR": 8,
        "WARN": 11,
        "INFO": 4,
    }


@pytest.mark.parametrize("line", ["FATAL a", "ERROR", "ERROR a b", "error a", "WARN a\nINFO a"])
def test_bad_profile(line: str, tmp_path: Path) -> None:
    """A line that is no new check is refused with its number."""
    path = tmp_path / "profile.txt"
    path.write_text(f"# checks\n\n{line}\n", encoding="utf-8")
    with pytest.raises(ZerenError, match=r"line [34]: .* is no new check"):
        read_profile(path)


def test_profile_and_folder_agree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A check without its line in the profile, or a line without its file, is refused by name."""
    (tmp_path / "checks").mkdir()
    (tmp_path / "checks" / "profile.txt").write_text("INFO not-there\n", encoding="utf-8")
    monkeypatch.setattr("zeren.catalogue.folder", lambda name: tmp_path)
    with pytest.raises(ZerenError, match="do not agree on not-there"):
        checks()
