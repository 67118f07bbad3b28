"""A stretch of a text that assigns, and how far it reaches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..marks import mark_of
from .labels import IDLE
from .sentences import Run

__all__ = ["Region", "closes", "ends_a_line", "ends_a_sentence", "trimmed"]

#: What stands before or behind a bracket that is said of the whole sentence.
_STOPS = "。;!?\n"


@dataclass(frozen=True, kw_only=True)
class Region:
    """A stretch that assigns; ``closed`` is False where its bracket never ends.

    ``dues`` are its deadlines; ``unread`` what follows no known word; ``labels`` what was understood and is
    in no run (完成时限, 由, 按职责); ``remarks`` what a label such as 备注 keeps apart, label and all.
    A region without ``runs`` sets a deadline or remarks something, and assigns nothing.
    """

    start: int
    end: int
    bracketed: bool
    closed: bool
    runs: tuple[Run, ...]
    unread: tuple[tuple[int, int], ...] = ()
    dues: tuple[tuple[int, int], ...] = ()
    labels: tuple[tuple[int, int], ...] = ()
    remarks: tuple[tuple[int, int], ...] = ()


def trimmed(folded: str, start: int, end: int, signs: str = IDLE) -> tuple[int, int] | None:
    """Return a stretch without the signs around it that say nothing, None where it holds no others."""
    while start < end and folded[start] in signs:
        start += 1
    while end > start and folded[end - 1] in signs:
        end -= 1
    return (start, end) if start < end else None


def closes(folded: str, pairs: Mapping[int, int], opening: int) -> bool:
    """Whether a bracket is closed, and no line within begins with a number of its own.

    Where a bracket was never closed, the sign that seems to close it may belong to the next item.
    """
    if opening not in pairs:
        return False
    at = folded.find("\n", opening, pairs[opening])
    while at >= 0:
        following = folded.find("\n", at + 1, pairs[opening])
        if mark_of(folded[at + 1 : following if following >= 0 else pairs[opening] + 1]):
            return False
        at = following
    return True


def ends_a_line(folded: str, end: int) -> bool:
    """Whether a bracket that ends here stands at the end of its sentence and its line, or before another."""
    while end < len(folded) and folded[end] in " \t。":
        end += 1
    return end == len(folded) or folded[end] in "\n("


def ends_a_sentence(folded: str, start: int, end: int) -> bool:
    """Whether a bracket at ``start`` to ``end`` stands where a sentence ends, not amid its words."""
    while end < len(folded) and folded[end] in " \t":
        end += 1
    if end == len(folded) or folded[end] in _STOPS + "(":
        return True
    while start and folded[start - 1].isspace():
        start -= 1
    return start > 0 and folded[start - 1] in _STOPS
