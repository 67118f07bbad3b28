"""Lines and rows of tables to blocks: each marked line with those that go on with it, each row by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .block import Block
from .lines import Line
from .marks import Mark, MarkKind, mark_of
from .roles import IDLE, Region, RoleFinder
from .source import Source
from .tables import HeadRow, TaskRow
from .wraps import is_page_number

__all__ = ["Block", "blocks_of"]

#: A heading with all that it assigns is no longer than this.
_LONGEST_TITLE = 120
_BARE_TITLE = 30

#: A line that ends so ends its paragraph.
_ENDED = tuple("。;:!?)")
#: A heading without a mark: short, no sentence, no label.
_BELOW_BARE: frozenset[MarkKind] = frozenset({"arabic", "plain", "row", "bracketed", "circled"})
_BARE = re.compile(r"\s*[\"“《(]?[\u4e00-\u9fff][^。;:!?|\t]{2,28}[^。;:、,!?|\t\s]\s*")


def blocks_of(
    source: Source, rows: Sequence[TaskRow | HeadRow], inside: set[int], finder: RoleFinder
) -> list[Block]:
    """Return the blocks of a document in its order.

    Args:
        source: the document.
        rows: what its tables hold.
        inside: numbers of the lines that stand in these tables.
        finder: finds what assigns.
    """
    found: list[Block] = []
    unmarked: list[Block] = []
    divided: list[tuple[Block, list[Block]]] = []
    for mark, group in _groups(source, inside):
        if mark is None:
            unmarked += _paragraphs(source, group, finder)
        else:
            block = _block(source, group, mark, finder)
            divided.append((block, _unnumbered(source, group, finder)))
    # Several paragraphs that each end in their assignment are several tasks, and their mark a heading's.
    heading = {block.kind for block, tasks in divided if len(tasks) > 1}
    # 一、经济发展 above one such paragraph is a heading as well; 1.扩大投资 is the head of its own text.
    heading |= {b.kind for b, tasks in divided if tasks and b.kind in ("chapter", "part") and _is_title(b)}
    for block, tasks in divided:
        if tasks and block.kind in heading:
            alone = replace(block, regions=(), end=block.first.end, rest=[], on_own_line=False)
            found += [alone, *tasks]
        else:
            found.append(block)
    # One line that assigns, above all the numbered ones, is no list of tasks.
    if len(unmarked) > 1 or not divided:
        found += unmarked
    found += _from_rows(source, rows, finder)
    found.sort(key=lambda block: (block.start, block.kind == "row"))
    return _with_bare_headings(source, found)


def _groups(source: Source, inside: set[int]) -> Iterator[tuple[Mark | None, list[Line]]]:
    """Yield each marked line with the unmarked ones after it; a table ends a group."""
    mark: Mark | None = None
    group: list[Line] = []
    unsigned = 0
    for line in source.lines:
        folded = source.folded_line(line)
        found = None if line.blank or line.number in inside else mark_of(folded)
        # 12 个项目 begins a line by chance; 12 推进… goes on from 11.
        if found and not found.signed and found.number not in (1, unsigned + 1):
            found = None
        if found and not found.signed:
            unsigned = found.number or 0
        if found or line.number in inside:
            if group:
                yield mark, group
            mark, group = found, []
        if line.number not in inside and not is_page_number(folded):
            group.append(line)
    if group:
        yield mark, group


def _block(source: Source, group: list[Line], mark: Mark, finder: RoleFinder) -> Block:
    """Return a block with the regions that are its own, and the lines of the group that are not."""
    first = group[0]
    folded = source.folded[first.start : group[-1].end]
    regions: list[Region] = []
    for region in finder.regions(folded):
        if regions and _parted(folded[regions[-1].end : region.start]):
            break
        regions.append(region)
    end = _line_end(folded, regions[-1].end) if regions else len(first.text)
    rest = [line for line in group if line.start > first.start + end and not line.blank]
    begins = regions[0].start if regions else 0
    title = first.text[mark.width :].strip()
    if mark.kind == "annex" and not title and rest and not regions:
        # 附件2 stands alone, its title on the next line.
        title, end = rest[0].stripped, rest[0].end - first.start
        rest = rest[1:]
    return Block(
        mark=mark,
        start=first.start,
        end=first.start + end,
        first=first,
        title=title,
        heading=_heading(folded[mark.width : len(first.text)], mark, finder),
        regions=tuple(regions),
        on_own_line=begins > len(first.text) and not folded[folded.rfind("\n", 0, begins) : begins].strip(),
        rest=rest,
    )


def _heading(title: str, mark: Mark, finder: RoleFinder) -> Region | None:
    """Return what a title assigns; a sentence is no title."""
    if mark.kind == "plain" or "。" in title or len(title) > _LONGEST_TITLE:
        return None
    return finder.heading(title)


def _parted(between: str) -> bool:
    """Whether another line with text of its own stands between two regions."""
    return any(part.strip(IDLE) for part in between.split("\n")[1:])


def _line_end(folded: str, at: int) -> int:
    found = folded.find("\n", at)
    return len(folded) if found < 0 else found


def _is_title(block: Block) -> bool:
    return len(block.title) <= _BARE_TITLE and not block.title.endswith(_ENDED)


def _unnumbered(source: Source, group: list[Line], finder: RoleFinder) -> list[Block]:
    """Return the unnumbered tasks below a marked line, none where that line assigns by itself."""
    if len(group) == 1 or finder.regions(source.folded_line(group[0])):
        return []
    return _paragraphs(source, group[1:], finder)


def _paragraphs(source: Source, lines: Sequence[Line], finder: RoleFinder) -> list[Block]:
    """Return the unnumbered tasks among unmarked lines: those with text and an assignment after it."""
    if not lines:
        return []
    start = lines[0].start
    folded = source.folded[start : lines[-1].end]
    #: Each task's first line and the last that assigns it.
    places: list[tuple[Line, Line]] = []
    before = 0
    for region in finder.regions(folded):
        last = source.line_at(start + max(region.end - 1, region.start))
        if places and not _parted(folded[before : region.start]):
            places[-1] = (places[-1][0], last)
        elif region.runs:
            above = [line for line in lines if not places or line.start > places[-1][1].start]
            if first := _first_line(source, above, start + region.start):
                places.append((first, last))
        before = region.end
    found = []
    for at, (first, _) in enumerate(places):
        end = places[at + 1][0].start - 1 if at + 1 < len(places) else lines[-1].end
        own = source.lines_of(first.start, max(end, first.end))
        found.append(_block(source, list(own), Mark(kind="plain", number=None), finder))
    return found


def _first_line(source: Source, above: Sequence[Line], region: int) -> Line | None:
    """Return the line that a task's text begins on, whose assignment stands at an offset behind it."""
    lines = [line for line in above if line.start <= region and not line.blank]
    first: Line | None = None
    for line in reversed(lines):
        if not source.folded[line.start : min(region, line.end)].strip(IDLE):
            continue
        ended = source.folded_line(line).rstrip().endswith(_ENDED)
        if first is not None and (ended or _BARE.fullmatch(source.folded_line(line))):
            break
        first = line
    return first


