"""Lines that hold one cell each, or a part of one: the tokens that a table without rows is made of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from ..lines import Line, fold_width
from .columns import squash

__all__ = ["PIPE", "Token", "joined", "tokens"]

#: Signs that part cells: pipes, and the upright lines of drawn tables (folded to half width).
PIPE = re.compile(r"(?<!\\)[|│┃]")
_PAGE = re.compile(r"[-—–―·]+\d{1,4}[-—–―·]+|第\d{1,4}页(?:[,/]?共\d{1,4}页)?|\d{1,4}/\d{1,4}")
_SIGN = re.compile(r"[\u4e00-\u9fff]")
#: No name has more signs.
_NAME = 16
#: No cell ends with one of these, or begins with one of those.
_OPENS, _GOES_ON = frozenset("、(〈《"), frozenset("、,;。)〉》")
#: No cell has more lines.
_LONGEST = 40


@dataclass(frozen=True, kw_only=True)
class Token:
    """A cell, or a line of one, from the line ``at`` (an index) to the line ``last``.

    ``gap`` is the number of empty lines before it. No cell goes on over a ``wall``: a pipe, or the number of
    a page. ``closed`` where a pipe stands behind it.
    """

    start: int
    end: int
    text: str
    at: int
    last: int
    gap: int
    wall: bool
    closed: bool

    @cached_property
    def word(self) -> str:
        """Its text without white space, folded to half width."""
        return fold_width(squash(self.text))


def tokens(lines: Sequence[Line], at: int) -> Iterator[Token]:
    """Yield the cells and lines of cells from a line on; numbers of pages are left out."""
    gap, wall = 0, False
    for place in range(at, len(lines)):
        line = lines[place]
        if line.blank:
            gap += 1
            continue
        folded = fold_width(line.text)
        if _PAGE.fullmatch(squash(folded)):
            wall = True
            continue
        pipes = [found.start() for found in PIPE.finditer(folded)]
        parts = [(start + 1, end) for start, end in pairwise([-1, *pipes, len(folded)])]
        if pipes and not folded[: pipes[0]].strip():
            wall = True
            parts = parts[1:]
        closed = bool(pipes) and not folded[pipes[-1] + 1 :].strip()
        if closed and len(parts) > 1:
            parts = parts[:-1]
        for number, (start, end) in enumerate(parts):
            text = line.text[start:end]
            start += len(text) - len(text.lstrip())
            text = text.strip()
            yield Token(
                start=line.start + start,
                end=line.start + start + len(text),
                text=text,
                at=place,
                last=place,
                gap=gap,
                wall=wall or number > 0,
                closed=closed or number + 1 < len(parts),
            )
            gap, wall = 0, False
        wall = closed


def joined(stream: Iterator[Token], belongs: Callable[[Token, Token], bool]) -> Iterator[Token]:
    """Yield the tokens with those made one that belong together."""
    held: Token | None = None
    for token in stream:
        if held and not token.wall and token.at - held.at < _LONGEST and _belong(held, token, belongs):
            text = f"{held.text}\n{token.text}"
            held = replace(held, end=token.end, text=text, last=token.last, closed=token.closed)
            continue
        if held:
            yield held
        held = token
    if held:
        yield held


def _belong(held: Token, token: Token, belongs: Callable[[Token, Token], bool]) -> bool:
    """Whether the caller says so, a list goes on, or both are signs of a word that is written downwards."""
    if belongs(held, token) or held.word[-1:] in _OPENS or token.word[:1] in _GOES_ON:
        return True
    signs = [*held.text[: 2 * _NAME].split("\n"), token.text]
    return token.gap == 0 and len(signs) <= _NAME and all(_SIGN.fullmatch(sign) for sign in signs)
