"""A document to records: lines and cells to blocks, blocks to an outline, each task's block to its parts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path

from ..carry import Carried, Table, carry
from ..errors import ZerenError
from ..records import Definition, Document, Note, Piece, Rule, Section, Span, Task
from ..units import Authority, Jurisdiction
from .assigning import Assigner, Draft
from .blocks import Block, blocks_of
from .conventions import rules_of
from .kinds import Kinds, kinds_of
from .lines import Line
from .lists import UnitLists
from .metadata import ends, metadata
from .notes import note
from .offsets import InDocument
from .outline import Placed, outline, task_keys
from .roles import RoleFinder
from .source import Source
from .tables import HeadRow, TableReader, TaskRow, find_tables
from .task_lines import TaskReader
from .tiles import tiled, unread
from .words import Words
from .wraps import is_page_number

__all__ = ["read_document"]


def read_document(path: Path, *, words: Words, authority: Authority) -> Document:
    """Read a document: what is not understood becomes a note with its line, never a guess.

    Args:
        path: a document of a kind that :func:`zeren.carry.carry` knows.
        words: the reader's vocabulary (:func:`zeren.read.words.load_words`).
        authority: the tables of units (:func:`zeren.units.load`).

    Raises:
        ZerenError: the file is missing, of no known kind, or holds no task.
    """
    carried = carry(path)
    return _Reading(path, carried, words, authority).document()


class _Reading:
    """One document's reading: each method is one step, and :meth:`document` their order."""

    def __init__(self, path: Path, carried: Carried, words: Words, authority: Authority) -> None:
        self.path, self.carried, self.words = path, carried, words
        # What a format marks as a table has no broken lines, and its cells have the document's offsets.
        self.source = Source(carried.text, unwrap=not carried.tables)
        self.whole = Source(carried.text, unwrap=False)
        self.notes: list[Note] = []
        self.pieces: list[Piece] = []
        self.definitions: list[Definition] = []
        self.rows, self.inside = self._tables()
        self.meta = metadata(path, *ends(self.source, RoleFinder.of(words), self.inside))
        found = authority.of_government(self.meta.government) if self.meta else None
        self.names = found or Jurisdiction("", (), ())
        self.finder = RoleFinder.of(words, is_known=self.is_known)

    def is_known(self, name: str) -> bool:
        """Whether a table of the document's government has the name."""
        return self.names.find(name) is not None

    def document(self) -> Document:
        """Return the whole document as records."""
        blocks = _without_page(blocks_of(self.source, self.rows, self.inside, self.finder))
        kinds = kinds_of(blocks)
        if not kinds.tasks:
            raise ZerenError(
                f"{self.path}: no task found: nothing names a unit by a role word such as 责任单位."
                " 没有找到任务:未见责任单位等角色词。",
                mend="Check that the file is a scheme that hands out tasks.",
            )
        blocks = kinds.without_notice(blocks)
        sections, placed, empty = outline(self.source, blocks, lambda block: id(block) in kinds.tasks)
        reader = self._reader(self._seen(blocks))
        self._note_headings(sections, empty, kinds, reader.assigner)
        tasks = self._tasks(placed, sections, kinds, reader)
        rule = self._rule()
        if self.source.unwrapped.cuts:
            moved = InDocument(self.source)
            sections = [moved.section(section) for section in sections]
            tasks = [moved.task(task) for task in tasks]
            self.pieces = moved.pieces(self.pieces)
            self.definitions = [moved.definition(one) for one in self.definitions]
            rule = moved.rule(rule) if rule else None
        read_lines = self.inside | self._lines([s.span for s in sections if s.span], [t.span for t in tasks])
        first = min(place.block.first.number for place in placed)
        first = min([first, *(s.span.line for s in sections if s.span)])
        last = max(self._lines([t.span for t in tasks]))
        told = read_lines | {n.line for n in self.notes} | {b.first.number for b in kinds.around}
        self.notes += unread(self.source, told, first, last, self.finder)
        return Document(
            name=self.path.name,
            text=self.carried.text,
            bytes_sha256=self.carried.bytes_sha256,
            text_sha256=self.carried.text_sha256,
            metadata=self.meta,
            sections=tuple(sections),
            tasks=tuple(tasks),
            pieces=tuple(tiled(self.pieces, self.whole.lines, read_lines)),
            notes=tuple(sorted(self.notes, key=lambda n: n.line)),
            definitions=tuple(dict.fromkeys(self.definitions)),
            rule=rule,
        )

    def _tables(self) -> tuple[list[TaskRow | HeadRow], set[int]]:
        """Return the rows of the tables that hand tasks out, and the numbers of these tables' lines."""
        reader = TableReader(self.source.text, self.source.lines, self.words)
        # A page may mark a table that hands out nothing, and write the one that does as text.
        for tables in (
            lambda: self.carried.tables,
            lambda: find_tables(self._without_page_numbers(), self.words),
        ):
            found: list[TaskRow | HeadRow] = []
            inside: set[int] = set()
            for table in tables():
                table_rows, notes = reader.rows(table)
                self.notes += notes
                if table_rows:
                    found += table_rows
                    inside |= self._lines_of(table)
            if found:
                return found, inside
        return [], set()

    def _without_page_numbers(self) -> list[Line]:
        """Return the lines without those that hold the number of a page."""
        return [line for line in self.source.lines if not is_page_number(self.source.folded_line(line))]

    def _lines_of(self, table: Table) -> set[int]:
        """Return the numbers of the lines that a table stands on."""
        cells = [cell for row in table for cell in row]
        start, end = min(c.start for c in cells), max(c.end for c in cells)
        return {line.number for line in self.source.lines_of(start, end)}

    def _same(self, name: str) -> str:
        """Return one name for all the names of a unit, as they are in the document's year."""
        unit = self.names.find(name, *((self.meta.year, self.meta.issued) if self.meta else ()))
        return unit.name if unit else name

    def _seen(self, blocks: Sequence[Block]) -> frozenset[str]:
        """Return the names that the document's lists hold beyond doubt, for those that are in doubt."""
        lists = UnitLists(words=self.words, is_known=self.is_known)
        runs = (
            (block.start + run.list_start, block.start + run.list_end)
            for block in blocks
            for region in block.regions
            for run in region.runs
        )
        cells = ((c.start, c.end) for row in self.rows if isinstance(row, TaskRow) for c in row.roles)
        return frozenset(
            name for place in chain(runs, cells) for name in lists.names(self.source.folded, *place)
        )

    def _reader(self, seen: frozenset[str]) -> TaskReader:
        lists = UnitLists(words=self.words, is_known=self.is_known, seen=seen)
        assigner = Assigner(
            source=self.source,
            lists=lists,
            words=self.words,
            same=self._same,
            year=self.meta.year if self.meta else None,
        )
        return TaskReader(assigner=assigner, finder=self.finder, words=self.words)

    def _tasks(
        self, placed: Sequence[Placed], sections: Sequence[Section], kinds: Kinds, reader: TaskReader
    ) -> list[Task]:
        # Nothing can be missing above a heading that is the first by its own number.
        headless = {s.key for s in sections if s.basis == "implied" and s.number < 1}
        tasks = []
        for place, key in zip(placed, task_keys(placed), strict=True):
            read = reader.read(place, key)
            tasks.append(read.task)
            self.pieces += read.pieces
            self.notes += read.notes
            self.definitions += read.definitions
            if place.section in headless:
                self.notes.append(note("no-heading", place.block.first))
            if "-" in key.rpartition(".")[2]:
                again = "number-again" if place.block.mark.number is not None else "unnumbered"
                self.notes.append(note(again, place.block.first, str(place.number)))
            if id(place.block) in kinds.doubtful:
                self.notes.append(note("shared", place.block.first))
        return tasks

    def _note_headings(
        self, sections: Sequence[Section], empty: Sequence[Block], kinds: Kinds, assigner: Assigner
    ) -> None:
        """Note what is odd about headings; what they assign is noted here once, not for each task."""
        self.notes += [note("empty-heading", block.first) for block in empty]
        if kinds.around:
            self.notes.append(note("around", kinds.around[0].first))
        for section in sections:
            if section.span is None:
                continue
            self.pieces.append(Piece(kind="heading", start=section.span.start, end=section.span.end))
            if "-" in section.key.rpartition(".")[2]:
                self.notes.append(note("heading-again", self.source.line_at(section.span.start)))
        for head in kinds.giving:
            given = Draft()
            if head.heading:
                assigner.region(head.heading, head.start + head.mark.width, given)
            self.notes += given.notes
            self.definitions += given.definitions

    def _lines(self, *spans: Iterable[Span]) -> set[int]:
        """Return the numbers of the document's lines that passages touch."""
        return {line.number for one in chain(*spans) for line in self.whole.lines_of(one.start, one.end)}

    def _rule(self) -> Rule | None:
        """Return what the document says of tasks without a lead; where it says two things, neither."""
        rules = rules_of(self.source)
        if len(rules) > 1:
            self.notes += [note("two-rules", self.source.line_at(rule.span.start)) for rule in rules]
        return rules[0] if len(rules) == 1 else None


def _without_page(blocks: list[Block]) -> list[Block]:
    """Leave out what the web page numbers below the document (1.本网站…).

    Below the last block that assigns, the page begins where a line is neither marked nor part of a task.
    """
    last = max((at for at, block in enumerate(blocks) if block.assigns), default=len(blocks))
    ends_at = next((at for at in range(last, len(blocks)) if blocks[at].rest), len(blocks))
    return blocks[: ends_at + 1]
