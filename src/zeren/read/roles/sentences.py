"""Assignments told as sentences (由市发改委牵头,市财政局、市统计局配合).

A sentence is units until their verb, again and again; it counts only where all of it is understood. The list
behind a label may hold verbs too (责任单位:市发改委牵头,市财政局): what no verb follows is the label's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ..words import Words
from .assignees import Assignees
from .clause_words import ClauseWords
from .clauses import NotUnderstoodError, Piece, Reading, Run, Sentence, pieces

__all__ = ["Run", "Sentence", "Sentences"]


@dataclass(frozen=True)
class Sentences:
    """Reads sentences with the verbs of ``roles.ttl`` and the words of ``clause-words.ttl``."""

    words: Words
    assignees: Assignees

    @cached_property
    def by(self) -> ClauseWords:
        """The words that hold a sentence together."""
        return ClauseWords(self.words)

    def read(self, folded: str, start: int, end: int) -> Sentence | None:
        """Return a stretch as a sentence, None where any of it is not understood or it has no verb."""
        reading = self._reading()
        try:
            for piece in self._pieces(folded, start, end):
                reading.add(piece)
            reading.close()
        except NotUnderstoodError:
            return None
        return reading.sentence() if reading.runs and not reading.is_appeal else None

    def front(self, folded: str, start: int, end: int) -> Sentence | None:
        """Return the sentence that a stretch begins with, None where it begins with none."""
        reading = self._reading()
        for piece in self._pieces(folded, start, end):
            try:
                reading.add(piece)
            except NotUnderstoodError:
                break
            if piece.sign and piece.sign in "。;":
                break
        waits = reading.leads is not None or any(unit.kind for unit in reading.units)
        return None if waits or not reading.runs else reading.sentence(up_to=reading.runs[-1].word_end)

    def listed(self, folded: str, start: int, end: int, role: str) -> Sentence:
        """Return what stands behind a role's label: its lists (``rest``), and what has its own verb."""
        reading = self._reading(role)
        try:
            for piece in self._pieces(folded, start, end):
                reading.add(piece)
            reading.close()
        except NotUnderstoodError:
            # The label says what stands behind it, even if its words are not understood.
            reading = self._reading(role)
            reading.rest, reading.end = [(start, end)], end
        return reading.sentence()

    def units_only(self, folded: str, start: int, end: int) -> bool:
        """Whether a stretch holds names of assignees and nothing else."""
        reading = self._reading()
        try:
            for piece in self._pieces(folded, start, end):
                reading.take(piece, 0, len(piece.text))
            reading.check()
        except NotUnderstoodError:
            return False
        return bool(reading.units) and reading.names_somebody

    def _reading(self, role: str | None = None) -> Reading:
        return Reading(self.by, self.assignees, role)

    def _pieces(self, folded: str, start: int, end: int) -> Iterator[Piece]:
        return pieces(folded, start, end, self.by.parting)
