"""All tables together: who is meant by a name in the documents of one government."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from .rows import ChangeRow, MemberRow, PlaceRow, SchemeRow, UnitRow

__all__ = ["Authority", "Jurisdiction"]


@dataclass(frozen=True)
class Jurisdiction:
    """The units that one government's documents speak of; ``slug`` is the table's folder name.

    ``columns`` are those of the table ``units.csv``, of the last one where there are several.
    """

    slug: str
    units: tuple[UnitRow, ...]
    members: tuple[MemberRow, ...]
    changes: tuple[ChangeRow, ...] = ()
    columns: tuple[str, ...] = ()
    _by_name: dict[str, list[UnitRow]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the rows by every name that they carry, the unit that ends last behind."""
        names: dict[str, list[UnitRow]] = {}
        for unit in sorted(self.units, key=lambda unit: unit.valid_from or date.min):
            for name in unit.names:
                names.setdefault(name, []).append(unit)
        object.__setattr__(self, "_by_name", names)

    def find(self, name: str, year: int | None = None, day: date | None = None) -> UnitRow | None:
        """Return the unit that carries a name (its own, an alias or its official name).

        A name that units bear one after another means the one that is there on the day; where no day is
        known, the one at the end of the year: it is to answer for what was done. Where one unit alone
        ever bore the name it is meant, even outside its time. None where nothing decides.
        """
        units = self._by_name.get(name, [])
        if len(units) < 2:
            return units[0] if units else None
        if day is not None:
            units = [unit for unit in units if unit.holds_on(day)]
        elif year is not None:
            units = [unit for unit in units if unit.holds_in(year)]
        return units[-1] if units else None

    @property
    def governments(self) -> frozenset[str]:
        """Names of the government whose table this is."""
        return frozenset(name for unit in self.units if unit.issuer for name in unit.names)


@dataclass(frozen=True)
class Authority:
    """All tables."""

    jurisdictions: tuple[Jurisdiction, ...]
    places: tuple[PlaceRow, ...]
    schemes: tuple[SchemeRow, ...]

    def of_government(self, name: str) -> Jurisdiction | None:
        """Return the jurisdiction of a government's name, None where no table knows it."""
        return next((j for j in self.jurisdictions if name in j.governments), None)
