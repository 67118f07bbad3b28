"""What stands around one number in its clause, and what shows there that it counts nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from .parts import Found, Lead, Tail
from .phrases import Grammar
from .quantities import Quantity

__all__ = ["LONGEST", "Around"]

#: A longer phrase is none: its number is not understood. It also keeps the time linear.
LONGEST = 300
_JOIN = re.compile(r"[ ]*(?:以及|[、和及与并或])[ ]*")
#: What may follow the number where what it counts stands before it; a gloss in brackets is passed over.
_NOTHING = re.compile(r"(?:[ ]*\([^()]*\))?[ ]*(?:[、和及与并或等]|以及|同时|$)")
#: Words of measure that may qualify a noun, where a bound or another number shows it.
_QUALIFYING = frozenset({"money", "mass", "energy"})


@dataclass(frozen=True, kw_only=True)
class Around:
    """One number in its clause: the phrase before it starts at ``start``, the clause ends at ``end``."""

    text: str
    folded: str
    grammar: Grammar
    start: int
    number: Quantity
    after: Quantity | None
    end: int
    in_clause: Found | None
    in_sentence: Found | None

    @cached_property
    def before(self) -> str:
        """The phrase before the number."""
        return self.folded[self.start : self.number.start]

    @cached_property
    def is_joined(self) -> bool:
        """Whether the phrase goes on with the thing before it (、 or 和)."""
        return _JOIN.match(self.before) is not None

    @cached_property
    def _tail(self) -> Tail:
        return self.grammar.tail(self.before)

    @cached_property
    def _phrase(self) -> str:
        """The phrase before the number without the words that bound it or tell a growth."""
        return self.before[: self._tail.start]

    @cached_property
    def _lead(self) -> Lead | None:
        return self.grammar.lead(self._phrase)

    @cached_property
    def _behind(self) -> str:
        return self.folded[self.number.end : min(self.end, self.number.end + LONGEST + 1)]

    @cached_property
    def _noun_follows(self) -> bool:
        return not (_NOTHING.match(self._behind) or self.grammar.opens_with_trend(self._behind))

    def _sizes(self) -> str | None:
        """Return why the number only says how long, for whom, where or among how many."""
        asked = self.grammar.words.asking.get(self.number.group)
        is_reached = self._tail.trend is not None and not self._noun_follows  # 企业开办压缩至1个工作日
        if asked is not None and not is_reached and not self._phrase.rstrip().endswith(asked):
            return "duration" if self.number.group == "time" else "qualifier"
        verb = self.grammar.lead(self.before)
        around = self.grammar.opens_around(self.before)
        if around and verb is None and not (self._tail.trend and not self._noun_follows):
            return around if self._noun_follows else "unplaced"
        if not self._noun_follows:
            return None
        for reason in ("beneficiary", "circumstance"):
            if self.grammar.ends_in(self.before, reason):
                return reason
        if self.grammar.ends_in(self._phrase, "scope") and (verb is None or verb.is_light):
            return "scope"
        return None

    def _unread(self) -> str | None:
        """Return why the number qualifies a noun that the next number counts, or cannot be read."""
        group = self.number.group
        if self.grammar.is_unclear(self._behind):
            return "unplaced"
        if self._noun_follows and self.after and not self._ends_before_next:
            return "unplaced" if group == "count" else "qualifier"
        if not group:
            return "no-measure"
        if self._noun_follows and group in _QUALIFYING and self.number.bound:
            return "qualifier"
        if self._noun_follows and group != "count" and self._behind.lstrip().startswith("的"):
            # 占地500亩的园区 qualifies; 新建20公里的道路 might be a quota.
            return "qualifier" if self._lead and self._phrase[self._lead.end :].strip() else "unplaced"
        return None

    @cached_property
    def _ends_before_next(self) -> int | None:
        """Where what follows the number ends, when another number stands in the clause."""
        if self.after is None:
            return None
        between = self.folded[self.number.end : min(self.after.start, self.number.end + LONGEST)]
        joins = list(_JOIN.finditer(between))
        if joins and joins[-1].end() == len(between):
            return self.number.end + joins[-1].start()
        cut = self.grammar.cut(between)
        listed = between.find("、")
        ends = [at for at in (cut, listed if listed >= 0 else None) if at is not None]
        return self.number.end + min(ends) if ends else None
