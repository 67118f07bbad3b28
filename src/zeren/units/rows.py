"""The rows of the tables as frozen records. What names another row holds its slug."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from math import inf
from typing import Literal, get_args

from .sheet import Row, Sheet

__all__ = [
    "CHANGE_KINDS",
    "ISSUER_KINDS",
    "ChangeRow",
    "Confidence",
    "MemberRow",
    "PlaceRow",
    "Reading",
    "SchemeRow",
    "UnitRow",
]

Confidence = Literal["sure", "likely", "unsure"]
Reading = Literal["literal", "functional"]
#: Kinds of units that issue schemes: where a table has one such row, it needs no column ``issuer``.
ISSUER_KINDS = ("people-government", "district-government", "subdistrict-or-township")
_NONE, _ONE, _SOME, _SEVERAL = (0, 0), (1, 1), (1, inf), (2, inf)
#: How many units there are before and after a change, by its kind (``ontology/vocab/change-kinds.ttl``).
CHANGE_KINDS = {
    "renaming": (_ONE, _ONE),
    "merger": (_SEVERAL, _ONE),
    "split": (_ONE, _SEVERAL),
    "reorganisation": (_SEVERAL, _SEVERAL),
    "creation": (_NONE, _SOME),
    "dissolution": (_SOME, _NONE),
}


@dataclass(frozen=True, kw_only=True)
class UnitRow:
    """One unit or collective of a jurisdiction.

    ``issuer`` marks the government whose documents the table is for. ``valid_from`` is the first day on which
    the unit is there, ``valid_to`` the first on which it is there no more; each None where nobody says.
    """

    where: str = field(repr=False, compare=False)
    slug: str
    name: str
    aliases: tuple[str, ...]
    kind: str
    issuer: bool
    place: str
    parents: tuple[str, ...]
    subset_of: str
    open_set: bool
    official_name: str
    name_en: str
    valid_from: date | None
    valid_to: date | None
    confidence: Confidence
    source: str

    @property
    def names(self) -> tuple[str, ...]:
        """All names by which documents may call it, each once."""
        return tuple(dict.fromkeys(n for n in (self.name, *self.aliases, self.official_name) if n))

    def check_time(self, row: Row) -> None:
        """Raise an error that names a row, unless the unit ends after it begins."""
        row.need(
            (self.valid_from or date.min) < (self.valid_to or date.max),
            f"{self.name} ends on {self.valid_to}, and begins on {self.valid_from}.",
            "终止不晚于设立。",
            "A unit ends after it begins; what comes out of a reform is a new unit.",
        )

    def holds_on(self, day: date) -> bool:
        """Return whether the unit is there on a day."""
        return (self.valid_from or date.min) <= day < (self.valid_to or date.max)

    def holds_in(self, year: int) -> bool:
        """Return whether the unit is there on some day of a year."""
        return (self.valid_from or date.min) <= date(year, 12, 31) and date(year, 1, 1) < (
            self.valid_to or date.max
        )

    def meets(self, other: UnitRow) -> bool:
        """Return whether both units are there on some day."""
        starts = max(self.valid_from or date.min, other.valid_from or date.min)
        return starts < min(self.valid_to or date.max, other.valid_to or date.max)


@dataclass(frozen=True, kw_only=True)
class MemberRow:
    """One unit in one collective, by one reading of the collective's name."""

    collective: str
    member: str
    reading: Reading
    confidence: Confidence
    source: str


@dataclass(frozen=True, kw_only=True)
class ChangeRow:
    """One reform: the units that end on a day, and those that begin on it."""

    day: date
    kind: str
    before: tuple[str, ...]
    after: tuple[str, ...]
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


UNITS = Sheet(
    needed=("slug", "name", "kind", "source"),
    optional=(
        *("aliases", "issuer", "place", "parent", "subset_of", "open_set", "official_name", "name_en"),
        *("valid_from", "valid_to", "confidence"),
    ),
)
MEMBERS = Sheet(needed=("collective", "member", "reading", "confidence", "source"))
CHANGES = Sheet(needed=("date", "kind", "source"), optional=("before", "after"))
PLACES = Sheet(needed=("code", "name", "name_en", "source"), optional=("aliases", "within"))
SCHEMES = Sheet(needed=("scheme", "accountability_rule", "source"))


