"""The mark at the head of a line: what kind of numbering it is, and its number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from .numerals import chinese_number

__all__ = ["ORDER", "Mark", "MarkKind", "mark_of"]

MarkKind = Literal["chapter", "part", "section", "group", "arabic", "bracketed", "circled"]

#: The order in which kinds of marks nest in documents of this kind (三、 over (六) over —— over 116.).
ORDER: tuple[MarkKind, ...] = ("chapter", "part", "section", "group", "arabic", "bracketed", "circled")

_NUMERAL = "[〇零一二两三四五六七八九十百]+"
_FORMS: tuple[tuple[MarkKind, str], ...] = (
    ("chapter", rf"第({_NUMERAL})(?:部分|[章编篇])[、:.]?"),
    ("part", rf"({_NUMERAL})(?:、|\.)"),
    ("section", rf"\(\s*({_NUMERAL})\s*\)"),
    ("group", "([—–―]{1,2}|--)"),
    # A dot between digits is a decimal point (5.8万套), not the end of a task's number.
    ("arabic", r"(\d{1,4})\s*(?:[、。﹒]|\.(?!\d))"),
    ("bracketed", r"\(\s*(\d{1,3})\s*\)"),
    ("circled", "([①-⑳㉑-㉟])"),
)
_MARK = re.compile(r"\s*(?:" + "|".join(f"(?P<{kind}>{form})" for kind, form in _FORMS) + r")\s*")


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A line's mark, standing at ``start`` to ``end`` of it; what follows begins at ``width``.

    ``number`` is None where the mark carries none (——).
    """

    kind: MarkKind
    number: int | None
    start: int
    end: int
    width: int


def mark_of(line: str) -> Mark | None:
    """Return the mark that a line (folded to half width) begins with, None where it has none.

    >>> mark_of("(六)着力推动绿色转型")
    Mark(kind='section', number=6, start=0, end=3, width=3)
    >>> mark_of("116. 全面开展")
    Mark(kind='arabic', number=116, start=0, end=4, width=5)
    >>> mark_of("5.8万套") is None
    True
    """
    found = _MARK.match(line)
    if not found or found.end() == len(line):
        return None
    kind = next(k for k in ORDER if found[k] is not None)
    # The group inside the named one holds the number alone.
    number = None if kind == "group" else chinese_number(found[_MARK.groupindex[kind] + 1])
    return Mark(kind=kind, number=number, start=found.start(kind), end=found.end(kind), width=found.end())
