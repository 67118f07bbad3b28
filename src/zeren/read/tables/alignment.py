"""A row's cells to its columns by what they look like: a cell may be missing, or take several lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .columns import ROLE, TEXTS
from .layout import Layout
from .looks import Look

__all__ = ["HEADING", "REST", "Fit", "Slot", "fit", "slots_of"]

#: What it costs that a cell is less than sure, that it is missing, and that it is not what its column holds.
_DOUBT, _MISSING, _WRONG = 1, 10, 20
#: A line that ends early is seldom gone on with; what may begin a unit's name is seldom a text's last line.
_CUT, _SPLIT = 3, 2
#: A bare line is a heading where it fits nowhere else; what fits nowhere stands below the table.
_BARE, _BELOW = 3, 4
#: A row that costs as much is not understood.
_LIMIT = 30
#: Cells that are no text have no more lines.
_LINES = 8
#: A deadline that is told in words, and a bare heading, are no longer.
_SHORT, _HEADING = 12, 30
_PLACE = re.compile("[省市区县州旗镇各]")
_STOP = re.compile(r"[。;!]$")
_PAUSE = re.compile(r"[。;!,、:]$")


@dataclass(frozen=True, kw_only=True)
class Slot:
    """What may hold tokens: a column by the kind of its cells, or what stands between and below the rows."""

    kind: str
    may_miss: bool = True

    @property
    def is_column(self) -> bool:
        """Whether it is a column."""
        return self not in (HEADING, REST)


#: A heading between rows, and what stands below the last row.
HEADING, REST = Slot(kind="heading"), Slot(kind="rest")


@dataclass(frozen=True, kw_only=True)
class Fit:
    """Where the tokens of each slot end, and what that costs; ``is_clear`` where no other way is as good."""

    ends: tuple[int, ...]
    cost: int
    is_clear: bool = True

    @property
    def is_sure(self) -> bool:
        """Whether it is clear, no cell is missing and none looks wrong."""
        return self.is_clear and self.cost < _MISSING


def slots_of(layout: Layout, person_roles: frozenset[str]) -> list[Slot]:
    """Return a slot for each column.

    Some may miss their cell: a category and a unit left of the text span rows, a remark is seldom made.
    """
    first = layout.texts[0]
    must = next((at for at in layout.texts if layout.columns[at].field == "task"), first)
    slots = []
    for column in layout.columns:
        roles = {role for role, _ in column.head.roles} if column.head else set()
        may_miss = column.field in (None, "category", "number", "remark")
        if column.field in TEXTS:
            kind = "task" if column.at == must else "text"
        elif column.field == ROLE:
            kind = "units" if not roles & person_roles else "persons" if len(roles) == 1 else "both"
            may_miss = column.at < first
        else:
            kind = "other" if column.field in (None, "remark") else str(column.field)
        slots.append(Slot(kind=kind, may_miss=may_miss))
    return slots


def fit(looks: Sequence[Look], slots: Sequence[Slot], width: int = 0) -> Fit | None:
    """Give each slot its tokens, in their order; None where no way to do so is good.

    Args:
        looks: the tokens.
        slots: what they may be.
        width: the length of the longest line in the table, as far as it is known.
    """
    count = len(looks)
    walls = sum(look.token.wall for look in looks[1:])
    if walls == count - 1 and count == sum(slot.is_column for slot in slots):
        # Every cell is marked as one, and there is one for each column.
        columns = [sum(slot.is_column for slot in slots[: at + 1]) for at in range(len(slots))]
        return Fit(ends=tuple(columns), cost=0)
    best: dict[int, tuple[int, int, tuple[int, ...]]] = {0: (0, 1, ())}
    for slot in slots:
        after: dict[int, tuple[int, int, tuple[int, ...]]] = {}
        for start, (cost, ways, ends) in best.items():
            for end, more in _runs(slot, looks, start, width):
                known = after.get(end)
                total = cost + more
                if known is None or total < known[0]:
                    after[end] = (total, ways, (*ends, end))
                elif total == known[0]:
                    after[end] = (total, known[1] + ways, known[2])
        best = after
    cost, ways, found = best.get(count, (_LIMIT, 0, ()))
    return Fit(ends=found, cost=cost, is_clear=ways == 1) if cost < _LIMIT else None


def _runs(slot: Slot, looks: Sequence[Look], start: int, width: int) -> Iterator[tuple[int, int]]:
    """Yield where a slot's tokens may end that begin at a place, and what that costs."""
    kind = slot.kind
    if kind != "task":
        yield start, 0 if slot.may_miss else _MISSING
    if kind in ("task", "text"):
        yield from _texts(kind, looks, start, width)
        return
    most = len(looks) if slot is REST else min(len(looks), start + _LINES)
    for end in range(start + 1, most + 1):
        if slot is REST:
            yield end, _BELOW
            continue
        if end - start > 1 and looks[end - 1].token.wall and slot is not HEADING:
            return
        cost = _cost(kind, looks[start:end])
        if cost is not None:
            # 东桥区人⏎民政府: what may be the end of a name is seldom a name of its own.
            is_cut = kind in ("units", "persons") and start > 0 and looks[start].may_end(looks[start - 1])
            yield end, cost + _SPLIT * is_cut


