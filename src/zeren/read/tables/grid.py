"""The rows of a table below its header, each with its words and with the cells that are its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ...carry import Cell, Row, Table
from .layout import Layout, is_wide

__all__ = ["GridRow", "Sharing", "grid", "sharing"]


@dataclass(frozen=True, kw_only=True)
class GridRow:
    """A row: its cells, their words without white space, and the columns whose cells begin in it.

    A cell that is given again from the row above is not the row's own. A row whose cells nobody could tell
    apart has no words.
    """

    cells: Row
    words: tuple[str, ...]
    own: tuple[int, ...]

    @property
    def is_ragged(self) -> bool:
        """Whether the row's cells could not be told apart."""
        return not self.words

    @cached_property
    def single(self) -> Cell | None:
        """The row's one cell that says something, None where there are more."""
        said = {cell for cell, word in zip(self.cells, self.words, strict=False) if word}
        return said.pop() if len(said) == 1 and self.own else None

    @property
    def goes_across(self) -> bool:
        """Whether the row is one cell wide: nothing below it goes on with what is above."""
        return self.is_ragged or is_wide(self.cells)


def grid(table: Table, layout: Layout, words: Callable[[Row], tuple[str, ...]]) -> list[GridRow]:
    """Return the rows that are no header and not empty."""
    return list(_rows(table[layout.first :], layout, words))


def _rows(table: Table, layout: Layout, words: Callable[[Row], tuple[str, ...]]) -> Iterator[GridRow]:
    above: Row = ()
    for row in table:
        if len(row) != len(layout.columns):
            above = ()
            yield GridRow(cells=row, words=(), own=())
            continue
        said = words(row)
        if said in layout.repeats:
            continue
        own = tuple(at for at, word in enumerate(said) if word and (not above or row[at] != above[at]))
        above = row
        if own:
            yield GridRow(cells=row, words=said, own=own)


@dataclass(frozen=True, kw_only=True)
class Sharing:
    """The columns of the text by what they are.

    ``texts`` stand beside one another and are each row's own text; ``groups`` stand left of them and are
    shared by rows, as columns of categories are; ``apart`` can be part of no row's text. ``group_numbers``
    are the cells whose number counts what rows share, and not the rows.
    """

    texts: tuple[int, ...]
    groups: tuple[int, ...]
    apart: tuple[int, ...]
    group_numbers: frozenset[Cell]


def sharing(layout: Layout, rows: Sequence[GridRow]) -> Sharing:
    """Tell the columns of a table's text apart by how its rows share them."""
    shared: set[int] = set()
    apart: set[int] = set()
    above: GridRow | None = None
    for row in rows:
        own = [at for at in layout.texts if at in row.own]
        for at in layout.texts if own and not row.goes_across else ():
            joined = bool(row.words[at]) and at not in own
            if (joined and at < own[-1]) or (at < own[0] and _is_blank(layout, row, above, at)):
                shared.add(at)
            elif joined:
                apart.add(at)
        above = None if row.goes_across else row
    left = [at for at in layout.texts if at not in shared | apart]
    if not left:
        left = [max(shared | apart)]
    runs: list[list[int]] = []
    for at in left:
        if runs and at == runs[-1][-1] + 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    texts = next((run for run in runs if any(layout.columns[at].field == "task" for at in run)), runs[0])
    groups = tuple(sorted({*layout.of("category"), *shared} - {*texts}))
    return Sharing(
        texts=tuple(texts),
        groups=groups,
        apart=tuple(sorted({*apart, *left} - {*texts} - shared)),
        group_numbers=_group_numbers(layout.number, texts, groups, rows),
    )


def _group_numbers(
    place: int | None, texts: Sequence[int], groups: Sequence[int], rows: Sequence[GridRow]
) -> frozenset[Cell]:
    """Return the numbers that stand once for several rows which share a cell of another column too."""
    found: set[Cell] = set()
    number: Cell | None = None
    for row in rows if place is not None and groups else ():
        if row.goes_across:
            number = None
        elif place in row.own:
            number = row.cells[place]
        elif number and any(at in row.own for at in texts) and not any(at in row.own for at in groups):
            found.add(number)
    return frozenset(found)


def _is_blank(layout: Layout, row: GridRow, above: GridRow | None, at: int) -> bool:
    """Whether a cell may be shared although it is empty: in plain text it stands once. Goals may be empty."""
    return bool(above and above.words[at]) and not row.words[at] and layout.columns[at].field == "task"
