"""The clauses of a sentence that assigns: units until their verb, again and again, with deadlines between."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from .assignees import Assignees, Kind
from .clause_words import ClauseWords, Ended
from .dues import begins_due
from .runs import Run, Sentence

__all__ = ["NotUnderstoodError", "Piece", "Reading", "Run", "Sentence", "pieces"]

#: Longer words between two separators are no clause of a sentence that assigns.
_LONGEST = 120
_OPENING, _CLOSING = "(〈", ")〉"
#: Kinds of assignees that could be named.
_NAMED: set[Kind] = {"unit", "person"}
_PERSONS: set[Kind | None] = {"person", "anyone"}
#: What a deadline does not hold: then it is somebody's.
_ASSIGNS = re.compile("由|牵头|负责|配合|参与")


class NotUnderstoodError(Exception):
    """A stretch is no sentence that assigns."""


@dataclass(frozen=True, kw_only=True)
class Piece:
    """Words between two separators, without white space; ``at`` has the offset of each sign.

    ``sign`` is the separator behind it, empty at the end.
    """

    text: str
    at: tuple[int, ...]
    sign: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a part of it stands."""
        return self.at[start], self.at[end - 1] + 1


def pieces(folded: str, start: int, end: int, parting: re.Pattern[str]) -> Iterator[Piece]:
    """Yield the pieces of a stretch: what stands between separators outside brackets."""
    depth, begun = 0, start
    for found in parting.finditer(folded, start, end):
        sign = found[0]
        depth = max(0, depth + (sign in _OPENING) - (sign in _CLOSING))
        if depth == 0 and sign not in _CLOSING:
            yield from _piece(folded, begun, found.start(), sign)
            begun = found.end()
    yield from _piece(folded, begun, end, "")


def _piece(folded: str, start: int, end: int, sign: str) -> Iterator[Piece]:
    """Yield a stretch as a piece, if it holds anything; of a long one its beginning and end will do."""
    places = [at for at in range(start, min(end, start + 4 * _LONGEST)) if not folded[at].isspace()]
    if end > start + 4 * _LONGEST:
        places.append(start + len(folded[start:end].rstrip()) - 1)
    if places:
        yield Piece(text="".join(folded[at] for at in places), at=tuple(places), sign=sign)


@dataclass(frozen=True, kw_only=True)
class _Unit:
    """An entry that waits for its verb; ``joined`` where 、 joins it to the next."""

    name: str
    start: int
    end: int
    joined: bool
    kind: Kind | None


