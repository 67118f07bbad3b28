"""The numeric targets of a task's text: each number with what it counts, or why it counts nothing.

A number is read in its clause (:mod:`.placing`); numbers that belong together first (:mod:`.pairs`,
:mod:`.shares`). Vocabulary is data; what the grammar cannot place is returned as not understood, never
guessed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ...records import LeftOut, Target
from ..lines import fold_width
from ..words import Words
from .around import LONGEST
from .number_forms import LARGE
from .pairs import JOIN, baselines, blanked, ranges
from .parts import Found
from .phrases import grammar
from .placing import Place
from .quantities import Quantity, mask, quantities
from .shares import Shares

__all__ = ["Reading", "find_targets"]

_STOP = re.compile(r"[,;:。!?…|\n\t]")
_GLOSS = re.compile(r"[ ]*\([^()]*\)")
_FULL_STOP = re.compile(r"[;。!?…\n]")
#: Numbers for these reasons part nothing: the phrase goes on around them.
_TRANSPARENT = (
    frozenset({"date", "code", "ordinal", "name", "duration", "in-brackets"})
    | frozenset({"date", "code", "ordinal", "name", "duration", "in-brackets", "baseline"})
    | frozenset({"qualifier", "beneficiary", "scope", "circumstance", "numeral"})
)
#: How far back a clause that only says 力争到2025年 may start.
_LONGEST_IDLE = 40


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
        folded = fold_width(text)
        self.marked = mask(folded)
        found = ranges(folded, quantities(folded, self.marked, words))
        self.numbers, spans = baselines(folded, found, words)
        # What is counted is read as if 由5% before 提高到6% were not there.
        self.shown, self.folded = blanked(text, spans), blanked(folded, spans)
        self.full_stops = [stop.start() for stop in _FULL_STOP.finditer(folded)]
        self.targets: list[Target] = []
        self.none: list[LeftOut] = []
        self.last: Found | None = None
        # Where the next phrase starts, whether what stands before it is unread, the clause's last target.
        self.anchor, self.stuck = 0, False
        self.before: Found | None = None

    def read(self) -> Reading:
        for start, end, own, modality in self._clauses():
            self._clause(start, end, own, modality)
        none = sorted(self.none, key=lambda number: number.start)
        return Reading(
            targets=tuple(self.targets),
            left_out=tuple(number for number in none if number.reason not in self.words.doubts),
            not_understood=tuple(number for number in none if number.reason in self.words.doubts),
        )

    def _clauses(self) -> Iterator[tuple[int, int, list[Quantity], str]]:
        """Yield each clause that holds numbers; a comma in brackets, quotes or a number parts nothing.

        With it comes the modality of a clause before it that says nothing else (力争到2025年).
        """
        found = self.numbers
        inside = {at for number in found for at in range(number.start, number.end)}
        stops = [stop.start() for stop in _STOP.finditer(self.folded)]
        ends = [stop for stop in stops if not self.marked[stop] and stop not in inside]
        start = at = 0
        modality = ""
        for end in (*ends, len(self.folded)):
            first = at
            while at < len(found) and found[at].start < end:
                at += 1
            if at > first:
                yield start, end, found[first:at], modality
            modality = self._idle_modality(start, end)
            start = end + 1

    def _idle_modality(self, start: int, end: int) -> str:
        if end - start > _LONGEST_IDLE or self.folded[end : end + 1] != ",":
            return ""
        clause = self.folded[start:end]
        said = list(self.grammar.tails.modality.finditer(clause))
        is_idle = bool(said) and self.grammar.idle_end(clause) == len(clause)
        return self.words.modalities[said[-1][0]] if is_idle else ""

    def _clause(self, start: int, end: int, own: list[Quantity], modality: str) -> None:
        counted: dict[str, set[str]] = {}
        firm = list(self.grammar.tails.modality.finditer(self.folded, start, end))
        self.anchor, self.stuck, self.before, at = start, False, None, 0
        while at < len(own):
            taken, read = self._next(own, at, end)
            if isinstance(read, str):
                for number in own[at : at + taken]:
                    self._leave(number, read)
            else:
                for number, found in read:
                    self._keep(number, found, self._firmness(firm, number.start, found.action, modality))
                    things = counted.setdefault(found.measure, set())
                    things.add(found.indicator)
                    self.before = self.last = replace(found, is_alone=len(things) == 1)
                self.anchor, self.stuck = self._behind_gloss(read[-1][1].end), False
            at += taken

    def _next(self, own: list[Quantity], at: int, end: int) -> tuple[int, str | list[tuple[Quantity, Found]]]:
        """Read the next number of a clause, with those that belong to it: how many, and what they are."""
        number = own[at]
        if number.reason is not None:
            return 1, self._asked(number, number.reason)
        if self.stuck and number.start - self.anchor <= LONGEST:
            cut = self.grammar.cut(self.folded[self.anchor : number.start])
            # A verb of its own: what stands before it is no matter.
            self.anchor += cut or 0
        if (shared := self._shared(own, at, end)) is not None:
            return shared
        rest = (own[later] for later in range(at + 1, len(own)))
        after = next((other for other in rest if other.reason is None), None)
        place = Place(
            text=self.shown,
            folded=self.folded,
            grammar=self.grammar,
            start=self.anchor,
            number=number,
            after=after,
            end=end,
            in_clause=self.before,
            in_sentence=self._in_sentence(self.anchor),
        )
        # What follows an unreadable number would be taken for what this one counts.
        read = "unplaced" if self.stuck and not place.is_joined else place.read()
        if isinstance(read, Found):
            return 1, [(number, read)]
        return 1, self._asked(number, read) if number.is_written and read in self.words.doubts else read

    def _run(self, own: list[Quantity], at: int) -> list[Quantity]:
        """Return a number with those that follow it in a list of nothing but numbers (6%、7%和8%)."""
        end = at + 1
        while end < len(own) and own[end].reason is None:
            if not JOIN.fullmatch(self.folded, own[end - 1].end, own[end].start):
                break
            end += 1
        return own[at:end]

    def _shared(
        self, own: list[Quantity], at: int, end: int
    ) -> tuple[int, str | list[tuple[Quantity, Found]]] | None:
        """Read numbers that several things have, one each or one and the same."""
        first = own[at]
        before = self.folded[self.anchor : first.start] if first.start - self.anchor <= LONGEST else ""
        for word in self.words.reasons_before["respectively"]:
            if (stands := before.rfind(word)) >= 0:
                run = self._run(own, at)
                read = self._shares(stands, stands + len(word), end).respectively(run)
                return len(run), read or "respectively"
        same = self.grammar.alike.search(before)
        if same is None:
            return None
        is_each = same["each"] is not None
        read = self._shares(same.start(), same.end(), end).alike(first, parallel=not is_each)
        return (1, read) if read else (1, "each") if is_each else None

    def _shares(self, start: int, behind: int, end: int) -> Shares:
        return Shares(
            text=self.shown,
            folded=self.folded,
            grammar=self.grammar,
            start=self.anchor,
            word=(self.anchor + start, self.anchor + behind),
            end=end,
        )

    def _asked(self, number: Quantity, reason: str) -> str:
        """Return why a numeral is no target: it mostly sums up, but after a verb it may have been one."""
        if not number.is_written or reason not in (*self.words.doubts, "numeral") or not number.measure:
            return reason
        asked = self.grammar.ends_with_verb(self.folded[max(0, number.start - 8) : number.start])
        is_amount = LARGE.search(self.folded, number.start, number.end) is not None
        return "written-out" if asked or is_amount or number.is_share else "numeral"

    def _firmness(self, firm: list[re.Match[str]], start: int, action: str, carried: str) -> str:
        """Return the modality of a number: the last such word of its clause that stands before it."""
        at = bisect_left(firm, start + 1, key=lambda word: word.end())
        if not at:
            return carried
        word = firm[at - 1][0]
        return "" if word in action else self.words.modalities[word]

    def _behind_gloss(self, at: int) -> int:
        """Return where the next phrase starts: a gloss in brackets is no part of it (3000个(其中…)、床位)."""
        gloss = _GLOSS.match(self.folded, at)
        return gloss.end() if gloss else at

    def _in_sentence(self, at: int) -> Found | None:
        """Return the last target, unless a full stop stands between."""
        stops, last = self.full_stops, self.last
        return last if last and bisect_left(stops, last.end) == bisect_left(stops, at) else None

    def _keep(self, number: Quantity, found: Found, modality: str) -> None:
        known = number.known
        is_whole = known is not None and found.kind != "rate-per-time" and number.is_plain
        target = Target(
            value=number.value,
            bound=found.bound,
            measure=number.measure_in(self.text),
            measure_kind=found.kind,
            indicator=found.indicator,
            action=found.action,
            unit_iri=known.unit_iri if known and is_whole else None,
            start=found.start,
            end=number.end,
            modality=modality,
        )
        if number.high is None:
            self.targets.append(target)
        else:
            self.targets.append(replace(target, bound=">=", end=number.split))
            self.targets.append(replace(target, bound="<=", value=number.high, start=number.split))

    def _leave(self, number: Quantity, reason: str) -> None:
        text = self.text[number.start : number.end]
        self.none.append(LeftOut(text=text, start=number.start, end=number.end, reason=reason))
        if reason not in _TRANSPARENT:
            self.anchor, self.stuck = number.end, reason in self.words.doubts
