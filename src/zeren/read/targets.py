"""The numeric targets of a task's text: each number with what it counts, or why it counts nothing.

A number is read in its clause (:mod:`.placing`). Vocabulary is data; what the grammar cannot place is
returned as not understood, never guessed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..records import LeftOut, Target
from .carrier import fold_width
from .parts import Found
from .phrases import grammar
from .placing import Place
from .quantities import Quantity, mask, quantities, written_out
from .words import Words

__all__ = ["Reading", "find_targets"]

_STOP = re.compile(r"[,;:。!?…|\n\t]")
_GLOSS = re.compile(r"[ ]*\([^()]*\)")
_FULL_STOP = re.compile(r"[;。!?…\n]")
#: Numbers for these reasons part nothing: the phrase goes on around them.
_TRANSPARENT = frozenset({"date", "code", "ordinal", "name", "duration", "in-brackets"}) | frozenset(
    {"qualifier", "beneficiary", "scope", "circumstance"}
)
#: Numerals with one of these count things (二千人); smaller ones mostly sum up (四个意识).
_LARGE = re.compile("[百千万亿]")
#: What they follow is a place in a row (二期) or sums up (十大); it never counts.
_IN_ROW, _SUMMING = frozenset("期届级"), "大"


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What the numbers of a text are, each list in the order of the text."""

    targets: tuple[Target, ...]
    left_out: tuple[LeftOut, ...]
    not_understood: tuple[LeftOut, ...]


def find_targets(text: str, words: Words) -> Reading:
    """Return the targets of a task's text, the numbers that are none, and those not understood.

    >>> from zeren.read.words import load_words
    >>> reading = find_targets("到2025年,建成口袋公园80个、绿道1.2万公里以上。", load_words())
    >>> [(t.action, t.indicator, t.bound, str(t.value), t.measure) for t in reading.targets]
    [('建成', '口袋公园', '=', '80', '个'), ('建成', '绿道', '>=', '12000', '公里')]
    >>> [(number.text, number.reason) for number in reading.left_out]
    [('2025年', 'date')]
    """
    return _Reader(text, words).read()


class _Reader:
    """Reads one text from left to right; keeps what a later number may go on with."""

    def __init__(self, text: str, words: Words) -> None:
        self.text, self.words, self.grammar = text, words, grammar(words)
        self.folded = fold_width(text)
        self.marked = mask(self.folded)
        self.full_stops = [stop.start() for stop in _FULL_STOP.finditer(self.folded)]
        self.targets: list[Target] = []
        self.none: list[LeftOut] = []
        self.last: Found | None = None

    def read(self) -> Reading:
        for start, end, own in self._clauses(quantities(self.folded, self.marked, self.words)):
            clause = self.folded[start : own[-1].start]
            if any(word in clause for word in self.words.reasons_before["respectively"]):
                own = [replace(number, reason=number.reason or "respectively") for number in own]
            self._clause(start, end, own)
        for start, end, reason in self._chinese():
            self._leave(start, end, reason)
        none = sorted(self.none, key=lambda number: number.start)
        return Reading(
            targets=tuple(self.targets),
            left_out=tuple(number for number in none if number.reason not in self.words.doubts),
            not_understood=tuple(number for number in none if number.reason in self.words.doubts),
        )

    def _clauses(self, found: list[Quantity]) -> Iterator[tuple[int, int, list[Quantity]]]:
        """Yield each clause that holds numbers; a comma in brackets, quotes or a number parts nothing."""
        inside = {at for number in found for at in range(number.start, number.end)}
        stops = [stop.start() for stop in _STOP.finditer(self.folded)]
        ends = [stop for stop in stops if not self.marked[stop] and stop not in inside]
        start = at = 0
        for end in (*ends, len(self.folded)):
            first = at
            while at < len(found) and found[at].start < end:
                at += 1
            if at > first:
                yield start, end, found[first:at]
            start = end + 1

    def _clause(self, start: int, end: int, own: list[Quantity]) -> None:
        live = [number for number in own if number.reason is None]
        anchor, stuck, placed, before = start, False, 0, None
        for number in own:
            if number.reason is None:
                placed += 1
                after = live[placed] if placed < len(live) else None
                place = Place(
                    text=self.text,
                    folded=self.folded,
                    grammar=self.grammar,
                    start=anchor,
                    number=number,
                    after=after,
                    end=end,
                    in_clause=before,
                    in_sentence=self._in_sentence(anchor),
                )
                # What follows an unreadable number would be taken for what this one counts.
                read = "unplaced" if stuck and not place.is_joined else place.read()
                if isinstance(read, Found):
                    self._keep(number, read)
                    self.last = before = read
                    anchor, stuck = self._behind_gloss(read.end), False
                    continue
                number = replace(number, reason=read)
            reason = number.reason or ""
            if reason not in _TRANSPARENT:
                anchor, stuck = number.end, reason in self.words.doubts
            self._leave(number.start, number.end, reason)

    def _behind_gloss(self, at: int) -> int:
        """Return where the next phrase starts: a gloss in brackets is no part of it (3000个(其中…)、床位)."""
        gloss = _GLOSS.match(self.folded, at)
        return gloss.end() if gloss else at

    def _in_sentence(self, at: int) -> Found | None:
        """Return the last target, unless a full stop stands between."""
        stops, last = self.full_stops, self.last
        return last if last and bisect_left(stops, last.end) == bisect_left(stops, at) else None

    def _keep(self, number: Quantity, found: Found) -> None:
        known = number.known
        is_whole = known is not None and found.kind != "rate-per-time" and number.is_plain
        self.targets.append(
            Target(
                value=number.value,
                bound=found.bound,
                measure=number.measure_in(self.text),
                measure_kind=found.kind,
                indicator=found.indicator,
                action=found.action,
                unit_iri=known.unit_iri if known and is_whole else None,
                start=found.start,
                end=number.end,
            )
        )

    def _leave(self, start: int, end: int, reason: str) -> None:
        self.none.append(LeftOut(text=self.text[start:end], start=start, end=end, reason=reason))

    def _chinese(self) -> Iterator[tuple[int, int, str]]:
        """Yield numbers in Chinese numerals: they mostly sum up; after a verb one may be a target."""
        for start, end, word in written_out(self.folded, self.words):
            measure = self.words.measures.get(word)
            if self.marked[start]:
                yield start, end, "name"
            elif measure and measure.group == "time":
                yield start, end, "duration"
            elif word in _IN_ROW:
                yield start, end, "ordinal"
            else:
                asked = word != _SUMMING and self.grammar.ends_with_verb(
                    self.folded[max(0, start - 8) : start]
                )
                is_amount = measure is not None and _LARGE.search(self.folded, start, end) is not None
                yield start, end, "written-out" if asked or is_amount or not word else "numeral"
