"""What no record holds: lines that nobody read, and the pieces that make the document whole again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..records import Note, Piece, PieceKind
from .lines import Line
from .marks import mark_of
from .notes import note
from .roles import RoleFinder
from .source import Source
from .wraps import is_page_number, page_heads

__all__ = ["tiled", "unread"]

#: A line below the last task that is long and ends a sentence is no furniture: somebody must look at it.
_SENTENCE = 40


def unread(source: Source, known: set[int], first: int, last: int, finder: RoleFinder) -> list[Note]:
    """Return a note for each line that may hold something and is in no record.

    Above the first heading and below the last task stands what belongs to the notice or the page; between
    them every line counts, and outside each that is marked, assigns or ends a long sentence.

    Args:
        source: the document.
        known: numbers of lines that are in a record or a note.
        first: number of the first line of the first heading or task.
        last: number of the last line of the last task.
        finder: finds what assigns.
    """
    heads = page_heads(source.lines)
    notes = []
    for line in source.lines:
        folded = source.folded_line(line)
        if line.number in known or line.blank or is_page_number(folded) or line.stripped in heads:
            continue
        below = line.number > last
        outside = line.number < first or below
        sentence = below and len(line.text) >= _SENTENCE and "。" in line.text
        marked = below and mark_of(folded) is not None
        if not outside or sentence or marked or any(region.runs for region in finder.regions(folded)):
            notes.append(note("not-understood", line))
    return notes


def tiled(pieces: Iterable[Piece], all_lines: Sequence[Line], read_lines: set[int]) -> list[Piece]:
    """Fill the gaps between the pieces, so that they tile the document (DESIGN section 3)."""
    tiles: list[Piece] = []
    known = sorted(pieces, key=lambda p: (p.start, -p.end))
    at = 0
    for line in all_lines:
        kind: PieceKind = "separator" if line.number in read_lines or line.blank else "furniture"
        end = min(line.end + 1, all_lines[-1].end)
        while at < len(known) and known[at].start < end:
            piece = known[at]
            begun = tiles[-1].end if tiles else 0
            if piece.start > begun:
                tiles.append(Piece(kind="separator", start=begun, end=piece.start))
            # A cell that rows share, and a heading that assigns, are tiled once.
            start = max(piece.start, begun)
            if piece.end > start:
                tiles.append(Piece(kind=piece.kind, start=start, end=piece.end))
            at += 1
        begun = tiles[-1].end if tiles else 0
        if end > begun:
            if kind == "furniture" and end > line.end > begun:
                tiles.append(Piece(kind="furniture", start=begun, end=line.end))
                begun = line.end
            tiles.append(Piece(kind="separator" if end > line.end else kind, start=begun, end=end))
    return [tile for tile in tiles if tile.end > tile.start]
