"""Numbers that belong together: the two ends of a range, and a starting point with what it becomes."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from ..numbers import PERIOD, scaled
from ..wordlists import any_of
from ..words import Words
from .number_forms import TO_SIGN, forms
from .quantities import Quantity

__all__ = ["JOIN", "baselines", "blanked", "ranges"]

#: What joins two things of a list.
JOIN = re.compile(r"[ ]*(?:以及|[、和及与并或])[ ]*")
#: How far before a number its 从 may stand (从2022年底的每人每月100元提高到).
_REACH = 24
_FROM = frozenset("从由自")


def ranges(folded: str, found: list[Quantity]) -> list[Quantity]:
    """Join the two ends of each range (6%—8%, 5~6万人) to one number; what is none of those is a doubt."""
    joined: list[Quantity] = []
    for number in found:
        before = joined[-1] if joined else None
        if before and before.high is None and _parts(folded, before, number):
            whole = None if folded[before.start - 1 : before.start] in _FROM else _range(before, number)
            joined[-1:] = [whole] if whole else [_doubt(before, "range"), _doubt(number, "range")]
        elif number.reason is None and folded[number.start - 1 : number.start] == "-":
            joined.append(replace(number, reason="unplaced"))
        else:
            joined.append(number)
    # A numeral without a unit word was kept for its range only.
    return [number for number in joined if not number.is_written or number.measure or number.reason]


def _parts(folded: str, one: Quantity, other: Quantity) -> bool:
    """Whether only the sign of a range stands between two numbers that are no dates or codes."""
    # A year before its 年 is a date; 2000至2500人 has none.
    is_number = one.reason is None or (one.reason == "date" and len(one.digits) == one.end - one.start)
    is_apart = one.reason is None and one.known is not None
    live = is_number and other.reason is None and (other.known is not None or is_apart)
    return live and TO_SIGN.fullmatch(folded, one.end, other.start) is not None


def _range(one: Quantity, other: Quantity) -> Quantity | None:
    """Join two ends; None where they are not of one measure, or not lower and higher."""
    if other.known is None or one.bound or other.bound not in (None, "~", "<="):
        return None
    if one.known is not None and one.measure != other.measure:
        return None
    low = one.value
    if one.known is None and not one.scale and other.scale:
        # 5~6万 is in 万 for both; 5000~1万 says so of the upper end alone.
        shared = scaled(one.digits or str(one.value), other.scale)
        low = shared if shared < other.value else low
    return None if low >= other.value else _merged(one, other, low)


def _merged(one: Quantity, other: Quantity, low: Decimal) -> Quantity:
    return replace(other, start=one.start, split=one.end, value=low, high=other.value, bound=None)


def _doubt(number: Quantity, reason: str) -> Quantity:
    return replace(number, reason=reason)


@lru_cache(maxsize=4)
def _turns(words: Words) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return patterns for what opens a starting point, what may follow it, and a time that it is for."""
    per = any_of(words.reasons_before["each"])
    adverbs = any_of([*words.verbs["manner"], *words.verbs["modality"], *words.reasons_before["scope"]])
    opens = any_of(words.reasons_before["baseline"])
    times = any_of(word for word in words.kind_words["rate-per-time"] if word.startswith("每"))
    idle = rf"(?>{adverbs}|{per}|{times}|{PERIOD}|[ 的约近])"
    turn = rf"[ ]*(?>分别|{adverbs})*[ ]*(?:{forms(words).to})"
    return re.compile(rf"(?:{opens}){idle}*$"), re.compile(turn), re.compile(times)


def baselines(
    folded: str, found: list[Quantity], words: Words
) -> tuple[list[Quantity], list[tuple[int, int]]]:
    """Mark the numbers that others start from (由60%、75%提高到65%、80%); return where such words stand."""
    opens, turn, times = _turns(words)
    marked: list[Quantity] = list(found)
    spans: list[tuple[int, int]] = []
    at = 0
    while at < len(found):
        first, at = at, at + 1
        number = found[first]
        if number.reason is not None or number.high is not None:
            continue
        near = max(spans[-1][1] if spans else 0, number.start - _REACH)
        opened = opens.search(folded[near : number.start])
        if opened is None:
            continue
        while (
            at < len(found)
            and found[at].reason is None
            and JOIN.fullmatch(folded, found[at - 1].end, found[at].start)
        ):
            at += 1
        if not turn.match(folded, found[at - 1].end):
            continue
        for index in range(first, at):
            marked[index] = replace(found[index], reason="baseline")
        start, end = near + opened.start(), found[at - 1].end
        if times.search(opened[0]) and at < len(found):
            marked[at] = replace(marked[at], per_time=True)
        spans.append((start, end))
    return marked, spans


def blanked(text: str, spans: list[tuple[int, int]]) -> str:
    """Return a text with spaces at some places; the rest stands where it stood."""
    parts, done = [], 0
    for start, end in spans:
        parts += [text[done:start], " " * (end - start)]
        done = end
    return "".join((*parts, text[done:]))
