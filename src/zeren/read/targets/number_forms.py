"""The forms in which numbers stand in documents, as patterns built from the vocabulary."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from ..numbers import DIGITS, SCALE, TO
from ..wordlists import Endings, any_of, unless_kept
from ..words import Words

__all__ = ["BARE_YEAR", "DATE", "LARGE", "TO_SIGN", "Forms", "forms"]

_GAP = "[ ]{0,2}"
_YEAR = "(?:19|20)[0-9]{2}"
DATE = re.compile(
    rf"(?<![0-9.])(?:{_YEAR}(?:年?{TO}{_YEAR})?年(?:[0-9]{{1,2}}月(?:[0-9]{{1,2}}[日号])?)?"
    rf"|[0-9]{{1,2}}(?:月?{TO}[0-9]{{1,2}})?月(?:[0-9]{{1,2}}[日号])?"
    r"|[0-9]{1,2}日(?=前|起|以前|之前|止))"
    r"(?:[上中下]旬|[底末初])?(?:以前|之前|前)?"
)
BARE_YEAR = re.compile(rf"{_YEAR}(?![0-9.,])")
#: What parts the two ends of a range.
TO_SIGN = re.compile(rf"{_GAP}{TO}{{1,2}}{_GAP}")
#: Numerals with one of these count things (二千人); smaller ones mostly sum up (四个意识).
LARGE = re.compile("[百千万亿]")

_SIGNS = "一二两三四五六七八九十百千万亿零〇"
_NUMERAL = f"[{_SIGNS}]+(?:点[一二两三四五六七八九零〇]+)?"
#: 一 mostly is an article (一座新城); 百 and larger are loose, mostly part of a name (百强), unless bounded.
_FIRST = "(?:[二两三四五六七八九十]|一(?=[十百千万亿点]|个百分点|倍|成))"
_WRITTEN = (
    rf"(?:(?P<over>(?<!以)上)(?=[百千万亿])|(?<=[近约超逾达过破])(?<![签节公合预条]约)(?=[十百千万亿])"
    rf"|(?<![第每数几点{_SIGNS}0-9])(?={_FIRST}|(?P<loose>[百千万亿]++(?!分之|[余多]))|[百千万亿]))(?P<numeral>{_NUMERAL})(?:分之(?P<part>{_NUMERAL}))?"
    rf"|(?<!第)(?P<vague>[数几][十百千万亿]+)"
)


@dataclass(frozen=True, eq=False)
class Forms:
    """Patterns built from the vocabulary, once."""

    words: Words

    @cached_property
    def amount(self) -> re.Pattern[str]:
        """A number in Arabic or Chinese numerals with its scale, unit word and the bound after it."""
        measures = self.words.measures
        unit, plain = unless_kept(measures, self.words), any_of(measures)
        times = any_of(word for word, measure in measures.items() if measure.group == "time")
        # 余 and 多 stand before the unit word (100余家), the longer words after it (100家以上).
        more = any_of(word for word in self.words.bounds_after if len(word) == 1)
        after = [word for word in self.words.bounds_after if len(word) > 1]
        arabic = rf"(?P<digits>{DIGITS}){_GAP}(?P<more>{more})?(?P<scale>{SCALE})?(?P<more2>{more})?{_GAP}"
        per = rf"(?:[/·](?:(?P<time>{times}|月)|[十百千万]{{0,2}}(?:{plain})))*"
        return re.compile(
            rf"(?:{arabic}|(?:{_WRITTEN})(?P<more3>{more})?)"
            rf"(?:(?P<measure>(?P<word>{unit})(?:\((?:{plain})(?:[、/](?:{plain}))*\))?{per})(?![A-Za-z])"
            r"|(?(digits)(?!)|(?P<rank>[大届级])))?"
            rf"(?P<after>{_GAP}(?:{unless_kept(after, self.words)}))?"
        )

    @cached_property
    def ordinal(self) -> re.Pattern[str]:
        """What follows a place in a row."""
        return re.compile(rf"{any_of(self.words.reasons_after['ordinal'])}|期(?=工程|项目|建设|改造|扩建)")

    @cached_property
    def ranked(self) -> Endings:
        """What stands before a place in a row."""
        return Endings.of(self.words.reasons_before["ordinal"], self.words)

    @cached_property
    def asking(self) -> Endings:
        """What asks for a value."""
        names = [*self.words.verbs["reach"], *self.words.verbs["new"], *self.words.bounds_before]
        return Endings.of(names, self.words)

    @cached_property
    def adding(self) -> Endings:
        """Verbs after which even a small numeral counts (新建两个公园)."""
        return Endings.of(self.words.verbs["new"], self.words)

    @cached_property
    def doing(self) -> Endings:
        """Verbs after which 百家 may be a number, and no part of a name (百强)."""
        groups = ("new", "creation", "treatment", "service", "completion")
        return Endings.of([word for group in groups for word in self.words.verbs[group]], self.words)

    @cached_property
    def foreign(self) -> re.Pattern[str]:
        """A ratio, or letters that may be a unit no vocabulary knows (60GWh), not a class (5A级)."""
        return re.compile(rf"[0-9.,]+(?:[A-Za-z]+|:[0-9.]+)(?=$|\W|{any_of(self.words.bounds_after)})")

    @cached_property
    def hotline(self) -> re.Pattern[str]:
        """What follows a number that is a name."""
        return re.compile(any_of(self.words.reasons_after["code"]))

    @cached_property
    def to(self) -> str:
        """Words that say what something becomes (提高到, 调整为)."""
        names = [word for word in self.words.bounds_before if len(word) > 1 and word[-1] in "到至为"]
        return any_of(names)


@lru_cache(maxsize=4)
def forms(words: Words) -> Forms:
    """Return the forms of a vocabulary, made once."""
    return Forms(words)
