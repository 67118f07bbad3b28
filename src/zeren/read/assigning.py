"""What assigns, to assignments: each role word with the units or persons of its list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from ..records import Assignment, Definition, Due, Note, Piece, PieceKind
from .lists import Named, UnitLists
from .notes import note
from .roles import Region
from .roles.dues import due
from .roles.persons import Someone, people, person
from .source import Source
from .words import Words

__all__ = ["Assigner", "Draft"]

#: The role of a person whom a clause names with a verb of units (李一牵头).
_PERSON = "leading-official"
#: What such a list writes in full (省…) says nothing of the next one.
_OF_ANOTHER_LEVEL = frozenset({"upper-lead"})


@dataclass
class Draft:
    """What has been read of one task so far."""

    pieces: list[Piece] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    assignments: list[Assignment] = field(default_factory=list)
    definitions: list[Definition] = field(default_factory=list)
    dues: list[Due] = field(default_factory=list)
    seen: set[tuple[str, str]] = field(default_factory=set)
    #: Entries of the lists so far: what these write once, the next list may leave out.
    named: list[Named] = field(default_factory=list)

    @property
    def roles(self) -> frozenset[str]:
        """The roles that are given so far."""
        return frozenset(assignment.role for assignment in self.assignments)

    def add(self, assignments: Iterable[Assignment]) -> None:
        """Add assignments that stand elsewhere, each once; they are counted on from those given so far."""
        given = {(a.role, a.unit) for a in self.assignments}
        for one in assignments:
            if (one.role, one.unit) not in given:
                given.add((one.role, one.unit))
                self.assignments.append(replace(one, position=len(self.assignments) + 1))

    def tile(self, kind: PieceKind, start: int, end: int) -> None:
        """Note what a stretch of the document is."""
        self.pieces.append(Piece(kind=kind, start=start, end=end))


@dataclass(frozen=True)
class Assigner:
    """Reads regions and cells of one document; ``same`` gives one name for all the names of a unit."""

    source: Source
    lists: UnitLists
    words: Words
    same: Callable[[str], str]
    year: int | None

    def region(self, region: Region, base: int, draft: Draft) -> None:
        """Read a region whose offsets count from ``base``."""
        if region.bracketed:
            draft.tile("bracket", base + region.start, base + region.start + 1)
            if region.closed:
                draft.tile("bracket", base + region.end - 1, base + region.end)
            else:
                draft.notes.append(note("bracket", self.source.line_at(base + region.start)))
        for start, end in region.unread:
            draft.tile("furniture", base + start, base + end)
            words = self.source.text[base + start : base + end]
            draft.notes.append(note("unread", self.source.line_at(base + start), words))
        for start, end in (*region.labels, *region.remarks):
            draft.tile(
                "separator" if (start, end) in region.labels else "furniture", base + start, base + end
            )
        for start, end in region.dues:
            self.due(base + start, base + end, draft)
        for run in region.runs:
            draft.tile("role", base + run.word_start, base + run.word_end)
            word = "".join(self.source.text[base + run.word_start : base + run.word_end].split())
            self.names(run.role, word, base + run.list_start, base + run.list_end, draft)

    def due(self, start: int, end: int, draft: Draft) -> None:
        """Read a deadline."""
        span = self.source.span(start, end)
        draft.tile("due", span.start, span.end)
        if draft.dues:
            draft.notes.append(
                note("due-again", self.source.line_at(span.start), self._words(span.start, span.end))
            )
            return
        draft.dues.append(Due(last_day=due(self.source.folded[span.start : span.end], self.year), span=span))

    def names(self, role: str, word: str, start: int, end: int, draft: Draft) -> None:
        """Read the list of one role word."""
        if role in self.words.person_roles:
            self._people(role, word, start, end, draft)
            return
        entries = self.lists.read(self.source.folded, start, end, self.source.written, before=draft.named)
        if not any(named.name for named in entries):
            draft.notes.append(note("no-unit", self.source.line_at(start), word))
        if role not in _OF_ANOTHER_LEVEL:
            draft.named += entries
        for named, is_open in zip(entries, self._open(entries), strict=True):
            self._assign(named, role, word, is_open, draft)
            if named.definition:
                self._define(named, *named.definition, draft)

    def _open(self, entries: Sequence[Named]) -> list[bool]:
        """Return for each entry whether it stands in a list that 等 ends; a comma begins another one."""
        found: list[bool] = []
        for at in reversed(range(len(entries))):
            goes_on = bool(found) and found[-1] and not self._parts_classes(entries[at], entries[at + 1])
            found.append(entries[at].is_open or goes_on)
        return found[::-1]

    def _parts_classes(self, one: Named, other: Named) -> bool:
        return any(sign in self.source.folded[one.end : other.start] for sign in ",;")

    def _define(self, named: Named, start: int, end: int, draft: Draft) -> None:
        """Note who belongs to a name, as the bracket behind it says."""
        defined = self.lists.define(self.source.folded, start, end, self.source.written)
        if defined is None:
            draft.notes.append(note("definition", self.source.line_at(start), named.name))
            return
        draft.definitions.append(
            Definition(
                collective=named.name,
                words=defined.words,
                members=defined.members,
                is_whole=defined.is_whole,
                span=self.source.span(start, end),
            )
        )

    def _people(self, role: str, word: str, start: int, end: int, draft: Draft) -> None:
        """Read a list of persons."""
        found = people(self.source.folded, start, end, self.words)
        if not found:
            draft.notes.append(note("no-unit", self.source.line_at(start), word))
        for someone in found:
            written = "".join(self._words(someone.start, someone.end).split())
            if someone.name is None:
                draft.notes.append(note("person", self.source.line_at(someone.start), written))
            name = self._in_own_script(someone) or written
            named = Named(start=someone.start, end=someone.end, name=name, key=name)
            self._assign(named, role, word, False, draft)

    def _in_own_script(self, someone: Someone) -> str | None:
        """Return a person's name as the document writes it: it was looked up folded."""
        if someone.name is None:
            return None
        key = "".join(self.source.folded[someone.start : someone.end].split())
        at = key.find(someone.name)
        written = "".join(self.source.written[someone.start : someone.end].split())
        return written[at : at + len(someone.name)] if at >= 0 else someone.name

    def _words(self, start: int, end: int) -> str:
        return self.source.text[start:end]

    def _assign(self, named: Named, role: str, word: str, is_open: bool, draft: Draft) -> None:
        line = self.source.line_at(named.start)
        if not named.name:
            return
        draft.tile("unit", named.start, named.end)
        name, is_person = self._assignee(named, role)
        if named.doubt and not is_person:
            draft.notes.append(note(named.doubt, line, named.name))
        if named.doubt == "excluded":
            return
        role = _PERSON if is_person and role not in self.words.person_roles else role
        key = (role, self.same(named.key if name == named.name else name))
        if key in draft.seen:
            draft.notes.append(note("double", line, name))
            return
        draft.seen.add(key)
        draft.assignments.append(
            Assignment(
                role=role,
                role_as_written=word,
                unit=name,
                unit_as_written=self._words(named.start, named.end),
                second_name=named.second_name,
                is_person=is_person,
                position=len(draft.assignments) + 1,
                basis=named.basis,
                span=self.source.span(named.start, named.end),
                is_open=is_open,
            )
        )

    def _assignee(self, named: Named, role: str) -> tuple[str, bool]:
        """Return the name, and whether it is a person's: in a person's role, or where nothing else fits."""
        if role in self.words.person_roles:
            return named.name, True
        someone = person(named.key, self.words) if named.doubt == "name" else None
        return (someone, True) if someone else (named.name, False)
