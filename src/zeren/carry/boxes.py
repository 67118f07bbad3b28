"""Tables drawn with box characters (│ ├ ─ ┼) or with + - |: each row put on one line instead."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from .box_rows import ENDS, RowReader
from .carried import Content
from .layout import Placed, Writer

__all__ = ["drawn_tables", "may_be_drawn"]

_UPRIGHT = "│┃║┆┇┊┋╎╏"
_LEVEL = "─━═┄┅┈┉╌╍"
_SPACE = " \t\u3000\u00a0"
_BOX = re.compile("[\u2500-\u257f]")
#: What parts two cells: an upright, or a place where lines meet.
_PARTING = re.compile(f"(?![{_LEVEL}])[\u2500-\u257f]")
_RULED_PIECE = re.compile(f"[{_SPACE}]*[{_LEVEL}][{_LEVEL}{_SPACE}]*")
_RULE = re.compile(f"[\u2500-\u257f{_SPACE}]*[{_LEVEL}][\u2500-\u257f{_SPACE}]*")
_ASCII_LEVEL = re.compile(r"(?<=[+│])[-=]{2,}(?=[+│])")
_ASCII_CROSS = re.compile(r"\+(?=─)|(?<=─)\+")
#: How far an upright may stand off the column that it belongs to.
_OFF = 3


class _Drawn(NamedTuple):
    """A line of a table: where the uprights between its cells stand, and what stands between them."""

    edges: list[int]
    pieces: list[str]


def may_be_drawn(text: str) -> bool:
    """Tell quickly whether there can be a drawn table in a text."""
    return "+-" in text or "+=" in text or any(sign in text for sign in _UPRIGHT)


def drawn_tables(lines: Sequence[str]) -> Iterator[tuple[int, int, Content]]:
    """Yield each drawn table: its first line, the line after its last, and what stands in their place.

    The text has as many lines. What does not come out sign for sign is left as it is drawn.
    """
    at = 0
    while at < len(lines):
        if not _belongs(lines[at]):
            at += 1
            continue
        end = at + 1
        while end < len(lines) and (_belongs(lines[end]) or _blank_within(lines, end)):
            end += 1
        content = _unwrapped(lines[at:end])
        if content:
            yield at, end, content
        at = end


def _belongs(line: str) -> bool:
    stripped = line.strip(_SPACE)
    if _BOX.search(stripped):
        return any(sign in stripped for sign in _UPRIGHT) or _RULE.fullmatch(stripped) is not None
    return len(stripped) > 1 and stripped[0] in "+|" and stripped[-1] in "+|"


def _blank_within(lines: Sequence[str], at: int) -> bool:
    """Whether this is one empty line between two of a table."""
    return not lines[at].strip(_SPACE) and at + 1 < len(lines) and _belongs(lines[at + 1])


def _unwrapped(lines: Sequence[str]) -> Content | None:
    drawn = [_as_box(line) for line in lines]
    inked = [line.strip(_SPACE) for line in drawn if line.strip(_SPACE)]
    if not any(_RULE.fullmatch(line) for line in inked):
        return None
    left = all(_PARTING.match(line[0]) for line in inked)
    right = all(_PARTING.match(line[-1]) for line in inked)
    # In some fonts a box character is as wide as a Chinese sign, in others as a letter.
    for width in (2, 1):
        # Where the table is open at its right, the last cells are as wide as the table.
        ends = [0 if right else _width(line, width) for line in lines]
        most = max(ends)
        read = [
            _drawn(line + " " * (most - end), raw + " " * (most - end), width, left, right)
            for line, raw, end in zip(drawn, lines, ends, strict=True)
        ]
        cells, starts = _cells(read)
        if len({cell.column for cell in cells}) > 1:
            content = _written(cells, starts, len(lines))
            if _signs(content.text) == _signs("".join(drawn)) and content.text.count("\n") == len(lines):
                return content
    return None


def _as_box(line: str) -> str:
    """Put box characters for + - | where these draw lines."""
    if _BOX.search(line) or not line.strip(_SPACE).startswith(("+", "|")):
        return line
    line = line.replace("|", "│")
    line = _ASCII_LEVEL.sub(lambda found: "─" * len(found[0]), line)
    return _ASCII_CROSS.sub("┼", line)


def _drawn(line: str, raw: str, box_width: int, left: bool, right: bool) -> _Drawn:
    """Cut a line at its partings; the outer ones of a framed table part nothing."""
    places = [found.start() for found in _PARTING.finditer(line)]
    if not line.strip(_SPACE):
        return _Drawn([], [])
    start = places.pop(0) + 1 if left and places else 0
    end = places.pop() if right and places else len(line)
    bounds = [start - 1, *places, end]
    pieces = [line[a + 1 : b] for a, b in pairwise(bounds)]
    edges, at, wide = [], start, 0
    for place in places:
        wide += _width(raw[at:place], box_width)
        edges.append(wide)
        at = place
    return _Drawn(edges, [ENDS if _RULED_PIECE.fullmatch(piece) else piece for piece in pieces])


def _width(text: str, box_width: int) -> int:
    """Return how many columns a text takes up."""
    wide = 0
    for sign in text:
        kind = unicodedata.east_asian_width(sign)
        wide += box_width if "\u2500" <= sign <= "\u257f" else 2 if kind in "WFA" else 1
    return wide


def _cells(read: list[_Drawn]) -> tuple[list[Placed], dict[int, int]]:
    """Return the cells, and for each row the line it starts on; none where the lines make no table."""
    most = max(len(line.pieces) for line in read)
    full = next(line for line in read if len(line.pieces) == most)
    groups = 0
    for above, line in zip([_Drawn([], [ENDS]), *read], read, strict=False):
        groups += set(above.pieces) == {ENDS} and set(line.pieces) != {ENDS}
    rows = RowReader(most, ruled=groups > 2)
    for number, line in enumerate(read, 1):
        if not line.pieces:
            continue
        if len(line.pieces) == most:
            full = line
        columns = _columns(line.edges, full.edges)
        if columns is None or not rows.read(number, line.pieces, columns):
            return [], {}
    return rows.cells(), rows.starts


def _columns(edges: list[int], full: list[int]) -> list[tuple[int, int]] | None:
    """Return for each piece of a line its first column and that after its last, by where its edges stand."""
    if len(edges) == len(full):
        bounds = list(range(len(full) + 2))
    else:
        nearest = []
        for edge in edges:
            at = bisect_left(full, edge)
            around = [place for place in (at - 1, at) if 0 <= place < len(full)]
            best = min(around, key=lambda place: abs(full[place] - edge))
            if abs(full[best] - edge) > _OFF:
                return None
            nearest.append(best + 1)
        if len(set(nearest)) < len(nearest):
            return None
        bounds = [0, *nearest, len(full) + 1]
    return list(pairwise(bounds))


def _written(cells: list[Placed], starts: dict[int, int], height: int) -> Content:
    writer = Writer()
    writer.table(cells, lines=[starts[row] for row in sorted({cell.row for cell in cells})])
    writer.down_to(height + 1)
    return writer.content()


def _signs(text: str) -> Counter[str]:
    """Count what a text says: its signs but spaces and lines."""
    return Counter(sign for sign in text if not sign.isspace() and not _BOX.match(sign))