def _from_rows(source: Source, rows: Sequence[TaskRow | HeadRow], finder: RoleFinder) -> Iterator[Block]:
    """Yield the blocks of a table: a heading for each cell that rows share, a task for each row."""
    shared: tuple[str, ...] = ()
    for row in rows:
        if isinstance(row, HeadRow):
            yield _row_heading(source, row, finder)
            shared = ()
            continue
        # A format may give a cell that rows share once, or its words again in each of them.
        titles = tuple("".join(source.text[cell.start : cell.end].split()) for cell in row.groups)
        for at, cell in enumerate(row.groups):
            if titles[: at + 1] != shared[: at + 1]:
                yield _cell_heading(source, cell.start, cell.end, ("cell", "subcell")[min(at, 1)])
        shared = titles
        number = None
        if row.number:
            digits = re.search(r"\d{1,4}", source.folded[row.number.start : row.number.end])
            number = int(digits[0]) if digits else None
        yield Block(
            mark=Mark(kind="row", number=number),
            start=row.text.start,
            end=row.text.end,
            first=source.line_at(row.text.start),
            title="",
            row=row,
        )


def _row_heading(source: Source, row: HeadRow, finder: RoleFinder) -> Block:
    """Return the heading that a row is; its number may stand in a cell of its own (一 | 经济发展)."""
    if row.number is None:
        return _cell_heading(source, row.text.start, row.text.end, "bare")
    number = source.folded[row.number.start : row.number.end].strip()
    mark = mark_of(f"{number}{row.text.start}") or mark_of(f"{number}、{row.text.start}")
    is_known = mark is not None and mark.kind in ("chapter", "part", "section")
    mark = Mark(
        kind=mark.kind if mark and is_known else "bare",
        number=mark.number if mark and is_known else None,
        end=row.number.end - row.number.start,
        width=row.text.start - row.number.start,
    )
    return Block(
        mark=mark,
        heading=_heading(source.folded[row.text.start : row.text.end], mark, finder),
        start=row.number.start,
        end=row.text.end,
        first=source.line_at(row.number.start),
        title="".join(source.text[row.text.start : row.text.end].split("\n")).strip(),
    )


def _cell_heading(source: Source, start: int, end: int, kind: MarkKind) -> Block:
    mark = mark_of(source.folded[start:end])
    if mark is None or mark.kind not in ("chapter", "part", "section"):
        mark = Mark(kind=kind, number=None)
    # A column as narrow as one sign breaks its words: they are one word again.
    title = "".join(source.text[start + mark.width : end].split("\n")).strip()
    return Block(mark=mark, start=start, end=end, first=source.line_at(start), title=title)


def _with_bare_headings(source: Source, blocks: list[Block]) -> list[Block]:
    """Make a heading of each short line without a mark that stands right above a task.

    Only where at least one stands between two tasks does such a line head the first task too.
    """
    found: list[Block] = []
    for at, block in enumerate(blocks):
        found.append(block)
        following = blocks[at + 1] if at + 1 < len(blocks) else None
        if following is None or following.kind not in _BELOW_BARE or not block.assigns:
            continue
        if len(block.rest) == 1 and _BARE.fullmatch(source.folded_line(block.rest[0])):
            found.append(_bare(block.rest.pop()))
    if len(found) > len(blocks) and found[0].kind in _BELOW_BARE:
        above = [line for line in source.lines_of(0, found[0].start) if not line.blank]
        if len(above) > 1 and _BARE.fullmatch(source.folded_line(above[-1])):
            found.insert(0, _bare(above[-1]))
    return found


def _bare(line: Line) -> Block:
    mark = Mark(kind="bare", number=None)
    return Block(mark=mark, start=line.start, end=line.end, first=line, title=line.stripped)