@dataclass
class Reading:
    """One pass over a stretch; ``role`` is that of the label before it, None where there is no label."""

    by: ClauseWords
    assignees: Assignees
    role: str | None = None
    runs: list[Run] = field(default_factory=list)
    dues: list[tuple[int, int]] = field(default_factory=list)
    rest: list[tuple[int, int]] = field(default_factory=list)
    words: list[tuple[int, int]] = field(default_factory=list)
    asides: list[tuple[int, int]] = field(default_factory=list)
    units: list[_Unit] = field(default_factory=list)
    leads: tuple[int, int] | None = None
    joined_by: tuple[int, int] | None = None
    goes_on: bool = False
    end: int = 0
    kinds: set[Kind] = field(default_factory=set)

    def sentence(self, up_to: int | None = None) -> Sentence:
        """Return what has been read, up to an offset."""
        end = self.end if up_to is None else up_to
        return Sentence(
            runs=tuple(sorted(self.runs, key=lambda run: run.list_start)),
            dues=tuple(due for due in self.dues if due[1] <= end),
            rest=tuple(self.rest),
            words=tuple(word for word in self.words if word[1] <= end),
            asides=tuple(self.asides),
            end=end,
            is_specific=self.names_somebody,
        )

    @property
    def names_somebody(self) -> bool:
        """Whether some assignee so far could be named."""
        return not self.kinds.isdisjoint(_NAMED)

    @property
    def is_appeal(self) -> bool:
        """Whether anybody may be meant: 主要领导负总责."""
        return self.kinds == {"anyone"}

    def add(self, piece: Piece) -> None:
        """Read one piece: a deadline, or units, with or without their verb."""
        text = piece.text
        is_due = begins_due(text) or text in self.by.words.clause_words["timeless"]
        if is_due and not _ASSIGNS.search(text):
            self._due(piece)
        elif self.role is not None and self.by.is_aside(text) and not self._ended(text, 0):
            self.close()
            self.asides.append(piece.span(0, len(text)))
        else:
            self._clause(piece)
        self.goes_on = is_due
        self.end = piece.at[-1] + 1
        if piece.sign and piece.sign in ";。":
            self.close()

    def close(self) -> None:
        """End a clause: what waits is joined by 会同, or the label's, or not understood."""
        if self.joined_by is not None:
            self._give("responsible", self.joined_by)
        elif self.role is not None and self.units:
            self.rest.append((self.units[0].start, self.units[-1].end))
            self.units = []
        elif self.units:
            raise NotUnderstoodError

    def take(self, piece: Piece, start: int, end: int) -> None:
        """Add an entry to those that wait; in a sentence it must read as an assignee."""
        first, last = piece.span(start, end)
        joined = piece.sign == "、" and end == len(piece.text)
        name = piece.text[start:end]
        kind = self.assignees.kind(name) if self.role is None else None
        if self.role is None and kind is None and not joined:
            raise NotUnderstoodError
        if kind is not None:
            self.kinds.add(kind)
        self.units.append(_Unit(name=name, start=first, end=last, joined=joined, kind=kind))

    def check(self) -> None:
        """Check that what waits is understood: an entry may leave its ending to the next alone."""
        for unit, after in zip_longest(self.units, self.units[1:]):
            elides = after is not None and unit.joined and self.assignees.elided(unit.name, after.name)
            if self.role is None and not elides and unit.kind is None:
                raise NotUnderstoodError

    def _due(self, piece: Piece) -> None:
        if self.units:
            self.close()
        span = piece.span(0, len(piece.text))
        if self.goes_on and self.dues:
            span = self.dues.pop()[0], span[1]
        self.dues.append(span)

    def _clause(self, piece: Piece) -> None:
        text, start = piece.text, 0
        opened = self.by.opener.match(text)
        if opened and not self.units and opened.end() < len(text):
            start = opened.end()
            self.words.append(piece.span(0, start))
        joint = self.by.joiner.search(text, start)
        if joint and self._join(piece, start, *joint.span()):
            start = joint.end()
        ended = self._ended(text, start)
        if ended and self.units:
            self._part(text, ended)
        name_end = ended.name_end if ended else len(text)
        if name_end > start:
            self.take(piece, start, name_end)
        if ended:
            self._end(piece, ended)

    def _part(self, text: str, ended: Ended) -> None:
        """Close what waits and is not the verb's: it is said of the last name alone in 市发改委(牵头).

        Behind a label's list it is said of the last names that 、 joins: 市发改委,市财政局、市审计局配合.
        """
        kept: list[_Unit] = []
        if not text.endswith(")"):
            if self.role is None or self.runs or ended.role not in ("cooperating", "supervising"):
                return
            while self.units and self.units[-1].joined:
                kept.insert(0, self.units.pop())
        if self.units:
            self.close()
        self.units += kept

    def _ended(self, text: str, start: int) -> Ended | None:
        """Return how a clause ends, None where it has no verb of somebody's."""
        if len(text) - start > _LONGEST:
            return None
        for ended in self.by.endings(text, start):
            name = text[start : ended.name_end]
            in_brackets = text.endswith(")") and self.role is not None
            if in_brackets or (self.assignees.kind(name) is not None if name else self.units):
                return ended
        return None

    def _end(self, piece: Piece, ended: Ended) -> None:
        if ended.binding[1]:
            self.words.append(piece.span(*ended.binding))
        self._give(ended.role, piece.span(*ended.word))

    def _join(self, piece: Piece, start: int, at: int, end: int) -> bool:
        """Read what stands before 会同: who leads, with a verb of its own or not."""
        text = piece.text[:at]
        ended = self._ended(text, start)
        name_end = ended.name_end if ended else at
        is_name = at == start and self.assignees.kind(piece.text[start:]) is not None
        if end == len(piece.text) or is_name or (at == start and not self.units and not self.runs):
            return False
        if name_end > start:
            if self.assignees.kind(text[start:name_end]) is None:
                return False
            self.take(piece, start, name_end)
        if ended:
            self._end(piece, ended)
        elif self.units:
            self.check()
            self.leads = self.units[0].start, self.units[-1].end
            self.units = []
        self.joined_by = piece.span(at, end)
        return True

    def _give(self, role: str, word: tuple[int, int]) -> None:
        """Give what waits its role; of what 会同 joins the first leads and the others cooperate."""
        self.check()
        persons = all(self.assignees.kind(unit.name) in _PERSONS for unit in self.units)
        for_persons = self.by.words.person_roles
        if not self.units or (role in for_persons and not persons):
            raise NotUnderstoodError
        listed = self.units[0].start, self.units[-1].end
        if self.joined_by is not None:
            if self.leads is not None and role not in ("lead", "responsible"):
                raise NotUnderstoodError
            if self.leads is not None:
                self._run("lead", word, self.leads)
            elif word != self.joined_by:
                self.words.append(word)
            self._run("cooperating", self.joined_by, listed)
        elif self.role == role or (self.role in for_persons and persons):
            # 责任单位:市财政局等按职责分工负责 says the role twice.
            self.words.append(word)
            self.rest.append(listed)
        else:
            self._run(role, word, listed)
        self.units, self.leads, self.joined_by = [], None, None

    def _run(self, role: str, word: tuple[int, int], listed: tuple[int, int]) -> None:
        self.runs.append(
            Run(role=role, word_start=word[0], word_end=word[1], list_start=listed[0], list_end=listed[1])
        )
