"""How likely two names are names of one unit, and why: a place left out, an ending, an abbreviation, a slip.

A score is out of 100. It only ranks what a person decides: nothing is merged by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from rapidfuzz.distance import OSA, LCSseq

from .names import Name

__all__ = ["Comparer", "Likeness", "Reason", "sound"]

Reason = Literal["prefix", "suffix", "abbreviation", "typo"]
#: Names that differ by such signs alone are told apart by them: 第一医院, 第二医院.
_COUNTING = frozenset("一二三四五六七八九十百〇零0123456789甲乙丙丁东南西北中上下大小")
#: Below this two fields differ too much for a slip, unless they sound the same.
_SLIP = 75
#: No abbreviation of a company's name scores more.
_BRAND = 60


@dataclass(frozen=True)
class Likeness:
    """How alike two names are, and what parts them."""

    score: int
    reason: Reason


def sound(text: str) -> str:
    """Return how a text sounds, without tones: what an input method takes for the same.

    >>> sound("水务") == sound("税务")
    True
    """
    from pypinyin import lazy_pinyin  # 0.1 s, and only suggestions need it here

    return " ".join(lazy_pinyin(text))


def _within(short: str, long: str) -> bool:
    """Return whether the signs of one text stand in another in their order."""
    return LCSseq.similarity(short, long, score_cutoff=len(short)) == len(short)


@dataclass(frozen=True)
class Comparer:
    """Compares names by the words that short names leave out (``ontology/vocab/name-fillers.ttl``)."""

    fillers: Mapping[str, frozenset[str]]
    own_levels: frozenset[str]

    @cached_property
    def _joiner(self) -> re.Pattern[str]:
        return re.compile("|".join(map(re.escape, sorted(self.fillers["joiner"]))))

    @cached_property
    def _idle(self) -> re.Pattern[str]:
        words = frozenset().union(*self.fillers.values())
        longest_first = sorted(words, key=lambda word: (-len(word), word))
        return re.compile(f"(?:{'|'.join(map(re.escape, longest_first))})*")

    def compare(self, one: Name, other: Name) -> Likeness | None:
        """Return how alike two names are, None where they are names of two units as far as one can see."""
        short, long = sorted((one, other), key=lambda name: (len(name.flat), len(name.text)))
        if short.before != long.before and (short.kind != long.kind or (short.before and long.before)):
            return None
        owners = self._owners(short, long)
        if owners is None:
            return self._league(short, long)
        found = self._rests(short, long)
        if found is None:
            return None
        # 经开区管委会: it is the place that is shortened.
        shortened = short.owner and long.owner and owners
        return Likeness(found.score - owners, "abbreviation" if shortened else found.reason)

    def _owners(self, short: Name, long: Name) -> int | None:
        """Return what is taken off for owners that differ, None where they are two."""
        one, other = sorted((short.owner, long.owner), key=len)
        if one == other:
            return 0
        if not one:
            return 10 if other in self.own_levels else None
        # 经开区 for 经济技术开发区; 江安区 and 江岸区 are two, and 各区 are more than 各新城区.
        is_short = len(one) > 2 and len(other) - len(one) > 1 and _within(one, other)
        single = "collective" not in (short.kind, long.kind)
        return 10 if is_short and single and one[0] == other[0] and one not in other else None

    def _rests(self, short: Name, long: Name) -> Likeness | None:
        if short.rest == long.rest:
            return Likeness(95, "prefix")
        if short.rest and len(short.rest) < len(long.rest) and _within(short.rest, long.rest):
            return self._suffix(short, long) or self._abbreviation(short, long)
        return self._slip(short, long)

    @staticmethod
    def _suffix(short: Name, long: Name) -> Likeness | None:
        """Compare names that share their field and end in two forms of one word (委, 委员会)."""
        for end, kind in short.endings:
            for whole, whole_kind in long.endings:
                # 市局 ends as 市税务局 does, but leaves its field out.
                is_form = end != whole and _within(end, whole) and (len(end) > 1 or whole[-1] != end)
                same = short.rest.removesuffix(end) == long.rest.removesuffix(whole)
                if kind == whole_kind and is_form and same:
                    return Likeness(95, "suffix")
        return None

    def _abbreviation(self, short: Name, long: Name) -> Likeness | None:
        """Compare fields where one holds the other's signs in their order (人社, 人力资源和社会保障)."""
        fields = (
            (short.rest.removesuffix(end), long.rest.removesuffix(whole))
            for whole, whole_kind in long.endings
            for end, kind in short.endings
            if kind == whole_kind and _within(end, whole)
        )
        scores = [score for one, other in fields if one and (score := self._fields(one, other))]
        # What a company is called is a brand: 城发 is not every 城市建设开发.
        most = _BRAND if "enterprise" in (short.kind, long.kind) else 100
        return Likeness(min(max(scores), most), "abbreviation") if scores else None

    def _fields(self, short: str, long: str) -> int:
        """Return how well a short field stands for a long one, 0 for not at all."""
        if self._joiner.sub("", short) == self._joiner.sub("", long):
            return 95
        if not _within(short, long):
            return 0
        if len(short) == 1:
            return 50 if len(long) > 4 else 80 if long.startswith(short) else 65
        before, whole, after = long.partition(short)
        if whole:
            idle = all(self._idle.fullmatch(part) for part in (before, after))
            # 公安 in 公安交通管理: a field of its own is left out, and that is seldom done.
            return 90 if idle else 50
        parts = [part for part in self._joiner.split(long) if part]
        return 55 + 15 * long.startswith(short[0]) + 15 * _covers(short, parts)

    def _slip(self, short: Name, long: Name) -> Likeness | None:
        """Compare names that differ by one sign, or sound the same."""
        one, other = short.bare, long.bare
        if short.kind == long.kind and short.endings and short.endings[-1:] == long.endings[-1:]:
            one, other = short.field, long.field
        elif "other" not in (short.kind, long.kind):
            return None
        if min(len(one), len(other)) < 2 or _apart(one, other):
            return None
        alike = len(one) == len(other) and sound(one) == sound(other)
        if OSA.distance(one, other, score_cutoff=1) > 1 and not alike:
            return None
        score = round(100 * OSA.normalized_similarity(one, other))
        if alike:
            return Likeness(max(60, score), "typo")
        return Likeness(score, "typo") if score >= _SLIP else None

    @staticmethod
    def _league(short: Name, long: Name) -> Likeness | None:
        """Compare a name that is an ending by itself, with its level inside it (团市委), with the whole."""
        # Only such a name has an owner that ends amid it.
        is_one = len(short.owner) == 2 and short.kind == long.kind and len(short.rest) == 1
        tail = any(end.startswith(short.rest) for end, _ in long.endings)
        level = short.owner[-1:] == long.owner
        if is_one and tail and level and _within(short.flat, long.flat) and long.before:
            return Likeness(65, "abbreviation")
        return None


def _apart(one: str, other: str) -> bool:
    """Return whether two texts of one length differ by numerals and the like alone."""
    if len(one) != len(other):
        return False
    pairs = [pair for pair in zip(one, other, strict=True) if pair[0] != pair[1]]
    return all(sign in _COUNTING for pair in pairs for sign in pair)


def _covers(short: str, parts: Iterable[str]) -> bool:
    """Return whether each part gives one sign or more to a short text, in order, and all of it."""
    reached = {0}
    for part in parts:
        further: set[int] = set()
        for start in reached:
            at = start
            for sign in part:
                if at < len(short) and short[at] == sign:
                    at += 1
                    further.add(at)
        reached = further
    return len(short) in reached
