"""What each block is: a heading, a task, or what a notice says around its tasks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .blocks import Block
from .marks import RANK, MarkKind

__all__ = ["Kinds", "kinds_of"]

#: What a notice asks of everybody stands under such a heading, and is no task.
_REQUIREMENTS = (
    "工作要求",
    "有关要求",
    "相关要求",
    "保障措施",
    "组织保障",
    "组织领导",
    "组织实施",
    "督查考核",
    "总体要求",
)
#: A heading is no longer than this.
_HEADING = 20

#: Kinds that never number a task.
_NEVER: frozenset[MarkKind] = frozenset({"annex", "bare", "cell", "subcell"})
_ALWAYS: frozenset[MarkKind] = frozenset({"plain", "row"})


@dataclass(frozen=True, kw_only=True)
class Kinds:
    """Blocks by what they are; the others are headings, or empty.

    ``giving`` are headings that assign to each task below.

    ``around`` are the numbered requirements of a notice: the ones before its tasks, and those under a
    heading such as 工作要求 after them. ``doubtful`` are tasks that share the assignment of the last one
    in a document where others do not.
    """

    tasks: frozenset[int]
    giving: tuple[Block, ...]
    around: tuple[Block, ...]
    doubtful: frozenset[int]

    def without_notice(self, blocks: Sequence[Block]) -> list[Block]:
        """Return the blocks without those around the tasks, and without an annex that is the only one."""
        around = {id(block) for block in self.around}
        kept = [block for block in blocks if id(block) not in around]
        annexes: set[int] = set()
        at = 0
        for block in kept:
            at = id(block) if block.kind == "annex" else at
            if at and id(block) in self.tasks:
                annexes.add(at)
        return [block for block in kept if block.kind != "annex" or len(annexes) > 1]


def kinds_of(blocks: Sequence[Block]) -> Kinds:
    """Tell tasks from headings and from a notice's requirements.

    A block that stands above one that assigns heads it. Any other that stands in a row of numbers with one
    that assigns is a task, also where it names nobody itself.

    Args:
        blocks: all of a document, in order; those that share an assignment are told so.
    """
    above = _above(blocks)
    parents = {id(heads[-1]) for heads in above.values() if heads}
    giving = {id(block) for block in blocks if block.heading and id(block) in parents}
    assigned = {
        id(block)
        for block in blocks
        if (block.assigns and id(block) not in giving) or any(id(head) in giving for head in above[id(block)])
    }
    heads = giving | {id(head) for block in blocks if id(block) in assigned for head in above[id(block)]}
    leaves = assigned - heads
    runs = _runs(blocks, above)
    numbering = {run[0].kind for run in runs if any(id(block) in leaves for block in run)}
    around = _around(blocks, above, heads, leaves)
    tasks: set[int] = set()
    for run in runs:
        kind = run[0].kind
        given = any(id(block) in leaves for block in run)
        for block in run:
            if kind in _ALWAYS or (kind == "group" and id(block) in leaves and block.assigns):
                tasks.add(id(block))
            elif kind in _NEVER or kind == "group" or id(block) in heads or id(block) in around:
                continue
            elif given or kind in numbering:
                tasks.add(id(block))
    return Kinds(
        tasks=frozenset(tasks),
        giving=tuple(block for block in blocks if id(block) in giving),
        around=tuple(block for block in blocks if id(block) in around),
        doubtful=_share(runs, above, tasks),
    )


def _above(blocks: Sequence[Block]) -> dict[int, list[Block]]:
    """Return the blocks above each, the highest first."""
    found: dict[int, list[Block]] = {}
    stack: list[Block] = []
    for block in blocks:
        while stack and RANK[stack[-1].kind] >= RANK[block.kind]:
            stack.pop()
        found[id(block)] = list(stack)
        stack.append(block)
    return found


def _runs(blocks: Sequence[Block], above: dict[int, list[Block]]) -> list[list[Block]]:
    """Return the rows of blocks that are numbered on under the same heading by the same kind of mark."""
    runs: list[list[Block]] = []
    open_: dict[tuple[int, MarkKind], list[Block]] = {}
    for block in blocks:
        parents = above[id(block)]
        place = (id(parents[-1]) if parents else 0, block.kind)
        run = open_.get(place)
        last = run[-1].mark.number if run else None
        if run is None or (last is not None and block.mark.number is not None and block.mark.number < last):
            run = []
            runs.append(run)
            open_[place] = run
        run.append(block)
    return runs


def _around(
    blocks: Sequence[Block], above: dict[int, list[Block]], heads: set[int], leaves: set[int]
) -> set[int]:
    """Return the identities of the blocks that belong to the notice around the tasks."""
    first = next((block for block in blocks if id(block) in leaves), None)
    if first is None:
        return set()
    top = (above[id(first)] or [first])[0]
    before = blocks[: next(at for at, block in enumerate(blocks) if block is top)]
    number = top.mark.number
    goes_on = any(b.kind == top.kind and number and b.mark.number == number - 1 for b in before)
    around = set() if goes_on else {id(block) for block in before}
    for block in blocks:
        is_named = len(block.title) <= _HEADING and any(word in block.title for word in _REQUIREMENTS)
        is_named = is_named and id(block) not in heads
        if not block.assigns and (is_named or any(id(head) in around for head in above[id(block)])):
            around.add(id(block))
    return around


def _share(runs: list[list[Block]], above: dict[int, list[Block]], tasks: set[int]) -> frozenset[int]:
    """Let items share the assignment on the line below the last of them; return those where it is doubtful.

    Items (1), (2), (3) of one task end in one line that names its units. Where others of their kind name
    theirs on the line itself, nobody can say whether the first two were forgotten.
    """
    sharing: list[list[Block]] = []
    inline: set[MarkKind] = set()
    for run in runs:
        if above[id(run[0])] and all(id(block) in tasks for block in run):
            sharing += _shared(run)
            inline |= {block.kind for block in run if block.assigns and not block.on_own_line}
    doubtful: set[int] = set()
    for group in sharing:
        for block in group[:-1]:
            block.shares = group[-1]
            if block.rest:
                block.end, block.rest = block.rest[-1].end, []
            # Items below a task are seldom forgotten one by one; tasks in a row are.
            if block.kind not in ("bracketed", "circled") or block.kind in inline:
                doubtful.add(id(block))
    return frozenset(doubtful)


def _shared(run: list[Block]) -> Iterator[list[Block]]:
    """Yield the blocks of a row that end in one with an assignment on its own line, which none before has."""
    waiting: list[Block] = []
    for block in run:
        waiting.append(block)
        if block.assigns:
            if len(waiting) > 1 and block.on_own_line:
                yield waiting
            waiting = []
