"""Numbers in Chinese numerals: ordinals as headings carry them, amounts as sentences do."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

from .numbers import scaled

__all__ = ["chinese_number", "written_number"]

_PLACES = {"十": 10, "百": 100}
_POWERS = {"十": 1, "百": 2, "千": 3}
#: The larger first: 二十万亿 is so many 亿.
_GROUPS = {"亿": 8, "万": 4}


def chinese_number(numeral: str) -> int:
    """Return the value of an ordinal: Chinese below 1000, Arabic in any width, or one circled number.

    >>> [chinese_number(n) for n in ("六", "十", "十二", "二十", "一百零三", "116", "⑳")]
    [6, 10, 12, 20, 103, 116, 20]
    """
    if numeral.isdecimal():
        return int(numeral)
    total, digit = 0, 0
    for sign in numeral:
        if sign in _PLACES:
            total += max(digit, 1) * _PLACES[sign]
            digit = 0
        else:
            digit = _digit(sign)
    return total + digit


def written_number(numeral: str) -> Decimal:
    """Return the value of an amount in Chinese numerals, however large, with a fraction or without.

    >>> written = ("三千", "两万", "一万二千", "十二", "三点五", "千", "二十万亿", "一亿二千万")
    >>> [str(written_number(numeral)) for numeral in written]
    ['3000', '20000', '12000', '12', '3.5', '1000', '20000000000000', '120000000']
    """
    whole, _, fraction = numeral.partition("点")
    # Moved by hand and not divided: as exact as the numeral.
    decimals = "".join(str(_digit(sign)) for sign in fraction)
    return scaled(f"{_whole(whole)}.{decimals}" if decimals else str(_whole(whole)))


def _whole(numeral: str) -> int:
    """Return the value of a numeral without a fraction; 万 alone is one of them."""
    for sign, power in _GROUPS.items():
        if sign in numeral:
            before, _, after = numeral.rpartition(sign)
            return (_whole(before) if before else 1) * int(10**power) + _whole(after)
    total = digit = 0
    for sign in numeral:
        if sign in _POWERS:
            total += (digit or 1) * 10 ** _POWERS[sign]
            digit = 0
        else:
            digit = _digit(sign)
    return total + digit


def _digit(sign: str) -> int:
    return {"两": 2, "〇": 0}.get(sign) or int(unicodedata.numeric(sign))
