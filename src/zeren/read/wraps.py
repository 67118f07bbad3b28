"""Line ends inside a sentence: lines broken at a fixed width, and page heads that stand between two halves.

Reading works on the text without them; what it finds is told by the offsets of the document again.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from .lines import Line, fold
from .marks import mark_of

__all__ = ["Unwrapped", "is_page_number", "page_heads", "unwrapped"]

_PAGE = re.compile(
    r"\s*(?:[-—–―·]+\s*\d{1,4}\s*[-—–―·]+|第?\s*\d{1,4}\s*页(?:\s*[,/]?\s*共\s*\d{1,4}\s*页)?)\s*"
)
#: A line that stands so often, and is no longer, is the running head of a page.
_EVERY_PAGE, _HEAD = 3, 40
#: It names the paper: what else stands again and again is a cell of a table.
_PAPER = re.compile("公报|第.{1,4}期|报告|分解|分工|方案|文件|汇编")
#: Lines of one width: so many of them end so near (in columns) to the widest, which has at least so many
#: columns and at most so many signs.
_SHARE, _NEAR, _NARROWEST, _WIDEST = 0.25, 4, 20, 60
_WIDER = 0.05
#: A label begins a line of its own.
_LABEL = re.compile(r"\s*[\u4e00-\u9fff\s]{2,12}:")
#: Fewer broken lines than this may be so long by chance.
_FEWEST = 3
_SENTENCE, _LEAST = re.compile("[。;()]"), 10
#: Signs of a table's row: it goes on from no line above, and no line goes on from it.
_CELLS = re.compile(r"[\t|│]")
_ENDS = tuple("。;:!?)）；：！？」』")


@dataclass(frozen=True)
class Unwrapped:
    """A text without some stretches, and where these stood; ``cuts`` are (start, end) in the document."""

    text: str
    cuts: tuple[tuple[int, int], ...]

    def __post_init__(self) -> None:
        """Work out where each cut lies in the shortened text."""
        gone = list(accumulate((end - start for start, end in self.cuts), initial=0))
        object.__setattr__(self, "_gone", gone)
        object.__setattr__(self, "_at", [s - g for (s, _), g in zip(self.cuts, gone, strict=False)])

    def start(self, offset: int) -> int:
        """Return the document's offset of a start: behind a cut that lies there."""
        return offset + self._gone[bisect_right(self._at, offset)]  # type: ignore[attr-defined, no-any-return]

    def end(self, offset: int) -> int:
        """Return the document's offset of an end: before a cut that lies there."""
        return offset + self._gone[bisect_left(self._at, offset)]  # type: ignore[attr-defined, no-any-return]


def is_page_number(folded: str) -> bool:
    """Whether a line is the number of a page, and nothing of the document.

    >>> [is_page_number(line) for line in ("— 3 —", "第3页 共10页", "3.扩大投资")]
    [True, True, False]
    """
    return _PAGE.fullmatch(folded) is not None


def page_heads(all_lines: Sequence[Line]) -> frozenset[str]:
    """Return the lines that stand on every page."""
    times = Counter(line.stripped for line in all_lines if 1 < len(line.stripped) <= _HEAD)
    return frozenset(
        words
        for words, count in times.items()
        if count >= _EVERY_PAGE and _PAPER.search(fold(words)) and mark_of(fold(words)) is None
    )


def unwrapped(text: str, all_lines: Sequence[Line]) -> Unwrapped:
    r"""Return the text with broken sentences whole again.

    >>> from zeren.read.lines import lines
    >>> page = "1.推进甲乙丙丁戊己庚辛\n壬癸子丑寅卯。\n2.建设甲乙丙丁戊己庚辛\n壬癸子丑寅卯辰巳甲乙丙\n丁。"
    >>> unwrapped(page, lines(page)).text.split("\n")
    ['1.推进甲乙丙丁戊己庚辛壬癸子丑寅卯。', '2.建设甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳甲乙丙丁。']
    """
    heads = page_heads(all_lines)
    width = _width(all_lines)
    cuts: list[tuple[int, int]] = []
    above: Line | None = None
    paged = False
    for line in all_lines:
        folded = fold(line.text)
        if line.blank:
            paged = paged or above is None
            continue
        if is_page_number(folded) or line.stripped in heads:
            paged = True
            continue
        is_apart = _CELLS.search(line.text) or (above and _CELLS.search(above.text))
        is_apart = is_apart or _LABEL.match(folded)
        if above and not is_apart and mark_of(folded) is None and not above.text.rstrip().endswith(_ENDS):
            apart = line.number - above.number > 1
            full = width is not None and _columns(above.text.rstrip()) >= width - _NEAR
            # What goes on behind a page's end is a sentence, or it might be another cell of a table.
            is_sentence = _SENTENCE.search(folded) and len(above.text.strip()) >= _LEAST
            if (paged and apart and is_sentence) or (full and not apart):
                start = above.start + len(above.text.rstrip())
                cuts.append((start, line.start + len(line.text) - len(line.text.lstrip())))
        above, paged = line, False
    if not cuts:
        return Unwrapped(text, ())
    ends = [0, *(end for _, end in cuts)]
    starts = [*(start for start, _ in cuts), len(text)]
    return Unwrapped("".join(text[a:b] for a, b in zip(ends, starts, strict=True)), tuple(cuts))


def _width(all_lines: Sequence[Line]) -> int | None:
    """Return the width that a text is broken at, None where it is not: many unfinished lines come near it."""
    texts = [line.text.rstrip() for line in all_lines if not line.blank]
    if not texts or max(map(len, texts)) > _WIDEST:
        return None
    unfinished = [
        _columns(text)
        for text, following in pairwise(texts)
        if not text.endswith(_ENDS) and mark_of(fold(following)) is None
    ]
    least = max(_FEWEST, _SHARE * len(texts))
    columns = [_columns(text) for text in texts]
    widths = (
        width
        for width in sorted(set(unfinished), reverse=True)
        if sum(width - _NEAR <= other <= width for other in unfinished) >= least
        # A title may be wider; a text may not.
        and sum(other > width for other in columns) <= max(1, _WIDER * len(columns))
    )
    return next((width for width in widths if width >= _NARROWEST), None)


def _columns(text: str) -> int:
    """Return how wide a line is on paper: a Chinese sign takes two columns."""
    return len(text) + sum(sign >= "\u2e80" for sign in text)
