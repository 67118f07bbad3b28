"""Numbers in a text with their scale, unit word and bound; some show by their own shape to be no target."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from ..numbers import scaled
from ..numerals import written_number
from ..words import Measure, Words
from .number_forms import BARE_YEAR, DATE, LARGE, TO_SIGN, Forms, forms

__all__ = ["Quantity", "mask", "quantities"]

QUOTED, BRACKETED = 1, 2
_OPENS = dict.fromkeys("“‘「『《", QUOTED) | dict.fromkeys("(〈[", BRACKETED)
_CLOSES = dict(zip("“‘「『《(〈[", "”’」』》)〉]", strict=True))

_CODE = re.compile("[A-Za-z0-9+×./:-]")
#: A longer run of digits is an identifier, never an amount.
_LONGEST = 30
#: A small numeral with one of these may sum up (三项行动, 五大工程); with another it counts (两座水厂).
_SUMMING = frozenset("个项条件类种次层面门部支批块片道场份本张对组队位篇口单班线轮")
#: What they follow is a place in a row (二期).
_IN_ROW = frozenset("期届级")
#: What is left of a written share when its 百分 is named by a sign.
_SHARES = {"百": "%", "千": "‰"}


@dataclass(frozen=True, kw_only=True)
class Quantity:
    """A number with what stands around it; offsets count from the start of the text.

    ``start`` to ``end`` covers number, unit word and the bound after it; ``digits`` and ``scale`` are what
    ``value`` was read from. A range has its upper end in ``high``; its lower end stands before ``split``.
    ``is_written`` tells Chinese numerals. ``reason`` is set where its own shape shows that it is no target
    or cannot be read (a notation of ``vocab/left-out.ttl``).
    """

    start: int
    end: int
    value: Decimal
    digits: str
    scale: str
    measure: str
    known: Measure | None
    per_time: bool
    bound: str | None
    word_start: int
    word_end: int
    is_plain: bool
    reason: str | None
    is_written: bool = False
    high: Decimal | None = None
    split: int = 0

    @property
    def group(self) -> str:
        """The group of its unit word; nothing where no vocabulary has the word."""
        return self.known.group if self.known else ""

    @property
    def is_share(self) -> bool:
        """Whether it is a share, a point or a multiple."""
        return self.group == "share"

    @property
    def is_points(self) -> bool:
        """Whether it counts percentage points."""
        return self.is_share and self.measure.endswith("分点")

    def measure_in(self, text: str) -> str:
        """Return the unit word as the document writes it; 百分之 before the number is the sign %."""
        return text[self.word_start : self.word_end] or self.measure


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


def quantities(folded: str, marked: bytearray, words: Words) -> list[Quantity]:
    """Return the numbers of a text (folded to half width) in their order.

    A Chinese numeral counts nothing without a unit word (三农): it is no number, unless a range goes on.
    """
    patterns = forms(words)
    dates = {date.start(): date.end() for date in DATE.finditer(folded)}
    found: list[Quantity] = []
    at = 0
    while match := patterns.amount.search(folded, at):
        start, begin, at = match.start(), at, match.end()
        quantity: Quantity | None
        if match["digits"] is None:
            quantity, digits_end = _written(folded, match, patterns), at
        else:
            digits_end = match.end("digits")
            # 2023年 is a date; 2023年均… has no other reading either.
            is_date = start in dates
            quantity = _quantity(match, words) if is_date else _arabic(folded, match, begin, patterns)
            quantity = replace(quantity, end=dates[start], reason="date") if is_date else quantity
        if quantity is None:
            continue
        if marked[start] == QUOTED:
            end = quantity.end if quantity.reason == "code" else digits_end
            quantity = replace(quantity, end=end, reason="name")
        elif marked[start] == BRACKETED and quantity.reason is None:
            quantity = replace(quantity, reason="in-brackets")
        found.append(quantity)
        at = max(quantity.end, digits_end)
    return found


def _quantity(match: re.Match[str], words: Words) -> Quantity:
    word, after = match["word"], (match["after"] or "").strip()
    more = match["more"] or match["more2"] or match["more3"] or ""
    digits, scale = match["digits"] or "", match["scale"] or ""
    return Quantity(
        start=match.start(),
        end=match.end(),
        value=scaled(digits, scale) if 0 < len(digits) <= _LONGEST else Decimal(0),
        digits=digits,
        scale=scale,
        measure=match["measure"] or "",
        known=words.measures[word] if word else None,
        per_time=match["time"] is not None,
        bound=words.bounds_after.get(after or more),
        word_start=match.start("measure"),
        word_end=match.end("measure"),
        is_plain=word == match["measure"],
        reason=None,
    )


def _arabic(folded: str, match: re.Match[str], begin: int, patterns: Forms) -> Quantity:
    end = match.end("digits")
    quantity = _quantity(match, patterns.words)
    quantity = replace(quantity, reason=_shape(folded, quantity, end, patterns))
    if quantity.reason == "code":
        quantity = _whole_code(folded, quantity, begin, end)
        asked = patterns.asking.at_end(folded[max(0, quantity.start - _LONGEST) : quantity.start])
        if asked and patterns.foreign.match(folded, quantity.start):
            quantity = replace(quantity, reason="no-measure")
    return quantity


def _shape(folded: str, quantity: Quantity, end: int, patterns: Forms) -> str | None:
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
        if BARE_YEAR.fullmatch(folded, quantity.start, end):
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


def _written(folded: str, match: re.Match[str], patterns: Forms) -> Quantity | None:
    """Read a number in Chinese numerals; None where it counts nothing."""
    quantity = replace(_quantity(match, patterns.words), is_written=True)
    if match["vague"]:  # 数百家 has no value
        return replace(quantity, reason="numeral") if match["word"] else None
    if len(match["numeral"]) > _LONGEST:
        return None
    if match["part"]:
        return _written_share(match, quantity, patterns.words)
    if not match["word"] and not match["rank"]:
        # 三至五家: the unit word stands behind the upper end.
        return _with_value(match, quantity) if TO_SIGN.match(folded, match.end()) else None
    before = folded[max(0, match.start() - _LONGEST) : match.start()]
    if match["loose"]:  # 培育百家企业 may be a number; 万元, 百强 are not
        is_asked = quantity.group not in ("", "money", "share") and patterns.doing.at_end(before)
        return replace(quantity, reason="written-out") if is_asked else None
    reason = _sums_up(match, quantity)
    if reason == "numeral" and match["rank"] != "大" and patterns.adding.at_end(before):
        reason = None
    return replace(_with_value(match, quantity), reason=reason)


def _sums_up(match: re.Match[str], quantity: Quantity) -> str | None:
    """Return why a written number mostly counts nothing: it tells a time, a rank, or sums up."""
    if quantity.group == "time":
        return "duration"
    if match["rank"] == "大":
        return "numeral"
    if match["rank"] or match["word"] in _IN_ROW:
        return "ordinal"
    is_amount = match["word"] not in _SUMMING or LARGE.search(match["numeral"]) or quantity.bound
    return None if is_amount else "numeral"


def _with_value(match: re.Match[str], quantity: Quantity) -> Quantity:
    bound = quantity.bound or (">=" if match["over"] else None)
    numeral = match["numeral"]
    scale = numeral[len(numeral.rstrip("百千万亿")) :]
    return replace(quantity, value=written_number(numeral), scale=scale, bound=bound)


def _written_share(match: re.Match[str], quantity: Quantity, words: Words) -> Quantity | None:
    """Read 百分之六; 三分之二 has no exact decimal."""
    sign = _SHARES.get(match["numeral"])
    if sign is None or match["word"] or len(match["part"]) > _LONGEST:
        return replace(quantity, end=match.end("part"), reason="written-out")
    at = match.end("part")
    return replace(
        quantity,
        value=written_number(match["part"]),
        measure=sign,
        known=words.measures[sign],
        word_start=at,
        word_end=at,
        is_plain=True,
    )
