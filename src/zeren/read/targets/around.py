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
#: What may follow the number where what it counts stands before it; a gloss in brackets is passed over.
_NOTHING = re.compile(r"(?:[ ]*\([^()]*\))?[ ]*(?:[、和及与并或等]|以及|同时|$)")
#: The name of a quantity between two numbers that size one noun is short.
_LONGEST_NAME = 8
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
        """The phrase before the number; 每人每月 belongs to a sum of money that nothing follows."""
        phrase = self.folded[self.start : self.number.start]
        start, end = self._rate_span
        return phrase[:start] + " " * (end - start) + phrase[end:]

    @cached_property
    def _rate_span(self) -> tuple[int, int]:
        """Where in the phrase 每人每月 stands, but for words of a bound right before a sum of money."""
        phrase = self.folded[self.start : self.number.start]
        is_sum = self.number.group == "money" and _NOTHING.match(self._behind)
        return self.grammar.tails.rate(phrase) if is_sum else (len(phrase), len(phrase))

    @property
    def _rate(self) -> str:
        start, end = self._rate_span
        return self.folded[self.start + start : self.start + end]

    @cached_property
    def is_joined(self) -> bool:
        """Whether the phrase goes on with the thing before it (、 or 和)."""
        return self.grammar.join.match(self.before) is not None

    @cached_property
    def _tail(self) -> Tail:
        return self.grammar.tails.read(self.before)

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
        if _NOTHING.match(self._behind) or self.grammar.opens_with_trend(self._behind):
            return False
        lead = self._lead
        is_told = lead is not None and not lead.is_light and len(self._phrase[lead.end :].strip()) > 1
        return not (is_told and self.grammar.goes_on(self._behind))

    def _is_each(self) -> bool:
        """Whether the number is for each of several; a standard is so much for each."""
        is_standard = self._tail.trend == "reach" or self.grammar.is_quantity(self._phrase.rstrip())
        return self.grammar.is_for_each(self._phrase) or (self._rate != "" and not is_standard)

    def _sizes(self) -> str | None:
        """Return why the number only says how long, for whom, where or among how many."""
        asked = self.grammar.words.asking.get(self.number.group)
        is_reached = self._tail.trend is not None and not self._noun_follows  # 企业开办压缩至1个工作日
        if asked is not None and not is_reached and not self._phrase.rstrip().endswith(asked):
            return self._lasts() if self.number.group == "time" else "qualifier"
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

    def _lasts(self) -> str | None:
        """Return why a time is no target: it says how long, but may be asked for (水质保持II类7个月以上)."""
        is_bounded = (self.number.bound or self._tail.bound) not in (None, "=")
        is_idle = not self._phrase.strip() or self.grammar.opens_around(self.before)
        if self._noun_follows or not is_bounded or is_idle or self.grammar.ends_in(self._phrase, "duration"):
            return "duration"
        return None if self.grammar.tells_state(self._phrase) else "unplaced"

    def _unread(self) -> str | None:
        """Return why the number qualifies a noun that the next number counts, or cannot be read."""
        group = self.number.group
        if self.grammar.is_unclear(self._behind):
            return "unplaced"
        is_share = group == "share" and self._tail.trend in (None, "reach")
        if (is_share and self.grammar.is_progress(self._phrase)) or self.grammar.is_done(self.before):
            return "progress"
        if self._noun_follows and self.after and not self._ends_before_next:
            return "unplaced" if group == "count" else "qualifier"
        if not group:
            return "no-measure"
        if group != "count" and not self._noun_follows and self._goes_on_to_qualify():
            return "qualifier"
        if self._noun_follows and group in _QUALIFYING and self.number.bound:
            return "qualifier"
        if self._noun_follows and group != "count" and self._behind.lstrip().startswith("的"):
            # 占地500亩的园区 qualifies; 新建20公里的道路 might be a quota.
            return "qualifier" if self._lead and self._phrase[self._lead.end :].strip() else "unplaced"
        return None

    def _goes_on_to_qualify(self) -> bool:
        """Whether it is the first of several that size one noun (总投资35亿元、占地1200亩的新城)."""
        if self.after is None or not self.grammar.is_quantity(self._phrase.rstrip()):
            return False
        is_next = self.after.start - self.number.end <= _LONGEST_NAME
        return is_next and self.folded.startswith("的", self.after.end) and self.after.end < self.end

    @cached_property
    def _ends_before_next(self) -> int | None:
        """Where what follows the number ends, when another number stands in the clause."""
        if self.after is None:
            return None
        between = self.folded[self.number.end : min(self.after.start, self.number.end + LONGEST)]
        joins = list(self.grammar.join.finditer(between))
        if joins and joins[-1].end() == len(between):
            return self.number.end + joins[-1].start()
        cut = self.grammar.cut(between)
        listed = between.find("、")
        ends = [at for at in (cut, listed if listed >= 0 else None) if at is not None]
        return self.number.end + min(ends) if ends else None
