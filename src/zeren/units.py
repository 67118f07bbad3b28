"""The authority tables of ``data/units/``: what is known of units and places, row by row checked."""

from __future__ import annotations

import csv
import re
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
            if n
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
    rows: list[tuple[str, dict[str, str]]] = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream, strict=True)
            where = f"{path}, line 1"
            same = tuple(reader.fieldnames or ()) == columns
            _need(where, same, f"the columns are not {','.join(columns)}.", "Restore that line.")
            for row in reader:
                where = f"{path}, line {reader.line_num}"
                whole = None not in row and None not in row.values()
                _need(where, whole, f"not {len(columns)} cells.", "Quote cells that hold a comma.")
                for name, cell in row.items():
                    _need(where, cell == cell.strip(), f"{name} has spaces around it.", "Take them away.")
                    _need(where, bool(cell) or name in _MAY_BE_EMPTY, f"{name} is empty.", "Fill it in.")
                rows.append((where, row))
    except OSError as error:
        reason = (error.strerror or "cannot be read").lower()
        raise ZerenError(f"{path}: {reason}.", mend="Restore the table.") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise ZerenError(f"{path}: no CSV in UTF-8 ({error}).", mend="Save it as such.") from error
    return rows


def _need(where: str, ok: bool, what: str, mend: str) -> None:
    if not ok:
        raise ZerenError(f"{where}: {what}", mend=mend)


def _confidence(where: str, word: str) -> Confidence:
    choices: dict[str, Confidence] = {c: c for c in get_args(Confidence)}
    _need(where, word in choices, f"confidence {word!r} is unknown.", f"Use one of {', '.join(choices)}.")
    return choices[word]


def _once(where: str, seen: dict[str, str], *names: str) -> None:
    """Note that names stand here; none may stand in two rows."""
    for name in dict.fromkeys(names):
        _need(where, name not in seen, f"{name} stands at {seen.get(name)} too.", "Keep it in one row.")
        seen[name] = where


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


_UNIT_COLUMNS = (
    *("slug", "name", "aliases", "kind", "place", "subset_of", "open_set"),
    *("official_name", "name_en", "confidence", "source"),
)
_MEMBER_COLUMNS = ("collective", "member", "reading", "confidence", "source")
_PLACE_COLUMNS = ("code", "name", "aliases", "name_en", "within", "source")
_SCHEME_COLUMNS = ("scheme", "accountability_rule", "source")
_MAY_BE_EMPTY = frozenset({"aliases", "subset_of", "open_set", "official_name", "within"})
_SLUG = re.compile("[a-z0-9]+(-[a-z0-9]+)*")


def _jurisdiction(folder: Path, places: frozenset[str], kinds: frozenset[str]) -> Jurisdiction:
    units: list[UnitRow] = []
    wheres: list[str] = []
    seen: dict[str, str] = {}
    for where, row in _rows(folder / "units.csv", _UNIT_COLUMNS):
        slug, kind, open_set = row["slug"], row["kind"], row["open_set"]
        _need(where, bool(_SLUG.fullmatch(slug)), f"slug {slug!r} is not lower-case ASCII.", "Use pinyin.")
        _need(where, kind in kinds, f"kind {kind!r} is unknown.", f"Use one of {', '.join(sorted(kinds))}.")
        _need(where, row["place"] in places, f"place {row['place']!r} is unknown.", "Add it to places.csv.")
        _need(where, open_set in ("", "yes"), f"open_set {open_set!r} is unknown.", "Use yes, or nothing.")
        confidence = _confidence(where, row["confidence"])
        unit = UnitRow(
            slug=slug,
            name=row["name"],
            aliases=_split(row["aliases"]),
            kind=kind,
            place=row["place"],
            subset_of=row["subset_of"],
            open_set=open_set == "yes",
            # A name that is not sure enough to be given is not; the unit stays.
            official_name="" if confidence == "unsure" else row["official_name"],
            name_en=row["name_en"],
            confidence=confidence,
            source=row["source"],
        )
        names = (name for name in (unit.name, *unit.aliases, unit.official_name) if name)
        _once(where, seen, f"slug {slug}", *names)
        units.append(unit)
        wheres.append(where)
    by_name = {u.name: u for u in units}
    for where, unit in zip(wheres, units, strict=True):
        if unit.subset_of:
            _collective(where, by_name, unit.subset_of)
            _collective(where, by_name, unit.name)
    return Jurisdiction(folder.name, tuple(units), _members(folder / "members.csv", by_name))


def _collective(where: str, units: dict[str, UnitRow], name: str) -> None:
    is_one = name in units and units[name].kind == "collective"
    _need(where, is_one, f"{name} is no collective.", "Name a unit of kind collective.")


def _members(path: Path, units: dict[str, UnitRow]) -> tuple[MemberRow, ...]:
    readings: dict[str, Literal["literal", "functional"]] = {
        "literal": "literal",
        "functional": "functional",
    }
    members: list[MemberRow] = []
    seen: dict[str, str] = {}
    for where, row in _rows(path, _MEMBER_COLUMNS):
        collective, member, reading = row["collective"], row["member"], row["reading"]
        _collective(where, units, collective)
        _need(where, member in units, f"{member} is unknown.", "Add it to units.csv.")
        single = units[member].kind != "collective"
        _need(where, single, f"{member} is a collective.", "Say subset_of in units.csv.")
        _need(where, reading in readings, f"reading {reading!r} is unknown.", "Use literal or functional.")
        _once(where, seen, f"{member} in {collective}")
        members.append(
            MemberRow(
                collective=collective,
                member=member,
                reading=readings[reading],
                confidence=_confidence(where, row["confidence"]),
                source=row["source"],
            )
        )
    return tuple(members)


def _places(path: Path) -> tuple[PlaceRow, ...]:
    rows = _rows(path, _PLACE_COLUMNS)
    codes = {row["code"] for _, row in rows}
    places: list[PlaceRow] = []
    seen: dict[str, str] = {}
    for where, row in rows:
        code, within = row["code"], row["within"]
        is_code = re.fullmatch("[0-9]{6}", code) is not None
        _need(where, is_code, f"{code!r} is no GB/T 2260 code.", "Give six digits.")
        _need(where, within in ("", *codes - {code}), f"within {within!r} is unknown.", "Add that place.")
        _once(where, seen, code)
        places.append(
            PlaceRow(
                code=code,
                name=row["name"],
                aliases=_split(row["aliases"]),
                name_en=row["name_en"],
                within=within,
                source=row["source"],
            )
        )
    return tuple(places)


def _schemes(path: Path) -> tuple[SchemeRow, ...]:
    schemes: list[SchemeRow] = []
    seen: dict[str, str] = {}
    for where, row in _rows(path, _SCHEME_COLUMNS):
        for name in ("scheme", "accountability_rule"):
            is_slug = _SLUG.fullmatch(row[name]) is not None
            _need(where, is_slug, f"{name} {row[name]!r} is not lower-case ASCII.", "Use its IRI's end.")
        _once(where, seen, row["scheme"])
        schemes.append(SchemeRow(**row))
    return tuple(schemes)


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
    schemes = _schemes(data / "schemes.csv")
    return Authority(tuple(_jurisdiction(t, codes, kinds) for t in tables), places, schemes)
