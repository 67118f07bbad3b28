"""Tables in plain text with a row on a line: cells parted by pipes, TABs or wide spaces."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ...carry import Cell, Row, Table
from ..lines import Line, fold_width
from .columns import Heads
from .layout import hands_out
from .likeness import NUMBER, is_heading
from .tokens import PIPE

__all__ = ["Delimited"]

#: Lines that draw a table and hold no cell: |---|, ├──┼──┤, +====+.
_RULE = re.compile(r"[\s|│┃:+\-–—=━─═┄┅┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝]+")
_LINE = re.compile(r"\s*[-=]{3}")
_DASHES = re.compile(r"[-–—=━─═┄┅]")
_PARTS = re.compile(r"[|│┃+├┼┤┌┬┐└┴┘┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝━─═]")
#: Of these only drawn ones stand between all rows.
_DRAWN = re.compile(r"[+├┼┤┌┬┐└┴┘┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝━─═]")
#: No row goes on over more lines.
_LINES = 30
#: The fewest columns of a table whose head is not understood.
_COLUMNS = 3


@dataclass(frozen=True, kw_only=True)
class _Style:
    """How cells are parted; ``framed`` where a row may begin and end with the sign, too."""

    sign: re.Pattern[str]
    framed: bool = False


_PIPES = _Style(sign=PIPE, framed=True)
_TABS = _Style(sign=re.compile(r"\t"))
_SPACES = _Style(
    sign=re.compile(r"(?<=\S)(?:[ \u00a0\u2002\u2003]{2,}|\u3000[ \u00a0\u2002\u2003\u3000]*)(?=\S)")
)


@dataclass
class _Run:
    """Lines that have cells of one style: the rows so far, and the bands that drawn lines part them into."""

    style: _Style
    signs: int
    columns: int
    is_known: bool
    is_numbered: bool
    opens: bool
    has_gaps: bool = False
    bands: list[list[tuple[Row, Cell]]] = field(default_factory=lambda: [[]])

    def add(self, row: Row, whole: Cell) -> None:
        """Add a row; one of another length than the head's is given as one cell."""
        self.bands[-1].append((row if len(row) == self.columns else (whole,), whole))

    def table(self) -> Table:
        """Return the rows. Where each stands between drawn lines, one on several lines has no whole cells."""
        bands = [band for band in self.bands if band]
        is_drawn = len(bands) > 2
        rows: list[Row] = []
        for number, band in enumerate(bands):
            if is_drawn and number and len(band) > 1:
                rows.append((Cell(start=band[0][1].start, end=band[-1][1].end),))
            else:
                rows += [row for row, _ in band]
        return tuple(rows)


