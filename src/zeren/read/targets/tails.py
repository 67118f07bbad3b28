"""The words right before a number: what bounds it, and the growth, fall or state that it tells."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

from ..wordlists import Endings, any_of, unless_kept
from ..words import Words
from .parts import Tail

__all__ = ["Tails"]

_COMPARED = re.compile("(?:较|比)[^、,较比]{0,10}(?:年|年[初末底]|同期|平均|平均水平)$")
_LONGEST_RATE = 12
#: Groups of verbs that may end in a word of growth and are none: 改造提升3万亩.
_DOING = ("new", "creation", "treatment", "service")


@dataclass(frozen=True, eq=False)
class Tails:
    """Endings of phrases, built from the vocabulary."""

    words: Words

    @cached_property
    def adverbs(self) -> tuple[str, ...]:
        """Words of manner, time and modality, that say nothing of what is counted."""
        return (*self.words.verbs["manner"], *self.words.verbs["modality"])

    @cached_property
    def endings(self) -> dict[str, Endings]:
        """Words that may end a phrase, by what they do."""
        sets = {
            **self.words.reasons_before,
            "adverb": self.adverbs,
            "bound": tuple(self.words.bounds_before),
            "verb": tuple(word for group in _DOING for word in self.words.verbs[group]),
            **{trend: tuple(self.words.verbs[trend]) for trend in ("growth", "reduction")},
        }
        return {name: Endings.of(names, self.words) for name, names in sets.items()}

    @cached_property
    def _rate(self) -> re.Pattern[str]:
        times = any_of(name for name in self.words.kind_words["rate-per-time"] if name.startswith("每"))
        rate = rf"(?P<rate>每[人户名生]的?(?:{times})?|{times})"
        return re.compile(rf"{rate}[ ]*(?:{any_of(self.words.bounds_before)})?$")

    def rate(self, phrase: str) -> tuple[int, int]:
        """Return where 每人每月 stands that ends a phrase, before no more than a word of a bound."""
        near = max(0, len(phrase) - _LONGEST_RATE)
        found = self._rate.search(phrase[near:])
        span = found.span("rate") if found else (len(phrase) - near, len(phrase) - near)
        return near + span[0], near + span[1]

    def read(self, phrase: str) -> Tail:
        """Read the words right before a number: its bound, then a growth, a fall or a state."""
        at, bound_start = len(phrase), len(phrase)
        bound, action = None, ""
        reach = self.words.verbs["reach"]
        while True:
            rest = phrase[:at].rstrip()
            if word := self.endings["bound"].at_end(rest):
                at = bound_start = len(rest) - len(word)
                sign = self.words.bounds_before[word]
                bound = sign if bound in (None, "=") else bound
                action = word if word in reach else action
            elif word := self.endings["adverb"].at_end(rest):
                at = len(rest) - len(word)
            else:
                break
        tail = Tail(start=at, bound_start=bound_start, bound=bound, trend=None, action=action)
        if action:
            tail = replace(tail, trend="reach")
        for trend in ("growth", "reduction"):
            word = self.endings[trend].at_end(phrase[:at].rstrip())
            if word and len(self.endings["verb"].at_end(phrase[:at].rstrip())) <= len(word):
                at = len(phrase[:at].rstrip()) - len(word)
                return replace(tail, start=self._compared(phrase[:at]), trend=trend, action=word)
        return replace(tail, start=self._compared(phrase[: tail.start])) if tail.trend else tail

    def _compared(self, phrase: str) -> int:
        """Return where the words end that name what is counted, before manner and a year compared with."""
        at = len(phrase.rstrip(" 、"))
        while word := self.endings["adverb"].at_end(phrase[:at].rstrip()):
            at = len(phrase[:at].rstrip()) - len(word)
        found = _COMPARED.search(phrase[:at])
        return found.start() if found else at

    @cached_property
    def modality(self) -> re.Pattern[str]:
        """How firmly a target is set (力争, 确保)."""
        return re.compile(unless_kept(self.words.modalities, self.words))
