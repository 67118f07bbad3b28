"""Records of the text as read, told by the offsets of the document that breaks its sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ..records import Assignment, Definition, LeftOut, Piece, Rule, Section, Span, Target, Task
from .source import Source
from .wraps import Unwrapped

__all__ = ["InDocument"]


@dataclass(frozen=True)
class InDocument:
    """Moves passages from the text as read into the document."""

    source: Source

    @property
    def _cut(self) -> Unwrapped:
        return self.source.unwrapped

    def span(self, span: Span) -> Span:
        """Return a passage of the document; its first line is the same."""
        return replace(span, start=self._cut.start(span.start), end=self._cut.end(span.end))

    def section(self, section: Section) -> Section:
        """Return a section with its heading's passage in the document."""
        return replace(section, span=self.span(section.span)) if section.span else section

    def rule(self, rule: Rule) -> Rule:
        """Return a rule with its passage in the document."""
        return replace(rule, span=self.span(rule.span))

    def definition(self, definition: Definition) -> Definition:
        """Return a definition with its passage in the document."""
        return replace(definition, span=self.span(definition.span))

    def pieces(self, pieces: Iterable[Piece]) -> list[Piece]:
        """Return tiles of the document."""
        return [
            replace(piece, start=self._cut.start(piece.start), end=self._cut.end(piece.end))
            for piece in pieces
        ]

    def task(self, task: Task) -> Task:
        """Return a task whose passages are the document's; its text stays whole."""
        start = self._cut.start(task.text_start)

        def ends(one: Target | LeftOut) -> tuple[int, int]:
            first, last = task.text_start + one.start, task.text_start + one.end
            return self._cut.start(first) - start, self._cut.end(last) - start

        def assignment(one: Assignment) -> Assignment:
            span = self.span(one.span)
            return replace(one, span=span, unit_as_written=self.source.whole[span.start : span.end])

        return replace(
            task,
            text_start=start,
            span=self.span(task.span),
            assignments=tuple(assignment(one) for one in task.assignments),
            targets=tuple(replace(one, start=ends(one)[0], end=ends(one)[1]) for one in task.targets),
            left_out=tuple(replace(one, start=ends(one)[0], end=ends(one)[1]) for one in task.left_out),
            due=replace(task.due, span=self.span(task.due.span)) if task.due else None,
        )
