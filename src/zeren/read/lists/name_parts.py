"""What names of units are made of: endings that tell the kind, and words for what a unit is for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import cached_property

from ..words import Words

__all__ = ["LEVEL", "LONGEST", "NameParts"]

#: No name is longer; so a long line that is no list costs no more than its length.
LONGEST = 80
#: With what names of places end.
LEVEL = "自治[区州县旗]|兵团|街道|社区|[省市区县州旗盟镇乡村]"

_LEVEL = re.compile(LEVEL)
_AND = "和与及"
#: A short name has no more fields of one sign (文广旅体局).
_MOST_SHORT = 5


@dataclass(frozen=True)
class NameParts:
    """Takes names apart by ``unit-kinds.ttl`` and ``name-parts.ttl``."""

    words: Words

    def ending(self, name: str, *, all_of_it: bool = False) -> str:
        """Return the longest ending that leaves something of a name before it, or is all of it."""
        for size in self._sizes:
            if size < len(name) + all_of_it and name[-size:] in self.words.kind_endings:
                return name[-size:]
        return ""

    def kind(self, name: str) -> str:
        """Return the kind that the longest ending tells, or an empty string."""
        return self.words.kind_endings.get(self.ending(name, all_of_it=True), "")

    def stems(self, name: str) -> list[tuple[str, str]]:
        """Return what stands before each ending of a name, and the kind that the ending tells."""
        endings = self.words.kind_endings
        sizes = (size for size in self._sizes if size < len(name))
        return [(name[:-size], endings[name[-size:]]) for size in sizes if name[-size:] in endings]

    def tail(self, name: str) -> int:
        """Return where the ending begins of a name that is fields and an ending (教育|局), or 0."""
        return next((len(stem) for stem, _ in self.stems(name) if self.of_fields(stem)), 0)

    def fronts(self, name: str) -> Iterator[int]:
        """Yield where a name may begin behind its place and level, or behind their committee (市委|组织)."""
        yield 0
        for found in _LEVEL.finditer(name, 0, LONGEST):
            yield found.end()
            if name[found.end() : found.end() + 1] == "委":
                yield found.end() + 1

    def of_department(self, stem: str) -> bool:
        """Whether words are what a department of a government is for (财政, 文广旅体)."""
        short = self.words.name_parts["short-field"]
        is_short = 1 < len(stem) <= _MOST_SHORT and all(sign in short for sign in stem)
        return is_short or self._made_of(stem, self.words.name_parts["field"])

    def of_party(self, stem: str) -> bool:
        """Whether words are what a department of a Party committee is for (组织, 宣传)."""
        return self._made_of(stem, self.words.name_parts["party-field"])

    def of_fields(self, stem: str) -> bool:
        """Whether words are what a department is for, without its ending."""
        return self.of_department(stem) or self.of_party(stem)

    def of_fields_alone(self, name: str) -> bool:
        """Whether a name has a department's field and has lost its ending: 市财政."""
        return any(self.of_fields(name[cut:]) for cut in self.fronts(name))

    def of_trades(self, stem: str) -> bool:
        """Whether words are what a company does (移动, 公交)."""
        return self._made_of(stem, self.words.name_parts["trade"])

    def of_matters(self, stem: str) -> bool:
        """Whether words are any of these, so that they hold no name."""
        return self._made_of(stem, self._matters)

    def opens_so(self, name: str) -> bool:
        """Whether a name opens with a word that only looks like a level: 市场, 县域."""
        return name.startswith(self._openings)

    @cached_property
    def _sizes(self) -> tuple[int, ...]:
        return tuple(sorted({len(ending) for ending in self.words.unit_endings}, reverse=True))

    @cached_property
    def _matters(self) -> Set[str]:
        return self.words.name_parts["field"] | self.words.name_parts["trade"]

    @cached_property
    def _openings(self) -> tuple[str, ...]:
        words = self._matters | self.words.name_parts["own-name"]
        return tuple(word for word in words if _LEVEL.match(word))

    @staticmethod
    def _made_of(stem: str, words: Set[str]) -> bool:
        """Whether a stem is a row of words, 和 between them or not."""
        reached = {0} if 0 < len(stem) <= LONGEST // 2 else set()
        for at in range(len(stem)):
            if at not in reached:
                continue
            reached |= {end for end in range(at + 1, len(stem) + 1) if stem[at:end] in words}
            if at and stem[at] in _AND:
                reached.add(at + 1)
        return len(stem) in reached and stem[-1:] not in _AND
