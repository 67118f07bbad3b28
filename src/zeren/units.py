"""The authority tables of ``data/units/``: what is known of units and places, row by row checked."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from . import resources
from .errors import ZerenError

__all__ = ["Authority", "Confidence", "Jurisdiction", "MemberRow", "PlaceRow", "SchemeRow", "UnitRow", "load"]

Confidence = Literal["sure", "likely", "unsure"]


@dataclass(frozen=True, kw_only=True)
class UnitRow:
    """One unit or collective of a jurisdiction."""

    slug: str
    name: str
    aliases: tuple[str, ...]
    kind: str
    place: str
    subset_of: str
    open_set: bool
    official_name: str
    name_en: str
    confidence: Confidence
    source: str


@dataclass(frozen=True, kw_only=True)
class MemberRow:
    """One unit in one collective, by one reading of the collective's name."""

    collective: str
    member: str
    reading: Literal["literal", "functional"]
    confidence: Confidence
    source: str


@dataclass(frozen=True, kw_only=True)
class PlaceRow:
    """One administrative division with its GB/T 2260 code."""

    code: str
    name: str
    aliases: tuple[str, ...]
    name_en: str
    within: str
    source: str


@dataclass(frozen=True, kw_only=True)
class SchemeRow:
    """What is known of a scheme beside its files: a rule of its notice, with the source."""

    scheme: str
    accountability_rule: str
    source: str


@dataclass(frozen=True)
class Jurisdiction:
    """The units that one government's documents speak of; ``slug`` is the table's folder name."""

    slug: str
    units: tuple[UnitRow, ...]
    members: tuple[MemberRow, ...]
    _by_name: dict[str, UnitRow] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the rows by every name that they carry."""
        names = {n: u for u in self.units for n in (u.name, *u.aliases, u.official_name) if n}
        object.__setattr__(self, "_by_name", names)

    def find(self, name: str) -> UnitRow | None:
        """Return the unit that carries a name (its own, an alias or its official name)."""
        return self._by_name.get(name)

    @property
    def governments(self) -> frozenset[str]:
        """Names of the government whose table this is."""
        return frozenset(
            n
            for u in self.units
            if u.kind == "people-government"
            for n in (u.name, *u.aliases, u.official_name)
        )


@dataclass(frozen=True)
class Authority:
    """All tables."""

    jurisdictions: tuple[Jurisdiction, ...]
    places: tuple[PlaceRow, ...]
    schemes: tuple[SchemeRow, ...]

    def of_government(self, name: str) -> Jurisdiction | None:
        """Return the jurisdiction of a government's name, None where no table knows it."""
        return next((j for j in self.jurisdictions if name in j.governments), None)


