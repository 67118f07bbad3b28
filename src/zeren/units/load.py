"""The tables of ``data/units/`` and a folder of one's own, read together and checked row by row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from .. import resources
from ..errors import ZerenError
from . import rows
from .authority import Authority, Jurisdiction
from .rows import PlaceRow, SchemeRow, UnitRow
from .sheet import Faults, Row, once, records
from .table import jurisdiction

__all__ = ["check", "load", "stamp"]

#: The tables of a folder, and those of a jurisdiction's folder in it.
_TOP, _INNER = ("places.csv", "schemes.csv"), ("units.csv", "members.csv", "changes.csv")
#: What a spreadsheet writes beside CSV.
_SPREADSHEETS = (".csv", ".tsv", ".xlsx", ".xls", ".ods", ".et")


def load(kinds: frozenset[str], extra: Path | None = None) -> Authority:
    """Load the shipped tables, and with them a folder of one's own.

    Args:
        kinds: the notations of ``ontology/vocab/unit-kinds.ttl``.
        extra: a folder of the form of ``data/units/``; its rows are added to those shipped.

    Raises:
        ZerenError: a row is wrong; the message names file and line.
    """
    authority, faults = check(kinds, extra) if extra else _shipped(kinds)
    if not faults:
        return authority
    # Who mends a table wants to know how much is before him.
    more = f" `zeren units check` shows {len(faults) - 1} more." if len(faults) > 1 else ""
    raise ZerenError(faults[0].what, mend=faults[0].mend + more) from faults[0]


@cache
def _shipped(kinds: frozenset[str]) -> tuple[Authority, list[ZerenError]]:
    return check(kinds)


def stamp(folder: Path) -> tuple[object, ...]:
    """Return what changes when a folder of tables is edited."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return tuple((path, path.stat().st_mtime_ns, path.stat().st_size) for path in files)


def check(kinds: frozenset[str], extra: Path | None = None) -> tuple[Authority, list[ZerenError]]:
    """Return the tables and all that is wrong with them; the arguments are those of :func:`load`.

    Raises:
        ZerenError: ``extra`` is no folder, or holds no table.
    """
    faults = Faults()
    places: list[tuple[Row, PlaceRow]] = []
    schemes: list[tuple[Row, SchemeRow]] = []
    folders: dict[str, list[Path]] = defaultdict(list)
    for top, beside in _tops(extra):
        _only_tables(top, _TOP, faults)
        places += records(top / "places.csv", rows.PLACES, rows.place, faults)[1]
        schemes += records(beside / "schemes.csv", rows.SCHEMES, rows.scheme, faults)[1]
        for folder in sorted(path for path in top.iterdir() if path.is_dir()):
            _only_tables(folder, _INNER, faults)
            if any((folder / name).exists() for name in _INNER):
                with faults:
                    Row(str(folder), {"folder": folder.name}).slug("folder")
                    folders[folder.name].append(folder)
    once(((row, place.code) for row, place in places), faults)
    _places(places, faults)
    # Units do not suffer for a place that is not read.
    codes = None if faults.found else frozenset(place.code for _, place in places)
    once(((row, scheme.scheme) for row, scheme in schemes), faults)
    found = tuple(jurisdiction(name, folders[name], kinds, codes, faults) for name in sorted(folders))
    _issuers(found, faults)
    return Authority(found, tuple(p for _, p in places), tuple(s for _, s in schemes)), faults.found


def _tops(extra: Path | None) -> list[tuple[Path, Path]]:
    """Return the folders that hold tables, each with the folder where its ``schemes.csv`` stands."""
    data = resources.folder("data")
    if extra is None:
        return [(data / "units", data)]
    if not extra.is_dir():
        raise ZerenError(f"{extra}: no folder. 没有此目录。", mend="Name a folder of the form of data/units.")
    inner = (path / name for path in extra.iterdir() for name in _INNER)
    if not any(path.exists() for path in (*inner, *(extra / name for name in _TOP))):
        raise ZerenError(
            f"{extra}: no table in it. 目录中没有表。",
            mend=f"Put units.csv into a folder named after its government: {extra}/yunjiang/units.csv.",
        )
    return [(data / "units", data), (extra, extra)]


def _only_tables(folder: Path, allowed: Sequence[str], faults: Faults) -> None:
    """Note each table that would be left unread for its name."""
    for path in sorted(folder.iterdir()):
        # Mapping tables are read by :mod:`zeren.links`; an open one leaves a lock beside it.
        is_other = path.name.endswith(".sssom.tsv") or path.name.startswith((".", "~"))
        is_table = path.suffix.lower() in _SPREADSHEETS and not is_other
        if is_table and path.name not in allowed:
            with faults:
                raise ZerenError(
                    f"{path}: no table of that name is read here. 此处不读此名称的表。",
                    mend=f"Here stand {', '.join(allowed)}; units.csv stands in a government's folder.",
                )


def _places(places: Iterable[tuple[Row, PlaceRow]], faults: Faults) -> None:
    """Check that each place lies in a known one, and none in itself."""
    within = {place.code: place.within for _, place in places}
    for row, place in places:
        above, seen = place.within, {place.code}
        with faults:
            while above:
                row.need(
                    above in within, f"within {above!r} is unknown.", "上级地区未知。", "Add that place."
                )
                row.need(above not in seen, f"{place.name} lies in itself.", "上级关系成环。", "Mend within.")
                seen.add(above)
                above = within[above]


def _issuers(found: Iterable[Jurisdiction], faults: Faults) -> None:
    """Check that no two tables are for the documents of one government."""
    issuers = (
        (name, slug, unit)
        for table in found
        for unit in table.units
        if unit.issuer
        for name, slug in ((name, table.slug) for name in unit.names)
    )
    seen: dict[str, tuple[str, UnitRow]] = {}
    for name, slug, unit in issuers:
        other, first = seen.setdefault(name, (slug, unit))
        with faults:
            Row(unit.where, {}).need(
                other == slug,
                f"{name} issues the schemes of {first.where} too.",
                "两张表属于同一政府。",
                "Put their rows into one folder, or give the governments names that differ.",
            )
