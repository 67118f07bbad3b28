"""Tables in plain text with one cell a line, with pipes or without: their rows go by number or by looks."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import takewhile

from ...carry import Cell, Table
from ..lines import Line
from ..numerals import chinese_number
from .alignment import HEADING, REST, Fit, Slot, fit
from .columns import Heads
from .likeness import Likeness
from .looks import Look
from .stack import Stack, parts, stretch
from .stack_heads import ARABIC, stack_heads

__all__ = ["stacked"]

#: No row has more lines; one whose cells cannot be told apart is none where it has more than so many.
_ROW, _UNCLEAR = 40, 16
#: A row without a number has so many cells less or more than columns; so many may stand between two rows.
_LESS, _MORE, _BETWEEN = 2, 4, 12
_DATE = re.compile(
    r"[\d〇零一二三四五六七八九]{4}年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日"
)


def stacked(lines: Sequence[Line], at: int, heads: Heads, like: Likeness) -> tuple[list[Table], int]:
    """Return the tables whose header begins with a line, and the line below them; none where none does.

    They have one header, and what stands between them is no part of any.
    """
    best: Stack | None = None
    below = at + 1
    for head in stack_heads(lines, at, heads):
        stack = Stack(lines, head, heads, like)
        if stack.opens:
            _by_pipes(stack)
        elif stack.place is None:
            _by_looks(stack)
        else:
            _by_number(stack, stack.slots[: stack.place], stack.slots[stack.place + 1 :])
        below = max(below, head.last + 1)
        # A header with numbers, and a number below it, is no chance, whatever the row looks like.
        is_table = stack.sure or (stack.place is not None and len(stack.tables[0]) > 1)
        if is_table and (best is None or stack.sure > best.sure):
            best = stack
    return ([], below) if best is None else ([tuple(rows) for rows in best.tables if rows], best.below)


_Value = Callable[[int], int | None]


def _values(stack: Stack) -> _Value:
    """Return what tells the number that a cell so many places ahead is: 一, 二 where there is no 1."""

    def arabic(at: int) -> int | None:
        number = ARABIC.fullmatch(look.token.word) if (look := stack.look(at)) else None
        return int(number[1]) if number else None

    def numeral(at: int) -> int | None:
        look = stack.look(at)
        return chinese_number(look.token.word.strip("()、.")) if look and look.is_numeral else None

    return arabic if any(arabic(at) is not None for at in range(_ROW)) else numeral


def _by_number(stack: Stack, left: Sequence[Slot], right: Sequence[Slot]) -> None:
    """Read rows each of which has its number; cells left of it stand above it."""
    value = _values(stack)
    first = next((at for at in range(_ROW) if value(at) is not None), None)
    lead = stack.some(0, first or 0)
    found = fit(lead, [HEADING, *left], stack.width)
    if first is None or found is None:
        return
    above = parts(lead, found)
    stack.between(above[0])
    stack.take(first)
    slots = [*right, HEADING, *left]
    while number := stack.look(0):
        before = [stretch(looks) for looks in above[-len(left) :]] if left else []
        end, found = _next_number(stack, slots, value)
        if not end:
            _last_row(stack, right, before)
            return
        looks = stack.some(1, end)
        above = parts(looks, found) if found else [looks, *([] for _ in slots[1:])]
        _row(stack, number, above[: len(right)], before, found)
        stack.between(above[len(right)])
        stack.take(end)


def _row(
    stack: Stack, number: Look, right: list[list[Look]], left: list[Cell | None], found: Fit | None
) -> None:
    """Add a row, or an unclear one where there are two ways to read it, or none."""
    if found and found.is_clear:
        stack.row([*left, stretch([number]), *map(stretch, right)], number.token.start)
        stack.sure += found.is_sure
    else:
        stack.unclear([number, *(look for looks in right for look in looks)])


def _next_number(stack: Stack, slots: Sequence[Slot], value: _Value) -> tuple[int, Fit | None]:
    """Return where the next row's number stands, 0 where none does, and how the cells above it fit.

    It is the next number up, or any below a row that is whole.
    """
    here = value(0) or 0
    likely: tuple[int, Fit | None] = (0, None)
    for at in range(1, _ROW):
        number = value(at)
        if at > 1 and stack.is_end(at):
            break
        # Of two numbers one below the other the first is a page's, or a cell of this row.
        if number is None or stack.look(at + 1) is None or value(at + 1) is not None:
            continue
        found = fit(stack.some(1, at), slots, stack.width)
        is_next = number == here + 1
        is_other = likely[1] is None or not likely[1].is_clear
        if found and found.is_sure and (is_next or is_other):
            return at, found
        if is_next and not likely[0] and (found or at <= _UNCLEAR):
            likely = at, found
    return likely


def _last_row(stack: Stack, right: Sequence[Slot], left: list[Cell | None]) -> None:
    """Read the row below which no other number stands; what fits no column is below the table."""
    has_due = any(slot.kind == "due" for slot in right)
    end = 1
    while end < _ROW and not _ends(stack, end, has_due):
        end += 1
    looks = stack.some(0, end)
    found = fit(looks[1:], [*right, REST], stack.width)
    cells = parts(looks[1:], found) if found else [looks[1 : len(right) + 1], looks[len(right) + 1 :]]
    if end > 1:
        _row(stack, looks[0], cells[:-1], left, found)
        stack.take(end - len(cells[-1]))


def _ends(stack: Stack, at: int, has_due: bool) -> bool:
    """Whether the last row ends above a cell: by a wider gap, a heading, or who signs above the date."""
    look, after = stack.look(at), stack.look(at + 1)
    if look is None or look.token.gap > stack.gap:
        return True
    signs = after is not None and _DATE.fullmatch(after.token.word) is not None and not has_due
    return at > 1 and (look.is_marked or signs or stack.is_end(at))


def _by_pipes(stack: Stack) -> None:
    """Read rows that begin where no pipe stands; one that begins with a pipe shares the first cell above."""
    rest = len(stack.slots) - 1
    while not stack.is_end(0):
        opening = stack.some(0, 1)
        first = [] if opening[0].token.wall else opening
        looks = stack.some(len(first), len(first) + rest)
        looks = list(takewhile(lambda look: look.token.wall, looks))
        if first and not looks:
            # A heading stands above the next row; any other line is below the table.
            if not any(look.token.wall for look in stack.some(2, 3)):
                return
            stack.across(first)
        elif len(looks) == rest:
            stack.row([stretch(first), *(stretch([look]) for look in looks)], opening[0].token.start)
            stack.sure += 1
        else:
            stack.unclear([*first, *looks])
        stack.take(len(first) + len(looks))


def _by_looks(stack: Stack) -> None:
    """Read rows without numbers as long as they fit; what stands between two that do may be a heading."""
    while not stack.is_end(0):
        size = _size(stack, 0)
        looks = stack.some(0, size)
        if found := fit(looks, [HEADING, *stack.slots], stack.width) if size else None:
            heading, *cells = parts(looks, found)
            stack.between(heading)
            stack.row([stretch(part) for part in cells], looks[0].token.start)
            stack.sure += 1
        else:
            size = next((more for more in range(1, _BETWEEN) if _size(stack, more)), 0)
            if not size or not stack.sure:
                return
            stack.unclear(stack.some(0, size))
        stack.take(size)


def _size(stack: Stack, start: int) -> int:
    """Return how many cells the row has that begins so many places ahead, 0 where nothing there fits.

    Of several sizes the one is taken after which the next row fits best.
    """
    count = len(stack.slots)
    if _cost(stack, start, count) == 0 == _cost(stack, start + count, count):
        return count
    best: list[tuple[int, int, int]] = []
    for size, cost in _sizes(stack, start):
        after = [more for _, more in _sizes(stack, start + size)]
        rest = min(after, default=0 if stack.is_end(start + size) else 1)
        best.append((cost + rest, abs(size - count), size))
    return min(best, default=(0, 0, 0))[2]


def _sizes(stack: Stack, start: int) -> list[tuple[int, int]]:
    """Return the sizes of a row at a place at which all of its cells look right, and what each costs."""
    count = len(stack.slots)
    sizes = range(max(1, count - _LESS), count + _MORE + 1)
    return [(size, cost) for size in sizes if (cost := _cost(stack, start, size)) is not None]


def _cost(stack: Stack, start: int, size: int) -> int | None:
    """Return what speaks against a row of a size at a place, None where some cell looks wrong."""
    key = (stack.passed + start, size)
    if key not in stack.costs:
        looks = stack.some(start, start + size)
        is_whole = len(looks) == size and all(look.token.gap <= stack.gap for look in looks[1:])
        found = fit(looks, [HEADING, *stack.slots], stack.width) if is_whole else None
        stack.costs[key] = found.cost if found and found.is_sure else None
    return stack.costs[key]