def _rows(path: Path, columns: tuple[str, ...]) -> list[tuple[str, dict[str, str]]]:
    """Read a CSV table: each row with its place in the file, for messages."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream)
        if tuple(reader.fieldnames or ()) != columns:
            raise ZerenError(
                f"{path}, line 1: the columns are not {','.join(columns)}.", mend="Restore that line."
            )
        rows = []
        for row in reader:
            where = f"{path}, line {reader.line_num}"
            if None in row or None in row.values():
                raise ZerenError(f"{where}: not {len(columns)} cells.", mend="Quote cells that hold a comma.")
            rows.append((where, row))
    return rows


def _need(where: str, ok: bool, what: str, mend: str) -> None:
    if not ok:
        raise ZerenError(f"{where}: {what}", mend=mend)


def _confidence(where: str, word: str) -> Confidence:
    choices: dict[str, Confidence] = {c: c for c in get_args(Confidence)}
    _need(where, word in choices, f"confidence {word!r} is unknown.", f"Use one of {', '.join(choices)}.")
    return choices[word]


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


_UNIT_COLUMNS = (
    *("slug", "name", "aliases", "kind", "place", "subset_of", "open_set"),
    *("official_name", "name_en", "confidence", "source"),
)
_MEMBER_COLUMNS = ("collective", "member", "reading", "confidence", "source")
_PLACE_COLUMNS = ("code", "name", "aliases", "name_en", "within", "source")
_SCHEME_COLUMNS = ("scheme", "accountability_rule", "source")


def _jurisdiction(folder: Path, places: frozenset[str], kinds: frozenset[str]) -> Jurisdiction:
    units: list[UnitRow] = []
    seen: dict[str, str] = {}
    for where, row in _rows(folder / "units.csv", _UNIT_COLUMNS):
        slug = row["slug"]
        _need(
            where,
            slug.isascii() and slug == slug.lower() and bool(slug),
            f"slug {slug!r} is not lower-case ASCII.",
            "Use pinyin.",
        )
        _need(
            where,
            row["kind"] in kinds,
            f"kind {row['kind']!r} is unknown.",
            f"Use one of {', '.join(sorted(kinds))}.",
        )
        _need(where, row["place"] in places, f"place {row['place']!r} is unknown.", "Add it to places.csv.")
        unit = UnitRow(
            slug=slug,
            name=row["name"],
            aliases=_split(row["aliases"]),
            kind=row["kind"],
            place=row["place"],
            subset_of=row["subset_of"],
            open_set=row["open_set"] == "yes",
            official_name=row["official_name"],
            name_en=row["name_en"],
            confidence=_confidence(where, row["confidence"]),
            source=row["source"],
        )
        for name in {f"slug {slug}", *(n for n in (unit.name, *unit.aliases, unit.official_name) if n)}:
            _need(where, name not in seen, f"{name} stands at {seen.get(name)} too.", "One name, one unit.")
            seen[name] = where
        units.append(unit)
    names = {u.name: u for u in units}
    members = []
    for where, row in _rows(folder / "members.csv", _MEMBER_COLUMNS):
        collective = names.get(row["collective"])
        _need(
            where,
            collective is not None and collective.kind == "collective",
            f"{row['collective']} is no collective.",
            "Name a unit of kind collective.",
        )
        _need(where, row["member"] in names, f"{row['member']} is unknown.", "Add it to units.csv.")
        reading = row["reading"]
        _need(
            where,
            reading in ("literal", "functional"),
            f"reading {reading!r} is unknown.",
            "Use literal or functional.",
        )
        members.append(
            MemberRow(
                collective=row["collective"],
                member=row["member"],
                reading="literal" if reading == "literal" else "functional",
                confidence=_confidence(where, row["confidence"]),
                source=row["source"],
            )
        )
    return Jurisdiction(folder.name, tuple(units), tuple(members))


def _places(path: Path) -> tuple[PlaceRow, ...]:
    places = []
    for where, row in _rows(path, _PLACE_COLUMNS):
        code = row["code"]
        _need(
            where, len(code) == 6 and code.isdecimal(), f"{code!r} is no GB/T 2260 code.", "Give six digits."
        )
        places.append(
            PlaceRow(
                code=code,
                name=row["name"],
                aliases=_split(row["aliases"]),
                name_en=row["name_en"],
                within=row["within"],
                source=row["source"],
            )
        )
    return tuple(places)


@cache
def load(kinds: frozenset[str], data: Path | None = None) -> Authority:
    """Load every table of ``data/`` (or of another folder of that form), checking each row.

    ``kinds`` are the notations of ``ontology/vocab/unit-kinds.ttl``.

    Raises:
        ZerenError: a row is wrong; the message names file and line.
    """
    data = data or resources.folder("data")
    places = _places(data / "units" / "places.csv")
    codes = frozenset(p.code for p in places)
    tables = sorted(p.parent for p in data.glob("units/*/units.csv"))
    schemes = (SchemeRow(**row) for _, row in _rows(data / "schemes.csv", _SCHEME_COLUMNS))
    return Authority(tuple(_jurisdiction(t, codes, kinds) for t in tables), places, tuple(schemes))
