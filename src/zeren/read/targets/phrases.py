"""The phrase before or after a number: what it tells of what is counted, and of the number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from ..wordlists import any_of, unless_kept
from ..words import Words
from .verbs import CLOSING, Verbs

__all__ = ["Grammar", "grammar"]

_QUOTED = re.compile("“[^”]*”")
_TRENDS = ("growth", "reduction", "reach")


@dataclass(frozen=True, eq=False)
class Grammar(Verbs):
    """What phrases tell, beside their verbs: kinds, bounds, and signs that a number counts nothing."""

    @cached_property
    def _trend(self) -> re.Pattern[str]:
        names = [word for group in _TRENDS for word in self.words.verbs[group]]
        ahead = f"(?=[0-9]|{any_of(self.words.bounds_before)})"
        return re.compile(rf"{self._manner}*?(?:{any_of(names)}){ahead}")

    def is_trend(self, action: str) -> bool:
        """Whether a verb tells what something does (grows, falls, reaches), not what is done to it."""
        return any(action in self.words.verbs[group] for group in _TRENDS)

    @cached_property
    def each(self) -> re.Pattern[str]:
        """Tells that a number is for each of several."""
        return re.compile(rf"{self._manner}*?(?:{any_of(self.words.reasons_before['each'])})")

    @cached_property
    def example(self) -> re.Pattern[str]:
        """The word that ends a list of examples, with more after it."""
        names = unless_kept(self.words.reasons_after["example"], self.words)
        return re.compile(rf"(?:{names})(?=[^、,和及 ])")

    def opens_list(self, phrase: str) -> bool:
        """Whether a phrase ends in the word that closes a list of examples."""
        return phrase.endswith(self.words.reasons_after["example"])

    @cached_property
    def parts(self) -> frozenset[str]:
        """Words that say which of several, and name nothing by themselves (城镇, 省级)."""
        words = self.words.indicator_words
        return frozenset(word for sort in ("place", "level", "sort") for word in words[sort])

    @cached_property
    def alike(self) -> re.Pattern[str]:
        """What says that several things have one number each: right before it (各), or before a verb (均)."""
        each, all_of = self.words.indicator_words["each"], self.words.indicator_words["alike"]
        return re.compile(
            rf"(?P<each>{unless_kept(each, self.words)})$|(?:{unless_kept(all_of, self.words)})"
        )

    def tells(self, kind: str, noun: str, *, at_end: bool = False) -> bool:
        """Whether what is counted itself tells a measure kind (总数, 日均, 增速)."""
        names = self.words.kind_words.get(kind, ())
        if at_end:
            return noun.endswith(names)
        # 日处理5万吨污水处理厂: there the words size another thing.
        return any(name in noun and not noun.partition(name)[2][:1].isdigit() for name in names)

    def says_kind(self, noun: str) -> bool:
        """Whether what is counted is nothing but a word for a measure kind (总数, 增速)."""
        return any(noun in names for kind, names in self.words.kind_words.items() if kind != "level")

    def is_quantity(self, noun: str) -> bool:
        """Whether a noun names a quantity of something (建筑面积, 参保率) and no thing."""
        return self.tells("level", noun, at_end=True)

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
        return self._bound_inside.search(_QUOTED.sub("", noun)) is not None

    @cached_property
    def _unclear(self) -> re.Pattern[str]:
        to = any_of(word for word in self.words.bounds_before if word[-1] in "到至" and word != "达到")
        after = any_of(self.words.bounds_after)
        idle = rf"(?:(?![、,]){self._manner})*?"
        return re.compile(rf"[ ]*(?:[/·]|\([^()]*\)[ ]*(?:{after})|{idle}(?:{to}))")

    def is_unclear(self, behind: str) -> bool:
        """Whether what follows a number takes its meaning away.

        It may be a rate of what no vocabulary knows (5批次/千人), be bounded behind a gloss
        (100家(含分店)以上), or be where something started from (由700元提高到).
        """
        return self._unclear.match(behind) is not None

    def opens_with_trend(self, phrase: str) -> bool:
        """Whether a growth, a fall or a state is told of what was just counted (完成投资10亿元增长8%)."""
        return self._trend.match(phrase) is not None

    @cached_property
    def _going_on(self) -> re.Pattern[str]:
        around = [*self.words.reasons_before["beneficiary"], *self.words.reasons_before["circumstance"]]
        names = f"{self._verb.pattern}|{unless_kept(around, self.words)}|[到赴]"
        return re.compile(rf"[ ]*(?:{names})[^、,和及与 ]{{2}}")

    def goes_on(self, behind: str) -> bool:
        """Whether a verb with its object follows what was counted (特派员120名|服务产业, 干部50名|到基层)."""
        return self._going_on.match(behind) is not None

    @cached_property
    def _each_of(self) -> re.Pattern[str]:
        each, verb = any_of(self.words.reasons_before["each"]), self._verb.pattern
        return re.compile(rf"各{self._manner}*?(?:{verb})|(?:{each})[^、,]{{0,8}}?(?:{verb})")

    def is_for_each(self, phrase: str) -> bool:
        """Whether a phrase says that a number is for each of several, whose names do not part it."""
        at_start = self.each.match(phrase) or self._each_of.search(phrase)
        return at_start is not None or self.ends_in(phrase, "each")

    @cached_property
    def _state(self) -> re.Pattern[str]:
        return re.compile(any_of(self.words.verbs["reach"]))

    def tells_state(self, phrase: str) -> bool:
        """Whether a phrase says what something is or stays (水质保持II类), for which a time may be asked."""
        return self._state.search(phrase, 1) is not None

    @cached_property
    def _done(self) -> re.Pattern[str]:
        names = [word for group in _TRENDS for word in self.words.verbs[group]]
        return re.compile(rf"已经?{self._manner}*?(?:{self._verb.pattern}|{any_of(names)})")

    def is_done(self, phrase: str) -> bool:
        """Whether a phrase tells what has been done already (已建成)."""
        return self._done.search(phrase) is not None

    @cached_property
    def _per_head(self) -> re.Pattern[str]:
        people = any_of(self.words.indicator_words["people"])
        return re.compile(rf"每[十百千万]+[名位]?[^、,和及与]{{0,4}}?(?:{people})(?:拥有)?")

    def per_head(self, noun: str) -> str:
        """Return what a noun opens with that says of how many people a number is (每千人口|床位数)."""
        found = self._per_head.match(noun)
        return found[0] if found else ""

    def is_progress(self, phrase: str) -> bool:
        """Whether a phrase ends in what a share tells the progress of (年度计划的, 投资计划完成)."""
        rest = phrase.rstrip(" 的")
        done = next((word for word in self.words.verbs["completion"] if rest.endswith(word)), "")
        return self.ends_in(rest, "progress") or self.ends_in(rest.removesuffix(done), "progress")

    def ends_with_verb(self, phrase: str) -> bool:
        """Whether a phrase ends in a verb that asks for a number."""
        groups = (*CLOSING, "service", "completion", "growth", "reduction", "reach")
        return any(phrase.endswith(tuple(self.words.verbs[group])) for group in groups)

    def is_kept(self, verb: str, noun: str) -> bool:
        """Whether verb and noun together are a name (新增|学位)."""
        return (verb + noun).startswith(self.words.kept.get(verb, ()) or "\0")

    def ends_in(self, phrase: str, reason: str) -> bool:
        """Whether a phrase ends in a word of a reason (全市, 为), not inside a longer name."""
        return bool(self.tails.endings[reason].at_end(phrase))

    def opens_around(self, phrase: str) -> str | None:
        """Return the reason why a phrase that opens with 为, 在 and the like counts nothing."""
        found = self._around.match(phrase)
        if found is None:
            return None
        served = self.words.reasons_before["beneficiary"]
        return "beneficiary" if found[0].endswith(served) else "circumstance"


@lru_cache(maxsize=4)
def grammar(words: Words) -> Grammar:
    """Return the grammar of a vocabulary, made once."""
    return Grammar(words)
