"""The phrase before or after a number: its verb, what is counted, and the words between."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from .numbers import PERIOD as _DATE
from .parts import LIGHT, Lead, Tail
from .wordlists import Endings, any_of, unless_kept
from .words import Verb, Words

__all__ = ["Grammar", "grammar"]

#: Where a verb may stand before what is counted.
_LEADING = ("new", "creation", "treatment", "service", "completion", "promotion")
#: A noun of action that closes a phrase and says what is done to what is counted.
_TRENDS = ("growth", "reduction", "reach")
_CLOSING = ("new", "creation", "treatment")
_MAKING = ("new", "creation")

_JOIN = "(?:以及|[、和及与并或])"
_LONGEST_WORD = 12


@dataclass(frozen=True, eq=False)
class Grammar:
    """Patterns built from the vocabulary; every phrase given to them is short (``targets.LONGEST``)."""

    words: Words

    @cached_property
    def leading(self) -> dict[str, Verb]:
        """Verbs that stand before what is counted."""
        return {word: verb for group in reversed(_LEADING) for word, verb in self.words.verbs[group].items()}

    @cached_property
    def _verb(self) -> re.Pattern[str]:
        return re.compile(unless_kept(self.leading, self.words))

    @cached_property
    def _manner(self) -> str:
        scope = self.words.reasons_before["scope"]
        return rf"(?:{any_of([*self._adverbs, *scope])}|{_DATE}|[ ,、])"

    @cached_property
    def _adverbs(self) -> tuple[str, ...]:
        return (*self.words.verbs["manner"], *self.words.verbs["modality"])

    @cached_property
    def _chain(self) -> re.Pattern[str]:
        verb = self._verb.pattern
        return re.compile(rf"(?P<chain>(?:{verb})(?:{_JOIN}?(?:{verb}))*)")

    @cached_property
    def _head(self) -> re.Pattern[str]:
        return re.compile(rf"(?:{self._manner})*{self._chain.pattern}")

    @cached_property
    def _idle(self) -> re.Pattern[str]:
        names = [*self.words.verbs["modality"], *self.words.reasons_before["scope"]]
        return re.compile(rf"(?:{unless_kept(names, self.words)}|{_DATE}|{_JOIN}|[ ,])*")

    @cached_property
    def _split(self) -> re.Pattern[str]:
        return re.compile(rf"、|{self._split_verb.pattern}")

    @cached_property
    def _split_verb(self) -> re.Pattern[str]:
        return re.compile(rf"(?:同时|{_JOIN})(?=(?:{self._manner})*?(?:{self._verb.pattern}))")

    @cached_property
    def _trend(self) -> re.Pattern[str]:
        names = [word for group in _TRENDS for word in self.words.verbs[group]]
        ahead = f"(?=[0-9]|{any_of(self.words.bounds_before)})"
        return re.compile(rf"(?:{self._manner})*?(?:{any_of(names)}){ahead}")

    def is_trend(self, action: str) -> bool:
        """Whether a verb tells what something does (grows, falls, reaches), not what is done to it."""
        return any(action in self.words.verbs[group] for group in _TRENDS)

    @cached_property
    def _around(self) -> re.Pattern[str]:
        names = [*self.words.reasons_before["beneficiary"], *self.words.reasons_before["circumstance"]]
        return re.compile(rf"(?:{self._manner})*?(?:{unless_kept(names, self.words)})")

    @cached_property
    def each(self) -> re.Pattern[str]:
        """Tells that a number is for each of several."""
        return re.compile(rf"(?:{self._manner})*?(?:{any_of(self.words.reasons_before['each'])})")

    @cached_property
    def example(self) -> re.Pattern[str]:
        """The word that ends a list of examples, with more after it."""
        names = unless_kept(self.words.reasons_after["example"], self.words)
        return re.compile(rf"(?:{names})(?=[^、,和及 ])")

    def opens_list(self, phrase: str) -> bool:
        """Whether a phrase ends in the word that closes a list of examples."""
        return phrase.endswith(self.words.reasons_after["example"])

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
            return None
        lead = self._lead(found)
        # 维护、新建: a part that is nothing but a verb shares what the next counts.
        start = found.start("chain")
        while at and (before := heads[at - 1]) and before.end() >= starts[at] - 1:
            start, at = before.start("chain"), at - 1
        if start < found.start("chain"):
            return self._row(phrase[start : lead.end], lead.end)
        return lead

    def _lead(self, found: re.Match[str]) -> Lead:
        return self._row(found["chain"], found.end())

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

    def within(self, noun: str) -> tuple[str, Verb] | None:
        """Find a verb of new things inside what is counted (城镇新增就业), where it is part of the name."""
        added = any_of(self.words.kind_words["addition"])
        found = re.search(f"{added}|{unless_kept(self.words.verbs['new'], self.words)}", noun)
        return None if found is None else (found[0], self.words.verbs["new"][found[0]])

    def closing(self, noun: str, groups: tuple[str, ...] = _CLOSING) -> tuple[str, Verb] | None:
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

    def tells(self, kind: str, noun: str, *, at_end: bool = False) -> bool:
        """Whether what is counted itself tells a measure kind (总数, 日均, 增速)."""
        names = self.words.kind_words.get(kind, ())
        return noun.endswith(names) if at_end else any(name in noun for name in names)

    def says_kind(self, noun: str) -> bool:
        """Whether what is counted is nothing but a word for a measure kind (总数, 增速)."""
        return any(noun in names for names in self.words.kind_words.values())

    def tells_total(self, phrase: str) -> bool:
        """Whether an adverb says that old and new are counted together (累计)."""
        adverbs = self.words.verbs["modality"]
        return any(name in phrase for name in self.words.kind_words["total-reached"] if name in adverbs)

    def cut(self, phrase: str) -> int | None:
        """Return where a phrase goes on with another verb (并改造, 、建设), if it does."""
        found = self._split_verb.search(phrase, 1)
        return None if found is None else found.start()

    @cached_property
    def _bound_inside(self) -> re.Pattern[str]:
        return re.compile(unless_kept((w for w in self.words.bounds_before if len(w) > 1), self.words))

    def bounds(self, noun: str) -> bool:
        """Whether a word that bounds a value stands inside a noun (投资不低于年度计划的)."""
        return self._bound_inside.search(noun) is not None

    @cached_property
    def _unclear(self) -> re.Pattern[str]:
        to = any_of(word for word in self.words.bounds_before if word[-1] in "到至" and word != "达到")
        after = any_of(self.words.bounds_after)
        return re.compile(rf"[ ]*(?:[/·]|\([^()]*\)[ ]*(?:{after})|(?:{self._manner})*?(?:{to}))")

    def is_unclear(self, behind: str) -> bool:
        """Whether what follows a number takes its meaning away.

        It may be a rate of what no vocabulary knows (5批次/千人), be bounded behind a gloss
        (100家(含分店)以上), or be where something started from (由700元提高到).
        """
        return self._unclear.match(behind) is not None

    @cached_property
    def _change(self) -> re.Pattern[str]:
        growth, reduction = (any_of(self.words.verbs[trend]) for trend in ("growth", "reduction"))
        # 增长率, 增加值, 降幅 are nouns: what is counted, not what is done.
        verb = rf"(?:(?P<growth>{growth})|(?P<reduction>{reduction}))(?![率幅速值量额])"
        return re.compile(rf"(?:{self._manner})*?{verb}")

    def change(self, phrase: str) -> Lead | None:
        """Find the verb of growth or fall that opens a phrase before a share (降低物流成本5%)."""
        found = self._change.match(phrase)
        if found is None or found.lastgroup is None:
            return None
        trend = found.lastgroup
        return Lead(action=found[trend], group=trend, kind=f"{trend}-rate", end=found.end())

    def opens_with_trend(self, phrase: str) -> bool:
        """Whether a growth, a fall or a state is told of what was just counted (完成投资10亿元增长8%)."""
        return self._trend.match(phrase) is not None

    def ends_with_verb(self, phrase: str) -> bool:
        """Whether a phrase ends in a verb that asks for a number."""
        groups = (*_CLOSING, "service", "completion", "growth", "reduction", "reach")
        return any(phrase.endswith(tuple(self.words.verbs[group])) for group in groups)

    def is_kept(self, verb: str, noun: str) -> bool:
        """Whether verb and noun together are a name (新增|学位)."""
        return (verb + noun).startswith(self.words.kept.get(verb, ()) or "\0")

    def ends_in(self, phrase: str, reason: str) -> bool:
        """Whether a phrase ends in a word of a reason (全市, 为), not inside a longer name."""
        return bool(self._endings[reason].at_end(phrase))

    def opens_around(self, phrase: str) -> str | None:
        """Return the reason why a phrase that opens with 为, 在 and the like counts nothing."""
        found = self._around.match(phrase)
        if found is None:
            return None
        served = self.words.reasons_before["beneficiary"]
        return "beneficiary" if found[0].endswith(served) else "circumstance"

    @cached_property
    def _endings(self) -> dict[str, Endings]:
        """Words that may end a phrase, by what they do."""
        sets = {
            **self.words.reasons_before,
            "adverb": self._adverbs,
            "bound": tuple(self.words.bounds_before),
            **{trend: tuple(self.words.verbs[trend]) for trend in ("growth", "reduction")},
        }
        return {name: Endings.of(names, self.words) for name, names in sets.items()}

    def tail(self, phrase: str) -> Tail:
        """Read the words right before a number: its bound, then a growth, a fall or a state."""
        at, bound_start = len(phrase), len(phrase)
        bound, action = None, ""
        reach = self.words.verbs["reach"]
        while True:
            rest = phrase[:at].rstrip()
            if word := self._endings["bound"].at_end(rest):
                at = bound_start = len(rest) - len(word)
                sign = self.words.bounds_before[word]
                bound = sign if bound in (None, "=") else bound
                action = word if word in reach else action
            elif word := self._endings["adverb"].at_end(rest):
                at = len(rest) - len(word)
            else:
                break
        tail = Tail(start=at, bound_start=bound_start, bound=bound, trend=None, action=action)
        if action:
            tail = replace(tail, trend="reach")
        for trend in ("growth", "reduction"):
            if word := self._endings[trend].at_end(phrase[:at].rstrip()):
                at = len(phrase[:at].rstrip()) - len(word)
                return replace(tail, start=self._compared(phrase[:at]), trend=trend, action=word)
        return replace(tail, start=self._compared(phrase[: tail.start])) if tail.trend else tail

    def _compared(self, phrase: str) -> int:
        """Return where the words end that name what is counted, before manner and a year compared with."""
        at = len(phrase)
        while word := self._endings["adverb"].at_end(phrase[:at].rstrip()):
            at = len(phrase[:at].rstrip()) - len(word)
        found = re.search("(?:较|比)[^、,较比]{0,10}(?:年|年[初末底]|同期|平均|平均水平)$", phrase[:at])
        return found.start() if found else at


@lru_cache(maxsize=4)
def grammar(words: Words) -> Grammar:
    """Return the grammar of a vocabulary, made once."""
    return Grammar(words)
