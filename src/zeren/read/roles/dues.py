"""A deadline as documents write it (2023年12月底前, 第三季度, 年内) to the last day that it allows."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from ..lines import fold_width
from ..numerals import chinese_number

__all__ = ["begins_due", "due"]

_HOUR = re.compile(r"(?<=\d)\s+0{1,2}:00(?::00)?$")
_DIGITS = "〇零○一二三四五六七八九"
#: Years that are named by another: how far they are from it.
_RELATIVE = {"今年": 0, "本年": 0, "当年": 0, "明年": 1, "次年": 1, "翌年": 1}
_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_TO = "[至到~～—–-]"
_YEAR = rf"(?:(?P<year>(?:19|20)\d\d(?!\d)|[一二][{_DIGITS}]{{3}})年?|(?P<relative>{'|'.join(_RELATIVE)}))度?"
#: 2023.12.31, 2023-12, 2023/6 behind the year's four digits.
_NUMERIC = r"(?P<sign>[./-])(?P<m>\d{1,2})(?:(?P=sign)(?P<d>\d{1,2}))?(?!\d)日?"
_DAY = rf"(?P<day>{_NUMBER})[日号]|(?P<tenth>[上中下]旬)"
_MONTH = rf"(?:{_NUMBER}月?[初底]?{_TO})?(?P<month>{_NUMBER})月份?(?:{_DAY})?"
_PART = r"第?(?P<quarter>[一二三四1-4])季度|(?P<half>[上下])半年"
_WHOLE = r"(?P<whole>全年|年内|年[底末终])"
_DATE = re.compile(rf"(?:{_YEAR}(?:{_NUMERIC})?)?(?:{_MONTH}|{_PART}|{_WHOLE})?")
#: Words before a date that leave it as it is.
_LEAD = re.compile(
    r"(?:力争|争取|确保|务必|计划|预计|原则上|最迟|不迟于|即日起|从|自|于|在|到|至|截至|截止)*"
)
#: 底 says that all of the month or year is allowed; 前 alone leaves open whether it is.
_MARGIN = re.compile("(?P<end>[底末])?(?P<before>之前|以前|前)?(?:之内|以内|内|为止|止)?")
_UNTIL = re.compile(f"(?:起|开始)?{_TO}+")
#: What must be done by then: it names no other time, and does not take the date back (12月起, 6月初).
_OBJECT = re.compile(r"(?![前后初起中以来])(?:(?!\d[年月日号]|季度|半年|年[底内末]|月底).){0,40}")
_CLAUSES = re.compile("[,;。]")


def due(words: str, year: int | None) -> date | None:
    """Return the last day that a deadline allows, None where it names none or is not understood.

    ``year`` is the scheme's: without it a month alone names no day. Of several clauses the latest counts.
    A month or year before 前 alone is not understood: documents mean its end by it, and its beginning.

    >>> [str(due(words, 2023)) for words in ("12月底前", "三季度末", "2024年", "长期坚持", "6月前")]
    ['2023-12-31', '2023-09-30', '2024-12-31', 'None', 'None']
    """
    # A sheet shows a day with the hour at which it begins.
    folded = "".join(_HOUR.sub("", fold_width(words)).split()).strip("()。;,")
    days = [_last_day(clause, year) for clause in _CLAUSES.split(folded)]
    known = [day for day in days if day is not None]
    return max(known) if len(known) == len(days) else None


def begins_due(words: str) -> bool:
    """Whether words (folded, without spaces) begin with a date, as a deadline does.

    >>> begins_due("6月底前出台政策"), begins_due("市财政局")
    (True, False)
    """
    at = _lead(words)
    found = _DATE.match(words, at)
    return found is not None and found.end() > at


def _lead(clause: str) -> int:
    found = _LEAD.match(clause)
    return found.end() if found else 0


def _last_day(clause: str, year: int | None) -> date | None:
    at, last = _lead(clause), None
    while True:
        found = _DATE.match(clause, at)
        if found is None or found.end() == at:
            return None
        last = _of(found, year)
        margin = _MARGIN.match(clause, found.end())
        at = margin.end() if margin else found.end()
        until = _UNTIL.match(clause, at)
        if until is None:
            break
        # A span's second date counts from its first: 2023年11月至次年3月.
        year = last.year if last else year
        at = until.end()
    exact = any(found[name] for name in ("d", "day", "tenth", "whole"))
    vague = margin and margin["before"] and not margin["end"] and not exact
    return last if not vague and _OBJECT.fullmatch(clause, at) else None


def _of(found: re.Match[str], year: int | None) -> date | None:
    """Return the last day of a date, None where its year is not known or it is none."""
    if found["year"]:
        year = int("".join(_digit(sign) for sign in found["year"]))
    elif found["relative"]:
        year = None if year is None else year + _RELATIVE[found["relative"]]
    if year is None:
        return None
    month = 12
    if numeral := found["m"] or found["month"]:
        month = chinese_number(numeral)
    elif found["quarter"]:
        month = 3 * chinese_number(found["quarter"])
    elif found["half"]:
        month = 6 if found["half"] == "上" else 12
    if not 1 <= month <= 12:
        return None
    last = monthrange(year, month)[1]
    day = last
    if numeral := found["d"] or found["day"]:
        day = chinese_number(numeral)
    elif found["tenth"]:
        day = {"上旬": 10, "中旬": 20, "下旬": last}[found["tenth"]]
    return date(year, month, day) if 1 <= day <= last else None


def _digit(sign: str) -> str:
    return sign if sign.isdecimal() else str(max(0, _DIGITS.index(sign) - 2))
