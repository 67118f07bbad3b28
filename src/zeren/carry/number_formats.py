"""A number as its cell shows it: 6.5% for 0.065, 2023年6月 for 45078 (ECMA-376 part 1, 18.8.31).

What a format shows in a way that is not known here (fractions, conditions) is shown plain: nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

__all__ = ["BUILT_IN", "shown"]

#: Formats that a file names by number alone; dates in a country's own order are shown as ISO.
BUILT_IN = {
    **{0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 49: "@"},
    **{14: "yyyy-mm-dd", 15: "yyyy-mm-dd", 16: "m-d", 17: "yyyy-mm", 22: "yyyy-mm-dd hh:mm"},
    **dict.fromkeys((18, 20), "h:mm"),
    **dict.fromkeys((19, 21), "h:mm:ss"),
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    **dict.fromkeys((30,), "yyyy-mm-dd"),
    **dict.fromkeys((31,), 'yyyy"年"m"月"d"日"'),
    **dict.fromkeys((32, 55), 'h"时"mm"分"'),
    **dict.fromkeys((33, 56), 'h"时"mm"分"ss"秒"'),
    **dict.fromkeys((37, 38), "#,##0;-#,##0"),
    **dict.fromkeys((39, 40), "#,##0.00;-#,##0.00"),
}
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|\[\$(?P<money>[^\]-]*)[^\]]*\]|\[(?P<bracket>[^\]]*)\]'
    r"|_.|\*.|(?P<general>General)|(?P<half>AM/PM|A/P|上午/下午)|(?P<date>[Yy]+|[Mm]+|[Dd]+|[Hh]+|[Ss]+)"
    r"|(?P<number>[0#?](?:[0#?,.]*[0#?])?,*)|(?P<sign>.)",
    re.DOTALL | re.IGNORECASE,
)
_PARTED = re.compile(r'(?:"[^"]*"|[\\!].|\[[^\]]*\]|[^;])*')
_COLOURS = re.compile(r"black|blue|cyan|green|magenta|red|white|yellow|colou?r\s*\d+|dbnum\d", re.IGNORECASE)
_MOST_DECIMALS = 30

_Token = tuple[str, str]


def shown(number: float, code: str, *, from_1904: bool = False) -> str:
    """Return a number as a format shows it.

    >>> shown(0.065, "0.0%"), shown(1.0, "General"), shown(1234.5, '#,##0"万元"'), shown(45107, 'm"月"d"日"')
    ('6.5%', '1', '1,235万元', '6月30日')
    """
    if number != number or abs(number) == float("inf"):
        return ""
    sections = _sections(code)
    at = 1 if number < 0 and len(sections) > 1 else 2 if number == 0 and len(sections) > 2 else 0
    tokens = sections[at]
    kinds = {kind for kind, _ in tokens}
    if "date" in kinds and kinds.isdisjoint({"number", "odd"}):
        return _date(number, tokens, from_1904) or _plain(number)
    if at == 2 and kinds == {"text"}:
        return "".join(text for _, text in tokens)  # A word for nought.
    numbers = [text for kind, text in tokens if kind == "number"]
    if len(numbers) != 1 or "odd" in kinds or "date" in kinds:
        return _plain(number)
    percent = any(token == ("sign", "%") for token in tokens)
    digits = _digits(abs(number), numbers[0], percent)
    said = "".join(digits if kind == "number" else text for kind, text in tokens)
    return f"-{said}" if number < 0 and at == 0 and digits.strip("0.,") else said


@lru_cache(maxsize=256)
def _sections(code: str) -> Sequence[Sequence[_Token]]:
    """Return the tokens of each section: for numbers above nought (or all), below, and nought itself."""
    parts: list[list[_Token]] = []
    at = 0
    while at <= len(code) and len(parts) < 4:
        found = _PARTED.match(code, at)
        text = found[0] if found else ""
        parts.append(_tokens(text))
        at += len(text) + 1
    return parts


def _tokens(section: str) -> list[_Token]:
    tokens: list[_Token] = []
    for found in _TOKEN.finditer(section):
        kind, text = found.lastgroup, found[found.lastgroup] if found.lastgroup else ""
        if kind in {"quoted", "escaped", "money"}:
            tokens.append(("text", text))
        elif kind == "bracket" and not _COLOURS.fullmatch(text):
            tokens.append(("odd", text))  # A condition, or time that has passed.
        elif kind == "sign" and text in "Ee/":
            tokens.append(("odd", text))  # An exponent, a fraction; but in a date a sign like others.
        elif kind and kind not in {"bracket", "general"} and text != "@":
            tokens.append((kind, text))
    dated = any(kind == "date" for kind, _ in tokens)
    return [("text", "/") if dated and token == ("odd", "/") else token for token in tokens]


def _plain(number: float) -> str:
    """Return all digits that a spreadsheet keeps (15), without an exponent."""
    text = f"{Decimal(f'{number:.15g}'):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _digits(number: float, pattern: str, percent: bool) -> str:
    whole, _, decimals = pattern.partition(".")
    value = Decimal(f"{number:.15g}") * (100 if percent else 1)
    value /= 1000 ** (len(pattern) - len(pattern.rstrip(",")))
    places = min(sum(sign in "0#?" for sign in decimals), _MOST_DECIMALS)
    text = (
        f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}" if value < 10**25 else f"{value:f}"
    )
    before, _, after = text.partition(".")
    least = decimals.replace(",", "").rstrip("#?")
    after = after[: len(least)] + after[len(least) :].rstrip("0")
    before = before.lstrip("0").rjust(min(whole.count("0"), _MOST_DECIMALS), "0")
    if "," in whole.rstrip(","):
        before = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", before)
    return f"{before}.{after}" if after else before


def _date(number: float, tokens: Sequence[_Token], from_1904: bool) -> str:
    """Return a day and time as a format shows it; empty where there is no such day."""
    try:
        day = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30 if number >= 60 else 31)
        moment = day + timedelta(seconds=round(number * 86400))
    except (OverflowError, ValueError):
        return ""
    half_days = any(kind == "half" for kind, _ in tokens)
    said, after_hours = [], False
    letters = [text[0].lower() if kind == "date" else "" for kind, text in tokens]
    for at, (kind, text) in enumerate(tokens):
        if kind == "half":
            said.append("上午" if moment.hour < 12 else "下午")
        elif kind != "date":
            said.append(text)
        else:
            follows = next((letter for letter in letters[at + 1 :] if letter), "")
            minutes = letters[at] == "m" and (after_hours or follows == "s")
            said.append(_part(moment, text.lower(), minutes, half_days))
            after_hours = letters[at] == "h"
    return "".join(said)


def _part(moment: datetime, letters: str, minutes: bool, half_days: bool) -> str:
    if letters[0] == "y":
        return f"{moment.year:04}" if len(letters) > 2 else f"{moment.year % 100:02}"
    hour = (moment.hour % 12 or 12) if half_days else moment.hour
    value = {"m": moment.minute if minutes else moment.month, "d": moment.day, "h": hour, "s": moment.second}
    return f"{value[letters[0]]:0{min(len(letters), 2)}}"
