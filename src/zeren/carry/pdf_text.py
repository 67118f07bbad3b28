"""Pages to a text: without running heads and page numbers, paragraphs and tables whole across pages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from .carried import Content
from .layout import Writer
from .pdf_lines import Line, apart, joined
from .pdf_pages import Fragment, Page
from .pdf_tables import is_continued, one_table

__all__ = ["written"]

#: Running heads and feet stand in these parts of a page's height, among its outermost lines.
_AT_EDGE = 0.15
_OUTER = 3
#: Points by which they may stand off from page to page.
_OFF = 3
#: A head stands on so large a share of the pages (left and right pages can differ).
_LEAST_SHARE = 0.4
#: A page's number that needs no other page to tell: - 3 -, 第3页, 3/12.
_NUMBER = re.compile(
    r"[-—–－·]\s*\d{1,4}\s*[-—–－·]|第\s*\d{1,4}\s*页(?:.{0,3}共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4}"
)
#: Letters larger by this than most are a title's.
_LARGER = 1.5
#: A margin is where so large a share of the lines begin or end.
_ALIGNED = 0.1


class _Margins(NamedTuple):
    """Between what the text of pages of one width stands, and how large most of its letters are."""

    left: float
    right: float
    size: float

    def go_on(self, above: Line, line: Line) -> bool:
        """Whether a line goes on the paragraph of the one above.

        That one is full, and this one begins at the margin: it is not moved in as a paragraph's first.
        """
        return (
            above.x1 + apart(above.text, line.text, line.size) + line.lead > self.right
            and line.x0 - self.left < line.size
            and abs(above.size - line.size) < _LARGER
        )

    def one_title(self, above: Line, line: Line) -> bool:
        """Whether two lines are one title: large, in the middle, close together."""
        return (
            min(above.size, line.size) > self.size + _LARGER
            and abs(above.size - line.size) < _LARGER / 2
            and all(abs(one.x0 - self.left - self.right + one.x1) < 3 * one.size for one in (above, line))
            and line.top - above.bottom < 1.2 * line.size
        )


def written(pages: Sequence[Page]) -> Content:
    """Write the text of a PDF's pages."""
    dropped = _heads_and_feet(pages)
    kept = [(item, round(page.width)) for page in pages for item in page.items if id(item) not in dropped]
    margins = _margins([(item, width) for item, width in kept if isinstance(item, Line)])
    writer = Writer()
    for _, group in groupby(kept, key=lambda pair: isinstance(pair[0], Fragment)):
        items = list(group)
        for table in _tables([item for item, _ in items if isinstance(item, Fragment)]):
            writer.table(one_table(table))
        for paragraph in _paragraphs([(item, margins[w]) for item, w in items if isinstance(item, Line)]):
            writer.line(paragraph)
    return writer.content()


def _tables(fragments: Sequence[Fragment]) -> Iterator[list[Fragment]]:
    table: list[Fragment] = []
    for fragment in fragments:
        if table and not is_continued(table[-1], fragment):
            yield table
            table = []
        table.append(fragment)
    if table:
        yield table


def _paragraphs(lines: Sequence[tuple[Line, _Margins]]) -> Iterator[str]:
    text = ""
    above: Line | None = None
    for line, margins in lines:
        if above and (margins.go_on(above, line) or margins.one_title(above, line)):
            text = joined(text, line.text)
        else:
            if above:
                yield text
            text = line.text
        above = line
    if above:
        yield text


def _margins(lines: Sequence[tuple[Line, int]]) -> dict[int, _Margins]:
    """Return the margins of the pages of each width."""
    by_width: dict[int, list[Line]] = defaultdict(list)
    for line, width in lines:
        by_width[width].append(line)
    found = {}
    for width, of_width in by_width.items():
        sizes: Counter[float] = Counter()
        for line in of_width:
            sizes[round(line.size * 2) / 2] += len(line.text)
        size = sizes.most_common(1)[0][0]
        left = _aligned([line.x0 for line in of_width], size)
        right = -_aligned([-line.x1 for line in of_width], size)
        found[width] = _Margins(left, right, size)
    return found


def _aligned(places: list[float], size: float) -> float:
    """Return the outermost place at which several lines stand; what stands out alone is no margin."""
    places.sort()
    several = max(1, round(_ALIGNED * len(places)))
    for at, place in enumerate(places):
        if at + several <= len(places) and places[at + several - 1] - place < size:
            return place
    return places[0]


def _heads_and_feet(pages: Sequence[Page]) -> set[int]:
    """Return the identities of lines at the edges of pages that stand there again and again."""
    places: dict[tuple[str, str, int], list[Line]] = defaultdict(list)
    dropped = set()
    for page in pages:
        lines = [item for item in page.items if isinstance(item, Line)]
        edges = [("head", line, line.bottom) for line in lines[:_OUTER]]
        edges += [("foot", line, page.height - line.top) for line in reversed(lines[-_OUTER:])]
        for edge, line, off in edges:
            if off < _AT_EDGE * page.height:
                says = re.sub(r"\d+", "#", "".join(line.text.split()))
                places[edge, says, round(off / _OFF)].append(line)
                if _NUMBER.fullmatch(line.text):
                    dropped.add(id(line))
    for found in places.values():
        if len(found) > 1 and len(found) >= _LEAST_SHARE * len(pages):
            dropped |= {id(line) for line in found}
    return dropped
