"""The verbs of a phrase: the one that governs what is counted, and nouns of action that close it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

from ..numbers import PERIOD as _DATE
from ..wordlists import any_of, joins, unless_kept
from ..words import Verb, Words
from .parts import LIGHT, Lead
from .tails import Tails

__all__ = ["CLOSING", "Verbs"]

#: Where a verb may stand before what is counted.
_LEADING = ("new", "creation", "treatment", "service", "completion", "promotion")
#: A noun of action that closes a phrase and says what is done to what is counted.
CLOSING = ("new", "creation", "treatment")
_MAKING = ("new", "creation")

_LONGEST_WORD = 12


@dataclass(frozen=True, eq=False)
class Verbs:
    """Patterns of verbs, built from the vocabulary; every phrase given to them is short (``LONGEST``)."""

    words: Words

    @cached_property
    def tails(self) -> Tails:
        """What may stand right before a number."""
        return Tails(self.words)

    @cached_property
    def _join(self) -> str:
        return joins(self.words)

    @cached_property
    def join(self) -> re.Pattern[str]:
        """What joins two things of a list."""
        return re.compile(rf"[ ]*{self._join}[ ]*")

    @cached_property
    def _edges(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        edge = rf"(?:{self._join}|[ ,的])+"
        return re.compile(edge), re.compile(f"{edge}$")

    def trimmed(self, noun: str, *, at_end: bool = False) -> str:
        """Return a noun without what joins it to others; 和 of 和美 and 及 of 普及 are its own."""
        opens, closes = self._edges
        start = None if at_end else opens.match(noun)
        end = closes.search(noun, max(0, len(noun) - _LONGEST_WORD))
        return noun[start.end() if start else 0 : end.start() if end else len(noun)]

    @cached_property
    def leading(self) -> dict[str, Verb]:
        """Verbs that stand before what is counted."""
        return {word: verb for group in reversed(_LEADING) for word, verb in self.words.verbs[group].items()}

    @cached_property
    def _verb(self) -> re.Pattern[str]:
        return re.compile(unless_kept(self.leading, self.words))

    @cached_property
    def _manner(self) -> str:
        # Each word is taken whole, or 努力争取 could be parted in two ways a hundred times over.
        scope = self.words.reasons_before["scope"]
        return rf"(?>{unless_kept([*self.tails.adverbs, *scope], self.words)}|{_DATE}|[ ,、])"

    @cached_property
    def _chain(self) -> re.Pattern[str]:
        verb = self._verb.pattern
        return re.compile(rf"(?P<chain>(?:{verb})(?:{self._join}?(?:{verb}))*)")

    @cached_property
    def _head(self) -> re.Pattern[str]:
        # 年接待游客: in each year.
        return re.compile(rf"{self._manner}*(?P<yearly>[年日](?={self._verb.pattern}))?{self._chain.pattern}")

    @cached_property
    def _idle(self) -> re.Pattern[str]:
        names = [*self.words.verbs["modality"], *self.words.reasons_before["scope"]]
        return re.compile(rf"(?:{unless_kept(names, self.words)}|{_DATE}|{self._join}|[ ,])*")

    @cached_property
    def _split(self) -> re.Pattern[str]:
        # 投资2亿元|新建水厂: money spent on what follows parts the phrase too.
        return re.compile(rf"、|{self._split_verb.pattern}|(?<=元)(?={self._verb.pattern})")

    @cached_property
    def _split_verb(self) -> re.Pattern[str]:
        return re.compile(rf"(?:同时|{self._join})(?={self._manner}*?(?:{self._verb.pattern}))")

    @cached_property
    def _around(self) -> re.Pattern[str]:
        names = [*self.words.reasons_before["beneficiary"], *self.words.reasons_before["circumstance"]]
        return re.compile(rf"{self._manner}*?(?:{unless_kept(names, self.words)})")

    def idle_end(self, phrase: str) -> int:
        """Return where the words of manner, time and place that open a phrase end."""
        found = self._idle.match(phrase)
        return found.end() if found else 0

    def lead(self, phrase: str) -> Lead | None:
        """Find the verb that governs what a phrase counts: the last part of it that opens with a verb.

        A phrase that opens with 为, 在 and the like has its verb behind those it is done for.
        """
        if around := self._around.match(phrase):
            found = self._chain.search(phrase, around.end())
            return None if found is None else self._lead(found)
        starts = [0, *(split.end() for split in self._split.finditer(phrase))]
        heads = [self._head.match(phrase, start) for start in starts]
        for at in range(len(starts) - 1, -1, -1):
            if found := heads[at]:
                break
        else:
            found = self._project.fullmatch(phrase)
            return None if found is None else self._lead(found)
        lead = self._lead(found)
        if found["yearly"]:
            return replace(lead, kind="rate-per-time")
        # 维护、新建: a part that is nothing but a verb shares what the next counts.
        start = found.start("chain")
        while at and (before := heads[at - 1]) and before.end() >= starts[at] - 1:
            start, at = before.start("chain"), at - 1
        if start < found.start("chain"):
            return self._row(phrase[start : lead.end], lead.end)
        return lead

    @cached_property
    def _project(self) -> re.Pattern[str]:
        """A name such as 引进项目 that is all of a phrase: before a number it is a verb with its object."""
        names = any_of(word for group in _MAKING for word in self.words.verbs[group])
        return re.compile(rf"{self._manner}*(?P<chain>{names})(?:项目)[ ]*")

    def _lead(self, found: re.Match[str]) -> Lead:
        return self._row(found["chain"], found.end("chain"))

    def _row(self, action: str, end: int) -> Lead:
        """Judge a row of verbs: light ones yield to others; where those disagree it is no pure addition."""
        verbs = [self.leading[word] for word in self._verb.findall(action)]
        heavy = [verb for verb in verbs if verb.group not in LIGHT] or verbs
        kinds = {verb.kind for verb in heavy}
        chosen = heavy[0] if len(kinds) == 1 else next((v for v in heavy if v.kind == "level"), heavy[0])
        return Lead(action=action, group=chosen.group, kind=chosen.kind, end=end)

    def first_verb(self, lead: Lead) -> Lead:
        """Return a row of verbs cut to its first, the rest being a noun of action (完成|改造260个)."""
        found = self._verb.match(lead.action)
        if found is None or found.end() == len(lead.action):
            return lead
        end = lead.end - len(lead.action) + found.end()
        return self._row(found[0], end)

    @cached_property
    def _new(self) -> re.Pattern[str]:
        added = any_of(self.words.kind_words["addition"])
        return re.compile(f"{added}|{unless_kept(self.words.verbs['new'], self.words)}")

    def within(self, noun: str) -> tuple[str, Verb] | None:
        """Find a verb of new things inside what is counted (城镇新增就业), where it is part of the name."""
        found = self._new.search(noun)
        return None if found is None else (found[0], self.words.verbs["new"][found[0]])

    def is_modified(self, noun: str, lead: Lead) -> bool:
        """Whether the last verb of a row belongs to a noun that verbs often stand before (发放|返还资金)."""
        verbs = [self.leading[word].group for word in self._verb.findall(lead.action)]
        return noun in self.words.indicator_words["head"] and len(verbs) > 1 and verbs[0] != verbs[-1]

    @cached_property
    def _making(self) -> re.Pattern[str]:
        names = [word for group in _MAKING for word in self.words.verbs[group]]
        return re.compile(rf".(?:{unless_kept(names, self.words)}).")

    def holds_verb(self, noun: str) -> bool:
        """Whether a verb of making stands inside a noun (住宅|加装|电梯), which then needs no other."""
        return self._making.search(noun) is not None

    def ends_with(self, noun: str) -> bool:
        """Whether a noun ends in a verb that waits for its own object (用三年时间|建成)."""
        return self.closing(noun, _LEADING) is not None

    def closing(self, noun: str, groups: tuple[str, ...] = CLOSING) -> tuple[str, Verb] | None:
        """Find the noun of action that closes a phrase, the longest that fits."""
        for size in range(min(_LONGEST_WORD, len(noun) - 1), 1, -1):
            verb = self.leading.get(noun[-size:])
            if verb and verb.group in groups:
                return noun[-size:], verb
        return None

    def made(self, noun: str) -> tuple[str, str] | None:
        """Split a noun of making from what is made (城市书房|建设); a treatment stays with what it treats."""
        found = self.closing(noun, _MAKING)
        return None if found is None else (noun[: -len(found[0])], found[0])

    @cached_property
    def _change(self) -> re.Pattern[str]:
        growth, reduction = (any_of(self.words.verbs[trend]) for trend in ("growth", "reduction"))
        # 增长率, 增加值, 降幅 are nouns: what is counted, not what is done.
        verb = rf"(?:(?P<growth>{growth})|(?P<reduction>{reduction}))(?![率幅速值量额])"
        return re.compile(rf"{self._manner}*?{verb}")

    def change(self, phrase: str) -> Lead | None:
        """Find the verb of growth or fall that opens a phrase before a share (降低物流成本5%)."""
        found = self._change.match(phrase)
        if found is None or found.lastgroup is None:
            return None
        trend = found.lastgroup
        return Lead(action=found[trend], group=trend, kind=f"{trend}-rate", end=found.end())