def _texts(kind: str, looks: Sequence[Look], start: int, width: int) -> Iterator[tuple[int, int]]:
    """Yield where a text may end: it goes on over lines as long as the longest, and like no other cell."""
    cost, longest = 0, width
    for at in range(start, len(looks)):
        look = looks[at]
        # 市人力资源⏎社会保障局: it may be the beginning of a unit.
        is_open = _PLACE.match(look.token.word) is not None and not _PAUSE.search(look.token.word)
        ending = _SPLIT * (is_open and (at > start or kind == "text"))
        if at == start:
            is_none = look.is_empty or (kind == "task" and look.is_number)
            cost = _WRONG if is_none else _DOUBT * look.is_marked + _SPLIT * look.names_somebody
        elif look.token.wall or look.is_number or look.is_empty or looks[start].is_number:
            return
        else:
            above = looks[at - 1].token.word
            cost += _DOUBT * (not look.is_plain) + _SPLIT * look.names_somebody + _CUT * look.is_marked
            cost += _CUT * (_STOP.search(above) is not None and _STOP.search(look.token.word) is None)
            cost += _CUT * (not _PAUSE.search(above) and not look.token.gap and 5 * len(above) < 4 * longest)
        longest = max(longest, len(look.token.word))
        yield at + 1, cost + ending


def _cost(kind: str, looks: Sequence[Look]) -> int | None:
    """Return what it costs that some tokens are one cell of a kind, None where they cannot be."""
    if kind == HEADING.kind:
        return _heading(looks)
    if len(looks) > 1:
        return _several(kind, looks)
    return 0 if looks[0].is_empty else _one(kind, looks[0])


def _one(kind: str, look: Look) -> int:
    """Return what it costs that a token is one cell."""
    if look.is_marked:
        return _WRONG
    match kind:
        case "units":
            return _DOUBT * look.is_doubtful if look.is_units else _WRONG
        case "persons":
            # A name that no list of surnames has, or the end of a text's line.
            weak = _MISSING if look.may_be_person else _WRONG
            return 0 if look.is_persons else weak
        case "both":
            return 0 if look.is_units or look.is_persons else _WRONG
        case "due":
            # As likely as that it is a bare heading, and the deadline missing.
            told = _MISSING + _BARE if look.is_plain and len(look.token.word) <= _SHORT else _WRONG
            return 0 if look.is_due else told
        case "number":
            return 0 if look.is_number else _WRONG
        case "category":
            return _DOUBT * (look.is_units or look.is_due or look.is_number)
    return _DOUBT * (kind == "other")


def _several(kind: str, looks: Sequence[Look]) -> int | None:
    """Return what it costs that lines are one cell, None where they cannot be."""
    first = looks[0]
    if kind in ("units", "persons", "both", "due") and any(_is_other(kind, look) for look in looks):
        return None
    match kind:
        case "units":
            if all(look.is_units for look in looks):
                return _DOUBT * first.is_doubtful
            together = first.together(looks)
            loose = sum(not (one.is_units or other.may_end(one)) for one, other in pairwise(looks))
            return _DOUBT * (1 + together.is_doubtful + loose) if together.is_units else None
        case "persons" | "both":
            if all(look.is_persons or (kind == "both" and look.is_units) for look in looks):
                return 0
            return _DOUBT if first.together(looks).is_persons else None
        case "due":
            return 0 if first.together(looks).is_due else None
        case "other":
            return _DOUBT + _MISSING * (len(looks) - 1)
        case "division" | "category":
            return _DOUBT * (len(looks) - 1)
    return None


def _is_other(kind: str, look: Look) -> bool:
    """Whether a line can be no part of a list of units or persons, or of a deadline."""
    if _STOP.search(look.token.word) or look.is_marked:
        return True
    if kind == "due":
        return look.is_units or look.is_persons
    if look.is_number and not look.is_numeral:
        return True
    return look.is_due or (kind == "units" and look.is_persons) or (kind == "persons" and look.is_units)


def _heading(looks: Sequence[Look]) -> int | None:
    """Return what it costs that tokens between two rows are a heading: 一、民生, 一 and 民生, a bare line.

    Lines below a heading go with it. A number between the rows is that of a page.
    """
    first, word = looks[0], looks[-1].token.word
    if first.is_marked:
        return _DOUBT * (len(looks) - 1)
    if len(looks) > 1:
        return _DOUBT if len(looks) == 2 and first.is_numeral and not looks[1].is_number else None
    if first.is_number:
        return _DOUBT
    is_bare = word and not (first.is_units or first.is_due or _PAUSE.search(word))
    return _BARE if is_bare and len(word) <= _HEADING else None
