"""What may be a heading or a task: a marked line with those that go on with it, or a row of a table."""

from __future__ import annotations

from dataclasses import dataclass, field

from .lines import Line
from .marks import Mark, MarkKind
from .roles import Region
from .tables import TaskRow

__all__ = ["Block"]


@dataclass(kw_only=True)
class Block:
    """What may be a heading or a task, at ``start`` to ``end`` of the document.

    ``title`` is what follows the mark on the first line, as written. ``regions`` are the stretches that
    assign it, by offsets from ``start``; ``heading`` the one by which, as a heading, it would assign to what
    stands below, by offsets from the title. ``rest`` are the lines below that are not its own, ``row`` the
    table row that it is. ``shares`` is the block whose assignment, on a line of its own, stands for this
    one too.
    """

    mark: Mark
    start: int
    end: int
    first: Line
    title: str
    heading: Region | None = None
    regions: tuple[Region, ...] = ()
    on_own_line: bool = False
    row: TaskRow | None = None
    shares: Block | None = None
    rest: list[Line] = field(default_factory=list)

    @property
    def kind(self) -> MarkKind:
        """The kind of its mark."""
        return self.mark.kind

    @property
    def assigns(self) -> bool:
        """Whether it names an assignee itself."""
        given = any(region.runs for region in self.regions)
        return given or bool(self.row and (self.row.roles or self.row.division))
