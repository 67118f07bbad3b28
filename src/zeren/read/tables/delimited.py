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


@dataclass(frozen=True, kw_only=True)
class _Form:
    """How a table is written: its style and columns, and whether each row has a sign before and behind it.

    ``numbered`` where the rows begin with numbers.
    """

    style: _Style
    columns: int
    opens: bool
    closes: bool
    numbered: bool

    def cells(self, parts: list[Cell]) -> Row:
        """Return the cells of a row without what stands outside a frame."""
        begin = int(self.opens and _is_empty(parts[0]))
        end = len(parts) - (self.closes and _is_empty(parts[-1]))
        # A row may be framed where the head is not, but a first cell that is empty is one.
        end -= end - begin == self.columns + 1 and self.style.framed and _is_empty(parts[end - 1])
        begin += end - begin == self.columns + 1 and self.style.framed and _is_empty(parts[begin])
        return tuple(parts[begin:end])


@dataclass
class _Run:
    """Lines that have cells of one form: the rows so far, and the bands that drawn lines part them into."""

    form: _Form
    signs: int
    is_known: bool
    has_gaps: bool = False
    bands: list[list[tuple[Row, Cell]]] = field(default_factory=lambda: [[]])

    def add(self, row: Row, whole: Cell) -> None:
        """Add a row; one of another length than the head's is given as one cell."""
        self.bands[-1].append((row if len(row) == self.form.columns else (whole,), whole))

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
        #: Forms of tables with a known head: one without goes on in the same.
        self._known: dict[tuple[_Style, int], _Form] = {}

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
        table, form = run.table(), run.form
        if run.is_known:
            self._known[form.style, form.columns] = form
        elif form not in self._known.values() and (form.columns < _COLUMNS or len(table) < 2):
            return None, below
        return table, below

    def _begin(self, place: int) -> _Run | None:
        """Return what a line begins, None where it has not two cells."""
        line = self._lines[place]
        if line.blank or _is_rule(line):
            return None
        for style in (_PIPES, _TABS, _SPACES):
            parts = self._parts(style, place, place + 1)
            form = self._form(style, parts, line) if len(parts) > 1 else None
            if form is None:
                continue
            known = [head for cell in form.cells(parts) if (head := self._heads.of(self._said(line, cell)))]
            run = _Run(form=form, signs=len(parts) - 1, is_known=len(known) > 1)
            run.add(form.cells(parts), _whole(line, line))
            return run
        return None

    def _form(self, style: _Style, parts: list[Cell], line: Line) -> _Form | None:
        """Return the form of the table whose first row has some parts, None where it is none of a style."""
        for form in self._known.values():
            if form.style is style and len(form.cells(parts)) == form.columns:
                return form
        opens, closes = (style.framed and _is_empty(part) for part in (parts[0], parts[-1]))
        cells = parts[opens : len(parts) - closes]
        heads = [self._heads.of(self._said(line, cell)) for cell in cells]
        # Wide spaces stand in any text: a header of tasks does not.
        if len(cells) < 2 or (style is _SPACES and not hands_out([head for head in heads if head])):
            return None
        numbered = heads[0] is not None and heads[0].field == "number"
        return _Form(style=style, columns=len(cells), opens=opens, closes=closes, numbered=numbered)

    def _row(self, run: _Run, at: int) -> int | None:
        """Add the row that begins with a line; return the line below it, None where the table has ended."""
        form = run.form
        is_spaced = form.style is _SPACES
        signs = self._signs(form.style, at)
        if not signs or (is_spaced and form.numbered and not self._is_numbered(form, at)):
            return self._indented(run, at) if is_spaced else None
        end = self._end(run, at, signs)
        cells = form.cells(self._parts(form.style, at, end))
        whole = _whole(self._lines[at], self._lines[end - 1])
        missing = form.columns - len(cells)
        if (missing < 0 or not run.is_known) and self._is_head(at, cells):
            return None
        is_lone = self._lines[at - 1].blank and not run.has_gaps
        if (missing < 0 and not run.is_known) or (missing > 0 and not is_spaced and is_lone):
            return None
        if not is_spaced:
            # Empty cells at the end of a row are often not written.
            cells += (Cell(start=whole.end, end=whole.end),) * missing
        run.has_gaps |= is_lone
        run.add(cells, whole)
        return end

    def _end(self, run: _Run, at: int, signs: int) -> int:
        """Return the line below a row: its cells may have several lines, where rows show how they begin."""
        below, form = at + 1, run.form
        if form.style is _SPACES or not (form.numbered or form.opens):
            return below
        for end in range(below, min(at + _LINES, len(self._lines))):
            if signs >= run.signs or self._begins(form, end):
                break
            more = self._signs(form.style, end)
            signs += more
            if more and signs <= run.signs:
                below = end + 1
        return below

    def _begins(self, form: _Form, at: int) -> bool:
        """Whether a line begins a row, or is none of a table's."""
        line = self._lines[at]
        if line.blank or _is_rule(line) or is_heading(fold_width(line.text)):
            return True
        if form.opens:
            return PIPE.match(fold_width(line.text).strip()) is not None
        return self._is_numbered(form, at)

    def _is_numbered(self, form: _Form, at: int) -> bool:
        first = self._parts(form.style, at, at + 1)[form.opens :][:1]
        said = fold_width(self._said(self._lines[at], first[0])) if first else ""
        return form.numbered and NUMBER.fullmatch(said) is not None

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

    def _parts(self, style: _Style, at: int, end: int) -> list[Cell]:
        """Return what the signs part on some lines."""
        lines = self._lines[at:end]
        text = "\n".join(line.text for line in lines)
        found = style.sign.finditer(text if style is _SPACES else fold_width(text))
        cuts = [0, *(cut for sign in found for cut in sign.span()), len(text)]
        parts = zip(cuts[::2], cuts[1::2], strict=True)
        return [_trimmed(text, start, stop, lines[0].start) for start, stop in parts]

    @staticmethod
    def _said(line: Line, cell: Cell) -> str:
        return line.text[cell.start - line.start : cell.end - line.start]


def _is_rule(line: Line) -> bool:
    signs = _PARTS.search(line.text) and _DASHES.search(line.text)
    return bool(signs or _LINE.match(line.text)) and _RULE.fullmatch(line.text) is not None


def _is_empty(cell: Cell) -> bool:
    return cell.start == cell.end


def _whole(first: Line, last: Line) -> Cell:
    return Cell(start=first.start, end=last.end)


def _trimmed(text: str, start: int, end: int, base: int) -> Cell:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return Cell(start=base + start, end=base + max(start, start + len(words.strip())))
