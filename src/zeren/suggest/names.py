"""A unit's name taken apart: whose unit it is, what it is for, how it ends."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..units_rdf import UnitNames

__all__ = ["OFFICE", "Name", "NameReader"]

#: What a government's name ends in behind its place.
OFFICE = re.compile("(?:人民)?政府$")
#: Signs of a level of government, which a name may have in place of its government's (市教育局).
_LEVELS = "省市区县州旗镇乡"
#: Words of a department's field that hold such a sign.
_FIELDS = re.compile("市场|市政(?!府|法)|市容|市民|城市|城乡|城镇|乡村|乡镇|县域|区域|社区|园区|区划")
_PLACE = re.compile(f"[^{_LEVELS}]{{1,12}}[{_LEVELS}]+")


@dataclass(frozen=True, kw_only=True)
class Name:
    """A name taken apart.

    ``owner`` is a level (市) or a place (东桥区), or empty; a government's own place is shortened to its
    level, and ``before`` is what stood before that (中共, a higher office). ``rest`` follows. ``endings`` are
    the known ends of the rest with the kind that each tells, the shortest first; ``kind`` is the name's.
    ``bare`` is the rest without the signs that join two fields.
    """

    text: str
    before: str
    owner: str
    rest: str
    bare: str
    kind: str
    endings: tuple[tuple[str, str], ...]

    @property
    def flat(self) -> str:
        """The name with its own government's place shortened to a level."""
        return self.before + self.owner + self.rest

    @property
    def field(self) -> str:
        """The bare rest without its longest ending."""
        return self.bare.removesuffix(self.endings[-1][0]) if self.endings else self.bare


class NameReader:
    """Takes names apart as the documents of one government write them."""

    def __init__(self, names: UnitNames, joiners: Iterable[str], governments: Iterable[str]) -> None:
        """Take the vocabulary of names, what joins fields in them, and all names of the government itself."""
        self._names = names
        self._joiner = re.compile("|".join(map(re.escape, sorted(joiners))))
        self._endings = sorted(names.endings, key=lambda ending: (len(ending), ending))
        places = {OFFICE.sub("", government) for government in governments}
        # 云江市东桥区 is 东桥区 as well.
        inner = {found[-1] for place in places if (found := _PLACE.findall(place))}
        own = {place for place in places | inner if len(place) > 1}
        self._own = sorted(own, key=lambda place: (-len(place), place))
        #: The levels that stand for the government itself.
        self.levels = frozenset(place[-1] for place in own if place[-1] in _LEVELS)

    def read(self, text: str) -> Name:
        """Take a name apart."""
        before, core = self._own_place(text)
        owner = _owner(core)
        rest = core[len(owner) :]
        endings = tuple((end, self._names.endings[end]) for end in self._endings if rest.endswith(end))
        return Name(
            text=text,
            before=before,
            owner=owner,
            rest=rest,
            bare=self._joiner.sub("", rest),
            kind=self._names.kind(text),
            endings=endings,
        )

    def _own_place(self, text: str) -> tuple[str, str]:
        """Part a name at its own government's place, which is shortened to its level."""
        for place in self._own:
            at = text.find(place)
            if at >= 0 and at + len(place) < len(text):
                after = text[at + len(place) :]
                # 云江市东桥区教育局 is the district's.
                level = place[-1] if place[-1] in _LEVELS and not _owner(after) else ""
                return text[:at], level + after
            # 云江地铁集团 is a company of 云江市; 云江区 of some other place is not meant.
            stem = place.rstrip(_LEVELS)
            after = text[len(stem) : len(stem) + 1]
            if len(stem) > 1 and text.startswith(stem) and after and after not in _LEVELS:
                return "", text[len(stem) :]
        return "", text


def _owner(core: str) -> str:
    """Return the level or place that a name begins with."""
    inside = {at for found in _FIELDS.finditer(core) for at in range(*found.span())}
    ends = (at for at, sign in enumerate(core[:14]) if sign in _LEVELS and at not in inside)
    end = next(ends, None)
    return "" if end is None or end + 1 >= len(core) else core[: end + 1]
