"""Regions that labels open: each label with its list, as far as bracket or line allow."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..lists.name_forms import squeezed
from .assignees import GOES_ON
from .dues import begins_due
from .labels import Label, Labels
from .list_ends import list_end
from .region import Region, closes, ends_a_line, trimmed
from .sentences import Run, Sentence, Sentences

__all__ = ["Labelled"]

#: Signs that a label of no vocabulary may stand behind.
_PARTING = " \t\n(;,、。"
#: What is looked at on either side of a line's end; no name is longer.
_NEAR = 80
_LOOSE_END = re.compile("[;)〉。\n]|$")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, kw_only=True)
class _Held:
    """A label with the bracket that holds it: where it opens and, if it does, closes."""

    label: Label
    opening: int | None
    close: int | None

    @property
    def start(self) -> int:
        return self.label.start if self.opening is None else self.opening


@dataclass
class _Parts:
    """What has been read of one region so far."""

    runs: list[Run] = field(default_factory=list)
    unread: list[tuple[int, int]] = field(default_factory=list)
    dues: list[tuple[int, int]] = field(default_factory=list)
    labels: list[tuple[int, int]] = field(default_factory=list)
    remarks: list[tuple[int, int]] = field(default_factory=list)

    def add(self, sentence: Sentence) -> None:
        self.runs += sentence.runs
        self.dues += sentence.dues
        self.labels += sentence.words
        self.unread += sentence.asides


@dataclass(frozen=True)
class Labelled:
    """Makes regions of labels."""

    labels: Labels
    sentences: Sentences

    def regions(self, folded: str, pairs: Mapping[int, int]) -> list[Region]:
        """Return the regions that labels open, from left to right."""
        held = self._valid(folded, self._held(folded, pairs))
        openings, judge = list(pairs), self.sentences.assignees
        found: list[Region] = []
        at = 0
        while at < len(held):
            first = at
            ends: list[int] = []
            while at < len(held) and (at == first or self._joins(folded, held[at], held[first], ends[-1])):
                following = held[at + 1].start if at + 1 < len(held) else len(folded)
                if (close := held[first].close) is not None:
                    following = held[at + 1].label.start if at + 1 < len(held) else close
                    ends.append(min(following, close))
                else:
                    ends.append(list_end(folded, held[at].label, following, pairs, openings, judge))
                at += 1
            region = self._region(folded, held[first:at], ends)
            if region.runs or region.unread or not region.closed or _in_place(folded, region):
                found.append(region)
        return found

    @staticmethod
    def _joins(folded: str, one: _Held, first: _Held, end: int) -> bool:
        """Whether a label belongs to the region that another began, which has come to ``end``."""
        if first.close is not None:
            return one.opening == first.opening
        return one.opening is None and trimmed(folded, end, one.start) is None

    def _held(self, folded: str, pairs: Mapping[int, int]) -> list[_Held]:
        """Return the labels with the outermost bracket around each, or the unclosed one right before it."""
        openings = list(pairs)
        closed: dict[int, bool] = {}
        found = []
        for label in self.labels.find(folded):
            at = bisect_right(openings, label.start) - 1
            outer = openings[at] if at >= 0 else None
            if outer is not None and pairs[outer] >= label.list_start:
                if outer not in closed:
                    closed[outer] = closes(folded, pairs, outer)
                if closed[outer]:
                    found.append(_Held(label=label, opening=outer, close=pairs[outer]))
                    continue
            before = label.start
            while before and folded[before - 1].isspace():
                before -= 1
            opening = before - 1 if before and folded[before - 1] in "(〈" else None
            found.append(_Held(label=label, opening=opening, close=None))
        return found

    def _valid(self, folded: str, held: Sequence[_Held]) -> list[_Held]:
        """Leave out what only looks like a label where it stands."""
        valid: list[_Held] = []
        for at, one in enumerate(held):
            label = one.label
            following = held[at + 1].label.start if at + 1 < len(held) else len(folded)
            last = valid[-1] if valid else None
            if not label.is_sure or (label.is_role and self._is_doubtful(folded, one, last)):
                start, end = label.list_start, _loose_end(folded, label, following)
                is_due = not label.is_role and begins_due(squeezed(folded[start : min(end, start + _NEAR)]))
                if not is_due and not self.sentences.units_only(folded, start, end):
                    continue
            elif not label.is_role and one.opening is None and not _leads(folded, label, last):
                continue
            valid.append(one)
        return valid

    @staticmethod
    def _is_doubtful(folded: str, one: _Held, last: _Held | None) -> bool:
        """Whether words before a colon may be the text's own: a short verb, a label amid a sentence."""
        if last is not None and one.opening is not None and one.opening == last.opening:
            return False
        if len(squeezed(folded[slice(*one.label.word)])) == 2:
            return True
        before = folded[max(0, one.label.start - _NEAR) : one.label.start].rstrip()
        return one.opening is None and before.endswith(GOES_ON) and not _in_line(folded, one.label, last)

    def _region(self, folded: str, held: Sequence[_Held], ends: Sequence[int]) -> Region:
        first = held[0]
        parts = _Parts()
        if first.opening is not None and (span := trimmed(folded, first.opening + 1, first.label.start)):
            self._sentence(folded, span, parts)
        for one, end in zip(held, ends, strict=True):
            self._fill(folded, one, end, parts)
        close = first.close
        return Region(
            start=first.start,
            end=ends[-1] if close is None else close + 1,
            bracketed=first.opening is not None,
            closed=first.opening is None or close is not None,
            runs=tuple(sorted(parts.runs, key=lambda run: (run.list_start, run.word_start))),
            unread=tuple(sorted(parts.unread)),
            dues=tuple(parts.dues),
            labels=tuple(sorted(parts.labels)),
            remarks=tuple(parts.remarks),
        )

    def _fill(self, folded: str, held: _Held, end: int, parts: _Parts) -> None:
        """Read what stands behind one label."""
        label = held.label
        if not label.is_role and label.notation == "remark":
            remark = trimmed(folded, label.start, end)
            parts.remarks.append(remark or label.word)
            return
        if label.gloss is not None:
            words = squeezed(folded[label.gloss[0] + 1 : label.gloss[1] - 1])
            (parts.labels if words in self.sentences.by.nouns else parts.unread).append(label.gloss)
        if label.is_role:
            self._list(folded, held, end, parts)
            return
        parts.labels.append(label.word)
        span = trimmed(folded, label.list_start, end)
        if span and label.notation == "due":
            self._due(folded, span, parts)
        elif span:
            self._sentence(folded, span, parts)

    def _sentence(self, folded: str, span: tuple[int, int], parts: _Parts) -> None:
        sentence = self.sentences.read(folded, *span)
        if sentence:
            parts.add(sentence)
        else:
            parts.unread.append(span)

    def _due(self, folded: str, span: tuple[int, int], parts: _Parts) -> None:
        """Read a deadline, and the sentence that may stand behind it in the same bracket."""
        start, end = span
        for found in re.finditer(";", folded[start:end]):
            at = start + found.start()
            if not begins_due(squeezed(folded[at + 1 : at + _NEAR])):
                sentence = self.sentences.read(folded, at + 1, end)
                if sentence:
                    parts.add(sentence)
                    end = at
                break
        parts.dues.append((start, end))

    def _list(self, folded: str, held: _Held, end: int, parts: _Parts) -> None:
        """Read the list of a role, up to what is none of it: a label of no vocabulary, another sentence."""
        label, start = held.label, held.label.list_start
        cuts = [self._unknown(folded, start, end), self._stop(folded, start, end)]
        if not label.is_sure:
            cuts.append(_loose_end(folded, label, end))
        for cut in cuts:
            if cut < end:
                if span := trimmed(folded, cut, end):
                    self._sentence(folded, span, parts)
                end = cut
        if held.opening is not None and held.close is None:
            end = self._torn(folded, start, end, parts)
        sentence = self.sentences.listed(folded, start, end, label.notation)
        parts.add(sentence)
        # 责任单位:无 names nobody.
        if self.sentences.words.cells.get(squeezed(folded[start : min(end, start + _NEAR)])) == "none":
            parts.labels += sentence.rest
            sentence, end = replace(sentence, rest=()), start
        for listed in sentence.rest or ([] if sentence.runs else [(start, max(start, end))]):
            parts.runs.append(
                Run(
                    role=label.notation,
                    word_start=label.word[0],
                    word_end=label.word[1],
                    list_start=listed[0],
                    list_end=listed[1],
                )
            )
        if sentence.runs and not sentence.rest:
            parts.labels.append(label.word)

    @staticmethod
    def _unknown(folded: str, start: int, end: int) -> int:
        """Return where a label of no vocabulary begins in a list."""
        colon = folded.find(":", start, end)
        return end if colon < 0 else max(start, *(folded.rfind(sign, start, colon) + 1 for sign in _PARTING))

    @staticmethod
    def _stop(folded: str, start: int, end: int) -> int:
        stop = folded.find("。", start, end)
        return end if stop < 0 else stop

    def _torn(self, folded: str, start: int, end: int, parts: _Parts) -> int:
        """Return where the list of a bracket that never closes ends, without the torn label behind it."""
        at = folded.rfind(";", max(start, end - _NEAR), end)
        word = squeezed(folded[at + 1 : end]) if at >= 0 else ""
        if len(word) < 2 or not any(noun.startswith(word) for noun in self.sentences.by.nouns):
            return end
        parts.unread.append((at + 1, end))
        return at


def _loose_end(folded: str, label: Label, limit: int) -> int:
    """Return where the words of a label end that only names may follow."""
    end = _LOOSE_END.search(folded, label.list_start, limit)
    return end.start() if end else limit


def _in_line(folded: str, label: Label, last: _Held | None) -> bool:
    """Whether a label stands in one line with the one before it."""
    return last is not None and folded.find("\n", last.label.start, label.start) < 0


def _leads(folded: str, label: Label, last: _Held | None) -> bool:
    """Whether the label of a field begins its line or a sentence, or stands in one line with another."""
    if _in_line(folded, label, last):
        return True
    near = max(0, label.start - _NEAR)
    line = folded.rfind("\n", near, label.start) + 1
    begins = (line > 0 or near == 0) and not _LETTER.search(folded, max(line, near), label.start)
    return begins or (label.notation != "remark" and folded[near : label.start].rstrip().endswith("。"))


def _in_place(folded: str, region: Region) -> bool:
    """Whether a bracket that assigns nothing ends its line; else it may be part of the text."""
    return not region.bracketed or ends_a_line(folded, region.end)
