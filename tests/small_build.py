"""A build of the small hand-written graph, for the tests that ask."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pyoxigraph as ox

from zeren.dumps import catalogue_quads
from zeren.namespaces import expand

__all__ = ["CLOCK", "SHA256", "small_store", "write_build"]

_GIVEN = Path(__file__).parent / "data" / "queries" / "given.trig"


def CLOCK() -> datetime:  # noqa: N802 (it stands for a constant time)
    """Return the time at which the tests ask."""
    return datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def small_store() -> ox.Store:
    """Return the small graph with the description of its data set."""
    store = ox.Store()
    store.load(path=_GIVEN, format=ox.RdfFormat.TRIG)
    store.extend(catalogue_quads(list(store), []))
    return store


def _checksum() -> str:
    about = ox.NamedNode(expand("spdx:checksumValue"))
    [quad] = small_store().quads_for_pattern(None, about, None)
    assert isinstance(quad.object, ox.Literal)
    return quad.object.value


#: The hash that the small graph's description gives.
SHA256 = _checksum()


def write_build(folder: Path) -> Path:
    """Write the small graph as the store of a build folder."""
    store = ox.Store(str(folder / "store"))
    store.extend(small_store())
    store.flush()
    return folder
