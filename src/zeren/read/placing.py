"""What one number counts: the phrase before it and behind it, and the verb that governs both.

Two forms: what is counted stands before the number (建设充电桩6万个, also 实际利用外资增长10%以上) or
behind it (建设300个收集点). A number that only sizes what is acted upon is told from a quota by its verb:
to urge something on (推动) counts nothing, unless a noun of action says what is done (推进15个书房建设).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from .parts import Found, Lead, Tail
from .phrases import Grammar
from .quantities import Quantity

__all__ = ["LONGEST", "Place"]

#: A longer phrase is none: its number is not understood. It also keeps the time linear.
LONGEST = 300
#: A noun before a number that counts the next noun (汉南片区5个公园) is short.
_LONGEST_PLACE = 12
_JOIN = re.compile(r"[ ]*(?:以及|[、和及与并或])[ ]*")
#: What may follow the number where what it counts stands before it; a gloss in brackets is passed over.
_NOTHING = re.compile(r"(?:[ ]*\([^()]*\))?[ ]*(?:[、和及与并或等]|以及|同时|$)")
_EDGE = "、和及与 ,的"
#: Words of measure that may qualify a noun, where a bound or another number shows it.
_QUALIFYING = frozenset({"money", "mass", "energy"})


@dataclass(frozen=True, kw_only=True)
class Place:
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

    def read(self) -> Found | str:
        """Return what the number counts, or the reason why it is no target."""
        if len(self.before) > LONGEST:
            return "too-long"
        if self.grammar.each.match(self.before) or self.grammar.ends_in(self._phrase, "each"):
            return "each"
        found = self._sizes() or self._unread() or self._moved()
        found = found or (self._noun_behind() if self._noun_follows else self._noun_before())
        return "unplaced" if isinstance(found, Found) and self.grammar.bounds(found.indicator) else found

    # --- numbers that count nothing

    def _sizes(self) -> str | None:
        """Return why the number only says how long, for whom, where or among how many."""
        asked = self.grammar.words.asking.get(self.number.group)
        if asked is not None and not self._phrase.rstrip().endswith(asked):
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

    # --- what is counted stands before, and grows, falls or reaches the number

    def _moved(self) -> Found | str | None:
        tail, share = self._tail, self.number.is_share
        if tail.trend is None or (tail.trend != "reach" and not share and self._noun_follows):
            return None
        lead = self._lead
        heavy = lead is not None and lead.group in ("new", "creation") and tail.trend == "reach" and not share
        start = lead.end if lead and (lead.is_light or heavy) else self.grammar.idle_end(self._phrase)
        noun = self._words(start, len(self._phrase))
        if not noun and self._is_bare and tail.trend != "reach" and not share:
            return None
        if not noun:
            before = self.in_sentence if share else self._same_measure
            if before is None or self._noun_follows:
                return "unplaced"
            noun = before.indicator
        action = lead.action if lead and heavy else tail.action
        kind = (lead.kind if lead and heavy else None) or self._trend_kind(noun, share)
        return self._found(noun, action, kind, lead)

    @property
    def _is_bare(self) -> bool:
        """Whether nothing but the verb stands before the number."""
        return not self._phrase.strip(_EDGE)

    def _trend_kind(self, noun: str, share: bool) -> str:
        if self._tail.trend == "growth":
            return "growth-rate" if share else "addition"
        if self._tail.trend == "reduction":
            return "reduction-rate" if share else "level"
        return self._told(noun) or "level"

    def _told(self, noun: str) -> str | None:
        """Return the kind that what is counted, or its unit, tells by itself."""
        if self.number.per_time or self.grammar.tells("rate-per-time", self.before):
            return "rate-per-time"
        for kind in ("growth-rate", "reduction-rate", "total-reached"):
            if self.grammar.tells(kind, noun, at_end=True):
                return kind
        return "total-reached" if self.grammar.tells_total(self.before) else None

    # --- what is counted stands before or behind the number

    def _noun_before(self) -> Found | str:
        change = self.grammar.change(self._phrase) if self.number.is_share else None
        lead, end = change or self._lead, len(self._phrase)
        if lead is None:
            return self._no_verb(self._phrase)
        noun = self._words(lead.end, end)
        if not noun:
            lead = self.grammar.first_verb(lead)
            noun = self._words(lead.end, end)
        return self._governed(noun, lead) if noun else "unplaced"

    def _governed(self, noun: str, lead: Lead) -> Found:
        """Read what a verb governs; a light verb leaves it to the noun of action that closes the phrase."""
        action, kind = lead.action, lead.kind
        if lead.is_light and (made := self.grammar.made(noun)):
            noun, action, kind = made[0], f"{lead.action}…{made[1]}", "addition"
        return self._found(noun, action, self._told(noun) or kind or "level", lead)

    def _no_verb(self, phrase: str) -> Found | str:
        start = self.grammar.idle_end(phrase)
        noun = self._words(start, len(phrase))
        if not noun:
            return "unplaced"
        told = self._told(noun)
        if inside := self.grammar.within(noun):
            word, verb = inside
            kept = noun[: -len(word)].rstrip() if noun.endswith(word) else noun
            return self._found(kept or noun, word, told or verb.kind or "level", None)
        if ending := self.grammar.closing(noun, ("new", "creation", "completion")):
            word, verb = ending
            return self._found(noun[: -len(word)].strip(_EDGE), word, told or verb.kind or "level", None)
        # Shares in a comma list are of different things: 完成改造任务的80%,满意率95%.
        before = self.in_clause if self.is_joined else None if self.number.is_share else self._same_measure
        if before and before.goes_on_to(self.number) and (self.is_joined or told is None):
            return self._found(noun, before.action, told or before.kind, before.lead)
        return self._found(noun, "", told or "level", None)

    @property
    def _same_measure(self) -> Found | None:
        """The sentence's last target, if a comma list may go on with its verb: the unit word is the same."""
        before = self.in_sentence
        if before is None or not before.action or before.measure != self.number.measure:
            return None
        # 总产值突破3千亿元,财政收入150亿元: what one thing does says nothing of the next.
        return None if self.grammar.is_trend(before.action) else before

    def _noun_behind(self) -> Found | str:
        end = self._noun_end
        noun = self._clean(self.number.end, end)
        if len(noun) > LONGEST:
            return "too-long"
        if self.grammar.example.search(noun):
            return "example"
        if noun.endswith("级"):  # 3个国家级、5个省级示范区 names what it counts only once
            return "unplaced"
        if not noun or self.number.group in ("share", "energy", "mass"):
            return "unplaced"
        if self._lead is not None:
            place = self._place_name(self._phrase[self._lead.end :])
            return "unplaced" if place is None else self._quota(place + noun, self._lead, end)
        if not self._is_bare:
            return "unplaced"
        before = self.in_clause if self.is_joined else self._same_measure
        if before is None:
            return self._subject(noun, end)
        if before.lead is None:
            return self._found(noun, before.action, before.kind, None, end)
        return self._quota(noun, before.lead, end)

    @property
    def _noun_end(self) -> int:
        """Where the noun behind the number ends."""
        if self._ends_before_next is not None:
            return self._ends_before_next
        cut = self.grammar.cut(self._behind)
        return min(self.end, self.number.end + LONGEST + 1) if cut is None else self.number.end + cut

    def _quota(self, noun: str, lead: Lead, end: int) -> Found | str:
        if lead.is_light:
            if made := self.grammar.made(noun):
                return self._found(made[0], f"{lead.action}…{made[1]}", "addition", lead, end)
            if lead.kind is None and not self.grammar.closing(noun):
                # 1个国家级、3个省级园区 leaves out a noun: what is acted upon is not clear.
                return "acted-upon" if self.after is None else "unplaced"
        elif self.grammar.is_kept(lead.action, noun):
            noun = lead.action + noun
        return self._found(noun, lead.action, self._told("") or lead.kind or "level", lead, end)

    def _subject(self, noun: str, end: int) -> Found | str:
        """Read a clause that opens with its number: 100个项目开工."""
        if not (ending := self.grammar.closing(noun, ("new", "creation", "completion"))):
            return "unplaced"
        word, verb = ending
        return self._found(noun[: -len(word)].strip(_EDGE), word, verb.kind or "level", None, end)

    def _place_name(self, rest: str) -> str | None:
        """Return the noun between verb and number that goes with the one behind it; None if unclear."""
        rest = rest.strip()
        is_idle = not rest or rest[-1] in _EDGE or self.grammar.opens_list(rest)
        if is_idle or self.grammar.ends_in(rest, "scope"):
            return ""
        return None if len(rest) > _LONGEST_PLACE or "、" in rest else rest

    # --- helpers

    def _words(self, start: int, end: int) -> str:
        """Return the document's words in a part of the phrase before the number."""
        return self._clean(self.start + start, self.start + end)

    def _clean(self, start: int, end: int) -> str:
        noun = self.text[start:end].strip().strip(_EDGE).strip()
        return noun[:-1].rstrip(_EDGE) if self.grammar.opens_list(noun) else noun

    def _found(self, noun: str, action: str, kind: str, lead: Lead | None, end: int | None = None) -> Found:
        return Found(
            indicator=noun,
            action=action,
            kind=kind,
            bound=self.number.bound or self._tail.bound or "=",
            measure=self.number.measure,
            group=self.number.group,
            lead=lead,
            start=self.start + self._tail.bound_start,
            end=self.number.end if end is None else end,
        )
