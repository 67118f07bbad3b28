"""The header of a table with one cell a line: its words stand on lines of their own, one below the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from ...carry import Cell
from ..lines import Line
from .columns import ROLE, TEXTS, Head, Heads
from .layout import Column, Layout
from .tokens import Token, tokens

__all__ = ["ARABIC", "StackHead", "stack_heads"]

#: A task's number in a cell of its own.
ARABIC = re.compile(r"\(?(\d{1,4})\)?[.、。﹒]?")

#: A header has no more words, a word of it no more lines or signs.
_WORDS, _LINES, _SIGNS = 20, 4, 24
#: Two words, and what stands below them.
_FEWEST = 3


@dataclass(frozen=True, kw_only=True)
class StackHead:
    """A header: its columns, its words in the order of the text, and how cells are parted below it.

    ``gap`` is the most empty lines between two of its words, ``gaps`` whether some part each from the next;
    ``closed`` whether a pipe stands behind each; ``opens`` whether what no pipe parts from the line above
    begins a row.
    """

    layout: Layout
    words: tuple[str, ...]
    end: int
    last: int
    gap: int
    gaps: bool
    closed: bool
    opens: bool


def stack_heads(lines: Sequence[Line], at: int, heads: Heads) -> list[StackHead]:
    """Return the headers that may begin with a line: a word on two lines may be two words."""
    stream = tokens(lines, at)
    raw = list(islice(stream, 1))
    if not raw or len(raw[0].word) > _SIGNS:
        return []
    raw += islice(stream, 2 * _LINES)
    found: dict[tuple[Cell, ...], StackHead] = {}
    # Most lines that are such a word are no header: they are not looked at any further.
    if len(_words(raw, heads, longest=False)) < _FEWEST > len(_words(raw, heads, longest=True)):
        return []
    raw += islice(stream, 2 * _WORDS)
    for longest in (False, True):
        words = _words(raw, heads, longest)
        for end in _ends(words, heads):
            for order in _orders(words[:end], heads):
                layout = _layout(order, heads, words[end : end + 1])
                if layout.hands_out:
                    key = tuple(column.cell for column in layout.columns)
                    found.setdefault(key, _head(layout, words[:end], words[end:]))
    return list(found.values())


def _head(layout: Layout, header: Sequence[Token], body: Sequence[Token]) -> StackHead:
    walls = all(token.wall for token in header[1:]) and bool(body)
    return StackHead(
        layout=layout,
        words=tuple(token.word for token in header),
        end=header[-1].end,
        last=header[-1].last,
        gap=max(token.gap for token in header[1:]),
        gaps=all(token.gap for token in header[1:]) and bool(body) and body[0].gap > 0,
        closed=all(token.closed for token in header),
        opens=walls and not body[0].wall and layout.number is None,
    )


def _words(raw: Sequence[Token], heads: Heads, longest: bool) -> list[Token]:
    """Return the words of a header and the token below it, where that can be told."""
    found: list[Token] = []
    numbered = False
    for word in _joined(raw, heads, longest):
        found.append(word)
        head = heads.of(word.text)
        numbered |= head is not None and head.field == "number"
        is_end = ARABIC.fullmatch(word.word) if numbered else heads.of(word.text, whole=True) is None
        if is_end:
            break
    return found


def _joined(raw: Sequence[Token], heads: Heads, longest: bool) -> Iterator[Token]:
    """Yield the tokens with the lines of one word joined: 责任⏎单位, 市政府⏎分管领导."""
    gaps = len(raw) > 1 and raw[1].gap > 0
    at = 0
    while at < len(raw):
        end = at + 1
        while end < min(len(raw), at + _LINES) and not raw[end].wall and not (gaps and raw[end].gap):
            end += 1
        ends = [stop for stop in range(at + 1, end + 1) if _known(raw[at:stop], heads)]
        stop = (ends[-1] if longest else ends[0]) if ends else at + 1
        text = "\n".join(token.text for token in raw[at:stop])
        last = raw[stop - 1]
        yield replace(raw[at], text=text, end=last.end, last=last.last, closed=last.closed)
        at = stop


def _known(parts: Sequence[Token], heads: Heads) -> bool:
    word = "".join(part.word for part in parts)
    return len(word) <= _SIGNS and heads.of(word, whole=True) is not None


def _ends(words: Sequence[Token], heads: Heads) -> list[int]:
    """Return where the header may end: where the numbers begin, or where no word is known any more.

    What stands between the last known word and the first number may be a column, or a heading or cell below.
    """
    if not words or heads.of(words[0].text, whole=True) is None:
        return []
    fields = [head.field if (head := heads.of(token.text)) else None for token in words]
    numbered = next((at for at, token in enumerate(words) if ARABIC.fullmatch(token.word)), 0)
    if "number" not in fields[:numbered]:
        whole = [heads.of(token.text, whole=True) is not None for token in words]
        end = whole.index(False) if False in whole else len(words)
        return [end] if end > 1 else []
    known = [at for at in range(numbered) if fields[at]]
    ends = dict.fromkeys((known[-1] + 1, *range(known[-1] + 2, numbered + 1)))
    short = next((at for at, token in enumerate(words) if len(token.word) > _SIGNS), len(words))
    return [end for end in ends if end <= min(_WORDS, short) and 2 * len(known) >= end > 1]


def _orders(header: Sequence[Token], heads: Heads) -> Iterator[list[Token]]:
    """Yield the header's words in the order of their columns.

    责任分工⏎完成时限⏎牵头单位⏎配合单位: the last two stand in a second row, below the first.
    """
    fields = [head.field if (head := heads.of(token.text)) else None for token in header]
    below = len(fields)
    while below and fields[below - 1] == ROLE:
        below -= 1
    texts = [at for at in range(below) if fields[at] in TEXTS]
    parents = [at for at in range(below) if fields[at] in ("division", ROLE) and texts and at > texts[0]]
    if len(fields) - below > 1 and parents:
        parent = parents[-1]
        yield [*header[:parent], *header[below:], *header[parent + 1 : below]]
        if fields[parent] == "division":
            return
    yield list(header)


def _layout(header: Sequence[Token], heads: Heads, below: Sequence[Token]) -> Layout:
    """Return the columns. That of the numbers may have no word: then one stands right below the header."""
    columns = [
        Column(
            at=at,
            word="".join(token.text.split()),
            head=heads.of(token.text),
            cell=Cell(start=token.start, end=token.end),
        )
        for at, token in enumerate(header)
    ]
    has_number = any(column.field == "number" for column in columns)
    if below and ARABIC.fullmatch(below[0].word) and not has_number:
        start = header[0].start
        number = Column(at=0, word="", head=Head(field="number"), cell=Cell(start=start, end=start))
        columns = [number, *(replace(column, at=column.at + 1) for column in columns)]
    return Layout(columns=tuple(columns), first=0, repeats=frozenset())