def _confidence(row: Row) -> Confidence:
    """Return how sure a row's editor is; who says nothing vouches for nothing."""
    choices: dict[str, Confidence] = {c: c for c in get_args(Confidence)}
    return choices[row.one_of("confidence", choices)] if row["confidence"] else "unsure"


def _reading(row: Row) -> Reading:
    """Return by which reading of its name a collective has a member."""
    choices: dict[str, Reading] = {r: r for r in get_args(Reading)}
    return choices[row.one_of("reading", choices)]


def unit(row: Row, kinds: frozenset[str]) -> UnitRow:
    """Return a row of ``units.csv``; references to other rows are as written.

    Raises:
        ZerenError: a cell is wrong.
    """
    sure = _confidence(row)
    found = UnitRow(
        where=row.where,
        slug=row.slug("slug"),
        name=row.name("name"),
        aliases=row.names("aliases"),
        kind=row.one_of("kind", kinds),
        issuer=row.yes("issuer"),
        place=row["place"],
        parents=row.names("parent"),
        subset_of=row.name("subset_of"),
        open_set=row.yes("open_set"),
        # A name that is not sure enough to be given is not; the unit stays.
        official_name="" if sure == "unsure" else row.name("official_name"),
        name_en=row["name_en"],
        valid_from=row.day("valid_from"),
        valid_to=row.day("valid_to"),
        confidence=sure,
        source=row["source"],
    )
    row.need(
        len({found.name, *found.aliases}) == 1 + len(found.aliases),
        f"aliases of {found.name} repeat a name.",
        "别名重复。",
        "Name each once.",
    )
    found.check_time(row)
    is_collective = found.kind == "collective"
    timed, single = bool(found.valid_from or found.valid_to), bool(found.issuer or found.parents)
    row.need(
        not (is_collective and timed),
        f"{found.name} is a collective and has a time.",
        "集合单位没有起止日期。",
        "Leave valid_from and valid_to empty: a collective holds for a scheme.",
    )
    row.need(
        not (is_collective and single),
        f"{found.name} is a collective with issuer or parent.",
        "集合单位不能有 issuer 或 parent。",
        "Leave both empty.",
    )
    row.need(
        is_collective or not (found.subset_of or found.open_set),
        f"{found.name} is no collective.",
        "不是集合单位。",
        "Leave subset_of and open_set empty, or give it the kind collective.",
    )
    return found


def member(row: Row) -> MemberRow:
    """Return a row of ``members.csv``; references to units are as written.

    Raises:
        ZerenError: a cell is wrong.
    """
    return MemberRow(
        collective=row.name("collective"),
        member=row.name("member"),
        reading=_reading(row),
        confidence=_confidence(row),
        source=row["source"],
    )


def place(row: Row) -> PlaceRow:
    """Return a row of ``places.csv``.

    Raises:
        ZerenError: a cell is wrong.
    """
    code = row["code"]
    row.need(
        code.isascii() and code.isdigit() and len(code) == 6,
        f"{code!r} is no GB/T 2260 code.",
        "行政区划代码为六位数字。",
        "Give six digits, in a column formatted as text: a spreadsheet shortens codes.",
    )
    return PlaceRow(
        code=code,
        name=row.name("name"),
        aliases=row.names("aliases"),
        name_en=row["name_en"],
        within=row["within"],
        source=row["source"],
    )


def scheme(row: Row) -> SchemeRow:
    """Return a row of ``schemes.csv``.

    Raises:
        ZerenError: a cell is wrong.
    """
    return SchemeRow(
        scheme=row.slug("scheme"),
        accountability_rule=row.slug("accountability_rule"),
        source=row["source"],
    )


def change(row: Row) -> ChangeRow:
    """Return a row of ``changes.csv``; references to units are as written.

    Raises:
        ZerenError: a cell is wrong.
    """
    day = row.day("date")
    assert day is not None  # the column is needed, so its cells are filled
    kind = row.one_of("kind", CHANGE_KINDS)
    before, after = row.names("before"), row.names("after")
    both = zip(("before", "after"), (before, after), CHANGE_KINDS[kind], strict=True)
    for column, units, (least, most) in both:
        row.need(
            least <= len(units) <= most,
            f"a {kind} with {len(units)} under {column}.",
            f"{column} 的单位数与变动类别不符。",
            "See the kinds in docs/units.md.",
        )
    return ChangeRow(day=day, kind=kind, before=before, after=after, source=row["source"])
