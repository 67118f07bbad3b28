"""Numbers in a text with their scale, unit word and bound; some show by their own shape to be no target."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import pairwise

from .numbers import DIGITS, SCALE, scaled
from .numbers import TO as _TO
from .wordlists import Endings, any_of, unless_kept
from .words import Measure, Words

__all__ = ["Quantity", "mask", "quantities", "written_out"]

QUOTED, BRACKETED = 1, 2
_OPENS = dict.fromkeys("“‘「『《", QUOTED) | dict.fromkeys("(〈[", BRACKETED)
_CLOSES = dict(zip("“‘「『《(〈[", "”’」』》)〉]", strict=True))

_GAP = "[ ]{0,2}"
_CODE = re.compile("[A-Za-z0-9+×./:-]")
#: A longer run of digits is an identifier, never an amount.
_LONGEST = 30
_YEAR = "(?:19|20)[0-9]{2}"
_DATE = re.compile(
    rf"(?<![0-9.])(?:{_YEAR}(?:年?{_TO}{_YEAR})?年(?:[0-9]{{1,2}}月(?:[0-9]{{1,2}}[日号])?)?"
    rf"|[0-9]{{1,2}}(?:月?{_TO}[0-9]{{1,2}})?月(?:[0-9]{{1,2}}[日号])?"
    r"|[0-9]{1,2}日(?=前|起|以前|之前|止))"
    r"(?:[上中下]旬|[底末初])?(?:以前|之前|前)?"
)
_BARE_YEAR = re.compile(rf"{_YEAR}(?![0-9.,])")
_CHINESE = "二两三四五六七八九十"
_DIGIT = f"[{_CHINESE}]"
_WRITTEN = rf"(?<![第0-9{_CHINESE}百千万零〇])(?:百分之[一{_CHINESE}百]+|{_DIGIT}[一{_CHINESE}百千万亿零〇]*)"


@dataclass(frozen=True, kw_only=True)
class Quantity:
    """A number with what stands around it; offsets count from the start of the text.

    ``start`` to ``end`` covers number, unit word and the bound after it. ``reason`` is set where its own
    shape shows that it is no target or cannot be read (a notation of ``vocab/left-out.ttl``).
    """

    start: int
    end: int
    value: Decimal
    measure: str
    known: Measure | None
    per_time: bool
    bound: str | None
    word_start: int
    word_end: int
    is_plain: bool
    reason: str | None

    @property
    def group(self) -> str:
        """The group of its unit word; nothing where no vocabulary has the word."""
        return self.known.group if self.known else ""

    @property
    def is_share(self) -> bool:
        """Whether it is a share, a point or a multiple."""
        return self.group == "share"

    def measure_in(self, text: str) -> str:
        """Return the unit word as the document writes it."""
        return text[self.word_start : self.word_end]


def mask(folded: str) -> bytearray:
    """Mark each character inside quotation marks or brackets (the outermost closed pair); one pass.

    >>> list(mask("建“1”(2)"))
    [0, 1, 1, 1, 2, 2, 2]
    """
    marked = bytearray(len(folded))
    opened: list[int] = []
    for at, sign in enumerate(folded):
        if sign in _OPENS:
            opened.append(at)
        elif opened and sign == _CLOSES[folded[opened[-1]]]:
            start = opened.pop()
            if not opened:
                marked[start : at + 1] = bytes([_OPENS[folded[start]]]) * (at + 1 - start)
    return marked


@dataclass(frozen=True, eq=False)
class _Patterns:
    """Patterns built from the vocabulary, once."""

    words: Words

    @cached_property
    def amount(self) -> re.Pattern[str]:
        """A number with its scale, unit word and the bound after it."""
        unit = any_of(self.words.measures)
        times = any_of(word for word, measure in self.words.measures.items() if measure.group == "time")
        # 余 and 多 stand before the unit word (100余家), the longer words after it (100家以上).
        more = any_of(word for word in self.words.bounds_after if len(word) == 1)
        after = [word for word in self.words.bounds_after if len(word) > 1]
        return re.compile(
            rf"(?P<digits>{DIGITS}){_GAP}(?P<more>{more})?(?P<scale>{SCALE})?(?P<more2>{more})?{_GAP}"
            rf"(?:(?P<measure>(?P<word>{unit})(?:\((?:{unit})(?:[、/](?:{unit}))*\))?"
            rf"(?P<per>(?:[/·](?P<time>{times}|月)|[/·](?:{unit}))*))(?![A-Za-z]))?"
            rf"(?P<after>{_GAP}(?:{unless_kept(after, self.words)}))?"
        )

    @cached_property
    def ordinal(self) -> re.Pattern[str]:
        """What follows a place in a row."""
        return re.compile(rf"{any_of(self.words.reasons_after['ordinal'])}|期(?=工程|项目|建设|改造|扩建)")

    @cached_property
    def ranked(self) -> Endings:
        """What stands before a place in a row."""
        return Endings.of(self.words.reasons_before["ordinal"], self.words)

    @cached_property
    def asking(self) -> Endings:
        """What asks for a value."""
        return Endings.of([*self.words.verbs["reach"], *self.words.bounds_before], self.words)

    @cached_property
    def foreign(self) -> re.Pattern[str]:
        """A ratio, or letters that may be a unit no vocabulary knows (60GWh), not a class (5A级)."""
        return re.compile(rf"[0-9.,]+(?:[A-Za-z]+|:[0-9.]+)(?=$|\W|{any_of(self.words.bounds_after)})")

    @cached_property
    def hotline(self) -> re.Pattern[str]:
        """What follows a number that is a name."""
        return re.compile(any_of(self.words.reasons_after["code"]))

    @cached_property
    def written(self) -> re.Pattern[str]:
        """A number in Chinese numerals."""
        counted = any_of([*self.words.measures, *"期大届级"])
        return re.compile(rf"(?P<number>{_WRITTEN})(?:余|多)?(?P<word>{counted})?")


@lru_cache(maxsize=4)
def _patterns(words: Words) -> _Patterns:
    return _Patterns(words)


def quantities(folded: str, marked: bytearray, words: Words) -> list[Quantity]:
    """Return the numbers of a text (folded to half width) in their order."""
    patterns = _patterns(words)
    dates = {date.start(): date.end() for date in _DATE.finditer(folded)}
    found: list[Quantity] = []
    at = 0
    while match := patterns.amount.search(folded, at):
        start = match.start()
        if start in dates:
            # 2023年 is a date; 2023年均… has no other reading either.
            quantity = replace(_quantity(match, words), end=dates[start], reason="date")
        else:
            quantity = _quantity(match, words)
            quantity = replace(quantity, reason=_shape(folded, quantity, match.end("digits"), patterns))
            if quantity.reason == "code":
                quantity = _whole_code(folded, quantity, at, match.end("digits"))
                asked = patterns.asking.at_end(folded[max(0, quantity.start - _LONGEST) : quantity.start])
                if asked and patterns.foreign.match(folded, quantity.start):
                    quantity = replace(quantity, reason="no-measure")
        if marked[start] == QUOTED:
            end = quantity.end if quantity.reason == "code" else match.end("digits")
            quantity = replace(quantity, end=end, reason="name")
        elif marked[start] == BRACKETED and quantity.reason is None:
            quantity = replace(quantity, reason="in-brackets")
        found.append(quantity)
        at = max(quantity.end, match.end("digits"))
    return _ranges(folded, found)


def _quantity(match: re.Match[str], words: Words) -> Quantity:
    word, after = match["word"], (match["after"] or "").strip()
    bound = words.bounds_after.get(after or match["more"] or match["more2"] or "")
    digits = match["digits"]
    return Quantity(
        start=match.start(),
        end=match.end(),
        value=scaled(digits, match["scale"] or "") if len(digits) <= _LONGEST else Decimal(0),
        measure=match["measure"] or "",
        known=words.measures[word] if word else None,
        per_time=match["time"] is not None,
        bound=bound,
        word_start=match.start("measure"),
        word_end=match.end("measure"),
        is_plain=word == match["measure"],
        reason=None,
    )


def _shape(folded: str, quantity: Quantity, end: int, patterns: _Patterns) -> str | None:
    """Return what the signs around a number show it to be: a code, an ordinal, a year, or nothing yet."""
    if patterns.ranked.at_end(folded[max(0, quantity.start - _LONGEST) : quantity.start]):
        return "ordinal"
    if end - quantity.start > _LONGEST or _is_code(folded, quantity, end):
        return "code"
    if quantity.known is None or quantity.measure == "期":
        if patterns.hotline.match(folded, end):
            return "code"
        if patterns.ordinal.match(folded, end):
            return "ordinal"
        if _BARE_YEAR.fullmatch(folded, quantity.start, end):
            return "date"
    return None


def _is_code(folded: str, quantity: Quantity, end: int) -> bool:
    """Whether letters, or signs that part no amounts, stand right beside the digits."""
    before, after = folded[max(0, quantity.start - 2) : quantity.start], folded[end : end + 2]
    if re.search(r"[A-Za-z]$|[A-Za-z][-.]$|[^\W_][+×:./]$", before):
        return True
    known = quantity.known is not None
    return re.match(r"[+×:]|[/-][A-Za-z]" if known else r"[+×:#.]|[/-]?[A-Za-z]", after) is not None


def _whole_code(folded: str, quantity: Quantity, begin: int, end: int) -> Quantity:
    """Widen a code over the letters and digits around it, as far as a code goes."""
    start, far = quantity.start, min(len(folded), end + _LONGEST)
    while start > max(begin, quantity.start - _LONGEST) and _CODE.match(folded[start - 1]):
        start -= 1
    while end < far and _CODE.match(folded[end]):
        end += 1
    return replace(quantity, start=start, end=end)


def _ranges(folded: str, found: list[Quantity]) -> list[Quantity]:
    """Mark both ends of each range; a number with a sign of its own is not read either."""
    sign = re.compile(_GAP + _TO + _GAP)
    marked = list(found)
    for at, (one, other) in enumerate(pairwise(found)):
        if one.reason is None and other.reason is None and sign.fullmatch(folded, one.end, other.start):
            marked[at] = replace(one, reason="range")
            marked[at + 1] = replace(other, reason="range")
    for at, one in enumerate(marked):
        if one.reason is None and folded[one.start - 1 : one.start] == "-":
            marked[at] = replace(one, reason="unplaced")
    return marked


def written_out(folded: str, words: Words) -> Iterator[tuple[int, int, str]]:
    """Yield numbers in Chinese numerals that count something: start, end, and the word after them."""
    for match in _patterns(words).written.finditer(folded):
        if match["word"] or match["number"].startswith("百分之"):
            yield match.start(), match.end(), match["word"] or ""
