"""One task's lines, or its row of a table, to its record: number, text, assignments, targets, and tiles."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..records import Definition, Note, Piece, Span, Task
from .assigning import Assigner, Draft
from .blocks import Block
from .notes import note
from .outline import Placed
from .roles import IDLE, Region, RoleFinder
from .targets import find_targets
from .words import Words

__all__ = ["ReadTask", "TaskReader"]

#: A label that no vocabulary knows, by how labels of this kind end.
_LABEL = re.compile(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{1,6}(?:单位|部门|领导|责任人|时限))\s*:")


@dataclass(frozen=True, kw_only=True)
class ReadTask:
    """A task with what its reading leaves: tiles of the document, definitions, and what is not understood."""

    task: Task
    pieces: list[Piece]
    definitions: list[Definition]
    notes: list[Note]


@dataclass(frozen=True)
class TaskReader:
    """Reads the tasks of one document."""

    assigner: Assigner
    finder: RoleFinder
    words: Words

    def read(self, placed: Placed, key: str) -> ReadTask:
        """Return the task at its place in the outline, with what was not understood in it."""
        block, draft = placed.block, Draft()
        source = self.assigner.source
        start, end = self._text(block, draft)
        text = source.span(start, end)
        own = Draft()
        self._own(block, text, own)
        self._inherit(placed, own, draft)
        self._give(own, draft)
        words = source.text[text.start : text.end]
        draft.tile("text", text.start, text.end)
        self._doubts(block, source.folded[text.start : text.end], draft)
        reading = find_targets(words, self.words)
        for number in reading.not_understood:
            line = source.line_at(text.start + number.start)
            draft.notes.append(note("number", line, number.text))
        task = Task(
            key=key,
            section=placed.section,
            number=placed.number,
            number_as_written=self._number(block),
            text=words,
            text_start=text.start,
            assignments=tuple(draft.assignments),
            targets=reading.targets,
            left_out=reading.left_out,
            span=self._span(block),
            due=draft.dues[0] if draft.dues else None,
            basis="stated" if block.mark.number is not None else "implied",
        )
        return ReadTask(task=task, pieces=draft.pieces, definitions=draft.definitions, notes=draft.notes)

    def _number(self, block: Block) -> str:
        if block.row:
            cell = block.row.number
            return self.assigner.source.text[cell.start : cell.end].strip() if cell else ""
        return self.assigner.source.text[block.start + block.mark.start : block.start + block.mark.end]

    def _span(self, block: Block) -> Span:
        """Return the task's whole line or lines; those of a row where it stands in a table."""
        if block.row:
            return block.row.span
        return Span(start=block.start, end=block.end, line=block.first.number)

    def _text(self, block: Block, draft: Draft) -> tuple[int, int]:
        """Return where the text stands: up to what assigns; behind it where that opens the task."""
        start = block.start + (0 if block.row else block.mark.width)
        if block.row is None and block.mark.end > block.mark.start:
            draft.tile("number", block.start + block.mark.start, block.start + block.mark.end)
        elif block.row and block.row.number:
            draft.tile("number", block.row.number.start, block.row.number.end)
        folded = self.assigner.source.folded
        for region in self._regions(block):
            if folded[start : block.start + region.start].strip(IDLE):
                return start, self._without_comma(start, block.start + region.start)
            start = block.start + region.end
            while start < block.end and folded[start] in IDLE:
                start += 1
        if start >= block.end and block.regions:
            # Nothing but what assigns: the task has no text.
            return block.start + block.mark.width, block.start + block.mark.width
        return start, block.end

    def _without_comma(self, start: int, end: int) -> int:
        """Return where a text ends that a comma joins to who does it."""
        folded = self.assigner.source.folded
        while end > start and (folded[end - 1].isspace() or folded[end - 1] in ",、;"):
            end -= 1
        return end

    def _regions(self, block: Block) -> tuple[Region, ...]:
        if block.row is None:
            return block.regions
        return tuple(self.finder.regions(self.assigner.source.folded[block.start : block.end]))

    def _own(self, block: Block, text: Span, draft: Draft) -> None:
        """Read what the task's own lines or cells assign, and note what stands between."""
        folded = self.assigner.source.folded
        at = text.end
        for region in self._regions(block):
            if block.start + region.start >= text.end:
                self._trailing(at, block.start + region.start, draft)
                at = block.start + region.end
            self.assigner.region(region, block.start, draft)
        self._trailing(at, block.end, draft)
        if block.row:
            for cell in block.row.roles:
                if not self._sentence(cell.start, cell.end, draft):
                    self.assigner.names(cell.role, cell.word, cell.start, cell.end, draft)
            if block.row.division and folded[block.row.division.start : block.row.division.end].strip(IDLE):
                cell_ = block.row.division
                if not self._sentence(cell_.start, cell_.end, draft):
                    self._trailing(cell_.start, cell_.end, draft)
            if block.row.due:
                self.assigner.due(block.row.due.start, block.row.due.end, draft)
            for left in block.row.left_out:
                draft.tile("furniture", left.start, left.end)

    def _sentence(self, start: int, end: int, draft: Draft) -> bool:
        """Read a cell that says in words or by labels who does what; return whether it does."""
        regions = self.finder.regions(self.assigner.source.folded[start:end])
        for region in regions:
            self.assigner.region(region, start, draft)
        return bool(regions)

    def _trailing(self, start: int, end: int, draft: Draft) -> None:
        words = self.assigner.source.folded[start:end].strip(IDLE)
        if words:
            begin = self.assigner.source.folded.index(words, start)
            draft.tile("furniture", begin, begin + len(words))
            line = self.assigner.source.line_at(begin)
            draft.notes.append(note("trailing", line, self.assigner.source.text[begin : begin + len(words)]))

    def _inherit(self, placed: Placed, own: Draft, draft: Draft) -> None:
        """Give the task what its headings assign, and the line that it shares; its own roles go before."""
        givers: list[tuple[int, tuple[Region, ...]]] = [
            (head.start + head.mark.width, (head.heading,)) for head in placed.above if head.heading
        ]
        if shared := placed.block.shares:
            givers.append((shared.start, shared.regions))
        for base, regions in givers:
            given = Draft()
            for region in regions:
                self.assigner.region(region, base, given)
            kept = [a for a in given.assignments if a.role not in own.roles]
            if len(kept) < len(given.assignments):
                draft.notes.append(note("heading-other", placed.block.first))
            draft.add(kept)
            draft.dues += given.dues

    @staticmethod
    def _give(given: Draft, draft: Draft) -> None:
        """Add what was read to the task, each assignment once, in order."""
        draft.pieces += given.pieces
        draft.notes += given.notes
        draft.definitions += given.definitions
        draft.dues += given.dues
        draft.add(given.assignments)

    def _doubts(self, block: Block, folded: str, draft: Draft) -> None:
        if not folded:
            draft.notes.append(note("no-text", block.first))
        if not draft.assignments:
            draft.notes.append(note("no-assignment", block.first))
        labels = [label for label in _LABEL.findall(folded) if label not in self.words.roles]
        draft.notes += [note("label", block.first, label) for label in labels]
        draft.notes += [note("stray-role", block.first, word) for word in self.finder.strays(folded)]
