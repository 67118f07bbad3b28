"""A document's text as it is read: its lines, and the same text with its signs folded."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ..records import Span
from .lines import Line, fold, fold_width, lines
from .wraps import Unwrapped, unwrapped

__all__ = ["Source"]


@dataclass(frozen=True)
class Source:
    """What every step of the reading looks things up in; offsets are those of ``text``.

    ``whole`` is the document. Where it breaks its sentences at a fixed width, ``text`` has them whole, and
    ``in_document`` says where a passage stands in the document; lines have the document's numbers.
    """

    whole: str
    unwrap: bool = True

    @cached_property
    def unwrapped(self) -> Unwrapped:
        """The text that is read, with what was cut out of the document."""
        return unwrapped(self.whole, lines(self.whole)) if self.unwrap else Unwrapped(self.whole, ())

    @cached_property
    def text(self) -> str:
        """The text that is read."""
        return self.unwrapped.text

    @cached_property
    def folded(self) -> str:
        """The text with width, brackets and script folded, sign by sign."""
        return fold(self.text)

    @cached_property
    def written(self) -> str:
        """The text with its width folded, in its own script: names are given so."""
        return fold_width(self.text)

    @cached_property
    def lines(self) -> Sequence[Line]:
        """The lines, in order, with the numbers of the lines on which they begin in the document."""
        found = lines(self.text)
        if not self.unwrapped.cuts:
            return found
        starts = [line.start for line in lines(self.whole)]
        places = (bisect_right(starts, self.unwrapped.start(line.start)) for line in found)
        return [
            Line(number=n, start=line.start, text=line.text) for n, line in zip(places, found, strict=True)
        ]

    @cached_property
    def _starts(self) -> list[int]:
        return [line.start for line in self.lines]

    def line_at(self, offset: int) -> Line:
        """Return the line that an offset lies in."""
        return self.lines[bisect_right(self._starts, offset) - 1]

    def folded_line(self, line: Line) -> str:
        """Return one line, folded."""
        return self.folded[line.start : line.end]

    def lines_of(self, start: int, end: int) -> Sequence[Line]:
        """Return the lines that a stretch touches."""
        last = max(start, end - 1)
        return self.lines[bisect_right(self._starts, start) - 1 : bisect_right(self._starts, last)]

    def span(self, start: int, end: int) -> Span:
        """Return a stretch as a passage, without white space at its ends."""
        words = self.text[start:end]
        start += len(words) - len(words.lstrip())
        end = start + len(words.strip())
        return Span(start=start, end=end, line=self.line_at(start).number)
