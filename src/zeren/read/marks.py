"""The mark at the head of a line: what kind of numbering it is, and its number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, get_args

from .numerals import chinese_number

__all__ = ["ORDER", "RANK", "Mark", "MarkKind", "mark_of"]

MarkKind = Literal[
    "annex",
    "chapter",
    "part",
    "section",
    "group",
    "bare",
    "cell",
    "subcell",
    "arabic",
    "plain",
    "row",
    "bracketed",
    "circled",
]

#: The order in which kinds of marks nest in documents of this kind (三、 over (六) over —— over 116.).
#: Without a mark of their own: a bare heading, a cell that several rows of a table share, an unnumbered
#: task, a row.
ORDER: tuple[MarkKind, ...] = get_args(MarkKind)
#: Rows and unnumbered tasks stand where numbered ones do: none of these heads another.
RANK = {kind: at for at, kind in enumerate(ORDER)} | dict.fromkeys(("plain", "row"), ORDER.index("arabic"))

_NUMERAL = "[〇零一二两三四五六七八九十百]+"
_FORMS: tuple[tuple[MarkKind, str], ...] = (
    # 附件2 alone on its line, or with its title behind a sign; 附件要求 is running text.
    ("annex", rf"附\s*[件表]\s*(\d{{1,2}}|{_NUMERAL})?\s*(?:[:、.]|$|(?=\s))"),
    ("chapter", rf"第({_NUMERAL})(?:部分|[章编篇])[、:.]?"),
    ("part", rf"({_NUMERAL})(?:、|\.)"),
    ("section", rf"\(\s*({_NUMERAL})\s*\)[、.]?"),
    ("group", "([—–―]{1,2}|--)"),
    # A dot between digits is a decimal point (5.8万套), not the end of a task's number.
    (
        "arabic",
        r"(\d{1,4})\s*(?:[、。﹒]|\.(?!\d))[﹒.。、]?(?!\d)|(?P<bare_number>\d{1,3})(?=\s+[\u4e00-\u9fff])",
    ),
    ("bracketed", r"\(\s*(\d{1,3})\s*\)[、.]?"),
    ("circled", "([①-⑳㉑-㉟])"),
)
#: Signs before a number that only lift a task out (★1.).
_LIFTED = r"[★☆*△▲◆◇●■□※✓√]?\s*"
_MARK = re.compile(
    rf"\s*(?P<lifted>{_LIFTED})(?:" + "|".join(f"(?P<{kind}>{form})" for kind, form in _FORMS) + r")\s*"
)
_KINDS = tuple(kind for kind, _ in _FORMS)


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A line's mark, standing at ``start`` to ``end`` of it; what follows begins at ``width``.

    ``number`` is None where the mark carries none (——). ``signed`` is False for a number and a space alone.
    """

    kind: MarkKind
    number: int | None
    start: int = 0
    end: int = 0
    width: int = 0
    signed: bool = True


def mark_of(line: str) -> Mark | None:
    """Return the mark that a line (folded to half width) begins with, None where it has none.

    >>> mark_of("(六)着力推动绿色转型")
    Mark(kind='section', number=6, start=0, end=3, width=3, signed=True)
    >>> mark_of("116. 全面开展")
    Mark(kind='arabic', number=116, start=0, end=4, width=5, signed=True)
    >>> mark_of("5.8万套") is None
    True
    """
    found = _MARK.match(line)
    if not found or (found.end() == len(line) and found["annex"] is None):
        return None
    kind = next(k for k in _KINDS if found[k] is not None)
    # The group inside the named one holds the number alone.
    digits = None if kind == "group" else found["bare_number"] or found[_MARK.groupindex[kind] + 1]
    return Mark(
        kind=kind,
        number=None if digits is None else chinese_number(digits),
        start=found.start("lifted") if found["lifted"] else found.start(kind),
        end=found.end(kind),
        width=found.end(),
        signed=found["bare_number"] is None,
    )
