"""What the words of a cell look like (units, persons, a date): it tells cells apart that nothing marks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from ..lines import fold_width
from ..marks import mark_of
from ..roles.assignees import Assignees
from ..roles.persons import people
from ..words import Words
from .columns import squash

__all__ = ["NUMBER", "Likeness", "is_heading"]

#: A cell that holds a task's number and nothing else.
NUMBER = re.compile(
    r"[★☆▲△◆◇●○*#]?\(?(?:\d{1,4}(?:[.-]\d{1,3}){0,3}|[〇零一二两三四五六七八九十百]{1,5}|[①-⑳㉑-㉟])\)?[.、。﹒]?"
)

_PARTS = re.compile(r"[、,;/\s]+")
_BEGINS = re.compile("[省市区县各]")
_PLACE = re.compile("[省市区县州旗镇乡]$")
_BRACKETED = re.compile(r"\([^()]*\)|〈[^〈〉]*〉")
_OPEN = re.compile(r"等[^、,;。]{0,12}$")
#: No list has more signs; so many names are kept in mind.
_LIST, _NAMES = 2000, 10_000
#: No name of a unit is longer, nor a figure or a deadline.
_LONGEST = 30
_SHORT = re.compile(r"[\u4e00-\u9fff]{2,4}")
_DAY = (
    r"(?:\d{2,4}年)?\d{1,2}月(?:\d{1,2}[日号])?|\d{2,4}[年./-]\d{1,2}(?:[./-]\d{1,2})?"
    r"|\d{2,4}年|[一二三四1-4]季度|[上下]半年"
)
_DUE = re.compile(
    rf"(?:(?:{_DAY}|全年|年内|年底|年末|年度|当年|月底|月末|长期|持续|常态|每年|每月|每季度?|即时|按时|近期|中期|远期)"
    r"[底末初前后内中旬份]*(?:之?前|以前|以内|完成|推进|坚持|化|开展|实施|落实|见效|[至到、,—–~-])*)+。?"
)
_FIGURE = re.compile(
    r"[<>≥≤±+-]?\d[\d.,]*(?:[%‰]|万|亿|元|个|人|户|套|亩|吨|公里|[~-]\d[\d.,]*%?)*(?:以上|以内|左右)?"
)
_HEADINGS = frozenset(("annex", "chapter", "part", "section", "group"))
_ANNEX = re.compile(r"\s*附\s*[件表]")


def is_heading(folded: str) -> bool:
    """Whether a line or cell (folded to half width) has the mark of a heading, or begins an annex."""
    mark = mark_of(folded)
    return (mark is not None and mark.kind in _HEADINGS) or _ANNEX.match(folded) is not None


@dataclass(frozen=True)
class Likeness:
    """Judges cells by the words of the vocabularies; every question takes the cell's text as written."""

    words: Words

    @cached_property
    def _kind(self) -> Callable[[str], str | None]:
        # A table names the same units and persons again and again.
        return lru_cache(_NAMES)(Assignees(self.words, lambda name: False).kind)

    @cached_property
    def _endings(self) -> tuple[str, ...]:
        return self.words.unit_endings

    @cached_property
    def _marks(self) -> tuple[str, ...]:
        return tuple(self.words.kind_marks)

    def is_empty(self, text: str) -> bool:
        """Whether a cell says nothing: white space, or a sign for none."""
        word = squash(text)
        return not word or self.words.cells.get(fold_width(word)) == "none"

    def is_as_above(self, text: str) -> bool:
        """Whether a cell refers to the one above (同上)."""
        return self.words.cells.get(fold_width(squash(text))) == "as-above"

    def is_number(self, text: str) -> bool:
        """Whether a cell is a task's number."""
        return self._is(NUMBER, text)

    def is_figure(self, text: str) -> bool:
        """Whether a cell is a figure, with or without its unit."""
        return self._is(_FIGURE, text)

    def is_due(self, text: str) -> bool:
        """Whether a cell is a date or another deadline."""
        return self._is(_DUE, text)

    @staticmethod
    def _is(pattern: re.Pattern[str], text: str) -> bool:
        word = squash(text)
        return len(word) <= _LONGEST and pattern.fullmatch(fold_width(word)) is not None

    def are_units(self, text: str) -> bool:
        """Whether a cell reads as a list of units: its last name has a unit's ending, none is a sentence.

        Names before the last may have lost their ending to it (东桥、西山区人民政府).
        """
        if len(text) > _LIST:
            return False
        folded = _OPEN.sub("", _BRACKETED.sub("", fold_width(text).strip(" \t\n。;、,")))
        parts = [part for part in _PARTS.split(folded.replace("\n", "")) if part]
        if not parts or max(map(len, parts)) > _LONGEST or "。" in folded or ":" in folded:
            return False
        return self.is_unit(parts[-1])

    def is_unit(self, name: str) -> bool:
        """Whether one name has a unit's ending, or a word that only names of many units hold (各)."""
        has_mark = any(mark in name and mark != name for mark in self._marks)
        return has_mark or (len(name) > 1 and name.endswith(self._endings))

    def are_sure_units(self, text: str) -> bool:
        """Whether every name of a list of units is one for sure."""
        return all(kind in ("unit", "vague") for kind in self._kinds(text))

    def names_somebody(self, text: str) -> bool:
        """Whether some part of a list is a unit's or a person's name for sure."""
        return any(kind is not None for kind in self._kinds(text))

    def is_cut(self, above: str, below: str) -> bool:
        """Whether the end of a line may cut a name in two: 市人力资源⏎社会保障局, 常务⏎副市长."""
        last, first = _ends(above, below)
        if not last or not first or (_BEGINS.match(first) and last not in self.words.kind_marks):
            return False
        whole = self._kind(last + first)
        is_none = _PLACE.search(last) is not None or self._kind(last) is None
        return whole in ("unit", "person") and is_none

    def goes_on(self, above: str, below: str) -> bool:
        """Whether the line below goes on with a name for sure: it is none by itself (各区⏎人民政府)."""
        last, first = _ends(above, below)
        if not last or not first or self._kind(first) is not None:
            return False
        bare = self.words.kind_endings
        begins = first in bare or (last not in bare and self._kind(last) is None)
        return begins and self._kind(last + first) == "unit"

    def _kinds(self, text: str) -> Iterator[str | None]:
        names = _PARTS.split(_OPEN.sub("", fold_width(text[:_LIST]).replace("\n", "")))
        return (self._kind(squash(name)) for name in names if name)

    def are_persons(self, text: str) -> bool:
        """Whether a cell reads as a list of persons, by their names or offices."""
        folded = fold_width(text[: _LIST + 1])
        if len(folded) > _LIST:
            return False
        # A line's end parts two names, or one in two.
        for form in dict.fromkeys((folded, folded.replace("\n", ""))):
            found = people(form, 0, len(form), self.words)
            if found and all(one.name is not None for one in found):
                return True
        return False

    def may_be_person(self, text: str) -> bool:
        """Whether a word is as short as a name."""
        return _SHORT.fullmatch(squash(text)) is not None


def _ends(above: str, below: str) -> tuple[str, str]:
    """Return the last name of a line, and the first of the next."""
    return _PARTS.split(squash(fold_width(above)))[-1], _PARTS.split(squash(fold_width(below)))[0]
