"""Where a line hands its task out: brackets and labels that begin with a role word and a colon."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

__all__ = ["IDLE", "Region", "RoleFinder", "Run", "brackets"]

#: Signs that part an assignment and say nothing.
IDLE = " 。;,、.\n\t"
#: Signs that a label may stand behind.
_PARTING = " \t(;,、。"


@dataclass(frozen=True, kw_only=True)
class Run:
    """One role word with its list: offsets of the word and of what follows the colon."""

    role: str
    word_start: int
    word_end: int
    list_start: int
    list_end: int


@dataclass(frozen=True, kw_only=True)
class Region:
    """A stretch of a line that assigns; ``closed`` is False where its bracket never ends.

    ``unread`` are the parts of it that follow no role word: another label, words before the first.
    """

    start: int
    end: int
    bracketed: bool
    closed: bool
    runs: tuple[Run, ...]
    unread: tuple[tuple[int, int], ...]


def brackets(folded: str) -> dict[int, int]:
    """Return each round bracket that opens on the outside, with where it closes; one pass.

    A bracket that never closes hides no other.

    >>> brackets("充(换)电(A(B))"), brackets("甲(乙(丙)")
    ({1: 3, 5: 10}, {3: 5})
    """
    opened: list[int] = []
    pairs: list[tuple[int, int]] = []
    for at, sign in enumerate(folded):
        if sign == "(":
            opened.append(at)
        elif sign == ")" and opened:
            pairs.append((opened.pop(), at))
    outer: dict[int, int] = {}
    last = -1
    for start, end in sorted(pairs):
        if start > last:
            outer[start] = last = end
    return outer


def _worded(folded: str, spans: list[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    """Yield the spans that hold more than separators, without those around them."""
    for start, end in spans:
        inner = folded[start:end].lstrip(IDLE)
        if inner:
            start = end - len(inner)
            yield start, start + len(inner.rstrip(IDLE))


@dataclass(frozen=True)
class RoleFinder:
    """Finds roles by the words of the role vocabulary (``ontology/vocab/roles.ttl``)."""

    roles: Mapping[str, str]

    @cached_property
    def _label(self) -> re.Pattern[str]:
        # Longest first, so that 牵头责任单位 is not read as 责任单位; some carriers space the signs out.
        words = "|".join(
            r"\s*".join(map(re.escape, w)) for w in sorted(self.roles, key=lambda w: (-len(w), w))
        )
        return re.compile(rf"(?:^|(?<=[(\s。;,、]))(?P<word>{words})\s*:")

    @cached_property
    def _loose(self) -> re.Pattern[str]:
        return re.compile("|".join(re.escape(w) for w in sorted(self.roles) if len(w) > 2))

    def regions(self, folded: str) -> list[Region]:
        """Return the assigning stretches of a line (folded to half width), from left to right."""
        labels = list(self._label.finditer(folded))
        if not labels:
            return []
        pairs = brackets(folded)
        opens = list(pairs)
        places = [self._bracket(folded, label.start("word"), pairs, opens) for label in labels]
        found: list[Region] = []
        at = 0
        while at < len(labels):
            opened, first = places[at], at
            closed = opened in pairs
            at += 1
            while at < len(labels) and places[at] == (opened if closed else None):
                at += 1
            # What no bracket closes goes on to the next one that assigns, or to the end of the line.
            following = places[at] if at < len(labels) else None
            close = pairs[opened] if opened in pairs else len(folded) if following is None else following
            start = labels[first].start("word") if opened is None else opened
            runs, unread = self._runs(folded, labels[first:at], close)
            before = (start + (opened is not None), labels[first].start("word"))
            found.append(
                Region(
                    start=start,
                    end=close + 1 if closed else close,
                    bracketed=opened is not None,
                    closed=opened is None or closed,
                    runs=tuple(runs),
                    unread=tuple(_worded(folded, [before, *unread])),
                )
            )
        return found

    @staticmethod
    def _bracket(folded: str, at: int, pairs: dict[int, int], opens: list[int]) -> int | None:
        """Return the outermost bracket that holds a label, or the unclosed one right before it."""
        outer = opens[bisect_right(opens, at) - 1] if opens and opens[0] < at else None
        if outer is not None and pairs[outer] > at:
            return outer
        before = at - 1
        while before >= 0 and folded[before].isspace():
            before -= 1
        return before if before >= 0 and folded[before] == "(" else None

    def _runs(
        self, folded: str, labels: list[re.Match[str]], close: int
    ) -> tuple[list[Run], list[tuple[int, int]]]:
        """Return each role word with its list, and what stands after a label that is no role word."""
        runs, unread = [], []
        ends = [*(label.start("word") for label in labels[1:]), close]
        for label, end in zip(labels, ends, strict=True):
            cut = end
            if (colon := folded.find(":", label.end(), end)) >= 0:
                cut = max(label.end(), *(folded.rfind(sign, label.end(), colon) + 1 for sign in _PARTING))
                unread.append((cut, end))
            runs.append(
                Run(
                    role=self.roles["".join(label["word"].split())],
                    word_start=label.start("word"),
                    word_end=label.end("word"),
                    list_start=label.end(),
                    list_end=cut,
                )
            )
        return runs, unread

    def strays(self, folded: str) -> list[str]:
        """Return role words that stand in a text outside any region."""
        return self._loose.findall(folded)
