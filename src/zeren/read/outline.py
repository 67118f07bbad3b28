"""From blocks to an outline: the sections, the tasks in them, and the keys of both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..records import Section
from .blocks import Block
from .marks import RANK
from .source import Source

__all__ = ["Placed", "outline", "task_keys"]

#: Letters of sections by their rank in a document: part, section, group, and what nests deeper.
_LETTERS = "psghijklmn"


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A task's block, the headings above it, its section's key and its number there."""

    block: Block
    above: tuple[Block, ...]
    section: str
    number: int


def outline(
    source: Source, blocks: Sequence[Block], is_task: Callable[[Block], bool]
) -> tuple[list[Section], list[Placed], list[Block]]:
    """Return the sections, the tasks with their section, and headings that head no task.

    A task that carries no number has its order under its heading.

    A document that opens below its highest kind of heading was cut from a longer one: the missing heading
    is the one before the next of its kind, and is marked as implied (DESIGN section 2, keys).
    """
    empty = _empty_headings(blocks, is_task)
    skipped = {id(block) for block in empty}
    headings = [b for b in blocks if not is_task(b) and id(b) not in skipped]
    ranks = sorted({RANK[b.kind] for b in headings})
    sections: list[Section] = []
    above: list[tuple[Section, Block | None]] = []
    tasks_in: Counter[str] = Counter()
    placed: list[Placed] = []
    counts: Counter[tuple[str | None, int]] = Counter()
    keys: Counter[str] = Counter()

    def enter(rank: int, block: Block | None, number: int | None) -> None:
        while above and _LETTERS.index(_letter(above[-1][0].key)) >= rank:
            above.pop()
        parent = above[-1][0].key if above else None
        counts[parent, rank] += 1
        if number is None:
            number = counts[parent, rank]
        section = Section(
            key=_unique(
                f"{parent}.{_LETTERS[rank]}{number}" if parent else f"{_LETTERS[rank]}{number}", keys
            ),
            parent=parent,
            level=len(above) + 1,
            number=number,
            number_as_written=_written(source, block),
            title=_title(source, block),
            basis="stated" if block else "implied",
            span=source.span(block.start, block.end) if block else None,
        )
        sections.append(section)
        above.append((section, block))

    for block in blocks:
        if id(block) in skipped:
            continue
        rank = None if is_task(block) else ranks.index(RANK[block.kind])
        if rank is None:
            # 3. below (1) and (2) of a 2. that heads them is no item of it.
            while above and above[-1][1] and RANK[above[-1][1].kind] >= RANK[block.kind]:
                above.pop()
        if not above and rank != 0:
            enter(0, None, _implied(headings, ranks) if not sections else None)
        if rank is None:
            key = above[-1][0].key
            tasks_in[key] += 1
            number = block.mark.number or tasks_in[key]
            heads = tuple(head for _, head in above if head)
            placed.append(Placed(block=block, above=heads, section=key, number=number))
        else:
            enter(rank, block, block.mark.number)
    return sections, placed, empty


def _unique(key: str, keys: Counter[str]) -> str:
    """Tell apart what a document numbers alike: the second p1.5 is p1.5-2."""
    keys[key] += 1
    return key if keys[key] == 1 else f"{key}-{keys[key]}"


def _empty_headings(blocks: Sequence[Block], is_task: Callable[[Block], bool]) -> list[Block]:
    """Return headings with no task before the next heading of the same or a higher kind.

    A heading heads no task whose own mark is of a higher kind: (2) stands below 1., not above 2.
    """
    empty: list[Block] = []
    waiting: list[Block] = []
    for block in blocks:
        rank = RANK[block.kind]
        while waiting and RANK[waiting[-1].kind] >= rank:
            empty.append(waiting.pop())
        if is_task(block):
            waiting.clear()
        else:
            waiting.append(block)
    return empty + waiting


def _implied(headings: Sequence[Block], ranks: Sequence[int]) -> int:
    """Return the number of the heading that the document does not show: one less than the first shown."""
    top = [b.mark.number for b in headings if RANK[b.kind] == ranks[0]] if ranks else []
    # Where the first heading of the highest kind opens the document, nothing is missing above it.
    return top[0] - 1 if top and top[0] is not None else 1


def _letter(key: str) -> str:
    return key.rpartition(".")[2][0]


def _written(source: Source, block: Block | None) -> str:
    return source.text[block.start + block.mark.start : block.start + block.mark.end] if block else ""


def _title(source: Source, block: Block | None) -> str:
    """Return a heading without its mark, and without a bracket that assigns."""
    if block is None:
        return ""
    if block.heading is None or not block.heading.bracketed:
        return block.title
    start = block.start + block.mark.width
    return source.text[start : start + block.heading.start].strip() or block.title


def task_keys(placed: Sequence[Placed]) -> list[str]:
    """Return each task's key: the path of the heading under which numbers restart, then the number.

    The shortest path is taken under which numbers only rise, or fall least often: a number that stands
    twice under its very heading is no restart, and its key says so (p1.5-2).
    """
    deepest = max((p.section.count(".") + 1 for p in placed), default=0)
    depth = min(range(deepest + 1), key=lambda depth: _falls(placed, depth))
    keys: Counter[str] = Counter()
    return [_unique(_key(p, depth), keys) for p in placed]


def _falls(placed: Sequence[Placed], depth: int) -> int:
    """Return how often a number does not rise under the same path."""
    last: dict[str, int] = {}
    falls = 0
    for place in placed:
        path, number = _path(place, depth), place.number
        falls += path in last and number <= last[path]
        last[path] = number
    return falls


def _path(placed: Placed, depth: int) -> str:
    return "".join(placed.section.split(".")[:depth])


def _key(placed: Placed, depth: int) -> str:
    path = _path(placed, depth)
    return f"{path}.{placed.number}" if path else str(placed.number)
