"""A text as lines, and its signs folded so that one word is written one way; offsets never move."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property

from ..records import Span

__all__ = ["Line", "fold", "fold_script", "fold_width", "lines"]

#: Spaces of other widths, and signs of no width: to leave these out would move every offset behind them.
_SPACES = (0x00A0, 0x00AD, *range(0x2000, 0x2010), 0x2028, 0x2029, 0x202F, 0x205F, 0x2060, 0x3000, 0xFEFF)
#: Full-width and small forms, odd spaces, and brackets of every kind but 〈〉《》, to one sign, one code
#: point for one: offsets stay.
_WIDTH = (
    {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    | dict.fromkeys(_SPACES, 0x20)
    | str.maketrans("【】〔〕〖〗［］[]﹙﹚∶﹕︰﹐﹔﹑､｡", "()()()()()():::,;、、。")
)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line without its line end; ``start`` is its offset, ``number`` counts from 1."""

    number: int
    start: int
    text: str

    @property
    def end(self) -> int:
        """Offset after the last character."""
        return self.start + len(self.text)

    @cached_property
    def stripped(self) -> str:
        """The text without white space at its ends; one copy, however many notes quote it."""
        return self.text.strip()

    @property
    def span(self) -> Span:
        """The whole line."""
        return Span(start=self.start, end=self.end, line=self.number)

    @property
    def blank(self) -> bool:
        """Whether there is nothing but white space."""
        return not self.stripped


def fold_width(text: str) -> str:
    """Fold full-width punctuation, letters and digits to half width without moving any offset.

    >>> fold_width("\uff08\uff11\uff09")
    '(1)'
    """
    return text.translate(_WIDTH)


def fold_script(text: str) -> str:
    """Fold traditional signs to simplified ones without moving any offset, for looking words up.

    A text that holds none comes back as it is, at no cost. Names are to be shown as the document has them.

    >>> fold_script("責任單位"), fold_script("乾县")
    ('责任单位', '乾县')
    """
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return text if _traditional().isdisjoint(text) else text.translate(_simplified())
    return text


def fold(text: str) -> str:
    """Fold width and script: the form in which words are looked up.

    >>> fold("（牽頭單位：市發改委）")
    '(牵头单位:市发改委)'
    """
    return fold_script(fold_width(text))


@cache
def _simplified() -> dict[int, str]:
    """Return the simplified sign of each traditional one, sign by sign; built when a text first needs it."""
    from opencc import OpenCC

    signs = [chr(code) for code in range(0x4E00, 0xA000)]
    others = OpenCC("t2s").convert("\n".join(signs)).split("\n")
    return {ord(one): other for one, other in zip(signs, others, strict=True) if one != other}


@cache
def _traditional() -> frozenset[str]:
    """Return the signs that show a text to be traditional: those of GB 2312 stand in simplified ones too."""
    signs = (chr(code) for code in _simplified())
    return frozenset(sign for sign in signs if not sign.encode("gb2312", "ignore"))


def lines(text: str) -> list[Line]:
    r"""Split a text at LF alone, so that offsets stay those of the text.

    >>> [(line.number, line.start, line.text) for line in lines("甲\n\n乙")]
    [(1, 0, '甲'), (2, 2, ''), (3, 3, '乙')]
    """
    found, start = [], 0
    for number, part in enumerate(text.split("\n"), 1):
        found.append(Line(number=number, start=start, text=part))
        start += len(part) + 1
    return found
