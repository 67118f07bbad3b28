"""How far a labelled list reaches that no bracket holds."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from ..marks import mark_of
from .assignees import Assignees
from .labels import Label
from .region import closes, trimmed

__all__ = ["list_end"]

#: What is looked at on either side of a line's end; no name is longer.
_NEAR = 80


def list_end(
    folded: str, label: Label, limit: int, pairs: Mapping[int, int], openings: Sequence[int], judge: Assignees
) -> int:
    """Return where a list ends: with its sentence or its line, unless that plainly goes on.

    Args:
        folded: the text.
        label: the label before the list.
        limit: where the next label, or the bracket that holds it, begins.
        pairs: the outermost brackets.
        openings: where they open, in order.
        judge: tells what reads as a unit.
    """
    at = label.list_start
    begun = False
    while True:
        newline = folded.find("\n", at, limit)
        end = limit if newline < 0 else newline
        inner = bisect_right(openings, end - 1) - 1
        opening = openings[inner] if inner >= 0 else -1
        if opening >= at and end < pairs[opening] < limit and closes(folded, pairs, opening):
            at, begun = pairs[opening] + 1, True
            continue
        begun = begun or trimmed(folded, at, end) is not None
        if newline < 0 or not _goes_on(folded, label, newline, limit, begun, judge):
            break
        at = newline + 1
    is_remark = not label.is_role and label.notation == "remark"
    stop = -1 if is_remark else folded.find("。", label.list_start, end)
    if stop >= 0 and trimmed(folded, stop, end):
        end = stop
    span = trimmed(folded, label.list_start, end)
    return span[1] if span else label.list_start


def _goes_on(folded: str, label: Label, newline: int, limit: int, begun: bool, judge: Assignees) -> bool:
    """Whether a list goes on behind the end of a line."""
    end = folded.find("\n", newline + 1, limit)
    end = limit if end < 0 else end
    following = folded[newline + 1 : min(end, newline + 1 + _NEAR)]
    if mark_of(following):
        return False
    before = folded[max(label.list_start, newline - _NEAR) : newline].rstrip()
    if not begun or judge.goes_on(before, following.strip()):
        return True
    # One unit a line; a place by itself is a heading.
    return label.is_role and end <= newline + 1 + _NEAR and judge.are_offices(following)
