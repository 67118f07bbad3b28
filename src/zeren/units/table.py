"""One jurisdiction's tables: rows that name one another, and changes that give units their time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from pathlib import Path

from ..errors import ZerenError
from . import rows
from .authority import Jurisdiction
from .rows import ISSUER_KINDS, ChangeRow, MemberRow, UnitRow
from .sheet import Faults, Row, once, records

__all__ = ["jurisdiction"]


def jurisdiction(
    slug: str, folders: Sequence[Path], kinds: frozenset[str], codes: frozenset[str] | None, faults: Faults
) -> Jurisdiction:
    """Read the tables of one jurisdiction from all folders that hold some.

    What rows say of one another is looked at only where each is right by itself: else one slip would be
    told many times.

    Args:
        slug: the name of the folders, and the jurisdiction's part of IRIs.
        folders: where the tables lie.
        kinds: the kinds of units that there are.
        codes: the codes of the places that there are, None where that is not known.
        faults: takes what is wrong.
    """
    before = len(faults.found)
    columns: tuple[str, ...] = ()
    units: list[tuple[Row, UnitRow]] = []
    members: list[tuple[Row, MemberRow]] = []
    changes: list[tuple[Row, ChangeRow]] = []
    for folder in folders:
        head, found = records(folder / "units.csv", rows.UNITS, lambda row: rows.unit(row, kinds), faults)
        columns, units = head or columns, units + found
        members += records(folder / "members.csv", rows.MEMBERS, rows.member, faults)[1]
        changes += records(folder / "changes.csv", rows.CHANGES, rows.change, faults)[1]
    once(((row, f"slug {unit.slug}") for row, unit in units), faults)
    if len(faults.found) > before:
        return Jurisdiction(slug, (), ())
    table = _Table({u.slug: u for _, u in units}, {u.slug: row for row, u in units}, faults)
    done = table.changes(changes)
    table.references(codes)
    if len(faults.found) == before:
        table.names()
    table.issuers(folders[-1] / "units.csv")
    return Jurisdiction(slug, tuple(table.units.values()), table.members(members), done, columns)


@dataclass
class _Table:
    """The units of a jurisdiction by slug, in the order of the files, and the rows that they stand in."""

    units: dict[str, UnitRow]
    row_of: Mapping[str, Row]
    faults: Faults
    slugs: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        """Index the units by what other rows may call them."""
        for slug, unit in self.units.items():
            for name in dict.fromkeys((slug, *unit.names)):
                self.slugs[name].append(slug)

    def _find(self, row: Row, name: str) -> str:
        """Return the slug of the unit that a row names, by a name or by the slug itself."""
        slugs = self.slugs.get(name, [])
        row.need(bool(slugs), f"{name} is unknown.", "单位表中没有。", "Add it to units.csv.")
        row.need(len(slugs) == 1, f"{name} is a name of several units.", "不止一个单位。", "Give the slug.")
        return slugs[0]

    def _single(self, row: Row, name: str, mend: str) -> str:
        slug = self._find(row, name)
        single = self.units[slug].kind != "collective"
        row.need(single, f"{name} is a collective.", "是集合单位。", mend)
        return slug

    def _collective(self, row: Row, name: str) -> str:
        slug = self._find(row, name)
        is_one = self.units[slug].kind == "collective"
        row.need(is_one, f"{name} is no collective.", "不是集合单位。", "Name a unit of kind collective.")
        return slug

    def changes(self, changes: Iterable[tuple[Row, ChangeRow]]) -> tuple[ChangeRow, ...]:
        """Return the changes; each gives an end to the units before and a start to those after it."""
        done: list[ChangeRow] = []
        begun: dict[str, Row] = {}
        ended: dict[str, Row] = {}
        for row, change in changes:
            with self.faults:
                mend = "A reform is of single units."
                before = tuple(self._single(row, name, mend) for name in change.before)
                after = tuple(self._single(row, name, mend) for name in change.after)
                for slug in before:
                    self._limit(row, slug, change.day, ended, is_end=True)
                for slug in after:
                    self._limit(row, slug, change.day, begun, is_end=False)
                done.append(replace(change, before=before, after=after))
        for slug, unit in self.units.items():
            with self.faults:
                unit.check_time(ended.get(slug) or begun.get(slug) or self.row_of[slug])
        return tuple(done)

    def _limit(self, row: Row, slug: str, day: date, seen: dict[str, Row], *, is_end: bool) -> None:
        """Give a unit its first or last day; one that its own row gives must be the same."""
        unit, word = self.units[slug], "ends" if is_end else "begins"
        first, own = seen.setdefault(slug, row), unit.valid_to if is_end else unit.valid_from
        row.need(first is row, f"{unit.name} {word} at {first.where} too.", "重复。", "Keep one change.")
        row.need(
            own in (None, day),
            f"{unit.name} {word} on {day} here and on {own} at {unit.where}.",
            "日期不一致。",
            f"Mend one, or leave {'valid_to' if is_end else 'valid_from'} empty.",
        )
        self.units[slug] = replace(unit, valid_to=day) if is_end else replace(unit, valid_from=day)

    def references(self, codes: frozenset[str] | None) -> None:
        """Resolve place, parents and larger collective of each unit."""
        for slug, unit in self.units.items():
            row = self.row_of[slug]
            with self.faults:
                row.need(
                    codes is None or unit.place in ("", *codes),
                    f"place {unit.place!r} is unknown.",
                    "地区未知。",
                    "Add its code to places.csv.",
                )
                parents = tuple(self._single(row, name, "Name single units.") for name in unit.parents)
                larger = self._collective(row, unit.subset_of) if unit.subset_of else ""
                self.units[slug] = replace(unit, parents=parents, subset_of=larger)
        self._no_circle({slug: unit.parents for slug, unit in self.units.items()}, "parent")
        self._no_circle({slug: (unit.subset_of,) for slug, unit in self.units.items()}, "subset_of")

    def _no_circle(self, above: Mapping[str, Sequence[str]], column: str) -> None:
        """Note the units that lie above themselves."""
        with self.faults:
            order = TopologicalSorter(above)
            try:
                order.prepare()
            except CycleError as error:
                slug = next(slug for slug in error.args[1] if slug in self.row_of)
                self.row_of[slug].need(
                    False, f"{self.units[slug].name} lies in itself.", "上级关系成环。", f"Mend {column}."
                )

    def names(self) -> None:
        """Note names that two units bear at one time."""
        bearers: dict[str, list[UnitRow]] = defaultdict(list)
        for unit in self.units.values():
            for name in unit.names:
                bearers[name].append(unit)
        order = {slug: at for at, slug in enumerate(self.units)}
        for name, units in bearers.items():
            for pair in pairwise(sorted(units, key=lambda unit: unit.valid_from or date.min)):
                first, second = sorted(pair, key=lambda unit: order[unit.slug])
                with self.faults:
                    self.row_of[second.slug].need(
                        not first.meets(second),
                        f"{name} stands at {first.where} too.",
                        "名称重复。",
                        "Keep it in one row, or give both units times that do not meet.",
                    )

    def issuers(self, path: Path) -> None:
        """Mark the government whose documents the table is for, where only one row can be it."""
        if not any(unit.issuer for unit in self.units.values()):
            governments = [slug for slug, unit in self.units.items() if unit.kind in ISSUER_KINDS]
            with self.faults:
                if len(governments) != 1:
                    found = "more than one" if governments else "no"
                    raise ZerenError(
                        f"{path}: {found} government, and no row says yes under issuer. 未指明发布政府。",
                        mend="Say issuer yes in the row of the government whose documents name these units.",
                    )
                self.units[governments[0]] = replace(self.units[governments[0]], issuer=True)
        issuers = sorted(
            (unit for unit in self.units.values() if unit.issuer),
            key=lambda unit: unit.valid_from or date.min,
        )
        for first, second in pairwise(issuers):
            with self.faults:
                self.row_of[second.slug].need(
                    not first.meets(second),
                    f"{first.name} at {first.where} is the issuer too.",
                    "发布政府不止一个。",
                    "Put units of two governments into two folders.",
                )

    def members(self, members: Iterable[tuple[Row, MemberRow]]) -> tuple[MemberRow, ...]:
        """Return who belongs to which collective."""
        found: list[tuple[Row, MemberRow]] = []
        for row, member in members:
            with self.faults:
                collective = self._collective(row, member.collective)
                single = self._single(row, member.member, "Say subset_of in units.csv.")
                found.append((row, replace(member, collective=collective, member=single)))
        once(((row, f"{m.member} in {m.collective}") for row, m in found), self.faults)
        return tuple(member for _, member in found)
