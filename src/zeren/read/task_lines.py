"""One task's line or lines to its record: number, text, assignments, targets, and the tiles they leave."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from ..records import Assignment, Note, Piece, PieceKind, Span, Task
from .carrier import Line, fold_width
from .notes import note
from .outline import Block
from .roles import IDLE, Region, RoleFinder
from .targets import find_targets
from .unit_lists import Named, UnitLists
from .words import Words

__all__ = ["TaskReader", "extent"]

#: A label that no vocabulary knows, by how labels of this kind end.
_LABEL = re.compile(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{1,6}(?:单位|部门|领导|责任人|时限))\s*:")


def extent(block: Block, finder: RoleFinder) -> list[Line]:
    """Return the lines that are the task's: its own, then as far as lines go on to assign it.

    Unmarked lines between the number and the first assignment go on with the text.
    """
    last, begun = 0, False
    for at, line in enumerate(block.lines):
        regions = finder.regions(fold_width(line.text))
        if regions and (at == 0 or not begun or _leading(line, regions)):
            last, begun = at, True
        elif begun and not line.blank:
            break
    return block.lines[: last + 1]


def _leading(line: Line, regions: list[Region]) -> bool:
    return not line.text[: regions[0].start].strip()


@dataclass
class _Draft:
    """What has been read of one task so far."""

    pieces: list[Piece] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    assignments: list[Assignment] = field(default_factory=list)
    seen: set[tuple[str, str]] = field(default_factory=set)

    def tile(self, kind: PieceKind, line: Line, start: int, end: int) -> None:
        self.pieces.append(Piece(kind=kind, start=line.start + start, end=line.start + end))


@dataclass(frozen=True)
class TaskReader:
    """Reads tasks with a vocabulary and the unit names of one jurisdiction.

    ``same`` gives one name for all the names of a unit.
    """

    finder: RoleFinder
    lists: UnitLists
    words: Words
    same: Callable[[str], str]

    def read(self, block: Block, key: str, section: str) -> tuple[Task, list[Piece], list[Note]]:
        """Return the task, the tiles of its lines and what was not understood in them."""
        lines = extent(block, self.finder)
        first, last, mark = lines[0], lines[-1], block.mark
        draft = _Draft()
        draft.tile("number", first, mark.start, mark.end)
        text_end = self._assignments(lines, mark.width, draft)
        text_start = first.start + mark.width
        whole = "\n".join(line.text for line in lines)
        text = whole[mark.width : text_end - first.start].rstrip()
        draft.pieces.append(Piece(kind="text", start=text_start, end=text_start + len(text)))
        self._doubts(first, text, draft)
        reading = find_targets(text, self.words)
        draft.notes += [note("number", first, number.text) for number in reading.not_understood]
        task = Task(
            key=key,
            section=section,
            number=mark.number or 0,
            number_as_written=first.text[mark.start : mark.end],
            text=text,
            text_start=text_start,
            assignments=tuple(draft.assignments),
            targets=reading.targets,
            left_out=reading.left_out,
            span=Span(start=first.start, end=last.end, line=first.number),
        )
        return task, draft.pieces, draft.notes

    def _doubts(self, first: Line, text: str, draft: _Draft) -> None:
        folded = fold_width(text)
        if not text:
            draft.notes.append(note("no-text", first))
        if not draft.assignments:
            draft.notes.append(note("no-assignment", first))
        labels = [label for label in _LABEL.findall(folded) if label not in self.words.roles]
        draft.notes += [note("label", first, label) for label in labels]
        draft.notes += [note("stray-role", first, word) for word in self.finder.strays(folded)]

    def _assignments(self, lines: list[Line], width: int, draft: _Draft) -> int:
        """Read every region of the lines; return the offset where the task's text ends."""
        text_end: int | None = None
        for line in lines:
            folded = fold_width(line.text)
            at = width if line is lines[0] else 0
            for region in self.finder.regions(folded):
                if text_end is None:
                    text_end = line.start + region.start
                elif folded[at : region.start].strip(IDLE):
                    self._trailing(line, at, region.start, draft)
                self._region(line, folded, region, draft)
                at = region.end
            if text_end is not None and folded[at:].strip(IDLE):
                self._trailing(line, at, len(folded), draft)
        return lines[-1].end if text_end is None else text_end

    @staticmethod
    def _trailing(line: Line, start: int, end: int, draft: _Draft) -> None:
        draft.tile("furniture", line, start, end)
        draft.notes.append(note("trailing", line, line.text[start:end].strip()))

    def _region(self, line: Line, folded: str, region: Region, draft: _Draft) -> None:
        if region.bracketed:
            draft.tile("bracket", line, region.start, region.start + 1)
            if region.closed:
                draft.tile("bracket", line, region.end - 1, region.end)
            else:
                draft.notes.append(note("bracket", line))
        for start, end in region.unread:
            draft.tile("furniture", line, start, end)
            draft.notes.append(note("unread", line, line.text[start:end]))
        for run in region.runs:
            word = line.text[run.word_start : run.word_end]
            draft.tile("role", line, run.word_start, run.word_end)
            entries = self.lists.read(folded, run.list_start, run.list_end)
            if not any(named.name for named in entries):
                draft.notes.append(note("no-unit", line, word))
            for named in entries:
                self._assign(line, named, run.role, word, draft)

    def _assign(self, line: Line, named: Named, role: str, role_word: str, draft: _Draft) -> None:
        is_person = role in self.words.person_roles
        if named.is_open:
            draft.notes.append(note("open-list", line))
            if not named.name:
                return
        draft.tile("unit", line, named.start, named.end)
        # What a person's name looks like, nobody can say; only a space in it may part two.
        if named.doubt and (not is_person or named.doubt == "spaces"):
            draft.notes.append(note(named.doubt, line, named.name))
        if named.doubt == "excluded":
            return
        if (role, self.same(named.name)) in draft.seen:
            draft.notes.append(note("double", line, named.name))
            return
        draft.seen.add((role, self.same(named.name)))
        draft.assignments.append(
            Assignment(
                role=role,
                role_as_written=role_word,
                unit=named.name,
                unit_as_written=line.text[named.start : named.end],
                second_name=named.second_name,
                is_person=is_person,
                position=len(draft.assignments) + 1,
                basis=named.basis,
                span=Span(start=line.start + named.start, end=line.start + named.end, line=line.number),
            )
        )
