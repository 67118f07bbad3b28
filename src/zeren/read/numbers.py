"""Numbers as documents write them (6万, 2.55万, 1,200, 3.5亿), read exactly."""

from __future__ import annotations

from decimal import Decimal

__all__ = ["DIGITS", "PERIOD", "SCALE", "TO", "scaled"]

#: Thousands are parted by a half-width comma; text is folded to half width before.
DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
#: 千 is also the first sign of 千瓦 and the like: there it is part of the unit.
SCALE = r"(?:[十百千]?(?:万亿|万|亿)|[百千](?![瓦伏米克]))"

#: What stands between the two ends of a range.
TO = "[-~–—－~～至到]"
#: When something is done; in a phrase, so that a year may stand alone before its range goes on.
PERIOD = (
    rf"(?:[到至在]?[0-9]{{1,4}}(?:年?{TO}[0-9]{{1,4}})?(?:[年月日]|个月)[底末初]?(?:[以之]?[前内])?"
    r"|[一二两三四五六七八九十]{1,3}(?:年|个月)[以之]?内"
    "|[到至在]?“?十[一二三四五六七八九]五”?(?:期间|时期|[末初])|[Qq][1-4])"
)

_POWERS = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}


def scaled(digits: str, scale: str = "") -> Decimal:
    """Return the value of a number, scaled to base; exact, without an exponent or idle zeros.

    >>> written = [("2.55", "万"), ("1,200",), ("3", "千万"), ("10.50",), ("2", "万亿")]
    >>> [str(scaled(*number)) for number in written]
    ['25500', '1200', '30000000', '10.5', '2000000000000']
    """
    power = sum(_POWERS[sign] for sign in scale)
    whole, _, fraction = digits.replace(",", "").partition(".")
    # The point is moved by hand: decimal arithmetic would round to the context's precision.
    whole, fraction = whole + fraction[:power].ljust(power, "0"), fraction[power:].rstrip("0")
    whole = whole.lstrip("0") or "0"
    return Decimal(f"{whole}.{fraction}" if fraction else whole)
