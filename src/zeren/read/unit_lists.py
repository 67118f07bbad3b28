"""A list of units as documents write it: split, with elided parts restored and second names apart."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from ..records import Basis

__all__ = ["Named", "UnitLists"]

_OPENING, _CLOSING = "(〈《[", ")〉》]"
_TRAILING = re.compile(r"^(?P<name>.+?)[(〈《](?P<inner>[^()〈〉《》]+)[)〉》]$")
#: A list that ends so is open: it names some of its units, and nobody may fill in the rest.
_OPEN = re.compile(
    r"(?<![高中初])等(?:[省市区县州]?[直级]?各?(?:有关|相关|其他|成员)*(?:部门|单位|机构))?(?:按职责分工负责)?$"
)
_GLOSS = re.compile("[含、,]|包括|下同|以下简称")
#: A gloss with one of these says who belongs to a name; any other list in brackets may name more units.
_DEFINES = re.compile("含|包括|下同")
_SHORT_NAME = "以下简称"
#: A gloss that takes something away changes who answers: the reader is told.
_EXCEPT = re.compile("除|不含|不包[括含]")
#: An entry that opens so names no unit that answers, but one that does not.
_EXCLUDED = re.compile("不含|不包[括含]|除(?!险|害|恶|尘)")
_AND = "和及与"
_BETWEEN = re.compile(rf"\s+|[{_AND}]")
#: No name is longer; so a long line that is no list costs no more than its length.
_LONGEST = 80
_DIVISION = "省市区县州旗镇乡"
#: Words of a department's field that hold such a sign and name no place.
_FIELDS = re.compile("市场|市政(?!府)|市容|城市|城乡|城镇|乡村|乡镇|县域|区域|社区|园区|区划")
#: A list of all the places of several levels writes 各 once (各市、县人民政府).
_ALL = "各"
_LEVEL = re.compile(rf"[{_DIVISION}]{{1,2}}(?:\([^()]*\))?(?:人民政府|政府)?")
#: Endings of names that are a place and its office; only these are restored without a table.
_OFFICES = ("人民政府", "政府", "管委会", "管理委员会")
#: Last signs of names that a list shortens by the first sign of its first name (市发改委、财政局).
_SHORTENED = "局委办厅部室"
#: 等 in the middle of a name joins a list to its sum (市财政局等有关单位); in 高等法院 it does not.
_AMID = re.compile("(?<![高中初])等")


@dataclass(frozen=True, kw_only=True)
class Named:
    """One entry of a list: its place, its name with elided parts restored, and remarks for the reader."""

    start: int
    end: int
    name: str
    second_name: str | None = None
    basis: Basis = "stated"
    joined: bool = False
    is_open: bool = False
    doubt: str | None = None


@dataclass(frozen=True)
class UnitLists:
    """Splits lists by what is known: unit names of the jurisdiction, and what a unit's name looks like.

    ``endings`` are how names of units end, ``marks`` the words that only names of many units hold (各).
    """

    is_known: Callable[[str], bool]
    endings: tuple[str, ...]
    marks: tuple[str, ...] = ()

    def read(self, folded: str, start: int, end: int) -> list[Named]:
        """Return the entries of the list that stands at ``start`` to ``end`` of a line."""
        entries = [self._name(folded, *cut) for cut in self._cuts(folded, start, end)]
        return self._restore([entry for entry in entries if entry.name or entry.is_open])

    def _cuts(self, folded: str, start: int, end: int) -> Iterable[tuple[int, int, bool]]:
        """Yield each entry's place and whether 、 or 和 joins it to the next."""
        depth, begun = 0, start
        for at in range(start, end):
            sign = folded[at]
            depth = max(0, depth + (sign in _OPENING) - (sign in _CLOSING))
            if depth == 0 and sign in "、,;。\n\t":
                yield from self._parts(folded, begun, at, sign == "、")
                begun = at + 1
        yield from self._parts(folded, begun, end, False)

    def _parts(self, folded: str, start: int, end: int, joined: bool) -> Iterable[tuple[int, int, bool]]:
        """Split at spaces and 和 where both sides read as units by themselves (never inside 发展和改革局)."""
        while start < end and folded[start].isspace():
            start += 1
        # A bracket that closes what another line opened is no part of a name.
        while end > start and (folded[end - 1].isspace() or self._closes_nothing(folded, start, end)):
            end -= 1
        for found in _BETWEEN.finditer(folded, start, end):
            if end - start <= _LONGEST and self.is_known(folded[start:end]):
                break
            if found.start() - start > _LONGEST:
                continue
            left = folded[start : found.start()]
            right = folded[max(found.end(), end - _LONGEST) : end]
            whole = self._whole(left)
            if (whole or self._known_with_ending(left, right)) and self._reads(right):
                yield start, found.start(), found[0] in _AND or not whole
                start = found.end()
        yield start, end, joined

    @staticmethod
    def _closes_nothing(folded: str, start: int, end: int) -> bool:
        kind = _CLOSING.find(folded[end - 1])
        return kind >= 0 and _OPENING[kind] not in folded[start:end]

    def _name(self, folded: str, start: int, end: int, joined: bool) -> Named:
        words = folded[start:end].split()
        name = "".join(words)
        entry = Named(start=start, end=end, name=name, joined=joined)
        if self.is_known(name):
            return entry
        if _EXCLUDED.match(name):
            return replace(entry, doubt="excluded")
        if any(len(one) > 1 and len(other) > 1 for one, other in pairwise(words)):
            entry = replace(entry, doubt="spaces")
        if opened := _OPEN.search(name):
            name = name[: opened.start()]
            # Where the unit's own words end: what follows is the list's, not the unit's.
            entry = replace(entry, name=name, is_open=True, end=start + folded[start:end].rfind("等"))
        trailing = _TRAILING.match(name)
        if trailing is None:
            return entry
        whole, inner = trailing["name"], trailing["inner"]
        limits = _EXCEPT.search(inner) is not None
        if not limits and not _GLOSS.search(inner) and self._whole(inner):
            return replace(entry, name=whole, second_name=inner)
        if limits or not _GLOSS.search(inner):
            # 各乡镇(街道): the bracket belongs to the name; 市财政局(…): it says something of the unit.
            return replace(entry, name=whole, doubt="gloss") if self._whole(whole) else entry
        # 各县(市、区) is a name, 各区人民政府(含开发区、新区) a name with its gloss.
        if not self._whole(whole) and "含" not in inner:
            return entry
        if inner.startswith(_SHORT_NAME):
            return replace(entry, name=whole)
        # 市发改委(市能源局、市粮食局): further nameplates, or other units?
        return replace(entry, name=whole, doubt="definition" if _DEFINES.search(inner) else "gloss")

    def _whole(self, name: str) -> bool:
        """Whether a name reads as a unit by itself."""
        name = "".join(name.split())
        return self.is_known(name) or self._ending(name) is not None

    def _reads(self, name: str) -> bool:
        """Whether a name is a unit's, or that of many (各街道, 相关单位)."""
        return self._whole(name) or any(mark in name for mark in self.marks)

    def _ending(self, name: str) -> str | None:
        """Return the longest ending that makes a name a unit's; a bare ending (政府) is none."""
        return next((e for e in self.endings if name.endswith(e) and len(name) > len(e)), None)

    def _restore(self, entries: list[Named]) -> list[Named]:
        """Give each entry the ending (or the first sign) that the list writes only once."""
        firsts = self._firsts(entries)
        restored = self._with_all(entries)
        for at in range(len(entries) - 1, -1, -1):
            entry = restored[at]
            if self.is_known(entry.name) or entry.doubt == "excluded":
                continue
            after = restored[at + 1] if entry.joined and at + 1 < len(entries) else None
            first = firsts[at]
            name = (after and self._known_with_ending(entry.name, after.name)) or self._known_with_prefix(
                entry.name, first
            )
            if name:
                restored[at] = replace(entry, name=name, basis="restored", doubt=None)
            elif office := self._with_office(entry, after):
                restored[at] = office
            elif entry.doubt is None and self._is_doubtful(entry.name, first):
                restored[at] = replace(entry, doubt="name")
        return restored

    @staticmethod
    def _firsts(entries: list[Named]) -> list[str]:
        """Return for each entry the first name of the run of names that 、 joins it to, or nothing."""
        firsts: list[str] = []
        for at in range(len(entries)):
            before = entries[at - 1] if at else None
            firsts.append((firsts[-1] or before.name) if before and before.joined else "")
        return firsts

    def _with_all(self, entries: list[Named]) -> list[Named]:
        """Restore 各 in 各市、县人民政府: 县人民政府 alone would be one government."""
        restored: list[Named] = []
        for entry in entries:
            before = restored[-1] if restored and restored[-1].joined else None
            shares = before and before.name.startswith(_ALL) and _LEVEL.fullmatch(before.name[1:])
            if shares and _LEVEL.fullmatch(entry.name) and not self.is_known(entry.name):
                entry = replace(entry, name=_ALL + entry.name, basis="restored", doubt="restored")
            restored.append(entry)
        return restored

    def _known_with_ending(self, name: str, after: str) -> str | None:
        """青山、新洲区人民政府: some ending of the next name makes a unit that a table knows."""
        tails = (after[cut:] for cut in range(1, min(len(after), _LONGEST) - 1))
        return next((name + tail for tail in tails if self.is_known(name + tail)), None)

    def _known_with_prefix(self, name: str, first: str) -> str | None:
        """市发改委、财政局: the first sign of the list makes a unit that a table knows."""
        return first[0] + name if first and self.is_known(first[0] + name) else None

    def _is_doubtful(self, name: str, first: str) -> bool:
        """Whether a name that no table knows may be less or more than one whole name."""
        pairs = zip(_OPENING, _CLOSING, strict=True)
        if _AMID.search(name) or any(name.count(one) != name.count(other) for one, other in pairs):
            return True
        if self._ending(name) is None:
            return not any(mark in name for mark in self.marks)
        # 青山和新洲区人民政府 is two; a place's own name may hold the sign too (和平区, 呼和浩特市).
        if name.endswith(_OFFICES) and any(sign in name[2:] for sign in _AND):
            return True
        # 市发改委、财政局: the second has lost its 市, or is another government's.
        shortens = first[:1] in _DIVISION and first[-1:] in _SHORTENED and name[-1] in _SHORTENED
        return bool(first) and shortens and not any(sign in _FIELDS.sub("", name) for sign in _DIVISION)

    def _with_office(self, entry: Named, after: Named | None) -> Named | None:
        """Restore a place's office where no table helps; the reader is told.

        江岸区、新洲区人民政府 shares 人民政府; 青山、新洲区人民政府 shares 区人民政府.
        """
        ending = self._ending(after.name) if after else None
        if after is None or ending is None or not ending.endswith(_OFFICES):
            return None
        is_division = entry.name.endswith(tuple(_DIVISION))
        if self._ending(entry.name) is not None and not is_division:
            return None
        shared = ending.lstrip(_DIVISION)
        division = "" if is_division else ending[: -len(shared)]
        if not is_division and not division:
            return None
        return replace(entry, name=entry.name + division + shared, basis="restored", doubt="restored")
