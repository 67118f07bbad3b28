"""A document to records: lines to blocks, blocks to an outline, each task's lines to their parts."""

from __future__ import annotations

from pathlib import Path

from ..errors import ZerenError
from ..records import Document, Note, Piece, PieceKind, Section, Task
from ..units import Authority, Jurisdiction
from .carrier import Line, carry, fold_width, lines
from .marks import mark_of
from .metadata import metadata
from .notes import note
from .outline import Block, heading_ids, outline, task_keys, task_kinds
from .roles import RoleFinder
from .task_lines import TaskReader, extent
from .unit_lists import UnitLists
from .words import Words

__all__ = ["read_document"]

#: A line below the last task that is long and ends a sentence is no furniture: somebody must look at it.
_SENTENCE = 40


def read_document(path: Path, *, words: Words, authority: Authority) -> Document:
    """Read a document: what is not understood becomes a note with its line, never a guess.

    Args:
        path: a UTF-8 text file.
        words: the reader's vocabulary (:func:`zeren.read.words.load_words`).
        authority: the tables of units (:func:`zeren.units.load`).

    Raises:
        ZerenError: the file is missing, no text, or holds no task.
    """
    carried = carry(path)
    all_lines = lines(carried.text)
    finder = RoleFinder(words.roles)
    blocks = _without_page(_blocks(all_lines, finder), finder)
    is_task = _tasks(blocks)
    if not is_task:
        raise ZerenError(
            f"{path}: no task found: no numbered line names a unit after a role word such as 责任单位.",
            mend="Check that the file is a scheme that hands out tasks.",
        )
    sections, placed, empty = outline(blocks, lambda block: id(block) in is_task)
    head = all_lines[: blocks[0].first.number - 1]
    tail = all_lines[extent(placed[-1].block, finder)[-1].number :]
    meta = metadata(path, head, tail)
    jurisdiction = authority.of_government(meta.government) if meta else None
    names = jurisdiction or Jurisdiction("", (), ())
    lists = UnitLists(
        is_known=lambda name: names.find(name) is not None,
        endings=words.unit_endings,
        marks=tuple(words.kind_marks),
    )
    reader = TaskReader(
        finder=finder,
        lists=lists,
        words=words,
        same=lambda name: unit.name if (unit := names.find(name)) else name,
    )

    notes: list[Note] = [note("empty-heading", block.first) for block in empty]
    headings = [block for block in blocks if id(block) not in is_task]
    notes += _heading_notes(sections, headings, finder)
    pieces: list[Piece] = [
        Piece(kind="heading", start=s.span.start, end=s.span.end) for s in sections if s.span
    ]
    tasks: list[Task] = []
    read_lines = {s.span.line for s in sections if s.span}
    # Nothing can be missing above a heading that is the first by its own number.
    headless = {s.key for s in sections if s.basis == "implied" and s.number < 1}
    for place, key in zip(placed, task_keys(placed), strict=True):
        task, tiles, doubts = reader.read(place.block, key, place.section)
        if place.section in headless:
            doubts.append(note("no-heading", place.block.first))
        if "-" in key.rpartition(".")[2]:
            doubts.append(note("number-again", place.block.first, str(task.number)))
        tasks.append(task)
        pieces += tiles
        notes += doubts
        read_lines |= {line.number for line in extent(place.block, finder)}
    known = read_lines | {n.line for n in notes}
    notes += _unread(all_lines, known, blocks[0].first.number, tail, finder)
    return Document(
        name=path.name,
        text=carried.text,
        bytes_sha256=carried.bytes_sha256,
        text_sha256=carried.text_sha256,
        metadata=meta,
        sections=tuple(sections),
        tasks=tuple(tasks),
        pieces=tuple(_tiled(pieces, all_lines, read_lines)),
        notes=tuple(sorted(notes, key=lambda n: n.line)),
    )