class Delimited:
    """Finds such tables, one after the other, in a text."""

    def __init__(self, lines: Sequence[Line], heads: Heads) -> None:
        self._lines, self._heads = lines, heads
        #: Style and number of columns of tables with a known head, whether numbered: one without goes on so.
        self._known: dict[tuple[_Style, int], bool] = {}

    def at(self, place: int) -> tuple[Table | None, int]:
        """Return the table that begins with a line, None where none does, and the line below."""
        run = self._begin(place)
        at = below = place + 1
        if run is None:
            return None, below
        while at < len(self._lines):
            line = self._lines[at]
            if line.blank or _is_rule(line):
                if _DRAWN.search(line.text):
                    run.bands.append([])
                at += 1
            elif end := self._row(run, at):
                below = at = end
            else:
                break
        table = run.table()
        known = (run.style, run.columns) in self._known
        if run.is_known:
            self._known[run.style, run.columns] = run.is_numbered
        elif not known and (run.style is _SPACES or run.columns < _COLUMNS or len(table) < 2):
            return None, below
        return table, below

    def _begin(self, place: int) -> _Run | None:
        """Return what a line begins, None where it has not two cells."""
        line = self._lines[place]
        if line.blank or _is_rule(line):
            return None
        for style in (_PIPES, _TABS, _SPACES):
            signs = self._signs(style, place)
            cells = self._cells(style, place, place + 1) if signs else ()
            if len(cells) < 2:
                continue
            heads = [self._heads.of(self._said(line, cell)) for cell in cells]
            known = [head for head in heads if head]
            numbered = self._known.get((style, len(cells)))
            if style is _SPACES and numbered is None and not hands_out(known):
                continue
            run = _Run(
                style=style,
                signs=signs,
                columns=len(cells),
                is_known=len(known) > 1,
                is_numbered=heads[0].field == "number" if heads[0] else bool(numbered),
                opens=style.framed and PIPE.match(fold_width(line.text).strip()) is not None,
            )
            run.add(cells, _whole(line, line))
            return run
        return None

    def _row(self, run: _Run, at: int) -> int | None:
        """Add the row that begins with a line; return the line below it, None where the table has ended."""
        signs = self._signs(run.style, at)
        if not signs:
            return self._indented(run, at) if run.style is _SPACES else None
        end = self._end(run, at, signs)
        cells = self._cells(run.style, at, end)
        whole = _whole(self._lines[at], self._lines[end - 1])
        if (len(cells) > run.columns or not run.is_known) and self._is_head(at, cells):
            return None
        if len(cells) > run.columns and not run.is_known:
            return None
        is_lone = self._lines[at - 1].blank and not run.has_gaps
        if run.style is _SPACES and run.is_numbered and not self._is_numbered(run, at):
            return self._indented(run, at)
        if len(cells) < run.columns and run.style is not _SPACES:
            if is_lone:
                return None
            # Empty cells at the end of a row are often not written.
            cells += (Cell(start=whole.end, end=whole.end),) * (run.columns - len(cells))
        run.has_gaps |= is_lone
        run.add(cells, whole)
        return end

    def _end(self, run: _Run, at: int, signs: int) -> int:
        """Return the line below a row: its cells may have several lines, where rows show how they begin."""
        below = at + 1
        if run.style is _SPACES or not (run.is_numbered or run.opens):
            return below
        for end in range(below, min(at + _LINES, len(self._lines))):
            if signs >= run.signs or self._begins(run, end):
                break
            more = self._signs(run.style, end)
            signs += more
            if more and signs <= run.signs:
                below = end + 1
        return below

    def _begins(self, run: _Run, at: int) -> bool:
        """Whether a line begins a row, or is none of a table's."""
        line = self._lines[at]
        if line.blank or _is_rule(line) or is_heading(fold_width(line.text)):
            return True
        if run.opens:
            return PIPE.match(fold_width(line.text).strip()) is not None
        return self._is_numbered(run, at)

    def _is_numbered(self, run: _Run, at: int) -> bool:
        cells = self._cells(run.style, at, at + 1)
        return run.is_numbered and bool(NUMBER.fullmatch(fold_width(self._said(self._lines[at], cells[0]))))

    def _indented(self, run: _Run, at: int) -> int | None:
        """Take a line that goes on with the cells above it: none of that row is whole."""
        line = self._lines[at]
        goes_on = line.text[:1].isspace() and not is_heading(fold_width(line.text))
        if not goes_on or not run.bands[-1] or self._lines[at - 1].blank:
            return None
        _, above = run.bands[-1].pop()
        run.add((), Cell(start=above.start, end=line.end))
        return at + 1

    def _is_head(self, at: int, cells: Row) -> bool:
        heads = [self._heads.of(self._said(self._lines[at], cell), whole=True) for cell in cells]
        return hands_out([head for head in heads if head])

    # --- lines

    def _signs(self, style: _Style, at: int) -> int:
        text = self._lines[at].text
        return sum(1 for _ in style.sign.finditer(text if style is _SPACES else fold_width(text)))

    def _cells(self, style: _Style, at: int, end: int) -> Row:
        """Return the cells that stand on some lines."""
        lines = self._lines[at:end]
        text = "\n".join(line.text for line in lines)
        found = style.sign.finditer(text if style is _SPACES else fold_width(text))
        cuts = [0, *(cut for sign in found for cut in sign.span()), len(text)]
        parts = list(zip(cuts[::2], cuts[1::2], strict=True))
        if style.framed:
            parts = parts[not text[slice(*parts[0])].strip() :]
            parts = parts[: len(parts) - (len(parts) > 1 and not text[slice(*parts[-1])].strip())]
        return tuple(_trimmed(text, start, stop, lines[0].start) for start, stop in parts)

    @staticmethod
    def _said(line: Line, cell: Cell) -> str:
        return line.text[cell.start - line.start : cell.end - line.start]


def _is_rule(line: Line) -> bool:
    signs = _PARTS.search(line.text) and _DASHES.search(line.text)
    return bool(signs or _LINE.match(line.text)) and _RULE.fullmatch(line.text) is not None


def _whole(first: Line, last: Line) -> Cell:
    return Cell(start=first.start, end=last.end)


def _trimmed(text: str, start: int, end: int, base: int) -> Cell:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return Cell(start=base + start, end=base + max(start, start + len(words.strip())))
