"""Several things with a number each: A、B分别增长6%、8%, A、B各2所, A率、B率均达到95%.

Each thing is read alone with its number, as if it stood in a clause of its own; where the counts do not
agree, or one of them cannot be read so, none is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from .around import LONGEST
from .parts import Found, Lead
from .phrases import Grammar
from .placing import Place
from .quantities import Quantity

__all__ = ["Shares"]

_LIST = re.compile("、")
#: Nothing more may be told of the last number than that the list goes on.
_END = re.compile(r"(?:[ ]*\([^()]*\))?[ ]*(?:$|[、和及与并或等]|以及|同时)")


@dataclass(frozen=True, kw_only=True)
class Shares:
    """A list of things before ``word`` (where 分别, 各 or 均 stands) and the numbers after it."""

    text: str
    folded: str
    grammar: Grammar
    start: int
    word: tuple[int, int]
    end: int

    def respectively(self, numbers: list[Quantity]) -> list[tuple[Quantity, Found]] | None:
        """Give each thing its own number; None where that cannot be done surely."""
        aligned = _aligned(numbers)
        if aligned is None:
            return None
        before, middle = (self._opened(self.start), self.word[0]), (self.word[1], numbers[0].start)
        if things := self._things(*before, len(aligned)):
            return self._read(aligned, things, before[0], self._lead(before[0], things), middle)
        # 分别新建学校、医院10所、5所: the things stand behind the verb.
        if self._plain(*before).strip():
            return None
        phrase = self._plain(*middle)
        lead, tail = self.grammar.lead(phrase), self.grammar.tails.read(phrase)
        if lead is None or lead.end > tail.start:
            return None
        things = self._things(middle[0] + lead.end, middle[0] + tail.start, len(aligned))
        if not things:
            return None
        things[0] = (middle[0], things[0][1])
        return self._read(aligned, things, middle[0], lead, (middle[0] + tail.start, middle[1]))

    def alike(self, number: Quantity, *, parallel: bool) -> list[tuple[Quantity, Found]] | None:
        """Give each thing the same number; ``parallel`` things must be quantities of one sort (率, 率)."""
        start, (end, behind) = self._opened(self.start), self.word
        things = self._split(self.grammar.join, start, end)
        if len(things) < 2:
            return None
        names = [self.folded[slice(*thing)].strip() for thing in things]
        if parallel and not all(n[-1:] == names[0][-1:] and self.grammar.is_quantity(n) for n in names):
            return None
        lead = self._lead(start, things)
        return self._read([number] * len(things), things, start, lead, (behind, number.start))

    # --- the list

    def _opened(self, start: int) -> int:
        """Return where the list starts, behind what joins it to the thing before."""
        join = self.grammar.join.match(self.folded, start, self.word[0])
        return join.end() if join else start

    def _lead(self, start: int, things: list[tuple[int, int]]) -> Lead | None:
        """Return the verb before the first thing; one inside another is a part of its name."""
        return self.grammar.lead(self._plain(start, things[0][1]))

    def _plain(self, start: int, end: int) -> str:
        return self.folded[start:end]

    def _split(self, sign: re.Pattern[str], start: int, end: int) -> list[tuple[int, int]]:
        parts, at = [], start
        for found in sign.finditer(self.folded, start, end):
            parts.append((at, found.start()))
            at = found.end()
        return [*parts, (at, end)]

    def _things(self, start: int, end: int, count: int) -> list[tuple[int, int]] | None:
        """Split a list into so many things; 和 may be part of a name, 、 is not."""
        if count < 2 or end - start > LONGEST:
            return None
        for sign in (_LIST, self.grammar.join):
            things = self._split(sign, start, end)
            if len(things) == count and all(self.folded[slice(*thing)].strip() for thing in things):
                return things
        return None

    # --- one thing with its number

    def _read(
        self,
        numbers: list[Quantity],
        things: list[tuple[int, int]],
        start: int,
        lead: Lead | None,
        middle: tuple[int, int],
    ) -> list[tuple[Quantity, Found]] | None:
        if things[-1][1] - start > LONGEST or not _END.match(self.folded[numbers[-1].end : self.end]):
            return None
        # 接待游客人数和旅游收入分别增长: there the verb is part of the first name.
        first = self._plain(start + lead.end if lead else start, things[0][1])
        is_shared = lead is not None and (lead.is_light or not self.grammar.is_quantity(first.strip()))
        verb = (start, start + lead.end) if lead and is_shared else (start, start)
        per = self.grammar.per_head(first)
        head = things[0][1] - len(first), things[0][1] - len(first) + len(per)
        read = []
        for at, (number, thing) in enumerate(zip(numbers, things, strict=True)):
            left_out = self._left_out(thing if at or lead is None else (verb[1], thing[1]), things[-1])
            if left_out is None:
                return None
            shared = [verb, head] if at and not self.grammar.per_head(self._plain(*thing)) else []
            spans = [*shared, thing, left_out, middle]
            found = self._alone(number, spans)
            if found is None or self._lacks_head(number, found, things[-1]):
                return None
            read.append((number, found))
        return read

    def _left_out(self, thing: tuple[int, int], last: tuple[int, int]) -> tuple[int, int] | None:
        """Return what the last thing names for this one too (城镇、农村|居民收入); None where unclear."""
        parts, nothing = self.grammar.parts, (last[1], last[1])
        own, name = self.folded[slice(*thing)].strip(), self.folded[slice(*last)]
        if not own:
            return None
        if own not in parts:
            # 铁路、公路、水路|货运量: names that end alike before what the last one measures.
            at = name.rfind(own[-1], 0, len(name.rstrip()) - 2) + 1
            is_alike = at > 1 and not self.grammar.is_quantity(own) and self.grammar.is_quantity(name[at:])
            return (last[0] + at, last[1]) if is_alike else nothing
        own = max((part for part in parts if name.startswith(part) and part != name), key=len, default="")
        return (last[0] + len(own), last[1]) if own else None

    def _lacks_head(self, number: Quantity, found: Found, last: tuple[int, int]) -> bool:
        """Whether a share is said of what is none: 中小学 in 中小学、敬老院食堂覆盖率分别达到100%、95%."""
        is_quantity = self.grammar.is_quantity
        is_level = number.is_share and found.kind == "level"
        return is_level and is_quantity(self._plain(*last).strip()) and not is_quantity(found.indicator)

    def _alone(self, number: Quantity, spans: list[tuple[int, int]]) -> Found | None:
        """Read a number as if only these words of the text stood before it."""
        before = [(self.text[slice(*span)], self.folded[slice(*span)]) for span in spans]
        text, folded = ("".join(side) for side in zip(*before, strict=True))
        shown = replace(number, start=len(folded), end=len(folded) + number.end - number.start)
        place = Place(
            text=text + self.text[number.start : number.end],
            folded=folded + self.folded[number.start : number.end],
            grammar=self.grammar,
            start=0,
            number=shown,
            after=None,
            end=shown.end,
            in_clause=None,
            in_sentence=None,
        )
        found = place.read()
        return None if isinstance(found, str) else replace(found, start=number.start, end=number.end)


def _aligned(numbers: list[Quantity]) -> list[Quantity] | None:
    """Give numbers that leave them out the unit word and the bound of the last (分别为5个、6个以上)."""
    last = numbers[-1]
    is_bounded_once = last.bound is not None and all(number.bound is None for number in numbers[:-1])
    aligned = []
    for number in numbers:
        is_bare = number.known is None or (last.is_points and number.measure == "个")
        if is_bare and (last.known is None or (last.scale and not number.scale)):
            return None
        if is_bare:
            number = replace(number, measure=last.measure, known=last.known, is_plain=last.is_plain)
            number = replace(number, word_start=last.word_start, word_end=last.word_end)
        aligned.append(replace(number, bound=last.bound) if is_bounded_once else number)
    return aligned