def _blocks(all_lines: list[Line], finder: RoleFinder) -> list[Block]:
    """Group lines: each marked one with the unmarked ones that follow it."""
    blocks: list[Block] = []
    for line in all_lines:
        folded = fold_width(line.text)
        mark = mark_of(folded)
        if mark:
            blocks.append(Block(mark=mark, lines=[line]))
        elif blocks:
            blocks[-1].lines.append(line)
        if blocks and finder.regions(folded):
            blocks[-1].assigns = True
    return blocks


def _without_page(blocks: list[Block], finder: RoleFinder) -> list[Block]:
    """Leave out what the web page numbers below the document (1.本网站…).

    Below the last line that assigns, the page begins where a line is neither marked nor part of a task.
    """
    last = max((at for at, block in enumerate(blocks) if block.assigns), default=len(blocks))
    for at in range(last, len(blocks)):
        rest = blocks[at].lines[len(extent(blocks[at], finder)) :]
        if any(not line.blank for line in rest):
            blocks[at].lines += [line for block in blocks[at + 1 :] for line in block.lines]
            return blocks[: at + 1]
    return blocks


def _heading_notes(sections: list[Section], headings: list[Block], finder: RoleFinder) -> list[Note]:
    """Return what is odd about headings: one that assigns, one whose number stands twice."""
    notes = []
    first_lines = {block.first.start: block.first for block in headings}
    for block in headings:
        folded = fold_width(block.first.text)
        words = [
            block.first.text[run.word_start : run.word_end]
            for region in finder.regions(folded)
            for run in region.runs
        ]
        notes += [note("heading-assigns", block.first, word) for word in dict.fromkeys(words)]
    again = (s for s in sections if s.span and "-" in s.key.rpartition(".")[2])
    return notes + [note("heading-again", first_lines[s.span.start]) for s in again if s.span]


def _tasks(blocks: list[Block]) -> set[int]:
    """Return the identities of the blocks that are tasks.

    A line whose kind of mark numbers headings elsewhere is a task where it assigns and heads nothing. One
    that carries no number (——) is none.
    """
    headings = heading_ids(blocks)
    kinds = task_kinds(blocks, headings)
    return {
        id(block)
        for block in blocks
        if block.mark.kind in kinds
        or (block.assigns and block.mark.number is not None and id(block) not in headings)
    }


def _unread(
    all_lines: list[Line], read_lines: set[int], first: int, tail: list[Line], finder: RoleFinder
) -> list[Note]:
    """Return a note for each line that may hold something and is in no record.

    Above the first heading and below the last task stands what belongs to the web page; between them
    every line counts, and outside each that is marked, assigns or ends a long sentence.
    """
    below = {line.number for line in tail}
    notes = []
    for line in all_lines:
        if line.number in read_lines or line.blank:
            continue
        outside = line.number < first or line.number in below
        sentence = line.number in below and len(line.text) >= _SENTENCE and "。" in line.text
        folded = fold_width(line.text)
        marked = line.number in below and mark_of(folded) is not None
        if not outside or sentence or marked or finder.regions(folded):
            notes.append(note("not-understood", line))
    return notes


def _tiled(pieces: list[Piece], all_lines: list[Line], read_lines: set[int]) -> list[Piece]:
    """Fill the gaps between the pieces, so that they tile the document (DESIGN section 3)."""
    tiles: list[Piece] = []
    known = sorted(pieces, key=lambda p: p.start)
    at = 0
    for line in all_lines:
        kind: PieceKind = "separator" if line.number in read_lines or line.blank else "furniture"
        end = min(line.end + 1, all_lines[-1].end)
        while at < len(known) and known[at].start < end:
            piece = known[at]
            begun = tiles[-1].end if tiles else 0
            if piece.start > begun:
                tiles.append(Piece(kind="separator", start=begun, end=piece.start))
            if piece.end > piece.start:
                tiles.append(piece)
            at += 1
        begun = tiles[-1].end if tiles else 0
        if end > begun:
            if kind == "furniture" and end > line.end:
                tiles.append(Piece(kind="furniture", start=begun, end=line.end))
                begun = line.end
            tiles.append(Piece(kind="separator" if end > line.end else kind, start=begun, end=end))
    return [tile for tile in tiles if tile.end > tile.start]
