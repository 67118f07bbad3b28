"""Ordinal numerals as headings and tasks carry them."""

from __future__ import annotations

import unicodedata

__all__ = ["chinese_number"]

_PLACES = {"十": 10, "百": 100}


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
            digit = 2 if sign == "两" else int(unicodedata.numeric(sign))
    return total + digit
